//! The data folder: `server.key`, `sanad.db`, `blobs/`, `last-backup`. One folder is one server.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use sanad_client::found::zeroize_seed::Seed;
use sanad_crypto::safe::team::RecoverySheet;
use sanad_web::ServerKeys;

use crate::output::Failure;

/// The server's secret.
pub(crate) const KEY_FILE: &str = "server.key";
/// The embedded database.
const DATABASE_FILE: &str = "sanad.db";
/// When the last backup was written.
const LAST_BACKUP_FILE: &str = "last-backup";

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

    /// Opens one that is there, and changes nothing about it.
    pub(crate) fn existing(path: &Path) -> Result<Self, Failure> {
        if path.join(KEY_FILE).is_file() {
            return Ok(Self { path: path.to_owned() });
        }
        let message =
            format!("{} is not a data folder of Sanad: there is no {KEY_FILE} in it", path.display());
        Err(Failure::new("no_data", message))
    }

    /// Where it is.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Address of the embedded database, which is there already.
    pub(crate) fn existing_database_url(&self) -> String {
        format!("sqlite://{}?mode=rw", self.path.join(DATABASE_FILE).display())
    }

    /// The secret of the key file.
    pub(crate) fn secret(&self) -> Result<[u8; 32], Failure> {
        let path = self.path.join(KEY_FILE);
        let secret = fs::read(&path).map_err(|error| Failure::io(&format!("{}", path.display()), &error))?;
        let damaged = || Failure::new("key_file", format!("{} must hold exactly 32 bytes", path.display()));
        secret.try_into().map_err(|_| damaged())
    }

    /// When the last backup of this folder was written, Unix seconds.
    pub(crate) fn last_backup(&self) -> Option<u64> {
        fs::read_to_string(self.path.join(LAST_BACKUP_FILE)).ok()?.trim().parse().ok()
    }

    /// Remembers when a backup was written.
    pub(crate) fn put_last_backup(&self, at: u64) -> Result<(), Failure> {
        let path = self.path.join(LAST_BACKUP_FILE);
        write_durably(&path, format!("{at}\n").as_bytes())
            .map_err(|error| Failure::io(&format!("{}", path.display()), &error))
    }

    /// Address of the embedded database.
    pub(crate) fn database_url(&self) -> String {
        format!("sqlite://{}?mode=rwc", self.path.join(DATABASE_FILE).display())
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
        let path = self.path.join(KEY_FILE);
        if !path.exists() {
            let written = write_durably(&path, &secret());
            written.map_err(|error| Failure::io(&format!("{}", path.display()), &error))?;
        }
        Ok(ServerKeys::from_secret(self.secret()?))
    }
}

/// Writes a file that only its owner reads, so that after a power cut there is the old or the new one.
pub(crate) fn write_durably(path: &Path, content: &[u8]) -> io::Result<()> {
    let new = path.with_extension("new");
    let mut file = private_file(&new)?;
    file.write_all(content)?;
    file.sync_all()?;
    fs::rename(&new, path)?;
    sync_parent(path)
}

/// A new, empty file that only its owner reads. What stood in its place is gone.
pub(crate) fn private_file(path: &Path) -> io::Result<fs::File> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    options.open(path)
}

/// Makes a change of names in a file's folder durable.
pub(crate) fn sync_parent(path: &Path) -> io::Result<()> {
    let parent = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::File::open(parent)?.sync_all()
}

/// Lets only the owner in, as far as the system knows owners.
#[cfg(unix)]
pub(crate) fn restrict(path: &Path, mode: u32) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode))
}

/// Lets only the owner in, as far as the system knows owners.
#[cfg(not(unix))]
pub(crate) fn restrict(_: &Path, _: u32) -> std::io::Result<()> {
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

/// The recovery sheet from a file with its groups.
pub(crate) fn recovery_sheet(path: &Path) -> Result<RecoverySheet, Failure> {
    let text = fs::read_to_string(path).map_err(|error| Failure::io("the recovery sheet", &error))?;
    let seed =
        Seed::parse(&text).ok_or_else(|| Failure::new("recovery", "a digit of the sheet is mistyped"))?;
    Ok(RecoverySheet::derive(&seed.0))
}

/// Unix seconds by the machine's clock.
pub(crate) fn now() -> u64 {
    use sanad_web::Clock as _;
    sanad_web::SystemClock.now()
}
