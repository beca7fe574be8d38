//! Where sealed files lie: a folder beside the database, or an S3 bucket. The same code for both.
//!
//! A file is a list of numbered parts, each an object of its own under the file's id. A part may be written
//! again until the file is finished: whoever lost the connection sends it once more. Nothing here knows what
//! is sealed, whose it is, or what it is called.
//!
//! Absences: no database, no HTTP of Sanad's, no keys, no clock.
#![forbid(unsafe_code)]

use std::{ops::Range, path::Path, sync::Arc};

use bytes::Bytes;
use futures_util::{Stream, StreamExt as _, TryStreamExt as _, stream};
use object_store::{
    ObjectStore, ObjectStoreExt as _, PutPayload, aws::AmazonS3Builder, local::LocalFileSystem,
    path::Path as Key, prefix::PrefixStore,
};
use sanad_domain::BlobId;
use sha2::{Digest as _, Sha256};

/// Bytes in each part, but for the last. S3 takes no smaller ones in one upload, and a phone keeps one in memory.
pub const PART: u64 = 5 * 1024 * 1024;

/// The storage did not do it.
#[derive(Debug, thiserror::Error)]
pub enum BlobError {
    /// A part that should be there is not.
    #[error("a part of the file is missing")]
    Missing,
    /// The address of the storage cannot be read.
    #[error("the storage's address is not understood: {0}")]
    Address(String),
    /// The storage refused, is full, or is gone.
    #[error("the storage failed")]
    Storage(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<object_store::Error> for BlobError {
    fn from(error: object_store::Error) -> Self {
        match error {
            object_store::Error::NotFound { .. } => Self::Missing,
            other => Self::Storage(Box::new(other)),
        }
    }
}

/// Sealed files of one team's server; cheap to clone.
#[derive(Debug, Clone)]
pub struct Blobs {
    store: Arc<dyn ObjectStore>,
    /// The folder, where it is one.
    folder: Option<Arc<Path>>,
}

impl Blobs {
    /// A folder; made if it is not there. What was written is on the disk before it is answered.
    pub fn in_folder(folder: &Path) -> Result<Self, BlobError> {
        std::fs::create_dir_all(folder).map_err(|error| BlobError::Storage(Box::new(error)))?;
        let store = LocalFileSystem::new_with_prefix(folder)?.with_fsync(true);
        Ok(Self { store: Arc::new(store), folder: Some(folder.into()) })
    }

    /// `s3://bucket/prefix`, or a folder. Endpoint, region and keys of S3 come from the usual `AWS_…` variables.
    pub fn open(address: &str) -> Result<Self, BlobError> {
        let Some(rest) = address.strip_prefix("s3://") else { return Self::in_folder(Path::new(address)) };
        let (bucket, prefix) = rest.split_once('/').unwrap_or((rest, ""));
        if bucket.is_empty() {
            return Err(BlobError::Address(address.into()));
        }
        let store = AmazonS3Builder::from_env().with_bucket_name(bucket).build()?;
        Ok(Self::in_bucket(store, prefix))
    }

    /// A bucket that was set up elsewhere, under a prefix.
    pub fn in_bucket(store: impl ObjectStore, prefix: &str) -> Self {
        if prefix.is_empty() {
            return Self { store: Arc::new(store), folder: None };
        }
        Self { store: Arc::new(PrefixStore::new(store, prefix)), folder: None }
    }

    /// Bytes that the disk has left; `None` where the storage does not say.
    pub fn free_space(&self) -> Option<u64> {
        self.folder.as_ref().and_then(|it| fs4::available_space(it.as_ref()).ok())
    }

    /// Writes a part; the same number again replaces it.
    pub async fn put_part(&self, blob: BlobId, n: u32, part: Bytes) -> Result<(), BlobError> {
        self.store.put(&key(blob, n), PutPayload::from_bytes(part)).await?;
        Ok(())
    }

    /// Reads a part.
    pub async fn get_part(&self, blob: BlobId, n: u32) -> Result<Bytes, BlobError> {
        Ok(self.store.get(&key(blob, n)).await?.bytes().await?)
    }

    /// SHA-256 over all parts of a file of `len` bytes. Refused where a part is missing or has another length
    /// than its place says. Memory: one part at a time, in the storage's pieces.
    pub async fn hash(&self, blob: BlobId, len: u64) -> Result<[u8; 32], BlobError> {
        let mut hasher = Sha256::new();
        for n in 0..parts(len) {
            let mut stream = self.store.get(&key(blob, n)).await?.into_stream();
            let mut found = 0;
            while let Some(piece) = stream.try_next().await? {
                found += piece.len() as u64;
                hasher.update(&piece);
            }
            if found != part_len(len, n) {
                return Err(BlobError::Missing);
            }
        }
        Ok(hasher.finalize().into())
    }

    /// Bytes of a file of `len` bytes, part after part. `range` must lie within it.
    pub fn read(
        &self,
        blob: BlobId,
        len: u64,
        range: Range<u64>,
    ) -> impl Stream<Item = Result<Bytes, BlobError>> + Send + use<> {
        let store = Arc::clone(&self.store);
        let end = range.end.min(len);
        let first = u32::try_from(range.start / PART).unwrap_or(u32::MAX);
        let pieces = (first..parts(end)).map(move |n| {
            let start = u64::from(n) * PART;
            let within = range.start.max(start) - start..end.min(start + PART) - start;
            (key(blob, n), within)
        });
        stream::iter(pieces).then(move |(key, within)| {
            let store = Arc::clone(&store);
            async move { Ok(store.get_range(&key, within).await?) }
        })
    }

    /// Deletes every part; a file that is not there is fine.
    pub async fn delete(&self, blob: BlobId) -> Result<(), BlobError> {
        let keys = self.store.list(Some(&folder(blob))).map_ok(|it| it.location).boxed();
        self.store.delete_stream(keys).try_collect::<Vec<_>>().await?;
        Ok(())
    }

    /// Every file with the lengths of its parts, for backups.
    pub async fn list(&self) -> Result<Vec<(BlobId, Vec<u64>)>, BlobError> {
        let mut found: std::collections::BTreeMap<BlobId, Vec<(u32, u64)>> = Default::default();
        let mut objects = self.store.list(None);
        while let Some(object) = objects.try_next().await? {
            let mut names = object.location.parts();
            let blob = names.next().and_then(|it| format!("blob_{}", it.as_ref()).parse().ok());
            let n = names.next().and_then(|it| it.as_ref().parse().ok());
            // Anything else in the folder is not ours.
            let (Some(blob), Some(n), None) = (blob, n, names.next()) else { continue };
            found.entry(blob).or_default().push((n, object.size));
        }
        let in_order = |mut parts: Vec<(u32, u64)>| {
            parts.sort_unstable();
            parts.into_iter().map(|(_, len)| len).collect()
        };
        Ok(found.into_iter().map(|(blob, parts)| (blob, in_order(parts))).collect())
    }
}

/// How many parts a file of `len` bytes has.
pub fn parts(len: u64) -> u32 {
    u32::try_from(len.div_ceil(PART)).unwrap_or(u32::MAX)
}

/// Length of part `n` of a file of `len` bytes; 0 beyond its end.
pub fn part_len(len: u64, n: u32) -> u64 {
    len.saturating_sub(u64::from(n) * PART).min(PART)
}

fn folder(blob: BlobId) -> Key {
    Key::from(blob.0.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
}

fn key(blob: BlobId, n: u32) -> Key {
    folder(blob).join(n.to_string())
}
