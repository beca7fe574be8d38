//! Proofs from the log, for everybody.

use axum::extract::State;
use sanad_protocol::{Code, log::Consistency};
use serde::Deserialize;

use crate::{
    problem::Problem,
    server::Server,
    wire::{Cbor, Query},
};

#[derive(Deserialize)]
pub(crate) struct Span {
    from: u64,
    to: Option<u64>,
}

pub(crate) async fn consistency(
    State(server): State<Server>,
    Query(Span { from, to }): Query<Span>,
) -> Result<Cbor<Consistency>, Problem> {
    let (store, team) = (server.store(), server.team()?);
    let proven = match to {
        Some(to) => store.prove_growth(team, from, to).await?,
        None => store.prove_consistency(team, from).await?,
    };
    let (checkpoint, proof) = proven.ok_or(Code::NotFound)?;
    let proof = proof.into_iter().map(|it| it.to_vec().into()).collect();
    Ok(Cbor(Consistency { checkpoint, proof }))
}
