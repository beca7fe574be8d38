//! What the command line says. Exits: 0 ok, 1 failed check, 2 usage, 3 refused by policy.
#![expect(clippy::print_stderr, reason = "this is the one place that speaks to the terminal")]

mod visible;

use std::{
    io::{self, BufWriter, StdoutLock, Write as _, stdout},
    process::ExitCode,
};

use sanad_client::ClientError;
use serde::Serialize;

pub(crate) use visible::{isolated, visible};

/// Codes of what works and is not done: the role does not allow it, or nobody may.
const REFUSED_BY_POLICY: [&str; 3] = ["forbidden", "minor", "minor_no_files"];

/// Why a command did not do it.
#[derive(Debug)]
pub(crate) struct Failure {
    /// Stable code.
    pub(crate) code: String,
    /// What happened and what to do.
    pub(crate) message: String,
    exit: u8,
}

impl Failure {
    /// A check failed, or the server refused.
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        let exit = if REFUSED_BY_POLICY.contains(&code) { 3 } else { 1 };
        Self { code: code.into(), message: message.into(), exit }
    }

    /// The command was called wrongly.
    pub(crate) fn usage(message: impl Into<String>) -> Self {
        Self { code: "usage".into(), message: message.into(), exit: 2 }
    }

    /// Reading or writing a file failed.
    pub(crate) fn io(what: &str, error: &io::Error) -> Self {
        Self::new("io", format!("{what}: {error}"))
    }

    /// Says it on standard error.
    pub(crate) fn report(self) -> ExitCode {
        eprintln!("sanad: {} [{}]", self.message, self.code);
        ExitCode::from(self.exit)
    }
}

impl From<ClientError> for Failure {
    fn from(error: ClientError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<sanad_blobs::BlobError> for Failure {
    fn from(error: sanad_blobs::BlobError) -> Self {
        Self::new("blobs", format!("{error}; is the place for files right and writable?"))
    }
}

impl From<sanad_store::StoreError> for Failure {
    fn from(error: sanad_store::StoreError) -> Self {
        Self::new("store", format!("{error}; is the data folder right and writable?"))
    }
}

/// Prints a value as one line of JSON.
pub(crate) fn json(value: &impl Serialize) -> Result<(), Failure> {
    let line = serde_json::to_string(value).map_err(|error| Failure::new("internal", error.to_string()))?;
    arrived(writeln!(stdout(), "{line}"))
}

/// Prints a line for people; what a full disk loses is said.
pub(crate) fn line(text: impl AsRef<str>) {
    if let Err(lost) = arrived(writeln!(stdout(), "{}", text.as_ref())) {
        note(&lost.message);
    }
}

/// Whether what was written to standard output arrived there. Who has read enough and closes the pipe, as `head`
/// does, misses nothing, and what is left need not be computed: no failure.
pub(crate) fn arrived<T: Default>(written: io::Result<T>) -> Result<T, Failure> {
    match written {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(T::default()),
        written => written.map_err(|error| Failure::io("standard output", &error)),
    }
}

/// Says on standard error what is no failure and should be known.
pub(crate) fn note(text: &str) {
    eprintln!("sanad: {text}");
}

/// Standard output for what is too long to be held: it is written as it is found. Flush it at the end.
pub(crate) fn stream() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, stdout().lock())
}
