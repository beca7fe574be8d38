//! Sealing and opening, whole or as a stream of pieces of any size.

use rand_core::CryptoRng;

use crate::{
    Error, Identity, Recipient,
    header::{self, Parsed},
    keys::FileKey,
    recipient::{unwrap_any, wrap_all},
    stream::{CHUNK, Chunks, NONCE, SEALED_CHUNK, new_payload},
};

/// Seals a whole message.
pub fn seal(recipients: &[Recipient], plain: &[u8], rng: &mut impl CryptoRng) -> Result<Vec<u8>, Error> {
    let (mut sealer, mut out) = Sealer::start(recipients, rng)?;
    sealer.push(plain, &mut out)?;
    sealer.finish(&mut out)?;
    Ok(out)
}

/// Opens a whole message with whichever identity matches.
pub fn open(identities: &[Identity], sealed: &[u8]) -> Result<Vec<u8>, Error> {
    let mut opener = Opener::new(identities.to_vec());
    let mut out = Vec::with_capacity(sealed.len());
    opener.push(sealed, &mut out)?;
    opener.finish(&mut out)?;
    Ok(out)
}

/// Seals a stream. Memory: one chunk (64 KiB).
///
/// [`Sealer::finish`] must be called: a file without its last chunk does not open.
pub struct Sealer {
    chunks: Chunks,
    index: u64,
    buffer: Vec<u8>,
}

impl Sealer {
    /// Makes the header, which is the first thing to write.
    pub fn start(recipients: &[Recipient], rng: &mut impl CryptoRng) -> Result<(Self, Vec<u8>), Error> {
        let key = FileKey::generate(rng);
        let stanzas = wrap_all(recipients, &key, rng)?;
        let mut out = header::write_covered(&stanzas);
        let mac = key.header_mac(&out);
        header::write_mac(&mut out, &mac);
        let mut nonce = [0; NONCE];
        rng.fill_bytes(&mut nonce);
        out.extend_from_slice(&nonce);
        Ok((
            Self { chunks: new_payload(&key, &nonce), index: 0, buffer: Vec::with_capacity(SEALED_CHUNK) },
            out,
        ))
    }

    /// Takes more plaintext and appends what is ready to `out`.
    pub fn push(&mut self, mut plain: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        while !plain.is_empty() {
            // A full chunk is kept until more comes, since it may be the last.
            if self.buffer.len() == CHUNK {
                self.emit(false, out)?;
            }
            let (now, rest) = plain.split_at(plain.len().min(CHUNK - self.buffer.len()));
            self.buffer.extend_from_slice(now);
            plain = rest;
        }
        Ok(())
    }

    /// Seals the last chunk.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        self.emit(true, out)
    }

    fn emit(&mut self, last: bool, out: &mut Vec<u8>) -> Result<(), Error> {
        self.chunks.seal(self.index, last, &mut self.buffer)?;
        out.extend_from_slice(&self.buffer);
        self.buffer.clear();
        self.index += 1;
        Ok(())
    }
}

impl std::fmt::Debug for Sealer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sealer").field("chunk", &self.index).finish_non_exhaustive()
    }
}

/// Opens a stream. Every byte that reaches `out` is authenticated; whether the file is whole is known
/// only when [`Opener::finish`] returns `Ok`.
pub struct Opener {
    state: State,
    buffer: Vec<u8>,
}

enum State {
    Header(Vec<Identity>),
    Payload { chunks: Chunks, index: u64 },
}

impl Opener {
    /// Waits for a header that one of `identities` opens.
    pub fn new(identities: Vec<Identity>) -> Self {
        Self { state: State::Header(identities), buffer: Vec::new() }
    }

    /// Takes more of the sealed file and appends what is authenticated to `out`.
    pub fn push(&mut self, sealed: &[u8], out: &mut Vec<u8>) -> Result<(), Error> {
        self.buffer.extend_from_slice(sealed);
        if let State::Header(identities) = &self.state {
            let Some((chunks, used)) = open_header(identities, &self.buffer)? else { return Ok(()) };
            self.buffer.drain(..used);
            self.state = State::Payload { chunks, index: 0 };
        }
        let State::Payload { chunks, index } = &mut self.state else { return Ok(()) };
        // A full chunk is opened only when more follows: until then it may be the last.
        let mut at = 0;
        while self.buffer.len() - at > SEALED_CHUNK {
            let mut chunk = self.buffer[at..at + SEALED_CHUNK].to_vec();
            chunks.open(*index, false, &mut chunk)?;
            out.extend_from_slice(&chunk);
            *index += 1;
            at += SEALED_CHUNK;
        }
        self.buffer.drain(..at);
        Ok(())
    }

    /// Opens the last chunk; fails where the file is cut off.
    pub fn finish(mut self, out: &mut Vec<u8>) -> Result<(), Error> {
        let State::Payload { chunks, index } = &self.state else { return Err(Error::Header) };
        chunks.open(*index, true, &mut self.buffer)?;
        out.extend_from_slice(&self.buffer);
        Ok(())
    }
}

impl std::fmt::Debug for Opener {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Opener").finish_non_exhaustive()
    }
}

/// Header and nonce, once both are there: the chunk key and the number of bytes used.
fn open_header(identities: &[Identity], bytes: &[u8]) -> Result<Option<(Chunks, usize)>, Error> {
    let Parsed::Done(header) = header::parse(bytes)? else { return Ok(None) };
    let key = unwrap_any(identities, &header.stanzas)?;
    key.check_header_mac(&bytes[..header.covered], &header.mac)?;
    let Some(nonce) = bytes.get(header.len..header.len + NONCE) else { return Ok(None) };
    let nonce = nonce.try_into().map_err(|_| Error::Header)?;
    Ok(Some((new_payload(&key, &nonce), header.len + NONCE)))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;
    use crate::{HybridIdentity, Payload, X25519Identity, sealed_len};

    fn rng() -> ChaCha20Rng {
        ChaCha20Rng::from_seed([3; 32])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn pieces_of_any_size_give_the_same(len in 0usize..200_000, cut_in in 1usize..70_000, cut_out in 1usize..70_000) {
            let mut rng = rng();
            let identity = X25519Identity::generate(&mut rng);
            let plain: Vec<u8> = (0..len).map(|i| i as u8).collect();
            let (mut sealer, mut sealed) = Sealer::start(&[identity.recipient().into()], &mut rng).unwrap();
            let header = sealed.len() - NONCE;
            plain.chunks(cut_in).for_each(|piece| sealer.push(piece, &mut sealed).unwrap());
            sealer.finish(&mut sealed).unwrap();
            prop_assert_eq!(sealed.len() - header, sealed_len(len as u64) as usize);
            let mut opener = Opener::new(vec![identity.into()]);
            let mut opened = Vec::new();
            sealed.chunks(cut_out).for_each(|piece| opener.push(piece, &mut opened).unwrap());
            opener.finish(&mut opened).unwrap();
            prop_assert!(opened == plain);
        }

        #[test]
        fn every_changed_byte_is_noticed(at in 0usize..3000, bit in 0u8..8) {
            let mut rng = rng();
            let identity = HybridIdentity::generate(&mut rng);
            let mut sealed = seal(&[identity.recipient().into()], &[1; 900], &mut rng).unwrap();
            let at = at % sealed.len();
            sealed[at] ^= 1 << bit;
            prop_assert!(open(&[identity.into()], &sealed).is_err());
        }
    }

    #[test]
    fn single_chunks_open_in_any_order() {
        let mut rng = rng();
        let identity = HybridIdentity::generate(&mut rng);
        let plain: Vec<u8> = (0..CHUNK * 2 + 5).map(|i| (i / 7) as u8).collect();
        let sealed = seal(&[identity.recipient().into()], &plain, &mut rng).unwrap();
        let payload = Payload::open(&[identity.into()], &sealed[..4096]).unwrap();
        let at = |index| payload.range(index).start as usize;
        assert_eq!(payload.open_last(2, &sealed[at(2)..]).unwrap(), &plain[CHUNK * 2..]);
        assert_eq!(payload.open_chunk(1, &sealed[at(1)..at(2)]).unwrap(), &plain[CHUNK..CHUNK * 2]);
        assert_eq!(payload.open_chunk(0, &sealed[at(1)..at(2)]), Err(Error::Payload));
        assert_eq!(payload.open_last(1, &sealed[at(1)..at(2)]), Err(Error::Payload));
    }

    #[test]
    fn families_are_not_mixed() {
        let mut rng = rng();
        let hybrid = HybridIdentity::generate(&mut rng).recipient();
        let classic = X25519Identity::generate(&mut rng).recipient();
        let words = crate::Passphrase::with_work_factor("six words", 2).unwrap();
        let mixed: [&[Recipient]; 3] =
            [&[hybrid.into(), classic.clone().into()], &[words.clone().into(), classic.into()], &[]];
        for recipients in mixed {
            assert_eq!(seal(recipients, b"", &mut rng), Err(Error::Recipients));
        }
        let sealed = seal(&[words.clone().into()], b"told", &mut rng).unwrap();
        assert_eq!(open(&[words.into()], &sealed).unwrap(), b"told");
    }
}
