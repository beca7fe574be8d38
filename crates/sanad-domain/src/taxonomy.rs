//! The lists of what is recorded, from `taxonomy.toml`. Labels stand in the locale files.

/// Lists by id, codes in the order in which they are shown.
const LISTS: &[(&str, &[&str])] = include!(concat!(env!("OUT_DIR"), "/taxonomy.in"));

/// Codes of a list; empty for an unknown one.
pub fn codes(list: &str) -> &'static [&'static str] {
    LISTS.iter().find(|(id, _)| *id == list).map_or(&[], |(_, codes)| codes)
}

/// Ids of all lists.
pub fn lists() -> impl Iterator<Item = &'static str> {
    LISTS.iter().map(|(id, _)| *id)
}
