//! What a terminal would obey and an eye would miss, as text: U+202E becomes `⟨U+202E⟩`.
//!
//! Names and texts of strangers go through here before people read them. Programs get JSON, as it is written.

use std::fmt::Write as _;

/// A text for one line: controls, marks of direction and what has no width are shown as their code points.
///
/// The two joiners (U+200C, U+200D) and the selectors of variants stay as they are: Persian, Kurdish and
/// pictures of people are written with them.
pub(crate) fn visible(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        if is_hidden(character) {
            // Writing to a string does not fail.
            let _ = write!(shown, "⟨U+{:04X}⟩", u32::from(character));
        } else {
            shown.push(character);
        }
    }
    shown
}

/// The same between marks of isolation, so that its direction ends where it ends.
pub(crate) fn isolated(text: &str) -> String {
    format!("\u{2068}{}\u{2069}", visible(text))
}

/// Controls; marks and overrides of direction; separators of lines; fillers; tags; what has no width.
fn is_hidden(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{61c}'
                | '\u{115f}'
                | '\u{1160}'
                | '\u{17b4}'
                | '\u{17b5}'
                | '\u{180e}'
                | '\u{200b}'
                | '\u{200e}'
                | '\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff9}'..='\u{fffb}'
                | '\u{e0000}'..='\u{e0fff}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_turns_a_line_around_is_shown() {
        for (text, shown) in [
            ("invoice\u{202e}gpj.exe", "invoice⟨U+202E⟩gpj.exe"),
            ("\u{200f}احمد", "⟨U+200F⟩احمد"),
            ("a\u{1b}[2Jb", "a⟨U+001B⟩[2Jb"),
            ("one\ntwo\r", "one⟨U+000A⟩two⟨U+000D⟩"),
            ("a\u{2028}b\u{feff}", "a⟨U+2028⟩b⟨U+FEFF⟩"),
            ("\u{e0041}", "⟨U+E0041⟩"),
        ] {
            assert_eq!(visible(text), shown);
        }
    }

    #[test]
    fn what_letters_are_joined_with_stays() {
        for text in ["می\u{200c}خواهم", "👩\u{200d}⚕\u{fe0f}", "ڕۆژباش", "a b\u{a0}c\u{202f}d"]
        {
            assert_eq!(visible(text), text);
        }
    }

    #[test]
    fn an_isolate_ends_where_the_name_ends() {
        assert_eq!(isolated("a\u{2069}b"), "\u{2068}a⟨U+2069⟩b\u{2069}");
    }
}
