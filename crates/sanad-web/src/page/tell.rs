//! Telling: the form, the page of the receipt, and the honest answer where scripts are off.

use askama::Template;
use axum::{Form, http::StatusCode, response::Response};
use sanad_i18n::{Lang, Person};
use serde::Deserialize;

use super::{
    context::{Page, PageContext, render},
    numbers::{Number, of_country},
    read::COUNTRY,
};

/// One choice of a list.
pub(super) struct Choice {
    pub(super) code: &'static str,
    pub(super) label: String,
}

struct Choices {
    for_whom: Vec<Choice>,
    material: Vec<Choice>,
    demand: Vec<Choice>,
    platform: Vec<Choice>,
    relationship: Vec<Choice>,
    safe_channel: Vec<Choice>,
}

#[derive(Template)]
#[template(path = "person/tell.html")]
struct Tell {
    t: Person,
    p: PageContext,
    form_token: String,
    numbers: Vec<Number>,
    choices: Choices,
}

#[derive(Template)]
#[template(path = "person/receipt.html")]
struct Receipt {
    t: Person,
    p: PageContext,
    groups: [&'static str; 5],
    contacts: [&'static str; 2],
    last_pattern: &'static str,
    answer_hours: i64,
    sealed_on_phone: bool,
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

/// Choices of a list with their labels.
pub(super) fn choices(list: &str, lang: Lang) -> Vec<Choice> {
    let codes = sanad_domain::taxonomy::codes(list);
    codes.iter().map(|code| Choice { code, label: lang.label(list, code) }).collect()
}

pub(super) async fn form(page: Page) -> Response {
    let lang = page.lang();
    let choices = Choices {
        for_whom: choices("for_whom", lang),
        material: choices("material", lang),
        demand: choices("demand", lang),
        platform: choices("platform", lang),
        relationship: choices("relationship", lang),
        safe_channel: choices("safe_channel", lang),
    };
    let numbers = of_country(COUNTRY, lang);
    render(StatusCode::OK, &Tell { t: page.t, p: page.p, form_token: String::new(), numbers, choices })
}

/// Empty: the script fills in what was made on the phone.
pub(super) async fn receipt(page: Page) -> Response {
    let answer_hours = (sanad_domain::danger::Band::Low.answer_within() / 3600) as i64;
    render(
        StatusCode::OK,
        &Receipt {
            t: page.t,
            p: page.p,
            groups: [""; 5],
            contacts: [""; 2],
            last_pattern: "",
            answer_hours,
            sealed_on_phone: true,
        },
    )
}

#[derive(Deserialize)]
pub(super) struct Posted {
    #[serde(default)]
    text: String,
}

/// A form that was posted without scripts: nothing was stored, and what she wrote is handed back whole.
pub(super) async fn closed(page: Page, Form(posted): Form<Posted>) -> Response {
    let lang = page.lang();
    let what = lang.message("problem-off-closed-what").unwrap_or_default();
    let advice = lang.message("problem-off-closed-do").unwrap_or_default();
    let shown = ProblemPage { t: page.t, p: page.p, code: "off_closed", what, advice, draft: posted.text };
    render(StatusCode::NOT_IMPLEMENTED, &shown)
}
