//! WhatsApp's exports in a zip: files are joined to the messages that name them, and hostile zips are refused.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod collect;

use std::io::{Cursor, Write as _};

use collect::{Collected, is_mark, read};
use sanad_chat::{Attachment, Format, Limits, ReadError, WarningCode};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

const IOS: &str = "\u{200e}[20/01/2026, 19:00:00] Sam: \u{200e}<attached: 00000001-PHOTO.jpg>\r\n\
    \u{200e}[20/01/2026, 19:01:00] Sam: look \u{200e}<attached: 00000002-عقد.pdf>\r\n\
    \u{200e}[20/01/2026, 19:02:00] Layla: \u{200e}<attached: 00000003-gone.opus>\r\n\
    [20/01/2026, 19:03:00] Layla: <attached: 00000001-PHOTO.jpg>\r\n";

const ANDROID: &str = "20/01/2026, 19:00 - Sam: IMG-20260120-WA0003.jpg (file attached)\n\
    look at this\n\
    20/01/2026, 19:01 - Layla: ok\n";

/// A zip with these entries.
fn zipped(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in entries {
        zip.start_file(*name, options).expect("an entry");
        zip.write_all(bytes).expect("its bytes");
    }
    zip.finish().expect("a zip").into_inner()
}

fn read_zip(entries: &[(&str, &[u8])]) -> Result<Collected, ReadError> {
    read(&zipped(entries), &Limits::default())
}

fn details(collected: &Collected, code: WarningCode) -> Vec<&str> {
    let warnings = collected.warnings.iter().filter(|warning| warning.code == code);
    warnings.map(|warning| warning.detail.as_str()).collect()
}

/// The path and the size of the file that was found.
fn found(attachments: &[Attachment]) -> Option<(&str, u64)> {
    attachments.first()?.found.as_ref().map(|found| (found.path.as_str(), found.size))
}

#[test]
fn attachments_are_joined_to_the_files_of_an_iphone() {
    let entries: &[(&str, &[u8])] = &[
        ("00000001-PHOTO.jpg", b"picture"),
        ("_chat.txt", IOS.as_bytes()),
        ("00000002-عقد.pdf", b"contract"),
        ("00000009-nobody.jpg", b"?"),
    ];
    let collected = read_zip(entries).unwrap();
    assert_eq!(collected.sources[0].format, Format::WhatsAppIos);
    assert_eq!(collected.sources[0].path.as_deref(), Some("_chat.txt"));
    let messages = &collected.messages;
    assert_eq!(messages.len(), 4);
    assert_eq!(found(&messages[0].attachments), Some(("00000001-PHOTO.jpg", 7)));
    assert_eq!(found(&messages[1].attachments), Some(("00000002-عقد.pdf", 8)));
    assert_eq!(messages[1].text, "look");
    assert_eq!(found(&messages[2].attachments), None);
    // Typed, without the mark: it names nothing.
    assert_eq!(messages[3].attachments, []);
    assert!(
        details(&collected, WarningCode::AttachmentMissing)
            .iter()
            .any(|it| it.contains("00000003-gone.opus"))
    );
    assert!(
        details(&collected, WarningCode::AttachmentUnnamed)
            .iter()
            .any(|it| it.contains("00000009-nobody.jpg"))
    );
}

#[test]
fn attachments_are_joined_to_the_files_of_an_android_phone() {
    let entries: &[(&str, &[u8])] =
        &[("WhatsApp Chat with Sam.txt", ANDROID.as_bytes()), ("IMG-20260120-WA0003.jpg", b"picture")];
    let collected = read_zip(entries).unwrap();
    assert_eq!(collected.sources[0].format, Format::WhatsAppAndroid);
    assert_eq!(collected.sources[0].path.as_deref(), Some("WhatsApp Chat with Sam.txt"));
    assert_eq!(found(&collected.messages[0].attachments), Some(("IMG-20260120-WA0003.jpg", 7)));
    assert_eq!(collected.messages[0].text, "look at this");
    assert!(details(&collected, WarningCode::AttachmentMissing).is_empty());
    assert!(details(&collected, WarningCode::AttachmentUnnamed).is_empty());
}

#[test]
fn a_name_in_another_spelling_is_joined_where_one_file_has_it() {
    let text = "20/01/2026, 19:00 - Sam: cafe\u{301}.jpg (file attached)\n\
                20/01/2026, 19:01 - Sam: \u{200e}IMG-1.jpg (file attached)\n\
                20/01/2026, 19:02 - Sam: a.pdf (file attached)\n";
    let entries: &[(&str, &[u8])] = &[
        ("WhatsApp Chat with Sam.txt", text.as_bytes()),
        ("caf\u{e9}.jpg", b"12345"),
        ("img-1.JPG", b"picture"),
        ("A.pdf", b"one"),
        ("a.PDF", b"two"),
    ];
    let collected = read_zip(entries).unwrap();
    let messages = &collected.messages;
    assert_eq!(found(&messages[0].attachments), Some(("caf\u{e9}.jpg", 5)));
    assert_eq!(messages[0].attachments[0].name.as_deref(), Some("cafe\u{301}.jpg"));
    assert_eq!(found(&messages[1].attachments), Some(("img-1.JPG", 7)));
    assert_eq!(found(&messages[2].attachments), None);
    let missing = details(&collected, WarningCode::AttachmentMissing);
    assert_eq!(missing, ["a.pdf (near: A.pdf, a.PDF)"]);
    assert_eq!(details(&collected, WarningCode::AttachmentUnnamed), ["A.pdf", "a.PDF"]);
}

#[test]
fn a_zip_and_its_text_alone_tell_the_same() {
    let alone = read(IOS.as_bytes(), &Limits::default()).unwrap();
    let zipped = read_zip(&[("_chat.txt", IOS.as_bytes())]).unwrap();
    assert_eq!(alone.messages.len(), zipped.messages.len());
    for (one, other) in alone.messages.iter().zip(&zipped.messages) {
        assert_eq!((&one.time, &one.sender, one.kind), (&other.time, &other.sender, other.kind));
        assert_eq!((&one.text, &one.raw, one.place), (&other.text, &other.raw, other.place));
    }
}

#[test]
fn paths_that_lead_out_are_never_followed() {
    for path in [
        "../00000001-PHOTO.jpg",
        "/00000001-PHOTO.jpg",
        "a/../../00000001-PHOTO.jpg",
        "C:\\00000001-PHOTO.jpg",
    ] {
        let collected = read_zip(&[("_chat.txt", IOS.as_bytes()), (path, b"picture")]).unwrap();
        assert_eq!(collected.messages.len(), 4, "{path}");
        assert_eq!(found(&collected.messages[0].attachments), None, "{path}");
        assert!(!details(&collected, WarningCode::PathRefused).is_empty(), "{path}");
    }
}

#[test]
fn two_files_of_one_name_are_not_chosen_between() {
    let entries: &[(&str, &[u8])] = &[
        ("_chat.txt", IOS.as_bytes()),
        ("a/00000001-PHOTO.jpg", b"one"),
        ("b/00000001-PHOTO.jpg", b"another"),
    ];
    let collected = read_zip(entries).unwrap();
    assert_eq!(found(&collected.messages[0].attachments), None);
    assert!(
        details(&collected, WarningCode::AttachmentTwice).iter().any(|it| it.contains("00000001-PHOTO.jpg"))
    );
}

#[test]
fn a_bomb_is_refused_before_it_is_unpacked() {
    // Thirty-two megabytes of one letter are thirty-two kilobytes in the zip.
    let bomb = format!("{IOS}{}", "a".repeat(32 << 20));
    let refused = read_zip(&[("_chat.txt", bomb.as_bytes())]).unwrap_err();
    assert_eq!(refused.code(), "too_large", "{refused}");
    let limits = Limits { text: 1000, ..Limits::default() };
    let long = "20/01/2026, 19:01 - Layla: ok\n".repeat(100);
    let refused = read(&zipped(&[("WhatsApp Chat with Sam.txt", long.as_bytes())]), &limits).unwrap_err();
    assert_eq!(refused.code(), "too_large", "{refused}");
    let limits = Limits { entries: 2, ..Limits::default() };
    let refused =
        read(&zipped(&[("_chat.txt", IOS.as_bytes()), ("1", b""), ("2", b"")]), &limits).unwrap_err();
    assert_eq!(refused.code(), "too_large", "{refused}");
}

#[test]
fn what_holds_no_chat_is_said_so() {
    assert_eq!(read_zip(&[("photo.jpg", b"picture")]).unwrap_err().code(), "no_chat");
    assert_eq!(read(b"a letter to nobody\n", &Limits::default()).unwrap_err().code(), "unknown_format");
    let mut broken = zipped(&[("_chat.txt", IOS.as_bytes())]);
    broken.truncate(broken.len() / 2);
    assert_eq!(read(&broken, &Limits::default()).unwrap_err().code(), "bad_zip");
}

#[test]
fn a_name_with_a_turn_of_direction_is_pointed_out() {
    let text = "\u{200e}[20/01/2026, 19:00:00] Sam: \u{200e}<attached: 00000001-\u{202e}gpj.exe>\r\n";
    let collected = read_zip(&[("_chat.txt", text.as_bytes()), ("00000001-\u{202e}gpj.exe", b"MZ")]).unwrap();
    assert_eq!(found(&collected.messages[0].attachments), Some(("00000001-\u{202e}gpj.exe", 2)));
    assert!(!details(&collected, WarningCode::DirectionControl).is_empty());
    let name = collected.messages[0].sender.name.as_deref().map(|name| name.trim_start_matches(is_mark));
    assert_eq!(name, Some("Sam"));
}
