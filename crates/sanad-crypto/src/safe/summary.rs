//! Case summaries: what the queue shows, under a key that the whole team holds (protocol §8a).
//!
//! Reading one is no opening of the case. ChaCha20-Poly1305 (RFC 8439) under a key derived for the case,
//! so that random nonces never meet under one key often enough to matter.

use chacha20poly1305::{ChaCha20Poly1305, Key, KeyInit as _, Nonce, aead::Aead as _, aead::Payload};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sanad_domain::{CaseId, TeamId};

use super::{Refused, epoch::EpochSeed};
use crate::hazmat::{cbor, kdf, padding, transcript::transcript};

const LABEL: &str = "sanad/summary/v1";

/// What the queue shows of a case.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(map)]
pub struct Summary {
    /// Neutral name of the case; never hers.
    #[n(0)]
    pub alias: String,
    /// One line.
    #[n(1)]
    pub line: String,
    /// Words by which the case is found.
    #[n(2)]
    pub terms: Vec<String>,
}

/// What is sealed under a team's key: a case's summary, or the directory of members' names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    /// A case.
    Case(CaseId),
    /// Members' names.
    Directory,
}

fn place(team: TeamId, generation: u32, subject: Subject) -> Vec<u8> {
    let (kind, id): (&[u8], [u8; 16]) = match subject {
        Subject::Case(case) => (b"case", case.0),
        Subject::Directory => (b"directory", [0; 16]),
    };
    transcript(&[LABEL.as_bytes(), &team.0, &generation.to_be_bytes(), kind, &id])
}

/// Seals any canonical value under the team's summary key.
pub fn seal<T: Encode<()>>(
    value: &T,
    team: TeamId,
    generation: u32,
    subject: Subject,
    key: &EpochSeed,
    rng: &mut impl CryptoRng,
) -> Result<Vec<u8>, Refused> {
    let aad = place(team, generation, subject);
    let cipher = ChaCha20Poly1305::new(&Key::from(*kdf::derive(key.bytes(), LABEL, &[&aad])));
    let mut nonce = [0; 12];
    rng.fill_bytes(&mut nonce);
    let msg = padding::pad(&cbor::encode(value));
    let sealed = cipher
        .encrypt(&Nonce::from(nonce), Payload { msg: &msg, aad: &aad })
        .map_err(|_| Refused::Unacceptable)?;
    Ok([nonce.as_slice(), &sealed].concat())
}

/// Opens it in its place.
pub fn open<T>(
    sealed: &[u8],
    team: TeamId,
    generation: u32,
    subject: Subject,
    key: &EpochSeed,
) -> Result<T, Refused>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    let (nonce, msg) = sealed.split_first_chunk::<12>().ok_or(Refused::Malformed)?;
    let aad = place(team, generation, subject);
    let cipher = ChaCha20Poly1305::new(&Key::from(*kdf::derive(key.bytes(), LABEL, &[&aad])));
    let plain =
        cipher.decrypt(&Nonce::from(*nonce), Payload { msg, aad: &aad }).map_err(|_| Refused::Unopenable)?;
    let plain = zeroize::Zeroizing::new(plain);
    cbor::decode(padding::unpad(&plain).ok_or(Refused::Malformed)?).ok_or(Refused::Malformed)
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;

    #[test]
    fn a_summary_opens_in_its_place_only() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let key = EpochSeed::generate(&mut rng);
        let (team, case) = (TeamId([1; 16]), Subject::Case(CaseId([2; 16])));
        let summary = Summary { alias: "نورس".into(), ..Summary::default() };
        let sealed = seal(&summary, team, 0, case, &key, &mut rng).unwrap();
        assert_eq!(open(&sealed, team, 0, case, &key), Ok(summary));
        for (team, generation, subject) in [
            (TeamId([9; 16]), 0, case),
            (team, 1, case),
            (team, 0, Subject::Case(CaseId([9; 16]))),
            (team, 0, Subject::Directory),
        ] {
            assert_eq!(open::<Summary>(&sealed, team, generation, subject, &key), Err(Refused::Unopenable));
        }
    }

    /// RFC 8439 §2.8.2: the AEAD with associated data.
    #[test]
    fn rfc_8439() {
        let key: [u8; 32] = std::array::from_fn(|at| 0x80 + at as u8);
        let nonce = [0x07, 0, 0, 0, 0x40, 0x41, 0x42, 0x43, 0x44, 0x45, 0x46, 0x47];
        let aad = [0x50, 0x51, 0x52, 0x53, 0xc0, 0xc1, 0xc2, 0xc3, 0xc4, 0xc5, 0xc6, 0xc7];
        let msg =
            b"Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, \
                    sunscreen would be it.";
        let cipher = ChaCha20Poly1305::new(&Key::from(key));
        let sealed = cipher.encrypt(&Nonce::from(nonce), Payload { msg, aad: &aad }).unwrap();
        let hex: String = sealed.iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex.len(), 2 * (114 + 16));
        assert!(hex.starts_with("d31a8d34648e60db7b86afbc53ef7ec2"), "the ciphertext: {hex}");
        assert!(hex.ends_with("1ae10b594f09e26a7e902ecbd0600691"), "the tag: {hex}");
    }
}
