//! The team's chain within a batch.

use sanad_crypto::safe::{chain, sha256, team::Team};
use sea_orm::{
    ColumnTrait as _, EntityTrait as _, QueryFilter as _, QueryOrder as _, Set, sea_query::OnConflict,
};

use super::{
    batch::Batch,
    work::{NewStatements, Place, Refusal},
};
use crate::{
    StoreError,
    entity::{account, card, directory, statement, team_grant},
    members::{free_ways, replace_account},
    team::holder_of,
};

impl Batch<'_> {
    /// Verifies the chain with its new statements and takes them, all or none.
    pub(super) async fn state(
        &mut self,
        new: &NewStatements,
    ) -> Result<Result<Vec<Place>, Refusal>, StoreError> {
        let stored = statement::Entity::find()
            .filter(statement::Column::TeamId.eq(self.team.0.to_vec()))
            .order_by_asc(statement::Column::N)
            .all(self.tx)
            .await?;
        let mut chain: Vec<(Vec<u8>, u64)> =
            stored.into_iter().map(|it| (it.bytes, it.leaf as u64)).collect();
        let first = chain.len();
        // Leaves are handed out when the statements are added; for the check any growing number does.
        let next = chain.last().map_or(0, |(_, leaf)| leaf + 1);
        chain.extend(new.statements.iter().enumerate().map(|(at, it)| (it.clone(), next + at as u64)));
        let team = match Team::read(chain.iter().map(|(bytes, leaf)| (bytes.as_slice(), *leaf))) {
            Ok(team) if team.id == self.team => team,
            _ => return Ok(Err(Refusal::WrongPlace)),
        };
        if let Err(refusal) = self.check_account(new, &team, next).await? {
            return Ok(Err(refusal));
        }
        if !grants_fit(new, &team)? {
            return Ok(Err(Refusal::Forbidden));
        }
        let places = self.add_statements(new, first as u64).await?;
        self.write_cards(&team).await?;
        self.write_grants(new).await?;
        self.forget_cards();
        Ok(Ok(places))
    }

    /// `first` is the leaf that the check gave to the first new statement.
    async fn check_account(
        &self,
        new: &NewStatements,
        team: &Team,
        first: u64,
    ) -> Result<Result<(), Refusal>, StoreError> {
        let Some((account, ways)) = &new.account else { return Ok(Ok(())) };
        if team.live(account.member).is_none() {
            return Ok(Err(Refusal::WrongPlace));
        }
        let own = account::Entity::find_by_id((self.team.0.to_vec(), account.member.0.to_vec()))
            .one(self.tx)
            .await?;
        if let Some(own) = own {
            // A vault goes with the card whose keys it holds: it is replaced only where the card is, and who
            // may state that card the chain has decided.
            let card = team.cards.get(&account.member).and_then(|it| it.last());
            if card.is_none_or(|it| it.since < first) {
                return Ok(Err(Refusal::Forbidden));
            }
            if own.handle != account.handle {
                return Ok(Err(Refusal::Taken));
            }
        }
        let taken = account::Entity::find()
            .filter(account::Column::TeamId.eq(self.team.0.to_vec()))
            .filter(account::Column::Handle.eq(account.handle.as_str()))
            .filter(account::Column::MemberId.ne(account.member.0.to_vec()))
            .one(self.tx)
            .await?;
        let free = taken.is_none() && free_ways(self.tx, self.team, account.member, ways).await?;
        Ok(if free { Ok(()) } else { Err(Refusal::Taken) })
    }

    async fn add_statements(&mut self, new: &NewStatements, first: u64) -> Result<Vec<Place>, StoreError> {
        let mut places = vec![];
        for (at, bytes) in new.statements.iter().enumerate() {
            let (n, hash) = (first + at as u64, sha256(bytes));
            let leaf = self.log.add(chain::leaf(&hash, self.now), chain::of_team(self.team), n, hash);
            places.push(Place { n, hash, leaf, arrived: self.now });
            let row = statement::ActiveModel {
                team_id: Set(self.team.0.to_vec()),
                n: Set(n as i64),
                bytes: Set(bytes.clone()),
                hash: Set(hash.to_vec()),
                leaf: Set(leaf as i64),
                arrived: Set(self.now as i64),
            };
            statement::Entity::insert(row).exec_without_returning(self.tx).await?;
        }
        Ok(places)
    }

    /// The table of cards is the chain's, for quick checks; the chain stays the truth.
    async fn write_cards(&self, team: &Team) -> Result<(), StoreError> {
        for (member, cards) in &team.cards {
            let Some(last) = cards.last() else { continue };
            let row = card::ActiveModel {
                team_id: Set(self.team.0.to_vec()),
                member_id: Set(member.0.to_vec()),
                verify_key: Set(last.card.verify_key.0.to_vec()),
                role: Set(last.card.role as i16),
                triage: Set(last.card.triage),
                holder: Set(holder_of(&last.card.recipient)?),
                live: Set(last.until.is_none()),
            };
            let mut replace = OnConflict::columns([card::Column::TeamId, card::Column::MemberId]);
            replace.update_columns([
                card::Column::VerifyKey,
                card::Column::Role,
                card::Column::Triage,
                card::Column::Holder,
                card::Column::Live,
            ]);
            card::Entity::insert(row).on_conflict(replace).exec_without_returning(self.tx).await?;
        }
        Ok(())
    }

    async fn write_grants(&self, new: &NewStatements) -> Result<(), StoreError> {
        for grant in &new.grants {
            let row = team_grant::ActiveModel {
                team_id: Set(self.team.0.to_vec()),
                name: Set(grant.name.clone()),
                generation: Set(grant.generation as i32),
                holder: Set(grant.holder.0.to_vec()),
                sealed: Set(grant.sealed.clone()),
            };
            let mut replace = OnConflict::columns([
                team_grant::Column::TeamId,
                team_grant::Column::Name,
                team_grant::Column::Generation,
                team_grant::Column::Holder,
            ]);
            replace.update_column(team_grant::Column::Sealed);
            team_grant::Entity::insert(row).on_conflict(replace).exec_without_returning(self.tx).await?;
        }
        if let Some((account, ways)) = &new.account {
            replace_account(self.tx, self.team, account, ways).await?;
        }
        if let Some(sealed) = &new.directory {
            let before = directory::Entity::find_by_id(self.team.0.to_vec()).one(self.tx).await?;
            let row = directory::ActiveModel {
                team_id: Set(self.team.0.to_vec()),
                n: Set(before.map_or(0, |it| it.n + 1)),
                sealed: Set(sealed.clone()),
            };
            let mut replace = OnConflict::column(directory::Column::TeamId);
            replace.update_columns([directory::Column::N, directory::Column::Sealed]);
            directory::Entity::insert(row).on_conflict(replace).exec_without_returning(self.tx).await?;
        }
        Ok(())
    }
}

/// Every grant is of a generation that the chain names, and for the member who may receive it.
fn grants_fit(new: &NewStatements, team: &Team) -> Result<bool, StoreError> {
    let only = match new.grants_only_for.map(|it| team.live(it)) {
        None => None,
        Some(None) => return Ok(false),
        Some(Some(card)) => Some(holder_of(&card.recipient)?),
    };
    let named = |name: &str, generation| team.generations.contains_key(&(name.to_owned(), generation));
    Ok(new.grants.iter().all(|it| {
        named(&it.name, it.generation) && only.as_ref().is_none_or(|holder| it.holder.0[..] == holder[..])
    }))
}
