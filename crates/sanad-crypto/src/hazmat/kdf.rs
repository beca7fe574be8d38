//! HKDF-SHA-256 (RFC 5869) and Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::transcript::transcript;

/// 32 bytes for one purpose: `label` and `fields` go into HKDF's info as a transcript.
pub(crate) fn derive(secret: &[u8], label: &str, fields: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let info = transcript(&[&[label.as_bytes()], fields].concat());
    let mut out = Zeroizing::new([0; 32]);
    if Hkdf::<Sha256>::new(None, secret).expand(&info, out.as_mut_slice()).is_err() {
        unreachable!("32 bytes are within HKDF's limit")
    }
    out
}

/// Argon2id with one lane to 32 bytes; `None` where the cost is outside Argon2's range.
pub(crate) fn argon2id(secret: &[u8], salt: &[u8], m_kib: u32, t: u32) -> Option<Zeroizing<[u8; 32]>> {
    let params = Params::new(m_kib, t, 1, Some(32)).ok()?;
    let mut out = Zeroizing::new([0; 32]);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(secret, salt, out.as_mut_slice()).ok()?;
    Some(out)
}
