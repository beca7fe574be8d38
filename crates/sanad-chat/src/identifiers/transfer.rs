//! Numbers of money transfers and of payment cards. Digits alone say nothing: words beside them do.

use super::context::{OTHER_NUMBER, PHONE, TRANSFER};
use super::reading::{Reading, TokenKind};
use super::words::{Words, listed, look};
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

/// Words before a number that may say what it is, and words behind it.
const WORDS_BEFORE: usize = 6;
const WORDS_AFTER: usize = 3;

/// Who carries the money.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Service {
    /// Western Union's control number: ten digits.
    Mtcn,
    /// MoneyGram's reference: eight digits.
    MoneyGram,
    ZainCash,
    AsiaHawala,
    FastPay,
    /// Sixteen digits with a check digit (ISO/IEC 7812-1): Qi, Visa, Mastercard.
    Card,
    /// A transfer of nobody in particular: the offices of hawala.
    Any,
}

impl Service {
    const fn code(self) -> &'static str {
        match self {
            Self::Mtcn => "mtcn",
            Self::MoneyGram => "moneygram",
            Self::ZainCash => "zaincash",
            Self::AsiaHawala => "asiahawala",
            Self::FastPay => "fastpay",
            Self::Card => "card",
            Self::Any => "transfer",
        }
    }

    /// Whether its numbers have so many digits.
    fn takes(self, digits: &str, told: &Told) -> bool {
        let named = told.named;
        let length = digits.len();
        match self {
            Self::Mtcn => length == 10,
            Self::MoneyGram => length == 8,
            Self::AsiaHawala if told.beside && !named && (8..=9).contains(&length) => {
                // A round number is a sum.
                !digits.starts_with('0') && !digits.ends_with("000")
            }
            Self::ZainCash | Self::AsiaHawala | Self::FastPay => named && (6..=20).contains(&length),
            Self::Card => length == 16,
            Self::Any => length == 10 || length == 8 || (named && (4..=16).contains(&length)),
        }
    }
}

/// What words say about digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Told {
    service: Service,
    /// One of them says that it is a number or a code.
    named: bool,
    /// The service stands right before.
    beside: bool,
}

/// Groups in which such numbers are written.
const SHAPES: [&[usize]; 3] = [&[4, 4, 4, 4], &[3, 3, 4], &[4, 4]];

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let mut at = 0;
    while at < reading.tokens().len() {
        let Some((digits, last)) = digits_at(reading, at) else {
            at += 1;
            continue;
        };
        let (first, next) = (at, last + 1);
        at = next;
        let told = told_before(reading, first).or_else(|| told_after(reading, next));
        let Some(Told { service, .. }) = told.filter(|it| it.service.takes(&digits, it)) else { continue };
        let (Some(from), Some(to)) = (reading.token(first), reading.token(last)) else { continue };
        let checked = service == Service::Card && has_check_digit(&digits);
        let certainty = if checked { IdentifierCertainty::Checked } else { IdentifierCertainty::Context };
        let value = format!("{}:{digits}", service.code());
        let place = (from.start, to.end);
        found.extend(reading.found(Rank::Transfer, IdentifierKind::Transfer, certainty, place, value));
    }
}

/// The digits that begin at a token, in one run or in the groups of [`SHAPES`], and their last token.
fn digits_at(reading: &Reading<'_>, first: usize) -> Option<(String, usize)> {
    let run = |at: usize| Some(reading.number(at)).filter(|it| is_digits(it));
    run(first)?;
    let shaped = SHAPES.iter().find_map(|shape| {
        let mut digits = String::new();
        let mut at = first;
        for (index, length) in shape.iter().enumerate() {
            if index > 0 {
                at += 1 + usize::from(reading.sign(at + 1) == Some('-'));
            }
            digits.push_str(run(at).filter(|it| it.len() == *length)?);
        }
        Some((digits, at))
    });
    let (digits, last) = match shaped.filter(|(_, last)| stands_alone(reading, first, *last)) {
        Some(it) => it,
        None => (run(first)?.chars().take(21).collect(), first),
    };
    stands_alone(reading, first, last).then_some((digits, last))
}

fn is_digits(number: &str) -> bool {
    !number.is_empty() && number.bytes().all(|it| it.is_ascii_digit())
}

/// Whether nothing touches the digits that would make them a date, a time, a fraction or a name.
fn stands_alone(reading: &Reading<'_>, first: usize, last: usize) -> bool {
    let before = first.checked_sub(1).filter(|it| reading.touches_next(*it));
    let after = Some(last + 1).filter(|_| reading.touches_next(last));
    let joins = |at: usize, signs: &str| match reading.token(at).map(|it| it.kind) {
        Some(TokenKind::Word) => reading.word(at).is_ascii(),
        Some(TokenKind::Sign) => reading.sign(at).is_some_and(|it| signs.contains(it)),
        _ => false,
    };
    let timed = |at: usize| reading.sign(at) == Some(':') && !reading.number(at + 1).is_empty();
    !before.is_some_and(|it| joins(it, "/_@$+.-") && !names_digits(reading, it))
        && !after.is_some_and(|it| joins(it, "/_@%+-") || timed(it))
}

/// `mtcn1234567890`: the word that says what the digits are touches them, and is a word of its own.
fn names_digits(reading: &Reading<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).filter(|it| reading.touches_next(*it));
    let joins = |at: usize| {
        !reading.number(at).is_empty() || matches!(reading.sign(at), Some('_' | '@' | '#' | '/' | '.'))
    };
    matches!(reading.word(at), "mtcn" | "moneygram") && !before.is_some_and(joins)
}

/// What the words before say. The nearest service counts.
fn told_before(reading: &Reading<'_>, first: usize) -> Option<Told> {
    let mut named = false;
    let mut words = 0;
    let mut any = None;
    for at in (0..first).rev().take(3 * WORDS_BEFORE) {
        match reading.token(at)?.kind {
            TokenKind::Number => break,
            TokenKind::Word if words == WORDS_BEFORE => break,
            TokenKind::Word => words += 1,
            TokenKind::Sign | TokenKind::Line => continue,
        }
        let word = reading.word(at);
        named |= NUMBER.has(word);
        match service_at(reading, at) {
            // A service by name says more than the word for a transfer, and may stand further away.
            Some(Service::Any) => any = Some(Service::Any),
            Some(service) => {
                let nearer = reading.word(at + 1);
                let beside = words == 1 || (words == 2 && matches!(nearer, "حواله" | "hawala"));
                return Some(Told { service, named, beside });
            }
            None if PHONE.has(word) || OTHER_NUMBER.has(word) => break,
            None => {}
        }
    }
    any.map(|service| Told { service, named, beside: false })
}

/// `1234567890 رقم الحوالة`.
fn told_after(reading: &Reading<'_>, next: usize) -> Option<Told> {
    let mut named = false;
    for at in next..next + WORDS_AFTER {
        if matches!(reading.token(at)?.kind, TokenKind::Line | TokenKind::Number) {
            return None;
        }
        named |= NUMBER.has(reading.word(at));
        match service_at(reading, at) {
            Some(Service::Any) if !named => return None,
            Some(service) => return Some(Told { service, named, beside: false }),
            None => {}
        }
    }
    None
}

/// The service that a word names, alone or with the one before or behind it.
fn service_at(reading: &Reading<'_>, at: usize) -> Option<Service> {
    let word = reading.word(at);
    let beside = |wanted: &[&str]| {
        [at.checked_sub(1), Some(at + 1)].into_iter().flatten().any(|it| wanted.contains(&reading.word(it)))
    };
    let named = look(word, |it| {
        Some(match it {
            "mtcn" | "western" | "ويسترن" | "وسترن" | "westernunion" => Service::Mtcn,
            "moneygram" | "مونيجرام" | "مونيغرام" | "مونيكرام" => Service::MoneyGram,
            "موني" | "money" if beside(&["جرام", "غرام", "كرام", "gram"]) => {
                Service::MoneyGram
            }
            "زينكاش" | "zaincash" => Service::ZainCash,
            "زين" | "zain" if beside(&["كاش", "cash"]) => Service::ZainCash,
            "اسياحواله" | "اسياسيل" | "asiahawala" => Service::AsiaHawala,
            "اسيا" | "asia" if beside(&["حواله", "hawala"]) => Service::AsiaHawala,
            "فاستباي" | "fastpay" => Service::FastPay,
            "فاست" | "fast" if beside(&["باي", "بي", "pay"]) => Service::FastPay,
            "كيكارد" | "qicard" | "ماستركارد" | "mastercard" | "visa" | "فيزا" | "بطاقه" | "بطاقتي"
            | "كارت" | "كارتي" | "ماستر" | "card" | "كارد" | "كارتهكهم" => {
                Service::Card
            }
            _ => return None,
        })
    });
    named.map(|(_, it)| it).or_else(|| TRANSFER.has(word).then_some(Service::Any))
}

/// Words that say that a number or a code follows.
static NUMBER: Words = Words::new(|| {
    listed(
        "رقم رقمها كود رمز عمليه معامله number no code pin id mtcn reference ref transaction txn ژماره ژمارهي كودي jimareya hejmara kod",
    )
});

/// Whether the last digit is right (ISO/IEC 7812-1, annex B: the Luhn formula).
fn has_check_digit(digits: &str) -> bool {
    let sum: u32 = digits
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit.saturating_sub(b'0')) * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::super::words::assert_folded;
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, &str, &str)]) {
        super::super::check(text, find, wanted);
    }

    #[test]
    fn words_say_what_the_digits_are() {
        check("رقم الحوالة ١٢٣٤٥٦٧٨٩٠", &[("transfer:1234567890", "١٢٣٤٥٦٧٨٩٠", "context")]);
        check("MTCN: 123-456-7890", &[("mtcn:1234567890", "123-456-7890", "context")]);
        check("ويسترن يونيون 123 456 7890", &[("mtcn:1234567890", "123 456 7890", "context")]);
        check("moneygram ref 12345678", &[("moneygram:12345678", "12345678", "context")]);
        check("كود الحوالة 45217", &[("transfer:45217", "45217", "context")]);
        check("زين كاش رقم العملية 99887766", &[("zaincash:99887766", "99887766", "context")]);
        check("كي كارد 4111 1111 1111 1111", &[("card:4111111111111111", "4111 1111 1111 1111", "checked")]);
        check("كي كارد 4111111111111112", &[("card:4111111111111112", "4111111111111112", "context")]);
        check("آسيا حوالة 123456789", &[("asiahawala:123456789", "123456789", "context")]);
        check("Asia Hawala transaction 123456789", &[("asiahawala:123456789", "123456789", "context")]);
        check("mtcn1234567890", &[("mtcn:1234567890", "1234567890", "context")]);
        check("(MTCN1234567890)", &[("mtcn:1234567890", "1234567890", "context")]);
        check("1234567890 رقم الحوالة", &[("transfer:1234567890", "1234567890", "context")]);
        check("ژمارەی حەواڵە 1234567890", &[("transfer:1234567890", "1234567890", "context")]);
    }

    #[test]
    fn other_numbers_are_left() {
        for text in [
            "1234567890",
            "رقم الطلب 1234567890",
            "حوالة 500",
            "الحوالة بتاريخ 12/05/2026",
            "حوالة زين كاش على رقمي 7700000012",
            "حوالة 3 مرات 1234567890",
            "MTCN x1234567890",
            "user_mtcn1234567890",
            "آسيا حوالة 250000",
            "آسيا حوالة 100000000",
            "آسيا حوالة حق البيت 123456789",
            "MTCN 123456789",
            "western 12:30",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn the_check_digit_of_cards_is_judged() {
        assert!(has_check_digit("4111111111111111"));
        assert!(!has_check_digit("4111111111111112"));
        assert!(!has_check_digit("1411111111111111"));
    }

    #[test]
    fn every_list_is_folded() {
        assert_folded(NUMBER.all());
    }
}
