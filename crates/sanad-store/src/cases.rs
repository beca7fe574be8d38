//! Reading cases: the queue, a case's file, grants; and what changes without an entry.

use std::collections::{BTreeMap, HashSet};

use sanad_crypto::safe::epoch::Holder;
use sanad_domain::{CaseId, Lane, MemberId, TeamId};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    QueryOrder as _, QuerySelect as _,
    sea_query::{ExprTrait as _, SimpleExpr},
};

use crate::{
    Hash, Store, StoreError,
    entity::{card, case_grant, cases, lane, opened},
};

/// What the server may know of a case.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// Id.
    pub case: CaseId,
    /// Salt of stage 2.
    pub kdf_salt: Vec<u8>,
    /// Memory of stage 2 in KiB.
    pub kdf_m_kib: u32,
    /// Passes of stage 2.
    pub kdf_t: u32,
    /// Verifies her answers.
    pub auth_key: [u8; 32],
    /// Claimed band, 0 to 2.
    pub claimed: u8,
    /// Claimed threat to life.
    pub alert: bool,
    /// In quarantine.
    pub quarantined: bool,
    /// Destroyed.
    pub destroyed: bool,
    /// Arrival, Unix seconds.
    pub arrived: u64,
    /// Since when she waits, Unix seconds.
    pub waiting_since: Option<u64>,
    /// The newest shared entry is hers.
    pub last_by_person: bool,
    /// Signed routing.
    pub routing: Option<Vec<u8>>,
    /// Generation of the summary's key, and the sealed summary.
    pub summary: Option<(u32, Vec<u8>)>,
}

impl CaseRow {
    pub(crate) fn from_model(it: cases::Model) -> Result<Self, StoreError> {
        let id = it.case_id.try_into().map_err(|_| StoreError::Unreadable("cases.case_id"))?;
        Ok(Self {
            case: CaseId(id),
            kdf_salt: it.kdf_salt,
            kdf_m_kib: it.kdf_m_kib as u32,
            kdf_t: it.kdf_t as u32,
            // Empty once the case is destroyed.
            auth_key: it.auth_key.try_into().unwrap_or_default(),
            claimed: it.claimed as u8,
            alert: it.alert,
            quarantined: it.quarantined,
            destroyed: it.destroyed,
            arrived: it.arrived as u64,
            waiting_since: it.waiting_since.map(|it| it as u64),
            last_by_person: it.last_by_person,
            routing: it.routing,
            summary: it.summary_generation.map(|it| it as u32).zip(it.summary),
        })
    }
}

/// Where a lane stands.
#[derive(Debug, Clone)]
pub struct LaneRow {
    /// Case.
    pub case: CaseId,
    /// Lane.
    pub lane: Lane,
    /// Number of its last entry.
    pub n: u64,
    /// Its hash.
    pub head: Hash,
    /// Epoch.
    pub epoch: u32,
    /// Recipient to seal to; empty for `access`.
    pub recipient: Vec<u8>,
}

/// A stored entry.
#[derive(Debug, Clone)]
pub struct EntryRow {
    /// Signed header.
    pub header: Vec<u8>,
    /// Sealed envelope.
    pub sealed: Vec<u8>,
    /// Leaf.
    pub leaf: u64,
    /// Arrival, Unix seconds.
    pub arrived: u64,
}

/// A stored grant.
#[derive(Debug, Clone)]
pub struct GrantRow {
    /// Case.
    pub case: CaseId,
    /// Lane.
    pub lane: Lane,
    /// Epoch.
    pub epoch: u32,
    /// Whose.
    pub holder: Holder,
    /// age file.
    pub sealed: Vec<u8>,
}

pub(crate) fn to_lane(lane: i16) -> Result<Lane, StoreError> {
    Lane::ALL.into_iter().find(|it| *it as i16 == lane).ok_or(StoreError::Unreadable("lane"))
}

fn lane_row(it: lane::Model) -> Result<LaneRow, StoreError> {
    let broken = |_| StoreError::Unreadable("lane");
    Ok(LaneRow {
        case: CaseId(it.case_id.try_into().map_err(broken)?),
        lane: to_lane(it.lane)?,
        n: it.n as u64,
        head: it.head.try_into().map_err(broken)?,
        epoch: it.epoch as u32,
        recipient: it.recipient,
    })
}

impl Store {
    /// One case.
    pub async fn case(&self, team: TeamId, case: CaseId) -> Result<Option<CaseRow>, StoreError> {
        let row = cases::Entity::find_by_id((team.0.to_vec(), case.0.to_vec())).one(&self.db).await?;
        row.map(CaseRow::from_model).transpose()
    }

    /// The case that a receipt leads to.
    pub async fn case_by_lookup(&self, team: TeamId, lookup: &Hash) -> Result<Option<CaseRow>, StoreError> {
        let query = cases::Entity::find()
            .filter(cases::Column::TeamId.eq(team.0.to_vec()))
            .filter(cases::Column::Lookup.eq(lookup.to_vec()));
        query.one(&self.db).await?.map(CaseRow::from_model).transpose()
    }

    /// All cases of the team.
    pub async fn queue(&self, team: TeamId) -> Result<Vec<CaseRow>, StoreError> {
        let query = cases::Entity::find().filter(cases::Column::TeamId.eq(team.0.to_vec()));
        query.all(&self.db).await?.into_iter().map(CaseRow::from_model).collect()
    }

    /// Heads of one lane over all cases of the team.
    pub async fn lane_heads(&self, team: TeamId, lane: Lane) -> Result<Vec<(CaseId, Hash)>, StoreError> {
        let rows: Vec<(Vec<u8>, Vec<u8>)> = lane::Entity::find()
            .select_only()
            .columns([lane::Column::CaseId, lane::Column::Head])
            .filter(lane::Column::TeamId.eq(team.0.to_vec()))
            .filter(lane::Column::Lane.eq(lane as i16))
            .into_tuple()
            .all(&self.db)
            .await?;
        let broken = |_| StoreError::Unreadable("lane");
        rows.into_iter()
            .map(|(case, head)| {
                Ok((CaseId(case.try_into().map_err(broken)?), head.try_into().map_err(broken)?))
            })
            .collect()
    }

    /// Cases for which one of `holders` has a grant.
    pub async fn held_cases(&self, team: TeamId, holders: &[Holder]) -> Result<Vec<CaseId>, StoreError> {
        let rows: Vec<Vec<u8>> = case_grant::Entity::find()
            .select_only()
            .column(case_grant::Column::CaseId)
            .distinct()
            .filter(case_grant::Column::TeamId.eq(team.0.to_vec()))
            .filter(case_grant::Column::Holder.is_in(holders.iter().map(|it| it.0.to_vec())))
            .into_tuple()
            .all(&self.db)
            .await?;
        rows.into_iter()
            .map(|it| it.try_into().map(CaseId).map_err(|_| StoreError::Unreadable("case_grant")))
            .collect()
    }

    /// The lanes of a case.
    pub async fn lanes(&self, team: TeamId, case: CaseId) -> Result<Vec<LaneRow>, StoreError> {
        let query = lane::Entity::find()
            .filter(lane::Column::TeamId.eq(team.0.to_vec()))
            .filter(lane::Column::CaseId.eq(case.0.to_vec()))
            .order_by_asc(lane::Column::Lane);
        query.all(&self.db).await?.into_iter().map(lane_row).collect()
    }

    /// The entries of a lane, in order.
    pub async fn entries(&self, team: TeamId, case: CaseId, lane: Lane) -> Result<Vec<EntryRow>, StoreError> {
        crate::file::entries(&self.db, team, case, lane).await
    }

    /// Grants of a case for some holders.
    pub async fn grants(
        &self,
        team: TeamId,
        case: CaseId,
        holders: &[Holder],
    ) -> Result<Vec<GrantRow>, StoreError> {
        let mine = case_grant::Column::Holder.is_in(holders.iter().map(|it| it.0.to_vec()));
        self.grants_where(team, case, mine).await
    }

    /// Grants of the shared lane for one holder: the person's key is named in no table, she names it herself.
    pub async fn shared_grants(
        &self,
        team: TeamId,
        case: CaseId,
        holder: Holder,
    ) -> Result<Vec<GrantRow>, StoreError> {
        let on_shared = case_grant::Column::Lane.eq(Lane::Shared as i16);
        let hers = case_grant::Column::Holder.eq(holder.0.to_vec());
        self.grants_where(team, case, on_shared.and(hers)).await
    }

    /// Taken cases whose holders are not those that the cards say: a member left or got a new card, or a
    /// coordinator came. Their keys are to be renewed.
    pub async fn stale_cases(&self, team: TeamId) -> Result<Vec<CaseId>, StoreError> {
        let cards = card::Entity::find()
            .filter(card::Column::TeamId.eq(team.0.to_vec()))
            .filter(card::Column::Live.eq(true))
            .all(&self.db)
            .await?;
        let live: HashSet<Vec<u8>> = cards.iter().map(|it| it.holder.clone()).collect();
        let always = cards.iter().filter(|it| it.role != sanad_domain::Role::Caseworker as i16);
        let always: Vec<&Vec<u8>> = always.map(|it| &it.holder).collect();
        let chain = self.verified_team(team).await?;
        let intake: HashSet<Vec<u8>> = chain.intake.iter().map(|it| it.0.to_vec()).collect();
        // The team's lane has no other holders than members, and the newest epoch's tell who they are.
        let rows: Vec<(Vec<u8>, i32, Vec<u8>)> = case_grant::Entity::find()
            .select_only()
            .columns([case_grant::Column::CaseId, case_grant::Column::Epoch, case_grant::Column::Holder])
            .filter(case_grant::Column::TeamId.eq(team.0.to_vec()))
            .filter(case_grant::Column::Lane.eq(Lane::Team as i16))
            .into_tuple()
            .all(&self.db)
            .await?;
        let mut newest: BTreeMap<Vec<u8>, (i32, HashSet<Vec<u8>>)> = BTreeMap::new();
        for (case, epoch, holder) in rows {
            let entry = newest.entry(case).or_insert_with(|| (epoch, HashSet::new()));
            if epoch > entry.0 {
                *entry = (epoch, HashSet::new());
            }
            if epoch == entry.0 {
                entry.1.insert(holder);
            }
        }
        let stale = newest.into_iter().filter(|(_, (_, holders))| {
            let taken = holders.iter().all(|it| !intake.contains(it));
            taken && (!holders.is_subset(&live) || always.iter().any(|it| !holders.contains(*it)))
        });
        stale
            .map(|(case, _)| case.try_into().map(CaseId).map_err(|_| StoreError::Unreadable("case_grant")))
            .collect()
    }

    async fn grants_where(
        &self,
        team: TeamId,
        case: CaseId,
        which: SimpleExpr,
    ) -> Result<Vec<GrantRow>, StoreError> {
        let query = case_grant::Entity::find()
            .filter(case_grant::Column::TeamId.eq(team.0.to_vec()))
            .filter(case_grant::Column::CaseId.eq(case.0.to_vec()))
            .filter(which)
            .order_by_asc(case_grant::Column::Lane)
            .order_by_asc(case_grant::Column::Epoch);
        query
            .all(&self.db)
            .await?
            .into_iter()
            .map(|it| {
                let holder = it.holder.try_into().map_err(|_| StoreError::Unreadable("case_grant"))?;
                Ok(GrantRow {
                    case,
                    lane: to_lane(it.lane)?,
                    epoch: it.epoch as u32,
                    holder: Holder(holder),
                    sealed: it.sealed,
                })
            })
            .collect()
    }

    /// When this member last recorded an opening of the case, Unix seconds.
    pub async fn opened_at(
        &self,
        team: TeamId,
        case: CaseId,
        member: MemberId,
    ) -> Result<Option<u64>, StoreError> {
        let key = (team.0.to_vec(), case.0.to_vec(), member.0.to_vec());
        Ok(opened::Entity::find_by_id(key).one(&self.db).await?.map(|it| it.at as u64))
    }

    /// Routing and summary that no entry brought.
    pub async fn route(
        &self,
        team: TeamId,
        case: CaseId,
        routing: Option<Vec<u8>>,
        summary: Option<(u32, Vec<u8>)>,
    ) -> Result<bool, StoreError> {
        let tx = self.write_alone(team).await?;
        let row = cases::Entity::find_by_id((team.0.to_vec(), case.0.to_vec())).one(&tx).await?;
        let Some(mut row) = row.filter(|it| !it.destroyed) else { return Ok(false) };
        row.routing = routing.or(row.routing);
        if let Some((generation, sealed)) = summary {
            row.summary_generation = Some(generation as i32);
            row.summary = Some(sealed);
        }
        row.into_active_model().reset_all().update(&tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Takes cases out of quarantine.
    pub async fn release(&self, team: TeamId, which: &[CaseId]) -> Result<(), StoreError> {
        cases::Entity::update_many()
            .col_expr(cases::Column::Quarantined, sea_orm::sea_query::Expr::value(false))
            .filter(cases::Column::TeamId.eq(team.0.to_vec()))
            .filter(cases::Column::CaseId.is_in(which.iter().map(|it| it.0.to_vec())))
            .exec(&self.writer)
            .await?;
        Ok(())
    }
}
