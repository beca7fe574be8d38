//! What the server signs after an append: an acknowledgement, or a refusal to build on (protocol §1).

use minicbor::{Decode, Encode};
use sanad_domain::{EntryId, TeamId};

use super::{
    Hash, Refused,
    sign::{Signed, SigningKey, VerifyKey},
};

const ACK: &str = "sanad/ack/v1";
const REFUSAL: &str = "sanad/refusal/v1";

/// Durable, in the log, and here is where.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Ack {
    /// Team.
    #[n(0)]
    pub team: TeamId,
    /// Entry.
    #[n(1)]
    pub entry: EntryId,
    /// Its hash.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub entry_hash: Hash,
    /// Its number in its lane.
    #[n(3)]
    pub n: u64,
    /// Its leaf in the log.
    #[n(4)]
    pub leaf: u64,
    /// Arrival, Unix seconds.
    #[n(5)]
    pub arrived: u64,
    /// A checkpoint that covers it (C2SP signed note).
    #[n(6)]
    pub checkpoint: String,
}

/// The lane went on in the meantime.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Conflict {
    /// Entry that was refused.
    #[n(0)]
    pub entry: EntryId,
    /// SHA-256 of its header.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub refused: Hash,
    /// Head of the lane.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub head: Hash,
    /// Number of that head; `None` for an empty lane.
    #[n(3)]
    pub n: Option<u64>,
}

impl Ack {
    /// Signs it.
    pub fn sign(&self, key: &SigningKey) -> Vec<u8> {
        Signed::make(ACK, self, key)
    }

    /// Checks the system's signature.
    pub fn open(bytes: &[u8], system: VerifyKey) -> Result<Self, Refused> {
        Signed::open(bytes, ACK, |_| system)
    }
}

impl Conflict {
    /// Signs it.
    pub fn sign(&self, key: &SigningKey) -> Vec<u8> {
        Signed::make(REFUSAL, self, key)
    }

    /// Checks the system's signature.
    pub fn open(bytes: &[u8], system: VerifyKey) -> Result<Self, Refused> {
        Signed::open(bytes, REFUSAL, |_| system)
    }
}
