//! The data folder: `server.key`, `sanad.db`, `blobs/`. One folder is one server.

use std::{
    fs,
    path::{Path, PathBuf},
};

use sanad_web::ServerKeys;

use crate::output::Failure;

/// A data folder.
pub(crate) struct DataFolder {
    path: PathBuf,
}

impl DataFolder {
    /// Opens or makes it, readable by its owner only.
    pub(crate) fn open(path: &Path) -> Result<Self, Failure> {
        let failed = |error| Failure::io(&format!("the data folder {}", path.display()), &error);
        fs::create_dir_all(path).map_err(failed)?;
        restrict(path, 0o700).map_err(failed)?;
        Ok(Self { path: path.to_owned() })
    }

    /// Address of the embedded database.
    pub(crate) fn database_url(&self) -> String {
        format!("sqlite://{}?mode=rwc", self.path.join("sanad.db").display())
    }

    /// Where sealed files lie.
    pub(crate) fn blobs(&self) -> PathBuf {
        self.path.join("blobs")
    }

    /// The server's keys; made at the first start.
    pub(crate) fn keys(&self) -> Result<ServerKeys, Failure> {
        self.keys_or(|| ServerKeys::generate_secret(&mut system_rng()))
    }

    /// The same from a given secret: for the demo, which is the same for the same seed.
    pub(crate) fn keys_from(&self, secret: [u8; 32]) -> Result<ServerKeys, Failure> {
        self.keys_or(|| secret)
    }

    fn keys_or(&self, secret: impl FnOnce() -> [u8; 32]) -> Result<ServerKeys, Failure> {
        let path = self.path.join("server.key");
        let failed = |error| Failure::io(&format!("{}", path.display()), &error);
        if !path.exists() {
            let secret = secret();
            let new = path.with_extension("new");
            fs::write(&new, secret).map_err(failed)?;
            restrict(&new, 0o600).map_err(failed)?;
            fs::File::open(&new).and_then(|it| it.sync_all()).map_err(failed)?;
            fs::rename(&new, &path).map_err(failed)?;
            fs::File::open(&self.path).and_then(|it| it.sync_all()).map_err(failed)?;
        }
        let secret = fs::read(&path).map_err(failed)?;
        let damaged = || Failure::new("key_file", format!("{} must hold exactly 32 bytes", path.display()));
        Ok(ServerKeys::from_secret(secret.try_into().map_err(|_| damaged())?))
    }
}

#[cfg(unix)]
fn restrict(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

#[cfg(not(unix))]
fn restrict(_: &Path, _: u32) -> std::io::Result<()> {
    Ok(())
}

/// The operating system's randomness.
pub(crate) fn system_rng() -> rand_core::UnwrapErr<getrandom::SysRng> {
    rand_core::UnwrapErr(getrandom::SysRng)
}

/// This binary, which the server starts once more for pages without scripts.
pub(crate) fn own_binary() -> Result<PathBuf, Failure> {
    std::env::current_exe().map_err(|error| Failure::io("finding this binary", &error))
}

/// A passphrase from a file's first line.
pub(crate) fn passphrase(path: &Path) -> Result<String, Failure> {
    let text =
        fs::read_to_string(path).map_err(|error| Failure::io(&format!("{}", path.display()), &error))?;
    let line = text.lines().next().unwrap_or_default().trim().to_owned();
    if line.is_empty() { Err(Failure::usage("the passphrase file is empty")) } else { Ok(line) }
}

/// Unix seconds by the machine's clock.
pub(crate) fn now() -> u64 {
    use sanad_web::Clock as _;
    sanad_web::SystemClock.now()
}
