//! A plain tar inside an age file, written and read as a stream. Memory: one chunk and one piece.

use std::{
    fs::File,
    io::{self, BufWriter, Read, Write as _},
};

use rand_core::CryptoRng;
use sanad_age::{HybridIdentity, HybridRecipient, Opener, Sealer};
use tar::{EntryType, Header};

/// Length of a tar block in bytes (POSIX.1-1988, ustar).
const BLOCK: u64 = 512;
/// Bytes that are read of the sealed file at once.
const PIECE: usize = 128 << 10;
/// Sealed bytes that are gathered before they are written.
const GATHER: usize = 256 << 10;

/// An archive that is being written.
pub(crate) struct Archive {
    sealer: Sealer,
    file: BufWriter<File>,
    sealed: Vec<u8>,
    at: u64,
    /// Bytes that the file under way still needs.
    open: u64,
    padding: usize,
}

impl Archive {
    /// Begins an archive in an empty file, sealed to `recipient`; `at` is the time of all files in it.
    pub(crate) fn start(
        file: File,
        recipient: HybridRecipient,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> io::Result<Self> {
        let (sealer, sealed) = Sealer::start(&[recipient.into()], rng).map_err(io::Error::other)?;
        Ok(Self { sealer, file: BufWriter::new(file), sealed, at, open: 0, padding: 0 })
    }

    /// Begins a file of exactly `len` bytes.
    pub(crate) fn begin(&mut self, name: &str, len: u64) -> io::Result<()> {
        let mut header = Header::new_ustar();
        header.set_path(name)?;
        header.set_entry_type(EntryType::Regular);
        header.set_mode(0o600);
        header.set_uid(0);
        header.set_gid(0);
        header.set_mtime(self.at);
        header.set_size(len);
        header.set_cksum();
        self.seal(header.as_bytes())?;
        self.open = len;
        // Less than a block.
        self.padding = (len.next_multiple_of(BLOCK) - len) as usize;
        Ok(())
    }

    /// More of the file under way.
    pub(crate) fn write(&mut self, bytes: &[u8]) -> io::Result<()> {
        let left = self.open.checked_sub(bytes.len() as u64);
        self.open = left.ok_or_else(|| io::Error::other("a file grew while it was written"))?;
        self.seal(bytes)
    }

    /// Ends the file under way.
    pub(crate) fn end(&mut self) -> io::Result<()> {
        if self.open != 0 {
            return Err(io::Error::other("a file shrank while it was written"));
        }
        let padding = std::mem::take(&mut self.padding);
        self.seal(&[0; BLOCK as usize][..padding])
    }

    /// A whole file.
    pub(crate) fn put(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        self.begin(name, bytes.len() as u64)?;
        self.write(bytes)?;
        self.end()
    }

    /// Ends the archive and flushes it to the disk.
    pub(crate) fn finish(mut self) -> io::Result<()> {
        self.seal(&[0; 2 * BLOCK as usize])?;
        self.sealer.finish(&mut self.sealed).map_err(io::Error::other)?;
        self.file.write_all(&self.sealed)?;
        self.file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()
    }

    fn seal(&mut self, plain: &[u8]) -> io::Result<()> {
        self.sealer.push(plain, &mut self.sealed).map_err(io::Error::other)?;
        if self.sealed.len() >= GATHER {
            self.file.write_all(&self.sealed)?;
            self.sealed.clear();
        }
        Ok(())
    }
}

/// The plain bytes of a sealed file. Nothing is given out that was not authenticated; that the file is whole
/// is known only at its end.
pub(crate) struct Opened {
    file: File,
    opener: Option<Opener>,
    plain: Vec<u8>,
    at: usize,
    piece: Vec<u8>,
}

impl Opened {
    /// Opens the header, so that the wrong key is told before anything else.
    pub(crate) fn start(file: File, identity: HybridIdentity) -> io::Result<Self> {
        let opener = Some(Opener::new(vec![identity.into()]));
        let mut opened = Self { file, opener, plain: vec![], at: 0, piece: vec![0; PIECE] };
        opened.fill()?;
        Ok(opened)
    }

    /// Reads on until there is something to give out, or the end.
    fn fill(&mut self) -> io::Result<()> {
        while self.at == self.plain.len() && self.opener.is_some() {
            // Before the opener is taken: a read that was interrupted is tried again.
            let read = self.file.read(&mut self.piece)?;
            let Some(mut opener) = self.opener.take() else { return Ok(()) };
            self.plain.clear();
            self.at = 0;
            if read == 0 {
                opener.finish(&mut self.plain).map_err(io::Error::other)?;
            } else {
                opener.push(&self.piece[..read], &mut self.plain).map_err(io::Error::other)?;
                self.opener = Some(opener);
            }
        }
        Ok(())
    }
}

impl Read for Opened {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.fill()?;
        let ready = &self.plain[self.at..];
        let len = ready.len().min(into.len());
        into[..len].copy_from_slice(&ready[..len]);
        self.at += len;
        Ok(len)
    }
}

/// Whether opening failed because the file is sealed to other keys.
pub(crate) fn is_for_others(error: &io::Error) -> bool {
    let cause = error.get_ref().and_then(|it| it.downcast_ref::<sanad_age::Error>());
    cause == Some(&sanad_age::Error::NoMatch)
}
