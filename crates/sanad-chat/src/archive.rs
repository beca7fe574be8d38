//! A chat in a zip: which of its entries are chats, and how to read them without being flooded.
//!
//! Nothing is unpacked to a disk, and no entry but the chats is unpacked at all. Sizes that a zip claims are never
//! believed: bytes are counted as they come. Its list of entries is read one by one, so that a zip that claims a million
//! of them is refused before they take memory, and so that two entries of one name are seen as two.

use std::io::{self, Read, Seek};

use zip::read::{Config, OwnedZipFileEntry, ZipFile};
use zip::result::ZipError;
use zip::unstable::read::ZipIterable;
use zip::{CompressionMethod, ZipReadOptions};

use crate::message::{Found, Warning, WarningCode};
use crate::source::{Limits, ReadError, Sink, Text, go_on};

/// Bytes of an entry that are read to see what it is.
const HEAD: u64 = 1 << 16;
/// Bytes of an unpacked entry below which its ratio does not matter.
const SMALL: u64 = 1 << 20;
/// Bytes of the longest path that is looked at.
const LONGEST: usize = 1_024;

/// Bytes of the list for each entry that is allowed: names, comments and extras could be 192 KiB each.
const LISTED: u64 = 1_024;

/// Whether a file that begins so is a zip: an entry, or the end of an empty one.
pub(crate) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// A zip whose entries were listed.
pub(crate) struct Archive<R> {
    source: R,
    chats: Vec<Entry>,
    /// Every other file, in the order of the list.
    files: Vec<Found>,
}

struct Entry {
    path: String,
    entry: OwnedZipFileEntry,
}

impl<R: Read + Seek> Archive<R> {
    /// Lists the entries and chooses those that are chats. `is_chat` is asked with the first bytes of an entry.
    pub(crate) fn open(
        mut source: R,
        limits: &Limits,
        sink: &mut dyn Sink,
        is_chat: impl Fn(&[u8]) -> bool,
    ) -> Result<Self, ReadError> {
        let (texts, files) = list(&mut source, limits, sink)?;
        let mut first = None;
        let chosen: Vec<bool> = match kind_of_chat(&texts) {
            Some(named) => texts.iter().map(|text| named(base(&text.path))).collect(),
            None => {
                let mut chosen = Vec::with_capacity(texts.len());
                for text in &texts {
                    let head = head(&mut source, &text.entry, limits);
                    chosen.push(head.as_ref().is_ok_and(|head| is_chat(head)));
                    first = first.or(head.err());
                }
                // The chat of a phone comes with documents, and a document is no chat: text goes before JSON.
                let is_text = |text: &Entry| has_ending(&text.path, ".txt");
                if texts.iter().zip(&chosen).any(|(text, chosen)| *chosen && is_text(text)) {
                    for (text, chosen) in texts.iter().zip(&mut chosen) {
                        *chosen &= is_text(text);
                    }
                }
                chosen
            }
        };
        if !chosen.contains(&true) {
            return Err(first.unwrap_or(ReadError::NoChat));
        }
        let mut archive = Self { source, chats: Vec::new(), files };
        for (text, chosen) in texts.into_iter().zip(chosen) {
            if chosen {
                archive.chats.push(text);
            } else {
                archive.files.push(Found { path: text.path, size: text.entry.size() });
            }
        }
        Ok(archive)
    }

    /// How many chats there are.
    pub(crate) fn chats(&self) -> usize {
        self.chats.len()
    }

    /// The chat of a number below [`Self::chats`].
    pub(crate) fn chat<'a>(&'a mut self, index: usize, limits: &'a Limits) -> Chat<'a, R> {
        let Entry { path, entry } = &self.chats[index];
        // What lies beside the chat or below it came with it; in a zip of several exports each has its own folder.
        let folder = &path[..path.len() - base(path).len()];
        let files = self.files.iter().filter(|file| file.path.starts_with(folder)).cloned().collect();
        Chat { source: &mut self.source, entry, path, files, limits }
    }
}

/// A chat in a zip.
pub(crate) struct Chat<'a, R> {
    source: &'a mut R,
    entry: &'a OwnedZipFileEntry,
    path: &'a str,
    files: Vec<Found>,
    limits: &'a Limits,
}

impl<R: Read + Seek> Text for Chat<'_, R> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
        Ok(Box::new(unpack(self.source, self.entry, self.limits)?))
    }

    fn files(&self) -> &[Found] {
        &self.files
    }

    fn path(&self) -> Option<&str> {
        Some(self.path)
    }
}

/// The entries that may be chats, and all other files.
fn list<R: Read + Seek>(
    source: &mut R,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(Vec<Entry>, Vec<Found>), ReadError> {
    let mut zip = ZipIterable::try_new(source, Config::default()).map_err(refused)?;
    let too_many = zip.len() > limits.entries;
    let room = (limits.entries as u64).saturating_mul(LISTED);
    let mut start = None;
    let (mut texts, mut files) = (Vec::new(), Vec::new());
    for entry in zip.files().map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let offset = entry.central_header_start();
        if too_many || offset.saturating_sub(*start.get_or_insert(offset)) > room {
            return Err(ReadError::TooLarge { limit: "entries", offset });
        }
        let path = entry.name().map_err(refused)?.into_owned();
        if leads_out(&path) || entry.is_symlink() {
            go_on(sink.warning(Warning {
                code: WarningCode::PathRefused,
                offset: Some(offset),
                detail: path.chars().take(120).collect(),
            }))?;
            continue;
        }
        // What macOS adds to zips: folders, and a shadow of each file.
        if entry.is_dir() || path.starts_with("__MACOSX/") {
            continue;
        }
        if [".txt", ".json", ".jsonl"].iter().any(|ending| has_ending(&path, ending)) {
            texts.push(Entry { path, entry: entry.into() });
        } else {
            files.push(Found { path, size: entry.size() });
        }
    }
    Ok((texts, files))
}

/// The names by which phones tell the chat from its files; none where no entry has such a name.
fn kind_of_chat(texts: &[Entry]) -> Option<fn(&str) -> bool> {
    const NAMES: [fn(&str) -> bool; 2] =
        [|name| name == "_chat.txt", |name| name.contains("WhatsApp") && has_ending(name, ".txt")];
    NAMES.into_iter().find(|named| texts.iter().any(|text| named(base(&text.path))))
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn has_ending(path: &str, ending: &str) -> bool {
    let from = path.len().saturating_sub(ending.len());
    path.as_bytes()[from..].eq_ignore_ascii_case(ending.as_bytes())
}

/// Whether a path is none that lies within a zip, on any system.
fn leads_out(path: &str) -> bool {
    path.is_empty()
        || path.len() > LONGEST
        || path.contains(['\\', '\0'])
        || path.starts_with('/')
        || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
        || path.split('/').any(|part| part == ".." || part == ".")
}

fn head<R: Read + Seek>(
    source: &mut R,
    entry: &OwnedZipFileEntry,
    limits: &Limits,
) -> Result<Vec<u8>, ReadError> {
    let mut head = Vec::new();
    unpack(source, entry, limits)?
        .take(HEAD)
        .read_to_end(&mut head)
        .map_err(|error| explain(error.into()))?;
    Ok(head)
}

fn unpack<'a, R: Read + Seek>(
    source: &'a mut R,
    entry: &'a OwnedZipFileEntry,
    limits: &Limits,
) -> Result<Metered<ZipFile<'a, R>>, ReadError> {
    if entry.encrypted() {
        return Err(ReadError::Zip("it is encrypted"));
    }
    if ![CompressionMethod::STORE, CompressionMethod::DEFLATE].contains(&entry.compression()) {
        return Err(ReadError::Zip("it is compressed in a way that is not read"));
    }
    let inner = entry.as_ref().with_reader(source, ZipReadOptions::new()).map_err(refused)?;
    let by_ratio = entry.compressed_size().saturating_mul(limits.ratio).max(SMALL);
    Ok(Metered { inner, count: 0, text: limits.text, by_ratio })
}

/// Counts what comes out of an entry, and stops at the limits.
struct Metered<R> {
    inner: R,
    count: u64,
    /// The most bytes that a text may have.
    text: u64,
    /// The most that its packed bytes account for.
    by_ratio: u64,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer).map_err(damaged)?;
        self.count += count as u64;
        for (limit, most) in [("text", self.text), ("ratio", self.by_ratio)] {
            if self.count > most {
                return Err(io::Error::other(Stop::TooLarge { limit, offset: most }));
            }
        }
        Ok(count)
    }
}

/// What a reader says through `io::Error`, which is all that `Read` can say.
#[derive(Debug, Clone, Copy, thiserror::Error)]
enum Stop {
    #[error("the entry is larger than {limit} allows, at byte {offset}")]
    TooLarge { limit: &'static str, offset: u64 },
    #[error("the entry is damaged")]
    Damaged,
}

/// What the zip reader finds wrong is the zip's fault; all other errors are those of the disk.
fn damaged(error: io::Error) -> io::Error {
    match error.kind() {
        io::ErrorKind::InvalidData
        | io::ErrorKind::InvalidInput
        | io::ErrorKind::UnexpectedEof
        | io::ErrorKind::Other => io::Error::other(Stop::Damaged),
        _ => error,
    }
}

/// Says again what a reader of an entry said through `io::Error`.
pub(crate) fn explain(error: ReadError) -> ReadError {
    match error {
        ReadError::Io(error) => {
            match error.get_ref().and_then(|inner| inner.downcast_ref::<Stop>()).copied() {
                Some(Stop::TooLarge { limit, offset }) => ReadError::TooLarge { limit, offset },
                Some(Stop::Damaged) => ReadError::Zip("an entry is damaged"),
                None => ReadError::Io(error),
            }
        }
        other => other,
    }
}

fn refused(error: ZipError) -> ReadError {
    match error {
        ZipError::Io(error) if error.kind() != io::ErrorKind::UnexpectedEof => ReadError::Io(error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) | ZipError::InvalidPassword => {
            ReadError::Zip("it is encrypted")
        }
        ZipError::UnsupportedArchive(_) => ReadError::Zip("it is of a kind that is not read"),
        ZipError::CompressionMethodNotSupported(_) => {
            ReadError::Zip("it is compressed in a way that is not read")
        }
        _ => ReadError::Zip("it is damaged"),
    }
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Write as _};
    use std::ops::ControlFlow;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::message::Message;
    use crate::read::read_file;
    use crate::source::Source;

    #[derive(Debug, Default)]
    struct Kept {
        sources: Vec<Source>,
        messages: Vec<Message>,
        warnings: Vec<(WarningCode, String)>,
    }

    impl Sink for Kept {
        fn source(&mut self, source: &Source) -> ControlFlow<()> {
            self.sources.push(source.clone());
            ControlFlow::Continue(())
        }

        fn message(&mut self, message: Message) -> ControlFlow<()> {
            self.messages.push(message);
            ControlFlow::Continue(())
        }

        fn warning(&mut self, warning: Warning) -> ControlFlow<()> {
            self.warnings.push((warning.code, warning.detail));
            ControlFlow::Continue(())
        }
    }

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

    fn read(bytes: &[u8], limits: &Limits) -> (Kept, Result<(), ReadError>) {
        let mut kept = Kept::default();
        let result = read_file(Cursor::new(bytes), limits, &mut kept);
        (kept, result)
    }

    #[test]
    fn a_chat_is_read_with_its_files() {
        let bytes =
            zip(&[("_chat.txt", CHAT.as_bytes()), ("one.jpg", &b"1234"[..]), ("two.txt", &b"two"[..])]);
        let (kept, result) = read(&bytes, &Limits::default());
        result.unwrap();
        assert_eq!(kept.sources[0].path.as_deref(), Some("_chat.txt"));
        assert_eq!(kept.messages.len(), 3);
        let found = kept.messages[1].attachments[0].found.clone();
        assert_eq!(found, Some(Found { path: "one.jpg".to_owned(), size: 4 }));
        assert_eq!(
            kept.warnings,
            [
                (WarningCode::AttachmentMissing, "gone.jpg".to_owned()),
                (WarningCode::AttachmentUnnamed, "two.txt".to_owned())
            ]
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
        let refused: Vec<_> = kept.warnings.iter().map(|(code, path)| (*code, path.as_str())).collect();
        assert_eq!(refused, paths.map(|path| (WarningCode::PathRefused, path)));
        for path in ["a/b.txt", "..a/b..txt", "1:b", "...", "علي.txt"] {
            assert!(!leads_out(path), "{path}");
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
        assert!(
            matches!(result, Err(ReadError::TooLarge { limit: "text", offset: 0x20_0000 })),
            "{result:?}"
        );
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
}
