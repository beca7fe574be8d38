//! `sanad bench intake`: keys, proof of work and sealing are prepared before the clock starts; what was
//! acknowledged is read back afterwards, as the person would.

use std::{
    collections::BTreeSet,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rand_core::Rng as _;
use sanad_client::{
    Trust, back,
    file::open,
    tell::{Prepared, prepare_with_keys},
};
use sanad_crypto::safe::{
    auth::Question,
    receipt::{Cost, PersonKeys},
    sha256,
};
use sanad_domain::{CaseId, report::Report};
use sanad_protocol::{
    case::{CaseFile, Queue},
    intake::{Filed, Kdf},
    person::{Answer, AskChallenge, Challenge, Session},
};
use serde::Serialize;

use super::measure::Times;
use crate::{
    data::{now, system_rng},
    desk::{DeskSession, SignIn},
    output::{self, Failure, line},
    remote::Remote,
};

/// What to send.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Server, `https://…`.
    #[arg(long)]
    server: String,
    /// How many reports.
    #[arg(long, default_value_t = 1000)]
    reports: usize,
    /// How many at once.
    #[arg(long, default_value_t = 8)]
    concurrency: usize,
    /// Pretend that many addresses, 10.x.y.z; the server must trust a proxy (`serve --trusted-proxy`).
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1 << 24))]
    sources: Option<u32>,
    /// Handle of a member, who counts what was quarantined.
    #[arg(long, requires = "passphrase_file")]
    member: Option<String>,
    /// File whose first line is the member's passphrase.
    #[arg(long, requires = "member")]
    passphrase_file: Option<PathBuf>,
    /// Machine-readable output on the last line.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Figures {
    accepted: usize,
    /// `null` without a member: who sends cannot know, and is not told; a member's queue shows it.
    quarantined: Option<usize>,
    lost: usize,
    refused: usize,
    per_s: f64,
    p50_ms: f64,
    p99_ms: f64,
    prepare_s: f64,
}

impl Figures {
    fn print(&self, at_once: usize, json: bool) -> Result<(), Failure> {
        if json {
            return output::json(self);
        }
        line(format!(
            "{} accepted, {} refused, {} lost; {:.0}/s at {} at once; p50 {:.2} ms, p99 {:.2} ms",
            self.accepted, self.refused, self.lost, self.per_s, at_once, self.p50_ms, self.p99_ms
        ));
        self.quarantined.iter().for_each(|it| line(format!("{it} of them set aside in quarantine")));
        Ok(())
    }
}

struct Ready {
    prepared: Prepared,
    keys: PersonKeys,
    lookup: [u8; 32],
}

/// Prepares, sends, reads back, prints.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let remote = Remote::new(&args.server)?;
    let trust = remote.trust(None).await?;
    let began = Instant::now();
    let mut ready = Vec::with_capacity(args.reports);
    for at in 0..args.reports {
        ready.push(prepare(&remote, &trust, at).await?);
    }
    let prepare_s = began.elapsed().as_secs_f64();

    let ready = Arc::new(ready);
    let next = Arc::new(AtomicUsize::new(0));
    let began = Instant::now();
    let mut clients = vec![];
    for _ in 0..args.concurrency.max(1) {
        let (remote, ready, next) = (remote.clone(), Arc::clone(&ready), Arc::clone(&next));
        let sources = args.sources;
        clients.push(tokio::spawn(async move { send(&remote, &ready, &next, sources).await }));
    }
    let mut sent = vec![];
    for client in clients {
        sent.extend(client.await.map_err(|error| Failure::new("internal", error.to_string()))?);
    }
    let elapsed = began.elapsed().as_secs_f64();

    let accepted = sent.iter().filter(|(_, answer, _)| answer.is_ok()).count();
    let mut lost = 0;
    for (at, answer, _) in &sent {
        if let Ok(answer) = answer {
            ready[*at].prepared.accepted(&trust, answer)?;
            lost += usize::from(!is_there(&remote, &trust, &ready[*at]).await?);
        }
    }
    let mut times = Times::default();
    times.extend(sent.iter().map(|(_, _, took)| *took));
    let stand =
        sent.iter().filter(|(_, answer, _)| answer.is_ok()).map(|(at, _, _)| ready[*at].prepared.case);
    let quarantined = quarantined(&args, stand.collect()).await?;
    let figures = Figures {
        accepted,
        quarantined,
        lost,
        refused: sent.len() - accepted,
        per_s: accepted as f64 / elapsed,
        p50_ms: times.percentile(50),
        p99_ms: times.percentile(99),
        prepare_s,
    };
    figures.print(args.concurrency, args.json)?;
    if lost > 0 {
        return Err(Failure::new("lost", format!("{lost} reports were acknowledged and are not there")));
    }
    Ok(())
}

async fn prepare(remote: &Remote, trust: &Trust, at: usize) -> Result<Ready, Failure> {
    let rng = &mut system_rng();
    let [mut secret, mut lookup] = [[0; 32]; 2];
    rng.fill_bytes(&mut secret);
    rng.fill_bytes(&mut lookup);
    let keys = PersonKeys::from_secret(&secret);
    let kdf = Kdf { salt: secret[..16].to_vec().into(), cost: Cost::RECEIPT };
    let report = Report::of_text(&format!("bench {at}"));
    let prepared = prepare_with_keys(trust, &report, &keys, lookup, kdf, now(), rng)?;
    Ok(Ready { prepared: remote.with_work(prepared).await?, keys, lookup })
}

type Sent = (usize, Result<Filed, Failure>, Duration);

async fn send(remote: &Remote, ready: &[Ready], next: &AtomicUsize, sources: Option<u32>) -> Vec<Sent> {
    let mut sent = vec![];
    loop {
        let at = next.fetch_add(1, Ordering::Relaxed);
        let Some(it) = ready.get(at) else { return sent };
        let remote = match sources {
            None => remote.clone(),
            Some(sources) => remote.clone().with_source(address(at, sources)),
        };
        let began = Instant::now();
        let answer = remote.post("/cases", &it.prepared.request).await;
        sent.push((at, answer, began.elapsed()));
    }
}

/// The address that report number `at` pretends to come from.
fn address(at: usize, sources: u32) -> String {
    let [_, x, y, z] = u32::try_from(at % sources as usize).unwrap_or_default().to_be_bytes();
    format!("10.{x}.{y}.{z}")
}

/// How many of these cases a member finds in quarantine.
async fn quarantined(args: &Args, cases: BTreeSet<CaseId>) -> Result<Option<usize>, Failure> {
    let (Some(member), Some(passphrase_file)) = (&args.member, &args.passphrase_file) else {
        return Ok(None);
    };
    let sign_in = SignIn {
        server: args.server.clone(),
        member: member.clone(),
        passphrase_file: passphrase_file.clone(),
        json: args.json,
    };
    let session = DeskSession::begin(&sign_in).await?;
    let queue: Queue = session.remote.get("/queue").await?;
    Ok(Some(queue.rows.iter().filter(|it| it.quarantined && cases.contains(&it.case)).count()))
}

/// Comes back as the person and finds the same text.
async fn is_there(remote: &Remote, trust: &Trust, it: &Ready) -> Result<bool, Failure> {
    let ask = AskChallenge { lookup: it.lookup.to_vec().into() };
    let challenge: Challenge = remote.post("/person/challenge", &ask).await?;
    let question = Question {
        origin: remote.origin(),
        team: trust.team.id,
        who: sha256(&it.lookup),
        challenge: challenge
            .challenge
            .as_slice()
            .try_into()
            .map_err(|_| Failure::new("answer", "a challenge"))?,
    };
    let answer = question.answer(&it.keys.auth).to_vec().into();
    let answer = Answer { lookup: ask.lookup, challenge: challenge.challenge, answer };
    let session: Session = match remote.post("/person/session", &answer).await {
        Ok(session) => session,
        Err(failure) if failure.code == "wrong_credentials" => return Ok(false),
        Err(failure) => return Err(failure),
    };
    let path = back::case_path(trust, &it.keys);
    let file: CaseFile = remote.clone().with_token(session.token).get(&path).await?;
    let opened = open(trust, &file, &back::reader(&it.keys))?;
    Ok(opened.id == it.prepared.case && opened.case.report.is_some())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_many_addresses_as_were_asked_for() {
        let all: BTreeSet<String> = (0..5000).map(|at| address(at, 1000)).collect();
        assert_eq!(all.len(), 1000);
        assert_eq!((address(0, 7), address(7, 7)), ("10.0.0.0".into(), "10.0.0.0".into()));
        assert_eq!(address(66_051, 1 << 24), "10.1.2.3");
    }
}
