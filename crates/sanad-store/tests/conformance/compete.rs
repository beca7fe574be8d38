//! Many at once for one place.

use std::collections::BTreeSet;

use sanad_domain::Lane;
use sanad_store::commit::{Refusal, Work};

use crate::{
    entries::{by_her, message},
    world::World,
};

pub(crate) async fn of_many_for_one_place_one_stands(mut world: World) {
    let (told, stands) = world.file("once").await;
    let mut head = (0, stands.places[0].hash);
    for round in 0..5u64 {
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let entry = by_her(&told, message(&told, head, &mut world.rng), &mut world.rng);
            let committer = world.committer.clone();
            tasks.spawn(async move { committer.commit(Work::Append(entry)).await });
        }
        let results = tasks.join_all().await;
        let standing: Vec<_> = results.iter().flatten().collect();
        assert_eq!(standing.len(), 1, "one of eight in round {round}");
        let place = standing[0].places[0];
        assert_eq!(place.n, round + 1);
        head = (place.n, place.hash);
        let refused = results.iter().filter(|it| **it == Err(Refusal::Conflict(Some(head)))).count();
        assert_eq!(refused, 7, "the others are told the head that stands: {results:?}");
    }
    let entries = world.store.entries(world.team(), told.prepared.case, Lane::Shared).await;
    assert_eq!(entries.expect("read").len(), 6);
}

pub(crate) async fn two_nodes_share_one_lane(mut world: World) {
    let nodes = [world.committer.clone(), world.another_node().await];
    let (told, stands) = world.file("once").await;
    let mut head = (0, stands.places[0].hash);
    let mut leaves = BTreeSet::from([stands.places[0].leaf]);
    for round in 0..10u64 {
        let one = by_her(&told, message(&told, head, &mut world.rng), &mut world.rng);
        let other = by_her(&told, message(&told, head, &mut world.rng), &mut world.rng);
        let (one, other) =
            tokio::join!(nodes[0].commit(Work::Append(one)), nodes[1].commit(Work::Append(other)),);
        let (stands, refused) = match (one, other) {
            (Ok(stands), Err(refused)) | (Err(refused), Ok(stands)) => (stands, refused),
            both => panic!("one of the two stands in round {round}: {both:?}"),
        };
        let place = stands.places[0];
        assert_eq!(place.n, round + 1);
        assert!(leaves.insert(place.leaf), "a leaf is given once");
        head = (place.n, place.hash);
        assert_eq!(refused, Refusal::Conflict(Some(head)));
    }
    let size = world.store.log_root(world.team()).await.expect("read").expect("a log").size;
    let newest = leaves.last().expect("eleven leaves");
    assert_eq!((leaves.len(), *newest), (11, size - 1));
    let reader = sanad_client::back::reader(&told.keys);
    let file = world.open(told.prepared.case, &reader).await;
    assert_eq!(file.case.conversation.len(), 10);
}
