//! Proofs from the log, all at one moment.

use sanad_crypto::log::{HeadsProof, tree};
use sanad_domain::TeamId;
use sea_orm::EntityTrait as _;

use crate::{Hash, Store, StoreError, commit::log_nodes::load_nodes, entity::log_state, file::prove_chains};

/// Where the log stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Root {
    /// Leaves.
    pub size: u64,
    /// Signed checkpoint.
    pub checkpoint: String,
}

/// Proof of a chain's head or absence.
#[derive(Debug, Clone)]
pub struct ChainProof {
    /// The checkpoint it is under.
    pub checkpoint: String,
    /// Leaves under it.
    pub size: u64,
    /// One proof for each chain asked for, in order.
    pub proofs: Vec<HeadsProof>,
}

impl Store {
    /// The newest checkpoint.
    pub async fn log_root(&self, team: TeamId) -> Result<Option<Root>, StoreError> {
        let row = log_state::Entity::find_by_id(team.0.to_vec()).one(&self.db).await?;
        Ok(row.map(|it| Root { size: it.size as u64, checkpoint: it.checkpoint }))
    }

    /// Proofs of the heads of some chains under the newest checkpoint.
    pub async fn prove_heads(&self, team: TeamId, chains: &[Hash]) -> Result<ChainProof, StoreError> {
        let tx = self.read().await?;
        let state = log_state::Entity::find_by_id(team.0.to_vec()).one(&tx).await?;
        let state = state.ok_or(StoreError::Unreadable("log_state"))?;
        let proofs = prove_chains(&tx, team, chains).await?;
        tx.rollback().await?;
        Ok(ChainProof { checkpoint: state.checkpoint, size: state.size as u64, proofs })
    }

    /// The newest checkpoint with the proof that it keeps what `from` leaves held; `None` where the log has
    /// fewer.
    pub async fn prove_consistency(
        &self,
        team: TeamId,
        from: u64,
    ) -> Result<Option<(String, Vec<Hash>)>, StoreError> {
        let tx = self.read().await?;
        let state = log_state::Entity::find_by_id(team.0.to_vec()).one(&tx).await?;
        let Some(state) = state.filter(|it| it.size as u64 >= from) else { return Ok(None) };
        let size = state.size as u64;
        let nodes = load_nodes(&tx, team, tree::needed_for_consistency(from, size)).await?;
        tx.rollback().await?;
        let proof =
            tree::consistency_proof(from, size, &nodes).map_err(|_| StoreError::Unreadable("log_node"))?;
        Ok(Some((state.checkpoint, proof)))
    }

    /// The proof that the log of `to` leaves keeps what `from` leaves held; `None` where it has fewer than
    /// either, or `from` is the larger one.
    pub async fn prove_growth(
        &self,
        team: TeamId,
        from: u64,
        to: u64,
    ) -> Result<Option<(String, Vec<Hash>)>, StoreError> {
        let tx = self.read().await?;
        let state = log_state::Entity::find_by_id(team.0.to_vec()).one(&tx).await?;
        let Some(state) = state.filter(|it| from <= to && to <= it.size as u64) else { return Ok(None) };
        let nodes = load_nodes(&tx, team, tree::needed_for_consistency(from, to)).await?;
        tx.rollback().await?;
        let proof =
            tree::consistency_proof(from, to, &nodes).map_err(|_| StoreError::Unreadable("log_node"))?;
        Ok(Some((state.checkpoint, proof)))
    }

    /// The newest checkpoint with the proof that a leaf is under it; `None` where there is no such leaf.
    pub async fn prove_inclusion(
        &self,
        team: TeamId,
        leaf: u64,
    ) -> Result<Option<(String, Vec<Hash>)>, StoreError> {
        let tx = self.read().await?;
        let state = log_state::Entity::find_by_id(team.0.to_vec()).one(&tx).await?;
        let Some(state) = state.filter(|it| it.size as u64 > leaf) else { return Ok(None) };
        let size = state.size as u64;
        let nodes = load_nodes(&tx, team, tree::needed_for_inclusion(leaf, size)).await?;
        tx.rollback().await?;
        let proof =
            tree::inclusion_proof(leaf, size, &nodes).map_err(|_| StoreError::Unreadable("log_node"))?;
        Ok(Some((state.checkpoint, proof)))
    }
}
