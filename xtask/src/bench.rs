//! `cargo xtask bench`: Sanad beside what people use today, measured in one run on this machine.
//!
//! Peers are pinned, installed into the target folder, and stay there. They come from PyPI, npm and the crates'
//! registry; nothing of them is part of the workspace.

use std::{fs, path::PathBuf, process::Command};

use crate::{
    python::environment,
    shell::{Done, command, root, run, target, unless_fresh},
};

const USAGE: &str = "\
cargo xtask bench pdq    fingerprints and their search; at 100 k, 1 M and, where 8 GiB are free, 10 M
                         --sizes N…   other sizes of banks
cargo xtask bench chat   chat exports; 200,000 messages in each dialect
                         --messages N another number
cargo xtask bench desk   the desk in Chromium with 1,000 cases: unlocked, queue shown, a case opened, memory";

/// Free memory that a bank of ten million takes, with the peer that takes most, in GiB.
const FREE_FOR_TEN_MILLION: u64 = 8;

/// Runs the one that was named.
pub(crate) fn run_named(args: &[String]) -> Done {
    match args.split_first() {
        Some((name, rest)) if name == "pdq" => pdq(rest),
        Some((name, rest)) if name == "chat" => chat(rest),
        Some((name, rest)) if name == "desk" => desk(rest),
        _ => Err(USAGE.into()),
    }
}

fn pdq(rest: &[String]) -> Done {
    crate::wasm::build()?;
    let sanad = sanad()?;
    let python = python("pdq")?;
    let peer = pdqhash_crate()?;
    let mut harness = script(&python);
    harness.arg("xtask/bench/pdq.py").arg("--sanad").arg(sanad).arg("--crate").arg(peer);
    harness.arg("--wasm").arg(built().join("pdq"));
    harness.arg("--folder").arg(folder().join("banks")).env("OMP_NUM_THREADS", "1");
    if rest.is_empty() && free_gib().is_some_and(|it| it < FREE_FOR_TEN_MILLION) {
        harness.args(["--sizes", "100000", "1000000"]);
    }
    run(harness.args(rest))
}

/// In the browser that the tests use, over the release binary.
fn desk(rest: &[String]) -> Done {
    crate::wasm::build()?;
    crate::web::build()?;
    let sanad = sanad()?;
    run(command("npm", "e2e").args(["ci", "--no-audit", "--no-fund"]))?;
    run(command("node", "e2e").arg("bench-desk.mjs").args(rest).env("SANAD_BINARY", sanad))
}

fn chat(rest: &[String]) -> Done {
    let sanad = sanad()?;
    let python = python("chat")?;
    let parser = node()?;
    let mut harness = script(&python);
    harness.arg("xtask/bench/chat.py").arg("--sanad").arg(sanad).arg("--node").arg(parser);
    harness.arg("--folder").arg(folder().join("chats"));
    harness.args(["--fixtures", "crates/sanad-chat/tests/fixtures/whatsapp"]);
    // Both peers take a time without a zone for one of this machine.
    run(harness.args(rest).env("TZ", "UTC"))
}

/// Where peers are kept.
fn folder() -> PathBuf {
    built().join("bench")
}

/// The target folder, wherever a command runs.
fn built() -> PathBuf {
    std::path::absolute(target()).unwrap_or_else(|_| target())
}

/// The release binary.
fn sanad() -> Result<PathBuf, String> {
    run(command("cargo", ".").args(["build", "--locked", "--release", "-p", "sanad"]))?;
    Ok(built().join("release/sanad"))
}

/// Python that leaves nothing compiled beside the sources, nor do the peers that it starts.
fn script(python: &str) -> Command {
    let mut script = command(python, ".");
    script.env("PYTHONDONTWRITEBYTECODE", "1");
    script
}

/// A Python of its own with the pinned peers of one benchmark.
fn python(name: &str) -> Result<String, String> {
    text(&environment(&format!("bench-{name}"), &format!("xtask/bench/{name}.requirements.txt"))?)
}

/// The crate `pdqhash`, built in a project of its own that times it.
fn pdqhash_crate() -> Result<PathBuf, String> {
    let place = folder().join("pdqhash-crate");
    let built = place.join("target/release/pdqhash-times");
    let inputs = ["xtask/bench/pdqhash_crate.rs", "xtask/bench/pdqhash_crate.toml"];
    unless_fresh("bench-pdqhash-crate", &inputs, &built, || {
        copy(inputs[0], &place.join("src/main.rs"))?;
        copy(inputs[1], &place.join("Cargo.toml"))?;
        let mut build = command("cargo", ".");
        build.args(["build", "--release", "--manifest-path"]).arg(place.join("Cargo.toml"));
        run(build.arg("--target-dir").arg(place.join("target")))
    })?;
    Ok(built)
}

/// The folder of the script that runs the parser from npm, beside what it needs.
fn node() -> Result<PathBuf, String> {
    let place = folder().join("node");
    let inputs = ["xtask/bench/package.json", "xtask/bench/package-lock.json", "xtask/bench/chat.mjs"];
    let script = place.join("chat.mjs");
    unless_fresh("bench-node", &inputs, &script, || {
        for input in inputs {
            copy(input, &place.join(input.trim_start_matches("xtask/bench/")))?;
        }
        run(command("npm", ".").current_dir(&place).args(["ci", "--no-audit", "--no-fund"]))
    })?;
    Ok(script)
}

fn copy(from: &str, to: &std::path::Path) -> Done {
    let wrong = |error: std::io::Error| format!("{}: {error}", to.display());
    to.parent().map_or(Ok(()), fs::create_dir_all).map_err(wrong)?;
    fs::copy(root().join(from), to).map_err(wrong).map(|_| ())
}

fn text(path: &std::path::Path) -> Result<String, String> {
    path.to_str().map(str::to_owned).ok_or_else(|| format!("{}: no path in UTF-8", path.display()))
}

/// What could be used without moving memory to a disk, by `MemAvailable` of proc(5).
fn free_gib() -> Option<u64> {
    let memory = fs::read_to_string("/proc/meminfo").ok()?;
    let line = memory.lines().find_map(|it| it.strip_prefix("MemAvailable:"))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim_end().parse().ok()?;
    Some(kib >> 20)
}
