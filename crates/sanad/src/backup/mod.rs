//! `sanad backup`: everything in one file that only the recovery sheet opens, while the server runs.

pub(crate) mod archive;
pub(crate) mod files;
pub(crate) mod identity;
pub(crate) mod manifest;

use std::{
    fs,
    path::{Path, PathBuf},
};

use sanad_client::trust::log_origin;
use sanad_crypto::{
    log::Checkpoint,
    safe::{epoch, team::Team},
};
use sanad_domain::Role;
use sanad_store::{
    Root, Store,
    dump::{DumpError, Snapshot, TABLES},
};
use sanad_web::ServerKeys;
use serde_json::json;

use self::{
    archive::Archive,
    files::Files,
    manifest::{BlobSum, FORMAT, LogPoint, Manifest, TableLine, hex},
};
use crate::{
    data::{DataFolder, KEY_FILE, now, private_file, sync_parent, system_rng},
    output::{self, Failure, line},
};

/// Name of the first file of an archive.
pub(crate) const README_FILE: &str = "README.txt";
/// Name of the last one.
pub(crate) const MANIFEST_FILE: &str = "manifest.json";

/// What the first file says.
const README: &str = include_str!("README.txt");

/// What to back up, and where to.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Data folder of the server.
    #[arg(long, default_value = "sanad-data")]
    data: PathBuf,
    /// `postgres://…`, if the server uses one instead of the embedded database.
    #[arg(long)]
    database: Option<String>,
    /// Address of the sealed files, if the server keeps them elsewhere than in the data folder.
    #[arg(long)]
    blobs: Option<String>,
    /// File to write; it is replaced only when the new one is whole.
    #[arg(long)]
    out: PathBuf,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Writes the backup and remembers when.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let folder = DataFolder::existing(&args.data)?;
    let secret = folder.secret()?;
    let address = args.database.clone().unwrap_or_else(|| folder.existing_database_url());
    let store = Store::attach(&address).await?;
    check_schema(&store).await?;
    let files = Files::existing(args.blobs.as_deref(), folder.path()).await?;
    let created = now();
    let new = new_name(&args.out);
    let written = write(&new, &store, files.as_ref(), &secret, created).await;
    let manifest = match written {
        Ok(manifest) => manifest,
        Err(failure) => {
            // What was begun is of no use to anybody.
            let _ = fs::remove_file(&new);
            return Err(failure);
        }
    };
    fs::rename(&new, &args.out).and_then(|()| sync_parent(&args.out)).map_err(failed)?;
    folder.put_last_backup(created)?;
    store.close().await?;
    let len = fs::metadata(&args.out).map_err(failed)?.len();
    if args.json {
        return output::json(&json!({
            "file": args.out.display().to_string(),
            "bytes": len,
            "created": created,
            "team": manifest.team,
            "log_size": manifest.log.size,
            "rows": manifest.tables.iter().map(|it| it.rows).sum::<u64>(),
            "parts": manifest.blobs.parts,
        }));
    }
    line(format!("{}: {len} bytes, sealed to the team's recovery sheet", args.out.display()));
    line("Keep it on another machine, and try it: sanad verify FILE --identity SHEET");
    Ok(())
}

/// The file that is written before it takes its name.
fn new_name(out: &Path) -> PathBuf {
    let mut name = out.as_os_str().to_owned();
    name.push(".new");
    PathBuf::from(name)
}

fn failed(error: std::io::Error) -> Failure {
    Failure::io("writing the backup", &error)
}

fn dump_failed(error: DumpError) -> Failure {
    match error {
        DumpError::Store(error) => error.into(),
        DumpError::Sink(error) => failed(error),
        DumpError::NoSuchTable => Failure::new("internal", error.to_string()),
    }
}

/// A database of another version is not read: its rows mean something else.
pub(crate) async fn check_schema(store: &Store) -> Result<(), Failure> {
    let missing = store.missing_migrations().await?;
    if missing.is_empty() {
        return Ok(());
    }
    let message = "the database is of an older version: start `sanad serve` of this version once";
    Err(Failure::new("old_schema", message))
}

/// Whether the key file is the one that the team's chain names.
pub(crate) fn is_key_of(secret: &[u8; 32], team: &Team) -> bool {
    let keys = ServerKeys::from_secret(*secret);
    let stated = team.system.as_ref().map(|it| (it.verify_key, it.log_key));
    stated == Some((keys.system.verify_key(), keys.log.verify_key()))
}

async fn write(
    path: &Path,
    store: &Store,
    files: Option<&Files>,
    secret: &[u8; 32],
    created: u64,
) -> Result<Manifest, Failure> {
    let snapshot = store.snapshot().await?;
    let not_set_up =
        || Failure::new("not_set_up", "there is no team here yet, so nothing to seal a backup to");
    let (team, root) = snapshot.team().await?.ok_or_else(not_set_up)?;
    if !is_key_of(secret, &team) {
        let message =
            "the key file is not the one that the team's chain names; such a backup would be useless";
        return Err(Failure::new("key_mismatch", message));
    }
    let log = log_point(&team, &root)?;
    let sheet = team.members().find(|it| it.role == Role::Recovery);
    let sheet = sheet.and_then(|it| epoch::recipient(&it.recipient).ok());
    let sheet = sheet.ok_or_else(|| Failure::new("no_sheet", "the team's chain names no recovery sheet"))?;
    let file = private_file(path).map_err(failed)?;
    let mut archive = Archive::start(file, sheet, created, &mut system_rng()).map_err(failed)?;
    archive.put(README_FILE, README.as_bytes()).map_err(failed)?;
    archive.put(KEY_FILE, secret).map_err(failed)?;
    let tables = write_rows(&mut archive, &snapshot).await?;
    let blobs = write_files(&mut archive, files).await?;
    let manifest = Manifest {
        format: FORMAT.into(),
        version: env!("CARGO_PKG_VERSION").into(),
        schema: sanad_store::schema(),
        team: team.id,
        created,
        log,
        tables,
        blobs: blobs.finish(),
    };
    let text = serde_json::to_vec_pretty(&manifest);
    let text = text.map_err(|error| Failure::new("internal", error.to_string()))?;
    archive.put(MANIFEST_FILE, &text).map_err(failed)?;
    archive.finish().map_err(failed)?;
    Ok(manifest)
}

/// A backup of a log whose checkpoint does not hold would be refused when it is needed: tell now.
fn log_point(team: &Team, root: &Root) -> Result<LogPoint, Failure> {
    let origin = log_origin(&team.id);
    let key = team.system.as_ref().and_then(|it| it.log_key.for_notes().ok());
    let checkpoint = key.and_then(|key| Checkpoint::parse_verified(&root.checkpoint, &origin, &key).ok());
    let Some(checkpoint) = checkpoint.filter(|it| it.size == root.size) else {
        let message = "the newest checkpoint does not verify; look closer with: sanad doctor --full";
        return Err(Failure::new("checkpoint", message));
    };
    Ok(LogPoint { size: root.size, root: hex(&checkpoint.root), checkpoint: root.checkpoint.clone() })
}

/// Each table is read twice at the same moment: an archive says a file's length before the file.
async fn write_rows(archive: &mut Archive, snapshot: &Snapshot) -> Result<Vec<TableLine>, Failure> {
    let mut lines = vec![];
    for table in TABLES {
        let sum = snapshot.measure(table).await.map_err(dump_failed)?;
        archive.begin(&format!("rows/{table}.cbor"), sum.bytes).map_err(failed)?;
        let mut take = |row: &[u8]| archive.write(row);
        let written = snapshot.write(table, &mut take).await.map_err(dump_failed)?;
        archive.end().map_err(failed)?;
        if written != sum {
            return Err(Failure::new("internal", "the database changed under one snapshot"));
        }
        lines.push(TableLine::of(table, &sum));
    }
    Ok(lines)
}

/// Files come after the rows, so that every file of a row is there; one that was destroyed since is left out.
async fn write_files(archive: &mut Archive, files: Option<&Files>) -> Result<BlobSum, Failure> {
    let mut sum = BlobSum::default();
    let Some(files) = files else { return Ok(sum) };
    for (blob, parts) in files.list().await? {
        for n in 0..parts.len() as u32 {
            let bytes = match files.part(blob, n).await {
                Ok(bytes) => bytes,
                Err(_) if !files.is_there(blob).await? => break,
                Err(failure) => return Err(failure),
            };
            let name = format!("blobs/{blob}/{n}");
            archive.put(&name, &bytes).map_err(failed)?;
            sum.add(&name, &bytes);
        }
    }
    Ok(sum)
}
