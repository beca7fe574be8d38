//! Files of all five formats. What is expected of `tests/files` was calculated by Pillow 13.0.0 and `pdqhash`
//! 0.2.8; the other files are made here, so small that their pixels can be written down.
#![cfg(feature = "decode")]
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::{borrow::Cow, collections::BTreeSet};

use image::{ExtendedColorType, codecs::webp::WebPEncoder};
use png::{BitDepth, ColorType};
use proptest::prelude::*;
use sanad_pdq::{
    Layout, Pdq,
    decode::{Banked, DecodeError, Limits, Orientation, Pixels, Quirk, Shrink, Sight, fingerprints, open},
    fingerprint,
};

const COLOUR: &[u8] = include_bytes!("files/colour.jpg");
const GREY: &[u8] = include_bytes!("files/grey.jpg");
const CMYK: &[u8] = include_bytes!("files/cmyk.jpg");
const LOSSY: &[u8] = include_bytes!("files/lossy.webp");
/// Where the Exif block of `colour.jpg` holds its orientation, and the Adobe segment of `cmyk.jpg` its transform.
const ORIENTATION: usize = 49;
const TRANSFORM: usize = 17;

fn png(width: u32, height: u32, kind: (ColorType, BitDepth), palette: &[u8], data: &[u8]) -> Vec<u8> {
    let mut info = png::Info::with_size(width, height);
    (info.color_type, info.bit_depth) = kind;
    info.palette = (!palette.is_empty()).then(|| Cow::Owned(palette.to_vec()));
    let mut file = vec![];
    let mut writer = png::Encoder::with_info(&mut file, info).unwrap().write_header().unwrap();
    writer.write_image_data(data).unwrap();
    writer.finish().unwrap();
    file
}

fn gif(screen: (u16, u16), palette: &[u8], frames: &[gif::Frame<'_>]) -> Vec<u8> {
    let mut encoder = gif::Encoder::new(vec![], screen.0, screen.1, palette).unwrap();
    frames.iter().for_each(|frame| encoder.write_frame(frame).unwrap());
    encoder.into_inner().unwrap()
}

/// A bitmap with a header of 40 bytes; `rows` as they lie in the file.
fn bmp(width: i32, height: i32, bits: u16, palette: &[[u8; 3]], rows: &[u8]) -> Vec<u8> {
    let start = 54 + 4 * palette.len() as u32;
    let mut file = b"BM".to_vec();
    for field in [start + rows.len() as u32, 0, start, 40, width.cast_unsigned(), height.cast_unsigned()] {
        file.extend(field.to_le_bytes());
    }
    file.extend([1, bits].map(u16::to_le_bytes).as_flattened());
    for field in [0, rows.len() as u32, 0, 0, palette.len() as u32, 0] {
        file.extend(field.to_le_bytes());
    }
    palette.iter().for_each(|[red, green, blue]| file.extend([*blue, *green, *red, 0]));
    file.extend(rows);
    file
}

/// The file gives these pixels, and platforms see those.
fn check(file: &[u8], layout: Layout, stored: &[u8], platform: Option<(Quirk, &[u8])>) {
    let decoded = open(file, Limits::default()).unwrap();
    assert_eq!((decoded.stored().layout(), decoded.stored().bytes()), (layout, stored));
    let seen = decoded.as_platforms_see_it().map(|(pixels, quirk)| (quirk, pixels.bytes()));
    assert_eq!(seen, platform);
    assert_eq!(decoded.orientation(), Orientation::AsStored);
}

#[test]
fn a_palette_is_colours_here_and_numbers_for_platforms() {
    let colours = [[10u8, 20, 30], [40, 50, 60], [70, 80, 90]];
    let (flat, numbers) = (colours.as_flattened(), [2u8, 0, 1, 1, 1, 2]);
    let painted = numbers.map(|it| colours[usize::from(it)]);
    let expected = Some((Quirk::Indices, &numbers[..]));
    let file = png(3, 2, (ColorType::Indexed, BitDepth::Eight), flat, &numbers);
    check(&file, Layout::Rgb, painted.as_flattened(), expected);
    let file = png(3, 2, (ColorType::Indexed, BitDepth::Two), flat, &[0b1000_0100, 0b0101_1000]);
    check(&file, Layout::Rgb, painted.as_flattened(), expected);
    let frame = gif::Frame::from_indexed_pixels(3, 2, numbers, None);
    check(&gif((3, 2), flat, &[frame]), Layout::Rgb, painted.as_flattened(), expected);
    // From below, and from above.
    let below = bmp(3, 2, 8, &colours, &[1, 1, 2, 0, 2, 0, 1, 0]);
    check(&below, Layout::Rgb, painted.as_flattened(), expected);
    let above = bmp(3, -2, 4, &colours, &[0x20, 0x10, 0, 0, 0x11, 0x20, 0, 0]);
    check(&above, Layout::Rgb, painted.as_flattened(), expected);
}

#[test]
fn a_palette_of_greys_in_their_order_is_misread_by_nobody() {
    let ramp: Vec<[u8; 3]> = (0..=255).map(|it| [it; 3]).collect();
    let painted: Vec<u8> = [200, 3].iter().flat_map(|it| [*it; 3]).collect();
    let file = png(2, 1, (ColorType::Indexed, BitDepth::Eight), ramp.as_flattened(), &[200, 3]);
    check(&file, Layout::Rgb, &painted, None);
    let frame = gif::Frame::from_indexed_pixels(2, 1, [200u8, 3], None);
    check(&gif((2, 1), ramp.as_flattened(), &[frame]), Layout::Rgb, &painted, None);
    check(&bmp(2, 1, 8, &ramp, &[200, 3, 0, 0]), Layout::Rgb, &painted, None);
}

#[test]
fn black_and_white_are_0_and_1_for_platforms() {
    let expected = Some((Quirk::Bits, &[1, 0, 1][..]));
    let file = png(3, 1, (ColorType::Grayscale, BitDepth::One), &[], &[0b1010_0000]);
    check(&file, Layout::Grey, &[255, 0, 255], expected);
    let file = bmp(3, 1, 1, &[[0; 3], [255; 3]], &[0b1010_0000, 0, 0, 0]);
    check(&file, Layout::Rgb, &[255, 255, 255, 0, 0, 0, 255, 255, 255], expected);
}

#[test]
fn sixteen_bits_of_grey_are_clipped_by_platforms() {
    let data = [0x12, 0x34, 0, 200, 1, 0];
    let file = png(3, 1, (ColorType::Grayscale, BitDepth::Sixteen), &[], &data);
    check(&file, Layout::Grey, &[0x12, 0, 1], Some((Quirk::Clipped, &[255, 200, 255][..])));
}

#[test]
fn of_sixteen_bits_of_colour_the_high_byte_is_taken() {
    let file = png(1, 1, (ColorType::Rgb, BitDepth::Sixteen), &[], &[9, 255, 8, 0, 7, 128]);
    check(&file, Layout::Rgb, &[9, 8, 7], None);
    let file = png(1, 1, (ColorType::GrayscaleAlpha, BitDepth::Sixteen), &[], &[9, 255, 0, 0]);
    check(&file, Layout::Grey, &[9], None);
}

#[test]
fn few_bits_of_grey_are_spread() {
    let file = png(4, 1, (ColorType::Grayscale, BitDepth::Two), &[], &[0b0001_1011]);
    check(&file, Layout::Grey, &[0, 85, 170, 255], None);
    let file = png(2, 1, (ColorType::Grayscale, BitDepth::Four), &[], &[0x2f]);
    check(&file, Layout::Grey, &[34, 255], None);
}

#[test]
fn alpha_is_not_looked_at() {
    let file = png(2, 1, (ColorType::GrayscaleAlpha, BitDepth::Eight), &[], &[5, 0, 6, 255]);
    check(&file, Layout::Grey, &[5, 6], None);
    let rgba = [1, 2, 3, 0, 4, 5, 6, 128];
    let file = png(2, 1, (ColorType::Rgba, BitDepth::Eight), &[], &rgba);
    check(&file, Layout::Rgba, &rgba, None);
    let seen = [1, 2, 3, 255, 4, 5, 6, 128];
    let mut webp: Vec<u8> = vec![];
    WebPEncoder::new_lossless(&mut webp).encode(&seen, 2, 1, ExtendedColorType::Rgba8).unwrap();
    check(&webp, Layout::Rgba, &seen, None);

    let noise: Vec<u8> = (0..64 * 64 * 4u32).map(|it| (it.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
    let opaque: Vec<u8> =
        noise.iter().enumerate().map(|(at, it)| if at % 4 == 3 { 255 } else { *it }).collect();
    let made = |data: &[u8]| {
        let file = png(64, 64, (ColorType::Rgba, BitDepth::Eight), &[], data);
        fingerprints(&open(&file, Limits::default()).unwrap())
    };
    assert_eq!(made(&noise), made(&opaque));
}

#[test]
fn a_gif_is_its_first_frame_on_its_screen() {
    let palette = [1, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 4];
    let mut first = gif::Frame::from_indexed_pixels(2, 1, [1u8, 2], Some(3));
    (first.left, first.top) = (1, 1);
    let second = gif::Frame::from_indexed_pixels(3, 2, [1u8; 6], None);
    let numbers = [3u8, 3, 3, 3, 1, 2];
    let painted: Vec<u8> = numbers.iter().flat_map(|it| [it + 1; 3]).collect();
    let file = gif((3, 2), &palette, &[first.clone(), second]);
    check(&file, Layout::Rgb, &painted, Some((Quirk::Indices, &numbers[..])));
    // Without a transparent colour the rest has the first one; a frame that reaches out widens the screen.
    first.transparent = None;
    let painted: Vec<u8> = [0u8, 0, 0, 0, 1, 2].iter().flat_map(|it| [it + 1; 3]).collect();
    let file = gif((1, 1), &palette, &[first]);
    check(&file, Layout::Rgb, &painted, Some((Quirk::Indices, &[0, 0, 0, 0, 1, 2][..])));
}

/// What the files give with Pillow, and what platforms hash. The reference asks for a distance of at most 10.
#[test]
fn lossy_files_are_close_to_what_pillow_makes_of_them() {
    let mut ycck = CMYK.to_vec();
    ycck[TRANSFORM] = 2;
    let check = |name: &str, file: &[u8], expected: &str, misread: Option<&str>| {
        let decoded = open(file, Limits::default()).unwrap();
        let close = |pixels: &Pixels, expected: &str| {
            let (made, expected) = (fingerprint(&pixels.picture()), expected.parse::<Pdq>().unwrap());
            let distance = made.hash.distance(&expected);
            assert!(distance <= 10, "{name}: {distance} bits from Pillow");
            assert_eq!(made.quality, 100, "{name}");
        };
        assert_eq!((decoded.stored().width(), decoded.stored().height()), (112, 80), "{name}");
        close(decoded.stored(), expected);
        let seen = decoded.as_platforms_see_it();
        assert_eq!(seen.is_some(), misread.is_some(), "{name}");
        if let (Some((pixels, quirk)), Some(misread)) = (seen, misread) {
            assert_eq!(quirk, Quirk::Inks, "{name}");
            close(pixels, misread);
        }
    };
    let same = "65b3863eddc54e1b0f14b7231f0933bbe0f608dcf0ebb0e4663279c12a44d34b";
    check("colour", COLOUR, same, None);
    check("grey", GREY, same, None);
    let lossy = "48b906bcd9c5ef1b8f1cd7231f0936bae0f648dcf0eb30e4663239c12a54da4b";
    check("lossy", LOSSY, lossy, None);
    let inks = Some("4b6f64aac6b8a23235a2f26299cf3270e7308d9d0a5d9dcdba470e1d28d5b726");
    check("cmyk", CMYK, "c87a693b6d3f3c94be45df813b01da890dfe1a64c4bb065a972cf0e2872a1c8b", inks);
    let inks = Some("be3d3b450ddfc9cd6a41a4b5a2783407d987534a25b6e4326c91f8f0fc8310f9");
    check("ycck", &ycck, "aca6b68cf002f2325f8a3d62df0183fca0f6a4bd807d39cd172d81ef7630be0a", inks);
}

#[test]
fn each_orientation_is_read_and_both_ways_up_are_banked() {
    let stored = open(COLOUR, Limits::default()).unwrap().stored().clone();
    for tag in 0..=9 {
        let mut file = COLOUR.to_vec();
        file[ORIENTATION] = tag;
        let decoded = open(&file, Limits::default()).unwrap();
        let expected = if (1..=8).contains(&tag) { tag } else { 1 };
        assert_eq!(decoded.orientation().tag(), expected);
        assert_eq!(*decoded.stored(), stored, "stored is stored, whatever the tag says");
        assert_eq!(*decoded.shown(), stored.turned(decoded.orientation()));
        let sights: Vec<Sight> = fingerprints(&decoded).iter().map(|it| it.sight).collect();
        let both = [Sight::Shown, Sight::Stored];
        assert_eq!(sights, if expected == 1 { &both[..1] } else { &both[..] }, "tag {tag}");
    }
    let upright = open(COLOUR, Limits::default()).unwrap();
    assert_eq!(upright.orientation(), Orientation::Turned90);
    // Pillow's `exif_transpose` of the same file.
    let expected: Pdq = "b1e4a9f8d0eb72606f13aa5d0a5efa50f4a1f5a290ed8c9d2e343d8780fce270".parse().unwrap();
    assert!(fingerprints(&upright)[0].hash.distance(&expected) <= 10);
}

#[test]
fn a_png_says_its_orientation_too() {
    let mut info = png::Info::with_size(1, 2);
    info.color_type = ColorType::Grayscale;
    // A TIFF header, one tag: 274, a short, once, 8.
    let exif: &[u8] = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x08\0\0\0\0\0\0\0";
    info.exif_metadata = Some(Cow::Borrowed(exif));
    let mut file = vec![];
    let mut writer = png::Encoder::with_info(&mut file, info).unwrap().write_header().unwrap();
    writer.write_image_data(&[1, 2]).unwrap();
    writer.finish().unwrap();
    let decoded = open(&file, Limits::default()).unwrap();
    assert_eq!(decoded.orientation(), Orientation::Turned270);
    assert_eq!((decoded.shown().width(), decoded.shown().bytes()), (2, &[1, 2][..]));
}

#[test]
fn what_is_banked_holds_nothing_twice() {
    let ways = |width: u32, height: u32| -> Vec<(Sight, Shrink)> {
        let data: Vec<u8> =
            (0..width * height).map(|it| (it.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let file = png(width, height, (ColorType::Grayscale, BitDepth::Eight), &[], &data);
        let found = fingerprints(&open(&file, Limits::default()).unwrap());
        found.iter().map(|it| (it.sight, it.shrink)).collect()
    };
    assert_eq!(ways(512, 100), [(Sight::Shown, Shrink::None)]);
    assert_eq!(ways(513, 100), [(Sight::Shown, Shrink::None), (Sight::Shown, Shrink::Nearest512)]);
    assert_eq!(ways(1, 1), [(Sight::Shown, Shrink::None)]);
}

/// Files that promise a picture of immense size, in as few bytes as they can.
fn bombs() -> [Vec<u8>; 5] {
    let mut png = png(1, 1, (ColorType::Grayscale, BitDepth::Eight), &[], &[0]);
    png[16..24].copy_from_slice(&[0, 1, 0, 0, 0, 1, 0, 0]);
    // The sum of the header's chunk, which is looked at first.
    png[29..33].copy_from_slice(&0x49ef_6f3f_u32.to_be_bytes());
    let mut jpeg = GREY.to_vec();
    let frame = jpeg.windows(2).position(|it| it == [0xff, 0xc2]).unwrap();
    jpeg[frame + 5..frame + 9].fill(0xff);
    let mut gif = gif((1, 1), &[0; 6], &[gif::Frame::from_indexed_pixels(1, 1, [0u8], None)]);
    gif[6..10].fill(0xff);
    let mut webp = LOSSY.to_vec();
    webp[26..30].copy_from_slice(&[0xff, 0x3f, 0xff, 0x3f]);
    [png, jpeg, gif, webp, bmp(65_000, 65_000, 8, &[[0; 3]; 256], &[])]
}

#[test]
fn a_bomb_is_refused_by_what_it_promises() {
    for file in bombs() {
        let refused = open(&file, Limits::default()).unwrap_err();
        let DecodeError::TooManyPixels { width, height, most: 120_000_000 } = refused else {
            panic!("{refused:?}");
        };
        assert!(width >= 16_383 && height >= 16_383, "{width} by {height}");
    }
}

#[test]
fn what_is_no_picture_is_refused_by_a_code() {
    let code = |file: &[u8], limits| open(file, limits).unwrap_err().code();
    let limits = Limits::default();
    assert_eq!(code(b"", limits), "unknown_format");
    assert_eq!(code(b"%PDF-1.7", limits), "unknown_format");
    assert_eq!(code(COLOUR, Limits { bytes: 2000, ..limits }), "too_many_bytes");
    assert_eq!(code(COLOUR, Limits { pixels: 112 * 80 - 1, ..limits }), "too_many_pixels");
    assert_eq!(code(COLOUR, Limits { side: 111, ..limits }), "side_too_long");
    assert!(open(COLOUR, Limits { bytes: COLOUR.len(), pixels: 112 * 80, side: 112 }).is_ok());
    for start in [&COLOUR[..3], b"\x89PNG\r\n\x1a\n", b"GIF89a", b"RIFF\0\0\0\0WEBP", b"BM"] {
        assert_eq!(code(start, limits), "damaged");
    }
    let mut file = gif((1, 1), &[0; 6], &[gif::Frame::from_indexed_pixels(1, 1, [0u8], None)]);
    // The frame's width.
    file[32] = 0;
    assert_eq!(code(&file, limits), "empty");
    for sides in [[0, 16], [16, 0]] {
        assert_eq!(code(&bmp(sides[0], sides[1], 8, &[[0; 3]], &[]), limits), "empty");
        let mut file = png(1, 1, (ColorType::Grayscale, BitDepth::Eight), &[], &[0]);
        file[16..24].copy_from_slice(sides.map(|it| (it as u32).to_be_bytes()).as_flattened());
        assert_eq!(code(&file, limits), "empty");
    }
    assert_eq!(code(&bmp(70_000, 1, 8, &[[0; 3]], &[]), limits), "side_too_long");
    // Arithmetic coding.
    let mut file = GREY.to_vec();
    let frame = file.windows(2).position(|it| it == [0xff, 0xc2]).unwrap();
    file[frame + 1] = 0xca;
    assert_eq!(code(&file, limits), "unsupported");
    let odd = bmp(1, 1, 8, &[[0; 3]], &[0; 4]);
    assert_eq!(code(&[&odd[..30], &[4], &odd[31..]].concat(), limits), "unsupported");
}

/// A fingerprint takes rows of numbers as wide as the picture, so that five rows may cost more than a photograph.
#[test]
fn a_long_ribbon_is_refused_whatever_its_area() {
    let refused = open(&ribbon(), Limits::default()).unwrap_err();
    assert_eq!(refused, DecodeError::SideTooLong { width: 20_000_000, height: 5, most: 65_535 });
}

/// Fewer pixels than there may be, in a file of no length.
fn ribbon() -> Vec<u8> {
    let mut png = png(1, 1, (ColorType::Grayscale, BitDepth::Eight), &[], &[0]);
    png[16..24].copy_from_slice(&[0x01, 0x31, 0x2d, 0x00, 0, 0, 0, 5]);
    png[29..33].copy_from_slice(&0x513f_d343_u32.to_be_bytes());
    png
}

#[test]
fn a_jpeg_that_ends_early_is_read_as_far_as_it_goes() {
    let whole = open(COLOUR, Limits::default()).unwrap();
    let part = open(&COLOUR[..COLOUR.len() * 3 / 4], Limits::default()).unwrap();
    let row = 3 * 112 * 16;
    assert_eq!(part.stored().bytes()[..row], whole.stored().bytes()[..row]);
    assert_ne!(part.stored(), whole.stored());
    assert!(whole.is_whole() && !part.is_whole());
}

/// Cut off anywhere, a file is refused, or says that it is not whole, or has lost nothing that is seen.
#[test]
fn no_remains_are_taken_for_a_whole_picture() {
    for file in samples() {
        let whole = open(&file, Limits::default()).unwrap();
        assert!(whole.is_whole());
        for end in 0..file.len() {
            if let Ok(part) = open(&file[..end], Limits::default()) {
                assert!(!part.is_whole() || part.stored() == whole.stored(), "{:?} to {end}", whole.format());
            }
        }
    }
    // One byte less, and a length that hides it.
    let mut file = LOSSY[..LOSSY.len() - 1].to_vec();
    let length = (file.len() as u32 - 8).to_le_bytes();
    file[4..8].copy_from_slice(&length);
    assert!(open(&file, Limits::default()).is_ok_and(|it| !it.is_whole()));
    // Something behind the end takes nothing away; damage within does.
    assert!(open(&[COLOUR, b"appended"].concat(), Limits::default()).unwrap().is_whole());
    let mut file = COLOUR.to_vec();
    let middle = file.len() / 2;
    file[middle..middle + 4].copy_from_slice(&[0xff, 0xc9, 0xff, 0xc9]);
    assert!(open(&file, Limits::default()).is_ok_and(|it| !it.is_whole()));
}

#[test]
fn a_picture_is_nothing_for_a_log() {
    let decoded = open(GREY, Limits::default()).unwrap();
    assert_eq!(format!("{:?}", decoded.stored()), "Pixels(112 by 80, Grey)");
}

fn samples() -> Vec<Vec<u8>> {
    let frame = gif::Frame::from_indexed_pixels(5, 5, [1u8; 25], Some(1));
    let mut webp: Vec<u8> = vec![];
    WebPEncoder::new_lossless(&mut webp).encode(&[77; 48], 4, 4, ExtendedColorType::Rgb8).unwrap();
    vec![
        COLOUR.to_vec(),
        GREY.to_vec(),
        CMYK.to_vec(),
        LOSSY.to_vec(),
        webp,
        gif((6, 6), &[0, 0, 0, 9, 9, 9], &[frame]),
        png(9, 2, (ColorType::Indexed, BitDepth::Four), &[1, 2, 3, 4, 5, 6], &[0x10; 10]),
        png(2, 2, (ColorType::Grayscale, BitDepth::Sixteen), &[], &[3; 8]),
        bmp(9, 2, 1, &[[0; 3], [255; 3]], &[0xa5; 8]),
        bmp(2, 2, 24, &[], &[8; 16]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn no_damage_panics(
        which in 0..10usize,
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        end in any::<prop::sample::Index>(),
        cut: bool,
    ) {
        let mut file = samples().swap_remove(which);
        for (at, byte) in changes {
            let at = at.index(file.len());
            file[at] = byte;
        }
        if cut {
            file.truncate(end.index(file.len()));
        }
        let limits = Limits { pixels: 1 << 16, ..Limits::default() };
        if let Ok(decoded) = open(&file, limits) {
            let stored = decoded.stored();
            prop_assert!(stored.width() * stored.height() <= 1 << 16);
            let found: Vec<Banked> = fingerprints(&decoded);
            let distinct: BTreeSet<Pdq> = found.iter().map(|it| it.hash).collect();
            prop_assert!((1..=5).contains(&found.len()));
            prop_assert_eq!(distinct.len(), found.len());
        }
    }
}
