//! Fingerprints of pictures in the browser: bindings to `sanad-pdq`, nothing more. Two builds, with and without
//! 128-bit SIMD; both give the same bits as every other build.
//!
//! A module of its own, loaded when somebody asks for a fingerprint: her first pages stay small. Pixels go in, a
//! fingerprint comes out, and nothing leaves the device by this. Take the pixels as they are stored, too
//! (`createImageBitmap` with `imageOrientation: 'none'`): platforms do not turn them.
//! Errors are thrown with their stable code as message: `channels`, `pixels`.
#![forbid(unsafe_code)]

use sanad_pdq::{Layout, Pdq, Picture};
use wasm_bindgen::{JsError, prelude::wasm_bindgen};

/// A fingerprint with its quality.
#[wasm_bindgen]
pub struct Fingerprint {
    hash: Pdq,
    quality: u8,
}

#[wasm_bindgen]
impl Fingerprint {
    /// 64 lower-case hex digits, as the reference prints.
    pub fn hex(&self) -> String {
        self.hash.to_string()
    }

    /// The 32 bytes, first byte first as the hex prints.
    pub fn bytes(&self) -> Vec<u8> {
        self.hash.as_bytes().to_vec()
    }

    /// How much there is to see, 0 to 100.
    pub fn quality(&self) -> u8 {
        self.quality
    }
}

impl From<sanad_pdq::Fingerprint> for Fingerprint {
    fn from(made: sanad_pdq::Fingerprint) -> Self {
        Self { hash: made.hash, quality: made.quality }
    }
}

/// The fingerprint of the whole picture. `channels` are 1 (grey), 3 (red, green, blue) or 4 (and an alpha that is
/// not looked at, as in `ImageData`), a byte each, row after row without gaps.
///
/// # Errors
/// `channels` for another number; `pixels` where a side is 0 or bytes are missing.
#[wasm_bindgen]
pub fn fingerprint(pixels: &[u8], width: u32, height: u32, channels: u8) -> Result<Fingerprint, JsError> {
    Ok(sanad_pdq::fingerprint(&picture(pixels, width, height, channels)?).into())
}

/// The fingerprint after the shrink to 512 by 512 pixels that the reference's own tool does first.
///
/// # Errors
/// As [`fingerprint`].
#[wasm_bindgen(js_name = fingerprint512)]
pub fn fingerprint_512(pixels: &[u8], width: u32, height: u32, channels: u8) -> Result<Fingerprint, JsError> {
    Ok(sanad_pdq::fingerprint_512(&picture(pixels, width, height, channels)?).into())
}

/// The fingerprints of the picture from all eight sides, in the order of the reference: as it is, turned by 90, 180
/// and 270 degrees, flipped up and down, flipped left and right, and along either diagonal. As hex.
///
/// # Errors
/// As [`fingerprint`].
#[wasm_bindgen]
pub fn dihedral(pixels: &[u8], width: u32, height: u32, channels: u8) -> Result<Vec<String>, JsError> {
    let turned = sanad_pdq::dihedral(&picture(pixels, width, height, channels)?);
    Ok(turned.hashes.iter().map(ToString::to_string).collect())
}

fn picture(pixels: &[u8], width: u32, height: u32, channels: u8) -> Result<Picture<'_>, JsError> {
    let layout = match channels {
        1 => Layout::Grey,
        3 => Layout::Rgb,
        4 => Layout::Rgba,
        _ => return Err(JsError::new("channels")),
    };
    Picture::new(pixels, width as usize, height as usize, layout).map_err(|_| JsError::new("pixels"))
}
