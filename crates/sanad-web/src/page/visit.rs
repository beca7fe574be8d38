//! Coming back: the box for the receipt, the empty page that the script fills, and the same as answers to
//! forms from a browser without scripts.

use askama::Template;
use axum::{
    extract::State,
    http::StatusCode,
    response::{IntoResponse as _, Redirect, Response},
};
use sanad_i18n::Person;
use sanad_plain::wire::{Reply, View, What};

use super::{
    context::{Page, PageContext, render},
    form::{Fields, Posted},
    tell::{choices, new_token, read_token},
    trouble::{Trouble, show},
    visit_view::{self, Consent, Fact, Message, Opened},
};
use crate::{server::Server, session::Source};

#[derive(Template)]
#[template(path = "person/back.html")]
struct Back {
    t: Person,
    p: PageContext,
    form_token: String,
    typed: String,
    error: &'static str,
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

pub(super) async fn form(State(server): State<Server>, page: Page) -> Response {
    ask(&server, page, StatusCode::OK, String::new(), "")
}

fn ask(server: &Server, page: Page, status: StatusCode, typed: String, error: &'static str) -> Response {
    render(status, &Back { t: page.t, p: page.p, form_token: new_token(server), typed, error })
}

impl Visit {
    /// Lists whose codes may stand in a report or a consent.
    const LISTS: [&str; 8] = [
        "for_whom",
        "material",
        "demand",
        "platform",
        "relationship",
        "safe_channel",
        "consent_purpose",
        "access_purpose",
    ];

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

/// Empty lists; labels of the consents are there for the script.
pub(super) async fn empty(page: Page) -> Response {
    let consents = choices("consent_purpose", page.lang()).into_iter();
    let consents = consents.map(|it| Consent { code: it.code.to_owned(), label: it.label, given: false });
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

/// Her case on a page. `status` stands in place of where the case stands, where something went otherwise than
/// she wanted; `draft` goes back into the box.
fn open(
    server: &Server,
    page: Page,
    visit: String,
    view: &View,
    status: Option<String>,
    draft: String,
) -> Response {
    let offset = server.inner.config.utc_offset;
    let t = page.t;
    let shown = Visit {
        visit,
        status: status.unwrap_or_else(|| visit_view::status(&t, view.status)),
        draft,
        can_rekey: false,
        minor: view.report.as_ref().is_some_and(|it| it.age == sanad_domain::report::Age::Minor),
        messages: visit_view::messages(&t, offset, &view.messages),
        facts: view.report.as_ref().map(|it| visit_view::facts(&t, it)).unwrap_or_default(),
        opened: visit_view::opened(&t, offset, &view.opened),
        consents: visit_view::consents(&t, &view.consents),
        plan: vec![],
        t,
        p: page.p,
    };
    render(StatusCode::OK, &shown)
}

/// The receipt from a browser without scripts.
pub(super) async fn entered(
    State(server): State<Server>,
    page: Page,
    source: Source,
    posted: Posted,
) -> Response {
    let fields = match Fields::of(posted) {
        Ok(fields) => fields,
        Err(trouble) => return show(page, trouble, String::new()),
    };
    // What she typed, or, where the form was another, what it said.
    let typed = Some(fields.text("receipt")).filter(|it| !it.is_empty());
    let typed = typed.unwrap_or_else(|| fields.text("text"));
    if !server.has_plain() {
        return show(page, Trouble::OffClosed, typed);
    }
    if read_token(&server, &fields).is_none() {
        return show(page, Trouble::FormExpired, typed);
    }
    match server.plain(&source, What::Enter { receipt: typed.clone() }).await {
        Reply::Open { visit, view } => open(&server, page, visit, &view, None, String::new()),
        Reply::WrongDigits => ask(&server, page, StatusCode::UNPROCESSABLE_ENTITY, typed, "digits"),
        Reply::Unknown => ask(&server, page, StatusCode::NOT_FOUND, typed, "unknown"),
        Reply::Busy => ask(&server, page, StatusCode::SERVICE_UNAVAILABLE, typed, "busy"),
        _ => show(page, Trouble::Failed, typed),
    }
}

/// Words for the team.
pub(super) async fn said(
    State(server): State<Server>,
    page: Page,
    source: Source,
    posted: Posted,
) -> Response {
    let fields = match Fields::of(posted) {
        Ok(fields) => fields,
        Err(trouble) => return show(page, trouble, String::new()),
    };
    let (visit, text) = (fields.text("visit"), fields.text("text"));
    if !server.has_plain() {
        return show(page, Trouble::OffClosed, text);
    }
    match server.plain(&source, What::Say { visit: visit.clone(), text: text.clone() }).await {
        // Too much, or nothing: her case stays open before her, with what she wrote in the box.
        Reply::TooLong => {
            let sentence = page.t.problem_text_long_what();
            again(&server, page, &source, visit, Some(sentence), text).await
        }
        Reply::TextMissing => again(&server, page, &source, visit, None, text).await,
        reply => answer(&server, page, reply, text),
    }
}

/// A consent that ends.
pub(super) async fn withdrawn(
    State(server): State<Server>,
    page: Page,
    source: Source,
    posted: Posted,
) -> Response {
    let fields = match Fields::of(posted) {
        Ok(fields) => fields,
        Err(trouble) => return show(page, trouble, String::new()),
    };
    if !server.has_plain() {
        return show(page, Trouble::OffClosed, fields.text("text"));
    }
    let what = What::Withdraw { visit: fields.text("visit"), purpose: fields.text("consent") };
    let reply = server.plain(&source, what).await;
    answer(&server, page, reply, String::new())
}

/// Everything is deleted, where the box says that she is sure.
pub(super) async fn destroyed(
    State(server): State<Server>,
    page: Page,
    source: Source,
    posted: Posted,
) -> Response {
    let fields = match Fields::of(posted) {
        Ok(fields) => fields,
        Err(trouble) => return show(page, trouble, String::new()),
    };
    if !server.has_plain() {
        return show(page, Trouble::OffClosed, fields.text("text"));
    }
    let visit = fields.text("visit");
    if fields.text("sure") != "yes" {
        return again(&server, page, &source, visit, None, String::new()).await;
    }
    let reply = server.plain(&source, What::Destroy { visit }).await;
    answer(&server, page, reply, String::new())
}

/// Her case as it is, after something that changed nothing.
async fn again(
    server: &Server,
    page: Page,
    source: &Source,
    visit: String,
    status: Option<String>,
    draft: String,
) -> Response {
    match server.plain(source, What::Read { visit }).await {
        Reply::Open { visit, view } => open(server, page, visit, &view, status, draft),
        reply => answer(server, page, reply, draft),
    }
}

/// What a visit's job led to.
fn answer(server: &Server, page: Page, reply: Reply, draft: String) -> Response {
    match reply {
        Reply::Open { visit, view } => open(server, page, visit, &view, None, String::new()),
        // Nothing is left to show; the pages go on at their beginning, as with scripts.
        Reply::Destroyed => Redirect::to(&format!("/{}", page.p.query)).into_response(),
        Reply::Expired => show(page, Trouble::VisitExpired, draft),
        Reply::Busy => show(page, Trouble::Busy, draft),
        Reply::TooLong => show(page, Trouble::TextLong, draft),
        _ => show(page, Trouble::Failed, draft),
    }
}
