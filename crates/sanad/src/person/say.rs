//! `sanad person say`.

use sanad_domain::case::{Body, Message};
use serde_json::json;

use super::Visit;
use crate::output::{self, Failure, line};

/// What to say.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Server, `https://…`.
    #[arg(long)]
    server: String,
    /// The receipt.
    #[arg(long)]
    receipt: String,
    /// The words.
    #[arg(long)]
    text: String,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Says it.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let mut visit = Visit::begin(&args.server, &args.receipt).await?;
    let ack = visit.say(Body::Message(Message::of_text(args.text))).await?;
    if args.json {
        return output::json(&json!({ "entry": ack.entry, "n": ack.n, "leaf": ack.leaf }));
    }
    line("It arrived.");
    Ok(())
}
