//! The recovery sheet: checking what was typed, signing in with it, and having it on the table.

use sanad_client::{found::zeroize_seed::Seed, invite::renew, recover};
use sanad_crypto::safe::team::RecoverySheet;
use sanad_protocol::{
    encode,
    member::{AskChallenge, SHEET_HANDLE, SheetSession},
};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Desk, members::Invited};
use crate::{Js, failed, read, rng, seconds, team::Team, thrown};

/// What is wrong with a recovery sheet as it was typed: empty, `sheet_mistyped`, or `sheet_other_team`. Told
/// on the device; nothing of it is kept.
#[wasm_bindgen(js_name = checkSheet)]
pub fn check_sheet(team: &Team, groups: &str) -> String {
    match Seed::parse(groups).map(|it| RecoverySheet::derive(&it.0).root.verify_key()) {
        None => "sheet_mistyped".into(),
        Some(root) if root != team.trust.team.root => "sheet_other_team".into(),
        Some(_) => String::new(),
    }
}

/// The keys of a sheet as it was typed.
pub(super) fn sheet(groups: &str) -> Js<RecoverySheet> {
    let seed = Seed::parse(groups).ok_or_else(|| thrown("sheet_mistyped"))?;
    Ok(RecoverySheet::derive(&seed.0))
}

/// Body of `POST /member/challenge`, for the sheet.
#[wasm_bindgen(js_name = askSheet)]
pub fn ask_sheet() -> Vec<u8> {
    encode(&AskChallenge { handle: SHEET_HANDLE.into() })
}

/// Body of `POST /sheet/session`.
#[wasm_bindgen(js_name = answerSheet)]
pub fn answer_sheet(team: &Team, origin: &str, groups: &str, challenge: &[u8]) -> Js<Vec<u8>> {
    let answer = recover::answer(&team.trust, origin, &sheet(groups)?, &read(challenge)?);
    Ok(encode(&answer.map_err(failed)?))
}

/// Token of the answer of `POST /sheet/session`.
#[wasm_bindgen(js_name = sheetToken)]
pub fn sheet_token(answer: &[u8]) -> Js<String> {
    let session: SheetSession = read(answer)?;
    Ok(session.token)
}

/// A new card for a member who has no way in, where nobody can sign in: `keys` is the answer of `GET /team/keys`
/// for the sheet's session. Throws `no_member` where nobody has this handle.
#[wasm_bindgen]
pub fn recover(team: &Team, groups: &str, keys: &[u8], handle: &str, now: f64) -> Js<Invited> {
    let sheet = sheet(groups)?;
    let desk = recover::desk(&team.trust, &sheet, &read(keys)?).map_err(failed)?;
    let member = recover::member_of(&desk, handle).map_err(|_| thrown("no_member"))?;
    renew(&team.trust, &desk, &sheet, member, seconds(now), &mut rng()).map(Invited).map_err(failed)
}

#[wasm_bindgen]
impl Desk {
    /// Lays the sheet on the table: what it holds opens too, until it is taken away or the keys are dropped.
    #[wasm_bindgen(js_name = laySheet)]
    pub fn lay_sheet(&mut self, groups: &str) -> Js<()> {
        self.sheet = Some(sheet(groups)?);
        Ok(())
    }

    /// Takes the sheet away.
    #[wasm_bindgen(js_name = takeSheet)]
    pub fn take_sheet(&mut self) {
        self.sheet = None;
    }
}
