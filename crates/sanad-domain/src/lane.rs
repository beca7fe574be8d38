//! The three chains of a case.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Which chain of a case an entry hangs on (protocol §1).
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// What the person and the team share.
    #[n(0)]
    Shared,
    /// What only the team sees: she has neither key nor headers nor counts of it.
    #[n(1)]
    Team,
    /// Who opened what; readable by the person.
    #[n(2)]
    Access,
}

impl Lane {
    /// All lanes, in their order.
    pub const ALL: [Self; 3] = [Self::Shared, Self::Team, Self::Access];

    /// The name inside hashes, databases and addresses.
    pub fn name(self) -> &'static str {
        match self {
            Self::Shared => "shared",
            Self::Team => "team",
            Self::Access => "access",
        }
    }
}
