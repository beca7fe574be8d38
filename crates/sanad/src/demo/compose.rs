//! A planned case as works: everything sealed and signed by the code that clients run, nothing sent yet.

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng as _, SeedableRng as _},
};
use sanad_client::{
    ClientError, Trust, back, begun,
    compose::Writer,
    file::OpenFile,
    member::Desk,
    tell::{Prepared, prepare_with_keys},
};
use sanad_crypto::safe::{
    entry::Header,
    receipt::{Cost, PersonKeys, Receipt},
    routing::Routing,
};
use sanad_domain::{
    Lane,
    case::{Access, Body, Opened, Purpose},
};
use sanad_protocol::{
    case::{Append, Heads, LaneHead},
    intake::Kdf,
};
use sanad_store::commit::{By, NewCase, NewEntry, NewGrant, NewReceipt, Work};
use sanad_web::Server;

use super::plan::{Plan, What};
use crate::output::Failure;

/// Who plays.
pub(super) struct Cast {
    pub(super) server: Server,
    pub(super) trust: Trust,
    pub(super) desks: Vec<Desk>,
}

/// Something that is committed at a moment, Unix seconds.
pub(super) struct Event {
    pub(super) at: u64,
    pub(super) work: Work,
}

/// A case that is ready, with the receipt that opens it where it has one.
pub(super) struct Composed {
    pub(super) events: Vec<Event>,
    pub(super) receipt: Option<String>,
}

/// Composes a case from its first word to its last.
pub(super) fn compose(cast: &Cast, plan: &Plan) -> Result<Composed, Failure> {
    let mut rng = ChaCha20Rng::from_seed(plan.seed);
    let (keys, lookup, kdf, receipt) = her_keys(cast, plan.real, &mut rng)?;
    let prepared = prepare_with_keys(&cast.trust, &plan.report, &keys, lookup, kdf, plan.at, &mut rng)?;
    let mut events = vec![Event { at: plan.at, work: Work::File(new_case(cast, plan, &prepared, &lookup)?) }];
    let file = begun::file(&cast.trust, &prepared, &plan.report, &keys, plan.at)?;
    let hers = back::writer(&file, &keys);
    let mut case = Casework { cast, file, hers, rng };
    for step in &plan.steps {
        let works = case.play(&step.what, step.at)?;
        events.extend(works.into_iter().map(|it| Event { at: step.at, work: Work::Append(it) }));
    }
    Ok(Composed { events, receipt })
}

type Hers = (PersonKeys, [u8; 32], Kdf, Option<String>);

/// Keys that a receipt leads to; without one, the same kind of keys and no way back to them.
fn her_keys(cast: &Cast, real: bool, rng: &mut ChaCha20Rng) -> Result<Hers, Failure> {
    let [mut secret, mut lookup] = [[0; 32]; 2];
    rng.fill_bytes(&mut secret);
    rng.fill_bytes(&mut lookup);
    let mut salt = [0; 16];
    rng.fill_bytes(&mut salt);
    let kdf = Kdf { salt: salt.to_vec().into(), cost: Cost::RECEIPT };
    if !real {
        return Ok((PersonKeys::from_secret(&secret), lookup, kdf, None));
    }
    let receipt = Receipt::generate(rng);
    let lookup = receipt.derive_lookup(&cast.trust.team.salt).map_err(ClientError::from)?.0;
    let keys = receipt.derive_keys(&salt, Cost::RECEIPT).map_err(ClientError::from)?;
    Ok((keys, lookup, kdf, Some(receipt.dangerous_to_groups().as_str().to_owned())))
}

struct Casework<'a> {
    cast: &'a Cast,
    /// What all who act see: a member's keys and hers lead to the same epochs.
    file: OpenFile,
    hers: Writer,
    rng: ChaCha20Rng,
}

impl Casework<'_> {
    fn play(&mut self, what: &What, at: u64) -> Result<Vec<NewEntry>, Failure> {
        let trust = &self.cast.trust;
        match what {
            What::Look { member, purpose } => Ok(vec![self.look(*member, *purpose, at)?]),
            What::Give { by, to, summary } => {
                let (desk, to) = (&self.cast.desks[*by], self.cast.desks[*to].member);
                let writer = desk.writer(trust)?;
                let by = By::Member(desk.member);
                let composed = writer.assign(trust, &mut self.file, &[to], at, &mut self.rng)?;
                let entries = composed.iter().map(|it| new_entry(&it.append, by));
                let mut entries = entries.collect::<Result<Vec<_>, Failure>>()?;
                if let (Some(summary), Some(first)) = (summary, entries.first_mut()) {
                    let sealed = writer.summary(trust, self.file.id, summary, &mut self.rng)?;
                    first.summary = Some((sealed.generation, sealed.sealed.to_vec()));
                }
                Ok(entries)
            }
            What::Hers(body) => {
                let by = By::Person(self.file.id);
                let composed =
                    self.hers.entry(trust, &mut self.file, Lane::Shared, body.clone(), at, &mut self.rng)?;
                Ok(vec![new_entry(&composed.append, by)?])
            }
            What::Teams { by, lane, body } => {
                let desk = &self.cast.desks[*by];
                let writer = desk.writer(trust)?;
                let composed = writer.entry(trust, &mut self.file, *lane, body.clone(), at, &mut self.rng)?;
                Ok(vec![new_entry(&composed.append, By::Member(desk.member))?])
            }
        }
    }

    /// A record of who asks for the case, as it stands before the case is opened.
    fn look(&mut self, member: usize, purpose: Purpose, at: u64) -> Result<NewEntry, Failure> {
        let (trust, desk) = (&self.cast.trust, &self.cast.desks[member]);
        let alias = desk.name_of(desk.member).unwrap_or_default().to_owned();
        let heads = self.heads()?;
        let writer = desk.writer(trust)?;
        let append = writer.access(trust, self.file.id, &heads, purpose, &alias, at, &mut self.rng)?;
        let entry = new_entry(&append, By::Member(desk.member))?;
        let fields = &entry.header.fields;
        if let Some(access) = self.file.lanes.get_mut(&Lane::Access) {
            access.head = Some((fields.n, entry.header.entry_hash()));
        }
        self.file.entries.push(Opened {
            lane: Lane::Access,
            n: fields.n,
            entry: fields.entry,
            author: fields.author,
            role: trust.team.live(desk.member).map(|it| it.role),
            at: fields.at,
            arrived: at,
            body: Ok(Body::Access(Access { purpose, alias })),
        });
        Ok(entry)
    }

    /// What the server would say of the lanes.
    fn heads(&self) -> Result<Heads, Failure> {
        let lanes = self.file.lanes.iter().filter_map(|(lane, state)| {
            let (n, head) = state.head?;
            Some(LaneHead {
                lane: *lane,
                n,
                head: head.to_vec().into(),
                epoch: state.epoch.unwrap_or_default(),
            })
        });
        let epoch = self.file.lanes.get(&Lane::Shared).and_then(|it| it.epoch).unwrap_or_default();
        let seed = self.file.seeds.get(&(Lane::Shared, epoch)).ok_or(ClientError::NoKey)?;
        let shared_recipient = seed.recipient().to_bytes().into();
        Ok(Heads { lanes: lanes.collect(), shared_recipient, opened: false })
    }
}

fn new_case(cast: &Cast, plan: &Plan, prepared: &Prepared, lookup: &[u8; 32]) -> Result<NewCase, Failure> {
    let request = &prepared.request;
    Ok(NewCase {
        first: new_entry(&request.first, By::Person(prepared.case))?,
        receipt: NewReceipt {
            lookup: cast.server.stored_lookup(lookup),
            kdf_salt: request.kdf.salt.to_vec(),
            kdf_m_kib: request.kdf.cost.m_kib,
            kdf_t: request.kdf.cost.t,
            auth_key: request.auth_key.0,
        },
        claimed: request.claimed,
        alert: request.alert,
        minor: request.minor,
        quarantined: plan.quarantined,
        session: None,
    })
}

/// The work of an append. What a server checks without state is checked here by reading it back.
fn new_entry(append: &Append, by: By) -> Result<NewEntry, Failure> {
    let grants = append.grants.iter();
    let routing = append.routing.as_ref().map(|bytes| {
        let routing = Routing::open(bytes).map_err(ClientError::from)?;
        Ok::<_, ClientError>((bytes.to_vec(), routing))
    });
    Ok(NewEntry {
        header: Header::parse(&append.header).map_err(ClientError::from)?,
        sealed: append.sealed.to_vec(),
        grants: grants
            .map(|it| NewGrant { epoch: it.epoch, holder: it.holder, sealed: it.sealed.to_vec() })
            .collect(),
        rekey: None,
        routing: routing.transpose()?,
        summary: append.summary.as_ref().map(|it| (it.generation, it.sealed.to_vec())),
        by,
    })
}
