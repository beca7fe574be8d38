//! The search: from the lists where they are short, row by row where they are not.

use alloc::vec::Vec;
use core::array;
use core::mem;
use core::ops::Range;

use super::row::{BANDS, Half, Row, Rows, bits_apart};
use super::view::View;
use super::{Entry, Match};
use crate::Pdq;
use crate::wide::{Work, widest};

/// So many rows are read in order while one place elsewhere in memory is looked at, be it a list or a row
/// that a list names. Measured on a shared EPYC with rows laid out as here, 1 and 10 million of them: 11 ns
/// for a row anywhere, 0.35 and 0.53 ns for the next one.
const ELSEWHERE: u64 = 20;

/// Rows that are read for all who asked before the next ones are: their first halves take 16 KiB, half of
/// what small processors have next to the core.
const BLOCK: usize = 1024;

/// Where more than this part of a block's rows would have to be looked at again after their first half, whole rows are
/// read in the next block: half of the rows, in no order, would make the processor guess wrong at every second one.
const CROWDED: usize = 32;

/// Of a block of which whole rows were read, so many are asked by their first half: is none near, halves do again.
const SAMPLE: usize = 64;

/// From here on sorting by counting is faster.
const MANY: usize = 64;

/// Beyond this radius a band has to be searched with three bits changed: 697 lists instead of 137, which cost
/// more than reading every row.
const LISTED_RADIUS: u32 = 47;

/// What a band's value is changed by: nothing, then one bit, then two.
const FLIPS: [u16; 137] = {
    let mut flips = [0; 137];
    let (mut pair, mut high) = (17, 0);
    while high < 16 {
        flips[1 + high] = 1 << high;
        let mut low = 0;
        while low < high {
            flips[pair] = (1 << high) | (1 << low);
            pair += 1;
            low += 1;
        }
        high += 1;
    }
    flips
};

/// So many of `FLIPS` change fewer bits than the place here.
const WITHIN: [usize; 4] = [0, 1, 17, 137];

/// A band finds whoever differs in it by fewer bits than this. Whoever no band finds differs by at least the
/// sum, and the sum is the radius and 1: so nobody within the radius is missed.
fn below(radius: u32) -> [usize; BANDS] {
    let (every, rest) = (radius as usize / BANDS, radius as usize % BANDS);
    array::from_fn(|band| every + usize::from(band <= rest))
}

/// What somebody looks for, and what was found.
pub(super) struct Asked {
    pub(super) row: Row,
    pub(super) matches: Vec<Match>,
    /// Whether the lists answered for the rows that are in them.
    pub(super) listed: bool,
    /// Whether too many rows were near in their first half where it was last looked.
    pub(super) crowded: bool,
}

impl Asked {
    pub(super) fn new(hash: &Pdq) -> Self {
        Self { row: Row::of(hash), matches: Vec::new(), listed: false, crowded: false }
    }
}

/// Finds everything within the radius for all who asked; their `matches` are empty.
pub(super) fn answer(view: &View<'_>, asked: &mut [Asked], radius: u32) {
    widest(Answer { view, asked, radius: radius.min(256) });
}

struct Answer<'a> {
    view: &'a View<'a>,
    asked: &'a mut [Asked],
    radius: u32,
}

/// Memory that is used for one after the other.
#[derive(Default)]
struct Room {
    ranges: Vec<(u32, u32)>,
    near: Vec<u32>,
    spare: Vec<Match>,
}

impl Work for Answer<'_> {
    type Output = ();

    #[inline(always)]
    fn run(self) {
        let Self { view, asked, radius } = self;
        let mut room = Room::default();
        for one in asked.iter_mut() {
            one.listed = from_lists(view, one, radius, &mut room).is_some();
            if !one.listed {
                one.matches.clear();
            }
        }
        scan(view.rows, 0..view.base, asked, false, radius, &mut room.near);
        scan(view.rows, view.base..view.rows.count(), asked, true, radius, &mut room.near);
        for one in asked {
            order(&mut one.matches, &mut room.spare);
        }
    }
}

/// Answers from the lists. Nothing if that would take longer than reading every row, or if the lists are not
/// what they should be: then the rows have to be read, and `matches` may hold anything.
#[inline(always)]
fn from_lists(view: &View<'_>, asked: &mut Asked, radius: u32, room: &mut Room) -> Option<()> {
    if radius > LISTED_RADIUS {
        return None;
    }
    let below = below(radius);
    let Room { ranges, near, .. } = room;
    let mut places: u64 = below.iter().map(|bits| WITHIN[*bits] as u64).sum();
    if places * ELSEWHERE > view.budget {
        return None;
    }
    ranges.clear();
    for (band, list) in view.bands.iter().enumerate() {
        let key = asked.row.band(band);
        for flip in &FLIPS[..WITHIN[below[band]]] {
            let (start, end) = list.bucket(key ^ flip)?;
            places += u64::from(end.checked_sub(start)?);
            ranges.push((start, end));
        }
    }
    if places * ELSEWHERE > view.budget {
        return None;
    }
    let mut ranges = ranges.iter();
    for (band, list) in view.bands.iter().enumerate() {
        // The numbers first, then the rows: so the processor fetches many of each at a time.
        near.clear();
        for (start, end) in ranges.by_ref().take(WITHIN[below[band]]) {
            near.extend(list.ids(*start, *end)?);
        }
        for id in near.iter() {
            let at = *id as usize;
            if bits_apart(view.rows.first.get(at)?, asked.row.first) > radius {
                continue;
            }
            let apart = view.rows.apart(at, asked.row)?;
            let distance = apart.bits();
            let before = || (0..band).any(|band| (apart.band(band).count_ones() as usize) < below[band]);
            if distance <= radius && !before() && !view.rows.is_gone(at) {
                asked.matches.push(Match { distance, entry: Entry(*id) });
            }
        }
    }
    Some(())
}

/// Reads rows in order, for those whom the lists did not answer or for `all`.
#[inline(always)]
fn scan(
    rows: Rows<'_>,
    range: Range<usize>,
    asked: &mut [Asked],
    all: bool,
    radius: u32,
    near: &mut Vec<u32>,
) {
    if !asked.iter().any(|one| all || !one.listed) {
        return;
    }
    for start in range.clone().step_by(BLOCK) {
        let block = start..range.end.min(start + BLOCK);
        let (first, second) = (&rows.first[block.clone()], &rows.second[block]);
        for one in asked.iter_mut().filter(|one| all || !one.listed) {
            near.clear();
            if one.crowded {
                look_at_wholes(first, second, start, one.row, radius, near);
                let sample = &first[..first.len().min(SAMPLE)];
                one.crowded = sample.iter().any(|it| bits_apart(it, one.row.first) <= radius);
            } else {
                look_at_halves(first, start, one.row.first, radius, near);
                one.crowded = near.len() > first.len() / CROWDED;
            }
            for id in near.iter() {
                let at = *id as usize;
                let Some(apart) = rows.apart(at, one.row) else { continue };
                let distance = apart.bits();
                if distance <= radius && !rows.is_gone(at) {
                    one.matches.push(Match { distance, entry: Entry(*id) });
                }
            }
        }
    }
}

/// The numbers of the rows, from `start` on, whose first half is within the radius.
#[inline(always)]
fn look_at_halves(block: &[Half], start: usize, half: u128, radius: u32, near: &mut Vec<u32>) {
    // Four at a time, so that counting them costs little beside reading them.
    let (fours, rest) = block.as_chunks::<4>();
    for (group, four) in fours.iter().enumerate() {
        look_at_each(four, start + 4 * group, half, radius, near);
    }
    look_at_each(rest, start + 4 * fours.len(), half, radius, near);
}

#[inline(always)]
fn look_at_each(rows: &[Half], start: usize, half: u128, radius: u32, near: &mut Vec<u32>) {
    for (at, stored) in rows.iter().enumerate() {
        if bits_apart(stored, half) <= radius {
            near.push((start + at) as u32);
        }
    }
}

/// The numbers of the rows, from `start` on, that are within the radius.
#[inline(always)]
fn look_at_wholes(first: &[Half], second: &[Half], start: usize, row: Row, radius: u32, near: &mut Vec<u32>) {
    for (at, (first, second)) in first.iter().zip(second).enumerate() {
        if bits_apart(first, row.first) + bits_apart(second, row.second) <= radius {
            near.push((start + at) as u32);
        }
    }
}

/// Nearest first, then by number. Many are sorted by counting; rows that were read in order need no more.
#[inline(always)]
fn order(matches: &mut Vec<Match>, spare: &mut Vec<Match>) {
    if matches.len() < MANY {
        matches.sort_unstable();
    } else {
        let mut starts = [0_usize; 258];
        for found in matches.iter() {
            starts[found.distance as usize + 1] += 1;
        }
        let mut sum = 0;
        for start in &mut starts {
            sum += *start;
            *start = sum;
        }
        spare.clear();
        spare.resize(matches.len(), Match { distance: 0, entry: Entry(0) });
        for found in matches.iter() {
            let place = &mut starts[found.distance as usize];
            spare[*place] = *found;
            *place += 1;
        }
        mem::swap(matches, spare);
        for same in matches.chunk_by_mut(|one, next| one.distance == next.distance) {
            same.sort_unstable();
        }
    }
    // Only lists that lie can name one twice.
    matches.dedup();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_leave_no_gap_and_search_no_more_than_they_must() {
        for radius in 0..=256 {
            assert_eq!(below(radius).iter().sum::<usize>(), radius as usize + 1, "radius {radius}");
        }
        assert_eq!(below(31), [2; BANDS]);
        assert_eq!(below(16)[..2], [2, 1]);
        assert!(below(LISTED_RADIUS).iter().all(|bits| *bits < WITHIN.len()));
    }

    #[test]
    fn every_change_of_up_to_two_bits_is_tried_once() {
        for (bits, pair) in WITHIN.windows(2).enumerate() {
            assert!(FLIPS[pair[0]..pair[1]].iter().all(|flip| flip.count_ones() as usize == bits));
        }
        let mut sorted = FLIPS;
        sorted.sort_unstable();
        assert!(sorted.windows(2).all(|pair| pair[0] < pair[1]));
    }

    #[test]
    fn many_are_ordered_as_few_are() {
        let mut matches: Vec<_> =
            (0..500_u32).map(|k| Match { distance: k * 91 % 257, entry: Entry(k * 7919 % 1000) }).collect();
        let mut expected = matches.clone();
        expected.sort_unstable();
        order(&mut matches, &mut Vec::new());
        assert_eq!(matches, expected);
        assert!(matches.len() == 500 && matches[0].distance == 0 && matches[499].distance == 256);
    }
}
