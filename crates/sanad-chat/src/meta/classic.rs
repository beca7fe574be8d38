//! One message of the account download.

use serde::Deserialize;

use super::latin::{Reading, reading};
use super::{File, attachments};
use crate::hidden::{Hidden, HiddenKind};
use crate::json::{
    Element, Output, Parsed, Part, Written, key, milliseconds, others, paragraphs, parse, shorten, warning,
};
use crate::message::{Kind, Message, Sender, SenderCertainty, Warning, WarningCode};
use crate::source::ReadError;

/// The fields that are read. All others stay in the raw text.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Fields {
    sender_name: Option<String>,
    timestamp_ms: Option<Written>,
    content: Option<String>,
    /// Older downloads only: `Generic`, `Share`, `Call`, `Subscribe`, `Unsubscribe`.
    #[serde(rename = "type")]
    sort: Option<String>,
    photos: Option<Vec<File>>,
    videos: Option<Vec<File>>,
    audio_files: Option<Vec<File>>,
    gifs: Option<Vec<File>>,
    files: Option<Vec<File>>,
    sticker: Option<File>,
    share: Option<Share>,
    is_unsent: Option<bool>,
    /// Seconds.
    call_duration: Option<Written>,
    missed: Option<bool>,
}

/// A link that was shared, or a live position, which has words only.
#[derive(Debug, Default, Clone, Deserialize)]
#[serde(default)]
struct Share {
    link: Option<String>,
    share_text: Option<String>,
}

impl Share {
    /// The link where the text does not have it: beside files and calls, in what was taken back.
    fn beside(self, text: &str, message: Part<'_>) -> Option<Hidden> {
        let value = self.link.filter(|link| !link.is_empty() && !text.contains(link.as_str()))?;
        let place = message.get("share").and_then(|share| share.get("link")?.place());
        let words = self.share_text.unwrap_or_default();
        Some(Hidden { kind: HiddenKind::Link, value, name: None, words, at: None, place })
    }
}

/// Members that have a field of their own in the model, or that say nothing of what a message holds.
const OWN: &[&str] = &[
    "sender_name",
    "timestamp_ms",
    "content",
    "type",
    "photos",
    "videos",
    "audio_files",
    "gifs",
    "files",
    "sticker",
    "share",
    "users",
    "reactions",
    "ip",
    "is_unsent",
    "is_taken_down",
    "is_geoblocked_for_viewer",
    "is_unsent_image_by_messenger_kid_parent",
];

pub(super) fn hand_on(element: &Element<'_>, out: &mut Output<'_>) -> Result<(), ReadError> {
    let mut warnings = Vec::new();
    let Parsed { mut fields, understood, json, written, raw, place } =
        parse::<Fields>(element, &mut warnings);
    read_right(&mut fields, place.offset, &mut warnings);
    let time = milliseconds(fields.timestamp_ms.take(), place.offset, &mut warnings);
    let files = files(&mut fields);
    let shared = fields.share.clone().unwrap_or_default();
    let (kind, text) = if understood {
        content(&mut fields, !files.is_empty(), &json, place.offset, &mut warnings)
    } else {
        (Kind::Unsupported, fields.content.take().unwrap_or_default())
    };
    let hidden = shared.beside(&text, Part::new(&json, written.then_some(place.offset)));
    let name = fields.sender_name.take();
    let certainty = if name.is_some() { SenderCertainty::Exact } else { SenderCertainty::None };
    let message = Message {
        time,
        sender: Sender { name, account: None, certainty },
        kind,
        text,
        hidden: hidden.into_iter().collect(),
        attachments: attachments(files, place.offset, out, &mut warnings),
        forwarded: None,
        edited: false,
        place,
        raw,
    };
    out.message(message, warnings)
}

/// Undoes the second encoding wherever it can be nothing else.
fn read_right(fields: &mut Fields, offset: u64, warnings: &mut Vec<Warning>) {
    let mut repaired = Vec::new();
    let mut suspect = Vec::new();
    let mut read = |name: &'static str, text: Option<&mut String>| {
        let Some(text) = text else { return };
        match reading(text) {
            Reading::Right => {}
            Reading::Twice(once) => {
                *text = once;
                repaired.push(name);
            }
            Reading::Suspect => suspect.push(name),
        }
    };
    read("sender_name", fields.sender_name.as_mut());
    read("content", fields.content.as_mut());
    if let Some(share) = &mut fields.share {
        read("share.link", share.link.as_mut());
        read("share.share_text", share.share_text.as_mut());
    }
    let lists = [
        &mut fields.photos,
        &mut fields.videos,
        &mut fields.audio_files,
        &mut fields.gifs,
        &mut fields.files,
    ];
    for file in lists.into_iter().flatten().flatten().chain(&mut fields.sticker) {
        read("uri", file.uri.as_mut());
    }
    for (code, names) in [(WarningCode::TextRepaired, repaired), (WarningCode::TextSuspect, suspect)] {
        if !names.is_empty() {
            warnings.push(warning(code, offset, shorten(&names.join(", "))));
        }
    }
}

/// All files that a message names.
fn files(fields: &mut Fields) -> Vec<File> {
    let lists = [
        fields.photos.take(),
        fields.videos.take(),
        fields.audio_files.take(),
        fields.gifs.take(),
        fields.files.take(),
    ];
    lists.into_iter().flatten().flatten().chain(fields.sticker.take()).collect()
}

/// What sort of message it is, and its text.
fn content(
    fields: &mut Fields,
    has_files: bool,
    json: &str,
    offset: u64,
    warnings: &mut Vec<Warning>,
) -> (Kind, String) {
    let text = fields.content.take().unwrap_or_default();
    let sort = fields.sort.as_deref().unwrap_or_default();
    if fields.is_unsent == Some(true) {
        return (Kind::Deleted, text);
    }
    if fields.call_duration.is_some() || fields.missed.is_some() || sort == "Call" {
        // The sentence of the app says it; without one, its fields do.
        if !text.is_empty() {
            return (Kind::Call, text);
        }
        let duration = fields.call_duration.take().map(|seconds| format!("call_duration: {}", seconds.0));
        let missed = fields.missed.map(|missed| format!("missed: {missed}"));
        return (Kind::Call, paragraphs([duration, missed].into_iter().flatten()));
    }
    if has_files {
        return (Kind::Media, text);
    }
    if matches!(sort, "Subscribe" | "Unsubscribe") {
        return (Kind::System, text);
    }
    if let Some(share) = fields.share.take() {
        // The text of a shared link mostly is the link.
        let new = |part: &String| !text.contains(part.as_str());
        let link = share.link.filter(new);
        let words = share.share_text.filter(new);
        return (Kind::Message, paragraphs([Some(text), link, words].into_iter().flatten()));
    }
    if text.is_empty() {
        let names: Vec<_> = others(json, OWN).map(|member| key(&member).into_owned()).collect();
        if !names.is_empty() {
            warnings.push(warning(WarningCode::UnknownObject, offset, shorten(&names.join(", "))));
            return (Kind::Unsupported, text);
        }
    }
    (Kind::Message, text)
}
