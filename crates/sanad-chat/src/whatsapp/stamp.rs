//! Where a message begins: the grammar of stamps, and the form that all stamps of one file share.
//!
//! A stamp is a date and a time in either order, with marks and spaces of many kinds between their signs, in brackets
//! (iPhone) or before a dash or a colon (Android). The forms come from CLDR's short patterns and from real exports of
//! some fifty languages. Only the form is looked at here: 99/99/9999 is a stamp, and its date is impossible.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::calendar::Era;
use super::cursor::{Cursor, Number, Script};
use super::words::{Period, period};

/// The date as written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Date {
    pub(super) numbers: [u16; 3],
    /// How many digits each has: 1, 2 or 4.
    pub(super) widths: [u8; 3],
    /// `/`, `.` or `-`.
    pub(super) separator: u8,
    /// A space follows each separator: `13. 6. 2018`.
    pub(super) spaced: bool,
    /// What stands beside the year.
    pub(super) era: Option<Era>,
    /// The number before which the era's letter stands, and which therefore is the year.
    pub(super) lettered: Option<u8>,
}

/// What a word beside the hour says about the half of the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Half {
    /// Before noon.
    Before,
    /// After noon.
    After,
    /// A part of the day: the hours (of 24) in which the word is said, half-open.
    Between(&'static [(u8, u8)]),
    /// A word that no table has.
    Unknown,
}

/// What all stamps of a file have in common, as one phone writes them all in one go. A line that has another form
/// begins no message, however much it looks like a stamp: somebody typed or pasted it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Form {
    /// In brackets: an iPhone's.
    pub(super) bracketed: bool,
    /// Whether the stamp tells seconds.
    pub(super) seconds: bool,
    time_first: bool,
    separator: u8,
    spaced: bool,
    /// `13.6.2018.` or `13.6.2018 г.`
    dotted_end: bool,
    /// Which of the numbers of the date has four digits, if any.
    long: Option<u8>,
    era: bool,
    comma: Option<u8>,
    /// A word stands before the hour: one that joins date and time, one for the half or part of the day, or one that no
    /// table has. Which, does not matter: the halves are two words, the parts are more, and not all need be known.
    early: bool,
    clock: u8,
    /// A word stands behind the time.
    late: bool,
    end: u8,
    scripts: [Script; 2],
    /// The file has stamps with a word for the half of the day and stamps without. Never so in the form of one stamp.
    mixed: bool,
}

/// A stamp as written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp {
    pub(super) form: Form,
    pub(super) date: Date,
    /// 0 to 99.
    pub(super) hour: u8,
    /// `07`.
    pub(super) padded: bool,
    pub(super) minute: u8,
    pub(super) second: Option<u8>,
    /// None where no word stands, or only one that joins date and time.
    pub(super) half: Option<Half>,
    /// The words of which no table knows what they say of the half, as one number.
    pub(super) unknown: Option<u64>,
    /// The bytes of the line that are the stamp: what is in the brackets, or all before the dash or colon.
    pub(super) written: Range<usize>,
    /// The byte of the line at which the body begins.
    pub(super) body: usize,
}

/// A date, and what is only form in it.
struct Day {
    date: Date,
    dotted_end: bool,
    script: Script,
}

struct Time {
    hour: Number,
    minute: u8,
    second: Option<u8>,
    separator: u8,
}

/// Recognises stamps, and remembers the words it looked up.
#[derive(Default)]
pub(super) struct Stamps {
    known: Vec<(Box<[u8]>, Half)>,
}

impl Stamps {
    /// The stamp that `line` begins with.
    pub(super) fn find(&mut self, line: &[u8]) -> Option<Stamp> {
        let mut cursor = Cursor::new(line);
        cursor.marks();
        let bracketed = cursor.eat(b'[');
        let from = if bracketed { cursor.at() } else { 0 };
        cursor.marks();
        // Nearly every line that begins no message leaves here.
        if !cursor.is_at_digit() && !matches!(cursor.rest(), [b'R' | b'H', b'0'..=b'9', ..]) {
            return None;
        }
        let start = cursor;
        let found = self.date_first(&mut cursor, bracketed).or_else(|| {
            cursor = start;
            self.time_first(&mut cursor, bracketed)
        });
        found.map(|(mut stamp, to)| {
            stamp.written = from..to;
            stamp.body = cursor.at();
            stamp
        })
    }

    fn date_first(&mut self, cursor: &mut Cursor<'_>, bracketed: bool) -> Option<(Stamp, usize)> {
        let day = day(cursor)?;
        cursor.marks();
        let comma = cursor.comma();
        if !cursor.spaces() && comma.is_none() {
            return None;
        }
        let first = cursor.words()?;
        let early = self.half(first)?;
        if early == Some(Half::Unknown) && first.contains(&b' ') {
            return None;
        }
        let time = time(cursor)?;
        let (last, (to, end)) = cursor.words_until(|cursor| end(cursor, bracketed))?;
        let late = self.half(last)?;
        if late.is_some_and(|late| !tells_of_hour(last) && is_name(late, &time, end)) {
            return None;
        }
        let form = Form {
            bracketed,
            comma,
            early: early.is_some(),
            late: late.is_some(),
            end,
            ..Form::of(&day, &time)
        };
        let half = both(early.filter(|_| !joins(first)), late.filter(|_| !tells_of_hour(last)));
        Some((stamp(form, &day, &time, half, [first, last])?, to))
    }

    fn time_first(&mut self, cursor: &mut Cursor<'_>, bracketed: bool) -> Option<(Stamp, usize)> {
        let time = time(cursor)?;
        let words = cursor.words()?;
        let half = self.half(words)?;
        cursor.marks();
        let comma = cursor.comma();
        cursor.spaces();
        let day = day(cursor)?;
        let (to, end) = end(cursor, bracketed)?;
        let late = half.is_some();
        let form = Form { bracketed, comma, late, end, time_first: true, ..Form::of(&day, &time) };
        Some((stamp(form, &day, &time, half, [b"", words])?, to))
    }

    /// What a word says; `Some(None)` where there is no word, none where the bytes are no text.
    fn half(&mut self, word: &[u8]) -> Option<Option<Half>> {
        if word.is_empty() {
            return Some(None);
        }
        if let Some((_, half)) = self.known.iter().find(|(known, _)| **known == *word) {
            return Some(Some(*half));
        }
        let half = match period(str::from_utf8(word).ok()?) {
            Some(Period::Before) => Half::Before,
            Some(Period::After) => Half::After,
            Some(Period::Between(hours)) => Half::Between(hours),
            None => Half::Unknown,
        };
        if self.known.len() < 16 {
            self.known.push((word.into(), half));
        }
        Some(Some(half))
    }
}

impl Form {
    /// What date and time tell of it; nothing yet of what stands around them.
    fn of(day: &Day, time: &Time) -> Self {
        let long = (0_u8..).zip(day.date.widths).find(|(_, width)| *width == 4);
        Self {
            bracketed: false,
            seconds: time.second.is_some(),
            time_first: false,
            separator: day.date.separator,
            spaced: day.date.spaced,
            dotted_end: day.dotted_end,
            long: long.map(|(at, _)| at),
            era: day.date.era.is_some(),
            comma: None,
            early: false,
            clock: time.separator,
            late: false,
            end: 0,
            scripts: [day.script, time.hour.script],
            mixed: false,
        }
    }

    /// The same form, of a file that has stamps with and without a word.
    pub(super) const fn with_and_without_words(self) -> Self {
        Self { mixed: true, ..self }
    }

    /// The same form, as one stamp has it.
    pub(super) const fn of_one_stamp(self) -> Self {
        Self { mixed: false, ..self }
    }

    /// Whether a stamp is one of a file of this form.
    pub(super) fn holds(self, stamp: &Stamp) -> bool {
        let own = self.of_one_stamp();
        stamp.form == own || (self.mixed && stamp.form.differs_by_words(own) && !stamp.has_strange_word())
    }

    /// Whether two forms are one but for the word beside the time, which one of them has.
    pub(super) fn differs_by_words(self, other: Self) -> bool {
        let bare = |form: Self| Self { early: false, late: false, ..form };
        self.is_bare() != other.is_bare() && bare(self) == bare(other)
    }

    /// No word stands beside the time.
    const fn is_bare(self) -> bool {
        !self.early && !self.late
    }
}

impl Stamp {
    /// Whether no word stands beside the time.
    pub(super) const fn is_bare(&self) -> bool {
        self.form.is_bare()
    }

    /// Whether the word beside the time is none that says the half of the day.
    pub(super) fn has_strange_word(&self) -> bool {
        !self.is_bare() && matches!(self.half, None | Some(Half::Unknown))
    }
}

/// Words that join a date and a time, in the patterns of CLDR, in one word. They say nothing of the half of the day.
const JOINTS: [&str; 21] = [
    "à", "alle", "às", "at", "klo", "kl", "kl.", "la", "lúc", "o", "om", "pukul", "u", "um", "v", "στις",
    "в", "о", "у", "ساعت", "בשעה",
];

fn joins(word: &[u8]) -> bool {
    JOINTS.iter().any(|joint| joint.as_bytes() == word)
}

/// Words behind an hour of 24 that say no more than that it is one.
const HOURS: [&str; 4] = ["Uhr", "h", "ч", "ч."];

fn tells_of_hour(word: &[u8]) -> bool {
    HOURS.iter().any(|known| known.as_bytes() == word)
}

/// Whether what stands behind a time is no word for the half of the day, but most likely a name: behind an hour of 24, or
/// before a colon, where a name ends.
const fn is_name(late: Half, time: &Time, end: u8) -> bool {
    let after = time.hour.value > 12;
    let whole = after || (time.hour.width == 2 && time.hour.value < 10);
    match late {
        Half::Unknown => whole || end == b':',
        Half::Before | Half::After | Half::Between(_) => after && end == b':',
    }
}

/// What two words together say: what is known of them, and nothing where they are not of one mind.
fn both(early: Option<Half>, late: Option<Half>) -> Option<Half> {
    match (early, late) {
        (half, None) | (None, half) => half,
        (Some(Half::Unknown), half) | (half, Some(Half::Unknown)) => half,
        (one, other) if one == other => one,
        _ => Some(Half::Unknown),
    }
}

fn stamp(form: Form, day: &Day, time: &Time, half: Option<Half>, words: [&[u8]; 2]) -> Option<Stamp> {
    let unknown = (half == Some(Half::Unknown)).then(|| {
        let mut hasher = DefaultHasher::new();
        words.hash(&mut hasher);
        hasher.finish()
    });
    Some(Stamp {
        form,
        date: day.date,
        hour: u8::try_from(time.hour.value).ok()?,
        padded: time.hour.width == 2 && time.hour.value < 10,
        minute: time.minute,
        second: time.second,
        half,
        unknown,
        written: 0..0,
        body: 0,
    })
}

/// Three numbers and what stands between and behind them.
fn day(cursor: &mut Cursor<'_>) -> Option<Day> {
    let early = letter(cursor);
    let first = cursor.number()?;
    cursor.marks();
    let separator = cursor.peek().filter(|sign| matches!(sign, b'/' | b'.' | b'-'))?;
    cursor.skip(1);
    let spaced = cursor.spaces();
    if spaced && separator != b'.' {
        return None;
    }
    let second = cursor.number()?;
    cursor.marks();
    if !cursor.eat(separator) || cursor.spaces() != spaced {
        return None;
    }
    let late = if early.is_none() { letter(cursor) } else { None };
    let third = cursor.number()?;
    let numbers = [first, second, third];
    if numbers.iter().any(|number| number.width == 3 || number.script != first.script)
        || second.width == 4
        || (first.width == 4 && third.width == 4)
    {
        return None;
    }
    let marked = *cursor;
    cursor.marks();
    let dotted_end = separator == b'.' && (cursor.eat(b'.') || year_word(cursor));
    if !dotted_end {
        *cursor = marked;
    }
    let lettered = if early.is_some() { Some(0) } else { late.map(|_| 2) };
    let date = Date {
        numbers: numbers.map(|number| number.value),
        widths: numbers.map(|number| number.width),
        separator,
        spaced,
        era: early.or(late).or_else(|| era(cursor)),
        lettered,
    };
    Some(Day { date, dotted_end, script: first.script })
}

/// The word for a year behind it, in Bulgarian and Macedonian.
fn year_word(cursor: &mut Cursor<'_>) -> bool {
    const WORD: &str = "г.";
    cursor.spaces();
    let there = cursor.rest().starts_with(WORD.as_bytes());
    cursor.skip(if there { WORD.len() } else { 0 });
    there
}

/// The letter of an era directly before a number.
fn letter(cursor: &mut Cursor<'_>) -> Option<Era> {
    let &[letter, b'0'..=b'9', ..] = cursor.rest() else { return None };
    let era = Era::of_letter(letter)?;
    cursor.skip(1);
    Some(era)
}

/// The name of an era behind the year, where nothing but the end of the date follows.
fn era(cursor: &mut Cursor<'_>) -> Option<Era> {
    let before = *cursor;
    cursor.spaces();
    let found = Era::written(cursor.rest()).filter(|&(era, length)| {
        cursor.skip(length);
        let mut behind = *cursor;
        behind.marks();
        behind.comma().is_some()
            || (era != Era::Common && (behind.spaces() || matches!(behind.peek(), None | Some(b']'))))
    });
    if found.is_none() {
        *cursor = before;
    }
    found.map(|(era, _)| era)
}

/// An hour, a minute, perhaps a second.
fn time(cursor: &mut Cursor<'_>) -> Option<Time> {
    let hour = cursor.number().filter(|hour| hour.width <= 2)?;
    cursor.marks();
    let separator = match cursor.peek()? {
        sign @ (b':' | b'.') => sign,
        // 19 h 02, in French of Canada.
        _ => {
            cursor.spaces();
            cursor.peek().filter(|sign| *sign == b'h')?
        }
    };
    cursor.skip(1);
    if separator == b'h' {
        cursor.spaces();
    }
    let minute = two_digits(cursor, hour.script)?;
    let before = *cursor;
    cursor.marks();
    let second =
        if separator != b'h' && cursor.eat(separator) { two_digits(cursor, hour.script) } else { None };
    if second.is_none() {
        *cursor = before;
    }
    Some(Time { hour, minute, second, separator })
}

fn two_digits(cursor: &mut Cursor<'_>, script: Script) -> Option<u8> {
    cursor.marks();
    let number = cursor.number().filter(|number| number.width == 2 && number.script == script)?;
    u8::try_from(number.value).ok()
}

/// The end of a stamp: where it was met, and with which sign.
fn end(cursor: &mut Cursor<'_>, bracketed: bool) -> Option<(usize, u8)> {
    let before = *cursor;
    let sign = if bracketed {
        cursor.marks();
        cursor.eat(b']').then_some(b']')
    } else if cursor.spaces() {
        cursor.dash()
    } else {
        cursor.eat(b':').then_some(b':')
    };
    if let Some(sign) = sign
        && (cursor.rest().is_empty() || cursor.space())
    {
        return Some((before.at(), sign));
    }
    *cursor = before;
    None
}

#[cfg(test)]
mod tests;
