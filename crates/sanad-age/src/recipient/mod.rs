//! Who a file is for: recipients wrap the file key into a stanza, identities unwrap it.

mod hybrid;
mod passphrase;
mod x25519;

use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, aead::Aead as _};
use rand_core::CryptoRng;

pub use hybrid::{HybridIdentity, HybridRecipient};
pub use passphrase::Passphrase;
pub use x25519::{X25519Identity, X25519Recipient};

use crate::{Error, header::Stanza, keys::FileKey};

/// To whom a file is sealed.
#[derive(Clone)]
#[non_exhaustive]
pub enum Recipient {
    /// Post-quantum hybrid key, `age1pq1…`.
    Hybrid(Box<HybridRecipient>),
    /// Classic key, `age1…`.
    X25519(X25519Recipient),
    /// Words that a human remembers; alone in a file.
    Passphrase(Passphrase),
}

/// With what a file is opened.
#[derive(Clone)]
#[non_exhaustive]
pub enum Identity {
    /// Post-quantum hybrid key, `AGE-SECRET-KEY-PQ-1…`.
    Hybrid(Box<HybridIdentity>),
    /// Classic key, `AGE-SECRET-KEY-1…`.
    X25519(X25519Identity),
    /// Words that a human remembers.
    Passphrase(Passphrase),
}

impl From<HybridRecipient> for Recipient {
    fn from(it: HybridRecipient) -> Self {
        Self::Hybrid(Box::new(it))
    }
}
impl From<X25519Recipient> for Recipient {
    fn from(it: X25519Recipient) -> Self {
        Self::X25519(it)
    }
}
impl From<Passphrase> for Recipient {
    fn from(it: Passphrase) -> Self {
        Self::Passphrase(it)
    }
}
impl From<HybridIdentity> for Identity {
    fn from(it: HybridIdentity) -> Self {
        Self::Hybrid(Box::new(it))
    }
}
impl From<X25519Identity> for Identity {
    fn from(it: X25519Identity) -> Self {
        Self::X25519(it)
    }
}
impl From<Passphrase> for Identity {
    fn from(it: Passphrase) -> Self {
        Self::Passphrase(it)
    }
}

/// Which recipients may stand beside which.
#[derive(PartialEq, Eq, Clone, Copy)]
enum Family {
    PostQuantum,
    Classic,
    Alone,
}

impl Recipient {
    fn family(&self) -> Family {
        match self {
            Self::Hybrid(_) => Family::PostQuantum,
            Self::X25519(_) => Family::Classic,
            Self::Passphrase(_) => Family::Alone,
        }
    }

    fn wrap(&self, key: &FileKey, rng: &mut impl CryptoRng) -> Result<Stanza, Error> {
        match self {
            Self::Hybrid(it) => it.wrap(key, rng),
            Self::X25519(it) => it.wrap(key, rng),
            Self::Passphrase(it) => it.wrap(key, rng),
        }
    }
}

impl Identity {
    /// `Ok(None)`: a well-formed stanza, not for this identity.
    fn unwrap(&self, stanza: &Stanza) -> Result<Option<FileKey>, Error> {
        match self {
            Self::Hybrid(it) => it.unwrap(stanza),
            Self::X25519(it) => it.unwrap(stanza),
            Self::Passphrase(it) => it.unwrap(stanza),
        }
    }
}

/// Wraps the file key for every recipient, or refuses a set that may not share a file.
pub(crate) fn wrap_all(
    recipients: &[Recipient],
    key: &FileKey,
    rng: &mut impl CryptoRng,
) -> Result<Vec<Stanza>, Error> {
    let family = recipients.first().ok_or(Error::Recipients)?.family();
    if recipients.iter().any(|it| it.family() != family) || (family == Family::Alone && recipients.len() > 1)
    {
        return Err(Error::Recipients);
    }
    recipients.iter().map(|it| it.wrap(key, rng)).collect()
}

/// Finds the file key. Malformed stanzas of known types refuse the file even when another would match.
pub(crate) fn unwrap_any(identities: &[Identity], stanzas: &[Stanza]) -> Result<FileKey, Error> {
    let scrypt =
        stanzas.iter().filter(|it| it.args.first().is_some_and(|kind| kind == passphrase::KIND)).count();
    if scrypt > 0 && stanzas.len() > 1 {
        return Err(Error::Header);
    }
    let mut found = None;
    for stanza in stanzas {
        check(stanza)?;
        for identity in identities {
            if found.is_none() {
                found = identity.unwrap(stanza)?;
            }
        }
    }
    found.ok_or(Error::NoMatch)
}

fn check(stanza: &Stanza) -> Result<(), Error> {
    match stanza.args.first().map(String::as_str) {
        Some(hybrid::KIND) => hybrid::parse(stanza).map(|_| ()),
        Some(x25519::KIND) => x25519::parse(stanza).map(|_| ()),
        Some(passphrase::KIND) => passphrase::parse(stanza).map(|_| ()),
        _ => Ok(()),
    }
}

/// A stanza body is always the 16-byte file key and a tag. The length is checked before decryption, so that
/// a file cannot be made to open to different keys for different recipients.
fn body_32(stanza: &Stanza) -> Result<[u8; 32], Error> {
    stanza.body.as_slice().try_into().map_err(|_| Error::Header)
}

/// ChaCha20-Poly1305 with the all-zero nonce: each wrapping key is used once.
fn wrap_with(key: [u8; 32], file_key: &FileKey) -> Result<Vec<u8>, Error> {
    let cipher = ChaCha20Poly1305::new(&Key::from(key));
    cipher.encrypt(&Default::default(), file_key.0.as_slice()).map_err(|_| Error::Recipients)
}

fn unwrap_with(key: [u8; 32], body: &[u8; 32]) -> Option<FileKey> {
    let cipher = ChaCha20Poly1305::new(&Key::from(key));
    let opened = zeroize::Zeroizing::new(cipher.decrypt(&Default::default(), body.as_slice()).ok()?);
    FileKey::from_opened(&opened).ok()
}
