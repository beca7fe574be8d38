//! Every entry in its place: signature, author, chain, epoch, leaf.

use sanad_crypto::safe::{
    Hash, chain,
    entry::{BlobRef, Header, HeaderFields, continues},
    epoch,
    receipt::person_id,
    sha256,
    team::Team,
};
use sanad_domain::{Author, AuthorClass, CaseId, EntryId, Lane, Role, TeamId};
use sea_orm::{DatabaseTransaction, QueryOrder as _};

use super::{AuditError, Bad, Check, Where, cases::Cases, tree::Claims};
use crate::{
    cases::to_lane,
    dump::{each, of_team},
    entity::entry,
};

/// What was walked over.
#[derive(Default)]
pub(super) struct Walked {
    pub(super) entries: u64,
    pub(super) files: Vec<BlobRef>,
}

/// Epoch of a lane, and SHA-256 of its recipient.
type Epoch = (u32, Option<Hash>);

/// The lane that is being walked.
struct LaneWalk {
    case: CaseId,
    lane: Lane,
    head: (u64, Hash),
    leaf: i64,
    /// `None` where only the last header of a destroyed case is left.
    epoch: Option<Epoch>,
}

struct Walk<'a> {
    team: &'a Team,
    cases: &'a mut Cases,
    claims: &'a mut Claims,
    lane: Option<LaneWalk>,
    walked: Walked,
}

/// Walks over all entries, lane by lane.
pub(super) async fn check(
    tx: &DatabaseTransaction,
    team: &Team,
    cases: &mut Cases,
    claims: &mut Claims,
) -> Result<Walked, AuditError> {
    let mut walk = Walk { team, cases, claims, lane: None, walked: Walked::default() };
    let query = of_team::<entry::Entity>(entry::Column::TeamId, team.id)
        .order_by_asc(entry::Column::CaseId)
        .order_by_asc(entry::Column::Lane)
        .order_by_asc(entry::Column::N);
    each(tx, query, |row| walk.step(row).map_err(AuditError::from)).await?;
    walk.end_lane()?;
    walk.cases.all_walked()?;
    Ok(walk.walked)
}

impl Walk<'_> {
    fn step(&mut self, row: entry::Model) -> Result<(), Bad> {
        let (case, lane, entry) = ids(&row).ok_or(Where::Row { table: "entry" }.bad(Check::Malformed))?;
        let at = Where::Entry { case, lane, n: row.n as u64, entry };
        let header = Header::parse(&row.header).map_err(|refused| at.refused(refused))?;
        let fields = &header.fields;
        if fields.team != self.team.id
            || (fields.case, fields.lane, fields.entry) != (case, lane, entry)
            || fields.n != row.n as u64
        {
            return Err(at.bad(Check::Swapped));
        }
        let hash = header.entry_hash();
        if row.hash != hash {
            return Err(at.bad(Check::Hash));
        }
        let leaf = chain::leaf(&hash, row.arrived as u64);
        self.claims.claim(row.leaf, &leaf).map_err(|check| at.bad(check))?;
        let destroyed = self.cases.is_destroyed(case).ok_or(at.bad(Check::Extra))?;
        let ends = fields.destroys == Some(true);
        if ends != destroyed {
            // Either the case goes on after its end, or something of a destroyed case is left.
            let wrong =
                if destroyed { at.bad(Check::Extra) } else { Where::Case { case }.bad(Check::Differs) };
            return Err(wrong);
        }
        if !sealed_fits(fields, &row.sealed) {
            return Err(at.bad(Check::Sealed));
        }
        if !may_speak(self.team, fields, row.leaf as u64) {
            return Err(at.bad(Check::Forbidden));
        }
        self.follow(&header, row.leaf, at)?;
        self.walked.entries += 1;
        self.walked.files.extend(fields.blobs.iter().cloned());
        Ok(())
    }

    /// The entry continues its lane, or begins it.
    fn follow(&mut self, header: &Header, leaf: i64, at: Where) -> Result<(), Bad> {
        let fields = &header.fields;
        let (case, lane) = (fields.case, fields.lane);
        if self.lane.as_ref().is_some_and(|it| (it.case, it.lane) != (case, lane)) {
            self.end_lane()?;
        }
        let before = self.lane.take();
        let epoch = match &before {
            // Alone, the end of a case excuses the gap before it. What it does not show any more is whose the
            // case was: the key may have changed since its beginning.
            None if fields.destroys == Some(true) => None,
            None => {
                if !continues(header, None) {
                    return Err(at.bad(Check::Chain));
                }
                if lane == Lane::Shared && !begins(self.team.id, fields) {
                    return Err(at.bad(Check::CaseId));
                }
                Some(epoch_after(fields, None).ok_or(at.bad(Check::Epoch))?)
            }
            Some(last) => {
                // Nothing stands beside the end of a case.
                let epoch = last.epoch.ok_or(at.bad(Check::Extra))?;
                if !continues(header, Some(last.head)) {
                    return Err(at.bad(Check::Chain));
                }
                if leaf <= last.leaf {
                    return Err(at.bad(Check::Order));
                }
                Some(epoch_after(fields, Some(epoch)).ok_or(at.bad(Check::Epoch))?)
            }
        };
        self.lane = Some(LaneWalk { case, lane, head: (fields.n, header.entry_hash()), leaf, epoch });
        Ok(())
    }

    /// The table knows the lane, and that it ends here.
    fn end_lane(&mut self) -> Result<(), Bad> {
        let Some(walk) = self.lane.take() else { return Ok(()) };
        let at = Where::Lane { case: walk.case, lane: walk.lane };
        let state = self.cases.walked(walk.case, walk.lane).ok_or(at.bad(Check::Missing))?;
        let epoch = walk.epoch.is_none_or(|it| it.1 == state.recipient && it.0 == state.epoch);
        if state.head == walk.head && epoch { Ok(()) } else { Err(at.bad(Check::Differs)) }
    }
}

fn ids(row: &entry::Model) -> Option<(CaseId, Lane, EntryId)> {
    let case = CaseId(row.case_id.as_slice().try_into().ok()?);
    let entry = EntryId(row.entry_id.as_slice().try_into().ok()?);
    Some((case, to_lane(row.lane).ok()?, entry))
}

/// The sealed bytes are the signed ones; of a destroyed case even the last are gone.
fn sealed_fits(fields: &HeaderFields, sealed: &[u8]) -> bool {
    if fields.destroys == Some(true) {
        return sealed.is_empty();
    }
    sealed.len() as u64 == fields.sealed_len && sha256(sealed) == fields.sealed_sha256
}

/// Whether the author could say something here, as far as the team's chain tells.
fn may_speak(team: &Team, fields: &HeaderFields, leaf: u64) -> bool {
    let ends = fields.destroys == Some(true);
    match fields.author.class {
        AuthorClass::Person => fields.lane == Lane::Shared,
        AuthorClass::Member => {
            let member = fields.author.as_member();
            match member.and_then(|it| team.role_at(it, &fields.key, leaf)) {
                Some(Role::Coordinator) => true,
                Some(Role::Caseworker) => !ends,
                Some(Role::Recovery) | None => false,
            }
        }
        // Nobody can say anything as these today.
        AuthorClass::Channel | AuthorClass::System => false,
    }
}

/// A first entry is hers, and the case's id binds her key, the first recipient and the nonce.
fn begins(team: TeamId, fields: &HeaderFields) -> bool {
    let nonce = fields.case_nonce.as_ref().and_then(|it| it.as_slice().try_into().ok());
    let recipient = fields.opens.as_ref().and_then(|it| epoch::recipient(&it.recipient).ok());
    let (Some(nonce), Some(recipient)) = (nonce, recipient) else { return false };
    epoch::case_id(team, &fields.key, &recipient, &nonce) == fields.case
        && fields.author == Author::person(person_id(&fields.key))
}

/// Epoch and recipient after an entry; `None` where they do not follow (docs/formats/entry.md).
fn epoch_after(fields: &HeaderFields, before: Option<Epoch>) -> Option<Epoch> {
    // The access lane has no epochs of its own: it is sealed to the shared lane's recipient.
    if fields.lane == Lane::Access {
        return fields.opens.is_none().then_some((fields.epoch, None));
    }
    let next = before.map_or(0, |it| it.0.saturating_add(1));
    match (&fields.opens, before) {
        (Some(opens), _) if opens.epoch == next && fields.epoch == next => {
            Some((next, Some(sha256(&opens.recipient))))
        }
        (None, Some(it)) if fields.epoch == it.0 => Some(it),
        _ => None,
    }
}
