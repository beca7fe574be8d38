//! Fingerprints of pictures: files, printed hashes, snapshots of an index.

use std::collections::BTreeSet;

use sanad_pdq::{
    NotPdq, Pdq,
    decode::{DecodeError, Limits, fingerprints, open},
    index::View,
    video::{read_lines, read_signal, write_lines, write_signal},
};

use crate::input::Input;

/// Files of a fuzzer: small, so that a run stays fast.
const LIMITS: Limits = Limits { bytes: 1 << 20, pixels: 1 << 16, side: 1 << 12 };

/// Whatever the bytes: a picture within the limits with its fingerprints, or a refusal.
pub fn pdq_decode(data: &[u8]) {
    let decoded = match open(data, LIMITS) {
        Ok(decoded) => decoded,
        Err(DecodeError::TooManyPixels { width, height, .. }) => {
            assert!(u64::from(width) * u64::from(height) > LIMITS.pixels);
            return;
        }
        Err(DecodeError::SideTooLong { width, height, .. }) => {
            assert!(width.max(height) > LIMITS.side);
            return;
        }
        Err(refused) => {
            assert!(!refused.to_string().is_empty());
            return;
        }
    };
    let (stored, shown) = (decoded.stored(), decoded.shown());
    let pixels = stored.width() * stored.height();
    assert!(stored.width().max(stored.height()) <= LIMITS.side as usize);
    assert!(pixels > 0 && pixels as u64 <= LIMITS.pixels);
    assert_eq!(stored.bytes().len(), pixels * stored.layout().bytes());
    assert_eq!(shown.width() * shown.height(), pixels, "turning loses no pixel");
    if let Some((seen, _)) = decoded.as_platforms_see_it() {
        assert_eq!((seen.width(), seen.height()), (stored.width(), stored.height()));
    }
    let found = fingerprints(&decoded);
    assert_eq!(found, fingerprints(&decoded), "the same picture, the same fingerprints");
    assert!((1..=5).contains(&found.len()) && found.iter().all(|it| it.quality <= 100));
    let distinct: BTreeSet<Pdq> = found.iter().map(|it| it.hash).collect();
    assert_eq!(distinct.len(), found.len(), "no fingerprint stands there twice");
}

/// A text is a fingerprint in one way but for the case of its letters, and a refusal names the first wrong place.
pub fn pdq_hash_text(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match text.parse::<Pdq>() {
        Ok(hash) => {
            assert_eq!(hash.to_string(), text.to_ascii_lowercase());
            assert_eq!(hash.to_string().parse(), Ok(hash));
            assert_eq!(Pdq::from_bytes(*hash.as_bytes()), hash);
            assert_eq!(hash.distance(&hash), 0);
        }
        Err(NotPdq::Length(found)) => assert!(found == text.len() && found != 64),
        Err(NotPdq::Digit(place)) => {
            assert_eq!(text.len(), 64);
            let (before, rest) = data.split_at(place);
            assert!(before.iter().all(u8::is_ascii_hexdigit) && !rest[0].is_ascii_hexdigit());
        }
    }
}

/// Frames of a video as text, in either form. Times are written with few digits; what was written once is read and written
/// as the same from then on.
pub fn pdq_video(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match read_lines(text) {
        Ok(frames) => {
            let written = write_lines(&frames);
            let again = read_lines(&written).expect("what was written");
            assert_eq!(write_lines(&again), written);
            assert_eq!(again.len(), frames.len(), "no frame is lost");
        }
        Err(refused) => assert!((1..=text.lines().count()).contains(&refused.line), "{refused}"),
    }
    if let Ok(frames) = read_signal(text) {
        let written = write_signal(&frames);
        let again = read_signal(&written).expect("what was written");
        assert_eq!(write_signal(&again), written);
        assert_eq!(again.len(), frames.len(), "no frame is lost");
    }
}

/// A radius, what is looked for, and a snapshot of whatever bytes: it is refused, or searched without a panic. What is
/// found is there and as near as said; where the lists hold what they should, nothing that is near is missed.
pub fn pdq_snapshot(data: &[u8]) {
    let mut input = Input::new(data);
    let (radius, query) = (u32::from(input.byte() % 64), Pdq::from_bytes(input.array()));
    let Ok(view) = View::open(input.rest()) else { return };
    let (mut once, mut twice) = (vec![], vec![]);
    view.search(&query, radius, &mut once);
    view.search(&query, radius, &mut twice);
    assert_eq!(once, twice, "the same question, the same answer");
    for found in &once {
        assert_eq!(view.get(found.entry).map(|hash| hash.distance(&query)), Some(found.distance));
        assert!(found.distance <= radius);
    }
    if view.verify().is_ok() {
        let near = view.iter().filter(|(_, hash)| hash.distance(&query) <= radius);
        assert_eq!(near.count(), once.len(), "nothing is missed, nothing is there twice");
    }
}
