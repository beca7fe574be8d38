#![doc = include_str!("../README.md")]

mod archive;
mod collected;
mod hidden;
mod identifiers;
pub mod json;
mod message;
pub mod meta;
mod read;
pub mod signal;
mod source;
pub mod telegram;
mod time;
pub mod whatsapp;

pub use collected::Collected;
pub use hidden::{Hidden, HiddenKind};
pub use identifiers::{Identifier, IdentifierCertainty, IdentifierKind, Region, identifiers};
pub use message::{Attachment, Found, Kind, Message, Place, Sender, SenderCertainty, Warning, WarningCode};
pub use read::{read, read_file};
pub use source::{Format, Limits, Lone, ReadError, Ruling, Sink, Source, Text};
pub use time::{At, Certainty, Time};
