//! `sanad doctor`: what is wrong with a data folder, and what to do.

mod checks;
mod disk;

use std::path::PathBuf;

use serde::Serialize;
use serde_json::json;

use crate::output::{self, Failure, line};

/// Which folder.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Data folder of the server.
    #[arg(long, default_value = "sanad-data")]
    data: PathBuf,
    /// `postgres://…`, if the server uses one instead of the embedded database.
    #[arg(long)]
    database: Option<String>,
    /// Recompute the whole log, which takes a while, instead of the newest signature alone.
    #[arg(long)]
    full: bool,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// How a check came out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
enum State {
    /// As it should be.
    Ok,
    /// It works, and something should be done soon.
    Warning,
    /// It does not work, or will not when it is needed.
    Wrong,
}

/// One line of the table.
#[derive(Debug, Clone, Serialize)]
struct Finding {
    /// Stable code of the check.
    code: &'static str,
    state: State,
    /// What was found.
    found: String,
    /// What to do, unless it is as it should be.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<&'static str>,
}

impl Finding {
    fn ok(code: &'static str, found: impl Into<String>) -> Self {
        Self { code, state: State::Ok, found: found.into(), advice: None }
    }

    fn warning(code: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self { code, state: State::Warning, found: found.into(), advice: Some(advice) }
    }

    fn wrong(code: &'static str, found: impl Into<String>, advice: &'static str) -> Self {
        Self { code, state: State::Wrong, found: found.into(), advice: Some(advice) }
    }
}

/// Looks, and says what it found. Fails where anything is wrong; warnings alone do not.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let now = crate::data::now();
    let findings = checks::all(&args.data, args.database.as_deref(), args.full, now).await;
    let wrong: Vec<&str> = findings.iter().filter(|it| it.state == State::Wrong).map(|it| it.code).collect();
    if args.json {
        output::json(&json!({ "ok": wrong.is_empty(), "checks": findings }))?;
    } else {
        findings.iter().for_each(say);
    }
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Failure::new("unhealthy", format!("something is wrong: {}", wrong.join(", "))))
}

fn say(it: &Finding) {
    let mark = match it.state {
        State::Ok => "✓",
        State::Warning => "!",
        State::Wrong => "✗",
    };
    line(format!("{mark} {:<12} {}", it.code, it.found));
    if let Some(advice) = it.advice {
        line(format!("  {:<12} → {advice}", ""));
    }
}
