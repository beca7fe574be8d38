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

/// Bytes that may still be written to the file system of a path; `None` where the system does not tell.
#[cfg(unix)]
pub(super) fn free(path: &Path) -> io::Result<Option<u64>> {
    let stat = nix::sys::statvfs::statvfs(path)?;
    // Both are 32 or 64 bits wide, as the system has it.
    let bytes = u128::from(stat.blocks_available()) * u128::from(stat.fragment_size());
    Ok(Some(u64::try_from(bytes).unwrap_or(u64::MAX)))
}

/// Bytes that may still be written to the file system of a path; `None` where the system does not tell.
#[cfg(not(unix))]
pub(super) fn free(_: &Path) -> io::Result<Option<u64>> {
    Ok(None)
}
