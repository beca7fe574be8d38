//! WhatsApp's sentences: edited, deleted, calls, places, polls, notices.
//!
//! Sources of the rows: exports of the research's fixtures, and the strings that open readers quote from WhatsApp's own
//! lists for the same language. The stop at the end of a sentence comes and goes with the version: it is left away here.

use super::{Language, Row, Style, is_mark, media};
use crate::message::Kind;

mod groups;
mod names;

pub(crate) use names::{about, is_nameless, names_before};

/// At the end of a text that was changed later.
pub(crate) const EDITED: &[Row] = &[
    (Language::Arabic, "<تم تعديل هذه الرسالة>"),
    (Language::Arabic, "<تم تعديل هذا المحتوى>"),
    (Language::English, "<This message was edited>"),
    (Language::French, "<Ce message a été modifié>"),
    (Language::German, "<Diese Nachricht wurde bearbeitet.>"),
    (Language::German, "<Diese Nachricht wurde bearbeitet>"),
    (Language::Hebrew, "<ההודעה נערכה>"),
    (Language::Turkish, "<Bu mesaj düzenlendi>"),
];

/// In place of a text that was taken back.
pub(crate) const DELETED: &[Row] = &[
    (Language::Arabic, "تم حذف هذه الرسالة"),
    (Language::Arabic, "لقد حذَفت هذه الرسالة"),
    (Language::Arabic, "أنت حذفت هذه الرسالة"),
    (Language::English, "This message was deleted"),
    (Language::English, "You deleted this message"),
    (Language::English, "This message was deleted by an admin"),
    (Language::English, "You deleted this message as admin"),
    (Language::French, "Ce message a été supprimé"),
    (Language::French, "Vous avez supprimé ce message"),
    (Language::German, "Diese Nachricht wurde gelöscht"),
    (Language::German, "Du hast diese Nachricht gelöscht"),
    (Language::Hebrew, "הודעה זו נמחקה"),
    (Language::Hebrew, "מחקת את ההודעה הזו"),
    (Language::Hebrew, "מחקת הודעה זו"),
    (Language::Persian, "این پیام حذف شده است"),
    (Language::Persian, "این پیام حذف شد"),
    (Language::Persian, "شما این پیام را حذف کردید"),
    (Language::Turkish, "Bu mesaj silindi"),
    (Language::Turkish, "Bu mesajı sildiniz"),
    (Language::Urdu, "یہ میسج حذف کر دیا گیا ہے"),
    (Language::Urdu, "یہ پیغام حذف کیا گیا"),
    (Language::Urdu, "آپ نے یہ میسج حذف کر دیا ہے"),
    (Language::Urdu, "آپ نے اس پیغام کو حذف کیا"),
];

/// The same, before the name of the admin who did it.
const DELETED_BY: &[Row] = &[(Language::English, "This message was deleted by admin ")];

/// Calls that nobody took.
pub(crate) const MISSED: &[Row] = &[
    (Language::Arabic, "مكالمة صوتية فائتة"),
    (Language::Arabic, "مكالمة فيديو فائتة"),
    (Language::English, "Missed voice call"),
    (Language::English, "Missed video call"),
    (Language::English, "Missed group voice call"),
    (Language::English, "Missed group video call"),
    (Language::French, "Appel vocal manqué"),
    (Language::French, "Appel vidéo manqué"),
    (Language::German, "Verpasster Sprachanruf"),
    (Language::German, "Verpasster Videoanruf"),
    (Language::Hebrew, "שיחה קולית שלא נענתה"),
    (Language::Hebrew, "שיחת וידאו שלא נענתה"),
    (Language::Persian, "تماس صوتی پاسخ داده نشده"),
    (Language::Persian, "تماس تصویری پاسخ داده نشده"),
    (Language::Turkish, "Cevapsız sesli arama"),
    (Language::Turkish, "Cevapsız görüntülü arama"),
    (Language::Urdu, "مسڈ وائس کال"),
    (Language::Urdu, "مسڈ ویڈیو کال"),
    (Language::Urdu, "چھوٹی ہوئی صوتی کال"),
    (Language::Urdu, "چھوٹی ہوئی ویڈیو کال"),
];

/// Calls of any sort on iOS since 2023, before a comma or a stop and what became of them.
const CALLS: &[Row] = &[
    (Language::English, "Voice call"),
    (Language::English, "Video call"),
    (Language::English, "Silenced voice call"),
    (Language::English, "Group voice call"),
    (Language::English, "Group video call"),
];

/// What became of a call, where nothing else is told of it.
const UNANSWERED: &[Row] = &[(Language::English, "No answer")];

/// Before the link to a place.
pub(crate) const PLACES: &[Row] = &[
    (Language::Arabic, "موقع"),
    (Language::Arabic, "الموقع"),
    (Language::English, "location"),
    (Language::French, "localisation"),
    (Language::German, "Standort"),
    (Language::Hebrew, "מיקום"),
    (Language::Persian, "موقعیت"),
    (Language::Turkish, "konum"),
    (Language::Urdu, "مقام"),
];

/// The link itself, before latitude and longitude.
pub(crate) const MAPS: &str = "https://maps.google.com/?q=";

/// The link of a place that was chosen by its name.
pub(crate) const FOURSQUARE: &str = "https://foursquare.com/v/";

/// A position that moves.
const LIVE: &[Row] = &[
    (Language::Arabic, "تمت مشاركة الموقع المباشر"),
    (Language::English, "live location shared"),
    (Language::French, "Localisation en direct partagée"),
    (Language::German, "Live-Standort wird geteilt"),
    (Language::Hebrew, "משתף מיקום בשידור חי"),
    (Language::Persian, "مکان زنده به اشتراک گذاشته شد"),
    (Language::Turkish, "Mevcut konum paylaşıldı"),
    (Language::Urdu, "جاری مقام کا اشتراک ہوا"),
];

/// The first line of a poll.
const POLLS: &[Row] =
    &[(Language::Arabic, "استطلاع:"), (Language::English, "POLL:"), (Language::Turkish, "ANKET:")];

/// A message that the exporting phone has not got yet.
const WAITING: &[Row] = &[(Language::English, "Waiting for this message. This may take a while")];

/// A body without the mark that it was edited, and whether it bore one. The mark of direction before it and the space
/// before that are the program's, too; more than one of each is the writer's. It may stand alone, or under a file.
pub(crate) fn without_edited(body: &str, style: Style) -> (&str, bool) {
    before_edited(body, style).map_or((body, false), |text| (text, true))
}

fn before_edited(body: &str, style: Style) -> Option<&str> {
    if !body.ends_with('>') {
        return None;
    }
    let before = EDITED.iter().find_map(|row| body.strip_suffix(row.1))?;
    if let Some(text) = before.strip_suffix(is_mark) {
        return Some(text.strip_suffix(' ').unwrap_or(text));
    }
    match style {
        Style::Ios => None,
        Style::Android if before.is_empty() => Some(before),
        Style::Android => {
            before.strip_suffix(' ').or_else(|| before.strip_suffix('\n').filter(|above| is_file(above)))
        }
    }
}

/// Whether a line of Android speaks of a file.
fn is_file(line: &str) -> bool {
    let own = line.trim_start_matches(is_mark);
    !line.contains('\n')
        && (media::left_out(own, Style::Android).is_some() || media::attached(line, Style::Android).is_some())
}

/// What a body is that holds nothing but words of WhatsApp. On iOS the caller has seen the mark before it.
pub(crate) fn kind(own: &str, style: Style) -> Option<Kind> {
    if is_sentence(DELETED, own) || (begins(DELETED_BY, own) && !own.contains('\n')) {
        Some(Kind::Deleted)
    } else if is_call(own, style) {
        Some(Kind::Call)
    } else if is_place(own, style) || is_named_place(own, style) || is_live(own) {
        Some(Kind::Location)
    } else if is_poll(own) {
        Some(Kind::Poll)
    } else if is_sentence(WAITING, own) || (style == Style::Android && own == "null") {
        // Calls, and what can be seen only once, are "null" in many versions of Android.
        Some(Kind::Unsupported)
    } else if style == Style::Ios && (names::is_notice(own) || groups::is_notice(own)) {
        Some(Kind::System)
    } else {
        None
    }
}

/// Whether a notice without a sender tells of a call.
pub(crate) fn begins_call(own: &str) -> bool {
    begins(MISSED, own)
}

fn begins(table: &[Row], own: &str) -> bool {
    table.iter().any(|row| own.starts_with(row.1))
}

fn is_sentence(table: &[Row], own: &str) -> bool {
    let bare = own.strip_suffix(['.', '۔']).unwrap_or(own);
    // Most texts differ in the first byte of their first letter.
    let Some(letter) = letters(bare).next() else { return false };
    let first = letter.encode_utf8(&mut [0; 4]).as_bytes().first().copied();
    table.iter().any(|row| row.1.as_bytes().first().copied() == first && letters(row.1).eq(letters(bare)))
}

/// A text without its vowel signs (U+064B to U+0652): versions differ in how many of them they write.
fn letters(text: &str) -> impl Iterator<Item = char> {
    text.chars().filter(|&letter| !matches!(letter, '\u{64b}'..='\u{652}'))
}

fn is_call(own: &str, style: Style) -> bool {
    match style {
        Style::Android => is_sentence(MISSED, own),
        Style::Ios => {
            is_sentence(UNANSWERED, own)
                || MISSED.iter().chain(CALLS).any(|row| {
                    own.strip_prefix(row.1).is_some_and(|rest| {
                        rest.is_empty() || (rest.starts_with(['.', ',', '،']) && !rest.contains('\n'))
                    })
                })
        }
    }
}

/// A word, a colon, and a link to a point of the map; on iOS the word may be of any language, as the mark vouches for it.
fn is_place(own: &str, style: Style) -> bool {
    let is_of_point = |byte: u8| byte.is_ascii_digit() || b".,-".contains(&byte);
    // Few texts end so: the others are not searched.
    if !own.bytes().next_back().is_some_and(is_of_point) {
        return false;
    }
    let Some((label, point)) = own.split_once(MAPS) else { return false };
    let is_point = point.contains(',') && point.bytes().all(is_of_point);
    if !is_point || label.is_empty() {
        return is_point;
    }
    let Some(label) = label.strip_suffix(": ").map(str::trim_end) else { return false };
    match style {
        Style::Android => is_label(label),
        Style::Ios => !label.is_empty() && !label.contains('\n') && label.chars().count() <= 40,
    }
}

/// A place that was chosen by its name: `Cafe (1 Street, Town): https://foursquare.com/v/…`, with a mere label where it
/// has no name, and on Android also in three lines.
fn is_named_place(own: &str, style: Style) -> bool {
    // The link ends the body: the rest is not searched.
    let start = own.rfind([' ', '\n']).map_or(0, |at| at + 1);
    let (before, link) = own.split_at(start);
    let is_link = link.strip_prefix(FOURSQUARE).is_some_and(|place| {
        !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_/".contains(&byte))
    });
    if !is_link {
        return false;
    }
    match (style, before.strip_suffix(": ")) {
        (_, Some(label)) if label.contains('\n') => false,
        (Style::Ios, Some(label)) => !label.is_empty(),
        (Style::Android, Some(label)) => is_label(label) || (label.ends_with(')') && label.contains(" (")),
        (Style::Ios, None) => before.is_empty(),
        (Style::Android, None) => {
            let mut above = before.split('\n');
            let is_line = |line: Option<&str>| line.is_some_and(|line| !line.trim().is_empty());
            is_line(above.next())
                && is_line(above.next())
                && above.next() == Some("")
                && above.next().is_none()
        }
    }
}

/// Whether Android names a place so.
fn is_label(label: &str) -> bool {
    PLACES.iter().any(|row| row.1.to_lowercase() == label.to_lowercase())
}

fn is_live(own: &str) -> bool {
    let bare = own.strip_suffix('.').unwrap_or(own);
    LIVE.iter().any(|row| row.1.eq_ignore_ascii_case(bare))
}

fn is_poll(own: &str) -> bool {
    own.split_once('\n').is_some_and(|(first, rest)| {
        let first = first.trim_end_matches(['\r', ' ']);
        POLLS.iter().any(|row| row.1 == first) && !rest.trim().is_empty()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::whatsapp::words::judge;

    /// As each system writes it: iOS with the mark, Android without.
    fn kinds(words: &str) -> [Kind; 2] {
        [judge(&format!("\u{200f}{words}"), Style::Ios, true).kind, judge(words, Style::Android, true).kind]
    }

    #[test]
    fn every_language_says_that_a_message_was_deleted() {
        for &(language, words) in DELETED {
            assert_eq!(kinds(words), [Kind::Deleted; 2], "{language:?} {words}");
            assert_eq!(kinds(&format!("{words}.")), [Kind::Deleted; 2], "{language:?} {words}");
            assert_eq!(kinds(&format!("{words} ?")), [Kind::Message; 2], "{language:?} {words}");
            assert_eq!(judge(words, Style::Ios, true).kind, Kind::Message, "{language:?} {words}");
        }
        assert_eq!(kinds("This message was deleted by admin Ali."), [Kind::Deleted; 2]);
        for words in
            ["لقد حذفت هذه الرسالة", "لقد حذَفتَ هذه الرسالة", "أنت حذفتَ هذه الرسالة.", "تمّ حذف هذه الرسالة"]
        {
            assert_eq!(kinds(words), [Kind::Deleted; 2], "{words}");
        }
        assert_eq!(kinds("حذفت هذه الرسالة"), [Kind::Message; 2]);
    }

    #[test]
    fn every_language_says_that_a_message_was_edited() {
        for &(language, words) in EDITED {
            for style in [Style::Android, Style::Ios] {
                let judged = judge(&format!("x \u{200f}{words}"), style, true);
                assert_eq!((judged.text.as_str(), judged.edited), ("x", true), "{language:?} {words}");
                let typed = format!("x{words}");
                assert!(!judge(&typed, style, true).edited, "{language:?} {words}");
            }
        }
    }

    #[test]
    fn every_language_says_that_a_call_was_missed() {
        for &(language, words) in MISSED {
            assert_eq!(kinds(words), [Kind::Call; 2], "{language:?} {words}");
            assert_eq!(kinds(&format!("{words} ?")), [Kind::Message; 2], "{language:?} {words}");
            assert_eq!(judge(words, Style::Ios, true).kind, Kind::Message, "{language:?} {words}");
        }
        for words in [
            "Missed voice call, \u{200e}Tap to call back",
            "Voice call. \u{200e}2 min",
            "Video call, \u{200e}No answer",
            "Group video call, \u{200e}3 joined",
            "No answer",
        ] {
            assert_eq!(kinds(words), [Kind::Call, Kind::Message], "{words}");
        }
        assert_eq!(kinds("No answer from her")[0], Kind::Message);
        assert_eq!(kinds("Voice calls are bad here")[0], Kind::Message);
    }

    #[test]
    fn every_language_shows_places() {
        for &(language, words) in PLACES {
            for colon in [": ", " : "] {
                let body = format!("{words}{colon}{MAPS}33.3128,-44.3615");
                assert_eq!(kinds(&body), [Kind::Location; 2], "{language:?} {body}");
                assert_eq!(judge(&body, Style::Ios, true).kind, Kind::Message, "{language:?} {body}");
                assert_eq!(judge(&body, Style::Android, true).text, body);
            }
        }
        for &(language, words) in LIVE {
            assert_eq!(kinds(words), [Kind::Location; 2], "{language:?} {words}");
        }
        assert_eq!(kinds("https://maps.google.com/?q=33.3128,44.3615"), [Kind::Location; 2]);
        assert_eq!(kinds("https://maps.google.com/?q=Cafe"), [Kind::Message; 2]);
        assert_eq!(kinds("here: https://maps.google.com/?q=33.3,44.3"), [Kind::Location, Kind::Message]);
        assert_eq!(kinds("location: https://maps.google.com/?q=33.3,44.3 come alone"), [Kind::Message; 2]);
    }

    #[test]
    fn places_are_shown_by_their_names() {
        let link = "https://foursquare.com/v/4e89af95e5fa82ad";
        for (before, expected) in [
            ("Cafe (1 Street): ", [Kind::Location; 2]),
            ("Location: ", [Kind::Location; 2]),
            ("الموقع: ", [Kind::Location; 2]),
            ("Cafe: ", [Kind::Location, Kind::Message]),
            ("", [Kind::Location, Kind::Message]),
            ("Cafe\n1 Street, Town\n", [Kind::Message, Kind::Location]),
            ("Cafe\n\n", [Kind::Message; 2]),
            ("see\n", [Kind::Message; 2]),
            ("a\nb\nc\n", [Kind::Message; 2]),
            ("look ", [Kind::Message; 2]),
            ("a\nb (c): ", [Kind::Message; 2]),
        ] {
            let body = format!("{before}{link}");
            assert_eq!(kinds(&body), expected, "{body}");
            assert_eq!(judge(&body, Style::Ios, true).kind, Kind::Message, "{body}");
            assert_eq!(kinds(&format!("{body} come")), [Kind::Message; 2], "{body}");
        }
        assert_eq!(kinds("Cafe (1 Street): https://foursquare.com/v/"), [Kind::Message; 2]);
    }

    #[test]
    fn polls_have_a_question_below() {
        for &(language, words) in POLLS {
            assert_eq!(
                kinds(&format!("{words}\nWhen?\nOPTION: now (0 votes)")),
                [Kind::Poll; 2],
                "{language:?}"
            );
            assert_eq!(kinds(words), [Kind::Message; 2], "{language:?}");
        }
    }
}
