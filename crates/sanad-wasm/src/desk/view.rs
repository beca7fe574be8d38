//! What the desk shows of a case.

use sanad_domain::{
    Author, AuthorClass,
    danger::suggest,
    report::{Age, Answer},
};
use serde_json::{Value, json};

use super::{Desk, open_case::OpenCase};
use crate::{Js, files_of, json as to_json, team::Team};

/// The view as JSON; its shape is `CaseView` of the desk.
pub(super) fn case(team: &Team, desk: &Desk, open: &OpenCase) -> Js<String> {
    let case = &open.file.case;
    let name =
        |author: &Author| author.as_member().and_then(|it| desk.session.name_of(it)).map(str::to_owned);
    let said: Vec<Value> = case
        .conversation
        .iter()
        .map(|it| {
            json!({
                "entry": it.entry,
                "by": class(&it.author),
                "author": it.author,
                "name": name(&it.author),
                "arrived": it.arrived,
                "text": it.message.text,
                "sealed_where": it.message.sealed_where,
                "files": files_of(&it.message),
            })
        })
        .collect();
    let notes: Vec<Value> = case
        .notes
        .iter()
        .map(|(author, arrived, note)| {
            json!({ "author": author, "name": name(author), "arrived": arrived, "text": note.text })
        })
        .collect();
    let assessments: Vec<Value> = case
        .assessments
        .iter()
        .map(|(author, arrived, it)| {
            json!({
                "author": author,
                "name": name(author),
                "arrived": arrived,
                "band": it.band,
                "reason": it.reason,
                "answers": it.answers,
            })
        })
        .collect();
    let timeline: Vec<Value> = case
        .timeline
        .iter()
        .map(|it| {
            json!({
                "lane": it.lane,
                "n": it.n,
                "entry": it.entry,
                "kind": it.kind,
                "author_class": it.author.class,
                "author": it.author,
                "name": name(&it.author),
                "at": it.at,
                "arrived": it.arrived,
                "not_counted": it.not_counted,
                "verified": it.not_counted.is_none(),
            })
        })
        .collect();
    let answers = case.assessments.last().map(|(_, _, it)| it.answers.clone()).unwrap_or_default();
    let minor = case.report.as_ref().is_some_and(|it| it.age == Age::Minor);
    let suggestion = suggest(&answers, minor);
    to_json(&json!({
        "case": open.file.id,
        "alias": open.summary.alias,
        "line": open.summary.line,
        "report": case.report.as_ref().map(report),
        "told_at": case.told_at,
        "conversation": said,
        "notes": notes,
        "assessments": assessments,
        "safe_contact": case.safe_contact,
        "consents": case.consents.iter().map(|it| it.purpose.clone()).collect::<Vec<_>>(),
        "assignees": case.assignees,
        "stage": case.stage,
        "closed": case.closed,
        "seen": case.seen.iter().map(|it| json!({
            "name": it.alias, "role": it.role, "purpose": it.purpose, "arrived": it.arrived,
        })).collect::<Vec<_>>(),
        "waiting_since": case.waiting_since,
        "due": case.answer_due(),
        "band": case.band(),
        "assessment_expires": case.assessment_expires(),
        "minor": minor,
        "destroyed": case.destroyed,
        "timeline": timeline,
        "checkpoint": { "size": open.file.checkpoint.size, "time": open.file.checkpoint.time },
        "suggested": { "band": suggestion.band, "because": suggestion.because },
        "fingerprint": team.fingerprint(),
    }))
}

fn class(author: &Author) -> &'static str {
    match author.class {
        AuthorClass::Person => "person",
        AuthorClass::Member | AuthorClass::System => "team",
        AuthorClass::Channel => "channel",
    }
}

fn report(it: &sanad_domain::report::Report) -> Value {
    let answer = |it: Answer| json!(it);
    json!({
        "text": it.text,
        "for_whom": it.for_whom,
        "age": it.age,
        "material": it.material,
        "demand": it.demand,
        "deadline": it.deadline,
        "platform": it.platform,
        "accounts": it.accounts,
        "relationship": it.relationship,
        "danger": {
            "family": answer(it.danger.family),
            "hurt": answer(it.danger.hurt),
            "deadline": answer(it.danger.deadline),
            "published": answer(it.danger.published),
            "herself": answer(it.danger.herself),
            "alone": answer(it.danger.alone),
        },
        "consents": it.consents,
        "lang": it.lang,
        "sealed_where": it.sealed_where,
    })
}
