//! Which leaves a root or a proof speaks of: the recursion of RFC 6962 §2.1 as lists of ranges, shared
//! by the operations and by the lists of what they read, so that the two cannot disagree.

/// The leaves `start..end` as one subtree in the sense of RFC 6962 §2.1: `start` is a multiple of a
/// power of two that is at least its length.
#[derive(Debug, Clone, Copy)]
pub(super) struct Span {
    /// First leaf.
    pub(super) start: u64,
    /// One past the last leaf.
    pub(super) end: u64,
}

impl Span {
    /// Splits at the largest power of two below the length, which must be at least 2.
    pub(super) fn split(self) -> (Span, Span) {
        let middle = self.start + (1u64 << (self.end - self.start - 1).ilog2());
        let left = Span { start: self.start, end: middle };
        (left, Span { start: middle, end: self.end })
    }
}

/// The complete nodes that tile a span, from the left, each smaller than the one before.
pub(super) fn peaks(span: Span) -> Vec<(u8, u64)> {
    let length = span.end - span.start;
    let mut at = span.start;
    let mut tiles = Vec::new();
    for level in (0..64u8).rev() {
        if (length >> level) % 2 == 1 {
            tiles.push((level, at >> level));
            at += 1u64 << level;
        }
    }
    tiles
}

/// The subtrees whose hashes make an inclusion proof, in its order. `index` must be below `size`.
pub(super) fn inclusion_spans(index: u64, size: u64) -> Vec<Span> {
    let mut inside = Span { start: 0, end: size };
    let mut beside = Vec::new();
    while inside.end - inside.start > 1 {
        let (left, right) = inside.split();
        if index < left.end {
            beside.push(right);
            inside = left;
        } else {
            beside.push(left);
            inside = right;
        }
    }
    beside.reverse();
    beside
}

/// The subtrees whose hashes make a consistency proof, in its order; none unless `0 < old < new`.
pub(super) fn consistency_spans(old: u64, new: u64) -> Vec<Span> {
    if old == 0 || old >= new {
        return Vec::new();
    }
    let mut inside = Span { start: 0, end: new };
    let mut beside = Vec::new();
    while old < inside.end {
        let (left, right) = inside.split();
        if old <= left.end {
            beside.push(right);
            inside = left;
        } else {
            beside.push(left);
            inside = right;
        }
    }
    // A span that starts at 0 is the old tree itself, whose root the verifier has.
    if inside.start > 0 {
        beside.push(inside);
    }
    beside.reverse();
    beside
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tiles_fill_a_span_without_overlap() {
        for size in 0..=300u64 {
            let mut at = 0u64;
            for (level, index) in peaks(Span { start: 0, end: size }) {
                assert_eq!(index << level, at);
                at += 1u64 << level;
            }
            assert_eq!(at, size);
        }
        assert_eq!(peaks(Span { start: 0, end: u64::MAX }).len(), 64);
    }

    #[test]
    fn a_proof_and_its_leaf_fill_the_tree() {
        for size in 1..=70u64 {
            for index in 0..size {
                let covered: u64 =
                    inclusion_spans(index, size).iter().map(|span| span.end - span.start).sum();
                assert_eq!(covered + 1, size);
            }
        }
        assert_eq!(inclusion_spans(0, u64::MAX).len(), 64);
    }

    #[test]
    fn a_consistency_proof_fills_what_the_old_root_does_not() {
        for new in 1..=70u64 {
            for old in 1..new {
                let covered: u64 = consistency_spans(old, new).iter().map(|span| span.end - span.start).sum();
                // An old tree that is one complete subtree is not repeated in the proof.
                assert_eq!(covered, if old.is_power_of_two() { new - old } else { new });
            }
            assert!(consistency_spans(new, new).is_empty() && consistency_spans(0, new).is_empty());
        }
    }
}
