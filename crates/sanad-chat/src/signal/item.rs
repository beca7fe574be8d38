//! One line of a chat: a message, a call, a notice.

use base64ct::{Base64, Encoding};
use serde::Deserialize;
use serde::de::IgnoredAny;
use sha2::{Digest, Sha256};

use super::hidden::hidden;
use super::number;
use super::recipient::People;
use crate::files::Files;
use crate::json::{
    Element, Parsed, Part, Written, key, listing, members, milliseconds, others, parse, present, shorten,
    warning,
};
use crate::message::{Attachment, Kind, Message, Sender, SenderCertainty, Warning, WarningCode};

/// The fields that are read. All others (directions, quotes, reactions, older texts) stay in the raw text.
#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Fields {
    chat_id: Option<Written>,
    author_id: Option<Written>,
    date_sent: Option<Written>,
    revisions: Vec<IgnoredAny>,
    standard_message: Option<Standard>,
    direct_story_reply_message: Option<StoryReply>,
    sticker_message: Option<StickerMessage>,
    update_message: Option<Update>,
    #[serde(deserialize_with = "present")]
    view_once_message: bool,
    #[serde(deserialize_with = "present")]
    remote_deleted_message: bool,
    #[serde(deserialize_with = "present")]
    admin_deleted_message: bool,
    #[serde(deserialize_with = "present")]
    contact_message: bool,
    #[serde(deserialize_with = "present")]
    poll: bool,
    #[serde(deserialize_with = "present")]
    payment_notification: bool,
    #[serde(deserialize_with = "present")]
    gift_badge: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Standard {
    text: Option<Body>,
    attachments: Vec<MessageAttachment>,
    /// A text that is longer than what a message holds goes on in a file.
    long_text: Option<Pointer>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Body {
    body: String,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct StoryReply {
    text_reply: Option<TextReply>,
    emoji: Option<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct TextReply {
    text: Option<Body>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct StickerMessage {
    sticker: Option<Sticker>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Sticker {
    data: Option<Pointer>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Update {
    #[serde(deserialize_with = "present")]
    individual_call: bool,
    #[serde(deserialize_with = "present")]
    group_call: bool,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct MessageAttachment {
    pointer: Option<Pointer>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Pointer {
    /// What the sender called it.
    file_name: Option<String>,
    locator_info: Option<Locator>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Locator {
    plaintext_hash: Option<String>,
    local_key: Option<String>,
}

/// Members that are in all items, or that have a field of their own in the model.
const OWN: &[&str] = &[
    "chatId",
    "authorId",
    "dateSent",
    "expireStartDate",
    "expiresInMs",
    "revisions",
    "sms",
    "incoming",
    "outgoing",
    "directionless",
    "pinDetails",
];

/// What was read of a line.
pub(super) struct Item {
    /// The number of its chat in the file; none where the line is broken before it.
    pub(super) chat: Option<String>,
    pub(super) message: Message,
}

pub(super) fn read(
    element: &Element<'_>,
    people: &People,
    media: &Media,
    warnings: &mut Vec<Warning>,
) -> Item {
    let Parsed { mut fields, understood, json, written, raw, place } = parse::<Fields>(element, warnings);
    let author = people.get(&number(fields.author_id.take())).cloned().unwrap_or_default();
    // Whoever has no name here is known by their number.
    let known = author.name.is_some() || author.account.is_some();
    let certainty = if known { SenderCertainty::Exact } else { SenderCertainty::None };
    let (kind, text, pointers) = content(&mut fields, understood, &json, place.offset, warnings);
    let attachments =
        pointers.into_iter().map(|pointer| media.attachment(pointer, place.offset, warnings)).collect();
    let hidden = hidden(Part::new(&json, written.then_some(place.offset)), &text, people);
    let message = Message {
        time: milliseconds(fields.date_sent.take(), place.offset, warnings),
        sender: Sender { name: author.name, account: author.account, certainty },
        kind,
        text,
        hidden,
        attachments,
        forwarded: None,
        edited: !fields.revisions.is_empty(),
        place,
        raw,
    };
    Item { chat: fields.chat_id.take().map(|chat| chat.0), message }
}

/// What sort of item it is, its text, and the files that it points to.
fn content(
    fields: &mut Fields,
    understood: bool,
    json: &str,
    offset: u64,
    warnings: &mut Vec<Warning>,
) -> (Kind, String, Vec<Pointer>) {
    let lines = |name: &str| (listing_of(json, name), Vec::new());
    let (kind, (text, pointers)) = if let Some(standard) = fields.standard_message.take() {
        let text = standard.text.unwrap_or_default().body;
        let kind = if standard.attachments.is_empty() { Kind::Message } else { Kind::Media };
        let pointers =
            standard.attachments.into_iter().map(|attachment| attachment.pointer.unwrap_or_default());
        (kind, (text, pointers.chain(standard.long_text).collect()))
    } else if let Some(reply) = fields.direct_story_reply_message.take() {
        let text = reply.text_reply.and_then(|reply| reply.text).map(|text| text.body).or(reply.emoji);
        (Kind::Message, (text.unwrap_or_default(), Vec::new()))
    } else if let Some(sticker) = fields.sticker_message.take() {
        let pointer = sticker.sticker.and_then(|sticker| sticker.data).unwrap_or_default();
        (Kind::Media, (String::new(), vec![pointer]))
    } else if let Some(update) = fields.update_message.take() {
        let kind = if update.individual_call || update.group_call { Kind::Call } else { Kind::System };
        (kind, lines("updateMessage"))
    } else if fields.view_once_message {
        // The export never has the picture.
        (Kind::Media, (String::new(), vec![Pointer::default()]))
    } else if fields.remote_deleted_message || fields.admin_deleted_message {
        (Kind::Deleted, (String::new(), Vec::new()))
    } else if fields.contact_message {
        (Kind::Contact, lines("contactMessage"))
    } else if fields.poll {
        (Kind::Poll, lines("poll"))
    } else if fields.payment_notification {
        (Kind::System, lines("paymentNotification"))
    } else if fields.gift_badge {
        (Kind::System, lines("giftBadge"))
    } else if understood {
        let names: Vec<_> = others(json, OWN).map(|member| key(&member).into_owned()).collect();
        warnings.push(warning(WarningCode::UnknownObject, offset, shorten(&names.join(", "))));
        (Kind::Unsupported, (listing(json, OWN), Vec::new()))
    } else {
        (Kind::Unsupported, (String::new(), Vec::new()))
    };
    (if understood { kind } else { Kind::Unsupported }, text, pointers)
}

/// The fields of a member that is an object, as they are written.
fn listing_of(json: &str, name: &str) -> String {
    let member = members(json.as_bytes()).find(|member| key(member) == name);
    let value = member.and_then(|member| std::str::from_utf8(member.value).ok());
    listing(value.unwrap_or_default(), &["reactions"])
}

/// The files beside an export, by the names that Signal gives them.
#[derive(Debug)]
pub(super) struct Media(Files);

impl Media {
    pub(super) const fn of(files: Files) -> Self {
        Self(files)
    }

    /// A file is called by the SHA-256 of its hash and its key
    /// (`getLocalBackupFileName` in `mediaId.preload.ts` of Signal Desktop).
    fn attachment(&self, pointer: Pointer, offset: u64, warnings: &mut Vec<Warning>) -> Attachment {
        let name = pointer.locator_info.and_then(|locator| {
            let mut bytes = Base64::decode_vec(&locator.plaintext_hash?).ok()?;
            bytes.extend(Base64::decode_vec(&locator.local_key?).ok()?);
            Some(Sha256::digest(&bytes).iter().map(|byte| format!("{byte:02x}")).collect::<String>())
        });
        let found = name.as_ref().and_then(|name| self.0.hashed(name)).cloned();
        if found.is_none()
            && self.0.has_hashed()
            && let Some(shown) = pointer.file_name.as_ref().or(name.as_ref())
        {
            warnings.push(warning(WarningCode::AttachmentMissing, offset, shorten(shown)));
        }
        Attachment { name: pointer.file_name, found }
    }
}
