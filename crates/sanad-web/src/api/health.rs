//! `GET /healthz`: whether this server takes writes, for whoever watches machines.
//!
//! The first line is one stable word or sentence. Nothing in it tells of cases or members.

use axum::{extract::State, http::StatusCode};
use sanad_client::trust::log_origin;
use sanad_crypto::log::Checkpoint;

use crate::server::Server;

/// How far the machine's clock may stand behind the newest checkpoint, in seconds.
const CLOCK_SLACK: u64 = 5 * 60;

/// The engine refuses or is gone.
const DATABASE: &str = "the database does not take writes\n";
/// The machine's clock stands before the newest checkpoint: arrivals, due times and sessions would be wrong.
const CLOCK: &str = "clock\n";
/// The newest checkpoint is not by this server's key: it stands beside another's database.
const KEYS: &str = "keys\n";

/// 200 `ok`, with a second line `files: off` where the disk is kept for words; or 503 with what stands in the
/// way.
pub(crate) async fn healthz(State(server): State<Server>) -> (StatusCode, &'static str) {
    if let Some(obstacle) = obstacle(&server).await {
        return (StatusCode::SERVICE_UNAVAILABLE, obstacle);
    }
    let free = server.inner.blobs.free_space();
    if free.is_some_and(|free| free < server.inner.config.disk_reserve) {
        return (StatusCode::OK, "ok\nfiles: off\n");
    }
    (StatusCode::OK, "ok\n")
}

/// Why nothing should be written here now; `None` where nothing stands in the way.
async fn obstacle(server: &Server) -> Option<&'static str> {
    if !server.store().healthy().await {
        return Some(DATABASE);
    }
    // Before the team is founded there is no log.
    let team = server.team().ok()?;
    let Ok(root) = server.store().log_root(team).await else { return Some(DATABASE) };
    let note = root?.checkpoint;
    let key = server.inner.keys.log.verify_key().for_notes();
    let newest = key.ok().and_then(|key| Checkpoint::parse_verified(&note, &log_origin(&team), &key).ok());
    let Some(newest) = newest else { return Some(KEYS) };
    (server.now().saturating_add(CLOCK_SLACK) < newest.time).then_some(CLOCK)
}
