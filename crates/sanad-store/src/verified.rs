//! The team's chain, verified once for each of its states.
//!
//! Verifying costs a signature or two for each statement, and every queue, opening and member's append needs
//! what the chain says. Where the chain stands is one small query; while it stands there, what was verified
//! before counts.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use sanad_crypto::safe::{
    epoch::{self, Holder},
    team::Team,
};
use sanad_domain::TeamId;
use sea_orm::{
    ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, QueryOrder as _, QuerySelect as _,
};

use crate::{Store, StoreError, entity::statement};

/// A chain whose every statement was verified, with what is asked of it often.
#[derive(Debug, Clone)]
pub struct VerifiedTeam {
    /// What the chain amounts to.
    pub team: Team,
    /// Names of every generation of intake's key.
    pub intake: Vec<Holder>,
    /// Leaf of the last statement: the same statements under other leaves say something else.
    leaf: i64,
}

impl VerifiedTeam {
    /// Number of statements in the chain.
    pub fn statements(&self) -> u64 {
        self.team.head.0 + 1
    }

    fn stands_at(&self, head: &Head) -> bool {
        let (n, hash, leaf) = head;
        (self.team.head.0 as i64, &self.team.head.1[..], self.leaf) == (*n, &hash[..], *leaf)
    }
}

/// Number, hash and leaf of the last statement.
type Head = (i64, Vec<u8>, i64);

/// Verified chains by team.
#[derive(Debug, Default)]
pub(crate) struct ChainCache(Mutex<HashMap<TeamId, Arc<VerifiedTeam>>>);

impl ChainCache {
    /// The chain as `db` sees it. For committed statements only: what a transaction is about to write may
    /// never stand, or stand under other leaves; that is [`read`].
    pub(crate) async fn get(
        &self,
        db: &impl ConnectionTrait,
        team: TeamId,
    ) -> Result<Arc<VerifiedTeam>, StoreError> {
        let head: Option<Head> = statement::Entity::find()
            .select_only()
            .columns([statement::Column::N, statement::Column::Hash, statement::Column::Leaf])
            .filter(statement::Column::TeamId.eq(team.0.to_vec()))
            .order_by_desc(statement::Column::N)
            .into_tuple()
            .one(db)
            .await?;
        let head = head.ok_or(StoreError::Unreadable("statement"))?;
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&team).cloned();
        if let Some(known) = known.filter(|it| it.stands_at(&head)) {
            return Ok(known);
        }
        let new = Arc::new(read(db, team).await?);
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(team, Arc::clone(&new));
        Ok(new)
    }
}

/// Reads and verifies the whole chain.
pub(crate) async fn read(db: &impl ConnectionTrait, team: TeamId) -> Result<VerifiedTeam, StoreError> {
    let rows: Vec<(Vec<u8>, i64)> = statement::Entity::find()
        .select_only()
        .columns([statement::Column::Bytes, statement::Column::Leaf])
        .filter(statement::Column::TeamId.eq(team.0.to_vec()))
        .order_by_asc(statement::Column::N)
        .into_tuple()
        .all(db)
        .await?;
    let chain = rows.iter().map(|(bytes, leaf)| (bytes.as_slice(), *leaf as u64));
    let team = Team::read(chain).map_err(|_| StoreError::Unreadable("statement"))?;
    let holder = |recipient: &[u8]| -> Result<Holder, StoreError> {
        let recipient = epoch::recipient(recipient).map_err(|_| StoreError::Unreadable("recipient"))?;
        Ok(Holder::of(&recipient))
    };
    let intake =
        team.generations_of("intake").map(|it| holder(&it.recipient)).collect::<Result<_, StoreError>>()?;
    let leaf = rows.last().map_or(0, |(_, leaf)| *leaf);
    Ok(VerifiedTeam { team, intake, leaf })
}

impl Store {
    /// The team's chain, verified; read anew only where it went on. Fails where the team is not founded.
    pub async fn verified_team(&self, team: TeamId) -> Result<Arc<VerifiedTeam>, StoreError> {
        self.chains.get(&self.db, team).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::founded::Founded;

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn the_chain_is_verified_again_only_where_it_went_on() {
        let mut world = Founded::begin().await;
        let first = world.store.verified_team(world.team).await.unwrap();
        let same = world.store.verified_team(world.team).await.unwrap();
        assert!(Arc::ptr_eq(&first, &same), "nothing was said: the same value");
        world.invite("nadia").await;
        let next = world.store.verified_team(world.team).await.unwrap();
        assert!(next.statements() > first.statements());
        assert_eq!(next.team.cards.len(), first.team.cards.len() + 1);
        let read = read(&world.store.db, world.team).await.unwrap();
        assert_eq!((&read.team, &read.intake), (&next.team, &next.intake));
    }
}
