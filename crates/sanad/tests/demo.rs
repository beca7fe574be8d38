//! The demo as a whole: what it stores is the same for the same seed, verifies, and keeps its receipts.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use sanad_domain::Lane;
use sanad_store::Store;
use sanad_testkit::{Cli, Folder};

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");

/// Tells a story into a folder; gives what was printed.
fn tell(folder: &Path, cases: &str, seed: &str) -> String {
    let data = folder.to_str().expect("a path in Unicode");
    // Two minutes past nine, as a clock in Baghdad shows it.
    let args =
        ["demo", "--data", data, "--cases", cases, "--seed", seed, "--clock", "2026-11-25T09:02:00+03:00"];
    let ran = Cli::new(Path::new(BINARY), "")
        .run(&[&args[..], &["--listen", "127.0.0.1:0", "--no-serve"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    ran.stdout
}

/// Every entry's signed header with its place and arrival, in the order of the log. A header names the hash of
/// what is sealed under it, so that equal headers mean equal entries.
async fn entries(folder: &Path) -> Vec<(u64, u64, Vec<u8>)> {
    let store =
        Store::open(&format!("sqlite://{}", folder.join("sanad.db").display())).await.expect("a store");
    let team = store.team_id().await.expect("read").expect("a team");
    let mut entries = vec![];
    for case in store.queue(team).await.expect("the queue") {
        for lane in Lane::ALL {
            let lane = store.entries(team, case.case, lane).await.expect("a lane");
            entries.extend(lane.into_iter().map(|it| (it.leaf, it.arrived, it.header)));
        }
    }
    store.close().await.expect("closed");
    entries.sort();
    entries
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_same_seed_stores_the_same_entries() {
    let folder = Folder::make();
    let [one, again, other] = ["one", "again", "other"].map(|it| folder.path().join(it));
    let said = tell(&one, "12", "3");
    tell(&again, "12", "3");
    tell(&other, "12", "4");
    let entries = [entries(&one).await, entries(&again).await, entries(&other).await];
    assert!(entries[0].len() > 12 * 3, "a story, not only reports: {}", entries[0].len());
    assert_eq!(entries[0], entries[1]);
    assert_ne!(entries[0], entries[2]);
    assert_eq!(said.lines().filter(|it| it.starts_with("receipt: ")).count(), 5);
    // Arrival never goes back, and nothing arrives after the moment that counts as now.
    let arrived: Vec<u64> = entries[0].iter().map(|(_, arrived, _)| *arrived).collect();
    assert!(arrived.is_sorted());
    assert!(arrived.last().is_some_and(|it| *it < 1_795_586_520));
}
