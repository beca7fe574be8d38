//! The fold: from entries, in the order of their lanes, to what a case is now.

use serde::Serialize;

use super::{
    Assign, Body, BodyError, Close, Consent, Decision, Kind, Message, Note, Purpose, Stage, may_say,
};
use crate::{
    Author, AuthorClass, EntryId, Lane, MemberId, Role,
    danger::{Assessment, Band},
    report::{Age, Report},
    safe_contact::SafeContact,
};

/// One entry as the fold sees it: opened, its author verified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opened {
    /// Lane.
    pub lane: Lane,
    /// Number in its lane, from 0.
    pub n: u64,
    /// Its id.
    pub entry: EntryId,
    /// Who said it.
    pub author: Author,
    /// The member's role when it was logged; `None` for others and for members who had none.
    pub role: Option<Role>,
    /// When the author says it was said (Unix seconds, rounded to minutes): a claim.
    pub at: u64,
    /// When the server took it (Unix seconds): clocks use this.
    pub arrived: u64,
    /// What it says, or why it cannot be read.
    pub body: Result<Body, BodyError>,
}

/// Why an entry is shown and not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    /// Its author may not say this here.
    NotAllowed,
    /// It cannot be read by this version.
    Newer,
    /// It is malformed.
    Malformed,
    /// It is sealed to others.
    Closed,
    /// It is not what it claims.
    Forged,
    /// It comes after the last entry that a case can have.
    AfterEnd,
    /// It lacks what its kind requires: a reason, an outcome.
    Incomplete,
    /// A case is told once.
    Again,
}

/// One line of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct TimelineItem {
    /// Lane.
    pub lane: Lane,
    /// Number in its lane.
    pub n: u64,
    /// Entry.
    pub entry: EntryId,
    /// Author.
    pub author: Author,
    /// Kind, where it can be read.
    pub kind: Option<Kind>,
    /// The author's claim of when, Unix seconds.
    pub at: u64,
    /// Arrival, Unix seconds.
    pub arrived: u64,
    /// `None`: counted.
    pub not_counted: Option<Why>,
}

/// A message in the conversation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Said {
    /// Entry.
    pub entry: EntryId,
    /// Who.
    pub author: Author,
    /// Arrival, Unix seconds.
    pub arrived: u64,
    /// What.
    pub message: Message,
}

/// Who opened the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Seen {
    /// The member.
    pub author: Author,
    /// Role when it happened.
    pub role: Option<Role>,
    /// Name under which she knows the member.
    pub alias: String,
    /// Why.
    pub purpose: Purpose,
    /// When, Unix seconds.
    pub arrived: u64,
}

/// What a case is now.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct Case {
    /// The first telling.
    pub report: Option<Report>,
    /// Arrival of the first telling, Unix seconds.
    pub told_at: Option<u64>,
    /// Messages in order.
    pub conversation: Vec<Said>,
    /// Internal notes in order, with author and arrival.
    pub notes: Vec<(Author, u64, Note)>,
    /// Assessments in order, the last counts.
    pub assessments: Vec<(Author, u64, Assessment)>,
    /// How she may be reached: the newest that anybody recorded.
    pub safe_contact: SafeContact,
    /// Consents that are live.
    pub consents: Vec<Consent>,
    /// Who works on it.
    pub assignees: Vec<MemberId>,
    /// Stage.
    pub stage: Stage,
    /// How it ended, while it is closed.
    pub closed: Option<Close>,
    /// Who opened it.
    pub seen: Vec<Seen>,
    /// Since when she waits for a human answer, Unix seconds; `None` when the team spoke last.
    pub waiting_since: Option<u64>,
    /// Everything is deleted.
    pub destroyed: bool,
    /// Every entry, counted or not.
    pub timeline: Vec<TimelineItem>,
}

impl Case {
    /// The level that counts: the last assessment, else what her own answers claim.
    pub fn band(&self) -> Band {
        let assessed = self.assessments.last().map(|(_, _, it)| it.band);
        let claimed = self.report.as_ref().map(|it| it.claim().band);
        let minor = self.report.as_ref().is_some_and(|it| it.age == Age::Minor);
        let floor = if minor { Band::High } else { Band::Low };
        assessed.or(claimed).unwrap_or_default().max(floor)
    }

    /// When the last assessment must be made again, Unix seconds.
    pub fn assessment_expires(&self) -> Option<u64> {
        self.assessments.last().map(|(_, arrived, it)| arrived + it.band.valid_for())
    }

    /// When the next human answer is due, Unix seconds.
    pub fn answer_due(&self) -> Option<u64> {
        self.waiting_since.map(|since| since + self.band().answer_within())
    }
}

/// Folds entries (each lane in its order; lanes may be interleaved by arrival) into the case.
pub fn fold(entries: &[Opened]) -> Case {
    let mut case = Case::default();
    for entry in entries {
        let outcome = step(&mut case, entry);
        case.timeline.push(TimelineItem {
            lane: entry.lane,
            n: entry.n,
            entry: entry.entry,
            author: entry.author,
            kind: entry.body.as_ref().ok().map(Body::kind),
            at: entry.at,
            arrived: entry.arrived,
            not_counted: outcome.err(),
        });
    }
    case
}

fn step(case: &mut Case, entry: &Opened) -> Result<(), Why> {
    let body = match &entry.body {
        Ok(body) => body,
        Err(BodyError::Newer) => return Err(Why::Newer),
        Err(BodyError::Malformed) => return Err(Why::Malformed),
        Err(BodyError::Closed) => return Err(Why::Closed),
        Err(BodyError::Forged) => return Err(Why::Forged),
    };
    if case.destroyed {
        return Err(Why::AfterEnd);
    }
    if !may_say(&entry.author, entry.role, entry.lane, body.kind()) {
        return Err(Why::NotAllowed);
    }
    match body {
        Body::Report(report) => tell(case, entry, report)?,
        Body::Message(message) => say(case, entry, message),
        Body::Consent(consent) => decide(case, consent),
        Body::Note(note) => case.notes.push((entry.author, entry.arrived, note.clone())),
        Body::Danger(assessment) if assessment.reason.trim().is_empty() => return Err(Why::Incomplete),
        Body::Close(close) if close.outcomes.is_empty() => return Err(Why::Incomplete),
        // Closing asks for an outcome; moving a stage does not.
        Body::Stage(change) if change.to == Stage::Closed => return Err(Why::Incomplete),
        Body::Danger(assessment) => case.assessments.push((entry.author, entry.arrived, assessment.clone())),
        Body::SafeContact(safe) => case.safe_contact = safe.over(&case.safe_contact, &entry.author),
        Body::Assign(Assign { to }) => assign(case, to),
        Body::Stage(change) => {
            case.stage = change.to;
            case.closed = None;
        }
        Body::Close(close) => {
            case.stage = Stage::Closed;
            case.closed = Some(close.clone());
            case.waiting_since = None;
        }
        Body::Reopen(note) => {
            case.stage = Stage::Active;
            case.closed = None;
            case.notes.push((entry.author, entry.arrived, note.clone()));
        }
        Body::Access(access) => case.seen.push(Seen {
            author: entry.author,
            role: entry.role,
            alias: access.alias.clone(),
            purpose: access.purpose,
            arrived: entry.arrived,
        }),
        Body::Download(download) if download.reason.trim().is_empty() => return Err(Why::Incomplete),
        Body::Download(_) | Body::Opening(_) => {}
        Body::Destroy(_) => {
            *case = Case { destroyed: true, timeline: std::mem::take(&mut case.timeline), ..Case::default() }
        }
    }
    Ok(())
}

fn tell(case: &mut Case, entry: &Opened, report: &Report) -> Result<(), Why> {
    if case.report.is_some() {
        return Err(Why::Again);
    }
    case.safe_contact = report.safe_contact.clone();
    // A channel never speaks her consent.
    let by_her = entry.author.class == AuthorClass::Person;
    case.consents = report
        .consents
        .iter()
        .filter(|_| by_her)
        .map(|purpose| Consent { purpose: purpose.clone(), decision: Decision::Given, recipient: None })
        .collect();
    case.told_at = Some(entry.arrived);
    case.waiting_since = Some(entry.arrived);
    case.report = Some(report.clone());
    Ok(())
}

fn say(case: &mut Case, entry: &Opened, message: &Message) {
    let by_team = entry.author.as_member().is_some();
    if by_team {
        case.waiting_since = None;
    } else {
        case.waiting_since = case.waiting_since.or(Some(entry.arrived));
        // She came back: a closed case is open again, and somebody must answer.
        if case.stage == Stage::Closed {
            case.stage = Stage::Active;
            case.closed = None;
        }
    }
    case.conversation.push(Said {
        entry: entry.entry,
        author: entry.author,
        arrived: entry.arrived,
        message: message.clone(),
    });
}

fn decide(case: &mut Case, consent: &Consent) {
    case.consents.retain(|it| it.purpose != consent.purpose || it.recipient != consent.recipient);
    if consent.decision == Decision::Given {
        case.consents.push(consent.clone());
    }
}

fn assign(case: &mut Case, to: &[MemberId]) {
    case.assignees = to.to_vec();
    case.assignees.sort_unstable();
    case.assignees.dedup();
    match (to.is_empty(), case.stage) {
        (false, Stage::New | Stage::Triage) => case.stage = Stage::Active,
        (true, Stage::Active | Stage::Waiting) => case.stage = Stage::Triage,
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{PersonId, case::StageChange};

    const HER: Author = Author { class: crate::AuthorClass::Person, id: [1; 16] };
    const WORKER: Author = Author { class: crate::AuthorClass::Member, id: [2; 16] };

    fn entry(n: u64, lane: Lane, author: Author, body: Body) -> Opened {
        let role = author.as_member().map(|_| Role::Caseworker);
        Opened {
            lane,
            n,
            entry: EntryId([n as u8; 16]),
            author,
            role,
            at: n * 60,
            arrived: n * 60,
            body: Ok(body),
        }
    }

    fn message(text: &str) -> Body {
        Body::Message(Message::of_text(text))
    }

    #[test]
    fn she_waits_until_the_team_answers_and_again_when_she_writes() {
        let mut entries = vec![entry(0, Lane::Shared, HER, Body::Report(Report::of_text("help")))];
        assert_eq!(fold(&entries).waiting_since, Some(0));
        assert_eq!(fold(&entries).answer_due(), Some(24 * 3600));
        entries.push(entry(1, Lane::Shared, WORKER, message("we are here")));
        assert_eq!(fold(&entries).waiting_since, None);
        entries.push(entry(2, Lane::Shared, HER, message("thank you")));
        assert_eq!(fold(&entries).waiting_since, Some(120));
        assert_eq!(fold(&entries).conversation.len(), 2);
    }

    #[test]
    fn a_closed_case_opens_when_she_comes_back() {
        let close = Close {
            outcomes: vec!["threat_stopped".into()],
            summary: String::new(),
            safety_plan: true,
            told_to_come_back: true,
        };
        let entries = [
            entry(0, Lane::Shared, HER, Body::Report(Report::of_text("help"))),
            entry(0, Lane::Team, WORKER, Body::Close(close)),
            entry(1, Lane::Shared, HER, message("he wrote again")),
        ];
        assert_eq!(fold(&entries[..2]).stage, Stage::Closed);
        assert_eq!(fold(&entries).stage, Stage::Active);
        assert_eq!(fold(&entries).closed, None);
    }

    #[test]
    fn what_may_not_be_said_is_shown_and_not_counted() {
        let entries = [
            entry(0, Lane::Shared, HER, Body::Report(Report::of_text("help"))),
            entry(1, Lane::Shared, WORKER, Body::Report(Report::of_text("forged"))),
            entry(0, Lane::Team, HER, Body::Note(Note { text: "forged".into() })),
        ];
        let case = fold(&entries);
        assert_eq!(case.report.unwrap().text, "help");
        assert!(case.notes.is_empty());
        let why: Vec<_> = case.timeline.iter().map(|it| it.not_counted).collect();
        assert_eq!(why, [None, Some(Why::NotAllowed), Some(Why::NotAllowed)]);
    }

    #[test]
    fn nothing_counts_after_destruction() {
        let entries = [
            entry(0, Lane::Shared, HER, Body::Report(Report::of_text("help"))),
            entry(1, Lane::Shared, HER, Body::Destroy(super::super::Destroy { reason: "person".into() })),
            entry(2, Lane::Shared, WORKER, message("?")),
        ];
        let case = fold(&entries);
        assert!(case.destroyed && case.report.is_none() && case.conversation.is_empty());
        assert_eq!(case.timeline.last().unwrap().not_counted, Some(Why::AfterEnd));
    }

    fn any_body() -> impl Strategy<Value = Body> {
        prop_oneof![
            "[a-z]{0,8}".prop_map(|text| Body::Report(Report::of_text(&text))),
            "[a-z]{0,8}".prop_map(|text| message(&text)),
            "[a-z]{0,8}".prop_map(|text| Body::Note(Note { text })),
            (0usize..7).prop_map(|at| Body::Stage(StageChange { to: Stage::ALL[at], reason: None })),
            Just(Body::Assign(Assign { to: vec![MemberId([2; 16])] })),
            Just(Body::Destroy(super::super::Destroy { reason: "person".into() })),
        ]
    }

    proptest! {
        #[test]
        fn bodies_survive_encoding_and_nothing_else_is_read(body in any_body(), extra: u8) {
            let kind = body.kind();
            let mut bytes = body.encode();
            prop_assert_eq!(Body::decode(kind.name(), kind.version(), &bytes), Ok(body));
            prop_assert_eq!(Body::decode(kind.name(), kind.version() + 1, &bytes), Err(BodyError::Newer));
            bytes.push(extra);
            prop_assert_eq!(Body::decode(kind.name(), kind.version(), &bytes), Err(BodyError::Malformed));
        }

        /// The timeline keeps everything, and a longer history begins with the shorter one.
        #[test]
        fn history_only_grows(bodies in prop::collection::vec((any_body(), any::<bool>(), 0usize..3), 0..20)) {
            let entries: Vec<_> = bodies
                .into_iter()
                .enumerate()
                .map(|(n, (body, her, lane))| {
                    let author = if her { Author::person(PersonId([1; 16])) } else { WORKER };
                    entry(n as u64, Lane::ALL[lane], author, body)
                })
                .collect();
            let whole = fold(&entries);
            prop_assert_eq!(whole.timeline.len(), entries.len());
            for cut in 0..entries.len() {
                prop_assert_eq!(&fold(&entries[..cut]).timeline[..], &whole.timeline[..cut]);
            }
        }
    }
}
