//! GIF: the first frame on its screen, as numbers of colours.

use core::num::NonZeroU64;

use alloc::vec;

use gif::{ColorOutput, DecodeOptions, DecodingError, MemoryLimit};

use super::{DecodeError, Decoded, Format, Limits, Orientation, Pixels, Quirk, indexed};
use crate::Layout;

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Decoded, DecodeError> {
    let mut options = DecodeOptions::new();
    options.set_color_output(ColorOutput::Indexed);
    options.set_memory_limit(MemoryLimit::Bytes(NonZeroU64::MIN.saturating_add(limits.scratch())));
    let mut decoder = options.read_info(bytes).map_err(failed)?;
    let screen = (u32::from(decoder.width()), u32::from(decoder.height()));
    let frame = decoder.next_frame_info().map_err(failed)?.ok_or(DecodeError::Empty)?;
    let (left, top) = (u32::from(frame.left), u32::from(frame.top));
    let (across, down) = (u32::from(frame.width), u32::from(frame.height));
    let (transparent, own_palette) = (frame.transparent, frame.palette.clone());
    // As Pillow does: a frame that reaches beyond the screen makes the screen larger.
    let (width, height) = (screen.0.max(left + across), screen.1.max(top + down));
    let room = limits.room(width, height, 1)?;
    let mut drawn = vec![0; limits.room(across, down, 1)?];
    decoder.read_into_buffer(&mut drawn).map_err(failed)?;

    let mut numbers = drawn;
    if (across, down) != (width, height) {
        let mut all = vec![transparent.unwrap_or(0); room];
        let rows = all.chunks_exact_mut(width as usize).skip(top as usize);
        for (row, line) in rows.zip(numbers.chunks_exact(across as usize)) {
            row[left as usize..][..across as usize].copy_from_slice(line);
        }
        numbers = all;
    }
    let palette = own_palette.as_deref().or(decoder.global_palette()).unwrap_or_default();
    let stored = Pixels::new(indexed::paint(&numbers, palette), width, height, Layout::Rgb)?;
    let platform = if indexed::is_ramp(palette) {
        None
    } else {
        Some((Pixels::new(numbers, width, height, Layout::Grey)?, Quirk::Indices))
    };
    Ok(Decoded { format: Format::Gif, stored, orientation: Orientation::AsStored, platform, whole: true })
}

fn failed(error: DecodingError) -> DecodeError {
    match error {
        DecodingError::MemoryLimit | DecodingError::OutOfMemory => DecodeError::TooMuchMemory,
        other => DecodeError::damaged(Format::Gif, other),
    }
}
