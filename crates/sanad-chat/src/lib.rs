#![doc = include_str!("../README.md")]

mod message;
mod source;
mod time;

pub use message::{Attachment, Found, Kind, Message, Place, Sender, SenderCertainty, Warning, WarningCode};
pub use source::{Format, Limits, Lone, ReadError, Ruling, Sink, Source, Text};
pub use time::{At, Certainty, Time};
