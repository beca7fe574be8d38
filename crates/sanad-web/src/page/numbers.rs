//! Emergency numbers from `directory/hotlines.toml`, shown with their age and what is not certain about them.

use std::sync::LazyLock;

use sanad_i18n::{Lang, Person};
use serde::Deserialize;

/// A number as a page shows it.
pub(crate) struct Number {
    pub(crate) name: String,
    pub(crate) number: String,
    pub(crate) hours: String,
    pub(crate) verified_on: String,
    pub(crate) unverified: bool,
}

#[derive(Deserialize)]
struct File {
    hotline: Vec<Row>,
}

#[derive(Deserialize)]
struct Row {
    country: String,
    number: String,
    #[serde(default)]
    hours: String,
    verified_on: Option<String>,
    #[serde(default)]
    unverified: bool,
    name: std::collections::BTreeMap<String, String>,
}

static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let text = include_str!("../../../../directory/hotlines.toml");
    // A test reads the file; a broken one shows "no numbers" rather than a broken page.
    toml::from_str::<File>(text).map(|it| it.hotline).unwrap_or_default()
});

/// Numbers of a country.
pub(crate) fn of_country(country: &str, lang: Lang) -> Vec<Number> {
    ROWS.iter().filter(|it| it.country == country).map(|it| number(it, lang)).collect()
}

fn number(row: &Row, lang: Lang) -> Number {
    let always = row.hours == "24/7";
    Number {
        name: row.name.get(lang.tag()).or_else(|| row.name.get("en")).cloned().unwrap_or_default(),
        number: row.number.clone(),
        hours: if always { Person(lang).numbers_hours_always() } else { row.hours.clone() },
        verified_on: row.verified_on.as_deref().unwrap_or_default().replace('-', "\u{a0}/\u{a0}"),
        unverified: row.unverified || row.verified_on.is_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_directory_is_read_and_every_row_is_honest() {
        let numbers = of_country("iq", Lang::Ar);
        assert!(numbers.iter().any(|it| it.number == "497"));
        for lang in Lang::ALL {
            for it in of_country("iq", lang) {
                assert!(!it.name.is_empty() && (it.unverified || !it.verified_on.is_empty()));
            }
        }
    }
}
