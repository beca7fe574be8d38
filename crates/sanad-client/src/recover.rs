//! What the recovery sheet does by itself: it signs in, gives a member who has no way in a new card, and opens the
//! cases that nobody else can open any more, so that a coordinator gives them on.

use sanad_crypto::safe::{team::RecoverySheet, vault::MemberKeys};
use sanad_domain::{MemberId, Role};
use sanad_protocol::{
    member::{Challenge, SHEET_HANDLE, SheetAnswer},
    team::TeamKeys,
};

use crate::{ClientError, Trust, file::Reader, member::Desk};

/// Body of `POST /sheet/session`, for a challenge that was asked for under [`SHEET_HANDLE`].
///
/// # Errors
/// [`ClientError::OtherTeam`] for another team's sheet.
pub fn answer(
    trust: &Trust,
    origin: &str,
    sheet: &RecoverySheet,
    challenge: &Challenge,
) -> Result<SheetAnswer, ClientError> {
    let root = trust.root_of(sheet)?;
    let question = trust.question(origin, SHEET_HANDLE.as_bytes(), &challenge.challenge)?;
    let answer = question.answer(root).to_vec().into();
    Ok(SheetAnswer { challenge: challenge.challenge.clone(), answer })
}

/// The team's keys as the sheet holds them: enough to invite ([`crate::invite::invite`]) and to renew
/// ([`crate::invite::renew`]) where no coordinator can sign in.
///
/// # Errors
/// [`ClientError::NoKey`] where the team's chain has no card of a sheet; others as [`Desk::open`].
pub fn desk(trust: &Trust, sheet: &RecoverySheet, answer: &TeamKeys) -> Result<Desk, ClientError> {
    let card = trust.team.members().find(|it| it.role == Role::Recovery).ok_or(ClientError::NoKey)?;
    Desk::open(trust, card.member, keys(sheet), answer)
}

/// Who in the team has this handle.
///
/// # Errors
/// [`ClientError::NoKey`] where nobody has.
pub fn member_of(desk: &Desk, handle: &str) -> Result<MemberId, ClientError> {
    let found = desk.handles.iter().find(|(_, it)| *it == handle);
    found.map(|(member, _)| *member).ok_or(ClientError::NoKey)
}

/// How a member reads who has the sheet at hand.
#[must_use]
pub fn reader(desk: &Desk, sheet: &RecoverySheet) -> Reader {
    let mut reader = desk.reader();
    reader.identities.push(sheet.age.clone());
    reader
}

fn keys(sheet: &RecoverySheet) -> MemberKeys {
    MemberKeys { age: sheet.age.clone(), sign: sheet.root.clone() }
}
