//! A case that was told a moment ago and not read back yet: what its file will be once the report stands.
//! For whoever composes several entries before any of them is sent.

use std::collections::BTreeMap;

use sanad_crypto::safe::{
    Refused,
    entry::{Beginning, Header},
    epoch::Holder,
    grant::{self, Place},
    receipt::PersonKeys,
};
use sanad_domain::{
    Author, Lane,
    case::{Body, Opened, fold},
    report::Report,
};

use crate::{
    ClientError, Trust,
    file::{LaneState, OpenFile},
    tell::Prepared,
};

/// The file of a report that was prepared with these keys and arrives at `arrived`, Unix seconds.
///
/// It is what [`crate::file::open`] gives for it, except that nothing is proven yet: the checkpoint is the
/// one that the client knows. Fails where the report was prepared with other keys.
pub fn file(
    trust: &Trust,
    prepared: &Prepared,
    report: &Report,
    keys: &PersonKeys,
    arrived: u64,
) -> Result<OpenFile, ClientError> {
    let first = &prepared.request.first;
    let header = Header::parse(&first.header)?;
    let fields = &header.fields;
    let opens = fields.opens.as_ref().ok_or(Refused::Malformed)?;
    let nonce = fields.case_nonce.as_ref().and_then(|it| it.as_slice().try_into().ok());
    let mine = keys.age.recipient();
    let granted = first.grants.iter().find(|it| it.holder == Holder::of(&mine)).ok_or(ClientError::NoKey)?;
    let place = Place::Lane { case: prepared.case, lane: Lane::Shared, epoch: 0 };
    let seed = grant::open(trust.team.id, place, &granted.sealed, &keys.age, None)?.seed;
    let entries = vec![Opened {
        lane: Lane::Shared,
        n: 0,
        entry: fields.entry,
        author: Author::person(keys.person_id()),
        role: None,
        at: fields.at,
        arrived,
        body: Ok(Body::Report(report.clone())),
    }];
    let told = LaneState { head: Some((0, header.entry_hash())), epoch: Some(0) };
    let empty = LaneState { head: None, epoch: None };
    Ok(OpenFile {
        id: prepared.case,
        case: fold(&entries),
        entries,
        lanes: [(Lane::Shared, told), (Lane::Team, empty.clone()), (Lane::Access, empty)].into(),
        seeds: BTreeMap::from([((Lane::Shared, 0), seed)]),
        holders: [(Lane::Shared, first.grants.iter().map(|it| it.holder).collect())].into(),
        person: Some(mine.to_bytes()),
        beginning: Some(Beginning {
            nonce: nonce.ok_or(Refused::Malformed)?,
            recipient: opens.recipient.clone(),
        }),
        successions: vec![],
        blobs: BTreeMap::new(),
        checkpoint: trust.checkpoint.clone(),
    })
}
