//! What `print` writes, the reader reads: the same messages, for every phone.

#![expect(clippy::expect_used, reason = "a test fails by panicking")]

mod collect;

use collect::{is_mark, read};
use proptest::prelude::*;
use proptest::sample::select;
use sanad_chat::whatsapp::print::{Dialect, Language, Media, Printed, Said, Style, print, text_of};
use sanad_chat::{At, Format, Kind, Limits, Message, SenderCertainty};

/// A message that owns its words.
#[derive(Debug, Clone)]
struct Told {
    /// Minutes after the one before.
    pause: u32,
    second: u8,
    sender: usize,
    what: What,
}

#[derive(Debug, Clone)]
enum What {
    Text(String),
    Edited(String),
    MediaOmitted(Media),
    Attached(String, String),
    Deleted,
    MissedCall,
    Location(&'static str, &'static str),
    Notice,
}

const SENDERS: [&str; 6] = [
    "Layla",
    "أحمد",
    "\u{202a}+964\u{a0}770\u{a0}000\u{a0}0012\u{202c}",
    "Ali:Work",
    "ئاراس - کار",
    "Dr: Ali",
];

/// Lines as they stand in texts: forwarded stamps of another form, times, lists, and words that WhatsApp could have
/// written but did not.
const LINES: [&str; 14] = [
    "[20/01, 19:02] Sam: pay or else",
    "[20.01., 7:02 PM] Sam: pay",
    "12:30 - first reminder",
    "20/1: 300",
    "7:02 م",
    "1. first: this",
    "[no stamp] x",
    "image omitted",
    "هذه الرسالة محذوفة",
    "https://example.org/a?b=c:d",
    "٣٠٠ دولار خلال ٢٤ ساعة",
    "می\u{200c}خواهم",
    "- - -",
    "a < b (c)",
];

/// A text as a person types it: never empty, never with a space or a break at an end, invisible characters anywhere.
fn text() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z0-9!?.,'-]{1,12}",
        3 => "[ءاأإبتثجحخدذرزسشصضطظعغفقكلمنهويىئؤةکگیەۆێڵڕ]{1,10}",
        1 => "[٠-٩]{1,6}",
        1 => "[\u{200b}-\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{feff}]{1,2}",
        1 => select(vec!["😈", "👩🏽\u{200d}💻", "🇮🇶", "é", "e\u{301}", "\u{a0}", "\u{202f}", "\u{2028}"]).prop_map(str::to_owned),
    ];
    let word = word.boxed();
    let typed = prop::collection::vec(word.clone(), 1..6).prop_map(|words| words.join(" "));
    let line = prop_oneof![
        5 => typed,
        2 => select(LINES.to_vec()).prop_map(str::to_owned),
        1 => Just(String::new()),
    ];
    // Letters at both ends, so that no text is one of the program's or ends where a reader could not know it.
    let one = ("[a-zب-ي]{1,3}", prop::collection::vec(word, 0..5), "[a-zب-ي]{1,3}")
        .prop_map(|(first, words, last)| [vec![first], words, vec![last]].concat().join(" "));
    let many = ("[a-zب-ي]{1,3}", prop::collection::vec(line, 0..4), "[a-zب-ي]{1,3}")
        .prop_map(|(first, lines, last)| [vec![first], lines, vec![last]].concat().join("\n"));
    prop_oneof![one, many]
}

fn what() -> impl Strategy<Value = What> {
    let media = select(vec![
        Media::Image,
        Media::Video,
        Media::Audio,
        Media::Document,
        Media::Sticker,
        Media::Gif,
        Media::Contact,
    ]);
    let name = ("[A-Za-z0-9ب-ي _-]{1,12}", select(vec!["jpg", "mp4", "opus", "pdf", "vcf", "webp"]));
    let name = name.prop_map(|(stem, ending)| format!("00000002-{stem}x.{ending}"));
    prop_oneof![
        6 => text().prop_map(What::Text),
        1 => text().prop_map(What::Edited),
        1 => media.prop_map(What::MediaOmitted),
        1 => (name, prop_oneof![Just(String::new()), text()]).prop_map(|(name, caption)| What::Attached(name, caption)),
        1 => Just(What::Deleted),
        1 => Just(What::MissedCall),
        1 => select(vec![("33.3128", "44.3615"), ("-0.5", "-120.25")]).prop_map(|(north, east)| What::Location(north, east)),
        1 => Just(What::Notice),
    ]
}

fn told() -> impl Strategy<Value = Told> {
    (0_u32..3_000, 0_u8..60, 0..SENDERS.len(), what()).prop_map(|(pause, second, sender, what)| Told {
        pause,
        second,
        sender,
        what,
    })
}

/// The notice of encryption in a language that has one; it bears a sender on iOS.
const fn notice(language: Language) -> &'static str {
    match language {
        Language::Arabic => "الرسائل والمكالمات مشفرة تمامًا بين الطرفين.",
        Language::German => "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        Language::French => "Les messages et les appels sont chiffrés de bout en bout.",
        Language::Turkish => "Mesajlar ve aramalar uçtan uca şifrelidir.",
        _ => "Messages and calls are end-to-end encrypted.",
    }
}

/// Local times from the evening of the thirteenth on: a day that is no month settles the order, an hour after noon
/// the clock.
fn times(told: &[Told], style: Style) -> Vec<At> {
    let mut minutes = 13 * 1440 + 19 * 60;
    let mut times = vec![];
    for (place, message) in told.iter().enumerate() {
        minutes += if place == 0 { message.pause % 240 } else { message.pause };
        let (day, hour, minute) = (minutes / 1440, minutes / 60 % 24, minutes % 60);
        let part = |value: u32| u8::try_from(value).expect("a part of a date");
        times.push(At {
            year: 2026,
            month: part(1 + (day - 1) / 28),
            day: part(1 + (day - 1) % 28),
            hour: part(hour),
            minute: part(minute),
            second: (style == Style::Ios).then_some(message.second),
            utc: false,
        });
    }
    times
}

fn printed<'a>(told: &'a Told, at: At, dialect: &Dialect) -> Printed<'a> {
    let said = match &told.what {
        What::Text(text) => Said::Text(text),
        What::Edited(text) => Said::Edited(text),
        What::MediaOmitted(media) => Said::MediaOmitted(*media),
        What::Attached(name, caption) => Said::Attached { name, caption },
        What::Deleted => Said::Deleted,
        What::MissedCall => Said::MissedCall,
        What::Location(latitude, longitude) => Said::Location { latitude, longitude },
        What::Notice => Said::Notice(notice(dialect.language)),
    };
    let nameless = dialect.style == Style::Android && matches!(said, Said::Notice(_));
    Printed { at, sender: (!nameless).then(|| SENDERS[told.sender]), said }
}

fn kind(said: &Said<'_>, style: Style) -> Kind {
    match said {
        Said::Text(_) | Said::Edited(_) => Kind::Message,
        Said::Attached { name, .. } if name.ends_with(".vcf") => Kind::Contact,
        Said::MediaOmitted(Media::Contact) if style == Style::Ios => Kind::Contact,
        Said::MediaOmitted(_) | Said::Attached { .. } => Kind::Media,
        Said::Deleted => Kind::Deleted,
        Said::MissedCall => Kind::Call,
        Said::Location { .. } => Kind::Location,
        Said::Notice(_) => Kind::System,
    }
}

/// How many places the first line of a message has at which a name could end.
fn ends(printed: &Printed<'_>, dialect: &Dialect) -> usize {
    let mut line = String::new();
    print(&[*printed], dialect, &mut line);
    line.split('\n').next().unwrap_or_default().matches(": ").count()
}

/// Compares one message; `known` says that another line of the file settles where its sender's name ends.
fn check(
    printed: &Printed<'_>,
    message: &Message,
    dialect: &Dialect,
    known: bool,
) -> Result<(), TestCaseError> {
    let name = dialect.name;
    prop_assert_eq!(message.time.at, Some(printed.at), "{}", name);
    let text = text_of(&printed.said, dialect);
    let found = message.sender.name.as_deref().map(|name| name.trim_start_matches(is_mark));
    if message.sender.certainty == SenderCertainty::Ambiguous {
        // "I don't know" is an answer only where the line holds several such places.
        prop_assert!(ends(printed, dialect) > 1, "{}: {:?}", name, message.raw);
        if found != printed.sender {
            prop_assert!(!known, "{}: {:?}", name, message.raw);
            prop_assert!(message.raw.contains(&*text), "{}: {:?}", name, message.raw);
            return Ok(());
        }
    }
    prop_assert_eq!(found, printed.sender, "{}", name);
    prop_assert_eq!(message.kind, kind(&printed.said, dialect.style), "{}: {:?}", name, text);
    prop_assert_eq!(&message.text, &*text, "{}", name);
    let attachment = message.attachments.first().map(|it| it.name.as_deref());
    let expected = match printed.said {
        Said::Attached { name, .. } => Some(Some(name)),
        Said::MediaOmitted(_) => Some(None),
        _ => None,
    };
    prop_assert_eq!(attachment, expected, "{}", name);
    prop_assert_eq!(message.edited, matches!(printed.said, Said::Edited(_)), "{}", name);
    Ok(())
}

proptest! {
    // Failures are small and their seeds are printed: nothing is written beside the sources.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn what_is_printed_is_read_back(told in prop::collection::vec(told(), 1..12)) {
        for dialect in Dialect::ALL {
            let times = times(&told, dialect.style);
            let messages: Vec<_> = told.iter().zip(times).map(|(told, at)| printed(told, at, dialect)).collect();
            let mut export = String::new();
            print(&messages, dialect, &mut export);
            let collected = read(export.as_bytes(), &Limits::default());
            let collected = collected.map_err(|error| TestCaseError::fail(format!("{}: {error}", dialect.name)))?;
            let format = if dialect.style == Style::Ios { Format::WhatsAppIos } else { Format::WhatsAppAndroid };
            prop_assert!(collected.sources.iter().map(|source| source.format).eq([format]), "{}", dialect.name);
            prop_assert_eq!(collected.messages.len(), messages.len(), "{}: {}\n{:?}", dialect.name, export, collected.warnings);
            for (printed, message) in messages.iter().zip(&collected.messages) {
                let is_plain = |other: &Printed<'_>| other.sender == printed.sender && ends(other, dialect) == 1;
                check(printed, message, dialect, messages.iter().any(is_plain))?;
            }
        }
    }

    #[test]
    fn no_bytes_bring_the_reader_down(
        told in prop::collection::vec(told(), 1..6),
        dialect in select(Dialect::ALL.to_vec()),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12),
    ) {
        let times = times(&told, dialect.style);
        let messages: Vec<_> = told.iter().zip(times).map(|(told, at)| printed(told, at, &dialect)).collect();
        let mut export = String::new();
        print(&messages, &dialect, &mut export);
        let mut bytes = export.into_bytes();
        for (place, byte) in changes {
            let place = place.index(bytes.len());
            bytes[place] = byte;
        }
        if let Ok(collected) = read(&bytes, &Limits::default()) {
            for message in &collected.messages {
                let end = message.place.offset.checked_add(message.place.length);
                prop_assert!(end.is_some_and(|end| end <= bytes.len() as u64));
            }
        }
    }
}
