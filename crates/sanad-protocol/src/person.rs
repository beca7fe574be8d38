//! Coming back with a receipt.

use sanad_domain::CaseId;

use crate::{Bytes, intake::Kdf, wire};

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
    /// A session; the token lives in the page's memory only.
    Session {
        /// For `Authorization: Bearer`.
        0 token: String,
        /// Her case.
        1 case: CaseId,
    }
}
