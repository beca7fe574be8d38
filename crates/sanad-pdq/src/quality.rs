//! How much there is in a picture to be told by.
//!
//! Source: `pdqImageDomainQualityMetric` in `pdq/cpp/hashing/pdqhashing.cpp` of the reference.

use crate::tent::Small;

/// Quality of 0 to 100: the steps between neighbours in the small picture, each as a whole percentage of the
/// brightest. What is after the point is dropped *before* the steps are added, so that a thousand faint ones
/// count nothing; without that, quality comes out up to thirty points too high.
#[inline(always)]
pub(crate) fn quality(small: &Small) -> u8 {
    let down = small.iter().zip(&small[1..]).map(|(above, below)| steps(above, below));
    let right = small.iter().map(|row| steps(row, &row[1..]));
    let sum = down.sum::<i32>() + right.sum::<i32>();
    (sum / 90).min(100) as u8
}

/// The steps from `values` to `next`, as far as both go.
#[inline(always)]
fn steps(values: &[f32], next: &[f32]) -> i32 {
    values.iter().zip(next).map(|(value, next)| (((value - next) * 100.0 / 255.0) as i32).abs()).sum()
}

#[cfg(test)]
mod tests {
    use core::array;

    use super::*;

    #[test]
    fn a_step_that_is_less_than_one_percent_counts_nothing() {
        let faint: Small = array::from_fn(|y| array::from_fn(|x| ((x + y) % 2) as f32 * 2.5));
        assert_eq!(quality(&faint), 0);
        let seen: Small = array::from_fn(|y| array::from_fn(|x| ((x + y) % 2) as f32 * 2.6));
        assert_eq!(quality(&seen), (2 * 63 * 64 / 90) as u8);
    }

    #[test]
    fn one_edge_is_counted_once_in_each_direction() {
        let down: Small = array::from_fn(|y| [if y < 20 { 0.0 } else { 255.0 }; 64]);
        let right: Small = array::from_fn(|_| array::from_fn(|x| if x < 20 { 255.0 } else { 0.0 }));
        assert_eq!(quality(&down), (64 * 100 / 90) as u8);
        assert_eq!(quality(&right), quality(&down));
    }

    #[test]
    fn quality_ends_at_100() {
        let board: Small = array::from_fn(|y| array::from_fn(|x| ((x + y) % 2) as f32 * 255.0));
        assert_eq!(quality(&board), 100);
    }
}
