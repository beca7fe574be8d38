//! Out of a backup into a staging folder. The sealed file may come from anybody: everybody can seal to the
//! sheet's public key. So nothing in it is believed; names, order, sizes and hashes are checked here, and what
//! the rows say is audited afterwards.

use std::{
    fs::File,
    io::{self, Read, Write as _},
    path::{Path, PathBuf},
};

use sanad_age::HybridIdentity;
use sanad_store::dump::TABLES;
use tar::EntryType;

use super::{name::Name, staging::Staging};
use crate::{
    backup::{
        archive::{Opened, is_for_others},
        files::{Files, Sums},
        manifest::{BlobSum, FORMAT, Manifest},
    },
    data::private_file,
    output::Failure,
};

/// Longest part of a sealed file in bytes: 5 MiB, as files are sent.
const MAX_PART: u64 = 5 << 20;
/// Longest manifest in bytes.
const MAX_MANIFEST: u64 = 1 << 20;
/// Longest first file in bytes.
const MAX_README: u64 = 64 << 10;

/// What came out.
pub(crate) struct Unpacked {
    pub(crate) manifest: Manifest,
    /// The server's secret.
    pub(crate) secret: [u8; 32],
    /// Sealed files, by length and hash.
    pub(crate) sums: Sums,
}

/// Where the rows of a table stand in a staging folder.
pub(crate) fn rows_path(staging: &Staging, table: &str) -> PathBuf {
    staging.path().join(format!("{table}.rows"))
}

fn broken(what: impl std::fmt::Display) -> Failure {
    Failure::new("archive", format!("this is not a whole backup as Sanad writes it: {what}"))
}

/// Unpacks. Sealed files go to `files`, or are only summed where there is no place for them.
pub(crate) async fn unpack(
    from: &Path,
    identity: HybridIdentity,
    staging: &Staging,
    files: Option<&Files>,
) -> Result<Unpacked, Failure> {
    let file = File::open(from).map_err(|error| Failure::io(&format!("{}", from.display()), &error))?;
    let opened = Opened::start(file, identity).map_err(|error| {
        if is_for_others(&error) {
            return Failure::new("identity", "the backup is sealed to another recovery sheet");
        }
        broken(error)
    })?;
    let mut archive = tar::Archive::new(opened);
    let mut manifest: Option<Manifest> = None;
    let mut secret: Option<[u8; 32]> = None;
    let mut last: Option<Name> = None;
    let (mut parts, mut sums, mut tables) = (BlobSum::default(), Sums::default(), 0);
    // Raw: long names and other extensions are entries of their own, and refused.
    for entry in archive.entries().map_err(broken)?.raw(true) {
        let mut entry = entry.map_err(broken)?;
        let path = entry.path_bytes().into_owned();
        let shown = String::from_utf8_lossy(&path).into_owned();
        if entry.header().entry_type() != EntryType::Regular {
            return Err(broken(format!("{shown:?} is not a plain file")));
        }
        let name = Name::parse(&path).ok_or_else(|| broken(format!("{shown:?} does not belong into one")))?;
        // In order, and so none twice.
        if last.is_some_and(|last| last >= name) {
            return Err(broken(format!("{shown:?} stands in the wrong place")));
        }
        last = Some(name);
        let len = entry.size();
        match name {
            Name::Readme => drop(take(&mut entry, len, MAX_README)?),
            Name::Key => {
                let key = take(&mut entry, len, 32)?;
                secret = Some(key.try_into().map_err(|_| broken("the key has not 32 bytes"))?);
            }
            Name::Rows(table) => {
                write_rows(&mut entry, len, &rows_path(staging, TABLES[table]))?;
                tables += 1;
            }
            Name::Part(blob, n) => {
                let bytes = take(&mut entry, len, MAX_PART)?;
                if !sums.add(blob, n, &bytes) {
                    return Err(broken(format!("{shown} is not the next part of its file")));
                }
                parts.add(&shown, &bytes);
                if let Some(files) = files {
                    files.put(blob, n, bytes).await?;
                }
            }
            Name::Manifest => manifest = Some(read_manifest(&take(&mut entry, len, MAX_MANIFEST)?)?),
        }
    }
    end(archive.into_inner())?;
    let manifest = manifest.ok_or_else(|| broken("it has no manifest; it was cut off"))?;
    let secret = secret.ok_or_else(|| broken("it has no key"))?;
    if tables != TABLES.len() || manifest.tables.len() != tables {
        return Err(broken("a table is missing"));
    }
    if parts.finish() != manifest.blobs {
        return Err(broken("the sealed files are not those of the manifest"));
    }
    Ok(Unpacked { manifest, secret, sums })
}

/// A small file, whole.
fn take(entry: &mut impl Read, len: u64, most: u64) -> Result<Vec<u8>, Failure> {
    if len > most {
        return Err(broken("a file in it is too long"));
    }
    let mut bytes = vec![];
    entry.take(len).read_to_end(&mut bytes).map_err(broken)?;
    if bytes.len() as u64 == len { Ok(bytes) } else { Err(broken("it was cut off")) }
}

/// A table's rows, as they are.
fn write_rows(entry: &mut impl Read, len: u64, path: &Path) -> Result<(), Failure> {
    let failed = |error: io::Error| Failure::io(&format!("{}", path.display()), &error);
    let mut file = private_file(path).map_err(failed)?;
    let (mut piece, mut left) = (vec![0; 64 << 10], len);
    while left > 0 {
        let read = entry.read(&mut piece).map_err(broken)?;
        if read == 0 || read as u64 > left {
            return Err(broken("it was cut off"));
        }
        file.write_all(&piece[..read]).map_err(failed)?;
        left -= read as u64;
    }
    Ok(())
}

/// A manifest of this format and version of the database.
fn read_manifest(bytes: &[u8]) -> Result<Manifest, Failure> {
    let value: serde_json::Value = serde_json::from_slice(bytes).map_err(broken)?;
    if value["format"] != FORMAT {
        let message = "the backup has another format; use the version of Sanad that wrote it, or a newer one";
        return Err(Failure::new("newer_version", message));
    }
    let manifest: Manifest = serde_json::from_value(value).map_err(broken)?;
    if manifest.schema != sanad_store::schema() {
        let message = format!(
            "the backup was written by version {} with another database; restore it with that version, then \
             start this one on the folder",
            manifest.version
        );
        return Err(Failure::new("other_schema", message));
    }
    Ok(manifest)
}

/// After the archive there are only zeros, and the seal closes behind them: nothing was cut off.
fn end(mut opened: Opened) -> Result<(), Failure> {
    let mut piece = vec![0; 64 << 10];
    loop {
        let read = opened.read(&mut piece).map_err(broken)?;
        if read == 0 {
            return Ok(());
        }
        if piece[..read].iter().any(|byte| *byte != 0) {
            return Err(broken("something follows its end"));
        }
    }
}
