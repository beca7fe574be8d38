//! Compositions with nothing to misconfigure. Names tell what they do: `derive_` (deterministic),
//! `generate_` (random), `dangerous_` (raw secret material).

pub mod answer;
pub mod auth;
pub mod blob;
pub mod chain;
pub mod entry;
pub mod epoch;
pub mod grant;
pub mod pow;
pub mod receipt;
pub mod routing;
pub mod sign;
pub mod succession;
pub mod summary;
pub mod team;
pub mod vault;
mod version;
pub mod visit;

/// SHA-256, as every format here uses it.
pub type Hash = [u8; 32];

/// SHA-256 of bytes.
pub fn sha256(bytes: &[u8]) -> Hash {
    crate::hazmat::transcript::sha256(bytes)
}

/// Why something sealed, signed or granted was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Refused {
    /// Not canonical CBOR of the expected shape, or padded wrongly.
    #[error("malformed")]
    Malformed,
    /// A signature does not verify (Ed25519, strict).
    #[error("the signature does not verify")]
    Signature,
    /// Sealed for another key, or damaged.
    #[error("it cannot be opened with this key")]
    Unopenable,
    /// It belongs to another place: namespace, team, case, lane, entry, holder.
    #[error("forged or swapped: it belongs to another place")]
    Swapped,
    /// A newer format.
    #[error("made by a newer version: update")]
    Newer,
    /// A key or parameter that may not be used.
    #[error("a key or parameter is not acceptable")]
    Unacceptable,
}
