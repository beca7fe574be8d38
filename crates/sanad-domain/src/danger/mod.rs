//! Danger: levels, the assessment, its expiry and clocks. Structured judgement: items suggest, a member decides.

mod assessment;

pub use assessment::{Assessment, ITEMS, ITEMS_VERSION, Item, Suggestion, suggest};

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

/// Assessed level of danger.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Encode, Decode, Serialize, Deserialize,
)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// No sign of danger beyond the threat itself.
    #[default]
    #[n(0)]
    Low,
    /// Signs that it may grow.
    #[n(1)]
    Medium,
    /// Somebody may be hurt. Needs a second member's review.
    #[n(2)]
    High,
    /// A life is at stake now. Needs a second member's review.
    #[n(3)]
    Extreme,
}

impl Band {
    /// All bands, lowest first.
    pub const ALL: [Self; 4] = [Self::Low, Self::Medium, Self::High, Self::Extreme];

    /// Code in `taxonomy.toml` (list `danger_level`).
    pub fn code(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Extreme => "extreme",
        }
    }

    /// The band of a code.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.code() == code)
    }

    /// Seconds until the first human answer is due (default clocks: 15 min, 1 h, 4 h, 24 h).
    pub fn answer_within(self) -> u64 {
        match self {
            Self::Low => 24 * 3600,
            Self::Medium => 4 * 3600,
            Self::High => 3600,
            Self::Extreme => 15 * 60,
        }
    }

    /// Seconds until an assessment at this level must be made again.
    pub fn valid_for(self) -> u64 {
        match self {
            Self::Low | Self::Medium => 30 * 86_400,
            Self::High => 7 * 86_400,
            Self::Extreme => 86_400,
        }
    }

    /// Whether a second member must look.
    pub fn needs_review(self) -> bool {
        self >= Self::High
    }
}
