//! Against looking at every fingerprint, with lists that are sorted early and always used.

use alloc::vec;
use alloc::vec::Vec;
use core::convert::Infallible;

use proptest::prelude::*;

use super::search::{Asked, answer};
use super::*;

/// SplitMix64: the same numbers at every run.
struct Numbers(u64);

impl Numbers {
    fn draw(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    fn below(&mut self, end: usize) -> usize {
        (self.draw() % end as u64) as usize
    }

    fn hash(&mut self) -> Pdq {
        let mut bytes = [0; 32];
        for word in bytes.as_chunks_mut::<8>().0 {
            *word = self.draw().to_le_bytes();
        }
        Pdq::from_bytes(bytes)
    }

    /// Another with up to so many bits changed.
    fn near(&mut self, hash: Pdq, bits: usize) -> Pdq {
        let mut bytes = *hash.as_bytes();
        for _ in 0..self.below(bits + 1) {
            bytes[self.below(32)] ^= 1 << self.below(8);
        }
        Pdq::from_bytes(bytes)
    }
}

/// How the fingerprints of a bank lie.
#[derive(Debug, Clone, Copy)]
enum Bank {
    Random,
    Crowded,
    Same,
}

impl Bank {
    fn hash(self, numbers: &mut Numbers) -> Pdq {
        match self {
            Self::Random => numbers.hash(),
            Self::Crowded => {
                let centre = Numbers(numbers.below(3) as u64).hash();
                numbers.near(centre, 24)
            }
            Self::Same => Pdq::from_bytes([0x3c; 32]),
        }
    }

    fn index(self, numbers: &mut Numbers, len: usize) -> (Index, Vec<Option<Pdq>>) {
        let (mut index, mut held) = (Index::merging_after(16), Vec::new());
        for _ in 0..len {
            let hash = self.hash(numbers);
            index.insert(hash);
            held.push(Some(hash));
        }
        (index, held)
    }
}

fn bank() -> impl Strategy<Value = Bank> {
    prop_oneof![Just(Bank::Random), Just(Bank::Crowded), Just(Bank::Same)]
}

/// Something near one of them, or near none, and a radius.
fn question(numbers: &mut Numbers, held: &[Option<Pdq>]) -> (Pdq, u32) {
    let other = numbers.hash();
    let near = held.get(numbers.below(held.len() + 1)).copied().flatten().unwrap_or(other);
    let radius = match numbers.below(82) {
        81 => 256,
        radius => radius as u32,
    };
    (numbers.near(near, 40), radius)
}

fn expected(held: &[Option<Pdq>], hash: &Pdq, radius: u32) -> Vec<Match> {
    let distances = held.iter().zip(0..).filter_map(|(held, at)| Some((held.as_ref()?.distance(hash), at)));
    let mut matches: Vec<_> = distances
        .filter(|(distance, _)| *distance <= radius)
        .map(|(distance, at)| Match { distance, entry: Entry(at) })
        .collect();
    matches.sort_unstable();
    matches
}

fn found(view: &View<'_>, hash: &Pdq, radius: u32) -> Vec<Match> {
    let mut matches = vec![Match { distance: 999, entry: Entry(999) }];
    view.search(hash, radius, &mut matches);
    matches
}

/// The same bank, where looking into lists is always taken to be cheaper.
fn by_lists<'a>(view: &View<'a>) -> View<'a> {
    View { budget: u64::MAX, ..*view }
}

fn snapshot_of(index: &Index) -> Vec<u8> {
    let mut bytes = Vec::new();
    let done: Result<(), Infallible> = index.snapshot(|piece| {
        bytes.extend_from_slice(piece);
        Ok(())
    });
    done.unwrap();
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn whatever_was_done_everything_within_the_radius_is_found(
        bank in bank(),
        seed: u64,
        steps in 1..160_usize,
    ) {
        let mut numbers = Numbers(seed);
        let (mut index, mut held) = (Index::merging_after(16), Vec::<Option<Pdq>>::new());
        for _ in 0..steps {
            match numbers.below(8) {
                0 => {
                    let at = numbers.below(held.len() + 1);
                    let was = held.get_mut(at).and_then(Option::take).is_some();
                    prop_assert_eq!(index.withdraw(Entry(at as u32)), was);
                }
                1 => {
                    let (hash, radius) = question(&mut numbers, &held);
                    let expected = expected(&held, &hash, radius);
                    prop_assert_eq!(&found(&index.view(), &hash, radius), &expected);
                    prop_assert_eq!(&found(&by_lists(&index.view()), &hash, radius), &expected);
                }
                _ => {
                    let hash = bank.hash(&mut numbers);
                    prop_assert_eq!(index.insert(hash), Entry(held.len() as u32));
                    held.push(Some(hash));
                }
            }
        }
        let live: Vec<_> =
            held.iter().zip(0..).filter_map(|(held, at)| Some((Entry(at), (*held)?))).collect();
        prop_assert_eq!(index.len(), live.len());
        prop_assert_eq!(index.iter().collect::<Vec<_>>(), live);
        prop_assert_eq!(index.view().verify(), Ok(()));
    }

    #[test]
    fn a_snapshot_answers_as_the_bank_did_at_any_alignment(bank in bank(), seed: u64, shift in 0..9_usize) {
        let mut numbers = Numbers(seed);
        let (mut index, mut held) = bank.index(&mut numbers, 90);
        for at in [3, 50, 89] {
            held[at] = None;
            index.withdraw(Entry(at as u32));
        }
        let mut bytes = vec![0xa5; shift];
        bytes.extend_from_slice(&snapshot_of(&index));
        let view = View::open(&bytes[shift..]).unwrap();
        prop_assert_eq!(view.verify(), Ok(()));
        prop_assert_eq!(view.len(), 87);
        let copy = view.to_index();
        prop_assert!(copy.iter().eq(index.iter()));
        for _ in 0..8 {
            let (hash, radius) = question(&mut numbers, &held);
            let expected = expected(&held, &hash, radius);
            prop_assert_eq!(&found(&view, &hash, radius), &expected);
            prop_assert_eq!(&found(&by_lists(&view), &hash, radius), &expected);
            prop_assert_eq!(&found(&copy.view(), &hash, radius), &expected);
        }
    }
}

/// Blocks of rows that are near in their first half, and far in the second, among others: the scan changes its ways.
#[test]
fn halves_that_promise_too_much_hide_nobody() {
    let mut numbers = Numbers(11);
    let asked = numbers.hash();
    let half = Row::of(&asked).halves().0;
    let hashes: Vec<_> = (0..9_000_usize)
        .map(|at| {
            let (first, second) = Row::of(&numbers.hash()).halves();
            let first = if (at / 1500).is_multiple_of(2) { half } else { first };
            let stranger =
                Rows { first: &[first], second: &[second], gone: &[0] }.live(0).map(Row::hash).unwrap();
            if at % 500 == 0 { numbers.near(asked, 40) } else { stranger }
        })
        .collect();
    let index = Index::build(hashes.iter().copied());
    let held: Vec<_> = hashes.into_iter().map(Some).collect();
    for radius in [48, 64, 80, 128, 200] {
        assert_eq!(found(&index.view(), &asked, radius), expected(&held, &asked, radius), "radius {radius}");
    }
}

#[test]
fn a_crowd_is_read_in_order_and_a_lone_one_is_looked_up() {
    let mut numbers = Numbers(7);
    let crowd = numbers.hash();
    let hashes: Vec<_> =
        (0..12_000).map(|at| if at % 3 == 0 { numbers.near(crowd, 6) } else { numbers.hash() }).collect();
    let index = Index::build(hashes.iter().copied());
    let lone = numbers.near(hashes[1], 20);
    let mut asked = [Asked::new(&crowd), Asked::new(&lone)];
    answer(&index.view(), &mut asked, 31);
    assert_eq!(asked.each_ref().map(|one| one.listed), [false, true]);

    let held: Vec<_> = hashes.into_iter().map(Some).collect();
    assert_eq!(asked[0].matches, expected(&held, &crowd, 31));
    assert_eq!(asked[1].matches, expected(&held, &lone, 31));
    assert!(asked[0].matches.len() == 4000 && asked[1].matches[0].entry == Entry(1));
    assert_eq!(
        index.search_many(&[lone, crowd], 31),
        [asked[1].matches.clone(), asked[0].matches.clone()],
        "in the order in which they were asked"
    );
}

#[test]
fn banks_that_differ_in_what_was_withdrawn_are_the_same_afterwards() {
    let mut numbers = Numbers(11);
    let shared: Vec<_> = (0..60).map(|_| numbers.hash()).collect();
    // One of them is in the lists by now, the other among the latest.
    for taken in [10, 59] {
        let snapshots = [numbers.hash(), numbers.near(shared[0], 1)].map(|hash| {
            let mut index = Index::merging_after(16);
            for (at, shared) in shared.iter().enumerate() {
                index.insert(if at == taken { hash } else { *shared });
            }
            assert_eq!(index.base, 51);
            assert!(index.withdraw(Entry(taken as u32)));
            snapshot_of(&index)
        });
        assert!(snapshots[0] == snapshots[1], "entry {taken} left a trace");
    }
}

#[test]
fn many_are_withdrawn_as_one_after_the_other() {
    let mut numbers = Numbers(13);
    let (mut at_once, _) = Bank::Crowded.index(&mut Numbers(17), 200);
    let (mut in_turn, _) = Bank::Crowded.index(&mut Numbers(17), 200);
    let few = [Entry(4), Entry(4), Entry(199), Entry(200)];
    assert_eq!(at_once.withdraw_many(&few), 2);
    let many: Vec<_> = (0..120).map(|_| Entry(numbers.below(210) as u32)).collect();
    let withdrawn = at_once.withdraw_many(&many);
    assert!(withdrawn > REMOVALS && at_once.base == 200, "they were sorted anew");

    assert_eq!(few.iter().chain(&many).filter(|entry| in_turn.withdraw(**entry)).count(), withdrawn + 2);
    assert_eq!(at_once.len(), in_turn.len());
    in_turn.merge();
    assert!(snapshot_of(&at_once) == snapshot_of(&in_turn));
}

#[test]
fn damaged_bytes_never_panic_and_what_is_proven_is_complete() {
    let mut numbers = Numbers(19);
    let (mut index, _) = Bank::Crowded.index(&mut numbers, 60);
    index.withdraw(Entry(20));
    let mut bytes = snapshot_of(&index);
    let (mut refused, mut unproven, mut proven) = (0, 0, 0);
    for _ in 0..100 {
        // Header, rows and marks, the rows that no list has, anywhere, the last list.
        let at = match numbers.below(5) {
            0 => numbers.below(64),
            1 => 64 + numbers.below(2 * 16 * 64 + 64),
            2 => 64 + 16 * 51 + numbers.below(16 * 9),
            3 => numbers.below(bytes.len()),
            _ => bytes.len() - 1 - numbers.below(256),
        };
        let flip = 1 << numbers.below(8);
        bytes[at] ^= flip;
        if let Ok(view) = View::open(&bytes) {
            let sound = view.verify().is_ok();
            let held: Vec<_> = (0..view.rows.count()).map(|at| view.get(Entry(at as u32))).collect();
            for radius in [0, 31, 47, 70] {
                let (hash, _) = question(&mut numbers, &held);
                let expected = expected(&held, &hash, radius);
                let found = found(&by_lists(&view), &hash, radius);
                assert!(found.windows(2).all(|pair| pair[0] < pair[1]), "one is named twice, byte {at}");
                assert!(found.iter().all(|found| expected.contains(found)), "byte {at}");
                assert!(!sound || found == expected, "byte {at}");
            }
            *(if sound { &mut proven } else { &mut unproven }) += 1;
        } else {
            refused += 1;
        }
        bytes[at] ^= flip;
    }
    assert!(refused > 0 && unproven > 0 && proven > 0, "{refused} {unproven} {proven}");
}

#[test]
fn lists_that_cannot_be_right_are_not_believed() {
    let mut numbers = Numbers(23);
    let (index, held) = Bank::Crowded.index(&mut numbers, 51);
    let mut bytes = snapshot_of(&index);
    let last_list = bytes.len() - 256..bytes.len() - 256 + 4 * 51;
    bytes[last_list].fill(0xff);
    let view = View::open(&bytes).unwrap();
    assert_eq!(view.verify(), Err(SnapshotError::List { band: 15 }));
    for at in [0, 25, 50] {
        let hash = held[at].unwrap();
        assert_eq!(found(&by_lists(&view), &hash, 31), expected(&held, &hash, 31), "every row is read");
    }
}
