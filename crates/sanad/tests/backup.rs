//! Backup, restore, verification and doctor, as an administrator runs them.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod hostile;

use std::path::{Path, PathBuf};

use sanad_testkit::{Cli, Engine, Folder, Joined, Member, Options, Running, Search, Story, flip_byte};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");

/// Words that occur nowhere else.
fn canary(what: &str) -> String {
    format!("canary-{what}-zqxjvkw-قناري")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a path in text")
}

/// A server with a team of two, a case in the middle of its work, and one that waits.
struct Helpline {
    folder: Folder,
    server: Running,
    story: Story,
    amal: Member,
    yusuf: Joined,
    case: String,
    receipt: String,
    /// File with the recovery sheet's groups.
    sheet: String,
    database: Option<String>,
}

impl Helpline {
    fn open(database: Option<String>) -> Self {
        let folder = Folder::make();
        let server = Running::start(options(&folder, "data", database.clone()));
        let story = Story::begin(Path::new(BINARY), &server.url);
        let (amal, printed) = story.found(&server.token, "amal", &canary("name"), &canary("passphrase"));
        let yusuf = story.bring_in(&amal, "yusuf", &canary("second-name"), "other words for somebody else");
        let receipt = story.tell(&json!({ "text": canary("text"), "accounts": canary("accounts") }));
        let queue = story.desk(&amal, &["queue"]).ok();
        let case = queue[0]["case"].as_str().expect("a case").to_owned();
        let on = |args: &[&str]| story.desk(&amal, &[args, &["--case", &case]].concat()).ok();
        on(&["take"]);
        on(&["note", "--text", &canary("note")]);
        on(&["say", "--text", &canary("reply")]);
        story.tell(&json!({ "text": "this one waits" }));
        let destroyed = story.tell(&json!({ "text": canary("destroyed") }));
        story.cli().ask(&["person", "destroy", "--receipt", &destroyed, "--yes"]).ok();
        let groups = printed["recovery"].as_array().expect("groups");
        let groups: Vec<&str> = groups.iter().filter_map(Value::as_str).collect();
        let sheet = story.file(&groups.join(" "));
        Self { folder, server, story, amal, yusuf, case, receipt, sheet, database }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Without a server's address.
    fn cli(&self) -> &Cli {
        self.story.cli()
    }

    /// Backs up while the server runs.
    fn back_up(&self, name: &str) -> PathBuf {
        let out = self.path(name);
        let mut args = vec!["backup", "--data", text(self.server.data_dir()), "--out", text(&out), "--json"];
        if let Some(database) = &self.database {
            args.extend(["--database", database.as_str()]);
        }
        let said = self.cli().run(&args).ok();
        assert_eq!(said["bytes"].as_u64(), Some(std::fs::metadata(&out).expect("a backup").len()));
        assert!(!self.path(&format!("{name}.new")).exists());
        out
    }
}

fn options(folder: &Folder, data: &str, database: Option<String>) -> Options {
    Options {
        binary: BINARY.into(),
        data_dir: folder.path().join(data),
        database,
        log: folder.path().join(format!("{data}.log")),
        level: "warn".into(),
    }
}

async fn backed_up_and_restored(engine: Engine) {
    let Some(fresh) = engine.fresh().await else { return };
    let helpline = Helpline::open((engine == Engine::Postgres).then(|| fresh.url.clone()));
    let backup = helpline.back_up("backup.age");
    // What comes after is not in it; and the server never stopped.
    helpline.story.tell(&json!({ "text": "too late for the backup" }));

    let cli = helpline.cli();
    let sheet = helpline.sheet.as_str();
    let verified = cli.run(&["verify", text(&backup), "--identity", sheet, "--json"]).ok();
    assert_eq!((verified["ok"].as_bool(), verified["cases"].as_u64()), (Some(true), Some(2)));
    assert_eq!(verified["destroyed"].as_u64(), Some(1));
    assert!(!helpline.path("backup.age.verifying").exists(), "nothing is left of looking");

    // Wherever it was backed up, it is restored into a folder with the embedded database.
    let data = helpline.path("elsewhere");
    let restore = ["restore", "--from", text(&backup), "--data", text(&data), "--identity", sheet, "--json"];
    let restored = cli.run(&restore).ok();
    assert_eq!(restored["fingerprint"], verified["fingerprint"]);
    assert_eq!(restored["entries"], verified["entries"]);
    assert!(!helpline.path("elsewhere.restoring").exists());
    assert_eq!(cli.run(&restore).refused(), (1, "not_empty"), "never over another");
    let same = cli.run(&["verify", text(&data), "--json"]).ok();
    assert_eq!((same["ok"].as_bool(), &same["size"]), (Some(true), &verified["size"]));

    let second = Running::start_founded(options(&helpline.folder, "elsewhere", None));
    let story = Story::begin(Path::new(BINARY), &second.url);
    for who in [&helpline.amal, &helpline.yusuf.member] {
        let queue = story.desk(who, &["queue"]).ok();
        assert_eq!(queue.as_array().map(Vec::len), Some(2));
    }
    let opened = story.desk(&helpline.amal, &["case", "--case", &helpline.case]).ok();
    assert_eq!(opened["report"]["text"], canary("text").as_str());
    assert_eq!(opened["notes"][0][2]["text"], canary("note").as_str());
    // She comes back with the same number, and the work goes on.
    let shown = story.person("show", &helpline.receipt, &[]).ok();
    assert_eq!(shown["conversation"][0]["message"]["text"], canary("reply").as_str());
    story.person("say", &helpline.receipt, &["--text", "still here"]).ok();
    story.tell(&json!({ "text": "a new one" }));
    let running = cli.run(&["verify", text(&data), "--json"]).ok();
    assert_eq!(running["cases"].as_u64(), Some(3), "verified while it is served");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backed_up_and_restored_sqlite() {
    backed_up_and_restored(Engine::Sqlite).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn backed_up_and_restored_postgres() {
    backed_up_and_restored(Engine::Postgres).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_changed_bit_is_named() {
    let mut helpline = Helpline::open(None);
    helpline.server.stop();
    let url = format!("sqlite://{}?mode=rw", helpline.server.data_dir().join("sanad.db").display());
    let verify = ["verify", text(helpline.server.data_dir()), "--json"];
    helpline.cli().run(&verify).ok();
    let first = "leaf = (SELECT MIN(leaf) FROM entry)";
    for (column, checks) in [("sealed", &["sealed"][..]), ("header", &["signature", "malformed"][..])] {
        flip_byte(&url, "entry", column, first, 300).await;
        let found = helpline.cli().run(&verify);
        assert_eq!(found.refused(), (1, "damaged"));
        assert_eq!(found.json["ok"].as_bool(), Some(false));
        let bad = &found.json["first_bad"];
        assert_eq!(bad["kind"], "entry");
        assert!(checks.contains(&bad["check"].as_str().expect("a check")), "{bad}");
        assert!(bad["entry"].as_str().is_some_and(|it| it.starts_with("entry_")), "{bad}");
        assert!(bad["case"].as_str().is_some_and(|it| it.starts_with("case_")), "{bad}");
        // A backup of it can be made, and is refused where it would be restored.
        let backup = helpline.back_up("damaged.age");
        let data = helpline.path("damaged");
        let restore =
            ["restore", "--from", text(&backup), "--data", text(&data), "--identity", &helpline.sheet];
        assert_eq!(helpline.cli().run(&restore).refused(), (1, "damaged"));
        assert!(!data.exists() && !helpline.path("damaged.restoring").exists(), "nothing is left behind");
        flip_byte(&url, "entry", column, first, 300).await;
    }
    helpline.cli().run(&verify).ok();
    // Another server's key beside the same log is found as well.
    let key = helpline.server.data_dir().join("server.key");
    std::fs::write(&key, [7; 32]).expect("a key file");
    assert_eq!(helpline.cli().run(&verify).refused(), (1, "key_mismatch"));
    let out = helpline.path("useless.age");
    let backup = ["backup", "--data", text(helpline.server.data_dir()), "--out", text(&out)];
    assert_eq!(helpline.cli().run(&backup).refused(), (1, "key_mismatch"));
    assert!(!out.exists() && !helpline.path("useless.age.new").exists());
}

#[test]
fn a_seized_backup_says_nothing() {
    let helpline = Helpline::open(None);
    let backup = helpline.back_up("backup.age");
    let words = ["name", "passphrase", "second-name", "text", "accounts", "note", "reply", "destroyed"];
    let mut secrets: Vec<(String, Vec<u8>)> =
        words.iter().map(|it| ((*it).to_owned(), canary(it).into_bytes())).collect();
    secrets.push(("receipt".into(), helpline.receipt.clone().into_bytes()));
    secrets.push(("invitation".into(), helpline.yusuf.secret.clone().into_bytes()));
    let key = std::fs::read(helpline.server.data_dir().join("server.key")).expect("the key");
    let sealed = std::fs::read(&backup).expect("the backup");
    assert!(sealed.len() > 50_000, "{} bytes", sealed.len());
    let search = Search::new(&[&secrets[..], &[("key".into(), key.clone())]].concat());
    assert_eq!(search.bytes(&sealed), Vec::<&str>::new(), "sealed");
    // Whoever has the sheet sees what a seized disk shows, and no more: the key, and nobody's words.
    let plain = hostile::open(&backup, &helpline.sheet);
    assert_eq!(Search::new(&secrets).bytes(&plain), Vec::<&str>::new(), "opened");
    assert!(plain.windows(32).any(|it| it == key), "the key is in it");
    assert!(is_for_the_owner(&backup));
}

#[cfg(unix)]
fn is_for_the_owner(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::metadata(path).expect("a file").permissions().mode() & 0o077 == 0
}

#[cfg(not(unix))]
fn is_for_the_owner(_: &Path) -> bool {
    true
}

/// State of one check; panics where there is no such check.
fn state<'a>(said: &'a Value, code: &str) -> &'a str {
    let checks = said["checks"].as_array().expect("checks");
    match checks.iter().find(|it| it["code"] == code) {
        Some(check) => check["state"].as_str().expect("a state"),
        None => panic!("no check {code} in {said}"),
    }
}

#[test]
fn the_doctor_finds_what_is_wrong() {
    let helpline = Helpline::open(None);
    let data = text(helpline.server.data_dir()).to_owned();
    let look = |more: &[&str]| helpline.cli().run(&[&["doctor", "--data", &data, "--json"], more].concat());
    let said = look(&["--full"]).json;
    for code in
        ["folder", "key_file", "schema", "database", "checkpoint", "keys", "clock", "intake_key", "log"]
    {
        assert_eq!(state(&said, code), "ok", "{code}: {said}");
    }
    assert_eq!((state(&said, "coordinators"), state(&said, "backup")), ("warning", "warning"));
    helpline.back_up("backup.age");
    let said = look(&[]).json;
    assert_eq!(state(&said, "backup"), "ok");
    assert!(
        said["checks"].as_array().expect("checks").iter().all(|it| it["code"] != "log"),
        "asked for only"
    );

    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let open = std::fs::Permissions::from_mode(0o755);
        std::fs::set_permissions(helpline.server.data_dir(), open).expect("it is ours");
        let found = look(&[]);
        assert_eq!(found.refused(), (1, "unhealthy"));
        assert_eq!(state(&found.json, "folder"), "wrong");
    }
    let nowhere = helpline.path("nowhere");
    let found = helpline.cli().run(&["doctor", "--data", text(&nowhere), "--json"]);
    assert_eq!((found.refused(), state(&found.json, "folder")), ((1, "unhealthy"), "wrong"));
    assert!(!nowhere.exists(), "looking makes nothing");
}
