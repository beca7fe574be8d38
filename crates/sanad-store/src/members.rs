//! Members' accounts: handles, ways in, vaults, cards.

use sanad_crypto::safe::epoch::Holder;
use sanad_domain::{MemberId, Role, TeamId};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};

use crate::{
    Store, StoreError,
    entity::{account, card, way_in},
};

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
    /// `passphrase` or `passkey`.
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
        let Some(row) = row.filter(|it| it.live) else { return Ok(None) };
        let broken = |_| StoreError::Unreadable("card");
        let role = [Role::Caseworker, Role::Coordinator, Role::Recovery];
        let role =
            role.into_iter().find(|it| *it as i16 == row.role).ok_or(StoreError::Unreadable("card.role"))?;
        Ok(Some(CardRow {
            member,
            verify_key: row.verify_key.try_into().map_err(broken)?,
            role,
            triage: row.triage,
            holder: Holder(row.holder.try_into().map_err(broken)?),
        }))
    }

    /// Writes the next version of a vault with its ways in; `false` where another was written meanwhile.
    pub async fn put_vault(
        &self,
        team: TeamId,
        member: MemberId,
        n: u64,
        vault: Vec<u8>,
        unlocks: &[UnlockRow],
    ) -> Result<bool, StoreError> {
        let tx = self.write_alone(team).await?;
        let row = account::Entity::find_by_id((team.0.to_vec(), member.0.to_vec())).one(&tx).await?;
        let Some(mut row) = row.filter(|it| it.vault_n as u64 + 1 == n) else { return Ok(false) };
        (row.vault_n, row.vault) = (n as i64, vault);
        row.into_active_model().reset_all().update(&tx).await?;
        way_in::Entity::delete_many()
            .filter(way_in::Column::TeamId.eq(team.0.to_vec()))
            .filter(way_in::Column::MemberId.eq(member.0.to_vec()))
            .exec(&tx)
            .await?;
        for unlock in unlocks {
            let row = unlock.to_model(team, member).into_active_model().reset_all();
            way_in::Entity::insert(row).exec_without_returning(&tx).await?;
        }
        tx.commit().await?;
        Ok(true)
    }
}
