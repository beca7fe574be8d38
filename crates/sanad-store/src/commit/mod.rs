//! The committer: appends, log and checkpoint in one transaction, by group commit.
//!
//! A batch is what waits when the last commit returns; there is no timer. One committer runs on each node;
//! between nodes the team's advisory lock orders them (docs/adr/0006-group-commit.md).

mod append;
mod batch;
mod files;
mod holders;
mod log;
pub(crate) mod log_nodes;
mod state;
mod work;

use std::sync::Arc;

use sanad_crypto::{log::Checkpoint, safe::sign::SigningKey};
use sanad_domain::TeamId;
use tokio::sync::{mpsc, oneshot};

pub use work::{By, NewCase, NewEntry, NewGrant, NewReceipt, NewStatements, Place, Refusal, Stands, Work};

use crate::{Store, StoreError};

/// Most works in one transaction: keeps its locks short and its statements within SQLite's limits.
const BATCH: usize = 128;
/// Works that may wait; more than this and callers are told to come back.
const QUEUE: usize = 4096;

/// Signs checkpoints for the log of one server.
#[derive(Clone)]
pub struct LogSigner {
    /// Key name in the notes: the log's origin.
    pub origin: String,
    /// Log key.
    pub key: SigningKey,
}

impl LogSigner {
    fn sign(&self, size: u64, root: crate::Hash, heads: crate::Hash, time: u64) -> String {
        let checkpoint = Checkpoint { origin: self.origin.clone(), size, root, heads, time };
        checkpoint.sign(&self.origin, self.key.for_notes())
    }
}

struct Job {
    work: Work,
    done: oneshot::Sender<Result<Stands, Refusal>>,
}

/// Hands work to the committing task; cheap to clone.
#[derive(Clone)]
pub struct Committer {
    jobs: mpsc::Sender<Job>,
}

impl Committer {
    /// Starts the task for one team. `now` is asked once for each batch and gives its arrival time.
    pub fn start(
        store: Store,
        team: TeamId,
        signer: LogSigner,
        now: Arc<dyn Fn() -> u64 + Send + Sync>,
    ) -> Self {
        let (jobs, mut waiting) = mpsc::channel::<Job>(QUEUE);
        tokio::spawn(async move {
            let mut batch = Vec::with_capacity(BATCH);
            while waiting.recv_many(&mut batch, BATCH).await > 0 {
                let (works, answers): (Vec<Work>, Vec<_>) =
                    batch.drain(..).map(|it| (it.work, it.done)).unzip();
                let results = commit_or_split(&store, team, &signer, works, now()).await;
                for (done, result) in answers.into_iter().zip(results) {
                    // A caller that hung up will ask again with the same id.
                    let _ = done.send(result);
                }
            }
        });
        Self { jobs }
    }

    /// Commits; returns when it is durable and in the log, or refused.
    pub async fn commit(&self, work: Work) -> Result<Stands, Refusal> {
        let (done, result) = oneshot::channel();
        self.jobs.try_send(Job { work, done }).map_err(|_| Refusal::Unavailable)?;
        result.await.unwrap_or(Err(Refusal::Unavailable))
    }
}

/// Commits a batch; if the database refuses it as a whole, each work alone, so that one does not take the
/// others with it.
async fn commit_or_split(
    store: &Store,
    team: TeamId,
    signer: &LogSigner,
    works: Vec<Work>,
    now: u64,
) -> Vec<Result<Stands, Refusal>> {
    let error = match batch::commit(store, team, signer, &works, now).await {
        Ok(results) => return results,
        Err(error) => error,
    };
    tracing::warn!(works = works.len(), error = %describe(&error), "a batch was not committed");
    let mut results = Vec::with_capacity(works.len());
    for work in &works {
        let alone = batch::commit(store, team, signer, std::slice::from_ref(work), now).await;
        let result = alone.ok().and_then(|mut it| it.pop()).unwrap_or(Err(Refusal::Unavailable));
        results.push(result);
    }
    results
}

/// The kind of failure, without values: engine messages may quote rows.
fn describe(error: &StoreError) -> &'static str {
    match error {
        StoreError::Engine(sea_orm::DbErr::ConnectionAcquire(_)) => "no connection",
        StoreError::Engine(sea_orm::DbErr::Conn(_)) => "connection lost",
        StoreError::Engine(_) => "engine",
        StoreError::Unreadable(_) => "unreadable",
    }
}
