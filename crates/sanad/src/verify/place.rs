//! A data folder or a backup, from inside.

use std::path::Path;

use sanad_client::trust::log_origin;
use sanad_store::{Store, audit::Audit};
use serde_json::json;

use super::{check_files, found_bad};
use crate::{
    backup::{
        check_schema,
        files::{Compared, Files},
        identity, is_key_of,
    },
    data::DataFolder,
    output::{self, Failure, line},
    restore::{rebuild, staging::Staging},
};

/// What was found right.
pub(super) struct Found {
    pub(super) audit: Audit,
    compared: Compared,
}

/// A data folder, as it lies there. Its database is not brought up to date, and nothing is written.
pub(super) async fn folder(
    path: &Path,
    database: Option<&str>,
    blobs: Option<&str>,
    json: bool,
) -> Result<Found, Failure> {
    let folder = DataFolder::existing(path)?;
    let address = database.map_or_else(|| folder.existing_database_url(), str::to_owned);
    let store = Store::attach(&address).await?;
    check_schema(&store).await?;
    let audit = store.audit(log_origin).await.map_err(|error| found_bad(error, json))?;
    store.close().await?;
    if !is_key_of(&folder.secret()?, &audit.team) {
        let message = "the key file is not the one that the team's chain names";
        return Err(Failure::new("key_mismatch", message));
    }
    let sums = match Files::existing(blobs, folder.path()).await? {
        Some(files) => files.sums().await?,
        None => Default::default(),
    };
    let compared = sums.compare(&audit.files);
    check_files(&compared, json)?;
    Ok(Found { audit, compared })
}

/// A backup: rebuilt beside itself, and gone again afterwards.
pub(super) async fn backup(path: &Path, identity: &Path, json: bool) -> Result<Found, Failure> {
    let identity = identity::read(identity)?;
    let staging = Staging::make(path, ".verifying")?;
    let rebuilt = rebuild(path, identity, &staging, None, None, json).await?;
    Ok(Found { audit: rebuilt.audit, compared: rebuilt.compared })
}

impl Found {
    /// Says what was checked.
    pub(super) fn say(&self, json: bool) -> Result<(), Failure> {
        let (audit, compared) = (&self.audit, &self.compared);
        if json {
            return output::json(&json!({
                "ok": true,
                "fingerprint": audit.team.fingerprint(),
                "statements": audit.team.head.0 + 1,
                "size": audit.checkpoint.size,
                "cases": audit.cases,
                "destroyed": audit.destroyed,
                "entries": audit.entries,
                "files": compared.right,
                "files_missing": compared.missing,
            }));
        }
        line(format!(
            "team {}: {} statements, every signature right",
            audit.team.fingerprint(),
            audit.team.head.0 + 1
        ));
        line(format!(
            "log: {} leaves, every hash, head and the checkpoint recomputed",
            audit.checkpoint.size
        ));
        line(format!("{} cases, {} entries, every one in its place", audit.cases, audit.entries));
        line(format!("{} files, byte for byte what was signed", compared.right));
        if !compared.missing.is_empty() {
            line(format!("{} files are named and not there", compared.missing.len()));
        }
        Ok(())
    }
}
