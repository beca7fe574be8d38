//! Opening a case's file: every header, head, grant and envelope is checked before anything is believed.

mod grants;
mod lanes;

use std::collections::BTreeMap;

use sanad_age::HybridIdentity;
use sanad_crypto::{
    log::Checkpoint,
    safe::{
        Hash, Refused,
        entry::{self, Beginning, BlobRef, Header},
        epoch::{EpochSeed, Holder},
        receipt::person_id,
        sign::VerifyKey,
        succession::Succession,
    },
};
use sanad_domain::{
    AuthorClass, BlobId, CaseId, Lane,
    case::{Attachment, Body, BodyError, Case, Destroy, Opened, fold},
};
use sanad_protocol::case::CaseFile;

use crate::{ClientError, Trust};
use grants::{Named, open_grants};
use lanes::{Begun, Parsed, creator, is_destroyed, read_lane, recipients, reveal};

/// Who reads.
#[derive(Debug, Clone)]
pub struct Reader {
    /// Keys that may hold grants of the case.
    pub identities: Vec<HybridIdentity>,
    /// A member is shown all three lanes; the person `shared` and `access`.
    pub member: bool,
}

/// Where a lane stands after reading.
#[derive(Debug, Clone)]
pub struct LaneState {
    /// Number and hash of the last entry.
    pub head: Option<(u64, Hash)>,
    /// Newest epoch that an entry opened.
    pub epoch: Option<u32>,
}

/// A verified, opened case.
#[derive(Debug, Clone)]
pub struct OpenFile {
    /// Which.
    pub id: CaseId,
    /// Every entry in the order of the log.
    pub entries: Vec<Opened>,
    /// What they amount to.
    pub case: Case,
    /// The lanes.
    pub lanes: BTreeMap<Lane, LaneState>,
    /// Seeds by lane and epoch, as far as this reader holds them.
    pub seeds: BTreeMap<(Lane, u32), EpochSeed>,
    /// Holders of each lane's newest epoch.
    pub holders: BTreeMap<Lane, Vec<Holder>>,
    /// The person's public key, to grant later epochs to.
    pub person: Option<Vec<u8>>,
    /// What the case's id was made of.
    pub beginning: Option<Beginning>,
    /// Keys that followed the person's first one.
    pub successions: Vec<Succession>,
    /// Sealed bytes of the files that counted entries brought, by id.
    pub blobs: BTreeMap<BlobId, BlobRef>,
    /// The checkpoint under which all of this was proven.
    pub checkpoint: Checkpoint,
}

impl OpenFile {
    /// A file that somebody attached, with the sealed bytes that belong to it.
    pub fn attachment(&self, blob: BlobId) -> Option<(&Attachment, &BlobRef)> {
        let said = self.case.conversation.iter().flat_map(|it| &it.message.attachments);
        said.into_iter().find(|it| it.id == blob).zip(self.blobs.get(&blob))
    }
}

/// Opens a file.
pub fn open(trust: &Trust, file: &CaseFile, reader: &Reader) -> Result<OpenFile, ClientError> {
    let checkpoint = trust.checkpoint(&file.checkpoint)?;
    if checkpoint.size < trust.checkpoint.size {
        return Err(ClientError::RolledBack);
    }
    let destroyed = is_destroyed(file);
    let wanted: &[Lane] = if reader.member { &Lane::ALL } else { &[Lane::Shared, Lane::Access] };
    let mut lanes = BTreeMap::new();
    let mut parsed = vec![];
    for lane in wanted {
        let given = file.lanes.iter().find(|it| it.lane == *lane).ok_or(ClientError::Withheld)?;
        let (state, entries) = read_lane(trust, file.case, given, &checkpoint, destroyed)?;
        lanes.insert(*lane, state);
        parsed.extend(entries);
    }
    reveal(trust, file, &checkpoint, &mut parsed)?;
    parsed.sort_by_key(|it| it.leaf);
    let Begun { first, beginning, mut successions } = creator(trust, file.case, &parsed)?;
    let recipients = recipients(&parsed);
    let granted = open_grants(trust, file, reader, &recipients)?;
    let seeds: BTreeMap<_, _> = granted.iter().map(|(at, it)| (*at, it.seed.clone())).collect();
    let mut named = Named::default();
    let mut blobs = BTreeMap::new();
    let mut person = Person { first, current: first };
    let mut entries = vec![];
    for it in &parsed {
        let opened = open_entry(trust, it, &seeds, &person, &mut named);
        if opened.body.is_ok() {
            blobs.extend(it.header.fields.blobs.iter().map(|it| (it.id, it.clone())));
            // She changed her number: from here on the other key speaks for her.
            if opened.author.class == AuthorClass::Person && person.follows(trust, file.case, &it.header) {
                successions.extend_from_slice(it.header.fields.successions());
            }
        }
        entries.push(opened);
    }
    // A grant that no entry names, or that another than the entry's author gave, could lead to a key that
    // the server chose: nothing read with it is believed.
    for (place, it) in &granted {
        if !named.grants.contains(&(place.0, place.1, it.hash, it.by)) {
            return Err(Refused::Swapped.into());
        }
    }
    let case = fold(&entries);
    Ok(OpenFile {
        id: file.case,
        entries,
        case,
        lanes,
        seeds,
        holders: named.holders,
        person: named.person,
        beginning,
        successions,
        blobs,
        checkpoint,
    })
}

/// Which key speaks for the person; `None` where a coordinator destroyed the case and only that is left.
struct Person {
    first: Option<VerifyKey>,
    current: Option<VerifyKey>,
}

impl Person {
    /// Takes the key that an entry of hers names as the next; `false` where it names none.
    fn follows(&mut self, trust: &Trust, case: CaseId, header: &Header) -> bool {
        let [next] = header.fields.successions() else { return false };
        let valid = next.from == header.fields.key
            && self.current == Some(next.from)
            && header.fields.opens.is_some()
            && next.check(trust.team.id, case).is_ok();
        if valid {
            self.current = Some(next.to);
        }
        valid
    }

    fn speaks(&self, header: &Header) -> bool {
        let fields = &header.fields;
        let hers = self.first.is_some_and(|first| fields.author.id == person_id(&first).0);
        // The last entry of a destroyed case is signed by the key that its own header leads to.
        let key = if fields.destroys == Some(true) { self.last_key(header) } else { self.current };
        hers && key == Some(fields.key)
    }

    fn last_key(&self, header: &Header) -> Option<VerifyKey> {
        header.fields.successions().last().map(|it| it.to).or(self.current)
    }
}

fn open_entry(
    trust: &Trust,
    it: &Parsed<'_>,
    seeds: &BTreeMap<(Lane, u32), EpochSeed>,
    person: &Person,
    named: &mut Named,
) -> Opened {
    let fields = &it.header.fields;
    let role = fields.author.as_member().and_then(|member| trust.team.role_at(member, &fields.key, it.leaf));
    let true_author = match fields.author.class {
        AuthorClass::Person => person.speaks(&it.header),
        AuthorClass::Member => role.is_some(),
        AuthorClass::Channel | AuthorClass::System => false,
    };
    let body = if !true_author || !it.saw_this_log {
        Err(BodyError::Forged)
    } else {
        // Access records are sealed to the shared lane, so that she can read them.
        let lane = if fields.lane == Lane::Access { Lane::Shared } else { fields.lane };
        match seeds.get(&(lane, fields.epoch)) {
            None if fields.destroys == Some(true) => Ok(Body::Destroy(Destroy { reason: String::new() })),
            None => Err(BodyError::Closed),
            Some(seed) => open_envelope(it, seed, named),
        }
    };
    Opened {
        lane: fields.lane,
        n: fields.n,
        entry: fields.entry,
        author: fields.author,
        role,
        at: fields.at,
        arrived: it.arrived,
        body,
    }
}

fn open_envelope(it: &Parsed<'_>, seed: &EpochSeed, named: &mut Named) -> Result<Body, BodyError> {
    let envelope = match entry::open(&it.header, it.sealed, &[seed.identity()]) {
        Ok(envelope) => envelope,
        Err(Refused::Newer) => return Err(BodyError::Newer),
        Err(Refused::Malformed) => return Err(BodyError::Malformed),
        Err(_) => return Err(BodyError::Forged),
    };
    named.take(&it.header.fields, envelope.holders);
    let body = envelope.body?;
    // Header and envelope speak of the same files, or of none.
    let attached: Vec<BlobId> = match &body {
        Body::Message(message) => message.attachments.iter().map(|it| it.id).collect(),
        _ => vec![],
    };
    let brought: Vec<BlobId> = it.header.fields.blobs.iter().map(|it| it.id).collect();
    if attached == brought { Ok(body) } else { Err(BodyError::Forged) }
}
