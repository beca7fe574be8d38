//! What is wrong, and where.

use std::fmt;

use sanad_crypto::safe::Refused;
use sanad_domain::{CaseId, EntryId, Lane, MemberId};

macro_rules! checks {
    ($($(#[$doc:meta])* $name:ident = $code:literal, $words:literal;)*) => {
        /// A check that failed.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum Check {
            $($(#[$doc])* $name,)*
        }

        impl Check {
            /// Stable code.
            pub fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }

            fn words(self) -> &'static str {
                match self {
                    $(Self::$name => $words,)*
                }
            }
        }
    };
}

checks! {
    /// The bytes are not of their format.
    Malformed = "malformed", "cannot be read";
    /// A newer version wrote it.
    Newer = "newer_version", "was made by a newer version";
    /// A signature does not hold.
    Signature = "signature", "is not signed by the key that it names";
    /// It was signed for another place.
    Swapped = "swapped", "was signed for another place";
    /// Whoever said it could not say it.
    Forbidden = "forbidden", "is by somebody who could not say it";
    /// The sealed bytes are not the ones that were signed.
    Sealed = "sealed", "holds other sealed bytes than were signed";
    /// The stored hash is not that of the bytes.
    Hash = "hash", "is stored with another hash than its own";
    /// It does not continue what stands before it.
    Chain = "chain", "does not continue the one before it";
    /// It stands in the log before what it follows.
    Order = "order", "stands in the log before what it follows";
    /// Epoch or recipient do not follow from the lane.
    Epoch = "epoch", "is sealed in an epoch that the lane does not have";
    /// The case's id does not bind its beginning.
    CaseId = "case_id", "does not begin the case whose id it carries";
    /// It is not the leaf of the log that it says.
    Leaf = "leaf", "is not what the log holds in its place";
    /// It is not there, or something that it needs.
    Missing = "missing", "is missing, or something without which it cannot be";
    /// It is there and nothing accounts for it.
    Extra = "extra", "is there and nothing accounts for it";
    /// It says something else than what was recomputed.
    Differs = "differs", "is not what follows from the entries";
}

/// Where something is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// A statement of the team's chain.
    Statement {
        /// Number.
        n: u64,
    },
    /// An entry.
    Entry {
        /// Case.
        case: CaseId,
        /// Lane.
        lane: Lane,
        /// Number in the lane.
        n: u64,
        /// Id.
        entry: EntryId,
    },
    /// A lane of a case.
    Lane {
        /// Case.
        case: CaseId,
        /// Lane.
        lane: Lane,
    },
    /// A case.
    Case {
        /// Which.
        case: CaseId,
    },
    /// A member's card.
    Card {
        /// Whose.
        member: MemberId,
    },
    /// A grant of a case.
    Grant {
        /// Case.
        case: CaseId,
        /// Lane.
        lane: Lane,
        /// Epoch.
        epoch: u32,
    },
    /// A granted team key.
    TeamKey {
        /// Generation.
        generation: u32,
    },
    /// A leaf of the log.
    Leaf {
        /// Number.
        index: u64,
    },
    /// A node of the log's tree.
    Node {
        /// Height above the leaves.
        level: u8,
        /// Place in the level.
        index: u64,
    },
    /// A node of the heads map.
    HeadNode {
        /// Height above the buckets.
        level: u8,
        /// Place in the level.
        index: u32,
    },
    /// A chain in the heads map that no lane has.
    Chain {
        /// First 16 bytes of its key.
        key: [u8; 16],
    },
    /// The signed checkpoint.
    Checkpoint,
    /// The log as a whole.
    Log,
    /// A row that cannot be read.
    Row {
        /// Table.
        table: &'static str,
    },
}

impl Where {
    pub(super) fn bad(self, check: Check) -> Bad {
        Bad { place: self, check }
    }

    pub(super) fn refused(self, refused: Refused) -> Bad {
        self.bad(match refused {
            Refused::Signature => Check::Signature,
            Refused::Newer => Check::Newer,
            Refused::Swapped => Check::Swapped,
            Refused::Unacceptable => Check::Forbidden,
            _ => Check::Malformed,
        })
    }

    /// Stable name of the kind of place.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Statement { .. } => "statement",
            Self::Entry { .. } => "entry",
            Self::Lane { .. } => "lane",
            Self::Case { .. } => "case",
            Self::Card { .. } => "card",
            Self::Grant { .. } => "grant",
            Self::TeamKey { .. } => "team_key",
            Self::Leaf { .. } => "leaf",
            Self::Node { .. } => "node",
            Self::HeadNode { .. } => "head_node",
            Self::Chain { .. } => "chain",
            Self::Checkpoint => "checkpoint",
            Self::Log => "log",
            Self::Row { .. } => "row",
        }
    }

    /// What names the place, by stable names.
    pub fn fields(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Statement { n } => vec![("n", n.to_string())],
            Self::Entry { case, lane, n, entry } => vec![
                ("entry", entry.to_string()),
                ("case", case.to_string()),
                ("lane", lane.name().to_owned()),
                ("n", n.to_string()),
            ],
            Self::Lane { case, lane } => vec![("case", case.to_string()), ("lane", lane.name().to_owned())],
            Self::Case { case } => vec![("case", case.to_string())],
            Self::Card { member } => vec![("member", member.to_string())],
            Self::Grant { case, lane, epoch } => vec![
                ("case", case.to_string()),
                ("lane", lane.name().to_owned()),
                ("epoch", epoch.to_string()),
            ],
            Self::TeamKey { generation } => vec![("generation", generation.to_string())],
            Self::Leaf { index } => vec![("index", index.to_string())],
            Self::Node { level, index } => vec![("level", level.to_string()), ("index", index.to_string())],
            Self::HeadNode { level, index } => {
                vec![("level", level.to_string()), ("index", index.to_string())]
            }
            Self::Chain { key } => vec![("key", key.iter().map(|byte| format!("{byte:02x}")).collect())],
            Self::Row { table } => vec![("table", (*table).to_owned())],
            Self::Checkpoint | Self::Log => vec![],
        }
    }
}

/// The first thing that an audit found wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Bad {
    /// Where.
    pub place: Where,
    /// What.
    pub check: Check,
}

impl std::error::Error for Bad {}

impl fmt::Display for Bad {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.place.kind())?;
        let fields = self.place.fields();
        if !fields.is_empty() {
            let named: Vec<String> = fields.iter().map(|(name, value)| format!("{name} {value}")).collect();
            write!(f, " ({})", named.join(", "))?;
        }
        write!(f, " {}", self.check.words())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said_in_one_sentence() {
        let place = Where::Lane { case: CaseId([0xa5; 16]), lane: Lane::Team };
        let bad = place.bad(Check::Missing);
        let case = "a5".repeat(16);
        assert_eq!(
            bad.to_string(),
            format!("lane (case case_{case}, lane team) is missing, or something without which it cannot be")
        );
        assert_eq!(Where::Log.bad(Check::Differs).to_string(), "log is not what follows from the entries");
        assert_eq!((Check::Sealed.code(), place.kind()), ("sealed", "lane"));
    }
}
