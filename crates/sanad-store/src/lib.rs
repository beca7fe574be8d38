//! Everything that Sanad stores, on SQLite and PostgreSQL by one code path.
//!
//! What is stored is sealed or listed in `docs/data-inventory.md`; a test holds that file against the schema.
//! What differs between the engines stands in `engine`. Appends go through the [`commit::Committer`]: entries,
//! log and checkpoint in one transaction. [`dump`] reads and writes everything as rows that do not depend on the
//! engine; [`audit`] recomputes what the log promises.
//!
//! Absences: no HTTP, no keys that open anything, no clock (times are parameters).
#![forbid(unsafe_code)]

pub mod audit;
mod blobs;
mod cases;
pub mod commit;
pub mod dump;
mod engine;
mod entity;
mod file;
mod members;
mod migration;
mod proofs;
mod sessions;
mod team;
mod verified;

pub use blobs::{BlobLimits, BlobRefusal, BlobRow, NewBlob};
pub use cases::{CaseRow, EntryRow, GrantRow, LaneRow};
pub use engine::{Store, StoreError};
pub use file::{ChainRow, FileRow};
pub use members::{AccountRow, CardRow, MAX_WAYS, NextVault, UnlockRow, VaultPut};
pub use migration::schema;
pub use proofs::{ChainProof, Root};
pub use sessions::{LookedUp, Who};
pub use team::{StatementRow, TeamGrantRow};
pub use verified::VerifiedTeam;

/// SHA-256.
pub type Hash = [u8; 32];
