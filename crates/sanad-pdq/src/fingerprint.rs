//! From a picture to its fingerprint: the public way in.

use core::fmt;

use crate::dct::{self, SIDE, Table};
use crate::dihedral::{self, Dihedral};
use crate::hash::Pdq;
use crate::luma::Luma;
use crate::picture::Picture;
use crate::quality::quality;
use crate::shrink::Rows;
use crate::tent::{self, SMALL_SIDE, Scratch, Small};
use crate::wide::{Work, widest};

/// A picture with a side shorter than this has no fingerprint: all bits are 0, and so is the quality.
///
/// Source: `MIN_HASHABLE_DIM` in `pdq/cpp/hashing/pdqhashing.cpp` of the reference.
pub const LEAST_SIDE: usize = 5;

/// A fingerprint, and how much it says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Fingerprint {
    /// The 256 bits.
    pub hash: Pdq,
    /// 0 to 100. Below [`MATCH_QUALITY`](crate::MATCH_QUALITY) the bits are not to be compared.
    pub quality: u8,
}

/// What a picture comes down to before bits are made of it. Everything else follows from here at little cost.
#[derive(Clone)]
pub struct Frequencies {
    upright: Spectrum,
    /// For pictures of 64 by 64 pixels, where the reference filters for the eight and not for the one.
    turned: Option<Spectrum>,
}

#[derive(Clone)]
struct Spectrum {
    table: Table,
    quality: u8,
}

impl Spectrum {
    #[inline(always)]
    fn of(small: &Small) -> Self {
        Self { table: dct::frequencies(small), quality: quality(small) }
    }
}

impl Frequencies {
    /// The fingerprint of the picture as it is.
    #[must_use]
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint { hash: dct::hash(&self.upright.table), quality: self.upright.quality }
    }

    /// The quality of the picture as it is: 0 to 100.
    #[must_use]
    pub const fn quality(&self) -> u8 {
        self.upright.quality
    }

    /// The fingerprints of the picture turned and mirrored in all eight ways.
    ///
    /// The first of them is that of [`Frequencies::fingerprint`], except for a picture of exactly 64 by 64 pixels.
    /// There the reference takes the pixels as they are for the one, and filters them for the eight;
    /// the sums of the filter are not exact, so a bit may differ, and in flat pictures several, and the quality.
    /// Both are given as the reference gives them.
    #[must_use]
    pub fn dihedral(&self) -> Dihedral {
        let spectrum = self.turned.as_ref().unwrap_or(&self.upright);
        Dihedral { hashes: dihedral::hashes(&spectrum.table), quality: spectrum.quality }
    }
}

/// Shows the quality alone: a rough picture can be computed from the rest.
impl fmt::Debug for Frequencies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Frequencies").field("quality", &self.quality()).finish_non_exhaustive()
    }
}

/// Makes fingerprints, and keeps the memory for the next picture.
///
/// That memory is 26 rows of the picture as `f32`, and one more for each 128 of its rows.
/// It holds traces of the last picture, and does not wipe them.
#[derive(Clone, Default)]
pub struct Hasher {
    luma: Luma,
    scratch: Scratch,
}

impl Hasher {
    /// Brightness as [`Luma::Double`] has it.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Brightness as `luma` says.
    #[must_use]
    pub fn with_luma(luma: Luma) -> Self {
        Self { luma, scratch: Scratch::default() }
    }

    /// The fingerprint of all pixels, whatever the size: see [`fingerprint`].
    pub fn fingerprint(&mut self, picture: &Picture<'_>) -> Fingerprint {
        self.run(Rows::all(*picture, self.luma), false).fingerprint()
    }

    /// The fingerprint of 512 by 512 pixels at most: see [`fingerprint_512`].
    pub fn fingerprint_512(&mut self, picture: &Picture<'_>) -> Fingerprint {
        self.run(Rows::at_most_512(*picture, self.luma), false).fingerprint()
    }

    /// The frequencies of all pixels, whatever the size.
    pub fn frequencies(&mut self, picture: &Picture<'_>) -> Frequencies {
        self.run(Rows::all(*picture, self.luma), true)
    }

    /// The frequencies of 512 by 512 pixels at most.
    pub fn frequencies_512(&mut self, picture: &Picture<'_>) -> Frequencies {
        self.run(Rows::at_most_512(*picture, self.luma), true)
    }

    fn run(&mut self, rows: Rows<'_>, turned: bool) -> Frequencies {
        if rows.width() < LEAST_SIDE || rows.height() < LEAST_SIDE {
            let nothing = Spectrum { table: [[0.0; SIDE]; SIDE], quality: 0 };
            return Frequencies { upright: nothing, turned: None };
        }
        widest(Hashing { rows, scratch: &mut self.scratch, turned })
    }
}

/// Shows no pixel.
impl fmt::Debug for Hasher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Hasher").field("luma", &self.luma).finish_non_exhaustive()
    }
}

/// One picture on its way.
struct Hashing<'a> {
    rows: Rows<'a>,
    scratch: &'a mut Scratch,
    turned: bool,
}

impl Work for Hashing<'_> {
    type Output = Frequencies;

    #[inline(always)]
    fn run(self) -> Frequencies {
        let Self { rows, scratch, turned } = self;
        let mut small = [[0.0; SMALL_SIDE]; SMALL_SIDE];
        let mut unfiltered = None;
        if (rows.width(), rows.height()) == (SMALL_SIDE, SMALL_SIDE) {
            tent::unfiltered(&rows, scratch, &mut small);
            let upright = Spectrum::of(&small);
            if !turned {
                return Frequencies { upright, turned: None };
            }
            unfiltered = Some(upright);
        }
        tent::filter(&rows, scratch, &mut small);
        let filtered = Spectrum::of(&small);
        match unfiltered {
            None => Frequencies { upright: filtered, turned: None },
            Some(upright) => Frequencies { upright, turned: Some(filtered) },
        }
    }
}

/// The fingerprint of all pixels, whatever the size: what python-threatexchange and its servers compute.
///
/// All sizes have one; below [`LEAST_SIDE`] pixels it is all zeros, with quality 0.
/// For many pictures, keep a [`Hasher`].
#[must_use]
pub fn fingerprint(picture: &Picture<'_>) -> Fingerprint {
    Hasher::new().fingerprint(picture)
}

/// The fingerprint after the shrinking that the reference's command line does first: a picture with a side longer
/// than [`SHRUNK_SIDE`](crate::SHRUNK_SIDE) becomes 512 by 512 of its pixels, whatever its shape.
/// Any other has the fingerprint that [`fingerprint`] gives.
#[must_use]
pub fn fingerprint_512(picture: &Picture<'_>) -> Fingerprint {
    Hasher::new().fingerprint_512(picture)
}

/// The fingerprints of the picture turned and mirrored in all eight ways, from all pixels.
#[must_use]
pub fn dihedral(picture: &Picture<'_>) -> Dihedral {
    frequencies(picture).dihedral()
}

/// What fingerprint, quality and the eight turned fingerprints follow from, of all pixels.
#[must_use]
pub fn frequencies(picture: &Picture<'_>) -> Frequencies {
    Hasher::new().frequencies(picture)
}

/// What fingerprint, quality and the eight turned fingerprints follow from, of 512 by 512 pixels at most.
#[must_use]
pub fn frequencies_512(picture: &Picture<'_>) -> Frequencies {
    Hasher::new().frequencies_512(picture)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Layout;

    #[test]
    fn wide_instructions_change_no_bit() {
        for (width, height) in [(5, 9), (64, 64), (300, 200), (517, 131)] {
            let pixels: Vec<u8> = (0..width * height * 3).map(|i| (i * i / 7 + i / 3) as u8).collect();
            let picture = Picture::new(&pixels, width, height, Layout::Rgb).unwrap();
            for luma in [Luma::Double, Luma::Single] {
                let rows = Rows::all(picture, luma);
                let plain = Hashing { rows, scratch: &mut Scratch::default(), turned: true }.run();
                let wide = Hasher::with_luma(luma).frequencies(&picture);
                assert_eq!(plain.upright.table, wide.upright.table, "{width} by {height}");
                assert_eq!(plain.quality(), wide.quality());
                assert_eq!(plain.dihedral(), wide.dihedral());
            }
        }
    }

    #[test]
    fn memory_that_was_used_before_changes_no_bit() {
        let mut hasher = Hasher::new();
        for (width, height) in [(700, 300), (5, 5), (64, 64), (33, 900), (1000, 9), (6, 700)] {
            let pixels: Vec<u8> = (0..width * height).map(|i| (i * 31 / 5 + i * i / 11) as u8).collect();
            let picture = Picture::new(&pixels, width, height, Layout::Grey).unwrap();
            assert_eq!(hasher.fingerprint(&picture), fingerprint(&picture), "{width} by {height}");
            assert_eq!(hasher.fingerprint_512(&picture), fingerprint_512(&picture), "{width} by {height}");
            assert_eq!(hasher.frequencies(&picture).dihedral(), dihedral(&picture), "{width} by {height}");
        }
    }
}
