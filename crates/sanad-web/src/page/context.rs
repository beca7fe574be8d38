//! What every page knows: language, direction, form of address, the team's neutral title.

use askama::Template;
use axum::{
    extract::{FromRequestParts, Query},
    http::{HeaderMap, StatusCode, header, request::Parts},
    response::{Html, IntoResponse, Response},
};
use sanad_i18n::{Lang, Person};
use serde::Deserialize;

use crate::server::Server;

/// Choices that travel in links, since nothing is kept on her phone.
#[derive(Deserialize)]
struct Choices {
    l: Option<String>,
    a: Option<String>,
}

/// A page's surroundings.
pub(crate) struct PageContext {
    pub(crate) lang: &'static str,
    pub(crate) dir: &'static str,
    pub(crate) address: &'static str,
    pub(crate) team_name: String,
    pub(crate) title: String,
    pub(crate) query: String,
    pub(crate) exit_label_site: String,
    /// Where the exit goes.
    pub(crate) exit_to: String,
    /// Whether forms work with scripts off on this server.
    pub(crate) plain: bool,
    /// The page says that this is a demonstration.
    pub(crate) demo: bool,
}

/// The context with the language's messages.
pub(crate) struct Page {
    pub(crate) t: Person,
    pub(crate) p: PageContext,
}

impl Page {
    /// The language in which this page is.
    pub(crate) fn lang(&self) -> Lang {
        self.t.0
    }
}

impl FromRequestParts<Server> for Page {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Self::Rejection> {
        let query = Query::<Choices>::try_from_uri(&parts.uri);
        let choices = query.map_or(Choices { l: None, a: None }, |it| it.0);
        let accepted = |headers: &HeaderMap| {
            headers.get(header::ACCEPT_LANGUAGE).and_then(|it| it.to_str().ok()).and_then(Lang::from_accept)
        };
        let chosen = choices.l.as_deref().and_then(Lang::from_tag);
        let lang = chosen.or_else(|| accepted(&parts.headers)).unwrap_or_default();
        let address = match choices.a.as_deref() {
            Some("feminine") => "feminine",
            Some("masculine") => "masculine",
            _ => "neutral",
        };
        let config = &server.inner.config;
        let site = config.leave_to.split("//").nth(1).unwrap_or(&config.leave_to);
        let p = PageContext {
            lang: lang.tag(),
            dir: lang.dir(),
            address,
            team_name: server.team_name(lang.tag()),
            title: config.title.clone(),
            query: format!("?l={}&a={address}", lang.tag()),
            exit_label_site: site.split('/').next().unwrap_or(site).to_owned(),
            exit_to: config.leave_to.clone(),
            plain: server.has_plain(),
            demo: config.demo,
        };
        Ok(Self { t: Person(lang), p })
    }
}

/// Renders; a template that fails is a bug and says nothing of the page.
pub(crate) fn render(status: StatusCode, template: &impl Template) -> Response {
    match template.render() {
        Ok(html) => (status, Html(html)).into_response(),
        Err(_) => {
            tracing::error!("a page did not render");
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}
