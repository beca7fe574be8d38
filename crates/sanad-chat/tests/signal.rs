//! Signal's plain export.

mod taken;

use proptest::prelude::*;
use sanad_chat::{Limits, signal};
use taken::Export;

fn read(bytes: &[u8], files: &[&str]) -> Vec<String> {
    Export::new(bytes, files).read(signal::read, &Limits::default())
}

#[test]
fn every_sort_of_line_is_read_and_every_change_of_chat_is_announced() {
    let photo = "files/6b/6b5a4550c6ab15a2b680a2d31ef1487507a7fc904aee99b2f2ad735e12ddd426.jpg";
    let lines = read(include_bytes!("fixtures/signal/main.jsonl"), &["metadata.json", photo]);
    let rami = "Rami Zarqan <+9640000000001> Exact";
    let expected = [
        "# signal | Rami Zarqan".to_owned(),
        format!("message | 2025-11-24T10:00:05Z exact | {rami} | ادفعي ٥٠٠$"),
        format!("media | 2025-11-24T10:00:06Z exact | {rami} | look | photo.jpg -> {photo}"),
        r#"! attachment_missing | {"chatId":"10" | gone.pdf"#.to_owned(),
        format!("media | 2025-11-24T10:00:07Z exact | {rami} |  | gone.pdf"),
        "# signal | العائلة".to_owned(),
        "message | 2025-11-24T10:00:08Z exact | Lamia Exact | help".to_owned(),
        "# signal | Rami Zarqan".to_owned(),
        format!("message | 2025-11-24T10:00:09Z exact | {rami} | pay | edited"),
        format!(
            "call | 2025-11-24T10:00:10Z exact | {rami} | individualCall.callId: 5\nindividualCall.type: AUDIO_CALL\nindividualCall.direction: INCOMING\nindividualCall.state: MISSED"
        ),
        format!("system | 2025-11-24T10:00:11Z exact | {rami} | simpleUpdate.type: IDENTITY_UPDATE"),
        format!("deleted | 2025-11-24T10:00:12Z exact | {rami} | "),
        format!("media | 2025-11-24T10:00:13Z exact | {rami} |  | -"),
        format!("media | 2025-11-24T10:00:14Z exact | {rami} |  | -"),
        format!(
            "contact | 2025-11-24T10:00:15Z exact | {rami} | contact.name: {{\"givenName\":\"Broker\"}}\ncontact.number: [{{\"value\":\"+9640000000002\",\"type\":\"MOBILE\"}}]"
        ),
        format!(
            "poll | 2025-11-24T10:00:16Z exact | {rami} | question: pay?\noptions: [{{\"option\":\"yes\"}},{{\"option\":\"no\"}}]"
        ),
        format!("system | 2025-11-24T10:00:17Z exact | {rami} | amountMob: 1.50\nnote: first part"),
        format!("message | 2025-11-24T10:00:18Z exact | {rami} | 👀"),
        r#"! unknown_object | {"chatId":"10" | hologram"#.to_owned(),
        format!("unsupported | 2025-11-24T10:00:19Z exact | {rami} | hologram.x: 1"),
        r#"! impossible_stamp | {"chatId":"10" | never"#.to_owned(),
        "message | - impossible | - None | from nobody".to_owned(),
        r#"! unknown_object | {"chatId":"10" | standardMessage"#.to_owned(),
        format!("unsupported | 2025-11-24T10:00:21Z exact | {rami} | "),
        r#"! unknown_object | ["chatItem"]{"chatItem": | ["chatItem"]"#.to_owned(),
        format!("unsupported | 2025-11-24T10:00:22Z exact | {rami} | "),
        "! unfinished |  | ".to_owned(),
        "= bad_json".to_owned(),
    ];
    assert_eq!(lines, expected);
}

#[test]
fn whom_a_text_mentions_and_where_a_preview_leads_is_told_beside_it() {
    let rami = "Rami Zarqan <+9640000000001> Exact";
    let expected = [
        "# signal | العائلة".to_owned(),
        format!(
            "message | 2025-11-24T10:00:05Z exact | {rami} | اسألوا \u{fffc} أو \u{fffc} | \u{fffc}@13 => account +9640000000001 Rami Zarqan | \u{fffc}@22 => account 00000000-0000-0000-0000-000000000000"
        ),
        format!(
            "message | 2025-11-24T10:00:06Z exact | {rami} | https://a.example | Your bank@- => link https://b.example/x"
        ),
        format!("message | 2025-11-24T10:00:07Z exact | {rami} | plain"),
    ];
    assert_eq!(read(include_bytes!("fixtures/signal/hidden.jsonl"), &[]), expected);
}

#[test]
fn what_is_no_export_is_refused() {
    let table: [(&str, &[&str]); 3] = [
        ("", &["= no_chat"]),
        ("{\"version\":\"1\",\"backupTimeMs\":\"0\"}\n{\"account\":{}}\n", &["= no_chat"]),
        (
            "{\"chatItem\":{}}\nx",
            &[
                "# signal | -",
                "! unknown_object | {}}x | ",
                "unsupported | - missing | - None | ",
                "= bad_json",
            ],
        ),
    ];
    for (export, expected) in table {
        assert_eq!(read(export.as_bytes(), &[]), expected, "{export}");
    }
}

#[test]
fn a_line_beyond_the_limit_is_cut_and_the_next_is_read() {
    let long = "0123456789".repeat(200);
    let export = format!(
        "{{\"chatItem\":{{\"chatId\":\"1\",\"dateSent\":\"1764066600000\",\"standardMessage\":{{\"text\":{{\"body\":\"{long}\"}}}}}}}}\n{{\"chatItem\":{{\"chatId\":\"1\",\"dateSent\":\"1764066601000\",\"standardMessage\":{{\"text\":{{\"body\":\"ok\"}}}}}}}}\n"
    );
    let limits = Limits { message: 1_024, ..Limits::default() };
    let expected = [
        "! cut | {\"chatItem\":{\"chatId\":\"1 | 2093",
        "# signal | -",
        "unsupported | 2025-11-25T10:30:00Z exact | - None | ",
        "message | 2025-11-25T10:30:01Z exact | - None | ok",
    ];
    assert_eq!(Export::new(export.as_bytes(), &[]).read(signal::read, &limits), expected);
}

#[test]
fn nobody_is_renamed_by_a_line_that_was_put_behind() {
    let person =
        |name: &str| format!(r#"{{"recipient":{{"id":"2","contact":{{"profileGivenName":"{name}"}}}}}}"#);
    let chat = |recipient: u32| format!(r#"{{"chat":{{"id":"10","recipientId":"{recipient}"}}}}"#);
    let item = r#"{"chatItem":{"chatId":"10","authorId":"2","dateSent":"1764066600000","standardMessage":{"text":{"body":"pay"}}}}"#;
    let lines = [
        r#"{"account":{"givenName":"Noor"}}"#.to_owned(),
        r#"{"account":{"givenName":"Noor"}}"#.to_owned(),
        r#"{"account":{"givenName":"Layla"}}"#.to_owned(),
        person("Rami"),
        person("Rami"),
        person("Sara"),
        chat(2),
        chat(2),
        chat(3),
        item.to_owned(),
    ];
    let expected = [
        r#"! unknown_object | {"givenName":"Layla"}}{" | account, account"#,
        r#"! unknown_object | {"id":"2" | recipient 2, recipient 2"#,
        r#"! unknown_object | {"id":"10" | chat 10, chat 10"#,
        "# signal | Rami",
        "message | 2025-11-25T10:30:00Z exact | Rami Exact | pay",
    ];
    assert_eq!(read(lines.join("\n").as_bytes(), &[]), expected);
}

#[test]
fn a_long_name_is_told_once_and_not_with_each_message() {
    let name = "n".repeat(100_000);
    let mut export = format!(
        "{{\"recipient\":{{\"id\":\"2\",\"contact\":{{\"profileGivenName\":\"{name}\"}}}}}}\n{{\"chat\":{{\"id\":\"10\",\"recipientId\":\"2\"}}}}\n"
    );
    let item = r#"{"chatItem":{"chatId":"10","authorId":"2","dateSent":"1764066600000","standardMessage":{"text":{"body":"x"}}}}"#;
    export.push_str(&format!("{item}\n").repeat(3));
    let lines = read(export.as_bytes(), &[]);
    let short = "n".repeat(1_024);
    let message = format!("message | 2025-11-25T10:30:00Z exact | {short} Exact | x");
    let expected = [
        r#"! cut | {"id":"2" | recipient"#.to_owned(),
        format!("# signal | {short}"),
        message.clone(),
        message.clone(),
        message,
    ];
    assert_eq!(lines, expected);
}

proptest! {
    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, inside: Vec<u8>) {
        read(&bytes, &["a"]);
        let mut export = br#"{"chatItem":{"chatId":"1","standardMessage":{"text":{"body":""#.to_vec();
        export.extend(inside);
        prop_assert!(read(&export, &["a"]).len() >= 2);
    }
}
