//! BMP.

use std::io::Cursor;

use alloc::{vec, vec::Vec};

use image::{ImageDecoder as _, codecs::bmp::BmpDecoder};

use super::{DecodeError, Decoded, Format, Limits, Orientation, Pixels, Quirk, indexed};
use crate::Layout;

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Decoded, DecodeError> {
    let failed = |error| DecodeError::from_image(Format::Bmp, &error);
    // The decoder calls a side of 0, and one that is too long, damage or a kind that it does not know.
    if let (Some(40..), Some(width), Some(height)) = (long(bytes, 14), long(bytes, 18), long(bytes, 22)) {
        limits.check(width.cast_signed().unsigned_abs(), height.cast_signed().unsigned_abs())?;
    }
    let decoder = BmpDecoder::new(Cursor::new(bytes)).map_err(failed)?;
    let (width, height) = decoder.dimensions();
    let layout = if decoder.color_type().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let mut buffer = vec![0; limits.room(width, height, layout.bytes())?];
    let numbered = decoder.get_palette().and_then(|palette| numbers(bytes, width, height, palette));
    decoder.read_image(&mut buffer).map_err(failed)?;
    let stored = Pixels::new(buffer, width, height, layout)?;
    let platform = match numbered {
        Some((numbers, quirk)) => Some((Pixels::new(numbers, width, height, Layout::Grey)?, quirk)),
        None => None,
    };
    Ok(Decoded { format: Format::Bmp, stored, orientation: Orientation::AsStored, platform, whole: true })
}

/// The numbers of the colours, and how they are misread, in a file that has them plainly: with a header of
/// Windows 3 or later, not compressed.
fn numbers(bytes: &[u8], width: u32, height: u32, palette: &[[u8; 3]]) -> Option<(Vec<u8>, Quirk)> {
    let start = usize::try_from(long(bytes, 10)?).ok()?;
    let (header, bits, compression) = (long(bytes, 14)?, usize::from(short(bytes, 28)?), long(bytes, 30)?);
    if header < 40 || compression != 0 || ![1, 4, 8].contains(&bits) {
        return None;
    }
    let used = match long(bytes, 46)? {
        0 => 1 << bits,
        used => usize::try_from(used).ok()?,
    };
    let named = palette.get(..used)?;
    let quirk = if *named == [[0; 3], [255; 3]] {
        // As Pillow does: black and white are no palette but bits.
        Quirk::Bits
    } else if indexed::is_ramp(named.as_flattened()) {
        return None;
    } else {
        Quirk::Indices
    };
    let (width, height) = (usize::try_from(width).ok()?, usize::try_from(height).ok()?);
    // Each row ends at a multiple of four bytes.
    let line = width.checked_mul(bits)?.div_ceil(32).checked_mul(4)?;
    let rows = bytes.get(start..)?.get(..line.checked_mul(height)?)?.chunks_exact(line);
    // A negative height says that the first row is the topmost one.
    let from_below = long(bytes, 22)?.cast_signed() > 0;
    let numbers = if from_below {
        indexed::unpack(rows.rev(), width, bits)
    } else {
        indexed::unpack(rows, width, bits)
    };
    Some((numbers, quirk))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    Some(u16::from_le_bytes(bytes.get(at..at + 2)?.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?))
}
