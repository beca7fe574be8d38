//! Chat exports, read as a court would read them: every field with the place it came from, and nothing guessed.
//!
//! [`read_file`] reads a file or a zip, [`read()`] any text that can be opened more than once ([`Text`]). Both hand
//! on what they find to a [`Sink`]: for each chat a [`Source`], with all that was decided about its times, then each
//! [`Message`], and each [`Warning`] as it arises. [`Collected`] keeps it all, where it fits into memory.
//!
//! ```
//! use std::io::Cursor;
//!
//! use sanad_chat::{Certainty, Collected, Limits, Message, Place, read_file};
//!
//! # fn main() -> Result<(), sanad_chat::ReadError> {
//! let export = concat!(
//!     "5/6/2026، 7:02 م - أحمد: ادفعي ٥٠٠ دولار\n",
//!     "5/6/2026، 7:03 م - Layla: no\n",
//!     "13/6/2026، 9:00 ص - Layla: who is this?\n",
//! );
//! let mut all = Collected::default();
//! read_file(Cursor::new(export), &Limits::default(), &mut all)?;
//!
//! // The last line settles the order of day and month for every line of the file.
//! let ruling = &all.sources[0].rulings[0];
//! assert_eq!((ruling.decided, ruling.raw.as_str()), ("day_first", "13/6/2026، 9:00 ص"));
//! let time = &all.messages[0].time;
//! assert_eq!(time.at.map(|at| at.to_string()).as_deref(), Some("2026-06-05T19:02"));
//! assert_eq!(time.certainty, [Certainty::ZoneUnknown, Certainty::OrderFromFile]);
//!
//! // Each message says where it stands.
//! let Message { place: Place { offset, length }, sender, raw, .. } = &all.messages[1];
//! assert_eq!(&export[*offset as usize..][..*length as usize], "5/6/2026، 7:03 م - Layla: no");
//! assert_eq!((sender.name.as_deref(), raw.as_str()), (Some("Layla"), "Layla: no"));
//! assert!(all.warnings.is_empty());
//! # Ok(())
//! # }
//! ```
//!
//! # What to call
//!
//! | to | call |
//! |---|---|
//! | read a file, or a zip with the files of a chat | [`read_file`] with [`Collected`], or with a [`Sink`] of one's own |
//! | read a text that comes from elsewhere | [`read()`] with a [`Text`] |
//! | learn what decided the times | [`Source::rulings`] |
//! | show a time | [`Time::at`], or all of [`Time::candidates`]; with [`Time::certainty`] |
//! | quote a message | [`Message::place`] and [`Message::raw`] |
//! | see where words lead, or whom they mean | [`Message::hidden`] |
//! | find telephone numbers, accounts, sums, deadlines | [`identifiers()`] |
//! | bound what a stranger's file may cost | [`Limits`] |
//! | make exports for tests | [`whatsapp::print`] |
//!
//! # What is read
//!
//! | source | form | times |
//! |---|---|---|
//! | WhatsApp on Android and iPhone ([`whatsapp`]) | `.txt`, or a zip with its files | local, without zone; minutes (Android), seconds (iPhone) |
//! | Telegram Desktop ([`telegram`]) | `result.json`: a chat or an account | UTC; local without zone in exports from before 2022 |
//! | Messenger and Instagram ([`meta`]) | `message_1.json` of the account download; the form of end-to-end encrypted chats | UTC |
//! | Signal Desktop ([`signal`]) | `main.jsonl` | UTC, by the sender's clock |
//!
//! WhatsApp's **stamps** are read as phones write them: in every order, with Latin, Arabic-Indic, Persian or other
//! decimal digits, and with every separator and mark. What phones write is known from CLDR's short patterns and from exports in some
//! fifty languages. The clock may have 24 hours, halves of the day (ص and م, ب.ن and د.ن, ÖÖ and ÖS …) or parts of it
//! (*abends*, *du soir*, ظهرًا).
//!
//! The **calendar** may be Gregorian, Hijri (Umm al-Qura), Persian, Buddhist or Japanese. ICU4X converts.
//!
//! WhatsApp's **own words** (left-out media, attached files, deleted, edited, calls, places, polls, notices) are
//! known in Arabic, English, French, German, Hebrew, Persian, Turkish and Urdu; of Dutch, Hindi, Indonesian, Italian,
//! Portuguese, Russian and Spanish the most frequent notices are. WhatsApp has no Kurdish ones, so
//! Kurdish phones write Kurdish dates beside the words of another language. Words that are not known are taken for
//! typed text, and lose nothing but their kind.
//!
//! HTML exports, the phones' own backups and other messengers are not read. What is in a picture is not looked at.
//!
//! # Certainty
//!
//! A [`Time`] has one reading (`at`), or several (`candidates`, sorted), or none, and says why. The words are those
//! of [`Certainty::code`]:
//!
//! | certainty | what it means |
//! |---|---|
//! | `exact` | the source gives the moment itself, in UTC |
//! | `zone_unknown` | the clock of the device that exported, in the zone where it then was; the export does not say which |
//! | `order_from_file` | alone it could be read in two orders; another stamp of the file settles it |
//! | `order_ambiguous` | day and month could change places, and nothing in the file settles it, or only a line that stands out and may have been typed |
//! | `half_day_from_word` | a word for a part of the day chose the half |
//! | `half_day_ambiguous` | a clock of twelve hours without a word, or with one that nobody knows |
//! | `century_assumed` | a year of two digits, read as 2000 to 2099; where that is no year of a message and another calendar fits, both are given |
//! | `calendar_converted`, `calendar_ambiguous` | another calendar; or it is not settled which |
//! | `impossible`, `missing` | no such date; no stamp at all |
//! | `implausible` | beside another: the source gives it, and no message can have it (before 2000, after 2100): a placeholder, or a clock that was never set |
//!
//! That messages mostly go forward in time settles nothing, since exports hold messages out of order. It can only
//! raise a doubt: where all that settles the dates stands outside the course of the days around it, they stay open
//! ([`WarningCode::OrderDoubtful`]).
//!
//! A sender is `ambiguous` ([`SenderCertainty`]) where the line has several `": "` and the file does not settle which
//! of them ends the name (`Dr: Ali: yes`); where a shorter name of the file begins the line too, and WhatsApp's words
//! behind the longer one can have been typed; and where the line may be a notice in a language that is not known
//! (`Ali zmienił temat na: x`). What stands before the colon is then given as its sender.
//!
//! # What cannot be known
//!
//! **An export is a text, and anybody with an editor can change it.** That it was not changed must be shown by other
//! means: the phone itself, or a second export by somebody else. This crate says what the file says, and where.
//!
//! * **On Android nothing marks what WhatsApp wrote.** `<Media omitted>`, `x.jpg (file attached)`,
//!   `This message was deleted`, `Missed voice call`, `null` and a bare link to a map look the same when a person
//!   types them. They are taken for WhatsApp's where they fill the body, or its first line over a caption; the raw
//!   text is there to see. On an iPhone an invisible mark stands before WhatsApp's words. Without it they are what
//!   they are: typed. A mark alone makes no notice, for a text that was pasted may begin with one: the words must be
//!   known, too.
//! * **On Android a typed line can be the beginning of a message**, if it has the very form of the file's own stamps.
//!   An iPhone ends messages with CR LF and typed lines with LF, which tells them apart. Where stamps stand behind
//!   both, a warning says so ([`WarningCode::MixedLineEnds`]).
//! * **An empty message** may be one that WhatsApp did not export. It does not say.
//! * **What was edited** was edited at some time. The text before is in no export but Signal's, and there in the raw
//!   text. Telegram sets `edited` after a mere reaction, too. It is never more than "the export marks it as changed".
//! * **What is not there** proves nothing. WhatsApp cuts exports off at about 40,000 messages without media and
//!   10,000 with them; a file of exactly so many is warned of. Meta begins a new file after 10,000. With Advanced
//!   Chat Privacy the other side can forbid exports. Messages that disappear by themselves are never in Signal's
//!   exports. A message that was deleted for everybody keeps its place and loses its text; one that the exporter
//!   deleted for themselves leaves nothing.
//! * **Two exports in one file** are read as the first; lines of the other stay in its last message, and their number is
//!   told.
//! * **There can be too much.** Telegram's JSON ignores the dates that were chosen for an export, so it may hold
//!   messages that nobody meant to hand over.
//! * **Where words lead** is told only where the export does. Telegram Desktop writes one thing of each word: of a link
//!   within bold words it may write the bold words alone. Its export has no previews.
//! * **Whose words** they are: what was passed on in Telegram says who wrote it first ([`Message::forwarded`]); no other
//!   format tells it.
//! * **Who** is a name as the exporting phone shows it. Two people can have one name, and one person can change
//!   theirs. Only Telegram and Signal add an account.
//! * **When**, in WhatsApp's text, is in the zone of the phone at the time of the export, and summer time is not
//!   marked.
//!
//! # Provenance
//!
//! `offset` and `length` of a [`Place`] count bytes of the text as it lies in the file; of the entry, where it came
//! in a zip. `raw` is what stands there, before anything was taken out of it. For WhatsApp that is all behind the
//! stamp, whose own text is `time.raw`; for JSON it is the object.
//!
//! Bytes that are no UTF-8 are shown as U+FFFD and warned of. Some texts have to be repaired: Telegram's `\x0B`,
//! which is no JSON, and Messenger's strings, which are encoded twice. That is done only where it can be nothing
//! else, and a warning says so; `raw` is as before.
//!
//! # Hostile files
//!
//! Whoever blackmails also writes into the file that will be read.
//!
//! * [`Limits`] bound one message (1 MiB; what is longer is cut, with a warning), a text that comes out of a zip or
//!   is JSON (4 GiB), the entries of a zip (100,000), and how far one entry and all of them may unpack (to 200 times
//!   their size, beyond the first megabytes). Names are cut at 1 KiB.
//! * Memory holds a buffer, one message, a bounded number of names, and the list of the files in a zip. A lone
//!   WhatsApp text may have any length, since it is read twice and never held.
//! * In a zip the names tell which texts may be chats, and what they hold tells which are: a text that the chat names
//!   as an attachment is a file. A file is joined to the message by its name; where none has it, by the one that has
//!   it in another spelling (NFC, then lower case). Where several remain in a folder, all are read, and a warning says so. An entry that
//!   is no chat is unpacked only as far as is needed to see that. A zip behind other bytes, as of a program that unpacks
//!   itself, is not read. Nothing is written to a disk. Paths that lead out of
//!   a zip are refused and named.
//! * JSON is split without recursion, so depth costs nothing. JSON that ends in the middle is an error with the byte at
//!   which it ends; all before it is handed on, the last message as far as it goes.
//! * Names that turn the direction of text around are warned of.
//! * An error names its byte where there is one ([`ReadError`]). What was handed on before it is right, and
//!   incomplete.
//!
//! There is no `unsafe` line. Three fuzz targets (`chat_read`, `chat_identifiers`, `chat_round_trip`) hold what is
//! said here, with a corpus that is replayed at each change. What [`whatsapp::print`] writes, as phones set to 38
//! dialects do, is read back as it was; a property test says so.
//!
//! # Identifiers
//!
//! [`identifiers()`] finds what leads to a person or says what is demanded: telephone numbers, accounts and links to
//! them, e-mail addresses, wallets, IBANs, transfers, amounts, deadlines. Each has its bytes in the text and says
//! what its reading rests on ([`IdentifierCertainty`]). [`Hidden::identifiers`] finds them in what is hidden; an
//! address that is known to be one is told whole. What is found, and how well (precision and recall on a
//! labelled set in Arabic, Kurdish and English), and what is not found is told in `docs/identifiers.md` of the
//! repository.
//!
//! ```
//! use sanad_chat::{IdentifierCertainty, Region, identifiers};
//!
//! let text = "حوّل ٥٠٠ دولار على 0770 000 0012";
//! let found = identifiers(text, Region::IRAQ);
//! assert_eq!((found[0].value.as_str(), found[1].value.as_str()), ("USD 500", "+9647700000012"));
//! assert_eq!(&text[found[1].start..found[1].end], "0770 000 0012");
//! // The number names no country: the region that was asked for decides.
//! assert_eq!(found[1].certainty, IdentifierCertainty::RegionAssumed);
//! ```

mod archive;
mod collected;
mod cut;
mod direction;
mod files;
mod hidden;
mod identifiers;
mod json;
mod message;
pub mod meta;
mod read;
pub mod signal;
mod source;
pub mod telegram;
mod time;
pub mod whatsapp;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

pub use collected::Collected;
pub use files::Files;
pub use hidden::{Hidden, HiddenKind};
pub use identifiers::{Identifier, IdentifierCertainty, IdentifierKind, Region, identifiers};
pub use message::{Attachment, Found, Kind, Message, Place, Sender, SenderCertainty, Warning, WarningCode};
pub use read::{read, read_file};
pub use source::{Format, Limits, Lone, ReadError, Ruling, Sink, Source, Text};
pub use time::{At, Certainty, Time};
