//! Everything that is stored, as rows that do not depend on the engine: for backups, and for moving from one
//! engine to the other (docs/formats/backup.md).
//!
//! A dump is taken at one moment, while the server goes on; a load is one transaction into an empty database.
//! Both work row by row, in bounded memory. Sessions and challenges are not dumped: they end within hours, and
//! a copy must let nobody in.

mod load;
mod row;

use std::io;

use futures_util::TryStreamExt as _;
use sanad_crypto::safe::team::Team;
use sanad_domain::TeamId;
use sea_orm::{
    ColumnTrait as _, DatabaseTransaction, EntityTrait, Iterable, PrimaryKeyToColumn as _, QueryFilter as _,
    QueryOrder as _, Select,
};
use sha2::{Digest as _, Sha256};

pub use load::{Load, LoadError};
pub(crate) use row::{Cell, Row, Writer, Written};

use crate::{
    Hash, Root, Store, StoreError,
    entity::{self, log_state, statement},
};

/// Why rows were not written out.
#[derive(Debug, thiserror::Error)]
pub enum DumpError {
    /// The database failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Whoever takes the rows failed.
    #[error("the rows could not be written")]
    Sink(#[from] io::Error),
    /// There is no such table to dump.
    #[error("there is no table of this name")]
    NoSuchTable,
}

/// What the rows of a table amount to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableSum {
    /// Number of rows.
    pub rows: u64,
    /// Length of them all, encoded.
    pub bytes: u64,
    /// SHA-256 over them all, encoded.
    pub sha256: Hash,
}

/// Adds up rows.
#[derive(Default)]
pub(crate) struct Sum {
    rows: u64,
    bytes: u64,
    hash: Sha256,
}

impl Sum {
    pub(crate) fn add(&mut self, row: &[u8]) {
        self.rows += 1;
        self.bytes += row.len() as u64;
        self.hash.update(row);
    }

    pub(crate) fn finish(self) -> TableSum {
        TableSum { rows: self.rows, bytes: self.bytes, sha256: self.hash.finalize().into() }
    }
}

/// Takes encoded rows.
pub type Sink<'a> = dyn FnMut(&[u8]) -> io::Result<()> + 'a;

/// The one list of what is dumped: the names of modules in `entity.rs`.
macro_rules! tables {
    ($($name:ident)*) => {
        /// Tables that are dumped, in the order in which they are loaded.
        pub const TABLES: &[&str] = &[$(<entity::$name::Model as Row>::TABLE,)*];

        /// Columns of a table in the order of its rows; `None` where there is no such table.
        pub fn columns(table: &str) -> Option<&'static [&'static str]> {
            $(if table == <entity::$name::Model as Row>::TABLE {
                return Some(<entity::$name::Model as Row>::COLUMNS);
            })*
            None
        }

        async fn write_table(
            tx: &DatabaseTransaction,
            table: &str,
            sink: &mut Sink<'_>,
        ) -> Result<TableSum, DumpError> {
            $(if table == <entity::$name::Model as Row>::TABLE {
                return write_rows::<entity::$name::Entity>(tx, sink).await;
            })*
            Err(DumpError::NoSuchTable)
        }

        async fn read_table(
            tx: &DatabaseTransaction,
            table: &str,
            source: &mut dyn io::Read,
        ) -> Result<TableSum, LoadError> {
            $(if table == <entity::$name::Model as Row>::TABLE {
                return load::read_rows::<entity::$name::Entity>(tx, source).await;
            })*
            Err(LoadError::NoSuchTable)
        }

        async fn all_empty(tx: &DatabaseTransaction) -> Result<bool, StoreError> {
            $(if entity::$name::Entity::find().one(tx).await?.is_some() {
                return Ok(false);
            })*
            Ok(true)
        }
    };
}

tables! {
    statement card account way_in team_grant directory cases lane entry case_grant blob opened log_state log_node
    head_node head_chain
}

/// The database at one moment.
pub struct Snapshot {
    tx: DatabaseTransaction,
}

impl Store {
    /// Holds the database as it is now; what is written meanwhile is not seen.
    pub async fn snapshot(&self) -> Result<Snapshot, StoreError> {
        let tx = self.read().await?;
        // Both engines fix the moment at the first read, not before.
        log_state::Entity::find().one(&tx).await?;
        Ok(Snapshot { tx })
    }
}

impl Snapshot {
    /// The team with its newest checkpoint; `None` where none was founded.
    pub async fn team(&self) -> Result<Option<(Team, Root)>, StoreError> {
        let chain = statement::Entity::find().order_by_asc(statement::Column::N).all(&self.tx).await?;
        let Some(first) = chain.first() else { return Ok(None) };
        let state = log_state::Entity::find_by_id(first.team_id.clone()).one(&self.tx).await?;
        let state = state.ok_or(StoreError::Unreadable("log_state"))?;
        let team = Team::read(chain.iter().map(|it| (it.bytes.as_slice(), it.leaf as u64)))
            .map_err(|_| StoreError::Unreadable("statement"))?;
        Ok(Some((team, Root { size: state.size as u64, checkpoint: state.checkpoint })))
    }

    /// What a table's rows amount to, before they are written: an archive says a file's length first.
    pub async fn measure(&self, table: &str) -> Result<TableSum, DumpError> {
        write_table(&self.tx, table, &mut |_: &[u8]| Ok(())).await
    }

    /// Writes a table's rows, one call for each, in the order of the primary key.
    pub async fn write(&self, table: &str, sink: &mut Sink<'_>) -> Result<TableSum, DumpError> {
        write_table(&self.tx, table, sink).await
    }
}

async fn write_rows<E>(tx: &DatabaseTransaction, sink: &mut Sink<'_>) -> Result<TableSum, DumpError>
where
    E: EntityTrait,
    E::Model: Row,
{
    let mut query = E::find();
    for key in <E::PrimaryKey as Iterable>::iter() {
        query = query.order_by_asc(key.into_column());
    }
    let (mut sum, mut bytes) = (Sum::default(), vec![]);
    each(tx, query, |model| {
        row::encode(&model, &mut bytes);
        sum.add(&bytes);
        sink(&bytes).map_err(DumpError::Sink)
    })
    .await?;
    Ok(sum.finish())
}

/// Hands over the rows of a query one by one. Nothing else can be asked of the transaction meanwhile.
pub(crate) async fn each<E, X>(
    tx: &DatabaseTransaction,
    query: Select<E>,
    mut row: impl FnMut(E::Model) -> Result<(), X>,
) -> Result<(), X>
where
    E: EntityTrait,
    X: From<StoreError>,
{
    let rows = query.stream(tx).await.map_err(StoreError::from)?;
    let mut rows = std::pin::pin!(rows);
    while let Some(model) = rows.try_next().await.map_err(StoreError::from)? {
        row(model)?;
    }
    Ok(())
}

/// Rows of one team, for whoever reads them one by one.
pub(crate) fn of_team<E>(column: E::Column, team: TeamId) -> Select<E>
where
    E: EntityTrait,
{
    E::find().filter(column.eq(team.0.to_vec()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Tables that are left out on purpose: they end within hours.
    const LEFT_OUT: [&str; 2] = ["session", "challenge"];

    #[test]
    fn every_table_is_dumped_or_left_out_on_purpose() {
        let mut listed = [TABLES, &LEFT_OUT[..]].concat();
        let mut there = entity::ALL.to_vec();
        listed.sort_unstable();
        there.sort_unstable();
        assert_eq!(listed, there, "a new table is one more word under `tables!`");
    }

    #[test]
    fn columns_are_known_by_table() {
        assert_eq!(columns("opened"), Some(&["team_id", "case_id", "member_id", "at"][..]));
        assert_eq!(columns("session"), None);
    }
}
