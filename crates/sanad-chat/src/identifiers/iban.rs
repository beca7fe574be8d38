//! International bank account numbers (ISO 13616), with their length and checksum.

use super::reading::Reading;
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

/// Countries and lengths: SWIFT's IBAN registry; Iran uses the form without being in it.
const LENGTHS: &[(&str, usize)] = &[
    ("AD", 24),
    ("AE", 23),
    ("AL", 28),
    ("AT", 20),
    ("AZ", 28),
    ("BA", 20),
    ("BE", 16),
    ("BG", 22),
    ("BH", 22),
    ("BR", 29),
    ("BY", 28),
    ("CH", 21),
    ("CR", 22),
    ("CY", 28),
    ("CZ", 24),
    ("DE", 22),
    ("DJ", 27),
    ("DK", 18),
    ("DO", 28),
    ("EE", 20),
    ("EG", 29),
    ("ES", 24),
    ("FI", 18),
    ("FO", 18),
    ("FR", 27),
    ("GB", 22),
    ("GE", 22),
    ("GI", 23),
    ("GL", 18),
    ("GR", 27),
    ("GT", 28),
    ("HR", 21),
    ("HU", 28),
    ("IE", 22),
    ("IL", 23),
    ("IQ", 23),
    ("IR", 26),
    ("IS", 26),
    ("IT", 27),
    ("JO", 30),
    ("KW", 30),
    ("KZ", 20),
    ("LB", 28),
    ("LI", 21),
    ("LT", 20),
    ("LU", 20),
    ("LV", 21),
    ("LY", 25),
    ("MC", 27),
    ("MD", 24),
    ("ME", 22),
    ("MK", 19),
    ("MR", 27),
    ("MT", 31),
    ("MU", 30),
    ("NL", 18),
    ("NO", 15),
    ("OM", 23),
    ("PK", 24),
    ("PL", 28),
    ("PS", 29),
    ("PT", 25),
    ("QA", 29),
    ("RO", 24),
    ("RS", 22),
    ("SA", 24),
    ("SD", 18),
    ("SE", 24),
    ("SI", 19),
    ("SK", 24),
    ("SM", 27),
    ("SO", 23),
    ("TN", 24),
    ("TR", 26),
    ("UA", 29),
    ("VA", 22),
    ("XK", 20),
    ("YE", 30),
];

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let bytes = reading.plain.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        let first = is_part(bytes, at) && !at.checked_sub(1).is_some_and(|before| is_part(bytes, before));
        match first.then(|| number(bytes, at)).flatten() {
            Some((value, end)) => {
                let (kind, certainty) = (IdentifierKind::Iban, IdentifierCertainty::Checked);
                found.extend(reading.found(Rank::Iban, kind, certainty, (at, end), value));
                at = end;
            }
            None => at += 1,
        }
    }
}

fn is_part(bytes: &[u8], at: usize) -> bool {
    bytes.get(at).is_some_and(|it| it.is_ascii_alphanumeric() || *it == b'_')
}

/// The number that begins at a byte, in capitals without spaces, and where it ends.
fn number(bytes: &[u8], start: usize) -> Option<(String, usize)> {
    let country = bytes.get(start..start + 2)?;
    let (_, length) = LENGTHS.iter().find(|(code, _)| code.as_bytes().eq_ignore_ascii_case(country))?;
    let mut value = String::new();
    let mut end = start;
    while value.len() < *length {
        match bytes.get(end)? {
            it if it.is_ascii_alphanumeric() => value.push(char::from(it.to_ascii_uppercase())),
            // Groups are split by one sign.
            b' ' | b'-' if end > start && is_part(bytes, end - 1) && is_part(bytes, end + 1) => {}
            _ => return None,
        }
        end += 1;
    }
    (!is_part(bytes, end) && is_right(&value)).then_some((value, end))
}

/// The country and check digits moved to the end, letters as 10 to 35: the rest by 97 is 1 (ISO/IEC 7064, MOD 97-10).
fn is_right(value: &str) -> bool {
    let Some((head, body)) = value.split_at_checked(4) else { return false };
    if !head.bytes().skip(2).all(|it| it.is_ascii_digit()) {
        return false;
    }
    let rest = body.chars().chain(head.chars()).filter_map(|it| it.to_digit(36)).fold(0, |rest, digit| {
        let shift = if digit < 10 { 10 } else { 100 };
        (rest * shift + digit) % 97
    });
    rest == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, String)> {
        super::super::told(text, find).into_iter().map(|it| (it.value, it.raw)).collect()
    }

    #[test]
    fn numbers_with_the_right_length_and_checksum_are_found() {
        for (text, value, raw) in [
            // The examples of the registry.
            ("IBAN: IQ98NBIQ850123456789012.", "IQ98NBIQ850123456789012", "IQ98NBIQ850123456789012"),
            ("IQ98 NBIQ 8501 2345 6789 012", "IQ98NBIQ850123456789012", "IQ98 NBIQ 8501 2345 6789 012"),
            (
                "tr33 0006 1005 1978 6457 8413 26 هذا",
                "TR330006100519786457841326",
                "tr33 0006 1005 1978 6457 8413 26",
            ),
            ("DE89-3704-0044-0532-0130-00", "DE89370400440532013000", "DE89-3704-0044-0532-0130-00"),
            (
                "JO٩٤CBJO0010000000000131000302",
                "JO94CBJO0010000000000131000302",
                "JO٩٤CBJO0010000000000131000302",
            ),
        ] {
            assert_eq!(found(text), [(value.to_owned(), raw.to_owned())], "{text}");
        }
    }

    #[test]
    fn what_is_no_account_is_left() {
        for text in [
            "IQ97NBIQ850123456789012",
            "IQ98NBIQ85012345678901",
            "IQ98NBIQ8501234567890123",
            "XIQ98NBIQ850123456789012",
            "IQ98  NBIQ 8501 2345 6789 012",
            "IQ",
            "in der",
            "DE",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
