//! A server without a team takes its set-up and nothing else.

use axum::{Router, http::StatusCode};
use sanad_protocol::{Code, encode, person, team::SetUpView};

use crate::world::{Answer, Caller, FOUNDATION, TOKEN, World, empty_server, request, send};

async fn ask(router: &Router, method: &str, path: &str, body: Option<Vec<u8>>) -> Answer {
    send(router, request(method, path, Caller::Anonymous, body)).await
}

#[tokio::test(flavor = "multi_thread")]
async fn only_set_up_is_open() {
    let (router, store, _clock, _fresh) = empty_server().await;
    for path in ["/team", "/team/keys", "/queue", "/events", "/person/case", "/log/consistency?from=0"] {
        let answer = ask(&router, "GET", path, None).await;
        assert_eq!(answer.code(), Some(Code::NotSetUp), "{path}");
    }
    let challenge = encode(&person::AskChallenge { lookup: vec![1; 32].into() });
    let answer = ask(&router, "POST", "/person/challenge", Some(challenge)).await;
    assert_eq!(answer.code(), Some(Code::NotSetUp));
    assert_eq!(store.team_id().await.expect("read"), None);

    for token in ["", "wrong", "the-token-of-the-link-and-more"] {
        let answer = ask(&router, "GET", &format!("/setup?token={token}"), None).await;
        assert_eq!(answer.code(), Some(Code::NotFound), "{token:?}");
        let mut stolen = FOUNDATION.founded.request.clone();
        stolen.token = token.into();
        let answer = ask(&router, "POST", "/setup", Some(encode(&stolen))).await;
        assert_eq!(answer.code(), Some(Code::NotFound), "{token:?}");
    }
    let view: SetUpView = ask(&router, "GET", &format!("/setup?token={TOKEN}"), None).await.read();
    assert_eq!(view.now, sanad_testkit::team::NOW);

    // A chain that does not name this server's keys, or one that somebody changed, founds nothing.
    let mut cut = FOUNDATION.founded.request.clone();
    cut.statements.truncate(1);
    let answer = ask(&router, "POST", "/setup", Some(encode(&cut))).await;
    assert_eq!(answer.code(), Some(Code::Malformed), "without the server's keys");
    let mut forged = FOUNDATION.founded.request.clone();
    if let Some(byte) = forged.statements[3].last_mut() {
        *byte ^= 1;
    }
    let answer = ask(&router, "POST", "/setup", Some(encode(&forged))).await;
    assert_eq!(answer.code(), Some(Code::Forged));
    assert_eq!(store.team_id().await.expect("read"), None, "nothing was stored");

    let founding = encode(&FOUNDATION.founded.request);
    let answer = ask(&router, "POST", "/setup", Some(founding.clone())).await;
    assert_eq!(answer.status, StatusCode::CREATED);
    assert_eq!(store.team_id().await.expect("read"), Some(FOUNDATION.founded.team));
    assert_eq!(ask(&router, "GET", "/team", None).await.status, StatusCode::OK);
    let again = ask(&router, "POST", "/setup", Some(founding)).await;
    assert_eq!(again.code(), Some(Code::NotFound), "once");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_started_again_knows_its_team() {
    let world = World::begin().await;
    let (other, _, _, _fresh) = empty_server().await;
    let answer = ask(&other, "GET", "/team", None).await;
    assert_eq!(answer.code(), Some(Code::NotSetUp), "another server is another server");
    let keys = sanad_web::ServerKeys::from_secret([7; 32]);
    let clock = std::sync::Arc::new(sanad_web::SystemClock);
    let config = sanad_web::Config::default();
    let blobs = sanad_blobs::Blobs::in_folder(world.places.files.path()).expect("a folder");
    let again = sanad_web::Server::start(world.store.clone(), blobs, keys, clock, config, Some(TOKEN.into()));
    let again = again.await.expect("a server");
    assert!(again.is_set_up());
    let again = sanad_web::router(again);
    assert_eq!(ask(&again, "GET", "/team", None).await.status, StatusCode::OK);
    let answer = ask(&again, "GET", &format!("/setup?token={TOKEN}"), None).await;
    assert_eq!(answer.code(), Some(Code::NotFound));
}
