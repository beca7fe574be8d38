//! The lanes of a file: hash chains whose heads, places and authors' checkpoints the log proves.

use std::collections::BTreeMap;

use sanad_crypto::{
    log::{Checkpoint, heads, reveal as proof},
    safe::{
        Refused, chain,
        entry::{Beginning, Header, HeaderFields, continues},
        epoch,
        sign::VerifyKey,
        succession::{Succession, first_of},
    },
};
use sanad_domain::{AuthorClass, CaseId, Lane};
use sanad_protocol::{
    case::{CaseFile, LaneFile},
    log::to_hashes,
};

use super::LaneState;
use crate::{ClientError, Trust};

/// A header that was checked for itself, with what the server says beside it.
pub(super) struct Parsed<'a> {
    pub(super) header: Header,
    pub(super) sealed: &'a [u8],
    pub(super) leaf: u64,
    pub(super) arrived: u64,
    /// The checkpoint that the author names is a beginning of this log.
    pub(super) saw_this_log: bool,
}

/// How the case began.
pub(super) struct Begun {
    /// The key that the case's id binds; `None` where a coordinator destroyed the case and only that is left.
    pub(super) first: Option<VerifyKey>,
    pub(super) beginning: Option<Beginning>,
    /// The keys that followed, where only her last entry is left to tell.
    pub(super) successions: Vec<Succession>,
}

/// Whether the shared lane says that everything was deleted. What it says is checked with the lane.
pub(super) fn is_destroyed(file: &CaseFile) -> bool {
    let shared = file.lanes.iter().find(|it| it.lane == Lane::Shared);
    let last = shared.and_then(|it| it.entries.last());
    last.is_some_and(|it| Header::parse(&it.header).is_ok_and(|it| it.fields.destroys == Some(true)))
}

pub(super) fn read_lane<'a>(
    trust: &Trust,
    case: CaseId,
    lane: &'a LaneFile,
    checkpoint: &Checkpoint,
    destroyed: bool,
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
        let (leaf, arrived) = (stored.leaf, stored.arrived);
        parsed.push(Parsed { header, sealed: &stored.sealed, leaf, arrived, saw_this_log: false });
    }
    // The last entry of the shared lane excuses that the other lanes are gone; they cannot be half gone.
    if destroyed && lane.lane != Lane::Shared && parsed.is_empty() {
        return Ok((LaneState { head: None, epoch: None }, parsed));
    }
    let proof = lane.proof.to_proof().ok_or(ClientError::Answer)?;
    heads::verify(&checkpoint.heads, &chain::of_lane(case, lane.lane), head, &proof)
        .map_err(|_| ClientError::Withheld)?;
    Ok((LaneState { head, epoch }, parsed))
}

/// Holds every place against the log: each entry's leaf with its arrival, what each author saw, and the
/// checkpoint that the reader knew before.
pub(super) fn reveal(
    trust: &Trust,
    file: &CaseFile,
    checkpoint: &Checkpoint,
    parsed: &mut [Parsed<'_>],
) -> Result<(), ClientError> {
    let entries = parsed.iter().map(|it| (it.leaf, it.header.fields.saw.as_ref()));
    let known = trust.saw();
    let mut places = chain::places(checkpoint.size, entries);
    places.extend(chain::places(checkpoint.size, [(u64::MAX, Some(&known))]));
    let hashes = to_hashes(&file.revealed).ok_or(ClientError::Answer)?;
    let nodes = proof::verify(checkpoint.size, &checkpoint.root, &places, &hashes)
        .map_err(|_| ClientError::RolledBack)?;
    if !chain::had(&nodes, &known) {
        return Err(ClientError::RolledBack);
    }
    for it in parsed {
        let leaf = chain::leaf(&it.header.entry_hash(), it.arrived);
        if nodes.0.get(&(0, it.leaf)) != Some(&leaf) {
            return Err(ClientError::Withheld);
        }
        // Who was shown another history is not heard again: her own entries are hers, not the log's fault.
        it.saw_this_log = it.header.fields.saw.is_none_or(|saw| chain::had(&nodes, &saw));
    }
    Ok(())
}

pub(super) fn creator(trust: &Trust, case: CaseId, parsed: &[Parsed<'_>]) -> Result<Begun, ClientError> {
    let first =
        parsed.iter().find(|it| it.header.fields.lane == Lane::Shared).ok_or(ClientError::Withheld)?;
    let fields = &first.header.fields;
    let only_the_end = fields.destroys == Some(true);
    if only_the_end && fields.author.class == AuthorClass::Member {
        return Ok(Begun { first: None, beginning: None, successions: vec![] });
    }
    let beginning = beginning(fields).ok_or(Refused::Swapped)?;
    let recipient = epoch::recipient(&beginning.recipient)?;
    let walk = if only_the_end { fields.successions() } else { &[] };
    let key = first_of(trust.team.id, case, walk, fields.key)?;
    if epoch::case_id(trust.team.id, &key, &recipient, &beginning.nonce) != case {
        return Err(Refused::Swapped.into());
    }
    Ok(Begun { first: Some(key), beginning: Some(beginning), successions: walk.to_vec() })
}

/// What a first entry, or the person's last, says of the case's beginning.
fn beginning(fields: &HeaderFields) -> Option<Beginning> {
    let nonce = fields.case_nonce.as_ref()?.as_slice().try_into().ok()?;
    let opened = fields.opens.as_ref().map(|it| &it.recipient);
    let recipient = fields.first_recipient.as_ref().or(opened)?.clone();
    Some(Beginning { nonce, recipient })
}

/// The key of each epoch, as the headers name them.
pub(super) fn recipients(parsed: &[Parsed<'_>]) -> BTreeMap<(Lane, u32), Vec<u8>> {
    parsed
        .iter()
        .filter_map(|it| {
            let opens = it.header.fields.opens.as_ref()?;
            Some(((it.header.fields.lane, opens.epoch), opens.recipient.clone()))
        })
        .collect()
}
