//! What a reader notices: another place, another moment, another history, and that everything is gone.

use sanad_client::{ClientError, back, file::open};
use sanad_crypto::safe::entry::Saw;
use sanad_domain::case::Why;
use sanad_store::commit::Work;

use crate::{
    entries::{by_her, destruction, message},
    world::World,
};

pub(crate) async fn another_place_or_arrival_is_noticed(mut world: World) {
    let (told, stands) = world.file("hers").await;
    world.file("another's").await;
    world.pass(60);
    let more = by_her(&told, message(&told, (0, stands.places[0].hash), &mut world.rng), &mut world.rng);
    world.committer.commit(Work::Append(more)).await.expect("it stands");
    let reader = back::reader(&told.keys);
    let true_file = world.case_file(&world.store, told.prepared.case, &reader).await;
    open(&world.trust, &true_file, &reader).expect("what is stored verifies");
    let count = true_file.lanes[0].entries.len();
    for at in 0..count {
        let mut earlier = true_file.clone();
        earlier.lanes[0].entries[at].arrived -= 1;
        assert_eq!(open(&world.trust, &earlier, &reader).expect_err("refused"), ClientError::Withheld);
        let mut elsewhere = true_file.clone();
        elsewhere.lanes[0].entries[at].leaf -= 1;
        assert!(open(&world.trust, &elsewhere, &reader).is_err());
    }
    let mut unproven = true_file.clone();
    unproven.revealed.pop();
    assert_eq!(open(&world.trust, &unproven, &reader).expect_err("refused"), ClientError::RolledBack);
    // A reader who saw another log than this one stops here.
    let mut other = world.trust.clone();
    other.checkpoint.root[0] ^= 1;
    assert_eq!(open(&other, &true_file, &reader).expect_err("refused"), ClientError::RolledBack);
}

pub(crate) async fn who_saw_another_history_is_not_counted(mut world: World) {
    let (told, stands) = world.file("hers").await;
    let size = world.trust.checkpoint.size;
    let mut head = (0, stands.places[0].hash);
    for (saw, counts) in [
        (Some(Saw { size, root: [9; 32] }), false),
        (Some(Saw { size: 1_000_000, root: [9; 32] }), false),
        (Some(world.trust.saw()), true),
    ] {
        let mut draft = message(&told, head, &mut world.rng);
        draft.saw = saw;
        let stands = world.committer.commit(Work::Append(by_her(&told, draft, &mut world.rng))).await;
        head = (head.0 + 1, stands.expect("the server cannot tell").places[0].hash);
        let opened = world.open(told.prepared.case, &world.coordinator.reader()).await;
        let last = opened.case.timeline.last().expect("an entry");
        assert_eq!(last.not_counted, if counts { None } else { Some(Why::Forged) });
    }
}

pub(crate) async fn a_destroyed_case_says_so_to_whoever_still_reads(mut world: World) {
    let coordinator = world.coordinator.clone();
    let (told, _) = world.file("hers").await;
    let case = told.prepared.case;
    world.assign(&coordinator, case, coordinator.member).await;
    let head = world.store.lanes(world.team(), case).await.expect("read")[0].clone();
    let mut draft = destruction(&told, (head.n, head.head), &mut world.rng);
    draft.epoch = head.epoch;
    let last = by_her(&told, draft, &mut world.rng);
    world.committer.commit(Work::Append(last)).await.expect("it stands");
    for reader in [coordinator.reader(), back::reader(&told.keys)] {
        let opened = world.open(case, &reader).await;
        assert!(opened.case.destroyed && opened.case.report.is_none());
    }
}
