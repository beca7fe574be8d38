//! Strings that Meta encoded twice.
//!
//! The account download writes each byte of a string's UTF-8 as if it were a character of its own: `ا`, which is
//! `D8 A7`, becomes `\u00d8\u00a7`. That is Latin-1 (ISO 8859-1) read where UTF-8 was written. Undoing it blindly
//! destroys strings that were written right, of which the same downloads hold some.

/// What a string turns out to be.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// As it should be.
    Right,
    /// It can be nothing else than encoded twice: this is what it says.
    Twice(String),
    /// Parts of it look encoded twice, and the whole cannot be: left as it is.
    Suspect,
}

/// Reads a string. It was encoded twice when all its characters are no higher than U+00FF, one at least is no ASCII,
/// and their numbers as bytes are UTF-8.
pub(super) fn reading(text: &str) -> Reading {
    if text.is_ascii() {
        return Reading::Right;
    }
    let bytes: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    match bytes.and_then(|bytes| String::from_utf8(bytes).ok()) {
        Some(once) => Reading::Twice(once),
        None if looks_twice(text) => Reading::Suspect,
        None => Reading::Right,
    }
}

/// Whether characters of U+0080 to U+00FF that follow one another are, as bytes, a character in UTF-8.
fn looks_twice(text: &str) -> bool {
    let mut run = Vec::new();
    for c in text.chars().chain(['\0']) {
        match u8::try_from(c) {
            Ok(byte) if !byte.is_ascii() => run.push(byte),
            _ => {
                // No byte of the run is ASCII, so that whatever is valid in it is a character of several.
                if run.utf8_chunks().any(|chunk| !chunk.valid().is_empty()) {
                    return true;
                }
                run.clear();
            }
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn encoded_twice(text: &str) -> String {
        text.bytes().map(char::from).collect()
    }

    #[test]
    fn a_string_is_repaired_only_where_it_can_be_nothing_else() {
        for (text, expected) in [
            ("", Reading::Right),
            ("hello", Reading::Right),
            ("Ø§Ø¯Ù\u{81}Ø¹Ù\u{8A}", Reading::Twice("ادفعي".to_owned())),
            ("cafÃ©", Reading::Twice("café".to_owned())),
            ("ð\u{9F}\u{98}¢", Reading::Twice("😢".to_owned())),
            // Written right, in the same kind of file.
            ("café", Reading::Right),
            ("ادفعي", Reading::Right),
            ("“quoted” «text»", Reading::Right),
            ("ناردنی ٥٠٠$", Reading::Right),
            // Both in one string, or cut within a character.
            ("ادفعي Ø§Ø¯Ù\u{81}Ø¹Ù\u{8A}", Reading::Suspect),
            ("Ø§Ø¯Ù", Reading::Suspect),
        ] {
            assert_eq!(reading(text), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn what_was_encoded_twice_is_read(text: String) {
            let expected = if text.is_ascii() { Reading::Right } else { Reading::Twice(text.clone()) };
            prop_assert_eq!(reading(&encoded_twice(&text)), expected);
        }

        #[test]
        fn what_is_above_latin_is_never_changed(before: String, after: String) {
            let text = format!("{before}ک{after}");
            prop_assert!(!matches!(reading(&text), Reading::Twice(_)));
        }
    }
}
