//! `mlkem768x25519`: HPKE base mode over X-Wing (C2SP age, "Hybrid recipients"; draft-ietf-hpke-pq).

use hpke::{
    Deserializable as _, Kem as _, OpModeR, OpModeS, Serializable as _, aead::ChaCha20Poly1305,
    kdf::HkdfSha256, kem::XWing, single_shot_open, single_shot_seal_with_rng,
};
use rand_core::CryptoRng;
use x25519_dalek::{PublicKey, StaticSecret};
use zeroize::Zeroizing;

use super::body_32;
use crate::{
    Error,
    encoding::{base64_decode, base64_encode, bech32_decode, bech32_encode},
    header::Stanza,
    keys::FileKey,
};

pub(super) const KIND: &str = "mlkem768x25519";
const INFO: &[u8] = b"age-encryption.org/mlkem768x25519";
const RECIPIENT_PREFIX: &str = "age1pq";
const IDENTITY_PREFIX: &str = "AGE-SECRET-KEY-PQ-";
/// ML-KEM-768 ciphertext (1,088 bytes) and X25519 share (32 bytes).
const ENC: usize = 1120;
const MLKEM_ENC: usize = 1088;

type PublicHybrid = <XWing as hpke::Kem>::PublicKey;
type PrivateHybrid = <XWing as hpke::Kem>::PrivateKey;
type Encapped = <XWing as hpke::Kem>::EncappedKey;

/// A post-quantum public key: 1,216 bytes, `age1pq1…` in text.
#[derive(Clone, PartialEq, Eq)]
pub struct HybridRecipient(PublicHybrid);

/// A post-quantum secret key: 32 bytes, `AGE-SECRET-KEY-PQ-1…` in text.
#[derive(Clone)]
pub struct HybridIdentity {
    seed: Zeroizing<[u8; 32]>,
    key: PrivateHybrid,
}

impl HybridRecipient {
    /// Length of the binary form in bytes.
    pub const LEN: usize = 1216;

    /// Reads the binary form; a key that is not a valid ML-KEM-768 encapsulation key is refused.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, Error> {
        PublicHybrid::from_bytes(bytes).map(Self).map_err(|_| Error::Key)
    }

    /// The binary form.
    pub fn to_bytes(&self) -> Vec<u8> {
        self.0.to_bytes().to_vec()
    }

    /// Reads `age1pq1…`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        Self::from_bytes(&bech32_decode::<{ Self::LEN }>(RECIPIENT_PREFIX, text)?)
    }

    pub(super) fn wrap(&self, key: &FileKey, rng: &mut impl CryptoRng) -> Result<Stanza, Error> {
        let (enc, body) = single_shot_seal_with_rng::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeS::Base,
            &self.0,
            INFO,
            &key.0,
            &[],
            rng,
        )
        .map_err(|_| Error::Recipients)?;
        Ok(Stanza { args: vec![KIND.into(), base64_encode(&enc.to_bytes())], body })
    }
}

impl std::fmt::Display for HybridRecipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&bech32_encode(RECIPIENT_PREFIX, &self.to_bytes()))
    }
}

impl std::fmt::Debug for HybridRecipient {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HybridRecipient(age1pq1…)")
    }
}

impl HybridIdentity {
    /// A new random key.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self::from_seed(*seed)
    }

    /// The key that a 32-byte seed stands for; the seed is the secret key.
    pub fn from_seed(seed: [u8; 32]) -> Self {
        // Expanding a seed cannot fail: every 32-byte string is an X-Wing decapsulation key.
        let Ok(key) = PrivateHybrid::from_bytes(&seed) else { unreachable!("a seed has 32 bytes") };
        Self { seed: Zeroizing::new(seed), key }
    }

    /// Reads `AGE-SECRET-KEY-PQ-1…`.
    pub fn parse(text: &str) -> Result<Self, Error> {
        bech32_decode::<32>(IDENTITY_PREFIX, text).map(Self::from_seed)
    }

    /// The secret as text. Whoever reads it can open every file sealed to [`Self::recipient`].
    pub fn dangerous_to_text(&self) -> Zeroizing<String> {
        Zeroizing::new(bech32_encode(IDENTITY_PREFIX, self.seed.as_slice()).to_uppercase())
    }

    /// The public key to seal to.
    pub fn recipient(&self) -> HybridRecipient {
        HybridRecipient(XWing::sk_to_pk(&self.key))
    }

    pub(super) fn unwrap(&self, stanza: &Stanza) -> Result<Option<FileKey>, Error> {
        if stanza.args.first().is_none_or(|kind| kind != KIND) {
            return Ok(None);
        }
        let (enc, body) = parse(stanza)?;
        let enc = Encapped::from_bytes(&enc).map_err(|_| Error::Header)?;
        let opened = single_shot_open::<ChaCha20Poly1305, HkdfSha256, XWing>(
            &OpModeR::Base,
            &self.key,
            &enc,
            INFO,
            &body,
            &[],
        );
        match opened {
            Ok(key) => FileKey::from_opened(&Zeroizing::new(key)).map(Some),
            Err(_) => Ok(None),
        }
    }
}

impl std::fmt::Debug for HybridIdentity {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HybridIdentity(<secret>)")
    }
}

/// The encapsulated key and the body, if the stanza is well formed.
pub(super) fn parse(stanza: &Stanza) -> Result<([u8; ENC], [u8; 32]), Error> {
    let [_, enc] = stanza.args.as_slice() else { return Err(Error::Header) };
    let enc: [u8; ENC] =
        base64_decode(enc.as_bytes()).and_then(|enc| enc.try_into().ok()).ok_or(Error::Header)?;
    let body = body_32(stanza)?;
    // The KEM library accepts low-order X25519 points; a shared secret of zeros would leave only ML-KEM.
    // Any scalar reveals such a point, so this check needs no secret.
    let mut share = [0; 32];
    share.copy_from_slice(&enc[MLKEM_ENC..]);
    if !StaticSecret::from([1; 32]).diffie_hellman(&PublicKey::from(share)).was_contributory() {
        return Err(Error::Header);
    }
    Ok((enc, body))
}
