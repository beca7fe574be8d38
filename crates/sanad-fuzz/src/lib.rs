//! What the fuzz targets assert, one function each.
//!
//! `fuzz/fuzz_targets/<name>.rs` hands bytes to the function of that name; the test of this crate hands it every
//! file below `fuzz/corpus/<name>`. A function returns where its property holds and panics where it does not.
//!
//! Absences: no I/O, no database, no server. The corpora are read by the test.
#![forbid(unsafe_code)]
#![expect(clippy::expect_used, clippy::panic, reason = "a broken property ends the run by panicking")]

mod age;
mod blob;
mod chain;
mod chat;
mod entry;
mod fold;
mod grant;
mod input;
mod log;
mod model;
mod pdq;
mod person;
mod protocol;
mod reveal;
mod succession;
mod vault;

pub use age::{age_header, age_open, armor, range_reads};
pub use blob::blob;
pub use chain::team_chain;
pub use chat::{chat_identifiers, chat_read, chat_round_trip};
pub use entry::{entry_header, envelope};
pub use fold::fold_against_model;
pub use grant::grant;
pub use log::{checkpoint_note, tlog_proof};
pub use pdq::{pdq_decode, pdq_hash_text, pdq_snapshot, pdq_video};
pub use person::{receipt_text, report_json};
pub use protocol::{REQUESTS, protocol_decode};
pub use reveal::reveal;
pub use succession::succession;
pub use vault::vault;

/// A target: takes any bytes, panics where its property is broken.
pub type Target = fn(&[u8]);

/// Every target by its name; the name is that of its file and of its corpus.
pub const TARGETS: &[(&str, Target)] = &[
    ("age_header", age_header),
    ("age_open", age_open),
    ("armor", armor),
    ("blob", blob),
    ("chat_identifiers", chat_identifiers),
    ("chat_read", chat_read),
    ("chat_round_trip", chat_round_trip),
    ("checkpoint_note", checkpoint_note),
    ("entry_header", entry_header),
    ("envelope", envelope),
    ("fold_against_model", fold_against_model),
    ("grant", grant),
    ("pdq_decode", pdq_decode),
    ("pdq_hash_text", pdq_hash_text),
    ("pdq_snapshot", pdq_snapshot),
    ("pdq_video", pdq_video),
    ("protocol_decode", protocol_decode),
    ("range_reads", range_reads),
    ("receipt_text", receipt_text),
    ("report_json", report_json),
    ("reveal", reveal),
    ("succession", succession),
    ("team_chain", team_chain),
    ("tlog_proof", tlog_proof),
    ("vault", vault),
];
