//! Members: signing in, the vault, the end of a session.

use axum::{extract::State, http::StatusCode};
use sanad_crypto::safe::{receipt::Cost, sha256, sign::SigningKey, sign::VerifyKey, vault::SealedVault};
use sanad_protocol::{
    Code, decode, encode,
    member::{
        Answer, AskChallenge, Challenge, NewUnlock, PutVault, SHEET_HANDLE, Session, SheetAnswer,
        SheetSession, UnlockView,
    },
};
use sanad_store::{MAX_WAYS, NextVault, UnlockRow, VaultPut, Who};

use super::person::{CHALLENGE_LASTS, answered, begin};
use crate::{
    problem::Problem,
    server::{Server, random_32},
    session::{Member, Token},
    wire::{Cbor, bytes_32},
};

/// A shift; the desk locks itself long before.
const SHIFT_LASTS: u64 = 12 * 3600;
/// The recovery sheet lies on the table while cards and cases are renewed, not for a shift.
const SHEET_LASTS: u64 = 30 * 60;
/// Largest sealed vault in bytes.
const MAX_VAULT: usize = 128 * 1024;

pub(crate) async fn challenge(
    State(server): State<Server>,
    Cbor(request): Cbor<AskChallenge>,
) -> Result<Cbor<Challenge>, Problem> {
    let who = sha256(request.handle.as_bytes());
    let found = server.store().account(server.team()?, &request.handle).await?;
    let unlocks = match found {
        Some((_, unlocks)) => unlocks.into_iter().map(view).collect(),
        None => decoys(&server, &who),
    };
    let challenge = random_32();
    server.store().put_challenge(sha256(&challenge), who, server.now() + CHALLENGE_LASTS).await?;
    Ok(Cbor(Challenge { challenge: challenge.to_vec().into(), unlocks }))
}

/// What an unknown handle is asked, the same each time: a passphrase, and for every other handle a passkey as
/// well, so that a passkey in the list does not tell that somebody is there.
fn decoys(server: &Server, who: &[u8; 32]) -> Vec<UnlockView> {
    let decoy = |kind: &str, purpose: &str| {
        let bytes = server.inner.keys.mac(purpose, who);
        UnlockView {
            id: bytes[..16].to_vec().into(),
            kind: kind.into(),
            salt: bytes[16..].to_vec().into(),
            cost: Cost::PASSPHRASE,
        }
    };
    let mut decoys = vec![decoy("passphrase", "decoy unlock")];
    if server.inner.keys.mac("decoy passkey?", who)[0].is_multiple_of(2) {
        decoys.push(decoy("passkey", "decoy passkey"));
    }
    // As the store sorts those of an account.
    decoys.sort_by(|one, other| one.id[..].cmp(&other.id[..]));
    decoys
}

fn view(it: UnlockRow) -> UnlockView {
    UnlockView {
        id: it.id.to_vec().into(),
        kind: it.kind,
        salt: it.salt.into(),
        cost: Cost { m_kib: it.m_kib, t: it.t },
    }
}

pub(crate) async fn session(
    State(server): State<Server>,
    Cbor(request): Cbor<Answer>,
) -> Result<Cbor<Session>, Problem> {
    let challenge = bytes_32(&request.challenge)?;
    let who = sha256(request.handle.as_bytes());
    let found = server.store().account(server.team()?, &request.handle).await?;
    let decoy = SigningKey::from_bytes(&server.inner.keys.mac("decoy key", &who)).verify_key();
    let unlock = found.as_ref().and_then(|(_, it)| it.iter().find(|it| it.id[..] == request.unlock[..]));
    let key = unlock.map_or(decoy, |it| VerifyKey(it.auth_key));
    let fresh = server.store().take_challenge(sha256(&challenge), who, server.now()).await?;
    let right = answered(&server, who, challenge, &key, &request.answer)?;
    let (account, _) = found.filter(|_| fresh && right).ok_or(Code::WrongCredentials)?;
    let live = server.store().card(server.team()?, account.member).await?;
    live.ok_or(Code::WrongCredentials)?;
    let token = begin(&server, Who::Member(account.member), SHIFT_LASTS).await?;
    let vault: SealedVault = decode(&account.vault).ok_or(Code::Internal)?;
    Ok(Cbor(Session { token, member: account.member, vault }))
}

/// Signing in with the recovery sheet: the challenge is asked for under a name that no member has.
pub(crate) async fn sheet_session(
    State(server): State<Server>,
    Cbor(request): Cbor<SheetAnswer>,
) -> Result<Cbor<SheetSession>, Problem> {
    let challenge = bytes_32(&request.challenge)?;
    let who = sha256(SHEET_HANDLE.as_bytes());
    let sheet = server.store().sheet(server.team()?).await?.ok_or(Code::WrongCredentials)?;
    let fresh = server.store().take_challenge(sha256(&challenge), who, server.now()).await?;
    let right = answered(&server, who, challenge, &VerifyKey(sheet.verify_key), &request.answer)?;
    if !fresh || !right {
        return Err(Code::WrongCredentials.into());
    }
    let token = begin(&server, Who::Member(sheet.member), SHEET_LASTS).await?;
    Ok(Cbor(SheetSession { token }))
}

pub(crate) async fn put_vault(
    State(server): State<Server>,
    Member(card): Member,
    Cbor(request): Cbor<PutVault>,
) -> Result<StatusCode, Problem> {
    let next = NextVault {
        n: request.vault.n,
        vault: vault_bytes(&request.vault)?,
        tagged: tagged(&request.vault),
        add: unlock_rows(&request.add)?,
        remove: request.remove.iter().map(|it| bytes_16(it)).collect::<Result<_, _>>()?,
    };
    match server.store().put_vault(server.team()?, card.member, &next).await? {
        VaultPut::Written => Ok(StatusCode::NO_CONTENT),
        VaultPut::Stale => Err(Code::Conflict.into()),
        VaultPut::Unusable => Err(Code::Malformed.into()),
    }
}

fn bytes_16(bytes: &[u8]) -> Result<[u8; 16], Problem> {
    bytes.try_into().map_err(|_| Code::Malformed.into())
}

/// Ids of the ways in for which a vault carries a tag.
pub(crate) fn tagged(vault: &SealedVault) -> Vec<[u8; 16]> {
    vault.tags.iter().map(|it| it.unlock).collect()
}

/// Ways in as rows, of a known kind and with the cost that clients demand.
pub(crate) fn unlock_rows(unlocks: &[NewUnlock]) -> Result<Vec<UnlockRow>, Problem> {
    if unlocks.len() > MAX_WAYS {
        return Err(Code::Malformed.into());
    }
    unlocks
        .iter()
        .map(|NewUnlock { view, auth_key }| {
            let known = ["passphrase", "passkey", "invitation"].contains(&view.kind.as_str());
            if !known || view.salt.len() != 16 || view.cost.acceptable(Cost::PASSPHRASE).is_err() {
                return Err(Code::Malformed.into());
            }
            Ok(UnlockRow {
                id: bytes_16(&view.id)?,
                kind: view.kind.clone(),
                salt: view.salt.to_vec(),
                m_kib: view.cost.m_kib,
                t: view.cost.t,
                auth_key: auth_key.0,
            })
        })
        .collect()
}

/// A sealed vault as it is stored.
pub(crate) fn vault_bytes(vault: &SealedVault) -> Result<Vec<u8>, Problem> {
    let bytes = encode(vault);
    if bytes.len() <= MAX_VAULT { Ok(bytes) } else { Err(Code::TooLarge.into()) }
}

/// Ends a session of either kind; ending it again is fine.
pub(crate) async fn end(State(server): State<Server>, Token(hash): Token) -> Result<StatusCode, Problem> {
    server.store().end_session(hash).await?;
    Ok(StatusCode::NO_CONTENT)
}
