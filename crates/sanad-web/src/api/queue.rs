//! The queue and the quarantine.

use std::collections::{HashMap, HashSet};

use axum::{extract::State, http::StatusCode};
use sanad_domain::{Lane, danger::Band};
use sanad_protocol::{
    Code,
    case::{Quarantine, Queue, QueueRow, Summary},
};
use sanad_store::CaseRow;

use crate::{events::Event, problem::Problem, server::Server, session::Member, wire::Cbor};

pub(crate) async fn view(State(server): State<Server>, Member(card): Member) -> Result<Cbor<Queue>, Problem> {
    let team = server.team()?;
    let store = server.store();
    let held: HashSet<_> =
        store.held_cases(team, &store.holders(team, &card).await?).await?.into_iter().collect();
    let heads: HashMap<_, _> = store.lane_heads(team, Lane::Shared).await?.into_iter().collect();
    let rows = store.queue(team).await?;
    let checkpoint = store.log_root(team).await?.map(|it| it.checkpoint).unwrap_or_default();
    let rows = rows
        .into_iter()
        .map(|it| {
            let (holds, head) = (held.contains(&it.case), heads.get(&it.case).copied().unwrap_or_default());
            row(it, holds, head)
        })
        .collect();
    Ok(Cbor(Queue { rows, checkpoint, now: server.now() }))
}

fn row(it: CaseRow, holds: bool, head: [u8; 32]) -> QueueRow {
    QueueRow {
        case: it.case,
        arrived: it.arrived,
        claimed: Band::ALL.get(usize::from(it.claimed)).copied().unwrap_or_default(),
        alert: it.alert,
        routing: it.routing.map(Into::into),
        summary: it.summary.map(|(generation, sealed)| Summary { generation, sealed: sealed.into() }),
        waiting_since: it.waiting_since,
        shared_head: head.to_vec().into(),
        quarantined: it.quarantined,
        holds,
        unread: it.last_by_person,
        destroyed: it.destroyed,
    }
}

/// Takes reports out of quarantine. They were never refused, only set aside.
pub(crate) async fn quarantine(
    State(server): State<Server>,
    Member(card): Member,
    Cbor(request): Cbor<Quarantine>,
) -> Result<StatusCode, Problem> {
    // Deleting is an entry of its own (destroy), signed by a coordinator; this only sorts.
    if !card.triage || request.close {
        return Err(Code::Forbidden.into());
    }
    server.store().release(server.team()?, &request.cases).await?;
    server.inner.events.tell(Event::Queue);
    Ok(StatusCode::NO_CONTENT)
}
