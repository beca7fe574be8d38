//! The fields of a message as Telegram Desktop writes them.
//!
//! Source: `SerializeMessage` and `SerializeText` in `export_output_json.cpp` of Telegram Desktop. Fields that are
//! not named here stay in the raw text.

use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, Deserializer, MapAccess, SeqAccess, Visitor};

use crate::json::{Written, present};

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct Fields {
    #[serde(rename = "type")]
    pub(super) sort: Option<Sort>,
    /// Local time of the machine that exported, without its zone.
    pub(super) date: Option<String>,
    /// Seconds since 1970 in UTC. Exports of before 2022 have none.
    pub(super) date_unixtime: Option<Written>,
    #[serde(deserialize_with = "present")]
    pub(super) edited: bool,
    #[serde(deserialize_with = "present")]
    pub(super) edited_unixtime: bool,
    pub(super) from: Option<String>,
    /// `user…`, `channel…`, `chat…`; a bare number in old exports.
    pub(super) from_id: Option<Written>,
    /// Who did what a service message tells.
    pub(super) actor: Option<String>,
    pub(super) actor_id: Option<Written>,
    pub(super) action: Option<String>,
    /// Who wrote it first; `null` within where the account was deleted.
    #[serde(deserialize_with = "even_null")]
    pub(super) forwarded_from: Option<Option<String>>,
    /// Newer exports only.
    pub(super) forwarded_from_id: Option<Written>,
    pub(super) text: Text,
    pub(super) photo: Option<String>,
    pub(super) file: Option<String>,
    /// What the sender called the file; newer exports only.
    pub(super) file_name: Option<String>,
    pub(super) contact_vcard: Option<String>,
    #[serde(deserialize_with = "present")]
    pub(super) media_type: bool,
    #[serde(deserialize_with = "present")]
    pub(super) contact_information: bool,
    #[serde(deserialize_with = "present")]
    pub(super) location_information: bool,
    #[serde(deserialize_with = "present")]
    pub(super) place_name: bool,
    #[serde(deserialize_with = "present")]
    pub(super) poll: bool,
}

/// What a member holds, and that it is there even where it holds nothing.
fn even_null<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

/// The `type` of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Sort {
    Message,
    Service,
    Unsupported,
    #[serde(other)]
    Other,
}

/// A string, or an array of strings and of objects that hold one: joined, as the app shows it.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Text(pub(super) String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Text;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an array of parts")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Text, E> {
                Ok(Text(text.to_owned()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Text, A::Error> {
                let mut text = String::new();
                while let Some(Part(part)) = parts.next_element()? {
                    text.push_str(&part);
                }
                Ok(Text(text))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// A part of a text: plain, or with what it is (a link, a phone number, bold …).
struct Part(String);

impl<'de> Deserialize<'de> for Part {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl<'de> Visitor<'de> for Either {
            type Value = Part;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or an object with a text")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Part, E> {
                Ok(Part(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Part, A::Error> {
                Formatted::deserialize(MapAccessDeserializer::new(map)).map(|part| Part(part.text))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

#[derive(Deserialize)]
struct Formatted {
    text: String,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_joined_as_it_is_shown() {
        for (json, expected) in [
            (r#""plain \"x\"""#, Some("plain \"x\"")),
            (r#""""#, Some("")),
            ("[]", Some("")),
            (r#"["call ",{"type":"phone","text":"+9640000000"}," now"]"#, Some("call +9640000000 now")),
            (r#"[{"text":"here","type":"text_link","href":"https://example.invalid"}]"#, Some("here")),
            ("5", None),
            ("null", None),
            ("[5]", None),
            (r#"[["a"]]"#, None),
            (r#"[{"type":"bold"}]"#, None),
            (r#"[{"text":"a","text":"b"}]"#, None),
        ] {
            let text = serde_json::from_str::<Text>(json).ok();
            assert_eq!(text.as_ref().map(|text| text.0.as_str()), expected, "{json}");
        }
    }

    #[test]
    fn every_type_has_a_meaning() {
        for (json, expected) in [
            (r#""message""#, Sort::Message),
            (r#""service""#, Sort::Service),
            (r#""unsupported""#, Sort::Unsupported),
            (r#""story""#, Sort::Other),
        ] {
            assert_eq!(serde_json::from_str::<Sort>(json).unwrap(), expected);
        }
    }
}
