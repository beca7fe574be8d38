//! The audit: it finds nothing where nothing is wrong, and names what was changed.

use sanad_client::trust::log_origin;
use sanad_domain::Lane;
use sanad_store::{Store, audit::AuditError};
use sanad_testkit::{Engine, execute, flip_byte};

use crate::{
    dump::{dump, load},
    lived_in::lived_in,
    world::World,
};

pub(crate) async fn what_is_right_is_found_right(mut world: World) {
    let (team, checkpoint) = world.store.audit_checkpoint(log_origin).await.expect("a right beginning");
    assert_eq!((team.id, checkpoint.size), (world.team(), 6));
    let audit = world.store.audit(log_origin).await.expect("a right beginning");
    assert_eq!((audit.cases, audit.destroyed, audit.entries), (0, 0, 0));
    lived_in(&mut world).await;
    world.invite("nadia").await;
    let audit = world.store.audit(log_origin).await.expect("nothing is wrong");
    assert_eq!((audit.cases, audit.destroyed, audit.team), (2, 1, world.trust.team.clone()));
    // Six statements, the invitation, all entries, and the one that went with its case.
    assert_eq!(audit.checkpoint.size, 7 + audit.entries + 1);
    // Another log of the same name is none of ours.
    let other = world.store.audit(|_| "sanad/another/0".into()).await;
    assert!(matches!(other, Err(AuditError::Bad(bad)) if bad.place.kind() == "checkpoint"));
}

/// What is done to the database, and which place and check must be named. `{kept}` is the leaf of a report
/// that waits, `{gone}` that of a destruction.
const CHANGES: &[(&str, &str, &str)] = &[
    ("UPDATE entry SET arrived = arrived + 1 WHERE leaf = {kept}", "entry", "leaf"),
    ("UPDATE entry SET leaf = leaf + 1 WHERE leaf = {kept}", "entry", "leaf"),
    ("UPDATE entry SET hash = sealed WHERE leaf = {kept}", "entry", "hash"),
    ("UPDATE entry SET sealed = header WHERE leaf = {kept}", "entry", "sealed"),
    ("UPDATE entry SET sealed = header WHERE leaf = {gone}", "entry", "sealed"),
    ("UPDATE entry SET n = 1 WHERE leaf = {kept}", "entry", "swapped"),
    ("UPDATE entry SET lane = 1 WHERE leaf = {gone}", "entry", "swapped"),
    ("DELETE FROM entry WHERE leaf = {kept}", "lane", "missing"),
    ("DELETE FROM entry WHERE leaf = {gone}", "lane", "missing"),
    ("DELETE FROM entry WHERE lane = 1", "lane", "missing"),
    ("DELETE FROM entry WHERE lane = 0 AND n = 1 AND leaf <> {gone}", "entry", "chain"),
    (
        "DELETE FROM entry WHERE leaf = (SELECT MAX(leaf) FROM entry WHERE lane = 0 AND n > 1)",
        "lane",
        "differs",
    ),
    ("DELETE FROM lane WHERE lane = 2", "lane", "missing"),
    ("UPDATE lane SET epoch = epoch + 1 WHERE lane = 0", "lane", "differs"),
    ("UPDATE lane SET n = n + 1 WHERE lane = 2", "lane", "differs"),
    ("UPDATE cases SET destroyed = NOT destroyed WHERE destroyed", "case", "differs"),
    ("UPDATE cases SET destroyed = NOT destroyed WHERE waiting_since IS NOT NULL", "entry", "extra"),
    ("UPDATE cases SET routing = person_key WHERE routing IS NOT NULL", "case", "malformed"),
    ("UPDATE card SET triage = NOT triage", "card", "differs"),
    ("DELETE FROM card", "card", "missing"),
    ("UPDATE statement SET arrived = arrived + 1 WHERE n = 3", "statement", "leaf"),
    ("UPDATE statement SET hash = bytes WHERE n = 3", "statement", "hash"),
    ("DELETE FROM statement WHERE n = 3", "statement", "swapped"),
    ("DELETE FROM statement WHERE n = 5", "log", "missing"),
    ("UPDATE case_grant SET epoch = epoch + 50", "grant", "extra"),
    ("UPDATE case_grant SET lane = 2 WHERE lane = 1", "grant", "extra"),
    (
        "UPDATE case_grant SET holder = team_id WHERE lane = 1 AND holder = (SELECT MIN(holder) FROM case_grant WHERE lane = 1)",
        "grant",
        "forbidden",
    ),
    ("UPDATE team_grant SET generation = 9", "team_key", "extra"),
    ("UPDATE log_state SET size = size + 1", "checkpoint", "differs"),
    ("UPDATE log_state SET root = heads", "checkpoint", "differs"),
    ("UPDATE log_state SET checkpoint = 'x'", "checkpoint", "signature"),
    (
        "UPDATE log_node SET hash = (SELECT o.hash FROM log_node o WHERE o.level = 0 AND o.idx = 0) WHERE level = 0 AND idx = 3",
        "node",
        "differs",
    ),
    ("DELETE FROM log_node WHERE level = 1 AND idx = 1", "node", "missing"),
    ("DELETE FROM log_node WHERE level = 0 AND idx = {kept}", "node", "missing"),
    ("UPDATE head_node SET hash = (SELECT o.root FROM log_state o) WHERE level = 16", "head_node", "differs"),
    ("DELETE FROM head_node WHERE level = 3", "head_node", "missing"),
    ("UPDATE head_chain SET leaf = chain_key", "lane", "differs"),
    ("DELETE FROM head_chain WHERE bucket = (SELECT MIN(bucket) FROM head_chain)", "lane", "missing"),
];

pub(crate) async fn what_was_changed_is_named(mut world: World) {
    let (taken, destroyed) = lived_in(&mut world).await;
    let team = world.team();
    let queue = world.store.queue(team).await.expect("read");
    let waits = queue.iter().find(|it| ![taken, destroyed].contains(&it.case)).expect("one that waits").case;
    let first = async |case| {
        let entries = world.store.entries(team, case, Lane::Shared).await.expect("read");
        entries.into_iter().next().expect("an entry")
    };
    let (kept, gone) = (first(waits).await, first(destroyed).await);
    let whole = dump(&world.store).await;
    for (change, place, check) in CHANGES {
        let change =
            change.replace("{kept}", &kept.leaf.to_string()).replace("{gone}", &gone.leaf.to_string());
        let fresh = Engine::Sqlite.fresh().await.expect("an embedded database");
        let store = Store::open(&fresh.url).await.expect("the schema");
        load(&store, &whole).await.expect("a copy");
        assert!(execute(&fresh.url, &change).await > 0, "{change} changes something");
        let bad = match store.audit(log_origin).await {
            Err(AuditError::Bad(bad)) => bad,
            other => panic!("{change} should be found: {other:?}"),
        };
        // Of two chains with a wrong head either may be named.
        let kind =
            if bad.place.kind() == "statement" && *place == "lane" { "lane" } else { bad.place.kind() };
        assert_eq!((kind, bad.check.code()), (*place, *check), "{change}: {bad}");
    }
    // One bit of what is signed or sealed, anywhere: the entry itself is named.
    let row = format!("leaf = {}", kept.leaf);
    for (column, len) in [("header", kept.header.len()), ("sealed", kept.sealed.len())] {
        for at in [0, len / 3, len / 2, len - 1] {
            flip_byte(world.url(), "entry", column, &row, at).await;
            let Err(AuditError::Bad(bad)) = world.store.audit(log_origin).await else {
                panic!("byte {at} of {column} was changed")
            };
            let named = bad.place.fields();
            assert!(named.contains(&("case", waits.to_string())), "byte {at} of {column}: {bad}");
            assert_eq!(bad.place.kind(), "entry");
            flip_byte(world.url(), "entry", column, &row, at).await;
        }
    }
    world.store.audit(log_origin).await.expect("as it was before");
}
