//! Acting on a case.

use std::path::PathBuf;

use sanad_crypto::safe::answer::Ack;
use sanad_domain::{
    CaseId, Lane, MemberId,
    case::{Body, Close, Message, Note, Purpose, Stage, StageChange},
    danger::{Assessment, Band, ITEMS_VERSION},
};
use serde_json::json;

use super::{DeskSession, SignIn};
use crate::{
    data::{now, recovery_sheet, system_rng},
    output::{self, Failure, line},
};

/// Words for her.
#[derive(clap::Args)]
pub(crate) struct SayArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// The words.
    #[arg(long)]
    text: String,
}

/// Words for the team.
#[derive(clap::Args)]
pub(crate) struct NoteArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// The words.
    #[arg(long)]
    text: String,
}

/// A case to take.
#[derive(clap::Args)]
pub(crate) struct TakeArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
}

/// A case to give.
#[derive(clap::Args)]
pub(crate) struct AssignArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// Handle of a member; may be given several times.
    #[arg(long, required = true)]
    to: Vec<String>,
}

/// A danger to record.
#[derive(clap::Args)]
pub(crate) struct DangerArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// low, medium, high or extreme.
    #[arg(long, value_parser = band)]
    level: Band,
    /// Why.
    #[arg(long)]
    reason: String,
}

/// A stage to move to.
#[derive(clap::Args)]
pub(crate) struct StageArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// triage, active, waiting, settlement or referral; closing has its own command.
    #[arg(long, value_parser = stage_code)]
    to: Stage,
    /// Why.
    #[arg(long)]
    reason: Option<String>,
}

/// An end.
#[derive(clap::Args)]
pub(crate) struct CloseArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// Code of the list `outcome`; may be given several times.
    #[arg(long, required = true)]
    outcome: Vec<String>,
    /// How it ended.
    #[arg(long)]
    summary: String,
    /// A safety plan is in place.
    #[arg(long)]
    safety_plan: bool,
    /// She was told that she can come back any time.
    #[arg(long)]
    told_to_come_back: bool,
}

fn band(text: &str) -> Result<Band, String> {
    Band::from_code(text).ok_or_else(|| "expected low, medium, high or extreme".into())
}

fn stage_code(text: &str) -> Result<Stage, String> {
    let stage = Stage::from_code(text).filter(|it| *it != Stage::Closed);
    stage.ok_or_else(|| "expected triage, active, waiting, settlement or referral".into())
}

async fn append(sign_in: &SignIn, case: CaseId, lane: Lane, body: Body, again: bool) -> Result<(), Failure> {
    let mut session = DeskSession::begin(sign_in).await?;
    let ack = session.append(case, lane, body, again).await?;
    print(sign_in, &ack)
}

fn print(sign_in: &SignIn, ack: &Ack) -> Result<(), Failure> {
    if sign_in.json {
        return output::json(&json!({ "entry": ack.entry, "n": ack.n, "leaf": ack.leaf }));
    }
    line("done");
    Ok(())
}

/// Answers her.
pub(crate) async fn say(args: SayArgs) -> Result<(), Failure> {
    let body = Body::Message(Message::of_text(args.text));
    append(&args.sign_in, args.case, Lane::Shared, body, false).await
}

/// Notes something.
pub(crate) async fn note(args: NoteArgs) -> Result<(), Failure> {
    append(&args.sign_in, args.case, Lane::Team, Body::Note(Note { text: args.text }), true).await
}

/// Opens a closed case again.
pub(crate) async fn reopen(args: NoteArgs) -> Result<(), Failure> {
    append(&args.sign_in, args.case, Lane::Team, Body::Reopen(Note { text: args.text }), false).await
}

/// Records the danger.
pub(crate) async fn danger(args: DangerArgs) -> Result<(), Failure> {
    let assessment = Assessment {
        band: args.level,
        reason: args.reason,
        answers: Default::default(),
        items_version: ITEMS_VERSION,
    };
    append(&args.sign_in, args.case, Lane::Team, Body::Danger(assessment), true).await
}

/// Moves it.
pub(crate) async fn stage(args: StageArgs) -> Result<(), Failure> {
    let body = Body::Stage(StageChange { to: args.to, reason: args.reason });
    append(&args.sign_in, args.case, Lane::Team, body, false).await
}

/// Closes it.
pub(crate) async fn close(args: CloseArgs) -> Result<(), Failure> {
    let body = Body::Close(Close {
        outcomes: args.outcome,
        summary: args.summary,
        safety_plan: args.safety_plan,
        told_to_come_back: args.told_to_come_back,
    });
    append(&args.sign_in, args.case, Lane::Team, body, false).await
}

/// Takes it.
pub(crate) async fn take(args: TakeArgs) -> Result<(), Failure> {
    let mut session = DeskSession::begin(&args.sign_in).await?;
    let me = session.desk.member;
    give(&mut session, &args.sign_in, args.case, &[me]).await
}

/// Gives it.
pub(crate) async fn assign(args: AssignArgs) -> Result<(), Failure> {
    let mut session = DeskSession::begin(&args.sign_in).await?;
    let mut members: Vec<MemberId> = vec![];
    for handle in &args.to {
        let found = session.desk.handles.iter().find(|(_, it)| *it == handle);
        let (member, _) =
            found.ok_or_else(|| Failure::usage(format!("no member has the handle {handle}")))?;
        members.push(*member);
    }
    give(&mut session, &args.sign_in, args.case, &members).await
}

async fn give(
    session: &mut DeskSession,
    sign_in: &SignIn,
    case: CaseId,
    to: &[MemberId],
) -> Result<(), Failure> {
    let mut file = session.open(case, Purpose::Triage).await?;
    let writer = session.desk.writer(&session.trust)?;
    let composed = writer.assign(&session.trust, &mut file, to, now(), &mut system_rng())?;
    let mut last = None;
    for it in &composed {
        last = Some(session.send(case, it).await?);
    }
    last.map_or(Ok(()), |ack| print(sign_in, &ack))
}

/// `sanad desk renew`.
#[derive(clap::Args)]
pub(crate) struct RenewArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// File with the recovery sheet's groups, for cases that nobody else can open any more.
    #[arg(long)]
    recovery_file: Option<PathBuf>,
}

/// Opens new epochs where cards changed since a case was taken.
pub(crate) async fn renew(RenewArgs { sign_in: args, recovery_file }: RenewArgs) -> Result<(), Failure> {
    let mut session = DeskSession::begin(&args).await?;
    if let Some(file) = recovery_file {
        session = session.with_sheet(recovery_sheet(&file)?).await?;
    }
    let stale: Vec<CaseId> = session.remote.get("/stale").await?;
    for case in &stale {
        let mut file = session.open(*case, Purpose::Handover).await?;
        let writer = session.desk.writer(&session.trust)?;
        let composed = writer.renew(&session.trust, &mut file, now(), &mut system_rng())?;
        for it in composed.unwrap_or_default() {
            session.send(*case, &it).await?;
        }
    }
    if args.json {
        return output::json(&serde_json::json!({ "renewed": stale }));
    }
    line(format!("{} cases have the right holders now", stale.len()));
    Ok(())
}
