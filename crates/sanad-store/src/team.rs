//! The team's chain, shared keys and the sealed directory of names.

use sanad_crypto::safe::epoch::{self, Holder};
use sanad_domain::TeamId;
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _,
};

use crate::{
    CardRow, Store, StoreError,
    entity::{directory, statement, team_grant},
};

/// A stored statement.
#[derive(Debug, Clone)]
pub struct StatementRow {
    /// Signed bytes.
    pub bytes: Vec<u8>,
    /// Leaf.
    pub leaf: u64,
    /// Arrival, Unix seconds.
    pub arrived: u64,
}

/// A team key for one holder.
#[derive(Debug, Clone)]
pub struct TeamGrantRow {
    /// `intake` or `summary`.
    pub name: String,
    /// Generation.
    pub generation: u32,
    /// Whose.
    pub holder: Holder,
    /// age file.
    pub sealed: Vec<u8>,
}

/// The holder's name of a recipient, as bytes of a row.
pub(crate) fn holder_of(recipient: &[u8]) -> Result<Vec<u8>, StoreError> {
    let recipient = epoch::recipient(recipient).map_err(|_| StoreError::Unreadable("recipient"))?;
    Ok(Holder::of(&recipient).0.to_vec())
}

/// The team's chain, in order.
pub(crate) async fn statements(
    db: &impl sea_orm::ConnectionTrait,
    team: TeamId,
) -> Result<Vec<StatementRow>, StoreError> {
    let query = statement::Entity::find()
        .filter(statement::Column::TeamId.eq(team.0.to_vec()))
        .order_by_asc(statement::Column::N);
    let rows = query.all(db).await?;
    let row = |it: statement::Model| StatementRow {
        bytes: it.bytes,
        leaf: it.leaf as u64,
        arrived: it.arrived as u64,
    };
    Ok(rows.into_iter().map(row).collect())
}

impl Store {
    /// Keys with which a member may open cases: the card's and, with triage, every generation of intake's.
    pub async fn holders(&self, team: TeamId, card: &CardRow) -> Result<Vec<Holder>, StoreError> {
        let mut holders = vec![card.holder];
        if card.triage {
            holders.extend_from_slice(&self.verified_team(team).await?.intake);
        }
        Ok(holders)
    }

    /// The team on this server, if it is set up.
    pub async fn team_id(&self) -> Result<Option<TeamId>, StoreError> {
        let row = statement::Entity::find().filter(statement::Column::N.eq(0)).one(&self.db).await?;
        row.map(|it| it.team_id.try_into().map(TeamId).map_err(|_| StoreError::Unreadable("statement")))
            .transpose()
    }

    /// The team's chain.
    pub async fn statements(&self, team: TeamId) -> Result<Vec<StatementRow>, StoreError> {
        statements(&self.db, team).await
    }

    /// Team keys for a holder.
    pub async fn team_grants(&self, team: TeamId, holder: Holder) -> Result<Vec<TeamGrantRow>, StoreError> {
        let query = team_grant::Entity::find()
            .filter(team_grant::Column::TeamId.eq(team.0.to_vec()))
            .filter(team_grant::Column::Holder.eq(holder.0.to_vec()))
            .order_by_asc(team_grant::Column::Generation);
        Ok(query
            .all(&self.db)
            .await?
            .into_iter()
            .map(|it| TeamGrantRow {
                name: it.name,
                generation: it.generation as u32,
                holder,
                sealed: it.sealed,
            })
            .collect())
    }

    /// The sealed directory with its version.
    pub async fn directory(&self, team: TeamId) -> Result<Option<(u64, Vec<u8>)>, StoreError> {
        let row = directory::Entity::find_by_id(team.0.to_vec()).one(&self.db).await?;
        Ok(row.map(|it| (it.n as u64, it.sealed)))
    }

    /// Replaces version `n` of the directory; `false` where another was written meanwhile.
    pub async fn put_directory(&self, team: TeamId, n: u64, sealed: Vec<u8>) -> Result<bool, StoreError> {
        let tx = self.write_alone(team).await?;
        let row = directory::Entity::find_by_id(team.0.to_vec()).one(&tx).await?;
        let Some(mut row) = row.filter(|it| it.n as u64 == n) else { return Ok(false) };
        (row.n, row.sealed) = (n as i64 + 1, sealed);
        row.into_active_model().reset_all().update(&tx).await?;
        tx.commit().await?;
        Ok(true)
    }
}
