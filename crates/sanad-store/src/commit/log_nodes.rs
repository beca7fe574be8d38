//! Loads exactly the nodes that the log's pure functions ask for.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use sanad_crypto::log::NodeMap;
use sanad_domain::TeamId;
use sea_orm::{ColumnTrait, Condition, DatabaseTransaction, EntityTrait as _, QueryFilter as _};

use crate::{
    Hash, StoreError,
    entity::{head_chain, head_node, log_node},
};

fn hash(bytes: Vec<u8>) -> Result<Hash, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Unreadable("hash"))
}

/// The list with its last element repeated up to a power of two: lists of many lengths then make few
/// different statements, and those stay prepared.
pub(crate) fn padded<T: Clone>(mut list: Vec<T>) -> Vec<T> {
    if let Some(last) = list.last().cloned() {
        list.resize(list.len().next_power_of_two(), last);
    }
    list
}

/// The condition for exactly these nodes of a table that is keyed by team, level and index; `None` for none.
///
/// The team stands in every branch. Written once outside, SQLite would take the index by the team alone and
/// read all of its nodes, tens of thousands, for the few that are meant.
fn at<C: ColumnTrait>(
    team: TeamId,
    (team_column, level_column, index_column): (C, C, C),
    places: impl IntoIterator<Item = (u8, i64)>,
) -> Option<Condition> {
    let mut by_level: BTreeMap<u8, Vec<i64>> = BTreeMap::new();
    for (level, index) in places {
        by_level.entry(level).or_default().push(index);
    }
    if by_level.is_empty() {
        return None;
    }
    let mut any = Condition::any();
    for (level, indices) in by_level {
        any = any.add(
            Condition::all()
                .add(team_column.eq(team.0.to_vec()))
                .add(level_column.eq(i16::from(level)))
                .add(index_column.is_in(padded(indices))),
        );
    }
    Some(any)
}

/// Loads exactly these nodes of the tree in one query.
pub(crate) async fn load_nodes(
    tx: &DatabaseTransaction,
    team: TeamId,
    places: Vec<(u8, u64)>,
) -> Result<NodeMap, StoreError> {
    let columns = (log_node::Column::TeamId, log_node::Column::Level, log_node::Column::Idx);
    let places: BTreeSet<_> = places.into_iter().map(|(level, index)| (level, index as i64)).collect();
    let mut map = NodeMap::default();
    let Some(wanted) = at(team, columns, places) else { return Ok(map) };
    for row in log_node::Entity::find().filter(wanted).all(tx).await? {
        let level = u8::try_from(row.level).map_err(|_| StoreError::Unreadable("log_node"))?;
        map.0.insert((level, row.idx as u64), hash(row.hash)?);
    }
    Ok(map)
}

/// Loads exactly these nodes of the heads map in one query; what is not there is empty.
pub(crate) async fn load_head_nodes(
    tx: &DatabaseTransaction,
    team: TeamId,
    places: Vec<(u8, u32)>,
) -> Result<HashMap<(u8, u32), Hash>, StoreError> {
    let columns = (head_node::Column::TeamId, head_node::Column::Level, head_node::Column::Idx);
    let places: BTreeSet<_> = places.into_iter().map(|(level, index)| (level, i64::from(index))).collect();
    let mut map = HashMap::new();
    let Some(wanted) = at(team, columns, places) else { return Ok(map) };
    for row in head_node::Entity::find().filter(wanted).all(tx).await? {
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
    let wanted = padded(buckets.iter().map(|it| i32::from(*it)).collect());
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

#[cfg(test)]
mod tests {
    use sea_orm::{DbBackend, QueryTrait as _};

    use super::*;

    #[test]
    fn lists_are_padded_to_powers_of_two_by_what_is_in_them() {
        assert_eq!(padded(Vec::<u8>::new()), [0u8; 0]);
        assert_eq!(padded(vec![7]), [7]);
        assert_eq!(padded(vec![1, 2, 3]), [1, 2, 3, 3]);
        assert_eq!(padded((0..128).collect::<Vec<u8>>()).len(), 128);
        assert_eq!(padded((0..129).map(|_| 0).collect::<Vec<u8>>()).len(), 256);
    }

    /// Without the team in each branch SQLite reads every node of the team.
    #[test]
    fn every_branch_names_the_whole_key() {
        let columns = (log_node::Column::TeamId, log_node::Column::Level, log_node::Column::Idx);
        assert!(at(TeamId([1; 16]), columns, []).is_none());
        let wanted = at(TeamId([1; 16]), columns, [(0, 6), (3, 1), (3, 2), (3, 5)]).unwrap();
        let sql = log_node::Entity::find().filter(wanted).build(DbBackend::Sqlite).sql;
        assert_eq!(sql.matches("\"team_id\" = ?").count(), 2, "{sql}");
        assert_eq!(sql.matches("IN (?)").count(), 1, "{sql}");
        assert_eq!(sql.matches("IN (?, ?, ?, ?)").count(), 1, "{sql}");
    }
}
