//! Checking that a leaf is under a root, and that one tree continues another (RFC 9162 §2.1.3.2 and
//! §2.1.4.2). Runs in her browser and at an outside verifier: it needs no store and trusts nothing
//! but the roots it is given, which come from checkpoints whose signature was checked.

use super::Hash;
use super::tree::node_hash;

/// Why a proof was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The leaf's number is not below the tree's size.
    #[error("the leaf is outside the tree")]
    OutOfRange,
    /// The later tree has fewer leaves than the earlier one.
    #[error("the log has become shorter")]
    Shrinks,
    /// The proof has more or fewer elements than these sizes need.
    #[error("the proof has the wrong length")]
    Length,
    /// The proof does not lead to the newer (or only) root.
    #[error("the proof does not lead to the root")]
    Root,
    /// The proof does not lead to the older root: history was changed.
    #[error("the log is not a continuation of what was seen before")]
    OldRoot,
}

/// Checks that `leaf_hash` is leaf number `index` (from 0) of the tree of `size` leaves with this
/// `root` (RFC 9162 §2.1.3.2). The caller hashes the content itself, with
/// [`leaf_hash`](super::leaf_hash).
///
/// Errors: [`ProofError::OutOfRange`], [`ProofError::Length`], [`ProofError::Root`].
pub fn verify_inclusion(
    leaf_hash: &Hash,
    index: u64,
    size: u64,
    proof: &[Hash],
    root: &Hash,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::OutOfRange);
    }
    let mut climb = Climb { node: index, last: size - 1 };
    let mut hash = *leaf_hash;
    for sibling in proof {
        hash = match climb.step()? {
            Side::Left => node_hash(sibling, &hash),
            Side::Right => node_hash(&hash, sibling),
        };
    }
    if climb.last != 0 {
        return Err(ProofError::Length);
    }
    if hash != *root {
        return Err(ProofError::Root);
    }
    Ok(())
}

/// Checks that the tree of `new_size` leaves begins with the tree of `old_size` leaves
/// (RFC 9162 §2.1.4.2).
///
/// Equal sizes need equal roots and an empty proof. Every tree continues the empty one, so with
/// `old_size` 0 (and a larger new size) the proof must be empty and both roots are taken as they are.
/// Errors: [`ProofError::Shrinks`], [`ProofError::Length`], [`ProofError::OldRoot`], [`ProofError::Root`].
pub fn verify_consistency(
    old_size: u64,
    old_root: &Hash,
    new_size: u64,
    new_root: &Hash,
    proof: &[Hash],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::Shrinks);
    }
    if old_size == new_size || old_size == 0 {
        if !proof.is_empty() {
            return Err(ProofError::Length);
        }
        if old_size == new_size && old_root != new_root {
            return Err(ProofError::OldRoot);
        }
        return Ok(());
    }
    // A complete old tree is itself a node of the new one, so the proof leaves its root out.
    let (start, rest) = if old_size.is_power_of_two() {
        (old_root, proof)
    } else {
        proof.split_first().ok_or(ProofError::Length)?
    };
    let mut climb = Climb { node: old_size - 1, last: new_size - 1 };
    climb.skip_while(|node| node % 2 == 1);
    let mut old_hash = *start;
    let mut new_hash = *start;
    for sibling in rest {
        match climb.step()? {
            Side::Left => {
                old_hash = node_hash(sibling, &old_hash);
                new_hash = node_hash(sibling, &new_hash);
            }
            // What lies to the right came later: the old tree does not have it.
            Side::Right => new_hash = node_hash(&new_hash, sibling),
        }
    }
    if climb.last != 0 {
        return Err(ProofError::Length);
    }
    if old_hash != *old_root {
        return Err(ProofError::OldRoot);
    }
    if new_hash != *new_root {
        return Err(ProofError::Root);
    }
    Ok(())
}

/// Where a proof's next element stands.
enum Side {
    Left,
    Right,
}

/// The way from a node up to the root (`fn` and `sn` in RFC 9162).
struct Climb {
    /// Number of the node in its level.
    node: u64,
    /// Number of the last node in that level.
    last: u64,
}

impl Climb {
    /// Goes to the parent and tells where the sibling stands; refuses to go above the root.
    fn step(&mut self) -> Result<Side, ProofError> {
        if self.last == 0 {
            return Err(ProofError::Length);
        }
        let side = if self.node % 2 == 1 {
            Side::Left
        } else if self.node == self.last {
            // The last node of its level without a sibling rises unchanged until it is a right child.
            self.skip_while(|node| node % 2 == 0 && node != 0);
            Side::Left
        } else {
            Side::Right
        };
        self.up();
        Ok(side)
    }

    fn skip_while(&mut self, more: impl Fn(u64) -> bool) {
        while more(self.node) {
            self.up();
        }
    }

    fn up(&mut self) {
        self.node /= 2;
        self.last /= 2;
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{damaged, damaged_proofs, grown, leaves};
    use super::super::tree::{consistency_proof, empty_root, inclusion_proof, root};
    use super::*;

    #[test]
    fn every_inclusion_proof_holds_and_no_damaged_one() {
        let hashes = leaves(70);
        let nodes = grown(&hashes).unwrap();
        for size in 1..=70u64 {
            let top = root(size, &nodes).unwrap();
            for index in 0..size {
                let leaf = hashes[index as usize];
                let proof = inclusion_proof(index, size, &nodes).unwrap();
                assert_eq!(verify_inclusion(&leaf, index, size, &proof, &top), Ok(()), "{index} in {size}");
                for bad in damaged_proofs(&proof) {
                    assert_eq!(verify_inclusion(&leaf, index, size, &bad, &top), Err(ProofError::Root));
                }
                for bad in damaged(&leaf) {
                    assert_eq!(verify_inclusion(&bad, index, size, &proof, &top), Err(ProofError::Root));
                }
                for bad in damaged(&top) {
                    assert_eq!(verify_inclusion(&leaf, index, size, &proof, &bad), Err(ProofError::Root));
                }
                for other in (0..size).filter(|other| *other != index) {
                    assert!(verify_inclusion(&leaf, other, size, &proof, &top).is_err());
                }
                let mut long = proof.clone();
                long.push(top);
                assert_eq!(verify_inclusion(&leaf, index, size, &long, &top), Err(ProofError::Length));
                if let Some((_, short)) = proof.split_last() {
                    assert_eq!(verify_inclusion(&leaf, index, size, short, &top), Err(ProofError::Length));
                }
            }
            assert_eq!(verify_inclusion(&hashes[0], size, size, &[], &top), Err(ProofError::OutOfRange));
        }
        assert_eq!(verify_inclusion(&hashes[0], 0, 0, &[], &empty_root()), Err(ProofError::OutOfRange));
    }

    #[test]
    fn every_consistency_proof_holds_and_no_damaged_one() {
        let nodes = grown(&leaves(70)).unwrap();
        for new in 1..=70u64 {
            let new_root = root(new, &nodes).unwrap();
            for old in 1..new {
                let old_root = root(old, &nodes).unwrap();
                let proof = consistency_proof(old, new, &nodes).unwrap();
                let checked = verify_consistency(old, &old_root, new, &new_root, &proof);
                assert_eq!(checked, Ok(()), "{old} to {new}");
                for bad in damaged_proofs(&proof) {
                    assert!(verify_consistency(old, &old_root, new, &new_root, &bad).is_err());
                }
                for bad in damaged(&old_root) {
                    assert!(verify_consistency(old, &bad, new, &new_root, &proof).is_err());
                }
                for bad in damaged(&new_root) {
                    let checked = verify_consistency(old, &old_root, new, &bad, &proof);
                    assert_eq!(checked, Err(ProofError::Root));
                }
                let mut long = proof.clone();
                long.push(new_root);
                let checked = verify_consistency(old, &old_root, new, &new_root, &long);
                assert_eq!(checked, Err(ProofError::Length));
                for keep in 0..proof.len() {
                    let checked = verify_consistency(old, &old_root, new, &new_root, &proof[..keep]);
                    assert_eq!(checked, Err(ProofError::Length));
                }
            }
        }
    }

    #[test]
    fn empty_and_equal_trees() {
        let (one, other) = ([1u8; 32], [2u8; 32]);
        assert_eq!(verify_consistency(0, &empty_root(), 5, &one, &[]), Ok(()));
        assert_eq!(verify_consistency(0, &empty_root(), 5, &one, &[other]), Err(ProofError::Length));
        assert_eq!(verify_consistency(5, &one, 5, &one, &[]), Ok(()));
        assert_eq!(verify_consistency(5, &one, 5, &one, &[other]), Err(ProofError::Length));
        assert_eq!(verify_consistency(5, &one, 5, &other, &[]), Err(ProofError::OldRoot));
        assert_eq!(verify_consistency(0, &one, 0, &other, &[]), Err(ProofError::OldRoot));
        assert_eq!(verify_consistency(6, &one, 5, &one, &[]), Err(ProofError::Shrinks));
        assert_eq!(verify_consistency(4, &one, 5, &other, &[]), Err(ProofError::Length));
    }
}
