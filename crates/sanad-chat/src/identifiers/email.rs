//! E-mail addresses: of RFC 5322's `dot-atom` what providers give out, and domains of every script (RFC 6531).

use super::handle::FILLERS;
use super::platform::Platform;
use super::reading::Reading;
use super::words::{Words, listed};
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

/// Longest part before the `@`, and longest domain (RFC 5321, 4.5.3.1).
const LOCAL: usize = 64;
const DOMAIN: usize = 255;

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    for (at, _) in reading.plain.match_indices('@') {
        let Some(end) = domain(reading, at + 1) else { continue };
        let Some(start) = local(reading, at).or_else(|| local_in_letters(reading, at, end)) else { continue };
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

/// Where a part before the `@` begins that is written in another script (RFC 6531, 3.3). Since the name of an account
/// may follow a word without a space (`حسابه@name.x`), its domain has to end as domains do, and the word not be of that.
fn local_in_letters(reading: &Reading<'_>, at: usize, end: usize) -> Option<usize> {
    let domain = reading.plain.get(at + 1..end)?;
    let top = domain.rsplit('.').next()?.to_ascii_lowercase();
    if domain.is_ascii() && !TOPS.contains(&top.as_str()) {
        return None;
    }
    let before = reading.plain.get(..at)?;
    let is_part = |it: &char| it.is_alphanumeric() || matches!(it, '.' | '_' | '-');
    let length: usize = before.chars().rev().take(LOCAL + 1).take_while(is_part).map(char::len_utf8).sum();
    let part = before.get(at - length..)?.trim_start_matches(['.', '_', '-']);
    let is_atom = part.len() <= LOCAL && part.ends_with(char::is_alphanumeric) && !part.contains("..");
    let last = reading.token_at(at).checked_sub(1)?;
    let word = reading.word(last);
    let is_whole = reading.token(last).is_some_and(|it| it.end - it.start == part.len());
    let is_spoken = FILLERS.has(word) || ADDRESS.has(word) || Platform::by_word(word).is_some();
    (is_atom && !(is_whole && is_spoken)).then_some(at - part.len())
}

/// Ends of domains that make an address of a name behind a word: those of the world, of Iraq and its neighbours.
const TOPS: [&str; 23] = [
    "com", "net", "org", "edu", "gov", "info", "biz", "iq", "krd", "jo", "sy", "lb", "sa", "ae", "kw", "qa",
    "bh", "om", "ye", "eg", "tr", "ir", "ps",
];

/// Words that speak of an address.
static ADDRESS: Words =
    Words::new(|| listed("ايميل ايميلي ايميله ايميلها ايميلك بريد بريدي بريده جيميل ييمهيل ييمهيلم ييمهيلي"));

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
            ("سارة@example.com", "سارة@example.com"),
            ("راسلني على سارة.علي@example.org.", "سارة.علي@example.org"),
            ("سارة@مثال.إختبار", "سارة@مثال.إختبار"),
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
            "حسابه@sara.com",
            "انستا@sara.com",
            "ايميلي@example.com",
            "كلموه@sara.ali",
            "سارة..@example.com",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
        assert!(found(&format!("{}@example.com", "a".repeat(65))).is_empty());
        assert!(found(&"a@".repeat(1000)).is_empty());
        assert!(found(&format!("{}@example.com", "س".repeat(33))).is_empty());
    }

    #[test]
    fn every_list_is_folded() {
        super::super::words::assert_folded(ADDRESS.all());
    }
}
