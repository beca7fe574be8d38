//! A bank that is searched where it lies.

use alloc::vec::Vec;
use core::{fmt, mem};

use super::list::Band;
use super::row::{BANDS, Rows};
use super::search::{Asked, answer};
use super::snapshot::{self, SnapshotError};
use super::{Entry, Index, Match};
use crate::Pdq;

/// A bank in borrowed bytes: a mapped snapshot, or an [`Index`]. It is searched as it lies there.
#[derive(Clone, Copy)]
pub struct View<'a> {
    pub(super) rows: Rows<'a>,
    /// Empty ones if `base` is 0.
    pub(super) bands: [Band<'a>; BANDS],
    /// The rows before this one are in the lists, and no others.
    pub(super) base: usize,
    pub(super) live: usize,
    /// What looking into the lists may cost, counted in rows that could be read in order meanwhile: `base`.
    pub(super) budget: u64,
}

impl<'a> View<'a> {
    /// Takes bytes for a snapshot. Reads the header and the marks, and measures; the rest is read when a
    /// search needs it, and never trusted.
    ///
    /// # Errors
    /// [`SnapshotError`] if it is no snapshot of this version, or not whole.
    pub fn open(bytes: &'a [u8]) -> Result<Self, SnapshotError> {
        snapshot::open(bytes)
    }

    /// Reads everything and proves that every row is in the lists where it belongs, so that no search misses
    /// one, and that nothing is left of rows withdrawn. About 0.2 s a million rows.
    ///
    /// A snapshot that was sealed by its owner needs no such proof.
    ///
    /// # Errors
    /// [`SnapshotError::List`] and [`SnapshotError::Withdrawn`].
    pub fn verify(&self) -> Result<(), SnapshotError> {
        snapshot::verify(self)
    }

    /// A bank of its own that can be changed. Its lists are sorted anew from the rows, 0.17 s a million.
    #[must_use]
    pub fn to_index(&self) -> Index {
        Index::copied(self.rows)
    }

    /// How many fingerprints are in it, without those withdrawn.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.live
    }

    /// Whether none is in it.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.live == 0
    }

    /// The fingerprint of this number, if it was not withdrawn.
    #[must_use]
    pub fn get(&self, entry: Entry) -> Option<Pdq> {
        self.rows.live(entry.row()).map(|row| row.hash())
    }

    /// All that are in it, by their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (Entry, Pdq)> + use<'a> {
        let rows = self.rows;
        (0..rows.count()).filter_map(move |at| Some((Entry(at as u32), rows.live(at)?.hash())))
    }

    /// Everything within `radius` bits of `hash`, nearest first, then by number. `matches` is emptied first.
    pub fn search(&self, hash: &Pdq, radius: u32, matches: &mut Vec<Match>) {
        matches.clear();
        let mut asked = [Asked { matches: mem::take(matches), ..Asked::new(hash) }];
        answer(self, &mut asked, radius);
        let [asked] = asked;
        *matches = asked.matches;
    }

    /// The same for many, in their order: rows that are read for one of them are read for all.
    #[must_use]
    pub fn search_many(&self, hashes: &[Pdq], radius: u32) -> Vec<Vec<Match>> {
        let mut asked: Vec<_> = hashes.iter().map(Asked::new).collect();
        answer(self, &mut asked, radius);
        asked.into_iter().map(|asked| asked.matches).collect()
    }
}

/// Says how many, and no fingerprint.
impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View").field("len", &self.live).finish_non_exhaustive()
    }
}
