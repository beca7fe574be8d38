//! `sanad pdq search`: what in a bank is near each query, written as it is found.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use sanad_pdq::{
    MATCH_DISTANCE,
    index::{Index, Match},
};
use serde::Serialize;

use super::hashes::Hashes;
use crate::output::{self, Failure};

/// Where to search, and for what.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// File of fingerprints to search in: 32 bytes each, in the order in which the hex prints.
    #[arg(long)]
    bank: PathBuf,
    /// File of fingerprints to search for.
    #[arg(long)]
    queries: PathBuf,
    /// Bits in which they may differ at most.
    #[arg(long, default_value_t = MATCH_DISTANCE, value_parser = clap::value_parser!(u32).range(0..=256))]
    radius: u32,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Row {
    query: u64,
    matches: Vec<Found>,
}

#[derive(Serialize)]
struct Found {
    entry: u32,
    distance: u32,
}

/// Builds the index, then searches for one after the other.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let (mut bank, mut queries) = (Hashes::open(&args.bank)?, Hashes::open(&args.queries)?);
    let index = Index::build(bank.by_ref());
    bank.end()?;
    let mut out = output::stream();
    output::arrived(search(&index, queries.by_ref(), args.radius, args.json, &mut out))?;
    queries.end()
}

/// A list in JSON, closed however the queries end; or a line for each query. They are asked one by one: within a large
/// radius lies everything, and the answers to many would not fit into memory.
fn search(
    index: &Index,
    queries: impl Iterator<Item = sanad_pdq::Pdq>,
    radius: u32,
    json: bool,
    out: &mut impl Write,
) -> io::Result<()> {
    let mut matches: Vec<Match> = vec![];
    if json {
        out.write_all(b"[")?;
    }
    for (number, query) in (0_u64..).zip(queries) {
        index.search(&query, radius, &mut matches);
        if json {
            if number > 0 {
                out.write_all(b",")?;
            }
            let found = |it: &Match| Found { entry: it.entry.0, distance: it.distance };
            let row = Row { query: number, matches: matches.iter().map(found).collect() };
            serde_json::to_writer(&mut *out, &row)?;
        } else {
            write!(out, "{number} {query}")?;
            matches.iter().try_for_each(|it| write!(out, "  {} at {}", it.entry.0, it.distance))?;
            out.write_all(b"\n")?;
        }
    }
    if json {
        out.write_all(b"]\n")?;
    }
    out.flush()
}
