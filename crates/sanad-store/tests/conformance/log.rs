//! The log: that it holds everything acknowledged, once, and proves it.

use std::collections::{BTreeMap, BTreeSet};

use sanad_client::Trust;
use sanad_crypto::{
    log::{heads, verify_consistency, verify_inclusion},
    safe::{Hash, chain, sha256},
};
use sanad_domain::{CaseId, Lane, TeamId};
use sanad_store::{
    Store,
    commit::{Place, Stands, Work},
};
use sanad_testkit::{naive_leaf, naive_root};

use crate::{entries::new_case, world::World};

/// Leaf hashes of everything that is stored, by the place that each claims.
pub(crate) async fn stored_leaves(store: &Store, team: TeamId) -> BTreeMap<u64, Hash> {
    let mut leaves: BTreeMap<u64, Hash> = BTreeMap::new();
    let mut put = |leaf: u64, hash: Hash| {
        assert!(leaves.insert(leaf, hash).is_none(), "leaf {leaf} is given once");
    };
    for it in store.statements(team).await.expect("read") {
        put(it.leaf, naive_leaf(&sha256(&it.bytes), it.arrived));
    }
    for case in store.queue(team).await.expect("read") {
        for lane in Lane::ALL {
            for it in store.entries(team, case.case, lane).await.expect("read") {
                put(it.leaf, naive_leaf(&sha256(&it.header), it.arrived));
            }
        }
    }
    leaves
}

/// Every checkpoint that was ever handed out is kept by the newest one.
pub(crate) async fn check_consistency(store: &Store, trust: &Trust, notes: &BTreeSet<String>) {
    let team = trust.team.id;
    let newest = store.log_root(team).await.expect("read").expect("a log").checkpoint;
    let newest = trust.checkpoint(&newest).expect("signed by the log");
    for note in notes {
        let older = trust.checkpoint(note).expect("signed by the log");
        let proven = store.prove_consistency(team, older.size).await.expect("read").expect("a proof");
        assert_eq!(trust.checkpoint(&proven.0).expect("signed by the log"), newest);
        let checked = verify_consistency(older.size, &older.root, newest.size, &newest.root, &proven.1);
        assert_eq!(checked, Ok(()), "the log at {} begins with itself at {}", newest.size, older.size);
    }
    let beyond = store.prove_consistency(team, newest.size + 1).await.expect("read");
    assert!(beyond.is_none(), "there is no proof of a future");
}

pub(crate) async fn a_hundred_at_once_all_stand_and_the_log_proves_it(mut world: World) {
    let (team, before) = (world.team(), world.trust.checkpoint.size);
    let mut notes = BTreeSet::new();
    let first = world.store.log_root(team).await.expect("read").expect("a log");
    assert_eq!(first.size, before);
    notes.insert(first.checkpoint);

    let told: Vec<_> = (0..100).map(|at| world.tell(&format!("report {at}"))).collect();
    let mut tasks = tokio::task::JoinSet::new();
    for it in &told {
        let (committer, case, new) = (world.committer.clone(), it.prepared.case, new_case(it));
        tasks.spawn(async move { (case, committer.commit(Work::File(new)).await) });
    }
    let mut places: BTreeMap<CaseId, Place> = BTreeMap::new();
    for (case, result) in tasks.join_all().await {
        let Stands { places: stand, checkpoint } = result.expect("every report stands");
        assert_eq!(stand.len(), 1);
        let covers = world.trust.checkpoint(&checkpoint).expect("signed by the log");
        assert!(stand[0].leaf < covers.size, "the checkpoint covers what it acknowledges");
        notes.insert(checkpoint);
        places.insert(case, stand[0]);
    }
    assert_eq!(places.len(), 100);
    let given: BTreeSet<u64> = places.values().map(|it| it.leaf).collect();
    assert_eq!(
        given,
        (before..before + 100).collect::<BTreeSet<_>>(),
        "leaves follow each other without a gap"
    );

    let root = world.store.log_root(team).await.expect("read").expect("a log");
    let newest = world.trust.checkpoint(&root.checkpoint).expect("signed by the log");
    assert_eq!((root.size, newest.size), (before + 100, before + 100));
    let leaves = stored_leaves(&world.store, team).await;
    assert_eq!(leaves.keys().copied().collect::<Vec<_>>(), (0..newest.size).collect::<Vec<_>>());
    let leaves: Vec<Hash> = leaves.into_values().collect();
    assert_eq!(newest.root, naive_root(&leaves), "the signed root is the one of the definition");

    let chains: Vec<Hash> = told.iter().map(|it| chain::of_lane(it.prepared.case, Lane::Shared)).collect();
    let proof = world.store.prove_heads(team, &chains).await.expect("proofs");
    assert_eq!(proof.checkpoint, root.checkpoint);
    assert_eq!(proof.proofs.len(), 100);
    for ((it, key), proof) in told.iter().zip(&chains).zip(&proof.proofs) {
        let place = places[&it.prepared.case];
        let head = Some((0, place.hash));
        assert_eq!(heads::verify(&newest.heads, key, head, proof), Ok(()));
        assert!(heads::verify(&newest.heads, key, None, proof).is_err(), "it is not absent");
        let path = world.store.prove_inclusion(team, place.leaf).await.expect("read").expect("a proof");
        assert_eq!(path.0, root.checkpoint);
        let leaf = naive_leaf(&place.hash, place.arrived);
        let included = verify_inclusion(&leaf, place.leaf, newest.size, &path.1, &newest.root);
        assert_eq!(included, Ok(()));
    }
    let nowhere = chain::of_lane(CaseId([9; 16]), Lane::Shared);
    let absent = world.store.prove_heads(team, &[nowhere]).await.expect("a proof");
    assert_eq!(heads::verify(&newest.heads, &nowhere, None, &absent.proofs[0]), Ok(()));
    check_consistency(&world.store, &world.trust, &notes).await;
}
