//! Members' accounts: handles, ways in, vaults, cards.

use std::collections::BTreeSet;

use sanad_crypto::safe::epoch::Holder;
use sanad_domain::{MemberId, Role, TeamId};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, ConnectionTrait, EntityTrait as _, IntoActiveModel as _,
    QueryFilter as _, QueryOrder as _,
};

use crate::{
    Store, StoreError,
    entity::{account, card, way_in},
    sessions::end_sessions_of,
};

/// Most ways into one vault.
pub const MAX_WAYS: usize = 8;

/// An account.
#[derive(Debug, Clone)]
pub struct AccountRow {
    /// Whose.
    pub member: MemberId,
    /// Unique handle.
    pub handle: String,
    /// Version of the vault.
    pub vault_n: u64,
    /// The sealed vault, encoded.
    pub vault: Vec<u8>,
}

impl AccountRow {
    pub(crate) fn to_model(&self, team: TeamId) -> account::Model {
        account::Model {
            team_id: team.0.to_vec(),
            member_id: self.member.0.to_vec(),
            handle: self.handle.clone(),
            vault_n: self.vault_n as i64,
            vault: self.vault.clone(),
        }
    }
}

/// A way into a vault.
#[derive(Debug, Clone)]
pub struct UnlockRow {
    /// Id.
    pub id: [u8; 16],
    /// `passphrase`, `passkey` or `invitation`.
    pub kind: String,
    /// Salt.
    pub salt: Vec<u8>,
    /// Memory in KiB.
    pub m_kib: u32,
    /// Passes.
    pub t: u32,
    /// Verifies answers to challenges.
    pub auth_key: [u8; 32],
}

impl UnlockRow {
    pub(crate) fn to_model(&self, team: TeamId, member: MemberId) -> way_in::Model {
        way_in::Model {
            team_id: team.0.to_vec(),
            unlock_id: self.id.to_vec(),
            member_id: member.0.to_vec(),
            kind: self.kind.clone(),
            salt: self.salt.clone(),
            m_kib: self.m_kib as i32,
            t: self.t as i32,
            auth_key: self.auth_key.to_vec(),
        }
    }

    fn from_model(it: way_in::Model) -> Result<Self, StoreError> {
        let broken = |_| StoreError::Unreadable("way_in");
        Ok(Self {
            id: it.unlock_id.try_into().map_err(broken)?,
            kind: it.kind,
            salt: it.salt,
            m_kib: it.m_kib as u32,
            t: it.t as u32,
            auth_key: it.auth_key.try_into().map_err(broken)?,
        })
    }
}

/// The next version of a vault, with what changes about its ways in.
#[derive(Debug, Clone)]
pub struct NextVault {
    /// Version.
    pub n: u64,
    /// The sealed vault, encoded.
    pub vault: Vec<u8>,
    /// Ids of the ways in for which it carries a tag.
    pub tagged: Vec<[u8; 16]>,
    /// Ways in that begin with it.
    pub add: Vec<UnlockRow>,
    /// Ids of ways in that end with it.
    pub remove: Vec<[u8; 16]>,
}

/// What became of the next version of a vault.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum VaultPut {
    /// It stands, or stood already.
    Written,
    /// It is not the next one: another was written meanwhile.
    Stale,
    /// Afterwards the ways in would not be those of the vault, or none, or too many.
    Unusable,
}

/// A live card, as the chain's newest statement about the member says.
#[derive(Debug, Clone)]
pub struct CardRow {
    /// Whose.
    pub member: MemberId,
    /// Signs the member's entries.
    pub verify_key: [u8; 32],
    /// Role.
    pub role: Role,
    /// May open what nobody has taken.
    pub triage: bool,
    /// Name of the card's recipient key.
    pub holder: Holder,
}

fn account_row(it: account::Model) -> Result<AccountRow, StoreError> {
    let member = it.member_id.try_into().map_err(|_| StoreError::Unreadable("account"))?;
    Ok(AccountRow {
        member: MemberId(member),
        handle: it.handle,
        vault_n: it.vault_n as u64,
        vault: it.vault,
    })
}

fn card_row(it: card::Model) -> Result<CardRow, StoreError> {
    let broken = |_| StoreError::Unreadable("card");
    let roles = [Role::Caseworker, Role::Coordinator, Role::Recovery];
    let role = roles.into_iter().find(|role| *role as i16 == it.role);
    Ok(CardRow {
        member: MemberId(it.member_id.try_into().map_err(broken)?),
        verify_key: it.verify_key.try_into().map_err(broken)?,
        role: role.ok_or(StoreError::Unreadable("card.role"))?,
        triage: it.triage,
        holder: Holder(it.holder.try_into().map_err(broken)?),
    })
}

impl Store {
    /// The account of a handle, with its ways in.
    pub async fn account(
        &self,
        team: TeamId,
        handle: &str,
    ) -> Result<Option<(AccountRow, Vec<UnlockRow>)>, StoreError> {
        let found = account::Entity::find()
            .filter(account::Column::TeamId.eq(team.0.to_vec()))
            .filter(account::Column::Handle.eq(handle))
            .one(&self.db)
            .await?;
        let Some(found) = found else { return Ok(None) };
        let unlocks = way_in::Entity::find()
            .filter(way_in::Column::TeamId.eq(team.0.to_vec()))
            .filter(way_in::Column::MemberId.eq(found.member_id.clone()))
            .order_by_asc(way_in::Column::UnlockId)
            .all(&self.db)
            .await?;
        let unlocks = unlocks.into_iter().map(UnlockRow::from_model).collect::<Result<_, _>>()?;
        Ok(Some((account_row(found)?, unlocks)))
    }

    /// All accounts of the team.
    pub async fn accounts(&self, team: TeamId) -> Result<Vec<AccountRow>, StoreError> {
        let query = account::Entity::find()
            .filter(account::Column::TeamId.eq(team.0.to_vec()))
            .order_by_asc(account::Column::Handle);
        query.all(&self.db).await?.into_iter().map(account_row).collect()
    }

    /// The member's card, if it is live.
    pub async fn card(&self, team: TeamId, member: MemberId) -> Result<Option<CardRow>, StoreError> {
        let row = card::Entity::find_by_id((team.0.to_vec(), member.0.to_vec())).one(&self.db).await?;
        row.filter(|it| it.live).map(card_row).transpose()
    }

    /// The recovery sheet's card.
    pub async fn sheet(&self, team: TeamId) -> Result<Option<CardRow>, StoreError> {
        let row = card::Entity::find()
            .filter(card::Column::TeamId.eq(team.0.to_vec()))
            .filter(card::Column::Role.eq(Role::Recovery as i16))
            .filter(card::Column::Live.eq(true))
            .one(&self.db)
            .await?;
        row.map(card_row).transpose()
    }

    /// Writes the next version of a vault. The same version with the same bytes again is written already.
    pub async fn put_vault(
        &self,
        team: TeamId,
        member: MemberId,
        next: &NextVault,
    ) -> Result<VaultPut, StoreError> {
        let tx = self.write_alone(team).await?;
        let row = account::Entity::find_by_id((team.0.to_vec(), member.0.to_vec())).one(&tx).await?;
        let Some(mut row) = row else { return Ok(VaultPut::Stale) };
        if row.vault_n as u64 == next.n && row.vault == next.vault {
            return Ok(VaultPut::Written);
        }
        if row.vault_n as u64 + 1 != next.n {
            return Ok(VaultPut::Stale);
        }
        let standing = way_in::Entity::find()
            .filter(way_in::Column::TeamId.eq(team.0.to_vec()))
            .filter(way_in::Column::MemberId.eq(member.0.to_vec()))
            .all(&tx)
            .await?;
        let standing = standing.into_iter().map(|it| it.unlock_id).collect();
        if !fits(standing, next) || !free_ways(&tx, team, member, &next.add).await? {
            return Ok(VaultPut::Unusable);
        }
        for id in &next.remove {
            way_in::Entity::delete_by_id((team.0.to_vec(), id.to_vec())).exec(&tx).await?;
        }
        add_ways(&tx, team, member, &next.add).await?;
        (row.vault_n, row.vault) = (next.n as i64, next.vault.clone());
        row.into_active_model().reset_all().update(&tx).await?;
        tx.commit().await?;
        Ok(VaultPut::Written)
    }
}

/// Whether the ways in are afterwards exactly those that the vault carries tags for: a way without a tag
/// would sign in and open nothing, a tag without a way could never be used.
fn fits(mut ways: BTreeSet<Vec<u8>>, next: &NextVault) -> bool {
    let removed = next.remove.iter().all(|it| ways.remove(&it[..]));
    let added = next.add.iter().all(|it| ways.insert(it.id.to_vec()));
    let tagged: BTreeSet<Vec<u8>> = next.tagged.iter().map(|it| it.to_vec()).collect();
    removed && added && (1..=MAX_WAYS).contains(&ways.len()) && ways == tagged
}

/// Whether no other member's way in has one of these ids.
pub(crate) async fn free_ways(
    db: &impl ConnectionTrait,
    team: TeamId,
    member: MemberId,
    ways: &[UnlockRow],
) -> Result<bool, StoreError> {
    let ids = ways.iter().map(|it| it.id.to_vec());
    let taken = way_in::Entity::find()
        .filter(way_in::Column::TeamId.eq(team.0.to_vec()))
        .filter(way_in::Column::UnlockId.is_in(ids))
        .filter(way_in::Column::MemberId.ne(member.0.to_vec()))
        .one(db)
        .await?;
    Ok(taken.is_none())
}

/// Writes ways in whose ids are free.
pub(crate) async fn add_ways(
    db: &impl ConnectionTrait,
    team: TeamId,
    member: MemberId,
    ways: &[UnlockRow],
) -> Result<(), StoreError> {
    for way in ways {
        let row = way.to_model(team, member).into_active_model().reset_all();
        way_in::Entity::insert(row).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Writes an account with its ways in: a new member's, or in the place of what the same member had. Sessions
/// that the old ways in began end with them.
pub(crate) async fn replace_account(
    db: &impl ConnectionTrait,
    team: TeamId,
    account: &AccountRow,
    ways: &[UnlockRow],
) -> Result<(), StoreError> {
    let member = account.member;
    way_in::Entity::delete_many()
        .filter(way_in::Column::TeamId.eq(team.0.to_vec()))
        .filter(way_in::Column::MemberId.eq(member.0.to_vec()))
        .exec(db)
        .await?;
    account::Entity::delete_by_id((team.0.to_vec(), member.0.to_vec())).exec(db).await?;
    end_sessions_of(db, team, member).await?;
    let row = account.to_model(team).into_active_model().reset_all();
    account::Entity::insert(row).exec_without_returning(db).await?;
    add_ways(db, team, member, ways).await
}
