//! The interface under `/api/v1`: one file for each resource.

mod blobs;
mod cases;
pub(crate) mod health;
mod intake;
mod live;
mod log;
mod member;
mod openapi;
mod person;
mod queue;
mod setup;
mod team;

use axum::{
    Router,
    extract::DefaultBodyLimit,
    routing::{get, post, put},
};

use crate::server::Server;

/// Largest request: an entry with grants for a team of fifty.
const MAX_BODY: usize = 2 * 1024 * 1024;

/// Routes; a test holds this list against the refusal test.
pub(crate) fn routes() -> Router<Server> {
    Router::new()
        .route("/setup", get(setup::view).post(setup::found))
        .route("/team", get(team::view))
        .route("/team/keys", get(team::keys))
        .route("/team/statements", post(team::state))
        .route("/team/directory", put(team::put_directory))
        .route("/puzzle", get(intake::puzzle))
        .route("/cases", post(intake::file))
        .route("/person/challenge", post(person::challenge))
        .route("/person/session", post(person::session))
        .route("/person/case", get(cases::read_own))
        .route("/person/rekey", post(person::rekey))
        .route("/member/challenge", post(member::challenge))
        .route("/member/session", post(member::session))
        .route("/member/vault", put(member::put_vault))
        .route("/sheet/session", post(member::sheet_session))
        .route("/session/end", post(member::end))
        .route("/queue", get(queue::view))
        .route("/quarantine", post(queue::quarantine))
        .route("/stale", get(cases::stale))
        .route("/cases/{case}/heads", get(cases::heads))
        .route("/cases/{case}/open", post(cases::open))
        .route("/cases/{case}/entries", post(cases::append))
        .route("/cases/{case}/routing", put(cases::route))
        .route("/cases/{case}/blobs", post(blobs::begin))
        .route("/cases/{case}/blobs/{blob}", get(blobs::read))
        .route("/cases/{case}/blobs/{blob}/finish", post(blobs::finish))
        .route("/log/consistency", get(log::consistency))
        .route("/events", get(live::events))
        .route("/openapi.json", get(openapi::document))
        .fallback(|| async { crate::problem::Problem::from(sanad_protocol::Code::NotFound) })
        .layer(DefaultBodyLimit::max(MAX_BODY))
        .merge(parts())
}

/// Parts of sealed files, each with a limit of its own.
fn parts() -> Router<Server> {
    Router::new()
        .route("/cases/{case}/blobs/{blob}/parts/{n}", put(blobs::put_part))
        .layer(DefaultBodyLimit::max(sanad_blobs::PART as usize))
}
