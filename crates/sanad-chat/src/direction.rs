//! Characters that turn the direction of the text around them, which makes a name look like another.
//!
//! Source: Unicode Standard Annex 9, sections 2.1 to 2.4.

/// Whether a name, of a person, a chat or a file, holds an embedding, an override or an isolate.
///
/// Those that stand around nothing but a telephone number turn nothing: WhatsApp itself writes the number of somebody
/// who is no contact so that it reads from left to right, and such a name comes into every other app by being copied.
pub(crate) fn turns(name: &str) -> bool {
    let is_control = |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    // All of them begin with this byte in UTF-8, and few names do.
    if !name.as_bytes().contains(&0xe2) || !name.contains(is_control) {
        return false;
    }
    let inner = name.trim_start_matches(['~', ' ', '\u{202f}', '\u{a0}']);
    let inner = inner
        .strip_prefix(['\u{202a}', '\u{202b}', '\u{2066}', '\u{2067}', '\u{2068}'])
        .and_then(|inner| inner.strip_suffix(['\u{202c}', '\u{2069}']));
    let is_number = |number: &str| {
        number.chars().all(|sign| {
            sign.is_numeric()
                || matches!(sign, '+' | '-' | '(' | ')' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2011}')
        })
    };
    !inner.is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_may_be_embedded_and_a_name_may_not() {
        for name in [
            "",
            "Ali",
            "\u{200f}علي",
            "“Ali”",
            "\u{202a}+964\u{a0}770\u{a0}000\u{a0}0000\u{202c}",
            "~\u{202f}\u{2068}+4915\u{2069}",
        ] {
            assert!(!turns(name), "{name:?}");
        }
        for name in [
            "Ali\u{202e}gpj.exe",
            "\u{202d}+49\u{202c}",
            "\u{202b}علي\u{202c}",
            "a\u{2066}b\u{2069}",
            "\u{202a}+49\u{202e}1\u{202c}",
            "\u{202e}",
        ] {
            assert!(turns(name), "{name:?}");
        }
    }
}
