//! What was first told. Only the free text is ever required.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use crate::{danger::Band, safe_contact::SafeContact};

/// Longest free text in bytes: the 20,000 characters that the form takes, at four bytes each.
pub const MAX_TEXT: usize = 80_000;
/// Longest other field in bytes: the 4,000 characters that the form takes at most.
pub const MAX_FIELD: usize = 16_000;
/// Most codes in one list.
pub const MAX_CODES: usize = 40;

/// Whether she is under 18; asked before any upload.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Age {
    /// Skipped: one sentence explains, then files are allowed.
    #[default]
    #[n(0)]
    Unsaid,
    /// 18 or older.
    #[n(1)]
    Adult,
    /// Under 18: no picture can be uploaded, danger is at least high.
    #[n(2)]
    Minor,
}

/// An answer to a question that may be skipped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum Answer {
    /// Not asked, skipped, or not known.
    #[default]
    #[n(0)]
    Unknown,
    /// Yes.
    #[n(1)]
    Yes,
    /// No.
    #[n(2)]
    No,
}

/// Where the report was sealed: the case shows which of these it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(index_only)]
#[serde(rename_all = "snake_case")]
pub enum SealedWhere {
    /// On the writer's device.
    #[default]
    #[n(0)]
    Device,
    /// On arrival, because scripts were off: the server saw it for a moment.
    #[n(1)]
    Server,
}

/// Her own answers about danger: six questions in plain words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
#[serde(default, deny_unknown_fields)]
pub struct DangerAnswers {
    /// Somebody in the family knows, or he threatens to tell them.
    #[n(0)]
    pub family: Answer,
    /// Somebody might hurt her.
    #[n(1)]
    pub hurt: Answer,
    /// He set a deadline within three days.
    #[n(2)]
    pub deadline: Answer,
    /// Something was already published.
    #[n(3)]
    pub published: Answer,
    /// Thoughts of dying or harming herself.
    #[n(4)]
    pub herself: Answer,
    /// Nobody whom she trusts knows.
    #[n(5)]
    pub alone: Answer,
}

/// What the page claims about danger, before any member has looked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// At most [`Band::High`]: only a member says *extreme* (protocol §8a).
    pub band: Band,
    /// A claimed threat to life: raises the alert as well.
    pub alert: bool,
}

/// The first telling.
#[derive(Debug, Clone, PartialEq, Eq, Default, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
#[serde(default, deny_unknown_fields)]
pub struct Report {
    /// What is happening, in her words. Required.
    #[n(0)]
    pub text: String,
    /// Code of the list `for_whom`.
    #[n(1)]
    pub for_whom: Option<String>,
    /// Under 18 or not.
    #[n(2)]
    pub age: Age,
    /// Codes of the list `material`.
    #[n(3)]
    pub material: Vec<String>,
    /// Codes of the list `demand`.
    #[n(4)]
    pub demand: Vec<String>,
    /// When he wants it, in her words.
    #[n(5)]
    pub deadline: Option<String>,
    /// Codes of the list `platform`.
    #[n(6)]
    pub platform: Vec<String>,
    /// Accounts, numbers, links he uses, in her words.
    #[n(7)]
    pub accounts: Option<String>,
    /// Code of the list `relationship`.
    #[n(8)]
    pub relationship: Option<String>,
    /// How she may be reached.
    #[n(9)]
    pub safe_contact: SafeContact,
    /// Her answers about danger.
    #[n(10)]
    pub danger: DangerAnswers,
    /// Codes of the list `consent_purpose` that she agreed to.
    #[n(11)]
    pub consents: Vec<String>,
    /// Language that she wrote in (BCP 47).
    #[n(12)]
    pub lang: Option<String>,
    /// Where it was sealed. Set by the sealing side, not by the form.
    #[n(13)]
    #[serde(skip_deserializing)]
    pub sealed_where: SealedWhere,
}

/// Why a report cannot be taken as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum ReportError {
    /// The one required field is empty.
    #[error("the text is empty")]
    TextMissing,
    /// A field is longer than it may be.
    #[error("a field is too long: {field}")]
    TooLong {
        /// Name of the field.
        field: &'static str,
    },
}

impl Report {
    /// A report with only its text.
    pub fn of_text(text: &str) -> Self {
        Self { text: text.into(), ..Self::default() }
    }

    /// Checks lengths and the required field. Codes are kept as they come: a newer page may know more.
    pub fn check(&self) -> Result<(), ReportError> {
        if self.text.trim().is_empty() {
            return Err(ReportError::TextMissing);
        }
        let long = |field| Err(ReportError::TooLong { field });
        if self.text.len() > MAX_TEXT {
            return long("text");
        }
        let safe = &self.safe_contact;
        let short = [
            ("for_whom", &self.for_whom),
            ("deadline", &self.deadline),
            ("accounts", &self.accounts),
            ("relationship", &self.relationship),
            ("lang", &self.lang),
            ("safe_contact.channel", &safe.channel),
            ("safe_contact.hours", &safe.hours),
            ("safe_contact.code_word", &safe.code_word),
            ("safe_contact.never", &safe.never),
        ];
        for (field, value) in short {
            if value.as_ref().is_some_and(|it| it.len() > MAX_FIELD) {
                return long(field);
            }
        }
        let lists = [
            ("material", &self.material),
            ("demand", &self.demand),
            ("platform", &self.platform),
            ("consents", &self.consents),
        ];
        for (field, codes) in lists {
            if codes.len() > MAX_CODES || codes.iter().any(|it| it.len() > 64) {
                return long(field);
            }
        }
        Ok(())
    }

    /// The danger that her answers claim.
    pub fn claim(&self) -> Claim {
        let yes = |answer| answer == Answer::Yes;
        let it = &self.danger;
        let life = yes(it.hurt) || yes(it.herself);
        let minor = self.age == Age::Minor;
        let some = [it.family, it.deadline, it.published].into_iter().filter(|it| yes(*it)).count();
        let band = match (life || minor || some >= 2, some + usize::from(yes(it.alone))) {
            (true, _) => Band::High,
            (false, 1..) => Band::Medium,
            (false, 0) => Band::Low,
        };
        Claim { band, alert: life }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_text_is_required() {
        assert_eq!(Report::of_text("he threatens me").check(), Ok(()));
        assert_eq!(Report::of_text(" \n").check(), Err(ReportError::TextMissing));
        let smallest: Report = serde_json::from_str(r#"{"text":"…"}"#).unwrap();
        assert_eq!(smallest, Report::of_text("…"));
        assert!(serde_json::from_str::<Report>(r#"{"text":"…","txet":1}"#).is_err());
        assert!(serde_json::from_str::<Report>(r#"{"text":"…","sealed_where":"server"}"#).is_err());
    }

    #[test]
    fn long_fields_are_named() {
        let mut report = Report::of_text("x");
        report.accounts = Some("y".repeat(MAX_FIELD + 1));
        assert_eq!(report.check(), Err(ReportError::TooLong { field: "accounts" }));
    }

    #[test]
    fn her_claim_is_at_most_high_and_a_threat_to_life_alerts() {
        let mut report = Report::of_text("x");
        assert_eq!(report.claim(), Claim { band: Band::Low, alert: false });
        report.danger.alone = Answer::Yes;
        assert_eq!(report.claim(), Claim { band: Band::Medium, alert: false });
        report.danger.herself = Answer::Yes;
        assert_eq!(report.claim(), Claim { band: Band::High, alert: true });
        report = Report { age: Age::Minor, ..Report::of_text("x") };
        assert_eq!(report.claim(), Claim { band: Band::High, alert: false });
    }
}
