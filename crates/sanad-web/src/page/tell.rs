//! Telling: the form, the page of the receipt, and the form as it comes from a browser without scripts.

use askama::Template;
use axum::{extract::State, http::StatusCode, response::Response};
use sanad_i18n::{Lang, Person};
use sanad_plain::wire::{Reply, What};

use super::{
    context::{Page, PageContext, render},
    form::{Fields, Posted},
    form_token,
    numbers::{Number, of_country},
    read::COUNTRY,
    trouble::{Trouble, show},
};
use crate::{
    server::{Server, random_32},
    session::Source,
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
    groups: [String; 5],
    contacts: [String; 2],
    last_pattern: String,
    answer_hours: i64,
    sealed_on_phone: bool,
}

/// Choices of a list with their labels.
pub(super) fn choices(list: &str, lang: Lang) -> Vec<Choice> {
    let codes = sanad_domain::taxonomy::codes(list);
    codes.iter().map(|code| Choice { code, label: lang.label(list, code) }).collect()
}

/// A token for a form that is given out now; empty where forms are sealed by scripts alone.
pub(super) fn new_token(server: &Server) -> String {
    if !server.has_plain() {
        return String::new();
    }
    let mut random = [0; 16];
    random.copy_from_slice(&random_32()[..16]);
    form_token::issue(&server.inner.keys, server.now(), random)
}

/// The bytes of a form's token, where it is ours and young.
pub(super) fn read_token(server: &Server, fields: &Fields) -> Option<Vec<u8>> {
    form_token::check(&server.inner.keys, server.now(), &fields.text("form_token"))
}

pub(super) async fn form(State(server): State<Server>, page: Page) -> Response {
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
    let form_token = new_token(&server);
    render(StatusCode::OK, &Tell { t: page.t, p: page.p, form_token, numbers, choices })
}

/// Empty: the script fills in what was made on the phone.
pub(super) async fn receipt(page: Page) -> Response {
    show_receipt(page, "")
}

/// The page of a receipt: 20 digits, or none where a script fills them in.
fn show_receipt(page: Page, digits: &str) -> Response {
    let part = |from: usize, len: usize| digits.get(from..from + len).unwrap_or_default().to_owned();
    let answer_hours = (sanad_domain::danger::Band::Low.answer_within() / 3600) as i64;
    let shown = Receipt {
        t: page.t,
        p: page.p,
        groups: std::array::from_fn(|at| part(at * 4, 4)),
        contacts: std::array::from_fn(|at| part(at * 10, 10)),
        last_pattern: part(16, 4).chars().map(every_form).collect(),
        answer_hours,
        sealed_on_phone: digits.is_empty(),
    };
    render(StatusCode::OK, &shown)
}

/// A digit in all forms that a keyboard gives: Latin, Arabic-Indic, Persian.
fn every_form(digit: char) -> String {
    let value = digit.to_digit(10).unwrap_or_default();
    let forms = [0x30, 0x660, 0x6f0].into_iter().filter_map(|zero| char::from_u32(zero + value));
    format!("[{}]", forms.collect::<String>())
}

/// A report from a browser without scripts: sealed on arrival by the process beside this one, and filed like
/// any other. Whatever goes wrong, what she wrote is handed back.
pub(super) async fn posted(
    State(server): State<Server>,
    page: Page,
    source: Source,
    posted: Posted,
) -> Response {
    let fields = match Fields::of(posted) {
        Ok(fields) => fields,
        Err(trouble) => return show(page, trouble, String::new()),
    };
    let draft = fields.draft(&page.t);
    if !server.has_plain() {
        return show(page, Trouble::OffClosed, draft);
    }
    let Some(token) = read_token(&server, &fields) else { return show(page, Trouble::FormExpired, draft) };
    let report = Box::new(fields.report(page.lang().tag()));
    // Told before she waits for her turn.
    match report.check() {
        Ok(()) => {}
        Err(sanad_domain::report::ReportError::TextMissing) => {
            return show(page, Trouble::TextMissing, draft);
        }
        Err(sanad_domain::report::ReportError::TooLong { .. }) => {
            return show(page, Trouble::TextLong, draft);
        }
    }
    match server.plain(&source, What::Tell { report, token: token.into() }).await {
        Reply::Told { receipt } => show_receipt(page, &receipt),
        Reply::TextMissing => show(page, Trouble::TextMissing, draft),
        Reply::TooLong => show(page, Trouble::TextLong, draft),
        Reply::Busy => show(page, Trouble::Busy, draft),
        _ => show(page, Trouble::Failed, draft),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digit_is_taken_as_every_keyboard_writes_it() {
        assert_eq!(every_form('4'), "[4٤۴]");
        assert_eq!("0919".chars().map(every_form).collect::<String>(), "[0٠۰][9٩۹][1١۱][9٩۹]");
    }
}
