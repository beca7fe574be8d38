//! `sanad pdq bench`: how long a fingerprint takes, and how long a search, on one thread. Peers are measured beside
//! it by `cargo xtask bench pdq`.

use std::{convert::Infallible, hint::black_box, path::PathBuf, time::Instant};

use clap::builder::RangedU64ValueParser;
use sanad_pdq::{
    Fingerprint, Hasher, Layout, MATCH_DISTANCE, Pdq, Picture,
    index::{Index, Match},
    is_shrunk,
};
use serde::Serialize;

use super::{banks::Banks, hashes::Hashes};
use crate::{
    bench::measure::{Times, resident_kib},
    output::{self, Failure, line},
};

/// Width and height of the pictures.
const SIZES: [(usize, usize); 3] = [(64, 64), (512, 512), (1920, 1080)];
/// All queries are asked so many times; the middle one counts.
const PASSES: usize = 3;
/// The same pictures, banks and queries every time.
const SEED: u64 = 1;

/// Nothing measured is no figure.
fn at_least_one() -> RangedU64ValueParser<usize> {
    RangedU64ValueParser::new().range(1..)
}

/// What to measure.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Entries of a bank that is made for this, evenly spread and in clusters; may be given several times.
    #[arg(long, default_values_t = [100_000_usize, 1_000_000], conflicts_with = "bank", value_parser = at_least_one())]
    bank_size: Vec<usize>,
    /// Queries that are made for it: most are near an entry.
    #[arg(long, default_value_t = 1000, conflicts_with = "bank", value_parser = at_least_one())]
    query_count: usize,
    /// Search in this file of fingerprints instead.
    #[arg(long, requires = "queries")]
    bank: Option<PathBuf>,
    /// Search for these.
    #[arg(long, requires = "bank")]
    queries: Option<PathBuf>,
    /// Bits in which they may differ at most.
    #[arg(long, default_value_t = MATCH_DISTANCE, value_parser = clap::value_parser!(u32).range(0..=256))]
    radius: u32,
    /// How often each picture is hashed.
    #[arg(long, default_value_t = 101, value_parser = at_least_one())]
    runs: usize,
    /// Leave out fingerprints.
    #[arg(long)]
    no_hash: bool,
    /// Leave out the search.
    #[arg(long)]
    no_search: bool,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Figures {
    hash: Vec<HashRow>,
    search: Vec<SearchRow>,
}

#[derive(Serialize)]
struct HashRow {
    width: usize,
    height: usize,
    /// `full`, or `512` where the picture is shrunk first.
    path: &'static str,
    median_ms: f64,
}

#[derive(Serialize)]
struct SearchRow {
    /// `uniform`, `clustered`, or `file`.
    bank: &'static str,
    entries: usize,
    queries: usize,
    radius: u32,
    build_s: f64,
    /// What the index holds, as its snapshot tells: the same arrays.
    memory_bytes: usize,
    /// What the process grew by while it was built; `null` where that cannot be read.
    rss_kib: Option<u64>,
    /// Microseconds for one query, asked alone.
    query_us: f64,
    /// The same, all asked together.
    batch_us: f64,
    /// Matches of all queries.
    found: usize,
    /// Part of what a look at every entry finds.
    recall: f64,
    /// Found, and not there.
    extra: usize,
}

/// Measures and tells.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let hash = if args.no_hash { vec![] } else { hashing(args.runs)? };
    let search = if args.no_search { vec![] } else { searching(args)? };
    let figures = Figures { hash, search };
    if args.json {
        return output::json(&figures);
    }
    table(&figures);
    Ok(())
}

fn hashing(runs: usize) -> Result<Vec<HashRow>, Failure> {
    let mut rows = vec![];
    for (width, height) in SIZES {
        let pixels = Banks::new(SEED).pixels(width * height * Layout::Rgb.bytes());
        let picture = Picture::new(&pixels, width, height, Layout::Rgb)
            .map_err(|error| Failure::new("internal", error.to_string()))?;
        let mut measure = |path, hash: fn(&mut Hasher, &Picture<'_>) -> Fingerprint| {
            let (mut hasher, mut times) = (Hasher::new(), Times::default());
            // The first warms up.
            black_box(hash(&mut hasher, black_box(&picture)));
            for _ in 0..runs {
                let began = Instant::now();
                black_box(hash(&mut hasher, black_box(&picture)));
                times.add(began.elapsed());
            }
            rows.push(HashRow { width, height, path, median_ms: times.percentile(50) });
        };
        measure("full", Hasher::fingerprint);
        if is_shrunk(&picture) {
            measure("512", Hasher::fingerprint_512);
        }
    }
    Ok(rows)
}

fn searching(args: &Args) -> Result<Vec<SearchRow>, Failure> {
    if let (Some(bank), Some(queries)) = (&args.bank, &args.queries) {
        let (bank, queries) = (Hashes::all(bank)?, Hashes::all(queries)?);
        return Ok(vec![search("file", &bank, &queries, args.radius)]);
    }
    let mut rows = vec![];
    for &size in &args.bank_size {
        for name in ["uniform", "clustered"] {
            let mut banks = Banks::new(SEED);
            let bank = if name == "uniform" { banks.uniform(size) } else { banks.clustered(size) };
            let queries = banks.queries(&bank, args.query_count);
            rows.push(search(name, &bank, &queries, args.radius));
        }
    }
    Ok(rows)
}

fn search(name: &'static str, bank: &[Pdq], queries: &[Pdq], radius: u32) -> SearchRow {
    let before = resident_kib();
    let began = Instant::now();
    let index = Index::build(bank.iter().copied());
    let build_s = began.elapsed().as_secs_f64();
    let rss_kib = resident_kib().zip(before).map(|(after, before)| after.saturating_sub(before));

    let mut matches: Vec<Match> = vec![];
    let query_us = each_us(queries, || {
        for query in queries {
            index.search(black_box(query), radius, &mut matches);
            black_box(&matches);
        }
    });
    let batch_us = each_us(queries, || {
        black_box(index.search_many(black_box(queries), radius));
    });
    let mut memory_bytes = 0;
    let Ok(()) = index.snapshot(|piece| {
        memory_bytes += piece.len();
        Ok::<(), Infallible>(())
    });

    let (mut found, mut right, mut there) = (0, 0, 0);
    for query in queries {
        index.search(query, radius, &mut matches);
        let mut these: Vec<_> = matches.iter().map(|it| (it.entry.0, it.distance)).collect();
        these.sort_unstable();
        these.dedup();
        let all = flat(bank, query, radius);
        found += matches.len();
        right += these.iter().filter(|it| all.binary_search(it).is_ok()).count();
        there += all.len();
    }
    SearchRow {
        bank: name,
        entries: bank.len(),
        queries: queries.len(),
        radius,
        build_s,
        memory_bytes,
        rss_kib,
        query_us,
        batch_us,
        found,
        recall: if there == 0 { 1.0 } else { right as f64 / there as f64 },
        extra: found - right,
    }
}

/// Microseconds that asking takes for each of the queries: the middle of three times.
fn each_us(queries: &[Pdq], mut ask: impl FnMut()) -> f64 {
    let mut times = Times::default();
    for _ in 0..PASSES {
        let began = Instant::now();
        ask();
        times.add(began.elapsed());
    }
    times.percentile(50) * 1000.0 / queries.len().max(1) as f64
}

/// What a look at every entry finds, in the order of the bank: what the index must find, computed without it.
fn flat(bank: &[Pdq], query: &Pdq, radius: u32) -> Vec<(u32, u32)> {
    let distances = (0_u32..).zip(bank).map(|(entry, it)| (entry, it.distance(query)));
    distances.filter(|(_, distance)| *distance <= radius).collect()
}

fn table(figures: &Figures) {
    for it in &figures.hash {
        let name = format!("fingerprint of {}x{}, {}", it.width, it.height, it.path);
        line(format!("{name:<34} {:>9.3} ms", it.median_ms));
    }
    for it in &figures.search {
        line(format!(
            "search of {} {}: {:.1} us a query ({:.1} together), {} found by {} queries, recall {:.4}, {} wrong; built in {:.2} s, {:.1} MiB",
            it.entries,
            it.bank,
            it.query_us,
            it.batch_us,
            it.found,
            it.queries,
            it.recall,
            it.extra,
            it.build_s,
            it.memory_bytes as f64 / 1_048_576.0,
        ));
    }
}
