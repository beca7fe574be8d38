//! A small log: leaves, a proof, the heads map, a checkpoint, a proof file.

use std::collections::HashMap;

use sanad_crypto::{
    log::{
        BucketChange, Checkpoint, NodeMap, TlogProof,
        heads::{self, bucket_hash, bucket_of, chain_leaf},
        reveal,
        tree::{append, consistency_proof, inclusion_proof, root},
        verify_consistency,
    },
    safe::{Hash, chain},
};
use sanad_domain::{CaseId, Lane, TeamId};
use serde_json::json;

use crate::{hex, pinned, signer};

const ORIGIN: &str = "sanad/01010101010101010101010101010101/0";

#[test]
fn leaf() {
    // The example of docs/formats/log.md, computed by another program.
    let expected = "fcac2f1cfd2764fb8f79c2b2f120380f50f8260bd34fa5f03f5c4353de5989a4";
    assert_eq!(hex(chain::leaf(&[0x11; 32], 1_750_000_000)), expected);
}

#[test]
fn log() {
    let leaves: Vec<Hash> =
        (0..5u8).map(|it| chain::leaf(&[it; 32], 1_800_000_000 + u64::from(it))).collect();
    let mut nodes = NodeMap::default();
    nodes.extend(append(0, &leaves, &NodeMap::default()).expect("from nothing"));
    let roots: Vec<Hash> = (0..=5).map(|size| root(size, &nodes).expect("nodes")).collect();
    let hashes = inclusion_proof(3, 5, &nodes).expect("nodes");
    let grown = consistency_proof(3, 5, &nodes).expect("nodes");

    // One proof for leaves 1 and 3 and for the root over the first two.
    let places: reveal::Places = [(0, 1), (0, 3), (1, 0)].into();
    let revealed = reveal::prove(5, &places, &nodes).expect("nodes");

    // Three chains, each alone in its bucket.
    let (team, case) = (TeamId([1; 16]), CaseId([2; 16]));
    let chains = [
        ("team", chain::of_team(team), 0, [1; 32]),
        ("shared", chain::of_lane(case, Lane::Shared), 1, [2; 32]),
        ("access", chain::of_lane(case, Lane::Access), 0, [3; 32]),
    ];
    let change = |it: &(&str, Hash, u64, Hash)| BucketChange {
        bucket: bucket_of(&it.1),
        hash: bucket_hash(&[(it.1, chain_leaf(&it.1, it.2, &it.3))]),
    };
    let changes = chains.each_ref().map(change);
    let written = heads::update(&changes, &HashMap::<(u8, u32), Hash>::new()).expect("an empty map");
    let map: HashMap<(u8, u32), Hash> = written.iter().map(|it| ((it.0, it.1), it.2)).collect();
    let heads_root = map[&(heads::DEPTH, 0)];
    // By Python's hashlib from docs/formats/log.md.
    assert_eq!(hex(roots[5]), "b58686916a4b572fa20217675ca9693d7569a317e4a0ebb2aabe0fe24f4b7091");
    assert_eq!(hex(heads_root), "f5ca7c2a4165062c01756a31a935d11be6cb6ee0e42620097e6996168b2213a1");

    let key = signer(8);
    let checkpoint =
        Checkpoint { origin: ORIGIN.into(), size: 5, root: roots[5], heads: heads_root, time: 1_800_000_009 };
    let note = checkpoint.sign(ORIGIN, key.for_notes());
    let proof = TlogProof { index: 3, hashes, checkpoint: note.clone() };
    let shared = chains[1].1;
    let of_shared =
        heads::prove(&shared, &[(shared, chain_leaf(&shared, 1, &[2; 32]))], &map).expect("nodes");
    let shown: Vec<_> = chains
        .iter()
        .map(|it| json!({ "chain": it.0, "key": hex(it.1), "n": it.2, "head": hex(it.3) }))
        .collect();
    let file = pinned(
        "log",
        json!({
            "origin": ORIGIN,
            "log_key": hex(key.verify_key().0),
            "leaves": leaves.iter().map(hex).collect::<Vec<_>>(),
            "roots": roots.iter().map(hex).collect::<Vec<_>>(),
            "consistency_3_5": grown.iter().map(hex).collect::<Vec<_>>(),
            "revealed_1_3_and_root_of_2": revealed.iter().map(hex).collect::<Vec<_>>(),
            "chains": shown,
            "shared_siblings": of_shared.siblings.iter().map(hex).collect::<Vec<_>>(),
            "checkpoint": note,
            "tlog_proof": proof.to_text(),
        }),
    );
    let verifying = key.verify_key().for_notes().expect("a key");
    let committed = file["checkpoint"].as_str().expect("a note");
    assert_eq!(Checkpoint::parse_verified(committed, ORIGIN, &verifying), Ok(checkpoint.clone()));
    let read = TlogProof::parse(file["tlog_proof"].as_str().expect("a file")).expect("a proof file");
    assert_eq!(read.verify(&leaves[3], ORIGIN, &verifying), Ok(checkpoint));
    assert!(read.verify(&leaves[2], ORIGIN, &verifying).is_err());
    assert_eq!(verify_consistency(3, &roots[3], 5, &roots[5], &grown), Ok(()));
    let shown = reveal::verify(5, &roots[5], &places, &revealed).expect("the root");
    assert_eq!((shown.0[&(0, 3)], shown.0[&(1, 0)]), (leaves[3], roots[2]));
    assert_eq!(heads::verify(&heads_root, &shared, Some((1, [2; 32])), &of_shared), Ok(()));
}
