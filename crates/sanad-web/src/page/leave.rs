//! *Leave quickly*: goes on to the neutral site that the team chose. With scripts the visit's session was ended
//! before; without them there is none on this server.

use axum::{
    extract::State,
    http::{HeaderName, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::server::Server;

pub(super) async fn leave(State(server): State<Server>) -> Response {
    let location = server.inner.config.leave_to.clone();
    // Clear-Site-Data takes what the browser kept of these pages in memory, where it knows the header.
    let headers = [
        (header::LOCATION, location),
        (HeaderName::from_static("clear-site-data"), "\"cache\", \"cookies\", \"storage\"".to_owned()),
    ];
    (StatusCode::SEE_OTHER, headers).into_response()
}
