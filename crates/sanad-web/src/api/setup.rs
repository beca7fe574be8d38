//! `GET/POST /setup`: the team begins, once, with the token of the link that the server printed.

use axum::{extract::State, http::StatusCode};
use sanad_crypto::safe::team::Team;
use sanad_protocol::{
    Code,
    team::{SetUp, SetUpView},
};
use sanad_store::commit::{NewStatements, Work};
use serde::Deserialize;
use subtle::ConstantTimeEq as _;

use super::team::{account_rows, grant_rows};
use crate::{
    problem::Problem,
    server::Server,
    wire::{Cbor, Query},
};

#[derive(Deserialize)]
pub(crate) struct WithToken {
    token: String,
}

fn check(server: &Server, token: &str) -> Result<(), Problem> {
    let expected = server.inner.set_up_token.as_deref().filter(|_| !server.is_set_up());
    let right = expected.is_some_and(|it| bool::from(it.as_bytes().ct_eq(token.as_bytes())));
    if right { Ok(()) } else { Err(Code::NotFound.into()) }
}

pub(crate) async fn view(
    State(server): State<Server>,
    Query(WithToken { token }): Query<WithToken>,
) -> Result<Cbor<SetUpView>, Problem> {
    check(&server, &token)?;
    let keys = &server.inner.keys;
    Ok(Cbor(SetUpView {
        system_key: keys.system.verify_key(),
        log_key: keys.log.verify_key(),
        now: server.now(),
    }))
}

pub(crate) async fn found(
    State(server): State<Server>,
    Cbor(request): Cbor<SetUp>,
) -> Result<StatusCode, Problem> {
    check(&server, &request.token)?;
    let statements: Vec<Vec<u8>> = request.statements.iter().map(|it| it.to_vec()).collect();
    let chain = statements.iter().enumerate().map(|(at, it)| (it.as_slice(), at as u64));
    let team = Team::read(chain).map_err(|_| Code::Forged)?;
    let system = team.system.as_ref().ok_or(Code::Malformed)?;
    let keys = &server.inner.keys;
    if system.verify_key != keys.system.verify_key() || system.log_key != keys.log.verify_key() {
        return Err(Code::WrongPlace.into());
    }
    let new = NewStatements {
        statements,
        grants: grant_rows(&request.grants),
        account: Some(account_rows(&request.account)?),
        directory: Some(request.directory.to_vec()),
        grants_only_for: None,
    };
    server.committer(team.id).commit(Work::State(new)).await?;
    server.begin(team.id).await?;
    Ok(StatusCode::CREATED)
}
