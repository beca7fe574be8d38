//! The files that entries bring: complete, of this case, and named once.

use sanad_domain::CaseId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _, sea_query::Expr};

use super::{batch::Batch, work::NewEntry};
use crate::{StoreError, entity::blob};

impl Batch<'_> {
    /// Whether every file that the header names is there, complete, as the header says, and not named before.
    pub(super) async fn has_its_files(&mut self, new: &NewEntry) -> Result<bool, StoreError> {
        let fields = &new.header.fields;
        if fields.blobs.is_empty() {
            return Ok(true);
        }
        let rows = blob::Entity::find()
            .filter(blob::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(blob::Column::BlobId.is_in(ids(new)))
            .all(self.tx)
            .await?;
        let fits = fields.blobs.iter().all(|it| {
            rows.iter().any(|row| {
                row.blob_id[..] == it.id.0
                    && row.case_id[..] == fields.case.0
                    && !row.named
                    && !row.doomed
                    && row.sealed_len as u64 == it.len
                    && row.sha256.as_ref().is_some_and(|sha256| sha256[..] == it.sha256)
            })
        });
        Ok(fits && rows.len() == fields.blobs.len())
    }

    /// From now on the sweep leaves them alone, and no other entry brings them.
    pub(super) async fn name_files(&mut self, new: &NewEntry) -> Result<(), StoreError> {
        if new.header.fields.blobs.is_empty() {
            return Ok(());
        }
        blob::Entity::update_many()
            .col_expr(blob::Column::Named, Expr::value(true))
            .filter(blob::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(blob::Column::BlobId.is_in(ids(new)))
            .exec(self.tx)
            .await?;
        Ok(())
    }

    /// The files of a destroyed case: their bytes are deleted by the next sweep, which finds them here.
    pub(super) async fn doom_files(&mut self, case: CaseId) -> Result<(), StoreError> {
        blob::Entity::update_many()
            .col_expr(blob::Column::Doomed, Expr::value(true))
            .col_expr(blob::Column::Sha256, Expr::value(Option::<Vec<u8>>::None))
            .filter(blob::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(blob::Column::CaseId.eq(case.0.to_vec()))
            .exec(self.tx)
            .await?;
        Ok(())
    }
}

fn ids(new: &NewEntry) -> Vec<Vec<u8>> {
    new.header.fields.blobs.iter().map(|it| it.id.0.to_vec()).collect()
}
