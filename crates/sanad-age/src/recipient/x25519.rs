//! `X25519`: the classic recipient (C2SP age, "X25519 recipients"), for partners whose tools know no other.

use rand_core::CryptoRng;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::{body_32, unwrap_with, wrap_with};
use crate::{
    Error,
    encoding::{base64_decode, base64_encode, bech32_decode, bech32_encode},
    header::Stanza,
    keys::{FileKey, derive},
};

pub(super) const KIND: &str = "X25519";
const INFO: &[u8] = b"age-encryption.org/v1/X25519";
const RECIPIENT_PREFIX: &str = "age";
const IDENTITY_PREFIX: &str = "AGE-SECRET-KEY-";

/// A classic public key, `age1…` in text.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct X25519Recipient(PublicKey);

/// A classic secret key, `AGE-SECRET-KEY-1…` in text.
#[derive(Clone)]
pub struct X25519Identity(StaticSecret);

impl X25519Recipient {
    /// Reads `age1…`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        bech32_decode::<32>(RECIPIENT_PREFIX, text).map(|bytes| Self(PublicKey::from(bytes)))
    }

    pub(super) fn wrap(&self, key: &FileKey, rng: &mut impl CryptoRng) -> Result<Stanza, Error> {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut_slice());
        let ephemeral = StaticSecret::from(*secret);
        let share = PublicKey::from(&ephemeral);
        let wrapping = wrapping_key(&ephemeral, &self.0, &share, &self.0).ok_or(Error::Recipients)?;
        Ok(Stanza {
            args: vec![KIND.into(), base64_encode(share.as_bytes())],
            body: wrap_with(*wrapping, key)?,
        })
    }
}

impl std::fmt::Display for X25519Recipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&bech32_encode(RECIPIENT_PREFIX, self.0.as_bytes()))
    }
}

impl X25519Identity {
    /// A new random key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut secret = Zeroizing::new([0; 32]);
        rng.fill_bytes(secret.as_mut_slice());
        Self(StaticSecret::from(*secret))
    }

    /// Reads `AGE-SECRET-KEY-1…`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        bech32_decode::<32>(IDENTITY_PREFIX, text).map(|bytes| Self(StaticSecret::from(bytes)))
    }

    /// The secret as text. Whoever reads it can open every file sealed to [`Self::recipient`].
    pub fn dangerous_to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(bech32_encode(IDENTITY_PREFIX, self.0.as_bytes()).to_uppercase())
    }

    /// The public key to seal to.
    pub fn recipient(&self) -> X25519Recipient {
        X25519Recipient(PublicKey::from(&self.0))
    }

    pub(super) fn unwrap(&self, stanza: &Stanza) -> Result<Option<FileKey>, Error> {
        if stanza.args.first().is_none_or(|kind| kind != KIND) {
            return Ok(None);
        }
        let (share, body) = parse(stanza)?;
        let share = PublicKey::from(share);
        let wrapping =
            wrapping_key(&self.0, &share, &share, &PublicKey::from(&self.0)).ok_or(Error::Header)?;
        Ok(unwrap_with(*wrapping, &body))
    }
}

impl std::fmt::Debug for X25519Identity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("X25519Identity(<secret>)")
    }
}

/// The share and the body, if the stanza is well formed.
pub(super) fn parse(stanza: &Stanza) -> Result<([u8; 32], [u8; 32]), Error> {
    let [_, share] = stanza.args.as_slice() else { return Err(Error::Header) };
    let share: [u8; 32] =
        base64_decode(share.as_bytes()).and_then(|it| it.try_into().ok()).ok_or(Error::Header)?;
    if !StaticSecret::from([1; 32]).diffie_hellman(&PublicKey::from(share)).was_contributory() {
        return Err(Error::Header);
    }
    Ok((share, body_32(stanza)?))
}

/// `None` where the other side's point is of low order.
fn wrapping_key(
    mine: &StaticSecret,
    theirs: &PublicKey,
    share: &PublicKey,
    recipient: &PublicKey,
) -> Option<Zeroizing<[u8; 32]>> {
    let shared = mine.diffie_hellman(theirs);
    if !shared.was_contributory() {
        return None;
    }
    let mut salt = [0; 64];
    salt[..32].copy_from_slice(share.as_bytes());
    salt[32..].copy_from_slice(recipient.as_bytes());
    Some(Zeroizing::new(derive(&salt, shared.as_bytes(), INFO)))
}
