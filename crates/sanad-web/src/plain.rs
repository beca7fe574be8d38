//! From her pages without scripts to the process that opens and seals, and from that process to this server's
//! own interface: it is a client like any other and has no more rights.

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{Request, header},
};
use sanad_plain::wire::{Answered, Call, Job, Method, Reply, What};
use sanad_protocol::{CBOR, PREFIX};
use serde::Deserialize;
use tower::ServiceExt as _;

use crate::{
    server::{Server, router},
    session::{ByPlain, Source},
};

/// Names of sources in the queue change this often, in seconds.
const WINDOW: u64 = 600;

impl Server {
    /// Whether forms are taken from browsers in which scripts are off.
    pub(crate) fn has_plain(&self) -> bool {
        self.inner.door.is_some()
    }

    /// Gives a job to the process and waits for its turn and its reply.
    pub(crate) async fn plain(&self, source: &Source, what: What) -> Reply {
        let Some(door) = &self.inner.door else { return Reply::Failed };
        let now = self.now();
        let origin = self.inner.config.origins.first().cloned().unwrap_or_default();
        let address = match source {
            Source::Address(address) => address.as_slice(),
            Source::ScriptsOff => &[],
        };
        let window = (now / WINDOW).to_be_bytes();
        let keyed = self.inner.keys.mac("plain source", &[&window[..], address].concat());
        let mut key = [0; 8];
        key.copy_from_slice(&keyed[..8]);
        let routes = router(self.clone());
        door.ask(key, Job { now, origin, what }, move |call| serve(routes.clone(), call)).await
    }
}

/// Whether the process may ask for this at all: what a person's browser asks for, and nothing of the desk.
fn is_hers(method: Method, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    match method {
        Method::Get => matches!(path, "/team" | "/person/case"),
        Method::Post => {
            matches!(path, "/cases" | "/person/challenge" | "/person/session" | "/session/end")
                || (path.starts_with("/cases/") && path.ends_with("/entries"))
        }
    }
}

/// Answers a call out of this server's own routes.
async fn serve(routes: Router, call: Call) -> Answered {
    if !is_hers(call.method, &call.path) {
        return Answered::refused("forbidden");
    }
    let method = match call.method {
        Method::Get => "GET",
        Method::Post => "POST",
    };
    let mut request =
        Request::builder().method(method).uri(format!("{PREFIX}{}", call.path)).extension(ByPlain);
    if let Some(token) = &call.token {
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if call.body.is_some() {
        request = request.header(header::CONTENT_TYPE, CBOR);
    }
    let body = call.body.map_or_else(Body::empty, |it| Body::from(Vec::from(it)));
    // Path and token come from the process: what is no request is refused like one.
    let Ok(request) = request.body(body) else { return Answered::refused("malformed") };
    // A router answers everything; its error type has no value.
    let Ok(response) = routes.oneshot(request).await;
    let status = response.status();
    let cbor =
        response.headers().get(header::CONTENT_TYPE).is_some_and(|it| it.as_bytes() == CBOR.as_bytes());
    let Ok(body) = to_bytes(response.into_body(), sanad_plain::frame::MAX_FRAME).await else {
        return Answered::refused("internal");
    };
    if status.is_success() {
        return Answered { code: String::new(), body: body.to_vec().into() };
    }
    // A refusal as CBOR is the signed one of a lane that went on.
    if cbor {
        return Answered::refused("conflict");
    }
    Answered::refused(&code_of(&body))
}

/// The stable code of a problem.
fn code_of(body: &[u8]) -> String {
    #[derive(Deserialize)]
    struct Told {
        code: String,
    }
    serde_json::from_slice::<Told>(body).map_or_else(|_| "internal".into(), |it| it.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_process_asks_for_hers_only() {
        assert!(is_hers(Method::Get, "/person/case?holder=00&seen=1"));
        assert!(is_hers(Method::Post, "/cases/case_00/entries"));
        for (method, path) in [
            (Method::Get, "/queue"),
            (Method::Get, "/team/keys"),
            (Method::Get, "/cases/case_00/heads"),
            (Method::Post, "/member/session"),
            (Method::Post, "/cases/case_00/open"),
            (Method::Post, "/team/statements"),
            (Method::Post, "/setup"),
        ] {
            assert!(!is_hers(method, path), "{path}");
        }
    }

    #[test]
    fn codes_are_read_from_problems() {
        assert_eq!(code_of(br#"{"code":"taken","status":409}"#), "taken");
        assert_eq!(code_of(b"<html>"), "internal");
    }
}
