//! The queue as a member sees it: rows assembled from signed routing, sealed summaries and what the page
//! claimed (protocol §8a). Unsigned or outdated routing never lowers a case.

use std::cmp::Reverse;

use sanad_crypto::safe::{
    routing::Routing,
    summary::{self, Subject, Summary},
};
use sanad_domain::{CaseId, MemberId, case::Stage, danger::Band};
use sanad_protocol::case::{Queue, QueueRow};
use serde::Serialize;

use crate::{ClientError, Trust, member::Desk};

/// One row, ready to be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Case.
    pub case: CaseId,
    /// Neutral name, once a member gave one.
    pub alias: Option<String>,
    /// One line, once a member wrote one.
    pub line: Option<String>,
    /// Search terms.
    pub terms: Vec<String>,
    /// The higher of the last signed band and the one that her page claims.
    pub band: Band,
    /// A member signed a band.
    pub reviewed: bool,
    /// Claimed threat to life that nobody has reviewed yet.
    pub alert: bool,
    /// Stage.
    pub stage: Stage,
    /// Since when she waits, Unix seconds.
    pub waiting_since: Option<u64>,
    /// When the next answer is due, Unix seconds.
    pub due: Option<u64>,
    /// Arrival, Unix seconds.
    pub arrived: u64,
    /// Who works on it.
    pub assignees: Vec<MemberId>,
    /// Her newest message has no answer.
    pub unread: bool,
    /// In quarantine.
    pub quarantined: bool,
    /// This member can open it.
    pub holds: bool,
}

/// Assembles and sorts: danger first, then waiting time; quarantine last.
pub fn rows(trust: &Trust, desk: &Desk, queue: &Queue) -> Result<Vec<Row>, ClientError> {
    trust.checkpoint(&queue.checkpoint)?;
    let mut rows: Vec<Row> =
        queue.rows.iter().filter(|it| !it.destroyed).map(|it| row(trust, desk, it)).collect();
    rows.sort_by_key(|it| {
        let waiting = it.waiting_since.map_or((1, it.arrived), |since| (0, since));
        (it.quarantined, it.stage == Stage::Closed && !it.unread, Reverse(it.band), waiting, it.case)
    });
    Ok(rows)
}

fn row(trust: &Trust, desk: &Desk, it: &QueueRow) -> Row {
    let routing = it.routing.as_ref().and_then(|bytes| signed_routing(trust, it.case, bytes));
    let summary = open_summary(trust, desk, it).unwrap_or_default();
    let claimed = it.claimed.min(Band::High);
    let signed = routing.as_ref().map(|it| it.band);
    // The higher of what a member signed and what her page claimed (protocol §8a): a server that shows an
    // old routing cannot lower a case below her own words.
    let band = signed.unwrap_or_default().max(claimed);
    // Routing that names another head than the lane has is outdated: she wrote since.
    let current = routing.as_ref().is_some_and(|routing| routing.heads.shared[..] == it.shared_head[..]);
    let stage = routing.as_ref().map_or(Stage::New, |it| it.stage);
    let stage = if stage == Stage::Closed && !current && it.unread { Stage::Active } else { stage };
    let waiting_since = match &routing {
        Some(routing) if current => routing.waiting_since,
        _ => it.waiting_since,
    };
    Row {
        case: it.case,
        alias: (!summary.alias.is_empty()).then_some(summary.alias),
        line: (!summary.line.is_empty()).then_some(summary.line),
        terms: summary.terms,
        band,
        reviewed: signed.is_some(),
        alert: it.alert && signed.is_none(),
        stage,
        waiting_since,
        due: waiting_since.map(|since| since + band.answer_within()),
        arrived: it.arrived,
        assignees: routing.map(|it| it.assignees).unwrap_or_default(),
        unread: it.unread && waiting_since.is_some(),
        quarantined: it.quarantined,
        holds: it.holds,
    }
}

/// Routing counts only with the signature of a live member of this team, for this case.
fn signed_routing(trust: &Trust, case: CaseId, bytes: &[u8]) -> Option<Routing> {
    let routing = Routing::open(bytes).ok()?;
    // Cards that ended count too: what a member signed while in the team still orders the case, and every
    // opening by somebody else signs anew.
    let live = trust.team.cards.values().flatten().any(|it| it.card.verify_key == routing.by);
    (live && routing.case == case && routing.team == trust.team.id).then_some(routing)
}

fn open_summary(trust: &Trust, desk: &Desk, it: &QueueRow) -> Option<Summary> {
    let sealed = it.summary.as_ref()?;
    let key = desk.team_keys.get(&("summary".to_owned(), sealed.generation))?;
    summary::open(&sealed.sealed, trust.team.id, sealed.generation, Subject::Case(it.case), key).ok()
}
