//! *Leave quickly*: goes on to the neutral site that the team chose. With scripts the visit's session was ended
//! before; without them the page's hidden field says which one ends now.

use axum::{
    extract::State,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};
use sanad_plain::wire::What;

use super::form::{Fields, Posted};
use crate::{server::Server, session::Source};

pub(super) async fn leave(State(server): State<Server>, source: Source, posted: Posted) -> Response {
    let location = server.inner.config.leave_to.clone();
    let visit = Fields::of(posted).map(|it| it.text("visit")).unwrap_or_default();
    if !visit.is_empty() && server.has_plain() {
        // She does not wait for it.
        tokio::spawn(async move { server.plain(&source, What::Leave { visit }).await });
    }
    // Clear-Site-Data takes what the browser kept of these pages in memory, where it knows the header.
    let headers = [
        (header::LOCATION, location),
        (HeaderName::from_static("clear-site-data"), "\"cache\", \"cookies\", \"storage\"".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}
