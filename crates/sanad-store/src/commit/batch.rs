//! One transaction for a batch of works.

use std::collections::{BTreeMap, HashMap};

use sanad_crypto::safe::chain;
use sanad_domain::{CaseId, EntryId, Lane, MemberId, TeamId};
use sea_orm::{
    ActiveModelTrait as _, DatabaseTransaction, EntityTrait as _, IntoActiveModel as _, Set,
    sea_query::OnConflict,
};

use super::{
    LogSigner,
    log::LogBatch,
    work::{Place, Refusal, Stands, Work},
};
use crate::{
    Hash, Store, StoreError,
    entity::{card, case_grant, cases, entry, lane},
};

/// What a batch has read and changed so far. Later works of the batch see what earlier ones did.
pub(super) struct Batch<'a> {
    pub(super) tx: &'a DatabaseTransaction,
    pub(super) team: TeamId,
    pub(super) now: u64,
    cases: HashMap<CaseId, Option<cases::Model>>,
    lanes: HashMap<(CaseId, Lane), Option<lane::Model>>,
    cards: HashMap<MemberId, Option<card::Model>>,
    intake: Option<Vec<Vec<u8>>>,
    touched_cases: BTreeMap<CaseId, bool>,
    touched_lanes: BTreeMap<(CaseId, Lane), ()>,
    entries: Vec<entry::ActiveModel>,
    new_entries: HashMap<EntryId, (Hash, Place)>,
    grants: Vec<case_grant::ActiveModel>,
    pub(super) log: LogBatch,
}

/// Commits all works that fit; the others are refused without a trace.
pub(super) async fn commit(
    store: &Store,
    team: TeamId,
    signer: &LogSigner,
    works: &[Work],
    now: u64,
) -> Result<Vec<Result<Stands, Refusal>>, StoreError> {
    let tx = store.write_alone(team).await?;
    let log = LogBatch::load(&tx, team).await?;
    let mut batch = Batch {
        tx: &tx,
        team,
        now,
        cases: HashMap::new(),
        lanes: HashMap::new(),
        cards: HashMap::new(),
        intake: None,
        touched_cases: BTreeMap::new(),
        touched_lanes: BTreeMap::new(),
        entries: vec![],
        new_entries: HashMap::new(),
        grants: vec![],
        log,
    };
    let mut results = Vec::with_capacity(works.len());
    for work in works {
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

    /// Names of intake's keys, read from the team's chain once for the batch.
    pub(super) async fn intake_holders(&mut self) -> Result<&[Vec<u8>], StoreError> {
        if self.intake.is_none() {
            self.intake = Some(crate::team::intake_holders(self.tx, self.team).await?);
        }
        Ok(self.intake.as_deref().unwrap_or_default())
    }

    /// Cards and keys change with statements: what was read before counts no longer.
    pub(super) fn forget_cards(&mut self) {
        self.cards.clear();
        self.intake = None;
    }

    /// The place of an entry that exists already, and the hash of its header.
    pub(super) async fn existing(&mut self, id: EntryId) -> Result<Option<(Hash, Place)>, StoreError> {
        if let Some(found) = self.new_entries.get(&id) {
            return Ok(Some(*found));
        }
        let row = entry::Entity::find_by_id((self.team.0.to_vec(), id.0.to_vec())).one(self.tx).await?;
        row.map(|it| {
            let hash: Hash = it.hash.try_into().map_err(|_| StoreError::Unreadable("entry.hash"))?;
            let place = Place { n: it.n as u64, hash, leaf: it.leaf as u64, arrived: it.arrived as u64 };
            Ok((hash, place))
        })
        .transpose()
    }

    pub(super) fn insert_case(&mut self, id: CaseId, row: cases::Model) {
        self.cases.insert(id, Some(row));
        self.touched_cases.insert(id, true);
    }

    pub(super) fn touch_case(&mut self, id: CaseId) {
        self.touched_cases.entry(id).or_insert(false);
    }

    pub(super) fn put_lane(&mut self, case: CaseId, lane: Lane, row: lane::Model) {
        self.lanes.insert((case, lane), Some(row));
        self.touched_lanes.insert((case, lane), ());
    }

    pub(super) fn put_grant(&mut self, row: case_grant::Model) {
        self.grants.push(row.into_active_model().reset_all());
    }

    /// Adds an entry to the log and to what is written at the end.
    pub(super) fn put_entry(&mut self, case: CaseId, lane: Lane, n: u64, entry: &super::NewEntry) -> Place {
        let hash = entry.header.entry_hash();
        let leaf = self.log.add(chain::leaf(&hash, self.now), chain::of_lane(case, lane), n, hash);
        let id = entry.header.fields.entry;
        let place = Place { n, hash, leaf, arrived: self.now };
        self.new_entries.insert(id, (hash, place));
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
    }

    /// The same for grants of a lane that are not for these holders.
    pub(super) fn keep_grants(&mut self, case: CaseId, lane: Lane, holders: &[Vec<u8>]) {
        self.grants.retain(|it| {
            it.case_id.as_ref()[..] != case.0
                || *it.lane.as_ref() != lane as i16
                || holders.contains(it.holder.as_ref())
        });
    }

    async fn flush(mut self, signer: &LogSigner) -> Result<String, StoreError> {
        let (tx, now) = (self.tx, self.now);
        let mut new_cases = vec![];
        for (id, new) in std::mem::take(&mut self.touched_cases) {
            let Some(row) = self.cases.remove(&id).flatten() else { continue };
            let row = row.into_active_model().reset_all();
            if new {
                new_cases.push(row);
            } else {
                row.update(tx).await?;
            }
        }
        if !new_cases.is_empty() {
            cases::Entity::insert_many(new_cases).exec_without_returning(tx).await?;
        }
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
        if !self.grants.is_empty() {
            let mut keep = OnConflict::columns([
                case_grant::Column::TeamId,
                case_grant::Column::CaseId,
                case_grant::Column::Lane,
                case_grant::Column::Epoch,
                case_grant::Column::Holder,
            ]);
            // A grant that stands is not replaced: another author could lock its holder out.
            keep.do_nothing();
            let grants = std::mem::take(&mut self.grants);
            let inserted = case_grant::Entity::insert_many(grants).on_conflict(keep);
            inserted.exec_without_returning(tx).await?;
        }
        self.log.flush(tx, signer, now).await
    }
}
