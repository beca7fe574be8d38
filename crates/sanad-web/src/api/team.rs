//! The team's chain, keys and names.

use axum::{extract::State, http::StatusCode};
use sanad_domain::Role;
use sanad_protocol::{
    Code,
    log::to_bytes,
    team::{Account, Logged, MemberRow, PutDirectory, State as Statements, TeamGrant, TeamKeys, TeamView},
};
use sanad_store::{
    AccountRow, TeamGrantRow, UnlockRow,
    commit::{NewStatements, Work},
};

use super::member::{tagged, unlock_rows, vault_bytes};
use crate::{
    events::Event,
    problem::Problem,
    server::Server,
    session::{Member, MemberOrSheet},
    wire::Cbor,
};

pub(crate) async fn view(State(server): State<Server>) -> Result<Cbor<TeamView>, Problem> {
    let team = server.team()?;
    let chain = server.store().chain(team).await?;
    let logged = chain
        .statements
        .into_iter()
        .map(|it| Logged { statement: it.bytes.into(), leaf: it.leaf, arrived: it.arrived })
        .collect();
    Ok(Cbor(TeamView {
        statements: logged,
        checkpoint: chain.checkpoint,
        proof: chain.head.into(),
        now: server.now(),
        revealed: to_bytes(&chain.revealed),
    }))
}

pub(crate) async fn keys(
    State(server): State<Server>,
    MemberOrSheet(card): MemberOrSheet,
) -> Result<Cbor<TeamKeys>, Problem> {
    let team = server.team()?;
    let store = server.store();
    let grants = store.team_grants(team, card.holder).await?;
    let (directory_n, directory) = store.directory(team).await?.unwrap_or_default();
    let members = store.accounts(team).await?;
    Ok(Cbor(TeamKeys {
        grants: grants
            .into_iter()
            .map(|it| TeamGrant {
                name: it.name,
                generation: it.generation,
                holder: it.holder,
                sealed: it.sealed.into(),
            })
            .collect(),
        directory: directory.into(),
        directory_n,
        members: members.into_iter().map(|it| MemberRow { member: it.member, handle: it.handle }).collect(),
    }))
}

/// Whether the statements may be said is for the chain: a member renews the own card, a coordinator invites, the
/// recovery sheet's root says everything.
pub(crate) async fn state(
    State(server): State<Server>,
    MemberOrSheet(card): MemberOrSheet,
    Cbor(request): Cbor<Statements>,
) -> Result<StatusCode, Problem> {
    if request.statements.is_empty() || request.statements.len() > 16 || request.grants.len() > 1024 {
        return Err(Code::Malformed.into());
    }
    // A caseworker renews the own card, with the vault that goes with it, and keeps the own keys: nobody
    // else's.
    let own_only = card.role == Role::Caseworker;
    let foreign = request.account.as_ref().is_some_and(|it| it.member != card.member);
    if own_only && (foreign || request.directory.is_some()) {
        return Err(Code::Forbidden.into());
    }
    let new = NewStatements {
        statements: request.statements.iter().map(|it| it.to_vec()).collect(),
        grants: grant_rows(&request.grants),
        account: request.account.as_ref().map(account_rows).transpose()?,
        directory: request.directory.map(|it| it.to_vec()),
        grants_only_for: own_only.then_some(card.member),
    };
    server.commit()?.commit(Work::State(new)).await?;
    server.read_names(server.team()?).await?;
    server.inner.events.tell(Event::Queue);
    Ok(StatusCode::NO_CONTENT)
}

pub(crate) async fn put_directory(
    State(server): State<Server>,
    Member(_): Member,
    Cbor(request): Cbor<PutDirectory>,
) -> Result<StatusCode, Problem> {
    let written = server.store().put_directory(server.team()?, request.n, request.directory.to_vec()).await?;
    if written { Ok(StatusCode::NO_CONTENT) } else { Err(Code::Conflict.into()) }
}

pub(crate) fn grant_rows(grants: &[TeamGrant]) -> Vec<TeamGrantRow> {
    grants
        .iter()
        .map(|it| TeamGrantRow {
            name: it.name.clone(),
            generation: it.generation,
            holder: it.holder,
            sealed: it.sealed.to_vec(),
        })
        .collect()
}

/// An account as rows. Handles are short and plain, since they are typed at every sign-in.
pub(crate) fn account_rows(account: &Account) -> Result<(AccountRow, Vec<UnlockRow>), Problem> {
    let handle = account.handle.as_str();
    let plain = handle.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'-'));
    if !plain || !(2..=32).contains(&handle.len()) {
        return Err(Code::Malformed.into());
    }
    let row = AccountRow {
        member: account.member,
        handle: handle.into(),
        vault_n: account.vault.n,
        vault: vault_bytes(&account.vault)?,
    };
    let unlocks = unlock_rows(&account.unlocks)?;
    // What signs in opens the vault, and nothing else does.
    let mut tagged = tagged(&account.vault);
    let mut ids: Vec<[u8; 16]> = unlocks.iter().map(|it| it.id).collect();
    tagged.sort_unstable();
    ids.sort_unstable();
    let twice = ids.windows(2).any(|it| it[0] == it[1]);
    if ids.is_empty() || twice || ids != tagged { Err(Code::Malformed.into()) } else { Ok((row, unlocks)) }
}
