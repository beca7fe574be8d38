//! `sanad init`: founds the team from the command line; the browser does the same.

use std::{collections::BTreeMap, path::PathBuf};

use reqwest::Method;
use sanad_client::found::{Founder, found};
use sanad_protocol::team::SetUpView;
use serde::Serialize;

use crate::{
    data::{passphrase, system_rng},
    output::{Failure, json, line},
    remote::Remote,
};

/// Who founds.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Server, `https://…`.
    #[arg(long)]
    server: String,
    /// Token of the set-up link.
    #[arg(long)]
    token: String,
    /// Public name of the team as LANG=NAME; may be given several times.
    #[arg(long = "team-name", value_parser = pair)]
    team_names: Vec<(String, String)>,
    /// Handle of the first coordinator.
    #[arg(long)]
    member: String,
    /// Name of the first coordinator, seen by members only.
    #[arg(long)]
    name: String,
    /// File whose first line is the passphrase.
    #[arg(long)]
    passphrase_file: PathBuf,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

fn pair(text: &str) -> Result<(String, String), String> {
    let (lang, name) = text.split_once('=').ok_or("expected LANG=NAME")?;
    Ok((lang.into(), name.into()))
}

#[derive(Serialize)]
struct Output {
    fingerprint: String,
    member: String,
    recovery: Vec<String>,
}

/// Founds and prints the recovery sheet, once.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let remote = Remote::new(&args.server)?;
    let words = passphrase(&args.passphrase_file)?;
    let view: SetUpView = remote.get(&format!("/setup?token={}", args.token)).await?;
    let names: BTreeMap<_, _> = args.team_names.into_iter().collect();
    let founder = Founder { names, handle: &args.member, name: &args.name, passphrase: &words };
    let founded = found(&args.token, &view, &founder, &mut system_rng())?;
    remote.put(Method::POST, "/setup", &founded.request).await?;
    let trust = remote.trust(None).await?;
    let output = Output {
        fingerprint: trust.team.fingerprint(),
        member: founded.member.to_string(),
        recovery: founded.recovery.dangerous_to_groups(),
    };
    if args.json {
        return json(&output);
    }
    line(format!("fingerprint: {}", output.fingerprint));
    line("Recovery sheet. Write it down on paper, keep it offline. It is shown once and stored nowhere:");
    output.recovery.chunks(4).for_each(|it| line(it.join(" ")));
    line("Without a second coordinator, only this sheet can make one. Invite one now.");
    Ok(())
}
