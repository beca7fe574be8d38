//! `sanad chat`: what it prints of exports, whole and torn, and of what is none.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

#[cfg(unix)]
use std::io::Write as _;
use std::{
    path::Path,
    process::{Command, Stdio},
};

use sanad_testkit::{Cli, Folder, Ran};
use serde_json::{Value, json};

/// Runs a command on a file with this content.
fn on(name: &str, content: &[u8], args: &[&str]) -> Ran {
    let folder = Folder::make();
    let file = folder.write(name, content);
    // None of these commands asks a server.
    let cli = Cli::new(Path::new(env!("CARGO_BIN_EXE_sanad")), "http://127.0.0.1:9");
    cli.run(&[&["chat", args[0], file.to_str().expect("a path in text")][..], &args[1..]].concat())
}

fn list(value: &Value) -> &Vec<Value> {
    value.as_array().expect("a list")
}

const FIRST: &str = "27/03/2026, 21:41 - Sam Rivers: hello\n";
const SECOND: &str = "27/03/2026, 21:42 - Noor: one\ntwo";

#[test]
fn a_message_is_told_with_its_time_its_sender_and_its_place() {
    let export = format!("{FIRST}{SECOND}\n");
    let said = on("export.txt", export.as_bytes(), &["parse", "--json"]).ok();
    assert_eq!(said["source"]["format"], "whatsapp_android");
    for ruling in list(&said["source"]["rulings"]) {
        assert!(ruling["decided"].is_string() && ruling["offset"].is_u64() && ruling["raw"].is_string());
    }
    assert_eq!(list(&said["messages"]).len(), 2);
    let mut second = said["messages"][1].clone();
    let certainty = second["at_certainty"].take();
    assert!(list(&certainty).contains(&json!("zone_unknown")), "{certainty}");
    let expected = json!({
        "at": "2026-03-27T21:42", "at_candidates": [], "at_certainty": null, "at_raw": "27/03/2026, 21:42",
        "sender": "Noor", "sender_account": null, "sender_certainty": "exact", "kind": "message",
        "text": "one\ntwo", "attachment": null, "attachment_path": null, "attachment_size": null,
        "edited": false, "raw_offset": FIRST.len(), "raw_length": SECOND.len(), "raw": "Noor: one\ntwo",
    });
    assert_eq!(second, expected);
    assert_eq!((list(&said["warnings"]).len(), said.get("error")), (0, None));
}

#[test]
fn what_the_file_does_not_settle_is_not_settled() {
    let said = on("export.txt", b"05/06/2026, 19:02 - Noor: hello\n", &["parse", "--json"]).ok();
    let message = &said["messages"][0];
    assert_eq!(message["at"], Value::Null);
    assert_eq!(message["at_candidates"], json!(["2026-05-06T19:02", "2026-06-05T19:02"]));
    assert!(list(&message["at_certainty"]).contains(&json!("order_ambiguous")), "{message}");
    assert!(list(&said["warnings"]).iter().any(|it| it["code"] == "order_unknown"));
    let lines = on("export.txt", b"05/06/2026, 19:02 - Noor: hello\n", &["parse"]).stdout;
    assert!(lines.contains("2026-05-06T19:02 or 2026-06-05T19:02 ["), "{lines}");
}

#[test]
fn nothing_is_hidden_from_people() {
    let export =
        "27/03/2026, 21:41 - Sam\u{202e}: look\u{1b}[2J \u{200f}here\n27/03/2026, 21:42 - Noor: ok\n";
    let ran = on("export.txt", export.as_bytes(), &["parse"]);
    assert_eq!(ran.status, 0, "{}", ran.stderr);
    assert!(
        ran.stdout.contains("\u{2068}Sam⟨U+202E⟩\u{2069}: look⟨U+001B⟩[2J ⟨U+200F⟩here\n"),
        "{}",
        ran.stdout
    );
    // Programs get every character.
    let said = on("export.txt", export.as_bytes(), &["parse", "--json"]).ok();
    assert_eq!(said["messages"][0]["sender"], "Sam\u{202e}");
    assert_eq!(said["messages"][0]["text"], "look\u{1b}[2J \u{200f}here");
}

/// A chat of Telegram in which something stands between two messages.
fn telegram(between: &str) -> String {
    let message = |id: u32| {
        format!(
            r#"{{"id":{id},"type":"message","date":"2025-11-25T13:30:00","date_unixtime":"1764066600","from":"Noor",
            "from_id":"user7","text":"call me","text_entities":[]}}"#
        )
    };
    let [first, second] = [message(1), message(2)];
    format!(r#"{{"name":"Noor","type":"personal_chat","id":7,"messages":[{first}{between}{second}]}}"#)
}

#[test]
fn a_moment_that_the_source_gives_is_told_in_utc() {
    let said = on("result.json", telegram(",").as_bytes(), &["parse", "--json"]).ok();
    let message = &said["messages"][1];
    assert_eq!(
        (&message["at"], &message["at_certainty"]),
        (&json!("2025-11-25T10:30:00Z"), &json!(["exact"]))
    );
    assert_eq!((&message["chat"], &message["sender_account"]), (&json!("Noor"), &json!("user7")));
}

/// A message whose words and buttons lead elsewhere than they say.
const HIDING: &str = r#"{"name":"Sam","type":"personal_chat","id":7,"messages":[
{"id":1,"type":"message","date_unixtime":"1764066600","from":"Sam","text":["اضغطي ",
 {"type":"text_link","text":"هنا","href":"https://evil.example/pay"},"\n  link behind ",
 {"type":"mention_name","text":"Noor","user_id":5550003}],"text_entities":[
 {"type":"plain","text":"اضغطي "},{"type":"text_link","text":"هنا","href":"https://evil.example/pay"},
 {"type":"plain","text":"\n  link behind "},{"type":"mention_name","text":"Noor","user_id":5550003}],
 "inline_bot_buttons":[[{"type":"copy_text","text":"Wallet","data":"boss@example.org"},
  {"type":"url","text":"Open","data":"tg://user?id=5550004"}]]},
{"id":2,"type":"message","date_unixtime":"1764066601","from":"Sam","text":"ok","text_entities":[]}]}"#;

#[test]
fn where_words_lead_is_told_beside_them() {
    let said = on("result.json", HIDING.as_bytes(), &["parse", "--json"]).ok();
    let message = &said["messages"][0];
    let text = message["text"].as_str().expect("a text");
    assert_eq!(text, "اضغطي هنا\n  link behind Noor");
    let told: Vec<_> = list(&message["hidden"])
        .iter()
        .map(|it| (&it["kind"], &it["value"], &it["words"], &it["name"]))
        .collect();
    let expected = [
        ("link", "https://evil.example/pay", "هنا"),
        ("account", "user5550003", "Noor"),
        ("clipboard", "boss@example.org", "Wallet"),
        ("link", "tg://user?id=5550004", "Open"),
    ]
    .map(|(kind, value, words)| (json!(kind), json!(value), json!(words), Value::Null));
    let expected: Vec<_> = expected.iter().map(|it| (&it.0, &it.1, &it.2, &it.3)).collect();
    assert_eq!(told, expected);
    for it in list(&message["hidden"]) {
        let words = it["words"].as_str().expect("words");
        // Those of a button stand nowhere in the text.
        if it["start"].is_null() {
            assert!(it["end"].is_null() && !text.contains(words), "{it}");
        } else {
            assert_eq!(part(text, it), words);
        }
        let [offset, length] =
            ["raw_offset", "raw_length"].map(|key| it[key].as_u64().expect("a place") as usize);
        let written = &HIDING[offset..][..length];
        assert!(it["value"].as_str().is_some_and(|value| value.ends_with(written)), "{it}: {written}");
    }
    assert!(said["messages"][1].get("hidden").is_none());
    assert_eq!(said["warnings"], json!([]));

    // For people: what was typed stands further to the right.
    let lines = on("result.json", HIDING.as_bytes(), &["parse"]).stdout;
    let expected = "\u{2068}Sam\u{2069}: اضغطي هنا\n      link behind Noor\n  \
         link behind \u{2068}هنا\u{2069}: \u{2068}https://evil.example/pay\u{2069}\n  \
         account behind \u{2068}Noor\u{2069}: \u{2068}user5550003\u{2069}\n  \
         clipboard behind \u{2068}Wallet\u{2069} beside the text: \u{2068}boss@example.org\u{2069}\n  \
         link behind \u{2068}Open\u{2069} beside the text: \u{2068}tg://user?id=5550004\u{2069}\n\
         2025-11-25T10:30:01Z";
    assert!(lines.contains(expected), "{lines}");
}

#[test]
fn identifiers_behind_words_are_found_and_said_to_be_hidden() {
    let said = on("result.json", HIDING.as_bytes(), &["identifiers", "--json"]).ok();
    let found: Vec<_> = list(&said)
        .iter()
        .map(|it| ["kind", "value", "field", "words"].map(|key| it[key].as_str().unwrap_or_default()))
        .collect();
    let expected = [
        ["link", "evil.example/pay", "hidden", "هنا"],
        ["email", "boss@example.org", "hidden", "Wallet"],
        ["link", "tg://user?id=5550004", "hidden", "Open"],
    ];
    assert_eq!(found, expected);
    for it in list(&said) {
        assert_eq!(it["message"], 0);
        let raw = it["raw"].as_str().expect("a text");
        let written = &HIDING[it["raw_offset"].as_u64().expect("a place") as usize..];
        assert!(written.starts_with(raw), "{it}");
        assert_eq!((it["start"].as_u64(), it["end"].as_u64()), (Some(0), Some(raw.len() as u64)));
    }
    let lines = on("result.json", HIDING.as_bytes(), &["identifiers"]).stdout;
    assert!(lines.contains(", bytes 0 to 24, hidden behind \u{2068}هنا\u{2069}\n"), "{lines}");
}

#[test]
fn what_is_broken_in_the_middle_is_told_up_to_there() {
    let ran = on("result.json", telegram(" ").as_bytes(), &["parse", "--json"]);
    assert_eq!(ran.refused(), (1, "bad_json"));
    assert_eq!(list(&ran.json["messages"]).len(), 1);
    assert_eq!(ran.json["error"]["code"], "bad_json");
    assert!(ran.json["error"]["offset"].as_u64().is_some_and(|it| it > 100), "{}", ran.json["error"]);
    let ran = on("result.json", telegram(" ").as_bytes(), &["identifiers", "--json"]);
    assert_eq!((ran.refused(), ran.json.is_array()), ((1, "bad_json"), true));
}

#[test]
fn what_is_cut_off_is_told_up_to_there_and_is_a_failure() {
    let whole = telegram(",");
    let cut = &whole[..whole.len() - 40];
    let ran = on("result.json", cut.as_bytes(), &["parse", "--json"]);
    assert_eq!(ran.refused(), (1, "bad_json"));
    assert_eq!(ran.json["error"], json!({ "code": "bad_json", "offset": cut.len() }));
    assert_eq!(ran.json["messages"][0]["text"], "call me");
    assert_eq!(ran.json["messages"][1]["kind"], "unsupported");
    let warnings = list(&ran.json["warnings"]);
    assert!(
        warnings.iter().any(|it| it["code"] == "unfinished" && it["offset"] == cut.len()),
        "{warnings:?}"
    );
}

/// Runs a command on standard input, which is a pipe.
#[cfg(unix)]
fn piped(content: &[u8], command: &str) -> Value {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sanad"))
        .args(["chat", command, "/dev/stdin", "--json"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(content).expect("it is read");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success());
    serde_json::from_slice(&output.stdout).expect("JSON")
}

#[cfg(unix)]
#[test]
fn what_another_program_writes_is_read_as_a_file_is() {
    for (name, content) in [("export.txt", format!("{FIRST}{SECOND}\n")), ("result.json", telegram(","))] {
        let content = content.as_bytes();
        assert_eq!(piped(content, "parse"), on(name, content, &["parse", "--json"]).ok());
        assert_eq!(piped(content, "identifiers"), on(name, content, &["identifiers", "--json"]).ok());
    }
    let letter = b"send it to +1 212 555 0143\n";
    assert_eq!(piped(letter, "identifiers")[0]["value"], "+12125550143");
}

#[test]
fn what_is_no_export_is_refused_by_its_code() {
    let ran = on("letter.txt", b"dear all,\nthis is a letter.\n", &["parse", "--json"]);
    assert_eq!(ran.refused(), (1, "unknown_format"));
    let expected = json!({
        "source": null, "messages": [], "warnings": [],
        "error": { "code": "unknown_format", "offset": null },
    });
    assert_eq!(ran.json, expected);
    let cli = Cli::new(Path::new(env!("CARGO_BIN_EXE_sanad")), "http://127.0.0.1:9");
    // A file that is not there is answered as whole JSON, too.
    let ran = cli.run(&["chat", "parse", "/there/is/none", "--json"]);
    assert_eq!((ran.refused(), &ran.json["error"]["code"]), ((1, "unreadable"), &json!("unreadable")));
    let ran = cli.run(&["chat", "identifiers", "/there/is/none", "--json"]);
    assert_eq!((ran.refused(), &ran.json), ((1, "unreadable"), &json!([])));
}

#[test]
fn the_number_of_who_is_no_contact_is_found_in_the_sender_and_told_once() {
    let export = "20/01/2026, 19:02 - +964 770 123 4567: ادفعي خلال ٢٤ ساعة\n\
                  20/01/2026, 19:03 - +964 770 123 4567: أو أنشر\n";
    let ran = on("chat.txt", export.as_bytes(), &["identifiers", "--json"]);
    let all = ran.ok();
    let found: Vec<_> = all
        .as_array()
        .expect("a list")
        .iter()
        .map(|it| (&it["field"], &it["value"], &it["message"]))
        .collect();
    let expected = [
        (&json!("sender"), &json!("+9647701234567"), &json!(0)),
        (&json!("text"), &json!("PT24H"), &json!(0)),
    ];
    assert_eq!(found, expected);
}

/// The part of a text that an identifier says it is.
fn part<'a>(text: &'a str, found: &Value) -> &'a str {
    let [start, end] = ["start", "end"].map(|it| found[it].as_u64().expect("a place") as usize);
    text.get(start..end).expect("whole characters")
}

#[test]
fn identifiers_have_their_place_in_a_message() {
    let export = "27/03/2026, 21:41 - Noor: hello\n27/03/2026, 21:42 - Noor: اتصل على +1 212 555 0143\n";
    let said = on("export.txt", export.as_bytes(), &["identifiers", "--json"]).ok();
    let phone = list(&said).iter().find(|it| it["kind"] == "phone").expect("a phone number");
    assert_eq!((&phone["value"], &phone["raw"]), (&json!("+12125550143"), &json!("+1 212 555 0143")));
    assert_eq!((&phone["message"], &phone["raw_offset"]), (&json!(1), &json!(32)));
    assert_eq!(part("اتصل على +1 212 555 0143", phone), "+1 212 555 0143");
    assert_eq!(phone["from"], "whatsapp_android");
}

#[test]
fn a_text_that_is_no_export_is_searched_as_it_is() {
    let text = "he wrote:\nsend it to +1 212 555 0143\n";
    let ran = on("letter.txt", text.as_bytes(), &["identifiers", "--json"]);
    assert!(ran.stderr.contains("read as one text"), "{}", ran.stderr);
    let said = ran.ok();
    let phone = list(&said).iter().find(|it| it["kind"] == "phone").expect("a phone number");
    assert_eq!(part(text, phone), "+1 212 555 0143");
    assert_eq!((&phone["from"], &phone["raw_offset"]), (&json!("text"), &json!(0)));
    // Bytes that are no text do not move what comes after them.
    let broken = [b"\xff\x80 ", text.as_bytes()].concat();
    let said = on("letter.txt", &broken, &["identifiers", "--json"]).ok();
    let moved = list(&said).iter().find(|it| it["kind"] == "phone").expect("a phone number");
    assert_eq!(moved["start"].as_u64(), phone["start"].as_u64().map(|it| it + 3));
    // What is no text at all is not read as one.
    let ran = on("picture.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", &["identifiers", "--json"]);
    assert_eq!(ran.refused(), (1, "unknown_format"));
    assert_eq!(ran.json, json!([]));
}

#[test]
fn who_stops_reading_is_no_accident() {
    let folder = Folder::make();
    let file = folder.write("export.txt", FIRST.repeat(20_000).as_bytes());
    for command in ["parse", "identifiers"] {
        let mut reads = Command::new(env!("CARGO_BIN_EXE_sanad"))
            .args(["chat", command, file.to_str().expect("a path in text"), "--json"])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        drop(reads.stdout.take());
        let ended = reads.wait_with_output().expect("it ends");
        let said = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert_eq!((ended.status.code(), said.as_str()), (Some(0), ""), "{command}");
    }
}
