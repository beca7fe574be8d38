//! The kinds of entries, each with its version. CBOR inside the seal, JSON for people who look with tools.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::{
    BlobId, MemberId,
    danger::Assessment,
    report::{Report, SealedWhere},
    safe_contact::SafeContact,
};

/// Hand-set stage of a case.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Arrived; nobody has looked.
    #[default]
    #[n(0)]
    New,
    /// Looked at, not taken.
    #[n(1)]
    Triage,
    /// Somebody follows it up.
    #[n(2)]
    Active,
    /// Waiting for her, him, or somebody else.
    #[n(3)]
    Waiting,
    /// A settlement is being made or watched.
    #[n(4)]
    Settlement,
    /// With an authority or a service.
    #[n(5)]
    Referral,
    /// Ended with an outcome.
    #[n(6)]
    Closed,
}

impl Stage {
    /// All stages in their order.
    pub const ALL: [Self; 7] = [
        Self::New,
        Self::Triage,
        Self::Active,
        Self::Waiting,
        Self::Settlement,
        Self::Referral,
        Self::Closed,
    ];

    /// Code in `taxonomy.toml` (list `stage`).
    pub fn code(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Triage => "triage",
            Self::Active => "active",
            Self::Waiting => "waiting",
            Self::Settlement => "settlement",
            Self::Referral => "referral",
            Self::Closed => "closed",
        }
    }

    /// The stage of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }
}

/// Why a member opened a case: a code, never free text, since the person reads it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Purpose {
    /// First look.
    #[n(0)]
    Triage,
    /// Working on it.
    #[n(1)]
    FollowUp,
    /// A second member's look.
    #[n(2)]
    Review,
    /// Taking over from another member.
    #[n(3)]
    Handover,
    /// Checking the team's work.
    #[n(4)]
    Audit,
}

/// A sealed file that belongs to an entry. The key is here, the header names only the sealed bytes.
#[derive(Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Attachment {
    /// Which blob.
    #[n(0)]
    pub id: BlobId,
    /// Seed of the one-time key it is sealed to.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    #[serde(skip)]
    pub seed: [u8; 32],
    /// Length before sealing and padding, in bytes.
    #[n(2)]
    pub plain_len: u64,
    /// SHA-256 before sealing.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    #[serde(skip)]
    pub plain_sha256: [u8; 32],
    /// File name as the sender had it; shown, never used as a path.
    #[n(4)]
    pub name: String,
    /// Media type as the sender claimed it.
    #[n(5)]
    pub media_type: String,
}

impl std::fmt::Debug for Attachment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Attachment({})", self.id)
    }
}

macro_rules! bodies {
    ($($(#[$doc:meta])* $name:ident { $($(#[$fdoc:meta])* $n:literal $field:ident: $ty:ty,)* })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
        #[cbor(map)]
        pub struct $name { $($(#[$fdoc])* #[n($n)] pub $field: $ty,)* }
    )*};
}

bodies! {
    /// A message between the person and the team.
    Message {
        /// What is said.
        0 text: String,
        /// Files that come with it.
        1 attachments: Vec<Attachment>,
        /// Where it was sealed.
        2 sealed_where: SealedWhere,
    }
    /// A note that only the team sees.
    Note {
        /// What is noted.
        0 text: String,
    }
    /// A consent given or withdrawn by the person.
    Consent {
        /// Code of the list `consent_purpose`.
        0 purpose: String,
        /// Given or withdrawn.
        1 decision: Decision,
        /// To whom, where the purpose needs one.
        2 recipient: Option<String>,
    }
    /// Who works on the case from now on.
    Assign {
        /// All assignees; empty puts the case back.
        0 to: Vec<MemberId>,
    }
    /// The case moved to another stage.
    StageChange {
        /// The new stage.
        0 to: Stage,
        /// Why, if it needs saying.
        1 reason: Option<String>,
    }
    /// The case ended.
    Close {
        /// Codes of the list `outcome`; at least one.
        0 outcomes: Vec<String>,
        /// How it ended, in the member's words.
        1 summary: String,
        /// A safety plan is in place.
        2 safety_plan: bool,
        /// She was told that she can come back any time.
        3 told_to_come_back: bool,
    }
    /// A member asked for the case's content.
    Access {
        /// Why.
        0 purpose: Purpose,
        /// The name under which she knows the member.
        1 alias: String,
    }
    /// A member saved a file outside of Sanad.
    Download {
        /// Which file.
        0 blob: BlobId,
        /// Why, in the member's words. Required.
        1 reason: String,
    }
    /// A new epoch for its own sake: holders changed, nothing is said. Who holds stands in the envelope.
    Opening {
        /// Code that tells why: `taken`, `put_back`, `left`, `renewed`, `rekey`.
        0 reason: String,
    }
    /// Everything is deleted; only this entry's header remains.
    Destroy {
        /// Code that tells who asked: `person`, `retention`.
        0 reason: String,
    }
}

impl Message {
    /// Words without files, sealed on the writer's device.
    pub fn of_text(text: impl Into<String>) -> Self {
        Self { text: text.into(), attachments: vec![], sealed_where: SealedWhere::Device }
    }
}

/// A consent given or withdrawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// From now on.
    #[n(0)]
    Given,
    /// No longer.
    #[n(1)]
    Withdrawn,
}

/// Why a body could not be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum BodyError {
    /// Made by a newer Sanad: update before working on this case.
    #[error("this entry was made by a newer version: update")]
    Newer,
    /// Not what its kind says.
    #[error("this entry is malformed")]
    Malformed,
    /// Sealed in an epoch whose key this reader does not hold.
    #[error("this entry is sealed to others")]
    Closed,
    /// Its signature, author or place is not what it claims.
    #[error("this entry is forged or was swapped")]
    Forged,
}

macro_rules! kinds {
    ($($(#[$doc:meta])* $variant:ident($ty:ty) = $name:literal v $version:literal;)*) => {
        /// What an entry says.
        #[derive(Debug, Clone, PartialEq, Eq, Serialize)]
        #[serde(tag = "kind", rename_all = "snake_case")]
        #[expect(clippy::large_enum_variant, reason = "bodies are short-lived, boxing would only add noise")]
        pub enum Body { $($(#[$doc])* $variant($ty),)* }

        /// Which kind of entry.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum Kind { $($(#[$doc])* $variant,)* }

        impl Kind {
            /// Every kind.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Name inside the envelope.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }

            /// The version that this build writes; older ones are read, newer ones refused.
            pub fn version(self) -> u32 { match self { $(Self::$variant => $version,)* } }
        }

        impl Body {
            /// Its kind.
            pub fn kind(&self) -> Kind { match self { $(Self::$variant(_) => Kind::$variant,)* } }

            /// Deterministic CBOR (RFC 8949 §4.2.1: shortest forms, integer keys in order).
            pub fn encode(&self) -> Vec<u8> {
                // Writing to a Vec cannot fail.
                match self { $(Self::$variant(it) => minicbor::to_vec(it).unwrap_or_default(),)* }
            }

            /// Reads a body; non-canonical bytes and duplicate keys are refused by encoding again.
            pub fn decode(kind: &str, version: u32, bytes: &[u8]) -> Result<Self, BodyError> {
                match kind {
                    $($name => {
                        if version > $version { return Err(BodyError::Newer); }
                        let body: $ty = minicbor::decode(bytes).map_err(|_| BodyError::Malformed)?;
                        let body = Self::$variant(body);
                        if body.encode() == bytes { Ok(body) } else { Err(BodyError::Malformed) }
                    })*
                    _ => Err(BodyError::Newer),
                }
            }
        }
    };
}

kinds! {
    /// The first telling.
    Report(Report) = "report" v 1;
    /// A message to or from her.
    Message(Message) = "message" v 1;
    /// Her consent, given or withdrawn.
    Consent(Consent) = "consent" v 1;
    /// An internal note.
    Note(Note) = "note" v 1;
    /// A danger assessment.
    Danger(Assessment) = "danger" v 1;
    /// How she may be reached.
    SafeContact(SafeContact) = "safe_contact" v 1;
    /// Who works on it.
    Assign(Assign) = "assign" v 1;
    /// Another stage.
    Stage(StageChange) = "stage" v 1;
    /// The end, with its outcome.
    Close(Close) = "close" v 1;
    /// The case goes on.
    Reopen(Note) = "reopen" v 1;
    /// Who opened the case, when and why.
    Access(Access) = "access" v 1;
    /// A file was saved outside of Sanad.
    Download(Download) = "download" v 1;
    /// New holders.
    Opening(Opening) = "opening" v 1;
    /// Everything is deleted.
    Destroy(Destroy) = "destroy" v 1;
}
