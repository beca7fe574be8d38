//! WhatsApp's exports, written by hand, against tables of what they tell (`fixtures/whatsapp`).

#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod collect;

use std::{collections::BTreeSet, fs, path::PathBuf};

use collect::{Collected, is_mark, read};
use sanad_chat::{Format, Limits, Message, SenderCertainty, WarningCode};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/whatsapp")
}

fn export(name: &str) -> Vec<u8> {
    fs::read(folder().join(format!("{name}.txt"))).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn export_read(name: &str) -> Collected {
    read(&export(name), &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

/// Names of all files that end so, without the ending.
fn names(ending: &str) -> BTreeSet<String> {
    let entries = fs::read_dir(folder()).expect("the folder of fixtures");
    let names = entries.map(|entry| entry.expect("an entry").file_name().into_string().expect("a name"));
    names.filter_map(|name| name.strip_suffix(ending).map(str::to_owned)).collect()
}

/// One row of a table.
struct Row {
    /// One reading, or `?` and all of them between `|`.
    at: String,
    /// Codes that must be among those found.
    certainty: Vec<String>,
    sender: Option<String>,
    kind: String,
    text: String,
    /// A name, or `*` for a file without one.
    attachment: Option<String>,
    edited: bool,
}

fn rows(name: &str) -> Vec<Row> {
    let table = fs::read_to_string(folder().join(format!("{name}.expected.tsv"))).expect("a table");
    let mut lines = table.lines();
    assert_eq!(lines.next(), Some("at\tcertainty\tsender\tkind\ttext\tattachment\tedited"), "{name}");
    lines
        .map(|line| {
            let fields: Vec<&str> = line.split('\t').collect();
            let [at, certainty, sender, kind, text, attachment, edited] = fields[..] else {
                panic!("{name}: {line}")
            };
            let named = |field: &str| (!field.is_empty()).then(|| unescaped(field));
            Row {
                at: at.to_owned(),
                certainty: certainty.split(',').filter(|code| !code.is_empty()).map(str::to_owned).collect(),
                sender: named(sender),
                kind: kind.to_owned(),
                text: unescaped(text),
                attachment: named(attachment),
                edited: edited == "edited",
            }
        })
        .collect()
}

/// `\n`, `\t`, `\\` and `\u{…}` as the characters that they stand for.
fn unescaped(field: &str) -> String {
    let mut out = String::new();
    let mut rest = field.chars();
    while let Some(character) = rest.next() {
        out.push(match character {
            '\\' => match rest.next().expect("an escape") {
                'n' => '\n',
                't' => '\t',
                '\\' => '\\',
                'u' => {
                    let code: String = rest.by_ref().skip(1).take_while(|&digit| digit != '}').collect();
                    char::from_u32(u32::from_str_radix(&code, 16).expect("a code")).expect("a character")
                }
                other => panic!("\\{other} in {field}"),
            },
            other => other,
        });
    }
    out
}

fn time_of(message: &Message) -> String {
    match message.time.at {
        Some(at) => at.to_string(),
        None => {
            let candidates: Vec<String> = message.time.candidates.iter().map(ToString::to_string).collect();
            format!("?{}", candidates.join("|"))
        }
    }
}

fn check(row: &Row, message: &Message, place: &str) {
    assert_eq!(time_of(message), row.at, "{place}");
    let codes: Vec<&str> = message.time.certainty.iter().map(|certainty| certainty.code()).collect();
    assert!(message.time.at.is_none() || codes.contains(&"zone_unknown"), "{place}: {codes:?}");
    for code in &row.certainty {
        assert!(codes.contains(&code.as_str()), "{place}: {code} is not in {codes:?}");
    }
    let text = message.text.replace("\r\n", "\n");
    let name = message.sender.name.as_deref().map(|name| name.trim_start_matches(is_mark));
    let expected = row.sender.as_deref().map(|name| name.trim_start_matches(is_mark));
    // A name with a colon and a space in it may be told from the text by nothing: then that must be said.
    if message.sender.certainty == SenderCertainty::Ambiguous && expected.is_some_and(|it| it.contains(": "))
    {
        let start = format!("{}: ", expected.unwrap_or_default());
        assert!(message.raw.trim_start_matches(is_mark).starts_with(&start), "{place}: {:?}", message.raw);
        return;
    }
    assert_eq!(name, expected, "{place}");
    assert_eq!(message.kind.code(), row.kind, "{place}");
    assert_eq!(text, row.text, "{place}");
    let attachment = message.attachments.first().map(|it| it.name.as_deref().unwrap_or("*"));
    assert_eq!(attachment, row.attachment.as_deref(), "{place}");
    assert_eq!(message.edited, row.edited, "{place}");
}

#[test]
fn every_export_is_read_as_its_table_says() {
    let exports = names(".txt");
    assert_eq!(exports, names(".expected.tsv"));
    assert!(exports.len() >= 80, "only {} exports", exports.len());
    for name in &exports {
        let collected = export_read(name);
        let format = if name.starts_with("ios_") { Format::WhatsAppIos } else { Format::WhatsAppAndroid };
        assert_eq!(collected.sources.len(), 1, "{name}");
        assert_eq!(collected.sources[0].format, format, "{name}");
        assert_eq!(collected.sources[0].path, None, "{name}");
        let rows = rows(name);
        for (place, (row, message)) in rows.iter().zip(&collected.messages).enumerate() {
            check(row, message, &format!("{name}, message {place}"));
        }
        assert_eq!(collected.messages.len(), rows.len(), "{name}");
    }
}

#[test]
fn every_message_stands_where_it_says() {
    for name in names(".txt") {
        let bytes = export(&name);
        let messages = export_read(&name).messages;
        let mut end = 0;
        for message in &messages {
            let from = usize::try_from(message.place.offset).unwrap();
            let to = from + usize::try_from(message.place.length).unwrap();
            assert!(end <= from && from < to && to <= bytes.len(), "{name}: {:?}", message.place);
            let source = String::from_utf8_lossy(&bytes[from..to]).replace("\r\n", "\n");
            assert!(source.contains(message.time.raw.as_str()), "{name}: {source:?}");
            let raw = message.raw.replace("\r\n", "\n");
            assert!(source.contains(raw.trim_end()), "{name}: {source:?} and {raw:?}");
            end = to;
        }
    }
}

/// The same conversation by two clocks, calendars or orders.
const SAME: &[(&str, &str)] = &[
    ("android_ar_iq_12", "android_ar_iq_24"),
    ("android_ar_ae_12", "android_ar_24_no_marks"),
    ("android_ar_parts_12", "android_ar_iq_24"),
    ("ios_ar_12", "ios_ar_24"),
    ("ios_ar_sa_hijri_12", "ios_ar_24"),
    ("android_ckb_12", "android_ckb_24"),
    ("android_ckb_12_arabic_words", "android_ckb_24"),
    ("android_ku_12", "android_ku_24"),
    ("android_fa_12", "android_fa_24"),
    ("android_fa_persian_24", "android_fa_24"),
    ("ios_fa_12", "ios_fa_24"),
    ("ios_fa_persian_24", "ios_fa_24"),
    ("android_ur_12", "android_ur_24"),
    ("ios_ur_12", "ios_ur_24"),
    ("android_tr_12", "android_tr_24"),
    ("ios_tr_12", "ios_tr_24"),
    ("android_he_12", "android_he_24"),
    ("ios_he_12", "ios_he_24"),
    ("android_en_us_12", "android_en_us_24"),
    ("android_en_us_12_plain_space", "android_en_us_24"),
    ("android_en_us_24", "android_en_gb_24"),
    ("android_en_gb_12", "android_en_gb_24"),
    ("android_en_ca_12", "android_en_gb_24"),
    ("android_en_dotted_12", "android_en_gb_24"),
    ("ios_en_us_12", "ios_en_us_24"),
    ("ios_en_us_24", "ios_en_gb_24"),
    ("ios_en_buddhist_12", "ios_en_us_24"),
    ("android_de_12", "android_de_24"),
    ("android_de_parts_12", "android_de_24"),
    ("ios_de_12", "ios_de_24"),
    ("android_fr_12", "android_fr_24"),
    ("android_fr_24_comma", "android_fr_24"),
    ("android_fr_parts_12", "android_fr_24"),
    ("ios_fr_12", "ios_fr_24"),
];

#[test]
fn twelve_and_twenty_four_hours_tell_the_same_times() {
    let times = |name: &str| -> Vec<String> { export_read(name).messages.iter().map(time_of).collect() };
    for (one, other) in SAME {
        let (one_times, other_times) = (times(one), times(other));
        assert_eq!(one_times.len(), 17, "{one}");
        assert!(one_times.iter().all(|time| !time.starts_with('?')), "{one}");
        assert_eq!(one_times, other_times, "{one} and {other}");
    }
}

#[test]
fn android_and_ios_tell_the_same_times() {
    for (android, ios) in [
        ("android_ar_iq_24", "ios_ar_24"),
        ("android_en_us_24", "ios_en_us_24"),
        ("android_de_24", "ios_de_24"),
        ("android_fr_24", "ios_fr_24"),
        ("android_tr_24", "ios_tr_24"),
        ("android_he_24", "ios_he_24"),
        ("android_fa_24", "ios_fa_24"),
        ("android_ur_24", "ios_ur_24"),
    ] {
        let to_the_minute = |name: &str| {
            export_read(name).messages.iter().map(|it| time_of(it)[..16].to_owned()).collect::<Vec<_>>()
        };
        assert_eq!(to_the_minute(android), to_the_minute(ios), "{android} and {ios}");
    }
}

#[test]
fn what_is_wrong_with_a_file_is_said() {
    for (name, code) in [
        ("android_en_order_unknown", WarningCode::OrderUnknown),
        ("android_cy_half_day_unknown", WarningCode::HalfDayUnknown),
        ("android_en_broken_utf8", WarningCode::BrokenUtf8),
        ("android_en_out_of_order", WarningCode::OutOfOrder),
        ("android_en_leading_text", WarningCode::LeadingText),
    ] {
        let warnings = export_read(name).warnings;
        assert!(warnings.iter().any(|warning| warning.code == code), "{name}: {warnings:?}");
        let sound = export_read("android_en_gb_24").warnings;
        assert!(sound.iter().all(|warning| warning.code != code), "{code}: {sound:?}");
    }
}

#[test]
fn the_place_that_settles_day_and_month_is_shown() {
    for (name, decided, raw) in [
        ("android_en_us_12", "month_first", "1/20/26"),
        ("android_en_gb_24", "day_first", "20/01/2026"),
        ("android_ckb_24", "year_first", "٢٠٢٦-٠١-٢٠"),
    ] {
        let collected = export_read(name);
        let ruling = collected.sources[0].rulings.iter().find(|ruling| ruling.decided == decided);
        let ruling = ruling.unwrap_or_else(|| panic!("{name}: {:?}", collected.sources[0].rulings));
        assert!(ruling.raw.contains(raw), "{name}: {ruling:?}");
        let from = usize::try_from(ruling.offset).unwrap();
        let rest = String::from_utf8_lossy(&export(name)[from..]).into_owned();
        assert!(rest.lines().next().is_some_and(|line| line.contains(raw)), "{name}: {ruling:?}");
    }
}

#[test]
fn a_file_that_ends_anywhere_is_read_as_far_as_it_goes() {
    for name in ["ios_seed_ar_arab", "android_seed_ckb12", "android_seed_fr24", "ios_en_kinds"] {
        let bytes = export(name);
        let whole = export_read(name).messages;
        for end in 0..bytes.len() {
            // Nothing before the first stamp is no export.
            let Ok(cut) = read(&bytes[..end], &Limits::default()) else { continue };
            assert!(cut.messages.len() <= whole.len(), "{name} {end}");
            for (cut, whole) in cut.messages.iter().zip(&whole).rev().skip(1) {
                assert_eq!(cut.text, whole.text, "{name} {end}");
                assert_eq!(cut.sender.name, whole.sender.name, "{name} {end}");
            }
        }
        let nearly = read(&bytes[..bytes.len() - 1], &Limits::default()).unwrap();
        assert_eq!(nearly.messages.len(), whole.len(), "{name}");
    }
}

#[test]
fn a_message_longer_than_the_limit_is_cut_and_said_so() {
    let limits = Limits { message: 4096, ..Limits::default() };
    let long = format!("20/01/2026, 19:00 - Sam: {}\n20/01/2026, 19:01 - Layla: ok\n", "ب".repeat(100_000));
    let collected = read(long.as_bytes(), &limits).unwrap();
    assert_eq!(collected.messages.len(), 2);
    assert!(collected.messages[0].text.len() <= 4096);
    assert_eq!(collected.messages[1].text, "ok");
    assert!(collected.warnings.iter().any(|warning| warning.code == WarningCode::Cut));
}
