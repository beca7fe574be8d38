//! The tree of the log: every stored node is the hash of its children, the root is the signed one, and every
//! leaf belongs to something.

use std::collections::BTreeSet;

use sanad_crypto::log::{NodeMap, tree};
use sanad_domain::TeamId;
use sea_orm::{ColumnTrait as _, DatabaseTransaction, QueryFilter as _, QueryOrder as _};

use super::{AuditError, Check, Where};
use crate::{
    Hash, StoreError,
    dump::{each, of_team},
    entity::log_node,
};

/// Recomputes the tree from its leaves up; gives the leaves.
pub(super) async fn check(
    tx: &DatabaseTransaction,
    team: TeamId,
    size: u64,
    root: &Hash,
) -> Result<Vec<Hash>, AuditError> {
    let mut leaves = vec![];
    read_level(tx, team, 0, |index, hash| {
        if index != leaves.len() as u64 {
            return Err(Check::Missing);
        }
        leaves.push(hash);
        Ok(())
    })
    .await?;
    if leaves.len() as u64 != size {
        let there = leaves.len() as u64;
        let check = if there < size { Check::Missing } else { Check::Extra };
        return Err(Where::Leaf { index: there.min(size) }.bad(check).into());
    }
    let needed: BTreeSet<(u8, u64)> = tree::needed_for_root(size).into_iter().collect();
    let mut peaks = NodeMap::default();
    let mut level = 0u8;
    let mut above: Vec<Hash> = vec![];
    loop {
        let nodes: &[Hash] = if level == 0 { &leaves } else { &above };
        // At most one node of each level is a peak, and it is the last one.
        if let (Some(last), Some(hash)) = (nodes.len().checked_sub(1), nodes.last())
            && needed.contains(&(level, last as u64))
        {
            peaks.0.insert((level, last as u64), *hash);
        }
        if nodes.len() < 2 {
            break;
        }
        let next: Vec<Hash> = nodes.chunks_exact(2).map(|pair| tree::node_hash(&pair[0], &pair[1])).collect();
        level += 1;
        compare_level(tx, team, level, &next).await?;
        above = next;
    }
    let beyond = of_team::<log_node::Entity>(log_node::Column::TeamId, team)
        .filter(log_node::Column::Level.gt(i16::from(level)));
    if beyond.one(tx).await.map_err(StoreError::from)?.is_some() {
        return Err(Where::Node { level: level + 1, index: 0 }.bad(Check::Extra).into());
    }
    if tree::root(size, &peaks) != Ok(*root) {
        return Err(Where::Log.bad(Check::Differs).into());
    }
    Ok(leaves)
}

async fn compare_level(
    tx: &DatabaseTransaction,
    team: TeamId,
    level: u8,
    expected: &[Hash],
) -> Result<(), AuditError> {
    let mut next = 0;
    read_level(tx, team, level, |index, hash| {
        if index != next as u64 {
            return Err(Check::Missing);
        }
        let right = expected.get(next);
        next += 1;
        match right {
            Some(right) if *right == hash => Ok(()),
            Some(_) => Err(Check::Differs),
            None => Err(Check::Extra),
        }
    })
    .await?;
    if next == expected.len() {
        return Ok(());
    }
    Err(Where::Node { level, index: next as u64 }.bad(Check::Missing).into())
}

/// Hands over the stored nodes of a level in order; a refusal names the node.
async fn read_level(
    tx: &DatabaseTransaction,
    team: TeamId,
    level: u8,
    mut node: impl FnMut(u64, Hash) -> Result<(), Check>,
) -> Result<(), AuditError> {
    let query = of_team::<log_node::Entity>(log_node::Column::TeamId, team)
        .filter(log_node::Column::Level.eq(i16::from(level)))
        .order_by_asc(log_node::Column::Idx);
    each(tx, query, |row| {
        let index = row.idx as u64;
        let at = Where::Node { level, index };
        let hash = row.hash.try_into().map_err(|_| at.bad(Check::Malformed))?;
        node(index, hash).map_err(|check| at.bad(check))?;
        Ok::<(), AuditError>(())
    })
    .await
}

/// Which leaves something was found for.
pub(super) struct Claims {
    leaves: Vec<Hash>,
    claimed: Vec<bool>,
}

impl Claims {
    pub(super) fn new(leaves: Vec<Hash>) -> Self {
        Self { claimed: vec![false; leaves.len()], leaves }
    }

    /// Something says that it is this leaf.
    pub(super) fn claim(&mut self, index: i64, leaf: &Hash) -> Result<(), Check> {
        let index = usize::try_from(index).map_err(|_| Check::Leaf)?;
        let claimed = self.claimed.get_mut(index).ok_or(Check::Leaf)?;
        if *claimed || self.leaves.get(index) != Some(leaf) {
            return Err(Check::Leaf);
        }
        *claimed = true;
        Ok(())
    }

    /// Every leaf belongs to something, but for as many as destroyed cases left behind.
    pub(super) fn all_but(&self, deleted: u64) -> Result<(), AuditError> {
        let mut free = self.claimed.iter().enumerate().filter(|(_, claimed)| !**claimed).map(|(at, _)| at);
        let first = free.next();
        let count = u64::from(first.is_some()) + free.count() as u64;
        match first {
            _ if count == deleted => Ok(()),
            // Which of them was excused cannot be told any more.
            Some(index) if deleted == 0 => {
                Err(Where::Leaf { index: index as u64 }.bad(Check::Missing).into())
            }
            _ => Err(Where::Log.bad(Check::Missing).into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_leaf_is_claimed_once_and_only_by_what_it_is() {
        let mut claims = Claims::new(vec![[1; 32], [2; 32], [3; 32]]);
        assert_eq!(claims.claim(0, &[2; 32]), Err(Check::Leaf));
        assert_eq!(claims.claim(-1, &[1; 32]), Err(Check::Leaf));
        assert_eq!(claims.claim(3, &[1; 32]), Err(Check::Leaf));
        assert_eq!(claims.claim(0, &[1; 32]), Ok(()));
        assert_eq!(claims.claim(0, &[1; 32]), Err(Check::Leaf));
        assert!(claims.all_but(2).is_ok());
        assert!(claims.all_but(1).is_err() && claims.all_but(3).is_err());
        let Err(AuditError::Bad(bad)) = claims.all_but(0) else { panic!("two leaves are free") };
        assert_eq!(bad, Where::Leaf { index: 1 }.bad(Check::Missing));
    }
}
