//! Test vectors of every format: `docs/formats/vectors/*.json`.
//!
//! Each test makes the bytes again from fixed keys and seeded randomness (ChaCha20, seed of 32 equal bytes) and holds
//! them against the committed file, byte for byte; then it opens the committed bytes. So neither writing nor reading
//! changes unnoticed. `UPDATE=1` writes the files: a format changed, and its page says so.
//!
//! Where a value is written here as text, it was computed by another program (Python's hashlib, `cryptography` and
//! `argon2-cffi`) from the pages in `docs/formats` alone.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod case;
mod keys;
mod log;
mod server;
mod team;

use std::{fs, path::Path};

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use sanad_age::HybridIdentity;
use sanad_crypto::safe::sign::SigningKey;
use serde_json::Value;

/// Randomness of a vector.
pub(crate) fn rng(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

/// An Ed25519 key of 32 equal bytes.
pub(crate) fn signer(seed: u8) -> SigningKey {
    SigningKey::from_bytes(&[seed; 32])
}

/// A post-quantum key of 32 equal bytes.
pub(crate) fn identity(seed: u8) -> HybridIdentity {
    HybridIdentity::from_seed([seed; 32])
}

pub(crate) fn hex(bytes: impl AsRef<[u8]>) -> String {
    bytes.as_ref().iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of a hexadecimal text in a vector.
pub(crate) fn unhex(value: &Value) -> Vec<u8> {
    let text = value.as_str().expect("a text");
    let pairs = text.as_bytes().chunks(2).map(|it| std::str::from_utf8(it).expect("ASCII"));
    pairs.map(|it| u8::from_str_radix(it, 16).expect("hexadecimal")).collect()
}

/// What is in an age file that this key opens: the signed object without its padding, in hexadecimal.
pub(crate) fn content(sealed: &[u8], key: &HybridIdentity) -> String {
    let plain = sanad_age::open(&[key.clone().into()], sealed).expect("sealed to this key");
    let (len, rest) = plain.split_first_chunk::<4>().expect("its length");
    let len = usize::try_from(u32::from_be_bytes(*len)).expect("it is in memory");
    assert!(rest[len..].iter().all(|it| *it == 0), "zeros follow");
    hex(&rest[..len])
}

/// Holds what was made against the committed file and gives what the file says.
pub(crate) fn pinned(name: &str, made: Value) -> Value {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/vectors");
    let path = folder.join(format!("{name}.json"));
    if std::env::var_os("UPDATE").is_some_and(|it| it == "1") {
        fs::write(&path, format!("{made:#}\n")).expect("the folder of the vectors");
    }
    let text = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE=1 writes it", path.display()));
    let found: Value = serde_json::from_str(&text).expect("JSON");
    assert_eq!(found, made, "{name}: the format changed; if it was meant to, UPDATE=1 and its page");
    found
}
