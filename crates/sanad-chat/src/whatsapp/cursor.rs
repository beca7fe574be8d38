//! The signs of a stamp, byte by byte: digits of many scripts, spaces of five widths, and marks that are not seen.

/// Which digits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Script {
    /// 0 to 9.
    Latin,
    /// U+0660 to U+0669.
    Arabic,
    /// U+06F0 to U+06F9: Persian, Urdu.
    Extended,
    /// One of the scripts of Southern Asia, by the second byte of its digits.
    Southern(u8),
}

impl Script {
    /// Bytes of one digit.
    const fn width(self) -> usize {
        match self {
            Self::Latin => 1,
            Self::Arabic | Self::Extended => 2,
            Self::Southern(_) => 3,
        }
    }
}

/// Up to four digits of one script.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) value: u16,
    /// How many digits.
    pub(super) width: u8,
    pub(super) script: Script,
}

/// Letters that may stand together in a stamp, in bytes: the longest words for a part of the day are shorter.
const WORD: usize = 40;

/// A place in a line. Never behind its end.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cursor<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// Bytes from the start of the line.
    pub(super) const fn at(&self) -> usize {
        self.at
    }

    /// What lies behind the place.
    pub(super) fn rest(&self) -> &'a [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    pub(super) fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    pub(super) fn skip(&mut self, count: usize) {
        self.at = self.at.saturating_add(count).min(self.bytes.len());
    }

    pub(super) fn eat(&mut self, byte: u8) -> bool {
        let there = self.peek() == Some(byte);
        self.at += usize::from(there);
        there
    }

    /// A comma, Latin or Arabic; which of them.
    pub(super) fn comma(&mut self) -> Option<u8> {
        match self.rest() {
            [b',', ..] => {
                self.at += 1;
                Some(b',')
            }
            [0xd8, 0x8c, ..] => {
                self.at += 2;
                Some(0x8c)
            }
            _ => None,
        }
    }

    /// A dash of any kind: the hyphen that phones write, or what an editor makes of it (U+2010 to U+2015, U+2212); which
    /// of them.
    pub(super) fn dash(&mut self) -> Option<u8> {
        let (width, sign) = match *self.rest() {
            [b'-', ..] => (1, b'-'),
            [0xe2, 0x80, sign @ 0x90..=0x95, ..] => (3, sign),
            [0xe2, 0x88, 0x92, ..] => (3, 0x12),
            _ => return None,
        };
        self.at += width;
        Some(sign)
    }

    /// Leaves out marks of direction: U+200E, U+200F, U+202A to U+202E, U+2066 to U+2069, U+061C.
    pub(super) fn marks(&mut self) {
        loop {
            self.at += match self.rest() {
                [0xe2, 0x80, 0x8e | 0x8f | 0xaa..=0xae, ..] | [0xe2, 0x81, 0xa6..=0xa9, ..] => 3,
                [0xd8, 0x9c, ..] => 2,
                _ => return,
            };
        }
    }

    /// One space of any width, with the marks before it; whether it was there.
    pub(super) fn space(&mut self) -> bool {
        let before = self.at;
        self.marks();
        let width = match self.rest() {
            [b' ', ..] => 1,
            [0xc2, 0xa0, ..] => 2,
            [0xe2, 0x80, 0x89 | 0x8a | 0xaf, ..] => 3,
            _ => {
                self.at = before;
                return false;
            }
        };
        self.at += width;
        true
    }

    /// Leaves out marks and spaces (U+0020, U+00A0, U+2009, U+200A, U+202F); whether there was a space.
    pub(super) fn spaces(&mut self) -> bool {
        let mut any = false;
        loop {
            self.marks();
            self.at += match self.rest() {
                [b' ', ..] => 1,
                [0xc2, 0xa0, ..] => 2,
                [0xe2, 0x80, 0x89 | 0x8a | 0xaf, ..] => 3,
                _ => return any,
            };
            any = true;
        }
    }

    fn digit(&self) -> Option<(u8, Script)> {
        match *self.rest() {
            [digit @ b'0'..=b'9', ..] => Some((digit - b'0', Script::Latin)),
            [0xd9, digit @ 0xa0..=0xa9, ..] => Some((digit - 0xa0, Script::Arabic)),
            [0xdb, digit @ 0xb0..=0xb9, ..] => Some((digit - 0xb0, Script::Extended)),
            // Devanagari, Bengali, Gurmukhi, Gujarati, Odia, Tamil, Telugu, Kannada, Malayalam, Sinhala.
            [
                0xe0,
                script @ (0xa5 | 0xa7 | 0xa9 | 0xab | 0xad | 0xaf | 0xb1 | 0xb3 | 0xb5 | 0xb7),
                digit @ 0xa6..=0xaf,
                ..,
            ] => Some((digit - 0xa6, Script::Southern(script))),
            // Thai, Lao.
            [0xe0, script @ (0xb9 | 0xbb), digit @ 0x90..=0x99, ..] => {
                Some((digit - 0x90, Script::Southern(script)))
            }
            // Burmese, Khmer.
            [0xe1, script @ 0x81, digit @ 0x80..=0x89, ..] => Some((digit - 0x80, Script::Southern(script))),
            [0xe1, script @ 0x9f, digit @ 0xa0..=0xa9, ..] => Some((digit - 0xa0, Script::Southern(script))),
            _ => None,
        }
    }

    pub(super) fn is_at_digit(&self) -> bool {
        self.digit().is_some()
    }

    /// The digits that stand here; none where there are none, or more than four.
    pub(super) fn number(&mut self) -> Option<Number> {
        let (_, script) = self.digit()?;
        let mut number = Number { value: 0, width: 0, script };
        while let Some((digit, same)) = self.digit() {
            if number.width == 4 || same != script {
                return None;
            }
            number.value = number.value * 10 + u16::from(digit);
            number.width += 1;
            self.at += script.width();
        }
        Some(number)
    }

    /// One character, whatever it is.
    pub(super) fn step(&mut self) {
        let size = match self.peek() {
            Some(0xc2..=0xdf) => 2,
            Some(0xe0..=0xef) => 3,
            Some(0xf0..=0xf4) => 4,
            _ => 1,
        };
        self.skip(size);
    }

    /// The words up to the next digit or comma, without the spaces around them; may be empty. None when another sign
    /// comes first, or when there are too many of them.
    pub(super) fn words(&mut self) -> Option<&'a [u8]> {
        self.spaces();
        let from = self.at;
        let mut to = from;
        loop {
            if self.is_at_digit() || matches!(self.rest(), [b',', ..] | [0xd8, 0x8c, ..]) {
                return self.bytes.get(from..to);
            }
            if self.at - from > WORD || self.is_at_sign(from) {
                return None;
            }
            self.step();
            to = self.at;
            self.spaces();
        }
    }

    /// The words up to the place where `end` finds the end of the stamp, which it eats; may be empty.
    pub(super) fn words_until<T>(&mut self, end: impl Fn(&mut Self) -> Option<T>) -> Option<(&'a [u8], T)> {
        // The space before the end is the end's.
        if let Some(found) = end(self) {
            return Some((&self.bytes[..0], found));
        }
        self.spaces();
        let from = self.at;
        loop {
            let to = self.at;
            if let Some(found) = end(self) {
                return Some((self.bytes.get(from..to)?, found));
            }
            if to - from > WORD || self.is_at_sign(from) || self.is_at_digit() || self.comma().is_some() {
                return None;
            }
            self.step();
        }
    }

    /// A sign that no word has in it, or the end; a hyphen stands in words that began before it (`après-midi`).
    fn is_at_sign(&self, began: usize) -> bool {
        match self.peek() {
            Some(b'-') => self.at == began,
            Some(sign) => matches!(sign, b':' | b'[' | b']' | b'/' | b'<' | b'>' | b'(' | b')'),
            None => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_of_many_scripts_are_numbers() {
        for (text, value, width, script) in [
            ("20/", 20, 2, Script::Latin),
            ("٢٠٢٦‏", 2026, 4, Script::Arabic),
            ("۰۷", 7, 2, Script::Extended),
            ("२०२६/", 2026, 4, Script::Southern(0xa5)),
            ("৭:", 7, 1, Script::Southern(0xa7)),
            ("๖๙", 69, 2, Script::Southern(0xb9)),
        ] {
            let mut cursor = Cursor::new(text.as_bytes());
            assert_eq!(cursor.number(), Some(Number { value, width, script }));
        }
        // Each script from its zero to its nine, and no sign beside them.
        for zero in "०০੦૦୦௦౦೦൦෦๐໐၀០".chars() {
            for step in 0..10_u16 {
                let digit = char::from_u32(u32::from(zero) + u32::from(step)).unwrap().to_string();
                let number = Cursor::new(digit.as_bytes()).number().unwrap();
                assert_eq!((number.value, number.width), (step, 1), "{digit}");
            }
            for beside in [u32::from(zero) - 1, u32::from(zero) + 10] {
                let sign = char::from_u32(beside).unwrap().to_string();
                assert_eq!(Cursor::new(sign.as_bytes()).number(), None, "{sign}");
            }
        }
        for text in ["", "12345", "1٢", "२২", "a1", "٪"] {
            assert_eq!(Cursor::new(text.as_bytes()).number(), None, "{text}");
        }
    }

    #[test]
    fn dashes_of_all_kinds_are_told_apart() {
        let mut signs = Vec::new();
        for dash in "-‐‑‒–—―−".chars() {
            let text = format!("{dash}x");
            let mut cursor = Cursor::new(text.as_bytes());
            signs.push(cursor.dash().unwrap());
            assert_eq!(cursor.rest(), b"x", "{dash}");
        }
        signs.sort_unstable();
        signs.dedup();
        assert_eq!(signs.len(), 8);
        for text in ["", "x", "…", "~", "\u{200f}-"] {
            assert_eq!(Cursor::new(text.as_bytes()).dash(), None, "{text}");
        }
    }

    #[test]
    fn marks_and_spaces_are_left_out() {
        let text = "\u{200f}\u{202a} \u{a0}\u{202f}\u{2009}\u{2068}\u{61c}x";
        let mut cursor = Cursor::new(text.as_bytes());
        cursor.marks();
        assert_eq!(cursor.at(), 6);
        assert!(cursor.spaces());
        assert_eq!(cursor.rest(), b"x");
        assert!(!cursor.spaces());
    }

    #[test]
    fn words_end_at_a_digit_and_hold_no_signs() {
        for (text, words) in [
            (" \u{e0} 19", Some("\u{e0}")),
            (" klo 19", Some("klo")),
            ("19", Some("")),
            (" a\u{a0}las  7", Some("a\u{a0}las")),
            (" \u{645}\u{60c} 7", Some("\u{645}")),
            (" a: 7", None),
            (" without an end", None),
            (" words of which there are by far too many before 7", None),
        ] {
            let found = Cursor::new(text.as_bytes()).words();
            assert_eq!(found, words.map(str::as_bytes), "{text}");
        }
    }

    #[test]
    fn broken_characters_do_no_harm() {
        for bytes in [&b"\xe2"[..], &b"\xe2\x80"[..], &b"\xd9"[..], &b"\xf0\x9f"[..], &b"\xff\xff"[..]] {
            let mut cursor = Cursor::new(bytes);
            assert_eq!(cursor.number(), None);
            cursor.spaces();
            cursor.step();
            cursor.step();
            assert!(cursor.at() <= bytes.len());
            assert_eq!(Cursor::new(bytes).words(), None);
        }
    }
}
