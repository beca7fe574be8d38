//! Sums of money: with a currency, in slang, or told by the words around.

use super::context::Context;
use super::currency::{Currency, currency_at, pair_at};
use super::exact::Exact;
use super::figure::Figure;
use super::numeral::{Number, number_at};
use super::range::{from_dash, to_dash, with_large, with_other};
use super::reading::{Reading, TokenKind};
use super::slang::{half_more, in_slang, slang_alone};
use super::words::{Words, listed, look};
use super::{Found, IdentifierCertainty, IdentifierKind, Rank, Region};

/// A sum that was read, and where it ends.
pub(super) struct Sum {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) next: usize,
    pub(super) value: String,
    pub(super) certainty: IdentifierCertainty,
    pub(super) rank: Rank,
}

pub(super) fn find(reading: &Reading<'_>, context: &Context<'_>, region: Region, found: &mut Vec<Found>) {
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

fn sum_at(reading: &Reading<'_>, context: &Context<'_>, region: Region, at: usize) -> Option<Sum> {
    code_first(reading, region, at)
        .or_else(|| number_first(reading, context, region, at))
        .or_else(|| pair_alone(reading, region, at))
        .or_else(|| slang_alone(reading, context, at))
}

/// `$500`, `USD 500`, `€ 1.5k`, also with the name once more behind: `$500 دولار`.
fn code_first(reading: &Reading<'_>, region: Region, at: usize) -> Option<Sum> {
    let currency = currency_at(reading, at).filter(|it| it.is_code)?;
    let start = reading.token(at)?.start;
    let number = number_at(reading, currency.next).filter(|it| !it.fraction)?;
    // Digits follow a code; and `@usd 5` is somebody's name, `bc1qar0` a part of a wallet.
    let digits = !reading.number(currency.next).is_empty();
    if !digits || number.figure.value.is_zero() || !may_lead(reading, at, &number) {
        return None;
    }
    let mut number = with_million(reading, number);
    let mut certainty = None;
    if let Some((figure, told)) = to_dash(reading, &currency, &number) {
        number.figure = figure;
        certainty = told;
    }
    let behind = currency_at(reading, number.next);
    let again = behind.filter(|it| it.names == currency.names);
    // `$5 500 people`: nothing tells that the groups are one number.
    let others = behind.is_some() && again.is_none();
    let grouped = number.next > currency.next + 1 && !reading.number(currency.next + 1).is_empty();
    number.doubtful |= grouped && (others || is_counted(reading.word(number.next)));
    let (end, next) = again.map_or((number.end, number.next), |it| (it.end, it.next));
    let (value, read) = in_currency(&number, &currency, region);
    let certainty = certainty.filter(|_| read == IdentifierCertainty::Form).unwrap_or(read);
    Some(Sum { start, end, next, value, certainty, rank: Rank::Sum })
}

/// `500 دولار`, `خمسين الف دينار`, `٥ ورقات`, and large numbers beside words of paying.
fn number_first(reading: &Reading<'_>, context: &Context<'_>, region: Region, at: usize) -> Option<Sum> {
    let number = number_at(reading, at)?;
    if !stands_alone(reading, at) || (number.figure.value.is_zero() && number.figure.with_places.is_none()) {
        return None;
    }
    let mut number = with_million(reading, number);
    if let Some(currency) = behind(reading, &number) {
        let (value, certainty) = in_currency(&number, &currency, region);
        return Some(Sum {
            start: number.start,
            end: currency.end,
            next: currency.next,
            value,
            certainty,
            rank: Rank::Sum,
        });
    }
    let (start, end, next) = (number.start, number.end, number.next);
    let counted = is_counted(reading.word(number.next));
    let other = with_other(reading, at, &number).map(|(figure, currency)| (figure, currency, false));
    let shared = other.or_else(|| {
        let (currency, doubtful) = from_dash(reading, at, &number).filter(|_| !counted)?;
        Some((number.figure, currency, doubtful))
    });
    if let Some((figure, currency, doubtful)) = shared {
        number.figure = figure;
        number.doubtful |= doubtful;
        let (value, certainty) = in_currency(&number, &currency, region);
        // The currency stands elsewhere.
        let certainty =
            if certainty == IdentifierCertainty::Form { IdentifierCertainty::Context } else { certainty };
        return Some(Sum { start, end, next, value, certainty, rank: Rank::Sum });
    }
    if let Some(sum) = in_slang(reading, context, at, &number) {
        return sum;
    }
    let named = is_named(reading, at);
    // `250-500 الف`: both are thousands.
    let thousands = with_large(reading, at, &number).filter(|(_, last)| {
        !is_counted(reading.word(last.next))
            && in_slang(reading, context, at, last).is_none()
            && context.has_money(at, last.next)
    });
    if let Some((figure, _)) = thousands {
        number.figure = figure;
    }
    let large = thousands.is_some() || (number.is_large() && context.has_money(at, number.next));
    if number.fraction || counted || !(named || large) {
        return None;
    }
    let value = number.figure.value.to_string();
    let certainty = unless_doubtful(&number, IdentifierCertainty::Context);
    Some(Sum { start, end, next, value, certainty, rank: Rank::BareSum })
}

/// The currency behind a number, also in `500 من الدولارات`.
pub(super) fn behind(reading: &Reading<'_>, number: &Number) -> Option<Currency> {
    currency_at(reading, number.next)
        .filter(|it| !belongs_to_next(reading, number.next, it) && !is_cut(reading, it.next))
        .or_else(|| currency_at(reading, number.next + 1).filter(|_| is_of(reading.word(number.next))))
}

/// Two of a currency in one word: `دولارين`, `دينارين ونص`.
fn pair_alone(reading: &Reading<'_>, region: Region, at: usize) -> Option<Sum> {
    let (joined, currency) = pair_at(reading, at)?;
    let start = reading.token(at)?.start + joined;
    let (mut end, mut next) = (currency.end, currency.next);
    let mut number = Number::named(2, start, end, next);
    if let Some((_, of)) = look(reading.word(next), half_more) {
        number.figure = Figure::exactly(number.figure.value.plus(Exact::whole(1).over(of)?)?);
        end = reading.token(next)?.end;
        next += 1;
    }
    let (value, certainty) = in_currency(&number, &currency, region);
    Some(Sum { start, end, next, value, certainty, rank: Rank::Sum })
}

/// `1.5m$` and `$2M`: a letter that is a unit of length elsewhere.
pub(super) fn with_million(reading: &Reading<'_>, number: Number) -> Number {
    let touches = number.next > 0 && reading.touches_next(number.next - 1);
    let scaled = number.figure.value.times(1_000_000);
    let beside = |at: usize| currency_at(reading, at).is_some_and(|it| it.is_code);
    match (reading.word(number.next), reading.token(number.next), scaled) {
        ("m" | "mil" | "mln", Some(token), Some(value))
            if touches && (beside(number.next + 1) || number.next.checked_sub(2).is_some_and(beside)) =>
        {
            let (figure, next) = (Figure::exactly(value), number.next + 1);
            Number { figure, end: token.end, next, scale: 1_000_000, ..number }
        }
        _ => number,
    }
}

/// The value with its currency, or the number alone where the currency's owner is not told.
fn in_currency(number: &Number, currency: &Currency, region: Region) -> (String, IdentifierCertainty) {
    let (name, mut certainty) = currency.meant(region);
    let mut value = number.figure.value;
    if let Some(with_places) = number.figure.with_places.filter(|_| currency.has_small_places()) {
        (value, certainty) = (with_places, IdentifierCertainty::Ambiguous);
    }
    let certainty = unless_doubtful(number, certainty);
    (name.map_or_else(|| value.to_string(), |name| format!("{name} {value}")), certainty)
}

/// What a sum rests on, where its digits are not in doubt.
pub(super) fn unless_doubtful(number: &Number, certainty: IdentifierCertainty) -> IdentifierCertainty {
    if number.doubtful { IdentifierCertainty::Ambiguous } else { certainty }
}

/// Whether a code stands as a word of its own before a number that ends as one, too.
pub(super) fn may_lead(reading: &Reading<'_>, at: usize, number: &Number) -> bool {
    let before = at.checked_sub(1).filter(|it| reading.touches_next(*it));
    let named = before.is_some_and(|it| {
        // `المبلغ:$500`, but not `9:$5`.
        let colon =
            reading.sign(it) == Some(':') && it.checked_sub(1).is_none_or(|it| reading.number(it).is_empty());
        is_part(reading, at) && !colon
    });
    let is_word = !reading.word(at).is_empty();
    let joined = is_word && before.is_some_and(|it| !reading.number(it).is_empty());
    !(named || joined || is_word && is_cut(reading, number.next))
}

/// Whether what ends before a token goes on in it: `500usd7`, `usd500x`, `500usd_`.
fn is_cut(reading: &Reading<'_>, next: usize) -> bool {
    let Some(last) = next.checked_sub(1).filter(|it| reading.touches_next(*it)) else { return false };
    let own =
        reading.token(last).is_some_and(|it| it.kind != TokenKind::Sign) && reading.word(last).is_ascii();
    let letters = reading.word(next);
    let goes_on = !reading.number(next).is_empty() || (!letters.is_empty() && letters.is_ascii());
    own && (goes_on || matches!(reading.sign(next), Some('_' | '@')))
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

/// Whether a word is one of what is counted without being money.
pub(super) fn is_counted(word: &str) -> bool {
    COUNTED.has(word)
}

/// What is counted without being money.
static COUNTED: Words = Words::new(|| {
    listed(
        "متابع متابعين مشاهده مشاهدات شخص نسمه عضو مشترك مشتركين لايك مره مرات كيلو متر كم سنه سنين صوره \
            رساله رسايل نفر كهس جار سال فولوهر فولوورز كيلومتر kes car sal followers follower people views likes \
            subscribers times years photos pictures messages km members mb gb",
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
        check("مليون تومان", &[("IRT 1000000", "مليون تومان", "form")]);
        check("٥٠ تومان", &[("IRT 50", "٥٠ تومان", "form")]);
        check("500 dînar", &[("IQD 500", "500 dînar", "region_assumed")]);
        check("500 دۆلاری ئەمریکی", &[("USD 500", "500 دۆلاری ئەمریکی", "form")]);
        check("سێ سەد دۆلارم پێدا", &[("USD 300", "سێ سەد دۆلار", "form")]);
        check("المبلغ:$500", &[("USD 500", "$500", "form")]);
    }

    #[test]
    fn thousands_that_a_space_divides_are_one_number() {
        for (text, value, certainty) in [
            ("1 500 دولار", "USD 1500", "form"),
            ("1\u{A0}500 دولار", "USD 1500", "form"),
            ("1\u{202F}500 €", "EUR 1500", "form"),
            ("١ ٥٠٠ دولار", "USD 1500", "form"),
            ("1 500 $", "USD 1500", "form"),
            ("1 500$", "USD 1500", "form"),
            ("$ 1 500", "USD 1500", "form"),
            ("$1 500", "USD 1500", "form"),
            ("USD 1 500", "USD 1500", "form"),
            ("1 500,50 €", "EUR 1500.5", "form"),
            ("250 000 دينار", "IQD 250000", "region_assumed"),
            ("1 000 000 دينار", "IQD 1000000", "region_assumed"),
            ("12 500 الف دينار", "IQD 12500000", "region_assumed"),
            ("100 200 دولار", "USD 100200", "ambiguous"),
        ] {
            check(text, &[(value, text, certainty)]);
        }
        check("حول 1 500 دولار هسه", &[("USD 1500", "1 500 دولار", "form")]);
        check("المبلغ 1 500", &[("1500", "1 500", "context")]);
    }

    #[test]
    fn digits_that_may_be_two_numbers_are_no_certain_sum() {
        check("رقم 5 500 دولار", &[("USD 5500", "5 500 دولار", "ambiguous")]);
        check("رقم 5 000 دولار", &[("USD 5000", "5 000 دولار", "form")]);
        check("في 2024 500 دولار", &[("USD 500", "500 دولار", "ambiguous")]);
        check("1 500 20 دولار", &[("USD 20", "20 دولار", "ambiguous")]);
        check("+1 500 دولار", &[("USD 500", "500 دولار", "ambiguous")]);
        check("5-10 500 دولار", &[("USD 10500", "10 500 دولار", "ambiguous")]);
        check("$5 500 people", &[("USD 5500", "$5 500", "ambiguous")]);
        check("1\t500 دولار", &[("USD 500", "500 دولار", "form")]);
        check("1  500 دولار", &[("USD 500", "500 دولار", "form")]);
        check("الساعة 5:30 500 دولار", &[("USD 500", "500 دولار", "form")]);
        check("07700000012 500 دولار", &[("USD 500", "500 دولار", "form")]);
    }

    #[test]
    fn ranges_and_alternatives_are_sums_of_their_own() {
        let two = [("USD 500", "500", "context"), ("USD 1000", "1000 دولار", "form")];
        check("500-1000 دولار", &two);
        check("500 أو 1000 دولار", &two);
        check("500 – 1000 دولار", &two);
        check("بين 500 و 1000 دولار", &two);
        check("من 500 الى 1000 دولار", &two);
        check("500 to 1000 dollars", &[("USD 500", "500", "context"), ("USD 1000", "1000 dollars", "form")]);
        check(
            "300 او 400 او 500 دينار",
            &[
                ("IQD 300", "300", "region_assumed"),
                ("IQD 400", "400", "region_assumed"),
                ("IQD 500", "500 دينار", "region_assumed"),
            ],
        );
        check("5 او 6 الاف دولار", &[("USD 5000", "5", "context"), ("USD 6000", "6 الاف دولار", "form")]);
        check("$500-1000", &[("USD 500", "$500", "form"), ("USD 1000", "1000", "context")]);
        check("$5-10k", &[("USD 5000", "$5", "context"), ("USD 10000", "10k", "context")]);
        check("$5k-$10k", &[("USD 5000", "$5k", "form"), ("USD 10000", "$10k", "form")]);
        let thousands = |first, last| [("USD 5000", "5", first), ("USD 10000", last, "form")];
        check("٥-١٠ الاف دولار", &[("USD 5000", "٥", "context"), ("USD 10000", "١٠ الاف دولار", "form")]);
        check("5-10 thousand dollars", &thousands("context", "10 thousand dollars"));
        check("5-10k$", &thousands("context", "10k$"));
        let assumed = "region_assumed";
        check("2-3 ملايين دينار", &[("IQD 2000000", "2", assumed), ("IQD 3000000", "3 ملايين دينار", assumed)]);
        check("1-2 مليون دينار", &[("IQD 1000000", "1", assumed), ("IQD 2000000", "2 مليون دينار", assumed)]);
        check("ادفعي 250-500 الف", &[("250000", "250", "context"), ("500000", "500 الف", "context")]);
        check("$5 to 10k", &[("USD 5000", "$5", "context"), ("USD 10000", "10k", "context")]);
        check("$5 to 10k by Friday", &[("USD 5000", "$5", "ambiguous"), ("USD 10000", "10k", "ambiguous")]);
        check("$5 الى 10 الاف دولار", &[("USD 5000", "$5", "context"), ("USD 10000", "10 الاف دولار", "form")]);
        check("$5 to 10k people", &[("USD 5", "$5", "form")]);
        check("$5 to 10 of them", &[("USD 5", "$5", "form")]);
        check("250-500 الف", &[]);
        check("اريد 5-10 الاف متابع", &[]);
        check("1-500 الف دينار", &[("IQD 500000", "500 الف دينار", assumed)]);
        // Lists, days and whatever else is no sum.
        check("1-500 دولار", &[("USD 500", "500 دولار", "form")]);
        check("صورة 1 او 500 دولار", &[("USD 500", "500 دولار", "form")]);
        check("500 او 24 ساعة", &[]);
        check("$20-24 people", &[("USD 20", "$20", "form")]);
    }

    #[test]
    fn two_of_a_currency_are_a_sum_in_one_word() {
        check("عطيني دولارين", &[("USD 2", "دولارين", "form")]);
        check("بدينارين", &[("IQD 2", "دينارين", "region_assumed")]);
        check("دينارين كويتي ونص", &[("KWD 2.5", "دينارين كويتي ونص", "form")]);
        check("مليونين دولار", &[("USD 2000000", "مليونين دولار", "form")]);
    }

    #[test]
    fn a_code_is_a_word_of_its_own() {
        check("500usd", &[("USD 500", "500usd", "form")]);
        check("usd500.", &[("USD 500", "usd500", "form")]);
        check("(usd5k)", &[("USD 5000", "usd5k", "form")]);
        check("500usd, 600usd", &[("USD 500", "500usd", "form"), ("USD 600", "600usd", "form")]);
        for text in [
            "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdz",
            "qar0",
            "1qar5",
            "qar5x",
            "x_usd5",
            "500usd7",
            "5eth5",
            "usd500_x",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn every_list_is_folded() {
        for words in [&COUNTED, &NAMED] {
            super::super::words::assert_folded(words.all());
        }
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
