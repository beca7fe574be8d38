//! Proofs from the log.

use crate::{Bytes, wire};

wire! {
    /// Proof of a chain's head (or absence) under a checkpoint (`sanad_crypto::log::heads`).
    HeadProof {
        /// `(key, leaf)` of the bucket's other chains.
        0 others: Vec<(Bytes, Bytes)>,
        /// 16 siblings, bucket first.
        1 siblings: Vec<Bytes>,
    }
    /// `GET /log/consistency?from=N&to=M`: the log only grew.
    Consistency {
        /// Newest checkpoint.
        0 checkpoint: String,
        /// Proof from the older size (RFC 9162 §2.1.4) to `to`, by default that of the newest checkpoint.
        1 proof: Vec<Bytes>,
    }
}

/// Hashes as they travel.
pub fn to_bytes(hashes: &[[u8; 32]]) -> Vec<Bytes> {
    hashes.iter().map(|it| Bytes::from(it.to_vec())).collect()
}

/// Hashes as a verifier takes them; `None` where one has not 32 bytes.
pub fn to_hashes(bytes: &[Bytes]) -> Option<Vec<[u8; 32]>> {
    bytes.iter().map(|it| it.as_slice().try_into().ok()).collect()
}

impl From<sanad_crypto::log::HeadsProof> for HeadProof {
    fn from(it: sanad_crypto::log::HeadsProof) -> Self {
        let bytes = |hash: &[u8; 32]| Bytes::from(hash.to_vec());
        Self {
            others: it.others.iter().map(|(key, leaf)| (bytes(key), bytes(leaf))).collect(),
            siblings: it.siblings.iter().map(bytes).collect(),
        }
    }
}

impl HeadProof {
    /// The proof as the verifier takes it; `None` where a hash has not 32 bytes.
    pub fn to_proof(&self) -> Option<sanad_crypto::log::HeadsProof> {
        let hash = |bytes: &Bytes| <[u8; 32]>::try_from(bytes.as_slice()).ok();
        Some(sanad_crypto::log::HeadsProof {
            others: self
                .others
                .iter()
                .map(|(key, leaf)| Some((hash(key)?, hash(leaf)?)))
                .collect::<Option<_>>()?,
            siblings: self.siblings.iter().map(hash).collect::<Option<_>>()?,
        })
    }
}
