//! What readers get, all at one moment: a case's lanes or the team's chain, with every proof that belongs to it.

use sanad_crypto::{
    log::{HeadsProof, heads, reveal, tree},
    safe::{
        chain,
        entry::{Header, Saw},
    },
};
use sanad_domain::{CaseId, Lane, TeamId};
use sea_orm::{ColumnTrait as _, DatabaseTransaction, EntityTrait as _, QueryFilter as _, QueryOrder as _};

use crate::{
    EntryRow, Hash, StatementRow, Store, StoreError,
    commit::log_nodes::{load_buckets, load_head_nodes, load_nodes},
    entity::{entry, log_state},
};

/// A case's lanes with their proofs.
#[derive(Debug, Clone)]
pub struct FileRow {
    /// Entries in order and the proof of the lane's head, for each lane asked for.
    pub lanes: Vec<(Lane, Vec<EntryRow>, HeadsProof)>,
    /// Proof of where entries stand, what their authors saw, and what the reader knew (`reveal`).
    pub revealed: Vec<Hash>,
    /// The checkpoint that all proofs are under.
    pub checkpoint: String,
}

/// The team's chain with its proofs.
#[derive(Debug, Clone)]
pub struct ChainRow {
    /// Statements in order.
    pub statements: Vec<StatementRow>,
    /// Proof of the chain's head.
    pub head: HeadsProof,
    /// Proof of where each statement stands (`reveal`).
    pub revealed: Vec<Hash>,
    /// The checkpoint that all proofs are under.
    pub checkpoint: String,
}

impl Store {
    /// Lanes of a case for a reader whose newest checkpoint has `seen` leaves.
    pub async fn file(
        &self,
        team: TeamId,
        case: CaseId,
        wanted: &[Lane],
        seen: u64,
    ) -> Result<FileRow, StoreError> {
        let tx = self.read().await?;
        let state = log_state(&tx, team).await?;
        let size = state.size as u64;
        let chains: Vec<Hash> = wanted.iter().map(|it| chain::of_lane(case, *it)).collect();
        let mut proofs = prove_chains(&tx, team, &chains).await?.into_iter();
        let (mut lanes, mut saws) = (vec![], vec![]);
        for lane in wanted {
            let entries = entries(&tx, team, case, *lane).await?;
            for it in &entries {
                let header =
                    Header::reread(&it.header).map_err(|_| StoreError::Unreadable("entry.header"))?;
                saws.push((it.leaf, header.fields.saw));
            }
            let proof = proofs.next().ok_or(StoreError::Unreadable("head_node"))?;
            lanes.push((*lane, entries, proof));
        }
        let known = Saw { size: seen, root: [0; 32] };
        let mut places = chain::places(size, saws.iter().map(|(leaf, saw)| (*leaf, saw.as_ref())));
        places.extend(chain::places(size, [(u64::MAX, Some(&known))]));
        let revealed = prove_places(&tx, team, size, &places).await?;
        tx.rollback().await?;
        Ok(FileRow { lanes, revealed, checkpoint: state.checkpoint })
    }

    /// The team's chain.
    pub async fn chain(&self, team: TeamId) -> Result<ChainRow, StoreError> {
        let tx = self.read().await?;
        let state = log_state(&tx, team).await?;
        let proofs = prove_chains(&tx, team, &[chain::of_team(team)]).await?;
        let head = proofs.into_iter().next().ok_or(StoreError::Unreadable("head_node"))?;
        let statements = crate::team::statements(&tx, team).await?;
        let size = state.size as u64;
        let places = chain::places(size, statements.iter().map(|it| (it.leaf, None)));
        let revealed = prove_places(&tx, team, size, &places).await?;
        tx.rollback().await?;
        Ok(ChainRow { statements, head, revealed, checkpoint: state.checkpoint })
    }
}

async fn log_state(tx: &DatabaseTransaction, team: TeamId) -> Result<log_state::Model, StoreError> {
    let state = log_state::Entity::find_by_id(team.0.to_vec()).one(tx).await?;
    state.ok_or(StoreError::Unreadable("log_state"))
}

/// Proofs of the heads of some chains, or of their absence.
pub(crate) async fn prove_chains(
    tx: &DatabaseTransaction,
    team: TeamId,
    chains: &[Hash],
) -> Result<Vec<HeadsProof>, StoreError> {
    let buckets: std::collections::BTreeSet<u16> = chains.iter().map(heads::bucket_of).collect();
    let content = load_buckets(tx, team, &buckets).await?;
    let places: std::collections::BTreeSet<_> =
        buckets.iter().flat_map(|it| heads::proof_nodes(*it)).collect();
    let nodes = load_head_nodes(tx, team, places.into_iter().collect()).await?;
    let prove = |chain: &Hash| {
        let bucket = content.get(&heads::bucket_of(chain)).map_or(&[][..], Vec::as_slice);
        let Ok(proof) = heads::prove(chain, bucket, &nodes);
        proof
    };
    Ok(chains.iter().map(prove).collect())
}

async fn prove_places(
    tx: &DatabaseTransaction,
    team: TeamId,
    size: u64,
    places: &reveal::Places,
) -> Result<Vec<Hash>, StoreError> {
    let nodes = load_nodes(tx, team, reveal::needed(size, places)).await?;
    reveal::prove(size, places, &nodes).map_err(|_: tree::TreeError<_>| StoreError::Unreadable("log_node"))
}

/// The entries of a lane, in order.
pub(crate) async fn entries(
    db: &impl sea_orm::ConnectionTrait,
    team: TeamId,
    case: CaseId,
    lane: Lane,
) -> Result<Vec<EntryRow>, StoreError> {
    let query = entry::Entity::find()
        .filter(entry::Column::TeamId.eq(team.0.to_vec()))
        .filter(entry::Column::CaseId.eq(case.0.to_vec()))
        .filter(entry::Column::Lane.eq(lane as i16))
        .order_by_asc(entry::Column::N);
    let rows = query.all(db).await?;
    Ok(rows
        .into_iter()
        .map(|it| EntryRow {
            header: it.header,
            sealed: it.sealed,
            leaf: it.leaf as u64,
            arrived: it.arrived as u64,
        })
        .collect())
}
