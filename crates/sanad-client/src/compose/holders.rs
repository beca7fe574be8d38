//! Who holds a case: new epochs when it is taken, given on, when a member's card changed, and when the person
//! changes her number (protocol §2). Whoever gets no grant of the new epoch loses the old ones with it.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use sanad_age::HybridRecipient;
use sanad_crypto::safe::{
    entry::Opens,
    epoch::{self, EpochSeed, Holder},
    grant::{self, Place},
    receipt::PersonKeys,
    succession::Succession,
};
use sanad_domain::{
    Lane, MemberId, Role,
    case::{Assign, Body, Opening},
};
use sanad_protocol::case::Grant;

use super::{Composed, Parts, Writer};
use crate::{ClientError, Trust, file::OpenFile};

/// Public keys of those who may hold an epoch; `true` for the person's.
pub(super) type Holders = Vec<(HybridRecipient, bool)>;

impl Writer {
    /// Gives the case to members: new epochs for them, all coordinators and the recovery sheet (on `shared`
    /// also the person), without intake. Two requests, in this order.
    pub fn assign(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        to: &[MemberId],
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Composed>, ClientError> {
        let assign = Body::Assign(Assign { to: to.to_vec() });
        if is_held_by(file, &card_holders(trust, to)?) {
            return Ok(vec![self.entry(trust, file, Lane::Team, assign, at, rng)?]);
        }
        let opening = Body::Opening(Opening { reason: "taken".into() });
        self.hand_over(trust, file, to, [opening, assign], at, rng)
    }

    /// New epochs where the cards changed since the case was taken: a member left, got a new card, or became a
    /// coordinator. `None` where the right ones hold it, or nobody took it.
    pub fn renew(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Option<Vec<Composed>>, ClientError> {
        let before = file.case.assignees.clone();
        let to: Vec<MemberId> = before.iter().copied().filter(|it| trust.team.live(*it).is_some()).collect();
        if self.is_with_intake(trust, file) || is_held_by(file, &card_holders(trust, &to)?) {
            return Ok(None);
        }
        let opening = || Body::Opening(Opening { reason: "renewed".into() });
        // Who left works on it no longer; the case goes back where nobody is left.
        let team = if to == before { opening() } else { Body::Assign(Assign { to: to.clone() }) };
        self.hand_over(trust, file, &to, [opening(), team], at, rng).map(Some)
    }

    fn hand_over(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        to: &[MemberId],
        [on_shared, on_team]: [Body; 2],
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<Composed>, ClientError> {
        let team = card_holders(trust, to)?;
        let mut shared = team.clone();
        let person = file.person.as_ref().ok_or(ClientError::NoKey)?;
        shared.push((epoch::recipient(person)?, true));
        Ok(vec![
            self.opening(trust, file, Lane::Shared, on_shared, &shared, vec![], at, rng)?,
            self.opening(trust, file, Lane::Team, on_team, &team, vec![], at, rng)?,
        ])
    }

    /// The person changes her number: a new epoch of `shared` for those who hold it and for her new keys. The
    /// old number leads nowhere from then on.
    pub fn rekey(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        new: &PersonKeys,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        let held = file.holders.get(&Lane::Shared).cloned().unwrap_or_default();
        let mut holders: Holders = vec![(new.age.recipient(), true)];
        let cards = trust.team.members().map(|it| &it.recipient);
        let intake = trust.team.generations_of("intake").map(|it| &it.recipient);
        for recipient in cards.chain(intake) {
            let recipient = epoch::recipient(recipient)?;
            if held.contains(&Holder::of(&recipient)) {
                holders.push((recipient, false));
            }
        }
        let next = Succession::sign(trust.team.id, file.id, &self.key, &new.sign);
        let body = Body::Opening(Opening { reason: "rekey".into() });
        let composed =
            self.opening(trust, file, Lane::Shared, body, &holders, vec![next.clone()], at, rng)?;
        file.successions.push(next);
        file.person = Some(new.age.recipient().to_bytes());
        Ok(composed)
    }

    /// Who holds the team's lane: those who hold `shared`, without the person; intake before anybody took it.
    pub(super) fn team_holders(&self, trust: &Trust, file: &OpenFile) -> Result<Holders, ClientError> {
        if self.is_with_intake(trust, file) {
            let (intake, _) = trust.team.key_recipient("intake").map_err(|_| ClientError::NotReady)?;
            return Ok(vec![(intake, false)]);
        }
        card_holders(trust, &file.case.assignees)
    }

    /// Nobody took the case: a key of intake, of whichever generation, holds it.
    fn is_with_intake(&self, trust: &Trust, file: &OpenFile) -> bool {
        let held = file.holders.get(&Lane::Shared);
        let intake = trust.team.generations_of("intake");
        intake
            .filter_map(|it| epoch::recipient(&it.recipient).ok())
            .any(|recipient| held.is_some_and(|it| it.contains(&Holder::of(&recipient))))
    }

    #[expect(clippy::too_many_arguments, reason = "an opening is an entry and its holders")]
    pub(super) fn opening(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        lane: Lane,
        body: Body,
        holders: &Holders,
        successions: Vec<Succession>,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        let epoch = file.lanes.get(&lane).and_then(|it| it.epoch).map_or(0, |it| it + 1);
        let new = EpochSeed::generate(rng);
        // Who holds the case may read its history: older epochs are granted with the new one.
        let mut seeds: BTreeMap<u32, EpochSeed> = file
            .seeds
            .iter()
            .filter(|((of, _), _)| *of == lane)
            .map(|((_, at), seed)| (*at, seed.clone()))
            .collect();
        seeds.insert(epoch, new.clone());
        let (mut grants, mut held) = (vec![], vec![]);
        for (recipient, is_person) in holders {
            for (at, seed) in &seeds {
                let place = Place::Lane { case: file.id, lane, epoch: *at };
                let (sealed, mut it) = grant::seal(trust.team.id, place, seed, recipient, &self.key, rng)?;
                it.recipient = is_person.then(|| recipient.to_bytes());
                grants.push(Grant { lane, epoch: *at, holder: it.holder, sealed: sealed.into() });
                held.push(it);
            }
        }
        let opens = Opens { epoch, recipient: new.recipient().to_bytes() };
        let parts = Parts {
            lane,
            body,
            epoch,
            recipient: new.recipient(),
            opens: Some((opens, held)),
            grants,
            blobs: vec![],
            successions,
        };
        file.seeds.insert((lane, epoch), new);
        file.holders.insert(lane, holders.iter().map(|(it, _)| Holder::of(it)).collect());
        let composed = self.write(trust, file, parts, at, rng)?;
        if let Some(state) = file.lanes.get_mut(&lane) {
            state.epoch = Some(epoch);
        }
        Ok(composed)
    }
}

/// Whether exactly these hold the team's lane.
fn is_held_by(file: &OpenFile, wanted: &Holders) -> bool {
    let wanted: Vec<Holder> = wanted.iter().map(|(recipient, _)| Holder::of(recipient)).collect();
    file.holders
        .get(&Lane::Team)
        .is_some_and(|it| it.len() == wanted.len() && wanted.iter().all(|holder| it.contains(holder)))
}

/// The cards that hold a taken case: its assignees, every coordinator, the recovery sheet.
fn card_holders(trust: &Trust, assignees: &[MemberId]) -> Result<Holders, ClientError> {
    let mut holders = vec![];
    for card in trust.team.members() {
        if card.role != Role::Caseworker || assignees.contains(&card.member) {
            holders.push((epoch::recipient(&card.recipient)?, false));
        }
    }
    Ok(holders)
}
