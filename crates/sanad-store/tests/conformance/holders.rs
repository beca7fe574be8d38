//! Who holds a case after the cards, or her number, changed.

use sanad_client::{back, found, member::Desk};
use sanad_crypto::safe::{
    entry::Opens,
    epoch::{EpochSeed, Holder},
    receipt::PersonKeys,
};
use sanad_domain::{CaseId, Lane, MemberId};
use sanad_store::commit::{By, NewReceipt, Refusal, Work};
use sanad_testkit::team::draw;

use crate::{
    entries::{by_her, message, new_entry},
    world::{World, read_trust},
};

impl World {
    async fn holders_of(&self, case: CaseId, holder: Holder) -> usize {
        self.store.grants(self.team(), case, &[holder]).await.expect("read").len()
    }

    /// Opens new epochs for a case as the coordinator's desk does.
    async fn renew(&mut self, case: CaseId) -> bool {
        let coordinator: Desk = self.coordinator.clone();
        let mut file = self.open(case, &coordinator.reader()).await;
        let writer = coordinator.writer(&self.trust).expect("a writer");
        let at = self.now();
        let composed = writer.renew(&self.trust, &mut file, at, &mut self.rng).expect("composed");
        let renewed = composed.is_some();
        for it in composed.unwrap_or_default() {
            let work = Work::Append(new_entry(&it.append, By::Member(coordinator.member)));
            self.committer.commit(work).await.expect("the epoch stands");
        }
        renewed
    }

    async fn assignees(&self, case: CaseId) -> Vec<MemberId> {
        self.open(case, &self.coordinator.reader()).await.case.assignees
    }
}

pub(crate) async fn an_opening_that_locks_the_team_out_is_refused(mut world: World) {
    let (told, stands) = world.file("hers").await;
    let mut draft = message(&told, (0, stands.places[0].hash), &mut world.rng);
    draft.epoch = 1;
    let recipient = EpochSeed::generate(&mut world.rng).recipient().to_bytes();
    draft.opens = Some((Opens { epoch: 1, recipient }, vec![]));
    let alone = by_her(&told, draft, &mut world.rng);
    let before = world.snapshot().await;
    assert_eq!(world.committer.commit(Work::Append(alone)).await, Err(Refusal::WrongPlace));
    assert_eq!(world.snapshot().await, before);

    // The first entry as well: a report that only she could read is no report.
    let mut unreadable = crate::entries::new_case(&world.tell("nobody reads this"));
    let hers = Holder::of(&told.keys.age.recipient());
    unreadable.first.grants.iter_mut().for_each(|it| it.holder = hers);
    assert_eq!(world.committer.commit(Work::File(unreadable)).await, Err(Refusal::WrongPlace));
    assert_eq!(world.snapshot().await, before);
}

pub(crate) async fn cases_follow_the_cards(mut world: World) {
    let team = world.team();
    let (worker, other) = (world.invite("nadia").await, world.invite("yusuf").await);
    let coordinator = world.coordinator.clone();
    let (taken, _) = world.file("taken").await;
    let (waiting, _) = world.file("waiting").await;
    let (case, untaken) = (taken.prepared.case, waiting.prepared.case);
    world.assign(&coordinator, case, worker.member).await;
    assert!(world.store.stale_cases(team).await.expect("read").is_empty());
    let gone = Holder::of(&worker.keys.age.recipient());
    assert!(world.holders_of(case, gone).await > 0);

    let at = world.now();
    let removal = found::remove(&world.trust, &coordinator, None, worker.member, at, &mut world.rng);
    world.state(&removal.expect("a removal")).await.expect("it stands");
    world.trust = read_trust(&world.store, team).await;
    world.refresh_coordinator().await;
    assert_eq!(world.store.stale_cases(team).await.expect("read"), [case]);
    assert!(world.renew(case).await);
    assert_eq!(world.holders_of(case, gone).await, 0, "who left holds nothing");
    assert!(world.store.stale_cases(team).await.expect("read").is_empty());
    assert!(world.assignees(case).await.is_empty(), "nobody works on it now");
    assert!(!world.renew(case).await, "once is enough");
    assert!(!world.renew(untaken).await, "what nobody took is with intake");

    // Given to another, she still reads all of it, and so does the person.
    let coordinator = world.coordinator.clone();
    world.assign(&coordinator, case, other.member).await;
    let opened = world.open(case, &other.reader()).await;
    assert_eq!(opened.case.report.expect("her words").text, "taken");
    let opened = world.open(case, &back::reader(&taken.keys)).await;
    assert_eq!(opened.case.report.expect("her words").text, "taken");
}

pub(crate) async fn her_number_changes_and_the_old_one_leads_nowhere(mut world: World) {
    let team = world.team();
    let coordinator = world.coordinator.clone();
    let (told, _) = world.file("hers").await;
    let case = told.prepared.case;
    world.assign(&coordinator, case, coordinator.member).await;
    let new = PersonKeys::from_secret(&draw(&mut world.rng));
    let mut file = world.open(case, &back::reader(&told.keys)).await;
    let at = world.now();
    let writer = back::writer(&file, &told.keys);
    let composed = writer.rekey(&world.trust, &mut file, &new, at, &mut world.rng).expect("an opening");
    let receipt = NewReceipt {
        lookup: draw(&mut world.rng),
        kdf_salt: vec![3; 16],
        kdf_m_kib: 65_536,
        kdf_t: 3,
        auth_key: new.auth.verify_key().0,
    };
    let mut entry = new_entry(&composed.append, By::Person(case));
    // Without the new receipt, or by somebody else, it changes nothing.
    let refused = world.committer.commit(Work::Append(entry.clone())).await;
    assert_eq!(refused, Err(Refusal::Forbidden));
    entry.rekey = Some(receipt.clone());
    world.committer.commit(Work::Append(entry)).await.expect("it stands");

    assert!(world.store.case_by_lookup(team, &told.lookup).await.expect("read").is_none());
    let found = world.store.case_by_lookup(team, &receipt.lookup).await.expect("read").expect("her case");
    assert_eq!((found.case, found.auth_key), (case, receipt.auth_key));
    let old = Holder::of(&told.keys.age.recipient());
    assert_eq!(world.holders_of(case, old).await, 0);

    // A member answers, she answers with the new key, and the case is given on: everything counts.
    let mut file = world.open(case, &back::reader(&new)).await;
    let writer = back::writer(&file, &new);
    let said = sanad_domain::case::Body::Message(sanad_domain::case::Message::of_text("it is me"));
    let said = writer.entry(&world.trust, &mut file, Lane::Shared, said, at, &mut world.rng).expect("words");
    let said = Work::Append(new_entry(&said.append, By::Person(case)));
    world.committer.commit(said).await.expect("she speaks");
    let worker = world.invite("nadia").await;
    let coordinator = world.coordinator.clone();
    world.assign(&coordinator, case, worker.member).await;
    for reader in [worker.reader(), coordinator.reader(), back::reader(&new)] {
        let opened = world.open(case, &reader).await;
        assert!(opened.case.timeline.iter().all(|it| it.not_counted.is_none()));
        assert_eq!(opened.case.conversation.len(), 1);
        assert_eq!(opened.successions.len(), 1);
    }

    // Her destruction still proves whose the case was, from the id to the new key.
    let mut file = world.open(case, &back::reader(&new)).await;
    let writer = back::writer(&file, &new);
    let destroy = sanad_domain::case::Body::Destroy(sanad_domain::case::Destroy { reason: "person".into() });
    let last = writer.entry(&world.trust, &mut file, Lane::Shared, destroy, at, &mut world.rng);
    let last = Work::Append(new_entry(&last.expect("her last entry").append, By::Person(case)));
    world.committer.commit(last).await.expect("it stands");
    let opened = world.open(case, &coordinator.reader()).await;
    assert!(opened.case.destroyed);
}
