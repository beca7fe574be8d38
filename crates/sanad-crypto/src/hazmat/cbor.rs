//! Deterministic CBOR (RFC 8949 §4.2): what does not encode to the same bytes again is refused.

use minicbor::{Decode, Encode};

/// Writes; a `Vec` cannot fail.
pub(crate) fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).unwrap_or_default()
}

/// Reads canonical bytes only: indefinite lengths, long integers, duplicate or unsorted keys, unknown keys
/// and trailing bytes all differ when encoded again.
pub(crate) fn decode<'b, T: Decode<'b, ()> + Encode<()>>(bytes: &'b [u8]) -> Option<T> {
    let value: T = minicbor::decode(bytes).ok()?;
    (encode(&value) == bytes).then_some(value)
}
