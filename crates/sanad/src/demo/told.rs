//! What somebody tells: a situation of one language with the answers that go with it.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use sanad_domain::{
    report::{Age, Answer, Report},
    safe_contact::SafeContact,
    taxonomy,
};

use super::voices::{Situation, Voices, below, chance, pick};

/// Answers that fit every telling: she skipped, did not know, or chose what is not in the list.
const OPEN: [&str; 3] = ["other", "unknown", "prefer_not"];

/// Takes the codes of each list in turn, so that a demo of some hundred cases shows all of them.
#[derive(Default)]
pub(super) struct Turns(BTreeMap<&'static str, usize>);

impl Turns {
    /// The next position in a round of `length`.
    pub(super) fn next(&mut self, round: &'static str, length: usize) -> usize {
        let at = self.0.entry(round).or_default();
        *at += 1;
        (*at - 1) % length.max(1)
    }

    /// The next code of a list of the taxonomy.
    pub(super) fn code(&mut self, list: &'static str) -> String {
        let codes = taxonomy::codes(list);
        let at = self.next(list, codes.len());
        codes.get(at).copied().unwrap_or_default().to_owned()
    }
}

/// Report number `at` of the demo, in one language.
pub(super) fn report(
    at: usize,
    (voices, lang): (&Voices, &'static str),
    turns: &mut Turns,
    rng: &mut ChaCha20Rng,
) -> Report {
    let situation = &voices.situation[turns.next(lang, voices.situation.len())];
    let for_whom = if at % 5 == 3 { turns.code("for_whom") } else { "self".into() };
    let (text, accounts) = voices.text(situation, &for_whom, rng);
    let mut report = Report::of_text(&text);
    report.for_whom = Some(for_whom);
    report.age = match (is_minor(situation), chance(rng, 20)) {
        (true, _) => Age::Minor,
        (false, true) => Age::Unsaid,
        (false, false) => Age::Adult,
    };
    let mut or_open = |list, this: bool, code: &String| {
        if this { OPEN[turns.next(list, OPEN.len())].to_owned() } else { code.clone() }
    };
    report.material = vec![or_open("open material", at % 11 == 2, &situation.material)];
    report.demand = vec![or_open("open demand", at % 11 == 5, &situation.demand)];
    report.relationship = Some(or_open("open relationship", at % 11 == 9, &situation.relationship));
    report.platform = vec![or_open("open platform", at % 11 == 7, &situation.platform)];
    report.platform.extend(situation.also.iter().cloned());
    report.accounts = chance(rng, 60).then_some(accounts);
    report.lang = Some(lang.into());
    let mut yes = |percent| if chance(rng, percent) { Answer::Yes } else { Answer::Unknown };
    let grave = matches!(situation.threat.as_str(), "kill" | "harm" | "kidnap" | "force_marriage");
    report.danger.hurt = yes(if grave { 90 } else { 6 });
    report.danger.family = yes(30);
    report.danger.deadline = yes(25);
    report.danger.published = yes(8);
    report.danger.herself = yes(5);
    report.danger.alone = yes(35);
    if chance(rng, 50) {
        report.consents = vec!["find_blackmailer".into(), "count_statistics".into()];
    }
    if at.is_multiple_of(3) {
        report.safe_contact = safe_contact(voices, turns, rng);
    }
    report
}

fn is_minor(situation: &Situation) -> bool {
    matches!(situation.age_band.as_str(), "under_12" | "from_12")
}

/// How she may be reached.
pub(super) fn safe_contact(voices: &Voices, turns: &mut Turns, rng: &mut ChaCha20Rng) -> SafeContact {
    SafeContact {
        channel: Some(turns.code("safe_channel")),
        hours: chance(rng, 70).then(|| pick(rng, &voices.hours).clone()),
        shared_device: [None, Some(false), Some(true)][below(rng, 3) as usize],
        code_word: chance(rng, 40).then(|| pick(rng, &voices.code_words).clone()),
        never: chance(rng, 60).then(|| pick(rng, &voices.never).clone()),
        may_write_first: chance(rng, 50).then_some(false),
    }
}
