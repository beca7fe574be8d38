//! Running programs, and skipping what is up to date.

use std::{
    collections::hash_map::DefaultHasher,
    fs,
    hash::{Hash as _, Hasher as _},
    path::{Path, PathBuf},
    process::Command,
    time::UNIX_EPOCH,
};

/// What happened, why, what to do.
pub(crate) type Done = Result<(), String>;

/// The repository.
pub(crate) fn root() -> PathBuf {
    // Asked when it runs: the binary may be that of another clone with the same target folder.
    let here = std::env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| env!("CARGO_MANIFEST_DIR").into());
    Path::new(&here).join("..")
}

/// Where cargo builds.
pub(crate) fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Runs a command in the repository; its output goes to the terminal.
pub(crate) fn run(command: &mut Command) -> Done {
    let shown = format!("{command:?}");
    let status =
        command.status().map_err(|error| format!("{shown}\n  did not start: {error}. Is it installed?"))?;
    if status.success() { Ok(()) } else { Err(format!("{shown}\n  failed ({status})")) }
}

/// A command that runs in a folder of the repository.
pub(crate) fn command(program: &str, folder: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root().join(folder));
    command
}

/// Whether a program is on the path and answers.
pub(crate) fn has(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|it| it.status.success())
}

/// Runs `build` unless nothing in `inputs` changed since it last succeeded and `output` is there.
pub(crate) fn unless_fresh(name: &str, inputs: &[&str], output: &Path, build: impl FnOnce() -> Done) -> Done {
    let mut hasher = DefaultHasher::new();
    for input in inputs {
        digest(&root().join(input), &mut hasher);
    }
    let (stamp, now) = (target().join(format!("xtask-{name}.stamp")), hasher.finish().to_string());
    if output.exists() && fs::read_to_string(&stamp).is_ok_and(|it| it == now) {
        return Ok(());
    }
    build()?;
    fs::create_dir_all(target()).and_then(|()| fs::write(&stamp, now)).map_err(|error| error.to_string())
}

/// Paths, sizes and times of change under a path.
fn digest(path: &Path, hasher: &mut DefaultHasher) {
    let Ok(meta) = fs::metadata(path) else { return };
    if meta.is_dir() {
        let name = path.file_name().unwrap_or_default();
        if ["node_modules", "dist", "core", "target"].iter().any(|it| name == *it)
            && !path.join("types.ts").exists()
        {
            return;
        }
        let mut entries: Vec<_> =
            fs::read_dir(path).into_iter().flatten().flatten().map(|it| it.path()).collect();
        entries.sort();
        entries.iter().for_each(|it| digest(it, hasher));
    } else {
        path.hash(hasher);
        meta.len().hash(hasher);
        let changed = meta.modified().ok().and_then(|it| it.duration_since(UNIX_EPOCH).ok());
        changed.hash(hasher);
    }
}
