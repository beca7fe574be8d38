//! All fingerprints that are worth banking for one file.

use alloc::vec::Vec;

use super::{Decoded, Orientation, Pixels, Quirk};
use crate::{Fingerprint, Hasher, Pdq, is_shrunk};

/// Which reading of a file a fingerprint is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Sight {
    /// As a viewer shows it: upright. So do people who save it again or take a screenshot of it.
    Shown,
    /// As the file stores it, which platforms hash without turning it.
    Stored,
    /// As platforms misread it.
    Platform(Quirk),
}

impl Sight {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Shown => "shown",
            Self::Stored => "stored",
            Self::Platform(quirk) => quirk.code(),
        }
    }
}

/// What is done to a large picture before it is hashed. Platforms differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Shrink {
    /// Nothing: [`fingerprint()`](fn@crate::fingerprint). So do the Python code of the exchange and what is built on it.
    None,
    /// To 512 by 512 pixels, the nearest ones: [`fingerprint_512`](crate::fingerprint_512). So does the reference's own tool.
    Nearest512,
}

impl Shrink {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Nearest512 => "nearest_512",
        }
    }
}

/// One fingerprint of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Banked {
    /// The fingerprint.
    pub hash: Pdq,
    /// How much there is to see, 0 to 100. Below [`crate::MATCH_QUALITY`] nobody compares it: leave it out.
    pub quality: u8,
    /// Of which reading of the file.
    pub sight: Sight,
    /// Made smaller how.
    pub shrink: Shrink,
}

/// Every fingerprint that some platform may compute from this file, or from the picture as people see it. At most
/// five; what a viewer shows comes first. Of two equal ones the one of higher quality stays, else the first.
#[must_use]
pub fn fingerprints(decoded: &Decoded) -> Vec<Banked> {
    let (mut found, mut hasher) = (Vec::new(), Hasher::new());
    both(&mut found, &mut hasher, &decoded.shown(), Sight::Shown);
    if decoded.orientation() != Orientation::AsStored {
        both(&mut found, &mut hasher, decoded.stored(), Sight::Stored);
    }
    if let Some((pixels, quirk)) = decoded.as_platforms_see_it() {
        // Only code without the smaller size is known to misread.
        add(&mut found, hasher.fingerprint(&pixels.picture()), Sight::Platform(quirk), Shrink::None);
    }
    found
}

fn both(found: &mut Vec<Banked>, hasher: &mut Hasher, pixels: &Pixels, sight: Sight) {
    let picture = pixels.picture();
    add(found, hasher.fingerprint(&picture), sight, Shrink::None);
    if is_shrunk(&picture) {
        add(found, hasher.fingerprint_512(&picture), sight, Shrink::Nearest512);
    }
}

fn add(found: &mut Vec<Banked>, made: Fingerprint, sight: Sight, shrink: Shrink) {
    let new = Banked { hash: made.hash, quality: made.quality, sight, shrink };
    match found.iter_mut().find(|it| it.hash == new.hash) {
        Some(old) if old.quality < new.quality => *old = new,
        Some(_) => {}
        None => found.push(new),
    }
}
