//! What can be committed, and what comes of it.

use sanad_crypto::safe::{entry::Header, epoch::Holder, routing::Routing};
use sanad_domain::{CaseId, MemberId, danger::Band};

use crate::{
    Hash,
    members::{AccountRow, UnlockRow},
    team::TeamGrantRow,
};

/// Who asks, as the session proved it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum By {
    /// The person of this case.
    Person(CaseId),
    /// A member.
    Member(MemberId),
    /// A coordinator, with the recovery sheet on the table: what the sheet holds may be given on.
    WithSheet(MemberId),
}

impl By {
    /// The member, with or without the sheet.
    pub fn member(self) -> Option<MemberId> {
        match self {
            Self::Person(_) => None,
            Self::Member(member) | Self::WithSheet(member) => Some(member),
        }
    }
}

/// A grant to keep.
#[derive(Debug, Clone)]
pub struct NewGrant {
    /// Epoch.
    pub epoch: u32,
    /// Whose.
    pub holder: Holder,
    /// age file.
    pub sealed: Vec<u8>,
}

/// One more entry; its signature was checked, its place is checked here.
#[derive(Debug, Clone)]
pub struct NewEntry {
    /// Header.
    pub header: Header,
    /// Sealed envelope.
    pub sealed: Vec<u8>,
    /// Grants of the header's lane.
    pub grants: Vec<NewGrant>,
    /// Routing that follows, signed bytes beside what they say.
    pub routing: Option<(Vec<u8>, Routing)>,
    /// Sealed summary that follows, with the generation of its key.
    pub summary: Option<(u32, Vec<u8>)>,
    /// Who asks.
    pub by: By,
    /// Another number for the person, where the entry changes it.
    pub rekey: Option<NewReceipt>,
}

/// What finds a case by a receipt, and checks who comes with it.
#[derive(Debug, Clone)]
pub struct NewReceipt {
    /// HMAC of the receipt's stage 1 under the server's pepper.
    pub lookup: Hash,
    /// Salt of stage 2.
    pub kdf_salt: Vec<u8>,
    /// Memory of stage 2 in KiB.
    pub kdf_m_kib: u32,
    /// Passes of stage 2.
    pub kdf_t: u32,
    /// Verifies her answers to challenges.
    pub auth_key: [u8; 32],
}

/// A new case.
#[derive(Debug, Clone)]
pub struct NewCase {
    /// Its first entry, on the shared lane; `by` is the person of the header's case.
    pub first: NewEntry,
    /// How she comes back.
    pub receipt: NewReceipt,
    /// Band that her answers claim.
    pub claimed: Band,
    /// Claimed threat to life.
    pub alert: bool,
    /// Under 18.
    pub minor: bool,
    /// Came without proof of work, or over a limit.
    pub quarantined: bool,
    /// The session in which its files follow: hash of the token, and until when (Unix seconds). It begins with
    /// the case, and again where the same report comes again.
    pub session: Option<(Hash, u64)>,
}

/// The team's chain goes on.
#[derive(Debug, Clone, Default)]
pub struct NewStatements {
    /// Signed statements.
    pub statements: Vec<Vec<u8>>,
    /// Keys that follow.
    pub grants: Vec<TeamGrantRow>,
    /// The account of a member whose card is new with these statements; it replaces what the member had.
    pub account: Option<(AccountRow, Vec<UnlockRow>)>,
    /// Sealed names, where they change with it.
    pub directory: Option<Vec<u8>>,
    /// The grants may be for this member's card only: a caseworker hands out nobody's keys.
    pub grants_only_for: Option<MemberId>,
}

/// Something to commit.
#[derive(Debug, Clone)]
pub enum Work {
    /// A new case.
    File(NewCase),
    /// One more entry.
    Append(NewEntry),
    /// Statements of the team's chain.
    State(NewStatements),
}

/// Where something stands now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// Number in its chain.
    pub n: u64,
    /// SHA-256 of the header or statement.
    pub hash: Hash,
    /// Leaf in the log.
    pub leaf: u64,
    /// Arrival, Unix seconds.
    pub arrived: u64,
}

/// Why something was not committed. Nothing of it was stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Refusal {
    /// The lane's head is another; here it is.
    Conflict(Option<(u64, Hash)>),
    /// No such case, or the asker may not know of it.
    NotFound,
    /// The author's key or role does not allow it.
    Forbidden,
    /// Epoch, recipient or case id do not fit what is there.
    WrongPlace,
    /// The same id with other content.
    Taken,
    /// The case was destroyed.
    Gone,
    /// The database failed; try again.
    Unavailable,
}

/// Everything of one work stands, under one checkpoint.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stands {
    /// One place for each entry or statement.
    pub places: Vec<Place>,
    /// A checkpoint that covers them.
    pub checkpoint: String,
}
