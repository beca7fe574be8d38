//! Who is next: one at a time, each source in its turn, so that who sends a hundred forms waits behind
//! herself and not before another.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::oneshot;

/// Most that wait from one source.
const PER_SOURCE: usize = 4;
/// Most that wait at all.
const IN_ALL: usize = 64;

/// A source as the queue knows it: a keyed hash that changes every ten minutes.
pub type SourceKey = [u8; 8];

/// The queue.
#[derive(Default)]
pub(super) struct FairQueue {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// Somebody has the turn.
    busy: bool,
    /// Sources in the order of their next turn, each with those who wait.
    lines: VecDeque<(SourceKey, VecDeque<oneshot::Sender<Turn>>)>,
}

/// The turn. Dropped, it goes to the next.
pub(super) struct Turn {
    queue: Arc<FairQueue>,
}

/// A place in the queue.
pub(super) enum Place {
    /// It was empty.
    Now(Turn),
    /// Others come first.
    Later(oneshot::Receiver<Turn>),
}

impl Place {
    /// Waits. `None` cannot come while the queue stands; it is answered as busy all the same.
    pub(super) async fn turn(self) -> Option<Turn> {
        match self {
            Self::Now(turn) => Some(turn),
            Self::Later(turn) => turn.await.ok(),
        }
    }
}

impl FairQueue {
    /// A place for this source; `None` where too many wait.
    pub(super) fn enter(self: &Arc<Self>, source: SourceKey) -> Option<Place> {
        let mut state = self.state();
        if !state.busy {
            state.busy = true;
            return Some(Place::Now(Turn { queue: Arc::clone(self) }));
        }
        state.forget_gone();
        let waiting: usize = state.lines.iter().map(|(_, line)| line.len()).sum();
        let at = state.lines.iter().position(|(it, _)| *it == source);
        let own = at.map_or(0, |at| state.lines[at].1.len());
        if waiting >= IN_ALL || own >= PER_SOURCE {
            return None;
        }
        let (tell, told) = oneshot::channel();
        match at {
            Some(at) => state.lines[at].1.push_back(tell),
            None => state.lines.push_back((source, VecDeque::from([tell]))),
        }
        Some(Place::Later(told))
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pass_on(self: &Arc<Self>) {
        let next = {
            let mut state = self.state();
            let next = state.next();
            state.busy = next.is_some();
            next
        };
        if let Some(next) = next {
            // Whoever gave up waiting gives the turn back by not taking it: it is dropped, and passed on again.
            drop(next.send(Turn { queue: Arc::clone(self) }));
        }
    }
}

impl State {
    /// The first of the source whose turn it is; that source then waits behind the others.
    fn next(&mut self) -> Option<oneshot::Sender<Turn>> {
        self.forget_gone();
        let (source, mut line) = self.lines.pop_front()?;
        let next = line.pop_front();
        if !line.is_empty() {
            self.lines.push_back((source, line));
        }
        next
    }

    fn forget_gone(&mut self) {
        self.lines.iter_mut().for_each(|(_, line)| line.retain(|it| !it.is_closed()));
        self.lines.retain(|(_, line)| !line.is_empty());
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        self.queue.pass_on();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn later(queue: &Arc<FairQueue>, source: u8) -> oneshot::Receiver<Turn> {
        match queue.enter([source; 8]) {
            Some(Place::Later(turn)) => turn,
            Some(Place::Now(_)) => panic!("somebody has the turn"),
            None => panic!("there is room"),
        }
    }

    #[test]
    fn sources_take_turns() {
        let queue = Arc::new(FairQueue::default());
        let Some(Place::Now(first)) = queue.enter([1; 8]) else { panic!("an empty queue") };
        let mut flood: Vec<_> = (0..PER_SOURCE).map(|_| later(&queue, 1)).collect();
        assert!(queue.enter([1; 8]).is_none(), "one more of the same source");
        let mut she = later(&queue, 2);
        drop(first);
        let turn = flood[0].try_recv().expect("the first of the flood came first");
        assert!(she.try_recv().is_err() && flood[1].try_recv().is_err(), "one at a time");
        drop(turn);
        let turn = she.try_recv().expect("then another source");
        assert!(flood[1].try_recv().is_err());
        drop(turn);
        for waiting in &mut flood[1..] {
            drop(waiting.try_recv().expect("then the rest of the flood"));
        }
        assert!(matches!(queue.enter([3; 8]), Some(Place::Now(_))), "nobody waits any more");
    }

    #[test]
    fn who_gives_up_holds_nobody_up() {
        let queue = Arc::new(FairQueue::default());
        let Some(Place::Now(first)) = queue.enter([1; 8]) else { panic!("an empty queue") };
        let (gone, mut stays) = (later(&queue, 2), later(&queue, 3));
        drop(gone);
        drop(first);
        let turn = stays.try_recv().expect("the next who still waits");
        // Given the turn, and gone before it was taken.
        let gone = later(&queue, 4);
        let mut last = later(&queue, 5);
        drop(turn);
        drop(gone);
        drop(last.try_recv().expect("passed on"));
        assert!(matches!(queue.enter([6; 8]), Some(Place::Now(_))));
    }

    #[test]
    fn the_queue_is_bounded() {
        let queue = Arc::new(FairQueue::default());
        let Some(Place::Now(_first)) = queue.enter([0; 8]) else { panic!("an empty queue") };
        let waiting: Vec<_> = (1..=IN_ALL as u8).map(|it| later(&queue, it)).collect();
        assert!(queue.enter([200; 8]).is_none());
        drop(waiting);
        assert!(queue.enter([200; 8]).is_some(), "who gave up makes room");
    }
}
