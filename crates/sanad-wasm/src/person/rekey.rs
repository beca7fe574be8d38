//! Another number for the same case.

use sanad_client::{back, tell::check_ack};
use sanad_protocol::{encode, person::Session};
use wasm_bindgen::prelude::wasm_bindgen;

use super::Visit;
use crate::{Js, failed, read, team::Team};

/// A change of number that is ready to be sent.
#[wasm_bindgen]
pub struct Rekeyed {
    pub(super) rekeyed: back::Rekeyed,
    pub(super) session: Session,
}

#[wasm_bindgen]
impl Rekeyed {
    /// The new 20 digits. To be shown once it was accepted.
    pub fn receipt(&self) -> String {
        self.rekeyed.receipt.dangerous_to_digits().as_str().to_owned()
    }

    /// Body of `POST /person/rekey`.
    pub fn body(&self) -> Vec<u8> {
        encode(&self.rekeyed.request)
    }

    /// Checks the acknowledgement.
    pub fn accepted(&self, team: &Team, response: &[u8]) -> Js<()> {
        check_ack(&team.trust, &read(response)?, &self.rekeyed.hash).map(|_| ()).map_err(failed)
    }

    /// The same visit with the new keys.
    pub fn visit(&self) -> Visit {
        Visit::new(self.session.clone(), self.rekeyed.keys.clone())
    }
}
