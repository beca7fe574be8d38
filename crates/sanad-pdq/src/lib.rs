//! PDQ fingerprints of pictures, vPDQ fingerprints of videos, and an exact index to search them.
//!
//! A fingerprint is 256 bits ([`Pdq`]) and a quality from 0 to 100. The bits stay nearly the same when a picture is
//! scaled, compressed or marked, so a copy is found by how few bits differ. They are computed from pixels in memory
//! ([`Picture`]). On the same pixels they are the bits of the reference: PDQ, Facebook 2019,
//! `facebook/ThreatExchange`, folder `pdq`.
//!
//! ```
//! use sanad_pdq::{Hasher, Index, Layout, MATCH_DISTANCE, MATCH_QUALITY, Picture, is_shrunk};
//!
//! # fn drawn(width: usize, height: usize) -> Vec<u8> {
//! #     let places = (0..width * height).map(|at| (at % width * 320 / width, at / width * 240 / height));
//! #     places.map(|(x, y)| (x * x / 40 + y * 3 + x * y / 90) as u8).collect()
//! # }
//! # fn main() -> Result<(), sanad_pdq::NotPicture> {
//! let pixels = drawn(1280, 960); // grey; RGB and RGBA work too
//! let picture = Picture::new(&pixels, 1280, 960, Layout::Grey)?;
//!
//! // Platforms shrink large pictures in two ways. The bank holds the fingerprints of both.
//! let (mut hasher, mut bank) = (Hasher::new(), Index::new());
//! bank.insert(hasher.fingerprint(&picture).hash);
//! if is_shrunk(&picture) {
//!     bank.insert(hasher.fingerprint_512(&picture).hash);
//! }
//!
//! // A copy turns up, a quarter as wide and darker.
//! let copy: Vec<u8> = drawn(320, 240).iter().map(|grey| grey / 2 + 20).collect();
//! let found = hasher.fingerprint(&Picture::new(&copy, 320, 240, Layout::Grey)?);
//! assert!(found.quality >= MATCH_QUALITY);
//!
//! let mut matches = Vec::new();
//! bank.search(&found.hash, MATCH_DISTANCE, &mut matches);
//! let distances: Vec<u32> = matches.iter().map(|it| it.distance).collect();
//! assert_eq!(distances, [6, 8]);
//! # Ok(())
//! # }
//! ```
//!
//! # What to call
//!
//! | to | call |
//! |---|---|
//! | hand in pixels | [`Picture::new`], or [`Picture::with_stride`] where rows do not follow one another directly |
//! | fingerprint one picture | [`fingerprint()`], or [`fingerprint_512()`] after the shrinking of the reference's command line |
//! | fingerprint many, one after the other | a [`Hasher`], which keeps its memory |
//! | hand fingerprints to platforms | both [`fingerprint()`] and [`fingerprint_512()`], which are the same where [`is_shrunk`] is false |
//! | fingerprint as the C++ programs do | [`Hasher::with_luma`] with [`Luma::Single`] |
//! | find turned and mirrored copies | [`dihedral()`]; with the fingerprint itself from one look, [`frequencies()`] |
//! | print, parse or store a fingerprint | [`Pdq`]: `to_string`, `parse`, [`Pdq::as_bytes`] |
//! | compare two | [`Pdq::matches`] or [`Pdq::distance`], where both qualities reach [`MATCH_QUALITY`] |
//! | search a bank | [`Index`]; in borrowed bytes, such as a mapped file, [`View`] |
//! | fingerprint and compare videos | [`video`] |
//! | fingerprint files | [`decode`], with the feature of that name |
//!
//! # What is exact
//!
//! On the same pixels, the hash, the quality and the eight turned fingerprints have the bits that the reference gives
//! them. That includes pictures of one colour, where the bits are nothing but the rounding of sums. All additions are
//! made in the order of the reference, and no multiplication is fused with an addition.
//!
//! Not all programs feed the reference alike. They differ in how they shrink a picture and in precision. Both choices
//! are offered, and with them each of these programs is met:
//!
//! | program | pixels | brightness | here |
//! |---|---|---|---|
//! | `pdqhash` on PyPI, python-threatexchange and its servers | all | in double precision | [`fingerprint()`] |
//! | the reference's command line in C++ | at most 512 by 512 | in single precision | [`Hasher::with_luma`] with [`Luma::Single`], then [`Hasher::fingerprint_512`] |
//! | vPDQ | all of a frame | in single precision | [`Hasher::with_luma`] with [`Luma::Single`], then [`Hasher::fingerprint`] |
//!
//! The tests hold 63 drawn pictures with what `pdqhash` 0.2.8 (x86-64) says of them. `cargo xtask conform`, a step of
//! `cargo xtask test`, asks it about 744 more. All are equal in fingerprint, quality and the eight turns. Output of
//! the C++ programs is not among them: their precision and their choice of 512 by 512 pixels follow their source.
//!
//! ## Two ways to shrink
//!
//! The reference's command line picks 512 by 512 pixels out of any larger picture, without a filter and whatever its
//! shape. The Python side filters all pixels. On photographs of 1920 by 1080 the two differ by 7 bits on average and
//! by 14 at most, nearly half of what a match allows. To be found on every platform, hand in both where they differ:
//! [`fingerprint()`] and [`fingerprint_512()`]. Up to 512 pixels they are the same; [`is_shrunk`] tells.
//!
//! ## Two precisions
//!
//! For a third of all colours, the last bit of the brightness depends on the precision ([`Luma`]). In a picture with
//! something in it that changes no bit of the fingerprint, or one. In faint gradients and single colours it changes
//! many, but there the quality says that the bits mean nothing.
//!
//! ## The eight turns
//!
//! [`Dihedral`] is computed from the frequencies, as in the reference. Pixels that were really turned give the same
//! fingerprints but for 0 to 8 bits in photographs, and for more in smooth drawings. That is near enough to find a
//! turned copy, but not to name it: turned copies of one picture need not share the least of their eight.
//!
//! ## Any size
//!
//! Pictures from 1 by 1 pixels on are accepted. With a side below 5 pixels ([`LEAST_SIDE`]) the fingerprint is all
//! zeros and its quality 0, as in the reference. A picture of 64 by 64 pixels is not filtered, which for the eight
//! turns has a consequence of its own: see [`Frequencies::dihedral`].
//!
//! ## Sources
//!
//! Files are those of the reference unless another source is named.
//!
//! | what | source |
//! |---|---|
//! | brightness | `compute` in `bindings.pyx` of `pdqhash`; `fillFloatLumaFromRGB` in `pdq/cpp/downscaling/downscaling.cpp` |
//! | 512 by 512 pixels | `pdqHash256FromFile` in `pdq/cpp/io/pdqio.cpp` |
//! | tent filter, 64 by 64 values | `jaroszFilterFloat`, `box1DFloat` and `decimateFloat` in `pdq/cpp/downscaling/downscaling.cpp`; Wojciech Jarosz, "Fast Image Convolutions", 2001 |
//! | quality | `pdqImageDomainQualityMetric` in `pdq/cpp/hashing/pdqhashing.cpp` |
//! | frequencies and bits | `dct64To16` and `pdqBuffer16x16ToBits`, in the same file |
//! | eight turns | `dct16OriginalToRotate90` and the six beside it, in the same file |
//! | least side | `MIN_HASHABLE_DIM`, in the same file |
//! | thresholds | `pdq/README.md`, "Matching" and "Quality" |
//! | videos | `vpdq/README.md` and `vpdq/cpp`; the extension `vpdq` of the Python exchange |
//! | search | Norouzi, Punjani, Fleet, "Fast Exact Search in Hamming Space with Multi-Index Hashing", IEEE TPAMI 36(6), 2014, section 3 |
//!
//! # A fingerprint is worth protecting
//!
//! Rough pictures have been computed back from fingerprints, PDQ's among them, with little money and on a home
//! computer (Hawkes, Weinert, Almeida and Mehrnezhad, [arXiv 2412.06056](https://arxiv.org/abs/2412.06056)). The
//! fingerprint of an intimate picture is therefore intimate itself. It also tells everybody who has the picture that
//! it was reported. Keep it encrypted, keep it out of logs and addresses, and hand it only to those who search for
//! it. In their `Debug`, [`Hasher`] and [`Frequencies`] show nothing of the picture, and [`Pdq`] shows two of its 32
//! bytes.
//!
//! # Videos
//!
//! [`video`] has vPDQ over frames that the caller hands in: which frames are taken, how they are written down, and
//! when two videos are the same. Where published programs disagree, it says how. It decodes no video.
//!
//! # Searching
//!
//! [`Index`] finds every fingerprint of a bank within a distance. It is exact, not approximate: its recall is 100 %.
//! Entries are inserted and withdrawn one by one, and what is withdrawn leaves no trace. A snapshot is searched where
//! it lies ([`View::open`]), so whoever maps a file need not read it first. Mapping itself is not here, as it takes
//! `unsafe` code. Banks whose fingerprints cluster, as those of real pictures do, fall back to a flat scan where that
//! is faster. [`index`] says how it is done, what it costs, and how a snapshot is laid out.
//!
//! # Files
//!
//! With the feature `decode`, [`decode`] reads JPEG, PNG, GIF, WebP and BMP in pure Rust, natively and in the
//! browser, within limits of size and memory. It gives the orientation as stored *and* as shown, since platforms look
//! at the former. It says what becomes of palettes, CMYK, 16 bits and transparency, and what platforms make of them.
//! HEIC and AVIF are not read: a photograph as an iPhone stores it has to be converted first.
//!
//! Fingerprints of files agree less exactly than those of pixels. Decoders differ in the last bit of a pixel, and in
//! what they do with rotation, palettes and transparency. Of 153 files, 130 have the fingerprint that the Python
//! binding gives over Pillow. The others, lossy ones, differ by at most 4 bits where the quality is 80 or more. The
//! reference allows 10.
//!
//! # Features
//!
//! * `simd` (default): on x86-64 the loops are compiled a second time for AVX2, and the machine at hand decides which
//!   is used. No bit depends on it. For WebAssembly, build with `-C target-feature=+simd128`.
//! * `decode`: the module [`decode`], see [Files](#files).
//!
//! Without features the crate is `no_std` with `alloc` and has no dependency. With or without them it has no `unsafe`
//! line.
//!
//! # Memory
//!
//! A picture is borrowed and never copied. A [`Hasher`] keeps 26 rows of `f32`, and one more for each 128 rows of the
//! picture, from one picture to the next. What that memory holds of a picture is not wiped.
//!
#![cfg_attr(feature = "decode", doc = "[`decode`]: crate::decode")]
#![cfg_attr(not(feature = "decode"), doc = "[`decode`]: #features")]
#![cfg_attr(not(test), no_std)]

extern crate alloc;
#[cfg(feature = "decode")]
extern crate std;

mod dct;
#[cfg(feature = "decode")]
pub mod decode;
mod dihedral;
mod fingerprint;
mod hash;
pub mod index;
mod luma;
mod picture;
mod quality;
mod shrink;
mod tent;
pub mod video;
mod wide;

/// The example of the README, run as a test.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
pub struct Readme;

pub use dihedral::{Dihedral, Turn};
pub use fingerprint::{
    Fingerprint, Frequencies, Hasher, LEAST_SIDE, dihedral, fingerprint, fingerprint_512, frequencies,
    frequencies_512,
};
pub use hash::{MATCH_DISTANCE, MATCH_QUALITY, NotPdq, Pdq};
pub use index::{Entry, Index, Match, SnapshotError, View};
pub use luma::Luma;
pub use picture::{Layout, NotPicture, Picture};
pub use shrink::{SHRUNK_SIDE, is_shrunk};
