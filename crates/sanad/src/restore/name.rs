//! Names that may stand in a backup. Every other name is refused before anything is written.

use sanad_domain::BlobId;
use sanad_store::dump::TABLES;

use crate::{
    backup::{MANIFEST_FILE, README_FILE},
    data::KEY_FILE,
};

/// A file of a backup. Their order is the order in which they stand in an archive.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Name {
    /// What this is, for who opens it by hand.
    Readme,
    /// The server's secret.
    Key,
    /// Rows of the table with this place in [`TABLES`].
    Rows(usize),
    /// One part of a sealed file.
    Part(BlobId, u32),
    /// What is in the archive.
    Manifest,
}

impl Name {
    /// Reads a path of the archive. There is one spelling for each.
    pub(crate) fn parse(path: &[u8]) -> Option<Self> {
        let path = std::str::from_utf8(path).ok()?;
        if path == README_FILE {
            return Some(Self::Readme);
        }
        if path == KEY_FILE {
            return Some(Self::Key);
        }
        if path == MANIFEST_FILE {
            return Some(Self::Manifest);
        }
        if let Some(table) = path.strip_prefix("rows/").and_then(|it| it.strip_suffix(".cbor")) {
            return TABLES.iter().position(|it| *it == table).map(Self::Rows);
        }
        let (blob, n) = path.strip_prefix("blobs/")?.split_once('/')?;
        let part: u32 = n.parse().ok()?;
        (part.to_string() == n).then_some(Self::Part(blob.parse().ok()?, part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_backup_holds_is_a_name() {
        let blob = format!("blob_{}", "0a".repeat(16));
        let named = |path: &str| Name::parse(path.as_bytes());
        assert_eq!(named("README.txt"), Some(Name::Readme));
        assert_eq!(named("server.key"), Some(Name::Key));
        assert_eq!(named("rows/statement.cbor"), Some(Name::Rows(0)));
        assert_eq!(named("manifest.json"), Some(Name::Manifest));
        assert_eq!(named(&format!("blobs/{blob}/10")), Some(Name::Part(BlobId([10; 16]), 10)));
        let wrong = [
            "",
            "/server.key",
            "./server.key",
            "../server.key",
            "sanad.db",
            "rows/session.cbor",
            "rows/../server.key",
            "rows/statement.cbor/",
            "blobs/../../etc/0",
            "blobs/case_0a/0",
            "Server.key",
        ];
        for path in wrong {
            assert_eq!(named(path), None, "{path}");
        }
        for n in ["00", "+1", "-1", "1/", "", "4294967296", "0x1", " 1"] {
            assert_eq!(named(&format!("blobs/{blob}/{n}")), None, "{n}");
        }
        assert_eq!(Name::parse(&[0xff, 0xfe]), None);
    }

    #[test]
    fn their_order_is_that_of_an_archive() {
        let [one, two] = [1, 2].map(|it| BlobId([it; 16]));
        let order = [
            Name::Readme,
            Name::Key,
            Name::Rows(0),
            Name::Rows(1),
            Name::Part(one, 0),
            Name::Part(one, 1),
            Name::Part(two, 0),
            Name::Manifest,
        ];
        assert!(order.is_sorted());
    }
}
