//! The file key and what is derived from it (C2SP age, "File key", "Header MAC", "Payload").

use chacha20poly1305::Key;
use hkdf::Hkdf;
use hmac::{Hmac, Mac as _};
use rand_core::CryptoRng;
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::Error;

/// The 16 random bytes that a file's recipients receive.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub(crate) struct FileKey(pub(crate) [u8; 16]);

impl FileKey {
    pub(crate) fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = [0; 16];
        rng.fill_bytes(&mut key);
        Self(key)
    }

    /// A file key as it comes out of a stanza body.
    pub(crate) fn from_opened(bytes: &[u8]) -> Result<Self, Error> {
        bytes.try_into().map(Self).map_err(|_| Error::Header)
    }

    /// MAC over the header up to and including `---`.
    pub(crate) fn header_mac(&self, covered: &[u8]) -> [u8; 32] {
        let key = derive(&[], &self.0, b"header");
        mac(&key, covered)
    }

    /// Constant-time check of a header's MAC.
    pub(crate) fn check_header_mac(&self, covered: &[u8], found: &[u8; 32]) -> Result<(), Error> {
        use subtle::ConstantTimeEq as _;
        if bool::from(self.header_mac(covered).ct_eq(found)) { Ok(()) } else { Err(Error::HeaderMac) }
    }

    /// The key of the chunks, from the nonce that stands before them.
    pub(crate) fn payload_key(&self, nonce: &[u8; 16]) -> Key {
        derive(nonce, &self.0, b"payload").into()
    }
}

/// HKDF-SHA-256 to 32 bytes (RFC 5869).
pub(crate) fn derive(salt: &[u8], ikm: &[u8], info: &[u8]) -> [u8; 32] {
    let mut out = [0; 32];
    // 32 bytes is one HMAC block: expansion refuses only lengths above 255 blocks.
    if Hkdf::<Sha256>::new(Some(salt), ikm).expand(info, &mut out).is_err() {
        unreachable!("32 bytes are within HKDF's limit")
    }
    out
}

fn mac(key: &[u8; 32], covered: &[u8]) -> [u8; 32] {
    // HMAC takes keys of every length.
    let Ok(mut mac) = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key) else {
        unreachable!("any key length")
    };
    mac.update(covered);
    mac.finalize().into_bytes().into()
}
