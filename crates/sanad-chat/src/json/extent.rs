//! Where JSON values begin and end, without looking inside them.
//!
//! Nothing here recurses: brackets are counted, so depth costs no memory. What is inside a value is the parser's to
//! judge; a value that is no JSON inside still has an end here as long as its brackets and quotes pair up.
//!
//! Source: RFC 8259, sections 2 to 7.

use std::borrow::Cow;

/// Finds the last byte of one value that is given in parts.
#[derive(Debug, Default)]
pub(super) struct Extent {
    depth: usize,
    state: State,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum State {
    /// Between the tokens of an object or an array, or before the first byte.
    #[default]
    Between,
    /// In a string.
    Text,
    /// After a backslash.
    Escape,
    /// In a number, `true`, `false` or `null` that stands alone.
    Bare,
}

impl Extent {
    /// How many bytes of `part` belong to the value, when it ends in this part; none when it goes on after it.
    ///
    /// The first part begins with the first byte of the value, for which [`begins`] holds. A number ends with the
    /// byte after it, which may be the first of the next part.
    pub(super) fn feed(&mut self, part: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = part.get(at) {
            match self.state {
                State::Between => match byte {
                    b'"' => self.state = State::Text,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' => {
                        self.depth = self.depth.saturating_sub(1);
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    _ if self.depth == 0 => self.state = State::Bare,
                    _ => {}
                },
                State::Text => {
                    at += part[at..].iter().position(|&byte| byte == b'"' || byte == b'\\')?;
                    if part[at] == b'\\' {
                        self.state = State::Escape;
                    } else if self.depth == 0 {
                        return Some(at + 1);
                    } else {
                        self.state = State::Between;
                    }
                }
                State::Escape => self.state = State::Text,
                State::Bare => {
                    if !matches!(byte, b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' | b'+' | b'-' | b'.') {
                        return Some(at);
                    }
                }
            }
            at += 1;
        }
        None
    }
}

/// Whether a value can begin with this byte.
pub(super) const fn begins(byte: u8) -> bool {
    matches!(byte, b'{' | b'[' | b'"' | b'-' | b'0'..=b'9' | b't' | b'f' | b'n')
}

/// Whether JSON lets this byte stand between tokens.
pub(super) const fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r')
}

/// A member of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member<'a> {
    /// With its quotes, as written.
    pub(crate) key: &'a [u8],
    /// As written.
    pub(crate) value: &'a [u8],
    /// Where the value begins, in bytes from the start of the object.
    pub(crate) at: usize,
    /// Whether the value ends before the bytes do.
    pub(crate) whole: bool,
}

/// The members of an object, in their order, up to its end or to where it is no longer an object.
/// The last may be unfinished. Bytes that do not begin with `{` have none.
pub(crate) fn members(object: &[u8]) -> Members<'_> {
    Members(Items { all: object.len(), rest: object, opening: Some(b'{') })
}

/// See [`members`].
#[derive(Debug)]
pub(crate) struct Members<'a>(Items<'a>);

impl<'a> Iterator for Members<'a> {
    type Item = Member<'a>;

    fn next(&mut self) -> Option<Member<'a>> {
        self.0.step()?;
        if self.0.rest.first() != Some(&b'"') {
            return self.0.stop();
        }
        let (key, _, true) = self.0.value()? else {
            return self.0.stop();
        };
        self.0.trim();
        self.0.rest = match self.0.rest.strip_prefix(b":") {
            Some(rest) => rest,
            None => return self.0.stop(),
        };
        self.0.trim();
        let (value, at, whole) = self.0.value()?;
        Some(Member { key, value, at, whole })
    }
}

/// The elements of an array, in their order: the bytes of each, where they begin, and whether they are all there.
/// The last may be unfinished. Bytes that do not begin with `[` have none.
pub(super) fn elements(array: &[u8]) -> impl Iterator<Item = (&[u8], usize, bool)> {
    let mut items = Items { all: array.len(), rest: array, opening: Some(b'[') };
    std::iter::from_fn(move || {
        items.step()?;
        items.value()
    })
}

#[derive(Debug)]
struct Items<'a> {
    all: usize,
    rest: &'a [u8],
    /// The bracket, until it was stepped over.
    opening: Option<u8>,
}

impl<'a> Items<'a> {
    fn trim(&mut self) {
        let spaces = self.rest.iter().take_while(|byte| is_space(**byte)).count();
        self.rest = self.rest.get(spaces..).unwrap_or_default();
    }

    /// Steps over the bracket before the first item, or the comma before another.
    fn step(&mut self) -> Option<()> {
        self.trim();
        let (&first, rest) = self.rest.split_first()?;
        if first != self.opening.take().unwrap_or(b',') {
            return self.stop();
        }
        self.rest = rest;
        self.trim();
        Some(())
    }

    /// Steps over a value: its bytes, where they begin, and whether they are all there.
    fn value(&mut self) -> Option<(&'a [u8], usize, bool)> {
        if !begins(*self.rest.first()?) {
            return self.stop();
        }
        let at = self.all - self.rest.len();
        let (value, rest, whole) = match Extent::default().feed(self.rest) {
            Some(end) => {
                let (value, rest) = self.rest.split_at(end);
                (value, rest, true)
            }
            None => (self.rest, Default::default(), false),
        };
        self.rest = rest;
        Some((value, at, whole))
    }

    fn stop<T>(&mut self) -> Option<T> {
        self.rest = &[];
        None
    }
}

/// What a key or a string says; none when it is broken.
pub(crate) fn unquote(string: &[u8]) -> Option<Cow<'_, str>> {
    let inside = string.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    if inside.contains(&b'\\') {
        serde_json::from_slice::<String>(string).ok().map(Cow::Owned)
    } else {
        std::str::from_utf8(inside).ok().map(Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The end that `Extent` finds when the bytes come one by one, which must not depend on the parts.
    fn end(text: &[u8]) -> Option<usize> {
        let whole = Extent::default().feed(text);
        let mut extent = Extent::default();
        let mut singly = None;
        for (at, byte) in text.iter().enumerate() {
            if let Some(used) = extent.feed(&[*byte]) {
                singly = Some(at + used);
                break;
            }
        }
        assert_eq!(whole, singly);
        whole
    }

    #[test]
    fn a_value_ends_where_its_brackets_and_quotes_do() {
        for (text, expected) in [
            ("{} ", Some(2)),
            ("[[],[]],", Some(7)),
            (r#""a","#, Some(3)),
            (r#""\"",1"#, Some(4)),
            (r#""\\",1"#, Some(4)),
            (r#"{"}":"]"}]"#, Some(9)),
            ("12,", Some(2)),
            ("-1.5e+3]", Some(7)),
            ("true}", Some(4)),
            ("null", None),
            ("{\"a\":1", None),
            (r#""ab\"#, None),
        ] {
            assert_eq!(end(text.as_bytes()), expected, "{text}");
        }
    }

    #[test]
    fn members_are_found_up_to_where_the_object_breaks_off() {
        let object = br#" {"a" : 1 , "b":{"c":[2]},"d":"x"#;
        let found: Vec<_> = members(object).map(|member| (member.key, member.value, member.whole)).collect();
        let expected: [(&[u8], &[u8], bool); 3] =
            [(br#""a""#, b"1", true), (br#""b""#, br#"{"c":[2]}"#, true), (br#""d""#, br#""x"#, false)];
        assert_eq!(found, expected);
        for member in members(object) {
            assert_eq!(&object[member.at..member.at + member.value.len()], member.value);
        }
        for broken in ["", "[", "5", "{", "{}", "{,}", r#"{"a"}"#, r#"{"a":}"#, "{1:2}"] {
            assert_eq!(members(broken.as_bytes()).count(), 0, "{broken}");
        }
        assert_eq!(members(br#"{"a":1 "b":2}"#).count(), 1);
        assert_eq!(members(br#"{"a":1,]"#).count(), 1);
    }

    #[test]
    fn elements_are_found_and_keys_are_read() {
        let array = b"[1,{\"a\":[2]} , \"x\" , 12";
        let found: Vec<_> = elements(array).collect();
        let expected: [(&[u8], usize, bool); 4] =
            [(b"1", 1, true), (b"{\"a\":[2]}", 3, true), (b"\"x\"", 15, true), (b"12", 21, false)];
        assert_eq!(found, expected);
        assert_eq!(elements(b"{}").count(), 0);
        assert_eq!(unquote(br#""name""#).as_deref(), Some("name"));
        assert_eq!(unquote(br#""n\u0061me""#).as_deref(), Some("name"));
        assert_eq!(unquote(br#""n\x61me""#), None);
        assert_eq!(unquote(br#""name"#), None);
        assert_eq!(unquote(b"5"), None);
    }
}
