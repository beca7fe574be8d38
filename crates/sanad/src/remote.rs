//! The command line's transport: HTTP with retries. Everything that is posted is idempotent.

use std::time::Duration;

use futures_util::{Stream, TryStreamExt as _};
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
    sheet: Option<String>,
    source: Option<String>,
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
        Ok(Self {
            origin: server.trim_end_matches('/').to_owned(),
            http,
            token: None,
            sheet: None,
            source: None,
        })
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

    /// With the recovery sheet's session beside the member's own.
    pub(crate) fn with_sheet(mut self, token: String) -> Self {
        self.sheet = Some(token);
        self
    }

    /// As if a proxy had taken the request from this address; servers that trust no proxy ignore it.
    pub(crate) fn with_source(mut self, address: String) -> Self {
        self.source = Some(address);
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

    /// `PUT` of one part of a sealed file.
    pub(crate) async fn put_bytes(&self, path: &str, bytes: Vec<u8>) -> Result<(), Failure> {
        self.send_as(Method::PUT, path, Some(bytes), "application/octet-stream").await.map(|_| ())
    }

    /// `GET` of a sealed file, in the pieces in which it arrives.
    pub(crate) async fn stream(
        &self,
        path: &str,
    ) -> Result<impl Stream<Item = Result<bytes::Bytes, Failure>> + use<>, Failure> {
        let answer = self.request(Method::GET, path).send().await.map_err(|_| self.offline())?;
        if !answer.status().is_success() {
            return Err(refused(answer.status(), &answer.bytes().await.map_err(|_| self.offline())?));
        }
        let offline = self.offline();
        let broken = move |_| Failure::new(&offline.code, offline.message.clone());
        Ok(answer.bytes_stream().map_err(broken))
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
        self.send_as(method, path, body, CBOR).await
    }

    async fn send_as(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        media_type: &str,
    ) -> Result<Vec<u8>, Failure> {
        let mut wait = Duration::from_millis(200);
        let mut last = Failure::new("offline", "the server does not answer");
        for _ in 0..5 {
            match self.once(method.clone(), path, body.clone(), media_type).await {
                Err(failure) if matches!(failure.code.as_str(), "offline" | "unavailable") => last = failure,
                done => return done,
            }
            tokio::time::sleep(wait).await;
            wait *= 2;
        }
        Err(last)
    }

    fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let mut request = self.http.request(method, format!("{}{PREFIX}{path}", self.origin));
        if let Some(source) = &self.source {
            request = request.header("x-forwarded-for", source);
        }
        if let Some(sheet) = &self.sheet {
            request = request.header("sanad-sheet", sheet);
        }
        match &self.token {
            Some(token) => request.header(header::AUTHORIZATION, format!("Bearer {token}")),
            None => request,
        }
    }

    fn offline(&self) -> Failure {
        Failure::new("offline", format!("{} does not answer; is it running?", self.origin))
    }

    async fn once(
        &self,
        method: Method,
        path: &str,
        body: Option<Vec<u8>>,
        media_type: &str,
    ) -> Result<Vec<u8>, Failure> {
        let mut request = self.request(method, path);
        if let Some(body) = body {
            request = request.header(header::CONTENT_TYPE, media_type).body(body);
        }
        let offline = |_| self.offline();
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
        Err(refused(status, &bytes))
    }
}

fn refused(status: StatusCode, bytes: &[u8]) -> Failure {
    let code = serde_json::from_slice::<Problem>(bytes).map_or_else(|_| status.to_string(), |it| it.code);
    Failure::new(&code, format!("the server refused: {}", advice(&code)))
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
        "minor_no_files" => "of a person under 18 only her voice is taken",
        "too_many_files" => "the case has as many files as it may have",
        "case_full" => "the case's files are as large together as they may be",
        "storage_full" => "the disk's reserve is for words; files are not taken now",
        "unavailable" => "the server cannot store anything now; nothing was taken, try again",
        other => other,
    }
}
