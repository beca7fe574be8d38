//! Pictures whose pixels are numbers of colours.

use alloc::vec::Vec;

/// The numbers of packed rows: `bits` (1, 2, 4 or 8) each, the leftmost in the highest bits of a byte.
/// Every row holds at least `width` of them.
pub(super) fn unpack<'a>(
    rows: impl ExactSizeIterator<Item = &'a [u8]>,
    width: usize,
    bits: usize,
) -> Vec<u8> {
    let mask = 0xff >> (8 - bits);
    let mut numbers = Vec::with_capacity(rows.len() * width);
    for row in rows {
        numbers.extend((0..width).map(|x| (row[x * bits / 8] >> (8 - bits - x * bits % 8)) & mask));
    }
    numbers
}

/// The colours of numbers, three bytes each. What is not in the palette is black.
pub(super) fn paint(numbers: &[u8], palette: &[u8]) -> Vec<u8> {
    let mut colours = [[0; 3]; 256];
    for (colour, rgb) in colours.iter_mut().zip(palette.as_chunks::<3>().0) {
        *colour = *rgb;
    }
    let mut painted = Vec::with_capacity(numbers.len() * 3);
    for number in numbers {
        painted.extend_from_slice(&colours[usize::from(*number)]);
    }
    painted
}

/// Whether each number is its own grey: then nobody can misread it.
pub(super) fn is_ramp(palette: &[u8]) -> bool {
    palette.as_chunks::<3>().0.iter().zip(0..=255).all(|(rgb, number)| *rgb == [number; 3])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_unpacked_from_the_left() {
        let check = |bits: usize, row: &[u8], expected: &[u8]| {
            assert_eq!(unpack([row, row].into_iter(), expected.len(), bits), [expected, expected].concat());
        };
        check(1, &[0b1010_0000, 0b1000_0000], &[1, 0, 1, 0, 0, 0, 0, 0, 1]);
        check(2, &[0b0001_1011, 0b1100_0000], &[0, 1, 2, 3, 3]);
        check(4, &[0x4f, 0x20], &[4, 15, 2]);
        check(8, &[7, 255], &[7, 255]);
    }

    #[test]
    fn a_number_without_a_colour_is_black() {
        assert_eq!(paint(&[1, 0, 2], &[9, 8, 7, 6, 5, 4]), [6, 5, 4, 9, 8, 7, 0, 0, 0]);
    }

    #[test]
    fn a_ramp_is_told_from_other_greys() {
        assert!(is_ramp(&[0, 0, 0, 1, 1, 1, 2, 2, 2]));
        assert!(!is_ramp(&[0, 0, 0, 255, 255, 255]));
        assert!(!is_ramp(&[0, 0, 1]));
    }
}
