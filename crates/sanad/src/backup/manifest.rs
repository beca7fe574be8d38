//! The last file of a backup: what is in it, and which log it is of (docs/formats/backup.md).

use sanad_domain::TeamId;
use sanad_store::dump::{TableSum, columns};
use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

/// Name and version of the format.
pub(crate) const FORMAT: &str = "sanad/backup/v1";

/// What a backup holds.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Manifest {
    /// [`FORMAT`].
    pub(crate) format: String,
    /// Version of Sanad that wrote it.
    pub(crate) version: String,
    /// Migrations of the database that it was read from.
    pub(crate) schema: Vec<String>,
    /// Team.
    pub(crate) team: TeamId,
    /// Unix seconds.
    pub(crate) created: u64,
    /// The log at that moment.
    pub(crate) log: LogPoint,
    /// Tables in the order of the archive.
    pub(crate) tables: Vec<TableLine>,
    /// All sealed files together.
    pub(crate) blobs: BlobLine,
}

/// The log at the moment of a backup.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct LogPoint {
    /// Leaves.
    pub(crate) size: u64,
    /// Root, hexadecimal.
    pub(crate) root: String,
    /// Signed checkpoint.
    pub(crate) checkpoint: String,
}

/// One table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct TableLine {
    /// Name.
    pub(crate) name: String,
    /// Columns, in the order of a row.
    pub(crate) columns: Vec<String>,
    /// Number of rows.
    pub(crate) rows: u64,
    /// Length of `rows/<name>.cbor`.
    pub(crate) bytes: u64,
    /// SHA-256 of it, hexadecimal.
    pub(crate) sha256: String,
}

impl TableLine {
    /// The line of a table.
    pub(crate) fn of(table: &str, sum: &TableSum) -> Self {
        let columns = columns(table).unwrap_or_default().iter().map(|it| (*it).to_owned()).collect();
        let sha256 = hex(&sum.sha256);
        Self { name: table.to_owned(), columns, rows: sum.rows, bytes: sum.bytes, sha256 }
    }
}

/// All parts of sealed files, in the order of the archive.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct BlobLine {
    /// Number of parts.
    pub(crate) parts: u64,
    /// Length of them all.
    pub(crate) bytes: u64,
    /// SHA-256 over one line for each part, `<SHA-256>  <name>` as `sha256sum` writes it; hexadecimal.
    pub(crate) sha256: String,
}

/// Adds up parts.
#[derive(Default)]
pub(crate) struct BlobSum {
    parts: u64,
    bytes: u64,
    lines: Sha256,
}

impl BlobSum {
    /// One more part.
    pub(crate) fn add(&mut self, name: &str, bytes: &[u8]) {
        self.parts += 1;
        self.bytes += bytes.len() as u64;
        let line = format!("{}  {name}\n", hex(&sanad_crypto::safe::sha256(bytes)));
        self.lines.update(line.as_bytes());
    }

    /// The line of all of them.
    pub(crate) fn finish(self) -> BlobLine {
        let hash: [u8; 32] = self.lines.finalize().into();
        BlobLine { parts: self.parts, bytes: self.bytes, sha256: hex(&hash) }
    }
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_summed_as_sha256sum_lists_them() {
        let mut sum = BlobSum::default();
        sum.add("blobs/a/0", b"hello");
        let line = sum.finish();
        let listed = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824  blobs/a/0\n";
        assert_eq!((line.parts, line.bytes), (1, 5));
        assert_eq!(line.sha256, hex(&sanad_crypto::safe::sha256(listed.as_bytes())));
    }

    #[test]
    fn a_manifest_says_nothing_that_is_not_known() {
        let known = r#"{"parts":1,"bytes":2,"sha256":"00"}"#;
        let unknown = r#"{"parts":1,"bytes":2,"sha256":"00","more":3}"#;
        assert!(serde_json::from_str::<BlobLine>(known).is_ok());
        assert!(serde_json::from_str::<BlobLine>(unknown).is_err());
    }
}
