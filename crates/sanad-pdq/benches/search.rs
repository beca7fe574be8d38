//! How long an index of 100,000 evenly spread fingerprints takes to build and to search, on one thread.
//!
//! ```sh
//! cargo bench -p sanad-pdq --bench search
//! ```
//!
//! `cargo xtask bench pdq` measures larger banks and clustered ones, beside what people use today.

mod median;

use std::hint::black_box;
use std::io::{self, Write as _};

use median::median;
use sanad_pdq::{Index, MATCH_DISTANCE, Pdq};

/// Fingerprints of the bank.
const ENTRIES: usize = 100_000;
/// Fingerprints that are looked for: every second is 20 bits from an entry, the others are strangers.
const QUERIES: usize = 1000;
/// How often each is measured; the middle one counts.
const RUNS: usize = 11;

fn main() -> io::Result<()> {
    // Test runners start this file as well, to list its tests or to run them: it has none.
    if !std::env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut random = Random(0x9e37_79b9_7f4a_7c15);
    let bank: Vec<Pdq> = (0..ENTRIES).map(|_| random.fingerprint()).collect();
    let query = |at: usize| if at.is_multiple_of(2) { near(&bank[at]) } else { random.fingerprint() };
    let queries: Vec<Pdq> = (0..QUERIES).map(query).collect();

    let build = median(RUNS, || Index::build(bank.iter().copied()));
    let index = Index::build(bank.iter().copied());
    let mut matches = Vec::new();
    let mut found = 0;
    let alone = median(RUNS, || {
        found = 0;
        for query in &queries {
            index.search(black_box(query), MATCH_DISTANCE, &mut matches);
            found += matches.len();
        }
    });
    let together = median(RUNS, || index.search_many(black_box(&queries), MATCH_DISTANCE));

    let [alone, together] = [alone, together].map(|seconds| seconds * 1000.0 / QUERIES as f64);
    let mut out = io::stdout().lock();
    writeln!(out, "{ENTRIES} evenly spread, {QUERIES} queries within {MATCH_DISTANCE} bits: {found} found")?;
    writeln!(out, "build                {build:>8.4} s")?;
    writeln!(out, "a query, one by one  {alone:>8.4} ms")?;
    writeln!(out, "a query, all at once {together:>8.4} ms")
}

/// The same fingerprint but for 20 bits.
fn near(hash: &Pdq) -> Pdq {
    let mut bytes = *hash.as_bytes();
    for byte in bytes.iter_mut().step_by(8) {
        *byte ^= 0b1_1111;
    }
    Pdq::from_bytes(bytes)
}

/// Random bits, the same every time: xorshift64 of George Marsaglia, "Xorshift RNGs", 2003.
struct Random(u64);

impl Random {
    fn fingerprint(&mut self) -> Pdq {
        let mut bytes = [0; 32];
        for word in bytes.as_chunks_mut::<8>().0 {
            self.0 ^= self.0 << 13;
            self.0 ^= self.0 >> 7;
            self.0 ^= self.0 << 17;
            *word = self.0.to_be_bytes();
        }
        Pdq::from_bytes(bytes)
    }
}
