//! The heads map: every chain's head as its entries give it, nothing beside, every node recomputed.

use std::collections::{BTreeMap, HashMap};

use sanad_crypto::{
    log::{BucketChange, heads},
    safe::{chain, team::Team},
};
use sea_orm::DatabaseTransaction;

use super::{AuditError, Check, Where, cases::Cases};
use crate::{
    Hash,
    dump::{each, of_team},
    entity::{head_chain, head_node},
};

/// Recomputes the map and holds it against what is stored and signed.
pub(super) async fn check(
    tx: &DatabaseTransaction,
    team: &Team,
    cases: &Cases,
    root: &Hash,
) -> Result<(), AuditError> {
    let mut expected: BTreeMap<Hash, (Hash, Where)> = BTreeMap::new();
    let mut expect = |key: Hash, (n, head): (u64, Hash), at: Where| {
        expected.insert(key, (heads::chain_leaf(&key, n, &head), at));
    };
    expect(chain::of_team(team.id), team.head, Where::Statement { n: team.head.0 });
    for ((case, lane), state) in cases.lanes() {
        expect(chain::of_lane(*case, *lane), state.head, Where::Lane { case: *case, lane: *lane });
    }
    let mut buckets: BTreeMap<u16, Vec<(Hash, Hash)>> = BTreeMap::new();
    for (key, (leaf, _)) in &expected {
        buckets.entry(heads::bucket_of(key)).or_default().push((*key, *leaf));
    }
    check_chains(tx, team, expected).await?;
    let changes: Vec<BucketChange> = buckets
        .iter()
        .map(|(bucket, chains)| BucketChange { bucket: *bucket, hash: heads::bucket_hash(chains) })
        .collect();
    // Beside what is there, everything is empty.
    let Ok(nodes) = heads::update(&changes, &HashMap::<(u8, u32), Hash>::new());
    if nodes.last().map(|it| it.2) != Some(*root) {
        return Err(Where::Log.bad(Check::Differs).into());
    }
    let nodes = nodes.into_iter().map(|(level, index, hash)| ((level, index), hash)).collect();
    check_nodes(tx, team, nodes).await
}

async fn check_chains(
    tx: &DatabaseTransaction,
    team: &Team,
    mut expected: BTreeMap<Hash, (Hash, Where)>,
) -> Result<(), AuditError> {
    each(tx, of_team::<head_chain::Entity>(head_chain::Column::TeamId, team.id), |row| {
        let broken = Where::Row { table: "head_chain" }.bad(Check::Malformed);
        let key: Hash = row.chain_key.try_into().map_err(|_| broken)?;
        let leaf: Hash = row.leaf.try_into().map_err(|_| broken)?;
        let Some((right, at)) = expected.remove(&key) else {
            let key = *key.first_chunk::<16>().ok_or(broken)?;
            return Err(Where::Chain { key }.bad(Check::Extra).into());
        };
        if leaf != right || row.bucket != i32::from(heads::bucket_of(&key)) {
            return Err(at.bad(Check::Differs).into());
        }
        Ok::<(), AuditError>(())
    })
    .await?;
    match expected.into_values().next() {
        Some((_, at)) => Err(at.bad(Check::Missing).into()),
        None => Ok(()),
    }
}

async fn check_nodes(
    tx: &DatabaseTransaction,
    team: &Team,
    mut expected: HashMap<(u8, u32), Hash>,
) -> Result<(), AuditError> {
    each(tx, of_team::<head_node::Entity>(head_node::Column::TeamId, team.id), |row| {
        let broken = Where::Row { table: "head_node" }.bad(Check::Malformed);
        let level = u8::try_from(row.level).map_err(|_| broken)?;
        let index = u32::try_from(row.idx).map_err(|_| broken)?;
        let at = Where::HeadNode { level, index };
        match expected.remove(&(level, index)) {
            Some(hash) if row.hash == hash => Ok::<(), AuditError>(()),
            Some(_) => Err(at.bad(Check::Differs).into()),
            None => Err(at.bad(Check::Extra).into()),
        }
    })
    .await?;
    match expected.into_keys().min() {
        Some((level, index)) => Err(Where::HeadNode { level, index }.bad(Check::Missing).into()),
        None => Ok(()),
    }
}
