//! Challenges and sessions. Only hashes of tokens are stored.

use sanad_domain::{CaseId, MemberId, TeamId};
use sea_orm::{ColumnTrait as _, ConnectionTrait, EntityTrait as _, QueryFilter as _, Set};

use crate::{
    Hash, Store, StoreError,
    entity::{challenge, session},
};

/// Whose session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// The person of a case.
    Person(CaseId),
    /// A member.
    Member(MemberId),
}

/// What a challenge was asked for: hash of a lookup or handle.
pub type LookedUp = Hash;

/// A session's row: the hash of its token, and until when (Unix seconds).
pub(crate) fn row(team: TeamId, token: Hash, who: Who, expires: u64) -> session::ActiveModel {
    let (member, subject) = match who {
        Who::Person(case) => (false, case.0),
        Who::Member(member) => (true, member.0),
    };
    session::ActiveModel {
        token_hash: Set(token.to_vec()),
        team_id: Set(team.0.to_vec()),
        member: Set(member),
        subject: Set(subject.to_vec()),
        expires: Set(expires as i64),
    }
}

impl Store {
    /// Remembers a challenge until `expires` (Unix seconds).
    pub async fn put_challenge(
        &self,
        challenge: Hash,
        who: LookedUp,
        expires: u64,
    ) -> Result<(), StoreError> {
        let row = challenge::ActiveModel {
            challenge_hash: Set(challenge.to_vec()),
            who: Set(who.to_vec()),
            expires: Set(expires as i64),
        };
        challenge::Entity::insert(row).exec_without_returning(&self.writer).await?;
        Ok(())
    }

    /// Uses a challenge up; `true` if it was asked for `who` and is not too old.
    pub async fn take_challenge(&self, challenge: Hash, who: LookedUp, now: u64) -> Result<bool, StoreError> {
        let deleted = challenge::Entity::delete_many()
            .filter(challenge::Column::ChallengeHash.eq(challenge.to_vec()))
            .filter(challenge::Column::Who.eq(who.to_vec()))
            .filter(challenge::Column::Expires.gt(now as i64))
            .exec(&self.writer)
            .await?;
        Ok(deleted.rows_affected == 1)
    }

    /// Begins a session under the hash of its token.
    pub async fn put_session(
        &self,
        team: TeamId,
        token: Hash,
        who: Who,
        expires: u64,
    ) -> Result<(), StoreError> {
        session::Entity::insert(row(team, token, who, expires)).exec_without_returning(&self.writer).await?;
        Ok(())
    }

    /// Whose session a token's hash is.
    pub async fn session(&self, team: TeamId, token: Hash, now: u64) -> Result<Option<Who>, StoreError> {
        let row = session::Entity::find_by_id(token.to_vec())
            .filter(session::Column::TeamId.eq(team.0.to_vec()))
            .filter(session::Column::Expires.gt(now as i64))
            .one(&self.db)
            .await?;
        row.map(|it| {
            let subject = it.subject.try_into().map_err(|_| StoreError::Unreadable("session"))?;
            Ok(if it.member { Who::Member(MemberId(subject)) } else { Who::Person(CaseId(subject)) })
        })
        .transpose()
    }

    /// Ends a session.
    pub async fn end_session(&self, token: Hash) -> Result<(), StoreError> {
        session::Entity::delete_by_id(token.to_vec()).exec(&self.writer).await?;
        Ok(())
    }

    /// Ends every session of a person's case but one: her number changed.
    pub async fn end_other_sessions(&self, team: TeamId, case: CaseId, keep: Hash) -> Result<(), StoreError> {
        session::Entity::delete_many()
            .filter(session::Column::TeamId.eq(team.0.to_vec()))
            .filter(session::Column::Member.eq(false))
            .filter(session::Column::Subject.eq(case.0.to_vec()))
            .filter(session::Column::TokenHash.ne(keep.to_vec()))
            .exec(&self.writer)
            .await?;
        Ok(())
    }

    /// Deletes what has expired.
    pub async fn sweep(&self, now: u64) -> Result<(), StoreError> {
        session::Entity::delete_many()
            .filter(session::Column::Expires.lte(now as i64))
            .exec(&self.writer)
            .await?;
        challenge::Entity::delete_many()
            .filter(challenge::Column::Expires.lte(now as i64))
            .exec(&self.writer)
            .await?;
        Ok(())
    }
}

/// Ends every session of a member.
pub(crate) async fn end_sessions_of(
    db: &impl ConnectionTrait,
    team: TeamId,
    member: MemberId,
) -> Result<(), StoreError> {
    session::Entity::delete_many()
        .filter(session::Column::TeamId.eq(team.0.to_vec()))
        .filter(session::Column::Member.eq(true))
        .filter(session::Column::Subject.eq(member.0.to_vec()))
        .exec(db)
        .await?;
    Ok(())
}
