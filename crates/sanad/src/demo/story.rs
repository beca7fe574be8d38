//! Tells the plan: cases are composed on every core and committed in the order of time, many at once.
//!
//! Two years pass in a minute because works arrive when they are handed over (`Committer::submit`): the clock
//! is set, the work submitted, the clock set on, and one transaction takes what waits.

use std::{
    collections::BTreeMap,
    num::NonZero,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
};

use rand_chacha::ChaCha20Rng;
use sanad_store::commit::{Committer, Work};
use sanad_web::Server;

use super::{
    compose::{Cast, Composed, Event, compose},
    plan::{Plan, plan},
    team::Team,
};
use crate::output::Failure;

/// Cases that are composed ahead of what is committed: bounds the memory of a large demo.
const AHEAD: usize = 64;
/// Works that wait for the committer at once: several of its batches, far from its limit.
const AT_ONCE: usize = 512;

/// Works in the order in which they happen: moment, case, place in the case.
type Waiting = BTreeMap<(u64, usize, usize), Work>;

/// Tells `count` cases that end at `end`; gives the receipts that really open one.
pub(super) async fn tell(
    server: &Server,
    team: Team,
    count: usize,
    end: u64,
    set_clock: impl Fn(u64),
    rng: &mut ChaCha20Rng,
) -> Result<Vec<String>, Failure> {
    let committer = server.beside().ok_or_else(|| Failure::new("internal", "the demo's team is founded"))?;
    let plans = Arc::new(plan(count, end, team.members.len(), rng)?);
    let first = team.members.first().ok_or_else(|| Failure::new("internal", "a team has members"))?;
    let cast = Arc::new(Cast {
        server: server.clone(),
        trust: first.session.trust.clone(),
        desks: team.members.iter().map(|it| it.session.desk.clone()).collect(),
    });
    let mut waiting = Waiting::new();
    let mut receipts = vec![];
    let mut from = 0;
    let mut composed = compose_some(&cast, &plans, from).await?;
    while from < plans.len() {
        for (at, it) in composed {
            receipts.extend(it.receipt);
            let events = it.events.into_iter().enumerate();
            waiting.extend(events.map(|(n, Event { at: when, work })| ((when, at, n), work)));
        }
        from += AHEAD;
        // Nothing of the cases to come happens before the first of them is told.
        let ready = match plans.get(from) {
            Some(next) => {
                let later = waiting.split_off(&(next.at, 0, 0));
                std::mem::replace(&mut waiting, later)
            }
            None => std::mem::take(&mut waiting),
        };
        let (done, next) =
            tokio::join!(commit(&committer, ready, &set_clock), compose_some(&cast, &plans, from));
        done?;
        composed = next?;
    }
    set_clock(end);
    Ok(receipts)
}

/// Composes the next cases on every core; each by its number.
async fn compose_some(
    cast: &Arc<Cast>,
    plans: &Arc<Vec<Plan>>,
    from: usize,
) -> Result<Vec<(usize, Composed)>, Failure> {
    let until = plans.len().min(from + AHEAD);
    let next = Arc::new(AtomicUsize::new(from));
    let cores = std::thread::available_parallelism().map_or(1, NonZero::get);
    let mut workers = vec![];
    for _ in 0..cores {
        let (cast, plans, next) = (Arc::clone(cast), Arc::clone(plans), Arc::clone(&next));
        workers.push(tokio::task::spawn_blocking(move || -> Result<Vec<(usize, Composed)>, Failure> {
            let mut done = vec![];
            loop {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(plan) = plans.get(at).filter(|_| at < until) else { return Ok(done) };
                done.push((at, compose(&cast, plan)?));
            }
        }));
    }
    let mut composed = vec![];
    for worker in workers {
        let done = worker.await.map_err(|error| Failure::new("internal", error.to_string()))?;
        composed.extend(done?);
    }
    // Receipts are listed in the order of the cases, whoever composed them.
    composed.sort_by_key(|(at, _)| *at);
    Ok(composed)
}

async fn commit(committer: &Committer, ready: Waiting, set_clock: &impl Fn(u64)) -> Result<(), Failure> {
    let mut ready = ready.into_iter().peekable();
    while ready.peek().is_some() {
        let mut answers = vec![];
        for ((at, _, _), work) in ready.by_ref().take(AT_ONCE) {
            set_clock(at);
            answers.push(committer.submit(work));
        }
        for answer in answers {
            let refused = |refusal| Failure::new("internal", format!("the story was refused: {refusal:?}"));
            answer.await.map_err(refused)?;
        }
    }
    Ok(())
}
