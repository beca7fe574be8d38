//! Looking: the queue, one case, the members.

use sanad_client::queue::rows;
use sanad_domain::{CaseId, case::Purpose};
use sanad_protocol::case::Queue;
use serde_json::{Value, json};

use super::{DeskSession, SignIn};
use crate::output::{self, Failure, line};

/// Which case, and why.
#[derive(clap::Args)]
pub(crate) struct CaseArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// Why it is opened; she can see it.
    #[arg(long, value_parser = purpose, default_value = "follow_up")]
    purpose: Purpose,
}

fn purpose(text: &str) -> Result<Purpose, String> {
    serde_json::from_value(Value::String(text.into()))
        .map_err(|_| "expected triage, follow_up, review, handover or audit".into())
}

/// What waits.
pub(crate) async fn queue(args: SignIn) -> Result<(), Failure> {
    let session = DeskSession::begin(&args).await?;
    let queue: Queue = session.remote.get("/queue").await?;
    let rows = rows(&session.trust, &session.desk, &queue)?;
    if args.json {
        return output::json(&rows);
    }
    for row in rows {
        let alias = row.alias.as_deref().unwrap_or("—");
        let waits = row.waiting_since.map_or(0, |it| queue.now.saturating_sub(it) / 60);
        line(format!(
            "{:<8} {:<10} {:>6} min  {alias}  {}",
            row.band.code(),
            row.stage.code(),
            waits,
            row.case
        ));
    }
    Ok(())
}

/// One case.
pub(crate) async fn case(args: CaseArgs) -> Result<(), Failure> {
    let mut session = DeskSession::begin(&args.sign_in).await?;
    let file = session.open(args.case, args.purpose).await?;
    let case = &file.case;
    if args.sign_in.json {
        let mut value =
            serde_json::to_value(case).map_err(|error| Failure::new("internal", error.to_string()))?;
        value["case"] = json!(file.id);
        value["band"] = json!(case.band());
        value["due"] = json!(case.answer_due());
        return output::json(&value);
    }
    if let Some(report) = &case.report {
        line(format!("report: {}", report.text));
    }
    for said in &case.conversation {
        let member = said.author.as_member();
        let who = member.and_then(|it| session.desk.name_of(it)).unwrap_or("she");
        line(format!("{who}: {}", said.message.text));
    }
    case.notes.iter().for_each(|(_, _, note)| line(format!("note: {}", note.text)));
    Ok(())
}

/// Who is in the team.
pub(crate) async fn members(args: SignIn) -> Result<(), Failure> {
    let session = DeskSession::begin(&args).await?;
    let members: Vec<Value> = session
        .trust
        .team
        .members()
        .map(|card| {
            json!({
                "member": card.member,
                "handle": session.desk.handles.get(&card.member),
                "name": session.desk.directory.get(&card.member),
                "role": card.role,
                "triage": card.triage,
            })
        })
        .collect();
    if args.json {
        return output::json(&members);
    }
    members.iter().for_each(|it| line(it.to_string()));
    Ok(())
}
