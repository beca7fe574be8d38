//! The append-only tree: RFC 6962 §2.1 hashing over a store of complete subtrees.
//!
//! A node (level, index) covers the leaves `index·2^level .. (index+1)·2^level`; level 0 holds leaf
//! hashes. Only complete nodes are stored, so a stored node never changes. Every other hash is folded
//! from at most one complete node per level when it is asked for.
//!
//! The store is asynchronous and this module is not. So each operation has a `needed_for_…` twin:
//! load exactly those nodes into a [`NodeMap`], then call the operation.

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use super::Hash;
pub use super::nodes::{NodeMap, Nodes, StoredNode};
use super::span::{Span, consistency_spans, inclusion_spans, peaks};

/// The hash of a leaf's content: `SHA-256(0x00 ‖ data)` (RFC 6962 §2.1).
pub fn leaf_hash(data: &[u8]) -> Hash {
    Sha256::new().chain_update([0x00u8]).chain_update(data).finalize().into()
}

/// The hash of an inner node: `SHA-256(0x01 ‖ left ‖ right)` (RFC 6962 §2.1).
pub fn node_hash(left: &Hash, right: &Hash) -> Hash {
    Sha256::new().chain_update([0x01u8]).chain_update(left).chain_update(right).finalize().into()
}

/// The root of a tree without leaves: SHA-256 of nothing (RFC 6962 §2.1).
pub fn empty_root() -> Hash {
    Sha256::new().finalize().into()
}

/// Why a tree operation could not be done.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TreeError<E> {
    /// A node that is complete at this size was not found: not loaded, or the store is damaged.
    #[error("the log's node at level {level}, index {index} is missing")]
    Missing {
        /// Height above the leaves.
        level: u8,
        /// Position in its level.
        index: u64,
    },
    /// The leaf asked for is not in a tree of this size.
    #[error("leaf {index} is not in a tree of {size} leaves")]
    OutOfRange {
        /// Leaf asked for, from 0.
        index: u64,
        /// Number of leaves.
        size: u64,
    },
    /// A consistency proof was asked from a larger tree to a smaller one.
    #[error("a tree of {old} leaves cannot have become one of {new}")]
    Shrinks {
        /// Size that should be the earlier one.
        old: u64,
        /// Size that should be the later one.
        new: u64,
    },
    /// The tree would have more than 2^64 − 1 leaves.
    #[error("the log cannot hold more leaves")]
    Full,
    /// Reading a node failed.
    #[error("reading the log's nodes failed")]
    Store(#[source] E),
}

/// Appends leaf hashes to a tree of `size` leaves and returns every node that this completes, the
/// leaves themselves included, each child before its parent. Nothing is returned for no leaves.
///
/// `nodes` must hold what [`needed_for_append`] lists. Errors: [`TreeError::Missing`],
/// [`TreeError::Full`], [`TreeError::Store`].
pub fn append<N: Nodes>(
    size: u64,
    leaf_hashes: &[Hash],
    nodes: &N,
) -> Result<Vec<StoredNode>, TreeError<N::Error>> {
    let count = u64::try_from(leaf_hashes.len()).unwrap_or(u64::MAX);
    if size.checked_add(count).is_none() {
        return Err(TreeError::Full);
    }
    let mut completed = Vec::with_capacity(leaf_hashes.len().saturating_mul(2));
    // The newest node of each level that this call made. Nodes complete from left to right, so it
    // is the left sibling of the next one; only the first of a level may have an older sibling.
    let mut newest: HashMap<u8, Hash> = HashMap::new();
    for (leaf, mut index) in leaf_hashes.iter().zip(size..) {
        let mut level = 0u8;
        let mut hash = *leaf;
        loop {
            completed.push(StoredNode { level, index, hash });
            let sibling = newest.insert(level, hash);
            // An even node has no right sibling yet, so its parent stays open. Level 63 holds only
            // node 0 (sizes are below 2^64), so `level` never passes 63.
            if index % 2 == 0 {
                break;
            }
            let left = match sibling {
                Some(left) => left,
                None => load(nodes, level, index - 1)?,
            };
            hash = node_hash(&left, &hash);
            level += 1;
            index /= 2;
        }
    }
    Ok(completed)
}

/// The complete nodes that [`append`] reads when `count` leaves join a tree of `size` leaves.
pub fn needed_for_append(size: u64, count: u64) -> Vec<(u8, u64)> {
    let grown = size.saturating_add(count);
    (0..64u8)
        .filter_map(|level| {
            let complete = size >> level;
            // The first new node of this level is number `complete`. If that is odd, its left
            // sibling was there before and the two make a parent.
            (complete % 2 == 1 && (grown >> level) > complete).then(|| (level, complete - 1))
        })
        .collect()
}

/// The root of the tree over the first `size` leaves (RFC 6962 §2.1); [`empty_root`] for 0.
///
/// `nodes` must hold what [`needed_for_root`] lists. Errors: [`TreeError::Missing`], [`TreeError::Store`].
pub fn root<N: Nodes>(size: u64, nodes: &N) -> Result<Hash, TreeError<N::Error>> {
    span_hash(Span { start: 0, end: size }, nodes)
}

/// The complete nodes that [`root`] reads.
pub fn needed_for_root(size: u64) -> Vec<(u8, u64)> {
    peaks(Span { start: 0, end: size })
}

/// The audit path of leaf `index` in the tree over the first `size` leaves, from the leaf's sibling
/// up to the root's child (RFC 6962 §2.1.1; RFC 9162 §2.1.3.1).
///
/// `nodes` must hold what [`needed_for_inclusion`] lists. Errors: [`TreeError::OutOfRange`],
/// [`TreeError::Missing`], [`TreeError::Store`].
pub fn inclusion_proof<N: Nodes>(index: u64, size: u64, nodes: &N) -> Result<Vec<Hash>, TreeError<N::Error>> {
    if index >= size {
        return Err(TreeError::OutOfRange { index, size });
    }
    inclusion_spans(index, size).into_iter().map(|span| span_hash(span, nodes)).collect()
}

/// The complete nodes that [`inclusion_proof`] reads; none if the leaf is not in the tree.
pub fn needed_for_inclusion(index: u64, size: u64) -> Vec<(u8, u64)> {
    if index >= size {
        return Vec::new();
    }
    inclusion_spans(index, size).into_iter().flat_map(peaks).collect()
}

/// The proof that the tree over the first `new` leaves begins with the tree over the first `old`
/// ones (RFC 6962 §2.1.2; RFC 9162 §2.1.4.1). Empty if the sizes are equal or `old` is 0.
///
/// `nodes` must hold what [`needed_for_consistency`] lists. Errors: [`TreeError::Shrinks`],
/// [`TreeError::Missing`], [`TreeError::Store`].
pub fn consistency_proof<N: Nodes>(old: u64, new: u64, nodes: &N) -> Result<Vec<Hash>, TreeError<N::Error>> {
    if old > new {
        return Err(TreeError::Shrinks { old, new });
    }
    consistency_spans(old, new).into_iter().map(|span| span_hash(span, nodes)).collect()
}

/// The complete nodes that [`consistency_proof`] reads; none if `old` is larger than `new`.
pub fn needed_for_consistency(old: u64, new: u64) -> Vec<(u8, u64)> {
    consistency_spans(old, new).into_iter().flat_map(peaks).collect()
}

/// Folds a span's tiles from the right, which is what the recursion of RFC 6962 §2.1 comes to.
pub(super) fn span_hash<N: Nodes>(span: Span, nodes: &N) -> Result<Hash, TreeError<N::Error>> {
    let mut folded: Option<Hash> = None;
    for (level, index) in peaks(span).into_iter().rev() {
        let left = load(nodes, level, index)?;
        folded = Some(match folded {
            Some(right) => node_hash(&left, &right),
            None => left,
        });
    }
    Ok(folded.unwrap_or_else(empty_root))
}

fn load<N: Nodes>(nodes: &N, level: u8, index: u64) -> Result<Hash, TreeError<N::Error>> {
    nodes.node(level, index).map_err(TreeError::Store)?.ok_or(TreeError::Missing { level, index })
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::super::fixture::{Noise, bytes_from_hex, grown, hash_from_hex, leaves};
    use super::*;

    fn by_definition(leaf_hashes: &[Hash]) -> Hash {
        match leaf_hashes {
            [] => empty_root(),
            [leaf] => *leaf,
            _ => {
                let (left, right) = leaf_hashes.split_at(leaf_hashes.len().next_power_of_two() / 2);
                node_hash(&by_definition(left), &by_definition(right))
            }
        }
    }

    /// The eight leaves that Certificate Transparency implementations test with.
    const CT_LEAVES: [&str; 8] =
        ["", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f"];

    const CT_ROOTS: [&str; 9] = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ];

    #[test]
    fn agrees_with_certificate_transparency() {
        let hashes: Vec<Hash> = CT_LEAVES.iter().map(|leaf| leaf_hash(&bytes_from_hex(leaf))).collect();
        let nodes = grown(&hashes).unwrap();
        for (size, expected) in (0u64..).zip(CT_ROOTS) {
            assert_eq!(root(size, &nodes).unwrap(), hash_from_hex(expected), "{size} leaves");
        }
    }

    #[test]
    fn every_earlier_size_keeps_its_root() {
        let hashes = leaves(70);
        let nodes = grown(&hashes).unwrap();
        for size in 0..=70usize {
            assert_eq!(root(size as u64, &nodes).unwrap(), by_definition(&hashes[..size]));
        }
    }

    /// The listed nodes suffice, and without any one of them the operation says which is missing.
    fn check<T: std::fmt::Debug + PartialEq>(
        all: &NodeMap,
        needed: &[(u8, u64)],
        operation: impl Fn(&NodeMap) -> Result<T, TreeError<Infallible>>,
    ) {
        let loaded = NodeMap(needed.iter().map(|at| (*at, all.0[at])).collect());
        assert_eq!(loaded.0.len(), needed.len(), "no node is listed twice");
        assert_eq!(operation(&loaded), operation(all));
        assert!(operation(&loaded).is_ok());
        for at in needed {
            let mut without = loaded.clone();
            without.0.remove(at);
            assert_eq!(operation(&without), Err(TreeError::Missing { level: at.0, index: at.1 }));
        }
    }

    #[test]
    fn needed_lists_are_exact() {
        let hashes = leaves(70);
        let all = grown(&hashes).unwrap();
        for size in 0..=40u64 {
            check(&all, &needed_for_root(size), |nodes| root(size, nodes));
            for other in 0..size {
                check(&all, &needed_for_inclusion(other, size), |nodes| inclusion_proof(other, size, nodes));
                check(&all, &needed_for_consistency(other, size), |n| consistency_proof(other, size, n));
            }
            for count in 0..=30u64 {
                let new = &hashes[size as usize..(size + count) as usize];
                check(&all, &needed_for_append(size, count), |nodes| append(size, new, nodes));
            }
        }
    }

    #[test]
    fn any_batching_completes_the_same_nodes() {
        let hashes = leaves(70);
        let all = grown(&hashes).unwrap();
        let mut noise = Noise(7);
        for _ in 0..50 {
            let mut nodes = NodeMap::default();
            let mut size = 0usize;
            while size < hashes.len() {
                let next = (size + noise.below(9) as usize).min(hashes.len());
                let new = append(size as u64, &hashes[size..next], &nodes).unwrap();
                nodes.extend(new);
                size = next;
            }
            assert_eq!(nodes, all);
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let nodes = grown(&leaves(3)).unwrap();
        assert_eq!(inclusion_proof(3, 3, &nodes), Err(TreeError::OutOfRange { index: 3, size: 3 }));
        assert_eq!(consistency_proof(3, 2, &nodes), Err(TreeError::Shrinks { old: 3, new: 2 }));
        assert_eq!(append(u64::MAX, &leaves(1), &nodes), Err(TreeError::Full));
        assert!(needed_for_inclusion(3, 3).is_empty());
    }
}
