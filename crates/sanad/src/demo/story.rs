//! What happened in the demo's two years: told in the order of time, over HTTP, by the same client code.

use rand_chacha::ChaCha20Rng;
use rand_chacha::rand_core::Rng as _;
use reqwest::Method;
use sanad_client::{
    back,
    compose::Composed,
    file::OpenFile,
    tell::{prepare, prepare_with_keys},
};
use sanad_crypto::safe::{
    receipt::{Cost, PersonKeys, Receipt},
    summary::Summary,
};
use sanad_domain::{
    Lane,
    case::{Body, Close, Message, Note, Purpose},
    danger::{Assessment, Band, ITEMS_VERSION},
    report::{Age, Answer, Report},
};
use sanad_protocol::{
    case::{Appended, Route},
    intake::{Filed, Kdf},
};
use sanad_store::{Store, Who};

use super::{
    team::{Team, lasting},
    voices::{Situation, Voices, below, chance, pick, read},
};
use crate::{output::Failure, remote::Remote};

/// Seconds.
pub(super) const YEAR: u64 = 365 * 86_400;
const REAL_RECEIPTS: usize = 5;

/// Tells `count` cases that end at `end`; gives the receipts that really open one.
pub(super) async fn tell(
    url: &str,
    store: &Store,
    mut team: Team,
    count: usize,
    end: u64,
    set_clock: impl Fn(u64),
    rng: &mut ChaCha20Rng,
) -> Result<Vec<String>, Failure> {
    let voices = [read("ar")?, read("ckb")?, read("en")?];
    // More of them lately: the team became known.
    let mut times: Vec<u64> = (0..count)
        .map(|_| {
            let far = below(rng, 1_000_000) as f64 / 1_000_000.0;
            end - 600 - (far * far * (2 * YEAR - 7200) as f64) as u64
        })
        .collect();
    times.sort_unstable();
    let mut receipts = vec![];
    for (at, time) in times.into_iter().enumerate() {
        set_clock(time);
        let voices = match below(rng, 100) {
            0..75 => (&voices[0], "ar"),
            75..90 => (&voices[1], "ckb"),
            _ => (&voices[2], "en"),
        };
        let real = at + REAL_RECEIPTS >= count;
        let mut case = Telling { url, store, voices: voices.0, lang: voices.1, time, end };
        let receipt = case.play(&mut team, real, &set_clock, rng).await?;
        receipts.extend(receipt);
    }
    set_clock(end);
    Ok(receipts)
}

struct Telling<'a> {
    url: &'a str,
    store: &'a Store,
    voices: &'a Voices,
    lang: &'static str,
    time: u64,
    end: u64,
}

impl Telling<'_> {
    async fn play(
        &mut self,
        team: &mut Team,
        real: bool,
        set_clock: &impl Fn(u64),
        rng: &mut ChaCha20Rng,
    ) -> Result<Option<String>, Failure> {
        let report = self.report(rng);
        let remote = Remote::new(self.url)?;
        let trust = team.members[0].session.trust.clone();
        let receipt = real.then(|| Receipt::generate(rng));
        let (prepared, keys) = match &receipt {
            Some(receipt) => prepare(&trust, &report, receipt, self.time, rng)?,
            None => {
                let [mut secret, mut lookup] = [[0; 32]; 2];
                rng.fill_bytes(&mut secret);
                rng.fill_bytes(&mut lookup);
                let keys = PersonKeys::from_secret(&secret);
                let kdf = Kdf { salt: secret[..16].to_vec().into(), cost: Cost::RECEIPT };
                (prepare_with_keys(&trust, &report, &keys, lookup, kdf, self.time, rng)?, keys)
            }
        };
        let prepared = remote.with_work(prepared).await?;
        let answer: Filed = remote.post("/cases", &prepared.request).await?;
        prepared.accepted(&trust, &answer)?;
        // The newest wait untouched, as on any morning.
        if self.end - self.time > 6 * 3600 || chance(rng, 40) {
            self.follow_up(team, prepared.case, &keys, &report, set_clock, rng).await?;
        }
        Ok(receipt.map(|it| it.dangerous_to_groups().as_str().to_owned()))
    }

    fn report(&self, rng: &mut ChaCha20Rng) -> Report {
        let situation: &Situation = pick(rng, &self.voices.situation);
        let (text, accounts) = self.voices.text(situation, rng);
        let mut report = Report::of_text(&text);
        let minor = matches!(situation.age_band.as_str(), "under_12" | "from_12");
        report.age = match (minor, chance(rng, 20)) {
            (true, _) => Age::Minor,
            (false, true) => Age::Unsaid,
            (false, false) => Age::Adult,
        };
        report.for_whom = Some(if chance(rng, 85) { "self" } else { "friend" }.into());
        report.material = vec![situation.material.clone()];
        report.demand = vec![situation.demand.clone()];
        report.platform = vec![situation.platform.clone()];
        report.relationship = Some(situation.relationship.clone());
        report.accounts = chance(rng, 60).then_some(accounts);
        report.lang = Some(self.lang.into());
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
        report
    }

    async fn follow_up(
        &mut self,
        team: &mut Team,
        case: sanad_domain::CaseId,
        keys: &PersonKeys,
        report: &Report,
        set_clock: &impl Fn(u64),
        rng: &mut ChaCha20Rng,
    ) -> Result<(), Failure> {
        let band = report.claim().band;
        self.pass(band.answer_within() / 2 + below(rng, band.answer_within()), set_clock);
        let who = below(rng, team.members.len() as u64) as usize;
        let member = team.members[who].session.desk.member;
        let session = &mut team.members[who].session;
        let mut file = session.open_at(case, Purpose::Triage, self.time).await?;
        let trust = session.trust.clone();
        let writer = session.desk.writer(&trust)?;
        let alias = pick(rng, &self.voices.aliases).clone();
        let line = report.text.lines().nth(1).unwrap_or_default().chars().take(70).collect();
        let terms = report.accounts.iter().flat_map(|it| it.split(' ').map(str::to_owned)).collect();
        let summary = writer.summary(&trust, case, &Summary { alias, line, terms }, rng)?;
        let routed = Route { routing: None, summary: Some(summary) };
        session.remote.put(Method::PUT, &format!("/cases/{case}/routing"), &routed).await?;
        for composed in writer.assign(&trust, &mut file, &[member], self.time, rng)? {
            session.send(case, &composed).await?;
        }
        let say = |text: &String| Body::Message(Message::of_text(text.clone()));
        let mut bodies = vec![(Lane::Shared, true, say(pick(rng, &self.voices.replies.first)))];
        let level = if band >= Band::High && chance(rng, 25) { Band::Extreme } else { band };
        let reason = pick(rng, &self.voices.notes).clone();
        let assessment =
            Assessment { band: level, reason, answers: Default::default(), items_version: ITEMS_VERSION };
        bodies.push((Lane::Team, true, Body::Danger(assessment)));
        for turn in 0..below(rng, 4) {
            let at = below(rng, self.voices.replies.follow.len() as u64) as usize;
            bodies.push((Lane::Shared, true, say(&self.voices.replies.follow[at])));
            let answer = self.voices.her_answers.get(at).unwrap_or(&self.voices.her_answers[0]);
            bodies.push((Lane::Shared, false, say(answer)));
            if turn == 0 && band >= Band::High {
                bodies.push((Lane::Shared, true, say(pick(rng, &self.voices.replies.safety))));
            }
        }
        if chance(rng, 50) {
            bodies.push((Lane::Team, true, Body::Note(Note { text: pick(rng, &self.voices.notes).clone() })));
        }
        if self.end.saturating_sub(self.time) > 45 * 86_400 {
            let outcome = pick(rng, &self.voices.outcomes);
            bodies.push((
                Lane::Team,
                true,
                Body::Close(Close {
                    outcomes: vec![outcome.code.clone()],
                    summary: outcome.line.clone(),
                    safety_plan: true,
                    told_to_come_back: true,
                }),
            ));
        }
        let remote = lasting(self.store, &session.remote, trust.team.id, Who::Person(case), rng).await?;
        let her = back::writer(&file, keys);
        for (lane, by_team, body) in bodies {
            self.pass(1800 + below(rng, 2 * 86_400), set_clock);
            let by = if by_team { &writer } else { &her };
            let composed = by.entry(&trust, &mut file, lane, body, self.time, rng)?;
            let to = if by_team { &session.remote } else { &remote };
            self.send(to, &file, &composed).await?;
        }
        Ok(())
    }

    async fn send(&self, to: &Remote, file: &OpenFile, composed: &Composed) -> Result<(), Failure> {
        let path = format!("/cases/{}/entries", file.id);
        to.post::<Appended>(&path, &composed.append).await.map(|_| ())
    }

    /// Time goes on, but never past the demo's present.
    fn pass(&mut self, seconds: u64, set_clock: &impl Fn(u64)) {
        self.time = (self.time + seconds).min(self.end.saturating_sub(60).max(self.time));
        set_clock(self.time);
    }
}
