//! `sanad bench`: how fast, how much lost. Peers' figures stand beside ours in the README.

mod desk;
mod intake;
pub(crate) mod measure;

use crate::output::Failure;

/// Which of them.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Reports accepted a second, each durable and in the log.
    Intake(intake::Args),
    /// The queue of a member, and one case of it.
    Desk(desk::Args),
}

/// Runs one.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Intake(args) => intake::run(args).await,
        Command::Desk(args) => desk::run(args).await,
    }
}
