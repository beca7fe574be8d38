//! Compares two vPDQ files by the rules of both published programs.
//!
//! ```sh
//! cargo run -p sanad-pdq --example vpdq -- query.txt bank.txt
//! ```

use std::io::{Write as _, stdout};

use sanad_pdq::Fingerprint;
use sanad_pdq::video::{Comparison, Rule, read_lines};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let files: Vec<String> = std::env::args().skip(1).collect();
    let [query, bank] = files.as_slice() else {
        return Err("two files with a line for each frame: the query and the bank".into());
    };
    let (query, bank) = (frames(query)?, frames(bank)?);
    let mut out = stdout().lock();
    for (name, rule) in [("exchange", Rule::EXCHANGE), ("program", Rule::PROGRAM)] {
        let comparison = rule.compare(query.iter().copied(), bank.iter().copied());
        let verdict = if rule.accepts(&comparison) { "the same" } else { "not the same" };
        match comparison {
            Comparison::Empty(side) => writeln!(out, "{name}: {verdict}, no good frame: {side:?}")?,
            Comparison::Shares { query, bank } => {
                let (query, bank) = (query.percent(), bank.percent());
                writeln!(out, "{name}: {verdict}, {query:.1} % of the query, {bank:.1} % of the bank")?;
            }
        }
    }
    Ok(())
}

fn frames(path: &str) -> Result<Vec<Fingerprint>, Failure> {
    let text = std::fs::read_to_string(path)?;
    Ok(read_lines(&text)?.iter().map(|frame| frame.fingerprint).collect())
}
