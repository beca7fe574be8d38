//! One case: heads, opening, appending, routing.

use axum::{
    extract::{Path, State},
    http::StatusCode,
};
use sanad_crypto::safe::{answer::Conflict, chain, epoch::Holder, routing::Routing};
use sanad_domain::{CaseId, Lane};
use sanad_protocol::{
    Code,
    case::{
        Append, Appended, CaseFile, Conflicted, Grant, Heads, LaneFile, LaneHead, Open, Route, Stored,
        Summary,
    },
};
use sanad_store::{
    CardRow,
    commit::{By, Refusal, Work},
};

use super::intake::{acknowledge, checked, new_entry};
use crate::{
    events::Event,
    problem::Problem,
    server::Server,
    session::{Caller, Member, Person},
    wire::Cbor,
};

/// An access record covers this long.
const OPENED_LASTS: u64 = 3600;

fn parse(case: &str) -> Result<CaseId, Problem> {
    case.parse().map_err(|_| Code::NotFound.into())
}

/// A case that this member can open; one without a grant does not exist for them.
async fn held(server: &Server, card: &CardRow, case: CaseId) -> Result<Vec<Holder>, Problem> {
    let holders = server.store().holders(server.team()?, card).await?;
    let grants = server.store().grants(server.team()?, case, &holders).await?;
    if grants.is_empty() { Err(Code::NotFound.into()) } else { Ok(holders) }
}

async fn opened(server: &Server, card: &CardRow, case: CaseId) -> Result<bool, Problem> {
    let at = server.store().opened_at(server.team()?, case, card.member).await?;
    Ok(at.is_some_and(|at| at + OPENED_LASTS > server.now()))
}

pub(crate) async fn heads(
    State(server): State<Server>,
    Member(card): Member,
    Path(case): Path<String>,
) -> Result<Cbor<Heads>, Problem> {
    let case = parse(&case)?;
    held(&server, &card, case).await?;
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
    Path(case): Path<String>,
    Cbor(request): Cbor<Open>,
) -> Result<Cbor<CaseFile>, Problem> {
    let case = parse(&case)?;
    let holders = held(&server, &card, case).await?;
    match request.access {
        Some(access) => {
            let header = checked(&server, &access)?;
            if header.fields.lane != Lane::Access || header.fields.case != case {
                return Err(Code::WrongPlace.into());
            }
            commit(&server, access, header, By::Member(card.member)).await?;
        }
        None if opened(&server, &card, case).await? => {}
        None => return Err(Code::Forbidden.into()),
    }
    file(&server, case, &holders, true).await
}

pub(crate) async fn read_own(
    State(server): State<Server>,
    Person(case): Person,
) -> Result<Cbor<CaseFile>, Problem> {
    file(&server, case, &[], false).await
}

async fn file(
    server: &Server,
    case: CaseId,
    holders: &[Holder],
    member: bool,
) -> Result<Cbor<CaseFile>, Problem> {
    let (team, store) = (server.team()?, server.store());
    let row = store.case(team, case).await?.ok_or(Code::NotFound)?;
    let wanted: &[Lane] = if member { &Lane::ALL } else { &[Lane::Shared, Lane::Access] };
    let chains: Vec<_> = wanted.iter().map(|it| chain::of_lane(case, *it)).collect();
    // Proofs first: entries that arrive in between are cut off below, so that file and proof agree.
    let proof = store.prove_heads(team, &chains).await?;
    let mut lanes = vec![];
    for (lane, head) in wanted.iter().zip(proof.proofs) {
        let entries = store.entries(team, case, *lane).await?;
        let entries = entries
            .into_iter()
            .filter(|it| it.leaf < proof.size)
            .map(|it| Stored {
                header: it.header.into(),
                sealed: it.sealed.into(),
                leaf: it.leaf,
                arrived: it.arrived,
            })
            .collect();
        lanes.push(LaneFile { lane: *lane, entries, proof: head.into() });
    }
    // The person's holder is named in no table: she gets all grants of `shared` and opens her own.
    let grants = if member {
        store.grants(team, case, holders).await?
    } else {
        store.shared_grants(team, case).await?
    };
    let grants = grants
        .into_iter()
        .map(|it| Grant { lane: it.lane, epoch: it.epoch, holder: it.holder, sealed: it.sealed.into() })
        .collect();
    let summary = row.summary.filter(|_| member);
    Ok(Cbor(CaseFile {
        case,
        lanes,
        grants,
        checkpoint: proof.checkpoint,
        summary: summary.map(|(generation, sealed)| Summary { generation, sealed: sealed.into() }),
        statements: store.verified_team(team).await?.statements(),
    }))
}

pub(crate) async fn append(
    State(server): State<Server>,
    caller: Caller,
    Path(case): Path<String>,
    Cbor(request): Cbor<Append>,
) -> Result<Cbor<Appended>, Problem> {
    let case = parse(&case)?;
    let by = match &caller {
        Caller::Person(own) => By::Person(*own),
        Caller::Member(card) => By::Member(card.member),
    };
    if matches!(by, By::Person(own) if own != case) {
        return Err(Code::NotFound.into());
    }
    let header = checked(&server, &request)?;
    if header.fields.case != case {
        return Err(Code::WrongPlace.into());
    }
    let answer = commit(&server, request, header, by).await?;
    server.inner.events.tell(Event::Queue);
    Ok(answer)
}

async fn commit(
    server: &Server,
    append: Append,
    header: sanad_crypto::safe::entry::Header,
    by: By,
) -> Result<Cbor<Appended>, Problem> {
    let (entry, refused) = (header.fields.entry, header.entry_hash());
    let work = Work::Append(new_entry(append, header, by)?);
    match server.commit()?.commit(work).await {
        Ok(stands) => acknowledge(server, &stands, entry),
        Err(Refusal::Conflict(head)) => {
            let conflict = Conflict {
                entry,
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
    held(&server, &card, case).await?;
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
