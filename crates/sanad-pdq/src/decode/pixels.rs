//! Pixels that a decoder made.

use alloc::vec::Vec;
use core::fmt;

use super::{DecodeError, Orientation};
use crate::{Layout, Picture};

/// Pixels in memory of their own: 8 bits a channel, row after row from the top, no gaps. At least one pixel.
#[derive(Clone, PartialEq, Eq)]
pub struct Pixels {
    bytes: Vec<u8>,
    width: usize,
    height: usize,
    layout: Layout,
}

/// The size; a picture is nothing for a log.
impl fmt::Debug for Pixels {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Pixels({} by {}, {:?})", self.width, self.height, self.layout)
    }
}

impl Pixels {
    /// Exactly `width` times `height` pixels, whose sides fit into memory as [`super::Limits`] found.
    pub(super) fn new(bytes: Vec<u8>, width: u32, height: u32, layout: Layout) -> Result<Self, DecodeError> {
        let (width, height) = (width as usize, height as usize);
        let needed = width.checked_mul(height).and_then(|it| it.checked_mul(layout.bytes()));
        match needed {
            Some(0) => Err(DecodeError::Empty),
            Some(needed) if needed == bytes.len() => Ok(Self { bytes, width, height, layout }),
            _ => Err(DecodeError::TooMuchMemory),
        }
    }

    /// Pixels from left to right.
    #[must_use]
    pub const fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub const fn height(&self) -> usize {
        self.height
    }

    /// What one pixel is made of.
    #[must_use]
    pub const fn layout(&self) -> Layout {
        self.layout
    }

    /// All bytes, row after row from the top.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The same pixels as what the fingerprints are made of.
    #[must_use]
    #[expect(clippy::expect_used, reason = "`new` looked at the sides and counted the bytes")]
    pub fn picture(&self) -> Picture<'_> {
        Picture::new(&self.bytes, self.width, self.height, self.layout).expect("a whole picture")
    }

    /// The pixels after what `orientation` asks for.
    #[must_use]
    pub fn turned(&self, orientation: Orientation) -> Self {
        let (across, down, all) = (self.width, self.height, self.width * self.height);
        let (width, height) = if orientation.swaps_sides() { (down, across) } else { (across, down) };
        // In each case: the stored pixel that becomes the first, and how far the next one to the right and the
        // next one below are from it. Every number that comes out is one of 0..all.
        let (first, right, below) = match orientation {
            Orientation::AsStored => return self.clone(),
            Orientation::Mirrored => (across - 1, Step::Back(1), Step::On(across)),
            Orientation::Turned180 => (all - 1, Step::Back(1), Step::Back(across)),
            Orientation::Flipped => (all - across, Step::On(1), Step::Back(across)),
            Orientation::Transposed => (0, Step::On(across), Step::On(1)),
            Orientation::Turned90 => (all - across, Step::Back(across), Step::On(1)),
            Orientation::Transversed => (all - 1, Step::Back(across), Step::Back(1)),
            Orientation::Turned270 => (across - 1, Step::On(across), Step::Back(1)),
        };
        let size = self.layout.bytes();
        let mut bytes = Vec::with_capacity(self.bytes.len());
        for y in 0..height {
            let row = below.times(y, first);
            for x in 0..width {
                let start = right.times(x, row) * size;
                bytes.extend_from_slice(&self.bytes[start..start + size]);
            }
        }
        Self { bytes, width, height, layout: self.layout }
    }
}

/// How far one pixel is from another, in pixels.
#[derive(Clone, Copy)]
enum Step {
    On(usize),
    Back(usize),
}

impl Step {
    const fn times(self, count: usize, from: usize) -> usize {
        match self {
            Self::On(step) => from + count * step,
            Self::Back(step) => from - count * step,
        }
    }
}

#[cfg(test)]
mod tests {
    use alloc::vec;

    use super::*;

    /// Two by three: 1 2 / 3 4 / 5 6.
    fn small() -> Pixels {
        Pixels::new(vec![1, 2, 3, 4, 5, 6], 2, 3, Layout::Grey).unwrap()
    }

    /// Expected by Pillow's `ImageOps.exif_transpose`.
    #[test]
    fn each_orientation_turns_the_picture_as_its_tag_says() {
        let check = |orientation: Orientation, width: usize, expected: [u8; 6]| {
            let turned = small().turned(orientation);
            assert_eq!((turned.width(), turned.bytes()), (width, &expected[..]), "{orientation:?}");
        };
        check(Orientation::AsStored, 2, [1, 2, 3, 4, 5, 6]);
        check(Orientation::Mirrored, 2, [2, 1, 4, 3, 6, 5]);
        check(Orientation::Turned180, 2, [6, 5, 4, 3, 2, 1]);
        check(Orientation::Flipped, 2, [5, 6, 3, 4, 1, 2]);
        check(Orientation::Transposed, 3, [1, 3, 5, 2, 4, 6]);
        check(Orientation::Turned90, 3, [5, 3, 1, 6, 4, 2]);
        check(Orientation::Transversed, 3, [6, 4, 2, 5, 3, 1]);
        check(Orientation::Turned270, 3, [2, 4, 6, 1, 3, 5]);
    }

    #[test]
    fn pixels_stay_whole_when_they_move() {
        let rgb = Pixels::new(vec![1, 2, 3, 4, 5, 6], 2, 1, Layout::Rgb).unwrap();
        assert_eq!(rgb.turned(Orientation::Mirrored).bytes(), [4, 5, 6, 1, 2, 3]);
        let turned = rgb.turned(Orientation::Turned90);
        assert_eq!((turned.width(), turned.height(), turned.bytes()), (1, 2, &[1, 2, 3, 4, 5, 6][..]));
    }

    #[test]
    fn a_picture_has_pixels_and_all_their_bytes() {
        assert_eq!(Pixels::new(vec![], 0, 3, Layout::Grey).unwrap_err(), DecodeError::Empty);
        assert!(Pixels::new(vec![0; 5], 2, 3, Layout::Grey).is_err());
        assert!(Pixels::new(vec![0; 7], 2, 3, Layout::Grey).is_err());
    }
}
