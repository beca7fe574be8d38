//! An exact index of fingerprints: everything within a radius, each once, and nothing missed, at any radius.
//!
//! ```
//! use sanad_pdq::{Index, MATCH_DISTANCE, Pdq};
//!
//! let (mut index, mut matches) = (Index::new(), Vec::new());
//! let held = index.insert(Pdq::from_bytes([0x5a; 32]));
//! let mut bytes = [0x5a; 32];
//! bytes[3] ^= 0b101;
//! let seen = Pdq::from_bytes(bytes);
//! index.search(&seen, MATCH_DISTANCE, &mut matches);
//! assert_eq!((matches[0].entry, matches[0].distance), (held, 2));
//!
//! index.withdraw(held);
//! index.search(&seen, MATCH_DISTANCE, &mut matches);
//! assert!(matches.is_empty());
//! ```
//!
//! # How it finds
//! Multi-index hashing (Norouzi, Punjani, Fleet: *Fast Exact Search in Hamming Space with Multi-Index
//! Hashing*, IEEE TPAMI 36(6), 2014, section 3). The 256 bits are cut into 16 bands of 16. Write a radius
//! as `16 a + b` with `b < 16`: whoever is within it differs by at most `a` bits in one of the first
//! `b + 1` bands, or by at most `a - 1` bits in one of the others, for otherwise the bits add up to more.
//! Each band has the rows sorted by the band's value, so that those few values are looked up and the rest
//! of the bank is never read. What several bands find is kept from the first of them only: the bits that
//! differ say which bands would have found it before.
//!
//! **Which bits make a band** is free to choose, and pictures are not random: neighbours in the table of
//! frequencies agree too often. A band takes one bit of every row and every column of that table: the bit
//! at row `i` and column `j` goes to band `i ^ j`. On 529 pictures that were at hand (icons, screenshots,
//! photographs) two different ones meet in such a band 1.95 times as often as random bits would, and in a
//! band that is a row of the table 7.6 times as often.
//!
//! **A bank may be crowded all the same.** The sizes of the lists are known before they are read: where
//! they promise more work than reading every row in order, every row is read in order, for all who ask at
//! once. That reads 16 bytes of a row: whoever differs by more than the radius in 128 of the bits needs no
//! look at the other 128. Where too many do not, as at a large radius, whole rows are read.
//!
//! # Incremental
//! What was inserted lately is read row by row, at most 4,096 rows or a sixteenth of the bank; then all
//! lists are sorted anew (0.17 s a million). Entries are numbered as they come, and no number is used twice.
//!
//! A fingerprint of an intimate picture that its owner takes back has to be gone. The lists alone would
//! give it away, since being in a list tells 16 of its bits. Withdrawing therefore overwrites the 32 bytes
//! *and* takes the number out of all 16 lists, at once. Two banks that differ only in what was withdrawn are
//! the same afterwards, byte for byte, in memory and in every snapshot. Memory that the index gives back
//! after growing is overwritten first.
//!
//! # Memory
//! For a million rows 96 MiB, by count and as measured: 32 MB of rows, 64 MB of lists, 0.1 MB of marks, and 4 MB
//! at any size for the places of the lists (none up to 4,096 rows). For ten million it is 921 MiB. Rows withdrawn
//! keep their 32 bytes, as zeros.
//!
//! # Snapshots
//! [`Index::snapshot`] writes without doubling memory; [`View::open`] searches borrowed bytes, such as a
//! mapped file, where they lie: at any alignment, without copying, without reading them first.
//! [`View::to_index`] makes a bank of it that can be changed.
//!
//! **Fingerprints of intimate pictures are intimate data: seal a snapshot with age wherever it rests.**
//! There is no checksum in it; the seal is what proves that nothing changed. Bytes from elsewhere cannot
//! make a search panic or report what is not near, but lists that lie can hide rows: ask [`View::verify`]
//! first.
//!
//! Version 1, stable. Numbers are unsigned and little-endian. Every section begins at a multiple of 64
//! bytes; zeros fill the gap before the next one and after the last, and the bits past the last mark.
//!
//! | section | bytes | what |
//! |---|---|---|
//! | header | 8 | `sanadpdq` |
//! | | 8 | version: 1 |
//! | | 8 | `rows`: entries ever numbered, below 2³² |
//! | | 8 | `base`: the rows before this one are in the lists; the others are read row by row |
//! | | 8 | `listed`: rows before `base` that are not withdrawn |
//! | | 24 | zeros |
//! | first halves | 16 × `rows` | bands 0 to 7 of each row, 2 bytes each; zeros if withdrawn |
//! | second halves | 16 × `rows` | bands 8 to 15 |
//! | marks | `rows` / 8, rounded up | bit `k % 8` of byte `k / 8` is set if row `k` is withdrawn |
//! | for each of 16 bands, if `base` > 0: | | |
//! | – offsets | 4 × 65,537 | the list of value `v` is at places `offsets[v]` to before `offsets[v + 1]` |
//! | – numbers | 4 × `listed` | numbers of rows, by the band's value, then ascending |
//!
//! A row is made from the 16 two-byte groups of a fingerprint as it prints, read as big-endian numbers
//! `g[0]` to `g[15]`: bit `j` of `g[i]` becomes bit `j` of group `i ^ j`. Band `t` below 8 is then group
//! `7 - t`, and band `t` from 8 is group `23 - t`. The same step leads back.

mod list;
mod memory;
mod row;
mod search;
mod snapshot;
#[cfg(test)]
mod tests;
mod view;

use alloc::vec;
use alloc::vec::Vec;
use core::{array, fmt};

use self::list::{BUCKETS, List};
use self::memory::{make_room, wipe};
use self::row::{BANDS, Half, Row, Rows};
pub use self::snapshot::SnapshotError;
pub use self::view::View;
use crate::Pdq;

/// Rows that may be read one by one before the lists are sorted anew, at least.
/// Up to about this many, reading them is faster than looking into lists.
const MERGE_AFTER: usize = 4096;

/// The same as a share of the bank: a 16th, so that a bank is sorted about 11 times while it doubles.
const MERGE_SHARE: usize = 16;

/// More withdrawals than this at once are slower one by one than sorting the lists anew. One of them moves
/// half of what the lists hold on average: 32 bytes a row, in order, some 3 ns. Sorting puts 16 numbers a row
/// in places all over memory, some 10 ns each.
const REMOVALS: usize = 50;

/// The number of a fingerprint in an index: from 0 upwards as they are inserted, never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Entry(pub u32);

impl Entry {
    const fn row(self) -> usize {
        self.0 as usize
    }
}

/// Something that was found. The nearest comes first, then the lower number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Match {
    /// How many bits differ: 0 to 256.
    pub distance: u32,
    /// What was found.
    pub entry: Entry,
}

/// A bank of fingerprints that grows, forgets what is withdrawn, and finds everything within a radius.
///
/// See the [module](self) for how, and for what it costs.
pub struct Index {
    first: Vec<Half>,
    second: Vec<Half>,
    gone: Vec<u8>,
    /// One list for each band, or none before the first merge.
    lists: Vec<List>,
    /// The rows before this one are in the lists.
    base: usize,
    withdrawn: usize,
    merge_after: usize,
}

impl Index {
    /// An empty bank.
    #[must_use]
    pub const fn new() -> Self {
        Self::merging_after(MERGE_AFTER)
    }

    /// An empty bank with lists from so many rows on.
    const fn merging_after(merge_after: usize) -> Self {
        Self {
            first: Vec::new(),
            second: Vec::new(),
            gone: Vec::new(),
            lists: Vec::new(),
            base: 0,
            withdrawn: 0,
            merge_after,
        }
    }

    /// A bank of these, numbered from 0 in their order; sorted once: 0.17 s for a million, 1.9 s for ten.
    ///
    /// # Panics
    /// As [`insert`](Self::insert).
    #[must_use]
    pub fn build(hashes: impl IntoIterator<Item = Pdq>) -> Self {
        let hashes = hashes.into_iter();
        let mut index = Self::new();
        make_room(&mut index.first, hashes.size_hint().0);
        make_room(&mut index.second, hashes.size_hint().0);
        for hash in hashes {
            index.push(&hash);
        }
        index.merge_if_due();
        index
    }

    /// The rows of a view, without its lists.
    fn copied(rows: Rows<'_>) -> Self {
        let mut index = Self {
            first: rows.first.to_vec(),
            second: rows.second.to_vec(),
            gone: rows.gone.to_vec(),
            ..Self::new()
        };
        for at in (0..rows.count()).filter(|at| rows.is_gone(*at)) {
            index.first[at] = Half::default();
            index.second[at] = Half::default();
            index.withdrawn += 1;
        }
        index.merge_if_due();
        index
    }

    /// Adds one. It is found from now on. Now and then this sorts the lists anew, 0.17 s a million.
    ///
    /// # Panics
    /// If 2³² - 1 were numbered already, as `Vec` does when memory ends: that is 400 GB.
    pub fn insert(&mut self, hash: Pdq) -> Entry {
        let entry = self.push(&hash);
        self.merge_if_due();
        entry
    }

    fn push(&mut self, hash: &Pdq) -> Entry {
        let row = self.first.len();
        assert!(row < u32::MAX as usize, "a bank numbers less than 2^32 fingerprints");
        let (first, second) = Row::of(hash).halves();
        make_room(&mut self.first, 1);
        make_room(&mut self.second, 1);
        self.first.push(first);
        self.second.push(second);
        if row.is_multiple_of(8) {
            self.gone.push(0);
        }
        Entry(row as u32)
    }

    fn merge_if_due(&mut self) {
        if self.first.len() - self.base > self.merge_after.max(self.base / MERGE_SHARE) {
            self.merge();
        }
    }

    /// Sorts all rows into the lists, one band after the other, in the memory that is there.
    fn merge(&mut self) {
        self.base = self.first.len();
        self.lists.resize_with(BANDS, List::default);
        let rows = Rows { first: &self.first, second: &self.second, gone: &self.gone };
        let mut cursors = vec![0_u32; BUCKETS];
        for (band, list) in self.lists.iter_mut().enumerate() {
            list.sort(rows, band, &mut cursors);
        }
        wipe(&mut cursors);
    }

    /// Takes one back: its bytes are overwritten at once and its number leaves every list, so that neither
    /// this bank nor any snapshot made later tells what it was. False if there is no such entry, or no more.
    ///
    /// Moves up to 64 bytes for each row of the bank: for many at once there is
    /// [`withdraw_many`](Self::withdraw_many).
    pub fn withdraw(&mut self, entry: Entry) -> bool {
        let Some(row) = self.erase(entry) else { return false };
        if entry.row() < self.base {
            for (band, list) in self.lists.iter_mut().enumerate() {
                list.remove(row.band(band), entry.0);
            }
        }
        true
    }

    /// Takes many back, never slower than sorting all lists once. How many were there to be taken back.
    pub fn withdraw_many(&mut self, entries: &[Entry]) -> usize {
        if entries.iter().filter(|entry| entry.row() < self.base).count() <= REMOVALS {
            return entries.iter().filter(|entry| self.withdraw(**entry)).count();
        }
        let before = self.len();
        for entry in entries {
            self.erase(*entry);
        }
        self.merge();
        before - self.len()
    }

    /// Overwrites a row and marks it. What it was, for the lists to forget it.
    fn erase(&mut self, entry: Entry) -> Option<Row> {
        let at = entry.row();
        let row = self.rows().live(at)?;
        self.first[at] = Half::default();
        self.second[at] = Half::default();
        self.gone[at / 8] |= 1 << (at % 8);
        self.withdrawn += 1;
        Some(row)
    }

    fn rows(&self) -> Rows<'_> {
        Rows { first: &self.first, second: &self.second, gone: &self.gone }
    }

    /// The same bank, borrowed, as [`View::open`] gives it from a snapshot. Searching goes through it.
    #[must_use]
    pub fn view(&self) -> View<'_> {
        View {
            rows: self.rows(),
            bands: array::from_fn(|band| self.lists.get(band).map(List::band).unwrap_or_default()),
            base: self.base,
            live: self.len(),
            budget: self.base as u64,
        }
    }

    /// How many fingerprints are in it, without those withdrawn.
    #[must_use]
    pub fn len(&self) -> usize {
        self.first.len() - self.withdrawn
    }

    /// Whether none is in it.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The fingerprint of this number, if it was not withdrawn.
    #[must_use]
    pub fn get(&self, entry: Entry) -> Option<Pdq> {
        self.view().get(entry)
    }

    /// All that are in it, by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Entry, Pdq)> {
        self.view().iter()
    }

    /// Everything within `radius` bits of `hash`, nearest first, then by number. `matches` is emptied first.
    pub fn search(&self, hash: &Pdq, radius: u32, matches: &mut Vec<Match>) {
        self.view().search(hash, radius, matches);
    }

    /// The same for many, in their order: rows that are read for one of them are read for all.
    #[must_use]
    pub fn search_many(&self, hashes: &[Pdq], radius: u32) -> Vec<Vec<Match>> {
        self.view().search_many(hashes, radius)
    }

    /// Gives a snapshot to `out`, piece after piece. Seal it wherever it rests: see the [module](self).
    ///
    /// # Errors
    /// The first that `out` gives.
    pub fn snapshot<E>(&self, out: impl FnMut(&[u8]) -> Result<(), E>) -> Result<(), E> {
        snapshot::write(&self.view(), out)
    }
}

impl Default for Index {
    fn default() -> Self {
        Self::new()
    }
}

/// Says how many, and no fingerprint.
impl fmt::Debug for Index {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Index").field("len", &self.len()).finish_non_exhaustive()
    }
}
