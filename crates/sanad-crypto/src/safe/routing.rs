//! Routing: what the queue is ordered by, signed by the member whose client derived it (protocol §1).

use minicbor::{Decode, Encode};
use sanad_domain::{CaseId, MemberId, TeamId, case::Stage, danger::Band};

use super::{
    Hash, Refused,
    sign::{Signed, SigningKey, VerifyKey},
};

const LABEL: &str = "sanad/routing/v1";

/// What the server may know of a case's state. Unsigned or outdated routing never lowers a case.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Routing {
    /// Team.
    #[n(0)]
    pub team: TeamId,
    /// Case.
    #[n(1)]
    pub case: CaseId,
    /// Heads of the lanes `shared` and `team` that this was derived from.
    #[n(2)]
    pub heads: Heads,
    /// Stage.
    #[n(3)]
    pub stage: Stage,
    /// Danger.
    #[n(4)]
    pub band: Band,
    /// Since when she waits, Unix seconds.
    #[n(5)]
    pub waiting_since: Option<u64>,
    /// When the next answer is due, Unix seconds.
    #[n(6)]
    pub due: Option<u64>,
    /// Who works on it.
    #[n(7)]
    pub assignees: Vec<MemberId>,
    /// Who signs.
    #[n(8)]
    pub by: VerifyKey,
}

/// The two heads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode)]
#[cbor(array)]
pub struct Heads {
    /// Of `shared`.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub shared: Hash,
    /// Of `team`; zeros while it is empty.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub team: Hash,
}

impl Routing {
    /// Signs it.
    pub fn sign(&self, key: &SigningKey) -> Vec<u8> {
        Signed::make(LABEL, self, key)
    }

    /// Checks the signature by the key inside; whether that key may, the team's chain says.
    pub fn open(bytes: &[u8]) -> Result<Self, Refused> {
        Signed::open(bytes, LABEL, |it: &Self| it.by)
    }
}
