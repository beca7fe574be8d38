//! Which program wrote a JSON file.

use std::borrow::Cow;

use super::extent::{Member, elements, members};
use super::object::key;
use crate::source::Format;

/// Bytes of a file that are looked at.
pub(crate) const HEAD: usize = 64 << 10;

/// What a whole account of Telegram begins with, beside `about`.
const ACCOUNT: &[&str] = &[
    "personal_information",
    "profile_pictures",
    "stories",
    "contacts",
    "frequent_contacts",
    "sessions",
    "web_sessions",
    "other_data",
    "chats",
    "left_chats",
];

/// The frames of which Signal's lines consist.
const FRAMES: &[&str] = &["account", "recipient", "chat", "chatItem"];

/// Which program wrote a JSON file, by its first 64 KiB; none when it is none of those that are read.
///
/// The names of its fields decide, first those of the first message, then those of the root. Nothing else of the
/// content is looked at.
pub(crate) fn sniff(head: &[u8]) -> Option<Format> {
    let head = head.get(..HEAD).unwrap_or(head);
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let root = Keys::of(head);
    if root.have(&["version", "backupTimeMs"])
        || matches!(root.0.as_slice(), [(key, _)] if FRAMES.contains(&&**key))
    {
        return Some(Format::Signal);
    }
    let messages = root.value("messages");
    let first = messages.and_then(|array| elements(array).find(|(item, ..)| item.starts_with(b"{")));
    if let Some((message, ..)) = first {
        let message = Keys::of(message);
        if message.have(&["senderName", "timestamp"]) {
            return Some(Format::MetaEncrypted);
        }
        if message.have(&["sender_name", "timestamp_ms"]) {
            return Some(Format::Meta);
        }
        if message.have(&["id", "type"]) {
            return Some(Format::Telegram);
        }
    }
    if root.have(&["participants", "threadName"]) {
        Some(Format::MetaEncrypted)
    } else if root.value("participants").is_some_and(are_named)
        && ["messages", "title", "thread_path"].iter().any(|name| root.value(name).is_some())
    {
        Some(Format::Meta)
    } else if root.have(&["type", "id", "messages"])
        || (root.have(&["about"]) && ACCOUNT.iter().any(|name| root.value(name).is_some()))
        || ["chats", "left_chats"].iter().any(|name| root.value(name).is_some_and(is_list))
    {
        Some(Format::Telegram)
    } else {
        None
    }
}

/// The members of an object, by their names.
struct Keys<'a>(Vec<(Cow<'a, str>, &'a [u8])>);

impl<'a> Keys<'a> {
    fn of(object: &'a [u8]) -> Self {
        Self(members(object).map(|member: Member<'a>| (key(&member), member.value)).collect())
    }

    fn value(&self, name: &str) -> Option<&'a [u8]> {
        self.0.iter().find(|(key, _)| key == name).map(|(_, value)| *value)
    }

    fn have(&self, names: &[&str]) -> bool {
        names.iter().all(|name| self.value(name).is_some())
    }
}

/// Whether these are participants as Meta writes them: objects with a name.
fn are_named(participants: &[u8]) -> bool {
    elements(participants).next().is_some_and(|(first, ..)| Keys::of(first).have(&["name"]))
}

/// Whether these are chats as Telegram writes them: an object with a list.
fn is_list(chats: &[u8]) -> bool {
    Keys::of(chats).have(&["list"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_names_of_fields_tell_who_wrote_a_file() {
        for (head, expected) in [
            (
                r#"{"name":"Sami","type":"personal_chat","id":5,"messages":[{"id":1,"type":"message""#,
                Some(Format::Telegram),
            ),
            (r#"{"name":null,"type":"personal_chat","id":5,"messages":[]}"#, Some(Format::Telegram)),
            (r#"{"messages":[{"type":"unsupported","id":1}],"name":"Sami"}"#, Some(Format::Telegram)),
            (r#"{"about":"Here is the data","personal_information":{"user_id":1"#, Some(Format::Telegram)),
            (r#"{"chats":{"list":[]}}"#, Some(Format::Telegram)),
            ("\u{FEFF}{\"left_chats\":{\"about\":\"\",\"list\":[", Some(Format::Telegram)),
            (
                r#"{"participants":[{"name":"Sami"}],"messages":[{"sender_name":"Sami","timestamp_ms":5,"#,
                Some(Format::Meta),
            ),
            (r#"{"messages":[5,{"timestamp_ms":1,"sender_name":"a"}],"title":"b"}"#, Some(Format::Meta)),
            (r#"{"participants":[{"name":"Sami"}],"messages":["#, Some(Format::Meta)),
            (
                r#"{"participants":["Sami"],"threadName":"Sami_1","messages":[{"isUnsent":false,"#,
                Some(Format::MetaEncrypted),
            ),
            (r#"{"messages":[{"senderName":"Sami","text":"","timestamp":1}]}"#, Some(Format::MetaEncrypted)),
            ("{\"version\":\"1\",\"backupTimeMs\":\"5\"}\n{\"account\":{}}", Some(Format::Signal)),
            ("{\"chatItem\":{\"chatId\":\"1\"}}\n", Some(Format::Signal)),
            (r#"{"name":"a","messages":[{"role":"user","content":"b"}]}"#, None),
            (r#"{"participants":["Sami"],"messages":[]}"#, None),
            (r#"{"about":"a shop","items":[]}"#, None),
            (r#"[{"id":1,"type":"message"}]"#, None),
            ("5/4/2026, 10:00 - Sami: {\"messages\":[]}", None),
            ("", None),
        ] {
            assert_eq!(sniff(head.as_bytes()), expected, "{head}");
        }
    }

    #[test]
    fn no_more_than_the_head_is_looked_at() {
        let mut late = format!(r#"{{"x":"{}","type":"a","id":1,"messages":[]}}"#, "y".repeat(HEAD));
        assert_eq!(sniff(late.as_bytes()), None);
        late.replace_range(6..HEAD, "");
        assert_eq!(sniff(late.as_bytes()), Some(Format::Telegram));
    }
}
