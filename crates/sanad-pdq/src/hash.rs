//! The fingerprint itself: 256 bits, how they are written, and how far apart two of them are.

use core::fmt;
use core::str::FromStr;

/// Two fingerprints no further apart than this are the same picture: 31 bits of 256.
///
/// Source: `pdq/README.md` of the reference, "Matching"; `PDQ_CONFIDENT_MATCH_THRESHOLD` of its Python exchange.
pub const MATCH_DISTANCE: u32 = 31;

/// A fingerprint of lower quality than this says too little to be compared: 50 of 100.
///
/// Source: `pdq/README.md` of the reference, "Quality"; `QUALITY_THRESHOLD` of its Python exchange.
pub const MATCH_QUALITY: u8 = 50;

/// A PDQ fingerprint: 256 bits.
///
/// The bytes are in the order in which the reference prints them: the first two hex digits are the first byte.
/// Bit `k` of the reference (`k = 16 * row + column` of the 16 by 16 table of frequencies) is therefore
/// bit `k % 8` of byte `31 - k / 8`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Pdq([u8; 32]);

impl Pdq {
    /// From 32 bytes, first byte first as the hex prints.
    #[must_use]
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes, first byte first as the hex prints.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// How many of the 256 bits differ (Hamming distance).
    #[must_use]
    pub fn distance(&self, other: &Self) -> u32 {
        let (ours, theirs) = (self.words(), other.words());
        (0..4).map(|i| (ours[i] ^ theirs[i]).count_ones()).sum()
    }

    /// Whether the two are the same picture by the published threshold, [`MATCH_DISTANCE`].
    /// Quality is the caller's to ask first: see [`MATCH_QUALITY`].
    #[must_use]
    pub fn matches(&self, other: &Self) -> bool {
        self.distance(other) <= MATCH_DISTANCE
    }

    /// Four big-endian words, in the order of the bytes.
    #[must_use]
    pub fn words(&self) -> [u64; 4] {
        let mut words = [0; 4];
        for (word, bytes) in words.iter_mut().zip(self.0.as_chunks::<8>().0) {
            *word = u64::from_be_bytes(*bytes);
        }
        words
    }

    /// From the bits of the reference: `bit(k)` for `k = 16 * row + column`.
    pub(crate) fn from_bits(bit: impl Fn(usize) -> bool) -> Self {
        let mut bytes = [0; 32];
        for k in 0..256 {
            bytes[31 - k / 8] |= u8::from(bit(k)) << (k % 8);
        }
        Self(bytes)
    }
}

/// 64 lower-case hex digits, as the reference prints.
impl fmt::Display for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// Its first two bytes: enough to tell two apart in a test, too little to search for a picture by a log.
impl fmt::Debug for Pdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pdq({:02x}{:02x}…)", self.0[0], self.0[1])
    }
}

/// Why a text is no fingerprint.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPdq {
    /// It has another length than 64 bytes.
    Length(usize),
    /// The byte at this place is no hex digit.
    Digit(usize),
}

impl fmt::Display for NotPdq {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Length(found) => write!(f, "a fingerprint has 64 hex digits, not {found}"),
            Self::Digit(place) => write!(f, "byte {place} is no hex digit"),
        }
    }
}

impl core::error::Error for NotPdq {}

/// Reads 64 hex digits, either case.
impl FromStr for Pdq {
    type Err = NotPdq;

    fn from_str(text: &str) -> Result<Self, NotPdq> {
        let digits: &[u8; 64] = text.as_bytes().try_into().map_err(|_| NotPdq::Length(text.len()))?;
        let mut bytes = [0; 32];
        for (place, digit) in digits.iter().enumerate() {
            let value = (*digit as char).to_digit(16).ok_or(NotPdq::Digit(place))?;
            bytes[place / 2] = (bytes[place / 2] << 4) | value as u8;
        }
        Ok(Self(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRINTED: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

    #[test]
    fn the_print_is_read_back() {
        let hash: Pdq = PRINTED.parse().unwrap();
        assert_eq!(hash.to_string(), PRINTED);
        assert_eq!(PRINTED.to_uppercase().parse(), Ok(hash));
    }

    #[test]
    fn what_is_no_fingerprint_is_refused_with_its_place() {
        assert_eq!("f8".parse::<Pdq>(), Err(NotPdq::Length(2)));
        let mut wrong = PRINTED.to_owned();
        wrong.replace_range(7..8, "g");
        assert_eq!(wrong.parse::<Pdq>(), Err(NotPdq::Digit(7)));
    }

    #[test]
    fn the_first_bit_of_the_reference_is_the_last_that_is_printed() {
        let first = Pdq::from_bits(|k| k == 0);
        assert!(first.to_string().ends_with("01"));
        let last = Pdq::from_bits(|k| k == 255);
        assert!(last.to_string().starts_with("80"));
        assert_eq!(first.distance(&last), 2);
    }
}
