//! Chat exports: files of any kind, identifiers in a text, and exports printed as phones print them.

use std::{
    io::{self, Cursor, Read, Seek, SeekFrom},
    mem,
    ops::ControlFlow,
};

use sanad_chat::{
    At, Certainty, Format, Identifier, IdentifierCertainty, IdentifierKind, Kind, Limits, Message, Place,
    ReadError, Region, SenderCertainty, Sink, Source, Time, Warning, WarningCode, identifiers, read_file,
    whatsapp::print::{Dialect, Media, Printed, Said, Style, print, text_of},
};

use crate::input::Input;

/// Files of a fuzzer: small, so that a run stays fast. Below a megabyte the ratio of an entry does not matter: a text
/// may be larger, so that the ratio is what stops a bomb.
const LIMITS: Limits = Limits { message: 4 << 10, text: 2 << 20, entries: 64, ratio: 100 };

/// Whatever the bytes: what is handed on holds what the types promise, does not depend on how the bytes come, and ends
/// where the taker says.
pub fn chat_read(data: &[u8]) {
    let (whole, read) = told(Cursor::new(data), usize::MAX);
    check(data, &whole);
    if !is_zip(data) {
        assert!(!matches!(read, Err(ReadError::Io(_) | ReadError::Zip(_))), "memory can be read: {read:?}");
        let (again, other) = told(Slow(Cursor::new(data), 1 + data.len() % 7), usize::MAX);
        assert_eq!(again, whole, "the same, however the bytes come");
        assert_eq!(format!("{other:?}"), format!("{read:?}"));
    }
    let half = whole.len().div_ceil(2);
    if half > 0 {
        let (part, stopped) = told(Cursor::new(data), half);
        assert!(matches!(stopped, Err(ReadError::Stopped)), "the taker had enough: {stopped:?}");
        assert_eq!(part, &whole[..half]);
    }
}

/// A region, and a text: what is found stands where it says, in order, nothing twice.
pub fn chat_identifiers(data: &[u8]) {
    let mut input = Input::new(data);
    let region = match input.byte() % 3 {
        0 => Region::IRAQ,
        1 => Region::new("DE", &["TR", "SY"]).expect("codes of countries"),
        _ => Region::new("US", &[]).expect("codes of countries"),
    };
    let text = String::from_utf8_lossy(input.rest());
    let found = identifiers(&text, region);
    let mut end = 0;
    for it in &found {
        assert!(end <= it.start && it.start < it.end, "one behind another: {it:?}");
        assert_eq!(text.get(it.start..it.end), Some(it.raw.as_str()), "it stands where it says");
        check_value(it);
        end = it.end;
    }
    assert_eq!(identifiers(&text, region), found, "the same text, the same identifiers");
}

/// A phone, and messages: what it prints is read back, each message once, with its time or with it among others.
pub fn chat_round_trip(data: &[u8]) {
    let mut input = Input::new(data);
    let dialect = &Dialect::ALL[usize::from(input.byte()) % Dialect::ALL.len()];
    let mut typed = vec![];
    while !input.is_empty() && typed.len() < 32 {
        typed.push(Typed::read(&mut input, dialect.style));
    }
    if typed.is_empty() {
        return;
    }
    let printed: Vec<Printed<'_>> = typed.iter().map(|it| it.printed(dialect.style)).collect();
    let mut export = String::new();
    print(&printed, dialect, &mut export);
    let (told, read) = told(Cursor::new(export.as_bytes()), usize::MAX);
    assert!(read.is_ok(), "{}: {read:?}", dialect.name);
    check(export.as_bytes(), &told);

    let format = match dialect.style {
        Style::Android => Format::WhatsAppAndroid,
        Style::Ios => Format::WhatsAppIos,
    };
    assert!(matches!(&told[..], [Told::Source(source), ..] if source.format == format), "{}", dialect.name);
    let messages: Vec<&Message> = told
        .iter()
        .filter_map(|it| if let Told::Message(message) = it { Some(&**message) } else { None })
        .collect();
    assert_eq!(messages.len(), printed.len(), "{}: {export}", dialect.name);
    for (message, printed) in messages.into_iter().zip(&printed) {
        let Time { at, candidates, .. } = &message.time;
        let is_there = *at == Some(printed.at) || candidates.contains(&printed.at);
        assert!(is_there, "{}: {} is not {:?}", dialect.name, printed.at, message.time);
        // A carriage return at the end cannot be told from that of a line.
        let text = text_of(&printed.said, dialect);
        assert!(message.raw.contains(text.trim_end_matches('\r')), "{}: {:?}", dialect.name, message.raw);
    }
}

/// Something that a reader hands on.
#[derive(Debug, PartialEq)]
enum Told {
    Source(Source),
    Message(Box<Message>),
    Warning(Warning),
}

/// Keeps what is handed on, and has enough when it is so much.
struct Taker {
    told: Vec<Told>,
    enough: usize,
}

impl Taker {
    fn take(&mut self, told: Told) -> ControlFlow<()> {
        self.told.push(told);
        if self.told.len() == self.enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

impl Sink for Taker {
    fn source(&mut self, source: &Source) -> ControlFlow<()> {
        self.take(Told::Source(source.clone()))
    }

    fn message(&mut self, message: Message) -> ControlFlow<()> {
        self.take(Told::Message(Box::new(message)))
    }

    fn warning(&mut self, warning: Warning) -> ControlFlow<()> {
        self.take(Told::Warning(warning))
    }
}

/// Hands out a few bytes at a time, so that every border of a buffer falls somewhere else.
struct Slow<'a>(Cursor<&'a [u8]>, usize);

impl Read for Slow<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = self.1.min(buffer.len());
        self.0.read(&mut buffer[..most])
    }
}

impl Seek for Slow<'_> {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.0.seek(to)
    }
}

fn told(source: impl Read + Seek, enough: usize) -> (Vec<Told>, Result<(), ReadError>) {
    let mut taker = Taker { told: vec![], enough };
    let read = read_file(source, &LIMITS, &mut taker);
    (taker.told, read)
}

fn is_zip(data: &[u8]) -> bool {
    data.starts_with(b"PK\x03\x04") || data.starts_with(b"PK\x05\x06")
}

fn is_whatsapp(format: Format) -> bool {
    matches!(format, Format::WhatsAppAndroid | Format::WhatsAppIos)
}

/// What holds of everything that was handed on. Places in a text that came in a zip are not looked up.
fn check(data: &[u8], told: &[Told]) {
    let text = (!is_zip(data)).then_some(data);
    let (mut format, mut cut, mut end) = (None, None, 0);
    for one in told {
        match one {
            Told::Source(source) => {
                assert_eq!(source.path.is_none(), text.is_some(), "only what came in a zip has a path");
                match text {
                    Some(text) => check_rulings(text, source),
                    // The next text begins at its own first byte.
                    None => end = 0,
                }
                format = Some(source.format);
            }
            Told::Warning(warning) => {
                let within = |offset: u64| text.is_none_or(|text| offset <= text.len() as u64);
                assert!(warning.offset.is_none_or(within), "{warning:?}");
                assert!(warning.detail.chars().count() <= 256, "details are short: {warning:?}");
                if warning.code == WarningCode::Cut {
                    cut = warning.offset;
                }
            }
            Told::Message(message) => {
                let format = format.expect("a chat is announced before its messages");
                let place = message.place;
                let before = mem::replace(&mut end, place.offset + place.length);
                assert!(before <= place.offset, "one behind another: {message:?}");
                check_message(message, format);
                match text {
                    Some(text) => check_place(text, message, format, cut == Some(place.offset)),
                    None => check_found(message),
                }
            }
        }
    }
}

/// Each decision names a stamp that stands where it says.
fn check_rulings(text: &[u8], source: &Source) {
    for ruling in &source.rulings {
        let from = &text[ruling.offset as usize..];
        let line = String::from_utf8_lossy(&from[..from.len().min(LIMITS.message)]);
        assert!(line.contains(&ruling.raw), "{ruling:?}");
    }
}

fn check_message(message: &Message, format: Format) {
    let Message { time, sender, text, raw, .. } = message;
    check_time(time);
    // A byte that is no UTF-8 is shown by three.
    assert!(raw.len() <= 3 * LIMITS.message, "more is held than the limit allows");
    // A control character is written with six, and the key of a member may stand before each of those inside it.
    assert!(text.len() <= 64 * LIMITS.message, "more is made of a message than was in it");
    assert!(sender.name.is_none() || sender.certainty != SenderCertainty::None, "{sender:?}");
    let is_known = sender.name.is_some() || sender.account.is_some();
    assert!(is_known || sender.certainty != SenderCertainty::Exact, "{sender:?}");
    check_hidden(message);
    if is_whatsapp(format) {
        assert!(sender.account.is_none(), "WhatsApp writes names only");
        assert!(message.hidden.is_empty(), "WhatsApp writes what it shows");
        assert!(sender.name.as_ref().is_none_or(|name| raw.contains(name)), "{sender:?}: {raw:?}");
        if message.kind == Kind::Message {
            let written = raw.replace("\r\n", "\n");
            let is_written = written.contains(text) || written.replace('\r', "\n").contains(text);
            assert!(is_written, "{text:?} was not written: {raw:?}");
        }
    }
}

/// Words stand where they say, and what is hidden behind them lies within the message.
fn check_hidden(message: &Message) {
    let Place { offset, length } = message.place;
    let mut size = 0;
    for it in &message.hidden {
        assert!(!it.value.is_empty(), "{it:?}");
        let shown = it.at.clone().map(|at| message.text.get(at));
        assert!(shown.is_none_or(|shown| shown == Some(it.words.as_str()) && !it.words.is_empty()), "{it:?}");
        let within = |place: Place| offset <= place.offset && place.offset + place.length <= offset + length;
        assert!(it.place.is_none_or(within), "{it:?}");
        size += it.value.len() + it.words.len() + it.name.as_ref().map_or(0, String::len);
        for found in it.identifiers(Region::IRAQ) {
            assert_eq!(it.value.get(found.start..found.end), Some(found.raw.as_str()), "{found:?}");
        }
    }
    // Each mention of Signal may tell a name and a number that stand elsewhere.
    assert!(size <= 64 * LIMITS.message, "more is hidden in a message than was in it");
}

fn check_time(time: &Time) {
    let Time { at, candidates, certainty, .. } = time;
    let says = |one: Certainty| certainty.contains(&one);
    assert!(!certainty.is_empty(), "nothing is said of a time");
    assert!(at.iter().chain(candidates).all(At::is_possible), "{time:?}");
    assert!(candidates.windows(2).all(|pair| pair[0] < pair[1]), "sorted, each once: {time:?}");
    assert!(candidates.len() != 1, "one reading is no choice: {time:?}");
    assert!(at.is_none() || candidates.is_empty(), "settled or open: {time:?}");
    let open = says(Certainty::OrderAmbiguous)
        || says(Certainty::HalfDayAmbiguous)
        || says(Certainty::CalendarAmbiguous);
    assert_eq!(open, !candidates.is_empty(), "what is open is said to be: {time:?}");
    let nothing = says(Certainty::Impossible) || says(Certainty::Missing);
    assert_eq!(nothing, at.is_none() && candidates.is_empty(), "why there is none is said: {time:?}");
    assert_eq!(says(Certainty::Exact), at.is_some_and(|at| at.utc), "{time:?}");
}

/// The place of a message holds its raw text: all of an object, or what stands behind a stamp.
fn check_place(text: &[u8], message: &Message, format: Format, is_cut: bool) {
    let start = message.place.offset as usize;
    let there = text.get(start..start + message.place.length as usize).expect("places lie within the text");
    assert!(message.attachments.iter().all(|it| it.found.is_none()), "no file came with it");
    let (false, Ok(there)) = (is_cut, str::from_utf8(there)) else { return };
    let stamp = there.strip_suffix(message.raw.as_str()).expect("the raw text stands at its place");
    if is_whatsapp(format) {
        assert!(stamp.contains(&message.time.raw), "{message:?}");
    } else {
        assert_eq!(stamp, "", "{message:?}");
    }
}

/// A file that was found lies within the zip.
fn check_found(message: &Message) {
    for found in message.attachments.iter().filter_map(|it| it.found.as_ref()) {
        let leads_out = found.path.starts_with('/') || found.path.split('/').any(|part| part == "..");
        assert!(!leads_out, "{found:?}");
    }
}

/// The forms that the kinds promise.
fn check_value(identifier: &Identifier) {
    let value = identifier.value.as_str();
    let holds = match identifier.kind {
        // Where several countries could be meant, it stays as it is dialled.
        IdentifierKind::Phone if identifier.certainty == IdentifierCertainty::Ambiguous => {
            value.bytes().all(|it| it.is_ascii_digit())
        }
        IdentifierKind::Phone => value
            .strip_prefix('+')
            .is_some_and(|digits| digits.len() > 3 && digits.bytes().all(|it| it.is_ascii_digit())),
        IdentifierKind::Handle => value.starts_with('@') || value.contains(':'),
        IdentifierKind::Profile | IdentifierKind::Wallet | IdentifierKind::Transfer => value.contains(':'),
        IdentifierKind::Email => value.contains('@'),
        IdentifierKind::Iban => has_check_digits(value),
        IdentifierKind::Link | IdentifierKind::Amount | IdentifierKind::Deadline => !value.is_empty(),
    };
    assert!(holds, "{identifier:?}");
}

/// ISO 13616: with its first four signs behind the others and letters as 10 to 35, it leaves 1 when divided by 97.
fn has_check_digits(iban: &str) -> bool {
    let (country, rest) = iban.split_at(4);
    let rest = rest.chars().chain(country.chars()).try_fold(0, |rest, sign| {
        let number = sign.to_digit(36)?;
        let shift = if number < 10 { 10 } else { 100 };
        Some((rest * shift + number) % 97)
    });
    rest == Some(1)
}

/// A message that is printed.
struct Typed {
    at: At,
    sender: &'static str,
    what: u8,
    text: String,
}

const SENDERS: [&str; 6] = [
    "Layla",
    "أحمد",
    "\u{202a}+964\u{a0}770\u{a0}000\u{a0}0012\u{202c}",
    "Ali:Work",
    "ئاراس - کار",
    "Dr: Ali",
];

const MEDIA: [Media; 5] = [Media::Any, Media::Image, Media::Sticker, Media::Contact, Media::ViewOnce];

impl Typed {
    fn read(input: &mut Input<'_>, style: Style) -> Self {
        let [what, sender, year, month, day, hour, minute, second] = input.array();
        let at = At {
            // Two digits of a year are read as of this century.
            year: 2010 + i32::from(year % 90),
            month: 1 + month % 12,
            day: 1 + day % 28,
            hour: hour % 24,
            minute: minute % 60,
            second: (style == Style::Ios).then_some(second % 60),
            utc: false,
        };
        let sender = SENDERS[usize::from(sender) % SENDERS.len()];
        Self { at, sender, what, text: harmless(&input.text(256)) }
    }

    fn printed(&self, style: Style) -> Printed<'_> {
        let text = self.text.as_str();
        let said = match self.what % 8 {
            0 => Said::Text(text),
            1 => Said::Edited(text),
            2 => Said::MediaOmitted(MEDIA[usize::from(self.what / 8) % MEDIA.len()]),
            3 => Said::Attached { name: "00000002-PHOTO-2026-01-20-19-03-03.jpg", caption: text },
            4 => Said::Deleted,
            5 => Said::MissedCall,
            6 => Said::Location { latitude: "33.3128", longitude: "44.3615" },
            _ => Said::Notice("Messages and calls are end-to-end encrypted."),
        };
        let nameless = style == Style::Android && matches!(said, Said::Notice(_));
        Printed { at: self.at, sender: (!nameless).then_some(self.sender), said }
    }
}

/// A text of which no line can begin a message: on Android nothing tells one that does from a message of its own.
fn harmless(text: &str) -> String {
    let line = |line: &str| {
        // Before a stamp's first digit, or the letter of a Japanese or Hijri year, stand marks and a bracket only.
        let first = line.chars().find(|sign| sign.is_alphanumeric());
        let is_stamp = first.is_some_and(|sign| sign.is_numeric() || matches!(sign, 'R' | 'H'));
        if is_stamp { format!("x{line}") } else { line.to_owned() }
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}
