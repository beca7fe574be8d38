//! Coming back with a receipt.

use sanad_crypto::safe::sign::VerifyKey;
use sanad_domain::CaseId;

use crate::{Bytes, case::Append, intake::Kdf, wire};

wire! {
    /// `POST /person/challenge`.
    AskChallenge {
        /// Stage 1 of the receipt.
        0 lookup: Bytes,
    }
    /// The question, for known and unknown receipts alike.
    Challenge {
        /// 32 bytes, single use, two minutes.
        0 challenge: Bytes,
        /// Stage 2's parameters.
        1 kdf: Kdf,
    }
    /// `POST /person/session`.
    Answer {
        /// Stage 1 of the receipt.
        0 lookup: Bytes,
        /// The challenge that is answered.
        1 challenge: Bytes,
        /// Signature (`sanad_crypto::safe::auth`).
        2 answer: Bytes,
    }
    /// `POST /person/rekey`: another number for the same case.
    Rekey {
        /// The opening that names the key that follows.
        0 opening: Append,
        /// Stage 1 of the new receipt.
        1 lookup: Bytes,
        /// Its stage 2's parameters.
        2 kdf: Kdf,
        /// Key that will answer challenges.
        3 auth_key: VerifyKey,
    }
    /// A session; the token lives in the page's memory only.
    Session {
        /// For `Authorization: Bearer`.
        0 token: String,
        /// Her case.
        1 case: CaseId,
    }
}
