//! Epochs: the key to which a lane is sealed until its holders change (protocol §2).

use rand_core::CryptoRng;
use sanad_age::{HybridIdentity, HybridRecipient};
use sanad_domain::CaseId;
use zeroize::Zeroizing;

use super::{Refused, sign::VerifyKey};
use crate::hazmat::{kdf, transcript::first16, transcript::hash};

/// The secret of one epoch of one lane.
#[derive(Clone)]
pub struct EpochSeed(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for EpochSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("EpochSeed(<secret>)")
    }
}

impl EpochSeed {
    /// A new random seed.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self(seed)
    }

    pub(crate) fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The key that opens what is sealed in this epoch.
    pub fn identity(&self) -> HybridIdentity {
        HybridIdentity::from_seed(*kdf::derive(self.0.as_slice(), "sanad/epoch/age/v1", &[]))
    }

    /// The key to seal to.
    pub fn recipient(&self) -> HybridRecipient {
        self.identity().recipient()
    }
}

/// Short name of a key that can hold grants: first 16 bytes of a hash of its recipient.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, minicbor::Encode, minicbor::Decode)]
#[cbor(transparent)]
pub struct Holder(#[cbor(with = "minicbor::bytes")] pub [u8; 16]);

impl std::fmt::Debug for Holder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Holder(")?;
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))?;
        f.write_str(")")
    }
}

impl Holder {
    /// The name of a recipient's key.
    pub fn of(recipient: &HybridRecipient) -> Self {
        Self(first16(hash(&[b"sanad/holder/v1", &recipient.to_bytes()])))
    }
}

/// The id of a case binds its creator's key, its first recipient and a nonce, so that nobody can present
/// another beginning for it.
pub fn case_id(
    team: sanad_domain::TeamId,
    creator: &VerifyKey,
    recipient: &HybridRecipient,
    nonce: &[u8; 16],
) -> CaseId {
    CaseId(first16(hash(&[b"sanad/case/v1", &team.0, &creator.0, &recipient.to_bytes(), nonce])))
}

/// Reads a recipient as it stands in a header or card.
pub fn recipient(bytes: &[u8]) -> Result<HybridRecipient, Refused> {
    HybridRecipient::from_bytes(bytes).map_err(|_| Refused::Unacceptable)
}
