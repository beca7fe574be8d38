//! Every difference between the engines.

use std::time::Duration;

use sanad_domain::TeamId;
use sea_orm::{
    ConnectOptions, ConnectionTrait, Database, DatabaseConnection, DatabaseTransaction, DbBackend, DbErr,
    SqliteTransactionMode, Statement, TransactionOptions, TransactionTrait,
    sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous},
};
use sea_orm_migration::MigratorTrait as _;

use crate::migration::Migrator;

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
}

impl Store {
    /// Connects to `sqlite://path?mode=rwc` or `postgres://…` and brings the schema up to date.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        let db = Database::connect(options(url)).await?;
        Migrator::up(&db, None).await?;
        Ok(Self { db })
    }

    /// Connects to a database that is there, and leaves its schema as it is. `sqlite://path?mode=rw`: where the
    /// file is missing, this fails instead of making one.
    pub async fn attach(url: &str) -> Result<Self, StoreError> {
        Ok(Self { db: Database::connect(options(url)).await? })
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
        Ok(self.db.begin_with_options(options).await?)
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
        // Through the options every pooled connection has them; a PRAGMA statement reaches only one.
        .map_sqlx_sqlite_opts(|sqlite| {
            sqlite
                .journal_mode(SqliteJournalMode::Wal)
                .synchronous(SqliteSynchronous::Full)
                .foreign_keys(true)
                .busy_timeout(Duration::from_secs(10))
                .pragma("secure_delete", "on")
                .pragma("cache_size", "-8000")
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
