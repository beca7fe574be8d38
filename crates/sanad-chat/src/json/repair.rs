//! Strings that no JSON parser takes, made ones that say the same.
//!
//! Telegram Desktop writes control characters as `\x0B`, which is no escape of JSON (RFC 8259, section 7): one such
//! character in a message, which anybody can send, makes the whole export unreadable to a strict parser.
//! Source: `SerializeString` in `export_output_json.cpp` of Telegram Desktop.

/// JSON with its strings repaired, and the place of the first repair.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Repaired {
    pub(super) json: Vec<u8>,
    /// In bytes from the start of what was given.
    pub(super) first: usize,
    /// What stood there, visible.
    pub(super) seen: String,
}

/// Rewrites what stands in strings and cannot: `\x00` to `\x7F` as `\u00…`, bare control characters likewise, and
/// half a pair of surrogates, which is no character, as `\uFFFD`. None when there is nothing of that kind.
///
/// `\x80` and above are left as they are: whether a byte or a character is meant is not known.
pub(super) fn repair(json: &[u8]) -> Option<Repaired> {
    let mut out = Vec::with_capacity(json.len() + 16);
    let mut first = None;
    let mut in_string = false;
    let mut at = 0;
    while let Some(&byte) = json.get(at) {
        let rest = &json[at..];
        let (used, written) = match byte {
            b'"' => {
                in_string = !in_string;
                (1, None)
            }
            b'\\' if in_string => escape(rest),
            0..0x20 if in_string => (1, Some(unicode(u16::from(byte)))),
            _ => (1, None),
        };
        let as_written = rest.get(..used).unwrap_or(rest);
        match written {
            Some(written) => {
                out.extend_from_slice(written.as_bytes());
                first.get_or_insert_with(|| (at, visible(as_written)));
            }
            None => out.extend_from_slice(as_written),
        }
        at += as_written.len();
    }
    first.map(|(first, seen)| Repaired { json: out, first, seen })
}

/// How many bytes the escape at the start of `rest` has, and what to write in its place, if anything.
fn escape(rest: &[u8]) -> (usize, Option<String>) {
    match rest.get(1) {
        Some(b'x') => match hex(rest.get(2..4)) {
            Some(code) if code < 0x80 => (4, Some(unicode(code))),
            _ => (2, None),
        },
        Some(b'u') => match hex(rest.get(2..6)) {
            Some(0xD800..0xDC00) => match (rest.get(6..8), hex(rest.get(8..12))) {
                (Some(br"\u"), Some(0xDC00..0xE000)) => (12, None),
                _ => (6, Some(unicode(0xFFFD))),
            },
            Some(0xDC00..0xE000) => (6, Some(unicode(0xFFFD))),
            _ => (2, None),
        },
        _ => (2, None),
    }
}

fn hex(digits: Option<&[u8]>) -> Option<u16> {
    digits?.iter().try_fold(0_u16, |code, digit| {
        let value = char::from(*digit).to_digit(16)?;
        Some((code << 4) | u16::try_from(value).ok()?)
    })
}

fn unicode(code: u16) -> String {
    format!("\\u{code:04x}")
}

/// Escapes are visible as they are; of a bare control character, the name of its code is shown.
fn visible(written: &[u8]) -> String {
    match written {
        [byte] => format!("U+{byte:04X}"),
        _ => String::from_utf8_lossy(written).into_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_json_forbids_in_strings_is_rewritten() {
        for (given, expected, first, seen) in [
            (r#"{"a":"b\x0Bc\x1f"}"#, r#"{"a":"b\u000bc\u001f"}"#, 7, r"\x0B"),
            (r#"["\\x0B\x00"]"#, r#"["\\x0B\u0000"]"#, 7, r"\x00"),
            ("[\"a\u{b}\"]", r#"["a\u000b"]"#, 3, "U+000B"),
            ("[ \n \"\n\"]", "[ \n \"\\u000a\"]", 5, "U+000A"),
            (r#"["\ud83d!"]"#, r#"["\ufffd!"]"#, 2, r"\ud83d"),
            (r#"["\ude00\ud83d\ude00"]"#, r#"["\ufffd\ud83d\ude00"]"#, 2, r"\ude00"),
        ] {
            let repaired = repair(given.as_bytes()).unwrap();
            assert_eq!(String::from_utf8(repaired.json).unwrap(), expected);
            assert_eq!((repaired.first, repaired.seen.as_str()), (first, seen), "{given}");
            serde_json::from_str::<serde_json::Value>(expected).unwrap();
        }
    }

    #[test]
    fn what_is_right_or_beyond_repair_is_left() {
        for given in [
            r#"{"a":"\"\\\/\b\f\n\r\t\u0041\ud83d\ude00"}"#,
            "{\n\t\"a\": 1\r\n}",
            r#"["\xE9"]"#,
            r#"["\x0"]"#,
            r#"["\xzz"]"#,
            r#"["\a"]"#,
            r#"["\"#,
            r#"["\u12"#,
            r"\x0B",
            "",
        ] {
            assert_eq!(repair(given.as_bytes()), None, "{given}");
        }
    }

    proptest! {
        #[test]
        fn repairing_twice_is_repairing_once(bytes: Vec<u8>) {
            let mut json = b"[\"".to_vec();
            json.extend(bytes);
            if let Some(repaired) = repair(&json) {
                prop_assert!(repaired.first < json.len());
                prop_assert_eq!(repair(&repaired.json), None);
            }
        }

        #[test]
        fn any_text_as_telegram_writes_it_is_read_back(
            chars in prop::collection::vec(
                prop_oneof![prop::char::range('\0', '"'), Just('\\'), Just('x'), any::<char>()],
                0..40,
            ),
        ) {
            let mut written = String::from("\"");
            for &c in &chars {
                match c {
                    '\n' => written.push_str("\\n"),
                    '\r' => written.push_str("\\r"),
                    '\t' => written.push_str("\\t"),
                    '"' => written.push_str("\\\""),
                    '\\' => written.push_str("\\\\"),
                    '\0'..'\u{20}' => written.push_str(&format!("\\x{:02X}", u32::from(c))),
                    _ => written.push(c),
                }
            }
            written.push('"');
            let json = repair(written.as_bytes()).map_or(written.into_bytes(), |repaired| repaired.json);
            prop_assert_eq!(serde_json::from_slice::<String>(&json).unwrap(), chars.iter().collect::<String>());
        }
    }
}
