//! Two videos as bags of frames: how many of each have a neighbour in the other.

use alloc::collections::BTreeSet;
use alloc::vec::Vec;

use crate::fingerprint::Fingerprint;
use crate::hash::{MATCH_DISTANCE, MATCH_QUALITY, Pdq};

/// Up to where two frames are the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Reach {
    /// So many bits may differ, this number included: as Python has it.
    Within(u32),
    /// Fewer bits than this may differ: as C++ has it.
    Below(u32),
}

impl Reach {
    const fn holds(self, distance: u32) -> bool {
        match self {
            Self::Within(most) => distance <= most,
            Self::Below(limit) => distance < limit,
        }
    }
}

/// How two videos are compared, and when they are the same.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Rule {
    /// Up to where two frames are the same.
    pub reach: Reach,
    /// Frames of lower quality than this are not looked at.
    pub quality: u8,
    /// Whether a fingerprint that comes twice in a video counts once.
    pub distinct: bool,
    /// The least share of the query's frames, in percent, that must be in the bank's video.
    pub query_percent: f64,
    /// The least share of the bank's frames, in percent, that must be in the query's video.
    pub bank_percent: f64,
}

impl Rule {
    /// As the Python exchange has it (`vpdq_util.py`): 31 bits included, quality 50, repeated frames once,
    /// 80 % of the query and 0 % of the bank.
    pub const EXCHANGE: Self = Self {
        reach: Reach::Within(MATCH_DISTANCE),
        quality: MATCH_QUALITY,
        distinct: true,
        query_percent: 80.0,
        bank_percent: 0.0,
    };

    /// As the C++ has it (`matchTwoHash.cpp`): 31 bits excluded, repeated frames as often as they come.
    /// It names no thresholds for the shares; those of the exchange stand in.
    pub const PROGRAM: Self = Self { reach: Reach::Below(MATCH_DISTANCE), distinct: false, ..Self::EXCHANGE };

    /// Compares the frames of a query with those of a video in a bank.
    ///
    /// Every frame is compared with every other: for two films of an hour at one frame a second,
    /// that is up to 13 million distances in each direction.
    #[must_use]
    pub fn compare(
        &self,
        query: impl IntoIterator<Item = Fingerprint>,
        bank: impl IntoIterator<Item = Fingerprint>,
    ) -> Comparison {
        let (query, bank) = (self.good(query), self.good(bank));
        match (query.is_empty(), bank.is_empty()) {
            (true, true) => Comparison::Empty(Empty::Both),
            (true, false) => Comparison::Empty(Empty::Query),
            (false, true) => Comparison::Empty(Empty::Bank),
            (false, false) => {
                Comparison::Shares { query: self.share(&query, &bank), bank: self.share(&bank, &query) }
            }
        }
    }

    /// Whether both shares reach their thresholds. Nothing matches an empty side.
    #[must_use]
    pub fn accepts(&self, comparison: &Comparison) -> bool {
        match comparison {
            Comparison::Empty(_) => false,
            Comparison::Shares { query, bank } => {
                query.percent() >= self.query_percent && bank.percent() >= self.bank_percent
            }
        }
    }

    /// The frames that are looked at.
    fn good(&self, frames: impl IntoIterator<Item = Fingerprint>) -> Vec<Pdq> {
        let mut seen = BTreeSet::new();
        frames
            .into_iter()
            .filter(|frame| frame.quality >= self.quality)
            .map(|frame| frame.hash)
            .filter(|hash| !self.distinct || seen.insert(*hash))
            .collect()
    }

    fn share(&self, these: &[Pdq], those: &[Pdq]) -> Share {
        let found = |hash: &&Pdq| those.iter().any(|other| self.reach.holds(hash.distance(other)));
        Share { matched: these.iter().filter(found).count(), of: these.len() }
    }
}

/// What came of a comparison.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// There was nothing to compare: no frame is good enough, or there is none.
    Empty(Empty),
    /// How much of each video is in the other.
    Shares {
        /// Of the query.
        query: Share,
        /// Of the video in the bank.
        bank: Share,
    },
}

/// Which side had no frame that is good enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Empty {
    /// The query.
    Query,
    /// The video in the bank.
    Bank,
    /// Both.
    Both,
}

/// A share of the frames of a video. There is at least one frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    matched: usize,
    of: usize,
}

impl Share {
    /// Frames that have a neighbour in the other video.
    #[must_use]
    pub const fn matched(&self) -> usize {
        self.matched
    }

    /// Frames that were looked at.
    #[must_use]
    pub const fn of(&self) -> usize {
        self.of
    }

    /// The share in percent: 0 to 100.
    #[must_use]
    pub fn percent(&self) -> f64 {
        self.matched as f64 * 100.0 / self.of as f64
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// A fingerprint with so many bits set, from the first on.
    fn ones(count: usize) -> Fingerprint {
        Fingerprint { hash: Pdq::from_bits(|k| k < count), quality: 100 }
    }

    fn shares(rule: &Rule, query: &[Fingerprint], bank: &[Fingerprint]) -> ((usize, usize), (usize, usize)) {
        match rule.compare(query.iter().copied(), bank.iter().copied()) {
            Comparison::Shares { query, bank } => {
                ((query.matched(), query.of()), (bank.matched(), bank.of()))
            }
            Comparison::Empty(empty) => panic!("{empty:?}"),
        }
    }

    #[test]
    fn at_31_bits_the_published_programs_disagree() {
        let (query, bank) = ([ones(0)], [ones(31)]);
        assert_eq!(shares(&Rule::EXCHANGE, &query, &bank), ((1, 1), (1, 1)));
        assert_eq!(shares(&Rule::PROGRAM, &query, &bank), ((0, 1), (0, 1)));
        assert_eq!(shares(&Rule::PROGRAM, &query, &[ones(30)]), ((1, 1), (1, 1)));
        assert_eq!(shares(&Rule::EXCHANGE, &query, &[ones(32)]), ((0, 1), (0, 1)));
    }

    #[test]
    fn a_frame_that_comes_twice_counts_once_in_the_exchange() {
        let query = [ones(0), ones(0), ones(200)];
        let bank = [ones(0)];
        assert_eq!(shares(&Rule::EXCHANGE, &query, &bank), ((1, 2), (1, 1)));
        assert_eq!(shares(&Rule::PROGRAM, &query, &bank), ((2, 3), (1, 1)));
    }

    #[test]
    fn a_side_without_a_good_frame_is_said_and_matches_nothing() {
        let faint = Fingerprint { quality: 49, ..ones(0) };
        for (query, bank, empty) in [
            (vec![faint], vec![ones(0)], Empty::Query),
            (vec![ones(0)], vec![], Empty::Bank),
            (vec![], vec![faint], Empty::Both),
        ] {
            let comparison = Rule::EXCHANGE.compare(query, bank);
            assert_eq!(comparison, Comparison::Empty(empty));
            assert!(!Rule::EXCHANGE.accepts(&comparison));
        }
    }

    #[test]
    fn a_part_of_a_long_video_is_found_in_it_and_not_the_other_way_around() {
        let long: Vec<Fingerprint> = (0..8).map(|i| ones(i * 32)).collect();
        let part = &long[2..4];
        let rule = Rule { reach: Reach::Within(10), ..Rule::EXCHANGE };
        assert!(rule.accepts(&rule.compare(part.iter().copied(), long.iter().copied())));
        assert!(!rule.accepts(&rule.compare(long.iter().copied(), part.iter().copied())));
        let both = Rule { bank_percent: 50.0, ..rule };
        assert!(!both.accepts(&both.compare(part.iter().copied(), long.iter().copied())));
    }

    proptest! {
        #[test]
        fn sides_change_places_with_the_shares(
            query in prop::collection::vec(0..256_usize, 1..20),
            bank in prop::collection::vec(0..256_usize, 1..20),
        ) {
            let (query, bank): (Vec<_>, Vec<_>) =
                (query.into_iter().map(ones).collect(), bank.into_iter().map(ones).collect());
            for rule in [Rule::EXCHANGE, Rule::PROGRAM] {
                let (ours, theirs) = shares(&rule, &query, &bank);
                prop_assert_eq!(shares(&rule, &bank, &query), (theirs, ours));
                let ((matched, of), _) = shares(&rule, &query, &query);
                prop_assert_eq!(matched, of);
            }
        }
    }
}
