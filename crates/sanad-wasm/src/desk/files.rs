//! Files of an open case, opened piece by piece on the member's device.

use sanad_crypto::safe::blob::FileOpener;
use sanad_domain::{
    BlobId, Lane,
    case::{Body, Download},
    report::Age,
};
use wasm_bindgen::prelude::wasm_bindgen;

use super::{Desk, open_case::OpenCase};
use crate::{Js, team::Team, thrown};

/// One file while it is opened. What `push` gives is authenticated; the whole is proven by `finish`.
#[wasm_bindgen]
pub struct FileOpen {
    opener: Option<FileOpener>,
    name: String,
    media_type: String,
    len: u64,
}

#[wasm_bindgen]
impl FileOpen {
    /// Name as the sender had it; shown, never used as a path.
    pub fn name(&self) -> String {
        self.name.clone()
    }

    /// Media type as the sender claimed it.
    #[wasm_bindgen(js_name = mediaType)]
    pub fn media_type(&self) -> String {
        self.media_type.clone()
    }

    /// Length in bytes, as the sender said.
    pub fn len(&self) -> f64 {
        self.len as f64
    }

    /// Takes more of the sealed file; gives what is opened so far. Throws `forged`.
    pub fn push(&mut self, sealed: &[u8]) -> Js<Vec<u8>> {
        let opener = self.opener.as_mut().ok_or_else(|| thrown("finished"))?;
        opener.push(sealed).map(|mut it| std::mem::take(&mut *it)).map_err(|_| thrown("forged"))
    }

    /// The rest. Throws `forged` where the file is not the one that was attached.
    pub fn finish(&mut self) -> Js<Vec<u8>> {
        let opener = self.opener.take().ok_or_else(|| thrown("finished"))?;
        opener.finish().map(|mut it| std::mem::take(&mut *it)).map_err(|_| thrown("forged"))
    }
}

#[wasm_bindgen]
impl OpenCase {
    /// A file of the conversation. Throws `not_found`; throws `minor` for a person under 18, of whom nothing is
    /// opened but her voice.
    #[wasm_bindgen(js_name = file)]
    pub fn open_file(&self, blob: &str) -> Js<FileOpen> {
        let blob: BlobId = blob.parse().map_err(|_| thrown("not_found"))?;
        let (attachment, sealed) = self.file.attachment(blob).ok_or_else(|| thrown("not_found"))?;
        let minor = self.file.case.report.as_ref().is_some_and(|it| it.age == Age::Minor);
        if minor && !attachment.media_type.starts_with("audio/") {
            return Err(thrown("minor"));
        }
        let opener = FileOpener::start(attachment, sealed).map_err(|_| thrown("forged"))?;
        Ok(FileOpen {
            opener: Some(opener),
            name: attachment.name.clone(),
            media_type: attachment.media_type.clone(),
            len: attachment.plain_len,
        })
    }

    /// Records that a file is saved outside of Sanad, before it is.
    pub fn download(
        &mut self,
        team: &Team,
        desk: &Desk,
        blob: &str,
        reason: String,
        now: f64,
    ) -> Js<Vec<u8>> {
        let blob: BlobId = blob.parse().map_err(|_| thrown("not_found"))?;
        self.write(team, desk, Lane::Team, Body::Download(Download { blob, reason }), now)
    }
}
