//! How a fingerprint lies in the index: its bits dealt to the bands, its two halves apart.

use crate::Pdq;

/// Bands of a row, 16 bits each.
pub(super) const BANDS: usize = 16;

/// Half a row as it is stored: eight bands, little-endian.
pub(super) type Half = [u8; 16];

/// A fingerprint whose bits are dealt to the bands, or the exclusive or of two of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Row {
    /// Bands 0 to 7, from the lowest bits up.
    pub(super) first: u128,
    /// Bands 8 to 15.
    pub(super) second: u128,
}

impl Row {
    pub(super) fn of(hash: &Pdq) -> Self {
        let [a, b, c, d] = deal(hash.words());
        Self { first: joined(a, b), second: joined(c, d) }
    }

    pub(super) fn hash(self) -> Pdq {
        let words = [self.first >> 64, self.first, self.second >> 64, self.second].map(|word| word as u64);
        let mut bytes = [0; 32];
        for (bytes, word) in bytes.as_chunks_mut::<8>().0.iter_mut().zip(deal(words)) {
            *bytes = word.to_be_bytes();
        }
        Pdq::from_bytes(bytes)
    }

    pub(super) const fn halves(self) -> (Half, Half) {
        (self.first.to_le_bytes(), self.second.to_le_bytes())
    }

    /// The value of a band, 0 to 15.
    #[inline(always)]
    pub(super) const fn band(self, band: usize) -> u16 {
        let half = if band < BANDS / 2 { self.first } else { self.second };
        (half >> (16 * (band % (BANDS / 2)))) as u16
    }

    /// How many bits are set: the distance, where two rows were joined by exclusive or.
    #[inline(always)]
    pub(super) const fn bits(self) -> u32 {
        self.first.count_ones() + self.second.count_ones()
    }
}

const fn joined(high: u64, low: u64) -> u128 {
    ((high as u128) << 64) | low as u128
}

/// Moves the bit at row `i` and column `j` of the 16 by 16 table to row `i ^ j`, same column, so that no two
/// bits of a row come from one row or one column. Done twice it leads back.
///
/// A word holds four rows. For each bit of `j`, the columns that have it change places with those of the row
/// whose number differs in that bit: two words apart, one word, 32 bits, 16 bits.
const fn deal([a, b, c, d]: [u64; 4]) -> [u64; 4] {
    let ((a, c), (b, d)) = (swapped(a, c, 0xff00_ff00_ff00_ff00), swapped(b, d, 0xff00_ff00_ff00_ff00));
    let ((a, b), (c, d)) = (swapped(a, b, 0xf0f0_f0f0_f0f0_f0f0), swapped(c, d, 0xf0f0_f0f0_f0f0_f0f0));
    [within(a), within(b), within(c), within(d)]
}

const fn swapped(one: u64, other: u64, columns: u64) -> (u64, u64) {
    let differing = (one ^ other) & columns;
    (one ^ differing, other ^ differing)
}

const fn within(word: u64) -> u64 {
    let differing = (word ^ (word >> 32)) & 0x0000_0000_cccc_cccc;
    let word = word ^ differing ^ (differing << 32);
    let differing = (word ^ (word >> 16)) & 0x0000_aaaa_0000_aaaa;
    word ^ differing ^ (differing << 16)
}

/// Bits in which a stored half differs from another.
#[inline(always)]
pub(super) const fn bits_apart(stored: &Half, half: u128) -> u32 {
    (u128::from_le_bytes(*stored) ^ half).count_ones()
}

/// Rows where they lie: in the memory of an index, or in a snapshot. The two halves are equally many.
#[derive(Clone, Copy)]
pub(super) struct Rows<'a> {
    pub(super) first: &'a [Half],
    pub(super) second: &'a [Half],
    /// Bit `k % 8` of byte `k / 8` is set if row `k` was withdrawn.
    pub(super) gone: &'a [u8],
}

impl<'a> Rows<'a> {
    /// All of them, withdrawn or not.
    pub(super) const fn count(self) -> usize {
        self.first.len()
    }

    #[inline(always)]
    pub(super) fn is_gone(self, at: usize) -> bool {
        self.gone.get(at / 8).is_some_and(|marks| (marks >> (at % 8)) & 1 == 1)
    }

    /// A row as it is stored, withdrawn or not.
    #[inline(always)]
    pub(super) fn row(self, at: usize) -> Option<Row> {
        let (first, second) = (self.first.get(at)?, self.second.get(at)?);
        Some(Row { first: u128::from_le_bytes(*first), second: u128::from_le_bytes(*second) })
    }

    /// Where a row differs from another.
    #[inline(always)]
    pub(super) fn apart(self, at: usize, other: Row) -> Option<Row> {
        let row = self.row(at)?;
        Some(Row { first: row.first ^ other.first, second: row.second ^ other.second })
    }

    /// A row that was not withdrawn.
    pub(super) fn live(self, at: usize) -> Option<Row> {
        self.row(at).filter(|_| !self.is_gone(at))
    }

    /// The numbers of the rows that were not withdrawn, and the values of one of their bands.
    pub(super) fn keys(self, band: usize) -> impl Iterator<Item = (usize, usize)> + use<'a> {
        let halves = if band < BANDS / 2 { self.first } else { self.second };
        let place = 2 * (band % (BANDS / 2));
        halves.iter().enumerate().filter(move |(at, _)| !self.is_gone(*at)).map(move |(at, half)| {
            let key = u16::from_le_bytes([half[place], half[place + 1]]);
            (at, usize::from(key))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use alloc::vec::Vec;

    /// Bit `column` of the big-endian group `row`, alone.
    fn single(row: usize, column: usize) -> Pdq {
        let mut bytes = [0; 32];
        let group: u16 = 1 << column;
        bytes[2 * row..2 * row + 2].copy_from_slice(&group.to_be_bytes());
        Pdq::from_bytes(bytes)
    }

    #[test]
    fn a_band_has_one_bit_of_every_row_and_every_column() {
        let mut dealt = Vec::new();
        for (row, column) in (0..16).flat_map(|row| (0..16).map(move |column| (row, column))) {
            let bit = Row::of(&single(row, column));
            assert_eq!(bit.bits(), 1);
            let band = (0..BANDS).find(|band| bit.band(*band) != 0).unwrap();
            assert_eq!(bit.band(band), 1 << column);
            assert_eq!(if band < 8 { 7 - band } else { 23 - band }, row ^ column, "as the format says");
            dealt.push((band, column));
        }
        dealt.sort_unstable();
        dealt.dedup();
        assert_eq!(dealt.len(), 256, "no two bits at one place");
    }

    #[test]
    fn a_row_gives_its_fingerprint_back() {
        for (row, column) in [(0, 0), (3, 9), (15, 15), (8, 1)] {
            let mut bytes = *single(row, column).as_bytes();
            bytes[5] ^= 0x6b;
            bytes[30] ^= 0x91;
            let hash = Pdq::from_bytes(bytes);
            let (first, second) = Row::of(&hash).halves();
            let rows = Rows { first: &[first], second: &[second], gone: &[0] };
            assert_eq!(rows.live(0).map(Row::hash), Some(hash));
            assert_eq!(
                rows.apart(0, Row::of(&Pdq::default())).unwrap().bits(),
                hash.distance(&Pdq::default())
            );
        }
    }

    #[test]
    fn what_is_withdrawn_or_past_the_end_is_no_live_row() {
        let rows = Rows { first: &[[1; 16]; 2], second: &[[2; 16]; 2], gone: &[0b10] };
        assert!(rows.live(0).is_some());
        assert!(rows.row(1).is_some() && rows.live(1).is_none());
        assert!(rows.row(2).is_none() && rows.live(2).is_none());
        assert_eq!(rows.keys(8).collect::<Vec<_>>(), [(0, 0x0202)]);
    }
}
