//! `GET /healthz`: whether this server takes writes.

use axum::{extract::State, http::StatusCode};

use crate::server::Server;

/// 200 `ok`, or 503 where nothing can be stored now.
pub(crate) async fn healthz(State(server): State<Server>) -> (StatusCode, &'static str) {
    if server.store().healthy().await {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database does not take writes\n")
    }
}
