//! Sealed files of people beside the database: the one place where backup, restore and verification reach them.

use std::{collections::BTreeMap, path::Path};

use sanad_blobs::Blobs;
use sanad_crypto::safe::{Hash, entry::BlobRef};
use sanad_domain::BlobId;
use sha2::{Digest as _, Sha256};

use crate::output::Failure;

/// Folder of sealed files in a data folder.
const FOLDER: &str = "blobs";

/// Where the sealed files are.
pub(crate) struct Files {
    blobs: Blobs,
}

fn failed(error: impl std::fmt::Display) -> Failure {
    Failure::new("blobs", format!("the sealed files cannot be reached: {error}"))
}

impl Files {
    /// At an address, else in the data folder; `None` where the folder has no files yet.
    pub(crate) async fn existing(address: Option<&str>, data: &Path) -> Result<Option<Self>, Failure> {
        if address.is_none() && !data.join(FOLDER).is_dir() {
            return Ok(None);
        }
        Self::open(address, data).await.map(Some)
    }

    /// At an address, else in the data folder, where they begin if there are none.
    pub(crate) async fn open(address: Option<&str>, data: &Path) -> Result<Self, Failure> {
        let folder = data.join(FOLDER).display().to_string();
        let blobs = Blobs::open(address.unwrap_or(&folder)).map_err(failed)?;
        Ok(Self { blobs })
    }

    /// Every file with the lengths of its parts, in the order of ids.
    pub(crate) async fn list(&self) -> Result<Vec<(BlobId, Vec<u64>)>, Failure> {
        let mut all = self.blobs.list().await.map_err(failed)?;
        all.sort_unstable_by_key(|(blob, _)| *blob);
        Ok(all)
    }

    /// One part.
    pub(crate) async fn part(&self, blob: BlobId, n: u32) -> Result<Vec<u8>, Failure> {
        Ok(self.blobs.get_part(blob, n).await.map_err(failed)?.to_vec())
    }

    /// Keeps a part.
    pub(crate) async fn put(&self, blob: BlobId, n: u32, bytes: Vec<u8>) -> Result<(), Failure> {
        self.blobs.put_part(blob, n, bytes.into()).await.map_err(failed)
    }

    /// Whether a file is still there: one that is not was destroyed with its case.
    pub(crate) async fn is_there(&self, blob: BlobId) -> Result<bool, Failure> {
        Ok(self.list().await?.iter().any(|it| it.0 == blob))
    }

    /// Length and hash of every file.
    pub(crate) async fn sums(&self) -> Result<Sums, Failure> {
        let mut sums = Sums::default();
        for (blob, parts) in self.list().await? {
            for n in 0..parts.len() as u32 {
                sums.add(blob, n, &self.part(blob, n).await?);
            }
        }
        Ok(sums)
    }
}

/// Length and hash of sealed files, as their parts come.
#[derive(Default)]
pub(crate) struct Sums {
    done: BTreeMap<BlobId, (u64, Hash)>,
    now: Option<(BlobId, u32, u64, Sha256)>,
}

impl Sums {
    /// The next part; parts of one file come together and in order. `false` where they do not.
    pub(crate) fn add(&mut self, blob: BlobId, n: u32, bytes: &[u8]) -> bool {
        if self.now.as_ref().is_some_and(|it| it.0 != blob) {
            self.close();
        }
        let (_, next, len, hash) = self.now.get_or_insert_with(|| (blob, 0, 0, Sha256::new()));
        if *next != n || self.done.contains_key(&blob) {
            return false;
        }
        *next += 1;
        *len += bytes.len() as u64;
        hash.update(bytes);
        true
    }

    fn close(&mut self) {
        if let Some((blob, _, len, hash)) = self.now.take() {
            self.done.insert(blob, (len, hash.finalize().into()));
        }
    }

    /// Holds what is there against what entries name.
    pub(crate) fn compare(mut self, named: &[BlobRef]) -> Compared {
        self.close();
        let mut compared = Compared::default();
        for it in named {
            match self.done.get(&it.id) {
                Some((len, hash)) if *len == it.len && *hash == it.sha256 => compared.right += 1,
                // Too short is what a backup has that ran while the file's case was destroyed.
                Some((len, _)) if *len < it.len => compared.missing.push(it.id),
                Some(_) => compared.changed.push(it.id),
                None => compared.missing.push(it.id),
            }
        }
        compared
    }
}

/// What became of the files that entries name.
#[derive(Debug, Default)]
pub(crate) struct Compared {
    /// There, byte for byte.
    pub(crate) right: u64,
    /// Not there, or not all of it.
    pub(crate) missing: Vec<BlobId>,
    /// There, and not what was signed.
    pub(crate) changed: Vec<BlobId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(id: u8, content: &[u8]) -> BlobRef {
        let sha256 = sanad_crypto::safe::sha256(content);
        BlobRef { id: BlobId([id; 16]), sha256, len: content.len() as u64, head_sha256: [0; 32] }
    }

    #[test]
    fn files_are_held_against_what_entries_name() {
        let mut sums = Sums::default();
        let [whole, short, other] = [1, 2, 3].map(|it| BlobId([it; 16]));
        assert!(sums.add(whole, 0, b"in two ") && sums.add(whole, 1, b"parts"));
        assert!(sums.add(short, 0, b"cut"));
        assert!(sums.add(other, 0, b"this"));
        let all = [named(1, b"in two parts"), named(2, b"cut off"), named(3, b"that"), named(4, b"gone")];
        let compared = sums.compare(&all);
        assert_eq!((compared.right, compared.changed), (1, vec![other]));
        assert_eq!(compared.missing, [short, BlobId([4; 16])]);
    }

    #[test]
    fn parts_come_together_and_in_order() {
        let [one, two] = [1, 2].map(|it| BlobId([it; 16]));
        assert!(!Sums::default().add(one, 1, b""));
        let mut sums = Sums::default();
        assert!(sums.add(one, 0, b"") && sums.add(two, 0, b""));
        assert!(!sums.add(one, 0, b""), "it was done already");
        let mut sums = Sums::default();
        assert!(sums.add(one, 0, b"") && !sums.add(one, 0, b""), "twice");
    }
}
