//! Why a client will not go on.

use sanad_crypto::safe::Refused;

/// What is wrong with what the server, or the user, gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ClientError {
    /// The answer is not what this request is answered with.
    #[error("the server's answer cannot be read")]
    Answer,
    /// Forged, swapped, or sealed for others.
    #[error("what the server gave does not verify: {0}")]
    Refused(#[from] Refused),
    /// The team on this server is not the one that the link named.
    #[error("this server's team is not the one that the link named")]
    OtherTeam,
    /// The log does not continue what was seen before: history was rewritten or withheld.
    #[error("the server's history does not continue what was seen before")]
    RolledBack,
    /// A lane ends earlier than the log says.
    #[error("the server withholds part of the case")]
    Withheld,
    /// The acknowledgement does not cover what was sent.
    #[error("the server's acknowledgement does not cover what was sent")]
    Unacknowledged,
    /// The report cannot be sent as it is.
    #[error("the report cannot be sent: {0}")]
    Report(#[from] sanad_domain::report::ReportError),
    /// This reader holds no key of the case.
    #[error("no key for this case")]
    NoKey,
    /// A vault without a way in would be lost.
    #[error("this is the last way in")]
    LastWay,
    /// A vault has at most eight ways in.
    #[error("a vault has at most eight ways in: hide one first")]
    TooManyWays,
    /// The team is not ready: a key is missing on its chain.
    #[error("the team's keys are not complete")]
    NotReady,
}

impl ClientError {
    /// Stable code, as errors of the server have one.
    pub fn code(self) -> &'static str {
        match self {
            Self::Answer => "answer",
            Self::Refused(Refused::Newer) => "newer_version",
            Self::Refused(_) => "forged",
            Self::OtherTeam => "other_team",
            Self::RolledBack => "rolled_back",
            Self::Withheld => "withheld",
            Self::Unacknowledged => "unacknowledged",
            Self::Report(sanad_domain::report::ReportError::TextMissing) => "text_missing",
            Self::Report(_) => "too_long",
            Self::NoKey => "no_key",
            Self::LastWay => "last_way",
            Self::TooManyWays => "too_many_ways",
            Self::NotReady => "not_ready",
        }
    }
}
