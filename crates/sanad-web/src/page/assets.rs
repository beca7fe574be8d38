//! The files inside the one binary: style, scripts, the browser's core, the desk.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use rust_embed::{Embed, EmbeddedFile};

#[derive(Embed)]
#[folder = "assets"]
struct Own;

#[derive(Embed)]
#[folder = "../../web/person/dist"]
struct PersonScript;

#[derive(Embed)]
#[folder = "../../web/person/core"]
struct PersonCore;

#[derive(Embed)]
#[folder = "../../web/desk/dist"]
struct Desk;

fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("wasm") => "application/wasm",
        Some("html") => "text/html; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("woff2") => "font/woff2",
        _ => "application/octet-stream",
    }
}

fn answer(path: &str, file: Option<EmbeddedFile>) -> Response {
    match file {
        Some(file) => ([(header::CONTENT_TYPE, content_type(path))], file.data.into_owned()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

pub(super) async fn person(Path(path): Path<String>) -> Response {
    let core = path.strip_prefix("core/").and_then(PersonCore::get);
    answer(&path, Own::get(&path).or_else(|| PersonScript::get(&path)).or(core))
}

pub(super) async fn desk_index() -> Response {
    answer("index.html", Desk::get("index.html"))
}

pub(super) async fn desk(Path(path): Path<String>) -> Response {
    answer(&path, Desk::get(&path))
}
