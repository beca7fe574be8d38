//! Promise 1: after any use, nothing that a person or member wrote is readable on the server's disk.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod lived;
mod over_http;
mod without_scripts;

use std::{
    fs,
    path::{Path, PathBuf},
};

use lived::{Lived, Secrets, canary, live};
use sanad_testkit::{Cli, Engine, Folder, Options, Running, Search, Story, execute, postgres};
use serde_json::Value;

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");
/// A secret is looked for from this length on: shorter ones are found by chance.
const SHORTEST: usize = 12;

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in text")
}

/// Where what was found, in all places; they hold something, or the search would say nothing.
fn search_all(moment: &str, search: &Search, places: &[PathBuf]) -> Vec<String> {
    let searched: Vec<_> = places.iter().map(|it| search.path(it)).collect();
    let bytes: u64 = searched.iter().map(|it| it.bytes).sum();
    assert!(bytes > 200_000, "{moment}: only {bytes} bytes were searched");
    searched.into_iter().flat_map(|it| it.found).collect()
}

fn nothing_found(moment: &str, search: &Search, places: &[PathBuf]) {
    let found = search_all(moment, search, places);
    assert!(found.is_empty(), "{moment}: {found:?}");
}

/// What an administrator does on the server's machine: a backup, a look at it, a restore beside it, a look at
/// what runs. All of it lies below `folder` and is searched.
fn administer(folder: &Folder, server: &Running, database: Option<&str>, sheet: &str) {
    let cli = Cli::new(Path::new(BINARY), "").with_temp_dir(&server.temp_dir());
    let (data, backup) = (text(server.data_dir()), folder.path().join("backup.age"));
    let restored = folder.path().join("restored");
    let mut backed_up = vec!["backup", "--data", data, "--out", text(&backup), "--json"];
    backed_up.extend(database.iter().flat_map(|it| ["--database", *it]));
    cli.run(&backed_up).ok();
    cli.run(&["verify", text(&backup), "--identity", sheet, "--json"]).ok();
    let from = ["restore", "--from", text(&backup), "--data", text(&restored), "--identity", sheet];
    cli.run(&[&from[..], &["--json"]].concat()).ok();
    // It warns: there is one coordinator. What it says is not asked here.
    assert_ne!(cli.run(&["doctor", "--data", text(&restored), "--full", "--json"]).json, Value::Null);
    assert!(fs::metadata(&backup).expect("a backup").len() > 500_000, "files are in it");
}

async fn seized(engine: Engine) {
    let Some(database) = engine.fresh().await else { return };
    let folder = Folder::make();
    let on_postgres = (engine == Engine::Postgres).then(|| database.url.clone());
    let mut server = Running::start(Options {
        binary: BINARY.into(),
        data_dir: folder.path().join("data"),
        database: on_postgres.clone(),
        log: folder.path().join("server.log"),
        level: "trace".into(),
    });
    if engine == Engine::Postgres {
        // Compressed, a leaked value would be on the disk and not be found.
        postgres::store_uncompressed(&database.url).await;
    }
    let story = Story::begin(Path::new(BINARY), &server.url);
    let Lived { secrets, sheet } = live(&story, &server.token).await;
    let search = Search::new(&secrets.0);
    administer(&folder, &server, on_postgres.as_deref(), &sheet);
    let files = fs::read_dir(server.data_dir().join("blobs")).expect("sealed files").count();
    assert!(files >= 3, "{files} sealed files are there to be searched");

    // Seized while it runs, and after it ended: write-ahead logs and temporary files included.
    let mut places = vec![folder.path().to_owned()];
    if engine == Engine::Postgres {
        let cluster = postgres::cluster().expect("a cluster");
        cluster.checkpoint().await;
        places.push(cluster.folder().to_owned());
    }
    nothing_found("running", &search, &places);
    server.stop();
    nothing_found("stopped", &search, &places);

    // The search sees what this engine stores: a word that somebody stores is found.
    let embedded = format!("sqlite://{}?mode=rw", text(&server.data_dir().join("sanad.db")));
    let url = on_postgres.unwrap_or(embedded);
    execute(&url, "CREATE TABLE planted (word TEXT)").await;
    execute(&url, &format!("INSERT INTO planted VALUES ('{}')", canary("note"))).await;
    if engine == Engine::Postgres {
        postgres::cluster().expect("a cluster").checkpoint().await;
    }
    let found = search_all("planted", &search, &places);
    assert!(!found.is_empty() && found.iter().all(|it| it.starts_with("note (plain)")), "{found:?}");
    // And a file name and digits wherever somebody writes them down.
    folder.write(&canary("name of a picture"), b"");
    let digits = secrets.0.iter().find(|it| it.0 == "receipt in groups").expect("her digits");
    folder.write("planted", &digits.1);
    let found = search_all("planted", &search, &places);
    for what in ["receipt in groups (plain)", "name of a picture (plain)"] {
        assert!(found.iter().any(|it| it.starts_with(what)), "{what}: {found:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seized_disk_says_nothing_sqlite() {
    seized(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_seized_disk_says_nothing_postgres() {
    seized(Engine::Postgres).await;
}

/// Everything that members of a demonstration read, as its members read it.
fn read(story: &Story, members: &Value, secrets: &mut Secrets) {
    let mut keep = |what: &str, value: &Value| {
        if let Some(text) = value.as_str().filter(|it| it.len() >= SHORTEST) {
            secrets.keep(what, text.as_bytes());
        }
    };
    let members = members.as_array().expect("members");
    members.iter().for_each(|it| keep("passphrase", &it["passphrase"]));
    let first = members.iter().find(|it| it["role"] == "coordinator").expect("a coordinator");
    let of = |field: &str| first[field].as_str().expect("a text");
    let coordinator = story.member(of("handle"), of("passphrase"));
    let queue = story.desk(&coordinator, &["queue"]).ok();
    let rows = queue.as_array().expect("rows");
    for row in rows {
        keep("alias", &row["alias"]);
        keep("line", &row["line"]);
        let case = row["case"].as_str().expect("a case");
        let opened = story.desk(&coordinator, &["case", "--case", case]).ok();
        keep("text", &opened["report"]["text"]);
        keep("accounts", &opened["report"]["accounts"]);
        for said in opened["conversation"].as_array().expect("messages") {
            keep("message", &said["message"]["text"]);
        }
        for note in opened["notes"].as_array().expect("notes") {
            keep("note", &note[2]["text"]);
        }
    }
}

#[test]
fn a_seized_demonstration_says_nothing() {
    let folder = Folder::make();
    let data = folder.path().join("data");
    let temporary = folder.path().join("data.tmp");
    fs::create_dir(&temporary).expect("a folder for temporary files");
    let demo = ["demo", "--data", text(&data), "--cases", "6", "--listen", "127.0.0.1:0", "--no-serve"];
    let told = Cli::new(Path::new(BINARY), "").with_temp_dir(&temporary).run(&demo);
    assert_eq!(told.status, 0, "{}", told.stderr);
    // The one file that says it on purpose, for whoever looks at the demonstration.
    let listed = data.join("demo-members.json");
    let members: Value = serde_json::from_slice(&fs::read(&listed).expect("a list")).expect("JSON");
    fs::remove_file(&listed).expect("a list");

    let mut secrets = Secrets::default();
    for line in told.stdout.lines().filter_map(|it| it.strip_prefix("receipt: ")) {
        let digits: String = line.chars().filter(char::is_ascii_digit).collect();
        secrets.receipt("receipt", &digits);
    }
    let mut server = Running::start_founded(Options {
        binary: BINARY.into(),
        data_dir: data,
        database: None,
        log: folder.path().join("server.log"),
        level: "trace".into(),
    });
    let story = Story::begin(Path::new(BINARY), &server.url);
    read(&story, &members, &mut secrets);
    assert!(secrets.0.len() > 30, "only {} texts", secrets.0.len());
    let (search, places) = (Search::new(&secrets.0), [folder.path().to_owned()]);
    nothing_found("running", &search, &places);
    server.stop();
    nothing_found("stopped", &search, &places);
}
