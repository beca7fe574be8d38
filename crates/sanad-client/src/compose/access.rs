//! The record that a case is opened, written before anything of it was seen (protocol §9).

use rand_core::CryptoRng;
use sanad_crypto::safe::{entry::Draft, epoch};
use sanad_domain::{
    CaseId, EntryId, Lane,
    case::{Access, Body, Purpose},
};
use sanad_protocol::case::{Append, Heads as HeadsView};

use super::Writer;
use crate::{ClientError, Trust, tell::random_16};

impl Writer {
    /// Records that a member asks for a case, before anything of it was seen.
    #[expect(clippy::too_many_arguments, reason = "each says something else about the record")]
    pub fn access(
        &self,
        trust: &Trust,
        case: CaseId,
        heads: &HeadsView,
        purpose: Purpose,
        alias: &str,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Append, ClientError> {
        let of = |lane| heads.lanes.iter().find(|it| it.lane == lane);
        let shared = of(Lane::Shared).ok_or(ClientError::Answer)?;
        let head = match of(Lane::Access) {
            Some(it) => Some((it.n, it.head.as_slice().try_into().map_err(|_| ClientError::Answer)?)),
            None => None,
        };
        let (n, prev) = head.map_or((0, [0; 32]), |(n, hash)| (n + 1, hash));
        let draft = Draft {
            team: trust.team.id,
            case,
            lane: Lane::Access,
            n,
            prev,
            epoch: shared.epoch,
            entry: EntryId(random_16(rng)),
            author: self.author,
            at,
            saw: Some(trust.saw()),
            body: Body::Access(Access { purpose, alias: alias.into() }),
            blobs: vec![],
            opens: None,
            case_nonce: None,
            beginning: None,
            successions: vec![],
        };
        let (header, sealed) = draft.seal(&epoch::recipient(&heads.shared_recipient)?, &self.key, rng)?;
        Ok(Append {
            header: header.bytes().to_vec().into(),
            sealed: sealed.into(),
            grants: vec![],
            routing: None,
            summary: None,
        })
    }
}
