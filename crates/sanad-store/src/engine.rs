//! Every difference between the engines.

use std::{sync::Arc, time::Duration};

use sanad_domain::TeamId;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm_migration::MigratorTrait as _;

use crate::{migration::Migrator, verified::ChainCache};

/// The database did not do it. Nothing was stored.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The engine refused or is gone.
    #[error("the database failed")]
    Engine(#[from] DbErr),
    /// What is stored does not read back as what was written.
    #[error("the database holds something unreadable in {0}")]
    Unreadable(&'static str),
}

/// A handle to the database; cheap to clone.
#[derive(Debug, Clone)]
pub struct Store {
    pub(crate) db: DatabaseConnection,
    /// Where transactions begin that will write.
    pub(crate) writer: DatabaseConnection,
    pub(crate) chains: Arc<ChainCache>,
}

impl Store {
    /// Connects to `sqlite://path?mode=rwc` or `postgres://…` and brings the schema up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let store = Self::attach(url).await?;
        Migrator::up(&store.db, None).await?;
        Ok(store)
    }

    /// Connects to a database and leaves its schema as it is. `sqlite://path?mode=rw`: where the file is
    /// missing, this fails instead of making one.
    pub async fn attach(url: &str) -> Result<Self, StoreError> {
        let db = Database::connect(options(url)).await?;
        let writer = if db.get_database_backend() == DbBackend::Sqlite {
            // One connection for all writers. They wait for each other in its pool instead of asking SQLite
            // again and again, and its pages and prepared statements stay warm: a connection that did not
            // write last must drop its pages.
            let mut options = options(url);
            options.max_connections(1);
            Database::connect(options).await?
        } else {
            db.clone()
        };
        Ok(Self { db, writer, chains: Arc::default() })
    }

    /// Names of the migrations that this version has and the database has not; empty where it is current.
    pub async fn missing_migrations(&self) -> Result<Vec<String>, StoreError> {
        let missing = Migrator::get_pending_migrations_read_only(&self.db).await?;
        Ok(missing.iter().map(|it| it.name().to_owned()).collect())
    }

    /// Answers whether the database can be written to right now.
    pub async fn healthy(&self) -> bool {
        let Ok(tx) = self.write().await else { return false };
        tx.rollback().await.is_ok()
    }

    /// A transaction that will write. On SQLite it takes the write lock at once: a transaction that reads
    /// first and locks later fails under load whatever the busy timeout.
    pub(crate) async fn write(&self) -> Result<DatabaseTransaction, StoreError> {
        let options = TransactionOptions {
            sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
            ..TransactionOptions::default()
        };
        Ok(self.writer.begin_with_options(options).await?)
    }

    /// The same, alone among the team's writers on every node: what it reads does not change before it writes.
    pub(crate) async fn write_alone(&self, team: TeamId) -> Result<DatabaseTransaction, StoreError> {
        let tx = self.write().await?;
        lock_team(&tx, &team.0).await?;
        Ok(tx)
    }

    /// A transaction in which reads see one moment.
    pub(crate) async fn read(&self) -> Result<DatabaseTransaction, StoreError> {
        let snapshot = (self.db.get_database_backend() == DbBackend::Postgres)
            .then_some(sea_orm::IsolationLevel::RepeatableRead);
        let options = TransactionOptions { isolation_level: snapshot, ..TransactionOptions::default() };
        Ok(self.db.begin_with_options(options).await?)
    }

    /// Closes all connections; on SQLite this also folds the write-ahead log into the file.
    pub async fn close(self) -> Result<(), StoreError> {
        self.writer.close().await?;
        Ok(self.db.close().await?)
    }
}

fn options(url: &str) -> ConnectOptions {
    let mut options = ConnectOptions::new(url);
    options
        .connect_timeout(Duration::from_secs(5))
        .acquire_timeout(Duration::from_secs(10))
        .sqlx_logging(false)
        .max_connections(8)
        // A pooled connection to a file does not break while it rests: asking it each time costs a turn of
        // its thread. One to a server may break.
        .test_before_acquire(!url.starts_with("sqlite:"))
        // Through the options every pooled connection has them; a PRAGMA statement reaches only one.
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                // Statements of a batch differ by how many rows they write.
                .statement_cache_capacity(256)
                // A queue's rows are handed over without stopping every fifty.
                .row_buffer_size(256)
                .pragma("secure_delete", "on")
                .pragma("cache_size", "-8000")
                // What a statement may have to take back stays in memory, not in a file beside the others.
                .pragma("temp_store", "memory")
                // The log is folded into the file every 16 MB instead of every 4: the pages that every
                // commit touches are copied less often. Each commit is flushed as before (synchronous=FULL).
                .pragma("wal_autocheckpoint", "4000")
                // What a burst left behind is cut to this when the log starts over.
                .pragma("journal_size_limit", "33554432")
        });
    options
}

/// One appender a team at a time, across all nodes. SQLite's write transaction is already alone.
async fn lock_team(tx: &DatabaseTransaction, team: &[u8]) -> Result<(), StoreError> {
    if tx.get_database_backend() == DbBackend::Postgres {
        let key = team.first_chunk::<8>().map_or(0, |it| i64::from_be_bytes(*it));
        let lock = Statement::from_sql_and_values(
            DbBackend::Postgres,
            "SELECT pg_advisory_xact_lock($1)",
            [key.into()],
        );
        tx.execute_raw(lock).await?;
    }
    Ok(())
}
