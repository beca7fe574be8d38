//! The main job over the command line: from a frightened message to a closed case, and back.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::path::Path;

use sanad_testkit::{Folder, Options, Running, Story};
use serde_json::{Value, json};

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");

fn ids(queue: &Value) -> Vec<String> {
    let rows = queue.as_array().expect("rows");
    rows.iter().map(|it| it["case"].as_str().expect("a case").to_owned()).collect()
}

#[test]
fn from_a_frightened_message_to_a_closed_case() {
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
    let (amal, _) = story.found(&server.token, "amal", "أمل", "one two three four five six");
    let yusuf = story.bring_in(&amal, "yusuf", "يوسف", "six five four three two one");
    let shahad = story.bring_in(&amal, "shahad", "شهد", "other words for another member");

    // Danger first, then waiting time.
    story.tell(&json!({ "text": "a quiet one" }));
    let receipt = story.tell(&json!({ "text": "he will kill me", "danger": { "hurt": "yes" } }));
    let queue = story.desk(&yusuf.member, &["queue"]).ok();
    assert_eq!((queue[0]["band"].as_str(), queue[0]["alert"].as_bool()), (Some("high"), Some(true)));
    assert_eq!(queue[1]["band"], "low");
    let case = ids(&queue)[0].clone();
    let on = |who, args: &[&str]| story.desk(who, &[args, &["--case", &case]].concat());

    // Taken: from now on only its holders and coordinators open it.
    on(&yusuf.member, &["take"]).ok();
    assert_eq!(on(&shahad.member, &["case"]).refused(), (1, "not_found"));
    let seen = story.desk(&shahad.member, &["queue"]).ok();
    let row = seen.as_array().expect("rows").iter().find(|it| it["case"] == case.as_str()).expect("the row");
    assert_eq!((row["holds"].as_bool(), row["stage"].as_str()), (Some(false), Some("active")));
    on(&yusuf.member, &["danger", "--level", "extreme", "--reason", "a weapon at home"]).ok();
    on(&yusuf.member, &["note", "--text", "call the coordinator"]).ok();
    on(&yusuf.member, &["say", "--text", "we believe you"]).ok();

    let visit = |args: &[&str]| story.cli().ask(&[&["person"], args, &["--receipt", &receipt]].concat());
    let shown = visit(&["show"]).ok();
    assert_eq!(shown["conversation"][0]["message"]["text"], "we believe you");
    assert_eq!(shown["seen"][0]["alias"], "يوسف", "she sees who opened her file");
    assert!(!shown.to_string().contains("call the coordinator"), "the team's lane is not hers");
    visit(&["say", "--text", "thank you"]).ok();

    let opened = on(&amal, &["case"]).ok();
    assert_eq!(opened["notes"][0][2]["text"], "call the coordinator", "a coordinator holds every taken case");
    assert_eq!(opened["band"], "extreme");
    let closing = ["close", "--outcome", "stopped_by_itself", "--summary", "over", "--told-to-come-back"];
    on(&yusuf.member, &closing).ok();
    assert_eq!(on(&amal, &["case"]).ok()["stage"], "closed");
    visit(&["say", "--text", "he wrote again"]).ok();
    let queue = story.desk(&yusuf.member, &["queue"]).ok();
    assert_eq!(
        (queue[0]["case"].as_str(), queue[0]["stage"].as_str()),
        (Some(case.as_str()), Some("active"))
    );

    // One answer for a wrong and an unknown receipt; a mistyped one is told on the device.
    let unknown = story.cli().ask(&["person", "show", "--receipt", "00000000000000000000"]);
    assert_eq!(unknown.refused(), (1, "wrong_credentials"));
    assert_eq!(story.cli().ask(&["person", "show", "--receipt", "1234"]).refused(), (1, "receipt"));

    // Who was removed is out; what waits untaken is still open to those who stay.
    story.members(&amal, &["remove", "--handle", "shahad"]).ok();
    assert_eq!(story.desk(&shahad.member, &["queue"]).refused(), (1, "wrong_credentials"));
    let queue = story.desk(&yusuf.member, &["queue"]).ok();
    let waiting = ids(&queue).into_iter().find(|it| *it != case).expect("the quiet one");
    assert_eq!(
        story.desk(&yusuf.member, &["case", "--case", &waiting]).ok()["report"]["text"],
        "a quiet one"
    );
    story.tell(&json!({ "text": "after the keys were exchanged" }));
    assert_eq!(story.desk(&yusuf.member, &["queue"]).ok().as_array().map(Vec::len), Some(3));

    // Destroyed at her wish: the receipt leads nowhere, the case is gone from the queue.
    story.cli().ask(&["person", "destroy", "--receipt", &receipt, "--yes"]).ok();
    assert_eq!(visit(&["show"]).refused(), (1, "wrong_credentials"));
    assert!(!ids(&story.desk(&amal, &["queue"]).ok()).contains(&case));
}
