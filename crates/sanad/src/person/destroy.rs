//! `sanad person destroy`.

use sanad_domain::case::{Body, Destroy};
use serde_json::json;

use super::{Visit, Whose};
use crate::output::{self, Failure, line};

/// Whose case.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    whose: Whose,
    /// It cannot be undone.
    #[arg(long)]
    yes: bool,
}

/// Destroys everything but the fact that something was destroyed.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    if !args.yes {
        return Err(Failure::usage(
            "everything would be deleted and the receipt would lead nowhere: add --yes",
        ));
    }
    let mut visit = Visit::begin(&args.whose).await?;
    visit.say(Body::Destroy(Destroy { reason: "person".into() })).await?;
    if args.whose.json {
        return output::json(&json!({ "destroyed": true }));
    }
    line("Everything was deleted. Copies that members saved or exported before remain with them.");
    Ok(())
}
