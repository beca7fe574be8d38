//! `sanad person show`.

use serde_json::json;

use super::{Visit, Whose};
use crate::output::{self, Failure, line};

/// Whose case.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    whose: Whose,
}

/// Shows what the team holds, what was said and who opened it.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let mut visit = Visit::begin(&args.whose).await?;
    let file = visit.file().await?;
    let case = &file.case;
    if args.whose.json {
        return output::json(&json!({
            "case": file.id,
            "report": case.report,
            "conversation": case.conversation,
            "consents": case.consents,
            "seen": case.seen,
            "waiting_since": case.waiting_since,
            "destroyed": case.destroyed,
            "timeline": case.timeline,
        }));
    }
    for said in &case.conversation {
        let who = if said.author.as_member().is_some() { "team" } else { "you" };
        line(format!("{who}: {}", said.message.text));
    }
    for seen in &case.seen {
        line(format!("opened by {} ({:?})", seen.alias, seen.purpose));
    }
    Ok(())
}
