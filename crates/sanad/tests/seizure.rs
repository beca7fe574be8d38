//! Promise 1: after any use, nothing that a person or member wrote is readable on the server's disk.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use sanad_testkit::{Engine, Folder, Options, Running, Search, Story, postgres};
use serde_json::json;

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");

/// Words that occur nowhere else.
fn canary(what: &str) -> String {
    format!("canary-{what}-zqxjvkw-قناري")
}

/// The whole job with a canary in everything that anybody writes; gives them all.
fn live(story: &Story, token: &str) -> Vec<(String, Vec<u8>)> {
    let mut secrets: Vec<(String, Vec<u8>)> = vec![];
    let mut secret = |what: &str| {
        let text = canary(what);
        secrets.push((what.into(), text.clone().into_bytes()));
        text
    };
    let (amal, printed) = story.found(token, "amal", &secret("name"), &secret("passphrase"));
    let joined = story.bring_in(&amal, "yusuf", &secret("second-name"), &secret("second-passphrase"));
    let report = json!({
        "text": secret("text"),
        "accounts": secret("accounts"),
        "deadline": secret("deadline"),
        "safe_contact": { "code_word": secret("code-word"), "never": secret("never"), "hours": secret("hours") },
    });
    let receipt = story.tell(&report);
    let queue = story.desk(&amal, &["queue"]).ok();
    let case = queue[0]["case"].as_str().expect("a case").to_owned();
    let act = |args: &[&str]| story.desk(&amal, &[args, &["--case", &case]].concat()).ok();
    act(&["case", "--purpose", "triage"]);
    act(&["take"]);
    act(&["note", "--text", &secret("note")]);
    act(&["danger", "--level", "high", "--reason", &secret("reason")]);
    act(&["say", "--text", &secret("reply")]);
    let visit = |args: &[&str]| {
        let receipt = ["--receipt", receipt.as_str()];
        story.cli().ask(&[&["person"], args, &receipt].concat())
    };
    visit(&["say", "--text", &secret("answer")]).ok();
    visit(&["show"]).ok();
    act(&["stage", "--to", "waiting", "--reason", &secret("stage-reason")]);
    act(&["close", "--outcome", "asked_to_close", "--summary", &secret("summary")]);
    act(&["reopen", "--text", &secret("reopening")]);
    // What is tried and fails leaves no trace either.
    let stranger = story.member("amal", &secret("wrong-passphrase"));
    story.desk(&stranger, &["queue"]).refused();
    let other = story.tell(&json!({ "text": secret("destroyed-text") }));
    story.cli().ask(&["person", "destroy", "--receipt", &other, "--yes"]).ok();

    secrets.push(("receipt".into(), receipt.into_bytes()));
    secrets.push(("destroyed receipt".into(), other.into_bytes()));
    secrets.push(("invitation".into(), joined.secret.into_bytes()));
    let sheet: Vec<&str> =
        printed["recovery"].as_array().expect("groups").iter().filter_map(|it| it.as_str()).collect();
    secrets.push(("recovery sheet".into(), sheet.concat().into_bytes()));
    secrets
}

fn search_all(moment: &str, search: &Search, places: &[std::path::PathBuf]) {
    let searched: Vec<_> = places.iter().map(|it| search.path(it)).collect();
    let bytes: u64 = searched.iter().map(|it| it.bytes).sum();
    assert!(bytes > 100_000, "{moment}: only {bytes} bytes were searched");
    let found: Vec<_> = searched.iter().flat_map(|it| &it.found).collect();
    assert!(found.is_empty(), "{moment}: {found:?}");
}

async fn seized(engine: Engine) {
    let Some(database) = engine.fresh().await else { return };
    let folder = Folder::make();
    let (data, log) = (folder.path().join("data"), folder.path().join("server.log"));
    let on_postgres = (engine == Engine::Postgres).then(|| database.url.clone());
    let options = Options {
        binary: BINARY.into(),
        data_dir: data,
        database: on_postgres,
        log: log.clone(),
        level: "trace".into(),
    };
    let mut server = Running::start(options);
    if engine == Engine::Postgres {
        // Compressed, a leaked value would be on the disk and not be found.
        postgres::store_uncompressed(&database.url).await;
    }
    let story = Story::begin(Path::new(BINARY), &server.url);
    let secrets = live(&story, &server.token);
    let search = Search::new(&secrets);

    // Seized while it runs, and after it ended: write-ahead logs and temporary files included.
    let mut places = vec![folder.path().to_owned()];
    if engine == Engine::Postgres {
        let cluster = postgres::cluster().expect("a cluster");
        cluster.checkpoint().await;
        places.push(cluster.folder().to_owned());
    }
    search_all("running", &search, &places);
    server.stop();
    search_all("stopped", &search, &places);
    // The search finds what is there.
    folder.write("planted", canary("note").as_bytes());
    assert_eq!(search.path(folder.path()).found.len(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seized_disk_says_nothing_sqlite() {
    seized(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seized_disk_says_nothing_postgres() {
    seized(Engine::Postgres).await;
}
