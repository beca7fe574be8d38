//! Sources, messages and warnings as JSON. Keys and words are promises: `docs/formats/cli.md`.

use std::{collections::BTreeMap, fmt::Display, rc::Rc};

use sanad_chat::{At, Attachment, Certainty, Hidden, Message, Ruling, Source, Warning};
use serde::{Serialize, Serializer};

/// So many warnings of one code are told; of the others only the number.
pub(super) const MOST_WARNINGS: u64 = 1000;
/// So many characters of what a warning quotes.
const MOST_DETAIL: usize = 400;

/// An export, or one chat of it.
#[derive(Serialize)]
pub(super) struct SourceRow<'a> {
    format: &'static str,
    path: Option<&'a str>,
    title: Option<&'a str>,
    rulings: Vec<RulingRow<'a>>,
}

#[derive(Serialize)]
struct RulingRow<'a> {
    decided: &'static str,
    offset: u64,
    raw: &'a str,
}

impl<'a> SourceRow<'a> {
    pub(super) fn of(source: &'a Source) -> Self {
        let ruling = |it: &'a Ruling| RulingRow { decided: it.decided, offset: it.offset, raw: &it.raw };
        Self {
            format: source.format.code(),
            path: source.path.as_deref(),
            title: source.title.as_deref(),
            rulings: source.rulings.iter().map(ruling).collect(),
        }
    }
}

/// A message.
#[derive(Serialize)]
pub(super) struct MessageRow<'a> {
    /// Of an export that holds several chats: what this one is called.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) chat: Option<Option<&'a str>>,
    /// On the first message of every chat after the first.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) source: Option<SourceRow<'a>>,
    #[serde(serialize_with = "moment")]
    at: Option<At>,
    #[serde(serialize_with = "moments")]
    at_candidates: &'a [At],
    #[serde(serialize_with = "certainties")]
    at_certainty: &'a [Certainty],
    at_raw: &'a str,
    sender: Option<&'a str>,
    sender_account: Option<&'a str>,
    sender_certainty: &'static str,
    kind: &'static str,
    text: &'a str,
    /// Where its words lead, or its buttons: only where there is such a thing.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    hidden: Vec<HiddenRow<'a>>,
    attachment: Option<&'a str>,
    attachment_path: Option<&'a str>,
    attachment_size: Option<u64>,
    /// Where one message speaks of several files: those after the first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    more_attachments: Vec<AttachmentRow<'a>>,
    /// Who wrote it first, only where the sender passed it on.
    #[serde(skip_serializing_if = "Option::is_none")]
    forwarded: Option<&'a str>,
    edited: bool,
    raw_offset: u64,
    raw_length: u64,
    raw: &'a str,
}

impl<'a> MessageRow<'a> {
    pub(super) fn of(message: &'a Message) -> Self {
        let mut attachments = message.attachments.iter().map(AttachmentRow::of);
        let first = attachments.next().unwrap_or_default();
        Self {
            chat: None,
            source: None,
            at: message.time.at,
            at_candidates: &message.time.candidates,
            at_certainty: &message.time.certainty,
            at_raw: &message.time.raw,
            sender: message.sender.name.as_deref(),
            sender_account: message.sender.account.as_deref(),
            sender_certainty: message.sender.certainty.code(),
            kind: message.kind.code(),
            text: &message.text,
            hidden: message.hidden.iter().map(HiddenRow::of).collect(),
            attachment: first.name,
            attachment_path: first.path,
            attachment_size: first.size,
            more_attachments: attachments.collect(),
            forwarded: message.forwarded.as_deref(),
            edited: message.edited,
            raw_offset: message.place.offset,
            raw_length: message.place.length,
            raw: &message.raw,
        }
    }
}

/// An address, an account or a text that stands behind words.
#[derive(Serialize)]
struct HiddenRow<'a> {
    kind: &'static str,
    value: &'a str,
    /// Of an account, where the export says it elsewhere.
    name: Option<&'a str>,
    words: &'a str,
    /// Bytes of the message's text, where the words stand in it.
    start: Option<usize>,
    end: Option<usize>,
    /// Where the source writes the value, where that can be told.
    raw_offset: Option<u64>,
    raw_length: Option<u64>,
}

impl<'a> HiddenRow<'a> {
    fn of(hidden: &'a Hidden) -> Self {
        Self {
            kind: hidden.kind.code(),
            value: &hidden.value,
            name: hidden.name.as_deref(),
            words: &hidden.words,
            start: hidden.at.as_ref().map(|it| it.start),
            end: hidden.at.as_ref().map(|it| it.end),
            raw_offset: hidden.place.map(|it| it.offset),
            raw_length: hidden.place.map(|it| it.length),
        }
    }
}

/// A file that a message speaks of.
#[derive(Serialize, Default)]
struct AttachmentRow<'a> {
    name: Option<&'a str>,
    path: Option<&'a str>,
    size: Option<u64>,
}

impl<'a> AttachmentRow<'a> {
    fn of(attachment: &'a Attachment) -> Self {
        let found = attachment.found.as_ref();
        Self {
            name: attachment.name.as_deref(),
            path: found.map(|it| it.path.as_str()),
            size: found.map(|it| it.size),
        }
    }
}

/// What prints itself, without a text of its own in between.
struct Printed<'a, T>(&'a T);

impl<T: Display> Serialize for Printed<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self.0)
    }
}

fn moment<S: Serializer>(at: &Option<At>, serializer: S) -> Result<S::Ok, S::Error> {
    at.as_ref().map(Printed).serialize(serializer)
}

fn moments<S: Serializer>(all: &&[At], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(all.iter().map(Printed))
}

fn certainties<S: Serializer>(all: &&[Certainty], serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_seq(all.iter().map(|it| it.code()))
}

/// A warning, or how many more there were of its code.
#[derive(Serialize)]
pub(super) struct WarningRow<'a> {
    pub(super) code: &'static str,
    pub(super) offset: Option<u64>,
    pub(super) detail: &'a str,
    /// Of an export that holds several chats: the one in which that was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) chat: Option<&'a str>,
    /// Of the last of a code: so many were left out after it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) more: Option<u64>,
}

/// Warnings, held back to the end: of each code the first thousand.
#[derive(Default)]
pub(super) struct Warnings {
    /// With the chat, where the export can hold several.
    kept: Vec<(Warning, Option<Rc<str>>)>,
    /// How many there were of each code.
    seen: BTreeMap<&'static str, u64>,
}

impl Warnings {
    pub(super) fn add(&mut self, mut warning: Warning, chat: Option<Rc<str>>) {
        let seen = self.seen.entry(warning.code.code()).or_default();
        *seen += 1;
        if *seen <= MOST_WARNINGS {
            if let Some((end, _)) = warning.detail.char_indices().nth(MOST_DETAIL) {
                warning.detail.truncate(end);
                warning.detail.push('…');
            }
            self.kept.push((warning, chat));
        }
    }

    /// How many there were.
    pub(super) fn seen(&self) -> u64 {
        self.seen.values().sum()
    }

    /// Those that were kept, in their order, then one for each code of which more were seen.
    pub(super) fn rows(&self) -> impl Iterator<Item = WarningRow<'_>> {
        let kept = self.kept.iter().map(|(it, chat)| WarningRow {
            code: it.code.code(),
            offset: it.offset,
            detail: &it.detail,
            chat: chat.as_deref(),
            more: None,
        });
        let more = self.seen.iter().filter(|(_, seen)| **seen > MOST_WARNINGS).map(|(code, seen)| {
            let more = Some(seen - MOST_WARNINGS);
            WarningRow { code, offset: None, detail: "left out, being so many", chat: None, more }
        });
        kept.chain(more)
    }
}

#[cfg(test)]
mod tests {
    use sanad_chat::WarningCode;

    use super::*;

    fn warning(code: WarningCode, offset: u64, detail: &str) -> Warning {
        Warning { code, offset: Some(offset), detail: detail.into() }
    }

    #[test]
    fn a_thousand_of_a_code_are_told_and_the_others_counted() {
        let mut warnings = Warnings::default();
        (0..1003).for_each(|at| warnings.add(warning(WarningCode::Repeated, at, "again"), None));
        warnings.add(warning(WarningCode::BrokenUtf8, 7, "x"), None);
        let rows: Vec<_> = warnings.rows().collect();
        assert_eq!((rows.len(), warnings.seen()), (1002, 1004));
        assert_eq!((rows[999].offset, rows[1000].code), (Some(999), "broken_utf8"));
        let last = rows.last().unwrap();
        assert_eq!((last.code, last.offset, last.more), ("repeated", None, Some(3)));
    }

    #[test]
    fn what_a_warning_quotes_is_short() {
        let mut warnings = Warnings::default();
        warnings.add(warning(WarningCode::UnknownObject, 0, &"ێ".repeat(5000)), None);
        let row = warnings.rows().next().unwrap();
        assert_eq!(row.detail.chars().count(), MOST_DETAIL + 1);
    }

    #[test]
    fn a_source_is_told_with_what_decided_it() {
        let ruling = Ruling { decided: "day_first", offset: 9, raw: "27/3/2022".into() };
        let source = Source {
            format: sanad_chat::Format::WhatsAppIos,
            path: Some("_chat.txt".into()),
            title: None,
            rulings: vec![ruling],
        };
        let expected = serde_json::json!({
            "format": "whatsapp_ios", "path": "_chat.txt", "title": null,
            "rulings": [{ "decided": "day_first", "offset": 9, "raw": "27/3/2022" }],
        });
        assert_eq!(serde_json::to_value(SourceRow::of(&source)).unwrap(), expected);
    }
}
