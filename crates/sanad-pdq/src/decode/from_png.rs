//! PNG. The decoder is asked for the numbers of a palette, which tell what platforms see.

use std::io::Cursor;

use alloc::{vec, vec::Vec};

use png::{BitDepth, ColorType, Decoder, DecodingError, Transformations};

use super::{DecodeError, Decoded, Format, Limits, Orientation, Pixels, Quirk, indexed};
use crate::Layout;

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Decoded, DecodeError> {
    let scratch = usize::try_from(limits.scratch()).unwrap_or(usize::MAX);
    // The decoder calls a side of 0 damage.
    if bytes.get(16..20) == Some(&[0; 4]) || bytes.get(20..24) == Some(&[0; 4]) {
        return Err(DecodeError::Empty);
    }
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), png::Limits { bytes: scratch });
    let header = decoder.read_header_info().map_err(failed)?;
    let ((width, height), color, depth) = (header.size(), header.color_type, header.bit_depth);
    // What the most spacious kind of pixel would take: whatever comes out below fits.
    limits.room(width, height, 8)?;
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.set_transformations(match (color, depth) {
        (ColorType::Indexed, _) => Transformations::IDENTITY,
        (ColorType::Grayscale, BitDepth::Sixteen) => Transformations::EXPAND,
        _ => Transformations::normalize_to_color8(),
    });
    let mut reader = decoder.read_info().map_err(failed)?;
    let mut buffer = vec![0; reader.output_buffer_size().ok_or(DecodeError::TooMuchMemory)?];
    let frame = reader.next_frame(&mut buffer).map_err(failed)?;
    if (frame.width, frame.height) != (width, height) {
        return Err(DecodeError::damaged(Format::Png, "the first frame is not the whole picture"));
    }
    let info = reader.info();
    let pixels = |bytes, layout| Pixels::new(bytes, width, height, layout);
    let (stored, platform) = match frame.color_type {
        ColorType::Indexed => {
            let palette = info.palette.as_deref();
            let palette = palette.ok_or_else(|| DecodeError::damaged(Format::Png, "no palette"))?;
            let rows = buffer.chunks_exact(frame.line_size);
            let numbers = indexed::unpack(rows, width as usize, frame.bit_depth as usize);
            let painted = pixels(indexed::paint(&numbers, palette), Layout::Rgb)?;
            let quirk = (!indexed::is_ramp(palette)).then_some(Quirk::Indices);
            (painted, quirk.map(|quirk| (numbers, quirk)))
        }
        ColorType::Grayscale | ColorType::GrayscaleAlpha if frame.bit_depth == BitDepth::Sixteen => {
            let step = 2 * frame.color_type.samples();
            let high = buffer.chunks_exact(step).map(|it| it[0]).collect();
            // What Pillow makes of 16 bits of grey where it is asked for 8 of each colour.
            let clipped = buffer.chunks_exact(step).map(|it| if it[0] == 0 { it[1] } else { 255 }).collect();
            (pixels(high, Layout::Grey)?, Some((clipped, Quirk::Clipped)))
        }
        ColorType::Grayscale | ColorType::GrayscaleAlpha => {
            let grey = every(buffer, frame.color_type.samples());
            let bits =
                (depth == BitDepth::One).then(|| (grey.iter().map(|it| it & 1).collect(), Quirk::Bits));
            (pixels(grey, Layout::Grey)?, bits)
        }
        ColorType::Rgb => (pixels(buffer, Layout::Rgb)?, None),
        ColorType::Rgba => (pixels(buffer, Layout::Rgba)?, None),
    };
    let platform = match platform {
        Some((bytes, quirk)) => Some((pixels(bytes, Layout::Grey)?, quirk)),
        None => None,
    };
    let orientation = info.exif_metadata.as_deref().map_or(Orientation::AsStored, Orientation::from_exif);
    Ok(Decoded { format: Format::Png, stored, orientation, platform, whole: true })
}

/// The first of every `step` bytes.
fn every(bytes: Vec<u8>, step: usize) -> Vec<u8> {
    if step == 1 { bytes } else { bytes.chunks_exact(step).map(|it| it[0]).collect() }
}

fn failed(error: DecodingError) -> DecodeError {
    match error {
        DecodingError::LimitsExceeded => DecodeError::TooMuchMemory,
        other => DecodeError::damaged(Format::Png, other),
    }
}
