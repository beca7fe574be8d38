//! Signing in.

use sanad_client::{
    found::zeroize_seed::Seed,
    member::{Desk as Session, Way as ClientWay},
    unlocks,
};
use sanad_crypto::safe::{sha256, vault::Vault};
use sanad_domain::MemberId;
use sanad_protocol::{
    encode,
    member::{AskChallenge, Challenge, Session as SessionAnswer},
};
use wasm_bindgen::prelude::wasm_bindgen;
use zeroize::Zeroizing;

use super::Desk;
use crate::{Js, failed, json as to_json, read, team::Team, thrown};

/// Body of `POST /member/challenge`.
#[wasm_bindgen(js_name = askMember)]
pub fn ask_member(handle: &str) -> Vec<u8> {
    encode(&AskChallenge { handle: handle.into() })
}

/// Kinds of the ways in that a challenge lists, as JSON.
#[wasm_bindgen(js_name = waysIn)]
pub fn ways_in(challenge: &[u8]) -> Js<String> {
    let challenge: Challenge = read(challenge)?;
    to_json(&challenge.unlocks.iter().map(|it| it.kind.clone()).collect::<Vec<_>>())
}

/// What a passkey's PRF is evaluated on to sign in; nothing where the challenge lists none.
#[wasm_bindgen(js_name = passkeyInput)]
pub fn passkey_input(challenge: &[u8]) -> Js<Option<Vec<u8>>> {
    Ok(unlocks::passkey_input(&read(challenge)?).map(|it| it.to_vec()))
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

    /// From a passkey: its user handle, and the 32 bytes of its PRF on [`passkey_input`].
    pub fn passkey(challenge: &[u8], id: &[u8], prf: &[u8]) -> Js<Way> {
        let prf: Zeroizing<[u8; 32]> = Zeroizing::new(prf.try_into().map_err(|_| thrown("no_prf"))?);
        ClientWay::from_passkey(&read(challenge)?, id, &prf).map(Way).map_err(|_| thrown("wrong_credentials"))
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

    /// Leaves of the log that the vault saw last, on whatever device; nothing before the first time.
    #[wasm_bindgen(js_name = sawSize)]
    pub fn saw_size(&self) -> Option<f64> {
        self.vault.checkpoint.map(|it| it.size as f64)
    }

    /// Checks that the team's log continues what the vault saw, by the answer of
    /// `GET /log/consistency?from=SAW&to=TEAM`; throws `rolled_back`.
    pub fn continued(&self, team: &Team, answer: &[u8]) -> Js<()> {
        let Some(saw) = &self.vault.checkpoint else { return Ok(()) };
        team.trust.continues(saw, &read(answer)?).map_err(failed)
    }

    /// Version of the vault.
    pub fn version(&self) -> f64 {
        self.vault.n as f64
    }

    /// Under which name a browser remembers that version: it stands for the card's key, so that a renewed card
    /// begins anew, and tells nothing about who it is.
    pub fn pin(&self) -> String {
        let key = self.vault.seed().derive_keys().sign.verify_key();
        let hash = sha256(&[b"sanad/desk-pin/v1", &key.0[..]].concat());
        hash[..16].iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// The desk, with the answer of `GET /team/keys`.
    pub fn desk(&self, team: &Team, keys: &[u8]) -> Js<Desk> {
        let mine = self.vault.seed().derive_keys();
        let session = Session::open(&team.trust, self.member, mine, &read(keys)?).map_err(failed)?;
        Ok(Desk { session, vault: self.vault.clone(), sheet: None })
    }
}
