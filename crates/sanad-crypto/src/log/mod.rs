//! The log that every client checks, so that history only grows.
//!
//! Each acknowledged entry becomes one leaf of an append-only Merkle tree ([`tree`], RFC 6962 §2.1).
//! The log key signs the tree's size and root as a checkpoint ([`checkpoint`], C2SP tlog-checkpoint).
//! An inclusion proof shows that an entry is under a checkpoint; a consistency proof shows that a
//! newer checkpoint keeps everything an older one held ([`proof`], RFC 9162 §2.1.3–2.1.4); one proof can show
//! many of both at once ([`reveal`]).
//! A tree of leaves alone cannot show that nothing was withheld at the end of a chain. So a
//! checkpoint also names the root of a Merkle map: chain → how far it goes and its last hash
//! ([`heads`]). An answer that stops early cannot prove its head, and a missing chain cannot be
//! claimed absent. What leaves the system leaves as one text file ([`tlog_proof`], C2SP tlog-proof).
//!
//! Everything here is pure: the caller loads nodes (each module lists exactly which), passes the
//! time in, and stores what comes back. Protocol §7 says how batches, restores and audits use it.

pub mod checkpoint;
#[cfg(test)]
mod fixture;
pub mod heads;
mod heads_proof;
mod nodes;
mod note;
pub mod proof;
pub mod reveal;
mod span;
pub mod tlog_proof;
pub mod tree;

pub use checkpoint::{Checkpoint, CheckpointError};
pub use heads::{BucketChange, HeadNodes, HeadsError, HeadsProof, chain_key};
pub use note::{MAX_NOTE_BYTES, MAX_SIGNATURES, NoteError};
pub use proof::{ProofError, verify_consistency, verify_inclusion};
pub use tlog_proof::{TlogProof, TlogProofError};
pub use tree::{NodeMap, Nodes, StoredNode, TreeError, empty_root, leaf_hash, node_hash};

/// A SHA-256 value (FIPS 180-4): a leaf, a node, a root or a chain's head.
pub type Hash = [u8; 32];
