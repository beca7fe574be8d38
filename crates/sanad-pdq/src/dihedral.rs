//! The eight ways in which a picture is turned and mirrored, from one table of frequencies.
//!
//! Source: `dct16OriginalToRotate90` and the six beside it in `pdq/cpp/hashing/pdqhashing.cpp` of the reference.

use core::array;

use crate::dct::{Table, above, median};
use crate::hash::Pdq;

/// One of the eight ways to turn or mirror a picture, under the name and in the order of the reference.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Turn {
    /// As it is.
    Original,
    /// A quarter to the left: what was at the right edge is at the top.
    Rotate90,
    /// Upside down.
    Rotate180,
    /// A quarter to the right: what was at the left edge is at the top.
    Rotate270,
    /// Top and bottom change places.
    FlipX,
    /// Left and right change places.
    FlipY,
    /// Rows become columns: mirrored at the diagonal from the upper left.
    FlipPlus1,
    /// Mirrored at the diagonal from the upper right.
    FlipMinus1,
}

impl Turn {
    /// All eight, in the order of the reference.
    pub const ALL: [Self; 8] = [
        Self::Original,
        Self::Rotate90,
        Self::Rotate180,
        Self::Rotate270,
        Self::FlipX,
        Self::FlipY,
        Self::FlipPlus1,
        Self::FlipMinus1,
    ];
}

/// The fingerprints of a picture turned in all eight ways, computed and not measured: no pixel was turned.
///
/// Really turned pixels give the same fingerprints but for a few bits (0 to 8 in photographs), since the places
/// that are taken from a picture of even size are not symmetrical. So the eight find a picture that somebody
/// mirrored; the least of them is *not* a name that all its mirrored forms would share.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dihedral {
    /// The fingerprints, in the order of [`Turn::ALL`].
    pub hashes: [Pdq; 8],
    /// The quality of the picture, 0 to 100, which turning does not change.
    pub quality: u8,
}

impl Dihedral {
    /// The fingerprint of the picture turned so.
    #[must_use]
    pub const fn hash(&self, turn: Turn) -> Pdq {
        self.hashes[turn as usize]
    }
}

/// The eight fingerprints of a table of frequencies.
///
/// Mirroring a picture changes the sign of every second frequency in that direction, the first of them included;
/// exchanging rows and columns exchanges those of the table. So there are four tables, each read in two ways.
pub(crate) fn hashes(table: &Table) -> [Pdq; 8] {
    let mut hashes = [Pdq::default(); 8];
    for (upright, across, top_bottom, left_right) in [
        (Turn::Original, Turn::FlipPlus1, false, false),
        (Turn::FlipX, Turn::Rotate270, true, false),
        (Turn::FlipY, Turn::Rotate90, false, true),
        (Turn::Rotate180, Turn::FlipMinus1, true, true),
    ] {
        let mirrored: Table = array::from_fn(|i| {
            array::from_fn(|j| {
                let changed = (top_bottom && i % 2 == 0) != (left_right && j % 2 == 0);
                if changed { -table[i][j] } else { table[i][j] }
            })
        });
        let median = median(&mirrored);
        hashes[upright as usize] = above(median, |row, column| mirrored[row][column]);
        hashes[across as usize] = above(median, |row, column| mirrored[column][row]);
    }
    hashes
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::dct::{self, SIDE};

    #[test]
    fn the_order_is_that_of_the_list() {
        for (place, turn) in Turn::ALL.into_iter().enumerate() {
            assert_eq!(turn as usize, place);
        }
    }

    #[test]
    fn the_original_is_the_fingerprint_itself() {
        let table: Table = array::from_fn(|i| array::from_fn(|j| ((i * 91 + j * 37) % 101) as f32 - 50.0));
        assert_eq!(hashes(&table)[0], dct::hash(&table));
    }

    #[test]
    fn signs_change_where_the_reference_changes_them() {
        // Marks (0, 0), (0, 1), (1, 0) and (1, 1) by what they become: a value above the median sets its bit.
        let bit = |hash: &Pdq, row: usize, column: usize| {
            let k = row * 16 + column;
            (hash.as_bytes()[31 - k / 8] >> (k % 8)) & 1
        };
        let corner = |hash: &Pdq| [bit(hash, 0, 0), bit(hash, 0, 1), bit(hash, 1, 0), bit(hash, 1, 1)];
        let mut table = [[0.0; SIDE]; SIDE];
        table[0][..2].copy_from_slice(&[1.0, 2.0]);
        table[1][..2].copy_from_slice(&[3.0, -4.0]);
        let expected = [
            (Turn::Original, [1, 1, 1, 0]),
            (Turn::Rotate90, [0, 0, 1, 0]),
            (Turn::Rotate180, [1, 0, 0, 0]),
            (Turn::Rotate270, [0, 1, 0, 0]),
            (Turn::FlipX, [0, 0, 1, 0]),
            (Turn::FlipY, [0, 1, 0, 0]),
            (Turn::FlipPlus1, [1, 1, 1, 0]),
            (Turn::FlipMinus1, [1, 0, 0, 0]),
        ];
        for (turn, bits) in expected {
            assert_eq!(corner(&hashes(&table)[turn as usize]), bits, "{turn:?}");
        }
    }
}
