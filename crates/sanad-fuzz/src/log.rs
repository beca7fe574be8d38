//! The log's text formats: checkpoints and proof files.

use std::{convert::Infallible, sync::LazyLock};

use base64ct::{Base64, Encoding as _};
use ed25519_dalek::{Signer as _, SigningKey};
use sanad_crypto::{
    log::{
        Checkpoint, NodeMap, TlogProof, TreeError, leaf_hash,
        tree::{append, inclusion_proof, root},
    },
    safe::sha256,
};

use crate::input::{Input, damaged};

/// Origin and key name of the corpus.
const NAME: &str = "sanad/0123456789abcdef0123456789abcdef/0";
/// Key of the log: 32 bytes of 7.
static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[7; 32]));

/// A note around any text, as C2SP signed-note says it.
fn note(text: &str) -> String {
    let key = KEY.verifying_key();
    let id = sha256(&[NAME.as_bytes(), &[0x0a, 0x01], key.as_bytes()].concat());
    let signature = KEY.sign(text.as_bytes()).to_bytes();
    let blob = Base64::encode_string(&[&id[..4], &signature[..]].concat());
    format!("{text}\n\u{2014} {NAME} {blob}\n")
}

fn read(note: &str) -> Option<Checkpoint> {
    Checkpoint::parse_verified(note, NAME, &KEY.verifying_key()).ok()
}

/// By the first byte: a note of the fuzzer, its text under our signature, or a checkpoint of ours.
pub fn checkpoint_note(data: &[u8]) {
    let mut input = Input::new(data);
    match input.byte() % 3 {
        0 => {
            let Ok(text) = std::str::from_utf8(input.rest()) else { return };
            let Some(checkpoint) = read(text) else { return };
            assert!(text.starts_with(&format!("{}\n", checkpoint.signed_text())), "nothing else was signed");
            assert_eq!(read(&checkpoint.sign(NAME, &KEY)), Some(checkpoint));
        }
        1 => {
            let Ok(text) = std::str::from_utf8(input.rest()) else { return };
            let Some(checkpoint) = read(&note(text)) else { return };
            assert_eq!(checkpoint.signed_text(), text, "one state has one text");
            assert_eq!(checkpoint.sign(NAME, &KEY), note(text));
        }
        _ => {
            let (at, bit) = (input.short(), input.byte());
            let (size, time) = (input.long(), input.long());
            let (root, heads) = (input.array(), input.array());
            let origin = input.text(200);
            let checkpoint = Checkpoint { origin, size, root, heads, time };
            let one_line = !checkpoint.origin.is_empty() && !checkpoint.origin.chars().any(char::is_control);
            let signed = checkpoint.sign(NAME, &KEY);
            assert_eq!(read(&signed), one_line.then_some(checkpoint));
            let changed = damaged(signed.as_bytes(), at, bit);
            let read_again = std::str::from_utf8(&changed).ok().and_then(read);
            assert_eq!(read_again, None, "a changed bit is noticed");
        }
    }
}

/// Even: a file of the fuzzer. Odd: a leaf of a tree of ours, proven, and nothing else proven with it.
pub fn tlog_proof(data: &[u8]) {
    let mut input = Input::new(data);
    if input.byte().is_multiple_of(2) {
        let Ok(text) = std::str::from_utf8(input.rest()) else { return };
        let Ok(proof) = TlogProof::parse(text) else { return };
        assert_eq!(proof.to_text(), text, "one proof has one text");
        return;
    }
    let (size, index, at, bit) = (input.short() % 300 + 1, input.short(), input.short(), input.byte());
    let leaves: Vec<[u8; 32]> = (0..size).map(|it| leaf_hash(&(it as u64).to_be_bytes())).collect();
    let (index, other) = ((index % size) as u64, at % size);
    let (root, hashes) = proven(&leaves, index).expect("every node is there");
    let (origin, size) = (NAME.to_owned(), size as u64);
    let checkpoint = Checkpoint { origin, size, root, heads: [0x22; 32], time: 1_750_000_000 };
    let file = TlogProof { index, hashes, checkpoint: checkpoint.sign(NAME, &KEY) };
    let text = file.to_text();
    let read = TlogProof::parse(&text).expect("a file of ours");
    assert_eq!(read, file);
    let key = KEY.verifying_key();
    for (number, leaf) in leaves.iter().enumerate().filter(|it| it.0 == other || it.0 as u64 == index) {
        let verified = read.verify(leaf, NAME, &key).ok();
        assert_eq!(verified, (number as u64 == index).then(|| checkpoint.clone()), "leaf {number}");
    }
    let leaf = &leaves[other];
    let changed = damaged(text.as_bytes(), at, bit);
    let changed = std::str::from_utf8(&changed).ok().and_then(|it| TlogProof::parse(it).ok());
    let verified = changed.and_then(|it| it.verify(&leaves[index as usize], NAME, &key).ok());
    assert_eq!(verified, None, "a changed bit is noticed");
    let beside = TlogProof { index: other as u64, ..file };
    let verified = beside.verify(leaf, NAME, &key).is_ok();
    assert_eq!(verified, other as u64 == index, "another number");
}

type Proven = ([u8; 32], Vec<[u8; 32]>);

fn proven(leaves: &[[u8; 32]], index: u64) -> Result<Proven, TreeError<Infallible>> {
    let mut nodes = NodeMap::default();
    nodes.extend(append(0, leaves, &NodeMap::default())?);
    let size = leaves.len() as u64;
    Ok((root(size, &nodes)?, inclusion_proof(index, size, &nodes)?))
}
