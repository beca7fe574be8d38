//! Pixels as they lie in somebody's memory: borrowed, any stride, three layouts.

use core::fmt;

/// What one pixel is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Layout {
    /// One byte: the brightness.
    Grey,
    /// Three bytes: red, green, blue.
    Rgb,
    /// Four bytes: red, green, blue, and an alpha that is not looked at, as platforms do not look at it.
    Rgba,
}

impl Layout {
    /// Bytes for each pixel.
    #[must_use]
    pub const fn bytes(self) -> usize {
        match self {
            Self::Grey => 1,
            Self::Rgb => 3,
            Self::Rgba => 4,
        }
    }
}

/// Borrowed pixels, 8 bits a channel, row after row from the top.
#[derive(Clone, Copy)]
pub struct Picture<'a> {
    pixels: &'a [u8],
    width: usize,
    height: usize,
    stride: usize,
    layout: Layout,
}

/// The size alone: pixels do not belong in a log.
impl fmt::Debug for Picture<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Picture({}x{} {:?})", self.width, self.height, self.layout)
    }
}

/// Why bytes are no picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotPicture {
    /// A side is 0.
    Empty,
    /// The rows overlap: a stride shorter than a row.
    Stride,
    /// There are fewer bytes than the last row's end; this many are needed.
    Short {
        /// Bytes that would be enough.
        needed: usize,
    },
    /// The size does not fit into this machine's addresses.
    TooLarge,
}

impl fmt::Display for NotPicture {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("a picture has at least one pixel"),
            Self::Stride => f.write_str("the stride is shorter than a row"),
            Self::Short { needed } => write!(f, "the picture needs {needed} bytes"),
            Self::TooLarge => f.write_str("the picture is too large"),
        }
    }
}

impl core::error::Error for NotPicture {}

impl<'a> Picture<'a> {
    /// Rows that follow one another without a gap.
    ///
    /// # Errors
    /// [`NotPicture`] when a side is 0 or bytes are missing. Bytes past the last row are not looked at.
    pub fn new(pixels: &'a [u8], width: usize, height: usize, layout: Layout) -> Result<Self, NotPicture> {
        let stride = width.checked_mul(layout.bytes()).ok_or(NotPicture::TooLarge)?;
        Self::with_stride(pixels, width, height, stride, layout)
    }

    /// Rows that begin `stride` bytes after one another.
    ///
    /// # Errors
    /// As [`Picture::new`], and a stride that is shorter than a row.
    pub fn with_stride(
        pixels: &'a [u8],
        width: usize,
        height: usize,
        stride: usize,
        layout: Layout,
    ) -> Result<Self, NotPicture> {
        if width == 0 || height == 0 {
            return Err(NotPicture::Empty);
        }
        let row = width.checked_mul(layout.bytes()).ok_or(NotPicture::TooLarge)?;
        if stride < row {
            return Err(NotPicture::Stride);
        }
        let needed = stride
            .checked_mul(height - 1)
            .and_then(|start| start.checked_add(row))
            .ok_or(NotPicture::TooLarge)?;
        if pixels.len() < needed {
            return Err(NotPicture::Short { needed });
        }
        Ok(Self { pixels, width, height, stride, layout })
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

    /// The bytes of row `y`, without what the stride adds. `y` below the height.
    pub(crate) fn row(&self, y: usize) -> &'a [u8] {
        let start = y * self.stride;
        &self.pixels[start..start + self.width * self.layout.bytes()]
    }
}
