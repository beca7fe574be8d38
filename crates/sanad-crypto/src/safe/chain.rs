//! How chains hang on the log: what one leaf is, and under which key the heads map knows a chain
//! (protocol §7, docs/formats/log.md).

use sanad_domain::{CaseId, Lane, TeamId};

use super::Hash;
use crate::{hazmat::cbor, log};

/// The log's leaf hash of one entry or statement: deterministic CBOR of its hash and its arrival.
pub fn leaf(entry_hash: &Hash, arrived: u64) -> Hash {
    let hash = minicbor::bytes::ByteArray::from(*entry_hash);
    log::leaf_hash(&cbor::encode(&(hash, arrived)))
}

/// Key of a case's lane in the heads map.
pub fn of_lane(case: CaseId, lane: Lane) -> Hash {
    log::chain_key(&case.0, lane.name())
}

/// Key of the team's own chain in the heads map.
pub fn of_team(team: TeamId) -> Hash {
    log::chain_key(&team.0, "statements")
}
