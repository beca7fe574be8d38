//! Floods: proof of work and a limit for each source. Neither ever refuses a report; what exceeds them is
//! quarantined, so that a flood closes the door to nobody.

use std::{
    collections::HashMap,
    sync::{Mutex, PoisonError},
};

use sanad_crypto::safe::pow::Puzzle;
use sanad_domain::EntryId;
use sanad_protocol::intake::Work;

use crate::{keys::ServerKeys, session::Source};

/// A puzzle stands for ten to twenty minutes.
const WINDOW: u64 = 600;
/// Reports from one source in a window before quarantine.
const PER_SOURCE: u32 = 12;
/// Reports from browsers with scripts off, all together, in a window before quarantine. They bring no proof of
/// work: the derivations of the one process that files them are the work, and it does one after the other.
const SCRIPTS_OFF: u32 = 40;
/// Bits at rest: about 0.1 s on a desk, below 2 s on a cheap phone.
const BITS_AT_REST: u8 = 16;
/// Reports of all sources in a window that raise the work by one bit each time they double.
const BUSY: u32 = 200;
const MAX_BITS: u8 = 22;

/// What arrived in the present window.
#[derive(Debug, Default)]
struct Seen {
    window: u64,
    total: u32,
    by_source: HashMap<[u8; 8], u32>,
    /// Solved puzzles with the report that each was for: the same report may come again.
    spent: HashMap<[u8; 32], EntryId>,
}

/// The limits. Sources are keyed hashes that live in memory only and change with every window.
#[derive(Debug)]
pub(crate) struct IntakeLimits {
    keys: ServerKeys,
    seen: Mutex<Seen>,
}

impl IntakeLimits {
    pub(crate) fn new(keys: &ServerKeys) -> Self {
        Self { keys: keys.clone(), seen: Mutex::default() }
    }

    /// The puzzle of this moment, with its serial number inside: each is good for one report.
    pub(crate) fn puzzle(&self, now: u64, serial: [u8; 8]) -> Puzzle {
        Puzzle { challenge: self.challenge(now / WINDOW, serial), bits: self.bits(now) }
    }

    fn challenge(&self, window: u64, serial: [u8; 8]) -> [u8; 32] {
        let mut challenge = [0; 32];
        challenge[..8].copy_from_slice(&serial);
        let input = [window.to_be_bytes(), serial].concat();
        challenge[8..].copy_from_slice(&self.keys.mac("puzzle", &input)[..24]);
        challenge
    }

    fn bits(&self, now: u64) -> u8 {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        let total = if seen.window == now / WINDOW { seen.total } else { 0 };
        let more = (total / BUSY).checked_ilog2().map_or(0, |it| it as u8 + 1);
        (BITS_AT_REST + more).min(MAX_BITS)
    }

    /// Whether a report stands without quarantine. Counts it either way.
    pub(crate) fn admit(&self, now: u64, source: &Source, report: EntryId, work: Option<&Work>) -> bool {
        let window = now / WINDOW;
        let solved = work.is_some_and(|it| self.is_solved(window, it));
        // Another purpose, so that no address, and nothing that a proxy passes for one, falls into the bucket.
        let (purpose, address, by_plain) = match source {
            Source::Address(address) => ("source", address.as_slice(), false),
            Source::ScriptsOff => ("scripts off", &[][..], true),
        };
        let key = self.keys.mac(purpose, &[&window.to_be_bytes()[..], address].concat());
        let mut source = [0; 8];
        source.copy_from_slice(&key[..8]);
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        if seen.window != window {
            *seen = Seen { window, ..Seen::default() };
        }
        seen.total = seen.total.saturating_add(1);
        let count = seen.by_source.entry(source).or_default();
        *count = count.saturating_add(1);
        if by_plain {
            return *count <= SCRIPTS_OFF;
        }
        let few = *count <= PER_SOURCE;
        let fresh = work.is_some_and(|it| *seen.spent.entry(it.puzzle.challenge).or_insert(report) == report);
        // Work buys what a shared address (a whole city behind one) has used up.
        solved && fresh && (few || work.is_some_and(|it| it.puzzle.bits > BITS_AT_REST))
    }

    fn is_solved(&self, window: u64, work: &Work) -> bool {
        let mut serial = [0; 8];
        serial.copy_from_slice(&work.puzzle.challenge[..8]);
        let ours = [window, window.saturating_sub(1)]
            .into_iter()
            .any(|it| self.challenge(it, serial) == work.puzzle.challenge);
        ours && work.puzzle.bits >= BITS_AT_REST && work.puzzle.solved_by(work.nonce)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limits() -> IntakeLimits {
        IntakeLimits::new(&ServerKeys::from_secret([1; 32]))
    }

    fn from(address: &str) -> Source {
        Source::Address(address.as_bytes().to_vec())
    }

    fn solve(limits: &IntakeLimits, now: u64, serial: u64) -> Work {
        let puzzle = limits.puzzle(now, serial.to_be_bytes());
        Work { puzzle, nonce: puzzle.search(0, u64::MAX).unwrap() }
    }

    #[test]
    fn a_solved_puzzle_admits_one_report() {
        let limits = limits();
        let work = solve(&limits, 1000, 1);
        let (one, other) = (EntryId([1; 16]), EntryId([2; 16]));
        assert!(limits.admit(1000, &from("a"), one, Some(&work)));
        assert!(limits.admit(1000, &from("a"), one, Some(&work)), "the same report again");
        assert!(!limits.admit(1000, &from("a"), other, Some(&work)), "another with the same work");
        assert!(!limits.admit(1000, &from("b"), other, None), "none");
        let later = solve(&limits, 1000, 2);
        assert!(!limits.admit(1000 + 2 * WINDOW, &from("a"), other, Some(&later)), "too old");
        let mut foreign = solve(&limits, 1000, 3);
        foreign.puzzle.challenge[20] ^= 1;
        foreign.nonce = foreign.puzzle.search(0, u64::MAX).unwrap();
        assert!(!limits.admit(1000, &from("a"), other, Some(&foreign)), "not ours");
    }

    #[test]
    fn one_source_is_quarantined_and_others_are_not() {
        let limits = limits();
        let admitted: Vec<bool> = (0..u64::from(PER_SOURCE) + 3)
            .map(|it| {
                limits.admit(1000, &from("flood"), EntryId([it as u8; 16]), Some(&solve(&limits, 1000, it)))
            })
            .collect();
        assert_eq!(admitted.iter().filter(|it| **it).count(), PER_SOURCE as usize);
        assert!(limits.admit(1000, &from("she"), EntryId([99; 16]), Some(&solve(&limits, 1000, 99))));
    }

    #[test]
    fn scripts_off_need_no_work_and_share_one_bucket() {
        let limits = limits();
        let off: Vec<bool> = (0..SCRIPTS_OFF + 3)
            .map(|_| limits.admit(1000, &Source::ScriptsOff, EntryId([5; 16]), None))
            .collect();
        assert!(off[..SCRIPTS_OFF as usize].iter().all(|it| *it));
        assert!(off[SCRIPTS_OFF as usize..].iter().all(|it| !*it), "a flood is put aside");
        assert!(
            limits.admit(1000, &from("she"), EntryId([99; 16]), Some(&solve(&limits, 1000, 7))),
            "others are not touched"
        );
        assert!(
            limits.admit(1000 + WINDOW, &Source::ScriptsOff, EntryId([5; 16]), None),
            "and the next window is another"
        );
    }
}
