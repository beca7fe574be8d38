//! The two engines, each with a fresh database for every test.

use std::io::Write as _;

use crate::{folder::Folder, postgres};

/// Which engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// SQLite, embedded.
    Sqlite,
    /// PostgreSQL.
    Postgres,
}

/// An empty database.
#[derive(Debug)]
pub struct Fresh {
    /// Its address, as the store takes it.
    pub url: String,
    /// A folder beside it, which an embedded database is in.
    pub folder: Folder,
}

impl Engine {
    /// A database of its own; `None` where PostgreSQL's tests are skipped on purpose.
    pub async fn fresh(self) -> Option<Fresh> {
        let folder = Folder::make();
        let url = match self {
            Self::Sqlite => format!("sqlite://{}?mode=rwc", folder.path().join("sanad.db").display()),
            Self::Postgres => match postgres::cluster() {
                Some(cluster) => cluster.fresh_database().await,
                None => {
                    // Straight to the stream: this must be seen although the test passes.
                    let _ = writeln!(std::io::stderr(), "SKIPPED: {} is set", postgres::SKIP);
                    return None;
                }
            },
        };
        Some(Fresh { url, folder })
    }
}
