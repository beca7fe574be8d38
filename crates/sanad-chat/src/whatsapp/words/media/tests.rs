//! Files that were left out, and files that came along.

use std::time::{Duration, Instant};

use super::*;
use crate::whatsapp::words::judge;

#[test]
fn every_language_says_what_was_left_out() {
    for &(language, style, media, words) in LEFT_OUT {
        let body = if style == Style::Ios { format!("\u{200e}{words}") } else { words.to_owned() };
        let judged = judge(&body, style, true);
        assert_eq!(
            (judged.kind, judged.media, judged.edited),
            (media.kind(), true, false),
            "{language:?} {words}"
        );
        assert_eq!((judged.text.as_str(), judged.attachment), (words, None), "{language:?} {words}");
        let with_caption =
            if style == Style::Ios { format!("see \u{200f}{words}") } else { format!("{words}\nsee") };
        let judged = judge(&with_caption, style, true);
        assert_eq!((judged.kind, judged.text), (media.kind(), with_caption), "{language:?} {words}");
        // In the middle of a text they are a text.
        assert_eq!(judge(&format!("she wrote {words} again"), style, true).kind, Kind::Message);
    }
}

#[test]
fn the_words_of_one_system_are_typed_text_on_the_other() {
    for &(_, style, _, words) in LEFT_OUT {
        let other = if style == Style::Ios { Style::Android } else { Style::Ios };
        assert_eq!(judge(&format!("\u{200e}{words}"), other, true).kind, Kind::Message, "{words}");
    }
}

#[test]
fn every_language_names_the_file_that_came_along() {
    for &(language, words) in ATTACHED {
        for colon in [": ", " : ", "\u{a0}: ", ":"] {
            let body = format!("\u{200e}<{words}{colon}00000007-Rapport final.pdf>");
            let judged = judge(&body, Style::Ios, true);
            assert_eq!(
                judged.attachment.as_deref(),
                Some("00000007-Rapport final.pdf"),
                "{language:?} {body}"
            );
            assert_eq!((judged.kind, judged.text.as_str()), (Kind::Media, ""), "{language:?} {body}");
            // Typed: no mark.
            assert_eq!(judge(body.trim_start_matches(is_mark), Style::Ios, true).kind, Kind::Message);
        }
        // Some versions have other brackets, one has a comma.
        for body in [format!("‹{words}: 1.jpg>"), format!("‹{words}: 1.jpg›"), format!("‹{words},: 1.jpg>")]
        {
            let judged = judge(&format!("\u{200e}{body}"), Style::Ios, true);
            assert_eq!(judged.attachment.as_deref(), Some("1.jpg"), "{language:?} {body}");
            assert_eq!(judge(&body, Style::Ios, true).kind, Kind::Message, "{language:?} {body}");
        }
    }
    for &(language, words) in FILE_ATTACHED {
        let judged = judge(&format!("\u{200e}Rapport final.pdf ({words})"), Style::Android, true);
        assert_eq!(judged.attachment.as_deref(), Some("Rapport final.pdf"), "{language:?} {words}");
        let pages = judge(&format!("Rapport.pdf • \u{200e}3 pages \u{200e}({words})"), Style::Android, true);
        assert_eq!(pages.attachment.as_deref(), Some("Rapport.pdf"), "{language:?} {words}");
        assert_eq!((judged.text.as_str(), pages.text.as_str()), ("", ""), "{language:?} {words}");
    }
}

#[test]
fn what_is_no_number_of_pages_stays() {
    for (pages, text) in [
        ("2 pages", ""),
        ("صفحتان ٢", ""),
        ("pay 500 dollars", "• pay 500 dollars (file attached)"),
        ("pay 07700900123", "• pay 07700900123 (file attached)"),
        ("pay  now", "• pay  now (file attached)"),
    ] {
        let judged = judge(&format!("Rapport.pdf • {pages} (file attached)\n"), Style::Android, true);
        assert_eq!(judged.attachment.as_deref(), Some("Rapport.pdf"), "{pages}");
        assert_eq!((judged.kind, judged.text.as_str()), (Kind::Media, text), "{pages}");
    }
}

#[test]
fn some_versions_have_single_guillemets() {
    for &(language, style, media, words) in LEFT_OUT {
        let Some(inside) = between(words, '<', '>') else { continue };
        let judged = judge(&format!("‹{inside}›"), style, true);
        assert_eq!((judged.kind, judged.text), (media.kind(), format!("‹{inside}›")), "{language:?}");
        for typed in [format!("‹{inside}>"), format!("<{inside}›"), format!("‹{inside}"), "‹›".to_owned()]
        {
            assert_eq!(judge(&typed, style, true).kind, Kind::Message, "{language:?} {typed}");
        }
    }
    // Nor are brackets put around words that have none.
    assert_eq!(judge("‹image omitted›", Style::Android, true).kind, Kind::Message);
    assert_eq!(judge("\u{200e}‹image omitted›", Style::Ios, true).kind, Kind::Message);
}

#[test]
fn the_oldest_form_has_the_name_before_the_word() {
    let judged = judge("\u{200e}2016-05-05-PHOTO-00000012.jpg <\u{200e}attached>", Style::Ios, true);
    assert_eq!(judged.attachment.as_deref(), Some("2016-05-05-PHOTO-00000012.jpg"));
    assert_eq!(judge("2016-05-05-PHOTO-00000012.jpg <attached>", Style::Ios, true).kind, Kind::Message);
}

#[test]
fn the_oldest_form_needs_no_mark_on_android() {
    for body in ["IMG-20160505-WA0012.jpg <attached>", "\u{200e}IMG-20160505-WA0012.jpg <\u{200e}attached>"] {
        let judged = judge(&format!("{body}\nbelow"), Style::Android, true);
        assert_eq!(judged.attachment.as_deref(), Some("IMG-20160505-WA0012.jpg"), "{body:?}");
        assert_eq!((judged.kind, judged.text.as_str()), (Kind::Media, "below"), "{body:?}");
    }
    for body in [
        "IMG-20160505-WA0012.jpg <attached> now",
        "IMG-20160505-WA0012.jpg<attached>",
        "IMG-20160505-WA0012.jpg <3>",
        "I said <attached>",
    ] {
        assert_eq!(judge(body, Style::Android, true).kind, Kind::Message, "{body:?}");
    }
}

#[test]
fn a_name_of_whatsapp_is_a_file_in_every_language_and_unknown_words_beside_it_stay() {
    for (name, words) in [
        ("IMG-20260120-WA0003.jpg", "附件"),
        ("VID-20260120-WA0003.mp4", "allegato"),
        ("AUD-20260120-WA0003.m4a", "pay 500 dollars to 07700900123 within 24 hours"),
        ("PTT-20260120-WA0003.opus", "파일 첨부됨"),
        ("STK-20260120-WA12345.webp", "plik załączony"),
        ("DOC-20260120-WA0003.pdf", "\u{200f}x"),
    ] {
        for (after, text) in [
            ("", format!("({words})")),
            ("\n", format!("({words})")),
            ("\r\n", format!("({words})")),
            ("\nbelow\nit", format!("({words})\nbelow\nit")),
        ] {
            let judged = judge(&format!("\u{200e}{name} ({words}){after}"), Style::Android, true);
            assert_eq!(judged.attachment.as_deref(), Some(name), "{name} {words}");
            assert_eq!((judged.kind, judged.text), (Kind::Media, text), "{name} {words}");
        }
        let typed = format!("{name} ({words})");
        assert_eq!(judge(&typed, Style::Ios, true).kind, Kind::Message, "{name} {words}");
    }
    for body in [
        "IMG-20260120-WA0003.jpg ()",
        "IMG-20260120-WA0003.jpg (allegato) x",
        "IMG-20260120-WA0003.jpg <allegato>",
        "IMG-2026012-WA0003.jpg (allegato)",
        "IMG-20260120-WA.jpg (allegato)",
        "IMG-20260120-XY0003.jpg (allegato)",
        "IMG-20260120-WA0003-1.jpg (allegato)",
        "PIC-20260120-WA0003.jpg (allegato)",
        "IMG-20260120-WA0003 (allegato)",
        "see IMG-20260120-WA0003.jpg (allegato)",
        "Rapport.pdf (allegato)",
    ] {
        assert_eq!(judge(body, Style::Android, true).kind, Kind::Message, "{body:?}");
    }
}

#[test]
fn what_is_no_name_of_a_file_is_a_message() {
    for body in [
        "(file attached)",
        "see it (file attached)",
        "see: IMG-1.jpg (file attached)",
        ".jpg (file attached)",
        "IMG.jpg(file attached)",
        "IMG.jpg (file attached) now",
        "../IMG.jpg (file attached)",
        "IMG.jp—g (file attached)",
        "I said\nIMG.jpg (file attached)",
    ] {
        assert_eq!(judge(body, Style::Android, true).kind, Kind::Message, "{body:?}");
    }
    for body in [
        "\u{200e}<attached: >",
        "\u{200e}<attached: a.jpg",
        "\u{200e}<attached: a.jpg> and more",
        "\u{200e}a.jpg \u{200e}<attached >",
        "above\n\u{200e}a.jpg \u{200e}<attached>",
    ] {
        assert_eq!(judge(body, Style::Ios, true).kind, Kind::Message, "{body:?}");
    }
}

#[test]
fn the_last_reference_counts_and_what_stands_around_it_stays() {
    for (body, name, text) in [
        ("\u{200e}<attached: a<b.jpg>", "a<b.jpg", ""),
        ("\u{200e}<attached: a.jpg>\n\u{200e}<attached: b.jpg>", "b.jpg", "\u{200e}<attached: a.jpg>"),
        ("x > y\n\u{200e}<attached: a.jpg> \u{200e}\r\n1 < 2\n3>", "a.jpg", "x > y\n1 < 2\n3>"),
        ("\u{200e}<attached: \u{200e}a.jpg\u{200e} >\n", "a.jpg", ""),
    ] {
        let judged = judge(body, Style::Ios, true);
        assert_eq!(judged.attachment.as_deref(), Some(name), "{body:?}");
        assert_eq!((judged.kind, judged.text.as_str()), (Kind::Media, text), "{body:?}");
    }
}

#[test]
fn a_name_is_as_long_as_a_file_system_keeps_it() {
    for (length, kind) in [(251, Kind::Media), (252, Kind::Message), (100_000, Kind::Message)] {
        let body = format!("\u{200e}<attached: {}.jpg>", "ب".repeat(length));
        assert_eq!(judge(&body, Style::Ios, true).kind, kind, "{length}");
    }
}

#[test]
fn time_grows_with_the_length_of_a_body_and_no_faster() {
    let took = |part: &str, tail: &str, length: usize| {
        let half = length / 2;
        let end = if tail.is_empty() { "" } else { ">\u{200e}" };
        let tail = tail.repeat(half.checked_div(tail.len()).unwrap_or_default());
        let body = ["\u{200e}", &part.repeat(half / part.len()), &tail, end].concat();
        let start = Instant::now();
        for style in [Style::Android, Style::Ios] {
            assert!(judge(&body, style, true).text.len() <= body.len());
        }
        start.elapsed()
    };
    for part in [
        "<",
        "\u{200e}<",
        "<\u{200e}",
        "<\n",
        "\u{200e}<attached",
        "\u{200e}<attached>\n",
        "\u{200e}<attached: ",
        "\u{200e}<attached: >\n",
        "\n",
        "\u{200e}",
    ] {
        for tail in ["", "\u{200e}", ">", "ب"] {
            let (small, large) = (took(part, tail, 1 << 15), took(part, tail, 1 << 18));
            assert!(
                large < small * 24 + Duration::from_millis(500),
                "{part:?} {tail:?}: {small:?} and {large:?}"
            );
        }
    }
    // Millions of them in one body.
    took("<", "\u{200e}", 1 << 22);
}

#[test]
fn a_card_is_a_contact() {
    for (body, style) in [
        ("Ali.vcf (file attached)", Style::Android),
        ("\u{200e}<attached: 00000012-Ali.VCF>", Style::Ios),
        ("\u{200e}Contact card omitted", Style::Ios),
    ] {
        let judged = judge(body, style, true);
        assert_eq!((judged.kind, judged.media), (Kind::Contact, true), "{body}");
    }
}
