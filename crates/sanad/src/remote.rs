//! The command line's transport: HTTP with retries. Everything that is posted is idempotent.

use std::time::Duration;

use minicbor::{Decode, Encode};
use reqwest::{Method, StatusCode, header};
use sanad_client::{Trust, tell::Prepared};
use sanad_protocol::{CBOR, PREFIX, decode, encode, intake::PuzzleView, team::TeamView};
use serde::Deserialize;

use crate::output::Failure;

/// A server, reached over HTTP.
#[derive(Clone)]
pub(crate) struct Remote {
    origin: String,
    http: reqwest::Client,
    token: Option<String>,
}

#[derive(Deserialize)]
struct Problem {
    code: String,
}

impl Remote {
    /// `server` is an origin, `https://…`.
    pub(crate) fn new(server: &str) -> Result<Self, Failure> {
        let http = reqwest::Client::builder()
            .timeout(Duration::from_secs(60))
            .build()
            .map_err(|error| Failure::new("transport", error.to_string()))?;
        Ok(Self { origin: server.trim_end_matches('/').to_owned(), http, token: None })
    }

    /// Origin as this client reached it, for answers to challenges.
    pub(crate) fn origin(&self) -> &str {
        &self.origin
    }

    /// With a session.
    pub(crate) fn with_token(mut self, token: String) -> Self {
        self.token = Some(token);
        self
    }

    /// `GET`.
    pub(crate) async fn get<T>(&self, path: &str) -> Result<T, Failure>
    where
        T: for<'b> Decode<'b, ()> + Encode<()>,
    {
        let bytes = self.send(Method::GET, path, None).await?;
        decode(&bytes).ok_or_else(unreadable)
    }

    /// `POST` with an answer.
    pub(crate) async fn post<T>(&self, path: &str, body: &impl Encode<()>) -> Result<T, Failure>
    where
        T: for<'b> Decode<'b, ()> + Encode<()>,
    {
        let bytes = self.send(Method::POST, path, Some(encode(body))).await?;
        decode(&bytes).ok_or_else(unreadable)
    }

    /// `POST` or `PUT` without an answer.
    pub(crate) async fn put(
        &self,
        method: Method,
        path: &str,
        body: &impl Encode<()>,
    ) -> Result<(), Failure> {
        self.send(method, path, Some(encode(body))).await.map(|_| ())
    }

    /// Adds the solution of a fresh puzzle to a report.
    pub(crate) async fn with_work(&self, prepared: Prepared) -> Result<Prepared, Failure> {
        let view: PuzzleView = self.get("/puzzle").await?;
        let nonce = view.puzzle.search(0, u64::MAX).ok_or_else(|| Failure::new("puzzle", "no solution"))?;
        Ok(prepared.with_work(view.puzzle, nonce))
    }

    /// The team, verified.
    pub(crate) async fn trust(&self, expected: Option<&str>) -> Result<Trust, Failure> {
        let view: TeamView = self.get("/team").await?;
        Ok(Trust::verify(&view, expected)?)
    }

    /// Tries again where nobody answered or the server is not ready: at most five times in ten seconds.
    async fn send(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Result<Vec<u8>, Failure> {
        let mut wait = Duration::from_millis(200);
        let mut last = Failure::new("offline", "the server does not answer");
        for _ in 0..5 {
            match self.once(method.clone(), path, body.clone()).await {
                Err(failure) if matches!(failure.code.as_str(), "offline" | "unavailable") => last = failure,
                done => return done,
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
        }
        Err(last)
    }

    async fn once(&self, method: Method, path: &str, body: Option<Vec<u8>>) -> Result<Vec<u8>, Failure> {
        let mut request = self.http.request(method, format!("{}{PREFIX}{path}", self.origin));
        if let Some(token) = &self.token {
            request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
        }
        if let Some(body) = body {
            request = request.header(header::CONTENT_TYPE, CBOR).body(body);
        }
        let offline = |_| Failure::new("offline", format!("{} does not answer; is it running?", self.origin));
        let answer = request.send().await.map_err(offline)?;
        let status = answer.status();
        let bytes = answer.bytes().await.map_err(offline)?.to_vec();
        if status.is_success() {
            return Ok(bytes);
        }
        if status == StatusCode::CONFLICT && serde_json::from_slice::<Problem>(&bytes).is_err() {
            return Err(Failure::new(
                "conflict",
                "the case went on in the meantime: read it and decide again",
            ));
        }
        let code =
            serde_json::from_slice::<Problem>(&bytes).map_or_else(|_| status.to_string(), |it| it.code);
        Err(Failure::new(&code, format!("the server refused: {}", advice(&code))))
    }
}

/// A session's token as it travels.
pub(crate) fn token_text(token: &[u8; 32]) -> String {
    use base64ct::{Base64UrlUnpadded, Encoding as _};
    Base64UrlUnpadded::encode_string(token)
}

fn unreadable() -> Failure {
    Failure::new("answer", "the server's answer cannot be read; is this a Sanad server of the same version?")
}

/// One sentence for each code that a user can do something about.
fn advice(code: &str) -> &str {
    match code {
        "wrong_credentials" => "the receipt, handle or passphrase is not right",
        "sign_in_again" => "the session ended; sign in again",
        "forbidden" => "this role may not do that",
        "not_found" => "there is no such thing here, or it is not yours to see",
        "gone" => "the case was destroyed",
        "wrong_place" => "the team's chain went on in the meantime; try again",
        "taken" => "something with this name exists already",
        "not_set_up" => "the team is not set up yet; use the link that the server printed",
        "newer_version" => "this was made by a newer version; update",
        "unavailable" => "the server cannot store anything now; nothing was taken, try again",
        other => other,
    }
}
