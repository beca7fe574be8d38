//! The words around: what makes a day a deadline, a number a telephone's, a sum somebody's demand.

use std::cell::OnceCell;

use super::reading::{Reading, TokenKind};
use super::words::{Words, listed};

/// Tokens on either side in which a word counts as near.
const NEAR: usize = 14;

/// Counts of telling words up to each token, so that a question costs the same however often it is asked.
/// They are made at the first question: most messages raise none.
pub(super) struct Context<'a> {
    reading: &'a Reading<'a>,
    money: OnceCell<Vec<u32>>,
    threat: OnceCell<Vec<u32>>,
}

impl<'a> Context<'a> {
    pub(super) fn new(reading: &'a Reading<'a>) -> Self {
        Self { reading, money: OnceCell::new(), threat: OnceCell::new() }
    }

    /// Whether somebody pays, sends, wants near these tokens.
    pub(super) fn has_money(&self, first: usize, next: usize) -> bool {
        any_near(self.money.get_or_init(|| counts(self.reading, &MONEY, &MONEY_STEMS)), first, next)
    }

    /// Whether something is demanded or threatened near these tokens.
    pub(super) fn is_pressed(&self, first: usize, next: usize) -> bool {
        self.has_money(first, next)
            || any_near(self.threat.get_or_init(|| counts(self.reading, &THREAT, &THREAT_STEMS)), first, next)
    }
}

fn counts(reading: &Reading<'_>, words: &Words, stems: &[&str]) -> Vec<u32> {
    let mut sums = Vec::with_capacity(reading.tokens().len() + 1);
    let mut sum = 0_u32;
    sums.push(sum);
    for index in 0..reading.tokens().len() {
        let word = reading.word(index);
        let tells = words.has(word) || stems.iter().any(|stem| word.contains(stem));
        sum = sum.saturating_add(u32::from(tells));
        sums.push(sum);
    }
    sums
}

fn any_near(sums: &[u32], first: usize, next: usize) -> bool {
    let last = sums.len().saturating_sub(1);
    let (from, to) = (first.saturating_sub(NEAR), next.saturating_add(NEAR).min(last));
    match (sums.get(from), sums.get(to)) {
        (Some(before), Some(up_to)) => up_to > before,
        _ => false,
    }
}

/// Whether one of the words before a byte, as near as `most` words, is `wanted`;
/// a nearer word of `not`, or another number, ends the search.
pub(super) fn word_before(
    reading: &Reading<'_>,
    byte: usize,
    most: usize,
    wanted: &[&Words],
    not: &[&Words],
) -> bool {
    let one_of = |lists: &[&Words], word: &str| lists.iter().any(|list| list.has(word));
    let mut words = 0;
    for index in (0..reading.token_at(byte)).rev().take(3 * most) {
        match reading.token(index).map(|it| it.kind) {
            Some(TokenKind::Word) => {
                let word = reading.word(index);
                if one_of(wanted, word) {
                    return true;
                }
                words += 1;
                if words == most || one_of(not, word) {
                    return false;
                }
            }
            Some(TokenKind::Number) => return false,
            _ => {}
        }
    }
    false
}

/// A number behind it is a telephone's.
pub(super) static PHONE: Words = Words::new(|| {
    listed(
        "رقمي رقمه رقمها رقمك رقمهم رقمنا تلفون تلفوني تليفون تليفوني تلفونه هاتف هاتفي موبايل موبايلي \
            موبايله جوال جوالي جواله واتساب واتس واتسب وتساب واتسابه واتسابي وتس اتصل اتصلي اتصلو خابر خابرني \
            خابريني دكلي كلمني كلميني ژمارهم ژمارهكهم ژمارهكهي موبايلم موبايلهكهم تهلهفون تهلهفونم واتساپ ڤايبهر \
            پهيوهندي telefon telefona jimara whatsapp whatsap watsapp wa phone mobile cell call tel viber sms",
    )
});

/// A number behind it is no telephone's: orders, receipts, invoices.
pub(super) static OTHER_NUMBER: Words = Words::new(|| {
    listed(
        "طلب طلبي طلبيه فاتوره وصل ايصال متابعه تتبع شحنه تذكره هويه جواز حساب order invoice ticket tracking \
            receipt passport account serial داواكاري پسووله وهسل",
    )
});

/// A number behind it is a receipt of Sanad.
pub(super) static RECEIPT: Words =
    Words::new(|| listed("متابعه ايصال وصل وصلي سند receipt sanad بهدواداچوون پسووله وهسل"));

/// A transfer of money.
pub(super) static TRANSFER: Words = Words::new(|| {
    listed(
        "حواله حوالتي حوالتك حوالات mtcn transfer reference ref حهواله حهوالهكه hewale hewaleyê ويسترن \
            western moneygram مونيجرام مونيغرام مونيكرام",
    )
});

/// Paying, sending, wanting.
static MONEY: Words = Words::new(|| {
    listed(
        "مبلغ مصرياتي كاش حول حولي حولت حولتله حوليلي حوللي تحول تحولي تحولين يحول تحوليلي دز دزي دزيت دزلي \
            دزيلي تدز تدزين تدزيلي تدزلي عطني جيب جيبيلي جيبلي تجيب تجيبي تجيبين هات هاتي طلب طالب يطلب طالبني يريد يريدون يريدني \
            اريد بدو بده بدي عايز عايزه عاوز ابغي يبغي ابي يبي رصيد سعره خساره بدهيت بدهي دهويت دهوي داواي \
            حهواله bide bidî dixwaze dixwazim pay paid pays send sent transfer money cash want wants wanted give \
            gave owe demanded demands asked asking deposit price",
    )
});

/// The same inside a word: verbs change at both ends.
const MONEY_STEMS: [&str; 20] = [
    "دفع",
    "رسل",
    "فلوس",
    "مصاري",
    "حوال",
    "حويل",
    "بعتل",
    "ابعت",
    "تبعت",
    "ابعث",
    "تبعث",
    "نطي",
    "عطي",
    "بنير",
    "دهنير",
    "پاره",
    "bişîn",
    "bişin",
    "bisîn",
    "pere",
];

/// Publishing, shaming, ending.
static THREAT: Words = Words::new(|| {
    listed(
        "تنتشر فيديو فيديوهات فيديوك مقطع اهلك اهلج اهلي ابوك ابوج اخوك اخوج والا تردي تردين ترد جاوبي \
            تجاوبين ترديلي احذف دهكهمهوه ڤيديو ڤيديوكه ڤيديوكهت يهگهرنا باوكت vîdyo post posted posting publish \
            leak leaked expose exposed share everyone family pics photos pictures video videos nudes else reply \
            respond comply answer delete viral ruin",
    )
});

/// The same inside a word.
const THREAT_STEMS: [&str; 11] =
    ["نشر", "فضح", "فضيح", "هدد", "تهديد", "صور", "بلاو", "يابروو", "وينه", "belav", "wêne"];

#[cfg(test)]
mod tests {
    use super::super::words::assert_folded;
    use super::*;

    #[test]
    fn telling_words_count_when_they_are_near() {
        let near = Reading::new("ادفع لي كل شي باچر");
        let context = Context::new(&near);
        assert!(context.has_money(4, 5));
        assert!(context.is_pressed(4, 5));
        let text = format!("pay {} tomorrow", "word ".repeat(NEAR));
        let far = Reading::new(&text);
        let far = Context::new(&far);
        assert!(!far.is_pressed(NEAR + 1, NEAR + 2));
        assert!(!Context::new(&Reading::new("")).is_pressed(0, 0));
    }

    #[test]
    fn a_word_speaks_of_the_first_number_behind_it() {
        let reading = Reading::new("رقمي هو 7700000012 و 7800000012");
        let at = |text: &str| reading.plain.find(text).unwrap();
        assert!(word_before(&reading, at("770"), 4, &[&PHONE], &[&TRANSFER]));
        assert!(!word_before(&reading, at("780"), 4, &[&PHONE], &[&TRANSFER]));
        assert!(!word_before(&reading, at("رقمي"), 4, &[&PHONE], &[&TRANSFER]));
    }

    #[test]
    fn a_nearer_word_can_forbid() {
        let reading = Reading::new("واتساب رقم الحوالة 7700000012");
        let at = reading.plain.find("770").unwrap();
        assert!(!word_before(&reading, at, 4, &[&PHONE], &[&TRANSFER]));
        assert!(word_before(&reading, at, 4, &[&PHONE], &[]));
    }

    #[test]
    fn every_list_is_folded() {
        for words in [&PHONE, &OTHER_NUMBER, &RECEIPT, &TRANSFER, &MONEY, &THREAT] {
            assert_folded(words.all());
        }
        assert_folded(MONEY_STEMS.into_iter().chain(THREAT_STEMS));
    }
}
