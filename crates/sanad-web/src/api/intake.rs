//! `GET /puzzle`, `POST /cases`: telling. A report is never refused for being one of many.

use axum::extract::State;
use sanad_crypto::safe::{answer::Ack, entry::Header, receipt::Cost, sign::VerifyKey};
use sanad_domain::danger::Band;
use sanad_protocol::{
    Bytes, Code,
    case::Append,
    intake::{FileReport, Filed, Kdf, PuzzleView},
    person::Session,
};
use sanad_store::commit::{By, NewCase, NewEntry, NewGrant, NewReceipt, Stands, Work};

use super::person::{NewToken, VISIT_LASTS};
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
) -> Result<Cbor<Filed>, Problem> {
    let header = checked(&server, &request.first)?;
    let (case, entry) = (header.fields.case, header.fields.entry);
    let fits =
        request.first.routing.is_none() && request.first.summary.is_none() && request.first.grants.len() == 2;
    if !fits {
        return Err(Code::Malformed.into());
    }
    let quarantined = !server.inner.limits.admit(server.now(), &source, entry, request.work.as_ref());
    // Her page claims at most "high"; only a member says "extreme".
    let claimed = request.claimed.min(Band::High);
    // The ticket for the files of this case. Only who has the report's exact bytes gets one again.
    let token = NewToken::make(&server, VISIT_LASTS);
    let new = NewCase {
        first: new_entry(request.first, header, By::Person(case))?,
        receipt: new_receipt(&server, &request.lookup, &request.kdf, request.auth_key)?,
        claimed,
        alert: request.alert,
        minor: request.minor,
        quarantined,
        session: Some((token.hash, token.expires)),
    };
    let stands = server.commit()?.commit(Work::File(new)).await?;
    if !quarantined {
        let danger = request.alert || claimed >= Band::High;
        server.inner.events.tell(if danger { Event::Danger } else { Event::Queue });
    }
    let session = Session { token: token.text, case };
    Ok(Cbor(Filed { ack: acknowledge(&server, &stands, entry)?, session }))
}

/// How she comes back: stage 1 under the server's pepper, and what stage 2 needs.
pub(crate) fn new_receipt(
    server: &Server,
    lookup: &[u8],
    kdf: &Kdf,
    auth_key: VerifyKey,
) -> Result<NewReceipt, Problem> {
    if kdf.salt.len() != 16 || kdf.cost.acceptable(Cost::RECEIPT).is_err() {
        return Err(Code::Malformed.into());
    }
    Ok(NewReceipt {
        lookup: server.inner.keys.mac("lookup", &bytes_32(lookup)?),
        kdf_salt: kdf.salt.to_vec(),
        kdf_m_kib: kdf.cost.m_kib,
        kdf_t: kdf.cost.t,
        auth_key: auth_key.0,
    })
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
    if !placed || (fields.opens.is_none() && !append.grants.is_empty()) {
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
        routing: routing.transpose()?,
        summary: append.summary.map(|it| (it.generation, it.sealed.to_vec())),
        by,
        rekey: None,
    })
}

/// The signed acknowledgement of the work's first place.
pub(crate) fn acknowledge(
    server: &Server,
    stands: &Stands,
    entry: sanad_domain::EntryId,
) -> Result<Bytes, Problem> {
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
    Ok(ack.sign(&server.inner.keys.system).into())
}
