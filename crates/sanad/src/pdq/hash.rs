//! `sanad pdq hash`: a row for each file, in the order in which they were named.

use std::{
    fs::File,
    io::{self, Read, Write},
    path::{Path, PathBuf},
    str::FromStr,
};

use sanad_pdq::{
    Layout, Picture,
    decode::{self, Banked, DecodeError, Limits},
    fingerprint_512, frequencies, is_shrunk,
};
use serde::Serialize;

use crate::output::{self, Failure, visible};

/// Which pictures.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Pictures.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// The files are raw pixels, 3 bytes each (red, green, blue), so many across and so many down.
    #[arg(long, value_name = "WxH")]
    raw: Option<Size>,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Width and height.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Size {
    width: usize,
    height: usize,
}

impl FromStr for Size {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let wrong = || format!("{text} is no size; write it as in 640x480");
        let (width, height) = text.split_once(['x', 'X']).ok_or_else(wrong)?;
        let side = |it: &str| {
            let digits = it.bytes().all(|digit| digit.is_ascii_digit());
            it.parse().ok().filter(|it: &usize| digits && *it > 0).ok_or_else(wrong)
        };
        Ok(Self { width: side(width)?, height: side(height)? })
    }
}

/// What is known of one picture.
#[derive(Debug, Serialize)]
struct Hashed {
    pdq: String,
    pdq_512: String,
    quality: u8,
    quality_512: u8,
    dihedral: Vec<String>,
    width: usize,
    height: usize,
    /// Of a file that was decoded.
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    /// Number of the EXIF tag: 1 where the stored pixels are upright. Hashed are the pixels as stored.
    #[serde(skip_serializing_if = "Option::is_none")]
    orientation: Option<u8>,
    /// Whether all of the file was there: what is left of a torn one has a fingerprint, but its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    whole: Option<bool>,
    /// Every fingerprint that some platform may make of the file: upright, as stored, misread.
    #[serde(skip_serializing_if = "Option::is_none")]
    bank: Option<Vec<BankRow>>,
}

#[derive(Debug, Serialize)]
struct BankRow {
    pdq: String,
    quality: u8,
    sight: &'static str,
    shrink: &'static str,
}

impl BankRow {
    fn of(it: &Banked) -> Self {
        let (sight, shrink) = (it.sight.code(), it.shrink.code());
        Self { pdq: it.hash.to_string(), quality: it.quality, sight, shrink }
    }
}

/// Why a file has no fingerprint.
#[derive(Debug, Serialize)]
struct Unread {
    #[serde(rename = "error")]
    code: &'static str,
    /// For people.
    message: String,
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Self {
        Self { code: "io", message: error.to_string() }
    }
}

impl From<DecodeError> for Unread {
    fn from(error: DecodeError) -> Self {
        Self { code: error.code(), message: error.to_string() }
    }
}

#[derive(Serialize)]
struct Row<'a> {
    file: String,
    #[serde(flatten)]
    hashed: Option<&'a Hashed>,
    #[serde(flatten)]
    unread: Option<&'a Unread>,
}

/// Hashes one after the other; what cannot be read does not keep the others from being told.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = output::stream();
    let unread = output::arrived(hash(args, &mut out))?;
    if unread == 0 {
        return Ok(());
    }
    let message = format!("{unread} of {} files gave no fingerprint", args.files.len());
    Err(Failure::new("no_fingerprint", message))
}

/// How many gave none.
fn hash(args: &Args, out: &mut impl Write) -> io::Result<usize> {
    let mut unread = 0;
    if args.json {
        out.write_all(b"[")?;
    }
    for (at, file) in args.files.iter().enumerate() {
        let hashed = match args.raw {
            Some(size) => raw(file, size),
            None => decoded(file),
        };
        unread += usize::from(hashed.is_err());
        if args.json {
            if at > 0 {
                out.write_all(b",")?;
            }
            let (unread, hashed) = (hashed.as_ref().err(), hashed.as_ref().ok());
            let row = Row { file: file.display().to_string(), hashed, unread };
            serde_json::to_writer(&mut *out, &row)?;
        } else {
            say(file, &hashed, out)?;
        }
    }
    if args.json {
        out.write_all(b"]\n")?;
    }
    out.flush()?;
    Ok(unread)
}

/// A line for each file.
fn say(file: &Path, hashed: &Result<Hashed, Unread>, out: &mut impl Write) -> io::Result<()> {
    let name = visible(&file.display().to_string());
    match hashed {
        Ok(it) => {
            let torn = if it.whole == Some(false) { " [not whole]" } else { "" };
            writeln!(out, "{} {:>3} {name}{torn}", it.pdq, it.quality)
        }
        Err(it) => writeln!(out, "none: {name}: {} [{}]", visible(&it.message), it.code),
    }
}

fn raw(file: &Path, Size { width, height }: Size) -> Result<Hashed, Unread> {
    let wrong = |found: &str| {
        let message = format!("{width} by {height} pixels are 3 bytes for each; there are {found}");
        Unread { code: "raw_size", message }
    };
    if let (Ok(width), Ok(height)) = (u32::try_from(width), u32::try_from(height)) {
        Limits::default().check(width, height)?;
    }
    let needed = width.checked_mul(height).and_then(|it| it.checked_mul(Layout::Rgb.bytes()));
    let needed = needed.ok_or_else(|| wrong("fewer"))?;
    let pixels = read(file, needed)?;
    if pixels.len() > needed {
        return Err(wrong("more"));
    }
    let picture = Picture::new(&pixels, width, height, Layout::Rgb).map_err(|_| wrong("fewer"))?;
    Ok(of(&picture))
}

fn decoded(file: &Path) -> Result<Hashed, Unread> {
    let limits = Limits::default();
    let decoded = decode::open(&read(file, limits.bytes)?, limits)?;
    let mut hashed = of(&decoded.stored().picture());
    hashed.format = Some(decoded.format().name());
    hashed.orientation = Some(decoded.orientation().tag());
    hashed.whole = Some(decoded.is_whole());
    hashed.bank = Some(decode::fingerprints(&decoded).iter().map(BankRow::of).collect());
    Ok(hashed)
}

/// A file's bytes; one more than `most` where it is longer.
fn read(file: &Path, most: usize) -> io::Result<Vec<u8>> {
    let mut bytes = vec![];
    File::open(file)?.take((most as u64).saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn of(picture: &Picture<'_>) -> Hashed {
    let found = frequencies(picture);
    let whole = found.fingerprint();
    // The other way to shrink a picture changes nothing in a small one.
    let large = is_shrunk(picture);
    let shrunk = if large { fingerprint_512(picture) } else { whole };
    Hashed {
        pdq: whole.hash.to_string(),
        pdq_512: shrunk.hash.to_string(),
        quality: whole.quality,
        quality_512: shrunk.quality,
        dihedral: found.dihedral().hashes.iter().map(ToString::to_string).collect(),
        width: picture.width(),
        height: picture.height(),
        format: None,
        orientation: None,
        whole: None,
        bank: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_size_is_two_numbers() {
        assert_eq!("640x480".parse(), Ok(Size { width: 640, height: 480 }));
        assert_eq!("1X2".parse(), Ok(Size { width: 1, height: 2 }));
        for wrong in ["", "640", "x480", "640x", "0x5", "5x0", "-1x5", "640*480", "6x4x8", "+6x4"] {
            assert!(wrong.parse::<Size>().is_err(), "{wrong}");
        }
    }
}
