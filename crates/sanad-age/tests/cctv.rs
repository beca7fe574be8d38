//! Every C2SP CCTV age vector (BSD-3, not part of this repository).
//!
//! They are run from `SANAD_CCTV_AGE` or from a checkout's neighbour `../shared/fixtures/cctv-age`;
//! where neither is there the test says so and passes.

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{io::Read as _, path::PathBuf};

use sanad_age::{Error, HybridIdentity, Identity, Passphrase, X25519Identity, dearmor, open};

struct Vector {
    name: String,
    expect: String,
    payload: Option<String>,
    identities: Vec<Identity>,
    armored: bool,
    file: Vec<u8>,
}

fn folder() -> Option<PathBuf> {
    let named = std::env::var_os("SANAD_CCTV_AGE").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/fixtures/cctv-age");
    named.into_iter().chain([beside]).find(|it| it.is_dir())
}

fn parse(name: String, bytes: &[u8]) -> Vector {
    let end = bytes.windows(2).position(|it| it == b"\n\n").expect("a vector has a head");
    let head = std::str::from_utf8(&bytes[..end]).expect("the head is text");
    let mut vector = Vector {
        name,
        expect: String::new(),
        payload: None,
        identities: vec![],
        armored: false,
        file: vec![],
    };
    let mut compressed = false;
    for line in head.lines() {
        let (key, value) = line.split_once(": ").expect("key: value");
        match key {
            "expect" => vector.expect = value.into(),
            "payload" => vector.payload = Some(value.into()),
            "identity" if value.starts_with("AGE-SECRET-KEY-PQ-") => {
                vector.identities.push(HybridIdentity::parse(value).expect("identity").into());
            }
            "identity" => vector.identities.push(X25519Identity::parse(value).expect("identity").into()),
            "passphrase" => vector.identities.push(Passphrase::new(value).into()),
            "armored" => vector.armored = value == "yes",
            "compressed" => compressed = value == "zlib",
            "file key" | "comment" => {}
            other => panic!("unknown key {other}"),
        }
    }
    let body = &bytes[end + 2..];
    if compressed {
        flate2::read::ZlibDecoder::new(body).read_to_end(&mut vector.file).expect("zlib");
    } else {
        vector.file = body.to_vec();
    }
    vector
}

fn outcome(vector: &Vector) -> Result<Vec<u8>, Error> {
    let file = if vector.armored { dearmor(&vector.file)? } else { vector.file.clone() };
    open(&vector.identities, &file)
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn all_vectors() {
    let Some(folder) = folder() else {
        println!("SKIPPED: CCTV age vectors not present (set SANAD_CCTV_AGE)");
        return;
    };
    let mut ran = 0;
    for entry in std::fs::read_dir(folder).expect("folder") {
        let path = entry.expect("entry").path();
        let name = path.file_name().expect("name").to_string_lossy().into_owned();
        let vector = parse(name, &std::fs::read(&path).expect("file"));
        let found = outcome(&vector);
        let expected = match vector.expect.as_str() {
            "success" => None,
            "no match" => Some(Error::NoMatch),
            "HMAC failure" => Some(Error::HeaderMac),
            "header failure" => Some(Error::Header),
            "payload failure" => Some(Error::Payload),
            "armor failure" => Some(Error::Armor),
            other => panic!("{}: unknown expectation {other}", vector.name),
        };
        match (expected, found) {
            (None, Ok(plain)) => {
                use sha2::{Digest as _, Sha256};
                assert_eq!(Some(hex(&Sha256::digest(&plain))), vector.payload, "{}", vector.name);
            }
            (Some(expected), Err(found)) => assert_eq!(found, expected, "{}", vector.name),
            (expected, found) => panic!("{}: expected {expected:?}, got {found:?}", vector.name),
        }
        ran += 1;
    }
    assert!(ran >= 143, "only {ran} vectors ran");
}
