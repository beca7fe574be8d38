//! `sanad member`: who is in the team.

use std::path::PathBuf;

use reqwest::Method;
use sanad_client::{
    found::{invite, join, remove, zeroize_seed::Seed},
    member::Way,
};
use sanad_crypto::safe::team::RecoverySheet;
use sanad_domain::Role;
use serde_json::json;

use crate::{
    data::{now, passphrase, system_rng},
    desk::{DeskSession, SignIn},
    output::{self, Failure, line},
};

/// Which of them.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Invite somebody: prints a link that works once.
    Invite(InviteArgs),
    /// Join with an invitation.
    Join(JoinArgs),
    /// Remove a member; the team's keys are exchanged.
    Remove(RemoveArgs),
}

#[derive(clap::Args)]
struct InviteArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Handle of the new member.
    #[arg(long)]
    handle: String,
    /// Name of the new member, seen by members only.
    #[arg(long)]
    name: String,
    /// Make a coordinator; needs the recovery sheet.
    #[arg(long)]
    coordinator: bool,
    /// File with the recovery sheet's groups.
    #[arg(long)]
    recovery_file: Option<PathBuf>,
}

#[derive(clap::Args)]
struct JoinArgs {
    /// Server, `https://…`.
    #[arg(long)]
    server: String,
    /// Handle that the invitation names.
    #[arg(long)]
    member: String,
    /// Secret of the invitation.
    #[arg(long)]
    secret: String,
    /// File whose first line is the new passphrase.
    #[arg(long)]
    passphrase_file: PathBuf,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct RemoveArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Handle of the member.
    #[arg(long)]
    handle: String,
    /// File with the recovery sheet's groups, to remove a coordinator.
    #[arg(long)]
    recovery_file: Option<PathBuf>,
}

/// Runs one.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Invite(args) => run_invite(args).await,
        Command::Join(args) => run_join(args).await,
        Command::Remove(args) => run_remove(args).await,
    }
}

fn sheet(path: Option<&PathBuf>) -> Result<Option<RecoverySheet>, Failure> {
    let Some(path) = path else { return Ok(None) };
    let text = std::fs::read_to_string(path).map_err(|error| Failure::io("the recovery sheet", &error))?;
    let seed =
        Seed::parse(&text).ok_or_else(|| Failure::new("recovery", "a digit of the sheet is mistyped"))?;
    Ok(Some(RecoverySheet::derive(&seed.0)))
}

async fn run_invite(args: InviteArgs) -> Result<(), Failure> {
    let session = DeskSession::begin(&args.sign_in).await?;
    let root = sheet(args.recovery_file.as_ref())?;
    let role = if args.coordinator { Role::Coordinator } else { Role::Caseworker };
    let rng = &mut system_rng();
    let (trust, desk) = (&session.trust, &session.desk);
    let invitation = invite(trust, desk, root.as_ref(), &args.handle, &args.name, role, now(), rng)?;
    session.remote.put(Method::POST, "/team/statements", &invitation.request).await?;
    let secret = invitation.secret.dangerous_to_groups().concat();
    let link = format!("{}/desk/#join={}:{secret}", session.remote.origin(), args.handle);
    if args.sign_in.json {
        return output::json(&json!({ "handle": args.handle, "secret": secret, "link": link }));
    }
    line("Give this link to nobody else; it works once:");
    line(link);
    Ok(())
}

async fn run_join(args: JoinArgs) -> Result<(), Failure> {
    let words = passphrase(&args.passphrase_file)?;
    let secret =
        Seed::parse(&args.secret).ok_or_else(|| Failure::new("invitation", "the secret is mistyped"))?;
    let way = |challenge: &_| Way::from_invitation(challenge, &secret.0);
    let session = DeskSession::enter(&args.server, &args.member, way).await?;
    let joined = join(&session.trust, &session.desk, &session.vault, &words, now(), &mut system_rng())?;
    session.remote.put(Method::POST, "/team/statements", &joined.state).await?;
    session.remote.put(Method::PUT, "/member/vault", &joined.vault).await?;
    if args.json {
        return output::json(&json!({ "member": session.desk.member }));
    }
    line("Welcome. From now on only your passphrase opens your keys.");
    Ok(())
}

async fn run_remove(args: RemoveArgs) -> Result<(), Failure> {
    let session = DeskSession::begin(&args.sign_in).await?;
    let root = sheet(args.recovery_file.as_ref())?;
    let found = session.desk.handles.iter().find(|(_, it)| **it == args.handle);
    let (member, _) = found.ok_or_else(|| Failure::usage("no member has this handle"))?;
    let rng = &mut system_rng();
    let state = remove(&session.trust, &session.desk, root.as_ref(), *member, now(), rng)?;
    session.remote.put(Method::POST, "/team/statements", &state).await?;
    if args.sign_in.json {
        return output::json(&json!({ "removed": args.handle }));
    }
    line("The card ended and the team's keys were exchanged. Give the cases that the member held to others.");
    Ok(())
}
