//! Messenger and Instagram, both forms.

mod taken;

use proptest::prelude::*;
use sanad_chat::{Limits, meta};
use taken::Export;

fn read(bytes: &[u8], files: &[&str]) -> Vec<String> {
    Export::new(bytes, files).read(meta::read, &Limits::default())
}

#[test]
fn the_account_download_is_read_in_its_order_and_repaired_where_it_can_be_nothing_else() {
    let lines = read(
        include_bytes!("fixtures/meta/message_1.json"),
        &["export/messages/inbox/rami_1/photos/a.jpg", "rami_1/videos/فيديو.mp4"],
    );
    let expected = [
        r#"! text_repaired | "\u00d8\u00b1\u00d8\u00a | title"#,
        "# meta | رامي",
        "deleted | 2025-11-24T10:10:05Z exact | Rami Zarqan Exact | ",
        r#"! text_repaired | {"sender_name":"RamiZarq | content"#,
        "call | 2025-11-24T10:10:04Z exact | Rami Zarqan Exact | ليلى missed a call from Rami.",
        "call | 2025-11-24T10:10:03Z exact | Rami Zarqan Exact | call_duration: 61",
        r#"! text_repaired | {"sender_name":"RamiZarq | content"#,
        r#"! attachment_missing | {"sender_name":"RamiZarq | messages/inbox/rami_1/photos/b.jpg"#,
        "media | 2025-11-24T10:10:02Z exact | Rami Zarqan Exact | هذه صورتك | messages/inbox/rami_1/photos/a.jpg -> export/messages/inbox/rami_1/photos/a.jpg | messages/inbox/rami_1/photos/b.jpg",
        r#"! text_repaired | {"sender_name":"RamiZarq | uri"#,
        "media | 2025-11-24T10:10:01Z exact | Rami Zarqan Exact |  | messages/inbox/rami_1/videos/فيديو.mp4 -> rami_1/videos/فيديو.mp4",
        r#"! attachment_missing | {"sender_name":"RamiZarq | messages/inbox/rami_1/audio/c.mp4"#,
        "media | 2025-11-24T10:10:00Z exact | Rami Zarqan Exact |  | messages/inbox/rami_1/audio/c.mp4",
        r#"! attachment_missing | {"sender_name":"RamiZarq | messages/stickers_used/1.png"#,
        "media | 2025-11-24T10:09:59Z exact | Rami Zarqan Exact |  | messages/stickers_used/1.png",
        "message | 2025-11-24T10:09:58Z exact | Rami Zarqan Exact | look https://example.invalid/p",
        r#"! text_repaired | {"sender_name":"RamiZarq | share.share_text"#,
        "message | 2025-11-24T10:09:57Z exact | Rami Zarqan Exact | https://example.invalid/q\nانظري",
        "media | 2025-11-24T10:09:56Z exact | Rami Zarqan Exact |  | https://example.invalid/x.gif",
        "system | 2025-11-24T10:09:55Z exact | Rami Zarqan Exact | Rami added Lamia.",
        "message | 2025-11-24T10:09:54Z exact | Rami Zarqan Exact | ",
        r#"! unknown_object | {"sender_name":"RamiZarq | bumped_message_metadata"#,
        "unsupported | 2025-11-24T10:09:53Z exact | Rami Zarqan Exact | ",
        r#"! text_repaired | {"sender_name":"\u00d9\u | sender_name, content"#,
        "message | 2025-11-24T10:09:52Z exact | ليلى السوراني Exact | لا 😢",
        r#"! text_repaired | {"sender_name":"\u00d9\u | sender_name"#,
        "message | 2025-11-24T10:09:51Z exact | ليلى السوراني Exact | café “quoted”",
        r#"! text_repaired | {"sender_name":"\u00d9\u | sender_name"#,
        r#"! text_suspect | {"sender_name":"\u00d9\u | content"#,
        "message | 2025-11-24T10:09:50Z exact | ليلى السوراني Exact | مرحبا Ù\u{85}Ø±Ø\u{ad}Ø¨Ø§",
        r#"! text_repaired | {"sender_name":"\u00d9\u | sender_name"#,
        r#"! text_suspect | {"sender_name":"\u00d9\u | content"#,
        "message | 2025-11-24T10:09:49Z exact | ليلى السوراني Exact | Ø§Ø¯Ù\u{81}Ø¹Ù",
        r#"! text_repaired | {"sender_name":"\u00d9\u | sender_name"#,
        r#"! impossible_stamp | {"sender_name":"\u00d9\u | soon"#,
        "message | - impossible | ليلى السوراني Exact | café",
        "message | - missing | - None | nobody",
        r#"! unknown_object | {"sender_name":"RamiZarq | content"#,
        "unsupported | 2025-11-24T10:00:05Z exact | Rami Zarqan Exact | ",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn the_download_of_encrypted_chats_is_read_as_it_is_written() {
    let lines = read(include_bytes!("fixtures/meta/encrypted.json"), &["media/a.webp", "media/b.jpg"]);
    let expected = [
        "# meta_encrypted | رامي زرقان_7",
        "message | 2025-11-24T10:00:05Z exact | رامي زرقان Exact | ادفعي ٥٠٠$",
        "media | 2025-11-24T10:00:06Z exact | رامي زرقان Exact |  | ./media/a.webp -> media/a.webp",
        "deleted | 2025-11-24T10:00:07Z exact | رامي زرقان Exact | User unsent a message",
        "message | 2025-11-24T10:00:08Z exact | Lamia Sorani Exact | https://example.invalid/x",
        "unsupported | 2025-11-24T10:00:09Z exact | Lamia Sorani Exact | You sent an attachment.",
        "media | 2025-11-24T10:00:10Z exact | Lamia Sorani Exact |  | -",
        r#"! unknown_object | {"isUnsent":false | gesture"#,
        "unsupported | 2025-11-24T10:00:11Z exact | Lamia Sorani Exact | wave",
        r#"! attachment_missing | {"isUnsent":false | ./media/gone.jpg"#,
        "media | 2025-11-24T10:00:12Z exact | Lamia Sorani Exact | Ù\u{85}Ø±Ø\u{ad}Ø¨Ø§ | ./media/b.jpg -> media/b.jpg | ./media/gone.jpg",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn a_call_of_an_encrypted_chat_is_a_call() {
    let message = |more: &str| {
        format!(
            r#"{{"isUnsent":false,"media":[],"reactions":[],"senderName":"A","timestamp":1764066600000,"type":"call"{more}}}"#
        )
    };
    let messages = [
        message(r#","text":"A called you.""#),
        message(r#","text":"","callDuration":61"#),
        message("").replace("[],\"reactions", r#"[{"uri":"a.ogg"}],"reactions"#),
        message("").replace("false", "true"),
        message("").replace("1764066600000", "-1"),
    ];
    let file =
        format!(r#"{{"participants":["A"],"threadName":"A_1","messages":[{}]}}"#, messages.join(",\n"));
    let a = "2025-11-25T10:30:00Z exact | A Exact";
    let expected = [
        "# meta_encrypted | A_1".to_owned(),
        format!("call | {a} | A called you."),
        format!("call | {a} | callDuration: 61"),
        format!("call | {a} |  | a.ogg"),
        format!("deleted | {a} | "),
        r#"! implausible_time | {"isUnsent":false | -1"#.to_owned(),
        "call | 1969-12-31T23:59:59Z exact implausible | A Exact | ".to_owned(),
    ];
    assert_eq!(read(file.as_bytes(), &[]), expected);
}

#[test]
fn a_poisoned_download_loses_no_message() {
    let expected = [
        "! direction_control | \"Ra\\u202emi\" | Ra\u{202e}mi",
        "# meta | Ra\u{202e}mi",
        "message | 2025-11-24T10:00:05Z exact | Rami Exact | one",
        "! unknown_object | null | null",
        "unsupported | - missing | - None | ",
        r#"! unknown_object | {"sender_name":"Rami" | timestamp_ms, timestamp_ms"#,
        "unsupported | - missing | Rami Exact | two times",
        r#"! unknown_object | {"sender_name":"Rami" | timestamp_ms"#,
        "unsupported | - missing | Rami Exact | half a millisecond",
        r#"! impossible_stamp | {"sender_name":"Rami" | 9223372036854775807"#,
        "message | - impossible | Rami Exact | beyond all time",
        r#"! unknown_object | {"sender_name":["Rami"] | sender_name, photos"#,
        "unsupported | 2025-11-24T10:00:01Z exact | - None | kept",
        r#"! json_repaired | \udc00half"} | \udc00"#,
        "message | 2025-11-24T10:00:00Z exact | Rami Exact | lone \u{fffd} half",
        "media | 2025-11-24T09:59:59Z exact | Rami Exact |  | a.jpg | -",
    ];
    assert_eq!(read(include_bytes!("fixtures/meta/poisoned.json"), &[]), expected);
}

#[test]
fn a_link_that_is_shared_beside_a_file_or_a_call_is_not_lost() {
    let message = |more: &str| {
        format!(
            r#"{{"sender_name":"A","timestamp_ms":1764066600000,{more},"share":{{"link":"https://evil.example/x"}}}}"#
        )
    };
    let words = r#""photos":[{"uri":"a.jpg"}],"content":"look""#;
    let messages = [
        message(words).replace("}}", r#","share_text":"Prize"}}"#),
        message(r#""content":"look""#),
        message(r#""is_unsent":true"#).replace("/x", r"/\u00c3\u00a9"),
        message(r#""call_duration":5,"content":"https://evil.example/x""#),
    ];
    let file = format!(r#"{{"participants":[{{"name":"A"}}],"messages":[{}]}}"#, messages.join(","));
    let expected = [
        "# meta | -",
        "media | 2025-11-25T10:30:00Z exact | A Exact | look | a.jpg | Prize@- => link https://evil.example/x",
        "message | 2025-11-25T10:30:00Z exact | A Exact | look\nhttps://evil.example/x",
        r#"! text_repaired | {"sender_name":"A" | share.link"#,
        "deleted | 2025-11-25T10:30:00Z exact | A Exact |  | @- => link https://evil.example/é",
        "call | 2025-11-25T10:30:00Z exact | A Exact | https://evil.example/x",
    ];
    assert_eq!(read(file.as_bytes(), &[]), expected);
}

#[test]
fn a_file_that_is_full_may_not_be_the_last() {
    let file = |messages| {
        let message = r#"{"sender_name":"A","timestamp_ms":1764066600000,"content":"a"}"#;
        format!(r#"{{"messages":[{}],"title":"T"}}"#, vec![message; messages].join(","))
    };
    let lines = read(file(10_000).as_bytes(), &[]);
    assert_eq!(lines.len(), 10_002);
    assert_eq!(lines[0], "# meta | T");
    assert_eq!(lines[10_001], "! perhaps_truncated | everywhere | 10000");
    assert_eq!(read(file(9_999).as_bytes(), &[]).len(), 10_000);
}

#[test]
fn what_is_no_download_is_refused() {
    let table: [(&str, &[&str]); 5] = [
        ("", &["= unknown_format"]),
        (r#"{"name":"A","type":"personal_chat","id":1,"messages":[]}"#, &["= unknown_format"]),
        (r#"{"participants":[{"name":"A"}],"title":"T"}"#, &["= no_chat"]),
        (
            r#"{"participants":[{"name":"A"}],"messages":[{"sender_name":"A","timestamp_ms":1764066600000,"#,
            &[
                "# meta | -",
                "unsupported | 2025-11-25T10:30:00Z exact | A Exact | ",
                "! unfinished |  | ",
                "= bad_json",
            ],
        ),
        (
            r#"{"participants":["A"],"threadName":"T","messages":[],"x"}"#,
            &["# meta_encrypted | T", "= bad_json"],
        ),
    ];
    for (file, expected) in table {
        assert_eq!(read(file.as_bytes(), &[]), expected, "{file}");
    }
}

proptest! {
    #[test]
    fn a_text_that_was_encoded_twice_comes_back(text in "[ء-ي٠-٩ ک،😀-😎]{1,20}") {
        let twice: String = text.bytes().map(|byte| format!("\\u{byte:04x}")).collect();
        let file = format!(
            r#"{{"participants":[{{"name":"A"}}],"messages":[{{"sender_name":"A","timestamp_ms":1764066600000,"content":"{twice}"}}]}}"#
        );
        let lines = read(file.as_bytes(), &[]);
        let expected = format!("message | 2025-11-25T10:30:00Z exact | A Exact | {text}");
        prop_assert_eq!(lines.last(), Some(&expected));
    }

    #[test]
    fn no_bytes_make_it_panic(inside: Vec<u8>, encrypted: bool) {
        let start: &[u8] = if encrypted {
            br#"{"participants":["A"],"threadName":"T","messages":[{"senderName":"A","text":""#
        } else {
            br#"{"participants":[{"name":"A"}],"messages":[{"sender_name":"A","content":""#
        };
        let file = [start, inside.as_slice()].concat();
        let lines = read(&file, &["a"]);
        prop_assert!(lines.len() >= 2);
    }
}
