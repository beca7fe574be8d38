//! `sanad chat identifiers`: what is named in the messages, each with its place.

use std::{
    borrow::Cow,
    collections::HashSet,
    io::{self, Read, Seek, SeekFrom, Write},
    ops::ControlFlow,
    path::PathBuf,
};

use sanad_chat::{
    Identifier, Limits, Message, ReadError, Region, Sink, Source, Warning, identifiers, read_file,
};
use serde::Serialize;

use super::{Written, ended, open::open};
use crate::output::{self, Failure, isolated, visible};

/// Of a file that is no export, so many bytes are looked at together.
const PART: usize = 1 << 20;
/// A text has no zero byte; so much of a file is looked at to know that it is one.
const HEAD: u64 = 8 << 10;
/// So many names of senders are remembered; beyond them a number is told with each message.
const MOST_SENDERS: usize = 10_000;
/// So many characters of the words before something hidden are told with each identifier in it.
const MOST_WORDS: usize = 120;

/// Which export, and where it comes from.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Export as the messenger wrote it, or any text.
    file: PathBuf,
    /// Country whose national forms are understood, as in `IQ` (ISO 3166-1); may be given several times, and is
    /// tried in that order. Without it: Iraq and the countries around it.
    #[arg(long = "region")]
    regions: Vec<String>,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Finds and tells, message by message.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let region = region(&args.regions)?;
    let mut out = output::stream();
    let mut rows = Rows { out: &mut out, json: args.json, told: 0 };
    let written = Written(rows.begin().err());
    let mut finder = Finder { rows, written, region, from: "text", messages: 0, senders: HashSet::new() };
    // A file that is not there ends the answer as one that cannot be read does.
    let read =
        open(&args.file).and_then(|mut file| match read_file(&mut file, &Limits::default(), &mut finder) {
            Err(ReadError::Unknown) if is_text(&mut file).unwrap_or(false) => {
                let known = "no export that is known; read as one text";
                output::note(&format!("{}: {known}", args.file.display()));
                finder.text(&mut file, PART).map_err(ReadError::Io)
            }
            read => read,
        });
    let Finder { mut rows, mut written, .. } = finder;
    let done = if written.0.is_some() { Ok(()) } else { rows.end() };
    // What failed first is what is told.
    let _ = written.flow(done);
    written.finish(&mut out)?;
    ended(&args.file, read)
}

fn region(codes: &[String]) -> Result<Region, Failure> {
    let Some((own, others)) = codes.split_first() else { return Ok(Region::default()) };
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let wrong = || {
        let message =
            format!("{}: no countries; write them as in IQ, at most {}", codes.join(", "), Region::MOST);
        Failure::usage(message)
    };
    Region::new(own, &others).ok_or_else(wrong)
}

/// Whether a file may be a text: no zero byte at its beginning. Goes back to its first byte.
fn is_text(file: &mut (impl Read + Seek)) -> io::Result<bool> {
    let mut head = vec![];
    file.seek(SeekFrom::Start(0))?;
    Read::by_ref(file).take(HEAD).read_to_end(&mut head)?;
    file.seek(SeekFrom::Start(0))?;
    Ok(!head.contains(&0))
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'static str,
    value: &'a str,
    raw: &'a str,
    /// Of all messages, from 0.
    message: u64,
    /// Where that message begins; of what is hidden, where the source writes it, as far as that can be told.
    raw_offset: u64,
    /// Whether it stands in the message's `text`, is the `sender`, told once for each name of a sender, or is
    /// `hidden` behind words.
    field: &'static str,
    /// Those words, in which nobody reads it.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<&'a str>,
    /// Bytes of that field; of the file, where it is no export.
    start: u64,
    end: u64,
    certainty: &'static str,
    /// The format of the export, or `text`.
    from: &'static str,
}

/// Where they are told.
struct Rows<W> {
    out: W,
    json: bool,
    told: u64,
}

impl<W: Write> Rows<W> {
    fn begin(&mut self) -> io::Result<()> {
        if self.json { self.out.write_all(b"[") } else { Ok(()) }
    }

    fn tell(&mut self, row: &Row<'_>) -> io::Result<()> {
        if self.json {
            if self.told > 0 {
                self.out.write_all(b",")?;
            }
            serde_json::to_writer(&mut self.out, row)?;
        } else {
            let (value, raw) = (visible(row.value), isolated(row.raw));
            write!(self.out, "{:<9} {value}  {raw}  {}", row.kind, row.certainty)?;
            if row.from != "text" {
                write!(self.out, ", message {} at byte {}", row.message, row.raw_offset)?;
            }
            write!(self.out, ", bytes {} to {}", row.start, row.end)?;
            match row.words {
                Some("") => writeln!(self.out, ", hidden")?,
                Some(words) => writeln!(self.out, ", hidden behind {}", isolated(words))?,
                None => writeln!(self.out)?,
            }
        }
        self.told += 1;
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        if self.json { self.out.write_all(b"]\n") } else { Ok(()) }
    }
}

/// Looks into each message as it is read.
struct Finder<W> {
    rows: Rows<W>,
    written: Written,
    region: Region,
    from: &'static str,
    messages: u64,
    /// Senders that were looked at.
    senders: HashSet<String>,
}

/// Where identifiers were found.
#[derive(Clone, Copy, Default)]
struct Field<'a> {
    name: &'static str,
    /// Bytes between what places are counted from and its beginning.
    before: u64,
    message: u64,
    raw_offset: u64,
    /// Words that hide it.
    words: Option<&'a str>,
}

impl<W: Write> Finder<W> {
    /// Tells what is in a text.
    fn find(&mut self, text: &str, field: Field<'_>) -> io::Result<()> {
        self.tell(&identifiers(text, self.region), field)
    }

    fn tell(&mut self, found: &[Identifier], field: Field<'_>) -> io::Result<()> {
        for it in found {
            let row = Row {
                kind: it.kind.code(),
                value: &it.value,
                raw: &it.raw,
                message: field.message,
                raw_offset: field.raw_offset,
                field: field.name,
                words: field.words,
                start: field.before + it.start as u64,
                end: field.before + it.end as u64,
                certainty: it.certainty.code(),
                from: self.from,
            };
            self.rows.tell(&row)?;
        }
        Ok(())
    }

    /// Tells what is in a message. Who is not in the phone's contacts is named by the number: it is told once, where
    /// it stands first.
    fn find_in(&mut self, message: &Message) -> io::Result<()> {
        let field = Field { message: self.messages, raw_offset: message.place.offset, ..Field::default() };
        if let Some(name) = message.sender.name.as_ref().filter(|it| !self.senders.contains(*it)) {
            if self.senders.len() < MOST_SENDERS {
                self.senders.insert(name.clone());
            }
            self.find(name, Field { name: "sender", ..field })?;
        }
        self.find(&message.text, Field { name: "text", ..field })?;
        for it in &message.hidden {
            let words = beginning(&it.words);
            let raw_offset = it.place.map_or(field.raw_offset, |place| place.offset);
            let field = Field { name: "hidden", raw_offset, words: Some(&words), ..field };
            self.tell(&it.identifiers(self.region), field)?;
        }
        Ok(())
    }

    /// Reads a file as one text, in parts of so many bytes that end with a line.
    fn text(&mut self, source: &mut impl Read, part: usize) -> io::Result<()> {
        let (mut held, mut place) = (vec![], 0);
        loop {
            Read::by_ref(source).take((part - held.len()) as u64).read_to_end(&mut held)?;
            let last = held.len() < part;
            let cut = if last { held.len() } else { end_of_part(&held) };
            for chunk in held[..cut].utf8_chunks() {
                let field = Field { name: "text", before: place, ..Field::default() };
                let done = self.find(chunk.valid(), field);
                if self.written.flow(done).is_break() {
                    return Ok(()); // why, is told by whoever asked for it
                }
                place += (chunk.valid().len() + chunk.invalid().len()) as u64;
            }
            held.drain(..cut);
            if last {
                return Ok(());
            }
        }
    }
}

/// No more of words than is told with each identifier behind them.
fn beginning(words: &str) -> Cow<'_, str> {
    match words.char_indices().nth(MOST_WORDS) {
        Some((end, _)) => format!("{}…", &words[..end]).into(),
        None => words.into(),
    }
}

/// After the last line that is whole; where there is none, before the last character. Never 0.
fn end_of_part(bytes: &[u8]) -> usize {
    let line = bytes.iter().rposition(|it| *it == b'\n').map(|at| at + 1);
    let character = || bytes.iter().rposition(|it| it & 0xc0 != 0x80).filter(|at| *at > 0);
    line.or_else(character).unwrap_or(bytes.len())
}

impl<W: Write> Sink for Finder<W> {
    fn source(&mut self, source: &Source) -> ControlFlow<()> {
        self.from = source.format.code();
        self.written.flow(Ok(()))
    }

    fn message(&mut self, message: Message) -> ControlFlow<()> {
        let done = self.find_in(&message);
        self.messages += 1;
        self.written.flow(done)
    }

    fn warning(&mut self, _: Warning) -> ControlFlow<()> {
        ControlFlow::Continue(()) // `sanad chat parse` tells them
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;

    fn found_in(text: &[u8], part: usize) -> Vec<Value> {
        let mut out = vec![];
        let mut rows = Rows { out: &mut out, json: true, told: 0 };
        rows.begin().unwrap();
        let (written, region) = (Written::default(), Region::default());
        let mut finder = Finder { rows, written, region, from: "text", messages: 0, senders: HashSet::new() };
        finder.text(&mut &text[..], part).unwrap();
        assert!(finder.written.0.is_none());
        finder.rows.end().unwrap();
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn a_long_text_is_read_in_parts_and_places_stay_right() {
        let (named, other) = ("write to somebody@example.org now\n", "ناوی کەس لێرە نییە\n");
        let text = [named, &other.repeat(5), named, &other.repeat(9), named].concat();
        for part in [90, 100, 101, 5000] {
            let found = found_in(text.as_bytes(), part);
            let mails: Vec<_> = found.iter().filter(|it| it["kind"] == "email").collect();
            assert_eq!(mails.len(), 3, "parts of {part}");
            for it in mails {
                let [start, end] = ["start", "end"].map(|key| it[key].as_u64().unwrap() as usize);
                assert_eq!(&text[start..end], "somebody@example.org", "parts of {part}");
            }
        }
    }

    #[test]
    fn parts_end_with_a_line_or_with_a_character() {
        assert_eq!(end_of_part(b"one\ntwo\nthr"), 8);
        assert_eq!(end_of_part("abcێ".as_bytes()), 3);
        assert_eq!(end_of_part(b"\n"), 1);
        assert_eq!(end_of_part(&[0x80; 5]), 5);
        assert_eq!(end_of_part(&[0xdb, 0x8e]), 2);
    }

    #[test]
    fn a_region_is_asked_for_by_its_codes() {
        let region_of = |codes: &[&str]| region(&codes.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>());
        assert_eq!(region_of(&[]).unwrap().country(), "IQ");
        assert_eq!(region_of(&["JO", "IQ"]).unwrap().country(), "JO");
        assert_eq!(region_of(&["JO", "nowhere"]).unwrap_err().code, "usage");
    }
}
