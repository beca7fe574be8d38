//! `GET /puzzle`, `POST /cases`: telling. A report is never refused for being one of many.

use axum::extract::State;
use sanad_crypto::safe::{answer::Ack, entry::Header};
use sanad_domain::danger::Band;
use sanad_protocol::{
    Code,
    case::{Append, Appended},
    intake::{FileReport, PuzzleView},
};
use sanad_store::commit::{By, NewCase, NewEntry, NewGrant, Stands, Work};

use crate::{
    events::Event,
    problem::Problem,
    server::{Server, random_32},
    session::Source,
    wire::{Cbor, bytes_32},
};

pub(crate) async fn puzzle(State(server): State<Server>) -> Cbor<PuzzleView> {
    let mut serial = [0; 8];
    serial.copy_from_slice(&random_32()[..8]);
    Cbor(PuzzleView { puzzle: server.inner.limits.puzzle(server.now(), serial) })
}

pub(crate) async fn file(
    State(server): State<Server>,
    source: Source,
    Cbor(request): Cbor<FileReport>,
) -> Result<Cbor<Appended>, Problem> {
    let lookup = bytes_32(&request.lookup)?;
    let header = checked(&server, &request.first)?;
    let (case, entry) = (header.fields.case, header.fields.entry);
    let fits = request.kdf.salt.len() == 16
        && request.first.routing.is_none()
        && request.first.summary.is_none()
        && request.first.revoke.is_empty()
        && request.first.grants.len() == 2;
    if !fits {
        return Err(Code::Malformed.into());
    }
    let quarantined = !server.inner.limits.admit(server.now(), &source, request.work.as_ref());
    // Her page claims at most "high"; only a member says "extreme".
    let claimed = request.claimed.min(Band::High);
    let new = NewCase {
        first: new_entry(request.first, header, By::Person(case))?,
        lookup: server.inner.keys.mac("lookup", &lookup),
        kdf_salt: request.kdf.salt.to_vec(),
        kdf_m_kib: request.kdf.cost.m_kib,
        kdf_t: request.kdf.cost.t,
        auth_key: request.auth_key.0,
        claimed,
        alert: request.alert,
        minor: request.minor,
        quarantined,
    };
    let stands = server.commit()?.commit(Work::File(new)).await?;
    if !quarantined {
        let danger = request.alert || claimed >= Band::High;
        server.inner.events.tell(if danger { Event::Danger } else { Event::Queue });
    }
    acknowledge(&server, &stands, entry)
}

/// Checks everything about an entry that needs no state.
pub(crate) fn checked(server: &Server, append: &Append) -> Result<Header, Problem> {
    let header = Header::parse(&append.header).map_err(|refused| match refused {
        sanad_crypto::safe::Refused::Newer => Code::NewerVersion,
        sanad_crypto::safe::Refused::Signature => Code::Forged,
        _ => Code::Malformed,
    })?;
    let fields = &header.fields;
    if fields.team != server.team()? {
        return Err(Code::WrongPlace.into());
    }
    let sealed = append.sealed.as_slice();
    if sealed.len() as u64 != fields.sealed_len || sanad_crypto::safe::sha256(sealed) != fields.sealed_sha256
    {
        return Err(Code::Forged.into());
    }
    // Grants come only with the entry that names them, and only for its lane.
    let placed = append.grants.iter().all(|it| it.lane == fields.lane && it.epoch <= fields.epoch);
    if !placed || (fields.opens.is_none() && !append.grants.is_empty()) || !fields.blobs.is_empty() {
        return Err(Code::Malformed.into());
    }
    // A clock that is a day off would confuse whoever reads the case.
    if fields.at.abs_diff(server.now()) > 36 * 3600 {
        return Err(Code::Malformed.into());
    }
    Ok(header)
}

/// The work of an append.
pub(crate) fn new_entry(append: Append, header: Header, by: By) -> Result<NewEntry, Problem> {
    let routing = append.routing.map(|bytes| {
        let routing = sanad_crypto::safe::routing::Routing::open(&bytes).map_err(|_| Code::Forged)?;
        Ok::<_, Problem>((bytes.to_vec(), routing))
    });
    let grants = append.grants.into_iter();
    Ok(NewEntry {
        header,
        sealed: append.sealed.to_vec(),
        grants: grants
            .map(|it| NewGrant { epoch: it.epoch, holder: it.holder, sealed: it.sealed.to_vec() })
            .collect(),
        revoke: append.revoke,
        routing: routing.transpose()?,
        summary: append.summary.map(|it| (it.generation, it.sealed.to_vec())),
        by,
    })
}

/// The signed acknowledgement of the work's first place.
pub(crate) fn acknowledge(
    server: &Server,
    stands: &Stands,
    entry: sanad_domain::EntryId,
) -> Result<Cbor<Appended>, Problem> {
    let place = stands.places.first().ok_or(Code::Internal)?;
    let ack = Ack {
        team: server.team()?,
        entry,
        entry_hash: place.hash,
        n: place.n,
        leaf: place.leaf,
        arrived: place.arrived,
        checkpoint: stands.checkpoint.clone(),
    };
    Ok(Cbor(Appended { ack: ack.sign(&server.inner.keys.system).into() }))
}
