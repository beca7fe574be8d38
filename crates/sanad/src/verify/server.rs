//! A server from outside: its chain and log; with a member, every case that the member holds.

use std::path::PathBuf;

use sanad_client::file::open;
use sanad_protocol::{
    case::{CaseFile, Open, Queue},
    log::Consistency,
};
use serde_json::json;

use crate::{
    desk::{DeskSession, SignIn},
    output::{self, Failure, line},
    remote::Remote,
};

/// Which server, and with whose keys.
pub(super) struct Question {
    /// Server, `https://…`.
    pub(super) server: String,
    /// Root fingerprint that is expected.
    pub(super) fingerprint: Option<String>,
    /// Handle of a member.
    pub(super) member: Option<String>,
    /// File whose first line is the passphrase.
    pub(super) passphrase_file: Option<PathBuf>,
    /// Machine-readable output.
    pub(super) json: bool,
}

/// Verifies and says what was checked.
pub(super) async fn run(args: Question) -> Result<(), Failure> {
    let remote = Remote::new(&args.server)?;
    let trust = remote.trust(args.fingerprint.as_deref()).await?;
    let from = trust.checkpoint.size;
    let answer: Consistency = remote.get(&format!("/log/consistency?from={from}")).await?;
    let newest = trust.check_consistency(&trust.saw(), &answer)?;
    let mut cases = 0;
    if let (Some(member), Some(passphrase_file)) = (args.member, args.passphrase_file) {
        let sign_in = SignIn { server: args.server, member, passphrase_file, json: args.json };
        cases = verify_cases(&sign_in).await?;
    }
    if args.json {
        return output::json(&json!({
            "ok": true,
            "fingerprint": trust.team.fingerprint(),
            "statements": trust.team.head.0 + 1,
            "size": newest.size,
            "cases": cases,
        }));
    }
    line(format!(
        "team {}: {} statements, every signature right",
        trust.team.fingerprint(),
        trust.team.head.0 + 1
    ));
    line(format!("log: {} entries under a checkpoint that continues the one before", newest.size));
    Ok(())
}

/// Cases opened within the hour are read again without a new access record.
async fn verify_cases(sign_in: &SignIn) -> Result<u64, Failure> {
    let session = DeskSession::begin(sign_in).await?;
    let queue: Queue = session.remote.get("/queue").await?;
    let mut verified = 0;
    let seen = session.trust.checkpoint.size;
    for row in queue.rows.iter().filter(|it| it.holds && !it.destroyed) {
        let path = format!("/cases/{}/open", row.case);
        let file = match session.remote.post::<CaseFile>(&path, &Open { access: None, seen }).await {
            Ok(file) => file,
            Err(failure) if failure.code == "forbidden" => continue,
            Err(failure) => return Err(failure),
        };
        let opened = open(&session.trust, &file, &session.desk.reader())?;
        let forged =
            opened.case.timeline.iter().find(|it| it.not_counted == Some(sanad_domain::case::Why::Forged));
        if let Some(bad) = forged {
            return Err(Failure::new(
                "forged",
                format!("{} of {} is not what it claims", bad.entry, row.case),
            ));
        }
        verified += 1;
    }
    Ok(verified)
}
