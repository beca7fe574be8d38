//! Brightness: one number for each pixel, before anything else is done.

use crate::picture::Layout;

/// How the brightness of a colour is computed: 0.299 red + 0.587 green + 0.114 blue, in one of two precisions.
///
/// Both are the reference's own, and for 31 of 100 colours they differ in the last bit. Where a picture has
/// something in it, the fingerprints agree but for a bit now and then; where it has nothing but a gradient
/// or one colour, the last bits are all that is left, and many bits of the fingerprint differ.
/// A grey picture is the same in both: its value is its brightness.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Luma {
    /// Double precision, rounded to single at the end: what the Python binding does (`pdqhash` on PyPI,
    /// `compute` in `bindings.pyx`), and with it python-threatexchange and its servers.
    /// Here a colour with three equal parts is exactly as bright as grey of that value.
    #[default]
    Double,
    /// Single precision at every step, from left to right: what the C++ programs do (`fillFloatLumaFromRGB`
    /// in `pdq/cpp/downscaling/downscaling.cpp`), vPDQ among them.
    Single,
}

/// Writes the brightness of each pixel of `pixels` into `values`, as far as both go.
#[inline(always)]
pub(crate) fn brightness(luma: Luma, layout: Layout, pixels: &[u8], values: &mut [f32]) {
    match (layout, luma) {
        (Layout::Grey, _) => {
            for (value, grey) in values.iter_mut().zip(pixels) {
                *value = f32::from(*grey);
            }
        }
        (Layout::Rgb, Luma::Double) => weigh(pixels.as_chunks::<3>().0, values, double),
        (Layout::Rgb, Luma::Single) => weigh(pixels.as_chunks::<3>().0, values, single),
        (Layout::Rgba, Luma::Double) => weigh(pixels.as_chunks::<4>().0, values, double),
        (Layout::Rgba, Luma::Single) => weigh(pixels.as_chunks::<4>().0, values, single),
    }
}

#[inline(always)]
fn weigh<const BYTES: usize>(
    pixels: &[[u8; BYTES]],
    values: &mut [f32],
    weight: impl Fn(f32, f32, f32) -> f32,
) {
    for (value, pixel) in values.iter_mut().zip(pixels) {
        *value = weight(f32::from(pixel[0]), f32::from(pixel[1]), f32::from(pixel[2]));
    }
}

/// A thousandth in two parts. The product of the first with any whole number up to 255 000 is exact.
const THOUSANDTH: (f32, f32) = (65.0 / 65536.0, (0.001 - 65.0_f64 / 65536.0) as f32);

/// The sum of the double precision is as near to the true one as to change nothing when it is rounded to single.
/// So this is the true sum, rounded once: thousandths are whole numbers, and whole numbers are exact in `f32`.
/// A test goes through all of them.
#[inline(always)]
fn double(red: f32, green: f32, blue: f32) -> f32 {
    let thousandths = 299.0 * red + 587.0 * green + 114.0 * blue;
    thousandths * THOUSANDTH.0 + thousandths * THOUSANDTH.1
}

#[inline(always)]
fn single(red: f32, green: f32, blue: f32) -> f32 {
    0.299 * red + 0.587 * green + 0.114 * blue
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_of_thousandths_is_rounded_once() {
        for thousandths in 0..=255_000_u32 {
            let exact = thousandths as f32;
            let ours = exact * THOUSANDTH.0 + exact * THOUSANDTH.1;
            assert_eq!(ours, (f64::from(thousandths) / 1000.0) as f32, "{thousandths}");
        }
    }

    #[test]
    fn colours_are_weighed_as_the_binding_weighs_them() {
        for colour in (0..1 << 24).step_by(7) {
            let [_, red, green, blue] = u32::to_be_bytes(colour);
            let sum = f64::from(red) * 0.299 + f64::from(green) * 0.587 + f64::from(blue) * 0.114;
            let ours = double(f32::from(red), f32::from(green), f32::from(blue));
            assert_eq!(ours, sum as f32, "{red} {green} {blue}");
        }
    }

    #[test]
    fn three_equal_parts_are_grey_in_double_precision_and_not_always_in_single() {
        let greys: Vec<f32> = (0..=u8::MAX).map(f32::from).collect();
        assert!(greys.iter().all(|grey| double(*grey, *grey, *grey) == *grey));
        assert_eq!(greys.iter().filter(|grey| single(**grey, **grey, **grey) != **grey).count(), 35);
    }

    #[test]
    fn alpha_is_not_looked_at() {
        let (mut clear, mut solid) = ([0.0], [0.0]);
        brightness(Luma::Single, Layout::Rgba, &[10, 20, 30, 0], &mut clear);
        brightness(Luma::Single, Layout::Rgba, &[10, 20, 30, 255], &mut solid);
        assert_eq!(clear, solid);
        assert_eq!(clear, [single(10.0, 20.0, 30.0)]);
    }
}
