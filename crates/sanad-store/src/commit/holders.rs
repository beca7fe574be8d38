//! Who holds a lane after an opening: those who get a grant of the new epoch, and nobody else.

use sanad_crypto::safe::{receipt::person_id, sign::VerifyKey};
use sanad_domain::PersonId;
use sea_orm::{ColumnTrait as _, EntityTrait as _, QueryFilter as _};

use super::{batch::Batch, work::NewEntry};
use crate::{
    StoreError,
    entity::{card, case_grant, cases},
};

/// The person of a case as she may speak in it.
pub(super) struct Speaker {
    /// Her id: that of her first key.
    pub(super) id: PersonId,
    /// The key that signs for her now.
    pub(super) key: Vec<u8>,
}

impl Speaker {
    pub(super) fn of(row: &cases::Model) -> Result<Self, StoreError> {
        let broken = |_| StoreError::Unreadable("cases.person_key");
        let key: [u8; 32] = row.person_key.as_slice().try_into().map_err(broken)?;
        let id = match &row.person_id {
            Some(id) => PersonId(id.as_slice().try_into().map_err(broken)?),
            // From before numbers could be changed: the first key is the only one.
            None => person_id(&VerifyKey(key)),
        };
        Ok(Self { id, key: key.to_vec() })
    }
}

impl Batch<'_> {
    /// An opening grants its epoch to the recovery sheet, or to intake while nobody took the case: no author
    /// locks the team out.
    pub(super) async fn keeps_the_team(&mut self, new: &NewEntry) -> Result<bool, StoreError> {
        if new.header.fields.opens.is_none() {
            return Ok(true);
        }
        let stay = new_holders(new);
        if self.intake_holders().await?.iter().any(|it| stay.contains(it)) {
            return Ok(true);
        }
        Ok(self.sheet_holders().await?.iter().any(|it| stay.contains(it)))
    }

    /// Names of the recovery sheet's key.
    pub(super) async fn sheet_holders(&self) -> Result<Vec<Vec<u8>>, StoreError> {
        let recovery = card::Entity::find()
            .filter(card::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(card::Column::Role.eq(sanad_domain::Role::Recovery as i16))
            .filter(card::Column::Live.eq(true))
            .all(self.tx)
            .await?;
        Ok(recovery.into_iter().map(|it| it.holder).collect())
    }

    /// Whoever gets no grant of the new epoch loses those of the lane's older ones.
    pub(super) async fn end_grants(&mut self, new: &NewEntry) -> Result<(), StoreError> {
        let fields = &new.header.fields;
        if fields.opens.is_none() || fields.n == 0 {
            return Ok(());
        }
        let stay = new_holders(new);
        self.keep_grants(fields.case, fields.lane, &stay);
        case_grant::Entity::delete_many()
            .filter(case_grant::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(case_grant::Column::CaseId.eq(fields.case.0.to_vec()))
            .filter(case_grant::Column::Lane.eq(fields.lane as i16))
            .filter(case_grant::Column::Holder.is_not_in(stay))
            .exec(self.tx)
            .await?;
        Ok(())
    }
}

/// Holders of the epoch that an entry opens.
fn new_holders(new: &NewEntry) -> Vec<Vec<u8>> {
    let opened = new.header.fields.opens.as_ref().map(|it| it.epoch);
    new.grants.iter().filter(|it| Some(it.epoch) == opened).map(|it| it.holder.0.to_vec()).collect()
}
