//! Her pages with scripts off, over HTTP as a browser speaks it: tell, come back, say, withdraw, destroy.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod without_scripts;

use std::{
    path::Path,
    time::{Duration, Instant},
};

use sanad_testkit::{Folder, Member, Options, Running, Search, Story};
use serde_json::Value;

use without_scripts::{Browser, Page};

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");

impl Page {
    /// The line that says where her case stands.
    fn status(&self) -> String {
        let line = self.html.split("data-visit-status>").nth(1).and_then(|it| it.split('<').next());
        line.expect("a status line").to_owned()
    }
}

/// Words that occur nowhere else.
fn canary(what: &str) -> String {
    format!("canary-{what}-zqxjvkw-قناري")
}

struct World {
    server: Running,
    story: Story,
    amal: Member,
    browser: Browser,
    folder: Folder,
}

fn begin() -> World {
    let folder = Folder::make();
    let server = Running::start(Options {
        binary: BINARY.into(),
        data_dir: folder.path().join("data"),
        database: None,
        log: folder.path().join("server.log"),
        level: "trace".into(),
    });
    let story = Story::begin(Path::new(BINARY), &server.url);
    let (amal, _) = story.found(&server.token, "amal", "Amal", "one two three four five six");
    let browser = Browser::open(&server.url);
    World { server, story, amal, browser, folder }
}

impl World {
    fn queue(&self) -> Vec<Value> {
        self.story.desk(&self.amal, &["queue"]).ok().as_array().expect("rows").clone()
    }

    async fn tell(&self, text: &str) -> Page {
        let token = self.browser.get("/tell").await.expect(200).field("form_token");
        self.browser.post("/tell", &[("form_token", &token), ("text", text)]).await
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_main_job_without_scripts_and_nothing_on_the_disk() {
    let world = begin();
    let (browser, secret) = (&world.browser, canary);
    let token = browser.get("/tell").await.expect(200).field("form_token");
    let (text, accounts, code_word) = (secret("text"), secret("accounts"), secret("code-word"));
    let form = [
        ("form_token", token.as_str()),
        ("for_whom", "self"),
        ("age", "adult"),
        ("text", text.as_str()),
        ("material[]", "photo"),
        ("material[]", "video"),
        ("accounts", accounts.as_str()),
        ("danger_hurt", "yes"),
        ("safe_code_word", code_word.as_str()),
        ("consent_police", "yes"),
    ];
    let told = browser.post("/tell", &form).await.expect(200);
    let receipt = told.receipt();
    assert_eq!(told.times("data-receipt-off"), 1, "the page says that the server saw it");
    // The same form again, by a reload or an impatient finger: the same receipt, the same case.
    assert_eq!(browser.post("/tell", &form).await.expect(200).receipt(), receipt);
    let queue = world.queue();
    assert_eq!(queue.len(), 1);
    assert_eq!((queue[0]["band"].as_str(), queue[0]["quarantined"].as_bool()), (Some("high"), Some(false)));
    let case = queue[0]["case"].as_str().expect("a case").to_owned();
    let desk = |args: &[&str]| world.story.desk(&world.amal, &[args, &["--case", &case]].concat()).ok();
    let opened = desk(&["case", "--purpose", "triage"]);
    assert_eq!(opened["report"]["text"], text.as_str());
    assert_eq!(opened["report"]["sealed_where"], "server");
    assert_eq!(opened["report"]["material"], serde_json::json!(["photo", "video"]));

    // Typed with Persian digits and spaces.
    let typed: String =
        receipt.chars().filter_map(|it| char::from_u32(u32::from(it) - 0x30 + 0x6f0)).collect();
    let visit = browser.back(&format!("{} {}", &typed[..16], &typed[16..])).await.expect(200);
    let field = visit.field("visit");
    assert!(visit.times(&text) > 0 && visit.times(&accounts) > 0 && visit.times("Baghdad time") > 0);
    let read = visit.status();
    assert!(read.contains("has read"), "a member opened it: {read}");
    assert_eq!(visit.times("<bdi>Amal</bdi>"), 1, "she sees who");
    let question = secret("question");
    let say = [("visit", field.as_str()), ("text", question.as_str())];
    assert_eq!(browser.post("/visit/say", &say).await.expect(200).times(&question), 1);
    assert_eq!(browser.post("/visit/say", &say).await.expect(200).times(&question), 1, "said once");
    let reply = secret("reply");
    desk(&["say", "--text", &reply]);
    let visit = browser.back(&receipt).await.expect(200);
    assert_eq!(visit.times(&reply), 1);
    assert_ne!(visit.status(), read, "the line says that there is an answer");
    let field = visit.field("visit");

    // Consents: the one that she gave, and once it is withdrawn none.
    assert_eq!(visit.times("data-code=\"refer_police\""), 1);
    let withdraw = [("visit", field.as_str()), ("consent", "refer_police")];
    for _ in 0..2 {
        let without = browser.post("/visit/withdraw", &withdraw).await.expect(200);
        assert_eq!(without.times("data-code=\"refer_police\""), 0);
    }
    assert_eq!(desk(&["case"])["consents"], serde_json::json!([]));

    // Leaving answers at once; the visit ends behind it.
    let left = browser.post("/leave", &[("visit", &field)]).await.expect(303);
    assert!(left.location.is_some_and(|it| it.starts_with("https://")));
    let deadline = Instant::now() + Duration::from_secs(30);
    while browser.post("/visit/withdraw", &[("visit", &field), ("consent", "none")]).await.status != 410 {
        assert!(Instant::now() < deadline, "the visit does not end");
    }

    // Destroyed, when she is sure.
    let field = browser.back(&receipt).await.expect(200).field("visit");
    let unsure = browser.post("/visit/destroy", &[("visit", &field)]).await.expect(200);
    assert!(unsure.times(&text) > 0, "nothing happened");
    let gone = browser.post("/visit/destroy", &[("visit", &field), ("sure", "yes")]).await.expect(303);
    assert_eq!(gone.location.as_deref(), Some("/?l=en&a=neutral"));
    browser.back(&receipt).await.expect(404);
    assert!(world.queue().is_empty());
    browser.post("/visit/say", &[("visit", &field), ("text", "?")]).await.expect(410);

    let secrets: Vec<(String, Vec<u8>)> = ["text", "accounts", "code-word", "question", "reply"]
        .map(|it| (it.to_owned(), canary(it).into_bytes()))
        .into_iter()
        .chain([("receipt".to_owned(), receipt.into_bytes()), ("visit".to_owned(), field.into_bytes())])
        .collect();
    let search = Search::new(&secrets);
    let searched = search.path(world.folder.path());
    assert!(searched.bytes > 100_000, "only {} bytes were searched", searched.bytes);
    assert!(searched.found.is_empty(), "{:?}", searched.found);
    let mut server = world.server;
    server.stop();
    let searched = search.path(world.folder.path());
    assert!(searched.found.is_empty(), "{:?}", searched.found);
    world.folder.write("planted", canary("reply").as_bytes());
    assert_eq!(search.path(world.folder.path()).found.len(), 1, "the search finds what is there");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_wrong_is_said_and_handed_back() {
    let world = begin();
    let browser = &world.browser;
    let receipt = world.tell("he wrote").await.expect(200).receipt();

    // Receipts: mistyped, unknown, and what is none.
    let mut mistyped = receipt.clone().into_bytes();
    mistyped[3] = b'0' + (mistyped[3] - b'0' + 1) % 10;
    let mistyped = String::from_utf8(mistyped).expect("digits");
    for typed in [mistyped.as_str(), "1234", "my number"] {
        let asked = browser.back(typed).await.expect(422);
        assert!(asked.times("One of the digits is wrong") > 1, "beside the box, not only for scripts");
        assert!(asked.times(&format!("value=\"{typed}\"")) == 1, "what was typed stands there");
    }
    let unknown = browser.back("0000 0000 0000 0000 0000").await.expect(404);
    assert!(unknown.times("There is no file with this number") > 1);

    // Forms: foreign, empty, too long.
    for token in ["", "AAAA"] {
        let late = browser.post("/tell", &[("form_token", token), ("text", "my words")]).await.expect(400);
        assert!(late.times("form_expired") == 1 && late.times("my words") == 1);
        browser.post("/back", &[("form_token", token), ("receipt", &receipt)]).await.expect(400);
    }
    assert_eq!(world.tell("  ").await.expect(422).times("text_missing"), 1);
    let long = "kurdi ".repeat(14_000);
    let refused = world.tell(&long).await.expect(413);
    assert!(refused.times("text_long") == 1 && refused.times(long.trim()) == 1);
    assert_eq!(world.queue().len(), 1, "nothing of that was stored");

    // Visits: none, another's, and too many words in a real one.
    for visit in ["", "AAAA", &"A".repeat(64)] {
        let closed = browser.post("/visit/say", &[("visit", visit), ("text", "my words")]).await.expect(410);
        assert!(closed.times("visit_expired") == 1 && closed.times("my words") == 1);
        browser.post("/visit/destroy", &[("visit", visit), ("sure", "yes")]).await.expect(410);
    }
    let field = browser.back(&receipt).await.expect(200).field("visit");
    let still = browser.post("/visit/say", &[("visit", &field), ("text", &long)]).await.expect(200);
    assert!(still.times("The text is longer") == 1 && still.times(long.trim()) == 1);
    let still = browser.post("/visit/say", &[("visit", &field), ("text", " ")]).await.expect(200);
    assert!(still.times("he wrote") > 0);

    // Two forms with the same words are two reports: only the same form is the same.
    let (one, two) = (world.tell("the same").await.receipt(), world.tell("the same").await.receipt());
    assert_ne!(one, two);
    assert_eq!(world.queue().len(), 3);
}
