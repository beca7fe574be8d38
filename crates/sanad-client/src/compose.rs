//! Writing entries: sealed to the lane, signed, with the grants, routing and summary that follow.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use sanad_age::HybridRecipient;
use sanad_crypto::safe::{
    Hash,
    entry::{Draft, Header, Held, Opens},
    epoch::{self, EpochSeed, Holder},
    grant::{self, Place},
    routing::{Heads, Routing},
    sign::SigningKey,
    summary::{self, Subject},
};
use sanad_domain::{
    Author, EntryId, Lane, MemberId, Role,
    case::{Access, Assign, Body, Opened, Opening, Purpose, fold},
};
use sanad_protocol::case::{Append, Grant, Heads as HeadsView, Summary};

use crate::{ClientError, Trust, file::OpenFile, tell::random_16};

/// Who writes.
#[derive(Debug, Clone)]
pub struct Writer {
    /// As whom.
    pub author: Author,
    /// With which key.
    pub key: SigningKey,
    /// Key of summaries with its generation; members only.
    pub summary_key: Option<(u32, EpochSeed)>,
}

/// A request with what it will leave behind, so that several can be composed before any is sent.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Body of `POST /cases/{case}/entries`.
    pub append: Append,
    /// Hash of its header, for the acknowledgement.
    pub hash: Hash,
}

/// Public keys of those who may hold an epoch, with the person's where she is one.
type Holders = Vec<(HybridRecipient, bool)>;

impl Writer {
    /// One entry in the lane's present epoch. The first entry of the team's lane opens its epoch 0.
    pub fn entry(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        lane: Lane,
        body: Body,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        if lane == Lane::Team && file.lanes.get(&lane).is_none_or(|it| it.epoch.is_none()) {
            let holders = self.team_holders(trust, file)?;
            return self.opening(trust, file, lane, body, &holders, &[], at, rng);
        }
        let epoch = file.lanes.get(&lane).and_then(|it| it.epoch).ok_or(ClientError::NoKey)?;
        let seed = file.seeds.get(&(lane, epoch)).ok_or(ClientError::NoKey)?.clone();
        self.write(trust, file, lane, body, epoch, &seed.recipient(), None, vec![], at, rng)
    }

    /// Gives the case to members: new epochs for them, all coordinators and the recovery sheet (on `shared`
    /// also the person), without intake. Two requests, in this order.
    pub fn assign(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        to: &[MemberId],
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Composed>, ClientError> {
        let assign = Body::Assign(Assign { to: to.to_vec() });
        let team = card_holders(trust, to)?;
        let wanted: Vec<Holder> = team.iter().map(|(recipient, _)| Holder::of(recipient)).collect();
        let held = file
            .holders
            .get(&Lane::Team)
            .is_some_and(|it| it.len() == wanted.len() && wanted.iter().all(|holder| it.contains(holder)));
        if held {
            return Ok(vec![self.entry(trust, file, Lane::Team, assign, at, rng)?]);
        }
        let mut shared = team.clone();
        let person = file.person.as_ref().ok_or(ClientError::NoKey)?;
        shared.push((epoch::recipient(person)?, true));
        let gone = |file: &OpenFile, lane, stay: &Holders| -> Vec<Holder> {
            let stay: Vec<Holder> = stay.iter().map(|(recipient, _)| Holder::of(recipient)).collect();
            let before = file.holders.get(&lane).cloned().unwrap_or_default();
            before.into_iter().filter(|it| !stay.contains(it)).collect()
        };
        let opening = Body::Opening(Opening { reason: "taken".into() });
        let gone_shared = gone(file, Lane::Shared, &shared);
        let gone_team = gone(file, Lane::Team, &team);
        Ok(vec![
            self.opening(trust, file, Lane::Shared, opening, &shared, &gone_shared, at, rng)?,
            self.opening(trust, file, Lane::Team, assign, &team, &gone_team, at, rng)?,
        ])
    }

    /// Records that a member asks for a case, before anything of it was seen.
    #[expect(clippy::too_many_arguments, reason = "each says something else about the record")]
    pub fn access(
        &self,
        trust: &Trust,
        case: sanad_domain::CaseId,
        heads: &HeadsView,
        purpose: Purpose,
        alias: &str,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Append, ClientError> {
        let of = |lane| heads.lanes.iter().find(|it| it.lane == lane);
        let shared = of(Lane::Shared).ok_or(ClientError::Answer)?;
        let head = match of(Lane::Access) {
            Some(it) => Some((it.n, it.head.as_slice().try_into().map_err(|_| ClientError::Answer)?)),
            None => None,
        };
        let (n, prev) = head.map_or((0, [0; 32]), |(n, hash)| (n + 1, hash));
        let draft = Draft {
            team: trust.team.id,
            case,
            lane: Lane::Access,
            n,
            prev,
            epoch: shared.epoch,
            entry: EntryId(random_16(rng)),
            author: self.author,
            at,
            saw: Some(trust.saw()),
            body: Body::Access(Access { purpose, alias: alias.into() }),
            blobs: vec![],
            opens: None,
            case_nonce: None,
            beginning: None,
        };
        let (header, sealed) = draft.seal(&epoch::recipient(&heads.shared_recipient)?, &self.key, rng)?;
        Ok(Append {
            header: header.bytes().to_vec().into(),
            sealed: sealed.into(),
            grants: vec![],
            revoke: vec![],
            routing: None,
            summary: None,
        })
    }

    /// Seals another summary for the case.
    pub fn summary(
        &self,
        trust: &Trust,
        case: sanad_domain::CaseId,
        content: &summary::Summary,
        rng: &mut impl CryptoRng,
    ) -> Result<Summary, ClientError> {
        let (generation, key) = self.summary_key.as_ref().ok_or(ClientError::NoKey)?;
        let sealed = summary::seal(content, trust.team.id, *generation, Subject::Case(case), key, rng)?;
        Ok(Summary { generation: *generation, sealed: sealed.into() })
    }

    /// Who holds the team's lane: those who hold `shared`, without the person; intake before anybody took it.
    fn team_holders(&self, trust: &Trust, file: &OpenFile) -> Result<Holders, ClientError> {
        let (intake, _) = trust.team.key_recipient("intake").map_err(|_| ClientError::NotReady)?;
        let shared = file.holders.get(&Lane::Shared).cloned().unwrap_or_default();
        if shared.contains(&Holder::of(&intake)) {
            return Ok(vec![(intake, false)]);
        }
        card_holders(trust, &file.case.assignees)
    }

    #[expect(clippy::too_many_arguments, reason = "an opening is an entry and its holders")]
    fn opening(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        lane: Lane,
        body: Body,
        holders: &Holders,
        gone: &[Holder],
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        let epoch = file.lanes.get(&lane).and_then(|it| it.epoch).map_or(0, |it| it + 1);
        let new = EpochSeed::generate(rng);
        // Who holds the case may read its history: older epochs are granted with the new one.
        let mut seeds: BTreeMap<u32, EpochSeed> = file
            .seeds
            .iter()
            .filter(|((of, _), _)| *of == lane)
            .map(|((_, at), seed)| (*at, seed.clone()))
            .collect();
        seeds.insert(epoch, new.clone());
        let (mut grants, mut held) = (vec![], vec![]);
        for (recipient, is_person) in holders {
            for (at, seed) in &seeds {
                let place = Place::Lane { case: file.id, lane, epoch: *at };
                let (sealed, mut it) = grant::seal(trust.team.id, place, seed, recipient, &self.key, rng)?;
                it.recipient = is_person.then(|| recipient.to_bytes());
                grants.push(Grant { lane, epoch: *at, holder: it.holder, sealed: sealed.into() });
                held.push(it);
            }
        }
        file.seeds.insert((lane, epoch), new.clone());
        file.holders.insert(lane, holders.iter().map(|(it, _)| Holder::of(it)).collect());
        let opens = Opens { epoch, recipient: new.recipient().to_bytes() };
        let mut composed = self.write(
            trust,
            file,
            lane,
            body,
            epoch,
            &new.recipient(),
            Some((opens, held)),
            grants,
            at,
            rng,
        )?;
        composed.append.revoke = gone.to_vec();
        if let Some(state) = file.lanes.get_mut(&lane) {
            state.epoch = Some(epoch);
        }
        Ok(composed)
    }

    #[expect(clippy::too_many_arguments, reason = "everything that an entry consists of")]
    fn write(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        lane: Lane,
        body: Body,
        epoch: u32,
        recipient: &HybridRecipient,
        opens: Option<(Opens, Vec<Held>)>,
        grants: Vec<Grant>,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        let head = file.lanes.get(&lane).and_then(|it| it.head);
        let (n, prev) = head.map_or((0, [0; 32]), |(n, hash)| (n + 1, hash));
        let draft = Draft {
            team: trust.team.id,
            case: file.id,
            lane,
            n,
            prev,
            epoch,
            entry: EntryId(random_16(rng)),
            author: self.author,
            at,
            saw: Some(trust.saw()),
            body: body.clone(),
            blobs: vec![],
            opens,
            case_nonce: None,
            beginning: file.beginning.clone(),
        };
        let (header, sealed) = draft.seal(recipient, &self.key, rng)?;
        self.remember(trust, file, &header, body, at);
        let routing = self.author.as_member().map(|_| self.routing(trust, file).sign(&self.key).into());
        Ok(Composed {
            hash: header.entry_hash(),
            append: Append {
                header: header.bytes().to_vec().into(),
                sealed: sealed.into(),
                grants,
                revoke: vec![],
                routing,
                summary: None,
            },
        })
    }

    /// The file as it will be once the entry stands, so that routing is derived from what follows.
    fn remember(&self, trust: &Trust, file: &mut OpenFile, header: &Header, body: Body, at: u64) {
        let fields = &header.fields;
        let role = self.author.as_member().and_then(|it| trust.team.live(it)).map(|it| it.role);
        file.entries.push(Opened {
            lane: fields.lane,
            n: fields.n,
            entry: fields.entry,
            author: self.author,
            role,
            at: fields.at,
            arrived: at,
            body: Ok(body),
        });
        file.case = fold(&file.entries);
        if let Some(state) = file.lanes.get_mut(&fields.lane) {
            state.head = Some((fields.n, header.entry_hash()));
        }
    }

    fn routing(&self, trust: &Trust, file: &OpenFile) -> Routing {
        let head = |lane| file.lanes.get(&lane).and_then(|it| it.head).map_or([0; 32], |(_, hash)| hash);
        Routing {
            team: trust.team.id,
            case: file.id,
            heads: Heads { shared: head(Lane::Shared), team: head(Lane::Team) },
            stage: file.case.stage,
            band: file.case.band(),
            waiting_since: file.case.waiting_since,
            due: file.case.answer_due(),
            assignees: file.case.assignees.clone(),
            by: self.key.verify_key(),
        }
    }
}

/// The cards that hold a taken case: its assignees, every coordinator, the recovery sheet.
fn card_holders(trust: &Trust, assignees: &[MemberId]) -> Result<Holders, ClientError> {
    let mut holders = vec![];
    for card in trust.team.members() {
        if card.role != Role::Caseworker || assignees.contains(&card.member) {
            holders.push((epoch::recipient(&card.recipient)?, false));
        }
    }
    Ok(holders)
}
