//! `GET /openapi.json`: the interface, described. It says nothing about this server or its team.

use std::sync::LazyLock;

use axum::{http::header, response::IntoResponse};

/// Made once: it is the same for every caller.
static DOCUMENT: LazyLock<String> = LazyLock::new(|| sanad_protocol::openapi::document().to_string());

pub(crate) async fn document() -> impl IntoResponse {
    ([(header::CONTENT_TYPE, "application/json")], DOCUMENT.as_str())
}
