//! Who may write where.

use sanad_client::found;
use sanad_crypto::safe::epoch::Holder;
use sanad_domain::{
    Author, Lane,
    case::{Body, Note},
};
use sanad_store::commit::{By, Refusal, Work};

use crate::{
    entries::{by_her, message, new_entry, seal},
    world::{World, read_trust},
};

pub(crate) async fn a_person_speaks_only_with_the_key_of_the_case(mut world: World) {
    let (told, stands) = world.file("hers").await;
    let (other, _) = world.file("somebody else's").await;
    let head = (0, stands.places[0].hash);
    let (hers, not_hers) = (By::Person(told.prepared.case), By::Person(other.prepared.case));

    let [first, second, third, fourth] = std::array::from_fn(|_| message(&told, head, &mut world.rng));
    let foreign_key = seal(&told, first, &other.keys.sign, hers, &mut world.rng);
    let mut as_other = second;
    as_other.author = Author::person(other.keys.person_id());
    let as_other = seal(&told, as_other, &other.keys.sign, hers, &mut world.rng);
    let other_session = seal(&told, third, &told.keys.sign, not_hers, &mut world.rng);
    let mut on_team_lane = fourth;
    (on_team_lane.lane, on_team_lane.n, on_team_lane.prev) = (Lane::Team, 0, [0; 32]);
    let on_team_lane = by_her(&told, on_team_lane, &mut world.rng);
    for (what, work) in [
        ("a foreign key", foreign_key),
        ("somebody else's name", as_other),
        ("somebody else's session", other_session),
        ("the team's lane", on_team_lane),
    ] {
        let refused = world.committer.commit(Work::Append(work)).await;
        assert_eq!(refused, Err(Refusal::Forbidden), "{what}");
    }
    // What brings routing or a summary is not for her.
    let mut summarised = by_her(&told, message(&told, head, &mut world.rng), &mut world.rng);
    summarised.summary = Some((0, vec![1; 64]));
    assert_eq!(world.committer.commit(Work::Append(summarised)).await, Err(Refusal::Forbidden));
    let right = by_her(&told, message(&told, head, &mut world.rng), &mut world.rng);
    world.committer.commit(Work::Append(right)).await.expect("she speaks");
}

pub(crate) async fn a_member_without_a_grant_finds_nothing(mut world: World) {
    let worker = world.invite("nadia").await;
    let coordinator = world.coordinator.clone();
    let (told, _) = world.file("hers").await;
    let case = told.prepared.case;
    let note = || Body::Note(Note { text: "called".into() });
    let at = world.now();

    // Before anybody took it, intake's key holds it: every member with triage may write.
    let mut file = world.open(case, &worker.reader()).await;
    let writer = worker.writer(&world.trust).expect("a writer");
    let composed = writer.entry(&world.trust, &mut file, Lane::Team, note(), at, &mut world.rng);
    let composed = composed.expect("a note");
    let as_other = new_entry(&composed.append, By::Member(coordinator.member));
    let refused = world.committer.commit(Work::Append(as_other)).await;
    assert_eq!(refused, Err(Refusal::Forbidden), "another member's session");
    let right = new_entry(&composed.append, By::Member(worker.member));
    world.committer.commit(Work::Append(right)).await.expect("the note stands");

    world.assign(&coordinator, case, coordinator.member).await;
    let (intake, _) = world.trust.team.key_recipient("intake").expect("a key");
    let left = world.store.grants(world.team(), case, &[Holder::of(&intake)]).await.expect("read");
    assert!(left.is_empty(), "intake's grants went with the taking");
    let mut file = world.open(case, &coordinator.reader()).await;
    let composed = writer.entry(&world.trust, &mut file, Lane::Team, note(), at, &mut world.rng);
    let work = new_entry(&composed.expect("a note").append, By::Member(worker.member));
    let before = world.snapshot().await;
    let refused = world.committer.commit(Work::Append(work)).await;
    assert_eq!(refused, Err(Refusal::NotFound));
    assert_eq!(world.snapshot().await, before);
    let own = Holder::of(&worker.keys.age.recipient());
    let held = world.store.held_cases(world.team(), &[own]).await.expect("read");
    assert!(held.is_empty());
}

pub(crate) async fn who_was_removed_says_nothing_more(mut world: World) {
    let worker = world.invite("nadia").await;
    let coordinator = world.coordinator.clone();
    let (told, _) = world.file("hers").await;
    let case = told.prepared.case;
    let mut file = world.open(case, &worker.reader()).await;
    let writer = worker.writer(&world.trust).expect("a writer");
    let at = world.now();
    let note = Body::Note(Note { text: "called".into() });
    let composed = writer.entry(&world.trust, &mut file, Lane::Team, note, at, &mut world.rng);
    let composed = composed.expect("a note");

    let removal = found::remove(&world.trust, &coordinator, None, worker.member, at, &mut world.rng)
        .expect("a removal");
    world.state(&removal).await.expect("it stands");
    let card = world.store.card(world.team(), worker.member).await.expect("read");
    assert!(card.is_none(), "the card is not live");
    let refused =
        world.committer.commit(Work::Append(new_entry(&composed.append, By::Member(worker.member)))).await;
    assert_eq!(refused, Err(Refusal::Forbidden));

    let trust = read_trust(&world.store, world.team()).await;
    assert!(trust.team.live(worker.member).is_none());
    assert_eq!(trust.team.keys["intake"].generation, 1, "the team's keys were exchanged");
    // A statement that does not continue the chain is refused as a whole.
    let before = world.snapshot().await;
    assert_eq!(world.state(&removal).await, Err(Refusal::WrongPlace));
    assert_eq!(world.snapshot().await, before);
}
