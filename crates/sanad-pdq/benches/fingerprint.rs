//! How long a fingerprint takes: the middle of many times, in milliseconds, on one thread.
//!
//! ```sh
//! cargo bench -p sanad-pdq --bench fingerprint
//! ```
//!
//! `cargo xtask bench pdq` measures the same beside what people use today.

mod median;

use std::hint::black_box;
use std::io::{self, Write as _};

use median::median;
use sanad_pdq::{Hasher, Layout, Picture, is_shrunk};

/// How often each is measured.
const RUNS: usize = 51;

fn main() -> io::Result<()> {
    // Test runners start this file as well, to list its tests or to run them: it has none.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut out = io::stdout().lock();
    let mut hasher = Hasher::new();
    for (width, height) in [(512, 512), (1920, 1080)] {
        let pixels = noise(width * height * Layout::Rgb.bytes());
        let picture = Picture::new(&pixels, width, height, Layout::Rgb).map_err(io::Error::other)?;
        let size = format!("{width}x{height}");
        let mut row =
            |what: &str, milliseconds: f64| writeln!(out, "{size:>9}  {what:<26} {milliseconds:>8.4} ms");
        row("all pixels", milliseconds(|| hasher.fingerprint(black_box(&picture))))?;
        if is_shrunk(&picture) {
            row("512 by 512 of them", milliseconds(|| hasher.fingerprint_512(black_box(&picture))))?;
        }
        row("all pixels, eight turns", milliseconds(|| hasher.frequencies(black_box(&picture)).dihedral()))?;
        let found = hasher.frequencies(&picture);
        row("eight turns of frequencies", milliseconds(|| black_box(&found).dihedral()))?;
    }
    Ok(())
}

fn milliseconds<T>(work: impl FnMut() -> T) -> f64 {
    median(RUNS, work) * 1000.0
}

/// Bytes of a picture, the same every time. What is in a picture does not change how long it takes.
fn noise(count: usize) -> Vec<u8> {
    let mut state = 2024_u32;
    let mut next = || {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (state >> 24) as u8
    };
    (0..count).map(|_| next()).collect()
}
