//! `sanad person attach`, and the files of `sanad person tell`.

use std::{
    fs::File,
    io::Read as _,
    path::{Path, PathBuf},
};

use sanad_crypto::safe::{
    blob::{FileSealer, PART},
    entry::BlobRef,
};
use sanad_domain::case::{Attachment, Message};
use sanad_protocol::case::{BeginBlob, FinishBlob};
use serde_json::json;

use super::{Visit, Whose};
use crate::{
    data::system_rng,
    output::{self, Failure, line},
};

/// What to send.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    whose: Whose,
    /// File; may be given several times.
    #[arg(long, required = true)]
    file: Vec<PathBuf>,
    /// Words that go with the files.
    #[arg(long, default_value = "")]
    text: String,
    /// They are her voice: the only files that are taken of a person under 18.
    #[arg(long)]
    voice: bool,
}

/// Seals and sends them, then the message that brings them.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let mut visit = Visit::begin(&args.whose).await?;
    let attached = visit.attach(&args.file, &args.text, args.voice).await?;
    if args.whose.json {
        return output::json(&json!({ "files": attached }));
    }
    line("It arrived.");
    Ok(())
}

impl Visit {
    /// Sends files and the message that brings them; gives their ids.
    pub(crate) async fn attach(
        &mut self,
        paths: &[PathBuf],
        text: &str,
        voice: bool,
    ) -> Result<Vec<sanad_domain::BlobId>, Failure> {
        let (mut attachments, mut blobs) = (vec![], vec![]);
        for path in paths {
            let (attachment, blob) = self.send_file(path, voice).await?;
            attachments.push(attachment);
            blobs.push(blob);
        }
        let ids = blobs.iter().map(|it: &BlobRef| it.id).collect();
        let message = Message { attachments, ..Message::of_text(text) };
        self.say_with(message, blobs).await?;
        Ok(ids)
    }

    async fn send_file(&self, path: &Path, voice: bool) -> Result<(Attachment, BlobRef), Failure> {
        let failed = |error| Failure::io(&format!("{}", path.display()), &error);
        let mut file = File::open(path).map_err(failed)?;
        let len = file.metadata().map_err(failed)?.len();
        let mut sealer = FileSealer::start(len, &mut system_rng())
            .map_err(|_| Failure::new("too_large", format!("{} is too large", path.display())))?;
        let folder = format!("/cases/{}/blobs", self.case);
        let begin = BeginBlob { blob: sealer.id(), sealed_len: sealer.sealed_len(), voice };
        self.remote.put(reqwest::Method::POST, &folder, &begin).await?;
        let address = format!("{folder}/{}", sealer.id());
        let changed =
            |_| Failure::new("file_changed", format!("{} changed while it was read", path.display()));
        let (mut ready, mut n) = (vec![], 0);
        let mut buffer = vec![0; 1024 * 1024];
        loop {
            let read = file.read(&mut buffer).map_err(failed)?;
            if read == 0 {
                break;
            }
            ready.extend(sealer.push(&buffer[..read]).map_err(changed)?);
            while ready.len() as u64 >= PART {
                let rest = ready.split_off(PART as usize);
                self.remote.put_bytes(&format!("{address}/parts/{n}"), ready).await?;
                (ready, n) = (rest, n + 1);
            }
        }
        let (rest, sealed) = sealer.finish().map_err(changed)?;
        ready.extend(rest);
        for part in ready.chunks(PART as usize) {
            self.remote.put_bytes(&format!("{address}/parts/{n}"), part.to_vec()).await?;
            n += 1;
        }
        let finish = FinishBlob { sha256: sealed.sealed.sha256.to_vec().into() };
        self.remote.put(reqwest::Method::POST, &format!("{address}/finish"), &finish).await?;
        let name = path.file_name().map(|it| it.to_string_lossy().into_owned()).unwrap_or_default();
        Ok((sealed.attachment(&name, media_type(&name, voice)), sealed.sealed))
    }
}

/// Media type by the name's ending, for the few kinds that people send.
fn media_type(name: &str, voice: bool) -> &'static str {
    let ending = name.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    match ending.as_str() {
        "jpg" | "jpeg" => "image/jpeg",
        "png" => "image/png",
        "webp" => "image/webp",
        "gif" => "image/gif",
        "mp4" if !voice => "video/mp4",
        "webm" if !voice => "video/webm",
        "webm" => "audio/webm",
        "mp4" | "m4a" => "audio/mp4",
        "ogg" | "opus" => "audio/ogg",
        "mp3" => "audio/mpeg",
        "wav" => "audio/wav",
        "txt" => "text/plain",
        "pdf" => "application/pdf",
        "zip" => "application/zip",
        _ => "application/octet-stream",
    }
}
