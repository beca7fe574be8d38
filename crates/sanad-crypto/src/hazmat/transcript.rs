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

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::{hazmat::kdf, safe::sign};

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn unhex(value: &Value) -> Vec<u8> {
        let text = value.as_str().unwrap();
        (0..text.len() / 2).map(|at| u8::from_str_radix(&text[2 * at..2 * at + 2], 16).unwrap()).collect()
    }

    fn fields(case: &Value) -> Vec<Vec<u8>> {
        case["fields"].as_array().unwrap().iter().map(unhex).collect()
    }

    /// Made with Python's hashlib, hmac and `cryptography` from docs/formats/README.md: another implementation.
    #[test]
    fn the_vectors() {
        let vectors = include_str!("../../../../docs/formats/vectors/transcript.json");
        let vectors: Value = serde_json::from_str(vectors).unwrap();
        let cases = |name: &str| vectors[name].as_array().unwrap().clone();
        for case in cases("transcripts") {
            let fields = fields(&case);
            let fields: Vec<&[u8]> = fields.iter().map(Vec::as_slice).collect();
            assert_eq!(case["transcript"], hex(&transcript(&fields)).as_str());
            assert_eq!(case["sha256"], hex(&hash(&fields)).as_str());
        }
        for case in cases("derived_keys") {
            let fields = fields(&case);
            let fields: Vec<&[u8]> = fields.iter().map(Vec::as_slice).collect();
            let key = kdf::derive(&unhex(&case["secret"]), case["label"].as_str().unwrap(), &fields);
            assert_eq!(case["key"], hex(key.as_slice()).as_str());
        }
        for case in cases("signatures") {
            let (label, bytes) = (case["label"].as_str().unwrap(), unhex(&case["bytes"]));
            let key = sign::SigningKey::from_bytes(&unhex(&case["seed"]).try_into().unwrap());
            assert_eq!(case["signed_bytes"], hex(&sign::message(label, &bytes)).as_str());
            assert_eq!(case["verify_key"], hex(&key.verify_key().0).as_str());
            assert_eq!(case["signature"], hex(&key.sign(label, &bytes)).as_str());
        }
    }
}
