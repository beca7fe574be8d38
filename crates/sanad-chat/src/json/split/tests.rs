use std::io;

use proptest::prelude::*;
use serde_json::Value;

use super::*;

static CHAT: Node = Node::Object { fields: &["name"], members: &[("messages", Node::Messages)] };
static ROOT: Node = Node::Object {
    fields: &["name"],
    members: &[
        ("messages", Node::Messages),
        ("chats", Node::Object { fields: &[], members: &[("list", Node::Each(&CHAT))] }),
    ],
};

/// Gives one byte at a time, and is interrupted before each.
struct Slow<'a>(&'a [u8], bool);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.1 = !self.1;
        if self.1 {
            return Err(io::Error::from(ErrorKind::Interrupted));
        }
        let (Some((&byte, rest)), Some(place)) = (self.0.split_first(), buffer.first_mut()) else {
            return Ok(0);
        };
        *place = byte;
        self.0 = rest;
        Ok(1)
    }
}

/// What a document is split into, as lines.
fn events(document: &[u8], limits: &Limits) -> (Vec<String>, Result<End, ReadError>) {
    let read = |source: &mut dyn Read| {
        let mut events = Vec::new();
        let end = split(source, limits, &ROOT, &mut |event| {
            events.push(match event {
                Event::Enter => "enter".to_owned(),
                Event::Leave => "leave".to_owned(),
                Event::Messages(offset) => format!("messages {offset}"),
                Event::Field { name, value, offset } => {
                    format!("{name} {offset} {}", String::from_utf8_lossy(value))
                }
                Event::Other { name, offset } => format!("other {name} {offset}"),
                Event::Element(element) => format!(
                    "{} {} {}{}",
                    element.offset,
                    element.length,
                    String::from_utf8_lossy(element.bytes),
                    if element.ended { "" } else { " …" },
                ),
            });
            Ok(())
        });
        (events, end)
    };
    let mut whole = document;
    let fast = read(&mut whole);
    let slow = read(&mut Slow(document, false));
    assert_eq!(fast.0, slow.0);
    assert_eq!(format!("{:?}", fast.1), format!("{:?}", slow.1));
    fast
}

fn check(document: &str, expected: &[&str], end: End) {
    let (events, found) = events(document.as_bytes(), &Limits::default());
    assert_eq!(events, expected, "{document}");
    assert_eq!(found.unwrap(), end, "{document}");
}

#[test]
fn messages_are_found_where_the_nodes_say() {
    check(
        "\u{FEFF} {\"name\" : \"Sami\", \"x\":[{\"messages\":[1]}], \"m\\u0065ssages\":[ {} ,5,\"]\"]}\n",
        &["enter", "name 14 \"Sami\"", "messages 62", "64 2 {}", "68 1 5", "70 3 \"]\"", "leave"],
        End::Whole,
    );
    check(
        r#"{"chats":{"about":{},"list":[{"name":null,"messages":[]},{"messages":[{"a":"\"}"}]}]}}"#,
        &[
            "enter",
            "enter",
            "enter",
            "name 37 null",
            "messages 53",
            "leave",
            "enter",
            "messages 69",
            r#"70 11 {"a":"\"}"}"#,
            "leave",
            "leave",
            "leave",
        ],
        End::Whole,
    );
    check(
        r#"{"messages":{"a":1},"chats":[],"messages":[1],"messages":[2]}"#,
        &[
            "enter",
            "other messages 12",
            "other chats 28",
            "messages 42",
            "43 1 1",
            "messages 57",
            "58 1 2",
            "leave",
        ],
        End::Whole,
    );
    check("{} x", &["enter", "leave"], End::Followed(3));
}

#[test]
fn what_was_read_before_the_source_ends_stays_read() {
    check("", &[], End::Unfinished(0));
    check("{", &["enter"], End::Unfinished(1));
    check(r#"{"messages":[{},"#, &["enter", "messages 12", "13 2 {}"], End::Unfinished(16));
    check(
        r#"{"messages":[{"a":1},{"b":"#,
        &["enter", "messages 12", r#"13 7 {"a":1}"#, r#"21 5 {"b": …"#],
        End::Unfinished(26),
    );
    check(r#"{"messages":[12"#, &["enter", "messages 12", "13 2 12 …"], End::Unfinished(15));
}

#[test]
fn what_is_broken_outside_of_messages_is_told_with_its_place() {
    for (document, offset) in [
        ("[1]", 0),
        (" 5", 1),
        ("{1}", 1),
        (r#"{"a" 1}"#, 5),
        (r#"{"a":}"#, 5),
        (r#"{"a":1 "b":2}"#, 7),
        (r#"{"messages":[1 2]}"#, 15),
        (r#"{"messages":[1,]}"#, 15),
        (r#"{"messages":[NaN]}"#, 13),
        ("\u{EF}", 0),
    ] {
        let (_, end) = events(document.as_bytes(), &Limits::default());
        assert!(
            matches!(end, Err(ReadError::Json { offset: found }) if found == offset),
            "{document} {end:?}"
        );
    }
}

#[test]
fn a_message_is_cut_at_the_limit_and_the_next_is_whole() {
    let limits = Limits { message: 6, ..Limits::default() };
    let (events, end) = events(br#"{"messages":[{"a":"bcdefgh"},{"a":1},[]]}"#, &limits);
    assert_eq!(events, ["enter", "messages 12", r#"13 15 {"a":""#, r#"29 7 {"a":1"#, "37 2 []", "leave"]);
    assert_eq!(end.unwrap(), End::Whole);
}

#[test]
fn no_more_is_read_than_allowed() {
    let document = br#"{"messages":[1]}"#;
    let limits = |text| Limits { text, ..Limits::default() };
    assert_eq!(events(document, &limits(16)).1.unwrap(), End::Whole);
    let (found, end) = events(document, &limits(15));
    assert!(matches!(end, Err(ReadError::TooLarge { limit: "text", offset: 15 })), "{found:?}");
}

#[test]
fn depth_costs_nothing() {
    let deep = format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000));
    let document = format!(r#"{{"x":{deep},"messages":[{deep}]}}"#);
    let mut found = 0;
    let end = split(document.as_bytes(), &Limits::default(), &ROOT, &mut |event| {
        if let Event::Element(element) = event {
            assert_eq!(element.length, 2_000_000);
            assert_eq!(element.bytes.len(), Limits::default().message);
            found += 1;
        }
        Ok(())
    });
    assert_eq!((found, end.unwrap()), (1, End::Whole));
}

#[test]
fn the_taker_ends_the_reading() {
    let end = split(&br#"{"messages":[1,2]}"#[..], &Limits::default(), &ROOT, &mut |event| match event {
        Event::Element(_) => Err(ReadError::Stopped),
        _ => Ok(()),
    });
    assert!(matches!(end, Err(ReadError::Stopped)));
}

#[test]
fn lines_are_one_value_each() {
    let mut found = Vec::new();
    let mut take = |event: Event<'_>| {
        if let Event::Element(element) = event {
            found.push((element.offset, String::from_utf8_lossy(element.bytes).into_owned(), element.ended));
        }
        Ok(())
    };
    let end = lines(&b"{\"a\":1}\n{\"b\":\n2}\n\n{\"c\""[..], &Limits::default(), &mut take);
    assert_eq!(end.unwrap(), End::Unfinished(22));
    let expected = [(0, "{\"a\":1}", true), (8, "{\"b\":\n2}", true), (18, "{\"c\"", false)];
    assert_eq!(found, expected.map(|(offset, text, ended)| (offset, text.to_owned(), ended)));
}

/// JSON whose objects have each key once.
fn json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        text().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 24, 5, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((text(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    })
}

/// Text with much in it that splitting could trip over.
fn text() -> impl Strategy<Value = String> {
    const PARTS: &[&str] =
        &["\"", "\\", "{", "}", "[", "]", ",", ":", " ", "\n", "\0", "messages", "ليلى", "a", "😢"];
    prop::collection::vec(prop::sample::select(PARTS), 0..6).prop_map(|parts| parts.concat())
}

/// Writes JSON with spaces and escapes wherever they may stand, as `choices` say.
fn write(value: &Value, choices: &mut dyn FnMut() -> u8, out: &mut String) {
    space(choices, out);
    match value {
        Value::Array(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                write(item, choices, out);
            }
            space(choices, out);
            out.push(']');
        }
        Value::Object(members) => {
            out.push('{');
            for (at, (key, item)) in members.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                space(choices, out);
                quote(key, choices, out);
                space(choices, out);
                out.push(':');
                write(item, choices, out);
            }
            space(choices, out);
            out.push('}');
        }
        Value::String(text) => quote(text, choices, out),
        other => out.push_str(&other.to_string()),
    }
    space(choices, out);
}

fn space(choices: &mut dyn FnMut() -> u8, out: &mut String) {
    out.push_str(["", "", "", " ", "\n", "\r\n\t", "  "][usize::from(choices() % 7)]);
}

fn quote(text: &str, choices: &mut dyn FnMut() -> u8, out: &mut String) {
    out.push('"');
    for c in text.chars() {
        if c.is_control() || matches!(c, '"' | '\\') || choices().is_multiple_of(5) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out.push_str(&format!("\\u{unit:04x}"));
            }
        } else {
            out.push(c);
        }
    }
    out.push('"');
}

const TOKENS: &[&str] = &[
    r#"{"messages":["#,
    r#""chats":{"list":["#,
    r#""name""#,
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "1",
    "null",
    " ",
];

proptest! {
    #[test]
    fn exactly_those_messages_are_found_that_a_parser_of_whole_documents_finds(
        before in json(),
        messages in prop::collection::vec(json(), 0..6),
        after in json(),
        sequence in prop::collection::vec(any::<u8>(), 1..50),
    ) {
        // Whatever stands around the messages must not be taken for them.
        let document = serde_json::json!({
            "a": before, "chats": {"list": [{"messages": messages}, {"x": after}]}, "messages": messages, "z": after,
        });
        let mut at = 0;
        let mut choices = || {
            at += 1;
            sequence[at % sequence.len()]
        };
        let mut written = String::new();
        write(&document, &mut choices, &mut written);
        prop_assert_eq!(&serde_json::from_str::<Value>(&written).unwrap(), &document);

        let mut found = Vec::new();
        let mut places = Vec::new();
        let end = split(written.as_bytes(), &Limits::default(), &ROOT, &mut |event| {
            if let Event::Element(element) = event {
                found.push(serde_json::from_slice::<Value>(element.bytes).unwrap());
                places.push((element.offset as usize, element.bytes.to_vec()));
            }
            Ok(())
        });
        prop_assert_eq!(end.unwrap(), End::Whole);
        let expected: Vec<_> = messages.iter().chain(&messages).cloned().collect();
        prop_assert_eq!(&found, &expected);
        for ((offset, bytes), message) in places.into_iter().zip(&expected) {
            prop_assert_eq!(&written.as_bytes()[offset..offset + bytes.len()], &bytes[..]);
            prop_assert_eq!(written.as_bytes()[offset] == b'{', message.is_object());
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, room in 0_usize..50) {
        let limits = Limits { message: room, ..Limits::default() };
        let _ = events(&bytes, &limits);
        let mut inside = br#"{"messages":[{"#.to_vec();
        inside.extend(&bytes);
        let _ = events(&inside, &limits);
    }

    #[test]
    fn no_text_of_json_makes_it_panic(
        parts in prop::collection::vec(prop::sample::select(TOKENS), 0..40),
    ) {
        let document = parts.concat();
        let (found, _) = events(document.as_bytes(), &Limits::default());
        prop_assert!(found.len() <= document.len() + 1);
    }
}
