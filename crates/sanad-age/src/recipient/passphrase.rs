//! `scrypt`: a passphrase (C2SP age, "scrypt recipients"). Alone in its file, for humans only.

use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{body_32, unwrap_with, wrap_with};
use crate::{
    Error,
    encoding::{base64_decode, base64_encode},
    header::Stanza,
    keys::FileKey,
};

pub(super) const KIND: &str = "scrypt";
const SALT_LABEL: &[u8] = b"age-encryption.org/v1/scrypt";
/// Refused above: 2²² takes about ten seconds and 4 GiB.
const MAX_WORK_FACTOR: u8 = 22;
const DEFAULT_WORK_FACTOR: u8 = 18;

/// A passphrase, used both ways.
#[derive(Clone)]
pub struct Passphrase {
    words: Zeroizing<String>,
    work_factor: u8,
}

impl Passphrase {
    /// A passphrase with the usual cost when sealing (N = 2¹⁸, about one second).
    pub fn new(words: &str) -> Self {
        Self { words: Zeroizing::new(words.to_owned()), work_factor: DEFAULT_WORK_FACTOR }
    }

    /// The same with another cost, the base-two logarithm of scrypt's N, from 1 to 22.
    pub fn with_work_factor(words: &str, work_factor: u8) -> Result<Self, Error> {
        if !(1..=MAX_WORK_FACTOR).contains(&work_factor) {
            return Err(Error::Recipients);
        }
        Ok(Self { words: Zeroizing::new(words.to_owned()), work_factor })
    }

    pub(super) fn wrap(&self, key: &FileKey, rng: &mut impl CryptoRng) -> Result<Stanza, Error> {
        let mut salt = [0; 16];
        rng.fill_bytes(&mut salt);
        let wrapping = self.derive(&salt, self.work_factor).ok_or(Error::Recipients)?;
        Ok(Stanza {
            args: vec![KIND.into(), base64_encode(&salt), self.work_factor.to_string()],
            body: wrap_with(*wrapping, key)?,
        })
    }

    pub(super) fn unwrap(&self, stanza: &Stanza) -> Result<Option<FileKey>, Error> {
        if stanza.args.first().is_none_or(|kind| kind != KIND) {
            return Ok(None);
        }
        let (salt, work_factor, body) = parse(stanza)?;
        let wrapping = self.derive(&salt, work_factor).ok_or(Error::Header)?;
        Ok(unwrap_with(*wrapping, &body))
    }

    fn derive(&self, salt: &[u8; 16], work_factor: u8) -> Option<Zeroizing<[u8; 32]>> {
        let params = scrypt::Params::new(work_factor, 8, 1).ok()?;
        let salt = [SALT_LABEL, salt].concat();
        let mut key = Zeroizing::new([0; 32]);
        scrypt::scrypt(self.words.as_bytes(), &salt, &params, key.as_mut_slice()).ok()?;
        Some(key)
    }
}

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase(<secret>)")
    }
}

/// Salt, work factor and body, if the stanza is well formed.
pub(super) fn parse(stanza: &Stanza) -> Result<([u8; 16], u8, [u8; 32]), Error> {
    let [_, salt, work_factor] = stanza.args.as_slice() else { return Err(Error::Header) };
    let salt = base64_decode(salt.as_bytes()).and_then(|it| it.try_into().ok()).ok_or(Error::Header)?;
    // Decimal digits without a leading zero: `parse` alone would accept "+18".
    let digits = work_factor.bytes().all(|byte| byte.is_ascii_digit()) && !work_factor.starts_with('0');
    let work_factor = work_factor.parse::<u8>().ok().filter(|it| digits && *it <= MAX_WORK_FACTOR);
    Ok((salt, work_factor.ok_or(Error::Header)?, body_32(stanza)?))
}
