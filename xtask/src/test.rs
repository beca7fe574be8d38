//! Every check and test, in the order in which failures are cheapest to find.

use std::time::Instant;

use crate::shell::{Done, command, has, root, run};

type Step = (&'static str, fn() -> Done);

/// Runs all; the first failure ends it.
pub(crate) fn all() -> Done {
    let steps: &[Step] = &[
        ("format", || run(command("cargo", ".").args(["fmt", "--all", "--check"]))),
        ("tidy", crate::tidy::check),
        ("policy", crate::policy::check),
        ("core", crate::wasm::build),
        ("web", crate::web::build),
        ("clippy", || {
            run(command("cargo", ".").args([
                "clippy",
                "--workspace",
                "--all-targets",
                "--",
                "-D",
                "warnings",
            ]))
        }),
        ("rust", rust),
        ("conform", crate::conform::pdq),
        ("documents", documents),
        ("examples", crate::examples::pdq),
        ("browser", browser),
    ];
    let mut summary = String::new();
    for (name, step) in steps {
        println!("== {name}");
        let began = Instant::now();
        let done = step();
        let mark = if done.is_ok() { "ok" } else { "FAILED" };
        summary.push_str(&format!("{name:<10} {:>6.1} s  {mark}\n", began.elapsed().as_secs_f64()));
        if let Err(error) = done {
            return Err(format!("{error}\n\n{summary}"));
        }
    }
    println!("{summary}");
    Ok(())
}

fn rust() -> Done {
    if has("cargo-nextest") {
        run(command("cargo", ".").args(["nextest", "run", "--workspace", "--no-fail-fast"]))
    } else {
        run(command("cargo", ".").args(["test", "--workspace", "--lib", "--bins", "--tests"]))
    }
}

/// What is told with code runs; of the two crates that others may use, everything public is told, and links lead somewhere.
fn documents() -> Done {
    run(command("cargo", ".").args(["test", "--workspace", "--doc"]))?;
    let mut doc = command("cargo", ".");
    doc.args(["doc", "--no-deps", "--all-features", "-p", "sanad-pdq", "-p", "sanad-chat"]);
    run(doc.env("RUSTDOCFLAGS", "-D warnings"))
}

fn browser() -> Done {
    if !root().join("e2e/package-lock.json").exists() {
        return Ok(());
    }
    run(command("cargo", ".").args(["build", "-p", "sanad"]))?;
    // Our side of the files that are exchanged with another implementation.
    run(command("cargo", ".").args(["build", "-p", "sanad-age", "--example", "age"]))?;
    run(command("npm", "e2e").args(["ci", "--no-audit", "--no-fund"]))?;
    run(command("npm", "e2e").arg("test"))
}
