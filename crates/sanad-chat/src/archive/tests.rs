use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::*;
use crate::collected::Collected;
use crate::read::read_file;

const CHAT: &str = "[20/1/2026, 19:02:03] A: x\r\n\u{200e}[20/1/2026, 19:03:03] B: \u{200e}<attached: one.jpg>\r\n\
                    \u{200e}[20/1/2026, 19:04:03] B: \u{200e}<attached: gone.jpg>\r\n";

fn zip(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (at, (path, bytes)) in entries.iter().enumerate() {
        let method = if at % 2 == 0 { CompressionMethod::DEFLATE } else { CompressionMethod::STORE };
        zip.start_file(*path, SimpleFileOptions::default().compression_method(method)).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn read(bytes: &[u8], limits: &Limits) -> (Collected, Result<(), ReadError>) {
    let mut kept = Collected::default();
    let result = read_file(Cursor::new(bytes), limits, &mut kept);
    (kept, result)
}

#[test]
fn a_chat_is_read_with_its_files() {
    let bytes = zip(&[("_chat.txt", CHAT.as_bytes()), ("one.jpg", &b"1234"[..]), ("two.txt", &b"two"[..])]);
    let (kept, result) = read(&bytes, &Limits::default());
    result.unwrap();
    assert_eq!(kept.sources[0].path.as_deref(), Some("_chat.txt"));
    assert_eq!(kept.messages.len(), 3);
    let found = kept.messages[1].attachments[0].found.clone();
    assert_eq!(found, Some(Found { path: "one.jpg".to_owned(), size: 4 }));
    assert_eq!(
        kept.details(),
        [(WarningCode::AttachmentMissing, "gone.jpg"), (WarningCode::AttachmentUnnamed, "two.txt")]
    );
}

#[test]
fn chats_are_found_by_name_or_by_what_they_hold() {
    for (entries, chats) in [
        (vec!["a.jpg", "WhatsApp Chat with A.txt", "b.txt"], vec!["WhatsApp Chat with A.txt"]),
        (vec!["محادثة WhatsApp مع علي.txt", "notes.json"], vec!["محادثة WhatsApp مع علي.txt"]),
        (vec!["a/_chat.txt", "b/_chat.txt"], vec!["a/_chat.txt", "b/_chat.txt"]),
        (vec!["export.TXT", "__MACOSX/export.txt"], vec!["export.TXT"]),
    ] {
        let entries: Vec<_> = entries.into_iter().map(|path| (path, CHAT.as_bytes())).collect();
        let (kept, result) = read(&zip(&entries), &Limits::default());
        result.unwrap();
        let paths: Vec<_> = kept.sources.iter().filter_map(|source| source.path.as_deref()).collect();
        assert_eq!(paths, chats);
    }
    let (_, result) = read(&zip(&[("a.txt", &b"hello"[..]), ("a.jpg", &b"1"[..])]), &Limits::default());
    assert!(matches!(result, Err(ReadError::NoChat)), "{result:?}");
    assert!(matches!(read(&zip(&[]), &Limits::default()).1, Err(ReadError::NoChat)));
}

#[test]
fn paths_that_lead_out_are_refused() {
    let paths = [
        "../_chat.txt",
        "/_chat.txt",
        "a/../../_chat.txt",
        "a\\_chat.txt",
        "C:_chat.txt",
        "a/\0_chat.txt",
        "./_chat.txt",
    ];
    let entries: Vec<_> = paths.iter().map(|path| (*path, CHAT.as_bytes())).collect();
    let (kept, result) = read(&zip(&entries), &Limits::default());
    assert!(matches!(result, Err(ReadError::NoChat)), "{result:?}");
    let refused = kept.details();
    assert_eq!(refused, paths.map(|path| (WarningCode::PathRefused, path)));
    for path in ["a/b.txt", "..a/b..txt", "1:b", "...", "علي.txt"] {
        assert!(!leads_out(path), "{path}");
    }
}

/// A zip whose entries say that a system wrote them.
fn zip_of(system: System, paths: &[&str]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for path in paths {
        zip.start_file(*path, SimpleFileOptions::default().system(system)).unwrap();
        let is_chat = path.ends_with("_chat.txt");
        zip.write_all(if is_chat { CHAT.as_bytes() } else { &b"1234"[..] }).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn backslashes_of_windows_are_read_as_slashes() {
    let paths = ["a\\_chat.txt", "a\\one.jpg", "a\\b\\", "x/y.jpg"];
    // With a slash in another name, a backslash of another system is a letter.
    for (system, count) in [
        (System::Dos, 4),
        (System::WindowsNTFS, 4),
        (System::VFAT, 4),
        (System::Unix, 3),
        (System::OsDarwin, 3),
    ] {
        let (kept, result) = read(&zip_of(system, &paths[..count]), &Limits::default());
        result.unwrap();
        assert_eq!(kept.sources[0].path.as_deref(), Some("a/_chat.txt"), "{system:?}");
        let found = kept.messages[1].attachments[0].found.clone();
        assert_eq!(found, Some(Found { path: "a/one.jpg".to_owned(), size: 4 }), "{system:?}");
        assert_eq!(kept.details(), [(WarningCode::AttachmentMissing, "gone.jpg")], "{system:?}");
    }
    let (kept, result) = read(&zip_of(System::Unix, &paths), &Limits::default());
    assert!(matches!(result, Err(ReadError::NoChat)), "{result:?}");
    assert_eq!(kept.warnings.len(), 3);
    // Whatever leads out does so with either sign, and is told as it is written.
    let paths = ["..\\_chat.txt", "\\_chat.txt", "C:\\_chat.txt", "\\\\host\\_chat.txt", "a\\..\\_chat.txt"];
    for system in [System::Dos, System::Unix] {
        let (kept, result) = read(&zip_of(system, &paths), &Limits::default());
        assert!(matches!(result, Err(ReadError::NoChat)), "{result:?}");
        assert_eq!(kept.details(), paths.map(|path| (WarningCode::PathRefused, path)));
    }
}

#[test]
fn a_zip_behind_other_bytes_is_none() {
    let bytes = [&b"MZ\0\0"[..], &zip(&[("_chat.txt", CHAT.as_bytes())])].concat();
    let (kept, result) = read(&bytes, &Limits::default());
    assert!(matches!(result, Err(ReadError::Unknown)) && kept.messages.is_empty(), "{result:?}");
}

#[test]
fn a_path_that_is_too_long_is_refused() {
    let long = "ب".repeat(512);
    for (path, is_refused) in [(long.clone(), false), (format!("a{long}"), true), ("a".repeat(5_000), true)] {
        let bytes = zip(&[(path.as_str(), &b"1"[..]), ("_chat.txt", CHAT.as_bytes())]);
        let (kept, result) = read(&bytes, &Limits::default());
        result.unwrap();
        let is_told = kept.warnings.iter().any(|it| it.code == WarningCode::PathRefused);
        assert_eq!((is_told, kept.messages.len()), (is_refused, 3));
    }
}

#[test]
fn a_bomb_is_stopped_at_its_ratio() {
    let mut text = "20/1/2026, 19:02 - A: x\n".repeat(1_000);
    text.push_str(&"\0".repeat(8 << 20));
    let bytes = zip(&[("_chat.txt", text.as_bytes())]);
    let (_, result) = read(&bytes, &Limits::default());
    assert!(matches!(result, Err(ReadError::TooLarge { limit: "ratio", .. })), "{result:?}");
    let (kept, result) = read(&bytes, &Limits { ratio: 2_000, ..Limits::default() });
    result.unwrap();
    assert_eq!(kept.messages.len(), 1_000);
    let (_, result) = read(&bytes, &Limits { ratio: 2_000, text: 1 << 21, ..Limits::default() });
    assert!(matches!(result, Err(ReadError::TooLarge { limit: "text", offset: 0x20_0000 })), "{result:?}");
    let (_, result) = read(&bytes, &Limits { entries: 0, ..Limits::default() });
    assert!(matches!(result, Err(ReadError::TooLarge { limit: "entries", .. })), "{result:?}");
}

/// Changes a field of the only entry in both of its headers: at `local` and at `central` behind their signatures.
fn patch(bytes: &mut [u8], local: usize, central: usize, value: u8) {
    let at = |signature: &[u8]| bytes.windows(4).rposition(|four| four == signature).unwrap();
    let (first, second) = (at(b"PK\x03\x04") + local, at(b"PK\x01\x02") + central);
    bytes[first] = value;
    bytes[second] = value;
}

#[test]
fn encrypted_and_unknown_entries_are_refused() {
    for name in ["_chat.txt", "export.txt"] {
        let whole = zip(&[(name, CHAT.as_bytes())]);
        let mut bytes = whole.clone();
        patch(&mut bytes, 6, 8, 1);
        assert!(matches!(read(&bytes, &Limits::default()).1, Err(ReadError::Zip("it is encrypted"))));
        let mut bytes = whole.clone();
        patch(&mut bytes, 8, 10, 14);
        assert!(matches!(read(&bytes, &Limits::default()).1, Err(ReadError::Zip(_))));
    }
}

#[test]
fn damaged_zips_are_refused() {
    let whole = zip(&[("a.jpg", &b"1"[..]), ("_chat.txt", CHAT.as_bytes())]);
    let mut bytes = whole.clone();
    let at = whole.windows(4).position(|four| four == b"2026").unwrap();
    bytes[at] = b'3';
    let result = read(&bytes, &Limits::default()).1;
    assert!(matches!(result, Err(ReadError::Zip("an entry is damaged"))), "{result:?}");
    for length in 4..whole.len() {
        let (kept, result) = read(&whole[..length], &Limits::default());
        assert!(result.is_err() && kept.messages.is_empty(), "{length}");
    }
}

/// An Android phone's chat that names a document and whatever else.
const ANDROID: &str = "WhatsApp Chat with Ali.txt";
const REAL: &str = "20/01/2026, 19:00 - Ali: _chat.txt (file attached)\n20/01/2026, 19:01 - Sara: no\n";
/// What somebody sends so that it is taken for the chat.
const FORGED: &str = "[20/01/2026, 19:02:03] Sara: please take my money\r\n";

/// Reads a zip to its end: the paths of its chats, the texts of all messages, the warnings.
fn told(entries: &[(&str, &str)]) -> (Vec<String>, Vec<String>, Vec<(WarningCode, String)>) {
    let entries: Vec<_> = entries.iter().map(|(path, text)| (*path, text.as_bytes())).collect();
    let (kept, result) = read(&zip(&entries), &Limits::default());
    result.unwrap();
    let warnings = kept.warnings.into_iter().map(|it| (it.code, it.detail)).collect();
    let paths = kept.sources.into_iter().filter_map(|source| source.path).collect();
    (paths, kept.messages.into_iter().map(|message| message.text).collect(), warnings)
}

#[test]
fn a_document_hides_no_chat() {
    for (document, text) in [
        // It would have been read in place of the chat.
        ("_chat.txt", FORGED),
        ("_chat.txt", "hello"),
        ("_chat.txt", ""),
        // And this beside it.
        ("my WhatsApp notes.txt", "buy milk"),
    ] {
        let real = REAL.replace("_chat.txt", document);
        for entries in
            [[(ANDROID, real.as_str()), (document, text)], [(document, text), (ANDROID, real.as_str())]]
        {
            let (paths, texts, warnings) = told(&entries);
            assert_eq!(paths, [ANDROID], "{document}");
            assert_eq!((texts.len(), texts.last().map(String::as_str)), (2, Some("no")), "{document}");
            assert!(warnings.is_empty(), "{warnings:?}");
        }
    }
    // In a language whose words for an attachment are not known, nothing is set aside, and nothing is lost.
    let real = REAL.replace("(file attached)", "(?)");
    let forged = "[20/01/2026, 19:02:03] Sara: \u{200e}<attached: WhatsApp Chat with Ali.txt>\r\n";
    assert_eq!(told(&[(ANDROID, &real), ("_chat.txt", forged)]).0, [ANDROID, "_chat.txt"]);
}

#[test]
fn what_nothing_tells_from_the_chat_is_read_as_well_and_warned_of() {
    let several = |warnings: &[(WarningCode, String)]| {
        let found: Vec<_> = warnings.iter().filter(|(code, _)| *code == WarningCode::SeveralChats).collect();
        found.iter().map(|(_, detail)| detail.clone()).collect::<Vec<_>>()
    };
    let unnamed = REAL.replace("_chat.txt", "one.jpg");
    let (paths, texts, warnings) = told(&[(ANDROID, &unnamed), ("_chat.txt", FORGED), ("one.jpg", "1")]);
    assert_eq!(paths, [ANDROID, "_chat.txt"]);
    assert_eq!(texts.len(), 3);
    assert_eq!(several(&warnings), ["WhatsApp Chat with Ali.txt, _chat.txt"]);
    // It says that the chat is its document.
    let forged = "[20/01/2026, 19:02:03] Sara: \u{200e}<attached: WhatsApp Chat with Ali.txt>\r\n";
    let (paths, _, warnings) = told(&[(ANDROID, REAL), ("_chat.txt", forged)]);
    assert_eq!(paths, [ANDROID, "_chat.txt"]);
    assert_eq!(several(&warnings).len(), 1);
    // Each in its own folder, and of two folders one.
    let (paths, _, warnings) = told(&[("a/_chat.txt", CHAT), ("b/_chat.txt", CHAT)]);
    assert_eq!((paths.len(), several(&warnings).len()), (2, 0));
    let (_, _, warnings) = told(&[("a/_chat.txt", CHAT), ("b/_chat.txt", CHAT), ("b/WhatsApp 2.txt", CHAT)]);
    assert_eq!(several(&warnings), ["b/_chat.txt, b/WhatsApp 2.txt"]);
}

#[test]
fn a_chat_whose_stamps_come_late_is_read() {
    let late = format!("{}{CHAT}", "saved by a helper\r\n".repeat(5_000));
    assert_eq!(told(&[("_chat.txt", &late)]).1.len(), 3);
    assert_eq!(told(&[("a/_chat.txt", &late), ("b/_chat.txt", CHAT)]).1.len(), 6);
    // Beside a name that holds no chat.
    assert_eq!(told(&[("_chat.txt", "hello"), ("export.txt", CHAT)]).0, ["export.txt"]);
}

#[test]
fn a_file_that_no_chat_names_is_told_once() {
    let unnamed = |entries: &[(&str, &str)]| {
        let warnings =
            told(entries).2.into_iter().filter(|(code, _)| *code == WarningCode::AttachmentUnnamed);
        warnings.map(|(_, path)| path).collect::<Vec<_>>()
    };
    let names = |name: &str| format!("\u{200e}[20/1/2026, 19:03:03] B: \u{200e}<attached: {name}>\r\n");
    let (one, two) = (names("one.jpg"), names("two.jpg"));
    let files = [("one.jpg", "1"), ("two.jpg", "2"), ("three.jpg", "3")];
    // Two chats in one folder: what either names is named.
    let chats = [("WhatsApp 1.txt", one.as_str()), ("WhatsApp 2.txt", two.as_str())];
    assert_eq!(unnamed(&[&chats[..], &files[..]].concat()), ["three.jpg"]);
    // A chat above looks at all, whether it is read before or after.
    let inner = [("a/_chat.txt", two.as_str()), ("a/one.jpg", "1"), ("a/two.jpg", "2"), ("a/x.jpg", "3")];
    let outer = [("_chat.txt", one.as_str()), ("y.jpg", "4")];
    assert_eq!(unnamed(&[&inner[..], &outer[..]].concat()), ["a/x.jpg", "y.jpg"]);
    let mut before = unnamed(&[&outer[..], &inner[..]].concat());
    before.sort();
    assert_eq!(before, ["a/x.jpg", "y.jpg"]);
    // What lies in no chat's folder came with none.
    let apart =
        [("a/_chat.txt", one.as_str()), ("a/one.jpg", "1"), ("b/_chat.txt", two.as_str()), ("c.jpg", "2")];
    assert!(unnamed(&apart).is_empty());
}

#[test]
fn many_chats_and_files_cost_what_they_are() {
    let mut folders = BTreeMap::new();
    let mut found = Vec::new();
    for number in 0..2_000_usize {
        folders.insert(format!("{:04}/", number / 2), number);
        found.push(Found { path: format!("{:04}/{number}.jpg", number / 2), size: 1 });
    }
    folders.insert(String::new(), 500);
    let last = last_to_look(&Files::new(found), &folders);
    // The chat at the top is read after those of the first folders, and before the others.
    assert_eq!(last.values().map(Vec::len).sum::<usize>(), 2_000);
    assert_eq!((last[&500].len(), last[&501].len(), last[&1_999].len()), (500, 2, 2));
    assert!(!last.contains_key(&499));
}

/// The zip with another number of four bytes in its only central header, at `at` behind the signature.
fn patched(mut bytes: Vec<u8>, at: usize, value: u32) -> Vec<u8> {
    let header = bytes.windows(4).rposition(|four| four == b"PK\x01\x02").unwrap() + at;
    bytes[header..header + 4].copy_from_slice(&value.to_le_bytes());
    bytes
}

#[test]
fn a_packed_size_that_is_claimed_is_not_believed() {
    let text = format!("20/1/2026, 19:02 - A: {}", "a".repeat(32 << 20));
    let bytes = zip(&[("_chat.txt", text.as_bytes())]);
    assert!(bytes.len() < 100_000);
    for bytes in [bytes.clone(), patched(bytes, 20, 50_000_000)] {
        let (kept, result) = read(&bytes, &Limits::default());
        assert!(matches!(result, Err(ReadError::TooLarge { limit: "ratio", .. })), "{result:?}");
        assert!(kept.messages.is_empty());
    }
}

#[test]
fn entries_that_lie_upon_one_another_are_refused() {
    let whole = zip(&[("_chat.txt", CHAT.as_bytes())]);
    let find = |signature: &[u8]| whole.windows(4).rposition(|four| four == signature).unwrap();
    let (list, end) = (find(b"PK\x01\x02"), find(b"PK\x05\x06"));
    for count in [1_u16, 2, 200] {
        let mut bytes = whole[..list].to_vec();
        (0..count).for_each(|_| bytes.extend(&whole[list..end]));
        let size = u32::try_from(bytes.len() - list).unwrap();
        let mut last = whole[end..].to_vec();
        last[8..10].copy_from_slice(&count.to_le_bytes());
        last[10..12].copy_from_slice(&count.to_le_bytes());
        last[12..16].copy_from_slice(&size.to_le_bytes());
        bytes.extend(last);
        let (kept, result) = read(&bytes, &Limits::default());
        match result {
            Ok(()) => assert_eq!((count, kept.messages.len()), (1, 3)),
            Err(error) => {
                assert!(
                    count > 1 && matches!(error, ReadError::Zip("its entries lie upon one another")),
                    "{error:?}"
                );
            }
        }
    }
}

#[test]
fn all_entries_together_are_no_more_than_the_zip_accounts_for() {
    // Each is below a megabyte, which no ratio forbids.
    let text = format!("20/1/2026, 19:02 - A: {}", "a".repeat(1_000_000));
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..20 {
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::DEFLATE);
        writer.start_file(format!("{number}/_chat.txt"), options).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    let bytes = writer.finish().unwrap().into_inner();
    let (kept, result) = read(&bytes, &Limits::default());
    assert!(matches!(result, Err(ReadError::TooLarge { limit: "ratio", .. })), "{result:?}");
    assert_eq!(kept.messages.len(), 16);
    let (kept, result) = read(&bytes, &Limits { ratio: 2_000, ..Limits::default() });
    result.unwrap();
    assert_eq!(kept.messages.len(), 20);
}
