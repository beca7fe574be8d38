//! `sanad desk`: what a member does, without a browser.

mod act;
mod get;
mod session;
mod view;

use std::path::PathBuf;

pub(crate) use session::{DeskSession, sheet_session};

use crate::output::Failure;

/// Who, where, what.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

/// Who signs in where; the same for every command.
#[derive(clap::Args, Clone)]
pub(crate) struct SignIn {
    /// Server, `https://…`.
    #[arg(long)]
    pub(crate) server: String,
    /// Unique handle.
    #[arg(long)]
    pub(crate) member: String,
    /// File whose first line is the passphrase.
    #[arg(long)]
    pub(crate) passphrase_file: PathBuf,
    /// Machine-readable output.
    #[arg(long)]
    pub(crate) json: bool,
}

#[derive(clap::Subcommand)]
enum Command {
    /// What waits, danger first.
    Queue(SignIn),
    /// One case. She can see that it was opened.
    Case(view::CaseArgs),
    /// Save a file of a case, with a reason.
    Get(get::GetArgs),
    /// New epochs for the cases whose holders changed since.
    Renew(act::RenewArgs),
    /// Members of the team.
    Members(SignIn),
    /// Answer her over the safe page.
    Say(act::SayArgs),
    /// Write an internal note.
    Note(act::NoteArgs),
    /// Take the case.
    Take(act::TakeArgs),
    /// Give the case to members.
    Assign(act::AssignArgs),
    /// Set the danger, with a reason.
    Danger(act::DangerArgs),
    /// Move to another stage.
    Stage(act::StageArgs),
    /// Close with an outcome.
    Close(act::CloseArgs),
    /// Open a closed case again.
    Reopen(act::NoteArgs),
}

/// Runs one.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Queue(args) => view::queue(args).await,
        Command::Case(args) => view::case(args).await,
        Command::Get(args) => get::get(args).await,
        Command::Renew(args) => act::renew(args).await,
        Command::Members(args) => view::members(args).await,
        Command::Say(args) => act::say(args).await,
        Command::Note(args) => act::note(args).await,
        Command::Take(args) => act::take(args).await,
        Command::Assign(args) => act::assign(args).await,
        Command::Danger(args) => act::danger(args).await,
        Command::Stage(args) => act::stage(args).await,
        Command::Close(args) => act::close(args).await,
        Command::Reopen(args) => act::reopen(args).await,
    }
}
