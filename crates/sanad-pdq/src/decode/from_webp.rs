//! WebP.

use core::iter;
use std::io::Cursor;

use alloc::vec;

use image::{ImageDecoder as _, codecs::webp::WebPDecoder};

use super::{DecodeError, Decoded, Format, Limits, Orientation, Pixels};
use crate::Layout;

/// No frame is larger (RFC 9649: sides of at most 16,384), and the decoder counts an animation's bytes in 32 bits.
const LARGEST: u64 = 1 << 28;

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Decoded, DecodeError> {
    let limits = Limits { pixels: limits.pixels.min(LARGEST), ..limits };
    let failed = |error| DecodeError::from_image(Format::WebP, &error);
    let decoder = WebPDecoder::new(Cursor::new(bytes)).map_err(failed)?;
    let (width, height) = decoder.dimensions();
    let layout = if decoder.color_type().has_alpha() { Layout::Rgba } else { Layout::Rgb };
    let room = limits.room(width, height, layout.bytes())?;
    let mut orientation = None;
    for (name, data) in chunks(bytes.get(12..).unwrap_or_default()) {
        match name {
            b"EXIF" => {
                orientation.get_or_insert(Orientation::from_exif(data));
            }
            b"VP8 " => check_frame(data, limits)?,
            b"ANMF" => {
                let frames = chunks(data.get(16..).unwrap_or_default()).filter(|(name, _)| *name == b"VP8 ");
                for (_, data) in frames {
                    check_frame(data, limits)?;
                }
            }
            _ => {}
        }
    }
    let mut buffer = vec![0; room];
    decoder.read_image(&mut buffer).map_err(failed)?;
    let stored = Pixels::new(buffer, width, height, layout)?;
    Ok(Decoded {
        format: Format::WebP,
        stored,
        orientation: orientation.unwrap_or_default(),
        platform: None,
        whole: is_whole(bytes),
    })
}

/// Whether the file and each of its chunks is as long as it says (RFC 9649, sections 2.3 and 2.4): the decoder takes
/// the last bytes of a lossy picture for zeros where they are missing.
fn is_whole(bytes: &[u8]) -> bool {
    let length = |at: usize| Some(u32::from_le_bytes(bytes.get(at..at + 4)?.try_into().ok()?) as usize);
    let mut at = 12;
    while let Some(chunk) = length(at + 4) {
        at = at.saturating_add(8).saturating_add(chunk);
        if at > bytes.len() {
            return false;
        }
        at += chunk % 2;
    }
    length(4).is_some_and(|said| bytes.len() >= said.saturating_add(8))
}

/// Names and contents of chunks that follow one another (RFC 9649, section 2.3); the last may be cut off.
fn chunks(mut rest: &[u8]) -> impl Iterator<Item = (&[u8], &[u8])> {
    iter::from_fn(move || {
        let (name, after) = rest.split_at_checked(4)?;
        let (size, body) = after.split_at_checked(4)?;
        let size = usize::try_from(u32::from_le_bytes(size.try_into().ok()?)).ok()?;
        rest = body.get(size.checked_add(size % 2)?..).unwrap_or_default();
        Some((name, &body[..size.min(body.len())]))
    })
}

/// A lossy frame names its own sides (RFC 6386, section 9.1), and is decoded before they are compared with the
/// picture's.
fn check_frame(data: &[u8], limits: Limits) -> Result<(), DecodeError> {
    if let Some([w0, w1, h0, h1]) = data.get(6..10) {
        let side = |low, high| u32::from(u16::from_le_bytes([low, high]) & 0x3fff);
        limits.room(side(*w0, *w1), side(*h0, *h1), 4)?;
    }
    Ok(())
}
