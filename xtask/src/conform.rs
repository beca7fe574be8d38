//! Fingerprints held against the reference's own code: `pdqhash` with Pillow, from PyPI, in a Python environment of
//! their own below the target folder. What is compared stands in `xtask/conform/pdq.py`.

use std::{fs, path::absolute, process::Command};

use crate::{
    python::environment,
    shell::{Done, command, root, run, target},
};

/// Compares `sanad pdq hash` with the binding on generated pictures and files.
pub(crate) fn pdq() -> Done {
    run(command("cargo", ".").args(["build", "-p", "sanad"]))?;
    let python = environment("conform", "xtask/conform/requirements.txt")?;
    let target = absolute(target()).map_err(|error| error.to_string())?;
    let scratch = target.join("conform");
    let mut script = Command::new(python);
    // No compiled Python beside the sources.
    script.arg("-B").arg(root().join("xtask/conform/pdq.py"));
    run(script.arg("--sanad").arg(target.join("debug/sanad")).arg("--folder").arg(&scratch))?;
    fs::remove_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))
}
