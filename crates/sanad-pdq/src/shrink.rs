//! Which pixels are looked at: all of them, or 512 by 512 that are picked out.
//!
//! Source: `pdqHash256FromFile` in `pdq/cpp/io/pdqio.cpp` of the reference, which resizes with CImg's default:
//! the nearest neighbour, that is pixel `floor(x * width / 512)` of the row `floor(y * height / 512)`.

use alloc::vec::Vec;

use crate::luma::{Luma, brightness};
use crate::picture::{Layout, Picture};

/// A picture with a side longer than this is shrunk to a square of this side by the reference's command line.
pub const SHRUNK_SIDE: usize = 512;

/// Whether [`fingerprint_512`](crate::fingerprint_512) picks pixels out of this picture. Where it does not, its
/// fingerprint is that of [`fingerprint`](fn@crate::fingerprint), and need not be computed again.
#[must_use]
pub const fn is_shrunk(picture: &Picture<'_>) -> bool {
    picture.width() > SHRUNK_SIDE || picture.height() > SHRUNK_SIDE
}

/// Rows of brightness, made when they are asked for.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    picture: Picture<'a>,
    luma: Luma,
    shrunk: bool,
}

/// Memory for a picked row, kept from picture to picture.
#[derive(Clone, Default)]
pub(crate) struct Picked {
    places: Vec<usize>,
    pixels: Vec<u8>,
}

impl<'a> Rows<'a> {
    /// Every pixel.
    pub(crate) const fn all(picture: Picture<'a>, luma: Luma) -> Self {
        Self { picture, luma, shrunk: false }
    }

    /// 512 by 512 pixels where a side is longer than that, else every pixel.
    /// A shorter side is stretched: the square ignores the shape.
    pub(crate) const fn at_most_512(picture: Picture<'a>, luma: Luma) -> Self {
        Self { picture, luma, shrunk: is_shrunk(&picture) }
    }

    pub(crate) const fn width(&self) -> usize {
        if self.shrunk { SHRUNK_SIDE } else { self.picture.width() }
    }

    pub(crate) const fn height(&self) -> usize {
        if self.shrunk { SHRUNK_SIDE } else { self.picture.height() }
    }

    /// Makes room in `picked` and notes the columns. To be called once before [`Rows::read`].
    pub(crate) fn prepare(&self, picked: &mut Picked) {
        picked.places.clear();
        if self.shrunk {
            picked.places.extend((0..SHRUNK_SIDE).map(|x| pick(x, self.picture.width())));
            picked.pixels.resize(SHRUNK_SIDE * self.picture.layout().bytes(), 0);
        }
    }

    /// Writes the brightness of row `y` into `values`.
    #[inline(always)]
    pub(crate) fn read(&self, y: usize, picked: &mut Picked, values: &mut [f32]) {
        let layout = self.picture.layout();
        let pixels: &[u8] = if self.shrunk {
            let row = self.picture.row(pick(y, self.picture.height()));
            match layout {
                Layout::Grey => gather::<1>(row, picked),
                Layout::Rgb => gather::<3>(row, picked),
                Layout::Rgba => gather::<4>(row, picked),
            }
            &picked.pixels
        } else {
            self.picture.row(y)
        };
        brightness(self.luma, layout, pixels, values);
    }
}

/// The pixel that stands for place `place` of 512.
const fn pick(place: usize, length: usize) -> usize {
    (place as u64 * length as u64 / SHRUNK_SIDE as u64) as usize
}

#[inline(always)]
fn gather<const BYTES: usize>(row: &[u8], picked: &mut Picked) {
    let pixels = row.as_chunks::<BYTES>().0;
    for (pixel, place) in picked.pixels.as_chunks_mut::<BYTES>().0.iter_mut().zip(&picked.places) {
        *pixel = pixels[*place];
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_side_makes_a_square_of_512_and_the_short_side_is_stretched() {
        let pixels: Vec<u8> = (0..1024 * 2).map(|i| if i < 1024 { (i / 4) as u8 } else { 0 }).collect();
        let picture = Picture::new(&pixels, 1024, 2, Layout::Grey).unwrap();
        let rows = Rows::at_most_512(picture, Luma::Double);
        assert_eq!((rows.width(), rows.height()), (512, 512));

        let mut picked = Picked::default();
        rows.prepare(&mut picked);
        let mut values = [0.0; 512];
        rows.read(255, &mut picked, &mut values);
        let expected: Vec<f32> = (0..512).map(|x| (x / 2) as f32).collect();
        assert_eq!(values.as_slice(), expected, "the first row, every second pixel");
        rows.read(256, &mut picked, &mut values);
        assert_eq!(values, [0.0; 512], "the second row begins at half the height");
    }

    #[test]
    fn what_fits_into_512_is_left_as_it_is() {
        let pixels = [7; 512 * 3];
        let picture = Picture::new(&pixels, 512, 3, Layout::Grey).unwrap();
        let rows = Rows::at_most_512(picture, Luma::Double);
        assert_eq!((rows.width(), rows.height()), (512, 3));
    }

    #[test]
    fn colours_are_picked_whole() {
        let pixels: Vec<u8> =
            (0..513_usize).flat_map(|x| [(x % 256) as u8, (x / 256) as u8, 9, 99]).collect();
        let picture = Picture::new(&pixels, 513, 1, Layout::Rgba).unwrap();
        let rows = Rows::at_most_512(picture, Luma::Double);
        let mut picked = Picked::default();
        rows.prepare(&mut picked);
        let mut values = [0.0; 512];
        rows.read(0, &mut picked, &mut values);
        for (place, pixel) in [(0, 0), (255, 255), (256, 256), (511, 511)] {
            assert_eq!(pick(place, 513), pixel);
            assert_eq!(picked.pixels[place * 4..][..4], pixels[pixel * 4..][..4]);
        }
    }
}
