//! The browser's core: bindings to `sanad-client`, nothing more. Three builds: `tell`, `visit` and `desk`.
//!
//! Bytes go in and out; views go out as JSON. Errors are thrown with their stable code as message. No key
//! ever crosses into JavaScript but the receipt and the recovery sheet, which a human must read or type, and
//! what an authenticator answers, which goes straight into the core.
#![forbid(unsafe_code)]

pub mod team;

#[cfg(feature = "desk")]
pub mod desk;
#[cfg(any(feature = "tell", feature = "visit"))]
pub mod person;

use sanad_client::ClientError;
use wasm_bindgen::{JsError, JsValue};

/// A result that JavaScript sees as a value or a thrown `Error`.
type Js<T> = Result<T, JsValue>;

/// Reads an answer.
fn read<T>(bytes: &[u8]) -> Js<T>
where
    T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
{
    sanad_protocol::decode(bytes).ok_or_else(|| thrown("answer"))
}

/// Throws a code.
fn thrown(code: &str) -> JsValue {
    JsError::new(code).into()
}

fn failed(error: ClientError) -> JsValue {
    thrown(error.code())
}

/// The browser's randomness.
fn rng() -> rand_core::UnwrapErr<getrandom::SysRng> {
    rand_core::UnwrapErr(getrandom::SysRng)
}

/// Unix seconds as JavaScript has them.
fn seconds(now: f64) -> u64 {
    // Casting saturates: a nonsensical clock becomes 0, which the server refuses.
    now as u64
}

/// The files of a message, as pages list them.
fn files_of(message: &sanad_domain::case::Message) -> Vec<serde_json::Value> {
    let file = |it: &sanad_domain::case::Attachment| {
        serde_json::json!({
            "blob": it.id, "name": it.name, "media_type": it.media_type, "len": it.plain_len,
        })
    };
    message.attachments.iter().map(file).collect()
}

/// A value as JSON.
fn json(value: &impl serde::Serialize) -> Js<String> {
    serde_json::to_string(value).map_err(|_| thrown("internal"))
}
