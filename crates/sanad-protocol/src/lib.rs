//! What travels between a client and the server: canonical CBOR both ways (`application/cbor`), problems
//! as `application/problem+json` (RFC 9457) with a stable code.
//!
//! Absences: no HTTP library, no storage, no secrets. Everything that names a person travels sealed.
#![forbid(unsafe_code)]

pub mod case;
pub mod code;
pub mod intake;
pub mod log;
pub mod member;
pub mod person;
pub mod team;

pub use code::Code;

use minicbor::{Decode, Encode};

/// Media type of requests and responses.
pub const CBOR: &str = "application/cbor";
/// Where the interface lives.
pub const PREFIX: &str = "/api/v1";

/// Encodes; writing to memory cannot fail.
pub fn encode<T: Encode<()>>(value: &T) -> Vec<u8> {
    minicbor::to_vec(value).unwrap_or_default()
}

/// Decodes canonical bytes; `None` for everything else, trailing bytes included.
pub fn decode<T: for<'b> Decode<'b, ()> + Encode<()>>(bytes: &[u8]) -> Option<T> {
    let value: T = minicbor::decode(bytes).ok()?;
    (encode(&value) == bytes).then_some(value)
}

/// Declares wire structs: a CBOR map with integer keys, each field documented.
macro_rules! wire {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $n:literal $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
        #[cbor(map)]
        pub struct $name { $($(#[$fdoc])* #[n($n)] pub $field: $ty,)* }
    )*};
}
pub(crate) use wire;

/// Bytes as CBOR byte strings.
pub type Bytes = minicbor::bytes::ByteVec;
