//! Words for the halves and the parts of the day.
//!
//! Source: the Unicode Common Locale Data Repository 48, `dayPeriods` (the words) and `dayPeriodRuleSet` (the hours), as
//! ICU 78 prints them; older names of the same periods that phones still carry are beside them. A word that is both a
//! half of the day and a part of it in one language (مساءً, بعدازظهر, אחה״צ) is read as the half: it holds the part. So
//! are words that tell before or after noon by themselves (vorm., nachm.), whatever hours CLDR gives them.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::Language;

/// What a word says about the hour beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Period {
    /// Before noon.
    Before,
    /// After noon.
    After,
    /// Between these hours of the 24, the last of each pair excluded.
    Between(&'static [(u8, u8)]),
}

use Period::{After, Before, Between};

const PERIODS: &[(Language, &str, Period)] = &[
    (Language::Arabic, "ص", Before),
    (Language::Arabic, "م", After),
    (Language::Arabic, "صباحًا", Before),
    (Language::Arabic, "مساءً", After),
    (Language::Arabic, "منتصف الليل", Between(&[(0, 1)])),
    (Language::Arabic, "ليلاً", Between(&[(1, 3)])),
    (Language::Arabic, "فجرًا", Between(&[(3, 6)])),
    (Language::Arabic, "في الصباح", Between(&[(3, 6)])),
    (Language::Arabic, "ظهرًا", Between(&[(12, 13)])),
    (Language::Arabic, "بعد الظهر", Between(&[(13, 18)])),
    (Language::CentralKurdish, "ب.ن", Before),
    (Language::CentralKurdish, "د.ن", After),
    (Language::CentralKurdish, "پێش نیوەڕۆ", Before),
    (Language::CentralKurdish, "دوای نیوەڕۆ", After),
    (Language::Dutch, "’s nachts", Between(&[(0, 6)])),
    (Language::Dutch, "’s ochtends", Between(&[(6, 12)])),
    (Language::Dutch, "’s middags", Between(&[(12, 18)])),
    (Language::Dutch, "’s avonds", Between(&[(18, 24)])),
    (Language::English, "AM", Before),
    (Language::English, "PM", After),
    (Language::English, "midnight", Between(&[(0, 1)])),
    (Language::English, "noon", Between(&[(12, 13)])),
    (Language::English, "in the morning", Between(&[(0, 12)])),
    (Language::English, "in the afternoon", Between(&[(12, 18)])),
    (Language::English, "in the evening", Between(&[(18, 21)])),
    (Language::English, "at night", Between(&[(0, 6), (21, 24)])),
    (Language::French, "minuit", Between(&[(0, 1)])),
    (Language::French, "nuit", Between(&[(0, 4)])),
    (Language::French, "de nuit", Between(&[(0, 4)])),
    (Language::French, "mat.", Between(&[(0, 12)])),
    (Language::French, "matin", Between(&[(0, 12)])),
    (Language::French, "du matin", Between(&[(0, 12)])),
    (Language::French, "midi", Between(&[(12, 13)])),
    (Language::French, "ap.m.", Between(&[(12, 18)])),
    (Language::French, "après-midi", Between(&[(12, 18)])),
    (Language::French, "de l’après-midi", Between(&[(12, 18)])),
    (Language::French, "soir", Between(&[(18, 24)])),
    (Language::French, "du soir", Between(&[(18, 24)])),
    (Language::German, "Mitternacht", Between(&[(0, 1)])),
    (Language::German, "nachts", Between(&[(0, 5)])),
    (Language::German, "morgens", Between(&[(5, 10)])),
    (Language::German, "vorm.", Before),
    (Language::German, "vormittags", Before),
    (Language::German, "mittags", Between(&[(12, 13)])),
    (Language::German, "nachm.", After),
    (Language::German, "nachmittags", After),
    (Language::German, "abends", Between(&[(18, 24)])),
    (Language::Hebrew, "לפנה״צ", Before),
    (Language::Hebrew, "אחה״צ", After),
    (Language::Hebrew, "חצות", Between(&[(0, 1)])),
    (Language::Hebrew, "לילה", Between(&[(0, 3), (22, 24)])),
    (Language::Hebrew, "בלילה", Between(&[(0, 3), (22, 24)])),
    (Language::Hebrew, "לפנות בוקר", Between(&[(3, 6)])),
    (Language::Hebrew, "בוקר", Between(&[(6, 12)])),
    (Language::Hebrew, "בבוקר", Between(&[(6, 12)])),
    (Language::Hebrew, "צהריים", Between(&[(12, 16)])),
    (Language::Hebrew, "בצהריים", Between(&[(12, 16)])),
    (Language::Hebrew, "אחר הצהריים", Between(&[(16, 18)])),
    (Language::Hebrew, "ערב", Between(&[(18, 22)])),
    (Language::Hebrew, "בערב", Between(&[(18, 22)])),
    (Language::Hindi, "पूर्वाह्न", Before),
    (Language::Hindi, "अपराह्न", After),
    (Language::Hindi, "सुबह", Between(&[(4, 12)])),
    (Language::Hindi, "दोपहर", Between(&[(12, 16)])),
    (Language::Hindi, "शाम", Between(&[(16, 20)])),
    (Language::Hindi, "रात", Between(&[(0, 4), (20, 24)])),
    (Language::Indonesian, "pagi", Between(&[(0, 12)])),
    (Language::Indonesian, "siang", Between(&[(10, 15)])),
    (Language::Indonesian, "sore", Between(&[(15, 18)])),
    (Language::Indonesian, "malam", Between(&[(18, 24)])),
    (Language::Italian, "di notte", Between(&[(0, 6)])),
    (Language::Italian, "di mattina", Between(&[(6, 12)])),
    (Language::Italian, "mezzogiorno", Between(&[(12, 13)])),
    (Language::Italian, "di pomeriggio", Between(&[(13, 18)])),
    (Language::Italian, "del pomeriggio", Between(&[(13, 18)])),
    (Language::Italian, "di sera", Between(&[(18, 24)])),
    (Language::Kurmanji, "BN", Before),
    (Language::Kurmanji, "PN", After),
    (Language::Persian, "ق.ظ.", Before),
    (Language::Persian, "ب.ظ.", After),
    (Language::Persian, "قبل\u{200c}ازظهر", Before),
    (Language::Persian, "بعدازظهر", After),
    (Language::Persian, "نیمه\u{200c}شب", Between(&[(0, 1)])),
    (Language::Persian, "بامداد", Between(&[(1, 4)])),
    (Language::Persian, "صبح", Between(&[(4, 12)])),
    (Language::Persian, "ظهر", Between(&[(11, 15)])),
    (Language::Persian, "عصر", Between(&[(13, 19)])),
    (Language::Persian, "شب", Between(&[(0, 4), (19, 24)])),
    (Language::Portuguese, "da madrugada", Between(&[(0, 6)])),
    (Language::Portuguese, "da manhã", Before),
    (Language::Portuguese, "meio-dia", Between(&[(12, 13)])),
    (Language::Portuguese, "da tarde", After),
    (Language::Portuguese, "da noite", Between(&[(19, 24)])),
    (Language::Russian, "ДП", Before),
    (Language::Russian, "ПП", After),
    (Language::Russian, "ночи", Between(&[(0, 4), (22, 24)])),
    (Language::Russian, "утра", Between(&[(4, 12)])),
    (Language::Russian, "полдень", Between(&[(12, 13)])),
    (Language::Russian, "дня", Between(&[(12, 18)])),
    (Language::Russian, "вечера", Between(&[(18, 24)])),
    (Language::Spanish, "de la madrugada", Between(&[(0, 6)])),
    (Language::Spanish, "de la mañana", Between(&[(0, 12)])),
    (Language::Spanish, "del mediodía", Between(&[(12, 13)])),
    (Language::Spanish, "de la tarde", Between(&[(12, 20)])),
    (Language::Spanish, "de la noche", Between(&[(20, 24)])),
    (Language::Turkish, "ÖÖ", Before),
    (Language::Turkish, "ÖS", After),
    (Language::Turkish, "gece yarısı", Between(&[(0, 1)])),
    (Language::Turkish, "gece", Between(&[(0, 6), (21, 24)])),
    (Language::Turkish, "sabah", Between(&[(6, 11)])),
    (Language::Turkish, "öğleden önce", Between(&[(11, 12)])),
    (Language::Turkish, "öğle", Between(&[(12, 13)])),
    (Language::Turkish, "öğleden sonra", Between(&[(12, 18)])),
    (Language::Turkish, "akşamüstü", Between(&[(18, 19)])),
    (Language::Turkish, "akşam", Between(&[(19, 21)])),
    (Language::Urdu, "قبل دوپہر", Before),
    (Language::Urdu, "بعد دوپہر", After),
    (Language::Urdu, "آدھی رات", Between(&[(0, 1)])),
    (Language::Urdu, "رات", Between(&[(0, 4), (20, 24)])),
    (Language::Urdu, "رات میں", Between(&[(0, 4), (20, 24)])),
    (Language::Urdu, "صبح", Between(&[(4, 12)])),
    (Language::Urdu, "صبح میں", Between(&[(4, 12)])),
    (Language::Urdu, "دوپہر", Between(&[(12, 16)])),
    (Language::Urdu, "دوپہر میں", Between(&[(12, 16)])),
    (Language::Urdu, "سہ پہر", Between(&[(16, 18)])),
    (Language::Urdu, "شام", Between(&[(18, 20)])),
    (Language::Urdu, "شام میں", Between(&[(18, 20)])),
];

/// Words of languages in which nothing else is read. The mornings of Chinese end with CLDR at eight, and on phones when
/// noon begins; none of their hours comes again in the evening.
const OTHERS: &[(&str, Period)] = &[
    // Bengali.
    ("ভোর", Between(&[(4, 6)])),
    ("ভোরবেলায়", Between(&[(4, 6)])),
    ("সকাল", Between(&[(6, 12)])),
    ("সকালবেলায়", Between(&[(6, 12)])),
    ("দুপুর", Between(&[(12, 16)])),
    ("দুপুরবেলায়", Between(&[(12, 16)])),
    ("বিকাল", Between(&[(16, 18)])),
    ("সন্ধ্যা", Between(&[(18, 20)])),
    ("সন্ধ্যাবেলায়", Between(&[(18, 20)])),
    ("রাত", Between(&[(0, 4), (20, 24)])),
    ("রাত্রি", Between(&[(0, 4), (20, 24)])),
    ("রাত্রিবেলায়", Between(&[(0, 4), (20, 24)])),
    // Marathi and Nepali.
    ("म.पू.", Before),
    ("म.उ.", After),
    ("पहाट", Between(&[(4, 6)])),
    ("सकाळ", Between(&[(6, 12)])),
    ("दुपार", Between(&[(13, 16)])),
    ("संध्याकाळ", Between(&[(16, 21)])),
    ("रात्र", Between(&[(0, 4), (21, 24)])),
    ("बिहान", Between(&[(4, 12)])),
    ("मध्यान्ह", Between(&[(12, 13)])),
    ("अपरान्ह", Between(&[(13, 16)])),
    ("साँझ", Between(&[(16, 19)])),
    ("बेलुकी", Between(&[(19, 22)])),
    // Bulgarian and Macedonian.
    ("пр.об.", Before),
    ("сл.об.", After),
    ("сутринта", Between(&[(4, 11)])),
    ("на обяд", Between(&[(11, 14)])),
    ("следобед", Between(&[(14, 18)])),
    ("вечерта", Between(&[(18, 22)])),
    ("през нощта", Between(&[(0, 4), (22, 24)])),
    ("претпл.", Before),
    ("попл.", After),
    // Ukrainian.
    ("ночі", Between(&[(0, 4)])),
    ("ранку", Between(&[(4, 12)])),
    ("вечора", Between(&[(18, 24)])),
    // Greek.
    ("π.μ.", Before),
    ("μ.μ.", After),
    ("πρωί", Between(&[(4, 12)])),
    ("το πρωί", Between(&[(4, 12)])),
    ("μεσημ.", Between(&[(12, 17)])),
    ("το μεσημέρι", Between(&[(12, 17)])),
    ("απόγ.", Between(&[(17, 20)])),
    ("το απόγευμα", Between(&[(17, 20)])),
    ("βράδυ", Between(&[(0, 4), (20, 24)])),
    ("το βράδυ", Between(&[(0, 4), (20, 24)])),
    // Czech, Slovak, Slovene.
    ("dop.", Before),
    ("odp.", After),
    ("pop.", After),
    ("dopol.", Before),
    ("popol.", After),
    ("dopoledne", Before),
    ("odpoledne", After),
    ("dopoludnia", Before),
    ("popoludní", After),
    ("ráno", Between(&[(4, 9)])),
    ("poledne", Between(&[(12, 13)])),
    ("napoludnie", Between(&[(12, 13)])),
    ("večer", Between(&[(18, 22)])),
    ("v noci", Between(&[(0, 4), (22, 24)])),
    // Swedish.
    ("fm", Before),
    ("em", After),
    ("på morg.", Between(&[(5, 10)])),
    ("på förm.", Before),
    ("på efterm.", After),
    ("på natten", Between(&[(0, 5)])),
    ("på morgonen", Between(&[(5, 10)])),
    ("på förmiddagen", Before),
    ("på eftermiddagen", After),
    ("på kvällen", Between(&[(18, 24)])),
    // Finnish.
    ("ap.", Before),
    ("ip.", After),
    ("aamup.", Before),
    ("iltap.", After),
    ("aamulla", Between(&[(5, 10)])),
    ("aamupäivällä", Before),
    ("keskipäivällä", Between(&[(12, 13)])),
    ("iltapäivällä", After),
    ("illalla", Between(&[(18, 23)])),
    ("yöllä", Between(&[(0, 5), (23, 24)])),
    // Hungarian.
    ("de.", Before),
    ("du.", After),
    ("hajnal", Between(&[(4, 6)])),
    ("reggel", Between(&[(6, 9)])),
    ("délelőtt", Before),
    ("dél", Between(&[(12, 13)])),
    ("délután", After),
    ("este", Between(&[(18, 21)])),
    ("éjjel", Between(&[(0, 4), (21, 24)])),
    // Polish.
    ("rano", Between(&[(6, 10)])),
    ("przed południem", Before),
    ("w południe", Between(&[(12, 13)])),
    ("po południu", After),
    ("wieczorem", Between(&[(18, 21)])),
    ("w nocy", Between(&[(0, 6), (21, 24)])),
    // Latvian and Lithuanian.
    ("priekšp.", Before),
    ("pēcp.", After),
    ("priešpiet", Before),
    ("popiet", After),
    // Albanian.
    ("p.d.", Before),
    ("m.d.", After),
    // Malay.
    ("PG", Before),
    ("PTG", After),
    ("tengah malam", Between(&[(0, 1)])),
    ("tengah hari", Between(&[(12, 14)])),
    ("petang", Between(&[(14, 19)])),
    // Vietnamese.
    ("SA", Before),
    ("CH", After),
    ("sáng", Between(&[(4, 12)])),
    ("trưa", Between(&[(12, 13)])),
    ("chiều", Between(&[(13, 18)])),
    ("tối", Between(&[(18, 21)])),
    ("đêm", Between(&[(0, 4), (21, 24)])),
    // Burmese.
    ("နံနက်", Before),
    ("ညနေ", After),
    // Chinese, Japanese, Korean.
    ("上午", Before),
    ("下午", After),
    ("午夜", Between(&[(0, 1)])),
    ("凌晨", Between(&[(0, 5)])),
    ("清晨", Between(&[(5, 12)])),
    ("早上", Between(&[(5, 12)])),
    ("中午", Between(&[(12, 13)])),
    ("晚上", Between(&[(19, 24)])),
    ("午前", Before),
    ("午後", After),
    ("真夜中", Between(&[(0, 1)])),
    ("夜中", Between(&[(0, 4), (23, 24)])),
    ("朝", Between(&[(4, 12)])),
    ("正午", Between(&[(12, 13)])),
    ("昼", Between(&[(12, 16)])),
    ("夕方", Between(&[(16, 19)])),
    ("夜", Between(&[(19, 23)])),
    ("오전", Before),
    ("오후", After),
    ("자정", Between(&[(0, 1)])),
    ("새벽", Between(&[(3, 6)])),
    ("정오", Between(&[(12, 13)])),
    ("저녁", Between(&[(18, 21)])),
];

static KNOWN: LazyLock<BTreeMap<String, Period>> = LazyLock::new(|| {
    let rows = PERIODS.iter().map(|row| (row.1, row.2)).chain(OTHERS.iter().copied());
    rows.filter_map(|(word, meaning)| Some((folded(word)?, meaning))).collect()
});

/// What a word beside a time says, in any of the languages; nothing when it is not known.
///
/// Capitals, dots, spaces of any width, marks of direction, vowel signs and quotes make no difference:
/// `p. m.`, `PM` and `p.m.` are one word, as are فجرًا and فجرا.
pub(crate) fn period(word: &str) -> Option<Period> {
    match word {
        // The most frequent ones need no search.
        "AM" | "am" | "ص" => Some(Before),
        "PM" | "pm" | "م" => Some(After),
        _ => KNOWN.get(&folded(word)?).copied(),
    }
}

/// The letters by which a word is known; none when there are none, or more than any word has.
fn folded(word: &str) -> Option<String> {
    let mut letters = String::new();
    let mut left = 24;
    for letter in word.chars().flat_map(char::to_lowercase).filter(|&letter| !is_passed_over(letter)) {
        if left == 0 {
            return None;
        }
        left -= 1;
        letters.push(match letter {
            'ı' => 'i',
            'ي' => 'ی',
            'ك' => 'ک',
            _ => letter,
        });
    }
    (!letters.is_empty()).then_some(letters)
}

fn is_passed_over(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '.' | '\'' | '’' | '"' | '״' | '׳'
                | '\u{200b}'..='\u{200f}'
                | '\u{202a}'..='\u{202e}'
                | '\u{2066}'..='\u{2069}'
                | '\u{307}'
                | '\u{61c}'
                | '\u{640}'
                | '\u{64b}'..='\u{652}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_found_and_no_word_means_two_things() {
        for &(language, word, meaning) in PERIODS {
            assert_eq!(period(word), Some(meaning), "{language:?} {word}");
            assert_eq!(period(&word.to_uppercase()), Some(meaning), "{language:?} {word}");
            assert_eq!(
                period(&format!("\u{202f}\u{200f}{word}\u{a0}")),
                Some(meaning),
                "{language:?} {word}"
            );
        }
    }

    #[test]
    fn words_of_other_languages_are_found_and_none_means_two_things() {
        for &(word, meaning) in OTHERS {
            assert_eq!(period(word), Some(meaning), "{word}");
            assert_eq!(period(&format!("\u{202f}{word}\u{a0}")), Some(meaning), "{word}");
        }
    }

    #[test]
    fn ranges_are_hours_of_a_day_in_order_and_settle_the_half() {
        let near = PERIODS.iter().map(|&(language, word, meaning)| (Some(language), word, meaning));
        for (language, word, meaning) in
            near.chain(OTHERS.iter().map(|&(word, meaning)| (None, word, meaning)))
        {
            let Between(ranges) = meaning else { continue };
            let mut end = 0;
            for &(from, to) in ranges {
                assert!(from >= end && from < to && to <= 24, "{language:?} {word}");
                end = to;
            }
            // No hour of a twelve-hour clock fits both halves of the day.
            for hour in 0..12 {
                let holds = |hour: u8| ranges.iter().any(|&(from, to)| (from..to).contains(&hour));
                assert!(!(holds(hour) && holds(hour + 12)), "{language:?} {word} {hour}");
            }
        }
    }

    #[test]
    fn spellings_of_one_word_are_one() {
        for (words, meaning) in [
            (&["AM", "am", "a.m.", "A.M.", "a. m.", "a.\u{a0}m.", "\u{202f}AM"][..], Before),
            (&["PM", "pm", "p.m.", "p. m.", "p.\u{a0}m.", "Pm"][..], After),
            (&["ق.ظ.", "ق.ظ", "ق ظ", "قظ", "قبل ازظهر"][..], Before),
            (&["ب.ن", "ب.ن.", "ب. ن", "\u{200f}ب.ن"][..], Before),
            (&["د.ن", "د.ن."][..], After),
            (&["אחה״צ", "אחה\"צ", "אחה״צ\u{200f}"][..], After),
            (&["صباحًا", "صباحاً", "صباحا"][..], Before),
            (&["ÖS", "ös", "ö.s."][..], After),
            (&["فجرًا", "فجراً", "فجرا"][..], Between(&[(3, 6)])),
            (&["du soir", "du\u{202f}soir", "soir"][..], Between(&[(18, 24)])),
            (&["de la tarde", "de\u{a0}la\u{a0}tarde", "De la tarde"][..], Between(&[(12, 20)])),
            (&["π.μ.", "πμ", "Π.Μ.", "π. μ."][..], Before),
            (&["μ.μ.", "ΜΜ"][..], After),
            (&["de.", "DE", "dop.", "fm", "FM", "ap.", "SA", "пр.об.", "пр. об.", "पूर्वाह्न"][..], Before),
            (&["du.", "odp.", "em", "ip.", "CH", "сл.об.", "अपराह्न"][..], After),
        ] {
            for word in words {
                assert_eq!(period(word), Some(meaning), "{word:?}");
            }
        }
    }

    #[test]
    fn other_words_are_not_known() {
        for word in [
            "",
            " ",
            ".",
            "\u{200f}",
            "yb",
            "yh",
            "xm",
            "A",
            "h",
            "Uhr",
            "هـ",
            "BE",
            "abends-",
            "a".repeat(4096).as_str(),
        ] {
            assert_eq!(period(word), None, "{word:?}");
        }
    }
}
