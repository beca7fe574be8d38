//! The person's pages: HTML that is readable before any script.

mod assets;
mod context;
mod leave;
mod numbers;
mod read;
mod tell;
mod visit;

use axum::{
    Router,
    routing::{get, post},
};

use crate::server::Server;

/// Routes of her pages and of the files that pages load.
pub(crate) fn routes() -> Router<Server> {
    Router::new()
        .route("/", get(read::home))
        .route("/now", get(read::now))
        .route("/about", get(read::about))
        .route("/left", get(read::left))
        .route("/tell", get(tell::form).post(tell::closed))
        .route("/receipt", get(tell::receipt))
        .route("/back", get(visit::form).post(tell::closed))
        .route("/visit", get(visit::empty))
        .route("/leave", post(leave::leave))
        .route("/assets/{*path}", get(assets::person))
        .route("/desk", get(|| async { axum::response::Redirect::permanent("/desk/") }))
        .route("/desk/", get(assets::desk_index))
        .route("/desk/{*path}", get(assets::desk))
}
