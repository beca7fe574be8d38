//! The real fold against the model of `model.rs`, on any sequence of entries.

use std::collections::{BTreeMap, BTreeSet};

use sanad_domain::{
    Author, AuthorClass, BlobId, EntryId, Lane, MemberId, Role,
    case::{
        Access, Assign, Body, BodyError, Close, Consent, Decision, Destroy, Download, Message, Note, Opened,
        Opening, Purpose, Stage, StageChange, fold,
    },
    danger::{Assessment, Band},
    report::Report,
    safe_contact::SafeContact,
};

use crate::{entry::author, input::Input, model::Model};

/// Most entries of one run: the whole is folded again after each.
const MOST: usize = 64;
const PURPOSES: [&str; 3] = ["refer_to_police", "share_hash", "write_first"];

fn body(kind: u8, how: u8) -> Result<Body, BodyError> {
    let some = |bit: u8| how & bit != 0;
    let text = || if some(1) { "ما حدث".to_owned() } else { " ".to_owned() };
    let decision = if some(4) { Decision::Withdrawn } else { Decision::Given };
    Ok(match kind % 17 {
        0 => {
            let consents = PURPOSES.iter().zip(0..).filter(|it| some(1 << it.1)).map(|it| (*it.0).to_owned());
            Body::Report(Report { consents: consents.collect(), ..Report::of_text("he threatens me") })
        }
        1 | 2 => Body::Message(Message::of_text("still here")),
        3 | 4 => Body::Consent(Consent {
            purpose: PURPOSES[usize::from(how % 3)].into(),
            decision,
            recipient: some(8).then(|| "police".to_owned()),
        }),
        5 => Body::Note(Note { text: text() }),
        6 => {
            let band = Band::ALL[usize::from(how / 2 % 4)];
            let answers = BTreeMap::new();
            Body::Danger(Assessment { band, reason: text(), answers, items_version: 1 })
        }
        7 => Body::SafeContact(SafeContact { may_write_first: Some(some(1)), ..SafeContact::default() }),
        8 => {
            let to = (0..how % 4).map(|it| MemberId([it / (how / 64 + 1); 16]));
            Body::Assign(Assign { to: to.collect() })
        }
        9 => Body::Stage(StageChange { to: Stage::ALL[usize::from(how % 7)], reason: None }),
        10 => {
            let outcomes = if some(1) { vec!["stopped_by_itself".to_owned()] } else { vec![] };
            let told_to_come_back = some(2);
            Body::Close(Close { outcomes, summary: text(), safety_plan: some(4), told_to_come_back })
        }
        11 => Body::Reopen(Note { text: text() }),
        12 => Body::Access(Access { purpose: Purpose::Review, alias: text() }),
        13 => Body::Opening(Opening { reason: "taken".into() }),
        14 if how < 32 => Body::Destroy(Destroy { reason: "person".into() }),
        15 => Body::Download(Download { blob: BlobId([how; 16]), reason: text() }),
        _ => {
            return Err(match how % 4 {
                0 => BodyError::Newer,
                1 => BodyError::Malformed,
                2 => BodyError::Closed,
                _ => BodyError::Forged,
            });
        }
    })
}

/// Six bytes an entry: who, which lane, when, what. After each one fold and model agree.
pub fn fold_against_model(data: &[u8]) {
    let mut input = Input::new(data);
    let (mut entries, mut model) = (vec![], Model::default());
    let (mut counts, mut now) = ([0; 3], 0u64);
    while !input.is_empty() && entries.len() < MOST {
        let author: Author = author(&mut input);
        let (place, passed, kind, how) = (input.byte(), input.byte(), input.byte(), input.byte());
        let lane = usize::from(place % 3);
        let role = match (author.class, place / 3 % 8) {
            (AuthorClass::Member, 0..=3) => Some(Role::Caseworker),
            (AuthorClass::Member, 4 | 5) => Some(Role::Coordinator),
            (AuthorClass::Member, 6) => Some(Role::Recovery),
            _ => None,
        };
        now += u64::from(passed);
        entries.push(Opened {
            lane: Lane::ALL[lane],
            n: counts[lane],
            entry: EntryId([entries.len() as u8; 16]),
            author,
            role,
            at: now - now % 60,
            arrived: now,
            body: body(kind, how),
        });
        counts[lane] += 1;
        let Some(entry) = entries.last() else { return };
        let counted = model.step(entry);
        let case = fold(&entries);
        let consents: BTreeSet<_> =
            case.consents.iter().map(|it| (it.purpose.clone(), it.recipient.clone())).collect();
        assert!(case.consents.iter().all(|it| it.decision == Decision::Given));
        let found = Model {
            told: case.report.is_some(),
            waits: case.waiting_since,
            stage: case.stage.code(),
            consents,
            assignees: case.assignees.iter().map(|it| it.0).collect(),
            closed: case.closed.is_some(),
            destroyed: case.destroyed,
            messages: case.conversation.len(),
            notes: case.notes.len(),
            seen: case.seen.len(),
        };
        assert_eq!(found, model, "after {entry:?}");
        assert_eq!(case.timeline.len(), entries.len(), "everything is shown");
        let last = case.timeline.last().expect("it was just folded");
        assert_eq!(last.not_counted.is_none(), counted, "{entry:?}");
    }
}
