//! `sanad bench desk`: what a member waits for in the morning. The queue is fetched, every routing verified,
//! every summary opened, all of it sorted; then one case is opened as the desk opens it.
//!
//! Opening a case leaves a record that its person can see: measure a demo, not a team's server.

use std::time::Instant;

use sanad_client::queue::rows;
use sanad_domain::case::Purpose;
use sanad_protocol::case::Queue;
use serde::Serialize;

use super::measure::{Times, peak_kib};
use crate::{
    desk::{DeskSession, SignIn},
    output::{self, Failure, line},
};

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    sign_in: SignIn,
    /// Refuse to measure a queue of fewer cases.
    #[arg(long, default_value_t = 1)]
    cases: usize,
    /// How often.
    #[arg(long, default_value_t = 9)]
    runs: usize,
    /// Process of the server, if it runs on this machine: its peak memory is read.
    #[arg(long)]
    server_pid: Option<u32>,
}

#[derive(Serialize)]
struct Figures {
    /// Rows of the queue.
    cases: usize,
    /// Rows whose summary was opened.
    summaries: usize,
    /// Fetched and decoded.
    fetch_p50_ms: f64,
    /// Verified, opened and sorted.
    sort_p50_ms: f64,
    /// Both.
    queue_p50_ms: f64,
    queue_p99_ms: f64,
    /// `null` where this member holds no case.
    open_case_p50_ms: Option<f64>,
    /// `null` without `--server-pid`.
    server_peak_kib: Option<u64>,
}

/// Signs in, measures, prints.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let mut session = DeskSession::begin(&args.sign_in).await?;
    let [mut fetches, mut sorts, mut whole] = [Times::default(), Times::default(), Times::default()];
    let mut last = vec![];
    for _ in 0..args.runs.max(1) {
        let began = Instant::now();
        let queue: Queue = session.remote.get("/queue").await?;
        let fetched = began.elapsed();
        last = rows(&session.trust, &session.desk, &queue)?;
        whole.add(began.elapsed());
        sorts.add(began.elapsed().saturating_sub(fetched));
        fetches.add(fetched);
    }
    if last.len() < args.cases {
        let few = format!("the queue has {} cases, not {}; make more of them first", last.len(), args.cases);
        return Err(Failure::new("too_few", few));
    }
    let mut opens = None;
    if let Some(case) = last.iter().find(|it| it.holds && !it.quarantined).map(|it| it.case) {
        let mut times = Times::default();
        for _ in 0..args.runs.max(1) {
            let began = Instant::now();
            session.open(case, Purpose::Audit).await?;
            times.add(began.elapsed());
        }
        opens = Some(times.percentile(50));
    }
    let figures = Figures {
        cases: last.len(),
        summaries: last.iter().filter(|it| it.alias.is_some()).count(),
        fetch_p50_ms: fetches.percentile(50),
        sort_p50_ms: sorts.percentile(50),
        queue_p50_ms: whole.percentile(50),
        queue_p99_ms: whole.percentile(99),
        open_case_p50_ms: opens,
        server_peak_kib: args.server_pid.and_then(peak_kib),
    };
    if args.sign_in.json {
        return output::json(&figures);
    }
    table(&figures, args.runs.max(1));
    Ok(())
}

fn table(it: &Figures, runs: usize) {
    line(format!("queue of {} cases, {} summaries opened, {runs} runs", it.cases, it.summaries));
    line(format!("  fetched and decoded        p50 {:>9.2} ms", it.fetch_p50_ms));
    line(format!("  verified, opened, sorted   p50 {:>9.2} ms", it.sort_p50_ms));
    line(format!(
        "  both                       p50 {:>9.2} ms, p99 {:.2} ms",
        it.queue_p50_ms, it.queue_p99_ms
    ));
    if let Some(open) = it.open_case_p50_ms {
        line(format!("one case opened              p50 {open:>9.2} ms"));
    }
    if let Some(peak) = it.server_peak_kib {
        line(format!("peak memory of the server        {:>9.1} MiB", peak as f64 / 1024.0));
    }
}
