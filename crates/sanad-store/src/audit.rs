//! The whole log and everything on it, recomputed from the rows: what `sanad verify` does to a folder or backup.
//!
//! Every header's signature, every chain of hashes, every leaf, the tree, the heads map and the checkpoint are
//! checked; the first thing that is wrong is named. Nothing is opened: what a sealed envelope says, only its
//! holders can check, and their clients do.
//!
//! What it does not prove: that a person's later entries are by her key (her changes of keys stand inside the
//! seal), and that nothing was cut off the end by somebody who holds the log key. Whoever kept a newer
//! checkpoint sees that.
//!
//! Memory: about 32 bytes for each leaf of the log, and about 300 for each case.

mod bad;
mod cases;
mod heads;
mod lanes;
mod tables;
mod tree;

use sanad_crypto::{
    log::{Checkpoint, CheckpointError},
    safe::{chain, entry::BlobRef, sha256, team::Team},
};
use sanad_domain::TeamId;
use sea_orm::{DatabaseTransaction, EntityTrait as _, QueryOrder as _};

pub use bad::{Bad, Check, Where};

use crate::{
    Store, StoreError,
    entity::{log_state, statement},
};

/// Gives the log's name for a team: the origin of its checkpoints.
pub type Origin = fn(&TeamId) -> String;

/// Why an audit did not end well.
#[derive(Debug, thiserror::Error)]
pub enum AuditError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Nothing is there to audit: no team was founded.
    #[error("no team was founded here")]
    Empty,
    /// This is wrong.
    #[error(transparent)]
    Bad(#[from] Bad),
}

/// What was found right.
#[derive(Debug, Clone)]
pub struct Audit {
    /// The team.
    pub team: Team,
    /// The newest checkpoint.
    pub checkpoint: Checkpoint,
    /// Cases that are there.
    pub cases: u64,
    /// Cases of which only the last header is left.
    pub destroyed: u64,
    /// Entries that are there.
    pub entries: u64,
    /// Files that entries name, each with its sealed length and hash.
    pub files: Vec<BlobRef>,
}

impl Store {
    /// Recomputes everything at one moment, while the server may go on.
    pub async fn audit(&self, origin: Origin) -> Result<Audit, AuditError> {
        let tx = self.read().await?;
        let audit = audit(&tx, origin).await;
        tx.rollback().await.map_err(StoreError::from)?;
        audit
    }

    /// Reads the team's chain and checks the newest checkpoint's signature, and nothing else.
    pub async fn audit_checkpoint(&self, origin: Origin) -> Result<(Team, Checkpoint), AuditError> {
        let tx = self.read().await?;
        let begun = begin(&tx, origin).await;
        tx.rollback().await.map_err(StoreError::from)?;
        begun.map(|it| (it.team, it.checkpoint))
    }
}

struct Begun {
    team: Team,
    checkpoint: Checkpoint,
    statements: Vec<statement::Model>,
}

/// The order matters: each step believes only what the steps before have checked, so that what is named is
/// what was changed.
pub(crate) async fn audit(tx: &DatabaseTransaction, origin: Origin) -> Result<Audit, AuditError> {
    let Begun { team, checkpoint, statements } = begin(tx, origin).await?;
    let leaves = tree::check(tx, team.id, checkpoint.size, &checkpoint.root).await?;
    let mut claims = tree::Claims::new(leaves);
    for it in &statements {
        let at = Where::Statement { n: it.n as u64 };
        let leaf = chain::leaf(&sha256(&it.bytes), it.arrived as u64);
        claims.claim(it.leaf, &leaf).map_err(|check| at.bad(check))?;
    }
    let mut cases = cases::read(tx, &team).await?;
    let walked = lanes::check(tx, &team, &mut cases, &mut claims).await?;
    claims.all_but(cases.deleted())?;
    heads::check(tx, &team, &cases, &checkpoint.heads).await?;
    tables::check(tx, &team, &cases).await?;
    let destroyed = cases.destroyed();
    Ok(Audit {
        team,
        checkpoint,
        cases: cases.len() - destroyed,
        destroyed,
        entries: walked.entries,
        files: walked.files,
    })
}

/// The team's chain, and the checkpoint under the key that it names.
async fn begin(tx: &DatabaseTransaction, origin: Origin) -> Result<Begun, AuditError> {
    let statements = statement::Entity::find()
        .order_by_asc(statement::Column::N)
        .all(tx)
        .await
        .map_err(StoreError::from)?;
    if statements.is_empty() {
        return Err(AuditError::Empty);
    }
    let team = read_team(&statements)?;
    let states = log_state::Entity::find().all(tx).await.map_err(StoreError::from)?;
    let [state] = states.as_slice() else { return Err(Where::Log.bad(Check::Missing).into()) };
    let key = team.system.as_ref().and_then(|it| it.log_key.for_notes().ok());
    let key = key.ok_or(Where::Log.bad(Check::Signature))?;
    let name = origin(&team.id);
    let checkpoint = Checkpoint::parse_verified(&state.checkpoint, &name, &key).map_err(|error| {
        let check =
            if matches!(error, CheckpointError::Note(_)) { Check::Signature } else { Check::Malformed };
        Where::Checkpoint.bad(check)
    })?;
    let told = (state.team_id.as_slice(), state.size as u64, state.root.as_slice(), state.heads.as_slice());
    let signed = (&team.id.0[..], checkpoint.size, &checkpoint.root[..], &checkpoint.heads[..]);
    if told != signed || checkpoint.origin != name {
        return Err(Where::Checkpoint.bad(Check::Differs).into());
    }
    Ok(Begun { team, checkpoint, statements })
}

/// Reads the chain; where it breaks, the statement is named.
fn read_team(statements: &[statement::Model]) -> Result<Team, Bad> {
    let mut team: Option<Team> = None;
    let mut last = None;
    for it in statements {
        let at = Where::Statement { n: it.n as u64 };
        let leaf = it.leaf as u64;
        let read = match team.take() {
            None => Team::read([(it.bytes.as_slice(), leaf)]),
            Some(mut before) => before.apply(&it.bytes, leaf).map(|()| before),
        };
        let read = read.map_err(|refused| at.refused(refused))?;
        if it.team_id != read.id.0 || it.n as u64 != read.head.0 {
            return Err(at.bad(Check::Swapped));
        }
        if it.hash != read.head.1 {
            return Err(at.bad(Check::Hash));
        }
        if last.is_some_and(|last| last >= leaf) {
            return Err(at.bad(Check::Order));
        }
        (team, last) = (Some(read), Some(leaf));
    }
    team.ok_or(Where::Statement { n: 0 }.bad(Check::Missing))
}
