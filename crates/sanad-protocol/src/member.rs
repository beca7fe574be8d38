//! Members: signing in, the vault.

use sanad_crypto::safe::{receipt::Cost, sign::VerifyKey, vault::SealedVault};
use sanad_domain::MemberId;

use crate::{Bytes, wire};

/// Under this name the recovery sheet asks for its challenge; handles have no `/`.
pub const SHEET_HANDLE: &str = "recovery/sheet";

wire! {
    /// `POST /member/challenge`.
    AskChallenge {
        /// Unique handle.
        0 handle: String,
    }
    /// One way in, as the server knows it.
    UnlockView {
        /// Its id.
        0 id: Bytes,
        /// `passphrase`, `passkey` or `invitation`.
        1 kind: String,
        /// Salt of its derivation.
        2 salt: Bytes,
        /// Cost of its derivation.
        3 cost: Cost,
    }
    /// The question, for known and unknown handles alike.
    Challenge {
        /// 32 bytes, single use, two minutes.
        0 challenge: Bytes,
        /// Ways in.
        1 unlocks: Vec<UnlockView>,
    }
    /// `POST /member/session`.
    Answer {
        /// Handle.
        0 handle: String,
        /// Which way in.
        1 unlock: Bytes,
        /// The challenge that is answered.
        2 challenge: Bytes,
        /// Signature (`sanad_crypto::safe::auth`).
        3 answer: Bytes,
    }
    /// A session with the vault to unlock.
    Session {
        /// For `Authorization: Bearer`.
        0 token: String,
        /// Who signed in.
        1 member: MemberId,
        /// The vault.
        2 vault: SealedVault,
    }
    /// `POST /sheet/session`: signing in with the recovery sheet's root key.
    SheetAnswer {
        /// The challenge that is answered, asked for under [`SHEET_HANDLE`].
        0 challenge: Bytes,
        /// Signature (`sanad_crypto::safe::auth`).
        1 answer: Bytes,
    }
    /// A session of the recovery sheet: half an hour.
    SheetSession {
        /// For `Authorization: Bearer`, and for `Sanad-Sheet` beside a coordinator's own session.
        0 token: String,
    }
    /// A new way in, with the key that answers challenges.
    NewUnlock {
        /// Id, kind, salt, cost.
        0 view: UnlockView,
        /// Verifies its answers.
        1 auth_key: VerifyKey,
    }
    /// `PUT /member/vault`: compare-and-swap on `n`. The same again is the same. Afterwards the ways in are
    /// exactly those for which the vault carries a tag: at least one, at most eight.
    PutVault {
        /// The next version.
        0 vault: SealedVault,
        /// Ways in that begin with it.
        1 add: Vec<NewUnlock>,
        /// Ids of ways in that end with it.
        2 remove: Vec<Bytes>,
    }
}
