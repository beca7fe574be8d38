#![doc = include_str!("../README.md")]
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
