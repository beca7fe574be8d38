//! How well identifiers are found in a labelled set, and what holds for any text.
//!
//! The set stands in `fixtures/identifiers`: one file for each way of speaking, one sentence for each line, and
//! behind it kind, value and raw text of whatever a careful reader would mark, in tabs. What cannot be seen is
//! written `\u{200E}`. The table in `docs/identifiers.md` is computed here; `UPDATE=1` writes it.

#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use sanad_chat::{IdentifierKind, Region, identifiers};

/// Files of the set, and the language under which each is counted.
const SET: [(&str, &str); 7] = [
    ("ar-iq", "Arabic"),
    ("ar-levant", "Arabic"),
    ("ar-egypt", "Arabic"),
    ("ar-gulf", "Arabic"),
    ("ckb", "Sorani"),
    ("kmr", "Kurmanji"),
    ("en", "English"),
];

const LANGUAGES: [&str; 4] = ["Arabic", "Sorani", "Kurmanji", "English"];

/// Where the table stands in the page.
const MARKS: [&str; 2] = ["<!-- figures -->\n", "<!-- end of figures -->\n"];

/// A sentence and what is marked in it: kind, value, raw text.
struct Sentence {
    text: String,
    marked: Vec<(String, String, String)>,
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/identifiers")
}

/// The sentences of a file, and the region for which they are read.
fn read(name: &str) -> (Region, Vec<Sentence>) {
    let file = std::fs::read_to_string(folder().join(format!("{name}.tsv"))).unwrap();
    let (head, body) = file.split_once('\n').unwrap();
    let countries: Vec<&str> = head.strip_prefix("# region: ").unwrap().split(' ').collect();
    let (own, neighbours) = countries.split_first().unwrap();
    let sentences = body.lines().map(|line| {
        let fields: Vec<String> = line.split('\t').map(shown).collect();
        let (text, labels) = fields.split_first().unwrap();
        assert_eq!(labels.len() % 3, 0, "{line}");
        let marked = labels.chunks(3).map(|it| (it[0].clone(), it[1].clone(), it[2].clone())).collect();
        Sentence { text: text.clone(), marked }
    });
    (Region::new(own, neighbours).unwrap(), sentences.collect())
}

/// With every `\u{…}` as the character that it stands for.
fn shown(field: &str) -> String {
    let mut parts = field.split("\\u{");
    let mut text = parts.next().unwrap().to_owned();
    for part in parts {
        let (code, rest) = part.split_once('}').unwrap();
        text.push(char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap());
        text.push_str(rest);
    }
    text
}

/// What was right, what was found, what was marked.
#[derive(Debug, Clone, Copy, Default)]
struct Count {
    right: usize,
    found: usize,
    marked: usize,
}

impl Count {
    fn add(&mut self, other: Self) {
        self.right += other.right;
        self.found += other.found;
        self.marked += other.marked;
    }

    /// Precision and recall in per cent, rounded down, and how many are marked.
    fn shown(self) -> String {
        let share =
            |of: usize| (100 * self.right).checked_div(of).map_or("–".to_owned(), |it| it.to_string());
        if self.found + self.marked == 0 {
            return "–".to_owned();
        }
        format!("{} / {} ({})", share(self.found), share(self.marked), self.marked)
    }
}

/// Compares kind, value and raw text; all three must be right.
fn compare(sentence: &Sentence, region: Region, counts: &mut BTreeMap<&'static str, Count>) -> String {
    let mut report = String::new();
    let mut left = sentence.marked.clone();
    for it in identifiers(&sentence.text, region) {
        let found = (it.kind.code().to_owned(), it.value, it.raw);
        let count = counts.entry(it.kind.code()).or_default();
        count.found += 1;
        match left.iter().position(|label| *label == found) {
            Some(place) => {
                left.remove(place);
                count.right += 1;
                count.marked += 1;
            }
            None => writeln!(report, "too much {found:?} in {:?}", sentence.text).unwrap(),
        }
    }
    for missed in left {
        let kind = IdentifierKind::ALL.iter().find(|it| it.code() == missed.0).unwrap();
        counts.entry(kind.code()).or_default().marked += 1;
        writeln!(report, "missed {missed:?} in {:?}", sentence.text).unwrap();
    }
    report
}

fn table(counts: &BTreeMap<(&str, &str), Count>, sentences: &BTreeMap<&str, usize>) -> String {
    let mut rows =
        vec![format!("| | {} | all |", LANGUAGES.join(" | ")), "|---".repeat(LANGUAGES.len() + 2) + "|"];
    let mut row = |name: &str, kinds: &[&str]| {
        let of = |language: Option<&str>| {
            let mut sum = Count::default();
            for (_, count) in counts
                .iter()
                .filter(|((lang, kind), _)| language.is_none_or(|it| it == *lang) && kinds.contains(kind))
            {
                sum.add(*count);
            }
            sum.shown()
        };
        let cells: Vec<String> = LANGUAGES.iter().map(|it| of(Some(*it))).chain([of(None)]).collect();
        rows.push(format!("| {name} | {} |", cells.join(" | ")));
    };
    let kinds = IdentifierKind::ALL.map(IdentifierKind::code);
    for kind in kinds {
        row(kind, &[kind]);
    }
    row("**all**", &kinds);
    let cells: Vec<String> = LANGUAGES.iter().map(|it| sentences[it].to_string()).collect();
    let all: usize = sentences.values().sum();
    rows.push(format!("| sentences | {} | {all} |", cells.join(" | ")));
    rows.join("\n") + "\n"
}

#[test]
fn precision_and_recall_are_what_the_page_says() {
    let mut counts: BTreeMap<(&str, &str), Count> = BTreeMap::new();
    let mut sentences: BTreeMap<&str, usize> = BTreeMap::new();
    for (name, language) in SET {
        let (region, set) = read(name);
        *sentences.entry(language).or_default() += set.len();
        let mut by_kind = BTreeMap::new();
        for sentence in &set {
            print!("{}", compare(sentence, region, &mut by_kind));
        }
        for (kind, count) in by_kind {
            counts.entry((language, kind)).or_default().add(count);
        }
    }
    assert!(sentences.values().sum::<usize>() >= 300);
    let table = table(&counts, &sentences);
    println!("{table}");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/identifiers.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once(MARKS[0]).unwrap();
    let (written, after) = rest.split_once(MARKS[1]).unwrap();
    if std::env::var_os("UPDATE").is_some_and(|it| it == "1") {
        std::fs::write(&path, [before, MARKS[0], &table, MARKS[1], after].concat()).unwrap();
    } else {
        assert_eq!(
            written, table,
            "the figures changed; UPDATE=1 writes them, and look at what became worse"
        );
    }
}

#[test]
fn every_label_stands_in_its_sentence() {
    for (name, _) in SET {
        for Sentence { text, marked } in read(name).1 {
            for (kind, value, raw) in marked {
                assert!(IdentifierKind::ALL.iter().any(|it| it.code() == kind), "{kind}");
                assert!(!value.is_empty() && text.contains(&raw), "{raw:?} in {text:?}");
            }
        }
    }
}

#[test]
fn the_place_is_that_of_the_original_text() {
    let text = "دز \u{202A}+٩٦٤\u{A0}770\u{200F} 000 0012\u{202C} و ٥٠٠ دولار";
    let found = identifiers(text, Region::IRAQ);
    let places: Vec<(&str, &str)> =
        found.iter().map(|it| (it.value.as_str(), &text[it.start..it.end])).collect();
    assert_eq!(places, [("+9647700000012", "+٩٦٤\u{A0}770\u{200F} 000 0012"), ("USD 500", "٥٠٠ دولار")]);
}

#[test]
fn one_place_is_one_identifier() {
    for (text, wanted) in [
        // The number in a link is the link's, the name in an address is the address's.
        ("https://wa.me/9647700000012", vec!["profile"]),
        ("me@t.me/x", vec!["email"]),
        // Ten digits behind the word for a transfer, though a neighbour's telephones look the same.
        ("رقم الحوالة 0790000012", vec!["transfer"]),
        // And a whole number of the region itself is a telephone's.
        ("حوالة زين كاش 07700000012", vec!["phone"]),
        ("رقم الحوالة 10000000 دينار", vec!["amount"]),
        ("+20 100 000 000 دينار", vec!["amount"]),
        // An address in Arabic letters is no name with a sign.
        ("سارة@example.com", vec!["email"]),
        ("حسابه@sara_99", vec!["handle"]),
        // A wallet whose checksum is wrong is nothing else, either.
        ("bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdz", vec![]),
        ("+9647701234567+9647801234567", vec!["phone", "phone"]),
        ("+447700900123", vec!["phone"]),
        ("500-1000 دولار", vec!["amount", "amount"]),
    ] {
        let kinds: Vec<&str> = identifiers(text, Region::IRAQ).iter().map(|it| it.kind.code()).collect();
        assert_eq!(kinds, wanted, "{text}");
    }
}

/// Texts that once were, or could be, read again and again.
#[test]
fn time_grows_with_the_length_and_no_faster() {
    let took = |part: &str, length: usize| {
        let text = part.repeat(length / part.len());
        let start = Instant::now();
        let found = identifiers(&text, Region::IRAQ);
        assert!(found.len() <= length);
        start.elapsed()
    };
    took("07700000012 ", 1_000); // The metadata is read once.
    for part in [
        "7",
        "0",
        "0 ",
        "01 ",
        "0770 ",
        "07700000012 ",
        "+964",
        "+1 ",
        "@",
        "a@",
        "a@b.",
        "http://",
        "x.com/",
        "1,",
        "1.",
        "الف ",
        "و ",
        "خلال ",
        "ورقة ",
        "IQ98 ",
        "DE11 ",
        "bc1",
        "0x0",
        "a",
        "a ",
        "t.me/",
        "\u{200F}",
        "\u{200F}7",
        "4821 ",
        "رقم الحوالة ",
        "((((",
        "$",
        "$1",
        "نص ",
        "بعد ",
        "سناب ",
        "سناب : ",
        "1 500 ",
        "5-",
        "$5-",
        "5 او ",
        "بين 5 و ",
        "+44 7700 900123 ",
        "+7700900",
        "يوم ",
        "لك 5 ",
        "س@s.com",
    ] {
        let (small, large) = (took(part, 1 << 15), took(part, 1 << 18));
        assert!(large < small * 24 + Duration::from_millis(500), "{part:?}: {small:?} and {large:?}");
    }
    took("7", 1 << 20);
}

/// Pieces of which identifiers are made, and what disturbs them.
fn piece() -> impl Strategy<Value = String> {
    prop_oneof![
        "[0-9٠-٩۰-۹]{1,12}",
        "(?s).{0,6}",
        prop::sample::select(vec![
            " ",
            "\n",
            "+",
            "+964",
            "0770",
            "00964",
            "-",
            ".",
            ",",
            ":",
            "/",
            "@",
            "$",
            "\u{202A}",
            "\u{200F}",
            "\u{A0}",
            "دولار",
            "دينار",
            "الف",
            "مليون",
            "ونص",
            "ورقة",
            "خلال",
            "ساعة",
            "يومين",
            "قبل",
            "الجمعة",
            "باچر",
            "ادفع",
            "واتساب",
            "رقم الحوالة",
            "سناب",
            "https://",
            "t.me/",
            "instagram.com/",
            "example.com",
            "T",
            "0x",
            "bc1q",
            "IQ98",
            "within",
            "hours",
            "by",
            "friday",
            "at",
            "pm",
            "لە",
            "ماوەی",
            "کاتژمێردا",
            "a",
            "half",
            "k",
            "m",
            "1 500",
            "\u{202F}000",
            "أو",
            "الى",
            "usd",
            "دولارين",
            "يوم",
            "واحدة",
            "لك",
            "left",
            "کاتژمێرت",
            "هەیە",
            "٬",
            "٫",
            "،",
        ])
        .prop_map(str::to_owned),
    ]
}

proptest! {
    #[test]
    fn identifiers_stand_where_they_say_and_do_not_overlap(pieces in prop::collection::vec(piece(), 0..24)) {
        let text = pieces.concat();
        let found = identifiers(&text, Region::IRAQ);
        let mut free = 0;
        for it in &found {
            prop_assert!(it.start >= free && it.start < it.end, "{it:?} in {text:?}");
            prop_assert_eq!(text.get(it.start..it.end), Some(it.raw.as_str()));
            prop_assert!(!it.value.is_empty());
            free = it.end;
        }
    }

    #[test]
    fn the_value_of_a_number_is_read_as_itself(national in "7[3-9][0-9]{8}", form in prop::sample::select(vec!["0", "+964", "00964", "+964 0"])) {
        let found = identifiers(&format!("{form}{national}"), Region::IRAQ);
        prop_assert_eq!(found.len(), 1);
        prop_assert_eq!(&found[0].value, &format!("+964{national}"));
        let again = identifiers(&found[0].value, Region::IRAQ);
        prop_assert_eq!(again.len(), 1);
        prop_assert_eq!(&again[0].value, &found[0].value);
    }
}
