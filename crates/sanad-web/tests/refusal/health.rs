//! What `/healthz` says to whoever watches the machine, and that words go through where files do not.

use std::sync::Arc;

use axum::{
    Router,
    body::Body,
    http::{Request, StatusCode},
};
use sanad_blobs::Blobs;
use sanad_domain::BlobId;
use sanad_protocol::{Code, case::BeginBlob, encode};
use sanad_web::{Clock, Config, Server, ServerKeys, router};

use crate::world::{Caller, ORIGIN, World, request, send, server_with};

async fn health(router: &Router) -> (StatusCode, String) {
    let request = Request::builder().uri("/healthz").body(Body::empty()).expect("a request");
    let answer = send(router, request).await;
    (answer.status, String::from_utf8(answer.body).expect("text"))
}

impl World {
    async fn health(&self) -> (StatusCode, String) {
        let request = Request::builder().uri("/healthz").body(Body::empty()).expect("a request");
        let answer = self.send(request).await;
        (answer.status, String::from_utf8(answer.body).expect("text"))
    }

    /// Another server on the same database and files.
    async fn again(&self, secret: [u8; 32], disk_reserve: u64) -> Router {
        let blobs = Blobs::in_folder(self.places.files.path()).expect("a folder");
        let config = Config { origins: vec![ORIGIN.into()], disk_reserve, ..Config::default() };
        let (keys, clock) = (ServerKeys::from_secret(secret), Arc::clone(&self.clock) as Arc<dyn Clock>);
        let server = Server::start(self.store.clone(), blobs, keys, clock, config, None).await;
        router(server.expect("a server"))
    }
}

fn closed(word: &str) -> (StatusCode, String) {
    (StatusCode::SERVICE_UNAVAILABLE, word.into())
}

fn open(text: &str) -> (StatusCode, String) {
    (StatusCode::OK, text.into())
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_was_set_back_is_told() {
    let world = World::begin().await;
    assert_eq!(world.health().await.0, StatusCode::OK);
    world.go_back(300);
    assert_eq!(world.health().await.0, StatusCode::OK, "five minutes are slack");
    world.go_back(1);
    assert_eq!(world.health().await, closed("clock\n"));
    world.pass(1);
    assert_eq!(world.health().await.0, StatusCode::OK);
    world.pass(1_000_000);
    assert_eq!(world.health().await.0, StatusCode::OK, "a log that rests is no fault");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_disk_that_is_nearly_full_takes_words_only() {
    for (disk_reserve, said) in [(0, "ok\n"), (u64::MAX, "ok\nfiles: off\n")] {
        let (empty, _, _, _places) = server_with(Config { disk_reserve, ..Config::default() }).await;
        assert_eq!(health(&empty).await, open(said), "without a team");
    }
    let mut world = World::begin().await;
    let full = world.again([7; 32], u64::MAX).await;
    assert_eq!(health(&full).await, open("ok\nfiles: off\n"));
    let begin = encode(&BeginBlob { blob: BlobId([5; 16]), sealed_len: 4000, voice: false });
    let path = world.place("/cases/{case}/blobs");
    let refused = send(&full, request("POST", &path, Caller::Person, Some(begin.clone()))).await;
    assert_eq!(refused.code(), Some(Code::StorageFull));
    let words = encode(&world.message_by(Caller::Person).await);
    let path = world.place("/cases/{case}/entries");
    let taken = send(&full, request("POST", &path, Caller::Person, Some(words))).await;
    assert_eq!(taken.status, StatusCode::OK, "{:?}", taken.code());
    let roomy = world.again([7; 32], 0).await;
    assert_eq!(health(&roomy).await, open("ok\n"));
    let path = world.place("/cases/{case}/blobs");
    let taken = send(&roomy, request("POST", &path, Caller::Person, Some(begin))).await;
    assert_eq!(taken.status, StatusCode::NO_CONTENT, "{:?}", taken.code());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_cannot_go_on_says_so() {
    let world = World::begin().await;
    let stranger = world.again([8; 32], 0).await;
    assert_eq!(health(&stranger).await, closed("keys\n"), "another server's key file");
    world.store.clone().close().await.expect("closed");
    assert_eq!(world.health().await, closed("the database does not take writes\n"));
}
