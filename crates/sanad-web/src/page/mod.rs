//! x
use axum::Router; use crate::server::Server;
pub(crate) fn routes()->Router<Server>{Router::new()}
