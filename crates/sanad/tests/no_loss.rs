//! Promise 2: what was acknowledged survives `kill -9`, exactly once.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    collections::{BTreeMap, HashMap},
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng as _, SeedableRng as _},
};
use sanad_client::{
    Trust,
    tell::{Prepared, prepare_with_keys},
};
use sanad_crypto::safe::{
    receipt::{Cost, PersonKeys},
    sha256,
};
use sanad_domain::{Lane, report::Report};
use sanad_protocol::{
    CBOR, PREFIX, decode, encode,
    intake::{Filed, Kdf},
    team::TeamView,
};
use sanad_store::Store;
use sanad_testkit::{Folder, Options, Running, Story, naive_leaf, naive_root};

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");
const CLIENTS: usize = 64;
const EACH: usize = 6;
const KILLS: usize = 3;

fn prepared(trust: &Trust, rng: &mut ChaCha20Rng, now: u64, at: usize) -> Prepared {
    let [mut secret, mut lookup] = [[0; 32]; 2];
    rng.fill_bytes(&mut secret);
    rng.fill_bytes(&mut lookup);
    let keys = PersonKeys::from_secret(&secret);
    let kdf = Kdf { salt: secret[..16].to_vec().into(), cost: Cost::RECEIPT };
    let report = Report::of_text(&format!("report {at}"));
    prepare_with_keys(trust, &report, &keys, lookup, kdf, now, rng).expect("a report")
}

/// Sends until it is acknowledged, however often the server dies in between.
async fn file(http: &reqwest::Client, url: &str, trust: &Trust, it: &Prepared) {
    let patience = Instant::now() + Duration::from_secs(120);
    loop {
        assert!(Instant::now() < patience, "a report was never acknowledged");
        let request = http.post(format!("{url}{PREFIX}/cases")).header("content-type", CBOR);
        let answer = match request.body(encode(&it.request)).send().await {
            Ok(answer) => answer,
            Err(_) => {
                tokio::time::sleep(Duration::from_millis(20)).await;
                continue;
            }
        };
        let status = answer.status();
        let Ok(bytes) = answer.bytes().await else { continue };
        if status.is_success() {
            let answer: Filed = decode(&bytes).expect("an acknowledgement");
            it.accepted(trust, &answer).expect("an acknowledgement of this report");
            return;
        }
        assert_eq!(status.as_u16(), 503, "only a server that cannot store may refuse");
    }
}

/// Leaf hashes of everything that is stored, by the place that each claims.
async fn stored_leaves(store: &Store, trust: &Trust) -> BTreeMap<u64, [u8; 32]> {
    let team = trust.team.id;
    let statements = store.statements(team).await.expect("statements");
    let mut found: Vec<_> = statements.iter().map(|it| (it.leaf, sha256(&it.bytes), it.arrived)).collect();
    for row in store.queue(team).await.expect("the queue") {
        for lane in Lane::ALL {
            let entries = store.entries(team, row.case, lane).await.expect("entries");
            found.extend(entries.iter().map(|it| (it.leaf, sha256(&it.header), it.arrived)));
        }
    }
    let mut leaves = BTreeMap::new();
    for (leaf, hash, arrived) in found {
        let before = leaves.insert(leaf, naive_leaf(&hash, arrived));
        assert!(before.is_none(), "leaf {leaf} is given once");
    }
    leaves
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_acknowledged_is_there_exactly_once() {
    let folder = Folder::make();
    let options = Options {
        binary: BINARY.into(),
        data_dir: folder.path().join("data"),
        database: None,
        log: folder.path().join("server.log"),
        level: "warn".into(),
    };
    let mut server = Running::start(options);
    let story = Story::begin(Path::new(BINARY), &server.url);
    story.found(&server.token, "amal", "Amal", "six words that nobody ever guesses");
    // One provider for TLS; installing it twice is the only way this fails.
    let _ = rustls::crypto::ring::default_provider().install_default();
    let http = reqwest::Client::new();
    let view = http.get(format!("{}{PREFIX}/team", server.url)).send().await.expect("the team");
    let view: TeamView = decode(&view.bytes().await.expect("the team")).expect("the team");
    let trust = Trust::verify(&view, None).expect("a team that verifies");

    let mut rng = ChaCha20Rng::from_seed([5; 32]);
    let reports: Vec<Prepared> =
        (0..CLIENTS * EACH).map(|at| prepared(&trust, &mut rng, view.now, at)).collect();
    let (reports, trust) = (Arc::new(reports), Arc::new(trust));
    let (next, done) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicUsize::new(0)));
    let clients: Vec<_> = (0..CLIENTS)
        .map(|_| {
            let (reports, trust, next, done) =
                (Arc::clone(&reports), Arc::clone(&trust), Arc::clone(&next), Arc::clone(&done));
            let (http, url) = (http.clone(), server.url.clone());
            tokio::spawn(async move {
                while let Some(it) = reports.get(next.fetch_add(1, Ordering::SeqCst)) {
                    file(&http, &url, &trust, it).await;
                    done.fetch_add(1, Ordering::SeqCst);
                }
            })
        })
        .collect();
    // Killed while reports are under way: at seeded numbers of acknowledgements, not at moments.
    for kill in 1..=KILLS {
        let at = kill * reports.len() / (KILLS + 1) + (rng.next_u32() % 7) as usize;
        while done.load(Ordering::SeqCst) < at && !clients.iter().any(tokio::task::JoinHandle::is_finished) {
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.kill9();
        server.restart();
    }
    for client in clients {
        client.await.expect("a client");
    }
    assert_eq!(done.load(Ordering::SeqCst), reports.len());
    // And once more with nothing under way: the last acknowledgement was as durable as the first.
    server.kill9();
    server.restart();
    server.stop();

    let url = format!("sqlite://{}?mode=rw", server.data_dir().join("sanad.db").display());
    let store = Store::open(&url).await.expect("the database");
    let mut found: HashMap<_, usize> = HashMap::new();
    for row in store.queue(trust.team.id).await.expect("the queue") {
        *found.entry(row.case).or_default() += 1;
    }
    assert_eq!(found.len(), reports.len(), "nothing is there that nobody sent");
    for it in reports.iter() {
        assert_eq!(found.get(&it.case), Some(&1));
        let entries = store.entries(trust.team.id, it.case, Lane::Shared).await.expect("entries");
        assert_eq!(entries.len(), 1);
        assert_eq!(entries[0].sealed, it.request.first.sealed.to_vec(), "every byte of it");
    }
    let root = store.log_root(trust.team.id).await.expect("the log").expect("a checkpoint");
    assert_eq!(root.size, reports.len() as u64 + 6, "one leaf each, and the team's six statements");
    // The signed root is that of the leaves which are stored, by the definition of the tree.
    let signed = trust.checkpoint(&root.checkpoint).expect("signed by the log");
    let leaves = stored_leaves(&store, &trust).await;
    assert_eq!(leaves.keys().copied().collect::<Vec<_>>(), (0..signed.size).collect::<Vec<_>>());
    assert_eq!(naive_root(&leaves.into_values().collect::<Vec<_>>()), signed.root);
    let consistency = store.prove_consistency(trust.team.id, view.statements.len() as u64).await;
    let (note, proof) = consistency.expect("the log").expect("a proof");
    let answer = sanad_protocol::log::Consistency {
        checkpoint: note,
        proof: proof.into_iter().map(|it| it.to_vec().into()).collect(),
    };
    if let Err(error) = trust.check_consistency(&trust.saw(), &answer) {
        panic!("the log does not continue: {error}");
    }
}
