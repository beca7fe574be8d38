//! Files: each sealed to a key of its own, padded, and proven to be what was attached (protocol §6,
//! docs/formats/blob.md).
//!
//! The envelope of an entry holds the key and the hash of the plain file ([`sanad_domain::case::Attachment`]),
//! its header the hash of the sealed bytes ([`BlobRef`]). Both are checked when a file is opened.

use rand_core::CryptoRng;
use sanad_age::{Opener, Sealer};
use sanad_domain::{BlobId, case::Attachment};
use sha2::{Digest as _, Sha256};
use zeroize::Zeroizing;

use super::{Hash, Refused, entry::BlobRef, epoch::EpochSeed};
use crate::hazmat::padding;

/// Longest file before sealing, in bytes: 200 MB.
pub const MAX_PLAIN: u64 = 200 * 1024 * 1024;
/// Bytes in each part in which a sealed file travels and is stored, but for the last.
pub const PART: u64 = 5 * 1024 * 1024;
/// Zeros are made in pieces of this size.
const ZEROS: [u8; 4096] = [0; 4096];

/// What a file needs to be opened again, before it has a name.
#[derive(Debug, Clone)]
pub struct SealedFile {
    /// For the entry's header.
    pub sealed: BlobRef,
    seed: EpochSeed,
    plain_len: u64,
    plain_sha256: Hash,
}

impl SealedFile {
    /// For the entry's envelope. `name` and `media_type` are what the sender's device says.
    pub fn attachment(&self, name: &str, media_type: &str) -> Attachment {
        Attachment {
            id: self.sealed.id,
            seed: *self.seed.bytes(),
            plain_len: self.plain_len,
            plain_sha256: self.plain_sha256,
            name: name.into(),
            media_type: media_type.into(),
        }
    }
}

/// Seals one file as a stream. Memory: one chunk.
pub struct FileSealer {
    id: BlobId,
    seed: EpochSeed,
    sealer: Sealer,
    plain: Sha256,
    plain_len: u64,
    pushed: u64,
    sealed: Sha256,
    sealed_len: u64,
    head_sha256: Hash,
    ready: Vec<u8>,
}

impl std::fmt::Debug for FileSealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileSealer({}, {} of {})", self.id, self.pushed, self.plain_len)
    }
}

impl FileSealer {
    /// Begins a file of exactly `plain_len` bytes. The key, the id and the nonce are always new: a file that
    /// broke off begins again under another id.
    pub fn start(plain_len: u64, rng: &mut impl CryptoRng) -> Result<Self, Refused> {
        if plain_len > MAX_PLAIN {
            return Err(Refused::Unacceptable);
        }
        let seed = EpochSeed::generate(rng);
        let mut id = [0; 16];
        rng.fill_bytes(&mut id);
        let (sealer, head) =
            Sealer::start(&[seed.recipient().into()], rng).map_err(|_| Refused::Unacceptable)?;
        let mut it = Self {
            id: BlobId(id),
            seed,
            sealer,
            plain: Sha256::new(),
            plain_len,
            pushed: 0,
            sealed: Sha256::new(),
            sealed_len: head.len() as u64 + sanad_age::sealed_len(padded(plain_len)) - NONCE,
            head_sha256: super::sha256(&head),
            ready: head,
        };
        it.sealed.update(&it.ready);
        Ok(it)
    }

    /// Its id.
    pub fn id(&self) -> BlobId {
        self.id
    }

    /// Length of the whole sealed file, known from the start.
    pub fn sealed_len(&self) -> u64 {
        self.sealed_len
    }

    /// Takes more of the file and gives what is sealed so far: of any length, also none.
    pub fn push(&mut self, plain: &[u8]) -> Result<Vec<u8>, Refused> {
        self.pushed += plain.len() as u64;
        if self.pushed > self.plain_len {
            return Err(Refused::Malformed);
        }
        self.plain.update(plain);
        self.add(plain)?;
        Ok(std::mem::take(&mut self.ready))
    }

    /// Pads, seals the end and gives it with what opens the file again. Refused where fewer bytes came than
    /// were announced.
    pub fn finish(mut self) -> Result<(Vec<u8>, SealedFile), Refused> {
        if self.pushed != self.plain_len {
            return Err(Refused::Malformed);
        }
        let mut zeros = padded(self.plain_len) - self.plain_len;
        while zeros > 0 {
            let now = zeros.min(ZEROS.len() as u64);
            self.add(&ZEROS[..now as usize])?;
            zeros -= now;
        }
        let mut rest = std::mem::take(&mut self.ready);
        let before = rest.len();
        self.sealer.finish(&mut rest).map_err(|_| Refused::Malformed)?;
        self.sealed.update(&rest[before..]);
        let sealed = BlobRef {
            id: self.id,
            sha256: self.sealed.finalize().into(),
            len: self.sealed_len,
            head_sha256: self.head_sha256,
        };
        let plain_sha256 = self.plain.finalize().into();
        Ok((rest, SealedFile { sealed, seed: self.seed, plain_len: self.plain_len, plain_sha256 }))
    }

    fn add(&mut self, plain: &[u8]) -> Result<(), Refused> {
        let before = self.ready.len();
        self.sealer.push(plain, &mut self.ready).map_err(|_| Refused::Malformed)?;
        self.sealed.update(&self.ready[before..]);
        Ok(())
    }
}

/// The age nonce stands in the head that `Sealer::start` gives, and in `sanad_age::sealed_len` as well.
const NONCE: u64 = 16;

/// Opens one file as a stream. What `push` gives is authenticated; whether the whole is what was attached is
/// known when `finish` returns `Ok`.
pub struct FileOpener {
    opener: Opener,
    expected: BlobRef,
    sealed: Sha256,
    sealed_len: u64,
    plain: Sha256,
    plain_sha256: Hash,
    left: u64,
}

impl std::fmt::Debug for FileOpener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "FileOpener({}, {} left)", self.expected.id, self.left)
    }
}

impl FileOpener {
    /// Begins. Envelope and header must speak of the same file.
    pub fn start(attachment: &Attachment, sealed: &BlobRef) -> Result<Self, Refused> {
        // The length is a stranger's word: it is bounded before anything is computed with it.
        let acceptable = attachment.id == sealed.id && attachment.plain_len <= MAX_PLAIN;
        if !acceptable || sealed.len < padded(attachment.plain_len) {
            return Err(Refused::Swapped);
        }
        let seed = EpochSeed::from_bytes(attachment.seed);
        Ok(Self {
            opener: Opener::new(vec![seed.identity().into()]),
            expected: sealed.clone(),
            sealed: Sha256::new(),
            sealed_len: 0,
            plain: Sha256::new(),
            plain_sha256: attachment.plain_sha256,
            left: attachment.plain_len,
        })
    }

    /// Takes more sealed bytes and gives what is opened; the padding is checked and dropped.
    pub fn push(&mut self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, Refused> {
        self.sealed.update(sealed);
        self.sealed_len += sealed.len() as u64;
        if self.sealed_len > self.expected.len {
            return Err(Refused::Swapped);
        }
        let mut out = Zeroizing::new(vec![]);
        self.opener.push(sealed, &mut out).map_err(|_| Refused::Unopenable)?;
        self.take(out)
    }

    /// Opens the end. Refused: cut off, longer, or not the bytes that header and envelope name.
    pub fn finish(mut self) -> Result<Zeroizing<Vec<u8>>, Refused> {
        let mut out = Zeroizing::new(vec![]);
        let opener = std::mem::replace(&mut self.opener, Opener::new(vec![]));
        opener.finish(&mut out).map_err(|_| Refused::Unopenable)?;
        let out = self.take(out)?;
        let whole = self.left == 0
            && self.sealed_len == self.expected.len
            && Hash::from(self.sealed.finalize()) == self.expected.sha256
            && Hash::from(self.plain.finalize()) == self.plain_sha256;
        if whole { Ok(out) } else { Err(Refused::Swapped) }
    }

    fn take(&mut self, mut opened: Zeroizing<Vec<u8>>) -> Result<Zeroizing<Vec<u8>>, Refused> {
        let content = usize::try_from(self.left).unwrap_or(usize::MAX).min(opened.len());
        if opened[content..].iter().any(|byte| *byte != 0) {
            return Err(Refused::Malformed);
        }
        opened.truncate(content);
        self.left -= content as u64;
        self.plain.update(&opened);
        Ok(opened)
    }
}

/// Length of the padded file: Padmé with the floor of envelopes.
fn padded(plain_len: u64) -> u64 {
    // Files are far below what a 32-bit browser can count.
    padding::padme(usize::try_from(plain_len).unwrap_or(usize::MAX >> 1)) as u64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;

    fn sealed(plain: &[u8], piece: usize) -> (Vec<u8>, SealedFile) {
        let mut rng = ChaCha20Rng::from_seed([5; 32]);
        let mut sealer = FileSealer::start(plain.len() as u64, &mut rng).unwrap();
        let announced = sealer.sealed_len();
        let mut out = vec![];
        plain.chunks(piece).for_each(|it| out.extend(sealer.push(it).unwrap()));
        let (rest, file) = sealer.finish().unwrap();
        out.extend(rest);
        assert_eq!(out.len() as u64, announced);
        (out, file)
    }

    fn opened(sealed: &[u8], piece: usize, file: &SealedFile) -> Result<Vec<u8>, Refused> {
        let mut opener = FileOpener::start(&file.attachment("name", "image/png"), &file.sealed)?;
        let mut out = vec![];
        for it in sealed.chunks(piece) {
            out.extend_from_slice(&opener.push(it)?);
        }
        out.extend_from_slice(&opener.finish()?);
        Ok(out)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn a_file_in_pieces_comes_back_whole(len in 0usize..300_000, cut_in in 1usize..90_000, cut_out in 1usize..90_000) {
            let plain: Vec<u8> = (0..len).map(|it| (it * 7) as u8).collect();
            let (bytes, file) = sealed(&plain, cut_in);
            prop_assert_eq!(super::super::sha256(&bytes), file.sealed.sha256);
            prop_assert!(opened(&bytes, cut_out, &file).unwrap() == plain);
        }
    }

    #[test]
    fn another_file_is_refused() {
        let (bytes, file) = sealed(&[1; 70_000], 1000);
        let (others, other) = sealed(&[2; 70_000], 1000);
        assert!(opened(&bytes[..bytes.len() - 1], 999, &file).is_err());
        assert!(opened(&[&bytes[..], &[0]].concat(), 999, &file).is_err());
        assert!(opened(&others, 999, &file).is_err());
        let mut swapped = file.clone();
        swapped.sealed = BlobRef { id: BlobId([9; 16]), ..other.sealed };
        swapped.sealed.sha256 = file.sealed.sha256;
        let attached = file.attachment("a", "b");
        assert_eq!(FileOpener::start(&attached, &swapped.sealed).unwrap_err(), Refused::Swapped);
        for at in (0..bytes.len()).step_by(1009) {
            let mut changed = bytes.clone();
            changed[at] ^= 1;
            assert!(opened(&changed, 5000, &file).is_err(), "byte {at}");
        }
        for plain_len in [MAX_PLAIN, MAX_PLAIN + 1, u64::MAX] {
            let huge = Attachment { plain_len, ..attached.clone() };
            assert_eq!(FileOpener::start(&huge, &file.sealed).unwrap_err(), Refused::Swapped);
        }
        let mut longer = attached.clone();
        longer.plain_len += 1;
        let mut opener = FileOpener::start(&longer, &file.sealed).unwrap();
        assert!(bytes.chunks(999).all(|it| opener.push(it).is_ok()));
        assert_eq!(opener.finish().unwrap_err(), Refused::Swapped);
    }

    #[test]
    fn lengths_are_kept_to() {
        let mut rng = ChaCha20Rng::from_seed([5; 32]);
        assert!(FileSealer::start(MAX_PLAIN + 1, &mut rng).is_err());
        let mut sealer = FileSealer::start(3, &mut rng).unwrap();
        assert_eq!(sealer.push(b"four").unwrap_err(), Refused::Malformed);
        let sealer = FileSealer::start(3, &mut rng).unwrap();
        assert_eq!(sealer.finish().unwrap_err(), Refused::Malformed);
        // A short file does not tell its length.
        assert_eq!(sealed(b"yes", 10).0.len(), sealed(&[7; 2000], 10).0.len());
    }
}
