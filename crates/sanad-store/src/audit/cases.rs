//! What the tables say of cases and lanes, to be held against the entries.

use std::collections::{BTreeMap, HashMap};

use sanad_crypto::safe::{routing::Routing, sha256, team::Team};
use sanad_domain::{CaseId, Lane};
use sea_orm::DatabaseTransaction;

use super::{AuditError, Bad, Check, Where};
use crate::{
    Hash,
    cases::to_lane,
    dump::{each, of_team},
    entity::{cases, lane},
};

/// Where the table says that a lane stands.
pub(super) struct LaneState {
    /// Number and hash of its last entry.
    pub(super) head: (u64, Hash),
    pub(super) epoch: u32,
    /// SHA-256 of the recipient; `None` for `access`, which has none of its own.
    pub(super) recipient: Option<Hash>,
    walked: bool,
}

/// All cases with their lanes.
pub(super) struct Cases {
    /// Whether each was destroyed.
    destroyed: HashMap<CaseId, bool>,
    lanes: BTreeMap<(CaseId, Lane), LaneState>,
}

/// Reads the tables of cases and lanes.
pub(super) async fn read(tx: &DatabaseTransaction, team: &Team) -> Result<Cases, AuditError> {
    let mut destroyed: HashMap<CaseId, bool> = HashMap::new();
    each(tx, of_team::<cases::Entity>(cases::Column::TeamId, team.id), |row| {
        let case = row.case_id.try_into().map(CaseId);
        let case = case.map_err(|_| Where::Row { table: "cases" }.bad(Check::Malformed))?;
        if let Some(routing) = &row.routing {
            check_routing(team, case, routing)?;
        }
        destroyed.insert(case, row.destroyed);
        Ok::<(), AuditError>(())
    })
    .await?;
    let mut lanes = BTreeMap::new();
    each(tx, of_team::<lane::Entity>(lane::Column::TeamId, team.id), |row| {
        let (at, state) = lane_state(row)?;
        if !destroyed.contains_key(&at.0) {
            return Err(Where::Lane { case: at.0, lane: at.1 }.bad(Check::Extra).into());
        }
        lanes.insert(at, state);
        Ok::<(), AuditError>(())
    })
    .await?;
    let cases = Cases { destroyed, lanes };
    let has_lane = |case: &CaseId| cases.lanes.contains_key(&(*case, Lane::Shared));
    let homeless = cases.destroyed.keys().copied().filter(|it| !has_lane(it)).min();
    match homeless {
        Some(case) => Err(Where::Case { case }.bad(Check::Missing).into()),
        None => Ok(cases),
    }
}

fn lane_state(row: lane::Model) -> Result<((CaseId, Lane), LaneState), Bad> {
    let broken = Where::Row { table: "lane" }.bad(Check::Malformed);
    let case = CaseId(row.case_id.try_into().map_err(|_| broken)?);
    let lane = to_lane(row.lane).map_err(|_| broken)?;
    let n = u64::try_from(row.n).map_err(|_| broken)?;
    let head = row.head.try_into().map_err(|_| broken)?;
    let epoch = u32::try_from(row.epoch).map_err(|_| broken)?;
    let recipient = (!row.recipient.is_empty()).then(|| sha256(&row.recipient));
    Ok(((case, lane), LaneState { head: (n, head), epoch, recipient, walked: false }))
}

/// Routing is believed only from somebody who had a card.
fn check_routing(team: &Team, case: CaseId, bytes: &[u8]) -> Result<(), Bad> {
    let at = Where::Case { case };
    let routing = Routing::open(bytes).map_err(|refused| at.refused(refused))?;
    if (routing.team, routing.case) != (team.id, case) {
        return Err(at.bad(Check::Swapped));
    }
    if !team.cards.values().flatten().any(|it| it.card.verify_key == routing.by) {
        return Err(at.bad(Check::Forbidden));
    }
    Ok(())
}

impl Cases {
    /// Number of cases, destroyed ones included.
    pub(super) fn len(&self) -> u64 {
        self.destroyed.len() as u64
    }

    /// Number of destroyed cases.
    pub(super) fn destroyed(&self) -> u64 {
        self.destroyed.values().filter(|it| **it).count() as u64
    }

    /// Whether a case was destroyed; `None` where there is no such case.
    pub(super) fn is_destroyed(&self, case: CaseId) -> Option<bool> {
        self.destroyed.get(&case).copied()
    }

    /// Leaves whose entries are gone with their cases: all but the last header of each.
    pub(super) fn deleted(&self) -> u64 {
        let gone = self.lanes.iter().filter(|((case, _), _)| self.is_destroyed(*case) == Some(true));
        let leaves = gone.fold(0u64, |sum, (_, it)| sum.saturating_add(it.head.0.saturating_add(1)));
        leaves.saturating_sub(self.destroyed())
    }

    /// The lanes.
    pub(super) fn lanes(&self) -> &BTreeMap<(CaseId, Lane), LaneState> {
        &self.lanes
    }

    /// A lane whose entries were walked to the end; `None` where the table has no such lane.
    pub(super) fn walked(&mut self, case: CaseId, lane: Lane) -> Option<&LaneState> {
        let state = self.lanes.get_mut(&(case, lane))?;
        state.walked = true;
        Some(state)
    }

    /// Every lane has its entries, but those that were deleted with their case.
    pub(super) fn all_walked(&self) -> Result<(), Bad> {
        let left = self.lanes.iter().find(|((case, lane), it)| {
            !it.walked && (*lane == Lane::Shared || self.is_destroyed(*case) != Some(true))
        });
        match left {
            Some(((case, lane), _)) => Err(Where::Lane { case: *case, lane: *lane }.bad(Check::Missing)),
            None => Ok(()),
        }
    }
}
