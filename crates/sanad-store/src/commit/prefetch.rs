//! What a batch will ask of the database, read before its works run: one query for each table, however many
//! works there are. The answers go into the batch's maps, which works change as they go, so that a later one
//! sees what an earlier one did.

use std::collections::BTreeSet;

use sanad_domain::{CaseId, EntryId, Lane, MemberId};
use sea_orm::{ColumnTrait as _, Condition, EntityTrait as _, QueryFilter as _, QuerySelect as _};

use super::{
    batch::{Batch, Known},
    log_nodes::padded,
    work::{Place, Work},
};
use crate::{
    Hash, StoreError,
    entity::{card, cases, entry, lane},
};

/// Keys of the rows that some works will look at. At most a few for each work, so that every list stays far
/// below SQLite's 32,766 variables.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Wanted {
    entries: BTreeSet<EntryId>,
    cases: BTreeSet<CaseId>,
    lookups: BTreeSet<Hash>,
    /// Cases whose lanes go on.
    appended: BTreeSet<CaseId>,
    members: BTreeSet<MemberId>,
    /// Cases at which a member asks.
    held: BTreeSet<CaseId>,
}

impl Wanted {
    /// What these works will ask.
    pub(super) fn of<'w>(works: impl IntoIterator<Item = &'w Work>) -> Self {
        let mut wanted = Self::default();
        for work in works {
            match work {
                Work::File(new) => {
                    let fields = &new.first.header.fields;
                    wanted.entries.insert(fields.entry);
                    wanted.cases.insert(fields.case);
                    wanted.lookups.insert(new.receipt.lookup);
                }
                Work::Append(new) => {
                    let fields = &new.header.fields;
                    wanted.entries.insert(fields.entry);
                    wanted.cases.insert(fields.case);
                    wanted.appended.insert(fields.case);
                    wanted.lookups.extend(new.rekey.iter().map(|it| it.lookup));
                    if let Some(member) = new.by.member() {
                        wanted.members.insert(member);
                        wanted.held.insert(fields.case);
                    }
                }
                // Its tables are read whole: the chain is small and seldom goes on.
                Work::State(_) => {}
            }
        }
        wanted
    }
}

/// Entry, case, number, hash, leaf and arrival of an entry that stands.
type Standing = (Vec<u8>, Vec<u8>, i64, Vec<u8>, i64, i64);

fn bytes<'i>(ids: impl Iterator<Item = &'i [u8; 16]>) -> Vec<Vec<u8>> {
    padded(ids.map(|it| it.to_vec()).collect())
}

fn unreadable<T>(_: T) -> StoreError {
    StoreError::Unreadable("a key")
}

impl Batch<'_> {
    /// Reads all of it.
    pub(super) async fn prefetch(&mut self, wanted: &Wanted) -> Result<(), StoreError> {
        self.read_entries(wanted).await?;
        self.read_cases(wanted).await?;
        self.read_lanes(wanted).await?;
        self.read_cards(wanted).await?;
        self.read_held(wanted).await
    }

    /// Where the entries stand already that are handed over again; what is sealed in them is not read.
    async fn read_entries(&mut self, wanted: &Wanted) -> Result<(), StoreError> {
        if wanted.entries.is_empty() {
            return Ok(());
        }
        let rows: Vec<Standing> = entry::Entity::find()
            .select_only()
            .columns([
                entry::Column::EntryId,
                entry::Column::CaseId,
                entry::Column::N,
                entry::Column::Hash,
                entry::Column::Leaf,
                entry::Column::Arrived,
            ])
            .filter(entry::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(entry::Column::EntryId.is_in(bytes(wanted.entries.iter().map(|it| &it.0))))
            .into_tuple()
            .all(self.tx)
            .await?;
        self.known.extend(wanted.entries.iter().map(|it| (*it, None)));
        for (id, case, n, hash, leaf, arrived) in rows {
            let hash = hash.try_into().map_err(|_| StoreError::Unreadable("entry.hash"))?;
            let place = Place { n: n as u64, hash, leaf: leaf as u64, arrived: arrived as u64 };
            let case = CaseId(case.try_into().map_err(unreadable)?);
            self.known.insert(EntryId(id.try_into().map_err(unreadable)?), Some(Known { case, place }));
        }
        Ok(())
    }

    /// Cases by id, and those to which a new report's receipt would lead already.
    async fn read_cases(&mut self, wanted: &Wanted) -> Result<(), StoreError> {
        if wanted.cases.is_empty() {
            return Ok(());
        }
        // The team stands in both branches, so that each has its index.
        let of_team = || Condition::all().add(cases::Column::TeamId.eq(self.team.0.to_vec()));
        let ids = bytes(wanted.cases.iter().map(|it| &it.0));
        let mut which = Condition::any().add(of_team().add(cases::Column::CaseId.is_in(ids)));
        if !wanted.lookups.is_empty() {
            let lookups = padded(wanted.lookups.iter().map(|it| it.to_vec()).collect());
            which = which.add(of_team().add(cases::Column::Lookup.is_in(lookups)));
        }
        let rows = cases::Entity::find().filter(which).all(self.tx).await?;
        self.lookups.extend(wanted.lookups.iter().map(|it| (*it, false)));
        self.cases.extend(wanted.cases.iter().map(|it| (*it, None)));
        for row in rows {
            // That of a destroyed case is shorter and nobody's.
            if let Ok(lookup) = Hash::try_from(row.lookup.as_slice())
                && let Some(taken) = self.lookups.get_mut(&lookup)
            {
                *taken = true;
            }
            let id = CaseId(row.case_id.as_slice().try_into().map_err(unreadable)?);
            if let Some(case) = self.cases.get_mut(&id) {
                *case = Some(row);
            }
        }
        Ok(())
    }

    async fn read_lanes(&mut self, wanted: &Wanted) -> Result<(), StoreError> {
        if wanted.appended.is_empty() {
            return Ok(());
        }
        let rows = lane::Entity::find()
            .filter(lane::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(lane::Column::CaseId.is_in(bytes(wanted.appended.iter().map(|it| &it.0))))
            .all(self.tx)
            .await?;
        for case in &wanted.appended {
            self.lanes.extend(Lane::ALL.map(|lane| ((*case, lane), None)));
        }
        for row in rows {
            let id = CaseId(row.case_id.as_slice().try_into().map_err(unreadable)?);
            let lane = Lane::ALL.into_iter().find(|it| *it as i16 == row.lane);
            self.lanes.insert((id, lane.ok_or(StoreError::Unreadable("lane"))?), Some(row));
        }
        Ok(())
    }

    async fn read_cards(&mut self, wanted: &Wanted) -> Result<(), StoreError> {
        if wanted.members.is_empty() {
            return Ok(());
        }
        let rows = card::Entity::find()
            .filter(card::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(card::Column::MemberId.is_in(bytes(wanted.members.iter().map(|it| &it.0))))
            .all(self.tx)
            .await?;
        self.cards.extend(wanted.members.iter().map(|it| (*it, None)));
        for row in rows.into_iter().filter(|it| it.live) {
            let id = MemberId(row.member_id.as_slice().try_into().map_err(unreadable)?);
            self.cards.insert(id, Some(row));
        }
        Ok(())
    }

    async fn read_held(&mut self, wanted: &Wanted) -> Result<(), StoreError> {
        let cards: Vec<&card::Model> =
            wanted.members.iter().filter_map(|it| self.cards.get(it)?.as_ref()).collect();
        let mut holders: Vec<Vec<u8>> = cards.iter().map(|it| it.holder.clone()).collect();
        if cards.iter().any(|it| it.triage) {
            holders.extend_from_slice(self.intake_holders().await?);
        }
        self.held.read(self.tx, self.team, &wanted.held, &holders).await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commit::{
        By,
        founded::{Founded, answered, filed},
    };

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn each_row_is_wanted_once() {
        let mut world = Founded::begin().await;
        let told = world.tell("one");
        let file = filed(&told);
        let (amal, nadia) = (MemberId([1; 16]), MemberId([2; 16]));
        let append = |by| {
            let mut entry = answered(&told);
            entry.by = by;
            Work::Append(entry)
        };
        let case = told.prepared.case;
        let works = [
            Work::File(file.clone()),
            Work::File(file.clone()),
            append(By::Person(case)),
            append(By::Member(amal)),
            append(By::Member(nadia)),
            Work::State(crate::commit::NewStatements::default()),
        ];
        let wanted = Wanted::of(&works);
        let entries = [file.first.header.fields.entry, answered(&told).header.fields.entry];
        assert_eq!(
            wanted,
            Wanted {
                entries: entries.into(),
                cases: [case].into(),
                lookups: [file.receipt.lookup].into(),
                appended: [case].into(),
                members: [amal, nadia].into(),
                held: [case].into(),
            }
        );
        let hers = Wanted::of(&works[..3]);
        assert!(hers.members.is_empty() && hers.held.is_empty(), "nobody asks what the person holds");
    }
}
