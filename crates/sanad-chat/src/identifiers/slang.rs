//! Slang of Iraq that stands for a sum: `ورقة`, `دفتر`, `شدة`.

use super::amount::{Sum, unless_doubtful};
use super::context::Context;
use super::currency::currency_at;
use super::exact::Exact;
use super::numeral::Number;
use super::reading::Reading;
use super::words::{Words, listed, look};
use super::{IdentifierCertainty, Rank};

/// Slang without a number: `ورقتين` after a word of paying is 200 dollars, `ورقة` is 100.
pub(super) fn slang_alone(reading: &Reading<'_>, context: &Context<'_>, at: usize) -> Option<Sum> {
    let token = reading.token(at)?;
    let (joined, (slang, pair)) = look(reading.word(at), slang)?;
    let told = currency_at(reading, at + 1).is_some_and(|it| it.names == ["USD"]);
    let given = at > 0 && context.has_money(at, at + 1) && GIVING.has(reading.word(at - 1));
    if !told && !given && !is_brought(reading, at) {
        return None;
    }
    let number = Number::named(1, token.start + joined, token.end, at);
    sum(reading, context, at, &number, (slang, pair))
}

/// A number with slang behind it; none where no slang follows, and no sum where it means paper.
pub(super) fn in_slang(
    reading: &Reading<'_>,
    context: &Context<'_>,
    at: usize,
    number: &Number,
) -> Option<Option<Sum>> {
    let (_, it) = look(reading.word(number.next), slang).filter(|_| !number.fraction)?;
    Some(sum(reading, context, at, number, it))
}

/// *Bring*, said to a woman, before what begins at a token; behind a preposition the word is *my pocket*.
fn is_brought(reading: &Reading<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1).filter(|it| reading.word(*it) == "جيبي") else { return false };
    !before.checked_sub(1).is_some_and(|it| matches!(reading.word(it), "في" | "من" | "علي"))
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

/// The sum that slang stands for, where money is spoken of: paper and notebooks are more common.
fn sum(
    reading: &Reading<'_>,
    context: &Context<'_>,
    at: usize,
    number: &Number,
    (slang, pair): (Slang, bool),
) -> Option<Sum> {
    let mut next = number.next + 1;
    let mut end = reading.token(number.next)?.end;
    let told = currency_at(reading, next).filter(|it| it.names == ["USD"]);
    let money = || is_brought(reading, at) || context.has_money(number.next, next);
    if told.is_none() && (PAPER.has(reading.word(next)) || !money()) {
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
    let (start, certainty) = (number.start, unless_doubtful(number, IdentifierCertainty::Slang));
    Some(Sum { start, end, next, value, certainty, rank: Rank::Sum })
}

/// What *and a half*, *and a quarter* add: one part of so many.
pub(super) fn half_more(word: &str) -> Option<u64> {
    match word {
        "ونص" | "ونصف" => Some(2),
        "وربع" => Some(4),
        _ => None,
    }
}

/// Words of giving that stand right before what is given.
static GIVING: Words = Words::new(|| {
    listed(
        "انطيني انطي انطيه انطيته تنطيني تنطي ادفع ادفعي تدفع تدفعين دز دزي دزلي دزيلي تدز تدزين حول حولي \
            حولت تحول تحولين يريد اريد دفعت دفعتله ينطي جيب جيبيلي جيبلي تجيب تجيبين عليك عليج",
    )
});

/// What paper is for, where it is no money.
static PAPER: Words = Words::new(|| {
    listed(
        "امتحان امتحانات قلم اقلام بيضا بيضاء بيض اسيله رسم مسوده واجب ملزمه كتاب طابعه نظيفه نظيفات كبيره \
            صغيره",
    )
});

#[cfg(test)]
mod tests {
    use super::super::Region;
    use super::super::amount;
    use super::super::words::assert_folded;
    use super::*;

    #[track_caller]
    fn check(text: &str, wanted: &[(&str, &str, &str)]) {
        super::super::check(
            text,
            |reading, found| amount::find(reading, &Context::new(reading), Region::IRAQ, found),
            wanted,
        );
    }

    #[test]
    fn every_list_is_folded() {
        assert_folded(GIVING.all());
        assert_folded(PAPER.all());
    }

    #[test]
    fn slang_needs_money_beside_it() {
        check("ادفع خمس ورقات", &[("USD 500", "خمس ورقات", "slang")]);
        check("انطيني ورقتين ونص", &[("USD 250", "ورقتين ونص", "slang")]);
        check("يريد دفتر", &[("USD 10000", "دفتر", "slang")]);
        check("يريد شدتين", &[("2 شدة", "شدتين", "slang")]);
        check("جيبي ورقتين", &[("USD 200", "ورقتين", "slang")]);
        check("يريد خمسين ورقة", &[("USD 5000", "خمسين ورقة", "slang")]);
        check("في جيبي ورقتين", &[]);
        check("بجيبي ورقتين", &[]);
        check("جيبي ورقة وقلم", &[]);
        check("انطيته ورقة ودفتر", &[("USD 100", "ورقة", "slang")]);
        check("يريد شدة دولار", &[("USD 10000", "شدة دولار", "slang")]);
        check("عندي خمس ورقات امتحان", &[]);
        check("نسيت دفتر الرياضيات", &[]);
    }
}
