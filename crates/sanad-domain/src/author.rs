//! Who says something in a case.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::{MemberId, PersonId};

/// Class of an author; what each may say stands in [`crate::case::may_say`].
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum AuthorClass {
    /// Who asks for help, with a receipt.
    #[n(0)]
    Person,
    /// A member of the team.
    #[n(1)]
    Member,
    /// A connector to a social page: never speaks her consent.
    #[n(2)]
    Channel,
    /// The server itself.
    #[n(3)]
    System,
}

/// An author: class and id.
///
/// As JSON it is the prefixed id, as ids are everywhere: `member_…`, `person_…`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode)]
#[cbor(array)]
pub struct Author {
    /// What kind of author.
    #[n(0)]
    pub class: AuthorClass,
    /// Its id within the class.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub id: [u8; 16],
}

impl Serialize for Author {
    fn serialize<S: serde::Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        let hex = || self.id.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        match self.class {
            AuthorClass::Person => s.collect_str(&PersonId(self.id)),
            AuthorClass::Member => s.collect_str(&MemberId(self.id)),
            AuthorClass::Channel => s.collect_str(&format_args!("channel_{}", hex())),
            AuthorClass::System => s.collect_str(&format_args!("system_{}", hex())),
        }
    }
}

impl Author {
    /// The person of a case.
    pub fn person(id: PersonId) -> Self {
        Self { class: AuthorClass::Person, id: id.0 }
    }

    /// A member.
    pub fn member(id: MemberId) -> Self {
        Self { class: AuthorClass::Member, id: id.0 }
    }

    /// The member's id, if a member speaks.
    pub fn as_member(&self) -> Option<MemberId> {
        (self.class == AuthorClass::Member).then_some(MemberId(self.id))
    }
}

/// What a member's card allows.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Follows cases up.
    #[n(0)]
    Caseworker,
    /// The same, and: members, roles, approvals, destruction on request.
    #[n(1)]
    Coordinator,
    /// The recovery sheet: holds keys, says nothing.
    #[n(2)]
    Recovery,
}
