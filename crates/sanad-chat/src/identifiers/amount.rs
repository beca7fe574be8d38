//! Sums of money: with a currency, in slang, or told by the words around.

use super::context::Context;
use super::currency::{Currency, currency_at};
use super::exact::Exact;
use super::figure::Figure;
use super::numeral::{Number, number_at};
use super::reading::{Reading, TokenKind};
use super::words::{Words, listed, look};
use super::{Found, IdentifierCertainty, IdentifierKind, Rank, Region};

/// A sum that was read, and where it ends.
struct Sum {
    start: usize,
    end: usize,
    next: usize,
    value: String,
    certainty: IdentifierCertainty,
    rank: Rank,
}

pub(super) fn find(reading: &Reading<'_>, context: &Context, region: Region, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < reading.tokens().len() {
        match sum_at(reading, context, region, at) {
            Some(sum) => {
                let Sum { start, end, next, value, certainty, rank } = sum;
                found.extend(reading.found(rank, IdentifierKind::Amount, certainty, (start, end), value));
                at = next.max(at + 1);
            }
            None => at += 1,
        }
    }
}

fn sum_at(reading: &Reading<'_>, context: &Context, region: Region, at: usize) -> Option<Sum> {
    code_first(reading, region, at)
        .or_else(|| number_first(reading, context, region, at))
        .or_else(|| slang_alone(reading, context, at))
}

/// `$500`, `USD 500`, `€ 1.5k`, also with the name once more behind: `$500 دولار`.
fn code_first(reading: &Reading<'_>, region: Region, at: usize) -> Option<Sum> {
    let currency = currency_at(reading, at).filter(|it| it.is_code)?;
    let start = reading.token(at)?.start;
    let number = number_at(reading, currency.next).filter(|it| !it.fraction)?;
    // Digits follow a code; and `@usd 5` is somebody's name.
    if reading.number(currency.next).is_empty() || is_part(reading, at) {
        return None;
    }
    let number = with_million(reading, number);
    let again = currency_at(reading, number.next).filter(|it| it.names == currency.names);
    let (end, next) = again.map_or((number.end, number.next), |it| (it.end, it.next));
    let (value, certainty) = in_currency(&number, &currency, region)?;
    Some(Sum { start, end, next, value, certainty, rank: Rank::Sum })
}

/// `500 دولار`, `خمسين الف دينار`, `٥ ورقات`, and large numbers beside words of paying.
fn number_first(reading: &Reading<'_>, context: &Context, region: Region, at: usize) -> Option<Sum> {
    let number = number_at(reading, at)?;
    if !stands_alone(reading, at) || (number.figure.value.is_zero() && number.figure.with_places.is_none()) {
        return None;
    }
    let number = with_million(reading, number);
    let behind = currency_at(reading, number.next)
        .filter(|it| !belongs_to_next(reading, number.next, it))
        .or_else(|| currency_at(reading, number.next + 1).filter(|_| is_of(reading.word(number.next))));
    if let Some(currency) = behind {
        let (value, certainty) = in_currency(&number, &currency, region)?;
        return Some(Sum {
            start: number.start,
            end: currency.end,
            next: currency.next,
            value,
            certainty,
            rank: Rank::Sum,
        });
    }
    if let Some((slang, pair)) = slang_at(reading, number.next).filter(|_| !number.fraction) {
        return in_slang(reading, context, &number, slang, pair);
    }
    let named = is_named(reading, at);
    let large = number.large && context.has_money(at, number.next);
    if number.fraction || COUNTED.has(reading.word(number.next)) || !(named || large) {
        return None;
    }
    let (start, end, next) = (number.start, number.end, number.next);
    let value = number.figure.value.to_string();
    Some(Sum { start, end, next, value, certainty: IdentifierCertainty::Context, rank: Rank::BareSum })
}

/// Slang without a number: `ورقتين` after a word of paying is 200 dollars, `ورقة` is 100.
fn slang_alone(reading: &Reading<'_>, context: &Context, at: usize) -> Option<Sum> {
    let token = reading.token(at)?;
    let (joined, (slang, pair)) = look(reading.word(at), slang)?;
    let told = currency_at(reading, at + 1).is_some_and(|it| it.names == ["USD"]);
    let asked = at > 0 && context.has_money(at, at + 1) && GIVING.has(reading.word(at - 1));
    if !told && !asked {
        return None;
    }
    let number = Number {
        figure: Figure::exactly(Exact::whole(1)),
        start: token.start + joined,
        end: token.end,
        next: at,
        large: false,
        fraction: false,
    };
    in_slang(reading, context, &number, slang, pair)
}

/// A stack of notes, as it is called in Iraq.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slang {
    /// `ورقة`: a note of a hundred dollars.
    Note,
    /// `دفتر`: a hundred of them.
    Book,
    /// `شدة`: a bundle of a hundred notes, of whichever value: the sum is not told.
    Bundle,
}

/// Folded slang, and whether the word says that there are two.
fn slang(word: &str) -> Option<(Slang, bool)> {
    Some(match word {
        "ورقه" | "ورقات" | "وراق" | "وركه" | "وركات" | "ورگه" | "ورگات" => {
            (Slang::Note, false)
        }
        "ورقتين" | "وركتين" | "ورگتين" => (Slang::Note, true),
        "دفتر" | "دفاتر" => (Slang::Book, false),
        "دفترين" => (Slang::Book, true),
        "شده" | "شدات" => (Slang::Bundle, false),
        "شدتين" => (Slang::Bundle, true),
        _ => return None,
    })
}

fn slang_at(reading: &Reading<'_>, at: usize) -> Option<(Slang, bool)> {
    look(reading.word(at), slang).map(|(_, it)| it)
}

/// The sum that slang stands for, where money is spoken of: paper and notebooks are more common.
fn in_slang(
    reading: &Reading<'_>,
    context: &Context,
    number: &Number,
    slang: Slang,
    pair: bool,
) -> Option<Sum> {
    let mut next = number.next + 1;
    let mut end = reading.token(number.next)?.end;
    let told = currency_at(reading, next).filter(|it| it.names == ["USD"]);
    if told.is_none() && !context.has_money(number.next, next) {
        return None;
    }
    let mut count = number.figure.value.times(if pair { 2 } else { 1 })?;
    // A note and a half.
    if let Some((_, of)) = look(reading.word(next), half_more) {
        count = count.plus(Exact::whole(1).over(of)?)?;
        end = reading.token(next)?.end;
        next += 1;
    }
    let told = currency_at(reading, next).filter(|it| it.names == ["USD"]);
    if let Some(currency) = told {
        (end, next) = (currency.end, currency.next);
    }
    let value = match slang {
        Slang::Note => format!("USD {}", count.times(100)?),
        Slang::Book => format!("USD {}", count.times(10_000)?),
        Slang::Bundle if told.is_some() => format!("USD {}", count.times(10_000)?),
        Slang::Bundle => format!("{count} شدة"),
    };
    let (start, certainty) = (number.start, IdentifierCertainty::Slang);
    Some(Sum { start, end, next, value, certainty, rank: Rank::Sum })
}

fn half_more(word: &str) -> Option<u64> {
    match word {
        "ونص" | "ونصف" => Some(2),
        "وربع" => Some(4),
        _ => None,
    }
}

/// `1.5m$` and `$2M`: a letter that is a unit of length elsewhere.
fn with_million(reading: &Reading<'_>, number: Number) -> Number {
    let touches = number.next > 0 && reading.touches_next(number.next - 1);
    let scaled = number.figure.value.times(1_000_000);
    let beside = |at: usize| currency_at(reading, at).is_some_and(|it| it.is_code);
    match (reading.word(number.next), reading.token(number.next), scaled) {
        ("m" | "mil" | "mln", Some(token), Some(value))
            if touches && (beside(number.next + 1) || number.next.checked_sub(2).is_some_and(beside)) =>
        {
            let (figure, next) = (Figure::exactly(value), number.next + 1);
            Number { figure, end: token.end, next, large: true, ..number }
        }
        _ => number,
    }
}

/// The value with its currency, or the number alone where the currency's owner is not told.
fn in_currency(
    number: &Number,
    currency: &Currency,
    region: Region,
) -> Option<(String, IdentifierCertainty)> {
    let (name, mut certainty) = currency.meant(region);
    let mut value = number.figure.value;
    if let Some(with_places) = number.figure.with_places.filter(|_| currency.has_small_places()) {
        (value, certainty) = (with_places, IdentifierCertainty::Ambiguous);
    }
    let value = value.times(currency.of)?;
    Some((name.map_or_else(|| value.to_string(), |name| format!("{name} {value}")), certainty))
}

/// Whether nothing before the number makes it another's part: `user500`, `1/500`, `#500`, `5:30`.
fn stands_alone(reading: &Reading<'_>, at: usize) -> bool {
    reading.number(at).is_empty() || !is_part(reading, at)
}

/// Whether a token continues what touches it from before.
fn is_part(reading: &Reading<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|it| reading.touches_next(*it)) else { return false };
    match reading.token(before).map(|it| it.kind) {
        Some(TokenKind::Word) => reading.word(before).is_ascii(),
        Some(TokenKind::Sign) => {
            matches!(reading.sign(before), Some('_' | '#' | '@' | '/' | ':' | '\\' | '.'))
        }
        _ => false,
    }
}

/// `5 $500`: a sign that touches the number behind it, and not the one before.
fn belongs_to_next(reading: &Reading<'_>, at: usize, currency: &Currency) -> bool {
    currency.is_code
        && reading.sign(at).is_some()
        && reading.touches_next(currency.next.saturating_sub(1))
        && !reading.number(currency.next).is_empty()
        && !(at > 0 && reading.touches_next(at - 1))
}

/// `500 من الدولارات`.
fn is_of(word: &str) -> bool {
    matches!(word, "من" | "ب")
}

/// Whether the word before says that the number is a sum.
fn is_named(reading: &Reading<'_>, at: usize) -> bool {
    let colon = |it: usize| matches!(reading.sign(it), Some(':' | '='));
    let Some(mut before) = at.checked_sub(1) else { return false };
    if colon(before) {
        let Some(further) = before.checked_sub(1) else { return false };
        before = further;
    }
    NAMED.has(reading.word(before))
}

/// What is counted without being money.
static COUNTED: Words = Words::new(|| {
    listed(
        "متابع متابعين مشاهده مشاهدات شخص نسمه عضو مشترك مشتركين لايك مره مرات كيلو متر كم سنه سنين صوره \
            رساله رسايل نفر كهس جار سال فولوهر فولوورز كيلومتر kes car sal followers follower people views likes \
            subscribers times years photos pictures messages km members mb gb",
    )
});

/// Words of giving that stand right before what is given.
static GIVING: Words = Words::new(|| {
    listed(
        "انطيني انطي انطيه انطيته تنطيني تنطي ادفع ادفعي تدفع تدفعين دز دزي دزلي دزيلي تدز تدزين حول حولي \
            حولت تحول تحولين يريد اريد دفعت دفعتله ينطي جيب تجيب عليك عليج",
    )
});

/// Words that say that the number behind is a sum.
static NAMED: Words = Words::new(|| listed("مبلغ amount برهكه برهكهي mîqdar"));

#[cfg(test)]
mod tests {
    use super::*;

    fn sums(text: &str) -> Vec<(String, String, &'static str)> {
        let mut found = Vec::new();
        let reading = Reading::new(text);
        find(&reading, &Context::new(&reading), Region::IRAQ, &mut found);
        let mut found: Vec<_> = found.into_iter().map(|it| it.identifier).collect();
        found.sort_by_key(|it| it.start);
        found.into_iter().map(|it| (it.value, it.raw, it.certainty.code())).collect()
    }

    fn check(text: &str, wanted: &[(&str, &str, &str)]) {
        let found = sums(text);
        let found: Vec<(&str, &str, &str)> =
            found.iter().map(|(a, b, c)| (a.as_str(), b.as_str(), *c)).collect();
        assert_eq!(found, wanted, "{text}");
    }

    #[test]
    fn sums_with_a_currency_are_found_wherever_it_stands() {
        check("ادفع ٥٠٠ دولار", &[("USD 500", "٥٠٠ دولار", "form")]);
        check("$500 or 500$", &[("USD 500", "$500", "form"), ("USD 500", "500$", "form")]);
        check("USD 1,500.50 now", &[("USD 1500.5", "USD 1,500.50", "form")]);
        check("بخمسين الف دينار", &[("IQD 50000", "خمسين الف دينار", "region_assumed")]);
        check("250.000 د.ع", &[("IQD 250000", "250.000 د.ع", "form")]);
        check("1.500 دينار كويتي", &[("KWD 1.5", "1.500 دينار كويتي", "ambiguous")]);
        check("٣٠٠ ليرة", &[("300", "٣٠٠ ليرة", "ambiguous")]);
        check("5k$ $1.5m", &[("USD 5000", "5k$", "form"), ("USD 1500000", "$1.5m", "form")]);
        check("pay 300 USDT", &[("USDT 300", "300 USDT", "form")]);
        check("$500 دولار", &[("USD 500", "$500 دولار", "form")]);
        check("پێنج سەد دۆلار", &[("USD 500", "پێنج سەد دۆلار", "form")]);
        check("the last one $500", &[("USD 500", "$500", "form")]);
        check("مليون تومان", &[("IRR 10000000", "مليون تومان", "form")]);
    }

    #[test]
    fn every_list_is_folded() {
        for words in [&COUNTED, &GIVING, &NAMED] {
            super::super::words::assert_folded(words.all());
        }
    }

    #[test]
    fn slang_needs_money_beside_it() {
        check("ادفع خمس ورقات", &[("USD 500", "خمس ورقات", "slang")]);
        check("انطيني ورقتين ونص", &[("USD 250", "ورقتين ونص", "slang")]);
        check("يريد دفتر", &[("USD 10000", "دفتر", "slang")]);
        check("يريد شدتين", &[("2 شدة", "شدتين", "slang")]);
        check("يريد شدة دولار", &[("USD 10000", "شدة دولار", "slang")]);
        check("عندي خمس ورقات امتحان", &[]);
        check("نسيت دفتر الرياضيات", &[]);
    }

    #[test]
    fn large_numbers_are_sums_beside_money_and_not_beside_what_is_counted() {
        check("حولي ٥٠٠ الف", &[("500000", "٥٠٠ الف", "context")]);
        check("المبلغ: 750", &[("750", "750", "context")]);
        check("اريد 500 الف متابع", &[]);
        check("500 الف", &[]);
        check("ادفع 500", &[]);
    }

    #[test]
    fn other_numbers_are_no_sums() {
        for text in
            ["الساعة 9:30", "عمري ٢٤ سنة", "12/5/2026", "user500$x", "#500 دولار", "0 دولار", "$", "دولار"]
        {
            check(text, &[]);
        }
    }
}
