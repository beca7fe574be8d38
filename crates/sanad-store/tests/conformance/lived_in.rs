//! A database in which everything has happened that can: no table is empty.

use sanad_domain::{
    CaseId, Lane,
    case::{Body, Message, Purpose},
};
use sanad_protocol::case::{Heads, LaneHead};
use sanad_store::{
    BlobLimits, NewBlob, Who,
    commit::{By, Work},
};

use crate::{
    entries::{by_her, destruction, new_entry},
    world::World,
};

/// Three reports: one taken and answered, one waiting, one destroyed. Gives the taken and the destroyed case.
pub(crate) async fn lived_in(world: &mut World) -> (CaseId, CaseId) {
    let (team, at) = (world.team(), world.now());
    let coordinator = world.coordinator.clone();
    let (taken, _) = world.file("she waits no longer").await;
    world.file("she waits").await;
    let (gone, stands) = world.file("she changed her mind").await;
    let case = taken.prepared.case;

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
    let access = writer.access(&world.trust, case, &heads, Purpose::Triage, "Amal", at, &mut world.rng);
    let access = new_entry(&access.expect("a record"), By::Member(coordinator.member));
    world.committer.commit(Work::Append(access)).await.expect("it stands");
    world.assign(&coordinator, case, coordinator.member).await;
    let mut file = world.open(case, &coordinator.reader()).await;
    let answer = Body::Message(Message::of_text("we are here"));
    let answer = writer.entry(&world.trust, &mut file, Lane::Shared, answer, at, &mut world.rng);
    let mut answer = new_entry(&answer.expect("an answer").append, By::Member(coordinator.member));
    answer.summary = Some((0, vec![5; 64]));
    world.committer.commit(Work::Append(answer)).await.expect("it stands");

    let head = (0, stands.places[0].hash);
    let last = by_her(&gone, destruction(&gone, head, &mut world.rng), &mut world.rng);
    world.committer.commit(Work::Append(last)).await.expect("it stands");

    let blob = sanad_domain::BlobId([4; 16]);
    let new = NewBlob { blob, case, sealed_len: 4000, voice: false };
    let limits = BlobLimits { files: 1, bytes: 4000 };
    world.store.begin_blob(team, new, limits, at).await.expect("written").expect("taken");
    assert!(world.store.finish_blob(team, blob, [6; 32]).await.expect("written"));
    let member = Who::Member(coordinator.member);
    world.store.put_session(team, [1; 32], member, at + 3600).await.expect("begun");
    world.store.put_challenge([2; 32], [3; 32], at + 120).await.expect("remembered");
    (case, gone.prepared.case)
}
