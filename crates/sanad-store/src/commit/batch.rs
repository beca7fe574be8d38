//! One transaction for a batch of works.

use std::collections::{BTreeMap, HashMap};

use sanad_crypto::safe::chain;
use sanad_domain::{CaseId, EntryId, Lane, MemberId, TeamId};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _,
    Iterable as _, QueryFilter as _, Set, sea_query::OnConflict,
};

use super::{
    Handed, LogSigner,
    held::Held,
    log::LogBatch,
    prefetch::Wanted,
    work::{Place, Refusal, Stands, Work},
};
use crate::{
    Hash, Store, StoreError,
    entity::{card, case_grant, cases, entry, lane, opened, session},
    sessions::{self, Who},
    verified::{self, ChainCache},
};

/// Rows of grants in one statement: an opening of a long case brings hundreds.
const GRANTS: usize = 4096;

/// An entry that stands, or will with this batch.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) case: CaseId,
    pub(super) place: Place,
}

/// What a batch has read and changed so far. Later works of the batch see what earlier ones did.
pub(super) struct Batch<'a> {
    pub(super) tx: &'a DatabaseTransaction,
    pub(super) team: TeamId,
    /// Arrival of the work that runs, Unix seconds.
    pub(super) now: u64,
    chains: &'a ChainCache,
    pub(super) known: HashMap<EntryId, Option<Known>>,
    pub(super) cases: HashMap<CaseId, Option<cases::Model>>,
    /// Whether a case is found by this already.
    pub(super) lookups: HashMap<Hash, bool>,
    pub(super) lanes: HashMap<(CaseId, Lane), Option<lane::Model>>,
    pub(super) cards: HashMap<MemberId, Option<card::Model>>,
    pub(super) held: Held,
    intake: Option<Vec<Vec<u8>>>,
    /// This batch wrote statements: its chain is not yet everybody's.
    stated: bool,
    touched_cases: BTreeMap<CaseId, bool>,
    touched_lanes: BTreeMap<(CaseId, Lane), ()>,
    entries: Vec<entry::ActiveModel>,
    grants: Vec<case_grant::ActiveModel>,
    sessions: Vec<session::ActiveModel>,
    /// Who asked for a case, and when.
    opened: BTreeMap<(CaseId, MemberId), u64>,
    pub(super) log: LogBatch,
}

/// Commits all works that fit; the others are refused without a trace.
pub(super) async fn commit(
    store: &Store,
    team: TeamId,
    signer: &LogSigner,
    works: &[Handed],
) -> Result<Vec<Result<Stands, Refusal>>, StoreError> {
    let tx = store.write_alone(team).await?;
    let log = LogBatch::load(&tx, team).await?;
    let mut batch = Batch {
        tx: &tx,
        team,
        now: 0,
        chains: &store.chains,
        known: HashMap::new(),
        cases: HashMap::new(),
        lookups: HashMap::new(),
        lanes: HashMap::new(),
        cards: HashMap::new(),
        held: Held::default(),
        intake: None,
        stated: false,
        touched_cases: BTreeMap::new(),
        touched_lanes: BTreeMap::new(),
        entries: vec![],
        grants: vec![],
        sessions: vec![],
        opened: BTreeMap::new(),
        log,
    };
    batch.prefetch(&Wanted::of(works.iter().map(|it| &it.work))).await?;
    let mut results = Vec::with_capacity(works.len());
    for Handed { work, arrived } in works {
        batch.now = *arrived;
        let result = match work {
            Work::File(case) => batch.file(case).await?,
            Work::Append(entry) => batch.append(entry).await?.map(|place| vec![place]),
            Work::State(statements) => batch.state(statements).await?,
        };
        results.push(result);
    }
    let checkpoint = batch.flush(signer).await?;
    tx.commit().await?;
    let stands = |places| Stands { places, checkpoint: checkpoint.clone() };
    Ok(results.into_iter().map(|it| it.map(stands)).collect())
}

impl Batch<'_> {
    // Each of these reads alone what the prefetch did not name.

    /// The case's row, from the batch or the database.
    pub(super) async fn case(&mut self, id: CaseId) -> Result<Option<&mut cases::Model>, StoreError> {
        if !self.cases.contains_key(&id) {
            let key = (self.team.0.to_vec(), id.0.to_vec());
            let row = cases::Entity::find_by_id(key).one(self.tx).await?;
            self.cases.insert(id, row);
        }
        Ok(self.cases.get_mut(&id).and_then(Option::as_mut))
    }

    /// The lane's row.
    pub(super) async fn lane(
        &mut self,
        case: CaseId,
        lane: Lane,
    ) -> Result<Option<&lane::Model>, StoreError> {
        if !self.lanes.contains_key(&(case, lane)) {
            let key = (self.team.0.to_vec(), case.0.to_vec(), lane as i16);
            let row = lane::Entity::find_by_id(key).one(self.tx).await?;
            self.lanes.insert((case, lane), row);
        }
        Ok(self.lanes.get(&(case, lane)).and_then(Option::as_ref))
    }

    /// The member's live card.
    pub(super) async fn card(&mut self, member: MemberId) -> Result<Option<&card::Model>, StoreError> {
        if !self.cards.contains_key(&member) {
            let key = (self.team.0.to_vec(), member.0.to_vec());
            let row = card::Entity::find_by_id(key).one(self.tx).await?;
            self.cards.insert(member, row.filter(|it| it.live));
        }
        Ok(self.cards.get(&member).and_then(Option::as_ref))
    }

    /// Whether a receipt leads to a case already.
    pub(super) async fn lookup_taken(&mut self, lookup: &Hash) -> Result<bool, StoreError> {
        if let Some(taken) = self.lookups.get(lookup) {
            return Ok(*taken);
        }
        let query = cases::Entity::find()
            .filter(cases::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(cases::Column::Lookup.eq(lookup.to_vec()));
        let taken = query.one(self.tx).await?.is_some();
        self.lookups.insert(*lookup, taken);
        Ok(taken)
    }

    /// Names of intake's keys, as the team's chain states them within this transaction.
    pub(super) async fn intake_holders(&mut self) -> Result<&[Vec<u8>], StoreError> {
        if self.intake.is_none() {
            let intake = if self.stated {
                verified::read(self.tx, self.team).await?.intake
            } else {
                self.chains.get(self.tx, self.team).await?.intake.clone()
            };
            self.intake = Some(intake.iter().map(|it| it.0.to_vec()).collect());
        }
        Ok(self.intake.as_deref().unwrap_or_default())
    }

    /// Cards and keys change with statements: what was read before counts no longer.
    pub(super) fn forget_cards(&mut self) {
        self.cards.clear();
        self.intake = None;
        self.stated = true;
    }

    /// The place of an entry that exists already, and the hash of its header.
    pub(super) async fn existing(&mut self, id: EntryId) -> Result<Option<(Hash, Place)>, StoreError> {
        if let Some(known) = self.known.get(&id) {
            return Ok(known.map(|it| (it.place.hash, it.place)));
        }
        let row = entry::Entity::find_by_id((self.team.0.to_vec(), id.0.to_vec())).one(self.tx).await?;
        row.map(|it| {
            let hash: Hash = it.hash.try_into().map_err(|_| StoreError::Unreadable("entry.hash"))?;
            let place = Place { n: it.n as u64, hash, leaf: it.leaf as u64, arrived: it.arrived as u64 };
            Ok((hash, place))
        })
        .transpose()
    }

    pub(super) fn insert_case(&mut self, id: CaseId, lookup: Hash, row: cases::Model) {
        self.cases.insert(id, Some(row));
        self.lookups.insert(lookup, true);
        self.touched_cases.insert(id, true);
    }

    pub(super) fn touch_case(&mut self, id: CaseId) {
        self.touched_cases.entry(id).or_insert(false);
    }

    pub(super) fn put_lane(&mut self, case: CaseId, lane: Lane, row: lane::Model) {
        self.lanes.insert((case, lane), Some(row));
        self.touched_lanes.insert((case, lane), ());
    }

    pub(super) fn put_opened(&mut self, case: CaseId, member: MemberId) {
        self.opened.insert((case, member), self.now);
    }

    pub(super) fn put_grant(&mut self, case: CaseId, row: case_grant::Model) {
        self.held.give(case, row.lane, &row.holder);
        self.grants.push(row.into_active_model().reset_all());
    }

    /// The person's session, in which she came or comes again.
    pub(super) fn put_session(&mut self, case: CaseId, (token, expires): (Hash, u64)) {
        self.sessions.push(sessions::row(self.team, token, Who::Person(case), expires));
    }

    /// Adds an entry to the log and to what is written at the end.
    pub(super) fn put_entry(&mut self, case: CaseId, lane: Lane, n: u64, entry: &super::NewEntry) -> Place {
        let hash = entry.header.entry_hash();
        let leaf = self.log.add(chain::leaf(&hash, self.now), chain::of_lane(case, lane), n, hash);
        let id = entry.header.fields.entry;
        let place = Place { n, hash, leaf, arrived: self.now };
        self.known.insert(id, Some(Known { case, place }));
        self.entries.push(entry::ActiveModel {
            team_id: Set(self.team.0.to_vec()),
            entry_id: Set(id.0.to_vec()),
            case_id: Set(case.0.to_vec()),
            lane: Set(lane as i16),
            n: Set(n as i64),
            header: Set(entry.header.bytes().to_vec()),
            sealed: Set(entry.sealed.clone()),
            hash: Set(hash.to_vec()),
            leaf: Set(leaf as i64),
            arrived: Set(self.now as i64),
        });
        place
    }

    /// What the batch holds of a case and has not written yet goes as well.
    pub(super) fn forget_case(&mut self, case: CaseId) {
        self.entries.retain(|it| it.case_id.as_ref()[..] != case.0);
        self.grants.retain(|it| it.case_id.as_ref()[..] != case.0);
        self.sessions.retain(|it| it.subject.as_ref()[..] != case.0);
        self.opened.retain(|(of, _), _| *of != case);
        self.held.forget(case);
        for known in self.known.values_mut().filter(|it| it.is_some_and(|it| it.case == case)) {
            *known = None;
        }
    }

    /// The same for grants of a lane that are not for these holders.
    pub(super) fn keep_grants(&mut self, case: CaseId, lane: Lane, holders: &[Vec<u8>]) {
        self.held.take(case, lane, |holder| holders.iter().any(|it| it[..] == *holder));
        self.grants.retain(|it| {
            it.case_id.as_ref()[..] != case.0
                || *it.lane.as_ref() != lane as i16
                || holders.contains(it.holder.as_ref())
        });
    }

    async fn flush(mut self, signer: &LogSigner) -> Result<String, StoreError> {
        let (tx, now) = (self.tx, self.now);
        self.write_cases().await?;
        let touched = std::mem::take(&mut self.touched_lanes).into_keys();
        let lanes: Vec<_> = touched
            .filter_map(|key| self.lanes.remove(&key).flatten())
            .map(|it| it.into_active_model().reset_all())
            .collect();
        if !lanes.is_empty() {
            let mut replace =
                OnConflict::columns([lane::Column::TeamId, lane::Column::CaseId, lane::Column::Lane]);
            replace.update_columns([
                lane::Column::N,
                lane::Column::Head,
                lane::Column::Epoch,
                lane::Column::Recipient,
            ]);
            lane::Entity::insert_many(lanes).on_conflict(replace).exec_without_returning(tx).await?;
        }
        if !self.entries.is_empty() {
            entry::Entity::insert_many(std::mem::take(&mut self.entries)).exec_without_returning(tx).await?;
        }
        if !self.sessions.is_empty() {
            let sessions = std::mem::take(&mut self.sessions);
            session::Entity::insert_many(sessions).exec_without_returning(tx).await?;
        }
        self.write_case_grants().await?;
        self.write_opened().await?;
        self.log.flush(tx, signer, now).await
    }

    /// New cases in one statement, changed ones in another.
    async fn write_cases(&mut self) -> Result<(), StoreError> {
        let (mut new, mut changed) = (vec![], vec![]);
        for (id, is_new) in std::mem::take(&mut self.touched_cases) {
            let Some(row) = self.cases.remove(&id).flatten() else { continue };
            let row = row.into_active_model().reset_all();
            if is_new { new.push(row) } else { changed.push(row) }
        }
        if !changed.is_empty() {
            let mut replace = OnConflict::columns([cases::Column::TeamId, cases::Column::CaseId]);
            // Quarantine is lifted beside the batch (`Store::release`), never by it.
            let beside = [cases::Column::TeamId, cases::Column::CaseId, cases::Column::Quarantined].map(name);
            replace.update_columns(cases::Column::iter().filter(|it| !beside.contains(&name(*it))));
            let upsert = cases::Entity::insert_many(changed).on_conflict(replace);
            upsert.exec_without_returning(self.tx).await?;
        }
        if !new.is_empty() {
            cases::Entity::insert_many(new).exec_without_returning(self.tx).await?;
        }
        Ok(())
    }

    async fn write_case_grants(&mut self) -> Result<(), StoreError> {
        let mut grants = std::mem::take(&mut self.grants);
        while !grants.is_empty() {
            let rest = grants.split_off(grants.len().min(GRANTS));
            let mut keep = OnConflict::columns([
                case_grant::Column::TeamId,
                case_grant::Column::CaseId,
                case_grant::Column::Lane,
                case_grant::Column::Epoch,
                case_grant::Column::Holder,
            ]);
            // A grant that stands is not replaced: another author could lock its holder out.
            keep.do_nothing();
            let inserted = case_grant::Entity::insert_many(grants).on_conflict(keep);
            inserted.exec_without_returning(self.tx).await?;
            grants = rest;
        }
        Ok(())
    }

    async fn write_opened(&mut self) -> Result<(), StoreError> {
        if self.opened.is_empty() {
            return Ok(());
        }
        let rows =
            std::mem::take(&mut self.opened).into_iter().map(|((case, member), at)| opened::ActiveModel {
                team_id: Set(self.team.0.to_vec()),
                case_id: Set(case.0.to_vec()),
                member_id: Set(member.0.to_vec()),
                at: Set(at as i64),
            });
        let rows: Vec<_> = rows.collect();
        let mut replace =
            OnConflict::columns([opened::Column::TeamId, opened::Column::CaseId, opened::Column::MemberId]);
        replace.update_column(opened::Column::At);
        opened::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(self.tx).await?;
        Ok(())
    }
}

/// The column's name in the database; columns cannot be compared themselves.
fn name(column: cases::Column) -> &'static str {
    use sea_orm::IdenStatic as _;
    column.as_str()
}
