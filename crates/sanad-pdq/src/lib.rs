#![doc = include_str!("../README.md")]
#![no_std]

extern crate alloc;

mod hash;
mod picture;

pub use hash::{MATCH_DISTANCE, MATCH_QUALITY, NotPdq, Pdq};
pub use picture::{Layout, NotPicture, Picture};
