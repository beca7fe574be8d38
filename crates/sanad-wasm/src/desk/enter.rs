//! Signing in.

use sanad_client::found::zeroize_seed::Seed;
use sanad_client::member::{Desk as Session, Way as ClientWay};
use sanad_crypto::safe::vault::Vault;
use sanad_domain::MemberId;
use sanad_protocol::{
    encode,
    member::{AskChallenge, Session as SessionAnswer},
};
use wasm_bindgen::prelude::wasm_bindgen;

use super::Desk;
use crate::{Js, failed, read, team::Team, thrown};

/// Body of `POST /member/challenge`.
#[wasm_bindgen(js_name = askMember)]
pub fn ask_member(handle: &str) -> Vec<u8> {
    encode(&AskChallenge { handle: handle.into() })
}

/// A way into the vault, derived on this device.
#[wasm_bindgen]
pub struct Way(ClientWay);

#[wasm_bindgen]
impl Way {
    /// From a passphrase; takes half a second.
    pub fn passphrase(challenge: &[u8], words: &str) -> Js<Way> {
        // A handle without this way in is told like a wrong passphrase.
        ClientWay::from_passphrase(&read(challenge)?, words).map(Way).map_err(|_| thrown("wrong_credentials"))
    }

    /// From the secret of an invitation link.
    pub fn invitation(challenge: &[u8], secret: &str) -> Js<Way> {
        let secret = Seed::parse(secret).ok_or_else(|| thrown("wrong_credentials"))?;
        ClientWay::from_invitation(&read(challenge)?, &secret.0)
            .map(Way)
            .map_err(|_| thrown("wrong_credentials"))
    }

    /// Body of `POST /member/session`.
    pub fn answer(&self, team: &Team, origin: &str, handle: &str, challenge: &[u8]) -> Js<Vec<u8>> {
        let answer = self.0.answer(&team.trust, origin, handle, &read(challenge)?).map_err(failed)?;
        Ok(encode(&answer))
    }

    /// Opens the vault of a session.
    pub fn enter(&self, team: &Team, session: &[u8]) -> Js<Entered> {
        let session: SessionAnswer = read(session)?;
        let vault = self.0.open(&team.trust, &session).map_err(failed)?;
        Ok(Entered { token: session.token, member: session.member, vault })
    }
}

/// A session whose vault is open.
#[wasm_bindgen]
pub struct Entered {
    token: String,
    member: MemberId,
    vault: Vault,
}

#[wasm_bindgen]
impl Entered {
    /// For `Authorization: Bearer`.
    pub fn token(&self) -> String {
        self.token.clone()
    }

    /// The desk, with the answer of `GET /team/keys`.
    pub fn desk(&self, team: &Team, keys: &[u8]) -> Js<Desk> {
        let mine = self.vault.seed().derive_keys();
        let session = Session::open(&team.trust, self.member, mine, &read(keys)?).map_err(failed)?;
        Ok(Desk { session, vault: self.vault.clone() })
    }
}
