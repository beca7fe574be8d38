//! One message of Telegram.

use super::fields::{Fields, Sort};
use super::hidden::hidden;
use crate::json::{
    Element, Output, Parsed, Part, Written, key, listing, others, paragraphs, parse, plausible, shorten,
    warning,
};
use crate::message::{Attachment, Kind, Message, Sender, SenderCertainty, Warning, WarningCode};
use crate::source::ReadError;
use crate::time::{At, Certainty, Time};

/// What stands in the path of a file that was left out.
/// Source: `pushPath` in `export_output_json.cpp` of Telegram Desktop; never translated.
const LEFT_OUT: &[&str] = &[
    "(File unavailable, please try again later)",
    "(File exceeds maximum size. Change data exporting settings to download.)",
    "(File not included. Change data exporting settings to download.)",
];

/// Members that have a field of their own in the model, or that say nothing of what a message holds.
const OWN: &[&str] = &[
    "id",
    "type",
    "date",
    "date_unixtime",
    "edited",
    "edited_unixtime",
    "from",
    "from_id",
    "actor",
    "actor_id",
    "action",
    "text",
    "text_entities",
    "full_text",
    "author",
    "forwarded_from",
    "forwarded_from_id",
    "saved_from",
    "reply_to_message_id",
    "reply_to_peer_id",
    "via_bot",
    "reactions",
    "inline_bot_buttons",
];

/// Seconds between the clocks of the two zones that are furthest apart, UTC-12 and UTC+14.
const APART: i64 = 26 * 60 * 60;

/// The last time that was local, and the last that was UTC: one of a kind is not compared with one of the other.
pub(super) type Last = [Option<At>; 2];

/// Hands on a message, and remembers its time in `last` to tell when times go back.
pub(super) fn hand_on(element: &Element<'_>, last: &mut Last, out: &mut Output<'_>) -> Result<(), ReadError> {
    let mut warnings = Vec::new();
    let Parsed { mut fields, understood, json, written, raw, place } =
        parse::<Fields>(element, &mut warnings);
    let time = time(&mut fields, place.offset, &mut warnings);
    if let Some(at) = time.at {
        let before = last[usize::from(at.utc)].replace(at);
        if before.is_some_and(|before| at < before) {
            warnings.push(warning(WarningCode::OutOfOrder, place.offset, shorten(&time.raw)));
        }
    }
    let (kind, text) = if understood {
        content(&mut fields, &json, place.offset, &mut warnings)
    } else {
        (Kind::Unsupported, std::mem::take(&mut fields.text.0))
    };
    let hidden = hidden(Part::new(&json, written.then_some(place.offset)), &text);
    let message = Message {
        time,
        sender: sender(&mut fields),
        kind,
        text,
        hidden,
        attachments: attachment(&mut fields, place.offset, out, &mut warnings).into_iter().collect(),
        forwarded: forwarded(&mut fields),
        edited: fields.edited || fields.edited_unixtime,
        place,
        raw,
    };
    out.message(message, warnings)
}

/// The moment itself where the export tells it; otherwise the clock of the machine that exported. What is given as
/// written is the one that was read.
fn time(fields: &mut Fields, offset: u64, warnings: &mut Vec<Warning>) -> Time {
    let date = fields.date.take();
    let seconds = fields.date_unixtime.take();
    if let Some(Written(raw)) = &seconds
        && let Ok(moment) = raw.parse::<i64>()
        && let Some(at) = At::from_unix(moment)
    {
        if let Some(date) = &date
            && is_apart(date, moment)
        {
            let detail = format!("{} {}", shorten(date), shorten(raw));
            warnings.push(warning(WarningCode::TimesContradict, offset, shorten(&detail)));
        }
        return plausible(Time::exact(at, raw.clone()), offset, warnings);
    }
    let Some(raw) = date.or(seconds.map(|seconds| seconds.0)) else {
        return Time::missing();
    };
    let at = local(&raw).filter(At::is_possible);
    let certainty = if at.is_some() {
        Certainty::ZoneUnknown
    } else {
        warnings.push(warning(WarningCode::ImpossibleStamp, offset, shorten(&raw)));
        Certainty::Impossible
    };
    plausible(Time { at, candidates: Vec::new(), certainty: vec![certainty], raw }, offset, warnings)
}

/// Whether a local time cannot be that of a moment, whatever the zone.
fn is_apart(date: &str, moment: i64) -> bool {
    let Some(date) = local(date).filter(At::is_possible) else { return false };
    // Only the fields are compared.
    let date = At { utc: true, ..date };
    let earliest = At::from_unix(moment.saturating_sub(APART));
    let latest = At::from_unix(moment.saturating_add(APART));
    earliest.is_some_and(|earliest| date < earliest) || latest.is_some_and(|latest| date > latest)
}

/// `YYYY-MM-DDTHH:MM:SS`, as Qt writes a local time in ISO 8601.
fn local(date: &str) -> Option<At> {
    let bytes: &[u8; 19] = date.as_bytes().try_into().ok()?;
    let number = |from: usize, digits: usize| {
        bytes.get(from..from + digits)?.iter().try_fold(0_i32, |number, byte| {
            byte.is_ascii_digit().then(|| number * 10 + i32::from(byte - b'0'))
        })
    };
    let marks = [bytes[4], bytes[7], bytes[10], bytes[13], bytes[16]];
    if marks != *b"--T::" {
        return None;
    }
    let two = |from| u8::try_from(number(from, 2)?).ok();
    Some(At {
        year: number(0, 4)?,
        month: two(5)?,
        day: two(8)?,
        hour: two(11)?,
        minute: two(14)?,
        second: Some(two(17)?),
        utc: false,
    })
}

/// A service message names who acted; a deleted account has a number and no name.
fn sender(fields: &mut Fields) -> Sender {
    let name = fields.from.take().or_else(|| fields.actor.take());
    let account = fields.from_id.take().or_else(|| fields.actor_id.take()).map(|id| id.0);
    let certainty = if name.is_some() { SenderCertainty::Exact } else { SenderCertainty::None };
    Sender { name, account, certainty }
}

/// Who wrote first what was passed on: by name, else by account; nothing more where the export has neither.
fn forwarded(fields: &mut Fields) -> Option<String> {
    let account = fields.forwarded_from_id.take().map(|id| id.0);
    match fields.forwarded_from.take() {
        Some(name) => name.or(account).or_else(|| Some(String::new())),
        None => account,
    }
}

/// What sort of message it is, and its text.
fn content(fields: &mut Fields, json: &str, offset: u64, warnings: &mut Vec<Warning>) -> (Kind, String) {
    let text = std::mem::take(&mut fields.text.0);
    match fields.sort {
        Some(Sort::Message) if fields.location_information || fields.place_name => {
            (Kind::Location, paragraphs([text, listing(json, OWN)]))
        }
        Some(Sort::Message) if fields.contact_information => {
            (Kind::Contact, paragraphs([text, listing(json, OWN)]))
        }
        Some(Sort::Message) if fields.poll => (Kind::Poll, paragraphs([text, listing(json, OWN)])),
        Some(Sort::Message) if fields.photo.is_some() || fields.file.is_some() || fields.media_type => {
            (Kind::Media, text)
        }
        Some(Sort::Message) if text.is_empty() => {
            // Games, invoices, giveaways, and whatever comes next: shown as written, and said to be unknown.
            let names: Vec<_> = others(json, OWN).map(|member| key(&member).into_owned()).collect();
            if names.is_empty() {
                return (Kind::Message, text);
            }
            warnings.push(warning(WarningCode::UnknownObject, offset, shorten(&names.join(", "))));
            (Kind::Unsupported, listing(json, OWN))
        }
        Some(Sort::Message) => (Kind::Message, text),
        Some(Sort::Service) => {
            let action = fields.action.take().unwrap_or_default();
            let kind = if matches!(action.as_str(), "phone_call" | "group_call") {
                Kind::Call
            } else {
                Kind::System
            };
            (kind, paragraphs([action, text, listing(json, OWN)]))
        }
        Some(Sort::Unsupported) => (Kind::Unsupported, text),
        Some(Sort::Other) | None => {
            warnings.push(warning(WarningCode::UnknownObject, offset, "type".to_owned()));
            (Kind::Unsupported, text)
        }
    }
}

/// The file of a message. Of one that was left out no more than its name is known, where the export tells it.
fn attachment(
    fields: &mut Fields,
    offset: u64,
    out: &Output<'_>,
    warnings: &mut Vec<Warning>,
) -> Option<Attachment> {
    let path = fields.photo.take().or_else(|| fields.file.take()).or_else(|| fields.contact_vcard.take())?;
    match left_out(&path) {
        Some(name) => {
            let name = fields.file_name.take().or_else(|| (!name.is_empty()).then(|| name.to_owned()));
            Some(Attachment { name, found: None })
        }
        None => Some(out.attachment(path, offset, warnings)),
    }
}

/// What stands before the words for a file that was left out; none when it is the path of a file.
///
/// Nobody can call a file so as to look left out: the paths of files begin with a folder.
fn left_out(path: &str) -> Option<&str> {
    let name = LEFT_OUT.iter().find_map(|words| path.strip_suffix(*words))?;
    match name.strip_suffix(' ') {
        Some(name) => (!name.contains('/')).then_some(name),
        None => name.is_empty().then_some(name),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_local_time_is_read_as_qt_writes_it() {
        for (date, expected) in [
            ("2025-11-24T12:30:05", Some("2025-11-24T12:30:05")),
            ("2024-02-29T00:00:00", Some("2024-02-29T00:00:00")),
            ("2025-02-29T00:00:00", None),
            ("2025-11-24T24:00:00", None),
            ("2025-11-24 12:30:05", None),
            ("2025-11-24T12:30:05Z", None),
            ("2025-11-24T12:30:0x", None),
            ("٢٠٢٥-١١-٢", None),
            ("", None),
        ] {
            let at = local(date).filter(At::is_possible);
            assert_eq!(at.map(|at| at.to_string()).as_deref(), expected, "{date}");
        }
    }

    #[test]
    fn a_warning_shows_no_more_than_the_beginning_of_a_date() {
        let mut fields = Fields { date: Some("x".repeat(1_000)), ..Fields::default() };
        let mut warnings = Vec::new();
        let time = time(&mut fields, 3, &mut warnings);
        assert_eq!((time.raw.len(), time.at), (1_000, None));
        assert_eq!(warnings, [warning(WarningCode::ImpossibleStamp, 3, "x".repeat(120))]);
    }

    #[test]
    fn the_moment_counts_and_a_date_that_no_zone_explains_is_told() {
        let told = |date: &str, seconds: &str| {
            let date = (!date.is_empty()).then(|| date.to_owned());
            let mut fields =
                Fields { date, date_unixtime: Some(Written(seconds.to_owned())), ..Fields::default() };
            let mut warnings = Vec::new();
            let time = time(&mut fields, 3, &mut warnings);
            let codes: Vec<_> = warnings.iter().map(|warning| warning.code).collect();
            (time.at.map(|at| at.to_string()).unwrap_or_default(), time.raw, codes)
        };
        let moment = "1764066600"; // 2025-11-25T10:30:00Z
        for (date, is_apart) in [
            ("2025-11-25T10:30:00", false),
            ("2025-11-26T00:30:00", false),
            ("2025-11-24T22:30:00", false),
            ("2025-11-26T12:30:00", false),
            ("2025-11-26T12:30:01", true),
            ("2025-11-24T08:30:00", false),
            ("2025-11-24T08:29:59", true),
            ("2020-01-01T00:00:00", true),
            ("someday", false),
            ("", false),
        ] {
            let codes = if is_apart { vec![WarningCode::TimesContradict] } else { vec![] };
            let expected = ("2025-11-25T10:30:00Z".to_owned(), moment.to_owned(), codes);
            assert_eq!(told(date, moment), expected, "{date}");
        }
        let local = "2025-11-25T10:30:00";
        assert_eq!(told(local, "soon"), (local.to_owned(), local.to_owned(), vec![]));
        let edge = told("2025-11-25T10:30:00", "-62135596800");
        let codes = vec![WarningCode::TimesContradict, WarningCode::ImplausibleTime];
        assert_eq!((edge.0.as_str(), edge.2), ("0001-01-01T00:00:00Z", codes));
    }

    #[test]
    fn a_time_that_no_message_has_is_told_and_said_so() {
        for (json, at, is_plausible) in [
            (r#"{"date_unixtime":"-5"}"#, "1969-12-31T23:59:55Z", false),
            (r#"{"date_unixtime":"946684799"}"#, "1999-12-31T23:59:59Z", false),
            (r#"{"date_unixtime":"946684800"}"#, "2000-01-01T00:00:00Z", true),
            (r#"{"date_unixtime":"4133980800"}"#, "2101-01-01T00:00:00Z", false),
            (r#"{"date":"1970-01-01T03:00:00"}"#, "1970-01-01T03:00:00", false),
        ] {
            let mut fields: Fields = serde_json::from_str(json).unwrap();
            let mut warnings = Vec::new();
            let time = time(&mut fields, 3, &mut warnings);
            assert_eq!(time.at.map(|at| at.to_string()).as_deref(), Some(at));
            let first = if at.ends_with('Z') { Certainty::Exact } else { Certainty::ZoneUnknown };
            let doubt = (!is_plausible).then_some(Certainty::Implausible);
            assert_eq!(time.certainty, [first].into_iter().chain(doubt).collect::<Vec<_>>(), "{json}");
            let expected = (!is_plausible).then(|| warning(WarningCode::ImplausibleTime, 3, time.raw));
            assert_eq!(warnings, Vec::from_iter(expected), "{json}");
        }
    }

    #[test]
    fn who_wrote_first_is_told_as_far_as_the_export_knows() {
        for (json, expected) in [
            (r#"{"forwarded_from":"Boss","forwarded_from_id":"user1"}"#, Some("Boss")),
            (r#"{"forwarded_from":null,"forwarded_from_id":"user1"}"#, Some("user1")),
            (r#"{"forwarded_from_id":"user1"}"#, Some("user1")),
            (r#"{"forwarded_from":null}"#, Some("")),
            ("{}", None),
        ] {
            let mut fields: Fields = serde_json::from_str(json).unwrap();
            assert_eq!(forwarded(&mut fields).as_deref(), expected, "{json}");
        }
    }

    #[test]
    fn a_file_that_was_left_out_is_told_from_a_path() {
        for (path, expected) in [
            ("(File not included. Change data exporting settings to download.)", Some("")),
            ("(File unavailable, please try again later)", Some("")),
            (
                "video.mp4 (File exceeds maximum size. Change data exporting settings to download.)",
                Some("video.mp4"),
            ),
            ("files/x (File unavailable, please try again later)", None),
            ("files/(File unavailable, please try again later)", None),
            ("photos/photo_1@24-11-2025_12-30-05.jpg", None),
            ("", None),
        ] {
            assert_eq!(left_out(path), expected, "{path}");
        }
    }
}
