//! Opening a case's file: every header, head, grant and envelope is checked before anything is believed.

use std::collections::{BTreeMap, BTreeSet};

use sanad_age::HybridIdentity;
use sanad_crypto::{
    log::{Checkpoint, heads},
    safe::{
        Hash, Refused, chain,
        entry::{self, Beginning, Header, HeaderFields, continues},
        epoch::{self, EpochSeed, Holder},
        grant::{self, Place},
        receipt::person_id,
        sha256,
        sign::VerifyKey,
    },
};
use sanad_domain::{
    AuthorClass, CaseId, Lane,
    case::{BodyError, Case, Opened, fold},
};
use sanad_protocol::case::{CaseFile, LaneFile};

use crate::{ClientError, Trust};

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
    /// The checkpoint under which all of this was proven.
    pub checkpoint: Checkpoint,
}

struct Parsed<'a> {
    header: Header,
    sealed: &'a [u8],
    leaf: u64,
    arrived: u64,
}

/// Opens a file.
pub fn open(trust: &Trust, file: &CaseFile, reader: &Reader) -> Result<OpenFile, ClientError> {
    let checkpoint = trust.checkpoint(&file.checkpoint)?;
    if checkpoint.size < trust.checkpoint.size {
        return Err(ClientError::RolledBack);
    }
    let wanted: &[Lane] = if reader.member { &Lane::ALL } else { &[Lane::Shared, Lane::Access] };
    let mut lanes = BTreeMap::new();
    let mut parsed = vec![];
    for lane in wanted {
        let given = file.lanes.iter().find(|it| it.lane == *lane).ok_or(ClientError::Withheld)?;
        let (state, entries) = read_lane(trust, file.case, given, &checkpoint)?;
        lanes.insert(*lane, state);
        parsed.extend(entries);
    }
    parsed.sort_by_key(|it| it.leaf);
    let (creator, beginning) = creator(trust, file.case, &parsed)?;
    let recipients = recipients(&parsed);
    let granted = open_grants(trust, file, reader, &recipients)?;
    let seeds: BTreeMap<_, _> = granted.iter().map(|(at, it)| (*at, it.seed.clone())).collect();
    let mut named = Named::default();
    let entries: Vec<Opened> =
        parsed.iter().map(|it| open_entry(trust, it, &seeds, creator.as_ref(), &mut named)).collect();
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
        checkpoint,
    })
}

fn read_lane<'a>(
    trust: &Trust,
    case: CaseId,
    lane: &'a LaneFile,
    checkpoint: &Checkpoint,
) -> Result<(LaneState, Vec<Parsed<'a>>), ClientError> {
    let mut head = None;
    let mut epoch = None;
    let mut parsed: Vec<Parsed<'a>> = vec![];
    for stored in &lane.entries {
        let header = Header::parse(&stored.header)?;
        let fields = &header.fields;
        if (fields.team, fields.case, fields.lane) != (trust.team.id, case, lane.lane) {
            return Err(Refused::Swapped.into());
        }
        let destroyed = fields.destroys == Some(true) && parsed.is_empty();
        if !destroyed && !continues(&header, head) {
            return Err(ClientError::Withheld);
        }
        head = Some((fields.n, header.entry_hash()));
        epoch = fields.opens.as_ref().map(|it| it.epoch).or(epoch);
        parsed.push(Parsed { header, sealed: &stored.sealed, leaf: stored.leaf, arrived: stored.arrived });
    }
    let proof = lane.proof.to_proof().ok_or(ClientError::Answer)?;
    heads::verify(&checkpoint.heads, &chain::of_lane(case, lane.lane), head, &proof)
        .map_err(|_| ClientError::Withheld)?;
    Ok((LaneState { head, epoch }, parsed))
}

/// The key that the case's id binds; `None` where a coordinator destroyed the case and only that is left.
fn creator(
    trust: &Trust,
    case: CaseId,
    parsed: &[Parsed<'_>],
) -> Result<(Option<VerifyKey>, Option<Beginning>), ClientError> {
    let first =
        parsed.iter().find(|it| it.header.fields.lane == Lane::Shared).ok_or(ClientError::Withheld)?;
    let fields = &first.header.fields;
    if fields.destroys == Some(true) && fields.author.class == AuthorClass::Member {
        return Ok((None, None));
    }
    let beginning = beginning(fields).ok_or(Refused::Swapped)?;
    let recipient = epoch::recipient(&beginning.recipient)?;
    let id = epoch::case_id(trust.team.id, &fields.key, &recipient, &beginning.nonce);
    if id == case { Ok((Some(fields.key), Some(beginning))) } else { Err(Refused::Swapped.into()) }
}

/// What a first entry, or the person's last, says of the case's beginning.
fn beginning(fields: &HeaderFields) -> Option<Beginning> {
    let nonce = fields.case_nonce.as_ref()?.as_slice().try_into().ok()?;
    let opened = fields.opens.as_ref().map(|it| &it.recipient);
    let recipient = fields.first_recipient.as_ref().or(opened)?.clone();
    Some(Beginning { nonce, recipient })
}

fn recipients(parsed: &[Parsed<'_>]) -> BTreeMap<(Lane, u32), Vec<u8>> {
    parsed
        .iter()
        .filter_map(|it| {
            let opens = it.header.fields.opens.as_ref()?;
            Some(((it.header.fields.lane, opens.epoch), opens.recipient.clone()))
        })
        .collect()
}

struct Granted {
    seed: EpochSeed,
    hash: Hash,
    by: VerifyKey,
}

fn open_grants(
    trust: &Trust,
    file: &CaseFile,
    reader: &Reader,
    recipients: &BTreeMap<(Lane, u32), Vec<u8>>,
) -> Result<BTreeMap<(Lane, u32), Granted>, ClientError> {
    let mut granted = BTreeMap::new();
    for it in &file.grants {
        let at = (it.lane, it.epoch);
        let mine = reader.identities.iter().find(|identity| Holder::of(&identity.recipient()) == it.holder);
        let (Some(identity), false) = (mine, granted.contains_key(&at)) else { continue };
        let place = Place::Lane { case: file.case, lane: it.lane, epoch: it.epoch };
        let opened = grant::open(trust.team.id, place, &it.sealed, identity, None)?;
        // The seed must be the one whose public key the chain names.
        if recipients.get(&at) != Some(&opened.seed.recipient().to_bytes()) {
            return Err(Refused::Swapped.into());
        }
        granted.insert(at, Granted { seed: opened.seed, hash: sha256(&it.sealed), by: opened.granted_by });
    }
    Ok(granted)
}

#[derive(Default)]
struct Named {
    grants: BTreeSet<(Lane, u32, Hash, VerifyKey)>,
    holders: BTreeMap<Lane, Vec<Holder>>,
    person: Option<Vec<u8>>,
}

fn open_entry(
    trust: &Trust,
    it: &Parsed<'_>,
    seeds: &BTreeMap<(Lane, u32), EpochSeed>,
    creator: Option<&VerifyKey>,
    named: &mut Named,
) -> Opened {
    let fields = &it.header.fields;
    let role = fields.author.as_member().and_then(|member| trust.team.role_at(member, &fields.key, it.leaf));
    let true_author = match fields.author.class {
        AuthorClass::Person => {
            creator.is_some_and(|key| *key == fields.key) && fields.author.id == person_id(&fields.key).0
        }
        AuthorClass::Member => role.is_some(),
        AuthorClass::Channel | AuthorClass::System => false,
    };
    let body = if !true_author {
        Err(BodyError::Forged)
    } else {
        // Access records are sealed to the shared lane, so that she can read them.
        let lane = if fields.lane == Lane::Access { Lane::Shared } else { fields.lane };
        match seeds.get(&(lane, fields.epoch)) {
            None if fields.destroys == Some(true) => {
                Ok(sanad_domain::case::Body::Destroy(sanad_domain::case::Destroy { reason: String::new() }))
            }
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

fn open_envelope(
    it: &Parsed<'_>,
    seed: &EpochSeed,
    named: &mut Named,
) -> Result<sanad_domain::case::Body, BodyError> {
    let fields = &it.header.fields;
    let envelope = match entry::open(&it.header, it.sealed, &[seed.identity()]) {
        Ok(envelope) => envelope,
        Err(Refused::Newer) => return Err(BodyError::Newer),
        Err(Refused::Malformed) => return Err(BodyError::Malformed),
        Err(_) => return Err(BodyError::Forged),
    };
    if let Some(opens) = &fields.opens {
        let newest =
            envelope.holders.iter().filter(|it| it.epoch == opens.epoch).map(|it| it.holder).collect();
        named.holders.insert(fields.lane, newest);
    }
    for held in envelope.holders {
        named.grants.insert((fields.lane, held.epoch, held.grant, fields.key));
        named.person = named.person.take().or(held.recipient);
    }
    envelope.body
}
