//! The numbers of rows, sorted by the value of one band.

use alloc::vec;
use alloc::vec::Vec;
use core::mem;

use super::memory::wipe;
use super::row::Rows;

/// Values of a band.
pub(super) const BUCKETS: usize = 1 << 16;

/// One band of an index. The numbers are kept as bytes, so that a snapshot is the same thing.
#[derive(Default)]
pub(super) struct List {
    /// 65,537 places; the list of value `v` is at `offsets[v]` to before `offsets[v + 1]`.
    offsets: Vec<[u8; 4]>,
    /// Numbers of rows, ascending where the value is the same.
    ids: Vec<[u8; 4]>,
}

impl List {
    pub(super) fn band(&self) -> Band<'_> {
        Band { offsets: &self.offsets, ids: &self.ids }
    }

    /// Sorts by counting: one pass for how often each value is, one to put the numbers in their places.
    /// `cursors` has a place for every value, for this function's use.
    pub(super) fn sort(&mut self, rows: Rows<'_>, band: usize, cursors: &mut [u32]) {
        cursors.fill(0);
        for (_, key) in rows.keys(band) {
            cursors[key] += 1;
        }
        self.offsets.clear();
        self.offsets.reserve_exact(BUCKETS + 1);
        let mut sum = 0;
        for cursor in cursors.iter_mut() {
            let count = mem::replace(cursor, sum);
            self.offsets.push(sum.to_le_bytes());
            sum += count;
        }
        self.offsets.push(sum.to_le_bytes());
        self.zeros(sum as usize);
        for (at, key) in rows.keys(band) {
            let cursor = &mut cursors[key];
            self.ids[*cursor as usize] = (at as u32).to_le_bytes();
            *cursor += 1;
        }
    }

    /// Room for so many numbers, all zero. The old memory is given back before new is asked for.
    fn zeros(&mut self, len: usize) {
        wipe(&mut self.ids);
        if self.ids.capacity() < len {
            self.ids = Vec::new();
            self.ids = vec![[0; 4]; len];
        } else {
            self.ids.resize(len, [0; 4]);
        }
    }

    /// Takes a number out of the list of this value, if it is there, as if it had never been sorted in.
    pub(super) fn remove(&mut self, key: u16, id: u32) {
        let Some((start, end)) = self.band().bucket(key) else { return };
        let start = start as usize;
        let bucket = &self.ids[start..end as usize];
        let Ok(place) = bucket.binary_search_by_key(&id, |id| u32::from_le_bytes(*id)) else { return };
        self.ids.copy_within(start + place + 1.., start + place);
        if let Some(last) = self.ids.last_mut() {
            *last = [0; 4];
        }
        self.ids.pop();
        for offset in &mut self.offsets[usize::from(key) + 1..] {
            *offset = (u32::from_le_bytes(*offset) - 1).to_le_bytes();
        }
    }
}

/// One band where it lies. From a snapshot, nothing in it is to be trusted.
#[derive(Clone, Copy, Default)]
pub(super) struct Band<'a> {
    pub(super) offsets: &'a [[u8; 4]],
    pub(super) ids: &'a [[u8; 4]],
}

impl<'a> Band<'a> {
    /// Where the list of a value begins and ends. Nothing if there are no lists.
    #[inline(always)]
    pub(super) fn bucket(self, key: u16) -> Option<(u32, u32)> {
        let at = usize::from(key);
        match self.offsets.get(at..at + 2)? {
            [start, end] => Some((u32::from_le_bytes(*start), u32::from_le_bytes(*end))),
            _ => None,
        }
    }

    /// The numbers at these places. Nothing if there are no such places.
    #[inline(always)]
    pub(super) fn ids(self, start: u32, end: u32) -> Option<impl Iterator<Item = u32> + use<'a>> {
        let ids = self.ids.get(start as usize..end as usize)?;
        Some(ids.iter().map(|id| u32::from_le_bytes(*id)))
    }
}
