//! Proofs from the log, for everybody.

use axum::extract::{Query, State};
use sanad_protocol::{Code, log::Consistency};
use serde::Deserialize;

use crate::{problem::Problem, server::Server, wire::Cbor};

#[derive(Deserialize)]
pub(crate) struct From {
    from: u64,
}

pub(crate) async fn consistency(
    State(server): State<Server>,
    Query(From { from }): Query<From>,
) -> Result<Cbor<Consistency>, Problem> {
    let proven = server.store().prove_consistency(server.team()?, from).await?;
    let (checkpoint, proof) = proven.ok_or(Code::NotFound)?;
    let proof = proof.into_iter().map(|it| it.to_vec().into()).collect();
    Ok(Cbor(Consistency { checkpoint, proof }))
}
