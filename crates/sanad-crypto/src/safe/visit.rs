//! Pages without scripts (protocol §4): between two of them her keys are sealed under a key that only the
//! page has, and the same form sent twice is the same report.
//!
//! ChaCha20-Poly1305 (RFC 8439). What is sealed here lives in the memory of one process for minutes and is
//! never stored.

use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, Nonce, aead::Aead as _, aead::Payload};
use rand_core::CryptoRng;
use zeroize::Zeroizing;

use super::{Hash, Refused};
use crate::hazmat::{kdf, transcript::transcript};

const LABEL: &str = "sanad/visit/v1";
const FORM: &str = "sanad/visit/form/v1";

/// The key of one visit: it travels in her pages and is kept nowhere.
#[derive(Clone)]
pub struct VisitKey(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for VisitKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VisitKey(<secret>)")
    }
}

impl VisitKey {
    /// A new random key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut key = Zeroizing::new([0; 32]);
        rng.fill_bytes(key.as_mut_slice());
        Self(key)
    }

    /// The key as a page brought it.
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    /// The raw key, for the page.
    pub fn dangerous_to_bytes(&self) -> Zeroizing<[u8; 32]> {
        self.0.clone()
    }

    fn cipher(&self, place: &[u8]) -> ChaCha20Poly1305 {
        ChaCha20Poly1305::new(&Key::from(*kdf::derive(self.0.as_slice(), LABEL, &[place])))
    }
}

fn place(visit: &[u8; 16]) -> Vec<u8> {
    transcript(&[LABEL.as_bytes(), visit])
}

/// Seals what a visit needs between two pages: nonce (12 bytes) and ciphertext.
pub fn seal(
    content: &[u8],
    visit: &[u8; 16],
    key: &VisitKey,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, Refused> {
    let aad = place(visit);
    let mut nonce = [0; 12];
    rng.fill_bytes(&mut nonce);
    let sealed = key
        .cipher(&aad)
        .encrypt(&Nonce::from(nonce), Payload { msg: content, aad: &aad })
        .map_err(|_| Refused::Unacceptable)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens it for the same visit.
pub fn open(sealed: &[u8], visit: &[u8; 16], key: &VisitKey) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let (nonce, msg) = sealed.split_first_chunk::<12>().ok_or(Refused::Malformed)?;
    let aad = place(visit);
    let plain = key.cipher(&aad).decrypt(&Nonce::from(*nonce), Payload { msg, aad: &aad });
    plain.map(Zeroizing::new).map_err(|_| Refused::Unopenable)
}

/// Seed of everything random in a report that a form brought: the same for the same form, and unknown to
/// who does not have `secret`.
pub fn derive_form_seed(secret: &[u8; 32], token: &[u8], report: &Hash) -> Zeroizing<[u8; 32]> {
    kdf::derive(secret, FORM, &[token, report])
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;

    #[test]
    fn a_visit_opens_with_its_key_and_as_itself_only() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (key, other) = (VisitKey::generate(&mut rng), VisitKey::generate(&mut rng));
        let sealed = seal(b"keys", &[1; 16], &key, &mut rng).unwrap();
        assert_eq!(open(&sealed, &[1; 16], &key).unwrap().as_slice(), b"keys");
        let again = VisitKey::from_bytes(*key.dangerous_to_bytes());
        assert_eq!(open(&sealed, &[1; 16], &again).unwrap().as_slice(), b"keys");
        assert_eq!(open(&sealed, &[2; 16], &key), Err(Refused::Unopenable));
        assert_eq!(open(&sealed, &[1; 16], &other), Err(Refused::Unopenable));
        assert_eq!(open(&sealed[..11], &[1; 16], &key), Err(Refused::Malformed));
        for at in 0..sealed.len() {
            let mut damaged = sealed.clone();
            damaged[at] ^= 1;
            assert_eq!(open(&damaged, &[1; 16], &key), Err(Refused::Unopenable), "byte {at}");
        }
    }

    #[test]
    fn a_form_gives_one_seed_and_another_form_another() {
        let seed = derive_form_seed(&[1; 32], b"token", &[2; 32]);
        assert_eq!(seed, derive_form_seed(&[1; 32], b"token", &[2; 32]));
        assert_ne!(seed, derive_form_seed(&[9; 32], b"token", &[2; 32]));
        assert_ne!(seed, derive_form_seed(&[1; 32], b"other", &[2; 32]));
        assert_ne!(seed, derive_form_seed(&[1; 32], b"token", &[9; 32]));
    }
}
