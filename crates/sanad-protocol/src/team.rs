//! The team: its chain, set-up, members, shared keys.

use sanad_crypto::safe::{epoch::Holder, sign::VerifyKey, vault::SealedVault};
use sanad_domain::MemberId;

use crate::{Bytes, log::HeadProof, member::NewUnlock, wire};

wire! {
    /// A statement with its leaf.
    Logged {
        /// Signed statement.
        0 statement: Bytes,
        /// Leaf in the log.
        1 leaf: u64,
        /// Arrival, Unix seconds.
        2 arrived: u64,
    }
    /// `GET /team`: everything that a client needs to trust the team's keys.
    TeamView {
        /// The whole chain.
        0 statements: Vec<Logged>,
        /// Newest checkpoint.
        1 checkpoint: String,
        /// Proof of the chain's head under it.
        2 proof: HeadProof,
        /// Server's clock, Unix seconds.
        3 now: u64,
        /// Proof of where each statement stands in the log (`sanad_crypto::log::reveal`).
        4 revealed: Vec<Bytes>,
    }
    /// `GET /setup?token=…`: the server's keys, for the first coordinator.
    SetUpView {
        /// Signs acknowledgements.
        0 system_key: VerifyKey,
        /// Signs checkpoints.
        1 log_key: VerifyKey,
        /// Server's clock, Unix seconds.
        2 now: u64,
    }
    /// A team key for one holder.
    TeamGrant {
        /// `intake`, `summary`.
        0 name: String,
        /// Generation.
        1 generation: u32,
        /// Whose.
        2 holder: Holder,
        /// age file.
        3 sealed: Bytes,
    }
    /// A member's account on the server: handle, ways in, vault.
    Account {
        /// Unique handle: letters, digits, `-`, 2 to 32.
        0 handle: String,
        /// Whose.
        1 member: MemberId,
        /// Ways in.
        2 unlocks: Vec<NewUnlock>,
        /// The vault.
        3 vault: SealedVault,
    }
    /// `POST /setup`: the team begins.
    SetUp {
        /// One-time token of the set-up link.
        0 token: String,
        /// The first statements, in order.
        1 statements: Vec<Bytes>,
        /// Team keys for their holders.
        2 grants: Vec<TeamGrant>,
        /// The first coordinator's account.
        3 account: Account,
        /// Members' names, sealed to the team.
        4 directory: Bytes,
    }
    /// `POST /team/statements`: the chain goes on.
    State {
        /// Signed statements, in order.
        0 statements: Vec<Bytes>,
        /// Team keys that follow.
        1 grants: Vec<TeamGrant>,
        /// The account of a member whose card is made or exchanged with it: ways in and vault for the card's
        /// new keys. It replaces what was there, and ends the member's sessions.
        2 account: Option<Account>,
        /// Members' names, where they change with it.
        3 directory: Option<Bytes>,
    }
    /// A member as the server knows it.
    MemberRow {
        /// Id.
        0 member: MemberId,
        /// Handle.
        1 handle: String,
    }
    /// `GET /team/keys`: for a signed-in member.
    TeamKeys {
        /// Team keys for this member's card.
        0 grants: Vec<TeamGrant>,
        /// Members' names, sealed.
        1 directory: Bytes,
        /// Version of the directory.
        2 directory_n: u64,
        /// Accounts.
        3 members: Vec<MemberRow>,
    }
    /// `PUT /team/directory`: compare-and-swap on the version.
    PutDirectory {
        /// The version that this replaces.
        0 n: u64,
        /// Sealed names.
        1 directory: Bytes,
    }
}
