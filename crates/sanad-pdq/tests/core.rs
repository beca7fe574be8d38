//! The public way in, against what the reference's Python binding says of the same pixels.
//!
//! `reference.tsv` beside this file was written by `reference.py`; the pictures are drawn anew in both languages.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use proptest::prelude::*;
use sanad_pdq::{
    Fingerprint, Hasher, LEAST_SIDE, Layout, Luma, MATCH_DISTANCE, Pdq, Picture, Turn, dihedral, fingerprint,
    fingerprint_512, frequencies, frequencies_512, is_shrunk,
};

/// Three bytes for each pixel.
fn draw(width: usize, height: usize, colour: impl Fn(usize, usize) -> [usize; 3]) -> Vec<u8> {
    let places = (0..height).flat_map(|y| (0..width).map(move |x| (x, y)));
    places.flat_map(|(x, y)| colour(x, y).map(|part| part as u8)).collect()
}

fn noise(width: usize, height: usize) -> Vec<u8> {
    let mut state = 2024_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..width * height * 3).map(|_| next()).collect()
}

fn gradient(width: usize, height: usize) -> Vec<u8> {
    let (across, down) = ((width - 1).max(1), (height - 1).max(1));
    draw(width, height, |x, y| [x * 255 / across, y * 255 / down, (x + y) * 255 / (across + down)])
}

fn flat(width: usize, height: usize) -> Vec<u8> {
    draw(width, height, |_, _| [201, 77, 13])
}

fn waves(width: usize, height: usize) -> Vec<u8> {
    let fold = |value: usize| if value % 510 < 256 { value % 510 } else { 510 - value % 510 };
    draw(width, height, |x, y| {
        let (x, y) = (x * 1000 / width, y * 1000 / height);
        [fold(x * x / 300), fold(x * y / 200 + y), fold(y * y / 150 + x * 2)]
    })
}

fn bands(width: usize, height: usize) -> Vec<u8> {
    draw(width, height, |x, y| [(x + y / 3) % 2 * 255; 3])
}

fn rgb(pixels: &[u8], width: usize, height: usize) -> Picture<'_> {
    Picture::new(pixels, width, height, Layout::Rgb).unwrap()
}

#[test]
fn every_drawn_picture_has_the_bits_that_the_binding_gives_it() {
    let mut hasher = Hasher::new();
    for row in include_str!("reference.tsv").lines() {
        let fields: Vec<&str> = row.split('\t').collect();
        let name = fields[..3].join(" ");
        let (width, height): (usize, usize) = (fields[1].parse().unwrap(), fields[2].parse().unwrap());
        let pixels = match fields[0] {
            "noise" => noise(width, height),
            "gradient" => gradient(width, height),
            "flat" => flat(width, height),
            "waves" => waves(width, height),
            "bands" => bands(width, height),
            _ => Vec::new(),
        };
        let picture = rgb(&pixels, width, height);
        let print = |hash: &str, quality: &str| Fingerprint {
            hash: hash.parse().unwrap(),
            quality: quality.parse().unwrap(),
        };
        let whole = hasher.frequencies(&picture);
        assert_eq!(whole.fingerprint(), print(fields[4], fields[3]), "{name}");
        assert_eq!(hasher.fingerprint(&picture), whole.fingerprint(), "{name}");
        assert_eq!(hasher.fingerprint_512(&picture), print(fields[6], fields[5]), "{name} 512");
        let turned: Vec<Pdq> = fields[8].split(',').map(|hash| hash.parse().unwrap()).collect();
        assert_eq!(whole.dihedral().hashes.as_slice(), turned, "{name} turned");
        assert_eq!(whole.dihedral().quality, fields[7].parse::<u8>().unwrap(), "{name} turned");
    }
}

#[test]
fn the_short_forms_say_the_same() {
    let pixels = waves(600, 40);
    let picture = rgb(&pixels, 600, 40);
    assert_eq!(fingerprint(&picture), frequencies(&picture).fingerprint());
    assert_eq!(fingerprint_512(&picture), frequencies_512(&picture).fingerprint());
    assert_eq!(dihedral(&picture), frequencies(&picture).dihedral());
    assert_eq!(dihedral(&picture).hash(Turn::Original), fingerprint(&picture).hash);
    assert_eq!(frequencies(&picture).quality(), fingerprint(&picture).quality);
    assert!(is_shrunk(&picture));
    assert_ne!(fingerprint(&picture), fingerprint_512(&picture));
}

#[test]
fn a_gap_between_rows_and_an_alpha_change_nothing() {
    let (width, height) = (301, 77);
    let pixels = waves(width, height);
    let expected = fingerprint(&rgb(&pixels, width, height));

    let stride = width * 3 + 11;
    let gaps: Vec<u8> = pixels.chunks(width * 3).flat_map(|row| [row, &[0x5a; 11]].concat()).collect();
    let picture = Picture::with_stride(&gaps, width, height, stride, Layout::Rgb).unwrap();
    assert_eq!(fingerprint(&picture), expected);

    let alpha: Vec<u8> =
        pixels.chunks(3).flat_map(|pixel| [pixel, &[pixel[0] ^ pixel[1]]].concat()).collect();
    let picture = Picture::new(&alpha, width, height, Layout::Rgba).unwrap();
    assert_eq!(fingerprint(&picture), expected);
    assert_eq!(Hasher::with_luma(Luma::Double).fingerprint(&picture), expected);
}

#[test]
fn grey_is_a_colour_of_three_equal_parts() {
    for (width, height) in [(64, 64), (90, 700), (513, 513)] {
        let grey: Vec<u8> = waves(width, height).into_iter().step_by(3).collect();
        let colour: Vec<u8> = grey.iter().flat_map(|value| [*value; 3]).collect();
        let picture = Picture::new(&grey, width, height, Layout::Grey).unwrap();
        assert_eq!(fingerprint(&picture), fingerprint(&rgb(&colour, width, height)));
        assert_eq!(fingerprint_512(&picture), fingerprint_512(&rgb(&colour, width, height)));
        assert_eq!(dihedral(&picture), dihedral(&rgb(&colour, width, height)));
    }
}

#[test]
fn the_precision_of_brightness_shows_where_there_is_nothing_else() {
    let single = |pixels: &[u8]| Hasher::with_luma(Luma::Single).fingerprint(&rgb(pixels, 300, 200));
    let double = |pixels: &[u8]| Hasher::with_luma(Luma::Double).fingerprint(&rgb(pixels, 300, 200));
    let (full, faint) = (waves(300, 200), gradient(300, 200));
    assert_eq!(single(&full), double(&full));
    assert_ne!(single(&faint).hash, double(&faint).hash);
    assert_eq!(single(&faint).quality, 6);
}

#[test]
fn a_side_below_five_pixels_has_no_fingerprint() {
    for (width, height) in [(1, 1), (4, 4), (LEAST_SIDE - 1, 600), (600, LEAST_SIDE - 1)] {
        let pixels = noise(width, height);
        let picture = rgb(&pixels, width, height);
        let nothing = Fingerprint { hash: Pdq::default(), quality: 0 };
        assert_eq!(fingerprint(&picture), nothing);
        assert_eq!(dihedral(&picture).hashes, [Pdq::default(); 8]);
        // Shrinking comes first in the reference's command line, and stretches the short side.
        assert_eq!(fingerprint_512(&picture) == nothing, !is_shrunk(&picture));
    }
}

#[test]
fn pixels_that_are_really_turned_come_near_to_what_is_computed() {
    let (width, height) = (512, 384);
    let pixels = waves(width, height);
    let at = |x: usize, y: usize| -> [u8; 3] { pixels.as_chunks::<3>().0[y * width + x] };
    let computed = dihedral(&rgb(&pixels, width, height));
    let (right, bottom) = (width - 1, height - 1);
    for turn in Turn::ALL {
        let across = matches!(turn, Turn::Rotate90 | Turn::Rotate270 | Turn::FlipPlus1 | Turn::FlipMinus1);
        let (w, h) = if across { (height, width) } else { (width, height) };
        let turned = draw(w, h, |x, y| {
            let pixel = match turn {
                Turn::Original => at(x, y),
                Turn::Rotate90 => at(right - y, x),
                Turn::Rotate180 => at(right - x, bottom - y),
                Turn::Rotate270 => at(y, bottom - x),
                Turn::FlipX => at(x, bottom - y),
                Turn::FlipY => at(right - x, y),
                Turn::FlipPlus1 => at(y, x),
                Turn::FlipMinus1 => at(right - y, bottom - x),
            };
            pixel.map(usize::from)
        });
        let measured = fingerprint(&rgb(&turned, w, h)).hash;
        for other in Turn::ALL {
            let distance = measured.distance(&computed.hash(other));
            assert_eq!(distance <= MATCH_DISTANCE, other == turn, "{turn:?} {other:?}: {distance}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn the_second_path_is_the_first_on_picked_pixels(width in 1..1200_usize, height in 1..40_usize, swap: bool) {
        let (width, height) = if swap { (height, width) } else { (width, height) };
        let pixels = waves(width, height);
        let picture = rgb(&pixels, width, height);
        let picked = if is_shrunk(&picture) {
            let pixels = pixels.as_chunks::<3>().0;
            draw(512, 512, |x, y| pixels[y * height / 512 * width + x * width / 512].map(usize::from))
        } else {
            pixels.clone()
        };
        let (w, h) = if is_shrunk(&picture) { (512, 512) } else { (width, height) };
        prop_assert_eq!(fingerprint_512(&picture), fingerprint(&rgb(&picked, w, h)));
        prop_assert_eq!(frequencies_512(&picture).dihedral(), dihedral(&rgb(&picked, w, h)));
    }

    #[test]
    fn any_size_and_any_pixels_have_a_fingerprint(
        width in 1..150_usize, height in 1..150_usize, bytes in prop::collection::vec(any::<u8>(), 64),
    ) {
        let pixels: Vec<u8> = bytes.iter().copied().cycle().take(width * height * 4).collect();
        for layout in [Layout::Grey, Layout::Rgb, Layout::Rgba] {
            let picture = Picture::new(&pixels, width, height, layout).unwrap();
            for luma in [Luma::Double, Luma::Single] {
                let found = Hasher::with_luma(luma).frequencies(&picture);
                prop_assert!(found.quality() <= 100);
                let ones = found.fingerprint().hash.distance(&Pdq::default());
                prop_assert!(ones <= 128);
            }
        }
    }
}
