//! What members and the server sign and seal beside entries: answers, challenges, routing, summaries, puzzles.

use sanad_crypto::safe::{
    answer::{Ack, Conflict},
    auth::Question,
    epoch::EpochSeed,
    pow::Puzzle,
    routing::{Heads, Routing},
    sha256,
    summary::{self, Subject, Summary},
};
use sanad_domain::{CaseId, EntryId, MemberId, TeamId, case::Stage, danger::Band};
use serde_json::json;

use crate::{hex, pinned, rng, signer, unhex};

const TEAM: TeamId = TeamId([1; 16]);
const CASE: CaseId = CaseId([2; 16]);

#[test]
fn answers() {
    let system = signer(7);
    let ack = Ack {
        team: TEAM,
        entry: EntryId([6; 16]),
        entry_hash: [9; 32],
        n: 4,
        leaf: 70_000,
        arrived: 1_800_000_000,
        checkpoint: "a note\n".into(),
    };
    let conflict = Conflict { entry: EntryId([6; 16]), refused: [8; 32], head: [9; 32], n: Some(4) };
    let empty = Conflict { n: None, head: [0; 32], ..conflict.clone() };
    // By Python: CBOR by hand and Ed25519 of `cryptography`.
    assert_eq!(
        hex(sha256(&ack.sign(&system))),
        "78b15edc8b5e64ca52e8e3d6f4077f5e00c2606f849cb85ab1be52e649d492de"
    );
    assert_eq!(
        hex(sha256(&conflict.sign(&system))),
        "a81d5845e3d39610bc0e03cd76f89bd271a2c8766662375bc42bc2b9a92f1759"
    );
    let file = pinned(
        "answer",
        json!({
            "system_key": hex(system.verify_key().0),
            "ack": hex(ack.sign(&system)),
            "conflict": hex(conflict.sign(&system)),
            "conflict_on_an_empty_lane": hex(empty.sign(&system)),
        }),
    );
    let key = system.verify_key();
    assert_eq!(Ack::open(&unhex(&file["ack"]), key), Ok(ack));
    assert_eq!(Conflict::open(&unhex(&file["conflict"]), key), Ok(conflict));
    assert_eq!(Conflict::open(&unhex(&file["conflict_on_an_empty_lane"]), key), Ok(empty));
}

#[test]
fn auth() {
    let key = signer(3);
    let question =
        Question { origin: "https://help.example", team: TEAM, who: sha256(b"amal"), challenge: [0x44; 32] };
    let answer = question.answer(&key);
    assert_eq!(hex(sha256(&answer)), "7c9a543b7e0a714dfd48cac450c3f2001bd4b6b9686418bba266d72212644a1b");
    let file = pinned(
        "auth",
        json!({
            "origin": question.origin,
            "team": TEAM.to_string(),
            "who": hex(question.who),
            "challenge": hex(question.challenge),
            "verify_key": hex(key.verify_key().0),
            "answer": hex(answer),
        }),
    );
    assert_eq!(question.check(&key.verify_key(), &unhex(&file["answer"])), Ok(()));
}

#[test]
fn routing() {
    let key = signer(3);
    let routing = Routing {
        team: TEAM,
        case: CASE,
        heads: Heads { shared: [3; 32], team: [0; 32] },
        stage: Stage::Active,
        band: Band::High,
        waiting_since: Some(1_800_000_000),
        due: None,
        assignees: vec![MemberId([5; 16])],
        by: key.verify_key(),
    };
    assert_eq!(
        hex(sha256(&routing.sign(&key))),
        "0c66e386e327b17aba1ea7682ba14b0a631afc9276433577470f03e89118e8e0"
    );
    let file =
        pinned("routing", json!({ "by": hex(key.verify_key().0), "routing": hex(routing.sign(&key)) }));
    assert_eq!(Routing::open(&unhex(&file["routing"])), Ok(routing));
}

#[test]
fn summaries() {
    let key = EpochSeed::generate(&mut rng(1));
    let value =
        Summary { alias: "نورس".into(), line: "one line".into(), terms: vec!["instagram".into()] };
    let sealed = summary::seal(&value, TEAM, 3, Subject::Case(CASE), &key, &mut rng(2)).expect("a summary");
    // By Python: ChaCha20 for the seeded randomness, HKDF, ChaCha20-Poly1305.
    assert_eq!(hex(sha256(&sealed)), "9f0266e2bb058fdbc17427575e3b650680c7a37f06e82659e6a514989349e9d0");
    let file = pinned(
        "summary",
        json!({
            "team": TEAM.to_string(),
            "case": CASE.to_string(),
            "generation": 3,
            "seed": "023f37203a2476c42566a61cc55c3ca875dbb4cc41c0deb789f8e7bf88183638",
            "content": hex(minicbor::to_vec(&value).expect("memory")),
            "sealed": hex(&sealed),
        }),
    );
    let opened = summary::open::<Summary>(&unhex(&file["sealed"]), TEAM, 3, Subject::Case(CASE), &key);
    assert_eq!(opened, Ok(value));
}

#[test]
fn pow() {
    let puzzle = Puzzle { challenge: [0x33; 32], bits: 16 };
    let nonce = puzzle.search(0, 1 << 24).expect("a solution");
    // The first that Python's hashlib finds.
    assert_eq!(nonce, 79_723);
    let file = pinned("pow", json!({ "challenge": hex(puzzle.challenge), "bits": 16, "nonce": nonce }));
    assert!(puzzle.solved_by(file["nonce"].as_u64().expect("a number")));
    assert!(!puzzle.solved_by(nonce - 1));
}
