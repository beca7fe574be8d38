//! An open case: looking and acting.

use std::collections::{BTreeMap, VecDeque};

use sanad_client::{
    compose::{Composed, Writer},
    file::OpenFile,
    tell::check_ack,
};
use sanad_crypto::safe::{Hash, summary::Summary};
use sanad_domain::{
    Lane, MemberId,
    case::{Body, Close, Message, Note, Stage, StageChange},
    danger::{Assessment, Band, ITEMS_VERSION},
    report::Answer,
};
use sanad_protocol::{case::Route, encode};
use serde::Deserialize;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Desk, body_of, parse, view};
use crate::{Js, failed, read, rng, seconds, team::Team, thrown};

/// A verified, opened case.
#[wasm_bindgen]
pub struct OpenCase {
    pub(super) file: OpenFile,
    pub(super) summary: Summary,
    sent: VecDeque<Hash>,
}

#[derive(Deserialize)]
struct CloseInput {
    outcomes: Vec<String>,
    summary: String,
    safety_plan: bool,
    told_to_come_back: bool,
}

impl OpenCase {
    pub(super) fn new(file: OpenFile, summary: Option<Summary>) -> Self {
        Self { file, summary: summary.unwrap_or_default(), sent: VecDeque::new() }
    }

    pub(super) fn write(
        &mut self,
        team: &Team,
        desk: &Desk,
        lane: Lane,
        body: Body,
        now: f64,
    ) -> Js<Vec<u8>> {
        let writer = writer(team, desk)?;
        let composed = writer
            .entry(&team.trust, &mut self.file, lane, body, seconds(now), &mut rng())
            .map_err(failed)?;
        Ok(self.remember(&composed))
    }

    fn remember(&mut self, composed: &Composed) -> Vec<u8> {
        self.sent.push_back(composed.hash);
        body_of(composed)
    }
}

fn writer(team: &Team, desk: &Desk) -> Js<Writer> {
    desk.session.writer(&team.trust).map_err(failed)
}

#[wasm_bindgen]
impl OpenCase {
    /// What the desk shows, as JSON.
    pub fn view(&self, team: &Team, desk: &Desk) -> Js<String> {
        view::case(team, desk, self)
    }

    /// Words for her.
    pub fn say(&mut self, team: &Team, desk: &Desk, text: String, now: f64) -> Js<Vec<u8>> {
        self.write(team, desk, Lane::Shared, Body::Message(Message::of_text(text)), now)
    }

    /// Words for the team.
    pub fn note(&mut self, team: &Team, desk: &Desk, text: String, now: f64) -> Js<Vec<u8>> {
        self.write(team, desk, Lane::Team, Body::Note(Note { text }), now)
    }

    /// The danger, with its reason; `answers` is JSON by item code.
    pub fn danger(
        &mut self,
        team: &Team,
        desk: &Desk,
        band: &str,
        reason: String,
        answers: &str,
        now: f64,
    ) -> Js<Vec<u8>> {
        let band = parse::<Band>(band)?;
        let answers: BTreeMap<String, Answer> =
            serde_json::from_str(answers).map_err(|_| thrown("malformed"))?;
        let assessment = Assessment { band, reason, answers, items_version: ITEMS_VERSION };
        self.write(team, desk, Lane::Team, Body::Danger(assessment), now)
    }

    /// Another stage.
    pub fn stage(
        &mut self,
        team: &Team,
        desk: &Desk,
        stage: &str,
        reason: Option<String>,
        now: f64,
    ) -> Js<Vec<u8>> {
        let to = parse::<Stage>(stage)?;
        self.write(team, desk, Lane::Team, Body::Stage(StageChange { to, reason }), now)
    }

    /// The end; `input` is JSON.
    pub fn close(&mut self, team: &Team, desk: &Desk, input: &str, now: f64) -> Js<Vec<u8>> {
        let CloseInput { outcomes, summary, safety_plan, told_to_come_back } =
            serde_json::from_str(input).map_err(|_| thrown("malformed"))?;
        let close = Close { outcomes, summary, safety_plan, told_to_come_back };
        self.write(team, desk, Lane::Team, Body::Close(close), now)
    }

    /// The case goes on.
    pub fn reopen(&mut self, team: &Team, desk: &Desk, reason: String, now: f64) -> Js<Vec<u8>> {
        self.write(team, desk, Lane::Team, Body::Reopen(Note { text: reason }), now)
    }

    /// Gives the case to members (JSON list of ids); requests to be sent in order.
    pub fn assign(
        &mut self,
        team: &Team,
        desk: &Desk,
        members: &str,
        now: f64,
    ) -> Js<Vec<js_sys::Uint8Array>> {
        let members: Vec<MemberId> = serde_json::from_str(members).map_err(|_| thrown("malformed"))?;
        let composed = writer(team, desk)?
            .assign(&team.trust, &mut self.file, &members, seconds(now), &mut rng())
            .map_err(failed)?;
        Ok(composed.iter().map(|it| js_sys::Uint8Array::from(self.remember(it).as_slice())).collect())
    }

    /// New epochs where cards changed since the case was taken; nothing where the right ones hold it.
    pub fn renew(&mut self, team: &Team, desk: &Desk, now: f64) -> Js<Vec<js_sys::Uint8Array>> {
        let composed = writer(team, desk)?
            .renew(&team.trust, &mut self.file, seconds(now), &mut rng())
            .map_err(failed)?
            .unwrap_or_default();
        Ok(composed.iter().map(|it| js_sys::Uint8Array::from(self.remember(it).as_slice())).collect())
    }

    /// Another alias and line; body of `PUT /cases/{case}/routing`.
    pub fn rename(
        &mut self,
        team: &Team,
        desk: &Desk,
        alias: String,
        line: String,
        _now: f64,
    ) -> Js<Vec<u8>> {
        self.summary = Summary { alias, line, terms: self.summary.terms.clone() };
        let summary = writer(team, desk)?
            .summary(&team.trust, self.file.id, &self.summary, &mut rng())
            .map_err(failed)?;
        Ok(encode(&Route { routing: None, summary: Some(summary) }))
    }

    /// Checks the acknowledgement of the oldest entry that was composed and not yet acknowledged.
    pub fn accepted(&mut self, team: &Team, response: &[u8]) -> Js<()> {
        let hash = self.sent.pop_front().ok_or_else(|| thrown("unacknowledged"))?;
        check_ack(&team.trust, &read(response)?, &hash).map(|_| ()).map_err(failed)
    }
}
