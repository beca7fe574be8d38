//! Characters that turn the direction of the text around them, which makes a name look like another.
//!
//! Source: Unicode Standard Annex 9, sections 2.1 to 2.4.

use std::collections::HashSet;
use std::hash::{BuildHasher, RandomState};

/// How many names are remembered as already told.
const NAMES: usize = 1_024;

/// The names that were told to turn direction, so that each is told once and not with each of its messages.
///
/// They are kept as numbers: a name may be as long as a message. No name can be made to have the number of another, as
/// the keys differ from run to run.
#[derive(Debug, Default)]
pub(crate) struct Told {
    names: HashSet<u64>,
    keys: RandomState,
}

impl Told {
    /// Whether a name [`turns`] direction, and was not told before. Beyond so many names each is told again.
    pub(crate) fn is_new(&mut self, name: &str) -> bool {
        if !turns(name) {
            return false;
        }
        let number = self.keys.hash_one(name);
        if self.names.contains(&number) {
            return false;
        }
        if self.names.len() < NAMES {
            self.names.insert(number);
        }
        true
    }
}

/// Whether a name, of a person, a chat or a file, holds an embedding, an override or an isolate.
///
/// Those that stand around nothing but a telephone number turn nothing: WhatsApp itself writes the number of somebody
/// who is no contact so that it reads from left to right, and such a name comes into every other app by being copied.
fn turns(name: &str) -> bool {
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

    #[test]
    fn a_name_is_told_once() {
        let mut told = Told::default();
        let long = "\u{202e}".repeat(10_000);
        let names = ["a\u{202e}", "a\u{202e}b", "a\u{202e}", "a", &long, &long];
        assert_eq!(names.map(|name| told.is_new(name)), [true, true, false, false, true, false]);
        // There is no room to remember more.
        assert!((0..NAMES).all(|number| told.is_new(&format!("{number}\u{202e}"))));
        assert!(told.is_new("last\u{202e}") && told.is_new("last\u{202e}") && !told.is_new("a\u{202e}"));
    }
}
