//! Sums as they are written: decimal, and never rounded.

use std::fmt;

/// Decimal places that are kept: those of a Bitcoin.
const PLACES: usize = 8;
const ONE: u128 = 100_000_000;

/// Digits before the point that are read at all.
const MOST_DIGITS: usize = 18;

/// A decimal number that is not negative, with up to eight places.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub(super) struct Exact(u128);

impl Exact {
    pub(super) fn whole(number: u64) -> Self {
        Self(u128::from(number) * ONE)
    }

    /// From digits before and behind the point; none where there are too many of them, or other characters.
    pub(super) fn from_digits(whole: &str, places: &str) -> Option<Self> {
        if whole.len() > MOST_DIGITS || places.len() > PLACES {
            return None;
        }
        let mut number = 0_u128;
        let digits =
            whole.bytes().chain(places.bytes()).chain(std::iter::repeat_n(b'0', PLACES - places.len()));
        for digit in digits {
            if !digit.is_ascii_digit() {
                return None;
            }
            // At most 26 digits, where 38 would fit.
            number = number * 10 + u128::from(digit - b'0');
        }
        Some(Self(number))
    }

    pub(super) fn plus(self, other: Self) -> Option<Self> {
        self.0.checked_add(other.0).map(Self)
    }

    pub(super) fn times(self, factor: u64) -> Option<Self> {
        self.0.checked_mul(u128::from(factor)).map(Self)
    }

    /// Divided by 2 or 4, which leaves no rest where two places are free.
    pub(super) fn over(self, divisor: u64) -> Option<Self> {
        let divisor = u128::from(divisor);
        (self.0.checked_rem(divisor)? == 0).then(|| Self(self.0 / divisor))
    }

    /// The number where it has no decimal places.
    pub(super) fn as_whole(self) -> Option<u64> {
        self.0.is_multiple_of(ONE).then(|| u64::try_from(self.0 / ONE).ok())?
    }

    pub(super) fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// Without separators, and without zeros at the end of the places.
impl fmt::Display for Exact {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (whole, places) = (self.0 / ONE, self.0 % ONE);
        if places == 0 {
            return write!(f, "{whole}");
        }
        let places = format!("{places:08}");
        write!(f, "{whole}.{}", places.trim_end_matches('0'))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_exact() {
        let sum = Exact::from_digits("1", "5").unwrap();
        assert_eq!(sum.times(1_000_000).unwrap().to_string(), "1500000");
        assert_eq!(sum.times(1_000_000).unwrap().as_whole(), Some(1_500_000));
        assert_eq!(sum.plus(Exact::whole(2)).unwrap().to_string(), "3.5");
        assert_eq!(sum.over(2).unwrap().to_string(), "0.75");
        assert_eq!(sum.as_whole(), None);
        assert_eq!(Exact::from_digits("0", "00000001").unwrap().to_string(), "0.00000001");
        assert_eq!(Exact::from_digits("0", "00000001").unwrap().over(2), None);
        assert_eq!(Exact::from_digits("0", "000000001"), None);
        assert_eq!(Exact::from_digits("1234567890123456789", ""), None);
        assert_eq!(Exact::from_digits("1a", ""), None);
        assert_eq!(Exact(u128::MAX).times(2), None);
        assert_eq!(Exact(u128::MAX).plus(Exact::whole(1)), None);
    }
}
