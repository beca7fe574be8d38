//! `cargo xtask <command>`: everything that a contributor types.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a task runner speaks to the terminal")]

mod bench;
mod conform;
mod examples;
mod policy;
mod python;
mod run;
mod shell;
mod test;
mod tidy;
mod wasm;
mod web;

use std::process::ExitCode;

const HELP: &str = "\
cargo xtask run      build everything and serve a demonstration on http://localhost:8420
cargo xtask test     every check and test there is
cargo xtask wasm     the browser's core, twice: person and desk
cargo xtask web      both web parts
cargo xtask tidy     house rules: file sizes, edges between crates, reasons beside dependencies, locales
cargo xtask conform  fingerprints of pictures beside the reference's own
cargo xtask examples the examples of the fingerprints' crate, run
cargo xtask policy   licences, banned crates and sources of dependencies, by deny.toml
cargo xtask bench    fingerprints (pdq), chat exports (chat), beside what people use today; the desk in Chromium (desk)
cargo xtask dist     the release binary, fully optimised";

fn main() -> ExitCode {
    let command = std::env::args().nth(1).unwrap_or_default();
    let done = match command.as_str() {
        "run" => run::run(),
        "test" => test::all(),
        "wasm" => wasm::build(),
        "web" => web::build(),
        "tidy" => tidy::check(),
        "conform" => conform::pdq(),
        "examples" => examples::pdq(),
        "policy" => policy::check(),
        "bench" => bench::run_named(&std::env::args().skip(2).collect::<Vec<_>>()),
        "dist" => run::dist(),
        _ => Err(HELP.into()),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}
