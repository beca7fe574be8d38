//! The committer: appends, log and checkpoint in one transaction, by group commit.
//!
//! A batch is what waits when the last commit returns; there is no timer. One committer runs on each node;
//! between nodes the team's advisory lock orders them (docs/adr/0006-group-commit.md).
//!
//! A work arrives when it is handed over, and works stand in the order in which they were.
//!
//! Statements of a batch of k works, `BEGIN` and `COMMIT` included (a test counts them; PostgreSQL adds its lock):
//!
//! | batch | before | now |
//! |---|---|---|
//! | k reports | 15 + 3 k | 17, 18 with their sessions |
//! | k messages of hers | 13 + 4 k | 16 |
//! | k messages of one member's | 15 + 5 k | 19 |
//!
//! Openings add two for each, which take grants away, and destructions three.

mod append;
mod batch;
mod files;
#[cfg(test)]
pub(crate) mod founded;
mod held;
mod holders;
mod log;
pub(crate) mod log_nodes;
mod prefetch;
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

/// A work with the moment at which it was handed over, Unix seconds.
struct Handed {
    work: Work,
    arrived: u64,
}

struct Job {
    handed: Handed,
    done: oneshot::Sender<Result<Stands, Refusal>>,
}

/// Hands work to the committing task; cheap to clone.
#[derive(Clone)]
pub struct Committer {
    jobs: mpsc::Sender<Job>,
    now: Arc<dyn Fn() -> u64 + Send + Sync>,
}

impl Committer {
    /// Starts the task for one team. `now` is asked once for each work and gives its arrival time.
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
                let (works, answers): (Vec<Handed>, Vec<_>) =
                    batch.drain(..).map(|it| (it.handed, it.done)).unzip();
                let results = commit_or_split(&store, team, &signer, works).await;
                for (done, result) in answers.into_iter().zip(results) {
                    // A caller that hung up will ask again with the same id.
                    let _ = done.send(result);
                }
            }
        });
        Self { jobs, now }
    }

    /// Commits; returns when it is durable and in the log, or refused.
    pub async fn commit(&self, work: Work) -> Result<Stands, Refusal> {
        self.submit(work).await
    }

    /// Hands work over at once, before anything is awaited: what is submitted first stands first. The future
    /// tells what came of it; the work is done whether or not anybody waits.
    pub fn submit(&self, work: Work) -> impl Future<Output = Result<Stands, Refusal>> + Send + use<> {
        let (done, result) = oneshot::channel();
        let handed = Handed { work, arrived: (self.now)() };
        let taken = self.jobs.try_send(Job { handed, done }).map_err(|_| Refusal::Unavailable);
        async move {
            taken?;
            result.await.unwrap_or(Err(Refusal::Unavailable))
        }
    }
}

/// Commits a batch; if the database refuses it as a whole, each work alone, so that one does not take the
/// others with it.
async fn commit_or_split(
    store: &Store,
    team: TeamId,
    signer: &LogSigner,
    works: Vec<Handed>,
) -> Vec<Result<Stands, Refusal>> {
    let error = match batch::commit(store, team, signer, &works).await {
        Ok(results) => return results,
        Err(error) => error,
    };
    tracing::warn!(works = works.len(), error = %describe(&error), "a batch was not committed");
    let mut results = Vec::with_capacity(works.len());
    for work in &works {
        let alone = batch::commit(store, team, signer, std::slice::from_ref(work)).await;
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

#[cfg(test)]
mod tests {
    use super::{
        founded::{Founded, answered, filed, said, taken},
        *,
    };

    /// What the module's table says, without `BEGIN` and `COMMIT`, which the engine's hook does not show.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn a_batch_of_many_takes_as_many_statements_as_one() {
        let mut world = Founded::begin().await;
        // The chain is read once; from then on only its head is asked for.
        world.store.verified_team(world.team).await.unwrap();
        let told: Vec<_> = (0..20).map(|at| world.tell(&format!("report {at}"))).collect();
        let reports: Vec<Work> = told.iter().map(|it| Work::File(filed(it))).collect();
        assert_eq!(world.count(&reports[..1]).await, 15);
        assert_eq!(world.count(&reports[1..9]).await, 15);
        assert_eq!(world.count(&reports[9..20]).await, 15, "eleven make lists of sixteen");
        let hers: Vec<Work> = told.iter().map(|it| Work::Append(answered(it))).collect();
        assert_eq!(world.count(&hers[..1]).await, 14);
        assert_eq!(world.count(&hers[1..9]).await, 14);
        let told: Vec<_> = (0..9).map(|at| world.tell(&format!("taken {at}"))).collect();
        world.commit(&told.iter().map(|it| Work::File(filed(it))).collect::<Vec<_>>()).await;
        let takes: Vec<Work> = told.iter().flat_map(|it| taken(&mut world, it)).collect();
        world.commit(&takes).await;
        let amal = world.coordinator.member;
        let replies: Vec<Work> = told.iter().map(|it| Work::Append(said(&mut world, it, amal))).collect();
        assert_eq!(world.count(&replies[..1]).await, 17);
        assert_eq!(world.count(&replies[1..]).await, 17);
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn works_stand_in_the_order_in_which_they_were_handed_over_and_arrive_then() {
        let mut world = Founded::begin().await;
        let told: Vec<_> = (0..5).map(|at| world.tell(&format!("report {at}"))).collect();
        let clock = Arc::new(std::sync::atomic::AtomicU64::new(0));
        let shared = Arc::clone(&clock);
        let now = Arc::new(move || shared.load(std::sync::atomic::Ordering::SeqCst));
        let committer = Committer::start(world.store.clone(), world.team, world.signer.clone(), now);
        let mut waiting = vec![];
        for (at, it) in told.iter().enumerate() {
            clock.store(world.now + 10 * at as u64, std::sync::atomic::Ordering::SeqCst);
            waiting.push(committer.submit(Work::File(filed(it))));
        }
        let mut places = vec![];
        for it in waiting {
            places.push(it.await.unwrap().places[0]);
        }
        let first = places[0].leaf;
        let leaves: Vec<u64> = places.iter().map(|it| it.leaf - first).collect();
        let arrived: Vec<u64> = places.iter().map(|it| it.arrived - world.now).collect();
        assert_eq!(leaves, [0, 1, 2, 3, 4]);
        assert_eq!(arrived, [0, 10, 20, 30, 40]);
    }

    /// What an opening gives and takes counts for the works behind it in the same batch.
    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn later_works_of_a_batch_see_who_holds_the_case_now() {
        let mut world = Founded::begin().await;
        let nadia = world.invite("nadia").await;
        let told = world.tell("hers");
        world.commit(&[Work::File(filed(&told))]).await;
        let mut batch = taken(&mut world, &told);
        let amal = world.coordinator.member;
        batch.push(Work::Append(said(&mut world, &told, amal)));
        batch.push(Work::Append(said(&mut world, &told, nadia.member)));
        let results = world.try_commit(&batch).await;
        assert!(
            results[..3].iter().all(Result::is_ok),
            "the new holder speaks in the new epoch: {results:?}"
        );
        assert_eq!(results[3], Err(Refusal::NotFound), "intake lost its grant a moment before");
    }
}
