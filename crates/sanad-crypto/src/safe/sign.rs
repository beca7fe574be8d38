//! Ed25519 signatures (RFC 8032), verified strictly: S < L, no small-order keys.

use ed25519_dalek::{Signature, Signer as _};
use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

use super::Refused;
use crate::hazmat::{
    cbor, kdf,
    transcript::{sha256, transcript},
};

/// A public key that verifies signatures.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(transparent)]
pub struct VerifyKey(#[cbor(with = "minicbor::bytes")] pub [u8; 32]);

impl std::fmt::Debug for VerifyKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "VerifyKey({:02x}{:02x}{:02x}{:02x}…)", self.0[0], self.0[1], self.0[2], self.0[3])
    }
}

/// A secret key that signs. Wiped when dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl std::fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "SigningKey({:?})", self.verify_key())
    }
}

impl SigningKey {
    /// The key that a secret stands for, for one purpose.
    pub fn derive(secret: &[u8; 32], label: &str) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(&kdf::derive(secret, label, &[])))
    }

    /// A key from its raw 32 bytes (RFC 8032 §5.1.5).
    pub fn from_bytes(bytes: &[u8; 32]) -> Self {
        Self(ed25519_dalek::SigningKey::from_bytes(bytes))
    }

    /// The raw secret.
    pub fn dangerous_to_bytes(&self) -> Zeroizing<[u8; 32]> {
        Zeroizing::new(self.0.to_bytes())
    }

    /// The public half.
    pub fn verify_key(&self) -> VerifyKey {
        VerifyKey(self.0.verifying_key().to_bytes())
    }

    /// The key as the log's note format needs it.
    pub fn for_notes(&self) -> &ed25519_dalek::SigningKey {
        &self.0
    }

    /// Signs what `label` says it is; the same bytes under another label do not verify.
    pub fn sign(&self, label: &str, bytes: &[u8]) -> [u8; 64] {
        self.0.sign(&message(label, bytes)).to_bytes()
    }
}

impl VerifyKey {
    /// The key as the log's note format needs it.
    pub fn for_notes(&self) -> Result<ed25519_dalek::VerifyingKey, Refused> {
        ed25519_dalek::VerifyingKey::from_bytes(&self.0).map_err(|_| Refused::Unacceptable)
    }

    /// Checks a signature under its label.
    pub fn verify(&self, label: &str, bytes: &[u8], signature: &[u8]) -> Result<(), Refused> {
        let key = ed25519_dalek::VerifyingKey::from_bytes(&self.0).map_err(|_| Refused::Signature)?;
        let signature = Signature::from_slice(signature).map_err(|_| Refused::Signature)?;
        key.verify_strict(&message(label, bytes), &signature).map_err(|_| Refused::Signature)
    }
}

/// What is signed: `label ‖ H(bytes)`. `openssl` can verify an export from exactly these bytes.
pub fn message(label: &str, bytes: &[u8]) -> Vec<u8> {
    transcript(&[label.as_bytes(), &sha256(bytes)])
}

/// Fields and one signature over exactly the received bytes.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(crate) struct Signed {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) fields: Vec<u8>,
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub(crate) signature: Vec<u8>,
}

impl Signed {
    /// Encodes and signs.
    pub(crate) fn make<T: Encode<()>>(label: &str, fields: &T, key: &SigningKey) -> Vec<u8> {
        let fields = cbor::encode(fields);
        let signature = key.sign(label, &fields).to_vec();
        cbor::encode(&Self { fields, signature })
    }

    /// Splits canonical bytes; the signature is not checked yet.
    pub(crate) fn split(bytes: &[u8]) -> Result<Self, Refused> {
        cbor::decode(bytes).ok_or(Refused::Malformed)
    }

    /// The same for a format whose fields begin with their namespace: a newer version is told as such.
    pub(crate) fn open_ns<T>(
        bytes: &[u8],
        label: &str,
        ns: &str,
        key: impl Fn(&T) -> VerifyKey,
    ) -> Result<T, Refused>
    where
        T: for<'b> Decode<'b, ()> + Encode<()>,
    {
        super::version::check(&Self::split(bytes)?.fields, ns)?;
        Self::open(bytes, label, key)
    }

    /// Decodes the fields, finds the key in them and checks the signature.
    pub(crate) fn open<T>(bytes: &[u8], label: &str, key: impl Fn(&T) -> VerifyKey) -> Result<T, Refused>
    where
        T: for<'b> Decode<'b, ()> + Encode<()>,
    {
        let signed = Self::split(bytes)?;
        let fields: T = cbor::decode(&signed.fields).ok_or(Refused::Malformed)?;
        key(&fields).verify(label, &signed.fields, &signed.signature)?;
        Ok(fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_binds_a_signature() {
        let key = SigningKey::derive(&[7; 32], "test");
        let signature = key.sign("one", b"bytes");
        assert_eq!(key.verify_key().verify("one", b"bytes", &signature), Ok(()));
        assert_eq!(key.verify_key().verify("two", b"bytes", &signature), Err(Refused::Signature));
        assert_eq!(key.verify_key().verify("one", b"bytez", &signature), Err(Refused::Signature));
        // The identity point as key accepts signatures of anything unless verification is strict.
        let mut identity = [0; 32];
        identity[0] = 1;
        let mut trivial = [0; 64];
        trivial[0] = 1;
        assert_eq!(VerifyKey(identity).verify("one", b"bytes", &trivial), Err(Refused::Signature));
    }

    /// RFC 8032 §7.1, TEST 1: the underlying primitive is the standard's.
    #[test]
    fn rfc_8032_test_1() {
        let secret = [
            0x9d, 0x61, 0xb1, 0x9d, 0xef, 0xfd, 0x5a, 0x60, 0xba, 0x84, 0x4a, 0xf4, 0x92, 0xec, 0x2c, 0xc4,
            0x44, 0x49, 0xc5, 0x69, 0x7b, 0x32, 0x69, 0x19, 0x70, 0x3b, 0xac, 0x03, 0x1c, 0xae, 0x7f, 0x60,
        ];
        let key = SigningKey::from_bytes(&secret);
        assert_eq!(key.verify_key().0[..4], [0xd7, 0x5a, 0x98, 0x01]);
        assert_eq!(key.0.sign(b"").to_bytes()[..4], [0xe5, 0x56, 0x43, 0x00]);
    }
}
