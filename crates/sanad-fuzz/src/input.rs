//! Bytes of the fuzzer as numbers, texts and choices. What is not there any more reads as zero, so that every
//! input means something and a shorter one is a simpler one.

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

/// A reader from the front.
#[derive(Debug)]
pub(crate) struct Input<'a> {
    rest: &'a [u8],
}

impl<'a> Input<'a> {
    pub(crate) fn new(data: &'a [u8]) -> Self {
        Self { rest: data }
    }

    /// Whether everything was read.
    pub(crate) fn is_empty(&self) -> bool {
        self.rest.is_empty()
    }

    /// Everything that is left.
    pub(crate) fn rest(&mut self) -> &'a [u8] {
        std::mem::take(&mut self.rest)
    }

    /// At most `most` bytes.
    pub(crate) fn take(&mut self, most: usize) -> &'a [u8] {
        let (now, rest) = self.rest.split_at(most.min(self.rest.len()));
        self.rest = rest;
        now
    }

    pub(crate) fn array<const N: usize>(&mut self) -> [u8; N] {
        let mut out = [0; N];
        let bytes = self.take(N);
        out[..bytes.len()].copy_from_slice(bytes);
        out
    }

    pub(crate) fn byte(&mut self) -> u8 {
        let [byte] = self.array();
        byte
    }

    /// Big endian, as everything in our formats.
    pub(crate) fn short(&mut self) -> usize {
        usize::from(u16::from_be_bytes(self.array()))
    }

    pub(crate) fn long(&mut self) -> u64 {
        u64::from_be_bytes(self.array())
    }

    /// Two bytes say how many follow, `most` at the most.
    pub(crate) fn bytes(&mut self, most: usize) -> &'a [u8] {
        let len = self.short() % (most + 1);
        self.take(len)
    }

    /// The same as text; what is not UTF-8 is replaced.
    pub(crate) fn text(&mut self, most: usize) -> String {
        String::from_utf8_lossy(self.bytes(most)).into_owned()
    }

    /// Randomness that the input decides.
    pub(crate) fn rng(&mut self) -> ChaCha20Rng {
        ChaCha20Rng::from_seed([self.byte(); 32])
    }
}

/// Randomness for what the input should not decide.
pub(crate) fn seeded(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

/// The bytes with one bit of one of them changed; as they are where there is none.
pub(crate) fn damaged(bytes: &[u8], at: usize, bit: u8) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    if let Some(len) = copy.len().checked_sub(1) {
        copy[at % (len + 1)] ^= 1 << (bit % 8);
    }
    copy
}
