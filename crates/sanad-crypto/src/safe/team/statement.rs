//! What can be stated about a team, and how a statement is signed.

use std::collections::BTreeMap;

use minicbor::{Decode, Encode};
use sanad_domain::{MemberId, Role, TeamId};

use super::{Hash, SigningKey, VerifyKey};
use crate::hazmat::cbor;

pub(super) const NS: &str = "sanad/team/v1";
pub(super) const LABEL: &str = "sanad/team/v1";

/// A member's (or the recovery sheet's) card.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Card {
    /// Whose.
    #[n(0)]
    pub member: MemberId,
    /// What it allows.
    #[n(1)]
    pub role: Role,
    /// Key to seal grants to.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub recipient: Vec<u8>,
    /// Key that signs this member's entries.
    #[n(3)]
    pub verify_key: VerifyKey,
    /// May open what nobody has taken yet.
    #[n(4)]
    pub triage: bool,
}

/// A key that the team shares: `intake` (reports are sealed to it) or `summary`.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct TeamKey {
    /// Which.
    #[n(0)]
    pub name: String,
    /// Grows by one with each new key.
    #[n(1)]
    pub generation: u32,
    /// Public half of the generation's seed; it also shows that a granted seed is the right one.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub recipient: Vec<u8>,
    /// Unix seconds after which a page warns that the key should have been renewed.
    #[n(3)]
    pub not_after: u64,
}

/// The keys of the team's server.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SystemKey {
    /// Signs acknowledgements and refusals.
    #[n(0)]
    pub verify_key: VerifyKey,
    /// Signs checkpoints.
    #[n(1)]
    pub log_key: VerifyKey,
}

/// One statement.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
pub enum Statement {
    /// The first: the root key, the salt of receipts, the team's public names.
    #[n(0)]
    Found {
        /// Root key.
        #[n(0)]
        root: VerifyKey,
        /// Salt of stage 1.
        #[n(1)]
        #[cbor(with = "minicbor::bytes")]
        salt: [u8; 16],
        /// Name by language.
        #[n(2)]
        #[cbor(with = "sanad_domain::text_map")]
        names: BTreeMap<String, String>,
    },
    /// A new card; ends the member's former one.
    #[n(1)]
    Card(#[n(0)] Card),
    /// A card ends.
    #[n(2)]
    Revoke {
        /// Whose.
        #[n(0)]
        member: MemberId,
    },
    /// A new or renewed team key.
    #[n(3)]
    TeamKey(#[n(0)] TeamKey),
    /// The server's keys.
    #[n(4)]
    System(#[n(0)] SystemKey),
    /// Other public names.
    #[n(5)]
    Names {
        /// Name by language.
        #[n(0)]
        #[cbor(with = "sanad_domain::text_map")]
        names: BTreeMap<String, String>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub(super) struct Fields {
    #[n(0)]
    pub(super) ns: String,
    #[n(1)]
    pub(super) team: TeamId,
    #[n(2)]
    pub(super) n: u64,
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub(super) prev: Hash,
    #[n(4)]
    pub(super) at: u64,
    #[n(5)]
    pub(super) statement: Statement,
}

/// One signature of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct StatementSignature {
    /// By which key.
    #[n(0)]
    pub key: VerifyKey,
    /// Ed25519 over label and hash of the fields.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub signature: Vec<u8>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub(super) struct Signed {
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub(super) fields: Vec<u8>,
    #[n(1)]
    pub(super) signatures: Vec<StatementSignature>,
}

/// A statement to be signed.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Team.
    pub team: TeamId,
    /// Number in the chain.
    pub n: u64,
    /// Hash of the statement before.
    pub prev: Hash,
    /// Unix seconds: a claim.
    pub at: u64,
    /// What is stated.
    pub statement: Statement,
}

impl Draft {
    /// Signs with every key given.
    pub fn sign(self, keys: &[&SigningKey]) -> Vec<u8> {
        let Self { team, n, prev, at, statement } = self;
        let fields = cbor::encode(&Fields { ns: NS.into(), team, n, prev, at, statement });
        let signatures = keys
            .iter()
            .map(|key| StatementSignature {
                key: key.verify_key(),
                signature: key.sign(LABEL, &fields).to_vec(),
            })
            .collect();
        cbor::encode(&Signed { fields, signatures })
    }
}
