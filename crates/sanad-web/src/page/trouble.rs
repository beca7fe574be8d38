//! The page that says what did not work and hands back what was written.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use sanad_i18n::Person;

use super::context::{Page, PageContext, render};

/// What did not work. Each has two sentences in the locale files: `problem-…-what` and `problem-…-do`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Trouble {
    /// The form stayed open too long.
    FormExpired,
    /// The one required field is empty.
    TextMissing,
    /// More than fits.
    TextLong,
    /// Nothing was stored; try again.
    Busy,
    /// The visit ended.
    VisitExpired,
    /// Forms are not taken from browsers in which scripts are off.
    OffClosed,
    /// A fault of the server.
    Failed,
}

impl Trouble {
    /// The stable code that she may quote, and the status.
    fn code(self) -> (&'static str, StatusCode) {
        match self {
            Self::FormExpired => ("form_expired", StatusCode::BAD_REQUEST),
            Self::TextMissing => ("text_missing", StatusCode::UNPROCESSABLE_ENTITY),
            Self::TextLong => ("text_long", StatusCode::PAYLOAD_TOO_LARGE),
            Self::Busy => ("busy", StatusCode::SERVICE_UNAVAILABLE),
            Self::VisitExpired => ("visit_expired", StatusCode::GONE),
            Self::OffClosed => ("off_closed", StatusCode::NOT_IMPLEMENTED),
            Self::Failed => ("failed", StatusCode::INTERNAL_SERVER_ERROR),
        }
    }
}

#[derive(Template)]
#[template(path = "person/problem.html")]
struct ProblemPage {
    t: Person,
    p: PageContext,
    code: &'static str,
    what: String,
    advice: String,
    draft: String,
}

/// Says it in her language.
pub(super) fn show(page: Page, trouble: Trouble, draft: String) -> Response {
    let (code, status) = trouble.code();
    let lang = page.lang();
    let id = code.replace('_', "-");
    let say = |part| lang.message(&format!("problem-{id}-{part}")).unwrap_or_default();
    let (what, advice) = (say("what"), say("do"));
    render(status, &ProblemPage { t: page.t, p: page.p, code, what, advice, draft })
}

#[cfg(test)]
mod tests {
    use sanad_i18n::Lang;

    use super::*;

    #[test]
    fn every_trouble_has_its_sentences_in_every_language() {
        let all = [
            Trouble::FormExpired,
            Trouble::TextMissing,
            Trouble::TextLong,
            Trouble::Busy,
            Trouble::VisitExpired,
            Trouble::OffClosed,
            Trouble::Failed,
        ];
        for trouble in all {
            let id = trouble.code().0.replace('_', "-");
            for lang in Lang::ALL {
                for part in ["what", "do"] {
                    let message = lang.message(&format!("problem-{id}-{part}"));
                    assert!(message.is_some_and(|it| !it.is_empty()), "{id} {part} {}", lang.tag());
                }
            }
        }
    }
}
