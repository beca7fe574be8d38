//! What a client does, without doing any I/O: requests come out as values, responses go in as values.
//!
//! The browser's core and the command line drive the same code with their own transports. Everything that
//! the server says is checked here: the team's chain against its root, heads against the checkpoint, the
//! checkpoint against the one seen before, entries against their authors.
//!
//! Absences: no transport, no clock, no ambient randomness, no storage.
#![forbid(unsafe_code)]

pub mod back;
pub mod begun;
pub mod compose;
mod error;
pub mod file;
pub mod found;
pub mod intake;
pub mod invite;
pub mod member;
pub mod queue;
pub mod recover;
pub mod remove;
pub mod tell;
pub mod trust;
pub mod unlocks;

pub use error::ClientError;
pub use trust::Trust;
