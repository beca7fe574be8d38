//! `sanad restore`: a data folder out of a backup, after everything in it was checked.

mod name;
pub(crate) mod staging;
mod unpack;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
};

use sanad_age::HybridIdentity;
use sanad_client::trust::log_origin;
use sanad_store::{
    Store,
    audit::Audit,
    dump::{Load, LoadError, TABLES},
};
use serde_json::json;

use self::{
    staging::{Staging, check_target},
    unpack::{rows_path, unpack},
};
use crate::{
    backup::{
        files::{Compared, Files},
        identity, is_key_of,
        manifest::{Manifest, TableLine, hex},
    },
    data::{DataFolder, KEY_FILE, write_durably},
    output::{self, Failure, line},
    verify::{check_files, found_bad},
};

/// What to restore, and where to.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Backup.
    #[arg(long)]
    from: PathBuf,
    /// Data folder to make; it may be there, and empty.
    #[arg(long)]
    data: PathBuf,
    /// `postgres://…`: an empty database instead of the embedded one.
    #[arg(long)]
    database: Option<String>,
    /// Address for the sealed files, if not in the data folder.
    #[arg(long)]
    blobs: Option<String>,
    /// File with the recovery sheet's groups, or with an age identity.
    #[arg(long)]
    identity: PathBuf,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Restores and says what it means.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    check_target(&args.data)?;
    let identity = identity::read(&args.identity)?;
    let staging = Staging::make(&args.data, ".restoring")?;
    let files = Files::open(args.blobs.as_deref(), staging.path()).await?;
    let database = args.database.as_deref();
    let rebuilt = rebuild(&args.from, identity, &staging, database, Some(&files), args.json).await?;
    staging.keep(&args.data)?;
    let Rebuilt { audit, manifest, compared } = rebuilt;
    if args.json {
        return output::json(&json!({
            "ok": true,
            "fingerprint": audit.team.fingerprint(),
            "created": manifest.created,
            "size": audit.checkpoint.size,
            "cases": audit.cases,
            "entries": audit.entries,
            "files": compared.right,
            "files_missing": compared.missing,
        }));
    }
    let folder = args.data.display();
    line(format!("{folder}: team {}, {} cases", audit.team.fingerprint(), audit.cases));
    line(format!("{} entries, every signature, every hash and the log are right", audit.entries));
    if !compared.missing.is_empty() {
        line(format!("{} files are named and not in the backup", compared.missing.len()));
    }
    line(
        "What was said after the backup is not here. Browsers that saw a newer state of the log will refuse",
    );
    line("this server and say that its history was rewritten: tell the members before they sign in.");
    line("Cases that were destroyed after the backup are back: destroy them again.");
    Ok(())
}

/// What a backup became.
pub(crate) struct Rebuilt {
    pub(crate) audit: Audit,
    pub(crate) manifest: Manifest,
    pub(crate) compared: Compared,
}

/// Makes the content of a data folder in `staging`. Nothing stands, in the database either, before everything
/// was checked.
pub(crate) async fn rebuild(
    from: &Path,
    identity: HybridIdentity,
    staging: &Staging,
    database: Option<&str>,
    files: Option<&Files>,
    json: bool,
) -> Result<Rebuilt, Failure> {
    let unpacked = unpack(from, identity, staging, files).await?;
    let folder = DataFolder::open(staging.path())?;
    let address = database.map_or_else(|| folder.database_url(), str::to_owned);
    let store = Store::open(&address).await?;
    let load = store.load().await.map_err(load_failed)?;
    for (table, stated) in TABLES.iter().zip(&unpacked.manifest.tables) {
        load_table(&load, staging, table, stated).await?;
    }
    let audit = load.audit(log_origin).await.map_err(|error| found_bad(error, json))?;
    check_manifest(&unpacked.manifest, &unpacked.secret, &audit)?;
    let compared = unpacked.sums.compare(&audit.files);
    check_files(&compared, json)?;
    let key = write_durably(&staging.path().join(KEY_FILE), &unpacked.secret);
    key.map_err(|error| staging.failed(&error))?;
    load.commit().await?;
    store.close().await?;
    Ok(Rebuilt { audit, manifest: unpacked.manifest, compared })
}

async fn load_table(load: &Load, staging: &Staging, table: &str, stated: &TableLine) -> Result<(), Failure> {
    let path = rows_path(staging, table);
    let mut rows = File::open(&path).map_err(|error| staging.failed(&error))?;
    let sum = load.table(table, &mut rows).await.map_err(load_failed)?;
    if TableLine::of(table, &sum) != *stated {
        let message = format!("the rows of {table} are not those of the manifest");
        return Err(Failure::new("archive", message));
    }
    fs::remove_file(&path).map_err(|error| staging.failed(&error))
}

/// The manifest tells of the log that is there, and the key is that log's.
fn check_manifest(manifest: &Manifest, secret: &[u8; 32], audit: &Audit) -> Result<(), Failure> {
    let point = (audit.checkpoint.size, hex(&audit.checkpoint.root));
    if manifest.team != audit.team.id || (manifest.log.size, manifest.log.root.clone()) != point {
        return Err(Failure::new("archive", "the manifest tells of another log than the rows"));
    }
    if !is_key_of(secret, &audit.team) {
        return Err(Failure::new(
            "key_mismatch",
            "the key in the backup is not the one that the team's chain names",
        ));
    }
    Ok(())
}

fn load_failed(error: LoadError) -> Failure {
    match error {
        LoadError::NotEmpty => {
            Failure::new("not_empty", "the database is not empty; restore into one of its own")
        }
        LoadError::Store(error) => Failure::new(
            "store",
            format!("{error}; is the database reachable, and are the rows of a backup?"),
        ),
        LoadError::Source(error) => Failure::io("reading rows", &error),
        LoadError::Malformed { .. } | LoadError::NoSuchTable => Failure::new("archive", error.to_string()),
    }
}
