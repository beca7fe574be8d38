//! Wallets of coins, with their checksums.

use sha2::{Digest, Sha256};

use super::reading::Reading;
use super::{Found, IdentifierCertainty, IdentifierKind, Rank};

const BASE58: &[u8; 58] = b"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

/// Longest address: Bech32 for segregated witness (BIP 173).
const LONGEST: usize = 90;
const SHORTEST: usize = 25;

pub(super) fn find(reading: &Reading<'_>, found: &mut Vec<Found>) {
    let bytes = reading.plain.as_bytes();
    let mut at = 0;
    while let Some(skipped) = bytes.get(at..).and_then(|rest| rest.iter().position(u8::is_ascii_alphanumeric))
    {
        let start = at + skipped;
        let run = bytes.iter().skip(start).take_while(|it| it.is_ascii_alphanumeric()).count();
        at = start + run;
        let joins = |it: Option<&u8>| matches!(it, Some(b'_' | b'@'));
        let joined = joins(start.checked_sub(1).and_then(|it| bytes.get(it))) || joins(bytes.get(at));
        if joined || !(SHORTEST..=LONGEST).contains(&run) {
            continue;
        }
        let Some((value, certainty)) = reading.plain.get(start..at).and_then(address) else { continue };
        found.extend(reading.found(Rank::Wallet, IdentifierKind::Wallet, certainty, (start, at), value));
    }
}

/// One form of an address, and what it rests on.
fn address(text: &str) -> Option<(String, IdentifierCertainty)> {
    if let Some(hex) = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")) {
        return ethereum(hex);
    }
    let first = text.bytes().next()?;
    if text.get(..3).is_some_and(|it| it.eq_ignore_ascii_case("bc1")) {
        // Both checksums, version and length of the program are judged (BIP 173, BIP 350).
        let (prefix, ..) = bech32::segwit::decode(text).ok()?;
        let is_bitcoin = prefix == bech32::hrp::BC;
        return is_bitcoin
            .then(|| (format!("bitcoin:{}", text.to_lowercase()), IdentifierCertainty::Checked));
    }
    let coin = match (first, base58check(text)?) {
        (b'1', 0x00) | (b'3', 0x05) => "bitcoin",
        (b'T', 0x41) => "tron",
        _ => return None,
    };
    Some((format!("{coin}:{text}"), IdentifierCertainty::Checked))
}

/// Twenty bytes in hex. In mixed case the capitals are a checksum (EIP-55) by Keccak, which is not computed here.
fn ethereum(hex: &str) -> Option<(String, IdentifierCertainty)> {
    if hex.len() != 40 || !hex.bytes().all(|it| it.is_ascii_hexdigit()) {
        return None;
    }
    let mixed =
        hex.bytes().any(|it| it.is_ascii_lowercase()) && hex.bytes().any(|it| it.is_ascii_uppercase());
    let certainty = if mixed { IdentifierCertainty::Unchecked } else { IdentifierCertainty::Form };
    Some((format!("ethereum:0x{}", hex.to_lowercase()), certainty))
}

/// The version byte of 25 bytes whose last four are right: those of SHA-256 applied twice to the rest.
fn base58check(text: &str) -> Option<u8> {
    if text.len() > 35 {
        return None;
    }
    let mut bytes = [0_u8; 25];
    for character in text.bytes() {
        let mut carry = BASE58.iter().position(|it| *it == character)?;
        for byte in bytes.iter_mut().rev() {
            carry += usize::from(*byte) * 58;
            *byte = (carry & 0xFF) as u8;
            carry >>= 8;
        }
        if carry != 0 {
            return None;
        }
    }
    // Each zero byte at the front is a `1`, and no other way to write it is right.
    let zeros = bytes.iter().take_while(|it| **it == 0).count();
    if text.bytes().take_while(|it| *it == b'1').count() != zeros {
        return None;
    }
    let (body, check) = bytes.split_last_chunk::<4>()?;
    let digest: [u8; 32] = Sha256::digest(Sha256::digest(body)).into();
    digest.starts_with(check).then_some(*body.first()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(String, &'static str)> {
        super::super::told(text, find).into_iter().map(|it| (it.value, it.certainty.code())).collect()
    }

    #[test]
    fn addresses_with_right_checksums_are_found() {
        for (text, value, certainty) in [
            ("1111111111111111111114oLvT2", "bitcoin:1111111111111111111114oLvT2", "checked"),
            (
                "USDT:1AVEwaX2rnBGaZ2ghrfKJVZvvz4ydnCdWU,",
                "bitcoin:1AVEwaX2rnBGaZ2ghrfKJVZvvz4ydnCdWU",
                "checked",
            ),
            ("3CUbb3ktn3xxfgSC8zGXPgWLT6YY8fosmv", "bitcoin:3CUbb3ktn3xxfgSC8zGXPgWLT6YY8fosmv", "checked"),
            (
                "على TERTpcxcaPPUoiuEbw3uZVZWj63D1Jdkoi هسه",
                "tron:TERTpcxcaPPUoiuEbw3uZVZWj63D1Jdkoi",
                "checked",
            ),
            (
                "bc1q8cz8cc0sga3ar0fjduse9c8seuq0zkhe8p7cdt",
                "bitcoin:bc1q8cz8cc0sga3ar0fjduse9c8seuq0zkhe8p7cdt",
                "checked",
            ),
            (
                "bc1p8h0hr57ewa4xq8w68rnphuk0g5duu76y6r6ymlxqs3yp9prl87as50mx4p",
                "bitcoin:bc1p8h0hr57ewa4xq8w68rnphuk0g5duu76y6r6ymlxqs3yp9prl87as50mx4p",
                "checked",
            ),
            (
                "0x00000000000000000000000000000000000000ab",
                "ethereum:0x00000000000000000000000000000000000000ab",
                "form",
            ),
            (
                "0xABCDEF0000000000000000000000000000000012",
                "ethereum:0xabcdef0000000000000000000000000000000012",
                "form",
            ),
            (
                "0xAbcdef0000000000000000000000000000000012",
                "ethereum:0xabcdef0000000000000000000000000000000012",
                "unchecked",
            ),
        ] {
            assert_eq!(found(text), [(value.to_owned(), certainty)], "{text}");
        }
    }

    #[test]
    fn what_is_no_address_is_left() {
        for text in [
            "1AVEwaX2rnzGaZ2ghrfKJVZvvz4ydnCdWU",
            "TERTpcxcaPzUoiuEbw3uZVZWj63D1Jdkoi",
            "bc1q8cz8cczsga3ar0fjduse9c8seuq0zkhe8p7cdt",
            "TERTpcxcaPPUoiuEbw3uZVZWj63D1Jdkoix",
            "user_TERTpcxcaPPUoiuEbw3uZVZWj63D1Jdkoi",
            "0x00000000000000000000000000000000000000abcd",
            "0x00000000000000000000000000000000000000zz",
            "11111111111111111111111111111111111",
            "TTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTTT",
            "zzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzzz",
        ] {
            assert!(found(text).is_empty(), "{text}");
        }
    }
}
