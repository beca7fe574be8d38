//! Which keys hold grants of which cases, as far as a batch asked, with what its works gave and took since.

use std::collections::{BTreeSet, HashSet};

use sanad_domain::{CaseId, Lane, TeamId};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::log_nodes::padded;
use crate::{StoreError, entity::case_grant};

/// Grants by case, lane and holder; sealed bytes are left where they are.
#[derive(Debug, Default)]
pub(super) struct Held {
    asked: HashSet<(CaseId, Vec<u8>)>,
    standing: HashSet<(CaseId, i16, Vec<u8>)>,
}

impl Held {
    /// Reads which of `holders` hold grants of which of `cases`: one query.
    pub(super) async fn read(
        &mut self,
        tx: &DatabaseTransaction,
        team: TeamId,
        cases: &BTreeSet<CaseId>,
        holders: &[Vec<u8>],
    ) -> Result<(), StoreError> {
        if cases.is_empty() || holders.is_empty() {
            return Ok(());
        }
        let rows: Vec<(Vec<u8>, i16, Vec<u8>)> = case_grant::Entity::find()
            .select_only()
            .columns([case_grant::Column::CaseId, case_grant::Column::Lane, case_grant::Column::Holder])
            .distinct()
            .filter(case_grant::Column::TeamId.eq(team.0.to_vec()))
            .filter(case_grant::Column::CaseId.is_in(padded(cases.iter().map(|it| it.0.to_vec()).collect())))
            .filter(case_grant::Column::Holder.is_in(padded(holders.to_vec())))
            .into_tuple()
            .all(tx)
            .await?;
        for (case, lane, holder) in rows {
            let case = case.try_into().map_err(|_| StoreError::Unreadable("case_grant"))?;
            self.standing.insert((CaseId(case), lane, holder));
        }
        for case in cases {
            self.asked.extend(holders.iter().map(|it| (*case, it.clone())));
        }
        Ok(())
    }

    /// Whether all of this was read already.
    pub(super) fn knows(&self, case: CaseId, holders: &[Vec<u8>]) -> bool {
        holders.iter().all(|it| self.asked.contains(&(case, it.clone())))
    }

    /// Whether this key holds a grant on any lane of the case.
    pub(super) fn holds(&self, case: CaseId, holder: &[u8]) -> bool {
        Lane::ALL.iter().any(|lane| self.standing.contains(&(case, *lane as i16, holder.to_vec())))
    }

    /// A work gave a grant.
    pub(super) fn give(&mut self, case: CaseId, lane: i16, holder: &[u8]) {
        self.standing.insert((case, lane, holder.to_vec()));
    }

    /// A work took the grants of a lane from every holder but those for whom `keeps` is true.
    pub(super) fn take(&mut self, case: CaseId, lane: Lane, keeps: impl Fn(&[u8]) -> bool) {
        self.standing.retain(|(of, on, holder)| *of != case || *on != lane as i16 || keeps(holder));
    }

    /// The case was destroyed.
    pub(super) fn forget(&mut self, case: CaseId) {
        self.standing.retain(|(of, _, _)| *of != case);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_given_is_held_until_it_is_taken_on_every_lane() {
        let (one, other) = (CaseId([1; 16]), CaseId([2; 16]));
        let mut held = Held::default();
        held.give(one, Lane::Shared as i16, b"amal");
        held.give(one, Lane::Team as i16, b"amal");
        held.give(one, Lane::Shared as i16, b"nadia");
        held.give(other, Lane::Shared as i16, b"amal");
        held.take(one, Lane::Shared, |holder| holder == b"nadia");
        assert!(held.holds(one, b"amal"), "still on the team's lane");
        held.take(one, Lane::Team, |_| false);
        assert!(!held.holds(one, b"amal") && held.holds(one, b"nadia") && held.holds(other, b"amal"));
        held.forget(one);
        assert!(!held.holds(one, b"nadia") && held.holds(other, b"amal"));
        assert!(!held.knows(one, &[b"amal".to_vec()]), "giving is not asking the database");
    }
}
