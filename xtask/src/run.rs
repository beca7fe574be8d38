//! Building and serving.

use crate::shell::{Done, command, run as shell, target};

/// Everything, then a demonstration.
pub(crate) fn run() -> Done {
    crate::wasm::build()?;
    crate::web::build()?;
    shell(command("cargo", ".").args(["build", "--release", "-p", "sanad"]))?;
    let sanad = target().join("release/sanad");
    let data = target().join("demo");
    let mut demo = std::process::Command::new(sanad);
    shell(demo.arg("demo").arg("--data").arg(data).args(["--cases", "200", "--seed", "1"]))
}

/// The release binary. On x86-64 every server since 2009 has what `x86-64-v2` names; wider instructions are chosen
/// where it runs (docs/adr/0019).
pub(crate) fn dist() -> Done {
    crate::wasm::build()?;
    crate::web::build()?;
    shell(
        command("cargo", ".")
            .env("CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS", "-Ctarget-cpu=x86-64-v2")
            .args(["build", "--locked", "--profile", "dist", "-p", "sanad"]),
    )
}
