//! The payload: chunks of 64 KiB, each sealed with ChaCha20-Poly1305 (C2SP age, "Payload"; STREAM of
//! Hoang, Reyhanitabar, Rogaway and Vizár 2015).

use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, Nonce, aead::AeadInOut as _};

use crate::{Error, header, keys::FileKey, recipient::Identity, recipient::unwrap_any};

/// Plaintext bytes in a full chunk.
pub const CHUNK: usize = 64 * 1024;
/// Bytes that sealing adds to each chunk.
pub const TAG: usize = 16;
pub(crate) const NONCE: usize = 16;
pub(crate) const SEALED_CHUNK: usize = CHUNK + TAG;

/// Bytes that a payload of `plain` bytes takes after its header (nonce included).
pub fn sealed_len(plain: u64) -> u64 {
    let chunks = plain.div_ceil(CHUNK as u64).max(1);
    NONCE as u64 + plain + chunks * TAG as u64
}

/// Seals or opens chunks at their place. The nonce is the chunk's number and a flag for the last.
#[derive(Clone)]
pub(crate) struct Chunks {
    cipher: ChaCha20Poly1305,
}

impl Chunks {
    pub(crate) fn new(key: &Key) -> Self {
        Self { cipher: ChaCha20Poly1305::new(key) }
    }

    fn nonce(index: u64, last: bool) -> Nonce {
        let mut nonce = [0; 12];
        nonce[3..11].copy_from_slice(&index.to_be_bytes());
        nonce[11] = last.into();
        nonce.into()
    }

    /// Seals in place; `buffer` grows by [`TAG`].
    pub(crate) fn seal(&self, index: u64, last: bool, buffer: &mut Vec<u8>) -> Result<(), Error> {
        self.cipher.encrypt_in_place(&Self::nonce(index, last), &[], buffer).map_err(|_| Error::Payload)
    }

    /// Opens in place; `buffer` shrinks by [`TAG`]. An empty last chunk is allowed only as the first.
    pub(crate) fn open(&self, index: u64, last: bool, buffer: &mut Vec<u8>) -> Result<(), Error> {
        self.cipher.decrypt_in_place(&Self::nonce(index, last), &[], buffer).map_err(|_| Error::Payload)?;
        if buffer.is_empty() && index > 0 { Err(Error::Payload) } else { Ok(()) }
    }
}

/// Random access into one large file: the header is opened once, chunks are then opened in any order.
///
/// The caller must open the last chunk ([`Payload::open_last`]) before it believes `len`, since only
/// its flag shows that nothing was cut off.
pub struct Payload {
    chunks: Chunks,
    /// Where the first chunk begins in the file, in bytes.
    start: u64,
}

impl Payload {
    /// Checks the header (its MAC included) at the beginning of `head` and derives the chunk key.
    pub fn open(identities: &[Identity], head: &[u8]) -> Result<Self, Error> {
        let header::Parsed::Done(header) = header::parse(head)? else { return Err(Error::Header) };
        let key = unwrap_any(identities, &header.stanzas)?;
        key.check_header_mac(&head[..header.covered], &header.mac)?;
        let nonce = head.get(header.len..header.len + NONCE).ok_or(Error::Header)?;
        let nonce: [u8; NONCE] = nonce.try_into().map_err(|_| Error::Header)?;
        Ok(Self { chunks: Chunks::new(&key.payload_key(&nonce)), start: (header.len + NONCE) as u64 })
    }

    /// Where chunk `index` stands in the sealed file: first byte and one past a full chunk's last.
    pub fn range(&self, index: u64) -> std::ops::Range<u64> {
        let start = self.start + index * SEALED_CHUNK as u64;
        start..start + SEALED_CHUNK as u64
    }

    /// Opens a chunk that is not the last; it must be full.
    pub fn open_chunk(&self, index: u64, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        if sealed.len() != SEALED_CHUNK {
            return Err(Error::Payload);
        }
        self.chunk(index, false, sealed)
    }

    /// Opens the last chunk.
    pub fn open_last(&self, index: u64, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        self.chunk(index, true, sealed)
    }

    fn chunk(&self, index: u64, last: bool, sealed: &[u8]) -> Result<Vec<u8>, Error> {
        let mut buffer = sealed.to_vec();
        self.chunks.open(index, last, &mut buffer)?;
        Ok(buffer)
    }
}

impl std::fmt::Debug for Payload {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Payload").field("start", &self.start).finish_non_exhaustive()
    }
}

/// Key of a new payload with its random nonce.
pub(crate) fn new_payload(key: &FileKey, nonce: &[u8; NONCE]) -> Chunks {
    Chunks::new(&key.payload_key(nonce))
}
