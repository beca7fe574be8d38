//! The person's pages: HTML that is readable before any script, and whose forms work without one.

mod assets;
mod context;
mod form;
mod form_token;
mod leave;
mod numbers;
mod read;
mod tell;
mod trouble;
mod visit;
mod visit_view;

use axum::{
    Router,
    extract::DefaultBodyLimit,
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
        .route("/tell", get(tell::form).post(tell::posted))
        .route("/receipt", get(tell::receipt))
        .route("/back", get(visit::form).post(visit::entered))
        .route("/visit", get(visit::empty))
        .route("/visit/say", post(visit::said))
        .route("/visit/withdraw", post(visit::withdrawn))
        .route("/visit/destroy", post(visit::destroyed))
        .route("/leave", post(leave::leave))
        .route("/assets/{*path}", get(assets::person))
        .route("/desk", get(|| async { axum::response::Redirect::permanent("/desk/") }))
        .route("/desk/", get(assets::desk_index))
        .route("/desk/{*path}", get(assets::desk))
        .layer(DefaultBodyLimit::max(form::MAX_FORM))
}
