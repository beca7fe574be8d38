//! Pictures from files: JPEG, PNG, GIF, WebP and BMP, decoded in pure Rust.
//!
//! A fingerprint is made of pixels, and a file leaves room for more than one reading of them. What a platform's
//! program does with a file decides which fingerprint it compares, so this module gives both: the picture as a
//! viewer shows it, and what the unmodified code of a platform makes of the same bytes. [`fingerprints`] lists
//! all that are worth banking for one file.
//!
//! ```
//! use sanad_pdq::decode::{Limits, fingerprints, open};
//!
//! # fn main() -> Result<(), sanad_pdq::decode::DecodeError> {
//! # let mut file = vec![];
//! # let mut encoder = png::Encoder::new(&mut file, 64, 64);
//! # encoder.set_color(png::ColorType::Grayscale);
//! # let pixels: Vec<u8> = (0..64 * 64).map(|at| (at * at / 97) as u8).collect();
//! # encoder.write_header().unwrap().write_image_data(&pixels).unwrap();
//! let decoded = open(&file, Limits::default())?;
//! assert_eq!((decoded.stored().width(), decoded.stored().height()), (64, 64));
//! for found in fingerprints(&decoded) {
//!     println!("{} {}", found.hash, found.quality);
//! }
//! # Ok(())
//! # }
//! ```
//!
//! # What is read how
//! "Platforms" is the published Python code that they run: `pdq_hasher.py` of `threatexchange` 1.2.17 over
//! Pillow 13 and `pdqhash` 0.2.8. It hands Pillow's array to the hasher as it is.
//!
//! | in the file | here | platforms |
//! |---|---|---|
//! | orientation (EXIF tag 274) | both: [`Decoded::stored`], [`Decoded::shown`] | as stored |
//! | palette (PNG, GIF, BMP) | the colours | the numbers of the colours, as brightness: [`Quirk::Indices`] |
//! | CMYK and YCCK (JPEG) | inks multiplied, inverted as Adobe writes them | cyan, magenta, yellow as if they were red, green, blue, without the black: nearly a negative, [`Quirk::Inks`] |
//! | 1 bit (PNG, BMP in black and white) | 0 and 255 | 0 and 1, quality 0: [`Quirk::Bits`] |
//! | 16 bits of grey (PNG) | the high byte | everything above 255 is white: [`Quirk::Clipped`] |
//! | 16 bits of colour, or of grey with alpha | the high byte | the same |
//! | 2 and 4 bits of grey (PNG) | spread over 0 to 255 | the same |
//! | alpha, transparent colours | not looked at, nothing is put behind | the same |
//! | colour profiles, gamma | not applied | the same |
//! | animation (GIF, PNG) | the first frame; for PNG the picture that old viewers show | the same |
//! | animation (WebP) | the first frame; a channel may be one less, for it is laid on its canvas with rounding | the first frame |
//! | GIF frame beside its screen | the rest has the transparent colour, else colour 0 | the same |
//! | JPEG that ends early | as far as it goes: [`Decoded::is_whole`] | refused |
//! | JPEG that is damaged within | the same | refused, or read |
//! | lossy WebP that ends early | refused, unless nothing but its last bytes is missing: [`Decoded::is_whole`] | refused |
//! | JPEG with arithmetic coding, lossless JPEG | refused as `unsupported` | refused, or read |
//!
//! What is lossless gives the same pixels as Pillow's `convert("RGB")`, but for 16 bits of grey, for animated WebP,
//! and for BMP with 16 bits a pixel, whose 5 bits are spread with rounding here and without it there. Lossy files
//! do not: a decoder may round as it likes (JPEG, ITU-T T.81, A.3.3). The reference asks for a distance of at most
//! 10 where the quality is at least 80 (its `pdq/README.md`, on testing); `cargo xtask test` holds this decoder to
//! it, with pictures that have something in them. Drawn stripes, checks, and pictures a few dozen pixels thin are no
//! such pictures, whatever their quality: most of their frequencies are rounding and nothing else, and a decoder's last
//! bit can turn a hundred bits of the fingerprint, here as between any two programs. A BMP that is run-length coded, or has a header of OS/2, is read without a platform's view.
//!
//! # What a file may cost
//! [`Limits`] are asked before a pixel is decoded. A file that promises more is refused by type, not by the memory
//! that it takes. Beside the file and a hasher's rows, a picture takes so many bytes for each pixel, measured with 20
//! million of them:
//!
//! | | bytes a pixel |
//! |---|---|
//! | grey; colours; colours and alpha | 1; 3; 4 |
//! | palette, 1 bit, 16 bits of grey | 4 |
//! | WebP, lossy; lossless | 5; 7 |
//! | progressive JPEG, grey; colours | 3; 6 to 9 |
//! | JPEG in inks, progressive or not | 10 to 12 |
//! | turned upright | the stored pixels once more |

mod bank;
mod error;
mod from_bmp;
mod from_gif;
mod from_jpeg;
mod from_png;
mod from_webp;
mod indexed;
mod orientation;
mod pixels;

pub use bank::{Banked, Shrink, Sight, fingerprints};
pub use error::DecodeError;
pub use orientation::Orientation;
pub use pixels::Pixels;

use std::panic::catch_unwind;

use alloc::borrow::Cow;

/// What a file may cost at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub bytes: usize,
    /// Pixels of the picture: width times height.
    pub pixels: u64,
    /// Pixels of its longer side. A fingerprint keeps 26 rows of `f32`: a picture of five rows, each of millions
    /// of pixels, would take more for them than for itself.
    pub side: u32,
}

/// 256 MiB, 120 million pixels (phones take pictures of 108 million), and 65,535 for a side: no JPEG, GIF or WebP can have more.
impl Default for Limits {
    fn default() -> Self {
        Self { bytes: 256 << 20, pixels: 120_000_000, side: 65_535 }
    }
}

impl Limits {
    /// Whether a picture with these sides is read.
    ///
    /// # Errors
    /// [`DecodeError::Empty`], [`DecodeError::TooManyPixels`], [`DecodeError::SideTooLong`].
    pub fn check(&self, width: u32, height: u32) -> Result<(), DecodeError> {
        let pixels = u64::from(width) * u64::from(height);
        if pixels == 0 {
            return Err(DecodeError::Empty);
        }
        if pixels > self.pixels {
            return Err(DecodeError::TooManyPixels { width, height, most: self.pixels });
        }
        if width.max(height) > self.side {
            return Err(DecodeError::SideTooLong { width, height, most: self.side });
        }
        Ok(())
    }

    /// Bytes for so many pixels.
    fn room(&self, width: u32, height: u32, channels: usize) -> Result<usize, DecodeError> {
        self.check(width, height)?;
        let pixels = u64::from(width) * u64::from(height);
        // No allocation may be larger than an isize.
        let bytes = usize::try_from(pixels).ok().and_then(|it| it.checked_mul(channels));
        bytes.filter(|it| *it <= isize::MAX as usize).ok_or(DecodeError::TooMuchMemory)
    }

    /// What a decoder may take beside the picture, in bytes: some for what else is in a file, and for its rows.
    fn scratch(&self) -> u64 {
        self.pixels.saturating_mul(8).saturating_add(64 << 20)
    }
}

/// What sort of file, told by its first bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Format {
    /// JPEG (ITU-T T.81), baseline and progressive.
    Jpeg,
    /// PNG (W3C Recommendation, third edition).
    Png,
    /// GIF87a and GIF89a.
    Gif,
    /// WebP (RFC 9649), lossy and lossless.
    WebP,
    /// Windows bitmap.
    Bmp,
}

impl Format {
    /// What the first bytes say; none where they are none of these.
    #[must_use]
    pub const fn of(bytes: &[u8]) -> Option<Self> {
        match bytes {
            [0xff, 0xd8, 0xff, ..] => Some(Self::Jpeg),
            [0x89, b'P', b'N', b'G', b'\r', b'\n', 0x1a, b'\n', ..] => Some(Self::Png),
            [b'G', b'I', b'F', b'8', b'7' | b'9', b'a', ..] => Some(Self::Gif),
            [b'R', b'I', b'F', b'F', _, _, _, _, b'W', b'E', b'B', b'P', ..] => Some(Self::WebP),
            [b'B', b'M', ..] => Some(Self::Bmp),
            _ => None,
        }
    }

    /// Its name, as people write it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::Gif => "GIF",
            Self::WebP => "WebP",
            Self::Bmp => "BMP",
        }
    }
}

/// How platforms misread a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Quirk {
    /// The number of a colour in its palette is taken for the brightness.
    Indices,
    /// Inks are taken for light: cyan for red, magenta for green, yellow for blue; black is left out.
    Inks,
    /// Black and white become 0 and 1 of 255.
    Bits,
    /// Of 16 bits everything above 255 becomes white.
    Clipped,
}

impl Quirk {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Indices => "indices",
            Self::Inks => "inks",
            Self::Bits => "bits",
            Self::Clipped => "clipped",
        }
    }
}

/// A file's picture.
#[derive(Debug, Clone)]
pub struct Decoded {
    format: Format,
    stored: Pixels,
    orientation: Orientation,
    platform: Option<(Pixels, Quirk)>,
    whole: bool,
}

impl Decoded {
    /// What sort of file it was.
    #[must_use]
    pub const fn format(&self) -> Format {
        self.format
    }

    /// The pixels in the order of the file.
    #[must_use]
    pub const fn stored(&self) -> &Pixels {
        &self.stored
    }

    /// What has to be done to the stored pixels so that the picture is upright.
    #[must_use]
    pub const fn orientation(&self) -> Orientation {
        self.orientation
    }

    /// The pixels as a viewer shows them: upright.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, Pixels> {
        match self.orientation {
            Orientation::AsStored => Cow::Borrowed(&self.stored),
            turn => Cow::Owned(self.stored.turned(turn)),
        }
    }

    /// Whether everything is there, as far as the file tells. A JPEG that was cut off, or is damaged within, gives what
    /// could be read of it, as viewers show it, and this says `false`: fingerprints are those of the remains. Platforms
    /// refuse what was cut off. Damage that leaves a file in order is seen by nobody.
    #[must_use]
    pub const fn is_whole(&self) -> bool {
        self.whole
    }

    /// What platforms hash instead of the stored pixels, and why; none where they hash the same.
    #[must_use]
    pub fn as_platforms_see_it(&self) -> Option<(&Pixels, Quirk)> {
        self.platform.as_ref().map(|(pixels, quirk)| (pixels, *quirk))
    }
}

/// Decodes a file of any of the five formats.
///
/// # Errors
/// [`DecodeError`]: not such a file, larger than `limits`, damaged, or of a kind that is not read.
pub fn open(bytes: &[u8], limits: Limits) -> Result<Decoded, DecodeError> {
    if bytes.len() > limits.bytes {
        return Err(DecodeError::TooManyBytes { most: limits.bytes });
    }
    let format = Format::of(bytes).ok_or(DecodeError::UnknownFormat)?;
    let read = match format {
        Format::Jpeg => from_jpeg::read,
        Format::Png => from_png::read,
        Format::Gif => from_gif::read,
        Format::WebP => from_webp::read,
        Format::Bmp => from_bmp::read,
    };
    // The decoders were written by others, and a file may be made to break them: that is a refusal like any other,
    // but where a panic ends the program, as in WebAssembly. A fuzzer still sees it, for it ends the run before
    // anything is caught.
    catch_unwind(|| read(bytes, limits))
        .unwrap_or_else(|_| Err(DecodeError::damaged(format, "the decoder broke off")))
}
