//! Files: sealed on the phone, piece by piece.

use sanad_crypto::safe::blob::{FileSealer, SealedFile};
use sanad_protocol::{
    case::{BeginBlob, FinishBlob},
    encode,
};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{Js, rng, thrown};

/// One file while it is sealed. Memory: one chunk of 64 KiB beside what is pushed.
#[wasm_bindgen]
pub struct FileSeal {
    sealer: Option<FileSealer>,
    sealed: Option<SealedFile>,
    id: String,
    begin: BeginBlob,
}

#[wasm_bindgen]
impl FileSeal {
    /// Begins a file of exactly `len` bytes; throws `too_large`.
    #[wasm_bindgen(constructor)]
    pub fn new(len: f64) -> Js<FileSeal> {
        let sealer = FileSealer::start(len as u64, &mut rng()).map_err(|_| thrown("too_large"))?;
        let begin = BeginBlob { blob: sealer.id(), sealed_len: sealer.sealed_len(), voice: false };
        Ok(Self { id: sealer.id().to_string(), sealer: Some(sealer), sealed: None, begin })
    }

    /// Its id as it stands in addresses.
    pub fn id(&self) -> String {
        self.id.clone()
    }

    /// Length of the whole sealed file, in bytes.
    #[wasm_bindgen(js_name = sealedLen)]
    pub fn sealed_len(&self) -> f64 {
        self.begin.sealed_len as f64
    }

    /// Body of `POST /cases/{case}/blobs`.
    pub fn begin(&self, voice: bool) -> Vec<u8> {
        encode(&BeginBlob { voice, ..self.begin.clone() })
    }

    /// Takes more of the file; gives what is sealed so far, of any length.
    pub fn push(&mut self, plain: &[u8]) -> Js<Vec<u8>> {
        let sealer = self.sealer.as_mut().ok_or_else(|| thrown("finished"))?;
        sealer.push(plain).map_err(|_| thrown("file_changed"))
    }

    /// The rest; throws `file_changed` where another number of bytes came than was announced.
    pub fn finish(&mut self) -> Js<Vec<u8>> {
        let sealer = self.sealer.take().ok_or_else(|| thrown("finished"))?;
        let (rest, sealed) = sealer.finish().map_err(|_| thrown("file_changed"))?;
        self.sealed = Some(sealed);
        Ok(rest)
    }

    /// Body of `POST /cases/{case}/blobs/{blob}/finish`.
    pub fn done(&self) -> Js<Vec<u8>> {
        Ok(encode(&FinishBlob { sha256: self.file()?.sealed.sha256.to_vec().into() }))
    }
}

impl FileSeal {
    /// What an entry needs to bring the file.
    pub(super) fn file(&self) -> Js<&SealedFile> {
        self.sealed.as_ref().ok_or_else(|| thrown("unfinished"))
    }
}
