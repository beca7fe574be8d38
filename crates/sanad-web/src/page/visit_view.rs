//! Her case in words: what the script of her page does with scripts on.

use sanad_domain::{
    case::Purpose,
    report::{Age, Answer, Report},
};
use sanad_i18n::Person;
use sanad_plain::wire::{Said, Seen, Status};

use crate::utc_offset::UtcOffset;

/// A row of the conversation.
pub(super) struct Message {
    pub(super) from_team: bool,
    pub(super) when: String,
    pub(super) text: String,
}

/// One thing that she told.
pub(super) struct Fact {
    pub(super) label: String,
    pub(super) value: String,
}

/// One opening of her case.
pub(super) struct Opened {
    pub(super) who: String,
    pub(super) when: String,
    pub(super) why: String,
}

/// A consent that she gave.
pub(super) struct Consent {
    pub(super) code: String,
    pub(super) label: String,
    pub(super) given: bool,
}

/// The status line.
pub(super) fn status(t: &Person, status: Status) -> String {
    match status {
        Status::Arrived => t.visit_status_arrived(),
        Status::Read => t.visit_status_read(),
        Status::Answered => t.visit_status_answered(),
    }
}

/// Date and time with the word that says whose clock it is: without scripts the server cannot know hers.
fn moment(t: &Person, offset: UtcOffset, at: u64) -> String {
    let (date, time) = offset.date_and_time(at);
    let baghdad = offset == UtcOffset::default();
    let zone = if baghdad { t.visit_zone_baghdad() } else { format!("UTC{offset}") };
    t.visit_when(date, time, zone)
}

/// The conversation. Files cannot be opened without scripts; that they are there is said.
pub(super) fn messages(t: &Person, offset: UtcOffset, said: &[Said]) -> Vec<Message> {
    let text = |it: &Said| {
        let words = Some(it.text.clone()).filter(|it| !it.is_empty());
        let files = it.files.iter().map(|name| t.visit_off_file(name));
        words.into_iter().chain(files).collect::<Vec<_>>().join("\n")
    };
    let message =
        |it: &Said| Message { from_team: it.from_team, when: moment(t, offset, it.arrived), text: text(it) };
    said.iter().map(message).collect()
}

/// Who opened it.
pub(super) fn opened(t: &Person, offset: UtcOffset, seen: &[Seen]) -> Vec<Opened> {
    seen.iter()
        .map(|it| Opened {
            who: it.alias.clone(),
            when: moment(t, offset, it.arrived),
            why: t.0.label("access_purpose", purpose(it.purpose)),
        })
        .collect()
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Triage => "triage",
        Purpose::FollowUp => "follow_up",
        Purpose::Review => "review",
        Purpose::Handover => "handover",
        Purpose::Audit => "audit",
    }
}

/// Consents that are live.
pub(super) fn consents(t: &Person, codes: &[String]) -> Vec<Consent> {
    codes
        .iter()
        .map(|code| Consent { code: code.clone(), label: t.0.label("consent_purpose", code), given: true })
        .collect()
}

/// What she told, under the questions of the form; what she skipped is left out.
pub(super) fn facts(t: &Person, report: &Report) -> Vec<Fact> {
    let comma = if t.0.dir() == "rtl" { "، " } else { ", " };
    let list = |list: &str, codes: &[String]| {
        codes.iter().map(|it| t.0.label(list, it)).collect::<Vec<_>>().join(comma)
    };
    let one = |list: &str, code: &Option<String>| code.as_ref().map(|it| t.0.label(list, it));
    let answer = |answer: Answer| match answer {
        Answer::Yes => t.answer_yes(),
        Answer::No => t.answer_no(),
        Answer::Unknown => String::new(),
    };
    let age = match report.age {
        Age::Adult => t.tell_age_adult(),
        Age::Minor => t.tell_age_minor(),
        Age::Unsaid => String::new(),
    };
    let (safe, danger) = (&report.safe_contact, &report.danger);
    let shared = match safe.shared_device {
        Some(true) => t.answer_yes(),
        Some(false) => t.answer_no(),
        None => String::new(),
    };
    let rows = [
        (t.tell_for_whom(), one("for_whom", &report.for_whom).unwrap_or_default()),
        (t.tell_age(), age),
        (t.tell_material(), list("material", &report.material)),
        (t.tell_demand(), list("demand", &report.demand)),
        (t.tell_deadline(), report.deadline.clone().unwrap_or_default()),
        (t.tell_platform(), list("platform", &report.platform)),
        (t.tell_accounts(), report.accounts.clone().unwrap_or_default()),
        (t.tell_relationship(), one("relationship", &report.relationship).unwrap_or_default()),
        (t.tell_danger_family(), answer(danger.family)),
        (t.tell_danger_hurt(), answer(danger.hurt)),
        (t.tell_danger_deadline(), answer(danger.deadline)),
        (t.tell_danger_published(), answer(danger.published)),
        (t.tell_danger_self(), answer(danger.herself)),
        (t.tell_danger_alone(), answer(danger.alone)),
        (t.tell_safe_channel(), one("safe_channel", &safe.channel).unwrap_or_default()),
        (t.tell_safe_hours(), safe.hours.clone().unwrap_or_default()),
        (t.tell_safe_shared(), shared),
        (t.tell_safe_code_word(), safe.code_word.clone().unwrap_or_default()),
        (t.tell_safe_never(), safe.never.clone().unwrap_or_default()),
    ];
    rows.into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(label, value)| Fact { label, value })
        .collect()
}

#[cfg(test)]
mod tests {
    use sanad_domain::taxonomy;
    use sanad_i18n::Lang;

    use super::*;

    /// Isolates (U+2068, U+2069) keep numbers upright in Arabic; a test reads past them.
    fn bare(text: &str) -> String {
        text.chars().filter(|it| !matches!(it, '\u{2068}' | '\u{2069}')).collect()
    }

    #[test]
    fn moments_say_whose_clock_it_is() {
        let baghdad = UtcOffset::default();
        let en = Person(Lang::En);
        assert_eq!(bare(&moment(&en, baghdad, 0)), "1970/01/01, 03:00 Baghdad time");
        let utc = "+00:00".parse().unwrap();
        assert_eq!(bare(&moment(&en, utc, 0)), "1970/01/01, 00:00 UTC+00:00");
        for lang in Lang::ALL {
            let said = bare(&moment(&Person(lang), baghdad, 0));
            assert!(said.contains("1970/01/01") && said.contains("03:00"), "{said}");
        }
    }

    #[test]
    fn purposes_and_consents_have_labels_in_every_language() {
        let all = [Purpose::Triage, Purpose::FollowUp, Purpose::Review, Purpose::Handover, Purpose::Audit];
        assert_eq!(all.map(purpose).as_slice(), taxonomy::codes("access_purpose"));
        for lang in Lang::ALL {
            let t = Person(lang);
            let seen: Vec<Seen> =
                all.iter().map(|it| Seen { alias: "A".into(), purpose: *it, arrived: 0 }).collect();
            for row in opened(&t, UtcOffset::default(), &seen) {
                assert!(!taxonomy::codes("access_purpose").contains(&row.why.as_str()), "{}", row.why);
            }
            let codes: Vec<String> =
                taxonomy::codes("consent_purpose").iter().map(|it| (*it).to_owned()).collect();
            for row in consents(&t, &codes) {
                assert!(row.given && row.label != row.code, "{}", row.label);
            }
        }
    }

    #[test]
    fn facts_are_what_she_told_and_files_are_named() {
        let mut report = Report::of_text("he wrote");
        let t = Person(Lang::En);
        assert!(facts(&t, &report).is_empty());
        report.material = vec!["photo".into(), "video".into()];
        report.danger.hurt = Answer::Yes;
        report.accounts = Some("@him".into());
        let facts = facts(&t, &report);
        assert_eq!(facts.len(), 3);
        assert!(facts[0].value.contains(", ") && facts[1].value == "@him" && facts[2].value == "Yes");
        let said = Said { from_team: false, arrived: 0, text: String::new(), files: vec!["a.png".into()] };
        let shown = messages(&t, UtcOffset::default(), &[said]);
        assert_eq!(bare(&shown[0].text), "File sent: a.png");
    }
}
