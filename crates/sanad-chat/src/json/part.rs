//! Values inside a message that are looked for one by one, each with its place in the source.
//!
//! Nothing here can fail: what is not of the form that is asked for is not there. So whatever such a value holds,
//! the fields of the message are read as they would be without it.

use std::borrow::Cow;

use super::extent::{elements, members, unquote};
use super::object::key;
use crate::message::Place;

/// A value as it is written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Part<'a> {
    json: &'a [u8],
    /// Where it begins in the source, where that can be told.
    offset: Option<u64>,
    /// Whether its end was seen.
    whole: bool,
}

impl<'a> Part<'a> {
    /// A message; `offset` is its first byte in the source, none where it does not stand there as it is given.
    pub(crate) fn new(json: &'a str, offset: Option<u64>) -> Self {
        Self { json: json.as_bytes(), offset, whole: true }
    }

    /// Its members with their names, where it is an object.
    pub(crate) fn members(self) -> impl Iterator<Item = (Cow<'a, str>, Self)> {
        members(self.json)
            .map(move |member| (key(&member), self.inside(member.value, member.at, member.whole)))
    }

    /// The first member of this name.
    pub(crate) fn get(self, name: &str) -> Option<Self> {
        self.members().find(|(key, _)| key == name).map(|(_, part)| part)
    }

    /// Its elements, where it is an array.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        elements(self.json).map(move |(value, at, whole)| self.inside(value, at, whole))
    }

    /// What it says, where it is a string.
    pub(crate) fn text(self) -> Option<Cow<'a, str>> {
        if self.whole { unquote(self.json) } else { None }
    }

    /// What it says, where it is a string, or its digits.
    pub(crate) fn text_or_digits(self) -> Option<Cow<'a, str>> {
        if self.whole && !self.json.is_empty() && self.json.iter().all(u8::is_ascii_digit) {
            return Some(String::from_utf8_lossy(self.json));
        }
        self.text()
    }

    /// Where it stands in the source, without its quotes.
    pub(crate) fn place(self) -> Option<Place> {
        let quote = u64::from(self.json.first() == Some(&b'"'));
        let length = (self.json.len() as u64).saturating_sub(2 * quote);
        Some(Place { offset: self.offset? + quote, length })
    }

    fn inside(self, json: &'a [u8], at: usize, whole: bool) -> Self {
        Self { json, offset: self.offset.map(|offset| offset + at as u64), whole }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_found_with_their_places() {
        let json = r#"{"a": [1, {"b\u0063": "د\n"}, "x"], "n": 12, "s": "12"}"#;
        let message = Part::new(json, Some(1_000));
        let list: Vec<Part<'_>> = message.get("a").unwrap().elements().collect();
        assert_eq!(list.len(), 3);
        let inner = list[1].get("bc").unwrap();
        assert_eq!(inner.text().as_deref(), Some("د\n"));
        let Place { offset, length } = inner.place().unwrap();
        assert_eq!(
            &json[usize::try_from(offset).unwrap() - 1_000..][..usize::try_from(length).unwrap()],
            r"د\n"
        );
        for (name, text, digits) in
            [("n", None, Some("12")), ("s", Some("12"), Some("12")), ("a", None, None)]
        {
            let part = message.get(name).unwrap();
            assert_eq!((part.text().as_deref(), part.text_or_digits().as_deref()), (text, digits), "{name}");
        }
        let Place { offset, length } = message.get("n").unwrap().place().unwrap();
        assert_eq!((json.as_bytes().get(usize::try_from(offset).unwrap() - 1_000), length), (Some(&b'1'), 2));
        assert!(message.get("none").is_none());
        assert_eq!(Part::new(json, None).get("s").and_then(Part::place), None);
    }

    #[test]
    fn what_is_cut_off_says_nothing() {
        let json = r#"{"a":["one","two\\"],"n":1234}"#;
        for cut in 0..=json.len() {
            let message = Part::new(&json[..cut], Some(0));
            let said: Vec<_> = message
                .get("a")
                .into_iter()
                .flat_map(|list| list.elements().filter_map(Part::text).collect::<Vec<_>>())
                .collect();
            let expected: &[&str] = match cut {
                0..=10 => &[],
                11..=18 => &["one"],
                _ => &["one", "two\\"],
            };
            assert_eq!(said, expected, "{cut}");
            let number = message.get("n").and_then(Part::text_or_digits);
            assert_eq!(number.as_deref(), (cut == json.len()).then_some("1234"), "{cut}");
        }
    }

    #[test]
    fn another_form_has_nothing_in_it() {
        for json in ["", "5", "null", "\"a\"", "[", "{", "[5", r#"{"a"}"#] {
            let part = Part::new(json, Some(0));
            assert_eq!(part.members().count(), 0, "{json}");
            assert!(part.elements().count() <= 1 && part.get("a").is_none(), "{json}");
        }
    }
}
