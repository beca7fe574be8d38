//! How chains hang on the log: what one leaf is, and under which key the heads map knows a chain
//! (protocol §7, docs/formats/log.md).

use sanad_domain::{CaseId, Lane, TeamId};

use super::{Hash, entry::Saw};
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

/// The places of the log that a reader of these entries wants to see proven: each entry's leaf, and the root
/// that each author says to have seen. Server and reader derive the same list.
///
/// What lies beyond a log of `size` leaves is left out: no proof can show it, and the reader refuses it.
pub fn places<'a>(
    size: u64,
    entries: impl IntoIterator<Item = (u64, Option<&'a Saw>)>,
) -> log::reveal::Places {
    let mut places = log::reveal::Places::new();
    for (leaf, saw) in entries {
        if leaf < size {
            places.insert((0, leaf));
        }
        if let Some(saw) = saw.filter(|it| it.size <= size) {
            places.extend(log::tree::needed_for_root(saw.size));
        }
    }
    places
}

/// Whether the tree really had this root at this size, by nodes that were proven.
pub fn had(nodes: &log::NodeMap, saw: &Saw) -> bool {
    matches!(log::tree::root(saw.size, nodes), Ok(root) if root == saw.root)
}
