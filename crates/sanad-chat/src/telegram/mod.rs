//! Telegram Desktop's `result.json`: one chat, or a whole account.
//!
//! ```text
//! chat    = { "name", "type", "id", "messages": [ message… ] }
//! account = { "about", …, "chats": { "list": [ chat… ] }, "left_chats": { "list": [ chat… ] } }
//! ```
//!
//! - `date` is the clock of the machine that exported, without a zone: `date_unixtime` counts, where it is. Where both
//!   are further apart than any zone explains, that is warned of.
//! - `edited` also follows a mere reaction: it is never more than "the export marks it as changed"
//!   (telegramdesktop/tdesktop issue 30647).
//! - What was passed on says who wrote it first ([`Message::forwarded`](crate::Message::forwarded)); the sender is who
//!   passed it on.
//! - A deleted account has `from: null` and keeps its `from_id`.
//! - Messages about the chat itself (`type: service`) are read as [`Kind::System`](crate::Kind::System), or
//!   [`Kind::Call`](crate::Kind::Call): the text is the word of the action, then its fields as they are written.
//!   The sender is who did it: of `take_screenshot`, whoever took it.
//! - Of places, contacts and polls the text is what was written, then their fields as they are written.
//! - Where words lead ([`Hidden`](crate::Hidden)) stands beside the text: links, accounts that are mentioned by a name,
//!   and what buttons open or copy. Of a link within bold words Telegram Desktop may write the bold words alone.
//!
//! Source: `export_output_json.cpp` of Telegram Desktop.

mod fields;
mod hidden;
mod message;

use crate::json::{Event, Node, Output, split, string};
use crate::message::WarningCode;
use crate::source::{Format, Limits, ReadError, Sink, Text};

const CHAT: Node = Node::Object { fields: &["name"], members: &[("messages", Node::Messages)] };
const LIST: Node = Node::Object { fields: &[], members: &[("list", Node::Each(&CHAT))] };
static EXPORT: Node = Node::Object {
    fields: &["name"],
    members: &[("messages", Node::Messages), ("chats", LIST), ("left_chats", LIST)],
};

/// Reads an export. [`Sink::source`] is called for each chat of an account, with its title.
///
/// # Errors
/// [`ReadError::NoChat`] when there is no array of messages where one should be, [`ReadError::Json`] where the
/// document is broken outside of its messages or ends before it should, [`ReadError::TooLarge`], [`ReadError::Io`],
/// [`ReadError::Stopped`]. What was read before stays read.
pub fn read(text: &mut dyn Text, limits: &Limits, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let limits = &limits.kept();
    let mut export = Export { out: Output::new(text, Format::Telegram, sink), inside: Vec::new() };
    let end = split(text.open()?, limits, &EXPORT, &mut |event| export.take(event))?;
    export.out.end(end)
}

struct Export<'s> {
    out: Output<'s>,
    /// The objects around the place that is being read.
    inside: Vec<Chat>,
}

/// What is known of a chat so far; also of an object that holds chats, of which nothing is.
#[derive(Default)]
struct Chat {
    name: Option<(Option<String>, u64)>,
    announced: bool,
    last: message::Last,
}

impl Export<'_> {
    fn take(&mut self, event: Event<'_>) -> Result<(), ReadError> {
        match event {
            Event::Enter => self.inside.push(Chat::default()),
            Event::Leave => {
                self.inside.pop();
            }
            Event::Other { name, offset } => {
                self.out.warn(WarningCode::UnknownObject, offset, name.to_owned())?;
            }
            Event::Field { name, value, offset } => {
                let Some(chat) = self.inside.last_mut() else { return Ok(()) };
                if chat.name.is_some() {
                    // The first one was there when messages were handed on: it stays.
                    return self.out.warn(WarningCode::UnknownObject, offset, format!("{name}, {name}"));
                }
                let mut warnings = Vec::new();
                chat.name = Some((string(value, offset, &mut warnings), offset));
                self.out.warnings(warnings)?;
            }
            Event::Messages(offset) => {
                let Some(chat) = self.inside.last_mut() else { return Ok(()) };
                if chat.announced {
                    return self.out.warn(
                        WarningCode::UnknownObject,
                        offset,
                        "messages, messages".to_owned(),
                    );
                }
                chat.announced = true;
                let (title, offset) =
                    chat.name.as_ref().map_or((None, 0), |(name, at)| (name.as_deref(), *at));
                self.out.source(title, offset)?;
            }
            Event::Element(element) => {
                let Some(chat) = self.inside.last_mut() else { return Ok(()) };
                message::hand_on(&element, &mut chat.last, &mut self.out)?;
            }
        }
        Ok(())
    }
}
