//! Sixteen by sixteen frequencies of the small picture, and the bits that they become.
//!
//! Source: `dct64To16` and `pdqBuffer16x16ToBits` in `pdq/cpp/hashing/pdqhashing.cpp` of the reference.

use crate::hash::Pdq;
use crate::tent::{SMALL_SIDE, Small};

/// Rows and columns of the table of frequencies.
pub(crate) const SIDE: usize = 16;

/// How much of each frequency the small picture holds: row `i` is frequency `i + 1` from top to bottom,
/// column `j` is frequency `j + 1` from left to right. The mean of the picture, frequency 0, is left out.
pub(crate) type Table = [[f32; SIDE]; SIDE];

/// `sqrt(2 / 64) * cos(pi / 128 * m)` for `m` from 1 to 63, as the bits of an `f32`. The reference computes them when
/// it starts: the root in double precision and rounded to single, the product in double, and rounded again.
/// Neither root nor cosine is in `core`, so they stand here; a test computes them anew.
const COSINES: [u32; 63] = [
    0x3e34f6fe, 0x3e34cd21, 0x3e348763, 0x3e3425ce, 0x3e33a872, 0x3e330f61, 0x3e325ab4, 0x3e318a85,
    0x3e309ef6, 0x3e2f982b, 0x3e2e764c, 0x3e2d3986, 0x3e2be20a, 0x3e2a700c, 0x3e28e3c6, 0x3e273d74,
    0x3e257d59, 0x3e23a3b9, 0x3e21b0dd, 0x3e1fa512, 0x3e1d80a8, 0x3e1b43f5, 0x3e18ef51, 0x3e168317,
    0x3e13ffa8, 0x3e116566, 0x3e0eb4b9, 0x3e0bee0a, 0x3e0911c7, 0x3e062061, 0x3e031a4c, 0x3e000000,
    0x3df9a3ed, 0x3df3215c, 0x3dec794d, 0x3de5acc6, 0x3ddebcd5, 0x3dd7aa8b, 0x3dd076ff, 0x3dc9234e,
    0x3dc1b098, 0x3dba2005, 0x3db272bd, 0x3daaa9f2, 0x3da2c6d5, 0x3d9aca9e, 0x3d92b689, 0x3d8a8bd4,
    0x3d824bc1, 0x3d73ef2f, 0x3d63213d, 0x3d523045, 0x3d411ee4, 0x3d2fefbb, 0x3d1ea570, 0x3d0d42af,
    0x3cf7944a, 0x3cd47d09, 0x3cb14504, 0x3c8df1a9, 0x3c5510d4, 0x3c0e1d7b, 0x3b8e2871,
];

/// Weight of place `j` of 64 in frequency `i + 1`: the cosine of `(i + 1) * (2 * j + 1)` parts of 128 of a half turn.
const fn weight(i: usize, j: usize) -> f32 {
    let parts = (i + 1) * (2 * j + 1) % 256;
    let parts = if parts > 128 { 256 - parts } else { parts };
    // Never 0, 64 or 128: the second factor is odd, and the first has no factor of 64.
    if parts < 64 { f32::from_bits(COSINES[parts - 1]) } else { -f32::from_bits(COSINES[127 - parts]) }
}

/// Weights by frequency, then by place.
static BY_FREQUENCY: [[f32; SMALL_SIDE]; SIDE] = {
    let mut weights = [[0.0; SMALL_SIDE]; SIDE];
    let mut k = 0;
    while k < SIDE * SMALL_SIDE {
        weights[k / SMALL_SIDE][k % SMALL_SIDE] = weight(k / SMALL_SIDE, k % SMALL_SIDE);
        k += 1;
    }
    weights
};

/// The same weights by place, then by frequency.
static BY_PLACE: [[f32; SIDE]; SMALL_SIDE] = {
    let mut weights = [[0.0; SIDE]; SMALL_SIDE];
    let mut k = 0;
    while k < SIDE * SMALL_SIDE {
        weights[k / SIDE][k % SIDE] = weight(k % SIDE, k / SIDE);
        k += 1;
    }
    weights
};

/// The frequencies of the small picture. Each sum is made in the order of the places, from the first to the last;
/// what is done side by side is sums, never parts of one.
#[inline(always)]
pub(crate) fn frequencies(small: &Small) -> Table {
    let mut down = [[0.0_f32; SMALL_SIDE]; SIDE];
    for (sums, weights) in down.iter_mut().zip(&BY_FREQUENCY) {
        for (weight, values) in weights.iter().zip(small) {
            for (sum, value) in sums.iter_mut().zip(values) {
                *sum += weight * value;
            }
        }
    }
    let mut table = [[0.0_f32; SIDE]; SIDE];
    for (sums, values) in table.iter_mut().zip(&down) {
        for (value, weights) in values.iter().zip(&BY_PLACE) {
            for (sum, weight) in sums.iter_mut().zip(weights) {
                *sum += value * weight;
            }
        }
    }
    table
}

/// The lower median: the 128th smallest of 256. The reference finds it by Torben Mogensen's method;
/// which value it is does not depend on the method.
pub(crate) fn median(table: &Table) -> f32 {
    let mut values = [0.0; SIDE * SIDE];
    values.copy_from_slice(table.as_flattened());
    let (_, median, _) = values.select_nth_unstable_by(SIDE * SIDE / 2 - 1, f32::total_cmp);
    *median
}

/// A bit for each frequency: whether there is more of it than the median. So 128 of them are set, fewer where
/// frequencies are equal, none where all are.
pub(crate) fn hash(table: &Table) -> Pdq {
    above(median(table), |row, column| table[row][column])
}

/// The same, of a table that is read in any order of rows and columns.
pub(crate) fn above(median: f32, value: impl Fn(usize, usize) -> f32) -> Pdq {
    Pdq::from_bits(|k| value(k / SIDE, k % SIDE) > median)
}

#[cfg(test)]
mod tests {
    use core::f64::consts::PI;

    use super::*;

    #[test]
    fn the_weights_are_what_the_reference_computes() {
        let scale = (2.0_f64 / 64.0).sqrt() as f32;
        for (i, weights) in BY_FREQUENCY.iter().enumerate() {
            for (j, weight) in weights.iter().enumerate() {
                let angle = PI / 2.0 / 64.0 * (i + 1) as f64 * (2 * j + 1) as f64;
                let expected = (f64::from(scale) * angle.cos()) as f32;
                assert_eq!(weight.to_bits(), expected.to_bits(), "{i}, {j}");
                assert_eq!(weight.to_bits(), BY_PLACE[j][i].to_bits(), "{i}, {j}");
            }
        }
    }

    #[test]
    fn sums_are_made_from_the_first_place_to_the_last() {
        let small: Small =
            core::array::from_fn(|y| core::array::from_fn(|x| ((x * 37 + y * 91) % 256) as f32 / 3.0));
        for (i, row) in frequencies(&small).iter().enumerate() {
            let down: Vec<f32> = (0..SMALL_SIDE)
                .map(|x| (0..SMALL_SIDE).fold(0.0, |sum, y| sum + BY_FREQUENCY[i][y] * small[y][x]))
                .collect();
            for (j, found) in row.iter().enumerate() {
                let sum = (0..SMALL_SIDE).fold(0.0, |sum, x| sum + down[x] * BY_FREQUENCY[j][x]);
                assert_eq!(found.to_bits(), f32::to_bits(sum), "{i}, {j}");
            }
        }
    }

    #[test]
    fn half_of_the_bits_are_set_and_fewer_where_values_are_equal() {
        let ones = |table: &Table| hash(table).distance(&Pdq::default());
        let different: Table =
            core::array::from_fn(|i| core::array::from_fn(|j| ((i * 16 + j) * 7 % 256) as f32));
        assert_eq!(median(&different), 127.0);
        assert_eq!(ones(&different), 128);

        assert_eq!(ones(&[[0.0; SIDE]; SIDE]), 0);
        assert_eq!(ones(&[[-0.0; SIDE]; SIDE]), 0);

        let mut three_high = [[0.0; SIDE]; SIDE];
        three_high[4][..3].fill(1.0);
        assert_eq!(ones(&three_high), 3);
    }
}
