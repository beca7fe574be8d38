//! Seeds that only our own code can make, because they are signed or sealed.
//!
//! `UPDATE=1` writes them; without it they are compared, so that a changed format does not leave seeds behind that
//! no longer reach anything.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{collections::BTreeMap, convert::Infallible, fs, path::Path};

use ed25519_dalek::SigningKey as LogKey;
use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use sanad_age::{HybridIdentity, open, seal};
use sanad_crypto::{
    log::{Checkpoint, TlogProof, leaf_hash},
    safe::{
        entry::{self, BlobRef, Draft, Held, Opens, Saw},
        epoch::{EpochSeed, Holder},
        grant::{self, Place},
        pow::Puzzle,
        receipt::Cost,
        sign::{SigningKey, VerifyKey},
        team::{Card, Draft as Stated, Statement, TeamKey, member_id, team_id},
        vault::{MemberSeed, Unlock, Vault},
    },
};
use sanad_domain::{
    Author, AuthorClass, BlobId, CaseId, EntryId, Lane, MemberId, Role, TeamId,
    case::{Body, Note},
    danger::Band,
};
use sanad_fuzz::REQUESTS;
use sanad_pdq::{Index, Pdq};
use sanad_protocol::{Bytes, case, encode, intake, log, person, team};

const LOG: &str = "sanad/0123456789abcdef0123456789abcdef/0";

fn rng() -> ChaCha20Rng {
    ChaCha20Rng::from_seed([8; 32])
}

/// Writes a seed or holds it against the one that is there.
fn seed(target: &str, name: &str, bytes: &[u8]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fuzz/corpus").join(target);
    let path = folder.join(format!("made-{name}"));
    if std::env::var_os("UPDATE").is_some_and(|it| it == "1") {
        fs::write(&path, bytes).expect("a folder for each target");
    }
    let found = fs::read(&path).unwrap_or_default();
    assert!(found == bytes, "{target}/made-{name} is not what this makes: run with UPDATE=1");
}

fn with(mode: u8, bytes: &[u8]) -> Vec<u8> {
    [&[mode][..], bytes].concat()
}

fn author_key() -> SigningKey {
    SigningKey::from_bytes(&[3; 32])
}

fn holder() -> HybridIdentity {
    HybridIdentity::from_seed([5; 32])
}

/// The entry whose envelope the target `envelope` opens where it is given bytes.
fn draft() -> Draft {
    Draft {
        team: TeamId([0; 16]),
        case: CaseId([0; 16]),
        lane: Lane::Shared,
        n: 0,
        prev: [0; 32],
        epoch: 0,
        entry: EntryId([0; 16]),
        author: Author { class: AuthorClass::Person, id: [0; 16] },
        at: 0,
        saw: None,
        body: Body::Note(Note { text: String::new() }),
        blobs: vec![],
        opens: None,
        case_nonce: None,
        beginning: None,
        successions: vec![],
    }
}

#[test]
fn entries() {
    let recipient = holder().recipient();
    let (header, sealed) = draft().seal(&recipient, &author_key(), &mut rng()).expect("an entry");
    seed("entry_header", "small", header.bytes());
    seed("envelope", "content", &with(0, &open(&[holder().into()], &sealed).expect("its content")));
    let held =
        Held { epoch: 1, holder: Holder([6; 16]), grant: [7; 32], recipient: Some(recipient.to_bytes()) };
    let full = Draft {
        n: 5,
        at: 1_750_000_000,
        saw: Some(Saw { size: 70_000, root: [9; 32] }),
        blobs: vec![BlobRef { id: BlobId([1; 16]), sha256: [2; 32], len: 1 << 33, head_sha256: [3; 32] }],
        opens: Some((Opens { epoch: 1, recipient: recipient.to_bytes() }, vec![held])),
        case_nonce: Some([4; 16]),
        ..draft()
    };
    let (header, _) = full.seal(&recipient, &author_key(), &mut rng()).expect("an entry");
    seed("entry_header", "full", header.bytes());
    seed("entry_header", "fields", &minicbor::to_vec(&header.fields).expect("memory"));
    let opened = entry::open(&header, b"", &[holder()]);
    assert!(opened.is_err(), "the sealed part is another");
}

#[test]
fn grants() {
    let place = Place::Lane { case: CaseId([1; 16]), lane: Lane::Shared, epoch: 0 };
    let epoch = EpochSeed::generate(&mut rng());
    let recipient = holder().recipient();
    let made = grant::seal(TeamId([0; 16]), place, &epoch, &recipient, &author_key(), &mut rng());
    let (sealed, _) = made.expect("a grant");
    seed("grant", "content", &with(0, &open(&[holder().into()], &sealed).expect("its content")));
    seed("age_open", "hybrid", &with(0, &sealed_for_age(b"one page of text")));
    seed("age_header", "hybrid", &[&[0x06, 0x00][..], &sealed_for_age(b"")].concat());
}

fn sealed_for_age(plain: &[u8]) -> Vec<u8> {
    let recipient = HybridIdentity::from_seed([7; 32]).recipient();
    seal(&[recipient.into()], plain, &mut rng()).expect("one recipient")
}

#[test]
fn vaults() {
    let way = Unlock::from_prf(&[0; 32]);
    let member = MemberSeed::generate(&mut rng());
    let mut vault = Vault::new(TeamId([1; 16]), MemberId([2; 16]), &member, VerifyKey([3; 32]));
    vault.add_unlock([0; 16], "passkey", &way, &mut rng());
    let sealed = vault.seal(&mut rng()).expect("a vault");
    seed("vault", "stored", &with(0, &encode(&sealed)));
    seed("vault", "content", &with(1, &open(&[way.age.into()], &sealed.file).expect("its content")));
}

#[test]
fn chains() {
    let keys = [1, 2, 3].map(|it| SigningKey::from_bytes(&[it; 32]));
    let [root, amal, nadia] = [0, 1, 2].map(|it: usize| keys[it].verify_key());
    let names: BTreeMap<String, String> = [("ar".to_owned(), "فريق".to_owned())].into();
    let recipient = holder().recipient().to_bytes();
    let card = |key: VerifyKey, role| {
        let (member, recipient) = (member_id(&key), recipient.clone());
        Statement::Card(Card { member, role, recipient, verify_key: key, triage: true })
    };
    let (name, generation, not_after) = ("intake".to_owned(), 0, 1_800_000_000);
    let said: [(Statement, &[&SigningKey]); 5] = [
        (Statement::Found { root, salt: [2; 16], names }, &[&keys[0]]),
        (card(amal, Role::Coordinator), &[&keys[0]]),
        (card(nadia, Role::Caseworker), &[&keys[1]]),
        (
            Statement::TeamKey(TeamKey { name, generation, recipient: recipient.clone(), not_after }),
            &[&keys[1]],
        ),
        (Statement::Revoke { member: member_id(&nadia) }, &[&keys[0], &keys[1]]),
    ];
    let (mut all, mut prev) = (vec![0], [0; 32]);
    for ((statement, by), n) in said.into_iter().zip(0..) {
        let bytes = Stated { team: team_id(&root), n, prev, at: 0, statement }.sign(by);
        prev = sanad_crypto::safe::sha256(&bytes);
        all.extend(u16::try_from(bytes.len()).expect("a short statement").to_be_bytes());
        all.extend(bytes);
    }
    seed("team_chain", "read", &all);
}

#[test]
fn logs() {
    let key = LogKey::from_bytes(&[7; 32]);
    let leaf = leaf_hash(b"one");
    let checkpoint =
        Checkpoint { origin: LOG.into(), size: 1, root: leaf, heads: [0x22; 32], time: 1_750_000_000 };
    let note = checkpoint.sign(LOG, &key);
    seed("checkpoint_note", "note", &with(0, note.as_bytes()));
    seed("checkpoint_note", "text", &with(1, checkpoint.signed_text().as_bytes()));
    let proof = TlogProof { index: 0, hashes: vec![], checkpoint: note };
    assert!(proof.verify(&leaf, LOG, &key.verifying_key()).is_ok());
    seed("tlog_proof", "file", &with(0, proof.to_text().as_bytes()));
}

/// Four fingerprints, one of them withdrawn, and a question two bits away from the first.
#[test]
fn snapshots() {
    let hash = |step: u8| Pdq::from_bytes(std::array::from_fn(|at| (at as u8).wrapping_mul(step)));
    let mut index = Index::new();
    let held = [37, 91, 5, 143].map(|step| index.insert(hash(step)));
    assert!(index.withdraw(held[1]));
    let mut near = *hash(37).as_bytes();
    near[3] ^= 0b101;
    let mut bytes = with(31, &near);
    let written = index.snapshot(|piece| -> Result<(), Infallible> {
        bytes.extend_from_slice(piece);
        Ok(())
    });
    assert_eq!(written, Ok(()));
    seed("pdq_snapshot", "index", &bytes);
}

/// A value of a type under the number that chooses it.
fn request<T: minicbor::Encode<()>>(name: &str, value: &T) {
    let which = REQUESTS.iter().position(|it| *it == name).expect("a type that is decoded");
    seed("protocol_decode", &name.replace("::", "-"), &with(which as u8, &encode(value)));
}

#[test]
fn requests() {
    let bytes = |byte: u8, len: usize| -> Bytes { vec![byte; len].into() };
    let summary = case::Summary { generation: 1, sealed: bytes(1, 40) };
    let head = log::HeadProof {
        others: vec![(bytes(1, 32), bytes(2, 32))],
        siblings: (0..16).map(|it| bytes(it, 32)).collect(),
    };
    let stored =
        case::Stored { header: bytes(3, 50), sealed: bytes(4, 60), leaf: 70_000, arrived: 1_750_000_000 };
    request("case::Summary", &summary);
    request("log::HeadProof", &head);
    request("case::Stored", &stored);
    request("case::Open", &case::Open { access: None, seen: 70_000 });
    let puzzle = Puzzle { challenge: [5; 32], bits: 16 };
    request("intake::Work", &intake::Work { puzzle, nonce: 77 });
    request("intake::Kdf", &intake::Kdf { salt: bytes(6, 16), cost: Cost::RECEIPT });
    request(
        "person::Answer",
        &person::Answer { lookup: bytes(1, 32), challenge: bytes(2, 32), answer: bytes(3, 64) },
    );
    let row = case::QueueRow {
        case: CaseId([1; 16]),
        arrived: 1_750_000_000,
        claimed: Band::High,
        alert: true,
        routing: Some(bytes(2, 200)),
        summary: Some(summary),
        waiting_since: None,
        shared_head: bytes(3, 32),
        quarantined: false,
        holds: true,
        unread: true,
        destroyed: false,
    };
    request("case::Queue", &case::Queue { rows: vec![row], checkpoint: "note\n".into(), now: 1 });
    let logged = team::Logged { statement: bytes(4, 100), leaf: 0, arrived: 1 };
    let (statements, checkpoint) = (vec![logged], "note\n".into());
    let revealed = vec![bytes(7, 32)];
    let view = team::TeamView { statements, checkpoint, proof: head, now: 1, revealed };
    request("team::TeamView", &view);
}
