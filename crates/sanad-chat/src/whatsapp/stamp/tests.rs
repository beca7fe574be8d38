use proptest::prelude::*;

use super::*;

fn find(line: &str) -> Option<Stamp> {
    Stamps::default().find(line.as_bytes())
}

#[test]
fn halves_that_no_table_has_and_other_spaces_do_not_change_the_form() {
    for [one, other] in [
        ["2026. 01. 20. du. 7:02 - A: x", "2026. 01. 20. de. 8:03 - B: x"],
        ["2026/1/20 下午7:02 - A: x", "2026/1/20 上午8:03 - B: x"],
        ["2026/1/20 下午7:02 - A: x", "2026/1/20 晚上8:03 - B: x"],
        ["2026/1/20 下午7:02 - A: x", "2026/1/20 傍晚8:03 - B: x"],
        ["20.01.2026 ÖS 7:02 - A: x", "20.01.2026 xyz 8:03 - B: x"],
        ["20/01/2026, 19:02 - A: x", "20/01/2026, 19:02\u{a0}-\u{a0}A: x"],
        ["[20/01/2026, 19:02:03] A: x", "[20/01/2026, 19:02:03]\u{202c} A: x"],
        ["[20/01/2026, 19:02:03] A: x", "[20/01/2026, 19:02:03]\u{a0}A: x"],
    ] {
        let [one_form, other_form] = [one, other].map(|line| find(line).map(|it| it.form));
        assert!(one_form.is_some(), "{one}");
        assert_eq!(one_form, other_form, "{other}");
    }
}

/// What was read of a stamp, and the body behind it.
#[track_caller]
fn check(line: &str, numbers: [u16; 3], time: (u8, u8, Option<u8>), half: Option<Half>, body: &str) -> Stamp {
    let stamp = find(line).unwrap();
    assert_eq!(stamp.date.numbers, numbers, "{line}");
    assert_eq!((stamp.hour, stamp.minute, stamp.second), time, "{line}");
    assert_eq!(stamp.half, half, "{line}");
    assert_eq!(&line[stamp.body..], body, "{line}");
    stamp
}

#[test]
fn stamps_of_android_are_found() {
    let date = [20, 1, 2026];
    let at = (19, 2, None);
    for line in [
        "20/1/2026\u{60c} 19:02 - A: b",
        "20/01/2026 \u{e0} 19:02 - A: b",
        "20.1.2026 klo 19.02 - A: b",
        "20. 1. 2026. 19:02 - A: b",
        "\u{200f}20\u{200f}/1\u{200f}/2026\u{60c} 19:02 - A: b",
        "19:02, 20/01/2026 - A: b",
        "19.02 20.01.2026 - A: b",
        "20/01/2026, 19 h 02 - A: b",
        "20/01/2026, 19:02: A: b",
    ] {
        check(line, date, at, None, "A: b");
    }
    for line in [
        "20/1/2026, 19:02 \u{2013} A: b",
        "20/1/2026, 19:02\u{a0}\u{2014} A: b",
        "20/1/2026, 19:02 \u{2212} A: b",
        "२०/१/२०२६, १९:०२ - A: b",
        "২০/১/২০২৬, ১৯:০২ - A: b",
        "20.01.2026 г., 19:02 - A: b",
        "20.1.2026, 19:02 Uhr - A: b",
        "20.01.2026 г., 19:02 ч. - A: b",
    ] {
        check(line, date, at, None, "A: b");
    }
    check("20.01.26 г., 7:02 пр.об. - A", [20, 1, 26], (7, 2, None), Some(Half::Before), "A");
    check("20/1/26, 7:02\u{a0}p.\u{a0}m. - A", [20, 1, 26], (7, 2, None), Some(Half::After), "A");
    check("2026-01-20, 19:02 - ", [2026, 1, 20], at, None, "");
    check("20.01.26, 19:02 -", [20, 1, 26], at, None, "");
    check("۲۰۲۶/۱/۲۰،\u{200f} ۱۹:۰۲ - آ: سلام", [2026, 1, 20], at, None, "آ: سلام");
    check("٢٠٢٦-٠١-٢٠, ٧:٠٢ د.ن - ئا: سڵاو", [2026, 1, 20], (7, 2, None), Some(Half::After), "ئا: سڵاو");
    check("1/20/26, 7:02\u{202f}PM - A: b", [1, 20, 26], (7, 2, None), Some(Half::After), "A: b");
    check(
        "7:02 م، ٢٠/١/٢٠٢٦ - أ: ب".replace("7:02", "٧:٠٢").as_str(),
        date,
        (7, 2, None),
        Some(Half::After),
        "أ: ب",
    );
    let stamp = check("20/1/2026, 7:02 xyz - A", date, (7, 2, None), Some(Half::Unknown), "A");
    assert_eq!(stamp.written, 0..19);
}

#[test]
fn words_on_both_sides_of_the_time_are_read_together() {
    for (line, half) in [
        ("20/01/2026 \u{e0} 7:02 - A", None),
        ("20/01/2026 \u{e0} 7:02 PM - A", Some(Half::After)),
        ("20/01/2026 xyz 7:02 PM - A", Some(Half::After)),
        ("20/01/2026 PM 7:02 xyz - A", Some(Half::After)),
        ("20/01/2026 PM 7:02 PM - A", Some(Half::After)),
        ("20/01/2026 PM 7:02 AM - A", Some(Half::Unknown)),
        ("20/01/2026 xyz 7:02 - A", Some(Half::Unknown)),
    ] {
        let stamp = check(line, [20, 1, 2026], (7, 2, None), half, "A");
        assert_eq!(stamp.unknown.is_some(), half == Some(Half::Unknown), "{line}");
    }
    let unknown = |line| find(line).unwrap().unknown;
    assert_eq!(unknown("20/1/2026, 7:02 xyz - A"), unknown("21/1/2026, 8:02 xyz - B"));
    assert_ne!(unknown("20/1/2026, 7:02 xyz - A"), unknown("20/1/2026, 7:02 zyx - A"));
}

#[test]
fn stamps_of_iphones_are_found() {
    let line = "\u{200f}[٢٧\u{200f}/٣\u{200f}/٢٠٢٢\u{60c} ٩:٤١:٥٥\u{a0}م] Dmitry S: \u{200f}x";
    let stamp = check(line, [27, 3, 2022], (9, 41, Some(55)), Some(Half::After), "Dmitry S: \u{200f}x");
    assert!(stamp.form.bracketed && stamp.form.seconds);
    assert_eq!(&line[stamp.written], "٢٧\u{200f}/٣\u{200f}/٢٠٢٢\u{60c} ٩:٤١:٥٥\u{a0}م");
    let line = "[\u{200f}27\u{200f}/3\u{200f}/2022\u{60c} 21:41:35] Name: text";
    check(line, [27, 3, 2022], (21, 41, Some(35)), None, "Name: text");
    let stamp =
        check("[1/8/1447 هـ، 7:02:03 م] A: b", [1, 8, 1447], (7, 2, Some(3)), Some(Half::After), "A: b");
    assert_eq!(stamp.date.era, Some(Era::Hijri));
    let stamp = check("[R8/1/20 19:02:03] A: b", [8, 1, 20], (19, 2, Some(3)), None, "A: b");
    assert_eq!((stamp.date.era, stamp.date.lettered), (Some(Era::Reiwa), Some(0)));
    let stamp = check("[20/1/2569 BE, 19:02:03] A: b", [20, 1, 2569], (19, 2, Some(3)), None, "A: b");
    assert_eq!(stamp.date.era, Some(Era::Buddhist));
}

#[test]
fn what_is_no_stamp_is_none() {
    for line in [
        "",
        "12/12/2025",
        "12/12/2025 10:30",
        "12/12/2025 we meet at 10:30 - ok: yes",
        "12/12/2025, 10:3 - A: b",
        "12/12/20255, 10:30 - A: b",
        "12/12/202, 10:30 - A: b",
        "12/12-2025, 10:30 - A: b",
        "12/١٢/2025, 10:30 - A: b",
        "[12/12/2025, 10:30:11",
        "[12/12/2025, 10:30:11]text",
        "12/12/2025, 10:30 -text",
        "2025 10:30 - A: b",
        "1. first: this",
        "10:30 - A: b",
        "R2 - D2: b",
        // Names where a word for the half of the day would stand.
        "20/6/2026, 19:02 Ali: hello",
        "20/6/2026, 07:02 Ali: hello",
        "20/6/2026, 7:02 Ali: hello",
        "20/6/2026, 19:02 Ali - hello",
        "20/6/2026, 07:02 Ali - hello",
        "20/6/2026, 19:02 Sa: hello",
        "20/6/2026, 19:02 \u{2013}A: x",
        "20/1/२०२६, 19:02 - A: b",
    ] {
        assert_eq!(find(line), None, "{line}");
    }
}

#[test]
fn another_form_is_another_form() {
    let own = find("20/1/2026\u{60c} 19:02 - A: b").unwrap().form;
    assert_eq!(find("\u{200f}1\u{200f}/12\u{200f}/2025\u{60c} 00:30 - A: b").unwrap().form, own);
    for line in [
        "20.1.2026\u{60c} 19:02 - A: b",
        "20/1/26\u{60c} 19:02 - A: b",
        "2026/1/20\u{60c} 19:02 - A: b",
        "20/1/2026, 19:02 - A: b",
        "20/1/2026 19:02 - A: b",
        "20/1/2026\u{60c} 19:02:03 - A: b",
        "20/1/2026\u{60c} 7:02 PM - A: b",
        "20/1/2026\u{60c} 19.02 - A: b",
        "20/1/2026\u{60c} 19:02: A: b",
        "[20/1/2026\u{60c} 19:02] A: b",
        "19:02\u{60c} 20/1/2026 - A: b",
        "٢٠/١/٢٠٢٦\u{60c} ١٩:٠٢ - A: b",
        "20/1/2026\u{60c} klo 19:02 - A: b",
        "20/1/2026\u{60c} 19:02 \u{2013} A: b",
        "२०/१/२०२६\u{60c} १९:०२ - A: b",
    ] {
        assert_ne!(find(line).unwrap().form, own, "{line}");
    }
}

proptest! {
    #[test]
    fn no_line_panics_and_every_stamp_lies_in_its_line(
        line in "\\PC{0,4}[\\[0-9٠-٩۰-۹RH/.,:\u{200f}\u{202f}\u{60c}مص -]{0,40}[\\] :-]{0,4}\\PC{0,9}",
        broken in prop::option::of(0_usize..40),
    ) {
        let mut bytes = line.into_bytes();
        if let Some(byte) = broken.and_then(|at| bytes.get_mut(at)) {
            *byte = 0xd8;
        }
        if let Some(stamp) = Stamps::default().find(&bytes) {
            prop_assert!(stamp.written.start <= stamp.written.end && stamp.written.end <= stamp.body);
            prop_assert!(stamp.body <= bytes.len());
        }
    }
}
