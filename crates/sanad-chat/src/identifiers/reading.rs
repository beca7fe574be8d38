//! The text as the finders read it, and the way back to the bytes of the original.

use super::{Found, Identifier, IdentifierCertainty, IdentifierKind, Rank};

/// A text made plain: what cannot be seen left out, digits, spaces and dashes of every script in their ASCII form.
pub(super) struct Reading<'a> {
    text: &'a str,
    /// Case and letters as they were written.
    pub(super) plain: String,
    /// [`Self::plain`] with letters folded, byte for byte as long: one place serves both.
    pub(super) folded: String,
    /// Byte of [`Self::plain`] and byte of the text, wherever the distance between the two changes.
    steps: Vec<(usize, usize)>,
    tokens: Vec<Token>,
}

/// A word, a number, or one other character. Spaces are none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub(super) kind: TokenKind,
    /// Bytes of [`Reading::plain`].
    pub(super) start: usize,
    pub(super) end: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TokenKind {
    /// Letters of any script.
    Word,
    /// Digits, with separators between two of them.
    Number,
    /// Any other character.
    Sign,
    /// The end of a line.
    Line,
}

impl<'a> Reading<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let mut plain = String::with_capacity(text.len());
        let mut folded = String::with_capacity(text.len());
        let mut steps: Vec<(usize, usize)> = Vec::new();
        for (at, character) in text.char_indices() {
            let Some(seen) = seen_as(character) else { continue };
            let here = plain.len();
            if steps.last().is_none_or(|&(from, to)| here - from != at - to) {
                steps.push((here, at));
            }
            plain.push(seen);
            folded.push(fold(seen));
        }
        let tokens = tokens(&folded);
        Self { text, plain, folded, steps, tokens }
    }

    pub(super) fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    pub(super) fn token(&self, index: usize) -> Option<Token> {
        self.tokens.get(index).copied()
    }

    /// The folded letters of a word; empty where the token is none.
    pub(super) fn word(&self, index: usize) -> &str {
        match self.token(index) {
            Some(Token { kind: TokenKind::Word, start, end }) => self.folded.get(start..end).unwrap_or(""),
            _ => "",
        }
    }

    /// The letters of a word as written; empty where the token is none.
    pub(super) fn plain_word(&self, index: usize) -> &str {
        match self.token(index) {
            Some(Token { kind: TokenKind::Word, start, end }) => self.plain.get(start..end).unwrap_or(""),
            _ => "",
        }
    }

    /// The digits and separators of a number; empty where the token is none.
    pub(super) fn number(&self, index: usize) -> &str {
        match self.token(index) {
            Some(Token { kind: TokenKind::Number, start, end }) => self.plain.get(start..end).unwrap_or(""),
            _ => "",
        }
    }

    pub(super) fn sign(&self, index: usize) -> Option<char> {
        match self.token(index) {
            Some(Token { kind: TokenKind::Sign, start, .. }) => self.plain.get(start..)?.chars().next(),
            _ => None,
        }
    }

    /// Whether nothing stands between a token and the next.
    pub(super) fn touches_next(&self, index: usize) -> bool {
        match (self.token(index), self.token(index + 1)) {
            (Some(this), Some(next)) => this.end == next.start,
            _ => false,
        }
    }

    /// Whether one space, of whatever width, is all that stands between a token and the next. A tab parts columns.
    pub(super) fn is_spaced(&self, index: usize) -> bool {
        let (Some(this), Some(next)) = (self.token(index), self.token(index + 1)) else { return false };
        let tab = || self.text.get(self.origin(this.end)..).is_some_and(|it| it.starts_with('\t'));
        self.plain.get(this.end..next.start) == Some(" ") && !tab()
    }

    /// The first token that ends behind a byte.
    pub(super) fn token_at(&self, byte: usize) -> usize {
        self.tokens.partition_point(|token| token.end <= byte)
    }

    pub(super) fn before(&self, byte: usize) -> Option<char> {
        self.plain.get(..byte)?.chars().next_back()
    }

    pub(super) fn after(&self, byte: usize) -> Option<char> {
        self.plain.get(byte..)?.chars().next()
    }

    /// What was found between two bytes of [`Self::plain`], with its place in the text.
    pub(super) fn found(
        &self,
        rank: Rank,
        kind: IdentifierKind,
        certainty: IdentifierCertainty,
        (start, end): (usize, usize),
        value: String,
    ) -> Option<Found> {
        let (start, end) = self.place(start, end)?;
        let raw = self.text.get(start..end)?.to_owned();
        Some(Found { rank, identifier: Identifier { kind, value, raw, start, end, certainty } })
    }

    /// Bytes of the text for bytes of [`Self::plain`]: from the first character to the end of the last one,
    /// so that marks around are left out and marks within are kept.
    fn place(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let (last, _) = self.plain.get(start..end)?.char_indices().next_back()?;
        let last = self.origin(start + last);
        let length = self.text.get(last..)?.chars().next()?.len_utf8();
        Some((self.origin(start), last + length))
    }

    fn origin(&self, at: usize) -> usize {
        let after = self.steps.partition_point(|&(from, _)| from <= at);
        match after.checked_sub(1).and_then(|index| self.steps.get(index)) {
            Some(&(from, to)) => to + (at - from),
            None => at,
        }
    }
}

/// How a character is read; none where it cannot be seen, or only decorates the one before.
fn seen_as(character: char) -> Option<char> {
    let code = u32::from(character);
    Some(match character {
        '\u{AD}'
        | '\u{61C}'
        | '\u{640}'
        | '\u{64B}'..='\u{65F}'
        | '\u{670}'
        | '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{206F}'
        | '\u{20E3}'
        | '\u{FE00}'..='\u{FE0F}'
        | '\u{FEFF}' => return None,
        '\n' | '\r' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        '\t' | '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}' => ' ',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' => '-',
        '\u{660}'..='\u{669}' => ascii_digit(code - 0x660),
        '\u{6F0}'..='\u{6F9}' => ascii_digit(code - 0x6F0),
        '\u{1D7CE}'..='\u{1D7FF}' => ascii_digit((code - 0x1D7CE) % 10),
        // Full-width forms stand in the order of ASCII.
        '\u{FF01}'..='\u{FF5E}' => char::from_u32(code - 0xFEE0).unwrap_or(character),
        '\u{FE6B}' => '@',
        other => other,
    })
}

fn ascii_digit(value: u32) -> char {
    char::from_digit(value, 10).unwrap_or('0')
}

/// One letter for those that are written for one another. A letter and its folded form have equally many bytes.
pub(super) fn fold(character: char) -> char {
    match character {
        'A'..='Z' => character.to_ascii_lowercase(),
        '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{DE}' => {
            char::from_u32(u32::from(character) + 0x20).unwrap_or(character)
        }
        'Ş' => 'ş',
        'أ' | 'إ' | 'آ' | 'ٱ' => 'ا',
        'ى' | 'ئ' | 'ی' | 'ێ' => 'ي',
        'ؤ' | 'ۆ' => 'و',
        'ة' | 'ە' | 'ھ' | 'ہ' | 'ۀ' => 'ه',
        'ک' => 'ك',
        'ڕ' => 'ر',
        'ڵ' => 'ل',
        other => other,
    }
}

/// Whether a character is alphabetic; the letters of most chats are told without the tables of all scripts.
fn is_letter(character: char) -> bool {
    match character {
        'a'..='z' | 'A'..='Z' | '\u{620}'..='\u{64A}' | '\u{671}'..='\u{6D3}' => true,
        other => other.is_alphabetic(),
    }
}

fn tokens(folded: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = folded.char_indices().peekable();
    while let Some((start, character)) = rest.next() {
        let mut end = start + character.len_utf8();
        let kind = if character == '\n' {
            TokenKind::Line
        } else if character.is_whitespace() {
            continue;
        } else if character.is_ascii_digit() {
            while let Some(&(at, next)) = rest.peek() {
                let joins = matches!(next, '.' | ',' | '\'' | '٬' | '٫' | '،')
                    && folded.as_bytes().get(at + next.len_utf8()).is_some_and(u8::is_ascii_digit);
                if !next.is_ascii_digit() && !joins {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            TokenKind::Number
        } else if is_letter(character) {
            while let Some(&(at, next)) = rest.peek() {
                let joins = matches!(next, '\'' | '\u{2019}')
                    && folded.get(at + next.len_utf8()..).is_some_and(|it| it.starts_with(is_letter));
                if !is_letter(next) && !joins {
                    break;
                }
                end = at + next.len_utf8();
                rest.next();
            }
            TokenKind::Word
        } else {
            TokenKind::Sign
        };
        tokens.push(Token { kind, start, end });
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_folds_to_one_of_the_same_length() {
        for code in 0..=0x10FFFF {
            let Some(character) = char::from_u32(code) else { continue };
            assert_eq!(fold(character).len_utf8(), character.len_utf8(), "U+{code:04X}");
            assert_eq!(fold(fold(character)), fold(character), "U+{code:04X}");
        }
    }

    #[test]
    fn a_letter_is_what_is_alphabetic() {
        for code in 0..=0x10FFFF {
            let Some(character) = char::from_u32(code) else { continue };
            assert_eq!(is_letter(character), character.is_alphabetic(), "U+{code:04X}");
        }
    }

    #[test]
    fn one_space_is_told_from_a_tab_from_two_and_from_none() {
        for (text, spaced) in [
            ("1 5", true),
            ("1\u{A0}5", true),
            ("1\u{202F}\u{200F}5", true),
            ("\u{200F}1\u{2009}5", true),
            ("1\t5", false),
            ("1  5", false),
            ("1-5", false),
            ("1\n5", false),
            ("1", false),
        ] {
            assert_eq!(Reading::new(text).is_spaced(0), spaced, "{text:?}");
        }
    }

    #[test]
    fn marks_around_are_left_out_and_marks_within_are_kept() {
        let text = "\u{202A}+٩٦٤\u{A0}7\u{200F}7\u{202C}.";
        let reading = Reading::new(text);
        assert_eq!(reading.plain, "+964 77.");
        let (start, end) = reading.place(0, 7).unwrap();
        assert_eq!(&text[start..end], "+٩٦٤\u{A0}7\u{200F}7");
        assert_eq!(reading.place(8, 8), None);
        assert_eq!(reading.place(0, 9), None);
    }

    #[test]
    fn every_character_leads_back_to_itself() {
        let text = "a\u{200B}ب٧\u{1F600}１é\u{FE0F}\r\nچ";
        let reading = Reading::new(text);
        let back: String = reading
            .plain
            .char_indices()
            .map(|(at, it)| {
                let (start, end) = reading.place(at, at + it.len_utf8()).unwrap();
                &text[start..end]
            })
            .collect();
        assert_eq!(back, "aب٧\u{1F600}１é\r\nچ");
    }

    #[test]
    fn text_falls_apart_into_words_numbers_and_signs() {
        let reading = Reading::new("ادفع ١٬٥٠٠$ you've 9:30, k.\n12.5.");
        let parts: Vec<&str> = reading.tokens().iter().map(|it| &reading.plain[it.start..it.end]).collect();
        assert_eq!(parts, ["ادفع", "1٬500", "$", "you've", "9", ":", "30", ",", "k", ".", "\n", "12.5", "."]);
        assert_eq!(reading.number(1), "1٬500");
        assert_eq!((reading.word(0), reading.word(1), reading.sign(2)), ("ادفع", "", Some('$')));
    }
}
