//! The team's side.

pub mod enter;
mod files;
pub mod members;
mod open_case;
pub mod sheet;
pub mod unlocks;
mod view;

use sanad_client::{
    compose::Composed,
    file,
    found::{Founder, found as found_team},
    member::Desk as Session,
    queue::rows,
    recover,
};
use sanad_crypto::safe::{team::RecoverySheet, vault::Vault};
use sanad_domain::{CaseId, case::Purpose, danger};
use sanad_protocol::{
    case::{CaseFile, Open, Quarantine},
    encode,
};
use serde::Deserialize;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Js, failed, json as to_json, read, rng, seconds, team::Team, thrown};
use open_case::OpenCase;

/// A signed-in member.
#[wasm_bindgen]
pub struct Desk {
    pub(crate) session: Session,
    vault: Vault,
    /// The recovery sheet, while it lies on the table.
    sheet: Option<RecoverySheet>,
}

#[wasm_bindgen]
impl Desk {
    /// Who this is, as JSON.
    pub fn me(&self, team: &Team) -> Js<String> {
        let member = self.session.member;
        to_json(&json!({
            "member": member,
            "handle": self.session.handles.get(&member),
            "name": self.session.name_of(member),
            "role": self.session.role(&team.trust),
            "team": team.name("ar"),
            "fingerprint": team.fingerprint(),
        }))
    }

    /// Opens the team's keys anew, by the answer of `GET /team/keys`: the chain grew, and what is written from
    /// now on must be sealed to the newest. The vault stays as it is, with the ways in that were added since.
    #[wasm_bindgen(js_name = readKeys)]
    pub fn read_keys(&mut self, team: &Team, keys: &[u8]) -> Js<()> {
        let (member, mine) = (self.session.member, self.vault.seed().derive_keys());
        self.session = Session::open(&team.trust, member, mine, &read(keys)?).map_err(failed)?;
        Ok(())
    }

    /// The queue, sorted, as JSON.
    pub fn queue(&self, team: &Team, answer: &[u8]) -> Js<String> {
        to_json(&rows(&team.trust, &self.session, &read(answer)?).map_err(failed)?)
    }

    /// Body of `POST /cases/{case}/open`.
    pub fn access(&self, team: &Team, case: &str, heads: &[u8], purpose: &str, now: f64) -> Js<Vec<u8>> {
        let (case, purpose) = (parse_case(case)?, parse::<Purpose>(purpose)?);
        let heads: sanad_protocol::case::Heads = read(heads)?;
        if heads.opened {
            return Ok(encode(&Open { access: None, seen: team.trust.checkpoint.size }));
        }
        let writer = self.session.writer(&team.trust).map_err(failed)?;
        let alias = self.session.name_of(self.session.member).unwrap_or_default();
        let access = writer
            .access(&team.trust, case, &heads, purpose, alias, seconds(now), &mut rng())
            .map_err(failed)?;
        Ok(encode(&Open { access: Some(access), seen: team.trust.checkpoint.size }))
    }

    /// Verifies and opens a case's file.
    pub fn open(&self, team: &Team, answer: &[u8]) -> Js<OpenCase> {
        let answer: CaseFile = read(answer)?;
        let reader = match &self.sheet {
            Some(sheet) => recover::reader(&self.session, sheet),
            None => self.session.reader(),
        };
        let file = file::open(&team.trust, &answer, &reader).map_err(failed)?;
        Ok(OpenCase::new(file, self.session.summary_of(&team.trust, &answer)))
    }

    /// Body of `POST /quarantine`.
    pub fn quarantine(&self, cases: &str, close: bool) -> Js<Vec<u8>> {
        let cases: Vec<CaseId> = serde_json::from_str(cases).map_err(|_| thrown("malformed"))?;
        Ok(encode(&Quarantine { cases, close }))
    }
}

#[derive(Deserialize)]
struct FounderInput {
    names: std::collections::BTreeMap<String, String>,
    handle: String,
    name: String,
    passphrase: String,
}

/// A team that begins.
#[wasm_bindgen]
pub struct Founded {
    body: Vec<u8>,
    recovery: Vec<String>,
    fingerprint: String,
}

/// Founds a team: `input` is JSON with names, handle, name, passphrase.
#[wasm_bindgen]
pub fn found(token: &str, view: &[u8], input: &str) -> Js<Founded> {
    let input: FounderInput = serde_json::from_str(input).map_err(|_| thrown("malformed"))?;
    let founder = Founder {
        names: input.names,
        handle: &input.handle,
        name: &input.name,
        passphrase: &input.passphrase,
    };
    let founded = found_team(token, &read(view)?, &founder, &mut rng()).map_err(failed)?;
    Ok(Founded {
        body: encode(&founded.request),
        recovery: founded.recovery.dangerous_to_groups(),
        fingerprint: founded.team.0.iter().map(|byte| format!("{byte:02x}")).collect(),
    })
}

#[wasm_bindgen]
impl Founded {
    /// Body of `POST /setup`.
    pub fn body(&self) -> Vec<u8> {
        self.body.clone()
    }

    /// Short fingerprint of the root key.
    pub fn fingerprint(&self) -> String {
        self.fingerprint.clone()
    }

    /// The recovery sheet's groups, as JSON.
    pub fn recovery(&self) -> Js<String> {
        to_json(&self.recovery)
    }
}

/// The items of the danger assessment, as JSON.
#[wasm_bindgen(js_name = dangerItems)]
pub fn danger_items() -> Js<String> {
    let items: Vec<_> = danger::ITEMS
        .iter()
        .map(|it| json!({ "code": it.code, "group": it.group, "weight": it.weight }))
        .collect();
    to_json(&items)
}

/// A code of an enumeration, as serde names it.
pub(crate) fn parse<T: serde::de::DeserializeOwned>(code: &str) -> Js<T> {
    serde_json::from_value(serde_json::Value::String(code.into())).map_err(|_| thrown("malformed"))
}

fn parse_case(case: &str) -> Js<CaseId> {
    case.parse().map_err(|_| thrown("not_found"))
}

/// The request of something composed.
pub(crate) fn body_of(composed: &Composed) -> Vec<u8> {
    encode(&composed.append)
}
