//! What the text of a message does not say: where words lead, and whom they mean.

use std::ops::Range;

use crate::identifiers::{Identifier, IdentifierCertainty, IdentifierKind, Region, identifiers};
use crate::message::Place;

/// Something that stands behind words: the address of a link that reads "press here", the account behind a name.
/// Whoever reads the text alone does not see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hidden {
    /// What it is.
    pub kind: HiddenKind,
    /// The address as written, whatever its scheme; the account as in
    /// [`Sender::account`](crate::Sender::account); the text that is copied.
    pub value: String,
    /// Of an account: who it is, where the export says that elsewhere. The words that stand before it are the sender's.
    pub name: Option<String>,
    /// The words that are shown instead; those on a button. Empty where the export tells of none.
    pub words: String,
    /// Where these words stand in [`Message::text`](crate::Message::text), in bytes; none where they do not, as those
    /// on a button.
    pub at: Option<Range<usize>>,
    /// Where the source writes what is hidden; none where that cannot be told, since the message had to be repaired.
    pub place: Option<Place>,
}

/// What is hidden.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HiddenKind {
    /// An address that is opened.
    Link,
    /// An account that is meant.
    Account,
    /// A text that is put into the clipboard, to be pasted elsewhere: often a wallet.
    Clipboard,
}

impl HiddenKind {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Link => "link",
            Self::Account => "account",
            Self::Clipboard => "clipboard",
        }
    }
}

impl Hidden {
    /// What finds somebody in what is hidden, as [`identifiers()`] does in a text; places are bytes of `value`.
    ///
    /// In a text an address must show itself. Here it is known to be one, so that it is an identifier as a whole where
    /// it would not have been found to its end: a host in Arabic, another scheme, a host without any.
    #[must_use]
    pub fn identifiers(&self, region: Region) -> Vec<Identifier> {
        let found = identifiers(&self.value, region);
        if self.kind != HiddenKind::Link || self.value.is_empty() {
            return found;
        }
        let is_plain = self.value.bytes().all(|byte| byte.is_ascii_graphic());
        let is_read = found.iter().any(|it| match it.kind {
            IdentifierKind::Profile => it.start == 0,
            IdentifierKind::Link => it.start == 0 && is_plain,
            _ => false,
        });
        let web = without_scheme(&self.value);
        if is_read || (web.is_none() && !found.is_empty()) {
            return found;
        }
        vec![Identifier {
            kind: IdentifierKind::Link,
            value: web.unwrap_or(&self.value).to_owned(),
            raw: self.value.clone(),
            start: 0,
            end: self.value.len(),
            certainty: IdentifierCertainty::Form,
        }]
    }

    /// Whether words are the address themselves, but for a slash at its end: then nothing is hidden.
    pub(crate) fn says(words: &str, address: &str) -> bool {
        without_slash(words) == without_slash(address)
    }
}

/// What stands behind the scheme of an address on the web.
fn without_scheme(address: &str) -> Option<&str> {
    let (scheme, rest) = address.split_once("://")?;
    let is_web = scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http");
    is_web.then_some(rest)
}

fn without_slash(address: &str) -> &str {
    address.strip_suffix('/').unwrap_or(address)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn behind(kind: HiddenKind, value: &str) -> Vec<(&'static str, String, String)> {
        let hidden = Hidden {
            kind,
            value: value.to_owned(),
            name: None,
            words: "here".to_owned(),
            at: None,
            place: None,
        };
        let found = hidden.identifiers(Region::IRAQ);
        for it in &found {
            assert_eq!(value.get(it.start..it.end), Some(it.raw.as_str()), "{value}");
        }
        found.into_iter().map(|it| (it.kind.code(), it.value, it.raw)).collect()
    }

    #[test]
    fn an_address_is_found_whatever_its_form() {
        for (address, kind, value, raw) in [
            ("https://evil.example/x", "link", "evil.example/x", "https://evil.example/x"),
            ("https://t.me/some_name", "profile", "telegram:some_name", "https://t.me/some_name"),
            // In a text these end with their last Latin letter, or do not begin.
            (
                "https://evil.example/صفحة?to=https://good.example",
                "link",
                "evil.example/صفحة?to=https://good.example",
                "https://evil.example/صفحة?to=https://good.example",
            ),
            ("http://192.0.2.7/pay", "link", "192.0.2.7/pay", "http://192.0.2.7/pay"),
            ("tg://user?id=5550001", "link", "tg://user?id=5550001", "tg://user?id=5550001"),
            ("evil.example/x", "link", "evil.example/x", "evil.example/x"),
            ("mailto:somebody@example.org", "email", "somebody@example.org", "somebody@example.org"),
        ] {
            let expected = [(kind, value.to_owned(), raw.to_owned())];
            assert_eq!(behind(HiddenKind::Link, address), expected, "{address}");
        }
        assert!(behind(HiddenKind::Link, "").is_empty());
    }

    #[test]
    fn what_is_no_address_is_read_as_a_text() {
        let phone = ("phone", "+9647700000012".to_owned(), "+9647700000012".to_owned());
        assert_eq!(behind(HiddenKind::Account, "+9647700000012"), [phone]);
        assert!(behind(HiddenKind::Account, "user5550001").is_empty());
        let name = ("handle", "@some_name".to_owned(), "@some_name".to_owned());
        assert_eq!(behind(HiddenKind::Clipboard, "@some_name"), [name]);
    }

    #[test]
    fn words_that_are_the_address_hide_nothing() {
        for (words, address, says) in [
            ("https://a.example", "https://a.example/", true),
            ("https://a.example/x", "https://a.example/x", true),
            ("a.example", "https://a.example", false),
            ("https://bank.example", "https://bank.example.evil.example", false),
            ("https://a.example\u{200b}", "https://a.example", false),
            ("here", "", false),
        ] {
            assert_eq!(Hidden::says(words, address), says, "{words} {address}");
        }
    }
}
