//! A file of fingerprints: 32 bytes each, first byte first as the hex prints, nothing between them.

use std::{
    fs::File,
    io::{BufReader, ErrorKind, Read},
    path::{Path, PathBuf},
};

use sanad_pdq::Pdq;

use crate::output::Failure;

const BYTES: usize = 32;
/// An index counts its entries in 32 bits.
const MOST: usize = u32::MAX as usize;

/// Reads one after the other. It ends where the file ends or something is wrong: ask [`Hashes::end`] which.
pub(super) struct Hashes {
    path: PathBuf,
    file: BufReader<File>,
    /// How many the file's length promises.
    promised: usize,
    read: usize,
    failed: Option<Failure>,
}

impl Hashes {
    pub(super) fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |error| Failure::io(&path.display().to_string(), &error);
        let file = File::open(path).map_err(failed)?;
        // A pipe has no length.
        let length = file.metadata().map_err(failed)?.len();
        let promised = usize::try_from(length / BYTES as u64).unwrap_or(MOST).min(MOST);
        let file = BufReader::with_capacity(1 << 16, file);
        Ok(Self { path: path.to_owned(), file, promised, read: 0, failed: None })
    }

    /// All of them.
    pub(super) fn all(path: &Path) -> Result<Vec<Pdq>, Failure> {
        let mut hashes = Self::open(path)?;
        let all = hashes.by_ref().collect();
        hashes.end()?;
        Ok(all)
    }

    /// Whether everything was read that is in the file.
    pub(super) fn end(self) -> Result<(), Failure> {
        self.failed.map_or(Ok(()), Err)
    }

    /// The next 32 bytes; none at the end.
    fn read_one(&mut self) -> Result<Option<[u8; BYTES]>, Failure> {
        let mut bytes = [0; BYTES];
        let mut filled = 0;
        while filled < BYTES {
            match self.file.read(&mut bytes[filled..]) {
                Ok(0) => break,
                Ok(more) => filled += more,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(Failure::io(&self.path.display().to_string(), &error)),
            }
        }
        match filled {
            0 => Ok(None),
            BYTES if self.read == MOST => {
                let message = format!("{}: more than {MOST} fingerprints", self.path.display());
                Err(Failure::new("too_many", message))
            }
            BYTES => Ok(Some(bytes)),
            _ => Err(self.torn(filled)),
        }
    }

    fn torn(&self, filled: usize) -> Failure {
        let message = format!(
            "{}: {filled} bytes are left after {} fingerprints of {BYTES} bytes; is it a file of raw ones?",
            self.path.display(),
            self.read
        );
        Failure::new("not_fingerprints", message)
    }
}

impl Iterator for Hashes {
    type Item = Pdq;

    fn next(&mut self) -> Option<Pdq> {
        if self.failed.is_some() {
            return None;
        }
        match self.read_one() {
            Ok(Some(bytes)) => {
                self.read += 1;
                Some(Pdq::from_bytes(bytes))
            }
            Ok(None) => None,
            Err(failure) => {
                self.failed = Some(failure);
                None
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        // Only a hint: the file may grow or shrink while it is read.
        (self.promised.saturating_sub(self.read), None)
    }
}
