//! The bytes of an entry, counted as they come out: the sizes that a zip claims are never believed.

use std::cell::Cell;
use std::io::{self, Read, Seek};

use zip::read::{OwnedZipFileEntry, ZipFile};
use zip::result::ZipError;
use zip::{CompressionMethod, ZipReadOptions};

use crate::source::{Limits, ReadError};

/// Bytes of an entry that are read to see what it is.
const HEAD: u64 = 1 << 16;
/// Bytes of an unpacked entry below which its ratio does not matter.
const SMALL: u64 = 1 << 20;
/// Bytes that are unpacked of all entries before the ratio of the whole zip matters.
const ALLOWANCE: u64 = 16 << 20;

/// An entry that may be a chat.
pub(super) struct Entry {
    pub(super) path: String,
    entry: OwnedZipFileEntry,
    /// Bytes that came out of it so far. A chat is gone through more than once; that counts once.
    seen: Cell<u64>,
}

/// What may be unpacked of one zip.
pub(super) struct Budget {
    /// Bytes of the zip itself: no entry can have more, whatever it claims.
    zip: u64,
    /// Bytes that all entries may have together.
    most: u64,
    spent: Cell<u64>,
}

impl Budget {
    /// Of a zip of so many bytes.
    pub(super) fn of(zip: u64, limits: &Limits) -> Self {
        Self { zip, most: zip.saturating_mul(limits.ratio).max(ALLOWANCE), spent: Cell::new(0) }
    }
}

impl Entry {
    pub(super) const fn new(path: String, entry: OwnedZipFileEntry) -> Self {
        Self { path, entry, seen: Cell::new(0) }
    }

    /// The bytes that it claims to have.
    pub(super) fn size(&self) -> u64 {
        self.entry.size()
    }

    /// Begins at its first byte.
    pub(super) fn open<'a, R: Read + Seek>(
        &'a self,
        source: &'a mut R,
        budget: &'a Budget,
        limits: &Limits,
    ) -> Result<Metered<'a, ZipFile<'a, R>>, ReadError> {
        if self.entry.encrypted() {
            return Err(ReadError::Zip("it is encrypted"));
        }
        if ![CompressionMethod::STORE, CompressionMethod::DEFLATE].contains(&self.entry.compression()) {
            return Err(ReadError::Zip("it is compressed in a way that is not read"));
        }
        let inner = self.entry.as_ref().with_reader(source, ZipReadOptions::new()).map_err(refused)?;
        let packed = self.entry.compressed_size().min(budget.zip);
        let by_ratio = packed.saturating_mul(limits.ratio).max(SMALL);
        Ok(Metered { inner, count: 0, text: limits.text, by_ratio, seen: &self.seen, budget })
    }

    /// Its first bytes.
    pub(super) fn head<R: Read + Seek>(
        &self,
        source: &mut R,
        budget: &Budget,
        limits: &Limits,
    ) -> Result<Vec<u8>, ReadError> {
        let mut head = Vec::new();
        self.open(source, budget, limits)?
            .take(HEAD)
            .read_to_end(&mut head)
            .map_err(|error| explain(error.into()))?;
        Ok(head)
    }
}

/// Counts what comes out of an entry, and stops at the limits.
pub(super) struct Metered<'a, R> {
    inner: R,
    count: u64,
    /// The most bytes that a text may have.
    text: u64,
    /// The most that its packed bytes account for.
    by_ratio: u64,
    /// The most that came out of this entry so far.
    seen: &'a Cell<u64>,
    budget: &'a Budget,
}

impl<R: Read> Read for Metered<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.inner.read(buffer).map_err(damaged)?;
        self.count += count as u64;
        let more = self.count.saturating_sub(self.seen.get());
        self.seen.set(self.seen.get() + more);
        self.budget.spent.set(self.budget.spent.get().saturating_add(more));
        for (limit, most) in [("text", self.text), ("ratio", self.by_ratio)] {
            if self.count > most {
                return Err(io::Error::other(Stop::TooLarge { limit, offset: most }));
            }
        }
        if self.budget.spent.get() > self.budget.most {
            return Err(io::Error::other(Stop::TooLarge { limit: "ratio", offset: self.count }));
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

/// What the zip reader says, in the words of a reader of chats.
pub(super) fn refused(error: ZipError) -> ReadError {
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
