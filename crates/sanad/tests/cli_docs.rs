//! The command line as it is documented: `docs/formats/cli-help.txt` is what `--help` says, and
//! `docs/formats/cli-shapes.json` is what `--json` prints, as keys and kinds. `UPDATE=1` writes both.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod shape;

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use sanad_testkit::{Folder, Joined, Member, Options, Running, Story};
use serde_json::{Value, json};

use shape::Shape;

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");

/// What the committed file says, after `made` was written to it where that was asked for.
fn committed(name: &str, made: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats").join(name);
    if std::env::var_os("UPDATE").is_some_and(|it| it == "1") {
        fs::write(&path, made).expect("the folder of the formats");
    }
    fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE=1 writes it", path.display()))
}

fn help(path: &[String]) -> String {
    let mut command = Command::new(BINARY);
    command.args(path).arg("--help").stdin(Stdio::null()).stderr(Stdio::null());
    let output = command.output().expect("the binary runs");
    assert!(output.status.success(), "{path:?} --help");
    String::from_utf8(output.stdout).expect("text").trim_end().to_owned()
}

/// Names under `Commands:`, without clap's own `help`.
fn commands(help: &str) -> Vec<String> {
    let lines = help.lines().skip_while(|it| *it != "Commands:").skip(1).take_while(|it| !it.is_empty());
    let names = lines.filter_map(|it| it.split_whitespace().next());
    names.filter(|it| *it != "help").map(str::to_owned).collect()
}

/// Adds the help of a command and of everything below it.
fn add(path: &mut Vec<String>, out: &mut Vec<(String, String)>) {
    let said = help(path);
    let name = [&["sanad".to_owned()][..], &path[..]].concat().join(" ");
    let below = commands(&said);
    out.push((name, said));
    for name in below {
        path.push(name);
        add(path, out);
        path.pop();
    }
}

#[test]
fn help_is_as_documented() {
    let mut all = vec![];
    add(&mut vec![], &mut all);
    assert!(all.len() > 35, "only {} commands were found", all.len());
    let text: Vec<String> = all.iter().map(|(name, said)| format!("$ {name} --help\n{said}\n")).collect();
    let text = text.join("\n");
    let committed = committed("cli-help.txt", &text);
    for (name, said) in &all {
        let there = committed.contains(&format!("$ {name} --help\n{said}\n"));
        assert!(there, "{name} --help changed; UPDATE=1 writes cli-help.txt, cli.md is for you:\n{said}");
    }
    assert_eq!(committed, text, "cli-help.txt tells of what is not there");
}

#[test]
fn every_command_has_its_section() {
    let mut all = vec![];
    add(&mut vec![], &mut all);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/cli.md");
    let page = fs::read_to_string(path).expect("cli.md");
    for (name, said) in &all {
        if !commands(said).is_empty() {
            continue;
        }
        assert!(page.contains(&format!("`{name}")), "cli.md says nothing of {name}");
        let options = said.split_whitespace().filter(|it| it.starts_with("--") && it.len() > 2);
        for option in options.filter(|it| !["--help", "--version"].contains(it)) {
            let option = option.trim_end_matches([')', ',', '.', ':', '`']);
            assert!(page.contains(&format!("`{option}")), "cli.md says nothing of {option} of {name}");
        }
    }
}

#[test]
fn every_warning_of_a_chat_is_explained() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/cli.md");
    let page = fs::read_to_string(path).expect("cli.md");
    let chat = page.split("### `sanad chat parse`").nth(1).expect("its section");
    let codes = sanad_chat::WarningCode::ALL.iter().map(|it| it.code());
    for code in codes {
        assert!(chat.contains(&format!("`{code}`")), "cli.md says nothing of {code}");
    }
}

/// A team at work, and the shapes of what it was told.
struct Told {
    server: Running,
    story: Story,
    shapes: BTreeMap<String, Shape>,
    // The last: the server ends before its folder goes.
    folder: Folder,
}

impl Told {
    fn begin() -> Self {
        let folder = Folder::make();
        let options = Options {
            binary: BINARY.into(),
            data_dir: folder.path().join("data"),
            database: None,
            log: folder.path().join("server.log"),
            level: "warn".into(),
        };
        let server = Running::start(options);
        let story = Story::begin(Path::new(BINARY), &server.url);
        Self { server, story, shapes: BTreeMap::new(), folder }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Remembers the shape of what a command printed, and gives it back.
    fn keep(&mut self, command: &str, said: Value) -> Value {
        let new = Shape::of(&said);
        let shape = match self.shapes.remove(command) {
            Some(before) => before.and(new),
            None => new,
        };
        self.shapes.insert(command.to_owned(), shape);
        said
    }

    /// `sanad desk …`; the command is named by its first word.
    fn desk(&mut self, who: &Member, args: &[&str]) -> Value {
        let said = self.story.desk(who, args).ok();
        self.keep(&format!("sanad desk {}", args[0]), said)
    }

    fn member(&mut self, who: &Member, args: &[&str]) -> Value {
        let said = self.story.members(who, args).ok();
        self.keep(&format!("sanad member {}", args[0]), said)
    }

    fn person(&mut self, verb: &str, receipt: &str, more: &[&str]) -> Value {
        let said = self.story.person(verb, receipt, more).ok();
        self.keep(&format!("sanad person {verb}"), said)
    }

    /// Without a server's address.
    fn here(&mut self, command: &str, args: &[&str]) -> Value {
        let said = self.story.cli().run(args).ok();
        self.keep(command, said)
    }

    fn tell(&mut self, report: &Value, more: &[&str]) -> String {
        let file = self.story.file(&report.to_string());
        let said = self.story.cli().ask(&[&["person", "tell", "--file", &file][..], more].concat()).ok();
        let said = self.keep("sanad person tell", said);
        said["receipt"].as_str().expect("a receipt").to_owned()
    }
}

fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}

#[test]
fn what_is_printed_has_the_documented_shape() {
    let mut told = Told::begin();
    let (amal, printed) = told.story.found(&told.server.token, "amal", "أمل", "one two three four five six");
    let printed = told.keep("sanad init", printed);
    let groups: Vec<String> = printed["recovery"].as_array().expect("groups").iter().map(text).collect();
    let sheet = told.story.file(&groups.join(" "));

    let yusuf = invited(&mut told, &amal);
    let shahad = told.story.bring_in(&amal, "shahad", "شهد", "other words for another member");
    told.story.bring_in(&amal, "karrar", "كرار", "still other words for somebody");
    let (receipt, quiet) = worked_on(&mut told, &amal, &yusuf, &shahad);
    cards(&mut told, &amal, &yusuf, &sheet);
    measured(&mut told, &amal);
    checked(&mut told, &amal, &sheet);
    pictures(&mut told);
    chats(&mut told);
    let new = text(&told.person("rekey", &receipt, &[])["receipt"]);
    told.person("destroy", &new, &["--yes"]);
    told.person("destroy", &quiet, &["--yes"]);
    demonstrated(&mut told);

    let made: BTreeMap<&String, Value> = told.shapes.iter().map(|(name, it)| (name, it.to_json())).collect();
    let made = json!(made);
    let committed: Value =
        serde_json::from_str(&committed("cli-shapes.json", &format!("{made:#}\n"))).expect("JSON");
    let made_of = made.as_object().expect("an object");
    for (command, shape) in made_of {
        assert_eq!(*shape, committed[command], "{command}; if it was meant to, UPDATE=1, and cli.md");
    }
    assert_eq!(committed, made, "cli-shapes.json tells of what nobody printed");
}

/// An invitation and who takes it.
fn invited(told: &mut Told, amal: &Member) -> Member {
    let invitation = told.member(amal, &["invite", "--handle", "yusuf", "--name", "يوسف"]);
    let yusuf = told.story.member("yusuf", "six five four three two one");
    let secret = text(&invitation["secret"]);
    let join = ["member", "join", "--member", "yusuf", "--secret", &secret];
    let file = ["--passphrase-file", &yusuf.passphrase_file];
    let joined = told.story.cli().ask(&[&join[..], &file[..]].concat()).ok();
    told.keep("sanad member join", joined);
    yusuf
}

/// Two cases: one is worked on to its end, of one only the report is there. Gives both receipts.
fn worked_on(told: &mut Told, amal: &Member, yusuf: &Member, shahad: &Joined) -> (String, String) {
    let quiet = told.tell(&json!({ "text": "a quiet one" }), &[]);
    let file = told.story.file("a picture, let us say");
    let report = json!({
        "text": "he will kill me", "for_whom": "self", "age": "adult", "material": ["photo"],
        "demand": ["money"], "deadline": "Thursday", "platform": ["telegram"], "accounts": "@him",
        "relationship": "former_partner", "danger": { "hurt": "yes" }, "consents": ["link_cases"], "lang": "en",
        "safe_contact": {
            "channel": "safe_page", "hours": "after nine", "shared_device": true, "code_word": "basil",
            "never": "my brother's name", "may_write_first": false,
        },
    });
    let receipt = told.tell(&report, &["--attach", &file]);
    told.person("attach", &receipt, &["--file", &file, "--text", "one more"]);

    let queue = told.desk(amal, &["queue"]);
    let (case, other) = (text(&queue[0]["case"]), text(&queue[1]["case"]));
    told.desk(amal, &["case", "--case", &other]);
    let on = |told: &mut Told, args: &[&str]| told.desk(yusuf, &[args, &["--case", &case]].concat());
    on(told, &["take"]);
    on(told, &["danger", "--level", "extreme", "--reason", "a weapon at home"]);
    on(told, &["note", "--text", "call the coordinator"]);
    on(told, &["say", "--text", "we believe you"]);
    told.desk(amal, &["queue"]);
    on(told, &["assign", "--to", "yusuf", "--to", &shahad.member.handle]);
    on(told, &["stage", "--to", "waiting", "--reason", "she sleeps"]);
    let opened = on(told, &["case"]);
    let blob = text(&opened["conversation"][0]["message"]["attachments"][0]["id"]);
    let out = told.path("saved");
    let out = out.to_str().expect("a path in text");
    on(told, &["get", "--file", &blob, "--out", out, "--reason", "for the police"]);
    assert_eq!(fs::read(out).expect("the file"), b"a picture, let us say");
    on(told, &["close", "--outcome", "stopped_by_itself", "--summary", "over", "--told-to-come-back"]);
    on(told, &["case", "--purpose", "review"]);
    on(told, &["reopen", "--text", "he wrote again"]);
    told.person("show", &receipt, &[]);
    told.person("say", &receipt, &["--text", "thank you"]);
    told.person("show", &quiet, &[]);
    (receipt, quiet)
}

/// Another passphrase, another card, a card that ends.
fn cards(told: &mut Told, amal: &Member, yusuf: &Member, sheet: &str) {
    let new = told.story.member("yusuf", "six other words for the same member");
    told.member(yusuf, &["passphrase", "--new-passphrase-file", &new.passphrase_file]);
    told.member(amal, &["renew", "--handle", "shahad", "--recovery-file", sheet]);
    let renewed = told.desk(amal, &["renew"]);
    assert_eq!(renewed["renewed"].as_array().map(Vec::len), Some(1), "shahad held one case");
    told.member(amal, &["remove", "--handle", "karrar"]);
    told.desk(amal, &["members"]);
}

fn measured(told: &mut Told, amal: &Member) {
    let who = ["--member", "amal", "--passphrase-file", &amal.passphrase_file];
    let intake = ["bench", "intake", "--reports", "2", "--concurrency", "1"];
    let said = told.story.cli().ask(&[&intake[..], &who[..]].concat()).ok();
    told.keep("sanad bench intake", said);
    let said = told.story.cli().ask(&[&["bench", "desk", "--runs", "1"][..], &who].concat()).ok();
    told.keep("sanad bench desk", said);
}

/// Backup, restore, and everything that looks at what is there.
fn checked(told: &mut Told, amal: &Member, sheet: &str) {
    let as_text = |path: PathBuf| path.to_str().expect("a path in text").to_owned();
    let (data, backup) = (as_text(told.path("data")), as_text(told.path("backup.age")));
    let (elsewhere, url) = (as_text(told.path("elsewhere")), told.server.url.clone());
    let who = ["--member", "amal", "--passphrase-file", &amal.passphrase_file, "--json"];
    told.here("sanad verify URL", &[&["verify", &url][..], &who].concat());
    told.here("sanad verify DIR", &["verify", &data, "--json"]);
    // Not everything is well: there is no backup, and one coordinator.
    let doctor = told.story.cli().run(&["doctor", "--data", &data, "--full", "--json"]).json;
    told.keep("sanad doctor", doctor);
    told.here("sanad backup", &["backup", "--data", &data, "--out", &backup, "--json"]);
    told.here("sanad verify FILE", &["verify", &backup, "--identity", sheet, "--json"]);
    let restore = ["restore", "--from", &backup, "--data", &elsewhere, "--identity", sheet, "--json"];
    told.here("sanad restore", &restore);
}

/// A picture of one pixel, in a file and raw, a file that is none, and a bank of two fingerprints.
fn pictures(told: &mut Told) {
    let as_text = |path: PathBuf| path.to_str().expect("a path in text").to_owned();
    let mut file = b"BM".to_vec();
    for word in [58_u32, 0, 54, 40, 1, 1, (24 << 16) | 1, 0, 4, 0, 0, 0, 0, 0x0012_3456] {
        file.extend(word.to_le_bytes());
    }
    let picture = as_text(told.folder.write("pixel.bmp", &file));
    let raw = as_text(told.folder.write("pixel.rgb", &[1, 2, 3]));
    told.here("sanad pdq hash", &["pdq", "hash", &picture, "--json"]);
    told.here("sanad pdq hash", &["pdq", "hash", &raw, "--raw", "1x1", "--json"]);
    let refused = told.story.cli().run(&["pdq", "hash", &raw, "--json"]).json;
    told.keep("sanad pdq hash", refused);
    let bank = as_text(told.folder.write("bank", &[0; 64]));
    told.here("sanad pdq search", &["pdq", "search", "--bank", &bank, "--queries", &bank, "--json"]);
    let little = ["--runs", "1", "--bank-size", "200", "--query-count", "10"];
    told.here("sanad pdq bench", &[&["pdq", "bench", "--json"][..], &little].concat());
}

/// An export in which something is missing, one of several chats, and a file that is none.
fn chats(told: &mut Told) {
    let as_text = |path: PathBuf| path.to_str().expect("a path in text").to_owned();
    let lines = "03/04/2026, 21:41 - Sam Rivers: call +1 212 555 0143\n\
                 03/04/2026, 21:42 - Noor: IMG-20260403-WA0001.jpg (file attached)\n";
    let ambiguous = as_text(told.folder.write("ambiguous.txt", lines.as_bytes()));
    let settled = as_text(told.folder.write("settled.txt", lines.replace("03/04", "27/04").as_bytes()));
    // The order of keys counts: a chat is named before its messages.
    let message = |id: u32, more: &str| {
        format!(
            r#"{{"id":{id},"type":"message","date":"2026-03-27T21:41:35","date_unixtime":"1774647695",
            "from":"Noor","from_id":"user1",{more}"text":["call +1 212 555 0143 or ",{{"type":"text_link","text":"write","href":"https://t.me/noor_shop_77"}}],"text_entities":[]}}"#
        )
    };
    let chat = |name: &str, id: u32| {
        let passed_on = r#""forwarded_from":"Sam Rivers","forwarded_from_id":"user2","#;
        let messages = [message(id, ""), message(id + 1, passed_on)].join(",");
        format!(r#"{{"name":"{name}","type":"personal_chat","id":{id},"messages":[{messages}]}}"#)
    };
    let list = [chat("Noor", 1), chat("Noor R", 3)].join(",");
    let account = format!(r#"{{"about":"","chats":{{"about":"","list":[{list}]}}}}"#);
    let account = as_text(told.folder.write("result.json", account.as_bytes()));
    let none = as_text(told.folder.write("none.txt", b"call +1 212 555 0143"));
    for file in [&ambiguous, &settled, &account] {
        told.here("sanad chat parse", &["chat", "parse", file, "--json"]);
        told.here("sanad chat identifiers", &["chat", "identifiers", file, "--json"]);
    }
    let refused = told.story.cli().run(&["chat", "parse", &none, "--json"]).json;
    told.keep("sanad chat parse", refused);
    told.here("sanad chat identifiers", &["chat", "identifiers", &none, "--region", "US", "--json"]);
}

/// The demo prints for people and writes a list for programs.
fn demonstrated(told: &mut Told) {
    let demo = told.path("demo");
    let data = demo.to_str().expect("a path in text");
    let args =
        ["demo", "--data", data, "--cases", "12", "--seed", "3", "--listen", "127.0.0.1:0", "--no-serve"];
    let ran = told.story.cli().run(&args);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    let listed = fs::read_to_string(demo.join("demo-members.json")).expect("a list");
    told.keep("demo-members.json", serde_json::from_str(&listed).expect("JSON"));
}
