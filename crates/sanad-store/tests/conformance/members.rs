//! Accounts, vaults, the directory: what is replaced, and by whom it is not.

use sanad_client::found;
use sanad_domain::Role;
use sanad_store::{AccountRow, NextVault, UnlockRow, VaultPut, commit::Refusal};
use sanad_testkit::team::{HANDLE, NOW};

use crate::world::{World, account_rows};

fn way(at: u8) -> UnlockRow {
    UnlockRow {
        id: [at; 16],
        kind: "passkey".into(),
        salt: vec![at; 16],
        m_kib: 131_072,
        t: 3,
        auth_key: [at; 32],
    }
}

async fn account(world: &World) -> (AccountRow, Vec<UnlockRow>) {
    world.store.account(world.team(), HANDLE).await.expect("read").expect("the coordinator's account")
}

/// A next vault that adds and takes off; `after` is what it carries tags for.
fn next(n: u64, vault: &[u8], add: &[u8], remove: &[[u8; 16]], after: &[[u8; 16]]) -> NextVault {
    NextVault {
        n,
        vault: vault.to_vec(),
        tagged: after.to_vec(),
        add: add.iter().map(|it| way(*it)).collect(),
        remove: remove.to_vec(),
    }
}

pub(crate) async fn a_vault_is_replaced_by_its_next_version_only(world: World) {
    let (team, member) = (world.team(), world.coordinator.member);
    let (row, ways) = account(&world).await;
    let (n, first) = (row.vault_n, ways[0].id);
    let put = async |next: NextVault| world.store.put_vault(team, member, &next).await.expect("asked");
    let [one, two, three] = [[1; 16], [2; 16], [3; 16]];
    assert_eq!(put(next(n, b"the same version", &[1], &[], &[first, one])).await, VaultPut::Stale);
    assert_eq!(put(next(n + 2, b"a gap", &[1], &[], &[first, one])).await, VaultPut::Stale);
    let added = next(n + 1, b"next", &[1, 2], &[first], &[one, two]);
    assert_eq!(put(added.clone()).await, VaultPut::Written);
    assert_eq!(put(added).await, VaultPut::Written, "the same again is the same");
    assert_eq!(put(next(n + 1, b"another", &[3], &[], &[one, two, three])).await, VaultPut::Stale);
    let (row, ways) = account(&world).await;
    assert_eq!((row.vault_n, row.vault), (n + 1, b"next".to_vec()));
    assert_eq!(ways.iter().map(|it| it.id).collect::<Vec<_>>(), [one, two]);
    assert_eq!((ways[0].m_kib, ways[0].auth_key), (131_072, [1; 32]));
    // What is neither added nor taken off stays as it was.
    assert_eq!(put(next(n + 2, b"and on", &[], &[one], &[two])).await, VaultPut::Written);
    let (row, ways) = account(&world).await;
    assert_eq!((row.vault_n, ways.len(), ways[0].id), (n + 2, 1, two));
}

pub(crate) async fn ways_in_are_those_of_the_vault(mut world: World) {
    let worker = world.invite("nadia").await;
    let (team, member) = (world.team(), world.coordinator.member);
    let (row, ways) = account(&world).await;
    let (n, first) = (row.vault_n + 1, ways[0].id);
    let theirs = world.store.account(team, "nadia").await.expect("read").expect("an account").1[0].id;
    let before = world.snapshot().await;
    let ids = |range: std::ops::RangeInclusive<u8>| range.map(|it| [it; 16]).collect::<Vec<_>>();
    let nine: Vec<u8> = (1..=8).collect();
    let with_first = [vec![first], ids(1..=8)].concat();
    for (what, next) in [
        ("none is left", next(n, b"x", &[], &[first], &[])),
        ("one without a tag", next(n, b"x", &[1], &[], &[first])),
        ("a tag without a way", next(n, b"x", &[], &[], &[first, [1; 16]])),
        ("one that is not there is taken off", next(n, b"x", &[], &[[9; 16]], &[first])),
        ("another member's is taken off", next(n, b"x", &[], &[theirs], &[first])),
        ("one is added twice", next(n, b"x", &[1, 1], &[], &[first, [1; 16]])),
        ("nine of them", next(n, b"x", &nine, &[], &with_first)),
    ] {
        let put = world.store.put_vault(team, member, &next).await.expect("asked");
        assert_eq!(put, VaultPut::Unusable, "{what}");
    }
    // An id that another member's way in has.
    let mut taken = next(n, b"x", &[1], &[], &[first, theirs]);
    taken.add[0].id = theirs;
    let put = world.store.put_vault(team, member, &taken).await.expect("asked");
    assert_eq!(put, VaultPut::Unusable);
    assert_eq!(world.snapshot().await, before);
    assert_eq!(account(&world).await.1[0].id, first);
    let nobody = next(1, b"x", &[1], &[], &[[1; 16]]);
    let put = world.store.put_vault(team, sanad_domain::MemberId([9; 16]), &nobody).await.expect("asked");
    assert_eq!(put, VaultPut::Stale, "nobody has this account");
    let card = world.store.card(team, worker.member).await.expect("read");
    assert!(card.is_some());
}

pub(crate) async fn of_many_next_vaults_one_is_written(world: World) {
    let (team, member) = (world.team(), world.coordinator.member);
    for round in 0..5u8 {
        let (row, ways) = account(&world).await;
        let (n, old) = (row.vault_n + 1, ways[0].id);
        let mut tasks = tokio::task::JoinSet::new();
        for at in 0..8u8 {
            let id = round * 16 + at + 1;
            let (store, next) = (world.store.clone(), next(n, &[at; 8], &[id], &[old], &[[id; 16]]));
            tasks.spawn(async move { (at, store.put_vault(team, member, &next).await) });
        }
        // Who was refused by the engine itself wrote nothing either.
        let results = tasks.join_all().await;
        let won = results.iter().filter(|it| matches!(it.1, Ok(VaultPut::Written)));
        let written: Vec<u8> = won.map(|it| it.0).collect();
        assert_eq!(written.len(), 1, "one of eight in round {round}: {results:?}");
        let (row, ways) = account(&world).await;
        assert_eq!((row.vault_n, row.vault), (n, vec![written[0]; 8]));
        assert_eq!(ways.iter().map(|it| it.id[0]).collect::<Vec<_>>(), [round * 16 + written[0] + 1]);
    }
}

pub(crate) async fn of_many_next_directories_one_is_written(world: World) {
    let team = world.team();
    for round in 0..5u64 {
        let n = world.store.directory(team).await.expect("read").expect("a directory").0;
        assert_eq!(n, round);
        assert!(
            !world.store.put_directory(team, n + 1, vec![1]).await.expect("asked"),
            "not the present one"
        );
        let mut tasks = tokio::task::JoinSet::new();
        for at in 0..8u8 {
            let store = world.store.clone();
            tasks.spawn(async move { (at, store.put_directory(team, n, vec![at; 4]).await) });
        }
        let results = tasks.join_all().await;
        let written: Vec<u8> = results.iter().filter(|it| matches!(it.1, Ok(true))).map(|it| it.0).collect();
        assert_eq!(written.len(), 1, "one of eight in round {round}: {results:?}");
        let now = world.store.directory(team).await.expect("read").expect("a directory");
        assert_eq!(now, (n + 1, vec![written[0]; 4]));
    }
}

pub(crate) async fn a_handle_is_taken_once(mut world: World) {
    let worker = world.invite("nadia").await;
    let card = world.store.card(world.team(), worker.member).await.expect("read").expect("a live card");
    assert_eq!((card.role, card.triage), (Role::Caseworker, true));
    let twice = found::invite(
        &world.trust,
        &world.coordinator,
        None,
        "nadia",
        "Somebody else",
        Role::Caseworker,
        NOW,
        &mut world.rng,
    );
    let twice = twice.expect("an invitation");
    let before = world.snapshot().await;
    assert_eq!(world.state(&twice.request).await, Err(Refusal::Taken));
    assert_eq!(world.snapshot().await, before);
    let accounts = world.store.accounts(world.team()).await.expect("read");
    assert_eq!(accounts.iter().map(|it| it.handle.as_str()).collect::<Vec<_>>(), [HANDLE, "nadia"]);
    let (row, ways) = account_rows(twice.request.account.as_ref().expect("an account"));
    assert_eq!((row.handle.as_str(), ways.len()), ("nadia", 1));
    assert!(accounts.iter().all(|it| it.member != row.member), "the second one is nobody here");
}
