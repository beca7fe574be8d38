//! Proof of work against floods: SHA-256 puzzles (Back 2002, "Hashcash"). Never a reason to refuse a
//! report: what comes without one is quarantined, not lost.

use crate::hazmat::transcript::hash;

/// A puzzle. Two more bits cost four times the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, minicbor::Encode, minicbor::Decode)]
#[cbor(array)]
pub struct Puzzle {
    /// From the server, authenticated and expiring there.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub challenge: [u8; 32],
    /// Leading zero bits that the hash must have.
    #[n(1)]
    pub bits: u8,
}

impl Puzzle {
    /// Whether `nonce` solves it.
    pub fn solved_by(&self, nonce: u64) -> bool {
        let hash = hash(&[b"sanad/pow/v1", &self.challenge, &nonce.to_be_bytes()]);
        let zeros = hash.iter().take_while(|byte| **byte == 0).count();
        let next = hash.get(zeros).map_or(0, |byte| byte.leading_zeros());
        zeros as u32 * 8 + next >= u32::from(self.bits)
    }

    /// Tries `tries` nonces from `start`; `None` when none of them fits, so that a page can breathe between.
    pub fn search(&self, start: u64, tries: u64) -> Option<u64> {
        (start..start.saturating_add(tries)).find(|nonce| self.solved_by(*nonce))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_solution_is_for_one_puzzle() {
        let puzzle = Puzzle { challenge: [3; 32], bits: 10 };
        let nonce = puzzle.search(0, 1 << 20).unwrap();
        assert!(puzzle.solved_by(nonce));
        assert!(!(0..nonce).any(|it| puzzle.solved_by(it)));
        let others = (0..200u8).map(|it| Puzzle { challenge: [it; 32], bits: 10 });
        assert!(others.filter(|it| it.solved_by(nonce)).count() < 5);
    }
}
