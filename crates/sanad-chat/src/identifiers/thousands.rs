//! Thousands that a space divides, as telephones set to French or German write them: `1 500`, `1 000 000`, `1 500,50`.

use super::exact::Exact;
use super::figure::Figure;
use super::reading::{Reading, TokenKind};
use super::words::{Words, listed};

/// Most groups behind the first: nobody writes a sum in more.
const MOST_GROUPS: usize = 5;

/// A number in several groups.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Grouped {
    pub(super) figure: Figure,
    /// The token of its last group.
    pub(super) last: usize,
    /// The first group may be a number of its own: `رقم 5 500 دولار`, `100 200 دولار`.
    pub(super) doubtful: bool,
}

/// The number whose first group is a token: one to three digits, then groups of exactly three, each behind one space.
/// Any other digits in the row make it several numbers.
pub(super) fn grouped_at(reading: &Reading<'_>, first: usize) -> Option<Grouped> {
    let head = reading.number(first);
    let is_head = (1..=3).contains(&head.len()) && are_digits(head) && !head.starts_with('0');
    // Behind a plus stands the code of a country.
    if !is_head || reading.before(reading.token(first)?.start) == Some('+') {
        return None;
    }
    let mut digits = head.to_owned();
    let mut places = "";
    let mut last = first;
    // A group that begins with a zero is no number of its own.
    let mut bound = false;
    while reading.is_spaced(last) && !reading.number(last + 1).is_empty() {
        if !places.is_empty() || last - first == MOST_GROUPS {
            return None;
        }
        let (group, behind) = group_of(reading.number(last + 1))?;
        bound |= group.starts_with('0');
        digits.push_str(group);
        places = behind;
        last += 1;
    }
    if last == first {
        return None;
    }
    let figure = Figure::exactly(Exact::from_digits(&digits, places)?);
    let doubtful = !bound && (head.len() == 3 || counts(reading, first));
    Some(Grouped { figure, last, doubtful })
}

/// Whether another number stands right before digits, so that these may be the rest of it: `1 500 20`, `2024 500`.
/// A longer one is a telephone's, and one that belongs to a word or a time is told by that.
pub(super) fn is_tail(reading: &Reading<'_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(1).filter(|it| reading.is_spaced(*it)) else { return false };
    let number = reading.number(before);
    (1..=4).contains(&number.len()) && !before.checked_sub(1).is_some_and(|it| belongs(reading, it))
}

/// Whether a token makes the number that touches it a part: `sara5`, `9:30`, `12/5`.
fn belongs(reading: &Reading<'_>, before: usize) -> bool {
    if !reading.touches_next(before) {
        return false;
    }
    match reading.token(before).map(|it| it.kind) {
        Some(TokenKind::Word) => reading.word(before).is_ascii(),
        Some(TokenKind::Sign) => matches!(reading.sign(before), Some(':' | '/' | '_' | '@' | '#')),
        _ => false,
    }
}

/// Whether something before digits says that they count, number or date something of their own.
fn counts(reading: &Reading<'_>, first: usize) -> bool {
    let Some(before) = first.checked_sub(1) else { return false };
    let word = reading.word(before);
    let dated = matches!(word, "يوم" | "بيوم" | "شهر" | "بشهر" | "سنه" | "بسنه" | "عام" | "بعام");
    let sign = reading.sign(before) == Some('-') && reading.touches_next(before);
    let joined = sign && before.checked_sub(1).is_some_and(|it| !reading.number(it).is_empty());
    dated || joined || NUMBERED.has(word) || is_tail(reading, first)
}

/// A group of three digits, and what stands behind the point in the last one.
fn group_of(number: &str) -> Option<(&str, &str)> {
    let (group, rest) = number.split_at_checked(3)?;
    if !are_digits(group) {
        return None;
    }
    if rest.is_empty() {
        return Some((group, ""));
    }
    let places = rest.strip_prefix(['.', ',', '٫'])?;
    ((1..=2).contains(&places.len()) && are_digits(places)).then_some((group, places))
}

fn are_digits(text: &str) -> bool {
    text.bytes().all(|it| it.is_ascii_digit())
}

/// What has a number rather than a sum behind it.
static NUMBERED: Words = Words::new(|| {
    listed(
        "رقم رقمها رقمه عدد عددهم غرفه طابق شارع صفحه ساعه حلقه فصل مرحله درس سوره ايه عمري عمره عمرها no nr \
         number room page floor day hour age chapter step part level week season ژماره ژمارهي كاتژمير سهعات \
         لاپهره لاپهرهي hejmara saet rûpela",
    )
});

#[cfg(test)]
mod tests {
    use super::super::words::assert_folded;
    use super::*;

    fn read(text: &str, first: usize) -> Option<(String, usize, bool)> {
        let grouped = grouped_at(&Reading::new(text), first)?;
        Some((grouped.figure.value.to_string(), grouped.last, grouped.doubtful))
    }

    #[test]
    fn groups_of_three_behind_one_space_are_one_number() {
        for (text, value, last, doubtful) in [
            ("1 500", "1500", 1, false),
            ("1\u{A0}500", "1500", 1, false),
            ("1\u{202F}500", "1500", 1, false),
            ("١ ٥٠٠ دولار", "1500", 1, false),
            ("12 500", "12500", 1, false),
            ("250 000 دينار", "250000", 1, false),
            ("1 000 000", "1000000", 2, false),
            ("1 500,50 €", "1500.5", 1, false),
            ("1 500.5", "1500.5", 1, false),
            ("1 500 .", "1500", 1, false),
            ("1 500  20", "1500", 1, false),
            // Each of them could be a number of its own.
            ("100 200 300", "100200300", 2, true),
            ("250 500", "250500", 1, true),
        ] {
            assert_eq!(read(text, 0), Some((value.to_owned(), last, doubtful)), "{text}");
        }
    }

    #[test]
    fn what_stands_before_can_make_them_two() {
        for (text, first, value, doubtful) in [
            ("رقم 5 500", 1, "5500", true),
            ("رقم 5 000", 1, "5000", false),
            ("الساعة 9 500", 1, "9500", true),
            ("يوم 5 500", 1, "5500", true),
            ("اليوم 5 500", 1, "5500", false),
            ("5-10 500", 2, "10500", true),
            ("- 10 500", 1, "10500", false),
            ("10 20 500", 1, "20500", true),
            ("مبلغ 1 500", 1, "1500", false),
        ] {
            let (found, _, told) = read(text, first).unwrap();
            assert_eq!((found.as_str(), told), (value, doubtful), "{text}");
        }
    }

    #[test]
    fn other_rows_are_several_numbers() {
        for text in [
            "2024 500",
            "1 50",
            "1 5000",
            "1  500",
            "1\t500",
            "1\n500",
            "0 500",
            "077 500",
            "1,5 500",
            "1 500 20",
            "1 500 2024",
            "1 500,5 500",
            "1 500.000",
            "1 12.05.2026",
            "1 1 1 1 1 1 1 1",
            "1 500 500 500 500 500 500",
            "500",
            "",
        ] {
            assert_eq!(read(text, 0), None, "{text:?}");
        }
        assert_eq!(read("+964 770", 1), None);
    }

    #[test]
    fn a_number_right_before_leaves_in_doubt_what_follows() {
        for (text, first, tail) in [
            ("2024 500", 1, true),
            ("1 500 20", 2, true),
            ("07700000012 500", 1, false),
            ("5:30 500", 3, false),
            ("sara5 500", 2, false),
            ("5, 500", 2, false),
            ("5  500", 1, false),
            ("500", 0, false),
        ] {
            assert_eq!(is_tail(&Reading::new(text), first), tail, "{text}");
        }
    }

    #[test]
    fn every_list_is_folded() {
        assert_folded(NUMBERED.all());
    }
}
