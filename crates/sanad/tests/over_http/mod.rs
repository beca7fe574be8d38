//! A member's client over HTTP, for what the command line does not do.

use reqwest::{Method, StatusCode, header};
use sanad_client::{Trust, member::Way};
use sanad_crypto::safe::vault::Vault;
use sanad_protocol::{
    CBOR, PREFIX, decode, encode,
    member::{AskChallenge, Challenge, Session},
    team::TeamView,
};

/// A member's client that holds keys of its own.
pub(crate) struct Client {
    server: String,
    http: reqwest::Client,
}

impl Client {
    pub(crate) fn new(server: &str) -> Self {
        // Installing it twice is the only way this fails.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let http = reqwest::Client::builder().no_proxy().build().expect("a client");
        Self { server: server.to_owned(), http }
    }

    pub(crate) async fn send(
        &self,
        method: Method,
        path: &str,
        token: &str,
        body: Option<Vec<u8>>,
    ) -> (StatusCode, Vec<u8>) {
        let mut request = self.http.request(method, format!("{}{PREFIX}{path}", self.server));
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        if let Some(body) = body {
            request = request.header(header::CONTENT_TYPE, CBOR).body(body);
        }
        let answer = request.send().await.expect("an answer");
        (answer.status(), answer.bytes().await.expect("a body").to_vec())
    }

    pub(crate) async fn trust(&self) -> Trust {
        let (_, view) = self.send(Method::GET, "/team", "", None).await;
        let view: TeamView = decode(&view).expect("a team");
        Trust::verify(&view, None).expect("a team that verifies")
    }

    pub(crate) async fn challenge(&self, handle: &str) -> Challenge {
        let ask = encode(&AskChallenge { handle: handle.into() });
        decode(&self.send(Method::POST, "/member/challenge", "", Some(ask)).await.1).expect("a challenge")
    }

    /// Token and vault; nothing where the server refuses.
    pub(crate) async fn enter(
        &self,
        handle: &str,
        challenge: &Challenge,
        way: &Way,
    ) -> Option<(String, Vault)> {
        let trust = self.trust().await;
        let answer = way.answer(&trust, &self.server, handle, challenge).expect("an answer");
        let (status, body) = self.send(Method::POST, "/member/session", "", Some(encode(&answer))).await;
        if status == StatusCode::UNAUTHORIZED {
            return None;
        }
        let session: Session = decode(&body).expect("a session");
        Some((session.token.clone(), way.open(&trust, &session).expect("a vault that opens")))
    }
}
