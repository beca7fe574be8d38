//! Why a file gives no picture.

use alloc::string::{String, ToString};
use core::fmt;

use image::ImageError;

use super::Format;

/// Why a file gives no picture.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum DecodeError {
    /// The first bytes are those of none of the five formats.
    UnknownFormat,
    /// The file is longer than it may be.
    TooManyBytes {
        /// [`super::Limits::bytes`].
        most: usize,
    },
    /// The picture is larger than it may be. It was not decoded.
    TooManyPixels {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
        /// [`super::Limits::pixels`].
        most: u64,
    },
    /// A side of the picture is longer than it may be. It was not decoded.
    SideTooLong {
        /// Pixels from left to right.
        width: u32,
        /// Pixels from top to bottom.
        height: u32,
        /// [`super::Limits::side`].
        most: u32,
    },
    /// The decoder would take more memory than the limits or this machine's addresses allow.
    TooMuchMemory,
    /// A side is 0, or there is no frame.
    Empty,
    /// A kind of the format that is not read.
    Unsupported {
        /// The format.
        format: Format,
        /// What the decoder says, for logs.
        cause: String,
    },
    /// The file breaks the rules of its format, or ends early.
    Damaged {
        /// The format.
        format: Format,
        /// What the decoder says, for logs.
        cause: String,
    },
}

impl DecodeError {
    /// A word for machines that never changes.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::UnknownFormat => "unknown_format",
            Self::TooManyBytes { .. } => "too_many_bytes",
            Self::TooManyPixels { .. } => "too_many_pixels",
            Self::SideTooLong { .. } => "side_too_long",
            Self::TooMuchMemory => "too_much_memory",
            Self::Empty => "empty",
            Self::Unsupported { .. } => "unsupported",
            Self::Damaged { .. } => "damaged",
        }
    }

    pub(super) fn unsupported(format: Format, cause: impl ToString) -> Self {
        Self::Unsupported { format, cause: cause.to_string() }
    }

    pub(super) fn damaged(format: Format, cause: impl ToString) -> Self {
        Self::Damaged { format, cause: cause.to_string() }
    }

    pub(super) fn from_image(format: Format, error: &ImageError) -> Self {
        match error {
            ImageError::Limits(_) => Self::TooMuchMemory,
            ImageError::Unsupported(_) => Self::unsupported(format, error),
            _ => Self::damaged(format, error),
        }
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownFormat => f.write_str("the file is no JPEG, PNG, GIF, WebP or BMP"),
            Self::TooManyBytes { most } => write!(f, "the file has more than {most} bytes"),
            Self::TooManyPixels { width, height, most } => {
                write!(f, "the picture has {width} by {height} pixels, more than {most}")
            }
            Self::SideTooLong { width, height, most } => {
                write!(f, "the picture has {width} by {height} pixels, and a side of more than {most}")
            }
            Self::TooMuchMemory => f.write_str("the picture would take too much memory"),
            Self::Empty => f.write_str("the file holds no picture"),
            Self::Unsupported { format, cause } => {
                write!(f, "this kind of {} is not read: {cause}", format.name())
            }
            Self::Damaged { format, cause } => write!(f, "the {} file is damaged: {cause}", format.name()),
        }
    }
}

impl core::error::Error for DecodeError {}
