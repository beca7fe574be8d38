//! The one model that every format is read into. Each field says where it came from and how sure it is.

use std::fmt;

use crate::hidden::Hidden;
use crate::time::Time;

/// One message as the export tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Message {
    /// When, with everything that is not known about it.
    pub time: Time,
    /// Who.
    pub sender: Sender,
    /// What sort of message.
    pub kind: Kind,
    /// What was written. What the program itself added (a mark that it was edited, the name of an attached file)
    /// is taken out and stands in its own field; all else is kept to the last invisible character.
    pub text: String,
    /// What the text does not say: where its words lead, whom they mean, then what stands beside it, as buttons do.
    /// What the text itself says is not among it.
    pub hidden: Vec<Hidden>,
    /// The files that it speaks of, in their order; WhatsApp and Telegram write one message for each file.
    pub attachments: Vec<Attachment>,
    /// Whoever wrote it first, where the sender only passed it on: the name as the export gives it, or the account
    /// where it gives no name; empty where it gives neither. Telegram alone tells this. None elsewhere does not say that
    /// the sender wrote it.
    pub forwarded: Option<String>,
    /// The export says that the text was changed later. Telegram says so after a mere reaction, too:
    /// never more than "the export marks it as changed".
    pub edited: bool,
    /// Where in the source it stands.
    pub place: Place,
    /// The body as the source writes it (WhatsApp: all after the stamp; JSON: the object), before anything was taken out.
    pub raw: String,
}

/// Bytes of the source.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Place {
    /// Bytes from the start of the text (of the file inside the zip, where it came in one) to the first byte.
    pub offset: u64,
    /// How many bytes.
    pub length: u64,
}

/// Who wrote a message, as far as the export knows.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sender {
    /// The name as written, invisible characters included; none for a notice of the program.
    pub name: Option<String>,
    /// The account's number where the format has one (Telegram's `from_id`), stable when the name changes.
    pub account: Option<String>,
    /// How sure the name is.
    pub certainty: SenderCertainty,
}

/// How sure a sender is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum SenderCertainty {
    /// A field of its own, or a name that stands at one place only.
    Exact,
    /// The line holds more than one `": "`, or may be a notice, and nothing in the file settles where a name ends.
    Ambiguous,
    /// The program wrote the message itself, or the account was deleted.
    #[default]
    None,
}

impl SenderCertainty {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Ambiguous => "ambiguous",
            Self::None => "none",
        }
    }
}

impl fmt::Display for SenderCertainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What sort of message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Kind {
    /// Written by a person.
    Message,
    /// Written by the program: encryption, groups, numbers that changed, screenshots taken.
    System,
    /// A file, present or left out.
    Media,
    /// Taken back: the text is gone.
    Deleted,
    /// A call, missed or not.
    Call,
    /// A place, or a live position.
    Location,
    /// A contact card.
    Contact,
    /// A poll.
    Poll,
    /// The export itself says that it cannot show this message, or it could be read in part only: what there is
    /// stands in the raw text.
    Unsupported,
}

impl Kind {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Message => "message",
            Self::System => "system",
            Self::Media => "media",
            Self::Deleted => "deleted",
            Self::Call => "call",
            Self::Location => "location",
            Self::Contact => "contact",
            Self::Poll => "poll",
            Self::Unsupported => "unsupported",
        }
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// A file that a message speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// The name as the message writes it; none when the export left the file out without naming it.
    pub name: Option<String>,
    /// The file in the same export, where there is one.
    pub found: Option<Found>,
}

/// A file of the export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// Its path inside the zip or folder.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
}

/// Something a reader must know about the export as a whole, or about one place of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Warning {
    /// A stable word.
    pub code: WarningCode,
    /// Where it begins; none when it is about the whole.
    pub offset: Option<u64>,
    /// What was seen, short, as written.
    pub detail: String,
}

macro_rules! warning_codes {
    ($($(#[doc = $doc:literal])+ $name:ident = $code:literal,)+) => {
        /// What is to be warned of.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum WarningCode { $($(#[doc = $doc])+ $name,)+ }

        impl WarningCode {
            /// Every code there is.
            pub const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The word in JSON.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self { $(Self::$name => $code,)+ }
            }
        }
    };
}

warning_codes! {
    /// Bytes that are no UTF-8 were shown as U+FFFD.
    BrokenUtf8 = "broken_utf8",
    /// Lines before the first message that belong to none: the detail is how many bytes there are from the place to that
    /// message, as in `29 bytes: `, and the beginning of the first line. A message whose stamp is damaged is among them. Where
    /// several look like stamps, once more with their number.
    LeadingText = "leading_text",
    /// Nothing in the file settles whether the day or the month stands first.
    OrderUnknown = "order_unknown",
    /// Nothing in the file settles the half of the day.
    HalfDayUnknown = "half_day_unknown",
    /// Places in the file contradict one another: no order of day and month fits all stamps.
    OrderContradicts = "order_contradicts",
    /// What would settle day and month, or the calendar, stands outside the course of the days around it, as a line
    /// would that somebody typed: it settles nothing.
    OrderDoubtful = "order_doubtful",
    /// Messages begin behind CR LF and behind LF: some of those lines may have been typed, or the file was changed.
    MixedLineEnds = "mixed_line_ends",
    /// A stamp that is no possible date or time.
    ImpossibleStamp = "impossible_stamp",
    /// A moment before 2000 or after 2100, which no message of these programs can have: a placeholder, a clock that was
    /// never set, or a changed file. It is read as it is written ([`Certainty::Implausible`](crate::Certainty)).
    ImplausibleTime = "implausible_time",
    /// Times go back.
    OutOfOrder = "out_of_order",
    /// A message tells two times that no zone can explain.
    TimesContradict = "times_contradict",
    /// Two messages tell the same second, sender and text.
    Repeated = "repeated",
    /// Characters that turn the direction of text around stand in a name or a file name.
    DirectionControl = "direction_control",
    /// An attachment that the message names is not in the export. Where several files have its name in another spelling
    /// (`é` as one character or two, upper and lower case), the detail tells some of them, as in `a.jpg (near: A.jpg,
    /// a.JPG)`; one file alone is taken for it.
    AttachmentMissing = "attachment_missing",
    /// A file of the export that no message names.
    AttachmentUnnamed = "attachment_unnamed",
    /// Two files of the export have the name that a message gives.
    AttachmentTwice = "attachment_twice",
    /// More than one text in a folder of the zip may be its chat: all are read. A document that somebody sent can be made
    /// to look like an export.
    SeveralChats = "several_chats",
    /// A path, of the zip or named by a message, that leads out of it or is absolute: never opened.
    PathRefused = "path_refused",
    /// A control character, or half a surrogate pair, that JSON forbids was repaired.
    JsonRepaired = "json_repaired",
    /// A string that was provably encoded twice was repaired; the raw text is kept.
    TextRepaired = "text_repaired",
    /// A string looks encoded twice, and cannot be proven so: left as it is.
    TextSuspect = "text_suspect",
    /// An object that this version does not know was kept as raw text; or one says again, and otherwise, what was said
    /// before, which stays.
    UnknownObject = "unknown_object",
    /// A message is longer than the limit and was cut: the raw text ends there. Or a name is longer than a kilobyte and
    /// was cut: then the detail is the word for it.
    Cut = "cut",
    /// The number of messages equals a limit at which the app cuts exports off.
    PerhapsTruncated = "perhaps_truncated",
    /// A line inside a message looks like the beginning of another one. Where several have one other form, once more with
    /// their number.
    StampInside = "stamp_inside",
    /// The source ends in the middle of something. Of JSON that is an error, too
    /// ([`ReadError::Json`](crate::ReadError::Json)).
    Unfinished = "unfinished",
}

impl fmt::Display for WarningCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}
