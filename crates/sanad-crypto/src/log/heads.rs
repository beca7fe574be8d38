//! The map of chain heads: which chains exist, how far each goes, and its last hash, under one root
//! that the checkpoint signs (protocol §7). A withheld tail cannot prove its head, and a chain that
//! is there cannot be proven absent.
//!
//! A chain's key picks one of 2^16 buckets; a binary tree of fixed depth 16 stands over them. A
//! bucket's hash covers all its chains, so a proof lists the others and the 16 siblings above. At
//! 100,000 chains that is under two others on average. Level 0 is the buckets, level 16 the root.
//!
//! Four prefixes keep kinds apart: 0x00 chain leaf, 0x01 inner node, 0x02 bucket; keys have a label
//! of their own. Format: v1, unstable until the first release.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::LazyLock;

use sha2::{Digest, Sha256};

pub use super::heads_proof::{HeadsError, HeadsProof, prove, verify};

use super::Hash;
use super::tree::node_hash;

/// Levels above the buckets; a key's first 16 bits name its bucket.
pub const DEPTH: u8 = 16;

/// What a chain's leaf begins with, after 0x00.
const LEAF_LABEL: &[u8] = b"sanad/heads/v1";

/// What a chain's key begins with, after its length.
const KEY_LABEL: &[u8] = b"sanad/chain/v1";

/// For each level, the hash of a subtree without any chain.
static EMPTY: LazyLock<[Hash; DEPTH as usize + 1]> = LazyLock::new(|| {
    let mut hashes = [bucket_hash(&[]); DEPTH as usize + 1];
    for level in 1..hashes.len() {
        hashes[level] = node_hash(&hashes[level - 1], &hashes[level - 1]);
    }
    hashes
});

/// The key of a chain: `SHA-256` over the label `sanad/chain/v1`, the case id and the lane, each after
/// its length as four bytes, big-endian.
pub fn chain_key(case: &[u8; 16], lane: &str) -> Hash {
    let mut hasher = Sha256::new();
    for field in [KEY_LABEL, case.as_slice(), lane.as_bytes()] {
        hasher.update(length(field.len()).to_be_bytes());
        hasher.update(field);
    }
    hasher.finalize().into()
}

/// The leaf of a chain whose last entry is number `n` (from 0) with the hash `head`:
/// `SHA-256(0x00 ‖ "sanad/heads/v1" ‖ key ‖ n as 8 bytes big-endian ‖ head)`.
pub fn chain_leaf(key: &Hash, n: u64, head: &Hash) -> Hash {
    Sha256::new()
        .chain_update([0x00u8])
        .chain_update(LEAF_LABEL)
        .chain_update(key)
        .chain_update(n.to_be_bytes())
        .chain_update(head)
        .finalize()
        .into()
}

/// The bucket of a chain: the first two bytes of its key, big-endian.
pub fn bucket_of(key: &Hash) -> u16 {
    u16::from_be_bytes([key[0], key[1]])
}

/// The hash of a bucket that holds these (key, leaf) pairs, in any order, no key twice:
/// `SHA-256(0x02 ‖ count as 4 bytes big-endian ‖ key ‖ leaf ‖ …)`, ascending by key.
pub fn bucket_hash(chains: &[(Hash, Hash)]) -> Hash {
    let mut sorted: Vec<&(Hash, Hash)> = chains.iter().collect();
    sorted.sort_unstable();
    let mut hasher = Sha256::new();
    hasher.update([0x02u8]);
    hasher.update(length(sorted.len()).to_be_bytes());
    for (key, leaf) in sorted {
        hasher.update(key);
        hasher.update(leaf);
    }
    hasher.finalize().into()
}

/// The hash of a subtree without any chain; `None` above level 16. Level 16 is the empty map's root.
pub fn empty_hash(level: u8) -> Option<Hash> {
    EMPTY.as_slice().get(usize::from(level)).copied()
}

/// A length as it is hashed. Nothing here comes near 2^32 bytes or chains, so the bound is never met.
fn length(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Where the map's nodes are read from.
pub trait HeadNodes {
    /// What can go wrong while reading.
    type Error;

    /// The hash at `level` (0 = buckets, 16 = root) and `index`, or `None` if nothing was ever written
    /// there: the subtree is empty.
    fn head_node(&self, level: u8, index: u32) -> Result<Option<Hash>, Self::Error>;
}

/// Nodes that were loaded beforehand.
impl HeadNodes for HashMap<(u8, u32), Hash> {
    type Error = std::convert::Infallible;

    fn head_node(&self, level: u8, index: u32) -> Result<Option<Hash>, Self::Error> {
        Ok(self.get(&(level, index)).copied())
    }
}

/// A bucket whose content changed, with its new [`bucket_hash`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BucketChange {
    /// Which bucket.
    pub bucket: u16,
    /// Its new hash.
    pub hash: Hash,
}

/// Returns every node (level, index, hash) to write after these buckets changed, from the buckets up;
/// the last one is the root. Nothing for no change. Of two changes to one bucket the later counts.
///
/// `nodes` must hold what [`needed_for_update`] lists, except what is empty. Errors: those of `nodes`.
pub fn update<N: HeadNodes>(changes: &[BucketChange], nodes: &N) -> Result<Vec<(u8, u32, Hash)>, N::Error> {
    let mut changed: BTreeMap<u32, Hash> =
        changes.iter().map(|change| (u32::from(change.bucket), change.hash)).collect();
    let mut written = Vec::new();
    for level in 0..DEPTH {
        let mut parents: BTreeMap<u32, Hash> = BTreeMap::new();
        for (&index, hash) in &changed {
            written.push((level, index, *hash));
            let sibling = match changed.get(&(index ^ 1)) {
                Some(sibling) => *sibling,
                None => node_or_empty(nodes, level, index ^ 1)?,
            };
            // Where both children changed, the parent is made twice and is the same.
            parents.insert(index / 2, join(index, hash, &sibling));
        }
        changed = parents;
    }
    written.extend(changed.into_iter().map(|(index, hash)| (DEPTH, index, hash)));
    Ok(written)
}

/// The nodes (level, index) that [`update`] reads when these buckets change.
pub fn needed_for_update(buckets: &[u16]) -> Vec<(u8, u32)> {
    let mut changed: BTreeSet<u32> = buckets.iter().map(|bucket| u32::from(*bucket)).collect();
    let mut needed = Vec::new();
    for level in 0..DEPTH {
        let siblings = changed.iter().map(|index| index ^ 1);
        needed.extend(siblings.filter(|sibling| !changed.contains(sibling)).map(|sibling| (level, sibling)));
        changed = changed.iter().map(|index| index / 2).collect();
    }
    needed
}

/// The nodes (level, index) whose hashes are the `siblings` of a proof for this bucket, in order.
pub fn proof_nodes(bucket: u16) -> Vec<(u8, u32)> {
    (0..DEPTH).map(|level| (level, (u32::from(bucket) >> level) ^ 1)).collect()
}

/// The parent of the node number `index` of its level and its sibling.
pub(super) fn join(index: u32, hash: &Hash, sibling: &Hash) -> Hash {
    if index.is_multiple_of(2) { node_hash(hash, sibling) } else { node_hash(sibling, hash) }
}

/// What is stored at this place, or the hash of an empty subtree.
pub(super) fn node_or_empty<N: HeadNodes>(nodes: &N, level: u8, index: u32) -> Result<Hash, N::Error> {
    // Callers stay below level 16; the bucket's default is never reached.
    Ok(nodes.head_node(level, index)?.or_else(|| empty_hash(level)).unwrap_or(EMPTY[0]))
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{Chains, Noise, hash_from_hex};
    use super::*;

    /// The root by recursion over all chains, without stored nodes.
    fn by_definition(chains: &Chains, level: u8, index: u32) -> Hash {
        let is_below = |key: &Hash| u32::from(bucket_of(key)) >> level == index;
        match level {
            0 => bucket_hash(&chains.bucket(index as u16)),
            _ if !chains.states.keys().any(is_below) => empty_hash(level).unwrap(),
            _ => node_hash(
                &by_definition(chains, level - 1, 2 * index),
                &by_definition(chains, level - 1, 2 * index + 1),
            ),
        }
    }

    /// Values made with Python's hashlib from the description: another implementation.
    #[test]
    fn agrees_with_the_vector() {
        let key = chain_key(&[0x11u8; 16], "shared");
        assert_eq!(key, hash_from_hex("e293c592b3bc146b751ab5cb727ecc2fd7a1adf64f08ef52aeb4bbcff0fd78ce"));
        let leaf = chain_leaf(&key, 5, &[0x33u8; 32]);
        assert_eq!(leaf, hash_from_hex("d59a47c602d9c80f51463d1a566d1d5d5b189e004614b65273c2a64c1764d81a"));
        let empty = hash_from_hex("931334b00c22a664f8082bc93d3ddb8d798a34a6f47d84b55802b5712c90c5d7");
        assert_eq!(Chains::default().root(), empty);
        let mut chains = Chains::default();
        chains.set(&[(key, 5, [0x33u8; 32])]);
        let one = hash_from_hex("4349aa6d5e84ee8678fd02b2eba17e112f1a117f528fca98f7055494e9cdb0fd");
        assert_eq!(chains.root(), one);
    }

    #[test]
    fn updates_agree_with_the_definition() {
        let mut noise = Noise(11);
        let mut chains = Chains::default();
        for _ in 0..60 {
            let count = 1 + noise.below(12);
            let batch: Vec<(Hash, u64, Hash)> = (0..count).map(|_| noise.chain()).collect();
            chains.set(&batch);
            assert_eq!(chains.root(), by_definition(&chains, DEPTH, 0));
        }
        assert!(chains.states.len() > 200);
    }

    #[test]
    fn an_update_reads_what_is_listed_and_writes_the_way_up() {
        assert!(needed_for_update(&[]).is_empty());
        assert_eq!(needed_for_update(&[6]), proof_nodes(6));
        assert_eq!(needed_for_update(&[6, 7]), proof_nodes(6)[1..]);
        assert_eq!(needed_for_update(&[7, 6, 7]), proof_nodes(6)[1..]);
        let change = |bucket: u16, byte: u8| BucketChange { bucket, hash: [byte; 32] };
        let nodes: HashMap<(u8, u32), Hash> = HashMap::new();
        assert_eq!(update(&[], &nodes), Ok(Vec::new()));
        let written = update(&[change(6, 1), change(7, 2)], &nodes).unwrap();
        let places: Vec<(u8, u32)> = written.iter().map(|node| (node.0, node.1)).collect();
        assert_eq!(places[..4], [(0, 6), (0, 7), (1, 3), (2, 1)]);
        assert_eq!((places.len(), places[17]), (18, (DEPTH, 0)));
        assert_eq!(update(&[change(6, 9), change(7, 2), change(6, 1)], &nodes), Ok(written));
    }

    #[test]
    fn fields_of_a_key_keep_their_borders() {
        let keys = ["", "shared", "team", "access", "shared\0"].map(|lane| chain_key(&[0u8; 16], lane));
        let distinct: BTreeSet<Hash> = keys.into_iter().collect();
        assert_eq!(distinct.len(), 5);
        assert_eq!(empty_hash(0), Some(bucket_hash(&[])));
        assert_eq!(empty_hash(DEPTH + 1), None);
    }
}
