//! Accounts, vaults, the directory: what is replaced, and by whom it is not.

use sanad_client::found;
use sanad_domain::Role;
use sanad_store::{AccountRow, UnlockRow, commit::Refusal};
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

pub(crate) async fn a_vault_is_replaced_by_its_next_version_only(world: World) {
    let (team, member) = (world.team(), world.coordinator.member);
    let n = account(&world).await.0.vault_n;
    let put = async |n: u64, vault: &[u8], ways: &[UnlockRow]| {
        world.store.put_vault(team, member, n, vault.to_vec(), ways).await.expect("asked")
    };
    assert!(!put(n, b"the same version", &[way(1)]).await);
    assert!(!put(n + 2, b"a gap", &[way(1)]).await);
    assert!(put(n + 1, b"next", &[way(1), way(2)]).await);
    assert!(!put(n + 1, b"again", &[way(3)]).await);
    let (row, ways) = account(&world).await;
    assert_eq!((row.vault_n, row.vault), (n + 1, b"next".to_vec()));
    assert_eq!(ways.iter().map(|it| it.id).collect::<Vec<_>>(), [[1; 16], [2; 16]]);
    assert_eq!((ways[0].m_kib, ways[0].auth_key), (131_072, [1; 32]));
    // Ways in are replaced with it, not added.
    assert!(put(n + 2, b"and on", &[way(2)]).await);
    let (row, ways) = account(&world).await;
    assert_eq!((row.vault_n, ways.len(), ways[0].id), (n + 2, 1, [2; 16]));
}

pub(crate) async fn of_many_next_vaults_one_is_written(world: World) {
    let (team, member) = (world.team(), world.coordinator.member);
    for round in 0..5u8 {
        let n = account(&world).await.0.vault_n + 1;
        let mut tasks = tokio::task::JoinSet::new();
        for at in 0..8u8 {
            let (store, way) = (world.store.clone(), way(round * 16 + at + 1));
            tasks.spawn(async move {
                let written = store.put_vault(team, member, n, vec![at; 8], &[way]).await;
                (at, written)
            });
        }
        // Who was refused by the engine itself wrote nothing either.
        let results = tasks.join_all().await;
        let written: Vec<u8> = results.iter().filter(|it| matches!(it.1, Ok(true))).map(|it| it.0).collect();
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
