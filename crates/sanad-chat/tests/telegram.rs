//! Telegram exports: what is read, and what is said of what cannot be.

mod taken;

use proptest::prelude::*;
use sanad_chat::{Limits, telegram};
use taken::Export;

fn read(bytes: &[u8], files: &[&str]) -> Vec<String> {
    Export::new(bytes, files).read(telegram::read, &Limits::default())
}

#[test]
fn every_sort_of_message_is_read() {
    let lines = read(
        include_bytes!("fixtures/telegram/chat.json"),
        &["export/photos/photo_1@24-11-2025_13-03-00.jpg", "export/contacts/contact_1.vcard"],
    );
    let expected = [
        "# telegram | Rami Zarqan",
        "system | 2025-11-24T10:00:05Z exact | Rami Zarqan <user5550001> Exact | set_messages_ttl\nperiod: 86400",
        "message | 2025-11-24T10:01:00Z exact | Rami Zarqan <user5550001> Exact | ادفعي ٥٠٠ دولار خلال ٢٤ ساعة\nوإلا أنشر",
        "message | 2025-11-24T10:02:00Z exact | Lamia Sorani <user5550002> Exact | call +9640000000000 or here \"now\" | here@23 => link https://pay.example/x | edited",
        "media | 2025-11-24T10:03:00Z exact | Rami Zarqan <user5550001> Exact | this one | photos/photo_1@24-11-2025_13-03-00.jpg -> export/photos/photo_1@24-11-2025_13-03-00.jpg",
        "media | 2025-11-24T10:04:00Z exact | Rami Zarqan <user5550001> Exact |  | screen.mp4",
        "media | 2025-11-24T10:05:00Z exact | Lamia Sorani <user5550002> Exact |  | -",
        "! attachment_missing | {\"id\":107 | files/list.pdf",
        "media | 2025-11-24T10:06:00Z exact | Rami Zarqan <user5550001> Exact |  | files/list.pdf",
        "location | 2025-11-24T10:07:00Z exact | Rami Zarqan <user5550001> Exact | location_information.latitude: 36.191110\nlocation_information.longitude: 44.009190\nlive_location_period_seconds: 900",
        "contact | 2025-11-24T10:08:00Z exact | Rami Zarqan <user5550001> Exact | contact_information.first_name: Broker\ncontact_information.last_name: \ncontact_information.phone_number: +964 000 000 0001\ncontact_vcard: contacts/contact_1.vcard | contacts/contact_1.vcard -> export/contacts/contact_1.vcard",
        "poll | 2025-11-24T10:09:00Z exact | Rami Zarqan <user5550001> Exact | poll.question: pay?\npoll.closed: false\npoll.total_voters: 0\npoll.answers: [{\"text\":\"yes, now\",\"voters\":0,\"chosen\":false}]",
        "call | 2025-11-24T10:10:00Z exact | Rami Zarqan <user5550001> Exact | phone_call\nduration_seconds: 61\ndiscard_reason: hangup",
        "call | 2025-11-24T10:11:00Z exact | Rami Zarqan <user5550001> Exact | phone_call\ndiscard_reason: missed",
        "system | 2025-11-24T10:12:00Z exact | Lamia Sorani <user5550002> Exact | take_screenshot",
        "unsupported | - missing | - None | ",
        "message | 2025-11-24T10:14:00Z exact | - <user5550003> None | gone | forwarded Rami Zarqan",
        "! unknown_object | {\"id\":116 | invoice_information",
        "unsupported | 2025-11-24T10:15:00Z exact | Rami Zarqan <user5550001> Exact | invoice_information.title: silence\ninvoice_information.description: \ninvoice_information.amount: 50000\ninvoice_information.currency: USD",
        "message | 2025-11-24T10:16:00Z exact | Lamia Sorani <user5550002> Exact | ",
    ];
    assert_eq!(lines, expected);
}

#[test]
fn what_is_hidden_behind_words_is_told_beside_the_text() {
    let rami = "Rami Zarqan <user5550001> Exact";
    let expected = [
        "# telegram | Rami Zarqan".to_owned(),
        format!(
            "message | 2025-11-24T10:00:05Z exact | {rami} | ادفعي من هنا واسألي Ali | من هنا@11 => link https://pay.example/x?to=0 | Ali@36 => account user5550003"
        ),
        format!(
            "message | 2025-11-24T10:00:06Z exact | {rami} | https://bank.example or https://shop.example or https://open.example | https://bank.example@0 => link https://bank.example.invalid/login"
        ),
        format!(
            "media | 2025-11-24T10:00:07Z exact | {rami} | your\nphotos | photos/photo_2@24-11-2025_13-00-07.jpg | your\nphotos@0 => link tg://resolve?domain=rami_zarqan"
        ),
        "message | 2025-11-24T10:00:08Z exact | Pay Bot <user5550005> Exact | 500 USD | Pay now@- => link https://pay.example/invoice | The boss@- => account user5550004 | Wallet@- => clipboard write to boss@example.org".to_owned(),
        "message | 2025-11-24T10:00:09Z exact | Pay Bot <user5550005> Exact |  | Open@- => link https://app.example".to_owned(),
        format!(
            "message | 2025-11-24T10:00:10Z exact | {rami} | saved by another tool | another@9 => link https://tool.example"
        ),
        r#"! json_repaired | \x0B" | \x0B"#.to_owned(),
        format!(
            "message | 2025-11-24T10:00:11Z exact | {rami} | one\u{b}two | two@4 => link https://two.example ?"
        ),
        r#"! unknown_object | {"id":208 | text"#.to_owned(),
        format!(
            "unsupported | 2025-11-24T10:00:12Z exact | {rami} |  | @- => link https://kept.example"
        ),
    ];
    assert_eq!(read(include_bytes!("fixtures/telegram/hidden.json"), &[]), expected);
}

#[test]
fn a_message_full_of_links_is_cut_where_every_other_is() {
    let links = vec![r#"{"type":"text_link","text":"a","href":"b"}"#; 100_000].join(",");
    let message = |text: &str| {
        format!(r#"{{"id":1,"type":"message","date_unixtime":"1764066600","from":"A","text":{text}}}"#)
    };
    let export =
        format!(r#"{{"name":"A","messages":[{},{}]}}"#, message(&format!("[{links}]")), message(r#""ok""#));
    let lines = read(export.as_bytes(), &[]);
    assert_eq!(lines.len(), 4);
    assert!(lines[1].starts_with("! cut"), "{}", lines[1]);
    let told = lines[2].matches(" => link b").count();
    assert!((20_000..=Limits::default().message / 43).contains(&told), "{told}");
    assert_eq!(lines[3], "message | 2025-11-25T10:30:00Z exact | A Exact | ok");
}

#[test]
fn each_chat_of_an_account_is_announced_and_nothing_else_is_taken_for_one() {
    let expected = [
        "# telegram | Rami Zarqan",
        "message | 2025-11-24T10:00:05Z exact | Rami Zarqan <user5550001> Exact | one",
        "message | 2025-11-24T10:00:06Z exact | Lamia Sorani <user5550002> Exact | two",
        "# telegram | -",
        "message | 2024-12-31T21:00:00Z exact | Lamia Sorani <user5550002> Exact | note",
        "# telegram | -",
        "# telegram | سوق الكرادة",
        "system | 2024-05-01T07:00:00Z exact | Rami Zarqan <user5550001> Exact | invite_members\nmembers: [\"Lamia Sorani\",null]",
        "message | 2024-05-01T07:00:01Z exact | سوق الكرادة <channel5550009> Exact | ",
    ];
    assert_eq!(read(include_bytes!("fixtures/telegram/account.json"), &[]), expected);
}

#[test]
fn without_the_moment_a_time_is_the_clock_of_the_machine_that_exported() {
    let expected = [
        "# telegram | Rami Zarqan",
        "message | 2019-03-31T23:59:59 zone_unknown | Rami Zarqan <5550001> Exact | first | edited",
        "! impossible_stamp | {\"id\":2 | 2019-02-30T10:00:00",
        "message | - impossible | Rami Zarqan <5550001> Exact | no such day",
        "message | 2019-04-01T10:00:00 zone_unknown | Rami Zarqan <5550001> Exact | no such moment",
        "message | - missing | Rami Zarqan <5550001> Exact | no time",
        "message | 2019-04-01T10:00:00Z exact | Rami Zarqan <5550001> Exact | no date",
    ];
    assert_eq!(read(include_bytes!("fixtures/telegram/old.json"), &[]), expected);
}

#[test]
fn a_poisoned_export_loses_no_message() {
    let expected = [
        r#"! json_repaired | \x0BZarqan" | \x0B"#,
        "# telegram | Rami\u{b} Zarqan",
        r#"! json_repaired | \x01mi" | \x01"#,
        "message | 2025-11-24T10:00:05Z exact | Ra\u{1}mi <user5550001> Exact | one\u{b}two\u{1f}",
        "! unknown_object | 7 | 7",
        "unsupported | - missing | - None | ",
        "! unknown_object | \"text\" | \"text\"",
        "unsupported | - missing | - None | ",
        "! unknown_object | [\"message\"] | [\"message\"]",
        "unsupported | - missing | - None | ",
        "! unknown_object | {\"id\":2 | text, text",
        "unsupported | 2025-11-24T10:00:06Z exact | Rami <user5550001> Exact | ",
        "! unknown_object | {\"id\":3 | from",
        "unsupported | 2025-11-24T10:00:07Z exact | - <user5550001> None | kept",
        "! unknown_object | {\"id\":4 | text",
        "unsupported | 2025-11-24T10:00:08Z exact | Rami <user5550001> Exact |  | photos/a.jpg",
        "message | 2025-11-24T10:00:09Z exact | Rami <user5550001> Exact | deep elsewhere",
        "! unknown_object | {\"id\":6 | type",
        "unsupported | 2025-11-24T10:00:10Z exact | Rami <user5550001> Exact | from the future",
        r#"! json_repaired | \ud83d"} | \ud83d"#,
        "! out_of_order | {\"id\":7 | 1763974800",
        "! direction_control | {\"id\":7 | \u{202e}imaR",
        "message | 2025-11-24T09:00:00Z exact | \u{202e}imaR <user5550001> Exact | earlier \u{fffd}",
        "message | 2025-11-24T09:00:01Z exact | \u{202e}imaR <user5550001> Exact | again",
        "! unknown_object | {\"id\":9 | text",
        "unsupported | 2025-11-24T09:00:02Z exact | Rami <user5550001> Exact | ",
        "! broken_utf8 | \u{fffd}byte\"}] | FF 20 62 79",
        "message | 2025-11-24T09:00:03Z exact | Rami <user5550001> Exact | bad \u{fffd} byte",
        "! unknown_object | [{\"id\":11 | messages, messages",
        "message | 2025-11-24T09:00:04Z exact | Rami <user5550001> Exact | a second array",
    ];
    assert_eq!(read(include_bytes!("fixtures/telegram/poisoned.json"), &[]), expected);
}

#[test]
fn what_was_read_of_a_truncated_export_stays_read() {
    let whole = read(include_bytes!("fixtures/telegram/chat.json"), &[]);
    let lines = read(include_bytes!("fixtures/telegram/truncated.json"), &[]);
    assert_eq!(lines[..4], whole[..4]);
    let expected = [
        "unsupported | 2025-11-24T10:03:00Z exact | Rami Zarqan <user5550001> Exact |  | photos/photo_1@24-11-2025_13-03-00.jpg",
        "! unfinished |  | ",
        "= bad_json",
    ];
    assert_eq!(lines[4..], expected);
}

#[test]
fn a_message_beyond_the_limit_is_cut_and_the_next_is_read() {
    let long = "0123456789".repeat(200);
    let export = format!(
        r#"{{"name":"A","messages":[{{"id":1,"type":"message","date_unixtime":"1764066600","from":"A","text":"{long}"}},{{"id":2,"type":"message","date_unixtime":"1764066601","from":"A","text":"ok"}}]}}"#
    );
    let expected = [
        "# telegram | A",
        "! cut | {\"id\":1 | 2075",
        "unsupported | 2025-11-25T10:30:00Z exact | A Exact | ",
        "message | 2025-11-25T10:30:01Z exact | A Exact | ok",
    ];
    // Less than a kilobyte is taken for a kilobyte.
    for message in [0, 1_024] {
        let limits = Limits { message, ..Limits::default() };
        assert_eq!(Export::new(export.as_bytes(), &[]).read(telegram::read, &limits), expected);
    }
}

#[test]
fn two_times_that_no_zone_explains_are_told_and_what_was_read_is_given() {
    let message = |date: &str, seconds: &str| {
        format!(
            r#"{{"id":1,"type":"message","date":"{date}","date_unixtime":"{seconds}","from":"A","text":"x"}}"#
        )
    };
    let messages = [
        message("2025-11-25T13:30:00", "1764066600"),
        message("2020-01-01T00:00:00", "1764066600"),
        message("2025-11-25T13:30:01", "1764066601"),
    ];
    let export = format!(r#"{{"name":"A","messages":[{}]}}"#, messages.join(","));
    let expected = [
        "# telegram | A",
        "message | 2025-11-25T10:30:00Z exact | A Exact | x",
        "! times_contradict | {\"id\":1 | 2020-01-01T00:00:00 1764066600",
        "message | 2025-11-25T10:30:00Z exact | A Exact | x",
        "message | 2025-11-25T10:30:01Z exact | A Exact | x",
    ];
    assert_eq!(read(export.as_bytes(), &[]), expected);
}

#[test]
fn an_export_that_is_cut_anywhere_says_so_and_keeps_what_was_whole() {
    let export = String::from_utf8_lossy(include_bytes!("fixtures/telegram/chat.json")).into_owned();
    let export = export.trim_end();
    let whole = read(export.as_bytes(), &[]);
    for cut in
        (1..export.len()).step_by(97).chain([export.len() - 1]).filter(|cut| export.is_char_boundary(*cut))
    {
        let lines = read(&export.as_bytes()[..cut], &[]);
        assert_eq!(lines[lines.len() - 2..], ["! unfinished |  | ", "= bad_json"], "{cut}");
        // The last that was read may be there in part, and be warned of.
        let sure = lines.len().saturating_sub(4);
        assert_eq!(lines[..sure], whole[..sure], "{cut}");
    }
    let last = read(&export.as_bytes()[..export.len() - 1], &[]);
    assert_eq!(last[..last.len() - 2], whole);
}

#[test]
fn local_times_that_go_back_are_told_and_are_not_compared_with_moments() {
    let message = |time: &str| format!(r#"{{"id":1,"type":"message",{time},"from":"A","text":"x"}}"#);
    let messages = [
        message(r#""date":"2019-04-01T10:00:00""#),
        message(r#""date_unixtime":"1554000000""#),
        message(r#""date":"2019-04-01T09:00:00""#),
        message(r#""date_unixtime":"1554000001""#),
        message(r#""date":"2019-04-01T09:00:00""#),
    ];
    let export = format!(r#"{{"name":"A","messages":[{}]}}"#, messages.join(","));
    let warnings: Vec<_> =
        read(export.as_bytes(), &[]).into_iter().filter(|line| line.starts_with('!')).collect();
    assert_eq!(warnings, ["! out_of_order | {\"id\":1 | 2019-04-01T09:00:00"]);
}

#[test]
fn who_wrote_first_is_told_beside_who_passed_it_on() {
    let message = |more: &str| {
        format!(
            r#"{{"id":1,"type":"message","date_unixtime":"1764066600","from":"Noor"{more},"text":"pay"}}"#
        )
    };
    let messages = [
        message(r#","forwarded_from":"Boss\u202e","forwarded_from_id":"user5550004""#),
        message(r#","forwarded_from":null,"forwarded_from_id":"user5550004""#),
        message(r#","forwarded_from":null"#),
        message(r#","forwarded_from":5"#),
        message(""),
    ];
    let export = format!(r#"{{"name":"A","messages":[{}]}}"#, messages.join(","));
    let noor = "2025-11-25T10:30:00Z exact | Noor Exact | pay";
    let expected = [
        "# telegram | A".to_owned(),
        "! direction_control | {\"id\":1 | Boss\u{202e}".to_owned(),
        format!("message | {noor} | forwarded Boss\u{202e}"),
        format!("message | {noor} | forwarded user5550004"),
        format!("message | {noor} | forwarded "),
        "! unknown_object | {\"id\":1 | forwarded_from".to_owned(),
        format!("unsupported | {noor}"),
        format!("message | {noor}"),
    ];
    assert_eq!(read(export.as_bytes(), &[]), expected);
}

#[test]
fn names_that_nobody_has_are_cut() {
    let name = "n".repeat(60_000);
    let message = format!(
        r#"{{"id":1,"type":"message","date_unixtime":"1764066600","from":"{name}","from_id":"{name}","forwarded_from":"{name}","text":"x"}}"#
    );
    let export = format!(r#"{{"name":"{name}","messages":[{message}]}}"#);
    let lines = read(export.as_bytes(), &[]);
    let short = "n".repeat(1_024);
    let cut = |line: &str, word: &str| line.starts_with("! cut | ") && line.ends_with(&format!(" | {word}"));
    assert!(cut(&lines[0], "title"), "{}", lines[0]);
    assert_eq!(lines[1], format!("# telegram | {short}"));
    for (line, word) in lines[2..].iter().zip(["sender", "sender_account", "forwarded"]) {
        assert!(cut(line, word), "{line}");
    }
    let message =
        format!("message | 2025-11-25T10:30:00Z exact | {short} <{short}> Exact | x | forwarded {short}");
    assert_eq!(lines[5..], [message]);
}

#[test]
fn what_is_no_export_is_refused() {
    let table: [(&str, &[&str]); 7] = [
        ("", &["! unfinished |  | ", "= bad_json"]),
        ("[]", &["= bad_json"]),
        (r#"{"about":"x"}"#, &["= no_chat"]),
        (r#"{"chats":{"list":[]}}"#, &["= no_chat"]),
        (r#"{"messages":5}"#, &["! unknown_object | 5} | messages", "= no_chat"]),
        (
            r#"{"messages":[{"id":1,"type":"unsupported"} {}]}"#,
            &["# telegram | -", "unsupported | - missing | - None | ", "= bad_json"],
        ),
        (r#"{"messages":[]} x"#, &["# telegram | -", "! unknown_object | x | "]),
    ];
    for (export, expected) in table {
        assert_eq!(read(export.as_bytes(), &[]), expected, "{export}");
    }
}

/// A string as Telegram Desktop writes it.
fn written(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\0'..' ' => out.push_str(&format!("\\x{:02X}", u32::from(c))),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(c),
        }
    }
    out.push('"');
    out
}

proptest! {
    #[test]
    fn whatever_people_write_comes_back(
        texts in prop::collection::vec(
            prop::collection::vec(
                prop_oneof![
                    prop::char::range('\0', '"'),
                    Just('\\'),
                    Just('x'),
                    Just('}'),
                    Just('\u{2028}'),
                    any::<char>(),
                ],
                0..12,
            ),
            0..6,
        ),
    ) {
        let texts: Vec<String> = texts.into_iter().map(|text| text.into_iter().collect()).collect();
        let messages: Vec<_> = texts
            .iter()
            .map(|text| {
                let text = written(text);
                format!(r#"{{"id":1,"type":"message","date_unixtime":"1764066600","from":"A","text":{text}}}"#)
            })
            .collect();
        let export = format!(r#"{{"name":"A","messages":[{}]}}"#, messages.join(",\n"));
        let mut lines = Export::new(export.as_bytes(), &[]).read(telegram::read, &Limits::default());
        lines.retain(|line| !line.starts_with("! json_repaired"));
        let mut expected = vec!["# telegram | A".to_owned()];
        expected.extend(texts.iter().map(|text| format!("message | 2025-11-25T10:30:00Z exact | A Exact | {text}")));
        prop_assert_eq!(lines, expected);
    }

    #[test]
    fn every_link_is_told_with_the_place_of_its_words(
        parts in prop::collection::vec(("[a-c \n\"\\\\ء-ي😀-😎]{0,5}", any::<bool>()), 0..6),
    ) {
        let (mut text, mut array, mut hidden) = (String::new(), Vec::new(), String::new());
        for (number, (words, is_link)) in parts.iter().enumerate() {
            let quoted = written(words);
            array.push(if *is_link {
                format!(r#"{{"type":"text_link","text":{quoted},"href":"https://a.example/{number}"}}"#)
            } else {
                quoted
            });
            if *is_link {
                let at = if words.is_empty() { "-".to_owned() } else { text.len().to_string() };
                hidden.push_str(&format!(" | {words}@{at} => link https://a.example/{number}"));
            }
            text.push_str(words);
        }
        let array = array.join(", ");
        let export = format!(
            r#"{{"name":"A","messages":[{{"id":1,"type":"message","date_unixtime":"1764066600","from":"A","text":[{array}],"text_entities":[{array}]}}]}}"#
        );
        let lines = Export::new(export.as_bytes(), &[]).read(telegram::read, &Limits::default());
        let message = format!("message | 2025-11-25T10:30:00Z exact | A Exact | {text}{hidden}");
        prop_assert_eq!(lines, ["# telegram | A".to_owned(), message]);
    }

    #[test]
    fn no_bytes_make_it_panic(bytes: Vec<u8>, inside: Vec<u8>) {
        Export::new(&bytes, &["a"]).read(telegram::read, &Limits::default());
        let mut export = br#"{"name":"A","messages":[{"type":"message","text":""#.to_vec();
        export.extend(inside);
        Export::new(&export, &["a"]).read(telegram::read, &Limits { message: 0, ..Limits::default() });
    }
}
