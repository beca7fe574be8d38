//! Coming back: the box for the receipt, and the empty page that the script fills.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use sanad_i18n::Person;

use super::{
    context::{Page, PageContext, render},
    tell::choices,
};

#[derive(Template)]
#[template(path = "person/back.html")]
struct Back {
    t: Person,
    p: PageContext,
    form_token: String,
    typed: String,
    error: &'static str,
}

/// A row of the conversation.
struct Message {
    from_team: bool,
    when: String,
    text: String,
}

struct Fact {
    label: String,
    value: String,
}

struct Opened {
    who: String,
    when: String,
    why: String,
}

struct Consent {
    code: &'static str,
    label: String,
    given: bool,
}

#[derive(Template)]
#[template(path = "person/visit.html")]
struct Visit {
    t: Person,
    p: PageContext,
    visit: String,
    status: String,
    draft: String,
    can_rekey: bool,
    minor: bool,
    messages: Vec<Message>,
    facts: Vec<Fact>,
    opened: Vec<Opened>,
    consents: Vec<Consent>,
    plan: Vec<String>,
}

impl Visit {
    /// Lists whose codes may stand in a report or a consent.
    const LISTS: [&str; 7] =
        ["for_whom", "material", "demand", "platform", "relationship", "safe_channel", "consent_purpose"];

    /// Words of these codes as `(list.code, words)`: what she told is opened on the phone only, so the page
    /// carries all that it may need.
    fn labels(&self) -> Vec<(String, String)> {
        let lang = self.t.0;
        let of = |list: &'static str| {
            choices(list, lang).into_iter().map(move |it| (format!("{list}.{}", it.code), it.label))
        };
        Self::LISTS.into_iter().flat_map(of).collect()
    }
}

pub(super) async fn form(page: Page) -> Response {
    let (form_token, typed) = (String::new(), String::new());
    render(StatusCode::OK, &Back { t: page.t, p: page.p, form_token, typed, error: "" })
}

/// Empty lists; labels of the consents are there for the script.
pub(super) async fn empty(page: Page) -> Response {
    let consents = choices("consent_purpose", page.lang());
    let consents = consents.into_iter().map(|it| Consent { code: it.code, label: it.label, given: false });
    let shown = Visit {
        t: page.t,
        p: page.p,
        visit: String::new(),
        status: String::new(),
        draft: String::new(),
        can_rekey: true,
        minor: false,
        messages: vec![],
        facts: vec![],
        opened: vec![],
        consents: consents.collect(),
        plan: vec![],
    };
    render(StatusCode::OK, &shown)
}
