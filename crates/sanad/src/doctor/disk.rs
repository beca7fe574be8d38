//! Rights of files and free space, as far as the system tells.

use std::{io, path::Path};

/// Rights of owner, group and others; `None` where the system does not know them.
#[cfg(unix)]
pub(super) fn rights(path: &Path) -> io::Result<Option<u32>> {
    use std::os::unix::fs::PermissionsExt as _;
    Ok(Some(std::fs::metadata(path)?.permissions().mode() & 0o777))
}

/// Rights of owner, group and others; `None` where the system does not know them.
#[cfg(not(unix))]
pub(super) fn rights(path: &Path) -> io::Result<Option<u32>> {
    std::fs::metadata(path).map(|_| None)
}

/// Bytes that may still be written to the file system of a path.
pub(super) fn free(path: &Path) -> io::Result<u64> {
    fs4::available_space(path)
}
