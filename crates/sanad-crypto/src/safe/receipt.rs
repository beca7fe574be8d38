//! The receipt: 19 random digits and a Damm check digit, with which she comes back (protocol §4).
//!
//! Two stages of Argon2id lead from the digits to keys, so that what the server stores to find a case
//! does not help to open it.

use rand_core::CryptoRng;
use sanad_age::HybridIdentity;
use zeroize::Zeroizing;

use super::{Hash, Refused, sign::SigningKey};
use crate::hazmat::kdf;

/// Digits of a receipt, the check digit included.
pub const DIGITS: usize = 20;

/// Cost of an Argon2id derivation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(array)]
pub struct Cost {
    /// Memory in KiB.
    #[n(0)]
    pub m_kib: u32,
    /// Passes.
    #[n(1)]
    pub t: u32,
}

impl Cost {
    /// Both stages of a receipt: 64 MiB, three passes.
    pub const RECEIPT: Self = Self { m_kib: 64 * 1024, t: 3 };
    /// A member's passphrase: 128 MiB, three passes.
    pub const PASSPHRASE: Self = Self { m_kib: 128 * 1024, t: 3 };

    /// A server may ask for more, never for less; and not for so much that a phone gives up.
    pub fn acceptable(self, floor: Self) -> Result<Self, Refused> {
        let enough = self.m_kib >= floor.m_kib && self.t >= floor.t;
        let bearable = self.m_kib <= 1024 * 1024 && self.t <= 16;
        if enough && bearable { Ok(self) } else { Err(Refused::Unacceptable) }
    }
}

/// Why typed digits are not a receipt. Told on the device, before anything is sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReceiptError {
    /// Not 20 digits.
    #[error("a receipt has 20 digits")]
    Length,
    /// Something that is neither a digit nor a separator.
    #[error("only digits, spaces and dashes belong into a receipt")]
    Character,
    /// One digit wrong, or two neighbours exchanged.
    #[error("the digits do not fit together: one of them is mistyped")]
    CheckDigit,
}

/// A receipt. Wiped when dropped; never printed by Debug.
#[derive(Clone, PartialEq, Eq)]
pub struct Receipt(Zeroizing<[u8; DIGITS]>);

impl std::fmt::Debug for Receipt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Receipt(<secret>)")
    }
}

impl Receipt {
    /// A new receipt: 19 uniform digits (63.1 bits) and the check digit.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut digits = Zeroizing::new([0; DIGITS]);
        for digit in digits[..DIGITS - 1].iter_mut() {
            *digit = uniform_digit(rng);
        }
        digits[DIGITS - 1] = damm(&digits[..DIGITS - 1]);
        Self(digits)
    }

    /// Reads typed digits: Latin, Arabic-Indic and Persian; spaces, dashes, dots, a leading plus and
    /// invisible direction marks are skipped. Two ten-digit contacts one after the other are the same.
    pub fn parse(text: &str) -> Result<Self, ReceiptError> {
        let mut digits = Zeroizing::new([0; DIGITS]);
        let mut len = 0;
        for character in text.chars() {
            let Some(digit) = digit(character)? else { continue };
            *digits.get_mut(len).ok_or(ReceiptError::Length)? = digit;
            len += 1;
        }
        if len != DIGITS {
            return Err(ReceiptError::Length);
        }
        // The Damm check of a number with its check digit is zero.
        if damm(digits.as_slice()) != 0 { Err(ReceiptError::CheckDigit) } else { Ok(Self(digits)) }
    }

    /// The 20 digits without separators.
    pub fn dangerous_to_digits(&self) -> Zeroizing<String> {
        Zeroizing::new(self.0.iter().map(|digit| char::from(b'0' + digit)).collect())
    }

    /// Five groups of four, as they are shown.
    pub fn dangerous_to_groups(&self) -> Zeroizing<String> {
        let mut out = Zeroizing::new(String::with_capacity(24));
        for (at, digit) in self.0.iter().enumerate() {
            if at > 0 && at % 4 == 0 {
                out.push(' ');
            }
            out.push(char::from(b'0' + digit));
        }
        out
    }

    /// Stage 1: what finds the case. The same for every case of a team, so that the server can look it up.
    pub fn derive_lookup(&self, team_salt: &[u8; 16]) -> Result<Lookup, Refused> {
        let cost = Cost::RECEIPT;
        let stage =
            kdf::argon2id(self.0.as_slice(), team_salt, cost.m_kib, cost.t).ok_or(Refused::Unacceptable)?;
        Ok(Lookup(*kdf::derive(stage.as_slice(), "sanad/receipt/lookup/v1", &[])))
    }

    /// Stage 2: the person's keys, with the salt of her case.
    pub fn derive_keys(&self, case_salt: &[u8; 16], cost: Cost) -> Result<PersonKeys, Refused> {
        let cost = cost.acceptable(Cost::RECEIPT)?;
        let stage =
            kdf::argon2id(self.0.as_slice(), case_salt, cost.m_kib, cost.t).ok_or(Refused::Unacceptable)?;
        Ok(PersonKeys::from_secret(&stage))
    }
}

/// Result of stage 1. The server stores only an HMAC of it under its pepper.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Lookup(pub Hash);

impl std::fmt::Debug for Lookup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Lookup(<sensitive>)")
    }
}

/// The person's keys: one to sign in, one to open, one to sign.
#[derive(Debug, Clone)]
pub struct PersonKeys {
    /// Signs the server's challenge and nothing else.
    pub auth: SigningKey,
    /// Opens her grants.
    pub age: HybridIdentity,
    /// Signs her entries.
    pub sign: SigningKey,
}

impl PersonKeys {
    /// Keys from a 32-byte secret: stage 2, or the seeded keys of a demo's cases.
    pub fn from_secret(secret: &[u8; 32]) -> Self {
        Self {
            auth: SigningKey::derive(secret, "sanad/receipt/auth/v1"),
            age: HybridIdentity::from_seed(*kdf::derive(secret, "sanad/receipt/age/v1", &[])),
            sign: SigningKey::derive(secret, "sanad/receipt/sign/v1"),
        }
    }

    /// Her id as author: a hash of her verify key.
    pub fn person_id(&self) -> sanad_domain::PersonId {
        person_id(&self.sign.verify_key())
    }
}

/// The person's id that belongs to a verify key.
pub fn person_id(key: &super::sign::VerifyKey) -> sanad_domain::PersonId {
    use crate::hazmat::transcript::{first16, hash};
    sanad_domain::PersonId(first16(hash(&[b"sanad/person/v1", &key.0])))
}

fn uniform_digit(rng: &mut impl CryptoRng) -> u8 {
    loop {
        let mut byte = [0];
        rng.fill_bytes(&mut byte);
        // 250 is the largest multiple of 10 within a byte: what lies above would favour small digits.
        if byte[0] < 250 {
            return byte[0] % 10;
        }
    }
}

/// `Ok(None)`: a separator.
fn digit(character: char) -> Result<Option<u8>, ReceiptError> {
    let of = |zero: u32| Ok(u8::try_from(u32::from(character) - zero).ok());
    match character {
        '0'..='9' => of(0x30),
        '\u{660}'..='\u{669}' => of(0x660),
        '\u{6f0}'..='\u{6f9}' => of(0x6f0),
        '-' | '.' | '+' | '(' | ')' | '\u{2010}'..='\u{2015}' | '\u{200b}'..='\u{200f}' => Ok(None),
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Ok(None),
        it if it.is_whitespace() => Ok(None),
        _ => Err(ReceiptError::Character),
    }
}

/// Check digit by a totally anti-symmetric quasigroup of order 10 (Damm 2004, thesis, p. 98).
fn damm(digits: &[u8]) -> u8 {
    const TABLE: [[u8; 10]; 10] = [
        [0, 3, 1, 7, 5, 9, 8, 6, 4, 2],
        [7, 0, 9, 2, 1, 5, 4, 8, 6, 3],
        [4, 2, 0, 6, 8, 7, 1, 3, 5, 9],
        [1, 7, 5, 0, 9, 8, 3, 4, 2, 6],
        [6, 1, 2, 3, 0, 4, 5, 9, 7, 8],
        [3, 6, 7, 4, 2, 0, 9, 5, 8, 1],
        [5, 8, 6, 9, 7, 2, 0, 1, 3, 4],
        [8, 9, 4, 5, 3, 6, 2, 0, 1, 7],
        [9, 4, 3, 8, 6, 1, 7, 2, 0, 5],
        [2, 5, 8, 1, 4, 3, 6, 7, 9, 0],
    ];
    digits.iter().fold(0, |interim, digit| TABLE[usize::from(interim)][usize::from(*digit)])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;

    fn receipt(seed: u8) -> Receipt {
        Receipt::generate(&mut ChaCha20Rng::from_seed([seed; 32]))
    }

    #[test]
    fn the_published_example_of_damm() {
        assert_eq!(damm(&[5, 7, 2]), 4);
        assert_eq!(damm(&[5, 7, 2, 4]), 0);
    }

    proptest! {
        #[test]
        fn every_way_of_writing_is_read(seed: u8, zero in prop::sample::select(vec!['0', '٠', '۰']), separator in "[ \\-\u{200e}]{0,2}") {
            let receipt = receipt(seed);
            let written: String = receipt
                .dangerous_to_digits()
                .chars()
                .map(|digit| char::from_u32(zero as u32 + digit as u32 - '0' as u32).unwrap())
                .flat_map(|digit| std::iter::once(digit).chain(separator.chars()))
                .collect();
            prop_assert_eq!(Receipt::parse(&written), Ok(receipt));
        }

        #[test]
        fn one_wrong_digit_and_exchanged_neighbours_are_told(seed: u8, at in 0usize..DIGITS, by in 1u8..10) {
            let receipt = receipt(seed);
            let mut digits = *receipt.0;
            digits[at] = (digits[at] + by) % 10;
            let text: String = digits.iter().map(|it| char::from(b'0' + it)).collect();
            prop_assert_eq!(Receipt::parse(&text), Err(ReceiptError::CheckDigit));
            let mut digits = *receipt.0;
            if at + 1 < DIGITS && digits[at] != digits[at + 1] {
                digits.swap(at, at + 1);
                let text: String = digits.iter().map(|it| char::from(b'0' + it)).collect();
                prop_assert_eq!(Receipt::parse(&text), Err(ReceiptError::CheckDigit));
            }
        }

        #[test]
        fn no_text_panics(text in "(?s).{0,60}") {
            let _ = Receipt::parse(&text);
        }
    }

    #[test]
    fn what_is_wrong_is_named() {
        assert_eq!(Receipt::parse("1234"), Err(ReceiptError::Length));
        assert_eq!(Receipt::parse(&"1".repeat(21)), Err(ReceiptError::Length));
        assert_eq!(Receipt::parse("12a4"), Err(ReceiptError::Character));
        assert_eq!(receipt(1).dangerous_to_groups().len(), 24);
    }

    /// RFC 9106 §5.3 with one lane changed would be another function: the primitive is checked as it stands
    /// in the RFC by its own crate; here the two stages are pinned.
    #[test]
    fn stages_are_pinned_and_apart() {
        let receipt = receipt(1);
        let lookup = receipt.derive_lookup(&[1; 16]).unwrap();
        assert_ne!(lookup, receipt.derive_lookup(&[2; 16]).unwrap());
        let keys = receipt.derive_keys(&[1; 16], Cost::RECEIPT).unwrap();
        assert_ne!(keys.auth.verify_key(), keys.sign.verify_key());
        assert_eq!(
            receipt.derive_keys(&[1; 16], Cost { m_kib: 1024, t: 3 }).unwrap_err(),
            Refused::Unacceptable
        );
    }
}
