//! What the server knows of sealed files: whose case, how large, whether complete. Their bytes lie elsewhere.

use sanad_domain::{BlobId, CaseId, TeamId};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait as _, EntityTrait as _, IntoActiveModel as _, QueryFilter as _,
    sea_query::Expr,
};

use crate::{
    Hash, Store, StoreError,
    entity::{blob, cases},
};

/// Seconds after which a file that no entry names is swept: 48 hours.
const UNNAMED_LASTS: u64 = 48 * 3600;

/// A file that is about to come.
#[derive(Debug, Clone, Copy)]
pub struct NewBlob {
    /// Which.
    pub blob: BlobId,
    /// Of which case.
    pub case: CaseId,
    /// Length of the sealed file, in bytes.
    pub sealed_len: u64,
    /// Her voice.
    pub voice: bool,
}

/// What one case may hold.
#[derive(Debug, Clone, Copy)]
pub struct BlobLimits {
    /// Most files.
    pub files: u64,
    /// Most bytes of all its files together.
    pub bytes: u64,
}

/// Why a file is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlobRefusal {
    /// No such case, or it was destroyed.
    NotFound,
    /// Under 18, and not her voice.
    Minor,
    /// The case has as many files as it may have.
    TooMany,
    /// Its files are as large together as they may be.
    Full,
    /// The same id with another length, or of another case.
    Taken,
}

/// A file as the server knows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BlobRow {
    /// Which.
    pub blob: BlobId,
    /// Of which case.
    pub case: CaseId,
    /// Length of the sealed file, in bytes.
    pub sealed_len: u64,
    /// SHA-256 of the sealed file, once it is complete; then it does not change any more.
    pub sha256: Option<Hash>,
}

fn row(it: blob::Model) -> Result<BlobRow, StoreError> {
    let broken = |_| StoreError::Unreadable("blob");
    Ok(BlobRow {
        blob: BlobId(it.blob_id.try_into().map_err(broken)?),
        case: CaseId(it.case_id.try_into().map_err(broken)?),
        sealed_len: it.sealed_len as u64,
        sha256: it.sha256.map(|it| it.try_into().map_err(broken)).transpose()?,
    })
}

impl Store {
    /// Takes note of a file that is about to come; the same again is fine.
    pub async fn begin_blob(
        &self,
        team: TeamId,
        new: NewBlob,
        limits: BlobLimits,
        now: u64,
    ) -> Result<Result<(), BlobRefusal>, StoreError> {
        let tx = self.write_alone(team).await?;
        let case = cases::Entity::find_by_id((team.0.to_vec(), new.case.0.to_vec())).one(&tx).await?;
        let Some(case) = case.filter(|it| !it.destroyed) else { return Ok(Err(BlobRefusal::NotFound)) };
        if case.minor && !new.voice {
            return Ok(Err(BlobRefusal::Minor));
        }
        let key = (team.0.to_vec(), new.blob.0.to_vec());
        if let Some(it) = blob::Entity::find_by_id(key).one(&tx).await? {
            let same = it.case_id[..] == new.case.0 && it.sealed_len as u64 == new.sealed_len && !it.doomed;
            return Ok(if same { Ok(()) } else { Err(BlobRefusal::Taken) });
        }
        let others = blob::Entity::find()
            .filter(blob::Column::TeamId.eq(team.0.to_vec()))
            .filter(blob::Column::CaseId.eq(new.case.0.to_vec()))
            .filter(blob::Column::Doomed.eq(false))
            .all(&tx)
            .await?;
        if others.len() as u64 >= limits.files {
            return Ok(Err(BlobRefusal::TooMany));
        }
        let held: u64 = others.iter().map(|it| it.sealed_len as u64).sum();
        if held.saturating_add(new.sealed_len) > limits.bytes {
            return Ok(Err(BlobRefusal::Full));
        }
        let row = blob::Model {
            team_id: team.0.to_vec(),
            blob_id: new.blob.0.to_vec(),
            case_id: new.case.0.to_vec(),
            sealed_len: new.sealed_len as i64,
            sha256: None,
            voice: new.voice,
            named: false,
            doomed: false,
            begun: now as i64,
        };
        blob::Entity::insert(row.into_active_model().reset_all()).exec_without_returning(&tx).await?;
        tx.commit().await?;
        Ok(Ok(()))
    }

    /// A file of a case.
    pub async fn blob(&self, team: TeamId, blob: BlobId) -> Result<Option<BlobRow>, StoreError> {
        let found = blob::Entity::find_by_id((team.0.to_vec(), blob.0.to_vec())).one(&self.db).await?;
        found.filter(|it| !it.doomed).map(row).transpose()
    }

    /// The file is complete and does not change from now on; `false` where it was complete with another hash,
    /// or is not there.
    pub async fn finish_blob(&self, team: TeamId, blob: BlobId, sha256: Hash) -> Result<bool, StoreError> {
        let tx = self.write_alone(team).await?;
        let found = blob::Entity::find_by_id((team.0.to_vec(), blob.0.to_vec())).one(&tx).await?;
        let Some(mut it) = found.filter(|it| !it.doomed) else { return Ok(false) };
        if let Some(before) = &it.sha256 {
            return Ok(before[..] == sha256);
        }
        it.sha256 = Some(sha256.to_vec());
        it.into_active_model().reset_all().update(&tx).await?;
        tx.commit().await?;
        Ok(true)
    }

    /// Files whose bytes are to be deleted: of destroyed cases, and what no entry named in time.
    pub async fn doomed_blobs(&self, team: TeamId, now: u64) -> Result<Vec<BlobId>, StoreError> {
        // From here on none of them can be named any more: the bytes go after that.
        blob::Entity::update_many()
            .col_expr(blob::Column::Doomed, Expr::value(true))
            .filter(blob::Column::TeamId.eq(team.0.to_vec()))
            .filter(blob::Column::Named.eq(false))
            .filter(blob::Column::Begun.lt(now.saturating_sub(UNNAMED_LASTS) as i64))
            .exec(&self.writer)
            .await?;
        let rows = blob::Entity::find()
            .filter(blob::Column::TeamId.eq(team.0.to_vec()))
            .filter(blob::Column::Doomed.eq(true))
            .all(&self.db)
            .await?;
        rows.into_iter().map(|it| Ok(row(it)?.blob)).collect()
    }

    /// The bytes of a doomed file are gone.
    pub async fn forget_blob(&self, team: TeamId, blob: BlobId) -> Result<(), StoreError> {
        blob::Entity::delete_many()
            .filter(blob::Column::TeamId.eq(team.0.to_vec()))
            .filter(blob::Column::BlobId.eq(blob.0.to_vec()))
            .filter(blob::Column::Doomed.eq(true))
            .exec(&self.writer)
            .await?;
        Ok(())
    }
}
