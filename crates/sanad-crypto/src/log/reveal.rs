//! One proof for many places of the tree: leaves, and the roots that the tree had earlier.
//!
//! A reader of a case wants to know that each entry is where the server says (RFC 9162 §2.1.3), and that
//! every checkpoint that an author names is a beginning of this log (§2.1.4). Single proofs repeat most of
//! their hashes. Here the tree is walked once from its root: a subtree in which nothing is wanted gives one
//! hash, the others are walked further. Who has the root folds the same walk and then *holds* the wanted
//! nodes, and the functions of [`super::tree`] work on them.

use std::collections::BTreeSet;

use super::{
    Hash,
    nodes::{NodeMap, Nodes},
    proof::ProofError,
    span::{Span, peaks},
    tree::{TreeError, node_hash, span_hash},
};

/// Complete nodes by (level, index); level 0 holds the leaves.
pub type Places = BTreeSet<(u8, u64)>;

/// The stored nodes that [`prove`] reads for these places in a tree of `size` leaves.
pub fn needed(size: u64, places: &Places) -> Vec<(u8, u64)> {
    let mut read = vec![];
    let Some(wanted) = sorted(size, places) else { return read };
    let Ok(()) = walk(Span { start: 0, end: size }, &wanted, &mut |span| {
        read.extend(peaks(span));
        Ok::<(), std::convert::Infallible>(())
    });
    read
}

/// The hashes that lead from the places to the root over the first `size` leaves, from the left.
///
/// `nodes` must hold what [`needed`] lists. Errors: [`TreeError::OutOfRange`] for a place that is not
/// complete in a tree of this size, [`TreeError::Missing`], [`TreeError::Store`].
pub fn prove<N: Nodes>(size: u64, places: &Places, nodes: &N) -> Result<Vec<Hash>, TreeError<N::Error>> {
    let index = places.last().map_or(0, |place| place.1);
    let wanted = sorted(size, places).ok_or(TreeError::OutOfRange { index, size })?;
    let mut proof = vec![];
    walk(Span { start: 0, end: size }, &wanted, &mut |span| {
        proof.push(span_hash(span, nodes)?);
        Ok(())
    })?;
    Ok(proof)
}

/// The hashes at the places, if they and the proof make `root`.
///
/// Errors: [`ProofError::OutOfRange`] for a place that is not complete in a tree of this size,
/// [`ProofError::Length`], [`ProofError::Root`].
pub fn verify(size: u64, root: &Hash, places: &Places, proof: &[Hash]) -> Result<NodeMap, ProofError> {
    let wanted = sorted(size, places).ok_or(ProofError::OutOfRange)?;
    if size == 0 {
        return if proof.is_empty() { Ok(NodeMap::default()) } else { Err(ProofError::Length) };
    }
    let mut fold = Fold { proof: proof.iter(), found: NodeMap::default() };
    let folded = fold.span(Span { start: 0, end: size }, &wanted)?;
    if fold.proof.next().is_some() {
        return Err(ProofError::Length);
    }
    if folded == *root { Ok(fold.found) } else { Err(ProofError::Root) }
}

/// A wanted node as the leaves it covers; the larger of two that begin together comes first.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Wanted {
    start: u64,
    level: u8,
}

impl Wanted {
    fn is(self, span: Span) -> bool {
        self.start == span.start && span.end - span.start == 1u64 << self.level
    }
}

/// `None` where a place is not a complete node of a tree of `size` leaves.
fn sorted(size: u64, places: &Places) -> Option<Vec<Wanted>> {
    let mut wanted = Vec::with_capacity(places.len());
    for (level, index) in places {
        let length = 1u64.checked_shl((*level).into())?;
        let start = index.checked_mul(length)?;
        if start.checked_add(length)? > size {
            return None;
        }
        wanted.push(Wanted { start, level: *level });
    }
    wanted.sort_by_key(|it| (it.start, std::cmp::Reverse(it.level)));
    Some(wanted)
}

/// What of `wanted` lies below `span`, without the span itself, on either side of its middle; `None` where
/// nothing does and the span's hash is told.
type Below<'a> = Option<((Span, &'a [Wanted]), (Span, &'a [Wanted]))>;

fn below(span: Span, wanted: &[Wanted]) -> Below<'_> {
    let inside = match wanted {
        [first, rest @ ..] if first.is(span) => rest,
        all => all,
    };
    if inside.is_empty() {
        return None;
    }
    let (left, right) = span.split();
    let cut = inside.partition_point(|it| it.start < left.end);
    Some(((left, &inside[..cut]), (right, &inside[cut..])))
}

fn walk<E>(span: Span, wanted: &[Wanted], told: &mut impl FnMut(Span) -> Result<(), E>) -> Result<(), E> {
    match below(span, wanted) {
        None if span.start == span.end => Ok(()),
        None => told(span),
        Some(((left, on_left), (right, on_right))) => {
            walk(left, on_left, told)?;
            walk(right, on_right, told)
        }
    }
}

struct Fold<'a> {
    proof: std::slice::Iter<'a, Hash>,
    found: NodeMap,
}

impl Fold<'_> {
    fn span(&mut self, span: Span, wanted: &[Wanted]) -> Result<Hash, ProofError> {
        let hash = match below(span, wanted) {
            None => *self.proof.next().ok_or(ProofError::Length)?,
            Some(((left, on_left), (right, on_right))) => {
                let left = self.span(left, on_left)?;
                let right = self.span(right, on_right)?;
                node_hash(&left, &right)
            }
        };
        if let Some(first) = wanted.first().filter(|it| it.is(span)) {
            self.found.0.insert((first.level, first.start >> first.level), hash);
        }
        Ok(hash)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::log::{
        fixture::{grown, leaves},
        tree,
    };

    fn roots_of(sizes: &[u64]) -> Places {
        sizes.iter().flat_map(|size| tree::needed_for_root(*size)).collect()
    }

    proptest! {
        #[test]
        fn what_is_wanted_is_held(size in 1u64..90, picks in prop::collection::vec(0u64..90, 0..8), olds in prop::collection::vec(0u64..90, 0..4)) {
            let hashes = leaves(90);
            let all = grown(&hashes).unwrap();
            let mut places: Places = picks.iter().filter(|it| **it < size).map(|it| (0, *it)).collect();
            let olds: Vec<u64> = olds.into_iter().filter(|it| *it <= size).collect();
            places.extend(roots_of(&olds));
            let loaded = NodeMap(needed(size, &places).into_iter().map(|at| (at, all.0[&at])).collect());
            let proof = prove(size, &places, &loaded).unwrap();
            let root = tree::root(size, &all).unwrap();
            let found = verify(size, &root, &places, &proof).unwrap();
            for place in &places {
                prop_assert_eq!(found.0[place], all.0[place]);
            }
            for old in olds {
                prop_assert_eq!(tree::root(old, &found).unwrap(), tree::root(old, &all).unwrap());
            }
            // Another hash, one less and one more are refused.
            for at in 0..proof.len() {
                let mut other = proof.clone();
                other[at][0] ^= 1;
                prop_assert_eq!(verify(size, &root, &places, &other), Err(ProofError::Root));
            }
            prop_assert_eq!(verify(size, &root, &places, &proof[1..]), Err(ProofError::Length));
            let more = [&proof[..], &[root]].concat();
            prop_assert_eq!(verify(size, &root, &places, &more), Err(ProofError::Length));
        }
    }

    #[test]
    fn places_outside_the_tree_are_refused() {
        let all = grown(&leaves(5)).unwrap();
        let root = tree::root(5, &all).unwrap();
        for place in [(0, 5), (1, 2), (3, 0), (64, 0), (63, u64::MAX), (255, 1)] {
            let places = Places::from([place]);
            assert!(prove(5, &places, &all).is_err());
            assert_eq!(verify(5, &root, &places, &[root]), Err(ProofError::OutOfRange));
            assert!(needed(5, &places).is_empty());
        }
    }

    #[test]
    fn shared_hashes_are_told_once() {
        let all = grown(&leaves(64)).unwrap();
        let places: Places = (0..8).map(|leaf| (0, leaf)).collect();
        // Eight leaves and the three subtrees beside them, instead of eight times six hashes.
        assert_eq!(prove(64, &places, &all).unwrap().len(), 11);
    }
}
