//! Whom a text mentions, and where its preview leads.
//!
//! ```text
//! message = { "text": { "body", "bodyRanges": [ range… ] }, "linkPreview": [ { "url", "title" }… ] }
//! range   = { "start", "length", "mentionAci" | "style" }
//! ```
//!
//! Places are counted in UTF-16 code units, and zero is left out where it is written; those of a long text go on in
//! its file, where nothing is looked up. An app that receives a preview drops it unless the text has its address.
//!
//! Source: `BodyRange` and `LinkPreview` in `backup.proto` of signalapp/libsignal.

use std::ops::Range;

use super::recipient::{People, uuid};
use crate::hidden::{Hidden, HiddenKind};
use crate::json::Part;

/// Bytes of a name or number that is told with each mention: more than Signal lets anybody have, so that a message
/// full of mentions stays small.
const LONGEST: usize = 256;
/// So many previews are looked for in the text; Signal sends one.
const PREVIEWS: usize = 16;

/// What is hidden in an item whose text is this.
pub(super) fn hidden(item: Part<'_>, text: &str, people: &People) -> Vec<Hidden> {
    let reply = || item.get("directStoryReplyMessage")?.get("textReply");
    let Some(message) = item.get("standardMessage").or_else(reply) else { return Vec::new() };
    let mut hidden = mentions(message, text, people);
    let previews = message.get("linkPreview").into_iter().flat_map(Part::elements).enumerate();
    hidden.extend(previews.filter_map(|(at, preview)| {
        let url = preview.get("url")?;
        let value = url.text().filter(|value| !value.is_empty())?.into_owned();
        if at < PREVIEWS && text.contains(&value) {
            return None;
        }
        let words = preview.get("title").and_then(Part::text).unwrap_or_default().into_owned();
        Some(Hidden { kind: HiddenKind::Link, value, name: None, words, at: None, place: url.place() })
    }));
    hidden
}

/// Mentions in the order of the text.
fn mentions(message: Part<'_>, text: &str, people: &People) -> Vec<Hidden> {
    let ranges = message.get("text").and_then(|body| body.get("bodyRanges"));
    let mut mentions: Vec<(u64, u64, Hidden)> =
        ranges.into_iter().flat_map(Part::elements).filter_map(|range| mention(range, people)).collect();
    mentions.sort_by_key(|(start, ..)| *start);
    let mut units = Units { text, byte: 0, unit: 0 };
    let placed = mentions.into_iter().map(|(start, length, mut hidden)| {
        hidden.at = units.range(start, length);
        let words = hidden.at.clone().and_then(|at| text.get(at));
        hidden.words = words.unwrap_or_default().to_owned();
        hidden
    });
    placed.collect()
}

/// Where a mention begins, how long it is, and whom it means.
fn mention(range: Part<'_>, people: &People) -> Option<(u64, u64, Hidden)> {
    let (mut start, mut length, mut account) = (Some(0), Some(0), None);
    let number = |part: Part<'_>| part.text_or_digits().and_then(|digits| digits.parse::<u64>().ok());
    for (name, value) in range.members() {
        match &*name {
            "start" => start = number(value),
            "length" => length = number(value),
            "mentionAci" => account = Some(value),
            _ => {}
        }
    }
    let account = account?;
    let id = uuid(&account.text().filter(|id| !id.is_empty())?);
    let person = people.by_account(&id);
    let short = |text: &&String| (1..=LONGEST).contains(&text.len());
    let hidden = Hidden {
        kind: HiddenKind::Account,
        name: person.and_then(|person| person.name.as_ref()).filter(short).cloned(),
        value: person.and_then(|person| person.account.as_ref()).filter(short).cloned().unwrap_or(id),
        words: String::new(),
        at: None,
        place: account.place(),
    };
    // A place that is no number is behind every text.
    Some((start.unwrap_or(u64::MAX), length.unwrap_or(0), hidden))
}

/// Goes through a text once, counting in UTF-16 code units.
struct Units<'a> {
    text: &'a str,
    byte: usize,
    unit: u64,
}

impl Units<'_> {
    /// The bytes of so many units; none where they stand before those that were asked for last, so that no two places
    /// overlap, where they are none, end within a character, or stand behind the text.
    fn range(&mut self, start: u64, length: u64) -> Option<Range<usize>> {
        let end = start.checked_add(length)?;
        let range = self.go_to(start)?..self.go_to(end)?;
        (!range.is_empty()).then_some(range)
    }

    fn go_to(&mut self, unit: u64) -> Option<usize> {
        let mut rest = self.text.get(self.byte..)?.chars();
        while self.unit < unit {
            let character = rest.next()?;
            self.byte += character.len_utf8();
            self.unit += character.len_utf16() as u64;
        }
        (self.unit == unit).then_some(self.byte)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SOMEBODY: &str = "ABEiM0RVZneImaq7zN3u/w==";
    const UUID: &str = "00112233-4455-6677-8899-aabbccddeeff";

    fn people() -> People {
        let mut people = People::default();
        let contact = format!(
            r#"{{"id":"2","contact":{{"aci":"{SOMEBODY}","e164":"9640000000001","profileGivenName":"Rami"}}}}"#
        );
        people.add(serde_json::from_str(&contact).unwrap(), None);
        people
    }

    /// `words@start => kind value name`.
    fn told(json: &str, text: &str) -> Vec<String> {
        let line = |it: Hidden| {
            let start = it.at.as_ref().map_or_else(|| "-".to_owned(), |at| at.start.to_string());
            assert!(it.at.is_none_or(|at| text.get(at) == Some(it.words.as_str())), "{json}");
            assert!(it.place.is_some());
            let name = it.name.map(|name| format!(" {name}")).unwrap_or_default();
            format!("{}@{start} => {} {}{name}", it.words, it.kind.code(), it.value)
        };
        hidden(Part::new(json, Some(0)), text, &people()).into_iter().map(line).collect()
    }

    #[test]
    fn a_mention_says_whom_it_means() {
        let known = format!(r#"{{"start":6,"length":1,"mentionAci":"{SOMEBODY}"}}"#);
        let bold = r#"{"start":0,"length":4,"style":"BOLD"}"#;
        let first = r#"{"length":1,"mentionAci":"AAAAAAAAAAAAAAAAAAAAAA=="}"#;
        let text = "\u{fffc} 😢 و\u{fffc}";
        let expected = [
            "\u{fffc}@0 => account 00000000-0000-0000-0000-000000000000",
            "\u{fffc}@11 => account +9640000000001 Rami",
        ];
        let message = format!(r#"{{"text":{{"body":"","bodyRanges":[{known},{bold},{first}]}}}}"#);
        assert_eq!(told(&format!(r#"{{"standardMessage":{message}}}"#), text), expected);
        let reply = format!(r#"{{"directStoryReplyMessage":{{"textReply":{message}}}}}"#);
        assert_eq!(told(&reply, text), expected);
    }

    #[test]
    fn a_place_that_the_text_does_not_have_is_none() {
        for (range, at) in [
            (r#""start":2,"length":2"#, Some(2..6)),
            (r#""start":3,"length":1"#, None),
            (r#""start":2,"length":1"#, None),
            (r#""start":2"#, None),
            (r#""start":2,"length":5"#, None),
            (r#""start":9,"length":1"#, None),
            (r#""start":18446744073709551615,"length":2"#, None),
            (r#""start":-1,"length":1"#, None),
            (r#""start":{},"length":1"#, None),
        ] {
            let json = format!(
                r#"{{"standardMessage":{{"text":{{"bodyRanges":[{{{range},"mentionAci":"{SOMEBODY}"}}]}}}}}}"#
            );
            let found = hidden(Part::new(&json, None), "a 😢", &People::default());
            let [mention] = found.as_slice() else { panic!("one mention in {json}") };
            assert_eq!((mention.at.clone(), mention.value.as_str()), (at, UUID), "{json}");
        }
    }

    #[test]
    fn a_preview_is_hidden_where_the_text_does_not_have_its_address() {
        let json = r#"{"standardMessage":{"linkPreview":[
            {"url":"https://a.example/x","title":"A"},{"url":"https://b.example","title":"Bank"},{"title":"none"},{"url":""}
        ]}}"#;
        assert_eq!(told(json, "see https://a.example/x now"), ["Bank@- => link https://b.example"]);
        for json in ["5", r#"{"standardMessage":[]}"#, r#"{"standardMessage":{"text":5,"linkPreview":{}}}"#] {
            assert!(told(json, "a").is_empty(), "{json}");
        }
    }

    #[test]
    fn what_nobody_is_called_is_not_repeated() {
        let mut people = People::default();
        let name = "n".repeat(LONGEST + 1);
        let contact =
            format!(r#"{{"id":"2","contact":{{"aci":"{SOMEBODY}","e164":"{name}","username":"{name}"}}}}"#);
        people.add(serde_json::from_str(&contact).unwrap(), None);
        let json = format!(
            r#"{{"standardMessage":{{"text":{{"bodyRanges":[{{"length":1,"mentionAci":"{SOMEBODY}"}}]}}}}}}"#
        );
        let found = hidden(Part::new(&json, None), "\u{fffc}", &people);
        assert_eq!(found.first().map(|it| (it.value.as_str(), it.name.as_deref())), Some((UUID, None)));
    }

    proptest! {
        #[test]
        fn places_are_those_of_utf_16_and_never_overlap(
            text in any::<String>(),
            mut ranges in prop::collection::vec((0_u64..20, 0_u64..6), 0..6),
        ) {
            ranges.sort();
            let all: Vec<u16> = text.encode_utf16().collect();
            let mut units = Units { text: &text, byte: 0, unit: 0 };
            let mut end = 0;
            for (start, length) in ranges {
                let Some(at) = units.range(start, length) else { continue };
                prop_assert!(end <= at.start && at.start < at.end);
                end = at.end;
                let part: Vec<u16> = text.get(at).unwrap().encode_utf16().collect();
                prop_assert_eq!(all.get(start as usize..(start + length) as usize), Some(part.as_slice()));
            }
        }
    }
}
