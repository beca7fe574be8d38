//! What one work after another comes to.

use sanad_crypto::safe::{chain, entry::HeaderFields, epoch::Holder, sha256};
use sanad_domain::{EntryId, Lane};
use sanad_store::commit::{By, Place, Refusal, Stands, Work};
use sanad_testkit::row_counts;

use crate::{
    entries::{by_her, first_header, message, new_case, seal, signed_again},
    world::World,
};

fn only(stands: &Stands) -> Place {
    assert_eq!(stands.places.len(), 1);
    stands.places[0]
}

pub(crate) async fn what_is_acknowledged_is_readable(mut world: World) {
    let (told, stands) = world.file("he wants money").await;
    let (team, case, place) = (world.team(), told.prepared.case, only(&stands));
    let header = first_header(&told);
    assert_eq!((place.n, place.hash, place.arrived), (0, header.entry_hash(), world.now()));

    let entries = world.store.entries(team, case, Lane::Shared).await.expect("read");
    assert_eq!(entries.len(), 1);
    assert_eq!(entries[0].header, header.bytes());
    assert_eq!(entries[0].sealed, told.prepared.request.first.sealed.to_vec());
    assert_eq!((entries[0].leaf, entries[0].arrived), (place.leaf, place.arrived));

    let row = world.store.case_by_lookup(team, &told.lookup).await.expect("read").expect("her case");
    assert_eq!((row.case, row.arrived, row.waiting_since), (case, world.now(), Some(world.now())));
    assert!(row.last_by_person && !row.destroyed);
    assert_eq!(row.auth_key, told.keys.auth.verify_key().0);
    let hers = Holder::of(&told.keys.age.recipient());
    assert_eq!(world.store.shared_grants(team, case, hers).await.expect("read").len(), 1);
    assert_eq!(row_counts(world.url()).await["case_grant"], 2, "hers and intake's");

    let checkpoint = world.trust.checkpoint(&stands.checkpoint).expect("signed by the log");
    assert_eq!(checkpoint.size, place.leaf + 1);
    let newest = world.store.log_root(team).await.expect("read").expect("a log");
    assert_eq!(newest.checkpoint, stands.checkpoint);

    // Her client opens it again and finds what she told.
    let reader = sanad_client::back::reader(&told.keys);
    let file = world.open(case, &reader).await;
    assert_eq!(file.case.report.expect("a report").text, "he wants money");
}

pub(crate) async fn the_same_again_is_the_same_place(mut world: World) {
    let (told, first) = world.file("once").await;
    let place = only(&first);
    let entry = by_her(&told, message(&told, (0, place.hash), &mut world.rng), &mut world.rng);
    let second = world.committer.commit(Work::Append(entry.clone())).await.expect("it stands");
    let before = world.snapshot().await;
    world.pass(3600);
    let again = world.committer.commit(Work::File(new_case(&told))).await.expect("it stood already");
    assert_eq!(only(&again), place);
    let again = world.committer.commit(Work::Append(entry.clone())).await.expect("it stood already");
    assert_eq!(only(&again), only(&second));
    assert_eq!(again.checkpoint, second.checkpoint, "nothing was added to the log");
    assert_eq!(world.snapshot().await, before);

    // The same within one batch is one as well.
    let next = by_her(&told, message(&told, (1, only(&second).hash), &mut world.rng), &mut world.rng);
    let (one, other) = tokio::join!(
        world.committer.commit(Work::Append(next.clone())),
        world.committer.commit(Work::Append(next)),
    );
    assert_eq!(only(&one.expect("it stands")), only(&other.expect("it stands")));
    let entries = world.store.entries(world.team(), told.prepared.case, Lane::Shared).await;
    assert_eq!(entries.expect("read").len(), 3);
}

pub(crate) async fn the_same_id_with_other_content_is_taken(mut world: World) {
    let (told, first) = world.file("once").await;
    let head = (0, only(&first).hash);
    let draft = message(&told, head, &mut world.rng);
    let entry = by_her(&told, draft.clone(), &mut world.rng);
    world.committer.commit(Work::Append(entry)).await.expect("it stands");
    // Sealed again: another ciphertext, so another header under the same id.
    let other = by_her(&told, draft, &mut world.rng);
    let before = world.snapshot().await;
    let refused = world.committer.commit(Work::Append(other)).await;
    assert_eq!(refused, Err(Refusal::Taken));

    let new = world.tell("another");
    let taken = HeaderFields { entry: first_header(&told).fields.entry, ..first_header(&new).fields };
    let refused = world.committer.commit(Work::File(signed_again(&new, taken))).await;
    assert_eq!(refused, Err(Refusal::Taken), "the entry's id");
    let mut same_lookup = new_case(&new);
    same_lookup.receipt.lookup = told.lookup;
    assert_eq!(world.committer.commit(Work::File(same_lookup)).await, Err(Refusal::Taken), "the lookup");
    let id = EntryId(sanad_testkit::team::draw(&mut world.rng));
    let same_case = signed_again(&told, HeaderFields { entry: id, ..first_header(&told).fields });
    assert_eq!(world.committer.commit(Work::File(same_case)).await, Err(Refusal::Taken), "the case");
    assert_eq!(world.snapshot().await, before);
    world.committer.commit(Work::File(new_case(&new))).await.expect("as it was sealed it stands");
}

pub(crate) async fn another_head_is_named(mut world: World) {
    let (told, first) = world.file("once").await;
    let hash = only(&first).hash;
    let right = message(&told, (0, hash), &mut world.rng);
    let stands = by_her(&told, right, &mut world.rng);
    let stands = world.committer.commit(Work::Append(stands)).await.expect("it stands");
    let head = (1, only(&stands).hash);
    let id = |it: u8| EntryId([it; 16]);
    let late = message(&told, (0, hash), &mut world.rng);
    let mut other_prev = message(&told, head, &mut world.rng);
    other_prev.prev = [7; 32];
    let mut gap = message(&told, head, &mut world.rng);
    gap.n = 7;
    let mut begins = message(&told, head, &mut world.rng);
    (begins.n, begins.prev) = (0, [0; 32]);
    for (at, mut wrong) in [late, other_prev, gap, begins].into_iter().enumerate() {
        wrong.entry = id(at as u8);
        let wrong = by_her(&told, wrong, &mut world.rng);
        let refused = world.committer.commit(Work::Append(wrong)).await;
        assert_eq!(refused, Err(Refusal::Conflict(Some(head))), "the {at}th");
    }
    // A lane without entries has no head.
    let mut access = message(&told, head, &mut world.rng);
    let coordinator = world.coordinator.clone();
    (access.lane, access.author) = (Lane::Access, sanad_domain::Author::member(coordinator.member));
    let by = By::Member(coordinator.member);
    let access = seal(&told, access, &coordinator.keys.sign, by, &mut world.rng);
    let refused = world.committer.commit(Work::Append(access)).await;
    assert_eq!(refused, Err(Refusal::Conflict(None)));
    // What the head is now continues.
    let right = by_her(&told, message(&told, head, &mut world.rng), &mut world.rng);
    let stands = world.committer.commit(Work::Append(right)).await.expect("it stands");
    assert_eq!(only(&stands).n, 2);
}

pub(crate) async fn what_does_not_follow_from_the_lane_is_the_wrong_place(mut world: World) {
    let (told, first) = world.file("once").await;
    let head = (0, only(&first).hash);
    let mut later_epoch = message(&told, head, &mut world.rng);
    later_epoch.epoch = 1;
    let later_epoch = by_her(&told, later_epoch, &mut world.rng);
    let refused = world.committer.commit(Work::Append(later_epoch)).await;
    assert_eq!(refused, Err(Refusal::WrongPlace), "an epoch that nobody opened");

    // A case's id binds its creator's key, its first recipient and a nonce.
    let new = world.tell("another");
    let fields = first_header(&new).fields;
    let other_nonce = HeaderFields { case_nonce: Some(vec![9; 16]), ..fields.clone() };
    let other_recipient = HeaderFields { opens: first_header(&told).fields.opens, ..fields.clone() };
    let unopened = HeaderFields { opens: None, ..fields.clone() };
    let not_first = HeaderFields { n: 1, ..fields.clone() };
    let other_lane = HeaderFields { lane: Lane::Team, ..fields };
    for (at, fields) in
        [other_nonce, other_recipient, unopened, not_first, other_lane].into_iter().enumerate()
    {
        let refused = world.committer.commit(Work::File(signed_again(&new, fields))).await;
        assert_eq!(refused, Err(Refusal::WrongPlace), "the {at}th");
    }
    let unknown = by_her(&new, message(&new, (0, [1; 32]), &mut world.rng), &mut world.rng);
    let refused = world.committer.commit(Work::Append(unknown)).await;
    assert_eq!(refused, Err(Refusal::NotFound), "a case that is not here");
    world.committer.commit(Work::File(new_case(&new))).await.expect("as it was sealed it stands");
}

pub(crate) async fn what_is_refused_leaves_no_trace(mut world: World) {
    let (told, first) = world.file("once").await;
    let (other, _) = world.file("another").await;
    let head = (0, only(&first).hash);
    let before = world.snapshot().await;
    let mut wrong_prev = message(&told, head, &mut world.rng);
    wrong_prev.prev = [7; 32];
    let mut wrong_epoch = message(&told, head, &mut world.rng);
    wrong_epoch.epoch = 3;
    let foreign = message(&told, head, &mut world.rng);
    let by = By::Person(told.prepared.case);
    let works = [
        by_her(&told, wrong_prev, &mut world.rng),
        by_her(&told, wrong_epoch, &mut world.rng),
        seal(&told, foreign, &other.keys.sign, by, &mut world.rng),
    ];
    for work in works {
        world.pass(60);
        world.committer.commit(Work::Append(work)).await.expect_err("it is refused");
    }
    assert_eq!(world.snapshot().await, before);

    // A refused work between two that stand takes neither with it.
    let (one, two) = (world.tell("one"), world.tell("two"));
    let mut wrong = message(&told, head, &mut world.rng);
    wrong.prev = [7; 32];
    let wrong = by_her(&told, wrong, &mut world.rng);
    let before = world.store.log_root(world.team()).await.expect("read").expect("a log").size;
    let (stands, refused, stands_too) = tokio::join!(
        world.committer.commit(Work::File(new_case(&one))),
        world.committer.commit(Work::Append(wrong.clone())),
        world.committer.commit(Work::File(new_case(&two))),
    );
    assert_eq!(refused, Err(Refusal::Conflict(Some(head))));
    let leaves = [only(&stands.expect("it stands")).leaf, only(&stands_too.expect("it stands")).leaf];
    assert_eq!(leaves, [before, before + 1], "nothing stands between them in the log");
    let key = chain::of_lane(told.prepared.case, Lane::Shared);
    let proof = world.store.prove_heads(world.team(), &[key]).await.expect("a proof");
    let checkpoint = world.trust.checkpoint(&proof.checkpoint).expect("signed");
    let moved = Some((1, sha256(wrong.header.bytes())));
    let verify = |state| sanad_crypto::log::heads::verify(&checkpoint.heads, &key, state, &proof.proofs[0]);
    assert!(verify(Some(head)).is_ok() && verify(moved).is_err(), "the head did not move");
}
