//! A model of the committer in a few lines, and a seeded story that both must tell alike.

use std::collections::BTreeSet;

use sanad_crypto::safe::{Hash, epoch::Holder, sha256};
use sanad_domain::{Author, CaseId, Lane};
use sanad_store::commit::{By, Place, Refusal, Work};
use sanad_testkit::{
    naive_leaf, naive_root, row_counts,
    team::{Told, below, draw},
};

use crate::{
    entries::{by_her, destruction, first_header, message, new_case, seal},
    log::{check_consistency, stored_leaves},
    world::World,
};

const STEPS: usize = 200;

type Outcome = Result<Place, Refusal>;

/// One case as the model knows it.
struct Known {
    told: Told,
    /// Works that stand with their places, in order.
    standing: Vec<(Work, Place)>,
    /// Works that stood before everything was destroyed.
    gone: Vec<Work>,
    head: (u64, Hash),
    destroyed: bool,
}

struct Model {
    cases: Vec<Known>,
    leaves: Vec<Hash>,
}

/// What a step tries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Try {
    File,
    Append,
    WrongPrev,
    Destroy,
    Repeat,
    Changed,
    WrongEpoch,
    Foreign,
    Unknown,
}

impl Try {
    /// Steps that build on each other although they are handed over at once.
    const IN_ONE_BATCH: [Self; 4] = [Self::File, Self::Append, Self::WrongPrev, Self::Append];
    /// As often as each is listed; few cases are destroyed.
    const ALONE: [Self; 16] = [
        Self::File,
        Self::File,
        Self::File,
        Self::Append,
        Self::Append,
        Self::Append,
        Self::Append,
        Self::WrongPrev,
        Self::WrongPrev,
        Self::Repeat,
        Self::Repeat,
        Self::Changed,
        Self::WrongEpoch,
        Self::Foreign,
        Self::Unknown,
        Self::Destroy,
    ];
}

impl Model {
    fn stand(&mut self, at: usize, work: Work, n: u64, hash: Hash, now: u64) -> Outcome {
        let place = Place { n, hash, leaf: self.leaves.len() as u64, arrived: now };
        self.leaves.push(naive_leaf(&hash, now));
        let case = &mut self.cases[at];
        case.head = (n, hash);
        case.standing.push((work, place));
        Ok(place)
    }

    /// What an append with another head than the present one comes to.
    fn refused(&self, at: usize, refusal: Refusal) -> Outcome {
        Err(if self.cases[at].destroyed { Refusal::Gone } else { refusal })
    }

    /// Makes a work and says what must come of it.
    fn step(&mut self, what: Try, world: &mut World) -> (Work, Outcome) {
        let now = world.now();
        if what == Try::File || self.cases.is_empty() {
            return self.file(world, now);
        }
        let at = below(&mut world.rng, self.cases.len());
        let (told, head) = (self.cases[at].told.clone(), self.cases[at].head);
        let rng = &mut world.rng;
        let mut draft = message(&told, head, rng);
        match what {
            Try::File => self.file(world, now),
            Try::Append => {
                let entry = by_her(&told, draft, rng);
                let hash = entry.header.entry_hash();
                let work = Work::Append(entry);
                if self.cases[at].destroyed {
                    return (work, Err(Refusal::Gone));
                }
                let outcome = self.stand(at, work.clone(), head.0 + 1, hash, now);
                (work, outcome)
            }
            Try::Destroy => {
                let entry = by_her(&told, destruction(&told, head, rng), rng);
                let hash = entry.header.entry_hash();
                let work = Work::Append(entry);
                if self.cases[at].destroyed {
                    return (work, Err(Refusal::Gone));
                }
                let gone: Vec<Work> = self.cases[at].standing.drain(..).map(|(work, _)| work).collect();
                self.cases[at].gone = gone;
                let outcome = self.stand(at, work.clone(), head.0 + 1, hash, now);
                self.cases[at].destroyed = true;
                (work, outcome)
            }
            Try::WrongPrev => {
                match below(rng, 3) {
                    0 => draft.prev = draw(rng),
                    1 => draft.n = head.0,
                    _ => draft.n = head.0 + 2,
                }
                let work = Work::Append(by_her(&told, draft, rng));
                (work, self.refused(at, Refusal::Conflict(Some(head))))
            }
            Try::WrongEpoch => {
                draft.epoch = 1;
                let work = Work::Append(by_her(&told, draft, rng));
                (work, self.refused(at, Refusal::WrongPlace))
            }
            Try::Foreign => {
                let other = sanad_crypto::safe::receipt::PersonKeys::from_secret(&draw(rng));
                draft.author = Author::person(other.person_id());
                let work = seal(&told, draft, &other.sign, By::Person(told.prepared.case), rng);
                (Work::Append(work), self.refused(at, Refusal::Forbidden))
            }
            Try::Unknown => {
                draft.case = CaseId(draw(rng));
                let by = By::Person(draft.case);
                let work = seal(&told, draft, &told.keys.sign, by, rng);
                (Work::Append(work), Err(Refusal::NotFound))
            }
            Try::Changed => {
                let standing = &self.cases[at].standing;
                let (work, _) = &standing[below(rng, standing.len())];
                draft.entry = match work {
                    Work::File(new) => new.first.header.fields.entry,
                    Work::Append(new) => new.header.fields.entry,
                    Work::State(_) => panic!("the model makes no statements"),
                };
                (Work::Append(by_her(&told, draft, rng)), Err(Refusal::Taken))
            }
            Try::Repeat => {
                let case = &self.cases[at];
                let which = below(rng, case.standing.len() + case.gone.len());
                match case.standing.get(which) {
                    Some((work, place)) => (work.clone(), Ok(*place)),
                    None => {
                        let work = case.gone[which - case.standing.len()].clone();
                        // The case is still known, its entries are not.
                        let first = matches!(work, Work::File(_));
                        (work, Err(if first { Refusal::Taken } else { Refusal::Gone }))
                    }
                }
            }
        }
    }

    fn file(&mut self, world: &mut World, now: u64) -> (Work, Outcome) {
        let told = world.tell(&format!("case {}", self.cases.len()));
        let hash = first_header(&told).entry_hash();
        let work = Work::File(new_case(&told));
        self.cases.push(Known { told, standing: vec![], gone: vec![], head: (0, hash), destroyed: false });
        let outcome = self.stand(self.cases.len() - 1, work.clone(), 0, hash, now);
        (work, outcome)
    }
}

pub(crate) async fn two_hundred_steps_like_the_model(mut world: World) {
    let team = world.team();
    // The team's statements stand already.
    let leaves = stored_leaves(&world.store, team).await.into_values().collect();
    let mut model = Model { cases: vec![], leaves };
    let mut notes = BTreeSet::new();
    let mut tried: BTreeSet<Try> = BTreeSet::new();
    let mut done = 0;
    while done < STEPS {
        world.pass(7);
        let together = if below(&mut world.rng, 5) == 0 { 3 } else { 1 };
        let mut steps = vec![];
        for _ in 0..together {
            let list: &[Try] = if together == 1 { &Try::ALONE } else { &Try::IN_ONE_BATCH };
            let what = list[below(&mut world.rng, list.len())];
            tried.insert(what);
            let (work, expected) = model.step(what, &mut world);
            steps.push((what, work, expected));
        }
        done += steps.len();
        let committer = &world.committer;
        let works: Vec<Work> = steps.iter().map(|it| it.1.clone()).collect();
        let mut results = vec![];
        match <[Work; 3]>::try_from(works) {
            Ok([one, two, three]) => {
                let (one, two, three) =
                    tokio::join!(committer.commit(one), committer.commit(two), committer.commit(three));
                results.extend([one, two, three]);
            }
            Err(works) => {
                for work in works {
                    results.push(committer.commit(work).await);
                }
            }
        }
        for ((what, _, expected), result) in steps.into_iter().zip(results) {
            let outcome = result.map(|stands| {
                notes.insert(stands.checkpoint);
                stands.places[0]
            });
            assert_eq!(outcome, expected, "{what:?} about step {done}");
        }
    }
    assert_eq!(tried.len(), 9, "the story tries everything: {tried:?}");
    let destroyed = model.cases.iter().filter(|it| it.destroyed).count();
    assert!(destroyed > 0 && model.cases.len() > destroyed + 10, "{destroyed} of {}", model.cases.len());
    compare(&world, &model).await;
    // Proofs from a few checkpoints are enough here; `log` asks for all of a hundred.
    let some: BTreeSet<String> = notes.into_iter().step_by(9).collect();
    check_consistency(&world.store, &world.trust, &some).await;
}

/// What is stored in the end is what the model holds, entry for entry.
async fn compare(world: &World, model: &Model) {
    let (store, team) = (&world.store, world.team());
    assert_eq!(store.queue(team).await.expect("read").len(), model.cases.len());
    let mut entries = 0;
    for case in &model.cases {
        let id = case.told.prepared.case;
        let row = store.case(team, id).await.expect("read").expect("a case");
        assert_eq!(row.destroyed, case.destroyed);
        let found = store.case_by_lookup(team, &case.told.lookup).await.expect("read");
        assert_eq!(found.is_some(), !case.destroyed);
        let stored = store.entries(team, id, Lane::Shared).await.expect("read");
        let stored: Vec<_> =
            stored.iter().map(|it| (sha256(&it.header), it.leaf, it.arrived, it.sealed.is_empty())).collect();
        let expected: Vec<_> =
            case.standing.iter().map(|(_, it)| (it.hash, it.leaf, it.arrived, case.destroyed)).collect();
        assert_eq!(stored, expected);
        let lanes = store.lanes(team, id).await.expect("read");
        assert_eq!(lanes.iter().map(|it| (it.n, it.head)).collect::<Vec<_>>(), [case.head]);
        let hers = Holder::of(&case.told.keys.age.recipient());
        let grants = store.shared_grants(team, id, hers).await.expect("read").len();
        assert_eq!(grants, usize::from(!case.destroyed));
        entries += stored.len() as i64;
    }
    assert_eq!(row_counts(world.url()).await["entry"], entries);
    let root = store.log_root(team).await.expect("read").expect("a log");
    let newest = world.trust.checkpoint(&root.checkpoint).expect("signed by the log");
    assert_eq!((newest.size, newest.root), (model.leaves.len() as u64, naive_root(&model.leaves)));
    let audit =
        store.audit(sanad_client::trust::log_origin).await.expect("an audit that finds nothing wrong");
    let destroyed = model.cases.iter().filter(|it| it.destroyed).count() as u64;
    assert_eq!((audit.destroyed, audit.entries), (destroyed, entries as u64));
}
