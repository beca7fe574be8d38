//! The phones: which words, dates and clocks go together.
//!
//! Sources: the research's fixtures (their stamps to the byte), and the Unicode CLDR 48 for what a region's short date,
//! clock, digits and parts of the day are. Where a phone lets its owner choose between 12 and 24 hours, both are here.

use super::{Clock, Date, Dialect, Digits, Language, Order, Style};

const WHOLE: Clock = Clock::Whole { padded: true };

const ARABIC_HALVES: &[(u8, &str)] = &[(0, "ص"), (12, "م")];
const KURDISH_HALVES: &[(u8, &str)] = &[(0, "ب.ن"), (12, "د.ن")];
const KURMANJI_HALVES: &[(u8, &str)] = &[(0, "BN"), (12, "PN")];
const PERSIAN_HALVES: &[(u8, &str)] = &[(0, "ق.ظ."), (12, "ب.ظ.")];
const TURKISH_HALVES: &[(u8, &str)] = &[(0, "ÖÖ"), (12, "ÖS")];
const LARGE_HALVES: &[(u8, &str)] = &[(0, "AM"), (12, "PM")];
const SMALL_HALVES: &[(u8, &str)] = &[(0, "am"), (12, "pm")];
const DOTTED_HALVES: &[(u8, &str)] = &[(0, "a.m."), (12, "p.m.")];
const GERMAN_PARTS: &[(u8, &str)] =
    &[(0, "nachts"), (5, "morgens"), (10, "vorm."), (12, "mittags"), (13, "nachm."), (18, "abends")];
const FRENCH_PARTS: &[(u8, &str)] =
    &[(0, "du matin"), (12, "midi"), (13, "de l’après-midi"), (18, "du soir")];

const fn half(words: &'static [(u8, &'static str)], gap: &'static str) -> Clock {
    Clock::Half { words, gap, first: false }
}

const fn day_first(between: &'static str, padded: bool, short_year: bool) -> Date {
    Date { order: Order::DayMonthYear, between, padded, short_year }
}

const ANDROID: Dialect = Dialect {
    name: "Android",
    style: Style::Android,
    language: Language::English,
    date: day_first("/", true, false),
    clock: WHOLE,
    digits: Digits::Latin,
    gap: ", ",
    lead: "",
    own: "",
    before_name: "",
    line_end: "\n",
};

const IOS: Dialect = Dialect {
    name: "iOS",
    style: Style::Ios,
    lead: "\u{200e}",
    own: "\u{200e}",
    line_end: "\r\n",
    ..ANDROID
};

impl Dialect {
    /// Android, Arabic, Iraq: Arabic-Indic digits, twelve hours.
    pub const ANDROID_AR_IQ_12: Self = Self {
        name: "android ar-IQ 12",
        language: Language::Arabic,
        date: day_first("\u{200f}/", false, false),
        clock: half(ARABIC_HALVES, " "),
        digits: Digits::ArabicIndic,
        gap: "، ",
        ..ANDROID
    };

    /// Android, Arabic, Iraq, twenty-four hours.
    pub const ANDROID_AR_IQ_24: Self =
        Self { name: "android ar-IQ 24", clock: WHOLE, ..Self::ANDROID_AR_IQ_12 };

    /// Android, Arabic, the Gulf: Latin digits, twelve hours, a mark before the name.
    pub const ANDROID_AR_AE_12: Self = Self {
        name: "android ar-AE 12",
        digits: Digits::Latin,
        before_name: "\u{200f}",
        ..Self::ANDROID_AR_IQ_12
    };

    /// Android, Arabic: Latin digits, no marks, twenty-four hours.
    pub const ANDROID_AR_24: Self = Self {
        name: "android ar 24",
        date: day_first("/", false, false),
        clock: WHOLE,
        digits: Digits::Latin,
        ..Self::ANDROID_AR_IQ_12
    };

    /// Android, Central Kurdish dates beside English words, twelve hours.
    pub const ANDROID_CKB_12: Self = Self {
        name: "android ckb 12",
        language: Language::CentralKurdish,
        date: Date { order: Order::YearMonthDay, between: "-", padded: true, short_year: false },
        clock: half(KURDISH_HALVES, " "),
        digits: Digits::ArabicIndic,
        ..ANDROID
    };

    /// Android, Central Kurdish, twenty-four hours.
    pub const ANDROID_CKB_24: Self = Self { name: "android ckb 24", clock: WHOLE, ..Self::ANDROID_CKB_12 };

    /// Android, Kurmanji dates beside English words, twenty-four hours.
    pub const ANDROID_KU_24: Self = Self {
        name: "android ku 24",
        language: Language::Kurmanji,
        date: day_first(".", true, false),
        gap: " ",
        ..ANDROID
    };

    /// Android, Kurmanji, twelve hours.
    pub const ANDROID_KU_12: Self =
        Self { name: "android ku 12", clock: half(KURMANJI_HALVES, " "), ..Self::ANDROID_KU_24 };

    /// Android, Persian, twenty-four hours, the year first.
    pub const ANDROID_FA_24: Self = Self {
        name: "android fa 24",
        language: Language::Persian,
        date: Date { order: Order::YearMonthDay, between: "/", padded: false, short_year: false },
        digits: Digits::Persian,
        gap: "،\u{200f} ",
        ..ANDROID
    };

    /// Android, Persian, twelve hours.
    pub const ANDROID_FA_12: Self =
        Self { name: "android fa 12", clock: half(PERSIAN_HALVES, " "), ..Self::ANDROID_FA_24 };

    /// Android, Urdu, twelve hours.
    pub const ANDROID_UR_12: Self = Self {
        name: "android ur 12",
        language: Language::Urdu,
        date: day_first("/", false, true),
        clock: half(LARGE_HALVES, " "),
        gap: "، ",
        ..ANDROID
    };

    /// Android, Urdu, twenty-four hours.
    pub const ANDROID_UR_24: Self = Self { name: "android ur 24", clock: WHOLE, ..Self::ANDROID_UR_12 };

    /// Android, Turkish, twenty-four hours.
    pub const ANDROID_TR_24: Self =
        Self { name: "android tr 24", language: Language::Turkish, ..Self::ANDROID_KU_24 };

    /// Android, Turkish, twelve hours: the half of the day stands before the time.
    pub const ANDROID_TR_12: Self = Self {
        name: "android tr 12",
        clock: Clock::Half { words: TURKISH_HALVES, gap: " ", first: true },
        ..Self::ANDROID_TR_24
    };

    /// Android, Hebrew, twenty-four hours.
    pub const ANDROID_HE_24: Self = Self {
        name: "android he 24",
        language: Language::Hebrew,
        date: day_first(".", false, false),
        clock: Clock::Whole { padded: false },
        ..ANDROID
    };

    /// Android, Hebrew, twelve hours.
    pub const ANDROID_HE_12: Self =
        Self { name: "android he 12", clock: half(LARGE_HALVES, "\u{202f}"), ..Self::ANDROID_HE_24 };

    /// Android, English, United States: the month first, twelve hours after a narrow space.
    pub const ANDROID_EN_US_12: Self = Self {
        name: "android en-US 12",
        date: Date { order: Order::MonthDayYear, between: "/", padded: false, short_year: true },
        clock: half(LARGE_HALVES, "\u{202f}"),
        ..ANDROID
    };

    /// Android, English, United States, twenty-four hours.
    pub const ANDROID_EN_US_24: Self =
        Self { name: "android en-US 24", clock: WHOLE, ..Self::ANDROID_EN_US_12 };

    /// Android, English, Britain, twenty-four hours.
    pub const ANDROID_EN_GB_24: Self = Self { name: "android en-GB 24", ..ANDROID };

    /// Android, English, Britain, twelve hours in small letters.
    pub const ANDROID_EN_GB_12: Self =
        Self { name: "android en-GB 12", clock: half(SMALL_HALVES, "\u{202f}"), ..ANDROID };

    /// Android, English, Canada: the year first, halves with dots.
    pub const ANDROID_EN_CA_12: Self = Self {
        name: "android en-CA 12",
        date: Date { order: Order::YearMonthDay, between: "-", padded: true, short_year: false },
        clock: half(DOTTED_HALVES, " "),
        ..ANDROID
    };

    /// Android, German, twenty-four hours.
    pub const ANDROID_DE_24: Self = Self {
        name: "android de 24",
        language: Language::German,
        date: day_first(".", true, true),
        ..ANDROID
    };

    /// Android, German, twelve hours.
    pub const ANDROID_DE_12: Self =
        Self { name: "android de 12", clock: half(LARGE_HALVES, " "), ..Self::ANDROID_DE_24 };

    /// Android, German, twelve hours with parts of the day.
    pub const ANDROID_DE_PARTS: Self =
        Self { name: "android de parts", clock: half(GERMAN_PARTS, " "), ..Self::ANDROID_DE_24 };

    /// Android, French, twenty-four hours.
    pub const ANDROID_FR_24: Self =
        Self { name: "android fr 24", language: Language::French, gap: " à ", ..ANDROID };

    /// Android, French, twelve hours.
    pub const ANDROID_FR_12: Self =
        Self { name: "android fr 12", clock: half(LARGE_HALVES, "\u{202f}"), ..Self::ANDROID_FR_24 };

    /// Android, French, twelve hours with parts of the day.
    pub const ANDROID_FR_PARTS: Self =
        Self { name: "android fr parts", clock: half(FRENCH_PARTS, " "), ..Self::ANDROID_FR_24 };

    /// iOS, Arabic: Arabic-Indic digits, twelve hours after a hard space.
    pub const IOS_AR_12: Self = Self {
        name: "ios ar 12",
        language: Language::Arabic,
        date: day_first("\u{200f}/", false, false),
        clock: half(ARABIC_HALVES, "\u{a0}"),
        digits: Digits::ArabicIndic,
        gap: "، ",
        lead: "\u{200f}",
        own: "\u{200f}",
        ..IOS
    };

    /// iOS, Arabic: Latin digits, twenty-four hours.
    pub const IOS_AR_24: Self =
        Self { name: "ios ar 24", clock: WHOLE, digits: Digits::Latin, ..Self::IOS_AR_12 };

    /// iOS, English, United States, twelve hours.
    pub const IOS_EN_US_12: Self = Self {
        name: "ios en-US 12",
        date: Date { order: Order::MonthDayYear, between: "/", padded: false, short_year: true },
        clock: half(LARGE_HALVES, "\u{202f}"),
        ..IOS
    };

    /// iOS, English, United States, twenty-four hours.
    pub const IOS_EN_US_24: Self = Self { name: "ios en-US 24", clock: WHOLE, ..Self::IOS_EN_US_12 };

    /// iOS, English, Britain, twenty-four hours.
    pub const IOS_EN_GB_24: Self = Self { name: "ios en-GB 24", ..IOS };

    /// iOS, German, twenty-four hours.
    pub const IOS_DE_24: Self =
        Self { name: "ios de 24", language: Language::German, date: day_first(".", true, true), ..IOS };

    /// iOS, French, twenty-four hours.
    pub const IOS_FR_24: Self = Self { name: "ios fr 24", language: Language::French, gap: " ", ..IOS };

    /// iOS, Turkish, twenty-four hours.
    pub const IOS_TR_24: Self = Self {
        name: "ios tr 24",
        language: Language::Turkish,
        date: day_first(".", true, false),
        gap: " ",
        ..IOS
    };

    /// iOS, Hebrew, twenty-four hours.
    pub const IOS_HE_24: Self = Self {
        name: "ios he 24",
        language: Language::Hebrew,
        date: day_first(".", false, false),
        clock: Clock::Whole { padded: false },
        lead: "\u{200f}",
        own: "\u{200f}",
        ..IOS
    };

    /// iOS, Persian, twenty-four hours, the year first.
    pub const IOS_FA_24: Self = Self {
        name: "ios fa 24",
        language: Language::Persian,
        date: Date { order: Order::YearMonthDay, between: "/", padded: false, short_year: false },
        clock: Clock::Whole { padded: false },
        digits: Digits::Persian,
        gap: "، ",
        lead: "\u{200f}",
        own: "\u{200f}",
        ..IOS
    };

    /// iOS, Urdu, twelve hours.
    pub const IOS_UR_12: Self = Self {
        name: "ios ur 12",
        language: Language::Urdu,
        date: day_first("/", false, false),
        clock: half(LARGE_HALVES, " "),
        gap: "، ",
        lead: "\u{200f}",
        own: "\u{200f}",
        ..IOS
    };

    /// Every dialect.
    pub const ALL: &[Self] = &[
        Self::ANDROID_AR_IQ_12,
        Self::ANDROID_AR_IQ_24,
        Self::ANDROID_AR_AE_12,
        Self::ANDROID_AR_24,
        Self::ANDROID_CKB_12,
        Self::ANDROID_CKB_24,
        Self::ANDROID_KU_24,
        Self::ANDROID_KU_12,
        Self::ANDROID_FA_24,
        Self::ANDROID_FA_12,
        Self::ANDROID_UR_12,
        Self::ANDROID_UR_24,
        Self::ANDROID_TR_24,
        Self::ANDROID_TR_12,
        Self::ANDROID_HE_24,
        Self::ANDROID_HE_12,
        Self::ANDROID_EN_US_12,
        Self::ANDROID_EN_US_24,
        Self::ANDROID_EN_GB_24,
        Self::ANDROID_EN_GB_12,
        Self::ANDROID_EN_CA_12,
        Self::ANDROID_DE_24,
        Self::ANDROID_DE_12,
        Self::ANDROID_DE_PARTS,
        Self::ANDROID_FR_24,
        Self::ANDROID_FR_12,
        Self::ANDROID_FR_PARTS,
        Self::IOS_AR_12,
        Self::IOS_AR_24,
        Self::IOS_EN_US_12,
        Self::IOS_EN_US_24,
        Self::IOS_EN_GB_24,
        Self::IOS_DE_24,
        Self::IOS_FR_24,
        Self::IOS_TR_24,
        Self::IOS_HE_24,
        Self::IOS_FA_24,
        Self::IOS_UR_12,
    ];
}
