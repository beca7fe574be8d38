//! vPDQ: a video as the fingerprints of some of its frames.
//!
//! No video is decoded here: whoever has frames hands them in. Source: `vpdq/README.md` and `vpdq/cpp` of the
//! reference, and the extension `vpdq` of its Python exchange.
//!
//! ```
//! use sanad_pdq::video::{Comparison, Frame, Rule, Sampling};
//! use sanad_pdq::{Hasher, Layout, Luma, Picture};
//!
//! # fn drawn(number: u32) -> Vec<u8> {
//! #     (0..96 * 72).map(|i| (i % 96 * (number / 30 + 1) * 3 + i / 96 * i / 96 / 3) as u8).collect()
//! # }
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let sampling = Sampling::new(29.97, 1.0).ok_or("no rate")?;
//! let mut hasher = Hasher::with_luma(Luma::Single);
//! let mut frames = Vec::new();
//! for number in (0..90).filter(|number| sampling.keeps(*number)) {
//!     let pixels = drawn(number);
//!     let picture = Picture::new(&pixels, 96, 72, Layout::Grey)?;
//!     frames.extend(Frame::of(number, &picture, &sampling, &mut hasher));
//! }
//! let numbers: Vec<u32> = frames.iter().map(|frame| frame.number).collect();
//! assert_eq!(numbers, [0, 29, 58, 87]);
//!
//! // Nothing moved in the first two; in the others it did.
//! let part = frames[..2].iter().map(|frame| frame.fingerprint);
//! let whole = frames.iter().map(|frame| frame.fingerprint);
//! let comparison = Rule::EXCHANGE.compare(part, whole);
//! assert!(Rule::EXCHANGE.accepts(&comparison));
//! let Comparison::Shares { query, bank } = comparison else { return Err("a side is empty".into()) };
//! assert_eq!(query.percent(), 100.0);
//! assert_eq!((bank.matched(), bank.of()), (1, 3));
//! # Ok(())
//! # }
//! ```
//!
//! # What published implementations do differently
//!
//! | | C++ (`matchTwoHash.cpp`) | Python (`vpdq_brute_matcher.py`, `vpdq_index.py`) | here |
//! |---|---|---|---|
//! | two frames are the same | distance *below* 31 | distance 31 *or less* | [`Reach`] |
//! | the same fingerprint twice in a video | counts twice | counts once | [`Rule::distinct`] |
//! | a side without a frame that is good enough | 0 % on both sides | two videos: a division by zero; index: a query finds nothing, and a video is not taken in | [`Comparison::Empty`] |
//! | a match | is the caller's to decide | both shares reach their thresholds, 80 % of the query and 0 % of the other, in the index and between two videos | [`Rule::accepts`], the same |
//! | brightness | in single precision | hashed by the C++ code | [`Luma::Single`](crate::Luma::Single) |
//! | a frame with a side below 5 pixels | ends the hashing | the same | [`Frame::of`] gives none |
//!
//! When Python compares two videos, it drops repeated fingerprints before it drops frames of low quality; when it
//! builds its index, after. Here it is after. The order matters only where one fingerprint has two qualities.
//! None of them shrinks frames to 512 by 512 first.
//!
//! # What is not here
//!
//! * Pruning. The published description ("Pruning Frames" in `vpdq/README.md`) speaks of leaving out frames that
//!   resemble those before them. The C++ does not do that, and neither does this module: it leaves out no frame that
//!   [`Sampling`] keeps.
//! * Scaling. The C++ can scale frames to a given size before it hashes them, and takes them at their own size where
//!   none is given. To follow that, scale frames before handing them in: the bits then depend on the scaler.

mod bags;
mod lines;

pub use bags::{Comparison, Empty, Reach, Rule, Share};
pub use lines::{Compact, NotFrame, NotLines, NotSignal, read_lines, read_signal, write_lines, write_signal};

use crate::fingerprint::{Fingerprint, Hasher, LEAST_SIDE};
use crate::picture::Picture;

/// Which frames of a video are hashed, and when they are shown.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sampling {
    every: u32,
    frames_per_second: f32,
}

impl Sampling {
    /// One frame every `seconds_per_hash` seconds (published banks take 1) of a video with so many frames per second.
    ///
    /// Every `n`th frame is taken, from the first on, where `n` is the product of both without what is after the
    /// point, and at least 1. None when the frame rate is no positive number, or the seconds are below 0.
    ///
    /// Source: `FFmpegHasher` in `vpdq/cpp/vpdq/cpp/hashing/filehasher.cpp` of the reference.
    #[must_use]
    pub fn new(frames_per_second: f64, seconds_per_hash: f64) -> Option<Self> {
        let rate = frames_per_second as f32;
        let sound = rate.is_finite() && rate > 0.0 && seconds_per_hash.is_finite() && seconds_per_hash >= 0.0;
        // A cast drops what is after the point, and stays within `u32`.
        let every = ((seconds_per_hash * frames_per_second) as u32).max(1);
        sound.then_some(Self { every, frames_per_second: rate })
    }

    /// The distance between frames that are taken, in frames.
    #[must_use]
    pub const fn every(&self) -> u32 {
        self.every
    }

    /// Whether frame `number` is taken, counted from 0.
    #[must_use]
    pub const fn keeps(&self, number: u32) -> bool {
        number.is_multiple_of(self.every)
    }

    /// When frame `number` is shown, in seconds; in single precision, as the reference has it.
    #[must_use]
    pub fn seconds(&self, number: u32) -> f64 {
        f64::from(number as f32 / self.frames_per_second)
    }
}

/// One frame of a video.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Frame {
    /// Its number in the video, counted from 0.
    pub number: u32,
    /// Its fingerprint.
    pub fingerprint: Fingerprint,
    /// When it is shown, in seconds from the start; none in lines of the old form. Not looked at by any rule.
    pub seconds: Option<f64>,
}

impl Frame {
    /// Hashes a frame. None when a side is below [`LEAST_SIDE`]: such a video cannot be hashed.
    ///
    /// For the bits of published vPDQ programs, make the hasher with [`Luma::Single`](crate::Luma::Single).
    pub fn of(number: u32, picture: &Picture<'_>, sampling: &Sampling, hasher: &mut Hasher) -> Option<Self> {
        if picture.width() < LEAST_SIDE || picture.height() < LEAST_SIDE {
            return None;
        }
        let fingerprint = hasher.fingerprint(picture);
        Some(Self { number, fingerprint, seconds: Some(sampling.seconds(number)) })
    }

    /// The frame as the Python exchange writes it; none when it is not known when it is shown.
    #[must_use]
    pub fn compact(&self) -> Option<Compact> {
        self.seconds.map(|seconds| Compact { fingerprint: self.fingerprint, seconds })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::picture::Layout;

    #[test]
    fn the_product_is_cut_off_and_at_least_one() {
        for (rate, seconds, every) in [
            (29.97, 1.0, 29),
            (30.0, 1.0, 30),
            (25.0, 0.5, 12),
            (0.5, 1.0, 1),
            (24.0, 0.0, 1),
            (1e9, 1e9, u32::MAX),
        ] {
            assert_eq!(Sampling::new(rate, seconds).map(|it| it.every()), Some(every), "{rate} {seconds}");
        }
    }

    #[test]
    fn what_is_no_rate_is_refused() {
        for (rate, seconds) in [
            (0.0, 1.0),
            (-25.0, 1.0),
            (f64::NAN, 1.0),
            (f64::INFINITY, 1.0),
            (1e-300, 1.0),
            (25.0, -1.0),
            (25.0, f64::NAN),
        ] {
            assert_eq!(Sampling::new(rate, seconds), None, "{rate} {seconds}");
        }
    }

    #[test]
    fn a_frame_knows_when_it_is_shown() {
        let sampling = Sampling::new(25.0, 1.0).unwrap();
        let pixels: Vec<u8> = (0..64 * 64).map(|i| (i / 7) as u8).collect();
        let picture = Picture::new(&pixels, 64, 64, Layout::Grey).unwrap();
        let frame = Frame::of(50, &picture, &sampling, &mut Hasher::new()).unwrap();
        assert_eq!(frame.seconds, Some(2.0));
        assert_eq!(frame.fingerprint, crate::fingerprint(&picture));
        assert!(sampling.keeps(50) && !sampling.keeps(51));
    }

    #[test]
    fn a_frame_that_is_too_small_is_none() {
        let sampling = Sampling::new(25.0, 1.0).unwrap();
        let picture = Picture::new(&[0; 4 * 100], 4, 100, Layout::Grey).unwrap();
        assert_eq!(Frame::of(0, &picture, &sampling, &mut Hasher::new()), None);
    }
}
