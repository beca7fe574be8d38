//! The log within a batch: leaves, tree nodes, heads map, checkpoint.

use std::collections::{BTreeMap, BTreeSet};

use sanad_crypto::log::{self, BucketChange, heads};
use sanad_domain::TeamId;
use sea_orm::{DatabaseTransaction, EntityTrait as _, Set, sea_query::OnConflict};

use super::{
    LogSigner,
    log_nodes::{load_buckets, load_head_nodes, load_nodes},
};
use crate::{
    Hash, StoreError,
    entity::{head_chain, head_node, log_node, log_state},
};

pub(super) struct LogBatch {
    team: TeamId,
    size: u64,
    checkpoint: Option<String>,
    leaves: Vec<Hash>,
    heads: BTreeMap<Hash, (u64, Hash)>,
}

impl LogBatch {
    pub(super) async fn load(tx: &DatabaseTransaction, team: TeamId) -> Result<Self, StoreError> {
        let state = log_state::Entity::find_by_id(team.0.to_vec()).one(tx).await?;
        let size = state.as_ref().map_or(0, |it| it.size as u64);
        Ok(Self {
            team,
            size,
            checkpoint: state.map(|it| it.checkpoint),
            leaves: vec![],
            heads: BTreeMap::new(),
        })
    }

    /// Adds a leaf that moves a chain's head; returns its index.
    pub(super) fn add(&mut self, leaf: Hash, chain: Hash, n: u64, head: Hash) -> u64 {
        self.heads.insert(chain, (n, head));
        self.leaves.push(leaf);
        self.size + self.leaves.len() as u64 - 1
    }

    /// Writes what the batch added and signs the new checkpoint; the old one where nothing was added.
    pub(super) async fn flush(
        self,
        tx: &DatabaseTransaction,
        signer: &LogSigner,
        now: u64,
    ) -> Result<String, StoreError> {
        if self.leaves.is_empty() {
            return Ok(self.checkpoint.unwrap_or_default());
        }
        let size = self.size + self.leaves.len() as u64;
        let root = self.grow_tree(tx).await?;
        let heads = self.move_heads(tx).await?;
        let checkpoint = signer.sign(size, root, heads, now);
        let state = log_state::ActiveModel {
            team_id: Set(self.team.0.to_vec()),
            size: Set(size as i64),
            root: Set(root.to_vec()),
            heads: Set(heads.to_vec()),
            checkpoint: Set(checkpoint.clone()),
        };
        let mut replace = OnConflict::column(log_state::Column::TeamId);
        replace.update_columns([
            log_state::Column::Size,
            log_state::Column::Root,
            log_state::Column::Heads,
            log_state::Column::Checkpoint,
        ]);
        log_state::Entity::insert(state).on_conflict(replace).exec_without_returning(tx).await?;
        Ok(checkpoint)
    }

    async fn grow_tree(&self, tx: &DatabaseTransaction) -> Result<Hash, StoreError> {
        let count = self.leaves.len() as u64;
        let mut nodes = load_nodes(tx, self.team, stored_nodes(self.size, count)).await?;
        let broken = |_| StoreError::Unreadable("log_node");
        let new = log::tree::append(self.size, &self.leaves, &nodes).map_err(broken)?;
        let rows = new.iter().map(|it| log_node::ActiveModel {
            team_id: Set(self.team.0.to_vec()),
            level: Set(it.level.into()),
            idx: Set(it.index as i64),
            hash: Set(it.hash.to_vec()),
        });
        log_node::Entity::insert_many(rows).exec_without_returning(tx).await?;
        nodes.extend(new);
        log::tree::root(self.size + count, &nodes).map_err(broken)
    }

    async fn move_heads(&self, tx: &DatabaseTransaction) -> Result<Hash, StoreError> {
        let team = self.team.0.to_vec();
        let rows = self.heads.iter().map(|(chain, (n, head))| head_chain::ActiveModel {
            team_id: Set(team.clone()),
            bucket: Set(heads::bucket_of(chain).into()),
            chain_key: Set(chain.to_vec()),
            leaf: Set(heads::chain_leaf(chain, *n, head).to_vec()),
        });
        let mut replace = OnConflict::columns([
            head_chain::Column::TeamId,
            head_chain::Column::Bucket,
            head_chain::Column::ChainKey,
        ]);
        replace.update_column(head_chain::Column::Leaf);
        head_chain::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx).await?;

        let buckets: BTreeSet<u16> = self.heads.keys().map(heads::bucket_of).collect();
        let content = load_buckets(tx, self.team, &buckets).await?;
        let changes: Vec<BucketChange> = buckets
            .iter()
            .map(|bucket| BucketChange {
                bucket: *bucket,
                hash: heads::bucket_hash(content.get(bucket).map_or(&[][..], Vec::as_slice)),
            })
            .collect();
        let needed = heads::needed_for_update(&buckets.iter().copied().collect::<Vec<_>>());
        let known = load_head_nodes(tx, self.team, needed).await?;
        let Ok(new) = heads::update(&changes, &known);
        let root = new.last().map(|it| it.2).ok_or(StoreError::Unreadable("head_node"))?;
        let rows = new.iter().map(|(level, index, hash)| head_node::ActiveModel {
            team_id: Set(team.clone()),
            level: Set((*level).into()),
            idx: Set((*index).into()),
            hash: Set(hash.to_vec()),
        });
        let mut replace = OnConflict::columns([
            head_node::Column::TeamId,
            head_node::Column::Level,
            head_node::Column::Idx,
        ]);
        replace.update_column(head_node::Column::Hash);
        head_node::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx).await?;
        Ok(root)
    }
}

/// What appending `count` leaves and the root after it read of a tree of `size` leaves; the rest of what the
/// root reads is made by the append.
fn stored_nodes(size: u64, count: u64) -> Vec<(u8, u64)> {
    let append = log::tree::needed_for_append(size, count);
    let root = log::tree::needed_for_root(size + count);
    append.into_iter().chain(root).filter(|(level, index)| *index < size >> level).collect()
}

#[cfg(test)]
mod tests {
    use sanad_crypto::log::NodeMap;

    use super::*;

    #[test]
    fn one_load_serves_the_append_and_the_root() {
        let leaves: Vec<Hash> = (0..70u8).map(|it| log::tree::leaf_hash(&[it])).collect();
        for size in 0..35 {
            let before = log::tree::append(0, &leaves[..size], &NodeMap::default()).unwrap();
            for count in 1..35 {
                let wanted = stored_nodes(size as u64, count as u64);
                let mut nodes = NodeMap::default();
                nodes.extend(before.iter().copied().filter(|it| wanted.contains(&(it.level, it.index))));
                assert_eq!(nodes.0.len(), wanted.iter().collect::<BTreeSet<_>>().len(), "nothing in vain");
                let new = log::tree::append(size as u64, &leaves[size..size + count], &nodes).unwrap();
                nodes.extend(new);
                let root = log::tree::root((size + count) as u64, &nodes).unwrap();
                let all = log::tree::append(0, &leaves[..size + count], &NodeMap::default()).unwrap();
                let whole: NodeMap = all.into_iter().collect();
                assert_eq!(root, log::tree::root((size + count) as u64, &whole).unwrap());
            }
        }
    }
}
