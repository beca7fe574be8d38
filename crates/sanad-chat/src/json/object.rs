//! One message as JSON, read into typed fields; what cannot be read so is never lost.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer, IgnoredAny, Visitor};

use super::extent::{Member, members, unquote};
use super::repair::repair;
use super::split::Element;
pub(crate) use crate::cut::shorten;
use crate::cut::{SHORT, whole};
use crate::message::{Place, Warning, WarningCode};
use crate::time::{At, Certainty, Time};

/// How many times longer than a value its listing may become by the key that stands before each line of it.
const REPEATED: usize = 8;

/// A message as far as it could be read.
#[derive(Debug)]
pub(crate) struct Parsed<'a, T> {
    /// Its fields. Those that are not understood are left at their default.
    pub(crate) fields: T,
    /// Whether all fields that are known were understood, and nothing was cut off.
    pub(crate) understood: bool,
    /// The JSON that the fields are from: as written, or repaired.
    pub(crate) json: Cow<'a, str>,
    /// Whether that is what the source has, byte for byte, so that a place in it is one in the source.
    pub(crate) written: bool,
    /// The JSON as written; bytes that are no UTF-8 as U+FFFD.
    pub(crate) raw: String,
    pub(crate) place: Place,
}

/// Reads the fields of a message: `T` is an object all of whose fields may be missing.
///
/// In this order: as it is; with its strings repaired ([`WarningCode::JsonRepaired`], [`WarningCode::BrokenUtf8`]);
/// member by member, so that one of an unexpected type, one that stands twice, or one that was cut off takes no other
/// with it ([`WarningCode::UnknownObject`], [`WarningCode::Cut`]). Deeper than the parser goes (128 levels), a member
/// is not understood.
pub(crate) fn parse<'a, T: DeserializeOwned + Default>(
    element: &Element<'a>,
    warnings: &mut Vec<Warning>,
) -> Parsed<'a, T> {
    let is_whole = element.ended && !element.is_cut();
    // What was cut off may end within a character, which breaks nothing.
    let bytes = if is_whole { element.bytes } else { whole(element.bytes) };
    let place = Place { offset: element.offset, length: element.length };
    let mut json = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(error) => {
            let at = error.valid_up_to();
            warnings.push(warning(WarningCode::BrokenUtf8, element.offset + at as u64, shown(bytes, at)));
            String::from_utf8_lossy(bytes)
        }
    };
    let raw = json.clone().into_owned();
    let mut tried = if is_whole { object(&json) } else { Err(None) };
    if tried.is_err()
        && let Some(repaired) = repair(bytes)
    {
        warnings.push(warning(
            WarningCode::JsonRepaired,
            element.offset + repaired.first as u64,
            repaired.seen,
        ));
        json = Cow::Owned(String::from_utf8_lossy(&repaired.json).into_owned());
        if is_whole {
            tried = object(&json);
        }
    }
    let (fields, understood) = match tried {
        Ok(fields) => (fields, true),
        Err(reason) => {
            let (fields, left_out) = by_member(&json);
            if element.is_cut() {
                warnings.push(warning(WarningCode::Cut, element.offset, element.length.to_string()));
            } else if is_whole {
                // What the parser said is the reason where no single member is.
                let detail =
                    if left_out.is_empty() { shorten(&reason.unwrap_or_default()) } else { left_out };
                warnings.push(warning(WarningCode::UnknownObject, element.offset, detail));
            }
            (fields, false)
        }
    };
    let written = matches!(json, Cow::Borrowed(_));
    Parsed { fields, understood, json, written, raw, place }
}

/// The string that a field of an enclosing object holds; none for `null`, and for what is no string.
pub(crate) fn string(value: &[u8], offset: u64, warnings: &mut Vec<Warning>) -> Option<String> {
    if let Ok(string) = serde_json::from_slice::<Option<String>>(value) {
        return string;
    }
    let repaired = repair(value);
    if let Some(repaired) = &repaired {
        let at = offset + repaired.first as u64;
        warnings.push(warning(WarningCode::JsonRepaired, at, repaired.seen.clone()));
    }
    if let Err(error) = std::str::from_utf8(value) {
        let at = error.valid_up_to();
        warnings.push(warning(WarningCode::BrokenUtf8, offset + at as u64, shown(value, at)));
    }
    let json = String::from_utf8_lossy(repaired.as_ref().map_or(value, |repaired| repaired.json.as_slice()));
    serde_json::from_str::<String>(&json)
        .inspect_err(|_| warnings.push(warning(WarningCode::UnknownObject, offset, shorten(&json))))
        .ok()
}

/// The members of an object as lines `key: value`, but for those that have a place of their own. Members of an object
/// inside stand as `key.key: value`. Strings are shown as they read, all else as written, without spaces.
///
/// An object whose long key would stand before very many members is shown as written: half a megabyte of key before
/// a hundred thousand of them would be fifty gigabytes.
pub(crate) fn listing(object: &str, own: &[&str]) -> String {
    let mut lines = String::new();
    for member in others(object, own) {
        let name = key(&member);
        let count = members(member.value).count();
        if count == 0 || name.len().saturating_mul(count) > member.value.len().saturating_mul(REPEATED) {
            line(&mut lines, &name, member.value);
            continue;
        }
        for inner in members(member.value) {
            line(&mut lines, &format!("{name}.{}", key(&inner)), inner.value);
        }
    }
    lines
}

/// The members of an object but for those named.
pub(crate) fn others<'a>(object: &'a str, own: &'a [&'a str]) -> impl Iterator<Item = Member<'a>> {
    members(object.as_bytes()).filter(move |member| {
        let key = key(member);
        !own.iter().any(|name| *name == key)
    })
}

/// What the key of a member says.
pub(crate) fn key<'a>(member: &Member<'a>) -> Cow<'a, str> {
    unquote(member.key).unwrap_or_else(|| String::from_utf8_lossy(member.key))
}

/// The moment that a format gives in milliseconds since 1970, to the second; the stamp itself is kept as written.
pub(crate) fn milliseconds(stamp: Option<Written>, offset: u64, warnings: &mut Vec<Warning>) -> Time {
    let Some(Written(raw)) = stamp else { return Time::missing() };
    match raw.parse::<i64>().ok().and_then(|stamp| At::from_unix(stamp.div_euclid(1000))) {
        Some(at) => plausible(Time::exact(at, raw), offset, warnings),
        None => {
            warnings.push(warning(WarningCode::ImpossibleStamp, offset, shorten(&raw)));
            Time { at: None, candidates: Vec::new(), certainty: vec![Certainty::Impossible], raw }
        }
    }
}

/// The time as it is, after it was said where no message can have it.
pub(crate) fn plausible(mut time: Time, offset: u64, warnings: &mut Vec<Warning>) -> Time {
    if time.at.is_some_and(|at| !at.is_plausible()) {
        time.certainty.push(Certainty::Implausible);
        warnings.push(warning(WarningCode::ImplausibleTime, offset, shorten(&time.raw)));
    }
    time
}

/// A warning at a place.
pub(crate) fn warning(code: WarningCode, offset: u64, detail: String) -> Warning {
    Warning { code, offset: Some(offset), detail }
}

/// Those texts that hold something, each on its lines.
pub(crate) fn paragraphs(parts: impl IntoIterator<Item = String>) -> String {
    let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    parts.join("\n")
}

fn line(lines: &mut String, key: &str, value: &[u8]) {
    if !lines.is_empty() {
        lines.push('\n');
    }
    lines.push_str(key);
    lines.push_str(": ");
    match unquote(value) {
        Some(text) => lines.push_str(&text),
        None => lines.push_str(&String::from_utf8_lossy(&packed(value))),
    }
}

/// JSON without the spaces between its tokens.
fn packed(json: &[u8]) -> Vec<u8> {
    let mut in_string = false;
    let mut escaped = false;
    let mut out = json.to_vec();
    out.retain(|&byte| {
        if in_string {
            in_string = escaped || byte != b'"';
            escaped = !escaped && byte == b'\\';
            return true;
        }
        in_string = byte == b'"';
        !super::extent::is_space(byte)
    });
    out
}

/// Reads an object; of an error, what was wrong. An array is no object, although serde would take it for one.
fn object<T: DeserializeOwned>(json: &str) -> Result<T, Option<String>> {
    if !json.starts_with('{') {
        return Err(Some(shorten(json)));
    }
    serde_json::from_str(json).map_err(|error| Some(error.to_string()))
}

/// Reads what members of an object can be read, and names those that cannot.
///
/// Of a key that stands twice neither is read: which of them the writer meant is not known.
fn by_member<T: DeserializeOwned + Default>(json: &str) -> (T, String) {
    let members: Vec<_> = members(json.as_bytes()).collect();
    let mut times: HashMap<Cow<'_, str>, usize> = HashMap::new();
    for member in &members {
        *times.entry(key(member)).or_default() += 1;
    }
    let mut good = String::new();
    let mut left_out = String::new();
    for member in &members {
        let name = key(member);
        let one = json.get(member.at..member.at + member.value.len()).map(|value| {
            let key = String::from_utf8_lossy(member.key);
            format!("{key}:{value}")
        });
        let once = times.get(&name) == Some(&1);
        match one {
            Some(one) if once && member.whole && serde_json::from_str::<T>(&format!("{{{one}}}")).is_ok() => {
                good.push(if good.is_empty() { '{' } else { ',' });
                good.push_str(&one);
            }
            _ if left_out.len() < SHORT => {
                let comma = if left_out.is_empty() { "" } else { ", " };
                left_out.push_str(comma);
                left_out.push_str(&shorten(&name));
            }
            _ => {}
        }
    }
    good.push(if good.is_empty() { '{' } else { ' ' });
    good.push('}');
    (serde_json::from_str(&good).unwrap_or_default(), left_out)
}

/// A few bytes at a place, in hex.
fn shown(bytes: &[u8], at: usize) -> String {
    let bytes = bytes.get(at..).unwrap_or_default();
    bytes.iter().take(4).map(|byte| format!("{byte:02X}")).collect::<Vec<_>>().join(" ")
}

/// A string or a whole number, as written.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub(crate) struct Written(pub(crate) String);

impl<'de> Deserialize<'de> for Written {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Either;

        impl Visitor<'_> for Either {
            type Value = Written;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a string or a whole number")
            }

            fn visit_str<E: de::Error>(self, text: &str) -> Result<Written, E> {
                Ok(Written(text.to_owned()))
            }

            fn visit_u64<E: de::Error>(self, number: u64) -> Result<Written, E> {
                Ok(Written(number.to_string()))
            }

            fn visit_i64<E: de::Error>(self, number: i64) -> Result<Written, E> {
                Ok(Written(number.to_string()))
            }
        }

        deserializer.deserialize_any(Either)
    }
}

/// For a field of which only matters that it is there, be it `null`.
pub(crate) fn present<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    IgnoredAny::deserialize(deserializer).map(|_| true)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Default, PartialEq, Eq, serde::Deserialize)]
    #[serde(default)]
    struct Fields {
        name: Option<String>,
        time: Option<Written>,
        #[serde(deserialize_with = "present")]
        place: bool,
    }

    fn fields(name: &str, time: &str, place: bool) -> Fields {
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        Fields { name: some(name), time: some(time).map(Written), place }
    }

    #[test]
    fn one_member_takes_no_other_with_it() {
        let deep = format!(r#"{{"name":{}{},"time":7}}"#, "[".repeat(300), "]".repeat(300));
        let deep_unknown = format!(r#"{{"unknown":{}{},"time":7}}"#, "[".repeat(300), "]".repeat(300));
        let table: [(&[u8], Fields, &[WarningCode], &str); 11] = [
            (br#"{"name":"a","time":"5","place":null,"x":[]}"#, fields("a", "5", true), &[], ""),
            (br#"{"name":5,"time":5}"#, fields("", "5", false), &[WarningCode::UnknownObject], "name"),
            (
                br#"{"name":"a","name":"b","time":-5}"#,
                fields("", "-5", false),
                &[WarningCode::UnknownObject],
                "name, name",
            ),
            (
                br#"{"name":"a","n\u0061me":"b","time":1.5}"#,
                fields("", "", false),
                &[WarningCode::UnknownObject],
                "name, name, time",
            ),
            (br#"{"name":"a\x0b"}"#, fields("a\u{b}", "", false), &[WarningCode::JsonRepaired], r"\x0b"),
            (
                b"{\"name\":\"a\xFFb\"}",
                fields("a\u{FFFD}b", "", false),
                &[WarningCode::BrokenUtf8],
                "FF 62 22 7D",
            ),
            (
                b"{\"name\":\"a\xFF\\x01\"}",
                fields("a\u{FFFD}\u{1}", "", false),
                &[WarningCode::BrokenUtf8, WarningCode::JsonRepaired],
                r"\x01",
            ),
            (b"5", Fields::default(), &[WarningCode::UnknownObject], "5"),
            (br#"["a"]"#, Fields::default(), &[WarningCode::UnknownObject], r#"["a"]"#),
            (deep.as_bytes(), fields("", "7", false), &[WarningCode::UnknownObject], "name"),
            (deep_unknown.as_bytes(), fields("", "7", false), &[], ""),
        ];
        for (json, expected, codes, detail) in table {
            let element = Element { offset: 100, length: json.len() as u64, bytes: json, ended: true };
            let mut warnings = Vec::new();
            let parsed: Parsed<'_, Fields> = parse(&element, &mut warnings);
            assert_eq!(parsed.fields, expected, "{}", parsed.raw);
            assert_eq!(parsed.raw, String::from_utf8_lossy(json));
            assert_eq!(parsed.written, parsed.json.as_bytes() == json);
            let found: Vec<_> = warnings.iter().map(|warning| warning.code).collect();
            assert_eq!(found, codes, "{}", parsed.raw);
            assert_eq!(parsed.understood, !codes.contains(&WarningCode::UnknownObject));
            assert_eq!(warnings.last().map_or("", |warning| warning.detail.as_str()), detail);
        }
    }

    #[test]
    fn a_message_that_is_cut_keeps_what_was_whole() {
        let json = r#"{"time":"5","place":1,"name":"ليلى"}"#;
        for cut in 0..json.len() {
            let element =
                Element { offset: 0, length: json.len() as u64, bytes: &json.as_bytes()[..cut], ended: true };
            let mut warnings = Vec::new();
            let parsed: Parsed<'_, Fields> = parse(&element, &mut warnings);
            assert_eq!(warnings, [warning(WarningCode::Cut, 0, json.len().to_string())]);
            assert_eq!(parsed.fields.time.is_some(), cut > 10, "{cut}");
            assert_eq!(parsed.fields.place, cut > 21, "{cut}");
            assert_eq!(parsed.fields.name.is_some(), cut == json.len() - 1, "{cut}");
            assert!(json.starts_with(&parsed.raw));
        }
    }

    #[test]
    fn milliseconds_are_a_moment_to_the_second() {
        let (impossible, implausible) = (WarningCode::ImpossibleStamp, WarningCode::ImplausibleTime);
        for (stamp, expected, code) in [
            ("1763978405999", Some("2025-11-24T10:00:05Z"), None),
            ("946684799999", Some("1999-12-31T23:59:59Z"), Some(implausible)),
            ("946684800000", Some("2000-01-01T00:00:00Z"), None),
            ("0", Some("1970-01-01T00:00:00Z"), Some(implausible)),
            ("-1", Some("1969-12-31T23:59:59Z"), Some(implausible)),
            ("9223372036854775807", None, Some(impossible)),
            ("soon", None, Some(impossible)),
            ("", None, Some(impossible)),
        ] {
            let mut warnings = Vec::new();
            let time = milliseconds(Some(Written(stamp.to_owned())), 3, &mut warnings);
            assert_eq!(time.at.map(|at| at.to_string()).as_deref(), expected);
            assert_eq!(time.raw, stamp);
            assert_eq!(warnings.first().map(|it| (it.code, it.detail.as_str())), code.map(|it| (it, stamp)));
            let is_doubted = time.certainty.contains(&Certainty::Implausible);
            assert_eq!((warnings.len() == 1, is_doubted), (code.is_some(), code == Some(implausible)));
        }
        assert_eq!(milliseconds(None, 3, &mut Vec::new()), Time::missing());
    }

    #[test]
    fn a_listing_shows_members_as_written() {
        let json = r#"{ "id" : 1, "action": "x", "n": 36.1900, "where": {"a": "b \"c\"", "d": [1, " 2\\"]}, "e": {} }"#;
        assert_eq!(
            listing(json, &["id", "action"]),
            "n: 36.1900\nwhere.a: b \"c\"\nwhere.d: [1,\" 2\\\\\"]\ne: {}"
        );
        assert_eq!(listing("5", &[]), "");
    }

    #[test]
    fn no_key_is_repeated_until_memory_ends() {
        let key = "k".repeat(50_000);
        let value = format!("{{{}}}", ["\"\":0"; 10_000].join(","));
        let listed = listing(&format!("{{\"{key}\": {value}, \"a\": {{\"b\":1}}}}"), &[]);
        assert_eq!(listed, format!("{key}: {value}\na.b: 1"));
    }

    #[test]
    fn a_field_is_a_string_or_nothing() {
        let table: [(&[u8], Option<&str>, Option<WarningCode>); 5] = [
            (br#""a""#, Some("a"), None),
            (b"null", None, None),
            (br#""a\x0b""#, Some("a\u{b}"), Some(WarningCode::JsonRepaired)),
            (b"\"a\xFF\"", Some("a\u{FFFD}"), Some(WarningCode::BrokenUtf8)),
            (b"5", None, Some(WarningCode::UnknownObject)),
        ];
        for (value, expected, code) in table {
            let mut warnings = Vec::new();
            assert_eq!(string(value, 9, &mut warnings).as_deref(), expected);
            assert_eq!(warnings.first().map(|warning| warning.code), code);
        }
    }
}
