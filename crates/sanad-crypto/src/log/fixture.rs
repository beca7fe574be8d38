//! What the tests of this folder share: leaves, a grown tree, repeatable noise and damage.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::convert::Infallible;

use super::Hash;
use super::heads::{self, BucketChange, bucket_hash, bucket_of, chain_leaf};
use super::tree::{NodeMap, TreeError, append, leaf_hash};

/// The leaf hashes of a tree of `size` leaves whose contents are their numbers.
pub(super) fn leaves(size: u64) -> Vec<Hash> {
    (0..size).map(|number| leaf_hash(&number.to_be_bytes())).collect()
}

/// Every complete node of a tree over these leaves, appended in batches of uneven length.
pub(super) fn grown(leaf_hashes: &[Hash]) -> Result<NodeMap, TreeError<Infallible>> {
    let mut nodes = NodeMap::default();
    let mut rest = leaf_hashes;
    let mut size = 0u64;
    let mut batch = 1usize;
    while !rest.is_empty() {
        let (now, later) = rest.split_at(batch.min(rest.len()));
        let new = append(size, now, &nodes)?;
        nodes.extend(new);
        size += now.len() as u64;
        rest = later;
        batch = batch % 5 + 1;
    }
    Ok(nodes)
}

/// Every variant of `hash` with one byte changed.
pub(super) fn damaged(hash: &Hash) -> Vec<Hash> {
    (0..hash.len())
        .map(|at| {
            let mut copy = *hash;
            copy[at] ^= 1 << (at % 8);
            copy
        })
        .collect()
}

/// Every variant of `proof` with one byte of one element changed.
pub(super) fn damaged_proofs(proof: &[Hash]) -> Vec<Vec<Hash>> {
    let mut variants = Vec::new();
    for (at, element) in proof.iter().enumerate() {
        for bad in damaged(element) {
            let mut copy = proof.to_vec();
            copy[at] = bad;
            variants.push(copy);
        }
    }
    variants
}

/// Every variant of `text` with one character replaced by another.
pub(super) fn damaged_texts(text: &str) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    (0..characters.len())
        .map(|at| {
            let mut copy = characters.clone();
            copy[at] = if copy[at] == 'A' { 'B' } else { 'A' };
            copy.into_iter().collect()
        })
        .collect()
}

/// A value written in hexadecimal; anything that is not 64 hexadecimal digits gives zeros, which
/// no test expects.
pub(super) fn hash_from_hex(text: &str) -> Hash {
    bytes_from_hex(text).try_into().unwrap_or([0u8; 32])
}

/// Bytes written in hexadecimal.
pub(super) fn bytes_from_hex(text: &str) -> Vec<u8> {
    (0..text.len() / 2).filter_map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()).collect()
}

/// A linear congruential generator: the same noise in every run, good enough to pick test cases.
pub(super) struct Noise(pub(super) u64);

impl Noise {
    /// The next number below `limit`.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % limit
    }

    /// A chain's (key, n, head). The keys fall into 64 buckets, far apart, so that they share some.
    pub(super) fn chain(&mut self) -> (Hash, u64, Hash) {
        let mut key = [0u8; 32];
        key[0] = (self.below(4) * 0x40) as u8;
        key[1] = (self.below(16) * 3) as u8;
        key[2] = self.below(200) as u8;
        (key, self.below(1000), [self.below(256) as u8; 32])
    }
}

/// A map of chain heads with a store that loads only what is listed as needed.
#[derive(Default)]
pub(super) struct Chains {
    /// Key to (n, head).
    pub(super) states: BTreeMap<Hash, (u64, Hash)>,
    /// Every node written so far.
    pub(super) nodes: HashMap<(u8, u32), Hash>,
}

impl Chains {
    /// Sets the heads of some chains in one batch.
    pub(super) fn set(&mut self, batch: &[(Hash, u64, Hash)]) {
        for (key, n, head) in batch {
            self.states.insert(*key, (*n, *head));
        }
        let buckets: BTreeSet<u16> = batch.iter().map(|chain| bucket_of(&chain.0)).collect();
        let buckets: Vec<u16> = buckets.into_iter().collect();
        let changes: Vec<BucketChange> = buckets
            .iter()
            .map(|&bucket| BucketChange { bucket, hash: bucket_hash(&self.bucket(bucket)) })
            .collect();
        let loaded: HashMap<(u8, u32), Hash> = heads::needed_for_update(&buckets)
            .into_iter()
            .filter_map(|at| self.nodes.get(&at).map(|hash| (at, *hash)))
            .collect();
        for (level, index, hash) in heads::update(&changes, &loaded).unwrap() {
            self.nodes.insert((level, index), hash);
        }
    }

    /// The (key, leaf) pairs of one bucket.
    pub(super) fn bucket(&self, bucket: u16) -> Vec<(Hash, Hash)> {
        let inside = self.states.iter().filter(|(key, _)| bucket_of(key) == bucket);
        inside.map(|(key, (n, head))| (*key, chain_leaf(key, *n, head))).collect()
    }

    /// The root of the map.
    pub(super) fn root(&self) -> Hash {
        let stored = self.nodes.get(&(heads::DEPTH, 0)).copied();
        stored.or_else(|| heads::empty_hash(heads::DEPTH)).unwrap()
    }
}
