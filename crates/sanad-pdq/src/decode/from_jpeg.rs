//! JPEG. The decoder is asked for the inks of a picture in CMYK, which tell what platforms see.

use std::io::Cursor;

use alloc::{vec, vec::Vec};

use zune_jpeg::{
    JpegDecoder,
    errors::DecodeErrors,
    zune_core::{colorspace::ColorSpace, options::DecoderOptions},
};

use super::{DecodeError, Decoded, Format, Limits, Orientation, Pixels, Quirk};
use crate::Layout;

pub(super) fn read(bytes: &[u8], limits: Limits) -> Result<Decoded, DecodeError> {
    let scan = scan(bytes)?;
    match decode(bytes, limits, true) {
        Ok(decoded) => Ok(Decoded { whole: scan.is_none_or(|it| has_end(&bytes[it..])), ..decoded }),
        // As browsers show what was cut off or damaged on its way: as far as it goes.
        Err(DecodeError::Damaged { .. }) => decode(bytes, limits, false),
        Err(refused) => Err(refused),
    }
}

/// A picture, as whole as a strict decoder says, or without that.
fn decode(bytes: &[u8], limits: Limits, strict: bool) -> Result<Decoded, DecodeError> {
    // The decoder's own limits are those of the format: sides are looked at below.
    let options =
        DecoderOptions::default().set_strict_mode(false).set_max_width(usize::MAX).set_max_height(usize::MAX);
    let mut decoder = JpegDecoder::new_with_options(Cursor::new(bytes), options);
    decoder.decode_headers().map_err(failed)?;
    let info = decoder.info().ok_or(DecodeError::Empty)?;
    let (width, height) = (u32::from(info.width), u32::from(info.height));
    let orientation = info.exif_data.as_deref().map_or(Orientation::AsStored, Orientation::from_exif);
    let space = match (info.components, decoder.input_colorspace()) {
        (1, _) => ColorSpace::Luma,
        (3, _) => ColorSpace::RGB,
        (4, Some(inks @ (ColorSpace::CMYK | ColorSpace::YCCK))) => inks,
        _ => return Err(DecodeError::unsupported(Format::Jpeg, "neither grey nor colours nor inks")),
    };
    let mut buffer = vec![0; limits.room(width, height, space.num_components())?];
    // Stray bytes between headers take nothing from the picture; only its data are read strictly.
    decoder.set_options(options.jpeg_set_out_colorspace(space).set_strict_mode(strict));
    decoder.decode_into(&mut buffer).map_err(failed)?;
    let pixels = |bytes, layout| Pixels::new(bytes, width, height, layout);
    let (stored, platform) = match space {
        ColorSpace::Luma => (pixels(buffer, Layout::Grey)?, None),
        ColorSpace::RGB => (pixels(buffer, Layout::Rgb)?, None),
        _ => {
            let (printed, inks) = print(&buffer, space == ColorSpace::YCCK);
            (pixels(printed, Layout::Rgb)?, Some((pixels(inks, Layout::Rgb)?, Quirk::Inks)))
        }
    };
    Ok(Decoded { format: Format::Jpeg, stored, orientation, platform, whole: strict })
}

/// Where the data of the picture begin, behind the header of the first scan; none where the segments before it are not
/// in order. A frame of a kind that is not read is refused here, since the decoder calls such files damaged: neither
/// baseline nor extended nor progressive with Huffman codes, or not 8 bits a sample (ITU-T T.81, tables B.1 and B.2).
fn scan(bytes: &[u8]) -> Result<Option<usize>, DecodeError> {
    let mut at = 2;
    while let Some([0xff, marker, after @ ..]) = bytes.get(at..) {
        let length = match after {
            [high, low, ..] => usize::from(u16::from_be_bytes([*high, *low])),
            _ => return Ok(None),
        };
        match (marker, after) {
            // Any number of them may stand before a marker.
            (0xff, _) => {
                at += 1;
                continue;
            }
            (0xc0..=0xc2, [_, _, 8, ..]) => {}
            (0xc0..=0xc2, [_, _, _, ..]) | (0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf, _) => {
                return Err(DecodeError::unsupported(
                    Format::Jpeg,
                    "arithmetic coding, lossless, or not 8 bits",
                ));
            }
            (0xda, _) => return Ok((after.len() >= length).then_some(at + 2 + length)),
            _ => {}
        }
        at += 2 + length;
    }
    Ok(None)
}

/// Whether the marker of the end is there. The data of a scan never hold it: behind 255 stands a 0, or another marker
/// (ITU-T T.81, B.1.1.5). A thumbnail's stands before them.
fn has_end(data: &[u8]) -> bool {
    data.array_windows().any(|it| *it == [0xff, 0xd9])
}

/// What four inks look like, and cyan, magenta and yellow as Pillow has them. Both take for granted that the file
/// holds inks the way Adobe writes them: 255 is none. Files that do otherwise are not told apart by anybody.
fn print(stored: &[u8], ycck: bool) -> (Vec<u8>, Vec<u8>) {
    let pixels = stored.as_chunks::<4>().0;
    let (mut printed, mut inks) =
        (Vec::with_capacity(pixels.len() * 3), Vec::with_capacity(pixels.len() * 3));
    for [first, second, third, black] in pixels {
        let paper =
            if ycck { rgb(*first, *second, *third).map(|it| 255 - it) } else { [*first, *second, *third] };
        printed.extend(paper.map(|it| multiply(it, *black)));
        inks.extend(paper.map(|it| 255 - it));
    }
    (printed, inks)
}

/// Two parts of 255 multiplied, rounded to the nearest.
fn multiply(left: u8, right: u8) -> u8 {
    ((u32::from(left) * u32::from(right) + 127) / 255) as u8
}

/// Red, green, blue of brightness and two differences: ITU-T T.871, section 7, in 16 bits of fraction as the
/// usual decoders calculate it.
fn rgb(y: u8, blueness: u8, redness: u8) -> [u8; 3] {
    const HALF: i32 = 1 << 15;
    let (y, cb, cr) = (i32::from(y), i32::from(blueness) - 128, i32::from(redness) - 128);
    // 1.402, 0.344136, 0.714136 and 1.772 times 65536.
    let red = y + ((91_881 * cr + HALF) >> 16);
    let green = y + ((-22_554 * cb - 46_802 * cr + HALF) >> 16);
    let blue = y + ((116_130 * cb + HALF) >> 16);
    [red, green, blue].map(|it| it.clamp(0, 255) as u8)
}

fn failed(error: DecodeErrors) -> DecodeError {
    match error {
        DecodeErrors::LargeDimensions(_) => DecodeError::TooMuchMemory,
        DecodeErrors::ZeroError => DecodeError::Empty,
        other => DecodeError::damaged(Format::Jpeg, other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_that_is_not_read_is_told_by_its_first_frame() {
        let check = |frame: [u8; 2], expected: bool| {
            let [marker, bits] = frame;
            let file = [0xff, 0xd8, 0xff, 0xfe, 0, 4, 0xff, 0xc3, 0xff, 0xff, marker, 0, 11, bits];
            assert_eq!(scan(&file).is_err(), expected, "{marker:x}, {bits} bits");
        };
        check([0xc0, 8], false);
        check([0xc2, 8], false);
        check([0xc1, 12], true);
        check([0xc9, 8], true);
        // Tables, not a frame.
        check([0xc4, 8], false);
        assert_eq!(scan(&[0xff, 0xd8, 0xff]), Ok(None));
        assert_eq!(scan(&[0xff, 0xd8, 0xff, 0xc0, 0, 11]), Ok(None));
    }

    #[test]
    fn the_end_is_looked_for_behind_the_first_scan() {
        let thumbnail = [0xff, 0xd8, 0xff, 0xe1, 0, 4, 0xff, 0xd9, 0xff, 0xda, 0, 3, 0, 1, 2, 0xff, 0xd9, 7];
        let data = scan(&thumbnail).unwrap().unwrap();
        assert_eq!(thumbnail[data..], [1, 2, 0xff, 0xd9, 7]);
        assert!(has_end(&thumbnail[data..]) && !has_end(&thumbnail[data..data + 3]));
        assert_eq!(scan(&thumbnail[..12]), Ok(None));
        assert!(!has_end(&[]));
    }

    #[test]
    fn no_ink_is_white_and_black_takes_all_light() {
        assert_eq!(print(&[255; 4], false), (vec![255; 3], vec![0; 3]));
        assert_eq!(print(&[255, 255, 255, 0], false), (vec![0; 3], vec![0; 3]));
        // Pillow: (0, 155, 205, 105) in CMYK is (150, 59, 29) in RGB.
        assert_eq!(print(&[255, 100, 50, 150], false), (vec![150, 59, 29], vec![0, 155, 205]));
    }

    #[test]
    fn without_differences_all_colours_are_the_brightness() {
        assert_eq!(rgb(77, 128, 128), [77; 3]);
        assert_eq!(rgb(0, 128, 128), [0; 3]);
        // Pure red, green and blue, as they are written.
        assert_eq!(rgb(76, 85, 255), [254, 0, 0]);
        assert_eq!(rgb(150, 44, 21), [0, 255, 1]);
        assert_eq!(rgb(29, 255, 107), [0, 0, 254]);
    }
}
