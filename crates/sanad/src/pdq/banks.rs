//! Banks and queries for measuring, from a fixed seed: evenly spread, and in clusters as pictures come.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{Rng as _, SeedableRng as _},
};
use sanad_pdq::Pdq;

/// Members of a cluster, and queries, differ in at most so many bits from where they come from: some are nearer
/// than the published threshold, some are not.
const MOST_FLIPPED: u64 = 40;
/// The largest cluster is at most this part of the bank.
const LARGEST: usize = 100;

/// Hashes of one seed.
pub(super) struct Banks(ChaCha8Rng);

impl Banks {
    pub(super) fn new(seed: u64) -> Self {
        Self(ChaCha8Rng::seed_from_u64(seed))
    }

    /// Bytes for a picture.
    pub(super) fn pixels(&mut self, count: usize) -> Vec<u8> {
        let mut pixels = vec![0; count];
        self.0.fill_bytes(&mut pixels);
        pixels
    }

    /// Every bit is a coin.
    pub(super) fn uniform(&mut self, count: usize) -> Vec<Pdq> {
        (0..count).map(|_| self.coin()).collect()
    }

    /// Few originals many times, many of them once. A centre has 128 ones of 256, as every fingerprint of a real
    /// picture has; sizes have a heavy tail (Pareto, shape 1).
    pub(super) fn clustered(&mut self, count: usize) -> Vec<Pdq> {
        let mut bank = Vec::with_capacity(count);
        while bank.len() < count {
            let centre = self.balanced();
            let size = self.size(count).min(count - bank.len());
            bank.extend((0..size).map(|_| self.near(&centre)));
        }
        // Members are not neighbours in a real bank.
        for at in (1..count).rev() {
            bank.swap(at, self.below(at as u64 + 1) as usize);
        }
        bank
    }

    /// Three of four are an entry with some bits changed, the fourth is a stranger.
    pub(super) fn queries(&mut self, bank: &[Pdq], count: usize) -> Vec<Pdq> {
        let query = |at: usize| {
            let entry = self.below(bank.len().max(1) as u64) as usize;
            match bank.get(entry) {
                Some(entry) if at % 4 != 3 => self.near(entry),
                _ => self.coin(),
            }
        };
        (0..count).map(query).collect()
    }

    fn coin(&mut self) -> Pdq {
        let mut bytes = [0; 32];
        self.0.fill_bytes(&mut bytes);
        Pdq::from_bytes(bytes)
    }

    /// 128 of the 256 bits, each half as likely as another.
    fn balanced(&mut self) -> Pdq {
        let mut order: [u8; 256] = std::array::from_fn(|at| at as u8);
        let mut bytes = [0_u8; 32];
        for at in 0..128 {
            let other = at + self.below(256 - at as u64) as usize;
            order.swap(at, other);
            bytes[usize::from(order[at] / 8)] |= 1_u8 << (order[at] % 8);
        }
        Pdq::from_bytes(bytes)
    }

    /// The same with 0 to 40 bits turned around.
    fn near(&mut self, hash: &Pdq) -> Pdq {
        let mut bytes = *hash.as_bytes();
        let mut turned = [0_u8; 32];
        let mut left = self.below(MOST_FLIPPED + 1);
        while left > 0 {
            let bit = self.below(256) as usize;
            let mask = 1_u8 << (bit % 8);
            if turned[bit / 8] & mask == 0 {
                turned[bit / 8] |= mask;
                bytes[bit / 8] ^= mask;
                left -= 1;
            }
        }
        Pdq::from_bytes(bytes)
    }

    /// How large a cluster is, of a bank of so many.
    fn size(&mut self, count: usize) -> usize {
        // 1 to 2^53, all equally likely: never a division by nothing.
        let drawn = (self.0.next_u64() >> 11) + 1;
        let size = (1_u64 << 53) / drawn;
        usize::try_from(size).unwrap_or(usize::MAX).clamp(1, (count / LARGEST).max(1))
    }

    /// 0 to `end` - 1. Not perfectly even, by less than one in 2^32 for what is asked here.
    fn below(&mut self, end: u64) -> u64 {
        ((u128::from(self.0.next_u64()) * u128::from(end)) >> 64) as u64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same() {
        let bank = |seed| Banks::new(seed).clustered(2000);
        assert_eq!(bank(1), bank(1));
        assert_ne!(bank(1), bank(2));
    }

    #[test]
    fn a_centre_has_half_of_the_bits() {
        let mut banks = Banks::new(3);
        for _ in 0..50 {
            let ones: u32 = banks.balanced().as_bytes().iter().map(|it| it.count_ones()).sum();
            assert_eq!(ones, 128);
        }
    }

    #[test]
    fn clusters_are_crowded_and_uniform_banks_are_not() {
        let mut banks = Banks::new(4);
        let close = |bank: &[Pdq]| {
            let first = &bank[..200];
            first.iter().filter(|it| bank.iter().filter(|other| other.matches(it)).count() > 1).count()
        };
        let (uniform, clustered) = (banks.uniform(2000), banks.clustered(2000));
        assert_eq!((uniform.len(), clustered.len()), (2000, 2000));
        assert_eq!(close(&uniform), 0);
        assert!(close(&clustered) > 60, "{}", close(&clustered));
    }

    #[test]
    fn queries_are_near_an_entry_or_strangers() {
        let mut banks = Banks::new(5);
        let bank = banks.uniform(300);
        let queries = banks.queries(&bank, 100);
        let nearest = |query: &Pdq| bank.iter().map(|it| it.distance(query)).min();
        for (at, query) in queries.iter().enumerate() {
            assert_eq!(nearest(query).is_some_and(|it| it <= 40), at % 4 != 3, "query {at}");
        }
        assert_eq!(banks.queries(&[], 5).len(), 5);
    }
}
