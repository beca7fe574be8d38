//! Filing a report.

use sanad_crypto::safe::{pow::Puzzle, receipt::Cost, sign::VerifyKey};
use sanad_domain::danger::Band;

use crate::{Bytes, case::Append, person::Session, wire};

wire! {
    /// How stage 2 of her receipt is derived.
    Kdf {
        /// Salt of her case.
        0 salt: Bytes,
        /// Cost.
        1 cost: Cost,
    }
    /// A solved puzzle.
    Work {
        /// The server's puzzle.
        0 puzzle: Puzzle,
        /// The solution.
        1 nonce: u64,
    }
    /// `POST /cases`: a new case with its first entry.
    FileReport {
        /// Stage 1 of the receipt.
        0 lookup: Bytes,
        /// Stage 2's parameters.
        1 kdf: Kdf,
        /// Key that will answer challenges.
        2 auth_key: VerifyKey,
        /// The first entry with its grants.
        3 first: Append,
        /// Band that her answers claim, at most high.
        4 claimed: Band,
        /// A claimed threat to life.
        5 alert: bool,
        /// Under 18: no file is ever taken for this case.
        6 minor: bool,
        /// Proof of work; without it the report is quarantined, not refused.
        7 work: Option<Work>,
    }
    /// The report stands.
    Filed {
        /// Signed by the system (`sanad_crypto::safe::answer::Ack`).
        0 ack: Bytes,
        /// A session of the new case, so that its files can follow at once.
        1 session: Session,
    }
    /// `GET /puzzle`.
    PuzzleView {
        /// To solve before filing.
        0 puzzle: Puzzle,
    }
}
