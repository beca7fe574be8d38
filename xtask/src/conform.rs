//! Fingerprints held against the reference's own code: `pdqhash` with Pillow, from PyPI, in a Python environment of
//! their own below the target folder. What is compared stands in `xtask/conform/pdq.py`.

use std::{
    fs,
    path::{Path, PathBuf, absolute},
    process::Command,
};

use crate::shell::{Done, command, has, root, run, target, unless_fresh};

/// What is installed, with versions.
const REQUIREMENTS: &str = "xtask/conform/requirements.txt";

/// Compares `sanad pdq hash` with the binding on generated pictures and files.
pub(crate) fn pdq() -> Done {
    run(command("cargo", ".").args(["build", "-p", "sanad"]))?;
    let python = environment()?;
    let target = absolute(target()).map_err(|error| error.to_string())?;
    let scratch = target.join("conform");
    let mut script = Command::new(python);
    // No compiled Python beside the sources.
    script.arg("-B").arg(root().join("xtask/conform/pdq.py"));
    run(script.arg("--sanad").arg(target.join("debug/sanad")).arg("--folder").arg(&scratch))?;
    fs::remove_dir_all(&scratch).map_err(|error| format!("{}: {error}", scratch.display()))
}

/// The Python that has what is needed; installs it where the list changed.
fn environment() -> Result<PathBuf, String> {
    let folder = absolute(target().join("conform-python")).map_err(|error| error.to_string())?;
    let python = folder.join("bin/python");
    unless_fresh("conform", &[REQUIREMENTS], &python, || {
        make(&folder)?;
        let mut pip = Command::new(&python);
        pip.args([
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--only-binary=:all:",
            "-r",
        ]);
        let installed = run(pip.arg(root().join(REQUIREMENTS)));
        installed.map_err(|error| {
            format!("{error}\n  The reference's binding needs Python 3.11 or later and PyPI.")
        })
    })?;
    Ok(python)
}

/// An empty environment, whatever was there before.
fn make(folder: &Path) -> Done {
    let made = || run(command("python3", ".").args(["-m", "venv", "--clear"]).arg(folder));
    if has("python3") && made().is_ok() {
        return Ok(());
    }
    let packages = ["python3", "python3-venv"];
    let advice =
        format!("fingerprints are compared by Python: on Debian `apt-get install {}`", packages.join(" "));
    if !has("apt-get") {
        return Err(advice);
    }
    let installed = run(command("apt-get", ".")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "-y", "-qq"])
        .args(packages));
    installed.map_err(|error| format!("{advice}\n{error}"))?;
    made()
}
