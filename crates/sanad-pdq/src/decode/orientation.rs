//! Which way up a picture is.

/// What has to be done to stored pixels so that the picture is upright.
///
/// Source: Exif 3.0 (CIPA DC-008), tag 274 "Orientation"; the numbers are those of the tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Orientation {
    /// 1: nothing.
    #[default]
    AsStored = 1,
    /// 2: left and right change places.
    Mirrored = 2,
    /// 3: half a turn.
    Turned180 = 3,
    /// 4: top and bottom change places.
    Flipped = 4,
    /// 5: rows become columns.
    Transposed = 5,
    /// 6: a quarter turn to the right.
    Turned90 = 6,
    /// 7: rows become columns, and then half a turn.
    Transversed = 7,
    /// 8: a quarter turn to the left.
    Turned270 = 8,
}

impl Orientation {
    /// The number of the tag, 1 to 8.
    #[must_use]
    pub const fn tag(self) -> u8 {
        self as u8
    }

    /// Whether width and height change places.
    #[must_use]
    pub const fn swaps_sides(self) -> bool {
        self as u8 >= 5
    }

    /// What an Exif block says: a TIFF header with its tags, in some files with a mark before it.
    /// [`Orientation::AsStored`] where it says nothing, or something that is no orientation.
    pub(super) fn from_exif(block: &[u8]) -> Self {
        use image::metadata::Orientation as Read;
        let block = block.strip_prefix(b"Exif\0\0").unwrap_or(block);
        match Read::from_exif_chunk(block).unwrap_or(Read::NoTransforms) {
            Read::NoTransforms => Self::AsStored,
            Read::FlipHorizontal => Self::Mirrored,
            Read::Rotate180 => Self::Turned180,
            Read::FlipVertical => Self::Flipped,
            Read::Rotate90FlipH => Self::Transposed,
            Read::Rotate90 => Self::Turned90,
            Read::Rotate270FlipH => Self::Transversed,
            Read::Rotate270 => Self::Turned270,
        }
    }
}
