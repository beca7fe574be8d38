//! A database that holds rows of the version before, brought up to date: nothing is lost, everything is read, and
//! the schema is that of a new database.
//!
//! Rows are written without the entities, which know the newest schema only. A table of the old schema that has no
//! row here fails the test: add one.

use std::collections::HashMap;

use sanad_crypto::log::{self, BucketChange, NodeMap, heads};
use sanad_crypto::safe::{chain, epoch::Holder};
use sanad_domain::{CaseId, Lane, MemberId, Role, TeamId};
use sanad_testkit::{Engine, row_counts};
use sea_orm::{
    ConnectionTrait as _, Database, DatabaseConnection,
    sea_query::{Alias, Expr, Query, Value},
};
use sea_orm_migration::MigratorTrait as _;

use super::Migrator;
use crate::{Store, Who};

const TEAM: TeamId = TeamId([1; 16]);
const CASE: CaseId = CaseId([2; 16]);
const MEMBER: MemberId = MemberId([3; 16]);
const HOLDER: Holder = Holder([4; 16]);
const ARRIVED: i64 = 1_750_000_000;
/// Where sea-orm-migration keeps what was applied.
const APPLIED: &str = "seaql_migrations";

type Columns = Vec<(&'static str, Value)>;
type Row = (&'static str, Columns);

fn some(byte: u8, len: usize) -> Value {
    v(vec![byte; len])
}

fn v(it: impl Into<Value>) -> Value {
    it.into()
}

/// The log of two leaves, with the heads map of one chain.
struct Log {
    nodes: NodeMap,
    root: log::StoredNode,
    chain: [u8; 32],
    leaf: [u8; 32],
    heads: Vec<(u8, u32, [u8; 32])>,
}

fn log_of_two() -> Log {
    let leaves = [chain::leaf(&[8; 32], 1), chain::leaf(&[9; 32], 1)];
    let new = log::tree::append(0, &leaves, &NodeMap::default()).unwrap();
    let root = *new.last().unwrap();
    let chain = chain::of_lane(CASE, Lane::Shared);
    let leaf = heads::chain_leaf(&chain, 1, &[9; 32]);
    let change =
        BucketChange { bucket: heads::bucket_of(&chain), hash: heads::bucket_hash(&[(chain, leaf)]) };
    let Ok(heads) = heads::update(&[change], &HashMap::<(u8, u32), [u8; 32]>::new());
    Log { nodes: new.into_iter().collect(), root, chain, leaf, heads }
}

fn entry(n: i64) -> Columns {
    let byte = u8::try_from(n).unwrap();
    vec![
        ("team_id", some(1, 16)),
        ("entry_id", some(10 + byte, 16)),
        ("case_id", some(2, 16)),
        ("lane", v(0i16)),
        ("n", v(n)),
        ("header", some(20 + byte, 300)),
        ("sealed", some(30 + byte, 4000)),
        ("hash", some(9, 32)),
        ("leaf", v(n)),
        ("arrived", v(ARRIVED + n)),
    ]
}

fn case_row() -> Columns {
    vec![
        ("team_id", some(1, 16)),
        ("case_id", some(2, 16)),
        ("lookup", some(5, 32)),
        ("kdf_salt", some(6, 16)),
        ("kdf_m_kib", v(65_536i32)),
        ("kdf_t", v(3i32)),
        ("auth_key", some(7, 32)),
        ("person_key", some(8, 32)),
        ("claimed", v(2i16)),
        ("alert", v(true)),
        ("minor", v(true)),
        ("quarantined", v(false)),
        ("destroyed", v(false)),
        ("arrived", v(ARRIVED)),
        ("waiting_since", Value::BigInt(None)),
        ("last_by_person", v(true)),
        ("routing", some(9, 200)),
        ("summary_generation", v(1i32)),
        ("summary", some(9, 100)),
    ]
}

fn of_the_log(log: &Log) -> Vec<Row> {
    let team = || ("team_id", some(1, 16));
    let hash = |hash: [u8; 32]| v(hash.to_vec());
    let state =
        [("size", v(2i64)), ("root", hash(log.root.hash)), ("heads", hash(log.heads.last().unwrap().2))];
    let bucket = v(i32::from(heads::bucket_of(&log.chain)));
    let mut rows: Vec<Row> = vec![
        ("log_state", [vec![team(), ("checkpoint", v("a note\n"))], state.to_vec()].concat()),
        (
            "head_chain",
            vec![team(), ("bucket", bucket), ("chain_key", hash(log.chain)), ("leaf", hash(log.leaf))],
        ),
    ];
    for ((level, index), it) in &log.nodes.0 {
        let place = vec![team(), ("level", v(i16::from(*level))), ("idx", v(i64::try_from(*index).unwrap()))];
        rows.push(("log_node", [place, vec![("hash", hash(*it))]].concat()));
    }
    for (level, index, it) in &log.heads {
        let place = vec![team(), ("level", v(i16::from(*level))), ("idx", v(i64::from(*index)))];
        rows.push(("head_node", [place, vec![("hash", hash(*it))]].concat()));
    }
    rows
}

fn of_the_rest() -> Vec<Row> {
    let team = || ("team_id", some(1, 16));
    let case = || ("case_id", some(2, 16));
    let member = || ("member_id", some(3, 16));
    let holder = || ("holder", some(4, 16));
    let lane = || ("lane", v(0i16));
    vec![
        (
            "statement",
            vec![
                team(),
                ("n", v(0i64)),
                ("bytes", some(4, 90)),
                ("hash", some(5, 32)),
                ("leaf", v(0i64)),
                ("arrived", v(ARRIVED)),
            ],
        ),
        (
            "card",
            vec![
                team(),
                member(),
                holder(),
                ("verify_key", some(5, 32)),
                ("role", v(1i16)),
                ("triage", v(true)),
                ("live", v(true)),
            ],
        ),
        (
            "account",
            vec![team(), member(), ("handle", v("amal")), ("vault_n", v(3i64)), ("vault", some(6, 500))],
        ),
        (
            "way_in",
            vec![
                team(),
                member(),
                ("unlock_id", some(7, 16)),
                ("kind", v("passphrase")),
                ("salt", some(8, 16)),
                ("m_kib", v(131_072i32)),
                ("t", v(3i32)),
                ("auth_key", some(9, 32)),
            ],
        ),
        (
            "team_grant",
            vec![team(), holder(), ("name", v("intake")), ("generation", v(0i32)), ("sealed", some(5, 600))],
        ),
        ("directory", vec![team(), ("n", v(4i64)), ("sealed", some(9, 80))]),
        ("cases", case_row()),
        (
            "lane",
            vec![
                team(),
                case(),
                lane(),
                ("n", v(1i64)),
                ("head", some(9, 32)),
                ("epoch", v(0i32)),
                ("recipient", some(9, 1216)),
            ],
        ),
        ("entry", entry(0)),
        ("entry", entry(1)),
        ("case_grant", vec![team(), case(), lane(), holder(), ("epoch", v(0i32)), ("sealed", some(8, 700))]),
        ("opened", vec![team(), case(), member(), ("at", v(ARRIVED))]),
        (
            "session",
            vec![
                team(),
                ("token_hash", some(5, 32)),
                ("member", v(true)),
                ("subject", some(3, 16)),
                ("expires", v(ARRIVED + 10)),
            ],
        ),
        ("challenge", vec![("challenge_hash", some(6, 32)), ("who", some(7, 32)), ("expires", v(ARRIVED))]),
    ]
}

async fn insert(db: &DatabaseConnection, (table, columns): Row) {
    let mut insert = Query::insert();
    insert.into_table(Alias::new(table)).columns(columns.iter().map(|it| Alias::new(it.0)));
    insert.values_panic(columns.into_iter().map(|it| Expr::value(it.1)));
    db.execute(&insert).await.unwrap_or_else(|error| panic!("{table}: {error}"));
}

async fn check(store: &Store, log: &Log) {
    assert_eq!(store.team_id().await.unwrap(), Some(TEAM));
    let statements = store.statements(TEAM).await.unwrap();
    assert_eq!(statements.len(), 1);
    assert_eq!((statements[0].bytes.as_slice(), statements[0].leaf), (&[4; 90][..], 0));
    let card = store.card(TEAM, MEMBER).await.unwrap().expect("a live card");
    assert_eq!((card.role, card.triage, card.holder), (Role::Coordinator, true, HOLDER));
    let (account, ways) = store.account(TEAM, "amal").await.unwrap().expect("an account");
    assert_eq!((account.member, account.vault_n, account.vault), (MEMBER, 3, vec![6; 500]));
    assert_eq!(ways.len(), 1);
    assert_eq!((ways[0].m_kib, ways[0].auth_key, ways[0].kind.as_str()), (131_072, [9; 32], "passphrase"));
    let grants = store.team_grants(TEAM, HOLDER).await.unwrap();
    assert_eq!((grants.len(), grants[0].name.as_str(), &grants[0].sealed), (1, "intake", &vec![5; 600]));
    assert_eq!(store.directory(TEAM).await.unwrap(), Some((4, vec![9; 80])));

    let queue = store.queue(TEAM).await.unwrap();
    assert_eq!(queue.len(), 1);
    let case = store.case_by_lookup(TEAM, &[5; 32]).await.unwrap().expect("by its lookup");
    assert_eq!((case.case, case.kdf_m_kib, case.auth_key), (CASE, 65_536, [7; 32]));
    assert_eq!((case.claimed, case.alert, case.destroyed, case.waiting_since), (2, true, false, None));
    assert_eq!(
        (case.arrived, case.routing, case.summary),
        (ARRIVED as u64, Some(vec![9; 200]), Some((1, vec![9; 100])))
    );
    let lanes = store.lanes(TEAM, CASE).await.unwrap();
    assert_eq!((lanes.len(), lanes[0].n, lanes[0].head, lanes[0].recipient.len()), (1, 1, [9; 32], 1216));
    let entries = store.entries(TEAM, CASE, Lane::Shared).await.unwrap();
    for (n, entry) in (0u8..).zip(&entries) {
        assert_eq!((entry.leaf, entry.arrived), (u64::from(n), ARRIVED as u64 + u64::from(n)));
        assert!(entry.header == [20 + n; 300] && entry.sealed == [30 + n; 4000], "every byte of it");
    }
    assert_eq!(entries.len(), 2);
    let grants = store.grants(TEAM, CASE, &[HOLDER]).await.unwrap();
    assert_eq!((grants.len(), grants[0].lane, grants[0].epoch), (1, Lane::Shared, 0));
    assert_eq!(store.opened_at(TEAM, CASE, MEMBER).await.unwrap(), Some(ARRIVED as u64));

    let now = ARRIVED as u64 - 1;
    assert_eq!(store.session(TEAM, [5; 32], now).await.unwrap(), Some(Who::Member(MEMBER)));
    assert!(store.take_challenge([6; 32], [7; 32], now).await.unwrap());

    let root = store.log_root(TEAM).await.unwrap().expect("a log");
    assert_eq!((root.size, root.checkpoint.as_str()), (2, "a note\n"));
    let (_, path) = store.prove_inclusion(TEAM, 1).await.unwrap().expect("a proof");
    let leaf = chain::leaf(&[9; 32], 1);
    assert_eq!(log::verify_inclusion(&leaf, 1, 2, &path, &log.root.hash), Ok(()));
    let heads_root = log.heads.last().unwrap().2;
    let proof = store.prove_heads(TEAM, &[log.chain]).await.unwrap();
    let head = Some((1, [9; 32]));
    assert_eq!(heads::verify(&heads_root, &log.chain, head, &proof.proofs[0]), Ok(()));

    // And it is written to as before.
    assert!(store.put_directory(TEAM, 4, vec![1]).await.unwrap());
    assert!(store.route(TEAM, CASE, Some(vec![2]), None).await.unwrap());
    assert_eq!(store.case(TEAM, CASE).await.unwrap().and_then(|it| it.routing), Some(vec![2]));
}

async fn upgraded(engine: Engine) {
    let (Some(old), Some(new)) = (engine.fresh().await, engine.fresh().await) else { return };
    let steps = (Migrator::migrations().len() - 1).max(1);
    let db = Database::connect(&old.url).await.unwrap();
    Migrator::up(&db, Some(u32::try_from(steps).unwrap())).await.unwrap();
    let log = log_of_two();
    for row in of_the_rest().into_iter().chain(of_the_log(&log)) {
        insert(&db, row).await;
    }
    db.close().await.unwrap();
    let before = row_counts(&old.url).await;
    let empty: Vec<_> = before.iter().filter(|it| *it.1 == 0).map(|it| it.0).collect();
    assert!(empty.is_empty(), "every table of the version before has rows here, not: {empty:?}");

    let store = Store::open(&old.url).await.unwrap();
    let after = row_counts(&old.url).await;
    for (table, count) in before.iter().filter(|it| it.0 != APPLIED) {
        assert_eq!(after.get(table), Some(count), "rows of {table}");
    }
    check(&store, &log).await;
    store.close().await.unwrap();
    // Once more is no change, and the tables are those of a database that begins today.
    Store::open(&old.url).await.unwrap().close().await.unwrap();
    Store::open(&new.url).await.unwrap().close().await.unwrap();
    let (old, new) = (row_counts(&old.url).await, row_counts(&new.url).await);
    assert!(old.keys().eq(new.keys()), "{old:?} {new:?}");
    assert_eq!(old[APPLIED], new[APPLIED]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn sqlite_keeps_what_the_version_before_wrote() {
    upgraded(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn postgres_keeps_what_the_version_before_wrote() {
    upgraded(Engine::Postgres).await;
}
