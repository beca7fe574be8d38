//! Challenges and sessions.

use sanad_domain::TeamId;
use sanad_store::{
    Who,
    commit::{NewCase, Refusal, Work},
};
use sanad_testkit::row_counts;

use crate::{entries::new_case, world::World};

pub(crate) async fn a_challenge_is_used_once_by_who_asked(world: World) {
    let (store, now) = (&world.store, world.now());
    let (challenge, who, other) = ([1; 32], [2; 32], [3; 32]);
    let take = async |challenge: [u8; 32], who: [u8; 32], now: u64| {
        store.take_challenge(challenge, who, now).await.expect("asked")
    };
    store.put_challenge(challenge, who, now + 120).await.expect("remembered");
    assert!(!take(challenge, other, now).await, "somebody else asked");
    assert!(!take([9; 32], who, now).await, "nobody asked");
    assert!(take(challenge, who, now + 119).await, "and it was not used up by them");
    assert!(!take(challenge, who, now + 119).await, "once");
    store.put_challenge(challenge, who, now + 120).await.expect("remembered");
    assert!(!take(challenge, who, now + 120).await, "too late");
    // Of many who come at once with the same answer, one is let in.
    for round in 0..5u8 {
        let challenge = [round + 10; 32];
        store.put_challenge(challenge, who, now + 120).await.expect("remembered");
        let mut tasks = tokio::task::JoinSet::new();
        for _ in 0..8 {
            let store = store.clone();
            tasks.spawn(async move { store.take_challenge(challenge, who, now).await.expect("asked") });
        }
        let taken = tasks.join_all().await.into_iter().filter(|it| *it).count();
        assert_eq!(taken, 1, "round {round}");
    }
    assert_eq!(row_counts(world.url()).await["challenge"], 1, "the one that came too late");
    store.sweep(now + 120).await.expect("swept");
    assert_eq!(row_counts(world.url()).await["challenge"], 0);
}

pub(crate) async fn a_session_ends(mut world: World) {
    let (told, _) = world.file("hers").await;
    let (store, team, now) = (&world.store, world.team(), world.now());
    let (hers, members) = ([1; 32], [2; 32]);
    let person = Who::Person(told.prepared.case);
    let member = Who::Member(world.coordinator.member);
    store.put_session(team, hers, person, now + 3600).await.expect("begun");
    store.put_session(team, members, member, now + 7200).await.expect("begun");
    let whose =
        async |team: TeamId, token: [u8; 32], now: u64| store.session(team, token, now).await.expect("asked");
    assert_eq!(whose(team, hers, now).await, Some(person));
    assert_eq!(whose(team, members, now).await, Some(member));
    assert_eq!(whose(team, hers, now + 3599).await, Some(person));
    assert_eq!(whose(team, hers, now + 3600).await, None, "it ended by itself");
    assert_eq!(whose(TeamId([9; 16]), hers, now).await, None, "another team");
    assert_eq!(whose(team, [9; 32], now).await, None, "no token");
    store.end_session(members).await.expect("ended");
    store.end_session(members).await.expect("ending it again is fine");
    assert_eq!(whose(team, members, now).await, None);
    store.sweep(now + 3599).await.expect("swept");
    assert_eq!(whose(team, hers, now).await, Some(person), "what is live stays");
    store.sweep(now + 3600).await.expect("swept");
    assert_eq!(row_counts(world.url()).await["session"], 0);
}

/// The ticket for the files of a report begins with the case, in the same commit.
pub(crate) async fn a_session_begins_with_its_case(mut world: World) {
    let (told, another) = (world.tell("hers"), world.tell("another"));
    let (team, now, case) = (world.team(), world.now(), told.prepared.case);
    let filed = |token| Work::File(NewCase { session: Some((token, now + 60)), ..new_case(&told) });
    let whose = async |token| world.store.session(team, token, now).await.expect("asked");
    world.committer.commit(filed([1; 32])).await.expect("filed");
    assert_eq!(whose([1; 32]).await, Some(Who::Person(case)));
    world.committer.commit(filed([2; 32])).await.expect("the same report again");
    assert_eq!(whose([2; 32]).await, Some(Who::Person(case)));
    let mut other = new_case(&another);
    other.receipt.lookup = told.lookup;
    other.session = Some(([3; 32], now + 60));
    let other = Work::File(other);
    assert_eq!(world.committer.commit(other).await, Err(Refusal::Taken));
    assert_eq!(whose([3; 32]).await, None, "what is refused begins nothing");
}
