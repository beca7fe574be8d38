//! Everything out of one engine and into the other.

use std::collections::BTreeMap;

use sanad_client::trust::log_origin;
use sanad_store::{
    Store,
    dump::{LoadError, TABLES, TableSum},
};
use sanad_testkit::{Engine, row_counts};

use crate::{
    lived_in::lived_in,
    world::{World, read_trust},
};

type Dump = BTreeMap<&'static str, (TableSum, Vec<u8>)>;

/// Every table's rows, each measured first, as a backup does it.
pub(crate) async fn dump(store: &Store) -> Dump {
    let snapshot = store.snapshot().await.expect("a snapshot");
    let mut all = BTreeMap::new();
    for table in TABLES {
        let measured = snapshot.measure(table).await.expect("rows");
        let mut bytes = vec![];
        let mut take = |row: &[u8]| {
            bytes.extend_from_slice(row);
            Ok(())
        };
        let written = snapshot.write(table, &mut take).await.expect("rows");
        assert_eq!(measured, written);
        assert_eq!(written.bytes, bytes.len() as u64);
        all.insert(*table, (written, bytes));
    }
    all
}

/// Loads all of it, or nothing.
pub(crate) async fn load(store: &Store, dump: &Dump) -> Result<(), LoadError> {
    let load = store.load().await?;
    for table in TABLES {
        let (sum, bytes) = &dump[table];
        assert_eq!(load.table(table, &mut bytes.as_slice()).await?, *sum);
    }
    load.commit().await?;
    Ok(())
}

pub(crate) async fn a_dump_loads_into_either_engine_and_dumps_the_same(mut world: World) {
    let (case, _) = lived_in(&mut world).await;
    let first = dump(&world.store).await;
    for (table, (sum, _)) in &first {
        assert!(sum.rows > 0, "no row of {table} was dumped: `lived_in` must fill every table");
    }
    let before = row_counts(world.url()).await;
    assert!(before["session"] > 0 && before["challenge"] > 0);
    let reader = world.coordinator.reader();
    let opened = world.open(case, &reader).await;
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(fresh) = engine.fresh().await else { continue };
        let store = Store::open(&fresh.url).await.expect("the schema");
        load(&store, &first).await.expect("what was dumped loads");
        assert_eq!(dump(&store).await, first, "{engine:?}");
        let after = row_counts(&fresh.url).await;
        for (table, rows) in &before {
            // A copy lets nobody in.
            let expected = if ["session", "challenge"].contains(&table.as_str()) { 0 } else { *rows };
            assert_eq!(after[table], expected, "{table} on {engine:?}");
        }
        // It is the same team, and its cases open.
        assert_eq!(read_trust(&store, world.team()).await.team, world.trust.team);
        let again = world.open_in(&store, case, &reader).await;
        assert_eq!(again.entries, opened.entries);
        store.audit(log_origin).await.expect("nothing is wrong");
        assert!(matches!(store.load().await, Err(LoadError::NotEmpty)), "never over something");
    }
}

pub(crate) async fn a_snapshot_does_not_see_what_comes_after(mut world: World) {
    let snapshot = world.store.snapshot().await.expect("a snapshot");
    let (_, root) = snapshot.team().await.expect("read").expect("a team");
    world.file("later").await;
    let (team, again) = snapshot.team().await.expect("read").expect("a team");
    assert_eq!((team, &again), (world.trust.team.clone(), &root));
    assert_eq!(snapshot.measure("entry").await.expect("rows").rows, 0);
    drop(snapshot);
    let snapshot = world.store.snapshot().await.expect("a snapshot");
    assert_eq!(snapshot.measure("entry").await.expect("rows").rows, 1);
}

pub(crate) async fn what_does_not_fit_is_not_loaded_at_all(mut world: World) {
    lived_in(&mut world).await;
    let good = dump(&world.store).await;
    let changed = |table: &'static str, bytes: Vec<u8>| {
        let mut bad = good.clone();
        bad.get_mut(table).expect("a table").1 = bytes;
        bad
    };
    let entries = &good["entry"].1;
    let bad = [
        ("cut off", changed("entry", entries[..entries.len() - 1].to_vec())),
        ("rows of another table", changed("lane", entries.clone())),
        ("rows that stand there twice", changed("entry", entries.repeat(2))),
        ("something at the end", changed("head_chain", [&good["head_chain"].1[..], &[0xff]].concat())),
    ];
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let Some(fresh) = engine.fresh().await else { continue };
        let store = Store::open(&fresh.url).await.expect("the schema");
        let empty = row_counts(&fresh.url).await;
        for (what, dump) in &bad {
            assert!(load(&store, dump).await.is_err(), "{what} on {engine:?}");
            assert_eq!(row_counts(&fresh.url).await, empty, "{what} left something on {engine:?}");
        }
        load(&store, &good).await.expect("what is right still loads");
    }
}
