//! The process's end of the line: jobs in, calls out, replies out.

use std::io::{Read, Write};

use minicbor::{Decode, Encode};

use super::{Stop, refused};
use crate::{
    frame::{self, FrameError},
    wire::{Answered, Call, FromChild, Job, Method, Reply, ToChild},
};

/// Standard input and output, as frames.
pub(super) struct Line<I, O> {
    input: I,
    output: O,
}

impl<I: Read, O: Write> Line<I, O> {
    pub(super) fn new(input: I, output: O) -> Self {
        Self { input, output }
    }

    /// The next job; `None` where there is no more.
    pub(super) fn job(&mut self) -> Result<Option<Job>, FrameError> {
        match frame::read(&mut self.input)? {
            None => Ok(None),
            Some(ToChild::Job(job)) => Ok(Some(job)),
            Some(ToChild::Answered(_)) => Err(FrameError::Malformed),
        }
    }

    /// Ends a job. What is too long for a frame is told as a failure.
    pub(super) fn reply(&mut self, reply: Reply) -> Result<(), FrameError> {
        match frame::write(&mut self.output, &FromChild::Reply(reply)) {
            Err(FrameError::TooLong) => frame::write(&mut self.output, &FromChild::Reply(Reply::Failed)),
            done => done,
        }
    }

    /// Asks the server; a refusal is an answer.
    pub(super) fn call(
        &mut self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Result<Answered, Stop> {
        let (path, token) = (path.to_owned(), token.map(str::to_owned));
        let call = Call { method, path, token, body: body.map(Into::into) };
        match frame::write(&mut self.output, &FromChild::Call(call)) {
            // Nothing of it was written: the line is as it was.
            Err(FrameError::TooLong) => return Err(Stop::Here(Reply::TooLong)),
            done => done?,
        }
        match frame::read(&mut self.input)? {
            Some(ToChild::Answered(answered)) => Ok(answered),
            Some(ToChild::Job(_)) => Err(FrameError::Malformed.into()),
            None => Err(FrameError::Gone.into()),
        }
    }

    /// Asks the server; a refusal ends the job.
    pub(super) fn ask<T>(
        &mut self,
        method: Method,
        path: &str,
        token: Option<&str>,
        body: Option<Vec<u8>>,
    ) -> Result<T, Stop>
    where
        T: for<'b> Decode<'b, ()> + Encode<()>,
    {
        let answered = self.call(method, path, token, body)?;
        if answered.code.is_empty() { understood(&answered) } else { Err(refused(&answered.code)) }
    }
}

/// The body of an answer that worked.
pub(super) fn understood<T>(answered: &Answered) -> Result<T, Stop>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    sanad_protocol::decode(&answered.body).ok_or(Stop::Here(Reply::Failed))
}
