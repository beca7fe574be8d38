//! `sanad person tell`.

use std::{fs, path::PathBuf};

use sanad_client::tell::prepare;
use sanad_crypto::safe::receipt::Receipt;
use sanad_domain::report::Report;
use sanad_protocol::intake::Filed;
use serde_json::json;

use super::Visit;
use crate::{
    data::{now, system_rng},
    output::{self, Failure, line},
    remote::Remote,
};

/// What to tell.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Server, `https://…`.
    #[arg(long)]
    server: String,
    /// The report (docs/formats/report.md); the smallest is {"text":"…"}.
    #[arg(long)]
    file: PathBuf,
    /// Root fingerprint that the link or poster names.
    #[arg(long)]
    fingerprint: Option<String>,
    /// File to send after the report; may be given several times.
    #[arg(long)]
    attach: Vec<PathBuf>,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Tells and prints the receipt.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let text = fs::read_to_string(&args.file).map_err(|error| Failure::io("the report", &error))?;
    let report: Report = serde_json::from_str(&text)
        .map_err(|error| Failure::new("report", format!("the report: {error}")))?;
    let remote = Remote::new(&args.server)?;
    let trust = remote.trust(args.fingerprint.as_deref()).await?;
    let mut rng = system_rng();
    let receipt = Receipt::generate(&mut rng);
    let (prepared, keys) = prepare(&trust, &report, &receipt, now(), &mut rng)?;
    let prepared = remote.with_work(prepared).await?;
    let filed: Filed = remote.post("/cases", &prepared.request).await?;
    prepared.accepted(&trust, &filed)?;
    // The words stand; files that fail do not take the receipt with them.
    let sent = if args.attach.is_empty() {
        Ok(vec![])
    } else {
        Visit::with(trust, remote, filed.session, keys).attach(&args.attach, "", false).await
    };
    if args.json {
        output::json(&json!({ "receipt": receipt.dangerous_to_digits().as_str() }))?;
        return sent.map(|_| ());
    }
    line("It arrived. With this number you can come back; nobody can give it to you again:");
    line(receipt.dangerous_to_groups().as_str());
    sent.map(|_| ())
}
