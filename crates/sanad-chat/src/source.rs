//! Where a text comes from, what is said of it as a whole, and who takes what was read.

use std::fmt;
use std::io::{self, Read, Seek, SeekFrom};
use std::ops::ControlFlow;

use crate::files::Files;
use crate::message::{Message, Warning};

/// The programs and forms that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Format {
    /// WhatsApp's text, as Android writes it.
    WhatsAppAndroid,
    /// WhatsApp's text, as an iPhone writes it: the stamp in brackets, with seconds.
    WhatsAppIos,
    /// Telegram Desktop's JSON, one chat or a whole account.
    Telegram,
    /// Messenger's or Instagram's JSON of the account download.
    Meta,
    /// Messenger's JSON of end-to-end encrypted chats.
    MetaEncrypted,
    /// Signal's JSON.
    Signal,
}

impl Format {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::WhatsAppAndroid => "whatsapp_android",
            Self::WhatsAppIos => "whatsapp_ios",
            Self::Telegram => "telegram",
            Self::Meta => "meta",
            Self::MetaEncrypted => "meta_encrypted",
            Self::Signal => "signal",
        }
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What holds for a whole export, known before its first message is handed on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    /// Which program wrote it.
    pub format: Format,
    /// The path of the text inside the zip, where it came in one.
    pub path: Option<String>,
    /// What the chat is called, where the export says so.
    pub title: Option<String>,
    /// What was decided about all stamps, and the places that decided it.
    pub rulings: Vec<Ruling>,
}

/// A decision about all stamps of a file, with its evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ruling {
    /// What was decided: `day_first`, `month_first`, `year_first`, `half_day_words`, `clock_24h`, `calendar_hijri`, …
    pub decided: &'static str,
    /// The place that decided it.
    pub offset: u64,
    /// The stamp at that place, as written.
    pub raw: String,
}

/// How much of a stranger's file is looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of one message, after which it is cut with a warning. Less than a kilobyte is taken for a kilobyte, in
    /// which a stamp and a name find room, and more than a gigabyte for a gigabyte.
    pub message: usize,
    /// Bytes of a text after it was unpacked.
    pub text: u64,
    /// Entries of a zip.
    pub entries: usize,
    /// How many times larger than its packed form an entry may be once it is larger than a megabyte; and how many times
    /// larger than the zip all that is unpacked of it, once that is more than 16 megabytes. What is read twice counts
    /// once.
    pub ratio: u64,
}

impl Limits {
    /// As they are kept to. Whoever takes limits from a caller asks for these first.
    pub(crate) fn kept(&self) -> Self {
        // Sums of two sizes cannot overflow.
        Self { message: self.message.clamp(1 << 10, 1 << 30), ..self.clone() }
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self { message: 1 << 20, text: 4 << 30, entries: 100_000, ratio: 200 }
    }
}

/// A text that can be read from its start more than once: the whole file decides what one stamp means.
pub trait Text {
    /// Begins at the first byte.
    ///
    /// # Errors
    /// When the source cannot be read.
    fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError>;

    /// The files that came with it, for the names that messages give; none for a lone text.
    fn files(&self) -> Files {
        Files::default()
    }

    /// Its path inside the zip.
    fn path(&self) -> Option<&str> {
        None
    }
}

/// A lone file.
#[derive(Debug)]
pub struct Lone<R>(pub R);

impl<R: Read + Seek> Text for Lone<R> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
        self.0.seek(SeekFrom::Start(0))?;
        Ok(Box::new(&mut self.0))
    }
}

/// Takes what was read, as it is read: nothing is held back but what a decision needs.
pub trait Sink {
    /// Before the first message of each chat, and again wherever messages of another chat follow: Signal writes all
    /// chats in one sequence.
    fn source(&mut self, source: &Source) -> ControlFlow<()>;
    /// Each message, in the order of the source.
    fn message(&mut self, message: Message) -> ControlFlow<()>;
    /// Each warning, as it arises.
    fn warning(&mut self, warning: Warning) -> ControlFlow<()>;
}

/// Why an export could not be read. Warnings tell of what could be read in part.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The bytes could not be had.
    #[error("the file could not be read")]
    Io(#[from] io::Error),
    /// No format that is known.
    #[error("this is no chat export that is known here")]
    Unknown,
    /// A text in UTF-16, as some editors save it; no phone writes that. Its bytes would have to be changed to be read, and
    /// places in it would be those of another file.
    #[error("the text is in UTF-16; save a copy of it as UTF-8, and keep this one")]
    Utf16,
    /// A file of a known form without a chat in it.
    #[error("there is no chat in this file")]
    NoChat,
    /// The zip is damaged, or of a kind that is not read (encrypted, another compression).
    #[error("the zip cannot be read: {0}")]
    Zip(&'static str),
    /// Larger than [`Limits`] allow.
    #[error("the file is larger than {limit} allows, at byte {offset}")]
    TooLarge {
        /// Which of the limits.
        limit: &'static str,
        /// The byte of the text, or of the zip, at which that was seen.
        offset: u64,
    },
    /// JSON that cannot be split into its messages, or that ends in the middle: what was handed on before is right, and
    /// the last message may be there in part ([`Kind::Unsupported`](crate::Kind::Unsupported)).
    #[error("the JSON is broken or cut off at byte {offset}")]
    Json {
        /// The byte at which it is.
        offset: u64,
    },
    /// The taker had enough.
    #[error("stopped")]
    Stopped,
}

impl ReadError {
    /// A stable word.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "unreadable",
            Self::Unknown => "unknown_format",
            Self::Utf16 => "utf_16",
            Self::NoChat => "no_chat",
            Self::Zip(_) => "bad_zip",
            Self::TooLarge { .. } => "too_large",
            Self::Json { .. } => "bad_json",
            Self::Stopped => "stopped",
        }
    }
}

/// `?` for a taker's answer.
pub(crate) fn go_on(answer: ControlFlow<()>) -> Result<(), ReadError> {
    match answer {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(ReadError::Stopped),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_has_room_for_a_stamp_and_a_name() {
        for (given, kept) in [(0, 1_024), (1_023, 1_024), (5_000, 5_000), (usize::MAX, 1 << 30)] {
            let limits = Limits { message: given, ..Limits::default() };
            assert_eq!(limits.kept(), Limits { message: kept, ..Limits::default() });
        }
    }
}
