//! `‖`: concatenation of length-prefixed fields, labels included, so that no two lists of fields collide.

use sha2::{Digest as _, Sha256};

/// Fields with their lengths (u32, big endian) before them.
pub(crate) fn transcript(fields: &[&[u8]]) -> Vec<u8> {
    let mut out = Vec::with_capacity(fields.iter().map(|it| it.len() + 4).sum());
    for field in fields {
        // No field comes near 4 GiB: formats cap every length well below.
        out.extend_from_slice(&(field.len() as u32).to_be_bytes());
        out.extend_from_slice(field);
    }
    out
}

/// SHA-256 of a transcript.
pub(crate) fn hash(fields: &[&[u8]]) -> [u8; 32] {
    Sha256::digest(transcript(fields)).into()
}

/// SHA-256 of plain bytes.
pub(crate) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The first 16 bytes of a hash, as ids use them.
pub(crate) fn first16(hash: [u8; 32]) -> [u8; 16] {
    let mut out = [0; 16];
    out.copy_from_slice(&hash[..16]);
    out
}
