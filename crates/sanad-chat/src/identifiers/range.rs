//! Sums that share one currency: `500-1000 دولار`, `500 أو 1000 دولار`, `5 to 10 thousand dollars`.

use super::IdentifierCertainty;
use super::amount::{behind, is_counted, may_lead, with_million};
use super::currency::{Currency, currency_at};
use super::exact::Exact;
use super::figure::Figure;
use super::numeral::{Number, number_at};
use super::reading::{Reading, TokenKind};

/// How many times one may be the other: what lies further apart counts something else.
const MOST_TIMES: u64 = 20;

/// Numbers behind the first that may share its currency.
const MOST_OTHERS: usize = 3;

/// Tokens of a code and its number before a dash.
const MOST_BEFORE_DASH: usize = 5;

/// A number beside another.
struct Beside {
    number: Number,
    /// From the first to this one; otherwise either of them.
    is_range: bool,
}

/// What a number means that a dash or a word puts beside another, and the currency that stands behind the last of them.
pub(super) fn with_other(reading: &Reading<'_>, at: usize, number: &Number) -> Option<(Figure, Currency)> {
    let Beside { number: mut last, mut is_range } = beside(reading, at, number)?;
    let mut from = number.next;
    for _ in 0..MOST_OTHERS {
        last = with_million(reading, last);
        if let Some(currency) = behind(reading, &last) {
            return Some((meant(number, &last, is_range)?, currency));
        }
        let further = beside(reading, from, &last)?;
        from = last.next;
        (last, is_range) = (further.number, false);
    }
    None
}

/// What the first of two numbers means where only the last has a word for thousands, and none a currency:
/// `250-500 الف`. Gives the last, too.
pub(super) fn with_large(reading: &Reading<'_>, at: usize, number: &Number) -> Option<(Figure, Number)> {
    let Beside { number: other, is_range } = beside(reading, at, number)?;
    let figure = meant(number, &other, is_range)?;
    (figure != number.figure).then_some((figure, other))
}

/// What `$5-10k`, `$5-$10k` and `$5 to 10k` make of the five: thousands, as the dash or the word says.
pub(super) fn to_dash(
    reading: &Reading<'_>,
    currency: &Currency,
    number: &Number,
) -> Option<(Figure, Option<IdentifierCertainty>)> {
    let dash = number.next;
    let by_word = is_to(reading.word(dash));
    let touches = dash > 0 && reading.touches_next(dash - 1) && reading.touches_next(dash);
    if !by_word && (reading.sign(dash) != Some('-') || !touches) {
        return None;
    }
    let code = currency_at(reading, dash + 1).filter(|it| it.is_code && it.names == currency.names);
    let other = with_million(reading, number_at(reading, code.map_or(dash + 1, |it| it.next))?);
    let others = currency_at(reading, other.next).is_some_and(|it| it.names != currency.names);
    if by_word && (!other.is_large() || others || is_counted(reading.word(other.next))) {
        return None;
    }
    let figure = meant(number, &other, true)?;
    let certainty = if by_word && (code.is_some() || goes_on(reading, &other)) {
        IdentifierCertainty::Ambiguous
    } else {
        IdentifierCertainty::Context
    };
    Some((figure, (figure != number.figure).then_some(certainty)))
}

/// The currency of `$500-1000` and `$5 to 10k` for the second number, which has none of its own;
/// and whether that is doubtful, for it may count what follows.
pub(super) fn from_dash(reading: &Reading<'_>, at: usize, number: &Number) -> Option<(Currency, bool)> {
    let dash = at.checked_sub(1)?;
    let by_word = number.is_large() && is_to(reading.word(dash));
    let touches = dash > 0 && reading.touches_next(dash - 1) && reading.touches_next(dash);
    // `USD 500-10-2026`.
    let dashes =
        reading.touches_next(number.next.saturating_sub(1)) && reading.sign(number.next) == Some('-');
    if !by_word && (reading.sign(dash) != Some('-') || !touches || dashes) {
        return None;
    }
    let currency = (1..=MOST_BEFORE_DASH).find_map(|back| {
        let from = dash.checked_sub(back)?;
        let currency = currency_at(reading, from).filter(|it| it.is_code)?;
        let first = with_million(reading, number_at(reading, currency.next)?);
        let fits = first.next == dash && may_lead(reading, from, &first);
        (fits && meant(&first, number, true).is_some()).then_some(currency)
    })?;
    Some((currency, by_word && goes_on(reading, number)))
}

/// A word that leads from one end of a range to the other.
fn is_to(word: &str) -> bool {
    matches!(word, "to" | "الي" | "لحد" | "حتي" | "تا" | "heta")
}

/// Whether a word that is no currency stands behind a number: `$5 to 10k children`, `$5 to 10k by Friday`.
fn goes_on(reading: &Reading<'_>, number: &Number) -> bool {
    !reading.word(number.next).is_empty() && currency_at(reading, number.next).is_none()
}

/// The number that a dash or a word puts beside one that begins at a token.
fn beside(reading: &Reading<'_>, at: usize, number: &Number) -> Option<Beside> {
    let digits = reading.number(at);
    // `077-500` begins a telephone number.
    if number.fraction
        || (digits.len() > 1 && digits.bytes().all(|it| it.is_ascii_digit()) && digits.starts_with('0'))
    {
        return None;
    }
    let next = number.next;
    let before = at.checked_sub(1).map_or("", |it| reading.word(it));
    let range = |from: usize| Some(Beside { number: number_at(reading, from)?, is_range: true });
    if matches!(reading.sign(next), Some('-' | '~')) {
        let it = range(next + 1).filter(|_| is_dash(reading, next))?;
        let fits = !is_item(reading, at, number) || are_thousands(reading, number, it.number);
        return fits.then_some(it);
    }
    if matches!(before, "بين" | "مابين" | "between" | "نيوان" | "navbera") {
        if matches!(reading.word(next), "و" | "and" | "û") {
            return range(next + 1);
        }
        // `بين خمسمية والف`: *and* is joined to the front.
        let start = reading.token(next)?.start;
        return range(next).filter(|it| it.number.start > start);
    }
    match reading.word(next) {
        "الي" | "ل" | "لحد" | "حتي" | "تا" | "to" | "till" | "until" | "heta" => range(next + 1),
        "او" | "لو" | "يا" | "يان" | "or" | "an" => {
            Some(Beside { number: number_at(reading, next + 1)?, is_range: false })
        }
        _ => None,
    }
}

/// What the first of two numbers means beside the other; none where they are not of one kind.
fn meant(first: &Number, other: &Number, is_range: bool) -> Option<Figure> {
    let end = other.figure.value;
    let fits = |value: Exact| {
        let (low, high) = if value < end { (value, end) } else { (end, value) };
        let near = low.times(MOST_TIMES).is_some_and(|it| it >= high);
        !low.is_zero() && near && (!is_range || value < end)
    };
    // Of `5 to 10 thousand` both are thousands; of `500 or a thousand` they are not.
    let counted = other.is_large() && !first.is_large() && end > Exact::whole(other.scale);
    if counted && let Some(scaled) = first.figure.value.times(other.scale).filter(|it| fits(*it)) {
        return Some(Figure::exactly(scaled));
    }
    fits(first.figure.value).then_some(first.figure)
}

/// Whether a dash stands between two numbers: it touches both, or none.
fn is_dash(reading: &Reading<'_>, at: usize) -> bool {
    at.checked_sub(1).is_some_and(|it| reading.touches_next(it)) == reading.touches_next(at)
}

/// `1-500 دولار` at the beginning of a line is the first of a list.
fn is_item(reading: &Reading<'_>, at: usize, number: &Number) -> bool {
    let begins =
        at.checked_sub(1).is_none_or(|it| reading.token(it).is_some_and(|it| it.kind == TokenKind::Line));
    begins && number.figure.value < Exact::whole(10)
}

/// `5-10 thousand` at the beginning of a line is no item: the dash touches both, and both are thousands.
fn are_thousands(reading: &Reading<'_>, number: &Number, other: Number) -> bool {
    let touches = reading.touches_next(number.next);
    touches
        && meant(number, &with_million(reading, other), true).is_some_and(|figure| figure != number.figure)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, at: usize) -> Option<(String, String)> {
        let reading = Reading::new(text);
        let first = number_at(&reading, at)?;
        let Beside { number, is_range } = beside(&reading, at, &first)?;
        let figure = meant(&first, &number, is_range)?;
        Some((figure.value.to_string(), number.figure.value.to_string()))
    }

    #[test]
    fn two_numbers_of_one_kind_stand_beside_each_other() {
        for (text, at, first, other) in [
            ("500-1000", 0, "500", "1000"),
            ("500 – 1000", 0, "500", "1000"),
            ("500~1000", 0, "500", "1000"),
            ("500 أو 300", 0, "500", "300"),
            ("500 لو الف", 0, "500", "1000"),
            ("500 to 1000", 0, "500", "1000"),
            ("من 500 إلى 1000", 1, "500", "1000"),
            ("٥٠٠ لـ١٠٠٠", 0, "500", "1000"),
            ("1 500 - 2 000", 0, "1500", "2000"),
            ("بين 500 و 1000", 1, "500", "1000"),
            ("بين خمسمية والف", 1, "500", "1000"),
            ("500 یان 600", 0, "500", "600"),
            ("5 او 6 الاف", 0, "5000", "6000"),
            ("ادفع 5-10k", 1, "5000", "10000"),
            ("5-10k", 0, "5000", "10000"),
            ("1-2 مليون", 0, "1000000", "2000000"),
            ("1.5 الى 2 مليون", 0, "1500000", "2000000"),
            ("500 or 2 thousand", 0, "500", "2000"),
        ] {
            assert_eq!(read(text, at), Some((first.to_owned(), other.to_owned())), "{text}");
        }
    }

    #[test]
    fn numbers_of_two_kinds_do_not() {
        for text in [
            "1-500",
            "1-500 الف",
            "1 - 2 مليون",
            "5-10",
            "1 or 500",
            "2 الى 500",
            "1000-500",
            "1- 500",
            "500 -1000",
            "077-500",
            "500 و 1000",
            "500, 1000",
            "500\n- 1000",
            "نص او 5",
            "0 or 0",
            "500-",
            "500 or",
        ] {
            assert_eq!(read(text, 0), None, "{text}");
        }
        assert_eq!(read("ادفع 5-10", 1), Some(("5".to_owned(), "10".to_owned())));
    }
}
