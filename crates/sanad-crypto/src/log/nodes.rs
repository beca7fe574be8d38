//! How the tree sees its store: complete nodes that, once written, never change.

use std::collections::HashMap;
use std::convert::Infallible;

use super::Hash;

/// Where complete nodes are read from.
pub trait Nodes {
    /// What can go wrong while reading.
    type Error;

    /// The hash of the complete node at `level` (0 = leaves) and `index`, or `None` if it is not held.
    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, Self::Error>;
}

/// A complete node, to be stored as it is and never changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StoredNode {
    /// Height above the leaves, 0 to 63.
    pub level: u8,
    /// Position in its level, from the left, starting at 0.
    pub index: u64,
    /// Its hash.
    pub hash: Hash,
}

/// Complete nodes that were loaded beforehand, by (level, index).
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct NodeMap(pub HashMap<(u8, u64), Hash>);

impl Nodes for NodeMap {
    type Error = Infallible;

    fn node(&self, level: u8, index: u64) -> Result<Option<Hash>, Infallible> {
        Ok(self.0.get(&(level, index)).copied())
    }
}

impl Extend<StoredNode> for NodeMap {
    fn extend<I: IntoIterator<Item = StoredNode>>(&mut self, nodes: I) {
        for node in nodes {
            self.0.insert((node.level, node.index), node.hash);
        }
    }
}

impl FromIterator<StoredNode> for NodeMap {
    fn from_iter<I: IntoIterator<Item = StoredNode>>(nodes: I) -> Self {
        let mut map = NodeMap::default();
        map.extend(nodes);
        map
    }
}
