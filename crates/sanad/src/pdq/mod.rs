//! `sanad pdq`: fingerprints of pictures, and search in a bank of them. Nothing leaves this machine.

mod banks;
mod bench;
mod hash;
mod hashes;
mod search;

use crate::output::Failure;

/// What to do with pictures, or with fingerprints.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Fingerprints of pictures: JPEG, PNG, GIF, WebP, BMP, or raw pixels.
    Hash(hash::Args),
    /// Everything in a bank that is near one of the queries. Nothing is missed.
    Search(search::Args),
    /// Measure fingerprints and search on this machine, on one thread.
    Bench(bench::Args),
}

/// Does it.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Hash(args) => hash::run(args),
        Command::Search(args) => search::run(args),
        Command::Bench(args) => bench::run(args),
    }
}
