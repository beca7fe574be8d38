//! E-mail addresses: of RFC 5322's `dot-atom` what providers give out, and domains of every script (RFC 6531).

use super::reading::Reading;
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

/// Longest part before the `@`, and longest domain (RFC 5321, 4.5.3.1).
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (at, _) in reading.plain.match_indices('@') {
        let (Some(start), Some(end)) = (local(reading, at), domain(reading, at + 1)) else { continue };
        let value = reading.plain.get(start..end).unwrap_or("").to_lowercase();
        let (kind, certainty) = (IdentifierKind::Email, IdentifierCertainty::Form);
        found.extend(reading.found(Rank::Email, kind, certainty, (start, end), value));
    }
}

/// Where the part before the `@` begins.
fn local(reading: &Reading<'_>, at: usize) -> Option<usize> {
    let before = reading.plain.as_bytes().get(..at)?;
    let is_part = |it: &&u8| it.is_ascii_alphanumeric() || b"._%+-".contains(it);
    let length = before.iter().rev().take(LOCAL + 1).take_while(is_part).count();
    let part = before.get(at - length..)?;
    // Signs at the front are the sentence's, as in `-me@…`.
    let skipped = part.iter().position(|it| it.is_ascii_alphanumeric() || *it == b'_')?;
    let part = part.get(skipped..)?;
    let is_atom = part.len() <= LOCAL && part.last() != Some(&b'.') && !part.windows(2).any(|it| it == b"..");
    is_atom.then_some(at - part.len())
}

/// Where the domain ends: two labels or more, the last of letters.
fn domain(reading: &Reading<'_>, from: usize) -> Option<usize> {
    let rest = reading.plain.get(from..)?;
    let mut end = None;
    let mut at = 0;
    let mut labels = 0;
    loop {
        let label = label(rest.get(at..)?);
        if label.is_empty() || at + label.len() > DOMAIN {
            break;
        }
        labels += 1;
        at += label.len();
        let is_top = label.chars().all(char::is_alphabetic) || label.starts_with("xn--");
        if labels > 1 && is_top && label.chars().count() > 1 {
            end = Some(from + at);
        }
        if !rest.get(at..)?.starts_with('.') {
            // `me@site.com.5` or `me@site.c-m` end before what is no domain; `me@site.comx9` is none.
            break;
        }
        at += 1;
    }
    end
}

/// The letters and digits of one script, ASCII or other: a word in Arabic may follow without a space.
fn label(rest: &str) -> &str {
    let ascii = rest.starts_with(|it: char| it.is_ascii());
    let is_part = |it: char| (it.is_alphanumeric() || it == '-') && it.is_ascii() == ascii;
    // A label has 63 characters at most (RFC 1035, 2.3.4): the one behind shows that it is longer.
    let length = rest.chars().take(64).take_while(|it| is_part(*it)).map(char::len_utf8).sum();
    let label = rest.get(..length).unwrap_or("");
    label.trim_end_matches('-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        super::super::told(text, find).into_iter().map(|it| (it.value, it.raw)).collect()
    }

    #[test]
    fn addresses_are_found_in_running_text() {
        for (text, raw) in [
            ("راسلني على Sara.Ali@Example.com.", "Sara.Ali@Example.com"),
            ("(me+you@example.co.uk)", "me+you@example.co.uk"),
            ("mailto:me@example.com?subject=x", "me@example.com"),
            ("ايميلي:a_b-c@example.orgوانتظر", "a_b-c@example.org"),
            ("me@مثال.إختبار", "me@مثال.إختبار"),
            ("me@xn--mgbh0fb.xn--kgbechtv", "me@xn--mgbh0fb.xn--kgbechtv"),
            ("me\u{200E}@example.com", "me\u{200E}@example.com"),
        ] {
            let value = raw.replace('\u{200E}', "").to_lowercase();
            assert_eq!(found(text), [(value, raw.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_left() {
        for text in [
            "@example.com",
            "me@",
            "me@insta",
            "me@example.5",
            "me.@example.com",
            "me..x@example.com",
            "@",
            "5 @ 3.com",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        assert!(found(&format!("{}@example.com", "a".repeat(65))).is_empty());
        assert!(found(&"a@".repeat(1000)).is_empty());
    }
}
