//! Proofs about one chain: its head, or that there is no such chain.

use super::Hash;
use super::heads::{DEPTH, HeadNodes, bucket_hash, bucket_of, chain_leaf, join, node_or_empty, proof_nodes};

/// Shows what the map says about one chain.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HeadsProof {
    /// The other chains of the bucket as (key, leaf), ascending by key.
    pub others: Vec<(Hash, Hash)>,
    /// The 16 siblings on the way up, from the bucket's own; see [`proof_nodes`].
    pub siblings: Vec<Hash>,
}

/// Why a proof about a chain was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum HeadsError {
    /// There are not exactly 16 siblings.
    #[error("the proof of the chain's head has the wrong length")]
    Length,
    /// The other chains are not ascending, belong elsewhere, or include the chain itself.
    #[error("the proof of the chain's head lists chains that cannot stand there")]
    Others,
    /// The proof does not lead to the root: the chain goes further, or is not absent.
    #[error("the chain's head is not the one that the log signed")]
    Root,
}

/// Makes the proof about `key` from all (key, leaf) pairs of its bucket, in any order; for a chain that
/// is absent as well as for one that is there. `nodes` must hold what [`proof_nodes`] lists, except
/// what is empty. Errors: those of `nodes`.
pub fn prove<N: HeadNodes>(key: &Hash, bucket: &[(Hash, Hash)], nodes: &N) -> Result<HeadsProof, N::Error> {
    let mut others: Vec<(Hash, Hash)> = bucket.iter().filter(|chain| chain.0 != *key).copied().collect();
    others.sort_unstable();
    let siblings = proof_nodes(bucket_of(key))
        .into_iter()
        .map(|(level, index)| node_or_empty(nodes, level, index))
        .collect::<Result<Vec<Hash>, N::Error>>()?;
    Ok(HeadsProof { others, siblings })
}

/// Checks under the map's `root` that the chain `key` ends with entry number `n` and hash `head`, or,
/// with `None`, that there is no such chain.
///
/// Errors: [`HeadsError::Length`], [`HeadsError::Others`], [`HeadsError::Root`].
pub fn verify(
    root: &Hash,
    key: &Hash,
    state: Option<(u64, Hash)>,
    proof: &HeadsProof,
) -> Result<(), HeadsError> {
    if proof.siblings.len() != usize::from(DEPTH) {
        return Err(HeadsError::Length);
    }
    // A key has one place and stands there once, so a log cannot sign two heads for one chain.
    let ascending = proof.others.is_sorted_by(|one, next| one.0 < next.0);
    let fitting = |other: &Hash| bucket_of(other) == bucket_of(key) && other != key;
    if !ascending || !proof.others.iter().all(|chain| fitting(&chain.0)) {
        return Err(HeadsError::Others);
    }
    let mut chains = proof.others.clone();
    chains.extend(state.map(|(n, head)| (*key, chain_leaf(key, n, &head))));
    let mut hash = bucket_hash(&chains);
    let mut index = u32::from(bucket_of(key));
    for sibling in &proof.siblings {
        hash = join(index, &hash, sibling);
        index /= 2;
    }
    if hash == *root { Ok(()) } else { Err(HeadsError::Root) }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Chains, Noise, damaged, damaged_proofs};
    use super::*;

    /// A map of some hundred chains that share a few buckets.
    fn filled() -> Chains {
        let mut noise = Noise(5);
        let mut chains = Chains::default();
        for _ in 0..40 {
            let batch: Vec<(Hash, u64, Hash)> = (0..6).map(|_| noise.chain()).collect();
            chains.set(&batch);
        }
        chains
    }

    fn proof_of(chains: &Chains, key: &Hash) -> HeadsProof {
        prove(key, &chains.bucket(bucket_of(key)), &chains.nodes).unwrap()
    }

    #[test]
    fn every_chain_proves_its_head_and_no_other() {
        let chains = filled();
        let root = chains.root();
        assert!(chains.states.keys().any(|key| !proof_of(&chains, key).others.is_empty()));
        for (key, &(n, head)) in &chains.states {
            let proof = proof_of(&chains, key);
            assert_eq!(verify(&root, key, Some((n, head)), &proof), Ok(()));
            assert_eq!(verify(&root, key, Some((n + 1, head)), &proof), Err(HeadsError::Root));
            assert_eq!(verify(&root, key, None, &proof), Err(HeadsError::Root), "it is not absent");
            for bad in damaged(&head) {
                assert_eq!(verify(&root, key, Some((n, bad)), &proof), Err(HeadsError::Root));
            }
            for bad in damaged(&root) {
                assert_eq!(verify(&bad, key, Some((n, head)), &proof), Err(HeadsError::Root));
            }
            for siblings in damaged_proofs(&proof.siblings) {
                let bad = HeadsProof { siblings, ..proof.clone() };
                assert_eq!(verify(&root, key, Some((n, head)), &bad), Err(HeadsError::Root));
            }
            for at in 0..proof.others.len() {
                let variants = |hash: &Hash| damaged(hash).into_iter();
                let keys = variants(&proof.others[at].0).map(|key| (key, proof.others[at].1));
                for other in keys.chain(variants(&proof.others[at].1).map(|leaf| (proof.others[at].0, leaf)))
                {
                    let mut bad = proof.clone();
                    bad.others[at] = other;
                    assert!(verify(&root, key, Some((n, head)), &bad).is_err());
                }
                let mut bad = proof.clone();
                bad.others.remove(at);
                assert_eq!(verify(&root, key, Some((n, head)), &bad), Err(HeadsError::Root));
            }
        }
    }

    #[test]
    fn absence_is_proven_in_empty_and_in_used_buckets() {
        let chains = filled();
        let root = chains.root();
        let used: Vec<Hash> = chains.states.keys().copied().collect();
        for mut key in used {
            key[31] ^= 1;
            let proof = proof_of(&chains, &key);
            assert!(!proof.others.is_empty());
            assert_eq!(verify(&root, &key, None, &proof), Ok(()));
            assert_eq!(verify(&root, &key, Some((0, [0u8; 32])), &proof), Err(HeadsError::Root));
            key[0] = 0xEE;
            let proof = proof_of(&chains, &key);
            assert!(proof.others.is_empty());
            assert_eq!(verify(&root, &key, None, &proof), Ok(()));
        }
        let empty = Chains::default();
        assert_eq!(verify(&empty.root(), &root, None, &proof_of(&empty, &root)), Ok(()));
    }

    #[test]
    fn malformed_proofs_are_refused() {
        let mut chains = Chains::default();
        let key = |last: u8| {
            let mut key: Hash = [7u8; 32];
            key[31] = last;
            key
        };
        chains.set(&[(key(1), 1, [1u8; 32]), (key(2), 2, [2u8; 32]), (key(3), 3, [3u8; 32])]);
        let good = proof_of(&chains, &key(2));
        let check = |bad: HeadsProof, expected: HeadsError| {
            assert_eq!(verify(&chains.root(), &key(2), Some((2, [2u8; 32])), &bad), Err(expected));
        };
        check(HeadsProof { siblings: good.siblings[..15].to_vec(), ..good.clone() }, HeadsError::Length);
        let others = |list: &[(Hash, Hash)]| HeadsProof { others: list.to_vec(), ..good.clone() };
        let (first, last) = (good.others[0], good.others[1]);
        check(others(&[last, first]), HeadsError::Others);
        check(others(&[first, first, last]), HeadsError::Others);
        check(others(&[first, (key(2), first.1), last]), HeadsError::Others);
        check(others(&[([1u8; 32], first.1), first, last]), HeadsError::Others);
        check(others(&[first]), HeadsError::Root);
    }
}
