//! What travels between a client and the server: canonical CBOR both ways (`application/cbor`), problems
//! as `application/problem+json` (RFC 9457) with a stable code.
//!
//! With the feature `openapi` it describes itself: `endpoints` is the table of what can be asked, `schema` describes
//! what travels, `openapi` puts both into one document.
//!
//! Absences: no HTTP library, no storage, no secrets. Everything that names a person travels sealed.
#![forbid(unsafe_code)]

pub mod case;
pub mod code;
#[cfg(feature = "openapi")]
pub mod endpoints;
pub mod intake;
pub mod log;
pub mod member;
#[cfg(feature = "openapi")]
pub mod openapi;
pub mod person;
#[cfg(feature = "openapi")]
pub mod schema;
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

/// Declares wire structs: a CBOR map with integer keys, each field documented. With the feature `openapi` each has a
/// schema, made of the same words.
macro_rules! wire {
    ($(
        $(#[doc = $doc:literal])*
        $name:ident { $($(#[doc = $fdoc:literal])* $n:literal $field:ident: $ty:ty,)* }
    )*) => {$(
        $(#[doc = $doc])*
        #[derive(Debug, Clone, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
        #[cbor(map)]
        pub struct $name { $($(#[doc = $fdoc])* #[n($n)] pub $field: $ty,)* }

        #[cfg(feature = "openapi")]
        impl $crate::schema::Described for $name {
            fn schema(named: &mut $crate::schema::Named) -> serde_json::Value {
                $crate::schema::map(named, module_path!(), stringify!($name), &[$($doc),*], |named| {
                    vec![$($crate::schema::Field::of::<$ty>(named, $n, stringify!($field), &[$($fdoc),*])),*]
                })
            }
        }
    )*};
}
pub(crate) use wire;

/// Bytes as CBOR byte strings.
pub type Bytes = minicbor::bytes::ByteVec;
