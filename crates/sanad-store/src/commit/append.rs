//! The checks of an append that need the state of the case: idempotency, head, epoch, author.

use sanad_crypto::safe::{
    entry::{HeaderFields, continues},
    epoch,
    receipt::person_id,
    sign::VerifyKey,
};
use sanad_domain::{Author, AuthorClass, CaseId, Lane};
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::{
    batch::Batch,
    holders::Speaker,
    work::{By, NewCase, NewEntry, Place, Refusal},
};
use crate::{
    Hash, StoreError,
    entity::{card, case_grant, cases, entry, lane, opened},
};

pub(super) type Done<T> = Result<Result<T, Refusal>, StoreError>;

impl Batch<'_> {
    /// A new case with its first entry.
    pub(super) async fn file(&mut self, new: &NewCase) -> Done<Vec<Place>> {
        let fields = &new.first.header.fields;
        if let Some((hash, place)) = self.existing(fields.entry).await? {
            if hash != new.first.header.entry_hash() {
                return Ok(Err(Refusal::Taken));
            }
            self.begin_session(new);
            return Ok(Ok(vec![place]));
        }
        let Some(recipient) = first_recipient(self.team, fields) else { return Ok(Err(Refusal::WrongPlace)) };
        if self.case(fields.case).await?.is_some() || self.lookup_taken(&new.receipt.lookup).await? {
            return Ok(Err(Refusal::Taken));
        }
        if !self.keeps_the_team(&new.first).await? {
            return Ok(Err(Refusal::WrongPlace));
        }
        let case = fields.case;
        self.insert_case(case, new.receipt.lookup, self.case_row(new));
        self.begin_session(new);
        Ok(Ok(vec![self.put(case, &new.first, 0, recipient)]))
    }

    fn begin_session(&mut self, new: &NewCase) {
        if let Some(session) = new.session {
            self.put_session(new.first.header.fields.case, session);
        }
    }

    fn case_row(&self, new: &NewCase) -> cases::Model {
        let fields = &new.first.header.fields;
        cases::Model {
            team_id: self.team.0.to_vec(),
            case_id: fields.case.0.to_vec(),
            lookup: new.receipt.lookup.to_vec(),
            kdf_salt: new.receipt.kdf_salt.clone(),
            kdf_m_kib: new.receipt.kdf_m_kib as i32,
            kdf_t: new.receipt.kdf_t as i32,
            auth_key: new.receipt.auth_key.to_vec(),
            person_key: fields.key.0.to_vec(),
            person_id: Some(fields.author.id.to_vec()),
            claimed: new.claimed as i16,
            alert: new.alert,
            minor: new.minor,
            quarantined: new.quarantined,
            destroyed: false,
            arrived: self.now as i64,
            waiting_since: Some(self.now as i64),
            last_by_person: true,
            routing: None,
            summary_generation: None,
            summary: None,
        }
    }

    /// One more entry of a case.
    pub(super) async fn append(&mut self, new: &NewEntry) -> Done<Place> {
        let fields = &new.header.fields;
        let (case, lane) = (fields.case, fields.lane);
        if let Some((hash, place)) = self.existing(fields.entry).await? {
            let same = hash == new.header.entry_hash();
            return Ok(if same { Ok(place) } else { Err(Refusal::Taken) });
        }
        let Some(row) = self.case(case).await? else { return Ok(Err(Refusal::NotFound)) };
        if row.destroyed {
            return Ok(Err(Refusal::Gone));
        }
        let person = Speaker::of(row)?;
        if let Err(refusal) = self.check_author(new, &person).await? {
            return Ok(Err(refusal));
        }
        if let Some(receipt) = &new.rekey
            && self.lookup_taken(&receipt.lookup).await?
        {
            return Ok(Err(Refusal::Taken));
        }
        let head = self.lane(case, lane).await?.cloned();
        let at = match &head {
            Some(row) => Some((row.n as u64, to_hash(&row.head)?)),
            None => None,
        };
        if !continues(&new.header, at) {
            return Ok(Err(Refusal::Conflict(at)));
        }
        let (epoch, recipient) = match place_of(fields, head.as_ref()) {
            Some(it) => it,
            None => return Ok(Err(Refusal::WrongPlace)),
        };
        if !self.keeps_the_team(new).await? || !self.has_its_files(new).await? {
            return Ok(Err(Refusal::WrongPlace));
        }
        self.name_files(new).await?;
        self.update_case(new).await?;
        if fields.destroys == Some(true) {
            return Ok(Ok(self.destroy(case, new, epoch, recipient).await?));
        }
        Ok(Ok(self.put(case, new, epoch, recipient)))
    }

    /// Whether the author's key is the one that may speak for who asks.
    async fn check_author(&mut self, new: &NewEntry, person: &Speaker) -> Done<()> {
        let fields = &new.header.fields;
        let ok = match new.by {
            By::Person(case) => {
                case == fields.case
                    && fields.lane == Lane::Shared
                    && fields.key.0[..] == person.key
                    && fields.author == Author::person(person.id)
            }
            By::Member(member) | By::WithSheet(member) => {
                let speaks = fields.author == Author::member(member);
                let Some(card) = self.card(member).await?.cloned() else {
                    return Ok(Err(Refusal::Forbidden));
                };
                let destroys =
                    fields.destroys == Some(true) && card.role != sanad_domain::Role::Coordinator as i16;
                let sheet = matches!(new.by, By::WithSheet(_));
                if !self.holds(fields.case, &card, sheet).await? {
                    return Ok(Err(Refusal::NotFound));
                }
                speaks && !destroys && card.verify_key == fields.key.0
            }
        };
        // Only the person changes her number, and only by an opening that both keys signed.
        let rekeys = match (&new.rekey, fields.successions()) {
            (None, walk) => walk.is_empty() || fields.destroys == Some(true),
            (Some(_), [next]) => {
                matches!(new.by, By::Person(_))
                    && fields.opens.is_some()
                    && next.from == fields.key
                    && next.check(self.team, fields.case).is_ok()
            }
            (Some(_), _) => false,
        };
        let ends = fields.destroys != Some(true) || fields.lane == Lane::Shared;
        let routed = new.routing.as_ref().is_none_or(|(_, it)| {
            it.by == fields.key && it.case == fields.case && it.team == self.team && new.by.member().is_some()
        });
        let summarised = new.summary.is_none() || new.by.member().is_some();
        Ok(if ok && rekeys && ends && routed && summarised { Ok(()) } else { Err(Refusal::Forbidden) })
    }

    /// A member may touch a case for which a key of theirs holds a grant: their card's, intake's with triage, or
    /// that of the sheet that a coordinator has at hand.
    async fn holds(&mut self, case: CaseId, card: &card::Model, sheet: bool) -> Result<bool, StoreError> {
        let mut holders = vec![card.holder.clone()];
        if sheet && card.role == sanad_domain::Role::Coordinator as i16 {
            holders.extend(self.sheet_holders().await?);
        }
        if card.triage {
            holders.extend_from_slice(self.intake_holders().await?);
        }
        if !self.held.knows(case, &holders) {
            self.held.read(self.tx, self.team, &[case].into(), &holders).await?;
        }
        Ok(holders.iter().any(|it| self.held.holds(case, it)))
    }

    /// What the server may know changes with the entry: waiting, routing, summary, who opened.
    async fn update_case(&mut self, new: &NewEntry) -> Result<(), StoreError> {
        let fields = &new.header.fields;
        let (now, opening) = (self.now as i64, fields.opens.is_some());
        if let (Lane::Access, Some(member)) = (fields.lane, new.by.member()) {
            self.put_opened(fields.case, member);
        }
        let Some(row) = self.case(fields.case).await? else { return Ok(()) };
        if fields.lane == Lane::Shared && !opening {
            let by_person = fields.author.class != AuthorClass::Member;
            row.last_by_person = by_person;
            row.waiting_since = if by_person { row.waiting_since.or(Some(now)) } else { None };
        }
        if let Some((bytes, _)) = &new.routing {
            row.routing = Some(bytes.clone());
        }
        if let Some((generation, sealed)) = &new.summary {
            row.summary_generation = Some(*generation as i32);
            row.summary = Some(sealed.clone());
        }
        if let (Some(receipt), [next]) = (&new.rekey, fields.successions()) {
            row.lookup = receipt.lookup.to_vec();
            row.kdf_salt.clone_from(&receipt.kdf_salt);
            (row.kdf_m_kib, row.kdf_t) = (receipt.kdf_m_kib as i32, receipt.kdf_t as i32);
            row.auth_key = receipt.auth_key.to_vec();
            row.person_id = Some(fields.author.id.to_vec());
            row.person_key = next.to.0.to_vec();
        }
        self.touch_case(fields.case);
        self.end_grants(new).await
    }

    /// Deletes what the case was; its last header stays and alone excuses the gap.
    async fn destroy(
        &mut self,
        case: CaseId,
        new: &NewEntry,
        epoch: u32,
        recipient: Vec<u8>,
    ) -> Result<Place, StoreError> {
        let (team, id) = (self.team.0.to_vec(), case.0.to_vec());
        self.forget_case(case);
        case_grant::Entity::delete_many()
            .filter(case_grant::Column::TeamId.eq(team.clone()))
            .filter(case_grant::Column::CaseId.eq(id.clone()))
            .exec(self.tx)
            .await?;
        entry::Entity::delete_many()
            .filter(entry::Column::TeamId.eq(team.clone()))
            .filter(entry::Column::CaseId.eq(id.clone()))
            .exec(self.tx)
            .await?;
        opened::Entity::delete_many()
            .filter(opened::Column::TeamId.eq(team))
            .filter(opened::Column::CaseId.eq(id.clone()))
            .exec(self.tx)
            .await?;
        self.doom_files(case).await?;
        if let Some(row) = self.case(case).await? {
            row.destroyed = true;
            // A random-looking value that no receipt leads to, and different for every case.
            row.lookup = id;
            (row.kdf_salt, row.auth_key, row.person_id) = (vec![], vec![], None);
            (row.routing, row.summary, row.summary_generation, row.waiting_since) = (None, None, None, None);
            (row.claimed, row.alert, row.minor) = (0, false, false);
        }
        let bare = NewEntry { sealed: vec![], grants: vec![], ..new.clone() };
        Ok(self.put(case, &bare, epoch, recipient))
    }

    fn put(&mut self, case: CaseId, new: &NewEntry, epoch: u32, recipient: Vec<u8>) -> Place {
        let fields = &new.header.fields;
        let place = self.put_entry(case, fields.lane, fields.n, new);
        self.put_lane(
            case,
            fields.lane,
            lane::Model {
                team_id: self.team.0.to_vec(),
                case_id: case.0.to_vec(),
                lane: fields.lane as i16,
                n: fields.n as i64,
                head: place.hash.to_vec(),
                epoch: epoch as i32,
                recipient,
            },
        );
        for grant in &new.grants {
            let row = case_grant::Model {
                team_id: self.team.0.to_vec(),
                case_id: case.0.to_vec(),
                lane: fields.lane as i16,
                epoch: grant.epoch as i32,
                holder: grant.holder.0.to_vec(),
                sealed: grant.sealed.clone(),
            };
            self.put_grant(case, row);
        }
        place
    }
}

/// The recipient that a first entry opens its case with, if the case's id really binds it.
fn first_recipient(team: sanad_domain::TeamId, fields: &HeaderFields) -> Option<Vec<u8>> {
    let opens = fields.opens.as_ref().filter(|it| it.epoch == 0)?;
    let recipient = epoch::recipient(&opens.recipient).ok()?;
    let nonce = fields.case_nonce.as_ref()?.as_slice().try_into().ok()?;
    let id = epoch::case_id(team, &VerifyKey(fields.key.0), &recipient, &nonce);
    let first = fields.lane == Lane::Shared && fields.n == 0 && fields.prev == [0; 32] && fields.epoch == 0;
    let author = fields.author == Author::person(person_id(&fields.key));
    (id == fields.case && first && author).then(|| opens.recipient.clone())
}

/// Epoch and recipient of the lane after this entry; `None` where they do not follow from the lane.
///
/// An opening is sealed in the epoch that it opens; everything else in the lane's. The access lane has no
/// epochs of its own: it is sealed to the shared lane's recipient (docs/adr/0002-one-grant-mechanism.md).
fn place_of(fields: &HeaderFields, head: Option<&lane::Model>) -> Option<(u32, Vec<u8>)> {
    if fields.lane == Lane::Access {
        return fields.opens.is_none().then(|| (fields.epoch, vec![]));
    }
    let next = head.map_or(0, |row| row.epoch as u32 + 1);
    match (&fields.opens, head) {
        (Some(opens), _) if opens.epoch == next && fields.epoch == next => {
            epoch::recipient(&opens.recipient).ok()?;
            Some((next, opens.recipient.clone()))
        }
        (None, Some(row)) if fields.epoch == row.epoch as u32 => Some((fields.epoch, row.recipient.clone())),
        _ => None,
    }
}

fn to_hash(bytes: &[u8]) -> Result<Hash, StoreError> {
    bytes.try_into().map_err(|_| StoreError::Unreadable("lane.head"))
}
