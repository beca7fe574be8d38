//! One case: heads, opening, appending, routing.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use sanad_crypto::{
    log::HeadsProof,
    safe::{answer::Conflict, epoch::Holder, routing::Routing},
};
use sanad_domain::{CaseId, Lane, PersonId, Role};
use sanad_protocol::{
    Code,
    case::{
        Append, Appended, CaseFile, Conflicted, Grant, Heads, LaneFile, LaneHead, Open, Route, Stored,
        Summary,
    },
    log::to_bytes,
};
use sanad_store::{
    CardRow, EntryRow,
    commit::{By, NewEntry, Refusal, Work},
};
use serde::Deserialize;

use super::intake::{acknowledge, checked, new_entry};
use crate::{
    events::Event,
    problem::Problem,
    server::Server,
    session::{Caller, Member, OnTable, Person},
    wire::{Cbor, Query},
};

/// An access record covers this long.
const OPENED_LASTS: u64 = 3600;

fn parse(case: &str) -> Result<CaseId, Problem> {
    case.parse().map_err(|_| Code::NotFound.into())
}

/// A case that this member can open, with the recovery sheet where it is on the table; one without a grant does
/// not exist for them.
pub(super) async fn held(
    server: &Server,
    card: &CardRow,
    sheet: Option<Holder>,
    case: CaseId,
) -> Result<Vec<Holder>, Problem> {
    let mut holders = server.store().holders(server.team()?, card).await?;
    holders.extend(sheet);
    let grants = server.store().grants(server.team()?, case, &holders).await?;
    if grants.is_empty() { Err(Code::NotFound.into()) } else { Ok(holders) }
}

fn speaks(card: &CardRow, sheet: Option<Holder>) -> By {
    if sheet.is_some() { By::WithSheet(card.member) } else { By::Member(card.member) }
}

async fn opened(server: &Server, card: &CardRow, case: CaseId) -> Result<bool, Problem> {
    let at = server.store().opened_at(server.team()?, case, card.member).await?;
    Ok(at.is_some_and(|at| at + OPENED_LASTS > server.now()))
}

pub(crate) async fn heads(
    State(server): State<Server>,
    Member(card): Member,
    OnTable(sheet): OnTable,
    Path(case): Path<String>,
) -> Result<Cbor<Heads>, Problem> {
    let case = parse(&case)?;
    held(&server, &card, sheet, case).await?;
    let lanes = server.store().lanes(server.team()?, case).await?;
    let shared = lanes.iter().find(|it| it.lane == Lane::Shared).ok_or(Code::NotFound)?;
    let shared_recipient = shared.recipient.clone().into();
    let lanes = lanes.iter().map(|it| LaneHead {
        lane: it.lane,
        n: it.n,
        head: it.head.to_vec().into(),
        epoch: it.epoch,
    });
    let lanes = lanes.collect();
    Ok(Cbor(Heads { lanes, shared_recipient, opened: opened(&server, &card, case).await? }))
}

/// The access record is durable before anything of the case is answered.
pub(crate) async fn open(
    State(server): State<Server>,
    Member(card): Member,
    OnTable(sheet): OnTable,
    Path(case): Path<String>,
    Cbor(request): Cbor<Open>,
) -> Result<Cbor<CaseFile>, Problem> {
    let case = parse(&case)?;
    let holders = held(&server, &card, sheet, case).await?;
    match request.access {
        Some(access) => {
            let header = checked(&server, &access)?;
            if header.fields.lane != Lane::Access || header.fields.case != case {
                return Err(Code::WrongPlace.into());
            }
            commit(&server, new_entry(access, header, speaks(&card, sheet))?).await?;
        }
        None if opened(&server, &card, case).await? => {}
        None => return Err(Code::Forbidden.into()),
    }
    file(&server, case, Reading::Member(&holders), request.seen).await
}

/// What she knows already: her key's name, in hexadecimal, and the size of the log that she saw.
#[derive(Deserialize)]
pub(crate) struct Known {
    holder: String,
    seen: u64,
}

pub(crate) async fn read_own(
    State(server): State<Server>,
    Person(case): Person,
    Query(known): Query<Known>,
) -> Result<Cbor<CaseFile>, Problem> {
    // The same 32 digits as in the text form of ids.
    let holder: PersonId = format!("person_{}", known.holder).parse().map_err(|_| Code::Malformed)?;
    file(&server, case, Reading::Person(Holder(holder.0)), known.seen).await
}

/// Cases whose keys are to be renewed since cards changed; for coordinators.
pub(crate) async fn stale(
    State(server): State<Server>,
    Member(card): Member,
) -> Result<Cbor<Vec<CaseId>>, Problem> {
    if card.role != Role::Coordinator {
        return Err(Code::Forbidden.into());
    }
    Ok(Cbor(server.store().stale_cases(server.team()?).await?))
}

/// Who gets a file: a member by any of the keys, the person by the one that she names.
enum Reading<'a> {
    Member(&'a [Holder]),
    Person(Holder),
}

async fn file(
    server: &Server,
    case: CaseId,
    reader: Reading<'_>,
    seen: u64,
) -> Result<Cbor<CaseFile>, Problem> {
    let (team, store) = (server.team()?, server.store());
    let row = store.case(team, case).await?.ok_or(Code::NotFound)?;
    let (wanted, grants, summary): (&[Lane], _, _) = match reader {
        Reading::Member(holders) => (&Lane::ALL, store.grants(team, case, holders).await?, row.summary),
        Reading::Person(holder) => {
            (&[Lane::Shared, Lane::Access], store.shared_grants(team, case, holder).await?, None)
        }
    };
    let file = store.file(team, case, wanted, seen).await?;
    Ok(Cbor(CaseFile {
        case,
        lanes: file.lanes.into_iter().map(lane_file).collect(),
        grants: grants
            .into_iter()
            .map(|it| Grant { lane: it.lane, epoch: it.epoch, holder: it.holder, sealed: it.sealed.into() })
            .collect(),
        checkpoint: file.checkpoint,
        summary: summary.map(|(generation, sealed)| Summary { generation, sealed: sealed.into() }),
        statements: store.verified_team(team).await?.statements(),
        revealed: to_bytes(&file.revealed),
    }))
}

fn lane_file((lane, entries, proof): (Lane, Vec<EntryRow>, HeadsProof)) -> LaneFile {
    let stored = entries.into_iter().map(|it| Stored {
        header: it.header.into(),
        sealed: it.sealed.into(),
        leaf: it.leaf,
        arrived: it.arrived,
    });
    LaneFile { lane, entries: stored.collect(), proof: proof.into() }
}

pub(crate) async fn append(
    State(server): State<Server>,
    caller: Caller,
    OnTable(sheet): OnTable,
    Path(case): Path<String>,
    Cbor(request): Cbor<Append>,
) -> Result<Cbor<Appended>, Problem> {
    let case = parse(&case)?;
    let by = match &caller {
        Caller::Person(own) => By::Person(*own),
        Caller::Member(card) => speaks(card, sheet),
    };
    if matches!(by, By::Person(own) if own != case) {
        return Err(Code::NotFound.into());
    }
    let header = checked(&server, &request)?;
    if header.fields.case != case {
        return Err(Code::WrongPlace.into());
    }
    let answer = commit(&server, new_entry(request, header, by)?).await?;
    server.inner.events.tell(Event::Queue);
    Ok(answer)
}

/// Commits an entry; a lane that went on meanwhile is answered with a signed refusal.
pub(crate) async fn commit(server: &Server, entry: NewEntry) -> Result<Cbor<Appended>, Problem> {
    let destroys = entry.header.fields.destroys == Some(true);
    let (id, refused) = (entry.header.fields.entry, entry.header.entry_hash());
    match server.commit()?.commit(Work::Append(entry)).await {
        Ok(stands) => {
            if destroys {
                server.sweep_soon();
            }
            acknowledge(server, &stands, id).map(|ack| Cbor(Appended { ack }))
        }
        Err(Refusal::Conflict(head)) => {
            let conflict = Conflict {
                entry: id,
                refused,
                head: head.map_or([0; 32], |(_, hash)| hash),
                n: head.map(|(n, _)| n),
            };
            let refusal = conflict.sign(&server.inner.keys.system).into();
            Err(Problem::Conflict(Conflicted { refusal }))
        }
        Err(refusal) => Err(refusal.into()),
    }
}

pub(crate) async fn route(
    State(server): State<Server>,
    Member(card): Member,
    Path(case): Path<String>,
    Cbor(request): Cbor<Route>,
) -> Result<StatusCode, Problem> {
    let case = parse(&case)?;
    held(&server, &card, None, case).await?;
    if let Some(bytes) = &request.routing {
        let routing = Routing::open(bytes).map_err(|_| Code::Forged)?;
        if routing.case != case || routing.team != server.team()? || routing.by.0 != card.verify_key {
            return Err(Code::WrongPlace.into());
        }
    }
    let routing = request.routing.map(|it| it.to_vec());
    let summary = request.summary.map(|it| (it.generation, it.sealed.to_vec()));
    let found = server.store().route(server.team()?, case, routing, summary).await?;
    server.inner.events.tell(Event::Queue);
    if found { Ok(StatusCode::NO_CONTENT) } else { Err(Code::Gone.into()) }
}
