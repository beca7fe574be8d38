//! The team's side.

pub mod enter;
mod files;
mod open_case;
mod view;

use sanad_client::{
    compose::Composed,
    file,
    found::{Founder, Joined as JoinedParts, found as found_team, invite, join, remove},
    member::Desk as Session,
    queue::rows,
};
use sanad_crypto::safe::vault::Vault;
use sanad_domain::{CaseId, MemberId, Role, case::Purpose, danger};
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
        let file = file::open(&team.trust, &answer, &self.session.reader()).map_err(failed)?;
        Ok(OpenCase::new(file, self.session.summary_of(&team.trust, &answer)))
    }

    /// Members, as JSON.
    pub fn members(&self, team: &Team) -> Js<String> {
        let members: Vec<_> = team
            .trust
            .team
            .members()
            .map(|card| {
                json!({
                    "member": card.member,
                    "handle": self.session.handles.get(&card.member).cloned().unwrap_or_default(),
                    "name": self.session.name_of(card.member).unwrap_or_default(),
                    "role": card.role,
                    "triage": card.triage,
                })
            })
            .collect();
        to_json(&members)
    }

    /// Invites a caseworker.
    pub fn invite(&self, team: &Team, handle: &str, name: &str, role: &str, now: f64) -> Js<Invited> {
        let role = parse::<Role>(role)?;
        let invitation =
            invite(&team.trust, &self.session, None, handle, name, role, seconds(now), &mut rng())
                .map_err(failed)?;
        Ok(Invited {
            body: encode(&invitation.request),
            secret: invitation.secret.dangerous_to_groups().concat(),
        })
    }

    /// Exchanges an invitation's keys for the member's own.
    pub fn join(&self, team: &Team, passphrase: &str, now: f64) -> Js<Joined> {
        join(&team.trust, &self.session, &self.vault, passphrase, seconds(now), &mut rng())
            .map(|parts| Joined { parts })
            .map_err(failed)
    }

    /// Ends a member's card; body of `POST /team/statements`.
    pub fn remove(&self, team: &Team, member: &str, now: f64) -> Js<Vec<u8>> {
        let member: MemberId = member.parse().map_err(|_| thrown("not_found"))?;
        let state =
            remove(&team.trust, &self.session, None, member, seconds(now), &mut rng()).map_err(failed)?;
        Ok(encode(&state))
    }

    /// Body of `POST /quarantine`.
    pub fn quarantine(&self, cases: &str, close: bool) -> Js<Vec<u8>> {
        let cases: Vec<CaseId> = serde_json::from_str(cases).map_err(|_| thrown("malformed"))?;
        Ok(encode(&Quarantine { cases, close }))
    }
}

/// An invitation.
#[wasm_bindgen]
pub struct Invited {
    body: Vec<u8>,
    secret: String,
}

#[wasm_bindgen]
impl Invited {
    /// Body of `POST /team/statements`.
    pub fn body(&self) -> Vec<u8> {
        self.body.clone()
    }

    /// Secret for the link's fragment.
    pub fn secret(&self) -> String {
        self.secret.clone()
    }
}

/// What joining sends.
#[wasm_bindgen]
pub struct Joined {
    parts: JoinedParts,
}

#[wasm_bindgen]
impl Joined {
    /// Body of `POST /team/statements`.
    pub fn state(&self) -> Vec<u8> {
        encode(&self.parts.state)
    }

    /// Body of `PUT /member/vault`.
    pub fn vault(&self) -> Vec<u8> {
        encode(&self.parts.vault)
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
    Ok(Founded { body: encode(&founded.request), recovery: founded.recovery.dangerous_to_groups() })
}

#[wasm_bindgen]
impl Founded {
    /// Body of `POST /setup`.
    pub fn body(&self) -> Vec<u8> {
        self.body.clone()
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
