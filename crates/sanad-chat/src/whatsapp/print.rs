//! Exports as phones write them, made from messages: for tests and benches, where the truth must be known beforehand.
//!
//! [`print()`] writes what WhatsApp on a phone set to one [`Dialect`] would write. Reading it again gives the messages
//! back: times, senders, kinds, texts and files. Nothing here is used for reading.
//!
//! ```
//! use sanad_chat::At;
//! use sanad_chat::whatsapp::print::{Dialect, Printed, Said, print};
//!
//! let at = At { year: 2026, month: 1, day: 20, hour: 19, minute: 2, second: None, utc: false };
//! let mut export = String::new();
//! print(&[Printed { at, sender: Some("أحمد"), said: Said::Text("مرحبا") }], &Dialect::ANDROID_AR_IQ_12, &mut export);
//! assert_eq!(export, "٢٠\u{200f}/١\u{200f}/٢٠٢٦، ٧:٠٢ م - أحمد: مرحبا\n");
//! ```

use std::borrow::Cow;

pub use super::words::{Language, Media, Style};
use super::words::{Row, media, notices};
use crate::time::At;

mod dialects;

/// A message to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Printed<'a> {
    /// The local time. Android shows no seconds; on iOS a missing second is printed as 0.
    pub at: At,
    /// The name as the phone shows it; none for a notice.
    pub sender: Option<&'a str>,
    /// What the message is.
    pub said: Said<'a>,
}

/// What a message is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Said<'a> {
    /// Typed text.
    Text(&'a str),
    /// Typed text that was changed later.
    Edited(&'a str),
    /// A file that was left out. Android names no sort of file.
    MediaOmitted(Media),
    /// A file that came along.
    Attached {
        /// Its name.
        name: &'a str,
        /// The text with it, or none.
        caption: &'a str,
    },
    /// A message that was taken back.
    Deleted,
    /// A voice call that nobody took.
    MissedCall,
    /// A place.
    Location {
        /// In degrees, as written.
        latitude: &'a str,
        /// In degrees, as written.
        longitude: &'a str,
    },
    /// A notice of the program, in its own words.
    Notice(&'a str),
}

/// How one phone writes: the program, the language of its words, and the region's dates and clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// What it is called in a failing test.
    pub name: &'static str,
    /// Android or iOS.
    pub style: Style,
    /// The language of WhatsApp's own words; where one is not known in it, English stands in.
    pub language: Language,
    /// The date.
    pub date: Date,
    /// The time.
    pub clock: Clock,
    /// The digits of both.
    pub digits: Digits,
    /// Between the date and the time.
    pub gap: &'static str,
    /// Before the stamp of a line that WhatsApp itself wrote (iOS).
    pub lead: &'static str,
    /// Before WhatsApp's own words (iOS: never empty).
    pub own: &'static str,
    /// Before the name.
    pub before_name: &'static str,
    /// After each message. A break inside a text is a line feed alone.
    pub line_end: &'static str,
}

/// How a date is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Date {
    /// Which part comes first.
    pub order: Order,
    /// Between the parts, marks included.
    pub between: &'static str,
    /// Day and month have two digits.
    pub padded: bool,
    /// The year has two digits.
    pub short_year: bool,
}

/// The order of day, month and year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Order {
    /// 20/1/2026
    DayMonthYear,
    /// 1/20/2026
    MonthDayYear,
    /// 2026-1-20
    YearMonthDay,
}

/// How a time is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Clock {
    /// 0 to 23.
    Whole {
        /// The hour has two digits.
        padded: bool,
    },
    /// 1 to 12, with a word for the half or the part of the day.
    Half {
        /// From which hour of the 24 each word holds, in order, the first from 0.
        words: &'static [(u8, &'static str)],
        /// Between time and word.
        gap: &'static str,
        /// The word stands first (Turkish).
        first: bool,
    },
}

/// The digits of a region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Digits {
    /// 0 to 9
    Latin,
    /// ٠ to ٩
    ArabicIndic,
    /// ۰ to ۹
    Persian,
}

/// Writes an export of `messages` as a phone of this dialect would.
pub fn print(messages: &[Printed<'_>], dialect: &Dialect, out: &mut String) {
    for message in messages {
        let (own, body) = body(&message.said, dialect);
        match dialect.style {
            Style::Android => {
                stamp(&message.at, dialect, out);
                out.push_str(" - ");
            }
            Style::Ios => {
                out.push_str(if own { dialect.lead } else { "" });
                out.push('[');
                stamp(&message.at, dialect, out);
                out.push_str("] ");
            }
        }
        if let Some(name) = message.sender {
            out.push_str(dialect.before_name);
            out.push_str(name);
            out.push_str(": ");
        }
        out.push_str(&body);
        out.push_str(dialect.line_end);
    }
}

/// The text that a reader must find in a message so printed: what was typed, a caption, or WhatsApp's own words where
/// they are all there is.
#[must_use]
pub fn text_of<'a>(said: &Said<'a>, dialect: &Dialect) -> Cow<'a, str> {
    match *said {
        Said::Text(text) | Said::Edited(text) | Said::Notice(text) | Said::Attached { caption: text, .. } => {
            text.into()
        }
        Said::MediaOmitted(media) => left_out(media, dialect).into(),
        Said::Deleted => deleted(dialect).into(),
        Said::MissedCall => words(notices::MISSED, dialect.language).into(),
        Said::Location { latitude, longitude } => {
            let label = words(notices::PLACES, dialect.language);
            format!("{label}{}{}{latitude},{longitude}", colon(dialect.language), notices::MAPS).into()
        }
    }
}

/// The body with its marks, and whether WhatsApp wrote all or the end of it.
fn body<'a>(said: &Said<'a>, dialect: &Dialect) -> (bool, Cow<'a, str>) {
    let own = dialect.own;
    match *said {
        Said::Text(text) => (false, text.into()),
        Said::Edited(text) => {
            (false, format!("{text} {own}{}", words(notices::EDITED, dialect.language)).into())
        }
        Said::Attached { name, caption } => (true, attached(name, caption, dialect).into()),
        Said::MediaOmitted(_)
        | Said::Deleted
        | Said::MissedCall
        | Said::Location { .. }
        | Said::Notice(_) => (true, format!("{own}{}", text_of(said, dialect)).into()),
    }
}

fn attached(name: &str, caption: &str, dialect: &Dialect) -> String {
    let own = dialect.own;
    match dialect.style {
        Style::Android => {
            let line_feed = if caption.is_empty() { "" } else { "\n" };
            format!("{own}{name} ({}){line_feed}{caption}", words(media::FILE_ATTACHED, dialect.language))
        }
        Style::Ios => {
            let space = if caption.is_empty() { "" } else { " " };
            let word = words(media::ATTACHED, dialect.language);
            format!("{caption}{space}{own}<{word}{}{name}>", colon(dialect.language))
        }
    }
}

fn deleted(dialect: &Dialect) -> String {
    let stop = match (dialect.style, dialect.language) {
        (Style::Android, _) => "",
        (Style::Ios, Language::Urdu) => "۔",
        (Style::Ios, _) => ".",
    };
    format!("{}{stop}", words(notices::DELETED, dialect.language))
}

fn left_out(media: Media, dialect: &Dialect) -> &'static str {
    let media = match (dialect.style, media) {
        (Style::Android, _) => Media::Any,
        (Style::Ios, Media::Any) => Media::Image,
        (Style::Ios, media) => media,
    };
    let in_language = |language: Language| {
        media::LEFT_OUT
            .iter()
            .find(|row| row.0 == language && row.1 == dialect.style && row.2 == media)
            .map(|row| row.3)
    };
    in_language(dialect.language).or_else(|| in_language(Language::English)).unwrap_or_default()
}

/// The first words of a table in a language, or in English.
fn words(table: &[Row], language: Language) -> &'static str {
    let in_language = |language: Language| table.iter().find(|row| row.0 == language).map(|row| row.1);
    in_language(language).or_else(|| in_language(Language::English)).unwrap_or_default()
}

const fn colon(language: Language) -> &'static str {
    match language {
        Language::French => " : ",
        _ => ": ",
    }
}

fn stamp(at: &At, dialect: &Dialect, out: &mut String) {
    let Date { order, between, padded, short_year } = dialect.date;
    let width = if padded { 2 } else { 1 };
    let day = (i64::from(at.day), width);
    let month = (i64::from(at.month), width);
    let year = if short_year { (i64::from(at.year.rem_euclid(100)), 2) } else { (i64::from(at.year), 4) };
    let parts = match order {
        Order::DayMonthYear => [day, month, year],
        Order::MonthDayYear => [month, day, year],
        Order::YearMonthDay => [year, month, day],
    };
    for (place, part) in parts.into_iter().enumerate() {
        out.push_str(if place == 0 { "" } else { between });
        number(part, dialect.digits, out);
    }
    out.push_str(dialect.gap);
    match dialect.clock {
        Clock::Whole { padded } => time(at, i64::from(at.hour), if padded { 2 } else { 1 }, dialect, out),
        Clock::Half { words, gap, first } => {
            let word = words.iter().rev().find(|&&(from, _)| from <= at.hour).map_or("", |&(_, word)| word);
            if first {
                out.push_str(word);
                out.push_str(gap);
            }
            let hour = at.hour % 12;
            time(at, i64::from(if hour == 0 { 12 } else { hour }), 1, dialect, out);
            if !first {
                out.push_str(gap);
                out.push_str(word);
            }
        }
    }
}

fn time(at: &At, hour: i64, width: usize, dialect: &Dialect, out: &mut String) {
    number((hour, width), dialect.digits, out);
    out.push(':');
    number((i64::from(at.minute), 2), dialect.digits, out);
    if dialect.style == Style::Ios {
        out.push(':');
        number((i64::from(at.second.unwrap_or(0)), 2), dialect.digits, out);
    }
}

fn number((value, width): (i64, usize), digits: Digits, out: &mut String) {
    let zero = match digits {
        Digits::Latin => '0',
        Digits::ArabicIndic => '٠',
        Digits::Persian => '۰',
    };
    for character in format!("{value:0width$}").chars() {
        let digit = character.to_digit(10).and_then(|digit| char::from_u32(u32::from(zero) + digit));
        out.push(digit.unwrap_or(character));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn printed(dialect: &Dialect, hour: u8, said: Said<'_>) -> String {
        let at = At { year: 2026, month: 1, day: 20, hour, minute: 2, second: Some(3), utc: false };
        let mut out = String::new();
        print(&[Printed { at, sender: Some("A"), said }], dialect, &mut out);
        out
    }

    #[test]
    fn stamps_are_those_of_the_phones() {
        for (dialect, hour, stamp) in [
            (Dialect::ANDROID_AR_IQ_12, 19, "٢٠\u{200f}/١\u{200f}/٢٠٢٦، ٧:٠٢ م - A: x\n"),
            (Dialect::ANDROID_AR_AE_12, 0, "20\u{200f}/1\u{200f}/2026، 12:02 ص - \u{200f}A: x\n"),
            (Dialect::ANDROID_AR_24, 19, "20/1/2026، 19:02 - A: x\n"),
            (Dialect::ANDROID_CKB_12, 19, "٢٠٢٦-٠١-٢٠, ٧:٠٢ د.ن - A: x\n"),
            (Dialect::ANDROID_KU_24, 9, "20.01.2026 09:02 - A: x\n"),
            (Dialect::ANDROID_FA_24, 19, "۲۰۲۶/۱/۲۰،\u{200f} ۱۹:۰۲ - A: x\n"),
            (Dialect::ANDROID_TR_12, 19, "20.01.2026 ÖS 7:02 - A: x\n"),
            (Dialect::ANDROID_EN_US_12, 12, "1/20/26, 12:02\u{202f}PM - A: x\n"),
            (Dialect::ANDROID_EN_CA_12, 9, "2026-01-20, 9:02 a.m. - A: x\n"),
            (Dialect::ANDROID_DE_PARTS, 21, "20.01.26, 9:02 abends - A: x\n"),
            (Dialect::ANDROID_FR_24, 19, "20/01/2026 à 19:02 - A: x\n"),
            (Dialect::IOS_AR_12, 19, "[٢٠\u{200f}/١\u{200f}/٢٠٢٦، ٧:٠٢:٠٣\u{a0}م] A: x\r\n"),
            (Dialect::IOS_EN_US_24, 0, "[1/20/26, 00:02:03] A: x\r\n"),
        ] {
            assert_eq!(printed(&dialect, hour, Said::Text("x")), stamp, "{}", dialect.name);
        }
    }

    #[test]
    fn whatsapps_own_words_bear_its_marks_on_ios() {
        for (said, tail) in [
            (Said::Edited("x"), "[20.01.26, 19:02:03] A: x \u{200e}<Diese Nachricht wurde bearbeitet.>\r\n"),
            (Said::Deleted, "\u{200e}[20.01.26, 19:02:03] A: \u{200e}Diese Nachricht wurde gelöscht.\r\n"),
            (
                Said::Attached { name: "1.jpg", caption: "da" },
                "\u{200e}[20.01.26, 19:02:03] A: da \u{200e}<Anhang: 1.jpg>\r\n",
            ),
            (Said::MediaOmitted(Media::Gif), "\u{200e}[20.01.26, 19:02:03] A: \u{200e}GIF weggelassen\r\n"),
        ] {
            assert_eq!(printed(&Dialect::IOS_DE_24, 19, said), tail);
        }
        assert_eq!(
            printed(&Dialect::ANDROID_DE_24, 19, Said::Attached { name: "1.jpg", caption: "da" }),
            "20.01.26, 19:02 - A: 1.jpg (Datei angehängt)\nda\n"
        );
    }

    #[test]
    fn no_two_dialects_have_one_name() {
        for (place, dialect) in Dialect::ALL.iter().enumerate() {
            assert!(
                Dialect::ALL.iter().skip(place + 1).all(|other| other.name != dialect.name),
                "{}",
                dialect.name
            );
            assert!(dialect.style == Style::Android || !dialect.own.is_empty(), "{}", dialect.name);
        }
    }
}
