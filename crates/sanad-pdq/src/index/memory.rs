//! Memory that held fingerprints, or lists that give them away, is overwritten before it is given back.

use alloc::vec::Vec;
use core::hint::black_box;

/// Overwrites with zeros. A compiler may leave out writing what is freed and never read; `black_box` makes it
/// assume a reader. Without `unsafe` there is nothing stronger.
pub(super) fn wipe<T: Copy + Default>(memory: &mut [T]) {
    memory.fill(T::default());
    black_box(memory);
}

/// Makes room for `more` without leaving a copy behind, as `Vec` would when it grows.
pub(super) fn make_room<T: Copy + Default>(memory: &mut Vec<T>, more: usize) {
    if memory.capacity() - memory.len() >= more {
        return;
    }
    let more = more.max(memory.len() / 4).max(64);
    let mut larger = Vec::with_capacity(memory.len() + more);
    larger.extend_from_slice(memory);
    wipe(memory);
    *memory = larger;
}
