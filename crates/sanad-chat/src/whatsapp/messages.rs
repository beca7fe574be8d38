//! The second pass: messages, one after another, each handed on as soon as the next one begins.

use std::borrow::Cow;
use std::hash::{BuildHasher, RandomState};
use std::mem;

use crate::cut::{shorten, whole};
use crate::direction;
use crate::message::{Attachment, Message, Place, Sender, Warning, WarningCode};
use crate::source::{Limits, ReadError, Sink, Text, go_on};
use crate::time::{At, Certainty, Time};

use super::cursor::Cursor;
use super::files::Files;
use super::lines::{Ending, Line, Lines};
use super::moment::time;
use super::sender::leading_marks;
use super::stamp::{Form, Stamp, Stamps};
use super::survey::{Survey, begins, written};
use super::words::{Body, Style, judge};

/// Exports that hold exactly so many messages were cut off by WhatsApp: without and with media.
const CAPS: [u64; 2] = [40_000, 10_000];

/// A message whose end was not yet seen.
struct Pending {
    stamp: Stamp,
    /// The stamp as written.
    written: String,
    offset: u64,
    /// Where its last line ends.
    end: u64,
    /// The byte of the source at which the body begins.
    body: u64,
    raw: Vec<u8>,
    cut: bool,
    /// The ending of its last line.
    ending: Ending,
    /// Lines in it end with a carriage return alone.
    returns: bool,
    /// A line that looks like the beginning of another message.
    inside: Option<(u64, String)>,
}

impl Pending {
    fn new(line: &Line<'_>, stamp: Stamp, most: usize) -> Self {
        let body = line.bytes.get(stamp.body..).unwrap_or_default();
        let mut pending = Self {
            written: written(line, &stamp),
            offset: line.offset,
            end: line.offset,
            body: line.offset + stamp.body as u64,
            raw: Vec::with_capacity(body.len().min(most)),
            cut: false,
            ending: Ending::Nothing,
            returns: false,
            inside: None,
            stamp,
        };
        pending.add(line, body, most);
        pending
    }

    /// Takes a line that belongs to the message.
    fn add(&mut self, line: &Line<'_>, bytes: &[u8], most: usize) {
        self.returns |= self.ending == Ending::Return;
        self.push(self.ending.bytes(), most);
        self.push(bytes, most);
        self.cut |= line.is_cut();
        self.end = line.offset + line.length;
        self.ending = line.ending;
    }

    fn push(&mut self, bytes: &[u8], most: usize) {
        if self.cut {
            return;
        }
        let room = most.saturating_sub(self.raw.len());
        if bytes.len() > room {
            self.cut = true;
            self.raw.extend_from_slice(whole(&bytes[..room]));
        } else {
            self.raw.extend_from_slice(bytes);
        }
    }
}

/// What was said already, and what the next message is compared with.
#[derive(Default)]
struct Told {
    messages: u64,
    last: Option<At>,
    /// With what texts are made numbers: it differs from run to run, so that no text can be made to have the number
    /// of another.
    keys: RandomState,
    /// The last message's stamp and body, as one number.
    print: Option<u64>,
    order_unknown: bool,
    half_day_unknown: bool,
    /// The first line before the first message that holds something: where it begins, and its beginning.
    leading: Option<(u64, String)>,
    directions: direction::Told,
}

/// Hands all messages of `text` to `sink`.
pub(super) fn hand_on(
    text: &mut dyn Text,
    limits: &Limits,
    survey: Survey,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let files = Files::of(text);
    let mut lines = Lines::new(text.open()?, limits.message);
    let (form, returns) = (survey.form, survey.returns);
    let mut reader = Reader { survey, files, sink, told: Told::default() };
    let mut stamps = Stamps::default();
    let mut pending: Option<Pending> = None;
    let mut before = None;
    while let Some(line) = lines.next_line()? {
        let behind = before.replace(line.ending);
        match stamps.find(line.bytes) {
            Some(stamp) if begins(form, returns, &stamp, behind.filter(|_| pending.is_some())) => {
                let (next, begin) = (Pending::new(&line, stamp, limits.message), line.offset);
                match pending.replace(next) {
                    Some(done) => reader.message(done, false)?,
                    None => reader.first(begin)?,
                }
            }
            other => match &mut pending {
                Some(message) => {
                    if message.inside.is_none()
                        && let Some(stamp) = other
                    {
                        message.inside = Some((line.offset, written(&line, &stamp)));
                    }
                    message.add(&line, line.bytes, limits.message);
                    if breaks_off(form, &line) {
                        reader.warn(
                            WarningCode::Unfinished,
                            Some(line.offset),
                            &String::from_utf8_lossy(line.bytes),
                        )?;
                    }
                }
                None => reader.leading(&line),
            },
        }
    }
    if let Some(done) = pending {
        reader.message(done, true)?;
    }
    reader.end()
}

/// Whether the source ends with a line that is nothing but the beginning of a stamp.
fn breaks_off(form: Form, line: &Line<'_>) -> bool {
    let mut cursor = Cursor::new(line.bytes);
    cursor.marks();
    if line.ending != Ending::Nothing || cursor.eat(b'[') != form.bracketed {
        return false;
    }
    let mut signs = 0;
    loop {
        cursor.spaces();
        if cursor.rest().is_empty() {
            return signs > 1 || (form.bracketed && signs > 0);
        }
        if cursor.number().is_none() && cursor.comma().is_none() {
            if !matches!(cursor.peek(), Some(b'/' | b'.' | b'-' | b':')) {
                return false;
            }
            cursor.skip(1);
            signs += 1;
        }
    }
}

struct Reader<'a> {
    survey: Survey,
    files: Files,
    sink: &'a mut dyn Sink,
    told: Told,
}

impl Reader<'_> {
    fn warn(&mut self, code: WarningCode, offset: Option<u64>, detail: &str) -> Result<(), ReadError> {
        go_on(self.sink.warning(Warning { code, offset, detail: shorten(detail) }))
    }

    /// A line before the first message.
    fn leading(&mut self, line: &Line<'_>) {
        if self.told.leading.is_none() && !line.bytes.iter().all(u8::is_ascii_whitespace) {
            let beginning = shorten(&String::from_utf8_lossy(line.bytes));
            self.told.leading = Some((line.offset, beginning));
        }
    }

    /// The first message begins here. One whose stamp is damaged stands before it and is in no message: so it is told
    /// how much is, and not only that something is.
    fn first(&mut self, begin: u64) -> Result<(), ReadError> {
        let Some((offset, beginning)) = self.told.leading.take() else { return Ok(()) };
        let detail = format!("{} bytes: {beginning}", begin.saturating_sub(offset));
        self.warn(WarningCode::LeadingText, Some(offset), &detail)
    }

    fn message(&mut self, pending: Pending, last: bool) -> Result<(), ReadError> {
        let Pending { stamp, written, offset, end, body: body_offset, raw, cut, ending, returns, inside } =
            pending;
        let raw = self.text(raw, body_offset, last && !cut && ending == Ending::Nothing)?;
        if cut {
            self.warn(WarningCode::Cut, Some(offset), &written)?;
        }
        if let Some((place, inside)) = inside {
            self.warn(WarningCode::StampInside, Some(place), &inside)?;
        }
        let time = time(&stamp, written, &mut self.survey.decided);
        self.check_time(&time, offset)?;
        self.check_repeated(&stamp, &time, &raw, offset)?;

        let bracketed = stamp.form.bracketed;
        // Of the same length, with line ends as everything below knows them.
        let told = if returns { Cow::Owned(raw.replace('\r', "\n")) } else { Cow::Borrowed(raw.as_str()) };
        let line = told.split('\n').next().unwrap_or_default();
        let line = line.strip_suffix('\r').unwrap_or(line);
        let marks = leading_marks(line);
        let split = self.survey.names.split(&line[marks..], bracketed);
        let (name, certainty) = (split.name.map(str::to_owned), split.certainty);
        let body = if name.is_some() { &told[marks + split.body..] } else { &told };
        let style = if bracketed { Style::Ios } else { Style::Android };
        let judged = if body.contains("\r\n") {
            judge(&body.replace("\r\n", "\n"), style, name.is_some())
        } else {
            judge(body, style, name.is_some())
        };
        if let Some(name) = &name {
            self.check_direction(name, offset)?;
        }
        let Body { kind, text, attachment, media, edited } = judged;
        let attachments = if media { vec![self.attachment(attachment, offset)?] } else { vec![] };
        self.told.messages += 1;
        go_on(self.sink.message(Message {
            time,
            sender: Sender { name, account: None, certainty },
            kind,
            text,
            hidden: vec![],
            attachments,
            forwarded: None,
            edited,
            place: Place { offset, length: end - offset },
            raw,
        }))
    }

    /// The body as text. `open_end`: the source ends with it, without a line end.
    fn text(&mut self, raw: Vec<u8>, offset: u64, open_end: bool) -> Result<String, ReadError> {
        let error = match String::from_utf8(raw) {
            Ok(text) => return Ok(text),
            Err(error) => error,
        };
        let place = error.utf8_error();
        let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
        let code = match place.error_len() {
            None if open_end => WarningCode::Unfinished,
            _ => WarningCode::BrokenUtf8,
        };
        self.warn(code, Some(offset + place.valid_up_to() as u64), "")?;
        Ok(text)
    }

    fn check_time(&mut self, time: &Time, offset: u64) -> Result<(), ReadError> {
        let holds = |certainty| time.certainty.contains(&certainty);
        if holds(Certainty::Impossible) {
            self.warn(WarningCode::ImpossibleStamp, Some(offset), &time.raw)?;
        }
        // Said once, as it holds for the whole file; a contradiction was said before.
        if holds(Certainty::OrderAmbiguous)
            && self.survey.decided.contradiction.is_none()
            && !mem::replace(&mut self.told.order_unknown, true)
        {
            self.warn(WarningCode::OrderUnknown, Some(offset), &time.raw)?;
        }
        if holds(Certainty::HalfDayAmbiguous) && !mem::replace(&mut self.told.half_day_unknown, true) {
            self.warn(WarningCode::HalfDayUnknown, Some(offset), &time.raw)?;
        }
        let Some(at) = time.at else { return Ok(()) };
        if self.told.last.replace(at).is_some_and(|last| at < last) {
            self.warn(WarningCode::OutOfOrder, Some(offset), &time.raw)?;
        }
        Ok(())
    }

    /// Two messages in a row that are the same to the second.
    fn check_repeated(
        &mut self,
        stamp: &Stamp,
        time: &Time,
        raw: &str,
        offset: u64,
    ) -> Result<(), ReadError> {
        if stamp.second.is_none() {
            return Ok(());
        }
        let print = self.told.keys.hash_one((&time.raw, raw));
        if self.told.print.replace(print) == Some(print) {
            self.warn(WarningCode::Repeated, Some(offset), &time.raw)?;
        }
        Ok(())
    }

    fn check_direction(&mut self, name: &str, offset: u64) -> Result<(), ReadError> {
        if !self.told.directions.is_new(name) {
            return Ok(());
        }
        self.warn(WarningCode::DirectionControl, Some(offset), name)
    }

    fn attachment(&mut self, name: Option<String>, offset: u64) -> Result<Attachment, ReadError> {
        let mut found = None;
        if let Some(name) = &name {
            self.check_direction(name, offset)?;
            match self.files.find(name) {
                Ok(file) => found = file,
                Err((code, detail)) => {
                    go_on(self.sink.warning(Warning { code, offset: Some(offset), detail }))?;
                }
            }
        }
        Ok(Attachment { name, found })
    }

    fn end(mut self) -> Result<(), ReadError> {
        if CAPS.contains(&self.told.messages) {
            let count = self.told.messages.to_string();
            self.warn(WarningCode::PerhapsTruncated, None, &count)?;
        }
        let Self { files, sink, .. } = self;
        for path in files.unnamed() {
            let detail = shorten(path);
            go_on(sink.warning(Warning { code: WarningCode::AttachmentUnnamed, offset: None, detail }))?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::read;
    use super::*;
    use crate::collected::Collected;
    use crate::source::Lone;

    fn places(text: &str, code: WarningCode) -> Vec<Option<u64>> {
        let mut all = Collected::default();
        read(&mut Lone(Cursor::new(text.as_bytes())), &Limits::default(), &mut all).unwrap();
        all.warned().into_iter().filter(|it| it.0 == code).map(|it| it.1).collect()
    }

    #[test]
    fn a_name_that_turns_direction_is_warned_of_once() {
        let mut text = String::new();
        let mut starts = vec![];
        for name in ["Ali\u{202e}a", "Ali\u{202e}b", "Ali\u{202e}a", "Sara", "Ali\u{202e}b"] {
            starts.push(Some(text.len() as u64));
            text.push_str(&format!("20/01/2026, 19:02 - {name}: x\n"));
        }
        assert_eq!(places(&text, WarningCode::DirectionControl), starts[..2]);
    }

    #[test]
    fn a_message_that_comes_twice_in_a_row_is_warned_of() {
        let lines = ["Ali: x", "Ali: x", "Ali: y", "Ali: x", "Sara: x", "Sara: x"];
        let text: String = lines.iter().map(|line| format!("[20/01/2026, 19:02:03] {line}\n")).collect();
        assert_eq!(places(&text, WarningCode::Repeated).len(), 2);
        // Minutes prove nothing.
        let text = "20/01/2026, 19:02 - Ali: x\n".repeat(3);
        assert!(places(&text, WarningCode::Repeated).is_empty());
    }

    #[test]
    fn what_stands_before_the_first_message_is_told_with_its_length() {
        let damaged = b"20/01/2026, 19\xff02 - Ali: pay\n";
        let first = b"20/01/2026, 19:03 - Sara: no\n";
        for (before, offset, detail) in [
            (damaged.to_vec(), 0, "29 bytes: 20/01/2026, 19\u{fffd}02 - Ali: pay"),
            ([b" \r\nsaved\r\n\n", &damaged[..]].concat(), 3, "37 bytes: saved"),
        ] {
            let text = [&before[..], first].concat();
            let mut all = Collected::default();
            read(&mut Lone(Cursor::new(&text)), &Limits::default(), &mut all).unwrap();
            assert_eq!(all.messages.len(), 1);
            let leading =
                Warning { code: WarningCode::LeadingText, offset: Some(offset), detail: detail.into() };
            assert_eq!(all.warnings, [leading]);
            assert_eq!(all.messages[0].place.offset, before.len() as u64);
        }
        assert!(places("\n \n20/01/2026, 19:03 - Sara: no\n", WarningCode::LeadingText).is_empty());
    }
}
