//! `sanad verify`: a server from outside, or everything in a data folder or backup.

mod place;
mod server;

use std::path::{Path, PathBuf};

use sanad_store::audit::{AuditError, Bad};
use serde_json::{Map, Value, json};

use crate::{
    backup::files::Compared,
    output::{self, Failure},
};

/// What to verify.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// A server (`https://…`), a data folder, or a backup.
    target: String,
    /// Root fingerprint that is expected.
    #[arg(long)]
    fingerprint: Option<String>,
    /// Of a server: handle of a member, to open and verify the cases that the member holds and opened within
    /// the hour.
    #[arg(long, requires = "passphrase_file")]
    member: Option<String>,
    /// File whose first line is the passphrase.
    #[arg(long)]
    passphrase_file: Option<PathBuf>,
    /// Of a backup: file with the recovery sheet's groups, or with an age identity.
    #[arg(long)]
    identity: Option<PathBuf>,
    /// Of a data folder: `postgres://…`, if the server uses one instead of the embedded database.
    #[arg(long)]
    database: Option<String>,
    /// Of a data folder: address of the sealed files, if they are kept elsewhere.
    #[arg(long)]
    blobs: Option<String>,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Verifies and says what was checked.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    if args.target.starts_with("https://") || args.target.starts_with("http://") {
        let Args { target: server, fingerprint, member, passphrase_file, json, .. } = args;
        return server::run(server::Question { server, fingerprint, member, passphrase_file, json }).await;
    }
    let path = Path::new(&args.target);
    let found = if path.is_dir() {
        place::folder(path, args.database.as_deref(), args.blobs.as_deref(), args.json).await?
    } else if path.is_file() {
        let identity = args.identity.as_deref();
        let identity = identity.ok_or_else(|| Failure::usage("a backup needs --identity, to be opened"))?;
        place::backup(path, identity, args.json).await?
    } else {
        let message = format!("{}: there is no such folder or file, and it is no address", args.target);
        return Err(Failure::usage(message));
    };
    let fingerprint = found.audit.team.fingerprint();
    if args.fingerprint.is_some_and(|it| it != fingerprint) {
        return Err(Failure::new(
            "other_team",
            format!("this is the team {fingerprint}, not the expected one"),
        ));
    }
    found.say(args.json)
}

/// Names the first thing that is wrong.
pub(crate) fn found_bad(error: AuditError, json: bool) -> Failure {
    let bad = match error {
        AuditError::Store(error) => return error.into(),
        AuditError::Empty => return Failure::new("not_set_up", error.to_string()),
        AuditError::Bad(bad) => bad,
    };
    if json && let Err(failure) = output::json(&json!({ "ok": false, "first_bad": first_bad(&bad) })) {
        return failure;
    }
    Failure::new("damaged", format!("the first thing that is wrong: {bad}"))
}

fn first_bad(bad: &Bad) -> Value {
    let mut object = Map::new();
    object.insert("kind".into(), bad.place.kind().into());
    object.insert("check".into(), bad.check.code().into());
    for (name, value) in bad.place.fields() {
        object.insert(name.into(), value.into());
    }
    Value::Object(object)
}

/// A file that is there and is not what was signed is wrong; one that is missing is only told.
pub(crate) fn check_files(compared: &Compared, json: bool) -> Result<(), Failure> {
    let Some(blob) = compared.changed.first() else { return Ok(()) };
    if json {
        let first_bad = json!({ "kind": "file", "check": "sealed", "blob": blob });
        output::json(&json!({ "ok": false, "first_bad": first_bad }))?;
    }
    let message = format!("the first thing that is wrong: file {blob} holds other bytes than were signed");
    Err(Failure::new("damaged", message))
}
