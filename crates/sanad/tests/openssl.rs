//! Promise 7: what a real server stored is verified with openssl and sha256sum alone, as docs/formats says.
//!
//! Signed objects are taken apart here by hand, not by the code under test.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use std::{io::Write as _, path::Path, process::Command};

use base64ct::{Base64, Encoding as _};
use sanad_crypto::safe::{sign, team::Team};
use sanad_domain::{Lane, TeamId};
use sanad_store::Store;
use sanad_testkit::{Folder, Options, Running, Story};
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");

/// DER of `SubjectPublicKeyInfo` before an Ed25519 key (RFC 8410 §4).
const ED25519: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

fn has(tool: &str, argument: &str) -> bool {
    let there = Command::new(tool).arg(argument).output().is_ok_and(|it| it.status.success());
    if !there {
        // Straight to the stream: this must be seen although the test passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {tool} is not installed");
    }
    there
}

/// `openssl pkeyutl -verify` over exactly these bytes.
fn verifies(folder: &Folder, key: &[u8], message: &[u8], signature: &[u8]) -> bool {
    let der = Base64::encode_string(&[&ED25519[..], key].concat());
    let pem = format!("-----BEGIN PUBLIC KEY-----\n{der}\n-----END PUBLIC KEY-----\n");
    let key = folder.write("key.pem", pem.as_bytes());
    let message = folder.write("message.bin", message);
    let signature = folder.write("signature.bin", signature);
    let mut openssl = Command::new("openssl");
    openssl.args(["pkeyutl", "-verify", "-pubin", "-rawin", "-inkey"]).arg(key);
    openssl.arg("-in").arg(message).arg("-sigfile").arg(signature);
    openssl.output().expect("openssl runs").status.success()
}

/// It verifies, and not when one bit of message or signature is another.
fn check(folder: &Folder, key: &[u8], message: &[u8], signature: &[u8]) {
    assert!(verifies(folder, key, message, signature));
    let mut changed = message.to_vec();
    changed[message.len() / 2] ^= 1;
    assert!(!verifies(folder, key, &changed, signature), "another message");
    let mut changed = signature.to_vec();
    changed[3] ^= 1;
    assert!(!verifies(folder, key, message, &changed), "another signature");
}

fn sha256sum(folder: &Folder, bytes: &[u8]) -> String {
    let path = folder.write("content.bin", bytes);
    let output = Command::new("sha256sum").arg(path).output().expect("sha256sum runs");
    String::from_utf8(output.stdout).expect("text")[..64].to_owned()
}

/// A CBOR byte string at the front, and what follows it.
fn byte_string(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (len, skip) = match bytes {
        [0x58, len, ..] => (usize::from(*len), 2),
        [0x59, high, low, ..] => (usize::from(u16::from_be_bytes([*high, *low])), 3),
        _ => panic!("no byte string of 24 to 65,535 bytes: {:02x?}", &bytes[..4]),
    };
    bytes[skip..].split_at(len)
}

/// Fields and the rest of `[fields, …]`.
fn taken_apart(signed: &[u8]) -> (&[u8], &[u8]) {
    assert_eq!(signed[0], 0x82, "an array of two");
    byte_string(&signed[1..])
}

fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes under one key of a map.
fn field(fields: &[u8], wanted: u64) -> Vec<u8> {
    let mut reader = minicbor::Decoder::new(fields);
    let count = reader.map().expect("a map").expect("of a length that is said");
    for _ in 0..count {
        if reader.u64().expect("a key") == wanted {
            return reader.bytes().expect("bytes").to_vec();
        }
        reader.skip().expect("a value");
    }
    panic!("no field {wanted}")
}

async fn check_statements(store: &Store, team: TeamId, folder: &Folder) {
    let mut prev = "00".repeat(32);
    for it in store.statements(team).await.expect("statements") {
        let (fields, signatures) = taken_apart(&it.bytes);
        // One signature: `81 82 5820 key 5840 signature`.
        assert_eq!((signatures[..4].to_vec(), signatures.len()), (vec![0x81, 0x82, 0x58, 0x20], 102));
        let message = sign::message("sanad/team/v1", fields);
        check(folder, &signatures[4..36], &message, &signatures[38..]);
        assert_eq!(hex(&field(fields, 3)), prev, "it names the hash of the one before");
        prev = sha256sum(folder, &it.bytes);
    }
}

async fn check_entries(store: &Store, team: TeamId, folder: &Folder) -> usize {
    let mut checked = 0;
    for case in store.queue(team).await.expect("the queue") {
        for lane in Lane::ALL {
            let mut prev = "00".repeat(32);
            for it in store.entries(team, case.case, lane).await.expect("entries") {
                let (fields, rest) = taken_apart(&it.header);
                let (signature, nothing) = byte_string(rest);
                assert_eq!((signature.len(), nothing.len()), (64, 0));
                let key = field(fields, 8);
                check(folder, &key, &sign::message("sanad/header/v1", fields), signature);
                assert_eq!(sha256sum(folder, &it.sealed), hex(&field(fields, 12)), "the sealed envelope");
                assert_eq!(hex(&field(fields, 10)), prev, "the entry before");
                prev = sha256sum(folder, &it.header);
                checked += 1;
            }
        }
    }
    checked
}

async fn check_checkpoint(store: &Store, team: TeamId, folder: &Folder) {
    let statements = store.statements(team).await.expect("statements");
    let chain = Team::read(statements.iter().map(|it| (it.bytes.as_slice(), it.leaf))).expect("the chain");
    let log_key = chain.system.expect("the server's keys").log_key;
    let note = store.log_root(team).await.expect("the log").expect("a checkpoint").checkpoint;
    let (text, lines) = note.split_once("\n\n").expect("a text and signatures");
    let line = lines.trim_end().rsplit_once(' ').expect("a signature line").1;
    let signature = Base64::decode_vec(line).expect("base64");
    assert_eq!(signature.len(), 4 + 64, "a key id and a signature");
    check(folder, &log_key.0, format!("{text}\n").as_bytes(), &signature[4..]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn everything_stored_verifies_with_standard_tools() {
    if !has("openssl", "version") || !has("sha256sum", "--version") {
        return;
    }
    let folder = Folder::make();
    let options = Options {
        binary: BINARY.into(),
        data_dir: folder.path().join("data"),
        database: None,
        log: folder.path().join("server.log"),
        level: "warn".into(),
    };
    let mut server = Running::start(options);
    let story = Story::begin(Path::new(BINARY), &server.url);
    let (amal, _) = story.found(&server.token, "amal", "Amal", "six words that nobody ever guesses");
    let receipt = story.tell(&json!({ "text": "he threatens me" }));
    let queue = story.desk(&amal, &["queue"]).ok();
    let case = queue[0]["case"].as_str().expect("a case").to_owned();
    story.desk(&amal, &["take", "--case", &case]).ok();
    story.desk(&amal, &["note", "--text", "call back", "--case", &case]).ok();
    story.desk(&amal, &["say", "--text", "we believe you", "--case", &case]).ok();
    story.person("say", &receipt, &["--text", "thank you"]).ok();
    server.stop();

    let url = format!("sqlite://{}?mode=rw", server.data_dir().join("sanad.db").display());
    let store = Store::open(&url).await.expect("the database");
    let team = store.team_id().await.expect("read").expect("a team");
    check_statements(&store, team, &folder).await;
    assert!(check_entries(&store, team, &folder).await >= 6, "entries of all three lanes");
    check_checkpoint(&store, team, &folder).await;
    store.close().await.expect("closes");
}
