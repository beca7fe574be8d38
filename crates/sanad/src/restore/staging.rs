//! A folder beside the one that is wanted. It takes the name only when everything in it was checked.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use crate::{
    data::{restrict, sync_parent},
    output::Failure,
};

/// A folder that is gone when it is dropped, unless it was kept.
pub(crate) struct Staging {
    path: PathBuf,
    kept: bool,
}

impl Staging {
    /// Makes `target` with a suffix, for its owner only.
    pub(crate) fn make(target: &Path, suffix: &str) -> Result<Self, Failure> {
        let mut name = target.as_os_str().to_owned();
        name.push(suffix);
        let path = PathBuf::from(name);
        match fs::create_dir(&path) {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                let message =
                    format!("{} is left from an attempt that was cut off: remove it", path.display());
                return Err(Failure::new("left_over", message));
            }
            Err(error) => return Err(Failure::io(&format!("{}", path.display()), &error)),
        }
        let staging = Self { path, kept: false };
        restrict(&staging.path, 0o700).map_err(|error| staging.failed(&error))?;
        Ok(staging)
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A failure in it.
    pub(crate) fn failed(&self, error: &io::Error) -> Failure {
        Failure::io(&format!("{}", self.path.display()), error)
    }

    /// Gives it its name. `target` is not there, or is an empty folder.
    pub(crate) fn keep(mut self, target: &Path) -> Result<(), Failure> {
        let renamed = fs::File::open(&self.path)
            .and_then(|it| it.sync_all())
            .and_then(|()| remove_empty(target))
            .and_then(|()| fs::rename(&self.path, target))
            .and_then(|()| sync_parent(target));
        renamed.map_err(|error| self.failed(&error))?;
        self.kept = true;
        Ok(())
    }
}

impl Drop for Staging {
    fn drop(&mut self) {
        if !self.kept {
            // What cannot be removed is named by the next attempt.
            let _ = fs::remove_dir_all(&self.path);
        }
    }
}

/// An empty folder in the way is removed; one with anything in it makes this fail.
fn remove_empty(target: &Path) -> io::Result<()> {
    match fs::remove_dir(target) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Refuses a target that holds anything.
pub(crate) fn check_target(target: &Path) -> Result<(), Failure> {
    match fs::read_dir(target) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(Failure::io(&format!("{}", target.display()), &error)),
        Ok(mut entries) => match entries.next() {
            None => Ok(()),
            Some(_) => {
                let message = format!("{} is not empty; restore into a folder of its own", target.display());
                Err(Failure::new("not_empty", message))
            }
        },
    }
}
