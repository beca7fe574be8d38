//! Telephone numbers, in every way in which people write and hide them.

use super::context::{OTHER_NUMBER, PHONE, RECEIPT, TRANSFER, word_before};
use super::plan::{self, MOST_DIGITS};
use super::reading::Reading;
use super::{Found, IdentifierCertainty, IdentifierKind, Rank, Region};

/// Fewest digits of a number, trunk prefix included.
const FEWEST_DIGITS: usize = 7;

/// Groups over which a number may be split.
const MOST_GROUPS: usize = 8;

/// Beyond so many groups a row of numbers is a table or noise: then each group is looked at alone.
const LONG_CHAIN: usize = 12;

/// Words before a number that are asked what it is.
const WORDS_BEFORE: usize = 4;

/// A run of digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Group {
    start: usize,
    end: usize,
}

/// What a row of digits is read as.
struct Phone {
    value: String,
    certainty: IdentifierCertainty,
    rank: Rank,
}

pub(super) fn find(reading: &Reading<'_>, region: Region, found: &mut Vec<Found>) {
    let bytes = reading.plain.as_bytes();
    let mut chain = Vec::new();
    let mut at = 0;
    while let Some(skipped) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_digit)) {
        at = collect(bytes, at + skipped, &mut chain);
        in_chain(reading, region, &chain, found);
    }
}

/// Groups of digits with no more than separators between them, from the first digit on; the byte behind the last.
fn collect(bytes: &[u8], first: usize, chain: &mut Vec<Group>) -> usize {
    chain.clear();
    let mut start = first;
    loop {
        let digits = |from: usize| {
            let rest = bytes.get(from..).unwrap_or(&[]);
            rest.iter().position(|it| !it.is_ascii_digit()).unwrap_or(rest.len())
        };
        let end = start + digits(start);
        chain.push(Group { start, end });
        let gap = bytes.iter().skip(end).take(3).take_while(|it| b" -./()".contains(it)).count();
        start = end + gap;
        if gap == 0 || !bytes.get(start).is_some_and(u8::is_ascii_digit) {
            return end;
        }
    }
}

fn in_chain(reading: &Reading<'_>, region: Region, chain: &[Group], found: &mut Vec<Found>) {
    if is_receipt(reading, chain) {
        return;
    }
    let most = if chain.len() > LONG_CHAIN { 1 } else { MOST_GROUPS };
    let mut rest = chain;
    while let [first, ..] = rest {
        let from = if rest.len() == chain.len() { plus_before(reading, first.start) } else { None };
        let dated = if from.is_none() { date(reading, rest) } else { 0 };
        let longest = if dated > 0 { None } else { longest(reading, region, rest, most, from) };
        let used = match longest {
            Some((used, phone)) => {
                let last = rest.get(used - 1).map_or(first.end, |it| it.end);
                let place = (from.unwrap_or(first.start), last);
                let Phone { value, certainty, rank } = phone;
                found.extend(reading.found(rank, IdentifierKind::Phone, certainty, place, value));
                used
            }
            None => dated.max(1),
        };
        rest = rest.get(used..).unwrap_or(&[]);
    }
}

/// The number that takes most of the groups, and how many it takes.
fn longest(
    reading: &Reading<'_>,
    region: Region,
    groups: &[Group],
    most: usize,
    plus: Option<usize>,
) -> Option<(usize, Phone)> {
    let first = groups.first()?;
    let start = plus.unwrap_or(first.start);
    if !may_begin(reading, start, plus.is_some()) {
        return None;
    }
    let mut digits = String::new();
    let mut longest = None;
    let mut unplanned = None;
    for (index, group) in groups.iter().enumerate().take(most) {
        digits.push_str(reading.plain.get(group.start..group.end.min(group.start + MOST_DIGITS + 3))?);
        // Two more for the `00` before a country's code.
        if digits.len() > MOST_DIGITS + 2 {
            break;
        }
        if digits.len() < FEWEST_DIGITS || !may_end(reading, group.end) {
            continue;
        }
        let trailing_plus = index == 0 && reading.after(group.end) == Some('+');
        if let Some(phone) = read(reading, region, &digits, start, plus.is_some() || trailing_plus) {
            longest = Some((index + 1, phone));
        } else if let Some(phone) = outside(reading, &digits, start, plus.is_some(), index == 0) {
            unplanned = Some((index + 1, phone));
        }
    }
    longest.or(unplanned)
}

/// With an international prefix and the code of a country whose plan has no such number: one kept for fiction,
/// or one that was mistyped. It gives way to whatever else its place is.
fn outside(reading: &Reading<'_>, digits: &str, start: usize, plus: bool, is_one: bool) -> Option<Phone> {
    let world = if plus { digits } else { digits.strip_prefix("00")? };
    let plan::Unplanned { value, has_length } = plan::unplanned(world)?;
    // `+1000000` followers, `+20 100 000 000` dinars.
    let is_round = world.ends_with(if has_length { "000000" } else { "000" });
    // Of a length that no number there has only what is written as one run behind a plus.
    let may_be = has_length || (plus && is_one);
    let others =
        || word_before(reading, start, WORDS_BEFORE, &[&OTHER_NUMBER, &RECEIPT, &TRANSFER], &[&PHONE]);
    if is_round || !may_be || others() {
        return None;
    }
    Some(Phone { value, certainty: IdentifierCertainty::Form, rank: Rank::Phone })
}

fn read(reading: &Reading<'_>, region: Region, digits: &str, start: usize, plus: bool) -> Option<Phone> {
    if let Some(world) = digits.strip_prefix("00").or(plus.then_some(digits)) {
        if let Some(value) = plan::international(world) {
            return Some(Phone { value, certainty: IdentifierCertainty::Checked, rank: Rank::WorldPhone });
        }
        // A plus before a national number divides it from another, or is one too many.
        if !digits.starts_with('0') || digits.starts_with("00") {
            return None;
        }
    }
    let called = || word_before(reading, start, WORDS_BEFORE, &[&PHONE], &[&OTHER_NUMBER, &TRANSFER]);
    national(region, digits, &called).or_else(|| bare(region, digits, &called))
}

/// With the trunk prefix of one of the countries. A landline of the region itself needs a word that says so,
/// and landlines of others are not told from any other number.
fn national(region: Region, digits: &str, called: &impl Fn() -> bool) -> Option<Phone> {
    let mobile = |country| {
        let trunk = plan::trunk(country);
        !trunk.is_empty() && digits.strip_prefix(trunk).is_some_and(|it| plan::is_mobile(country, it))
    };
    if mobile(region.own()) {
        let value = plan::parsed(region.own(), digits)?;
        return Some(Phone { value, certainty: IdentifierCertainty::RegionAssumed, rank: Rank::OwnPhone });
    }
    let mut others = region.countries().filter(|it| mobile(*it));
    if let Some(country) = others.next() {
        // Of several countries none is chosen: the number stays as it is dialled in any of them.
        let (value, certainty) = match others.next() {
            Some(_) => (digits.to_owned(), IdentifierCertainty::Ambiguous),
            None => (plan::parsed(country, digits)?, IdentifierCertainty::RegionAssumed),
        };
        return Some(Phone { value, certainty, rank: Rank::Phone });
    }
    let value = plan::national(region.own(), digits).filter(|_| called())?;
    Some(Phone { value, certainty: IdentifierCertainty::Context, rank: Rank::Phone })
}

/// Without trunk prefix: with the country's code but no plus, or a mobile number as it is. A word has to say
/// that it is a telephone's, but for the code of the region itself with a whole mobile number behind.
fn bare(region: Region, digits: &str, called: &impl Fn() -> bool) -> Option<Phone> {
    let with_code = |country| {
        let code = plan::code(country)?.to_string();
        let rest = digits.strip_prefix(&code)?;
        plan::is_mobile(country, rest).then(|| format!("+{digits}"))
    };
    if let Some(value) = with_code(region.own()) {
        return Some(Phone { value, certainty: IdentifierCertainty::Form, rank: Rank::Phone });
    }
    if !called() {
        return None;
    }
    if let Some(value) = region.countries().find_map(with_code) {
        return Some(Phone { value, certainty: IdentifierCertainty::Context, rank: Rank::Phone });
    }
    let mut mobile = region.countries().filter(|it| plan::is_mobile(*it, digits));
    let country = mobile.next()?;
    let (value, certainty) = match mobile.next() {
        Some(_) if country != region.own() => (digits.to_owned(), IdentifierCertainty::Ambiguous),
        _ => (plan::parsed(country, digits)?, IdentifierCertainty::Context),
    };
    Some(Phone { value, certainty, rank: Rank::Phone })
}

/// The byte of a plus before the first digit, with no more than a space or a bracket between.
fn plus_before(reading: &Reading<'_>, start: usize) -> Option<usize> {
    let bytes = reading.plain.as_bytes().get(..start)?;
    match bytes {
        [.., b'+'] => Some(start - 1),
        [.., b'+', b' ' | b'('] => Some(start - 2),
        _ => None,
    }
}

/// Whether a number may begin here: not inside a word, a name, a longer number. A plus divides two that are as long as one.
fn may_begin(reading: &Reading<'_>, start: usize, plus: bool) -> bool {
    match reading.before(start) {
        Some('_' | '#') => false,
        Some(digit) if plus && digit.is_ascii_digit() => {
            let before = reading.plain.get(..start).unwrap_or_default();
            let digits = before.bytes().rev().take(FEWEST_DIGITS).take_while(u8::is_ascii_digit).count();
            digits == FEWEST_DIGITS
        }
        Some(sign @ (',' | ':' | '.' | '٬' | '٫' | '،' | '=')) => {
            let before = reading.plain.get(..start - sign.len_utf8()).unwrap_or_default();
            let digits = before.bytes().rev().take_while(u8::is_ascii_digit).count();
            digits == 0 || (is_comma(sign) && digits >= FEWEST_DIGITS)
        }
        Some(other) => !other.is_ascii_alphanumeric(),
        None => true,
    }
}

/// Between two runs that are each as long as a number, a comma divides a list; a shorter run belongs to a figure.
fn is_comma(sign: char) -> bool {
    matches!(sign, ',' | '،')
}

fn may_end(reading: &Reading<'_>, end: usize) -> bool {
    match reading.after(end) {
        Some('_' | '%' | '@') => false,
        Some(sign @ (',' | ':' | '٬' | '٫' | '،')) => {
            let after = reading.plain.get(end + sign.len_utf8()..).unwrap_or_default();
            let digits = after.bytes().take_while(u8::is_ascii_digit).take(FEWEST_DIGITS).count();
            digits == 0 || (is_comma(sign) && digits == FEWEST_DIGITS)
        }
        Some(other) => !other.is_ascii_alphanumeric(),
        None => true,
    }
}

/// How many groups a date takes here: day, month and year, or the other way round, with one sign between.
fn date(reading: &Reading<'_>, groups: &[Group]) -> usize {
    let [first, second, third, ..] = groups else { return 0 };
    let between = |a: &Group, b: &Group| reading.plain.get(a.end..b.start);
    let sign = between(first, second);
    if !matches!(sign, Some("/" | "-" | ".")) || between(second, third) != sign {
        return 0;
    }
    let number = |it: &Group| -> u32 {
        let digits = reading.plain.get(it.start..it.end).filter(|it| it.len() <= 4);
        digits.and_then(|it| it.parse().ok()).unwrap_or(u32::MAX)
    };
    let small = |it: &Group| it.end - it.start <= 2 && (1..=31).contains(&number(it));
    let year = |it: &Group| it.end - it.start == 4 && (1900..=2100).contains(&number(it));
    let is_date = small(second) && ((small(first) && year(third)) || (year(first) && small(third)));
    if is_date { 3 } else { 0 }
}

/// A receipt of Sanad has twenty digits: five groups of four as it is shown, or otherwise split beside its name.
fn is_receipt(reading: &Reading<'_>, chain: &[Group]) -> bool {
    let digits: usize = chain.iter().map(|it| it.end - it.start).sum();
    let Some(first) = chain.first().filter(|_| digits == 20) else { return false };
    let fours = chain.len() == 5 && chain.iter().all(|it| it.end - it.start == 4);
    fours || word_before(reading, first.start, WORDS_BEFORE, &[&RECEIPT], &[&PHONE])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, &str, &str)]) {
        super::super::check(text, |reading, found| find(reading, Region::IRAQ, found), wanted);
    }

    #[test]
    fn one_number_has_one_value_however_it_is_written() {
        for raw in [
            "07700000012",
            "0770 000 0012",
            "0770-000-0012",
            "0770.000.00.12",
            "٠٧٧٠٠٠٠٠٠١٢",
            "۰۷۷۰ ۰۰۰ ۰۰۱۲",
            "0770\u{A0}000\u{202F}0012",
            "07\u{200F}70\u{2066}0000012",
            "0️⃣7️⃣7️⃣0️⃣0️⃣0️⃣0️⃣0️⃣0️⃣1️⃣2",
        ] {
            check(&format!("دز على {raw} هسه"), &[("+9647700000012", raw, "region_assumed")]);
        }
        for raw in [
            "+9647700000012",
            "+964 770 000 0012",
            "00964 770 000 0012",
            "+964 (0) 770 000 0012",
            "+ 9647700000012",
        ] {
            check(&format!("\u{202A}{raw}\u{202C}"), &[("+9647700000012", raw, "checked")]);
        }
    }

    #[test]
    fn numbers_outside_every_plan_rest_on_their_form() {
        for (text, value) in [
            ("+447700900123", "+447700900123"),
            ("00447700900123", "+447700900123"),
            ("+44 7700 900123", "+447700900123"),
            ("+964770123456", "+964770123456"),
            ("+96477012345678", "+96477012345678"),
        ] {
            check(text, &[(value, text, "form")]);
        }
        check("+44 7700 900123 500 دولار", &[("+447700900123", "+44 7700 900123", "form")]);
        for text in [
            "+1000000",
            "+1 500 000",
            "+20 100 000 000",
            "رقم الطلب +964770123456",
            "رقم الطلب 00964770123456",
            "0096477012345678",
            "964770123456+",
            "+9999999999",
            "+96477",
            "+1234567890123456",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_plus_divides_two_numbers() {
        let two = [
            ("+9647701234567", "+9647701234567", "checked"),
            ("+9647801234567", "+9647801234567", "checked"),
        ];
        check("+9647701234567+9647801234567", &two);
        check(
            "07701234567+07801234567",
            &[
                ("+9647701234567", "07701234567", "region_assumed"),
                ("+9647801234567", "+07801234567", "region_assumed"),
            ],
        );
        check("500+9647701234567", &[]);
    }

    #[test]
    fn numbers_of_neighbours_are_read_in_the_order_of_the_region() {
        check("0933000012", &[("+963933000012", "0933000012", "region_assumed")]);
        check("0532 000 00 12", &[("+905320000012", "0532 000 00 12", "region_assumed")]);
        check("01000000012", &[("+201000000012", "01000000012", "region_assumed")]);
        check("0500000012", &[("0500000012", "0500000012", "ambiguous")]);
        let two = [
            ("+9647701234567", "07701234567", "region_assumed"),
            ("+9647712345678", "07712345678", "region_assumed"),
        ];
        check("07701234567,07712345678", &two);
        check("07701234567،07712345678", &two);
        check("07701234567,500", &[]);
        check("+1 202 555 0123", &[("+12025550123", "+1 202 555 0123", "checked")]);
    }

    #[test]
    fn bare_numbers_need_a_word() {
        check("واتساب 7700000012", &[("+9647700000012", "7700000012", "context")]);
        check("9647700000012", &[("+9647700000012", "9647700000012", "form")]);
        check("9647700000012+", &[("+9647700000012", "9647700000012", "checked")]);
        check("7700000012", &[]);
        check("رقم الطلب 7700000012", &[]);
        check("my whatsapp is 905320000012", &[("+905320000012", "905320000012", "context")]);
    }

    #[test]
    fn two_numbers_in_a_row_are_two() {
        check(
            "07700000012 07800000012 500",
            &[
                ("+9647700000012", "07700000012", "region_assumed"),
                ("+9647800000012", "07800000012", "region_assumed"),
            ],
        );
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "077000000123",
            "0720000001",
            "x07700000012",
            "07700000012x",
            "user_07700000012",
            "#07700000012",
            "1,07700000012",
            "07700000012,5",
            "05.12.2024 14 00",
            "2024-05-12 0933",
            "07200000012",
            "0770 0000 1234 5678 9012",
            "رقم المتابعة 0791234567 0781234567",
            "+99912345678",
            "+",
            "+0",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn a_long_row_is_read_group_by_group() {
        let row = "01 02 03 04 05 06 07 08 09 10 11 12 13";
        check(row, &[]);
        check(&format!("{row} 07700000012"), &[("+9647700000012", "07700000012", "region_assumed")]);
    }
}
