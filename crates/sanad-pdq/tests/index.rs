//! The index as others use it: with its own thresholds, and its format read by nothing but its description.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use sanad_pdq::{Entry, Index, Match, Pdq, SnapshotError, View};

/// SplitMix64: the same numbers at every run.
fn draw(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

fn hash(state: &mut u64) -> Pdq {
    let mut bytes = [0; 32];
    for word in bytes.as_chunks_mut::<8>().0 {
        *word = draw(state).to_le_bytes();
    }
    Pdq::from_bytes(bytes)
}

/// Another at exactly this distance.
fn at_distance(from: &Pdq, distance: u32, state: &mut u64) -> Pdq {
    let mut bytes = *from.as_bytes();
    while from.distance(&Pdq::from_bytes(bytes)) < distance {
        let bit = draw(state) as usize % 256;
        bytes[bit / 8] =
            (bytes[bit / 8] & !(1 << (bit % 8))) | (!from.as_bytes()[bit / 8] & (1 << (bit % 8)));
    }
    Pdq::from_bytes(bytes)
}

fn snapshot(index: &Index) -> Vec<u8> {
    let mut bytes = Vec::new();
    index.snapshot(|piece| std::io::Write::write_all(&mut bytes, piece)).unwrap();
    bytes
}

fn search(index: &Index, hash: &Pdq, radius: u32) -> Vec<Match> {
    let mut matches = Vec::new();
    index.search(hash, radius, &mut matches);
    matches
}

#[test]
fn every_planted_neighbour_is_found_and_nothing_else() {
    let state = &mut 1;
    let asked: Vec<_> = (0..4).map(|_| hash(state)).collect();
    let mut bank: Vec<_> = (0..80_000).map(|_| hash(state)).collect();
    for (which, asked) in asked.iter().enumerate() {
        for distance in 0..=60 {
            bank[which + 4 * (distance as usize * 300 + 7)] = at_distance(asked, distance, state);
        }
    }
    let index = Index::build(bank.iter().copied());
    for radius in [0, 1, 5, 15, 16, 20, 30, 31, 32, 40, 47, 48, 60] {
        let found = index.search_many(&asked, radius);
        for (which, asked) in asked.iter().enumerate() {
            let planted: Vec<_> = (0..=radius)
                .map(|distance| (distance, Entry(which as u32 + 4 * (distance * 300 + 7))))
                .collect();
            let found: Vec<_> = found[which].iter().map(|found| (found.distance, found.entry)).collect();
            assert_eq!(found, planted, "radius {radius}");
            assert_eq!(search(&index, asked, radius).len(), planted.len());
        }
    }
    for radius in [256, 257, u32::MAX] {
        assert_eq!(search(&index, &asked[0], radius).len(), 80_000, "everything is that near");
    }
}

#[test]
fn what_comes_one_by_one_is_found_at_once_and_forgotten_at_once() {
    let state = &mut 2;
    let mut index = Index::new();
    assert!(index.is_empty() && search(&index, &Pdq::default(), 256).is_empty());
    for number in 0..9_000_u32 {
        let new = hash(state);
        assert_eq!(index.insert(new), Entry(number));
        if number.is_multiple_of(500) || (4_090..4_100).contains(&number) {
            assert_eq!(search(&index, &new, 31), [Match { distance: 0, entry: Entry(number) }]);
        }
    }
    for number in [0, 4_096, 4_097, 8_193, 8_999] {
        let old = index.get(Entry(number)).unwrap();
        assert!(index.withdraw(Entry(number)) && !index.withdraw(Entry(number)));
        assert!(index.get(Entry(number)).is_none() && search(&index, &old, 31).is_empty());
    }
    assert!(!index.withdraw(Entry(9_000)));
    assert_eq!((index.len(), index.iter().count()), (8_995, 8_995));
    assert_eq!(index.view().verify(), Ok(()));
    assert!(search(&index, &Pdq::default(), 31).is_empty(), "zeros in the place of five are no fingerprints");
    assert_eq!(index.insert(Pdq::default()), Entry(9_000), "no number is used twice");
    assert_eq!(search(&index, &Pdq::default(), 0), [Match { distance: 0, entry: Entry(9_000) }]);
}

const PRINTED: &str = "f8f8f0cee0f4a84f06370a22038f63f0b36e2ed596621e1d33e6b39c4e9c9b22";

/// Made from the description of the format by other code. The second entry was withdrawn.
const VERSION_1: &str = "\
    73616e6164706471010000000000000003000000000000000000000000000000\
    0000000000000000000000000000000000000000000000000000000000000000\
    e293d512eaab573f1d162a8ae436beff00000000000000000000000000000000\
    67452301efcdab8967452301efcdab8900000000000000000000000000000000\
    74e3ceef3ab244f28f08f420b740080800000000000000000000000000000000\
    67452301efcdab8967452301efcdab8900000000000000000000000000000000\
    0200000000000000000000000000000000000000000000000000000000000000\
    0000000000000000000000000000000000000000000000000000000000000000";

fn version_1() -> Vec<u8> {
    let digits: Vec<_> = VERSION_1.chars().map(|digit| digit.to_digit(16).unwrap() as u8).collect();
    digits.as_chunks::<2>().0.iter().map(|[high, low]| 16 * high + low).collect()
}

#[test]
fn version_1_of_the_format_stays() {
    let hashes: [Pdq; 3] = [
        PRINTED.parse().unwrap(),
        Pdq::from_bytes([0xff; 32]),
        "0123456789abcdef".repeat(4).parse().unwrap(),
    ];
    let mut index = Index::build(hashes);
    index.withdraw(Entry(1));
    assert_eq!(snapshot(&index), version_1());

    let bytes = version_1();
    let view = View::open(&bytes).unwrap();
    assert_eq!(view.verify(), Ok(()));
    assert!(view.iter().eq([(Entry(0), hashes[0]), (Entry(2), hashes[2])]));
}

#[test]
fn bytes_that_are_no_whole_snapshot_are_refused_with_the_reason() {
    let bytes = version_1();
    for len in 0..bytes.len() {
        let needed = if len < 64 { 64 } else { 256 };
        assert_eq!(View::open(&bytes[..len]).unwrap_err(), SnapshotError::Length { needed });
    }
    let longer = [&bytes[..], &[0]].concat();
    assert_eq!(View::open(&longer).unwrap_err(), SnapshotError::Length { needed: 256 });
    let lists = 16 * (4 * 65_537_u64).next_multiple_of(64);
    for (place, value, reason) in [
        (0, b'S', SnapshotError::Magic),
        (8, 2, SnapshotError::Version(2)),
        (15, 1, SnapshotError::Version(1 + (1 << 56))),
        (16, 1, SnapshotError::NotZero),
        (16, 5, SnapshotError::Length { needed: 64 + 128 + 128 + 64 }),
        (20, 1, SnapshotError::Counts),
        (24, 4, SnapshotError::Counts),
        (24, 3, SnapshotError::Length { needed: 256 + lists }),
        (32, 1, SnapshotError::Counts),
        (40, 1, SnapshotError::NotZero),
        (63, 1, SnapshotError::NotZero),
        (112, 1, SnapshotError::NotZero),
        (192, 0b1010, SnapshotError::NotZero),
        (255, 1, SnapshotError::NotZero),
    ] {
        let mut bytes = bytes.clone();
        bytes[place] = value;
        assert_eq!(View::open(&bytes).unwrap_err(), reason, "byte {place}");
    }
    let mut left = bytes;
    left[64 + 16] = 1;
    assert_eq!(View::open(&left).unwrap().verify(), Err(SnapshotError::Withdrawn(Entry(1))));
}

/// The value of a band, as the description of the format says.
fn band(hash: &Pdq, band: usize) -> u16 {
    let group = if band < 8 { 7 - band } else { 23 - band };
    let groups = hash.as_bytes().as_chunks::<2>().0;
    (0..16).map(|column| u16::from_be_bytes(groups[group ^ column]) & (1 << column)).sum()
}

#[test]
fn lists_are_where_the_format_says() {
    let state = &mut 3;
    let bank: Vec<_> = (0..5_000).map(|_| hash(state)).collect();
    let bytes = snapshot(&Index::build(bank.iter().copied()));
    let number = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    assert_eq!([16, 24, 32].map(number), [5_000; 3]);

    let (halves, marks) = (16 * 5_000, 5_000_usize.div_ceil(8).next_multiple_of(64));
    let (offsets, numbers) =
        ((4 * 65_537_usize).next_multiple_of(64), (4 * 5_000_usize).next_multiple_of(64));
    let lists = 64 + 2 * halves + marks;
    assert_eq!(bytes.len(), lists + 16 * (offsets + numbers));
    for which in 0..16 {
        let list = lists + which * (offsets + numbers);
        for (row, hash) in bank.iter().enumerate() {
            let value = band(hash, which);
            let half = 64 + which / 8 * halves + 16 * row + which % 8 * 2;
            assert_eq!(bytes[half..half + 2], value.to_le_bytes());
            let place = list + 4 * usize::from(value);
            let mut named = (number(place)..number(place + 4)).map(|at| number(list + offsets + 4 * at));
            assert!(named.any(|named| named == row), "row {row}, band {which}");
        }
    }
}

#[test]
fn no_half_of_what_was_withdrawn_is_in_a_later_snapshot() {
    let state = &mut 4;
    let bank: Vec<_> = (0..5_000).map(|_| hash(state)).collect();
    let mut index = Index::build(bank.iter().copied());
    let before = snapshot(&index);
    index.withdraw(Entry(1_234));
    let after = snapshot(&index);
    // As it prints, and as a snapshot holds it.
    let alone = snapshot(&Index::build([bank[1_234]]));
    let halves =
        [&bank[1_234].as_bytes()[..16], &bank[1_234].as_bytes()[16..], &alone[64..80], &alone[128..144]];
    let holds = |bytes: &[u8], half: &[u8]| bytes.windows(16).any(|window| window == half);
    assert_eq!(halves.map(|half| holds(&before, half)), [false, false, true, true]);
    assert_eq!(halves.map(|half| holds(&after, half)), [false; 4]);
    assert!(!View::open(&after).unwrap().iter().any(|(entry, _)| entry == Entry(1_234)));
}
