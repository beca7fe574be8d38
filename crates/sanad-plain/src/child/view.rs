//! From an opened case to what her page shows.

use sanad_domain::case::Case;

use crate::wire::{Said, Seen, Status, View};

/// Her case as she may see it.
pub(super) fn view(case: &Case) -> View {
    let told = case.report.as_ref().map(|it| Said {
        from_team: false,
        arrived: case.told_at.unwrap_or_default(),
        text: it.text.clone(),
        files: vec![],
    });
    let said = case.conversation.iter().map(|it| Said {
        from_team: it.author.as_member().is_some(),
        arrived: it.arrived,
        text: it.message.text.clone(),
        files: it.message.attachments.iter().map(|it| it.name.clone()).collect(),
    });
    let opened =
        case.seen.iter().map(|it| Seen { alias: it.alias.clone(), purpose: it.purpose, arrived: it.arrived });
    // The same words as with scripts.
    let answered = case.waiting_since.is_none() && !case.conversation.is_empty();
    let status = match (answered, case.seen.is_empty()) {
        (true, _) => Status::Answered,
        (false, false) => Status::Read,
        (false, true) => Status::Arrived,
    };
    View {
        status,
        messages: told.into_iter().chain(said).collect(),
        opened: opened.collect(),
        consents: case.consents.iter().map(|it| it.purpose.clone()).collect(),
        report: case.report.clone(),
    }
}

#[cfg(test)]
mod tests {
    use sanad_domain::{
        Author, EntryId, MemberId, PersonId,
        case::{Consent, Decision, Message, Purpose, Said as InCase, Seen as InAccess},
        report::{Report, SealedWhere},
    };

    use super::*;

    fn said(author: Author, text: &str) -> InCase {
        let message =
            Message { text: text.into(), attachments: vec![], sealed_where: SealedWhere::default() };
        InCase { entry: EntryId([1; 16]), author, arrived: 120, message }
    }

    #[test]
    fn her_case_from_the_first_word_to_the_answer() {
        let mut case = Case {
            report: Some(Report::of_text("he wrote")),
            told_at: Some(60),
            waiting_since: Some(60),
            consents: vec![Consent {
                purpose: "refer_police".into(),
                decision: Decision::Given,
                recipient: None,
            }],
            ..Case::default()
        };
        let first = view(&case);
        assert_eq!((first.status, first.messages.len()), (Status::Arrived, 1));
        assert_eq!((first.messages[0].arrived, first.messages[0].from_team), (60, false));
        assert_eq!(first.consents, ["refer_police"]);
        let member = Author::member(MemberId([2; 16]));
        case.seen.push(InAccess {
            author: member,
            role: None,
            alias: "Amal".into(),
            purpose: Purpose::Triage,
            arrived: 90,
        });
        assert_eq!(view(&case).status, Status::Read);
        case.conversation.push(said(member, "we are here"));
        case.waiting_since = None;
        let answered = view(&case);
        assert_eq!(answered.status, Status::Answered);
        assert!(answered.messages[1].from_team && answered.opened[0].alias == "Amal");
        case.conversation.push(said(Author::person(PersonId([1; 16])), "thank you"));
        case.waiting_since = Some(120);
        assert_eq!((view(&case).status, view(&case).messages.len()), (Status::Read, 3));
    }
}
