//! Signal's `main.jsonl`, as Signal Desktop writes it ("Export chat history").
//!
//! One JSON object a line: what stands in a backup, in the JSON form of its protocol buffers, where numbers of 64 bits
//! are strings and bytes are base64.
//!
//! ```text
//! { "version", "backupTimeMs", … }
//! { "recipient": { "id", "contact" | "group" | "self" | … } }
//! { "chat": { "id", "recipientId" } }
//! { "chatItem": { "chatId", "authorId", "dateSent", "standardMessage" | "updateMessage" | … } }
//! ```
//!
//! - The lines of all chats are mixed, in the order in which the messages came. So [`Sink::source`] is called again
//!   whenever the next message is of another chat: two sources of one title need not be one chat.
//! - Times are moments: `dateSent`, milliseconds since 1970 in UTC, by the clock of the sender.
//! - **Messages that disappear by themselves are never in such an export**, and pictures to be seen once are taken out
//!   of it: that nothing is there proves nothing.
//! - Of an edited message the newest text is read; older ones (`revisions`) stay in the raw text.
//! - Where the app shows a name that was mentioned, the text has U+FFFC: whom it means is [`Hidden`](crate::Hidden),
//!   by the number and name that the export has for that account. So is the address of a preview that the text lacks.
//! - Calls, notices, contacts, polls and payments are read as lines of their fields as they are written.
//!
//! Sources: `rust/message-backup/src/proto/backup.proto` and `…/src/json/exporter.rs` of signalapp/libsignal;
//! `ts/services/backups/` and `ts/jobs/AttachmentLocalBackupManager.preload.ts` of signalapp/Signal-Desktop.

mod hidden;
mod item;
mod recipient;

use std::collections::HashMap;

use crate::cut;
use crate::json::{Element, Event, Output, Written, key, lines, members, parse, shorten, warning};
use crate::message::{Warning, WarningCode};
use crate::source::{Format, Limits, ReadError, Sink, Text};
use item::Media;
use recipient::{Chat, People, Recipient};

/// People and chats that are remembered: far more than an account has.
const KNOWN: usize = 200_000;
/// Bytes of a number by which lines refer to one another; they have 64 bits.
const NUMBER: usize = 64;

/// Reads an export.
///
/// # Errors
/// [`ReadError::NoChat`] when there is no message in it, [`ReadError::Json`] where a line is no JSON or the last one is
/// cut off, [`ReadError::TooLarge`], [`ReadError::Io`], [`ReadError::Stopped`]. What was read before stays read.
pub fn read(text: &mut dyn Text, limits: &Limits, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let limits = &limits.kept();
    let out = Output::new(text, Format::Signal, sink);
    let media = Media::of(text.files());
    let mut export =
        Export { out, media, owner: None, people: People::default(), chats: HashMap::new(), current: None };
    let end = lines(text.open()?, limits, &mut |event| match event {
        Event::Element(line) => export.line(&line),
        _ => Ok(()),
    })?;
    export.out.end(end)
}

struct Export<'s> {
    out: Output<'s>,
    media: Media,
    /// The name of whoever exported.
    owner: Option<String>,
    people: People,
    /// The recipient of each chat, by its number in the file.
    chats: HashMap<String, String>,
    /// The chat of the message before.
    current: Option<String>,
}

impl Export<'_> {
    fn line(&mut self, line: &Element<'_>) -> Result<(), ReadError> {
        if line.is_cut() {
            self.out.warn(WarningCode::Cut, line.offset, line.length.to_string())?;
        }
        if line.bytes.first() != Some(&b'{') {
            let shown = shorten(&String::from_utf8_lossy(line.bytes));
            self.out.warn(WarningCode::UnknownObject, line.offset, shown)?;
        }
        for member in members(line.bytes) {
            let inside = Element {
                offset: line.offset + member.at as u64,
                length: member.value.len() as u64,
                bytes: member.value,
                ended: member.whole,
            };
            match &*key(&member) {
                "account" => self.account(&inside)?,
                "recipient" => self.recipient(&inside)?,
                "chat" => self.chat(&inside)?,
                "chatItem" => self.message(&inside)?,
                // The first line; packs of stickers, folders, settings.
                _ => {}
            }
        }
        Ok(())
    }

    fn account(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let mut warnings = Vec::new();
        let account = parse::<recipient::Account>(element, &mut warnings).fields;
        let mut name = account.name();
        if name.as_mut().is_some_and(cut::name) {
            warnings.push(warning(WarningCode::Cut, element.offset, "account".to_owned()));
        }
        if self.owner.is_none() {
            self.owner = name;
        } else if name != self.owner {
            warnings.push(again("account", "", element.offset));
        }
        self.out.warnings(warnings)
    }

    fn recipient(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let mut warnings = Vec::new();
        let recipient = parse::<Recipient>(element, &mut warnings).fields;
        let added = self.people.add(recipient, self.owner.as_deref());
        if added.is_cut {
            warnings.push(warning(WarningCode::Cut, element.offset, "recipient".to_owned()));
        }
        if let Some(number) = added.again {
            warnings.push(again("recipient", &number, element.offset));
        }
        self.out.warnings(warnings)
    }

    fn chat(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let mut warnings = Vec::new();
        let chat = parse::<Chat>(element, &mut warnings).fields;
        let (id, recipient) = (number(chat.id), number(chat.recipient_id));
        match self.chats.get(&id) {
            Some(known) if *known == recipient => {}
            Some(_) => warnings.push(again("chat", &id, element.offset)),
            None if id.len().max(recipient.len()) > NUMBER => {
                warnings.push(warning(WarningCode::UnknownObject, element.offset, "chat".to_owned()));
            }
            None if self.chats.len() < KNOWN => {
                self.chats.insert(id, recipient);
            }
            None => {}
        }
        self.out.warnings(warnings)
    }

    fn message(&mut self, element: &Element<'_>) -> Result<(), ReadError> {
        let mut warnings = Vec::new();
        let item = item::read(element, &self.people, &self.media, &mut warnings);
        let chat = item.chat.or_else(|| self.current.clone()).unwrap_or_default();
        if self.current.as_ref() != Some(&chat) {
            let person = self.chats.get(&chat).and_then(|recipient| self.people.get(recipient));
            self.out.source(person.and_then(|person| person.name.as_deref()), element.offset)?;
            self.current = Some(chat);
        }
        self.out.message(item.message, warnings)
    }
}

/// A line says something else than an earlier one of the same number, which counts: nobody is renamed by a line that
/// was put behind.
fn again(what: &str, number: &str, offset: u64) -> Warning {
    let line = format!("{what} {number}");
    let line = line.trim_end();
    warning(WarningCode::UnknownObject, offset, shorten(&format!("{line}, {line}")))
}

/// A number that refers to another line. Zero is left out where it is written.
fn number(written: Option<Written>) -> String {
    written.map_or_else(|| "0".to_owned(), |number| number.0)
}
