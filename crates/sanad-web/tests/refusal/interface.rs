//! The description of the interface: it names every route, every answer of these tests is one that it names, and
//! the committed copy is the one that is served.

use std::{collections::BTreeSet, fs, path::Path};

use axum::http::{StatusCode, header};
use sanad_protocol::{
    CBOR, PREFIX,
    endpoints::{Body, ENDPOINTS, Endpoint},
    openapi::PROBLEM,
};
use serde_json::Value;

use crate::{
    routes,
    world::{Answer, Caller, empty_server, request, send},
};

/// Whether a path is one of a template's.
fn is_of(template: &str, path: &str) -> bool {
    let (template, path): (Vec<_>, Vec<_>) = (template.split('/').collect(), path.split('/').collect());
    let fits = |(part, found): (&&str, &&str)| part.starts_with('{') || part == found;
    template.len() == path.len() && template.iter().zip(&path).all(fits)
}

fn described(method: &str, path: &str) -> Option<&'static Endpoint> {
    let path = path.strip_prefix(PREFIX)?;
    ENDPOINTS.iter().find(|it| it.method == method && is_of(it.path, path))
}

/// Holds an answer against what the description says that this endpoint may answer.
pub(crate) fn holds(method: &str, path: &str, answer: &Answer) {
    let Some(endpoint) = described(method, path) else { return };
    let kind = answer.headers.get(header::CONTENT_TYPE).and_then(|it| it.to_str().ok());
    if let Some(code) = answer.code() {
        assert!(endpoint.codes().contains(&code), "{method} {path} answers {code:?}: say so in ENDPOINTS");
        assert_eq!((answer.status.as_u16(), kind), (code.status(), Some(PROBLEM)), "{method} {path}");
        return;
    }
    let status = answer.status.as_u16();
    assert!(endpoint.statuses().contains(&status), "{method} {path} answers {status}: say so in ENDPOINTS");
    let expected = match endpoint.answer {
        _ if status == StatusCode::CONFLICT => Some(CBOR),
        _ if status == StatusCode::RANGE_NOT_SATISFIABLE => None,
        Body::Nothing => None,
        Body::Cbor(_) => Some(CBOR),
        Body::Sealed => Some("application/octet-stream"),
        Body::Events => Some("text/event-stream"),
        Body::Description => Some("application/json"),
    };
    assert_eq!(kind, expected, "{method} {path} with {status}");
}

#[test]
fn every_route_is_described_and_nothing_else() {
    let described: BTreeSet<_> =
        ENDPOINTS.iter().map(|it| (it.method.to_owned(), it.path.to_owned())).collect();
    let declared = routes::of_the_interface();
    let missing: Vec<_> = declared.difference(&described).collect();
    assert!(missing.is_empty(), "routes without a line in ENDPOINTS of sanad-protocol: {missing:?}");
    let invented: Vec<_> = described.difference(&declared).collect();
    assert!(invented.is_empty(), "lines of ENDPOINTS without a route: {invented:?}");
    assert!(is_of("/cases/{case}/heads", "/cases/case_1/heads"));
    assert!(!is_of("/cases/{case}/heads", "/cases/case_1/open") && !is_of("/cases/{case}", "/cases"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_served_is_what_is_committed() {
    // Also while there is no team.
    let (router, _store, _clock, _fresh) = empty_server().await;
    let answer = send(&router, request("GET", "/openapi.json", Caller::Anonymous, None)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let served: Value = serde_json::from_slice(&answer.body).expect("JSON");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/formats/openapi.json");
    if std::env::var_os("UPDATE").is_some_and(|it| it == "1") {
        fs::write(&path, format!("{served:#}\n")).expect("the folder of the formats");
    }
    let committed = fs::read_to_string(&path)
        .unwrap_or_else(|error| panic!("{}: {error}; UPDATE=1 writes it", path.display()));
    let committed: Value = serde_json::from_str(&committed).expect("JSON");
    // Not compared in one piece: nobody could read the difference.
    for part in ["paths", "components"] {
        let (served, committed) = (&served[part], &committed[part]);
        let names = |it: &Value| it.as_object().expect("an object").keys().cloned().collect::<BTreeSet<_>>();
        for name in names(served).union(&names(committed)) {
            assert_eq!(served[name], committed[name], "{part} {name} changed; if it was meant to, UPDATE=1");
        }
    }
    assert_eq!(served, committed, "the interface changed; if it was meant to, UPDATE=1");
}
