//! Pages that are only read.

use askama::Template;
use axum::{http::StatusCode, response::Response};
use sanad_i18n::Person;

use super::{
    context::{Page, PageContext, render},
    numbers::{Number, of_country},
};

/// Country whose numbers are shown first.
pub(super) const COUNTRY: &str = "iq";

#[derive(Template)]
#[template(path = "person/home.html")]
struct Home {
    t: Person,
    p: PageContext,
    numbers: Vec<Number>,
}

#[derive(Template)]
#[template(path = "person/now.html")]
struct Now {
    t: Person,
    p: PageContext,
    numbers: Vec<Number>,
}

#[derive(Template)]
#[template(path = "person/about.html")]
struct About {
    t: Person,
    p: PageContext,
}

#[derive(Template)]
#[template(path = "person/left.html")]
struct Left {
    t: Person,
    p: PageContext,
}

pub(super) async fn home(page: Page) -> Response {
    let numbers = of_country(COUNTRY, page.lang());
    render(StatusCode::OK, &Home { t: page.t, p: page.p, numbers })
}

pub(super) async fn now(page: Page) -> Response {
    let numbers = of_country(COUNTRY, page.lang());
    render(StatusCode::OK, &Now { t: page.t, p: page.p, numbers })
}

pub(super) async fn about(page: Page) -> Response {
    render(StatusCode::OK, &About { t: page.t, p: page.p })
}

pub(super) async fn left(page: Page) -> Response {
    render(StatusCode::OK, &Left { t: page.t, p: page.p })
}
