//! Loads exactly the nodes that the log's pure functions ask for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sanad_crypto::log::NodeMap;
use sanad_domain::TeamId;
use sea_orm::{ColumnTrait as _, Condition, DatabaseTransaction, EntityTrait as _, QueryFilter as _};

use crate::{
    Hash, StoreError,
    entity::{head_chain, head_node, log_node},
};

fn hash(bytes: Vec<u8>) -> Result<Hash, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Unreadable("hash"))
}

/// Loads exactly these nodes of the tree, one query for each level.
pub(crate) async fn load_nodes(
    tx: &DatabaseTransaction,
    team: TeamId,
    places: Vec<(u8, u64)>,
) -> Result<NodeMap, StoreError> {
    let mut by_level: BTreeMap<u8, Vec<i64>> = BTreeMap::new();
    for (level, index) in places {
        by_level.entry(level).or_default().push(index as i64);
    }
    let mut map = NodeMap::default();
    if by_level.is_empty() {
        return Ok(map);
    }
    let mut any = Condition::any();
    for (level, indices) in by_level {
        any = any.add(
            Condition::all()
                .add(log_node::Column::Level.eq(i16::from(level)))
                .add(log_node::Column::Idx.is_in(indices)),
        );
    }
    let query = log_node::Entity::find().filter(log_node::Column::TeamId.eq(team.0.to_vec())).filter(any);
    for row in query.all(tx).await? {
        let level = u8::try_from(row.level).map_err(|_| StoreError::Unreadable("log_node"))?;
        map.0.insert((level, row.idx as u64), hash(row.hash)?);
    }
    Ok(map)
}

/// Loads exactly these nodes of the heads map; what is not there is empty.
pub(crate) async fn load_head_nodes(
    tx: &DatabaseTransaction,
    team: TeamId,
    places: Vec<(u8, u32)>,
) -> Result<HashMap<(u8, u32), Hash>, StoreError> {
    let mut by_level: BTreeMap<u8, Vec<i64>> = BTreeMap::new();
    for (level, index) in places {
        by_level.entry(level).or_default().push(index.into());
    }
    let mut map = HashMap::new();
    if by_level.is_empty() {
        return Ok(map);
    }
    let mut any = Condition::any();
    for (level, indices) in by_level {
        any = any.add(
            Condition::all()
                .add(head_node::Column::Level.eq(i16::from(level)))
                .add(head_node::Column::Idx.is_in(indices)),
        );
    }
    let query = head_node::Entity::find().filter(head_node::Column::TeamId.eq(team.0.to_vec())).filter(any);
    for row in query.all(tx).await? {
        let level = u8::try_from(row.level).map_err(|_| StoreError::Unreadable("head_node"))?;
        let index = u32::try_from(row.idx).map_err(|_| StoreError::Unreadable("head_node"))?;
        map.insert((level, index), hash(row.hash)?);
    }
    Ok(map)
}

/// Loads the chains of some buckets, each sorted by key.
pub(crate) async fn load_buckets(
    tx: &DatabaseTransaction,
    team: TeamId,
    buckets: &BTreeSet<u16>,
) -> Result<HashMap<u16, Vec<(Hash, Hash)>>, StoreError> {
    let wanted: Vec<i32> = buckets.iter().map(|it| i32::from(*it)).collect();
    let query = head_chain::Entity::find()
        .filter(head_chain::Column::TeamId.eq(team.0.to_vec()))
        .filter(head_chain::Column::Bucket.is_in(wanted));
    let mut content: HashMap<u16, Vec<(Hash, Hash)>> = HashMap::new();
    for row in query.all(tx).await? {
        let bucket = u16::try_from(row.bucket).map_err(|_| StoreError::Unreadable("head_chain"))?;
        content.entry(bucket).or_default().push((hash(row.chain_key)?, hash(row.leaf)?));
    }
    for chains in content.values_mut() {
        chains.sort_unstable();
    }
    Ok(content)
}
