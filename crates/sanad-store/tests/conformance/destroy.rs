//! What destruction takes and what it leaves.

use sanad_crypto::safe::{chain, entry::Header, epoch::Holder};
use sanad_domain::{
    Author, Lane,
    case::{Body, Destroy, Message, Purpose},
};
use sanad_protocol::case::{Heads, LaneHead};
use sanad_store::commit::{By, Refusal, Work};
use sanad_testkit::row_counts;

use crate::{
    entries::{by_her, destruction, message, new_case, new_entry, seal},
    world::World,
};

/// Rows of a table.
async fn rows(world: &World, table: &str) -> i64 {
    row_counts(world.url()).await[table]
}

pub(crate) async fn only_the_last_header_stays(mut world: World) {
    let (team, coordinator) = (world.team(), world.coordinator.clone());
    let (told, _) = world.file("hers").await;
    let (kept, _) = world.file("another's").await;
    let case = told.prepared.case;
    // A case with everything: opened, taken, answered, noted.
    let lanes = world.store.lanes(team, case).await.expect("read");
    let heads = Heads {
        lanes: lanes
            .iter()
            .map(|it| LaneHead { lane: it.lane, n: it.n, head: it.head.to_vec().into(), epoch: it.epoch })
            .collect(),
        shared_recipient: lanes[0].recipient.clone().into(),
        opened: false,
    };
    let writer = coordinator.writer(&world.trust).expect("a writer");
    let at = world.now();
    let access = writer
        .access(&world.trust, case, &heads, Purpose::Triage, "Amal", at, &mut world.rng)
        .expect("a record");
    let access = new_entry(&access, By::Member(coordinator.member));
    world.committer.commit(Work::Append(access)).await.expect("it stands");
    world.assign(&coordinator, case, coordinator.member).await;
    let mut file = world.open(case, &coordinator.reader()).await;
    let answer = Body::Message(Message::of_text("we are here"));
    let answer = writer.entry(&world.trust, &mut file, Lane::Shared, answer, at, &mut world.rng);
    let mut answer = new_entry(&answer.expect("an answer").append, By::Member(coordinator.member));
    answer.summary = Some((0, vec![5; 64]));
    world.committer.commit(Work::Append(answer)).await.expect("it stands");
    assert!(world.store.opened_at(team, case, coordinator.member).await.expect("read").is_some());
    let row = world.store.case(team, case).await.expect("read").expect("a case");
    assert!(row.routing.is_some() && row.summary.is_some());
    let (entries, grants) = (rows(&world, "entry").await, rows(&world, "case_grant").await);
    assert!(entries > 4 && grants > 4, "{entries} entries, {grants} grants");

    let reader = sanad_client::back::reader(&told.keys);
    let mut file = world.open(case, &reader).await;
    let hers = sanad_client::back::writer(&file, &told.keys);
    let destroy = Body::Destroy(Destroy { reason: "person".into() });
    let last = hers.entry(&world.trust, &mut file, Lane::Shared, destroy, at, &mut world.rng);
    let last = last.expect("her last entry");
    let stands = world
        .committer
        .commit(Work::Append(new_entry(&last.append, By::Person(case))))
        .await
        .expect("it stands");

    let left = world.store.entries(team, case, Lane::Shared).await.expect("read");
    assert_eq!(left.len(), 1);
    assert!(left[0].sealed.is_empty(), "even what was sealed last is gone");
    let header = Header::parse(&left[0].header).expect("the header stays");
    assert_eq!((header.fields.destroys, header.entry_hash()), (Some(true), last.hash));
    for lane in [Lane::Team, Lane::Access] {
        assert!(world.store.entries(team, case, lane).await.expect("read").is_empty());
    }
    // What is left in the tables is the other case, and one header.
    assert_eq!(rows(&world, "entry").await, 2);
    assert_eq!(rows(&world, "case_grant").await, 2);
    assert_eq!(rows(&world, "opened").await, 0);
    let key = Holder::of(&told.keys.age.recipient());
    assert!(world.store.shared_grants(team, case, key).await.expect("read").is_empty());
    assert!(world.store.case_by_lookup(team, &told.lookup).await.expect("read").is_none());
    let row = world.store.case(team, case).await.expect("read").expect("the fact stays");
    assert!(row.destroyed && row.routing.is_none() && row.summary.is_none());
    assert!(row.kdf_salt.is_empty() && row.waiting_since.is_none() && !row.alert);
    // The gap is excused: the head is proven under the newest checkpoint.
    let key = chain::of_lane(case, Lane::Shared);
    let proof = world.store.prove_heads(team, &[key]).await.expect("a proof");
    let newest = world.trust.checkpoint(&proof.checkpoint).expect("signed by the log");
    let head = (stands.places[0].n, last.hash);
    assert!(sanad_crypto::log::heads::verify(&newest.heads, &key, Some(head), &proof.proofs[0]).is_ok());

    // Nothing follows, by nobody, and nothing begins again in its place.
    let more = by_her(&told, message(&told, head, &mut world.rng), &mut world.rng);
    let again = by_her(&told, destruction(&told, head, &mut world.rng), &mut world.rng);
    for work in [more, again] {
        assert_eq!(world.committer.commit(Work::Append(work)).await, Err(Refusal::Gone));
    }
    let begins = world.committer.commit(Work::File(new_case(&told))).await;
    assert_eq!(begins, Err(Refusal::Taken));
    let routed = world.store.route(team, case, Some(vec![1]), None).await.expect("read");
    assert!(!routed, "a destroyed case takes no routing");
    assert!(world.store.case_by_lookup(team, &kept.lookup).await.expect("read").is_some());
}

pub(crate) async fn destroyed_in_the_batch_that_filed_it(mut world: World) {
    let (_, stands) = world.file("the one before").await;
    let told = world.tell("hers");
    let first = crate::entries::first_header(&told).entry_hash();
    let said = by_her(&told, message(&told, (0, first), &mut world.rng), &mut world.rng);
    let head = (1, said.header.entry_hash());
    let last = by_her(&told, destruction(&told, head, &mut world.rng), &mut world.rng);
    // Handed over in this order, before the committing task can have finished the first.
    let (filed, said, destroyed) = tokio::join!(
        world.committer.commit(Work::File(new_case(&told))),
        world.committer.commit(Work::Append(said)),
        world.committer.commit(Work::Append(last)),
    );
    let leaf = stands.places[0].leaf;
    let leaves = [filed, said, destroyed].map(|it| it.expect("it stands").places[0].leaf);
    assert_eq!(leaves, [leaf + 1, leaf + 2, leaf + 3]);
    let left = world.store.entries(world.team(), told.prepared.case, Lane::Shared).await.expect("read");
    assert_eq!((left.len(), left[0].leaf, left[0].sealed.len()), (1, leaf + 3, 0));
    assert_eq!(rows(&world, "entry").await, 2);
    assert_eq!(rows(&world, "case_grant").await, 2, "those of the case before");
    assert!(world.store.case_by_lookup(world.team(), &told.lookup).await.expect("read").is_none());
}

pub(crate) async fn a_coordinator_destroys_and_a_caseworker_does_not(mut world: World) {
    let worker = world.invite("nadia").await;
    let coordinator = world.coordinator.clone();
    let (told, stands) = world.file("hers").await;
    let head = (0, stands.places[0].hash);
    let mut by_worker = destruction(&told, head, &mut world.rng);
    by_worker.author = Author::member(worker.member);
    let by = By::Member(worker.member);
    let by_worker = seal(&told, by_worker, &worker.keys.sign, by, &mut world.rng);
    let refused = world.committer.commit(Work::Append(by_worker)).await;
    assert_eq!(refused, Err(Refusal::Forbidden));
    let mut on_team = destruction(&told, head, &mut world.rng);
    (on_team.author, on_team.lane) = (Author::member(coordinator.member), Lane::Team);
    let by = By::Member(coordinator.member);
    let on_team = seal(&told, on_team, &coordinator.keys.sign, by, &mut world.rng);
    let refused = world.committer.commit(Work::Append(on_team)).await;
    assert_eq!(refused, Err(Refusal::Forbidden), "only the shared lane ends a case");
    let mut right = destruction(&told, head, &mut world.rng);
    right.author = Author::member(coordinator.member);
    let right = seal(&told, right, &coordinator.keys.sign, by, &mut world.rng);
    world.committer.commit(Work::Append(right)).await.expect("a coordinator destroys");
    let row = world.store.case(world.team(), told.prepared.case).await.expect("read").expect("the fact");
    assert!(row.destroyed);
}
