//! Python environments below the target folder, for what is compared with programs that others wrote in it.

use std::{
    path::{Path, PathBuf, absolute},
    process::Command,
};

use crate::shell::{Done, command, has, root, run, target, unless_fresh};

/// What a bare machine lacks; one of the peers comes as C++ sources.
const PACKAGES: [&str; 4] = ["python3", "python3-venv", "python3-dev", "g++"];

/// The Python of an environment in which what `requirements` names is installed, anew where that list changed.
pub(crate) fn environment(name: &str, requirements: &str) -> Result<PathBuf, String> {
    let folder = absolute(target().join(format!("python-{name}"))).map_err(|error| error.to_string())?;
    let python = folder.join("bin/python");
    unless_fresh(&format!("python-{name}"), &[requirements], &python, || {
        if make(&folder, &python, requirements).is_ok() {
            return Ok(());
        }
        install()?;
        make(&folder, &python, requirements)
    })?;
    Ok(python)
}

fn make(folder: &Path, python: &Path, requirements: &str) -> Done {
    run(command("python3", ".").args(["-m", "venv", "--clear"]).arg(folder))?;
    let install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r"];
    run(Command::new(python).args(install).arg(root().join(requirements)))
}

fn install() -> Done {
    let advice = format!(
        "Python 3.11 or later with its headers, a C++ compiler and PyPI are needed: on Debian `apt-get install {}`",
        PACKAGES.join(" ")
    );
    if !has("apt-get") {
        return Err(advice);
    }
    let installed = run(command("apt-get", ".")
        .env("DEBIAN_FRONTEND", "noninteractive")
        .args(["install", "-y", "-qq"])
        .args(PACKAGES));
    installed.map_err(|error| format!("{advice}\n{error}"))
}
