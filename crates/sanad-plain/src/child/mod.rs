//! The process: a client of the server like the browser's core, with pages in place of a browser.
//!
//! One job at a time, in one thread. Between two jobs it keeps sealed visits whose keys it does not have.

mod case;
mod line;
mod view;
mod visits;

use std::io::{Read, Write};

use rand_core::CryptoRng;
use sanad_client::ClientError;
use zeroize::Zeroizing;

use crate::{
    frame::FrameError,
    wire::{Job, Reply, What},
};
use line::Line;
use visits::Visits;

/// Works until the server ends the line.
///
/// An error means that the two no longer understand each other: end the process then.
pub fn run(input: impl Read, output: impl Write, rng: &mut impl CryptoRng) -> Result<(), FrameError> {
    let mut forms = Zeroizing::new([0; 32]);
    rng.fill_bytes(forms.as_mut_slice());
    let mut room = Room { line: Line::new(input, output), rng, visits: Visits::default(), forms };
    while let Some(job) = room.line.job()? {
        let reply = match room.work(job) {
            Ok(reply) | Err(Stop::Here(reply)) => reply,
            Err(Stop::Line(error)) => return Err(error),
        };
        room.line.reply(reply)?;
    }
    Ok(())
}

/// Why a job goes no further.
enum Stop {
    /// It ends with this reply.
    Here(Reply),
    /// The server is not understood any more.
    Line(FrameError),
}

impl From<FrameError> for Stop {
    fn from(error: FrameError) -> Self {
        Self::Line(error)
    }
}

impl From<ClientError> for Stop {
    fn from(error: ClientError) -> Self {
        Self::Here(match error.code() {
            "text_missing" => Reply::TextMissing,
            "too_long" => Reply::TooLong,
            _ => Reply::Failed,
        })
    }
}

impl From<sanad_crypto::safe::Refused> for Stop {
    fn from(_: sanad_crypto::safe::Refused) -> Self {
        Self::Here(Reply::Failed)
    }
}

/// What the server refused, as her page says it.
fn refused(code: &str) -> Stop {
    Stop::Here(match code {
        "wrong_credentials" => Reply::Unknown,
        // A case that is gone ends its visits.
        "sign_in_again" | "gone" | "not_found" => Reply::Expired,
        "unavailable" => Reply::Busy,
        "too_large" => Reply::TooLong,
        _ => Reply::Failed,
    })
}

/// Everything that the process has.
struct Room<'a, I, O, R> {
    line: Line<I, O>,
    rng: &'a mut R,
    visits: Visits,
    /// Makes the same form the same report, for the life of this process.
    forms: Zeroizing<[u8; 32]>,
}

impl<I: Read, O: Write, R: CryptoRng> Room<'_, I, O, R> {
    fn work(&mut self, job: Job) -> Result<Reply, Stop> {
        let Job { now, origin, what } = job;
        match what {
            What::Tell { report, token } => self.tell(now, &origin, *report, &token),
            What::Enter { receipt } => self.enter(now, &origin, &receipt),
            What::Read { visit } => self.read(now, visit),
            What::Say { visit, text } => self.say(now, visit, &text),
            What::Withdraw { visit, purpose } => self.withdraw(now, visit, purpose),
            What::Destroy { visit } => self.destroy(now, &visit),
            What::Leave { visit } => self.leave(now, &visit),
        }
    }
}
