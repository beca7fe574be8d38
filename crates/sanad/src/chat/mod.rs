//! `sanad chat`: what an export of a messenger says, with the place of everything and nothing guessed.

mod identifiers;
mod listing;
mod open;
mod parse;
mod rows;

use std::{
    error::Error as _,
    io::{self, Write},
    ops::ControlFlow,
    path::Path,
};

use sanad_chat::ReadError;

use crate::output::{self, Failure};

/// What to do with an export.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Every message, with its time, its sender and its place in the file, and what is not known of them.
    Parse(parse::Args),
    /// Phone numbers, accounts, wallets, amounts, deadlines that are written in the messages, with their places.
    Identifiers(identifiers::Args),
}

/// Does it.
pub(crate) fn run(args: &Args) -> Result<(), Failure> {
    match &args.command {
        Command::Parse(args) => parse::run(args),
        Command::Identifiers(args) => identifiers::run(args),
    }
}

/// The first failure of writing. The reader is told to stop, and whoever asked is told why.
#[derive(Default)]
struct Written(Option<io::Error>);

impl Written {
    /// Whether to go on after this was written.
    fn flow(&mut self, done: io::Result<()>) -> ControlFlow<()> {
        match done {
            Ok(()) if self.0.is_none() => ControlFlow::Continue(()),
            Ok(()) => ControlFlow::Break(()),
            Err(error) => {
                self.0.get_or_insert(error);
                ControlFlow::Break(())
            }
        }
    }

    /// Writes out what is left.
    fn finish(self, out: &mut impl Write) -> Result<(), Failure> {
        let done = match self.0 {
            Some(error) => Err(error),
            None => out.flush(),
        };
        output::arrived(done)
    }
}

/// How reading ended, when everything was written. Nobody stops it but who takes no more of what is written.
fn ended(path: &Path, read: Result<(), ReadError>) -> Result<(), Failure> {
    match read {
        Ok(()) | Err(ReadError::Stopped) => Ok(()),
        Err(error) => Err(unread(path, &error)),
    }
}

/// What is said of an export that could not be read, or not to its end.
fn unread(path: &Path, error: &ReadError) -> Failure {
    let cause = error.source().map(|it| format!(": {it}")).unwrap_or_default();
    Failure::new(error.code(), format!("{}: {error}{cause}", path.display()))
}

/// The byte at which reading ended, where the error has a place.
fn offset(error: &ReadError) -> Option<u64> {
    match error {
        ReadError::TooLarge { offset, .. } | ReadError::Json { offset } => Some(*offset),
        _ => None,
    }
}
