//! How she may be reached. It gates every message out: no entry means *do not write first*.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// What she told about reaching her. All parts optional, in her words where they are text.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
#[serde(default, deny_unknown_fields)]
pub struct SafeContact {
    /// Code of the list `safe_channel`.
    #[n(0)]
    pub channel: Option<String>,
    /// When, in her words and her time zone.
    #[n(1)]
    pub hours: Option<String>,
    /// Whether somebody else sees the device.
    #[n(2)]
    pub shared_device: Option<bool>,
    /// A word that means "unsafe, stop".
    #[n(3)]
    pub code_word: Option<String>,
    /// What must never be done or written.
    #[n(4)]
    pub never: Option<String>,
    /// Whether the team may write or call without being asked. Absent means no.
    #[n(5)]
    pub may_write_first: Option<bool>,
}

impl SafeContact {
    /// This, said after `before`. Her own words replace everything; a member's entry adds to what she said
    /// and never drops her code word or what must never be done.
    pub fn over(&self, before: &Self, author: &crate::Author) -> Self {
        if author.as_member().is_none() {
            return self.clone();
        }
        let hers = before.clone();
        Self {
            channel: self.channel.clone().or(hers.channel),
            hours: self.hours.clone().or(hers.hours),
            shared_device: self.shared_device.or(hers.shared_device),
            code_word: hers.code_word.or_else(|| self.code_word.clone()),
            never: match (hers.never, &self.never) {
                (Some(hers), Some(more)) if hers != *more => Some(format!("{hers}\n{more}")),
                (hers, more) => hers.or_else(|| more.clone()),
            },
            may_write_first: self.may_write_first.or(hers.may_write_first),
        }
    }

    /// Nothing was said at all.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
