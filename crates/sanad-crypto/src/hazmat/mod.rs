//! Primitives with sharp edges; nothing here leaves the crate.

pub(crate) mod cbor;
pub(crate) mod kdf;
pub(crate) mod padding;
pub(crate) mod transcript;
