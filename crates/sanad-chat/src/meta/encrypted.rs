//! One message of the download of end-to-end encrypted chats.

use serde::Deserialize;

use super::{File, attachments};
use crate::json::{Element, Output, Parsed, Written, listing, milliseconds, parse, shorten, warning};
use crate::message::{Kind, Message, Sender, SenderCertainty, Warning, WarningCode};
use crate::source::ReadError;

/// The fields that are read. All others (reactions) stay in the raw text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Fields {
    sender_name: Option<String>,
    /// Milliseconds.
    timestamp: Option<Written>,
    text: Option<String>,
    /// `text`, `link`, `media`, `call`, `placeholder`.
    #[serde(rename = "type")]
    sort: Option<String>,
    media: Option<Vec<File>>,
    is_unsent: Option<bool>,
}

/// Members that have a field of their own in the model, or that say nothing of what a message holds.
const OWN: &[&str] = &["senderName", "timestamp", "text", "type", "media", "reactions", "isUnsent"];

pub(super) fn hand_on(element: &Element<'_>, out: &mut Output<'_>) -> Result<(), ReadError> {
    let mut warnings = Vec::new();
    let Parsed { mut fields, understood, json, raw, place, .. } = parse::<Fields>(element, &mut warnings);
    let time = milliseconds(fields.timestamp.take(), place.offset, &mut warnings);
    let mut files = fields.media.take().unwrap_or_default();
    let kind =
        if understood { kind(&fields, &files, place.offset, &mut warnings) } else { Kind::Unsupported };
    if kind == Kind::Media && files.is_empty() {
        files.push(File::default());
    }
    let mut text = fields.text.take().unwrap_or_default();
    // The sentence of the app says it; without one, its fields do.
    if kind == Kind::Call && text.is_empty() {
        text = listing(&json, OWN);
    }
    let certainty = if fields.sender_name.is_some() { SenderCertainty::Exact } else { SenderCertainty::None };
    let message = Message {
        time,
        sender: Sender { name: fields.sender_name, account: None, certainty },
        kind,
        text,
        hidden: Vec::new(),
        attachments: attachments(files, place.offset, out, &mut warnings),
        forwarded: None,
        edited: false,
        place,
        raw,
    };
    out.message(message, warnings)
}

fn kind(fields: &Fields, files: &[File], offset: u64, warnings: &mut Vec<Warning>) -> Kind {
    if fields.is_unsent == Some(true) {
        return Kind::Deleted;
    }
    match fields.sort.as_deref() {
        Some("call") => Kind::Call,
        _ if !files.is_empty() => Kind::Media,
        Some("text" | "link") | None => Kind::Message,
        Some("media") => Kind::Media,
        Some("placeholder") => Kind::Unsupported,
        Some(other) => {
            warnings.push(warning(WarningCode::UnknownObject, offset, shorten(other)));
            Kind::Unsupported
        }
    }
}
