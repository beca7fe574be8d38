//! What the formats in JSON have in common: a document of any size is split into its messages, each message is read
//! into typed fields, and whatever cannot be read stays as it was written.
//!
//! No document is ever held as a whole. Memory is bounded by [`Limits::message`](crate::Limits::message), by the
//! names of the files that came with the text, and by a buffer.

mod extent;
mod files;
mod object;
mod output;
mod part;
mod repair;
mod sniff;
mod split;

pub(crate) use extent::members;
pub(crate) use object::{
    Parsed, Written, key, listing, milliseconds, others, paragraphs, parse, plausible, present, shorten,
    string, warning,
};
pub(crate) use output::Output;
pub(crate) use part::Part;
pub(crate) use sniff::{HEAD, sniff};
pub(crate) use split::{Element, Event, Node, lines, split};
