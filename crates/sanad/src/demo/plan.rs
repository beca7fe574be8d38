//! What happened in the demo's two years, before anything of it is sealed: pure, and the same for the same seed.

use std::collections::BTreeMap;

use rand_chacha::{ChaCha20Rng, rand_core::Rng as _};
use sanad_crypto::safe::summary::Summary;
use sanad_domain::{
    Lane,
    case::{Body, Close, Consent, Decision, Destroy, Message, Note, Purpose, Stage, StageChange},
    danger::{Assessment, Band, ITEMS, ITEMS_VERSION},
    report::{Age, Answer, Report},
};

use super::{
    told::{Turns, report, safe_contact},
    voices::{Voices, below, chance, pick, read},
};
use crate::output::Failure;

/// Seconds.
pub(super) const YEAR: u64 = 365 * DAY;
const DAY: u64 = 86_400;
const HOUR: u64 = 3600;
/// The newest cases have receipts that open them.
const REAL_RECEIPTS: usize = 5;
/// Coordinators are the first members of the demo's team.
const COORDINATORS: usize = 2;

/// One case.
#[derive(Debug)]
pub(super) struct Plan {
    /// When it is told, Unix seconds.
    pub(super) at: u64,
    /// All randomness of its keys and ids.
    pub(super) seed: [u8; 32],
    /// Its keys come from a receipt.
    pub(super) real: bool,
    /// It came over a limit.
    pub(super) quarantined: bool,
    pub(super) report: Report,
    /// What follows, in order.
    pub(super) steps: Vec<Step>,
}

/// One thing that happens in a case.
#[derive(Debug)]
pub(super) struct Step {
    /// Unix seconds.
    pub(super) at: u64,
    pub(super) what: What,
}

/// Members are counted from the founder.
#[derive(Debug)]
pub(super) enum What {
    /// A member asks for the case.
    Look { member: usize, purpose: Purpose },
    /// A member gives the case to one of them, with what the queue shows of it from then on.
    Give { by: usize, to: usize, summary: Option<Summary> },
    /// The person says something on the shared lane.
    Hers(Body),
    /// A member says something.
    Teams { by: usize, lane: Lane, body: Body },
}

/// `count` cases that end at `end`, oldest first, for a team of `members`.
pub(super) fn plan(
    count: usize,
    end: u64,
    members: usize,
    rng: &mut ChaCha20Rng,
) -> Result<Vec<Plan>, Failure> {
    let voices = [(read("ar")?, "ar"), (read("ckb")?, "ckb"), (read("en")?, "en")];
    // More of them lately: the team became known.
    let mut times: Vec<u64> = (0..count)
        .map(|_| {
            let far = below(rng, 1_000_000) as f64 / 1_000_000.0;
            end - 600 - (far * far * (2 * YEAR - 2 * HOUR) as f64) as u64
        })
        .collect();
    times.sort_unstable();
    let mut turns = Turns::default();
    let mut plans = Vec::with_capacity(count);
    for (at, time) in times.into_iter().enumerate() {
        // Of twenty, fifteen in Arabic and three in Kurdish; seven has no factor in common with twenty.
        let (voices, lang) = match at * 7 % 20 {
            0..15 => &voices[0],
            15..18 => &voices[1],
            _ => &voices[2],
        };
        let mut seed = [0; 32];
        rng.fill_bytes(&mut seed);
        let real = at + REAL_RECEIPTS >= count;
        let report = report(at, (voices, *lang), &mut turns, rng);
        let quarantined = !real && at % 50 == 37;
        let mut case = Casework { at, time, end, members, voices, turns: &mut turns, rng, steps: vec![] };
        // The newest wait untouched, as on any morning.
        if !quarantined && (end - time > 6 * HOUR || chance(case.rng, 40)) {
            case.follow_up(&report);
        }
        let steps = case.steps;
        plans.push(Plan { at: time, seed, real, quarantined, report, steps });
    }
    Ok(plans)
}

struct Casework<'a> {
    at: usize,
    time: u64,
    end: u64,
    members: usize,
    voices: &'a Voices,
    turns: &'a mut Turns,
    rng: &'a mut ChaCha20Rng,
    steps: Vec<Step>,
}

impl Casework<'_> {
    fn follow_up(&mut self, report: &Report) {
        let band = report.claim().band;
        let within = band.answer_within();
        self.pass(within / 2, within);
        let mut who = below(self.rng, self.members as u64) as usize;
        self.step(What::Look { member: who, purpose: Purpose::Triage });
        let summary = Some(self.summary(report));
        self.step(What::Give { by: who, to: who, summary });
        let first = pick(self.rng, &self.voices.replies.first).clone();
        self.teams(who, Lane::Shared, message(&first));
        let band = self.assess(who, report, band);
        if band.needs_review() {
            let second = (who + 1) % COORDINATORS;
            self.pass(HOUR / 2, HOUR);
            self.step(What::Look { member: second, purpose: Purpose::Review });
            let reviewed = pick(self.rng, &self.voices.notes).clone();
            self.teams(second, Lane::Team, Body::Note(Note { text: reviewed }));
        }
        self.talk(who, band);
        if self.at % 8 == 5 {
            let to = (who + 1) % self.members;
            self.session(who, Purpose::FollowUp);
            self.step(What::Give { by: who, to, summary: None });
            who = to;
            self.session(who, Purpose::Handover);
        }
        self.records(who);
        if self.at % 15 == 7 {
            self.session(self.at % COORDINATORS, Purpose::Audit);
        }
        let old = self.end.saturating_sub(self.time);
        if old > 60 * DAY && self.at % 45 == 31 {
            self.destroy();
        } else if old > 45 * DAY {
            self.close(who);
        }
    }

    fn summary(&mut self, report: &Report) -> Summary {
        Summary {
            alias: pick(self.rng, &self.voices.aliases).clone(),
            line: report.text.lines().nth(1).unwrap_or_default().chars().take(70).collect(),
            terms: report.accounts.iter().flat_map(|it| it.split(' ').map(str::to_owned)).collect(),
        }
    }

    /// A level with the answers that speak for it.
    fn assess(&mut self, who: usize, report: &Report, claimed: Band) -> Band {
        let grave = claimed >= Band::High;
        let band = if grave && chance(self.rng, 25) { Band::Extreme } else { claimed };
        let mut answers = BTreeMap::new();
        for item in ITEMS {
            let yes = match item.weight {
                _ if item.code == "under_18" => report.age == Age::Minor,
                3 => band == Band::Extreme && chance(self.rng, 20),
                2 => band >= Band::Medium && chance(self.rng, 20),
                _ => chance(self.rng, 25),
            };
            if yes {
                answers.insert(item.code.to_owned(), Answer::Yes);
            } else if chance(self.rng, 30) {
                answers.insert(item.code.to_owned(), Answer::No);
            }
        }
        if grave {
            // Every item speaks in some case.
            let items: Vec<_> = ITEMS.iter().filter(|it| it.code != "under_18").collect();
            for _ in 0..2 {
                let at = self.turns.next("danger_item", items.len());
                answers.insert(items[at].code.to_owned(), Answer::Yes);
            }
        }
        let reason = pick(self.rng, &self.voices.notes).clone();
        let assessment = Assessment { band, reason, answers, items_version: ITEMS_VERSION };
        self.teams(who, Lane::Team, Body::Danger(assessment));
        band
    }

    /// Some turns between her and the team.
    fn talk(&mut self, who: usize, band: Band) {
        for turn in 0..below(self.rng, 4) {
            let at = below(self.rng, self.voices.replies.follow.len() as u64) as usize;
            self.session(who, Purpose::FollowUp);
            self.teams(who, Lane::Shared, message(&self.voices.replies.follow[at]));
            let answer = self.voices.her_answers.get(at).unwrap_or(&self.voices.her_answers[0]);
            self.hers(message(answer));
            if turn == 0 && band >= Band::High {
                let safety = pick(self.rng, &self.voices.replies.safety).clone();
                self.session(who, Purpose::FollowUp);
                self.teams(who, Lane::Shared, message(&safety));
            }
        }
    }

    /// What is recorded beside the conversation.
    fn records(&mut self, who: usize) {
        if self.at % 7 == 2 {
            let contact = safe_contact(self.voices, self.turns, self.rng);
            self.hers(Body::SafeContact(contact));
        }
        if self.at.is_multiple_of(2) {
            let purpose = self.turns.code("consent_purpose");
            let consent = |decision| Consent { purpose: purpose.clone(), decision, recipient: None };
            let (given, withdrawn) = (consent(Decision::Given), consent(Decision::Withdrawn));
            self.hers(Body::Consent(given));
            if self.at % 8 == 4 {
                self.hers(Body::Consent(withdrawn));
            }
        }
        if self.at % 7 == 5 {
            let contact = safe_contact(self.voices, self.turns, self.rng);
            self.session(who, Purpose::FollowUp);
            self.teams(who, Lane::Team, Body::SafeContact(contact));
        }
        if chance(self.rng, 50) {
            let text = pick(self.rng, &self.voices.notes).clone();
            self.session(who, Purpose::FollowUp);
            self.teams(who, Lane::Team, Body::Note(Note { text }));
        }
        if self.at % 2 == 1 {
            let stages = [Stage::Waiting, Stage::Settlement, Stage::Referral, Stage::Active, Stage::Triage];
            let to = stages[self.turns.next("stage", stages.len())];
            self.session(who, Purpose::FollowUp);
            self.teams(who, Lane::Team, Body::Stage(StageChange { to, reason: None }));
        }
    }

    fn close(&mut self, who: usize) {
        let at = self.turns.next("outcome", self.voices.outcomes.len());
        let outcome = &self.voices.outcomes[at];
        let close = Close {
            outcomes: vec![outcome.code.clone()],
            summary: outcome.line.clone(),
            safety_plan: true,
            told_to_come_back: true,
        };
        self.session(who, Purpose::FollowUp);
        self.teams(who, Lane::Team, Body::Close(close.clone()));
        if self.at % 9 == 4 {
            let text = pick(self.rng, &self.voices.notes).clone();
            self.session(who, Purpose::FollowUp);
            self.teams(who, Lane::Team, Body::Reopen(Note { text }));
            self.session(who, Purpose::FollowUp);
            self.teams(who, Lane::Team, Body::Close(close));
        }
    }

    /// She takes everything back, or its time is over.
    fn destroy(&mut self) {
        if self.at.is_multiple_of(2) {
            self.hers(Body::Destroy(Destroy { reason: "person".into() }));
        } else {
            let by = self.at % COORDINATORS;
            self.session(by, Purpose::Audit);
            self.teams(by, Lane::Shared, Body::Destroy(Destroy { reason: "retention".into() }));
        }
    }

    /// Another day: the member asks for the case again.
    fn session(&mut self, member: usize, purpose: Purpose) {
        self.pass(2 * HOUR, 2 * DAY);
        self.step(What::Look { member, purpose });
    }

    fn hers(&mut self, body: Body) {
        self.pass(HOUR / 2, DAY);
        self.step(What::Hers(body));
    }

    fn teams(&mut self, by: usize, lane: Lane, body: Body) {
        self.pass(60, HOUR / 4);
        self.step(What::Teams { by, lane, body });
    }

    fn step(&mut self, what: What) {
        self.steps.push(Step { at: self.time, what });
    }

    /// Time goes on by at least `least` and at most `more` above it, but never past the demo's present.
    fn pass(&mut self, least: u64, more: u64) {
        let next = self.time + least + below(self.rng, more);
        self.time = next.min(self.end.saturating_sub(60).max(self.time));
    }
}

fn message(text: &str) -> Body {
    Body::Message(Message::of_text(text))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use rand_chacha::rand_core::SeedableRng as _;
    use sanad_domain::{case::Kind, taxonomy};

    use super::*;

    const END: u64 = 1_800_000_000;

    fn told(seed: u64, count: usize) -> Vec<Plan> {
        plan(count, END, 5, &mut ChaCha20Rng::seed_from_u64(seed)).unwrap()
    }

    /// Kinds that a story without files and without a second receipt cannot tell.
    const NOT_TOLD: [&str; 2] = ["download", "rekey"];
    /// Lists whose codes an entry can carry. The others have no kind of entry yet.
    const CARRIED: [&str; 13] = [
        "material",
        "demand",
        "platform",
        "relationship",
        "for_whom",
        "safe_channel",
        "consent_purpose",
        "danger_item",
        "danger_level",
        "stage",
        "outcome",
        "access_purpose",
        "kind of entry",
    ];

    type Counts = BTreeMap<(&'static str, String), usize>;

    fn add(counts: &mut Counts, list: &'static str, code: &str) {
        *counts.entry((list, code.to_owned())).or_default() += 1;
    }

    fn count_report(counts: &mut Counts, report: &Report) {
        report.material.iter().for_each(|it| add(counts, "material", it));
        report.demand.iter().for_each(|it| add(counts, "demand", it));
        report.platform.iter().for_each(|it| add(counts, "platform", it));
        report.relationship.iter().for_each(|it| add(counts, "relationship", it));
        report.for_whom.iter().for_each(|it| add(counts, "for_whom", it));
        report.safe_contact.channel.iter().for_each(|it| add(counts, "safe_channel", it));
        report.consents.iter().for_each(|it| add(counts, "consent_purpose", it));
        add(counts, "stage", "new");
        add(counts, "kind of entry", "report");
    }

    fn count_body(counts: &mut Counts, body: &Body) {
        add(counts, "kind of entry", body.kind().name());
        match body {
            Body::Consent(it) => add(counts, "consent_purpose", &it.purpose),
            Body::SafeContact(it) => it.channel.iter().for_each(|it| add(counts, "safe_channel", it)),
            Body::Stage(it) => add(counts, "stage", it.to.code()),
            Body::Close(it) => {
                add(counts, "stage", "closed");
                it.outcomes.iter().for_each(|it| add(counts, "outcome", it));
            }
            Body::Danger(it) => {
                add(counts, "danger_level", it.band.code());
                let yes = it.answers.iter().filter(|(_, answer)| **answer == Answer::Yes);
                yes.for_each(|(code, _)| add(counts, "danger_item", code));
            }
            _ => {}
        }
    }

    fn count(plans: &[Plan]) -> Counts {
        let mut counts = Counts::new();
        for plan in plans {
            count_report(&mut counts, &plan.report);
            for step in &plan.steps {
                match &step.what {
                    What::Look { purpose, .. } => {
                        let purpose = serde_json::to_value(purpose).unwrap();
                        add(&mut counts, "access_purpose", purpose.as_str().unwrap());
                        add(&mut counts, "kind of entry", "access");
                    }
                    What::Give { .. } => {
                        add(&mut counts, "kind of entry", "opening");
                        add(&mut counts, "kind of entry", "assign");
                    }
                    What::Hers(body) | What::Teams { body, .. } => count_body(&mut counts, body),
                }
            }
        }
        counts
    }

    #[test]
    fn two_hundred_cases_show_every_kind_and_every_code_that_an_entry_carries() {
        for seed in [1, 7] {
            let counts = count(&told(seed, 200));
            for list in CARRIED {
                let wanted: Vec<&str> = if list == "kind of entry" {
                    Kind::ALL.iter().map(|it| it.name()).filter(|it| !NOT_TOLD.contains(it)).collect()
                } else {
                    taxonomy::codes(list).to_vec()
                };
                assert!(!wanted.is_empty(), "{list} is a list of the taxonomy");
                let told: BTreeSet<&str> =
                    counts.keys().filter(|(of, _)| *of == list).map(|(_, code)| code.as_str()).collect();
                let missing: Vec<_> = wanted.iter().filter(|it| !told.contains(*it)).collect();
                assert!(missing.is_empty(), "seed {seed} never says {missing:?} of {list}");
                let invented: Vec<_> = told.iter().filter(|it| !wanted.contains(it)).collect();
                assert!(invented.is_empty(), "seed {seed} says {invented:?}, which {list} does not have");
            }
        }
    }

    #[test]
    fn the_same_seed_tells_the_same_and_another_something_else() {
        let text = |seed| format!("{:?}", told(seed, 40));
        assert_eq!(text(3), text(3));
        assert_ne!(text(3), text(4));
    }

    #[test]
    fn time_goes_on_and_never_past_the_present() {
        for plan in told(1, 200) {
            plan.report.check().unwrap();
            let mut before = plan.at;
            for step in &plan.steps {
                assert!(step.at >= before && step.at < END, "{} then {}", before, step.at);
                before = step.at;
            }
            assert!(plan.at > END - 2 * YEAR);
        }
    }

    #[test]
    fn the_newest_have_receipts_and_nobody_took_them_back() {
        let plans = told(1, 60);
        assert_eq!(plans.iter().filter(|it| it.real).count(), REAL_RECEIPTS);
        assert!(plans[55..].iter().all(|it| it.real && !it.quarantined));
        assert_eq!(told(1, 3).iter().filter(|it| it.real).count(), 3);
    }
}
