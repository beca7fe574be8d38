//! Names and signs of money, and whose money a shared name means.

use phonenumber::country::Id;

use super::reading::Reading;
use super::words::look;
use super::{IdentifierCertainty, Region};

/// A currency as it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Currency {
    /// Every currency that the name stands for (ISO 4217, or the short name of a coin).
    pub(super) names: &'static [&'static str],
    /// The byte behind it.
    pub(super) end: usize,
    /// The token behind it.
    pub(super) next: usize,
    /// A name that all languages of a money's owners write; it may stand before the number, too.
    pub(super) is_code: bool,
}

/// What is joined to the end of a currency in Sorani: *my*, *your*.
const CLITICS: [char; 2] = ['م', 'ت'];

impl Currency {
    /// The one that is meant, and what that rests on.
    pub(super) fn meant(&self, region: Region) -> (Option<&'static str>, IdentifierCertainty) {
        if let [only] = self.names {
            return (Some(*only), IdentifierCertainty::Form);
        }
        let of = |country| money_of(country).filter(|it| self.names.contains(it));
        if let Some(own) = of(region.own()) {
            return (Some(own), IdentifierCertainty::RegionAssumed);
        }
        let mut around = region.countries().filter_map(of);
        match (around.next(), around.next()) {
            (Some(one), None) => (Some(one), IdentifierCertainty::RegionAssumed),
            _ => (None, IdentifierCertainty::Ambiguous),
        }
    }

    /// Whether three places behind the point are usual: then `1.500` can be one and a half.
    pub(super) fn has_small_places(&self) -> bool {
        matches!(self.names, ["BTC" | "ETH" | "KWD" | "BHD" | "OMR" | "JOD" | "TND" | "LYD"])
    }
}

/// The currency that begins at a token.
pub(super) fn currency_at(reading: &Reading<'_>, first: usize) -> Option<Currency> {
    let token = reading.token(first)?;
    let found = |names, is_code| Currency { names, end: token.end, next: first + 1, is_code };
    if let Some(sign) = reading.sign(first) {
        return Some(found(of_sign(sign)?, true));
    }
    let word = reading.word(first);
    if word == "د" {
        return abbreviated(reading, first);
    }
    if word == "us" && reading.sign(first + 1) == Some('$') {
        let end = reading.token(first + 1)?.end;
        return Some(Currency { end, next: first + 2, ..found(&["USD"], true) });
    }
    if let Some(code) = of_code(word) {
        return Some(found(code, true));
    }
    if let Some((_, names)) = look(word, of_word) {
        return Some(qualified(reading, found(names, false)));
    }
    let bare = word.strip_suffix(CLITICS).filter(|it| matches!(*it, "دولار" | "دينار" | "ليره"))?;
    let end = token.end - (word.len() - bare.len());
    Some(Currency { end, ..found(of_word(bare)?, false) })
}

/// Two of a currency in one word (`دينارين`), and the bytes that are joined to its front.
pub(super) fn pair_at(reading: &Reading<'_>, first: usize) -> Option<(usize, Currency)> {
    let (joined, names) = look(reading.word(first), of_pair)?;
    let end = reading.token(first)?.end;
    Some((joined, qualified(reading, Currency { names, end, next: first + 1, is_code: false })))
}

/// `د.ع`, `د.أ`, `د.ك`, with or without the point.
fn abbreviated(reading: &Reading<'_>, first: usize) -> Option<Currency> {
    let at = first + 1 + usize::from(reading.sign(first + 1) == Some('.'));
    let names: &'static [&'static str] = match reading.word(at) {
        "ع" => &["IQD"],
        "ا" => &["JOD"],
        "ك" => &["KWD"],
        "ب" => &["BHD"],
        _ => return None,
    };
    Some(Currency { names, end: reading.token(at)?.end, next: at + 1, is_code: false })
}

/// With the word behind it that says whose it is: `دينار كويتي`.
fn qualified(reading: &Reading<'_>, currency: Currency) -> Currency {
    let Some((_, whose)) = look(reading.word(currency.next), of_country) else { return currency };
    let Some(place) = currency.names.iter().position(|it| *it == whose) else { return currency };
    let Some(token) = reading.token(currency.next) else { return currency };
    let names = currency.names.get(place..=place).unwrap_or(currency.names);
    Currency { names, end: token.end, next: currency.next + 1, ..currency }
}

fn of_sign(sign: char) -> Option<&'static [&'static str]> {
    let names: &'static [&'static str] = match sign {
        '$' => &["USD"],
        '€' => &["EUR"],
        '£' => &["GBP"],
        '₺' => &["TRY"],
        '₿' => &["BTC"],
        '₮' => &["USDT"],
        '﷼' => RIALS,
        _ => return None,
    };
    Some(names)
}

fn of_code(word: &str) -> Option<&'static [&'static str]> {
    let names: &'static [&'static str] = match word {
        "usd" => &["USD"],
        "iqd" => &["IQD"],
        "eur" => &["EUR"],
        "gbp" => &["GBP"],
        "tl" => &["TRY"],
        "jod" => &["JOD"],
        "kwd" => &["KWD"],
        "sar" => &["SAR"],
        "aed" => &["AED"],
        "egp" => &["EGP"],
        "qar" => &["QAR"],
        "syp" => &["SYP"],
        "lbp" => &["LBP"],
        "usdt" => &["USDT"],
        "btc" => &["BTC"],
        "eth" => &["ETH"],
        _ => return None,
    };
    Some(names)
}

const DINARS: &[&str] = &["IQD", "JOD", "KWD", "BHD", "LYD", "TND", "DZD"];
const LIRAS: &[&str] = &["TRY", "SYP", "LBP"];
const POUNDS: &[&str] = &["EGP", "SDG", "GBP"];
const RIALS: &[&str] = &["SAR", "QAR", "OMR", "YER", "IRR"];
const DIRHAMS: &[&str] = &["AED", "MAD"];
/// A toman is ten rials and has no code in ISO 4217; this is how exchanges write it. It stays as written, for *50 toman*
/// are in speech as often 50,000.
const TOMANS: &[&str] = &["IRT"];

/// Folded, without what is joined to the front.
fn of_word(word: &str) -> Option<&'static [&'static str]> {
    let names: &'static [&'static str] = match word {
        "دولار" | "دولارات" | "دولارا" | "دلار" | "دولاره" | "دولاري" | "dolar" | "dolarî" | "dolaran"
        | "dollar" | "dollars" | "bucks" => &["USD"],
        "دينار" | "دنانير" | "دينارات" | "دينارا" | "ديناري" | "dinar" | "dinars" | "dînar" | "dînarî"
        | "dînaran" | "dînarên" => DINARS,
        "ليره" | "ليرات" | "ليرهي" | "lira" | "lîre" | "lîreyan" => LIRAS,
        "جنيه" | "جنيهات" | "جنيها" => POUNDS,
        "pounds" | "quid" => &["GBP"],
        "ريال" | "ريالات" | "riyal" | "riyals" | "rial" | "rials" => RIALS,
        "درهم" | "دراهم" | "dirham" | "dirhams" => DIRHAMS,
        "يورو" | "يوروهات" | "euro" | "euros" | "ewro" => &["EUR"],
        "تيثر" | "تيذر" | "يوزدت" | "tether" => &["USDT"],
        "بتكوين" | "بيتكوين" | "bitcoin" | "bitcoins" => &["BTC"],
        "تومان" | "تمهن" | "تمهني" | "toman" | "tomans" => TOMANS,
        _ => return None,
    };
    Some(names)
}

/// The dual.
fn of_pair(word: &str) -> Option<&'static [&'static str]> {
    let names: &'static [&'static str] = match word {
        "دولارين" => &["USD"],
        "دينارين" => DINARS,
        "ليرتين" => LIRAS,
        "جنيهين" => POUNDS,
        "ريالين" => RIALS,
        "درهمين" => DIRHAMS,
        _ => return None,
    };
    Some(names)
}

/// Whose money, by the adjective.
fn of_country(word: &str) -> Option<&'static str> {
    Some(match word {
        "عراقي" | "عراقيه" | "عيراقي" | "iraqi" | "iraqî" => "IQD",
        "اردني" | "jordanian" => "JOD",
        "كويتي" | "kuwaiti" => "KWD",
        "بحريني" | "bahraini" => "BHD",
        "ليبي" => "LYD",
        "تونسي" => "TND",
        "جزايري" => "DZD",
        "تركي" | "تركيه" | "توركي" | "turkish" | "tirkî" => "TRY",
        "سوري" | "سوريه" | "syrian" => "SYP",
        "لبناني" | "لبنانيه" | "lebanese" => "LBP",
        "مصري" | "egyptian" => "EGP",
        "سوداني" => "SDG",
        "استرليني" => "GBP",
        "سعودي" | "saudi" => "SAR",
        "قطري" | "qatari" => "QAR",
        "عماني" | "omani" => "OMR",
        "يمني" | "yemeni" => "YER",
        "ايراني" | "ييراني" | "iranian" => "IRR",
        "اماراتي" | "emirati" => "AED",
        "مغربي" => "MAD",
        "امريكي" | "امريكيه" | "اميركي" | "يهمريكي" | "يهمهريكي" | "american" | "amerîkî" => {
            "USD"
        }
        _ => return None,
    })
}

/// The money of a country among those whose names are shared.
fn money_of(country: Id) -> Option<&'static str> {
    Some(match country {
        Id::IQ => "IQD",
        Id::JO => "JOD",
        Id::KW => "KWD",
        Id::BH => "BHD",
        Id::LY => "LYD",
        Id::TN => "TND",
        Id::DZ => "DZD",
        Id::TR => "TRY",
        Id::SY => "SYP",
        Id::LB => "LBP",
        Id::EG => "EGP",
        Id::SD => "SDG",
        Id::GB => "GBP",
        Id::SA => "SAR",
        Id::QA => "QAR",
        Id::OM => "OMR",
        Id::YE => "YER",
        Id::IR => "IRR",
        Id::AE => "AED",
        Id::MA => "MAD",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn meant(text: &str, region: Region) -> Option<(Option<&'static str>, &'static str, usize)> {
        let currency = currency_at(&Reading::new(text), 0)?;
        let (name, certainty) = currency.meant(region);
        Some((name, certainty.code(), currency.next))
    }

    #[test]
    fn shared_names_are_read_by_the_region_and_by_the_adjective() {
        let (iraq, jordan) = (Region::IRAQ, Region::new("JO", &["IQ"]).unwrap());
        let alone = Region::new("DE", &[]).unwrap();
        for (text, region, read) in [
            ("دينار", iraq, Some((Some("IQD"), "region_assumed", 1))),
            ("دينار", jordan, Some((Some("JOD"), "region_assumed", 1))),
            ("دينار", alone, Some((None, "ambiguous", 1))),
            ("دينار كويتي", iraq, Some((Some("KWD"), "form", 2))),
            ("د.ع", iraq, Some((Some("IQD"), "form", 3))),
            ("دولار أمريكي", iraq, Some((Some("USD"), "form", 2))),
            ("بالدولار", iraq, Some((Some("USD"), "form", 1))),
            ("دۆلار", iraq, Some((Some("USD"), "form", 1))),
            ("ليرة", iraq, Some((None, "ambiguous", 1))),
            ("ليرة تركية", iraq, Some((Some("TRY"), "form", 2))),
            ("جنيه", iraq, Some((Some("EGP"), "region_assumed", 1))),
            ("US$", iraq, Some((Some("USD"), "form", 2))),
            ("usdt", iraq, Some((Some("USDT"), "form", 1))),
            ("دۆلاری ئەمریکی", iraq, Some((Some("USD"), "form", 2))),
            ("دیناری عێراقی", jordan, Some((Some("IQD"), "form", 2))),
            ("دۆلارم", iraq, Some((Some("USD"), "form", 1))),
            ("dînar", iraq, Some((Some("IQD"), "region_assumed", 1))),
            ("تومان", iraq, Some((Some("IRT"), "form", 1))),
            ("تمەن", iraq, Some((Some("IRT"), "form", 1))),
            ("دولارين", iraq, None),
            ("دار", iraq, None),
            ("د كتور", iraq, None),
        ] {
            assert_eq!(meant(text, region), read, "{text}");
        }
    }

    #[test]
    fn two_of_a_currency_can_be_one_word() {
        let pair = |text: &str| {
            let (joined, currency) = pair_at(&Reading::new(text), 0)?;
            Some((joined, currency.meant(Region::IRAQ).0, currency.next))
        };
        assert_eq!(pair("دينارين"), Some((0, Some("IQD"), 1)));
        assert_eq!(pair("بدولارين"), Some((2, Some("USD"), 1)));
        assert_eq!(pair("دينارين كويتي"), Some((0, Some("KWD"), 2)));
        assert_eq!(pair("دينار"), None);
    }
}
