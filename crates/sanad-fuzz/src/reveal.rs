//! One proof for many places of the log: places and proofs of anybody, and a tree of ours.

use sanad_crypto::log::{
    NodeMap, ProofError, TreeError, leaf_hash,
    reveal::{Places, needed, prove, verify},
    tree::{append, needed_for_root, root},
};

use crate::input::{Input, damaged};

/// Even: a size, a root, places and hashes of the fuzzer. Odd: places of a tree of ours, proven.
pub fn reveal(data: &[u8]) {
    let mut input = Input::new(data);
    if !input.byte().is_multiple_of(2) {
        return ours(&mut input);
    }
    let (size, claimed, count) = (input.long(), input.array(), input.byte() % 32);
    let places: Places = (0..count).map(|_| (input.byte(), input.long())).collect();
    let mut proof: Vec<[u8; 32]> = vec![];
    while !input.is_empty() {
        proof.push(input.array());
    }
    let read = needed(size, &places);
    match verify(size, &claimed, &places, &proof) {
        Ok(found) => {
            assert_eq!(found.0.len(), places.len(), "what is proven is what was asked for");
            assert!(places.iter().all(|place| found.0.contains_key(place)));
        }
        Err(ProofError::OutOfRange) => {
            assert!(read.is_empty(), "what is no place is not read");
            let refused = prove(size, &places, &NodeMap::default());
            assert!(matches!(refused, Err(TreeError::OutOfRange { .. })));
        }
        Err(_) => {}
    }
}

/// What is proven verifies and gives the tree's own nodes, and nothing else verifies.
fn ours(input: &mut Input<'_>) {
    let size = (input.short() % 300 + 1) as u64;
    let hashes: Vec<[u8; 32]> = (0..size).map(|it| leaf_hash(&it.to_be_bytes())).collect();
    let all: NodeMap = append(0, &hashes, &NodeMap::default()).expect("leaves").into_iter().collect();
    let whole = root(size, &all).expect("every node is there");
    // The first that is not complete as well: that is refused.
    let picks = input.byte() % 12;
    let mut place = || {
        let level = input.byte() % 10;
        (level, input.short() as u64 % ((size >> level) + 1))
    };
    let mut places: Places = (0..picks).map(|_| place()).collect();
    let seen: Vec<u64> = (0..input.byte() % 4).map(|_| input.short() as u64 % (size + 2)).collect();
    places.extend(seen.iter().flat_map(|it| needed_for_root(*it)));
    let inside = places.iter().all(|(level, index)| (index + 1) << level <= size);
    if !inside {
        assert!(needed(size, &places).is_empty());
        assert!(matches!(prove(size, &places, &all), Err(TreeError::OutOfRange { .. })));
        assert_eq!(verify(size, &whole, &places, &[whole]), Err(ProofError::OutOfRange));
        return;
    }
    // What is listed suffices.
    let loaded = NodeMap(needed(size, &places).into_iter().map(|at| (at, all.0[&at])).collect());
    let proof = prove(size, &places, &loaded).expect("what is needed is loaded");
    let found = verify(size, &whole, &places, &proof).expect("a proof of ours");
    assert_eq!(found.0.len(), places.len());
    for place in &places {
        assert_eq!(found.0[place], all.0[place], "{place:?}");
    }
    for earlier in seen {
        assert_eq!(root(earlier, &found), root(earlier, &all), "the root over {earlier} leaves");
    }
    let (at, bit) = (input.short() % proof.len(), input.byte());
    let mut changed = proof.clone();
    changed[at] = damaged(&proof[at], usize::from(bit), bit).try_into().expect("32 bytes");
    assert_eq!(verify(size, &whole, &places, &changed), Err(ProofError::Root));
    assert_eq!(verify(size, &whole, &places, &proof[1..]), Err(ProofError::Length));
    let longer = [&proof[..], &[whole]].concat();
    assert_eq!(verify(size, &whole, &places, &longer), Err(ProofError::Length));
}
