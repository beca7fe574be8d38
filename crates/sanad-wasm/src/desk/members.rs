//! Who is in the team: inviting, renewing, joining, removing.

use sanad_client::{
    intake,
    invite::{Invitation, Joined as JoinedParts, invite, join, renew},
    remove::remove,
};
use sanad_domain::{CaseId, MemberId, Role};
use sanad_protocol::encode;
use serde_json::json;
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Desk, parse, sheet::sheet};
use crate::{Js, failed, json as to_json, read, rng, seconds, team::Team, thrown};

fn member_of(text: &str) -> Js<MemberId> {
    text.parse().map_err(|_| thrown("not_found"))
}

#[wasm_bindgen]
impl Desk {
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

    /// Invites a member; a coordinator's card needs the recovery sheet.
    pub fn invite(
        &self,
        team: &Team,
        handle: &str,
        name: &str,
        role: &str,
        now: f64,
        groups: Option<String>,
    ) -> Js<Invited> {
        let (role, root) = (parse::<Role>(role)?, groups.as_deref().map(sheet).transpose()?);
        let (trust, at) = (&team.trust, seconds(now));
        invite(trust, &self.session, root.as_ref(), handle, name, role, at, &mut rng())
            .map(Invited)
            .map_err(failed)
    }

    /// Gives a member who lost every way in a new card, signed by the recovery sheet.
    pub fn renew(&self, team: &Team, member: &str, groups: &str, now: f64) -> Js<Invited> {
        let (root, member) = (sheet(groups)?, member_of(member)?);
        renew(&team.trust, &self.session, &root, member, seconds(now), &mut rng())
            .map(Invited)
            .map_err(failed)
    }

    /// Exchanges an invitation's keys for the member's own.
    pub fn join(&self, team: &Team, passphrase: &str, now: f64) -> Js<Joined> {
        join(&team.trust, &self.session, passphrase, seconds(now), &mut rng()).map(Joined).map_err(failed)
    }

    /// Body of `PUT /team/directory` with the own name.
    #[wasm_bindgen(js_name = ownName)]
    pub fn own_name(&self, team: &Team, name: &str) -> Js<Vec<u8>> {
        let member = self.session.member;
        let directory = self.session.with_name(&team.trust, member, name, &mut rng()).map_err(failed)?;
        Ok(encode(&directory))
    }

    /// Ends a member's card; body of `POST /team/statements`. A coordinator's needs the recovery sheet.
    pub fn remove(&self, team: &Team, member: &str, now: f64, groups: Option<String>) -> Js<Vec<u8>> {
        let (member, root) = (member_of(member)?, groups.as_deref().map(sheet).transpose()?);
        let state = remove(&team.trust, &self.session, root.as_ref(), member, seconds(now), &mut rng())
            .map_err(failed)?;
        Ok(encode(&state))
    }

    /// Body of `POST /team/statements` that gives the intake key more time, where this member coordinates and
    /// it is due.
    #[wasm_bindgen(js_name = renewIntake)]
    pub fn renew_intake(&self, team: &Team, now: f64) -> Option<Vec<u8>> {
        intake::renew(&team.trust, &self.session, seconds(now)).map(|it| encode(&it))
    }
}

/// An invitation.
#[wasm_bindgen]
pub struct Invited(pub(super) Invitation);

#[wasm_bindgen]
impl Invited {
    /// Body of `POST /team/statements`.
    pub fn body(&self) -> Vec<u8> {
        encode(&self.0.request)
    }

    /// Secret for the link's fragment.
    pub fn secret(&self) -> String {
        self.0.secret.dangerous_to_groups().concat()
    }
}

/// What joining sends.
#[wasm_bindgen]
pub struct Joined(JoinedParts);

#[wasm_bindgen]
impl Joined {
    /// Body of `POST /team/statements`: card and vault together.
    pub fn body(&self) -> Vec<u8> {
        encode(&self.0.state)
    }
}

/// Cases of the answer of `GET /stale` whose keys are to be renewed since cards changed, as JSON.
#[wasm_bindgen(js_name = staleCases)]
pub fn stale_cases(answer: &[u8]) -> Js<String> {
    let cases: Vec<CaseId> = read(answer)?;
    to_json(&cases)
}
