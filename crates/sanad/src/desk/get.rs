//! `sanad desk get`: a file of a case, saved on this machine.

use std::{fs::File, io::Write as _, path::PathBuf};

use futures_util::TryStreamExt as _;
use sanad_crypto::safe::blob::FileOpener;
use sanad_domain::{
    BlobId, CaseId, Lane,
    case::{Body, Download, Purpose},
    report::Age,
};
use serde_json::json;

use super::{DeskSession, SignIn};
use crate::output::{self, Failure, line};

/// Which file, where to, and why.
#[derive(clap::Args)]
pub(crate) struct GetArgs {
    #[command(flatten)]
    sign_in: SignIn,
    /// Case.
    #[arg(long)]
    case: CaseId,
    /// File.
    #[arg(long)]
    file: BlobId,
    /// Where it is saved.
    #[arg(long)]
    out: PathBuf,
    /// Why it leaves Sanad; the team can read it.
    #[arg(long)]
    reason: String,
}

/// Records the reason, then saves. Nothing is left at `out` where the file is not the one that was attached.
pub(crate) async fn get(args: GetArgs) -> Result<(), Failure> {
    if args.reason.trim().is_empty() {
        return Err(Failure::usage("a file leaves Sanad only for a reason: --reason"));
    }
    let mut session = DeskSession::begin(&args.sign_in).await?;
    let file = session.open(args.case, Purpose::FollowUp).await?;
    let missing = || Failure::new("not_found", "there is no such file in this case");
    let (attachment, sealed) = file.attachment(args.file).ok_or_else(missing)?;
    let minor = file.case.report.as_ref().is_some_and(|it| it.age == Age::Minor);
    if minor && !attachment.media_type.starts_with("audio/") {
        return Err(Failure::new("minor", "a file of a person under 18 is opened by nobody"));
    }
    let mut opener = FileOpener::start(attachment, sealed).map_err(sanad_client::ClientError::from)?;
    let body = Body::Download(Download { blob: args.file, reason: args.reason });
    session.append(args.case, Lane::Team, body, true).await?;

    let partial = args.out.with_extension("partial");
    let failed = |error| Failure::io(&format!("{}", partial.display()), &error);
    let forged = |_| Failure::new("forged", "the file is not the one that was attached");
    let mut out = File::create(&partial).map_err(failed)?;
    let path = format!("/cases/{}/blobs/{}", args.case, args.file);
    let mut pieces = session.remote.stream(&path).await?;
    let saved = async {
        while let Some(piece) = pieces.try_next().await? {
            out.write_all(&opener.push(&piece).map_err(forged)?).map_err(failed)?;
        }
        out.write_all(&opener.finish().map_err(forged)?).map_err(failed)?;
        out.sync_all().map_err(failed)?;
        std::fs::rename(&partial, &args.out).map_err(failed)
    };
    if let Err(failure) = saved.await {
        // What was not proven whole does not stay.
        let _ = std::fs::remove_file(&partial);
        return Err(failure);
    }
    if args.sign_in.json {
        return output::json(&json!({ "file": args.file, "out": args.out }));
    }
    line(format!("saved as {}", args.out.display()));
    Ok(())
}
