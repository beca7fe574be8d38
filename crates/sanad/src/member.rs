//! `sanad member`: who is in the team.

use std::path::PathBuf;

use reqwest::Method;
use sanad_client::{
    found::zeroize_seed::Seed,
    invite::{Invitation, invite, join, renew},
    member::{Desk, Way},
    recover,
    remove::remove,
    unlocks,
};
use sanad_domain::{MemberId, Role};
use sanad_protocol::team::TeamKeys;
use serde_json::json;

use crate::{
    data::{now, passphrase, recovery_sheet, system_rng},
    desk::{DeskSession, SignIn, sheet_session},
    output::{self, Failure, line},
    remote::Remote,
};

/// Tries of what another member's change may overtake.
const TRIES: usize = 3;

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
    /// Give a member who lost every way in a new card: prints a link that works once.
    Renew(RenewArgs),
    /// Come back with nothing but the recovery sheet: gives the member a new card and prints a link that works once.
    Recover(RecoverArgs),
    /// Set a new passphrase for oneself.
    Passphrase(PassphraseArgs),
}

#[derive(clap::Args)]
struct RenewArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Handle of the member.
    #[arg(long)]
    handle: String,
    /// File with the recovery sheet's groups.
    #[arg(long)]
    recovery_file: PathBuf,
}

#[derive(clap::Args)]
struct RecoverArgs {
    /// Server, `https://…`.
    #[arg(long)]
    server: String,
    /// Handle of the member.
    #[arg(long)]
    handle: String,
    /// File with the recovery sheet's groups.
    #[arg(long)]
    recovery_file: PathBuf,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

#[derive(clap::Args)]
struct PassphraseArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// File whose first line is the new passphrase.
    #[arg(long)]
    new_passphrase_file: PathBuf,
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
    /// Own name, seen by members and by the person of a case; the one of the invitation otherwise.
    #[arg(long)]
    name: Option<String>,
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
        Command::Renew(args) => run_renew(args).await,
        Command::Recover(args) => run_recover(args).await,
        Command::Passphrase(args) => run_passphrase(args).await,
    }
}

async fn run_invite(args: InviteArgs) -> Result<(), Failure> {
    let session = DeskSession::begin(&args.sign_in).await?;
    let root = args.recovery_file.as_deref().map(recovery_sheet).transpose()?;
    let role = if args.coordinator { Role::Coordinator } else { Role::Caseworker };
    let rng = &mut system_rng();
    let (trust, desk) = (&session.trust, &session.desk);
    let invitation = invite(trust, desk, root.as_ref(), &args.handle, &args.name, role, now(), rng)?;
    session.remote.put(Method::POST, "/team/statements", &invitation.request).await?;
    say_link(&session.remote, &args.handle, &invitation, args.sign_in.json)
}

fn say_link(remote: &Remote, handle: &str, invitation: &Invitation, as_json: bool) -> Result<(), Failure> {
    let secret = invitation.secret.dangerous_to_groups().concat();
    let link = format!("{}/desk/#join={handle}:{secret}", remote.origin());
    if as_json {
        return output::json(&json!({ "handle": handle, "secret": secret, "link": link }));
    }
    line("Give this link to nobody else; it works once:");
    line(link);
    Ok(())
}

async fn run_renew(args: RenewArgs) -> Result<(), Failure> {
    let session = DeskSession::begin(&args.sign_in).await?;
    let root = recovery_sheet(&args.recovery_file)?;
    let member = member_of(&session.desk, &args.handle)?;
    let (trust, desk) = (&session.trust, &session.desk);
    let renewed = renew(trust, desk, &root, member, now(), &mut system_rng())?;
    session.remote.put(Method::POST, "/team/statements", &renewed.request).await?;
    say_link(&session.remote, &args.handle, &renewed, args.sign_in.json)
}

/// Nobody can sign in any more: the sheet does, and its root signs the new card.
async fn run_recover(args: RecoverArgs) -> Result<(), Failure> {
    let sheet = recovery_sheet(&args.recovery_file)?;
    let remote = Remote::new(&args.server)?;
    let trust = remote.trust(None).await?;
    let token = sheet_session(&remote, &trust, &sheet).await?;
    let remote = remote.with_token(token);
    let keys: TeamKeys = remote.get("/team/keys").await?;
    let desk = recover::desk(&trust, &sheet, &keys)?;
    let member = member_of(&desk, &args.handle)?;
    let renewed = renew(&trust, &desk, &sheet, member, now(), &mut system_rng())?;
    remote.put(Method::POST, "/team/statements", &renewed.request).await?;
    say_link(&remote, &args.handle, &renewed, args.json)
}

async fn run_passphrase(args: PassphraseArgs) -> Result<(), Failure> {
    let words = passphrase(&args.new_passphrase_file)?;
    let mut session = DeskSession::begin(&args.sign_in).await?;
    let saw = session.trust.saw();
    let changed = unlocks::set_passphrase(&session.vault, saw, &words, &mut system_rng())?;
    session.put_vault(changed).await?;
    if args.sign_in.json {
        return output::json(&json!({ "member": session.desk.member }));
    }
    line("From now on the new passphrase opens your keys.");
    Ok(())
}

fn member_of(desk: &Desk, handle: &str) -> Result<MemberId, Failure> {
    recover::member_of(desk, handle).map_err(|_| Failure::usage("no member has this handle"))
}

async fn run_join(args: JoinArgs) -> Result<(), Failure> {
    let words = passphrase(&args.passphrase_file)?;
    let secret =
        Seed::parse(&args.secret).ok_or_else(|| Failure::new("invitation", "the secret is mistyped"))?;
    let session = accept(&args.server, &args.member, &secret, &words, args.name.as_deref()).await?;
    if args.json {
        return output::json(&json!({ "member": session.desk.member }));
    }
    line("Welcome. From now on only your passphrase opens your keys.");
    Ok(())
}

/// Exchanges the invitation's keys, after the own name stands. What was sent and not answered is not sent again
/// and again: the passphrase tells whether it was done.
async fn accept(
    server: &str,
    handle: &str,
    secret: &Seed,
    words: &str,
    name: Option<&str>,
) -> Result<DeskSession, Failure> {
    let by_passphrase = async |failure: Failure| {
        let way = |challenge: &_| Way::from_passphrase(challenge, words);
        DeskSession::enter(server, handle, way).await.map_err(|_| failure)
    };
    let way = |challenge: &_| Way::from_invitation(challenge, &secret.0);
    let mut session = match DeskSession::enter(server, handle, way).await {
        Ok(session) => session,
        // Joined already, and nobody was told.
        Err(failure) if failure.code == "wrong_credentials" => return by_passphrase(failure).await,
        Err(failure) => return Err(failure),
    };
    if let Some(name) = name {
        set_name(&mut session, name).await?;
    }
    for _ in 0..TRIES {
        let joined = join(&session.trust, &session.desk, words, now(), &mut system_rng())?;
        match session.remote.put(Method::POST, "/team/statements", &joined.state).await {
            Ok(()) => return Ok(session),
            // The chain went on meanwhile.
            Err(failure) if failure.code == "wrong_place" => session.refresh().await?,
            Err(failure) if matches!(failure.code.as_str(), "offline" | "sign_in_again") => {
                return by_passphrase(failure).await;
            }
            Err(failure) => return Err(failure),
        }
    }
    Err(Failure::new("wrong_place", "the team's chain goes on all the time; try again"))
}

/// Writes the own name into the team's directory, on whatever stands there now.
async fn set_name(session: &mut DeskSession, name: &str) -> Result<(), Failure> {
    for _ in 0..TRIES {
        let (trust, desk) = (&session.trust, &session.desk);
        let directory = desk.with_name(trust, desk.member, name, &mut system_rng())?;
        match session.remote.put(Method::PUT, "/team/directory", &directory).await {
            Err(failure) if failure.code == "conflict" => session.refresh().await?,
            done => return done,
        }
    }
    Err(Failure::new("conflict", "the names change all the time; try again"))
}

async fn run_remove(args: RemoveArgs) -> Result<(), Failure> {
    let session = DeskSession::begin(&args.sign_in).await?;
    let root = args.recovery_file.as_deref().map(recovery_sheet).transpose()?;
    let member = member_of(&session.desk, &args.handle)?;
    let rng = &mut system_rng();
    let state = remove(&session.trust, &session.desk, root.as_ref(), member, now(), rng)?;
    session.remote.put(Method::POST, "/team/statements", &state).await?;
    if args.sign_in.json {
        return output::json(&json!({ "removed": args.handle }));
    }
    line("The card ended and the team's keys were exchanged. Give the cases that the member held to others.");
    Ok(())
}
