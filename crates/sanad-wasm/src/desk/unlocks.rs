//! A member's own ways in. A change is kept once the server took it.

use sanad_client::unlocks::{self, Changed, NewPasskey as Passkey};
use sanad_protocol::encode;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use super::Desk;
use crate::{Js, failed, json as to_json, rng, team::Team, thrown};

/// A passkey that is about to be made.
#[wasm_bindgen]
pub struct NewPasskey(Passkey);

#[wasm_bindgen]
impl NewPasskey {
    /// User handle of the credential, and id of the way in.
    pub fn id(&self) -> Vec<u8> {
        self.0.id().to_vec()
    }

    /// What its PRF is evaluated on.
    pub fn input(&self) -> Vec<u8> {
        self.0.input().to_vec()
    }
}

/// The next version of the vault.
#[wasm_bindgen]
pub struct VaultChange(Changed);

#[wasm_bindgen]
impl VaultChange {
    /// Body of `PUT /member/vault`.
    pub fn body(&self) -> Vec<u8> {
        encode(&self.0.request)
    }

    /// Its version.
    pub fn version(&self) -> f64 {
        self.0.vault.n as f64
    }
}

#[wasm_bindgen]
impl Desk {
    /// Ways into this vault, as JSON: ids in hexadecimal, and kinds.
    #[wasm_bindgen(js_name = ownWays)]
    pub fn own_ways(&self) -> Js<String> {
        let hex = |id: &[u8; 16]| id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        let ways: Vec<_> =
            self.vault.unlocks.iter().map(|it| json!({ "id": hex(&it.id), "kind": it.kind })).collect();
        to_json(&ways)
    }

    /// Begins a passkey.
    #[wasm_bindgen(js_name = newPasskey)]
    pub fn new_passkey(&self) -> NewPasskey {
        NewPasskey(Passkey::begin(&self.vault, &mut rng()))
    }

    /// Adds it, with the 32 bytes of its PRF.
    #[wasm_bindgen(js_name = addPasskey)]
    pub fn add_passkey(&self, team: &Team, passkey: &NewPasskey, prf: &[u8]) -> Js<VaultChange> {
        let prf: Zeroizing<[u8; 32]> = Zeroizing::new(prf.try_into().map_err(|_| thrown("no_prf"))?);
        changed(unlocks::add_passkey(&self.vault, team.trust.saw(), &passkey.0, &prf, &mut rng()))
    }

    /// Sets a new passphrase in the place of the old one.
    #[wasm_bindgen(js_name = setPassphrase)]
    pub fn set_passphrase(&self, team: &Team, words: &str) -> Js<VaultChange> {
        changed(unlocks::set_passphrase(&self.vault, team.trust.saw(), words, &mut rng()))
    }

    /// Takes a way in off the list; throws `last_way`.
    #[wasm_bindgen(js_name = hideWay)]
    pub fn hide_way(&self, team: &Team, id: &str) -> Js<VaultChange> {
        let found = self.own_way(id).ok_or_else(|| thrown("not_found"))?;
        changed(unlocks::hide(&self.vault, team.trust.saw(), found, &mut rng()))
    }

    /// Writes down the newest checkpoint.
    #[wasm_bindgen(js_name = renewVault)]
    pub fn renew_vault(&self, team: &Team) -> Js<VaultChange> {
        changed(unlocks::renew(&self.vault, team.trust.saw(), &mut rng()))
    }

    /// The server took a change.
    pub fn kept(&mut self, change: &VaultChange) {
        self.vault = change.0.vault.clone();
    }

    fn own_way(&self, hex: &str) -> Option<[u8; 16]> {
        let text = |id: &[u8; 16]| id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        self.vault.unlocks.iter().map(|it| it.id).find(|it| text(it) == hex)
    }
}

fn changed(result: Result<Changed, sanad_client::ClientError>) -> Js<VaultChange> {
    result.map(VaultChange).map_err(failed)
}
