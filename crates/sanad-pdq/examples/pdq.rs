//! Fingerprints raw pixels, three bytes each, from standard input.
//!
//! ```sh
//! convert photo.png -depth 8 rgb:- | cargo run -p sanad-pdq --example pdq -- 640 480
//! ```

use std::io::{Read as _, Write as _, stdin, stdout};

use sanad_pdq::{Hasher, Layout, Picture, Turn, is_shrunk};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let sides: Vec<usize> =
        std::env::args().skip(1).map(|side| side.parse::<usize>()).collect::<Result<_, _>>()?;
    let [width, height] = sides.as_slice() else {
        return Err("two numbers: the width and the height in pixels".into());
    };
    let mut pixels = Vec::new();
    stdin().read_to_end(&mut pixels)?;
    let picture = Picture::new(&pixels, *width, *height, Layout::Rgb)?;

    let mut hasher = Hasher::new();
    let found = hasher.frequencies(&picture);
    let mut out = stdout().lock();
    writeln!(out, "quality {}", found.quality())?;
    for (turn, hash) in Turn::ALL.iter().zip(found.dihedral().hashes) {
        writeln!(out, "{hash} {turn:?}")?;
    }
    if is_shrunk(&picture) {
        writeln!(out, "{} of 512 by 512 pixels", hasher.fingerprint_512(&picture).hash)?;
    }
    Ok(())
}
