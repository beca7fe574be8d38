//! Loading rows into an empty database. What comes is from outside and may be anything.

use std::io::{self, Read};

use minicbor::Decoder;
use sea_orm::{ActiveModelTrait as _, DatabaseTransaction, EntityTrait, IntoActiveModel};

use super::{
    Sum, TableSum, all_empty, read_table,
    row::{Row, encode},
};
use crate::{
    Store, StoreError,
    audit::{self, Audit, AuditError},
    entity::{challenge, session},
};

/// Longest row in bytes; the longest that the server stores is an entry with a quarter of a mebibyte.
const MAX_ROW: usize = 4 << 20;
/// Bytes that are read at once.
const PIECE: usize = 256 << 10;
/// Rows in one statement: engines limit the number of values (SQLite to 32,766).
const ROWS: usize = 256;
/// Bytes of rows in one statement, about.
const BYTES: u64 = 4 << 20;

/// Why rows were not taken. Nothing of the load stands.
#[derive(Debug, thiserror::Error)]
pub enum LoadError {
    /// The database failed, or refused a row that stands there twice.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The rows could not be read.
    #[error("the rows could not be read")]
    Source(#[from] io::Error),
    /// The bytes are not rows of this table.
    #[error("row {row} of {table} is not a row of that table")]
    Malformed {
        /// Table.
        table: &'static str,
        /// Row, from 0.
        row: u64,
    },
    /// There is no such table to load.
    #[error("there is no table of this name")]
    NoSuchTable,
    /// The database holds something already.
    #[error("the database is not empty")]
    NotEmpty,
}

/// A load that is under way: nothing stands before [`Load::commit`]; dropped, it is undone.
pub struct Load {
    tx: DatabaseTransaction,
}

impl Store {
    /// Begins to load. Refused where any table holds a row.
    pub async fn load(&self) -> Result<Load, LoadError> {
        let tx = self.write().await?;
        let session = session::Entity::find().one(&tx).await.map_err(StoreError::from)?;
        let challenge = challenge::Entity::find().one(&tx).await.map_err(StoreError::from)?;
        if session.is_some() || challenge.is_some() || !all_empty(&tx).await? {
            return Err(LoadError::NotEmpty);
        }
        Ok(Load { tx })
    }
}

impl Load {
    /// Loads a table's rows, as [`super::Snapshot::write`] wrote them, to the end of `source`.
    pub async fn table(&self, table: &str, source: &mut dyn Read) -> Result<TableSum, LoadError> {
        read_table(&self.tx, table, source).await
    }

    /// Audits what was loaded, before it stands.
    pub async fn audit(&self, origin: audit::Origin) -> Result<Audit, AuditError> {
        audit::audit(&self.tx, origin).await
    }

    /// Makes it stand.
    pub async fn commit(self) -> Result<(), StoreError> {
        Ok(self.tx.commit().await?)
    }
}

/// Rows of one table out of a stream of bytes.
struct Rows<'a> {
    source: &'a mut dyn Read,
    buffer: Vec<u8>,
    at: usize,
    ended: bool,
    again: Vec<u8>,
    sum: Sum,
    count: u64,
}

impl Rows<'_> {
    /// The next row; `None` at the end.
    fn next<R: Row>(&mut self) -> Result<Option<R>, LoadError> {
        let malformed = LoadError::Malformed { table: R::TABLE, row: self.count };
        loop {
            let rest = &self.buffer[self.at..];
            if rest.is_empty() && self.ended {
                return Ok(None);
            }
            let mut from = Decoder::new(rest);
            match R::take(&mut from) {
                Ok(row) => {
                    let used = from.position();
                    encode(&row, &mut self.again);
                    // One row has one spelling, else its hash would depend on who wrote it.
                    if used > MAX_ROW || self.again[..] != rest[..used] {
                        return Err(malformed);
                    }
                    self.sum.add(&self.again);
                    (self.at, self.count) = (self.at + used, self.count + 1);
                    return Ok(Some(row));
                }
                Err(error) if error.is_end_of_input() && !self.ended && rest.len() < MAX_ROW => {}
                Err(_) => return Err(malformed),
            }
            self.fill()?;
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.at);
        self.at = 0;
        let read = (&mut *self.source).take(PIECE as u64).read_to_end(&mut self.buffer)?;
        self.ended = read < PIECE;
        Ok(())
    }
}

pub(super) async fn read_rows<E>(
    tx: &DatabaseTransaction,
    source: &mut dyn Read,
) -> Result<TableSum, LoadError>
where
    E: EntityTrait,
    E::Model: Row + IntoActiveModel<E::ActiveModel>,
{
    let mut rows =
        Rows { source, buffer: vec![], at: 0, ended: false, again: vec![], sum: Sum::default(), count: 0 };
    let mut waiting: Vec<E::ActiveModel> = vec![];
    let mut written = 0;
    while let Some(row) = rows.next::<E::Model>()? {
        let row: E::ActiveModel = row.into_active_model();
        waiting.push(row.reset_all());
        if waiting.len() == ROWS || rows.sum.bytes - written > BYTES {
            written = rows.sum.bytes;
            insert::<E>(tx, std::mem::take(&mut waiting)).await?;
        }
    }
    insert::<E>(tx, waiting).await?;
    Ok(rows.sum.finish())
}

async fn insert<E>(tx: &DatabaseTransaction, rows: Vec<E::ActiveModel>) -> Result<(), StoreError>
where
    E: EntityTrait,
{
    if !rows.is_empty() {
        E::insert_many(rows).exec_without_returning(tx).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entity::opened;

    fn opened(at: i64) -> opened::Model {
        opened::Model { team_id: vec![1; 16], case_id: vec![2; 16], member_id: vec![3; 16], at }
    }

    fn bytes(rows: &[opened::Model]) -> Vec<u8> {
        let (mut all, mut one) = (vec![], vec![]);
        for row in rows {
            encode(row, &mut one);
            all.extend_from_slice(&one);
        }
        all
    }

    /// Reads with pieces of every size, as a pipe may give them.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let len = self.1.min(into.len()).min(self.0.len());
            into[..len].copy_from_slice(&self.0[..len]);
            self.0 = &self.0[len..];
            Ok(len)
        }
    }

    fn read(bytes: &[u8], piece: usize) -> Result<(Vec<opened::Model>, TableSum), LoadError> {
        let mut source = Pieces(bytes, piece);
        let mut rows = Rows {
            source: &mut source,
            buffer: vec![],
            at: 0,
            ended: false,
            again: vec![],
            sum: Sum::default(),
            count: 0,
        };
        let mut all = vec![];
        while let Some(row) = rows.next()? {
            all.push(row);
        }
        Ok((all, rows.sum.finish()))
    }

    #[test]
    fn rows_come_back_from_pieces_of_any_size() {
        let rows: Vec<opened::Model> = (0..3000).map(|it| opened(it * 7919)).collect();
        let all = bytes(&rows);
        for piece in [1, 7, 4096, 1 << 20] {
            let (read, sum) = read(&all, piece).unwrap();
            assert_eq!(read, rows);
            assert_eq!((sum.rows, sum.bytes), (3000, all.len() as u64));
            assert_eq!(sum.sha256, sanad_crypto::safe::sha256(&all));
        }
        assert!(read(&[], 1).unwrap().0.is_empty());
    }

    #[test]
    fn what_is_not_a_row_is_refused_where_it_stands() {
        let good = bytes(&[opened(1), opened(2)]);
        let refused = |bytes: &[u8]| match read(bytes, 5) {
            Err(LoadError::Malformed { table: "opened", row }) => row,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused(&good[..good.len() - 1]), 1, "cut off");
        assert_eq!(refused(&[&good[..], &[0x00]].concat()), 2, "followed by something");
        // The number 1 in two bytes instead of one.
        let mut long = bytes(&[opened(1)]);
        long.pop();
        long.extend_from_slice(&[0x18, 0x01]);
        assert_eq!(refused(&long), 0, "another spelling");
        // A byte string that claims to be longer than any row.
        let mut endless = vec![0x84, 0x5b, 0, 0, 0, 1, 0, 0, 0, 0];
        endless.resize(MAX_ROW + PIECE * 2, 7);
        assert_eq!(refused(&endless), 0, "too long");
        let overflowing = [0x84, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff];
        assert_eq!(refused(&overflowing), 0, "longer than memory");
    }
}
