//! Tables that follow from the team's chain: cards, and who holds grants.

use std::collections::{BTreeMap, HashSet};

use sanad_crypto::safe::{
    epoch::{self, Holder},
    team::{Card, Team},
};
use sanad_domain::{CaseId, Lane, MemberId};
use sea_orm::DatabaseTransaction;

use super::{AuditError, Bad, Check, Where, cases::Cases};
use crate::{
    cases::to_lane,
    dump::{each, of_team},
    entity::{card, case_grant, team_grant},
};

/// Holds the tables against the chain.
pub(super) async fn check(tx: &DatabaseTransaction, team: &Team, cases: &Cases) -> Result<(), AuditError> {
    check_cards(tx, team).await?;
    let cards: HashSet<Vec<u8>> =
        team.cards.values().flatten().filter_map(|it| holder(&it.card.recipient)).collect();
    let intake: HashSet<Vec<u8>> =
        team.generations_of("intake").filter_map(|it| holder(&it.recipient)).collect();
    check_team_grants(tx, team, &cards).await?;
    let known = |holder: &Vec<u8>| cards.contains(holder) || intake.contains(holder);
    each(tx, of_team::<case_grant::Entity>(case_grant::Column::TeamId, team.id), |row| {
        check_grant(&row, cases, &known).map_err(AuditError::from)
    })
    .await
}

fn holder(recipient: &[u8]) -> Option<Vec<u8>> {
    epoch::recipient(recipient).ok().map(|it| Holder::of(&it).0.to_vec())
}

/// The table of cards is the chain's, card by card.
async fn check_cards(tx: &DatabaseTransaction, team: &Team) -> Result<(), AuditError> {
    let mut expected: BTreeMap<MemberId, (&Card, bool)> = BTreeMap::new();
    for (member, cards) in &team.cards {
        if let Some(last) = cards.last() {
            expected.insert(*member, (&last.card, last.until.is_none()));
        }
    }
    each(tx, of_team::<card::Entity>(card::Column::TeamId, team.id), |row| {
        let broken = Where::Row { table: "card" }.bad(Check::Malformed);
        let member = MemberId(row.member_id.try_into().map_err(|_| broken)?);
        let at = Where::Card { member };
        let (card, live) = expected.remove(&member).ok_or(at.bad(Check::Extra))?;
        let same = row.verify_key == card.verify_key.0
            && row.role == card.role as i16
            && (row.triage, row.live) == (card.triage, live)
            && holder(&card.recipient) == Some(row.holder);
        if same { Ok::<(), AuditError>(()) } else { Err(at.bad(Check::Differs).into()) }
    })
    .await?;
    match expected.into_keys().next() {
        Some(member) => Err(Where::Card { member }.bad(Check::Missing).into()),
        None => Ok(()),
    }
}

async fn check_team_grants(
    tx: &DatabaseTransaction,
    team: &Team,
    cards: &HashSet<Vec<u8>>,
) -> Result<(), AuditError> {
    each(tx, of_team::<team_grant::Entity>(team_grant::Column::TeamId, team.id), |row| {
        let broken = Where::Row { table: "team_grant" }.bad(Check::Malformed);
        let generation = u32::try_from(row.generation).map_err(|_| broken)?;
        let named = team.generations.contains_key(&(row.name, generation));
        if named && cards.contains(&row.holder) {
            return Ok::<(), AuditError>(());
        }
        Err(Where::TeamKey { generation }.bad(Check::Extra).into())
    })
    .await
}

/// A grant is of an epoch that the lane has. On the team's lane only cards and intake hold any; on the shared
/// one also the person, whose key stands in no table.
fn check_grant(row: &case_grant::Model, cases: &Cases, known: &impl Fn(&Vec<u8>) -> bool) -> Result<(), Bad> {
    let broken = Where::Row { table: "case_grant" }.bad(Check::Malformed);
    let case = CaseId(row.case_id.as_slice().try_into().map_err(|_| broken)?);
    let lane = to_lane(row.lane).map_err(|_| broken)?;
    let epoch = u32::try_from(row.epoch).map_err(|_| broken)?;
    let at = Where::Grant { case, lane, epoch };
    let there = cases.lanes().get(&(case, lane)).is_some_and(|it| epoch <= it.epoch);
    if !there || lane == Lane::Access || cases.is_destroyed(case) != Some(false) {
        return Err(at.bad(Check::Extra));
    }
    if lane == Lane::Team && !known(&row.holder) { Err(at.bad(Check::Forbidden)) } else { Ok(()) }
}
