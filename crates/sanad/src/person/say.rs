//! `sanad person say`.

use sanad_domain::case::{Body, Message};
use serde_json::json;

use super::{Visit, Whose};
use crate::output::{self, Failure, line};

/// What to say.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    whose: Whose,
    /// The words.
    #[arg(long)]
    text: String,
}

/// Says it.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let mut visit = Visit::begin(&args.whose).await?;
    let ack = visit.say(Body::Message(Message::of_text(args.text))).await?;
    if args.whose.json {
        return output::json(&json!({ "entry": ack.entry, "n": ack.n, "leaf": ack.leaf }));
    }
    line("It arrived.");
    Ok(())
}
