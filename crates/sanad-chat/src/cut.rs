//! How much of a stranger's text is kept where it would be told again and again. No character is cut in two.

/// Characters of what a warning quotes.
pub(crate) const SHORT: usize = 120;
/// Bytes of a name, of a person or a chat: more than any app lets anybody have. It stands in every row of a chat.
pub(crate) const NAME: usize = 1 << 10;

/// No more of a text than a warning quotes.
pub(crate) fn shorten(text: &str) -> String {
    text.chars().take(SHORT).collect()
}

/// Cuts a name that is longer than [`NAME`], and says whether it was.
pub(crate) fn name(name: &mut String) -> bool {
    if name.len() <= NAME {
        return false;
    }
    name.truncate(name.floor_char_boundary(NAME));
    // Many of them may be remembered.
    name.shrink_to_fit();
    true
}

/// Bytes without the character at their end of which a part was cut off. Bytes that are no UTF-8 for another reason
/// stay.
pub(crate) fn whole(bytes: &[u8]) -> &[u8] {
    for (behind, byte) in bytes.iter().rev().take(3).enumerate() {
        let length = match byte {
            0x80..=0xBF => continue,
            0xC2..=0xDF => 2,
            0xE0..=0xEF => 3,
            0xF0..=0xF4 => 4,
            _ => 1,
        };
        let there = behind + 1;
        return if length > there { &bytes[..bytes.len() - there] } else { bytes };
    }
    bytes
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn half_a_character_at_the_end_is_taken_off() {
        let table: [(&[u8], &[u8]); 9] = [
            (b"", b""),
            (b"ab", b"ab"),
            (b"a\xC3\xA9", b"a\xC3\xA9"),
            (b"a\xC3", b"a"),
            (b"\xFFab\xE2\x82", b"\xFFab"),
            (b"\xF0\x9F\x98", b""),
            (b"\xF0\x9F\x98\xA2", b"\xF0\x9F\x98\xA2"),
            (b"a\xA9", b"a\xA9"),
            (b"a\xFF", b"a\xFF"),
        ];
        for (bytes, expected) in table {
            assert_eq!(whole(bytes), expected);
        }
    }

    #[test]
    fn no_character_is_cut_in_two() {
        for (bytes, kept) in [
            (&b"a\xd8\xa7"[..], 3),
            (&b"a\xd8"[..], 1),
            (&b"a\xe2\x80"[..], 1),
            (&b"a\xe2\x80\x8f"[..], 4),
            (&b"\xf0\x9f\x98"[..], 0),
            (&b"\x80\x80\x80\x80\x80"[..], 5),
            (&b"a\xff"[..], 2),
            (&b""[..], 0),
        ] {
            assert_eq!(whole(bytes).len(), kept, "{bytes:x?}");
        }
    }

    #[test]
    fn a_name_is_cut_at_a_kilobyte() {
        for (text, is_cut, length) in [
            ("Noor".to_owned(), false, 4),
            ("a".repeat(1_024), false, 1_024),
            ("a".repeat(1_025), true, 1_024),
            (format!("a{}", "ا".repeat(600)), true, 1_023),
        ] {
            let mut cut = text.clone();
            assert_eq!((name(&mut cut), cut.len()), (is_cut, length));
            assert!(text.starts_with(&cut) && cut.capacity() <= NAME);
        }
    }

    proptest! {
        #[test]
        fn a_text_that_is_cut_anywhere_is_text(text: String, at: prop::sample::Index) {
            let bytes = &text.as_bytes()[..at.index(text.len() + 1)];
            let kept = whole(bytes);
            prop_assert!(std::str::from_utf8(kept).is_ok() && bytes.len() - kept.len() < 4);
        }
    }
}
