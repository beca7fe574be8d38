//! Messenger and Instagram: the JSON of Meta's account download, and that of end-to-end encrypted chats.
//!
//! ```text
//! classic   = { "participants": [ { "name" }… ], "messages": [ message… ], "title", "thread_path", … }
//! encrypted = { "participants": [ "name"… ], "threadName", "messages": [ message… ] }
//! ```
//!
//! - Times are moments: milliseconds since 1970 in UTC.
//! - The classic form holds the newest message first, and no more than 10,000 in a file (`message_1.json`,
//!   `message_2.json` …); each file is read for itself, in its own order.
//! - Its strings are encoded twice, mostly: each is repaired only where it can be nothing else, and that is said
//!   ([`WarningCode::TextRepaired`]); the raw text stays as it was. Names in it are names and no accounts: two people
//!   of one name cannot be told apart. Notices of the app stand there as if the sender had typed them; only of who came
//!   and who went, and only in older downloads, can that be told.
//! - The encrypted form is encoded once. Its `threadName` is the name of the chat and a number.
//! - A call, a photo, a message taken back without a word: all are kept.
//! - A link that was shared is a line of the text; beside a file or a call it is [`Hidden`](crate::Hidden).
//! - A message may name several files; all are given, in their order.
//!
//! Sources: the fields in signalbackup-tools issue 331 and caprine issue 2195; neither form is documented by Meta.

mod classic;
mod encrypted;
mod latin;

use std::io::Read;

use serde::Deserialize;

use crate::json::{Element, Event, HEAD, Node, Output, sniff, split, string};
use crate::message::{Attachment, Warning, WarningCode};
use crate::source::{Format, Limits, ReadError, Sink, Text};

/// Messages of a file after which the download begins another.
const FULL: u64 = 10_000;

static THREAD: Node = Node::Object { fields: &[], members: &[("messages", Node::Messages)] };
static CLASSIC_TITLE: Node = Node::Object { fields: &["title"], members: &[] };
static ENCRYPTED_TITLE: Node = Node::Object { fields: &["threadName"], members: &[] };

/// Reads one file, in either of the forms.
///
/// # Errors
/// [`ReadError::Unknown`] when its beginning is of neither form, [`ReadError::NoChat`] when it has no array of
/// messages, [`ReadError::Json`] where it is broken outside of its messages or ends before it should,
/// [`ReadError::TooLarge`], [`ReadError::Io`], [`ReadError::Stopped`]. What was read before stays read.
pub fn read(text: &mut dyn Text, limits: &Limits, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let limits = &limits.kept();
    let mut head = Vec::new();
    text.open()?.take(HEAD as u64).read_to_end(&mut head)?;
    let Some(format @ (Format::Meta | Format::MetaEncrypted)) = sniff(&head) else {
        return Err(ReadError::Unknown);
    };
    let mut warnings = Vec::new();
    let title = title(text, limits, format, &mut warnings);
    let mut thread =
        Thread { out: Output::new(text, format, sink), format, title, announced: false, count: 0 };
    thread.out.warnings(warnings)?;
    let end = split(text.open()?, limits, &THREAD, &mut |event| thread.take(event))?;
    if format == Format::Meta && thread.count == FULL {
        let detail = FULL.to_string();
        thread.out.warnings(vec![Warning { code: WarningCode::PerhapsTruncated, offset: None, detail }])?;
    }
    thread.out.end(end)
}

/// The title, and where it stands: after the messages, in the classic form, so that the file is read twice.
fn title(
    text: &mut dyn Text,
    limits: &Limits,
    format: Format,
    warnings: &mut Vec<Warning>,
) -> Option<(String, u64)> {
    let root = if format == Format::Meta { &CLASSIC_TITLE } else { &ENCRYPTED_TITLE };
    let mut found = None;
    let read = split(text.open().ok()?, limits, root, &mut |event| match event {
        Event::Field { value, offset, .. } => {
            found = Some((value.to_vec(), offset));
            Err(ReadError::Stopped)
        }
        _ => Ok(()),
    });
    // What is wrong with the file is said when its messages are read.
    drop(read);
    let (value, offset) = found?;
    let title = string(&value, offset, warnings)?;
    Some(match latin::reading(&title) {
        latin::Reading::Twice(once) if format == Format::Meta => {
            warnings.push(crate::json::warning(WarningCode::TextRepaired, offset, "title".to_owned()));
            (once, offset)
        }
        _ => (title, offset),
    })
}

struct Thread<'s> {
    out: Output<'s>,
    format: Format,
    title: Option<(String, u64)>,
    announced: bool,
    count: u64,
}

impl Thread<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Enter | Event::Leave | Event::Field { .. } => Ok(()),
            Event::Other { name, offset } => {
                self.out.warn(WarningCode::UnknownObject, offset, name.to_owned())
            }
            Event::Messages(offset) if self.announced => {
                self.out.warn(WarningCode::UnknownObject, offset, "messages, messages".to_owned())
            }
            Event::Messages(_) => {
                self.announced = true;
                let (title, offset) =
                    self.title.as_ref().map_or((None, 0), |(title, at)| (Some(title.as_str()), *at));
                self.out.source(title, offset)
            }
            Event::Element(element) => self.message(&element),
        }
    }

    fn message(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        self.count += 1;
        if self.format == Format::Meta {
            classic::hand_on(element, &mut self.out)
        } else {
            encrypted::hand_on(element, &mut self.out)
        }
    }
}

/// A file that a message names: a path from the top of the download, or an address on the web.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct File {
    uri: Option<String>,
}

/// All files that a message names, in their order.
fn attachments(
    files: Vec<File>,
    offset: u64,
    out: &Output<'_>,
    warnings: &mut Vec<Warning>,
) -> Vec<Attachment> {
    let attachments = files.into_iter().map(|file| match file.uri {
        Some(uri) => out.attachment(uri, offset, warnings),
        None => Attachment { name: None, found: None },
    });
    attachments.collect()
}
