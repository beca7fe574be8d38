//! Days and times of day in words: `يوم الجمعة الساعة ٩`, `tomorrow morning`, `تا ئێوارە`.

use super::reading::{Reading, TokenKind};
use super::words::look;

/// A day or a time of day as it stands in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Day {
    /// In English words, in the order of the text: `friday clock 9:00`.
    pub(super) value: String,
    pub(super) start: usize,
    pub(super) end: usize,
    /// The token behind it.
    pub(super) next: usize,
    pub(super) kind: DayKind,
}

/// How far a day is told by its word alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DayKind {
    /// Still to come, wherever it is said: tomorrow, tonight.
    Ahead,
    /// Behind or ahead: Friday, the end of the week.
    Any,
    /// Today.
    Today,
    /// A time of day or a date.
    Clock,
}

/// One piece of it.
struct Piece {
    value: String,
    start: usize,
    end: usize,
    next: usize,
    kind: DayKind,
}

/// Pieces that are put together: day, part of the day, time.
const MOST_PIECES: usize = 3;

/// The day that begins at a token, with its part and its time where they follow.
pub(super) fn day_at(reading: &Reading<'_>, at: usize) -> Option<Day> {
    let first = named(reading, at).or_else(|| clock(reading, at)).or_else(|| date(reading, at))?;
    let Piece { mut value, start, mut end, mut next, mut kind } = first;
    let mut dated = kind != DayKind::Clock;
    for _ in 1..MOST_PIECES {
        let more = part(reading, next).or_else(|| clock(reading, next));
        let Some(more) = more.or_else(|| day_behind(reading, next).filter(|_| !dated)) else { break };
        // *At nine today* is to come as *at nine* is; *at nine tomorrow* is more.
        if matches!(more.kind, DayKind::Ahead | DayKind::Any) {
            kind = more.kind;
        }
        dated |= more.kind != DayKind::Clock;
        value = format!("{value} {}", more.value);
        (end, next) = (more.end, more.next);
    }
    Some(Day { value, start, end, next, kind })
}

fn piece(reading: &Reading<'_>, first: usize, last: usize, value: &str, kind: DayKind) -> Option<Piece> {
    let (from, to) = (reading.token(first)?, reading.token(last)?);
    Some(Piece { value: value.to_owned(), start: from.start, end: to.end, next: last + 1, kind })
}

/// The day behind a time: `9 pm tomorrow`, `9 pm on Friday`.
fn day_behind(reading: &Reading<'_>, at: usize) -> Option<Piece> {
    named(reading, at + usize::from(reading.word(at) == "on"))
}

/// A day by its name, in one or more words.
fn named(reading: &Reading<'_>, at: usize) -> Option<Piece> {
    let word = reading.word(at);
    let (second, third, fourth) = (reading.word(at + 1), reading.word(at + 2), reading.word(at + 3));
    // The day after tomorrow, in two words.
    if word == "بعد" && look(second, tomorrow).is_some() {
        return piece(reading, at, at + 1, "day-after-tomorrow", DayKind::Ahead);
    }
    if (word, second, third) == ("day", "after", "tomorrow") {
        return piece(reading, at, at + 2, "day-after-tomorrow", DayKind::Ahead);
    }
    if word == "the" && matches!(second, "day" | "end" | "weekend") {
        return named(reading, at + 1)
            .map(|it| Piece { start: reading.token(at).map_or(it.start, |it| it.start), ..it });
    }
    if matches!(word, "نهايه" | "اخر" | "كوتايي" | "dawiya") {
        return piece(reading, at, at + 1, end_of(second)?, DayKind::Any);
    }
    if (word, second) == ("end", "of") {
        return if third == "the" {
            piece(reading, at, at + 3, end_of(fourth)?, DayKind::Any)
        } else {
            piece(reading, at, at + 2, end_of(third)?, DayKind::Any)
        };
    }
    if matches!(word, "نص" | "نصف" | "منتصف") && matches!(second, "الليل" | "ليل") {
        return piece(reading, at, at + 1, "midnight", DayKind::Clock);
    }
    if matches!(word, "يوم" | "ليوم" | "بيوم" | "نهار" | "روژي" | "roja")
        && let Some(day) = weekday(second)
    {
        let whole = piece(reading, at, at + 1, day, DayKind::Any)?;
        // The letter for *to* is joined to it.
        let joined = if matches!(word, "ليوم" | "بيوم") { 'ل'.len_utf8() } else { 0 };
        return Some(Piece { start: whole.start + joined, ..whole });
    }
    if (word, second) == ("هاي", "الليله") || (word, second) == ("vê", "şevê") {
        return piece(reading, at, at + 1, "tonight", DayKind::Ahead);
    }
    let (joined, (value, kind)) = single(word)?;
    let whole = piece(reading, at, at, value, kind)?;
    Some(Piece { start: whole.start + joined, ..whole })
}

/// A day in one word, and the bytes that are joined to its front.
fn single(word: &str) -> Option<(usize, (&'static str, DayKind))> {
    if let Some((joined, ())) = look(word, tomorrow) {
        return Some((joined, ("tomorrow", DayKind::Ahead)));
    }
    // With its article: `احد` alone is somebody, and `اثنين` are two.
    for (joined, article) in [("", "ال"), ("", "لل"), ("و", "ال"), ("ل", "هال"), ("", "هال"), ("ب", "ال")]
    {
        if let Some(day) =
            word.strip_prefix(joined).and_then(|it| it.strip_prefix(article)).and_then(weekday_bare)
        {
            return Some((joined.len(), (day, DayKind::Any)));
        }
    }
    let known = |it: &str| {
        Some(match it {
            "اليوم" | "هليوم" | "today" | "يهمرو" | "îro" | "iro" => {
                ("today", DayKind::Today)
            }
            "الليله" | "هالليله" | "هلليله" | "لليله" | "tonight" | "tonite" | "يهمشهو" | "îşev" => {
                ("tonight", DayKind::Ahead)
            }
            "دووسبهي" | "دووسبهيني" | "dusibe" => ("day-after-tomorrow", DayKind::Ahead),
            "weekend" => ("end-of-week", DayKind::Any),
            "midnight" | "نيوهشهو" => ("midnight", DayKind::Clock),
            "noon" | "الظهر" | "نيوهرو" | "nîvro" => ("noon", DayKind::Clock),
            "المغرب" | "المساء" | "المسا" | "ييواره" | "êvarê" | "êvar" | "evening" => {
                ("evening", DayKind::Clock)
            }
            "العصر" => ("afternoon", DayKind::Clock),
            "الفجر" => ("dawn", DayKind::Clock),
            "الصبح" | "الصباح" => ("morning", DayKind::Clock),
            _ => return None,
        })
    };
    if let Some(day) = weekday_latin(word) {
        return Some((0, (day, DayKind::Any)));
    }
    look(word, known)
}

fn tomorrow(word: &str) -> Option<()> {
    matches!(
        word,
        "باچر"
            | "باجر"
            | "باكر"
            | "باچير"
            | "بكره"
            | "بكرا"
            | "غدا"
            | "غد"
            | "بهياني"
            | "سبهي"
            | "سبهيني"
            | "tomorrow"
            | "tomorow"
            | "tmrw"
            | "tmr"
            | "sibe"
            | "sibê"
            | "sibehê"
    )
    .then_some(())
}

fn end_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "الاسبوع" | "اسبوع" | "week" | "ههفته" | "حهفته" | "hefteyê" => "end-of-week",
        "اليوم" | "يوم" | "day" | "روژ" | "rojê" => "end-of-day",
        "الشهر" | "شهر" | "month" | "مانگ" | "mehê" => "end-of-month",
        _ => return None,
    })
}

fn weekday(word: &str) -> Option<&'static str> {
    let bare = word.strip_prefix("ال").unwrap_or(word);
    weekday_bare(bare).or_else(|| weekday_latin(word))
}

/// Arabic, folded, without article.
fn weekday_bare(word: &str) -> Option<&'static str> {
    Some(match word {
        "سبت" => "saturday",
        "احد" => "sunday",
        "اثنين" | "اتنين" | "تنين" | "ثنين" => "monday",
        "ثلاثاء" | "ثلاثا" | "ثلاث" | "تلاتا" | "تلات" => "tuesday",
        "اربعاء" | "اربعا" | "ربوع" => "wednesday",
        "خميس" => "thursday",
        "جمعه" => "friday",
        _ => return None,
    })
}

/// English, Sorani and Kurmanji, which need no article.
fn weekday_latin(word: &str) -> Option<&'static str> {
    Some(match word {
        "saturday" | "شهممه" | "شهمه" | "şemî" | "şemiyê" => "saturday",
        "sunday" | "يهكشهممه" | "يهكشهمه" | "yekşem" | "yekşemê" => "sunday",
        "monday" | "دووشهممه" | "دووشهمه" | "duşem" | "duşemê" => "monday",
        "tuesday" | "سيشهممه" | "سيشهمه" | "sêşem" | "sêşemê" => "tuesday",
        "wednesday" | "چوارشهممه" | "چوارشهمه" | "çarşem" | "çarşemê" => "wednesday",
        "thursday" | "پينجشهممه" | "پينجشهمه" | "pêncşem" | "pêncşemê" => "thursday",
        "friday" | "ههيني" | "جومعه" | "în" | "înê" => "friday",
        _ => return None,
    })
}

/// The part of the day behind a day or a time.
fn part(reading: &Reading<'_>, at: usize) -> Option<Piece> {
    let value = match reading.word(at) {
        "الصبح" | "صباحا" | "الصباح" | "صبح" | "بهياني" | "morning" | "sibehê" => {
            "morning"
        }
        "الظهر" | "ظهرا" | "noon" | "نيوهرو" | "nîvro" => "noon",
        "العصر" | "عصرا" | "afternoon" => "afternoon",
        "المسا" | "المساء" | "مساء" | "مساءا" | "المغرب" | "evening" | "ييواره" | "êvarê" => {
            "evening"
        }
        "بالليل" | "ليلا" | "الليل" | "night" | "شهو" | "şevê" => "night",
        "الفجر" => "dawn",
        _ => return None,
    };
    piece(reading, at, at, value, DayKind::Clock)
}

/// `الساعة ٩`, `9:30`, `9pm`, `کاتژمێر ٩`, `at 9 am`.
fn clock(reading: &Reading<'_>, at: usize) -> Option<Piece> {
    let named =
        look(reading.word(at), |it| matches!(it, "ساعه" | "كاتژمير" | "سهعات" | "saet").then_some(()));
    let asked = named.is_some() || matches!(reading.word(at), "at" | "o'clock");
    let first = at + usize::from(asked);
    let hour = reading.number(first).parse::<u8>().ok().filter(|it| *it <= 24)?;
    let mut last = first;
    let mut value = format!("clock {hour}:00");
    let touching = reading.sign(first + 1) == Some(':')
        && reading.touches_next(first)
        && reading.touches_next(first + 1);
    let minutes = reading.number(first + 2);
    if touching && minutes.len() == 2 && minutes.parse::<u8>().is_ok_and(|it| it < 60) {
        value = format!("clock {hour}:{minutes}");
        last = first + 2;
    }
    if let Some(half) = half_of_day(reading.word(last + 1)) {
        value = format!("{value} {half}");
        last += 1;
    }
    // A bare number is a time only with something that says so.
    (named.is_some() || last > first).then(|| piece(reading, at, last, &value, DayKind::Clock))?
}

fn half_of_day(word: &str) -> Option<&'static str> {
    match word {
        "am" | "ص" => Some("am"),
        "pm" | "م" => Some("pm"),
        _ => None,
    }
}

/// `12/5`, `12/5/2026`, `2026-05-12`: as written, for day and month may change places.
fn date(reading: &Reading<'_>, at: usize) -> Option<Piece> {
    let sign = reading.sign(at + 1).filter(|it| matches!(it, '/' | '-'))?;
    let joined = |at: usize| {
        let both = reading.touches_next(at) && reading.touches_next(at + 1);
        both && reading.sign(at + 1) == Some(sign) && !reading.number(at + 2).is_empty()
    };
    if reading.number(at).is_empty() || !joined(at) {
        return None;
    }
    let last = if joined(at + 2) { at + 4 } else { at + 2 };
    let numbers: Vec<u32> = (at..=last).step_by(2).filter_map(|it| reading.number(it).parse().ok()).collect();
    let year = |it: u32| (2000..2100).contains(&it);
    let small = |it: u32| (1..=31).contains(&it);
    let is_date = match numbers.as_slice() {
        [a, b] if last == at + 2 => small(*a) && small(*b) && (*a <= 12 || *b <= 12) && sign == '/',
        [a, b, c] => {
            small(*b) && ((small(*a) && (year(*c) || (20..=99).contains(c))) || (year(*a) && small(*c)))
        }
        _ => false,
    };
    let more = reading.touches_next(last)
        && (reading.token(last + 1)?.kind == TokenKind::Word || reading.sign(last + 1) == Some(sign));
    if !is_date || more {
        return None;
    }
    let written = reading.plain.get(reading.token(at)?.start..reading.token(last)?.end)?;
    piece(reading, at, last, &format!("date {written}"), DayKind::Clock)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, String, DayKind)> {
        let reading = Reading::new(text);
        let day = day_at(&reading, 0)?;
        Some((day.value, reading.plain[day.start..day.end].to_owned(), day.kind))
    }

    #[test]
    fn days_and_times_are_read() {
        for (text, value, raw, kind) in [
            ("يوم الجمعة", "friday", "يوم الجمعة", DayKind::Any),
            ("ليوم الجمعة", "friday", "يوم الجمعة", DayKind::Any),
            ("للجمعة", "friday", "للجمعة", DayKind::Any),
            ("الأحد الساعة ٩", "sunday clock 9:00", "الأحد الساعة 9", DayKind::Any),
            ("باچر الصبح", "tomorrow morning", "باچر الصبح", DayKind::Ahead),
            ("لباچر", "tomorrow", "باچر", DayKind::Ahead),
            ("بعد باچر", "day-after-tomorrow", "بعد باچر", DayKind::Ahead),
            ("الليلة", "tonight", "الليلة", DayKind::Ahead),
            ("اليوم", "today", "اليوم", DayKind::Today),
            ("نهاية الأسبوع", "end-of-week", "نهاية الأسبوع", DayKind::Any),
            ("الساعة 9:30 مساء", "clock 9:30 evening", "الساعة 9:30 مساء", DayKind::Clock),
            ("9pm tomorrow", "clock 9:00 pm tomorrow", "9pm tomorrow", DayKind::Ahead),
            ("9 pm on Friday", "clock 9:00 pm friday", "9 pm on Friday", DayKind::Any),
            ("9pm today", "clock 9:00 pm today", "9pm today", DayKind::Clock),
            ("9pm and", "clock 9:00 pm", "9pm", DayKind::Clock),
            ("الساعة ٩ الصبح باچر", "clock 9:00 morning tomorrow", "الساعة 9 الصبح باچر", DayKind::Ahead),
            ("باچر الجمعة", "tomorrow", "باچر", DayKind::Ahead),
            ("tomorrow at 9:30 pm", "tomorrow clock 9:30 pm", "tomorrow at 9:30 pm", DayKind::Ahead),
            ("the end of the week", "end-of-week", "the end of the week", DayKind::Any),
            ("هەینی", "friday", "هەینی", DayKind::Any),
            ("سبەینێ ئێوارە", "tomorrow evening", "سبەینێ ئێوارە", DayKind::Ahead),
            ("12/5/2026", "date 12/5/2026", "12/5/2026", DayKind::Clock),
            ("12/5.", "date 12/5", "12/5", DayKind::Clock),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), raw.to_owned(), kind)), "{text}");
        }
    }

    #[test]
    fn what_is_no_day_is_left() {
        for text in ["أحد", "اثنين", "9", "25:00", "13/14", "1/2/3/4", "وقت", "end", "day", ""] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
