//! Times that run, and their units: `24 ساعة`, `يومين`, `an hour`.

use super::day::day_at;
use super::exact::Exact;
use super::numeral::number_at;
use super::reading::Reading;
use super::words::look;

/// A time that runs.
pub(super) struct Duration {
    pub(super) value: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) next: usize,
    /// What stands behind it says that the time is the reader's: `کاتژمێرت هەیە`, `wextê te heye`, `24 saetên te hene`.
    pub(super) yours: bool,
}

/// Longest time that is a deadline: what is longer is a story.
const MOST_UNITS: u64 = 400;

/// Units of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Unit {
    Minute,
    Hour,
    Day,
    Week,
    Month,
}

/// `24 ساعة`, `يومين`, `نص ساعة`, `ساعة ونص`, `an hour`; a lone unit only where a word announces it.
pub(super) fn duration_at(reading: &Reading<'_>, at: usize, lone: bool) -> Option<Duration> {
    let word = reading.word(at);
    let token = reading.token(at)?;
    // `ساعة واحدة`: the number stands behind.
    let one = matches!(reading.word(at + 1), "واحده" | "واحد" | "وحده");
    let mut clitic = None;
    let (start, mut count, unit, mut last) = if let Some((joined, unit)) = look(word, pair) {
        (token.start + joined, Exact::whole(2), unit, at)
    } else if let Some(unit) = unit(word).filter(|_| one || (lone && day_at(reading, at).is_none())) {
        // `يوم` before the name of a day is no time that runs.
        (token.start, Exact::whole(1), unit, at + usize::from(one))
    } else if let Some(unit) =
        unit(reading.word(at + 1)).filter(|_| matches!(word, "a" | "an" | "يهك") && lone)
    {
        (token.start, Exact::whole(1), unit, at + 1)
    } else {
        let number = number_at(reading, at)?;
        let article = usize::from(number.fraction && matches!(reading.word(number.next), "a" | "an"));
        let last = number.next + article;
        let word = reading.word(last);
        let unit = match unit(word) {
            Some(unit) => unit,
            None => {
                let (unit, bytes) = with_clitic(word, lone, reading.word(last + 1))?;
                clitic = Some(bytes);
                unit
            }
        };
        (number.start, number.figure.value, unit, last)
    };
    if count.is_zero() || count > Exact::whole(MOST_UNITS) {
        return None;
    }
    // Nothing may make the number another's end: `1/24 hours`, `v24h`.
    if !reading.number(at).is_empty() && at > 0 && reading.touches_next(at - 1) {
        let is_text = !reading.word(at - 1).is_empty() && reading.word(at - 1).is_ascii();
        if is_text || matches!(reading.sign(at - 1), Some('/' | ':' | '.' | '_' | '#' | '@')) {
            return None;
        }
    }
    if clitic.is_none()
        && let Some(of) = more(reading.word(last + 1))
    {
        count = count.plus(Exact::whole(1).over(of)?)?;
        last += 1;
    }
    let value = iso(count, unit)?;
    let end = reading.token(last)?.end - clitic.unwrap_or(0);
    let next = last + 1;
    let kurmanji = matches!(
        (reading.word(next), reading.word(next + 1), reading.word(next + 2)),
        ("wextê", "te", "heye" | "maye") | ("te", "hene" | "heye" | "maye" | "mane", _)
    );
    let yours = kurmanji || (clitic.is_some() && is_there(reading.word(next)));
    Some(Duration { value, start, end, next, yours })
}

/// A unit in Sorani with what is joined to its end, and the bytes of that: *your* before *there is* (`کاتژمێرت هەیە`),
/// *is* behind the word for a time (`کاتت دوو ڕۆژە`).
fn with_clitic(word: &str, announced: bool, behind: &str) -> Option<(Unit, usize)> {
    let yours = word.strip_suffix('ت').filter(|_| announced || is_there(behind));
    let bare = yours.or_else(|| word.strip_suffix('ه').filter(|_| announced))?;
    let is_sorani = matches!(bare, "كاتژمير" | "سهعات" | "خولهك" | "دهقه" | "روژ" | "ههفته" | "مانگ");
    Some((unit(bare).filter(|_| is_sorani)?, word.len() - bare.len()))
}

/// *There is* and *remains* in Sorani.
fn is_there(word: &str) -> bool {
    matches!(word, "ههيه" | "ماوه")
}

fn more(word: &str) -> Option<u64> {
    match word {
        "ونص" | "ونصف" => Some(2),
        "وربع" => Some(4),
        _ => None,
    }
}

/// A duration of ISO 8601-1, 5.5.2.
fn iso(count: Exact, unit: Unit) -> Option<String> {
    if let Some(whole) = count.as_whole() {
        return Some(match unit {
            Unit::Minute => format!("PT{whole}M"),
            Unit::Hour => format!("PT{whole}H"),
            Unit::Day => format!("P{whole}D"),
            Unit::Week => format!("P{whole}W"),
            Unit::Month => format!("P{whole}M"),
        });
    }
    let minutes = match unit {
        Unit::Hour => count.times(60)?.as_whole()?,
        Unit::Day => count.times(24 * 60)?.as_whole()?,
        Unit::Minute | Unit::Week | Unit::Month => return None,
    };
    let (days, hours, minutes) = (minutes / (24 * 60), minutes / 60 % 24, minutes % 60);
    let part =
        |number: u64, letter: char| if number > 0 { format!("{number}{letter}") } else { String::new() };
    Some(format!("P{}T{}{}", part(days, 'D'), part(hours, 'H'), part(minutes, 'M')))
}

/// Two of a unit in one word.
fn pair(word: &str) -> Option<Unit> {
    Some(match word {
        "دقيقتين" => Unit::Minute,
        "ساعتين" | "ساعتان" => Unit::Hour,
        "يومين" | "يومان" => Unit::Day,
        "اسبوعين" | "سبوعين" => Unit::Week,
        "شهرين" => Unit::Month,
        _ => return None,
    })
}

fn unit(word: &str) -> Option<Unit> {
    // *In* and *a* are joined to the end in Sorani: `کاتژمێردا`, `ڕۆژێکدا`.
    let word = word.strip_suffix("دا").filter(|it| !it.is_empty()).unwrap_or(word);
    Some(match word {
        "دقيقه" | "دقايق" | "min" | "mins" | "minute" | "minutes" | "خولهك" | "دهقه" | "دهقيقه" | "deqe"
        | "deqîqe" | "xulek" => Unit::Minute,
        "ساعه" | "ساعات" | "h" | "hr" | "hrs" | "hour" | "hours" | "كاتژمير" | "كاتژميريك" | "سهعات"
        | "سهعاتيك" | "سهعاتي" | "saet" | "saetan" | "saetên" | "seet" | "seetan" | "saetek" => {
            Unit::Hour
        }
        "يوم" | "ايام" | "يوما" | "تيام" | "d" | "day" | "days" | "روژ" | "روژيك" | "روژي" | "roj"
        | "rojan" | "rojek" | "rojên" => Unit::Day,
        "اسبوع" | "اسابيع" | "سبوع" | "week" | "weeks" | "ههفته" | "حهفته" | "ههفتهيهك" | "hefte"
        | "hefteyan" | "hefteyek" => Unit::Week,
        "شهر" | "اشهر" | "شهور" | "month" | "months" | "مانگ" | "مانگيك" | "meh" | "mehan" | "mehek" => {
            Unit::Month
        }
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<(String, bool)> {
        duration_at(&Reading::new(text), 0, false).map(|it| (it.value, it.yours))
    }

    #[test]
    fn a_time_says_whose_it_is() {
        for (text, value, yours) in [
            ("24 saetên te hene", "PT24H", true),
            ("du rojên te hene", "P2D", true),
            ("du roj wextê te heye", "P2D", true),
            ("٢٤ کاتژمێرت هەیە", "PT24H", true),
            ("du rojên min", "P2D", false),
            ("24 ساعة", "PT24H", false),
        ] {
            assert_eq!(read(text), Some((value.to_owned(), yours)), "{text}");
        }
        assert_eq!(read("401 ساعة"), None);
    }
}
