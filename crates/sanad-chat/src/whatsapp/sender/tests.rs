//! Lines, and where their names end.

use SenderCertainty::{Ambiguous, Exact, None as Nobody};

use super::*;

/// Splits the last line of a file.
#[track_caller]
fn check(file: &[&str], bracketed: bool, name: Option<&str>, body: &str, certainty: SenderCertainty) {
    let mut names = Names::default();
    for line in file {
        names.observe(line, bracketed);
    }
    let line = file[file.len() - 1];
    let split = names.split(line, bracketed);
    assert_eq!((split.name, &line[split.body..], split.certainty), (name, body, certainty), "{file:?}");
}

/// A file in which Ali writes as many lines as leave no doubt about that name, and then `line`.
fn often(line: &str) -> [&str; 4] {
    ["Ali: hi", "Ali: hi", "Ali: hi", line]
}

#[test]
fn the_only_colon_ends_the_name() {
    check(&["Ali: hello"], false, Some("Ali"), "hello", Exact);
    check(&["Ali: "], false, Some("Ali"), "", Exact);
    check(&["Ali: at 7:30"], false, Some("Ali"), "at 7:30", Exact);
    check(&["\u{202a}+40\u{a0}5\u{202c}: x"], true, Some("\u{202a}+40\u{a0}5\u{202c}"), "x", Exact);
    check(&["Ali: hello", "Ali:"], false, Some("Ali"), "", Exact);
    check(&["Sara:"], false, None, "Sara:", Nobody);
    check(&[": x"], false, None, ": x", Nobody);
}

#[test]
fn a_line_without_a_name_is_a_notice() {
    check(&["Ali added Sara"], false, None, "Ali added Sara", Nobody);
    check(&["http://a.example"], false, None, "http://a.example", Nobody);
}

#[test]
fn a_name_that_stands_alone_elsewhere_is_the_name() {
    check(&often("Ali: note: see: this"), false, Some("Ali"), "note: see: this", Exact);
    check(
        &[&often("Ali: note: x")[..], &["Ali: note: x"][..]].concat(),
        false,
        Some("Ali"),
        "note: x",
        Exact,
    );
    let file = ["Ali: note: x", "Ali: note: y", "Ali: z", "Ali: note: a"];
    check(&file, false, Some("Ali: note"), "a", Ambiguous);
    let file = ["Ali: note: x", "Ali: note: y", "Ali: z", "Ali: list: a"];
    check(&file, false, Some("Ali"), "list: a", Ambiguous);
    check(&[&file[..], &often("Ali: list: a")[..]].concat(), false, Some("Ali"), "list: a", Exact);
}

#[test]
fn beside_few_lines_a_longer_name_stays_possible() {
    for bracketed in [false, true] {
        check(&["Dr: ok", "Dr: Ali: yes"], bracketed, Some("Dr"), "Ali: yes", Ambiguous);
        check(&["Dr: ok", "Dr: no", "Dr: Ali: yes"], bracketed, Some("Dr"), "Ali: yes", Exact);
        check(&["Dr: ok", "Dr: Ali: yes", "Dr: no", "Dr: x"], bracketed, Some("Dr"), "x", Exact);
        check(&["Dr: a", "Dr: b", "Dr: c", "Dr: Ali: yes"], bracketed, Some("Dr"), "Ali: yes", Exact);
    }
}

#[test]
fn a_name_with_a_colon_is_found_by_its_lines_and_is_not_sure() {
    let file = ["Dr: Ali: hello", "Dr: Ali: see: this", "Dr: Ali: well"];
    check(&file, false, Some("Dr: Ali"), "well", Ambiguous);
    check(&file[..2], false, Some("Dr: Ali"), "see: this", Ambiguous);
    check(&["Ali: note: x"], false, Some("Ali"), "note: x", Ambiguous);
    let file = ["Ali: a: x", "Ali: a: y", "Ali: b: x", "Ali: b: y", "Ali: c: x"];
    check(&file, false, Some("Ali"), "c: x", Ambiguous);
}

#[test]
fn an_iphones_mark_settles_a_name_with_a_colon() {
    let file = ["Dr: Ali: \u{200e}image omitted", "Dr: Ali: hello"];
    check(&file, true, Some("Dr: Ali"), "hello", Exact);
    check(&file, false, Some("Dr: Ali"), "hello", Ambiguous);
    check(&["Dr: Ali: \u{200e}image omitted"], true, Some("Dr: Ali"), "\u{200e}image omitted", Exact);
    // Somebody pasted a line of WhatsApp's.
    let file = ["Ali: x", "Ali: Sara: \u{200e}image omitted"];
    check(&file, true, Some("Ali: Sara"), "\u{200e}image omitted", Ambiguous);
    let file = ["Ali: x", "Sara: y", "Ali: Sara: \u{200e}image omitted"];
    check(&file, true, Some("Ali"), "Sara: \u{200e}image omitted", Ambiguous);
    let file = ["Ali: x", "Ali: Sara: \u{200e}image omitted", "Ali: \u{200e}image omitted: x"];
    check(&file, true, Some("Ali"), "\u{200e}image omitted: x", Exact);
}

#[test]
fn what_a_notice_quotes_is_no_name() {
    let notice = "Ali changed the subject to \"a: b\"";
    check(&["Ali: x", notice], false, None, notice, Nobody);
    check(&[notice], false, None, notice, Ambiguous);
    let notice = "Ali created group \"Work: Team\"";
    check(&[notice], false, None, notice, Ambiguous);
    let notice = "You created group “a: b”";
    check(&[notice], true, None, notice, Ambiguous);
    // Of words that are not known nothing says that they are a notice.
    check(&["غيّر علي الموضوع إلى «أ: ب»"], false, Some("غيّر علي الموضوع إلى «أ"), "ب»", Ambiguous);
    check(&["Ali: he said \"x: y\""], false, Some("Ali"), "he said \"x: y\"", Ambiguous);
    check(&often("Ali: he said \"x: y\""), false, Some("Ali"), "he said \"x: y\"", Exact);
}

#[test]
fn known_notices_are_no_names_and_tell_names() {
    for notice in [
        "You added Dr: Ali",
        "You removed Dr: Ali",
        "Your security code with Dr: Ali changed. Tap to learn more.",
        "أضفت Dr: Ali",
    ] {
        let file = [notice, "Dr: Ali left", "Dr: Ali: hi", "Dr: Ali: yo", "Sara: ok"];
        check(&file[..1], false, None, notice, Nobody);
        check(&[file[0], file[2], file[1]], false, None, "Dr: Ali left", Nobody);
        check(&file[..4], false, Some("Dr: Ali"), "yo", Exact);
        check(&file, false, Some("Sara"), "ok", Exact);
    }
    for notice in ["You were added: x", "You created group “a: b”", "تغير رمز الأمان مع د: علي. انقر للمزيد."]
    {
        check(&["Ali: x", notice], false, None, notice, Nobody);
    }
    let file = ["تغيّر رمز الأمان مع د: علي.", "د: علي: نعم", "د: علي: لا"];
    check(&file, false, Some("د: علي"), "لا", Ambiguous);
    // An iPhone's notices bear a sender.
    check(&["You added Dr: Ali"], true, Some("You added Dr"), "Ali", Exact);
}

#[test]
fn words_of_a_notice_behind_a_name_are_a_notice() {
    let file = ["Dr: Ali: hi", "Dr: Ali: yo", "Dr: Ali left"];
    check(&file, false, None, "Dr: Ali left", Ambiguous);
    check(&["Dr: Ali left", "Dr: Ali: hi", "Dr: Ali: yo"], false, Some("Dr: Ali"), "yo", Ambiguous);
    check(&["Sara: ok", "Sara added Dr: Ali"], false, None, "Sara added Dr: Ali", Nobody);
    check(&["Dr: Ali left"], false, Some("Dr"), "Ali left", Ambiguous);
    // Somebody wrote the same words.
    check(&["Sara: ok", "Sara: I left"], false, Some("Sara"), "I left", Exact);
    check(&["Sara: I added Ali", "Sara: ok"], false, Some("Sara"), "ok", Exact);
    check(&["Dr: hi", "Dr: Ali: a", "Dr: Ali: b", "Dr: Ali left"], false, Some("Dr"), "Ali left", Exact);
}

#[test]
fn a_longer_name_beside_a_shorter_one_is_not_overlooked() {
    let file = ["Ali: hi", "Ali: Work: hi", "Ali: Work: yo"];
    check(&file, false, Some("Ali: Work"), "yo", Ambiguous);
    check(&file[..2], false, Some("Ali"), "Work: hi", Ambiguous);
    for own in [
        "<Media omitted>",
        "IMG-20260120-WA0003.jpg (file attached)",
        "This message was deleted",
        "location: https://maps.google.com/?q=33.3128,44.3615",
    ] {
        let line = format!("Ali: Work: {own}");
        // The words can be typed.
        check(&["Ali: hi", "Ali: Work: hi", &line], false, Some("Ali: Work"), own, Ambiguous);
        check(&["Ali: hi", &line, "Ali: Work: hi"], false, Some("Ali: Work"), "hi", Ambiguous);
        check(&["Ali: Work: hi", &line, "Ali: hi"], false, Some("Ali"), "hi", Exact);
        check(&["Ali: hi", &line], false, Some("Ali: Work"), own, Ambiguous);
    }
    // A member is addressed.
    let file = ["Ali: hi", "Sara: ok", "Ali: Sara: a", "Ali: Sara: b"];
    check(&file, false, Some("Ali"), "Sara: b", Ambiguous);
    // WhatsApp's own words hold a colon; a link alone is typed.
    let place = "location: https://maps.google.com/?q=33.3128,44.3615";
    let other = "Ali: location: https://maps.google.com/?q=1.5,2.5";
    check(&[other, &format!("Ali: {place}")], false, Some("Ali"), place, Exact);
    let link = "see: https://maps.google.com/?q=33.3128,44.3615";
    check(&often(&format!("Ali: {link}")), false, Some("Ali"), link, Exact);
    let link = "Cafe (1 Street): https://foursquare.com/v/4e89af95e5fa82ad";
    check(&often(&format!("Ali: {link}")), false, Some("Ali"), link, Exact);
    check(&[format!("Ali: {link}").as_str()], false, Some("Ali"), link, Ambiguous);
}

#[test]
fn the_start_that_more_lines_share_is_the_name() {
    let file = ["Sara: ok", "Dr: Ali: x: y", "Dr: Ali: re: one", "Dr: Ali: re: two"];
    check(&file, false, Some("Dr: Ali"), "re: two", Ambiguous);
}

#[test]
fn the_title_of_the_chat_settles_a_name_with_a_colon() {
    for title in ["Dr: Ali", "Dr_ Ali", "Dr Ali"] {
        let mut names = Names::default();
        names.observe("Dr: Ali: x", false);
        names.entitle(Some(title.to_owned()));
        let split = names.split("Dr: Ali: x", false);
        assert_eq!((split.name, split.certainty), (Some("Dr: Ali"), Exact), "{title}");
        names.entitle(Some("Dr".to_owned()));
        assert_eq!(names.split("Dr: Ali: x", false).certainty, Ambiguous);
    }
}

#[test]
fn a_notice_about_a_sender_is_not_surely_a_sender() {
    let file = ["Ali: x", "Ali changed to: y"];
    check(&file, false, Some("Ali changed to"), "y", Ambiguous);
    for longer in ["Ali Work", "Ali 🌹", "Ali (work)", "Ali - Erbil", "Ali Abu Omar"] {
        check(&["Ali: x", &format!("{longer}: y")], false, Some(longer), "y", Exact);
    }
    // In a language of which no word is known.
    let file = ["Ali: x", "Ali zmienił temat na: y", "Ali zmienił temat na: z: a"];
    check(&file[..2], false, Some("Ali zmienił temat na"), "y", Ambiguous);
    check(&file, false, Some("Ali zmienił temat na"), "z: a", Ambiguous);
    let file = ["Dr Ahmad Al Saadi: hello", "Ahmad: x"];
    check(&[file[1], file[0]], false, Some("Dr Ahmad Al Saadi"), "hello", Exact);
}

#[test]
fn notices_in_other_languages_are_no_names() {
    for notice in [
        "Ali cambió el asunto a: y",
        "Ali ha cambiato l'oggetto da: a in: b",
        "Ali mudou o nome do grupo para: y",
        "Ali изменил(-а) название группы на: y",
        "Ali heeft het onderwerp gewijzigd naar: y",
        "Ali menambahkan Dr: Omar",
        "Tu código de seguridad con Dr: Ali cambió.",
        "Il tuo codice di sicurezza con Dr: Ali è cambiato.",
        "Seu código de segurança com Dr: Ali mudou.",
        "Ваш код безопасности с контактом Dr: Ali изменился.",
        "Uw beveiligingscode voor Dr: Ali is gewijzigd.",
        "Kode keamanan Anda dengan Dr: Ali telah berubah.",
    ] {
        check(&["Ali: hi", notice, notice], false, None, notice, Nobody);
    }
    let file = ["Tu código de seguridad con Dr: Ali cambió.", "Dr: Ali: hola", "Dr: Ali: no"];
    check(&file, false, Some("Dr: Ali"), "no", Exact);
}

#[test]
fn a_known_name_with_a_colon_is_seen_in_a_notice_of_any_language() {
    let notice = "Twój kod zabezpieczeń z Dr: Ali zmienił się.";
    let name = Some("Twój kod zabezpieczeń z Dr");
    check(&["Dr: Ali: a", "Dr: Ali: b", notice], false, name, "Ali zmienił się.", Ambiguous);
    check(&["You added Dr: Ali", notice], false, name, "Ali zmienił się.", Ambiguous);
    check(&["Dr: Ali: a", "Dr: Ali: b", "z Dr: Ali"], false, Some("z Dr"), "Ali", Ambiguous);
    check(&["Dr: Ali: a", "Dr: Ali: b", "Omar Dr: Alison"], false, Some("Omar Dr"), "Alison", Exact);
    let often = ["Omar Dr: a", "Omar Dr: b", "Omar Dr: c", "Dr: Ali: a", "Dr: Ali: b", "Omar Dr: Ali"];
    check(&often, false, Some("Omar Dr"), "Ali", Exact);
    let mut names = Names::default();
    names.observe(notice, false);
    names.entitle(Some("Dr Ali".to_owned()));
    assert_eq!(names.split(notice, false).certainty, Ambiguous);
}

#[test]
fn typed_words_of_whatsapp_make_no_sender() {
    for own in ["<Media omitted>", "This message was deleted", "Missed voice call"] {
        let line = format!("Ali: Omar: {own}");
        for file in [["Ali: hi", "Ali: Omar: send the money", &line], ["Ali: hi", &line, &line]] {
            check(&file, false, Some("Ali: Omar"), own, Ambiguous);
        }
        let file = ["Ali: hi", &line, "Ali: Omar: send the money"];
        check(&file, false, Some("Ali: Omar"), "send the money", Ambiguous);
    }
}

#[test]
fn typed_words_of_whatsapp_take_no_line_from_who_wrote_many() {
    let lines = [
        "Ali: fyi: This message was deleted",
        "Ali: fyi: <Media omitted>",
        "Ali: see: IMG-1.jpg (file attached)",
        "Ali: 1: <Media omitted>",
    ];
    for (number, line) in lines.iter().enumerate() {
        let file = [&often(lines[0])[..], &lines[..=number]].concat();
        check(&file, false, Some("Ali"), &line["Ali: ".len()..], Ambiguous);
    }
    let line = "Ali: look: \u{200e}<attached: 1.jpg>";
    check(&often(line), true, Some("Ali"), &line["Ali: ".len()..], Ambiguous);
    // What else follows the longer start, a notice and the title speak for it.
    let line = "Ali: Work: <Media omitted>";
    let file = [&often("Ali: Work: hi")[..], &[line][..]].concat();
    check(&file, false, Some("Ali: Work"), "<Media omitted>", Ambiguous);
    let file = [&["You added Ali: Work"][..], &often(line)[..]].concat();
    check(&file, false, Some("Ali: Work"), "<Media omitted>", Ambiguous);
    let mut names = Names::default();
    for line in often(line) {
        names.observe(line, false);
    }
    assert_eq!(names.split(line, false).name, Some("Ali"));
    names.entitle(Some("Ali Work".to_owned()));
    assert_eq!(names.split(line, false).name, Some("Ali: Work"));
}

#[test]
fn a_line_with_an_undecided_sender_is_no_notice() {
    let file = ["12\" Mike: hi there", "12\" Mike: hi there", "12\" Mike: note: x"];
    check(&file[..1], false, Some("12\" Mike"), "hi there", Ambiguous);
    check(&file[..2], false, Some("12\" Mike"), "hi there", Ambiguous);
    check(&file, false, Some("12\" Mike"), "note: x", Ambiguous);
    check(&file[..1], true, Some("12\" Mike"), "hi there", Ambiguous);
    // A name like the beginning of a notice does not hide what follows it again and again.
    let file = ["~ Sam added \"x: pay", "~ Sam added \"x: pay now"];
    check(&file, false, Some("~ Sam added \"x"), "pay now", Ambiguous);
}

#[test]
fn names_are_bounded() {
    let mut names = Names::default();
    for number in 0..MOST + 5 {
        names.observe(&format!("{number}: x"), true);
        names.observe(&format!("{number}: x: y"), true);
    }
    assert_eq!((names.seen.len(), names.starts.len()), (MOST, MOST));
    let long = format!("{}: x", "a".repeat(LONGEST + 1));
    assert_eq!(names.split(&long, false).name, None);
    assert_eq!(names.split("a: b: c: d: e: f: g: h: i", false).name, Some("a"));
}
