//! Writing entries: sealed to the lane, signed, with the grants, routing and summary that follow.

mod access;
mod holders;

use rand_core::CryptoRng;
use sanad_age::HybridRecipient;
use sanad_crypto::safe::{
    Hash,
    entry::{BlobRef, Draft, Header, Held, Opens},
    epoch::EpochSeed,
    routing::{Heads, Routing},
    sign::SigningKey,
    succession::Succession,
    summary::{self, Subject},
};
use sanad_domain::{
    Author, EntryId, Lane,
    case::{Body, Message, Opened, fold},
};
use sanad_protocol::case::{Append, Grant, Summary};

use crate::{ClientError, Trust, file::OpenFile, tell::random_16};

/// Who writes.
#[derive(Debug, Clone)]
pub struct Writer {
    /// As whom.
    pub author: Author,
    /// With which key.
    pub key: SigningKey,
    /// Key of summaries with its generation; members only.
    pub summary_key: Option<(u32, EpochSeed)>,
}

/// A request with what it will leave behind, so that several can be composed before any is sent.
#[derive(Debug, Clone)]
pub struct Composed {
    /// Body of `POST /cases/{case}/entries`.
    pub append: Append,
    /// Hash of its header, for the acknowledgement.
    pub hash: Hash,
}

/// Everything that one entry consists of, beside who writes it and when.
struct Parts {
    lane: Lane,
    body: Body,
    epoch: u32,
    recipient: HybridRecipient,
    opens: Option<(Opens, Vec<Held>)>,
    grants: Vec<Grant>,
    blobs: Vec<BlobRef>,
    successions: Vec<Succession>,
}

impl Writer {
    /// One entry in the lane's present epoch. The first entry of the team's lane opens its epoch 0.
    pub fn entry(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        lane: Lane,
        body: Body,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        self.entry_with(trust, file, lane, body, vec![], at, rng)
    }

    /// Words on the shared lane with the files that `message` names, in the same order.
    pub fn say(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        message: Message,
        blobs: Vec<BlobRef>,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        self.entry_with(trust, file, Lane::Shared, Body::Message(message), blobs, at, rng)
    }

    #[expect(clippy::too_many_arguments, reason = "an entry with its files")]
    fn entry_with(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        lane: Lane,
        body: Body,
        blobs: Vec<BlobRef>,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        if lane == Lane::Team && file.lanes.get(&lane).is_none_or(|it| it.epoch.is_none()) {
            let holders = self.team_holders(trust, file)?;
            return self.opening(trust, file, lane, body, &holders, vec![], at, rng);
        }
        let epoch = file.lanes.get(&lane).and_then(|it| it.epoch).ok_or(ClientError::NoKey)?;
        let recipient = file.seeds.get(&(lane, epoch)).ok_or(ClientError::NoKey)?.recipient();
        let (opens, grants, successions) = (None, vec![], vec![]);
        let parts = Parts { lane, body, epoch, recipient, opens, grants, blobs, successions };
        self.write(trust, file, parts, at, rng)
    }

    /// Seals another summary for the case.
    pub fn summary(
        &self,
        trust: &Trust,
        case: sanad_domain::CaseId,
        content: &summary::Summary,
        rng: &mut impl CryptoRng,
    ) -> Result<Summary, ClientError> {
        let (generation, key) = self.summary_key.as_ref().ok_or(ClientError::NoKey)?;
        let sealed = summary::seal(content, trust.team.id, *generation, Subject::Case(case), key, rng)?;
        Ok(Summary { generation: *generation, sealed: sealed.into() })
    }

    fn write(
        &self,
        trust: &Trust,
        file: &mut OpenFile,
        parts: Parts,
        at: u64,
        rng: &mut impl CryptoRng,
    ) -> Result<Composed, ClientError> {
        let Parts { lane, body, epoch, recipient, opens, grants, blobs, mut successions } = parts;
        let head = file.lanes.get(&lane).and_then(|it| it.head);
        let (n, prev) = head.map_or((0, [0; 32]), |(n, hash)| (n + 1, hash));
        if matches!(body, Body::Destroy(_)) && self.author.as_member().is_none() {
            // Her last header is all that remains: it leads from the case's id to the key that signs it.
            successions.clone_from(&file.successions);
        }
        let draft = Draft {
            team: trust.team.id,
            case: file.id,
            lane,
            n,
            prev,
            epoch,
            entry: EntryId(random_16(rng)),
            author: self.author,
            at,
            saw: Some(trust.saw()),
            body: body.clone(),
            blobs,
            opens,
            case_nonce: None,
            beginning: file.beginning.clone(),
            successions,
        };
        let (header, sealed) = draft.seal(&recipient, &self.key, rng)?;
        self.remember(trust, file, &header, body, at);
        let routing = self.author.as_member().map(|_| self.routing(trust, file).sign(&self.key).into());
        Ok(Composed {
            hash: header.entry_hash(),
            append: Append {
                header: header.bytes().to_vec().into(),
                sealed: sealed.into(),
                grants,
                routing,
                summary: None,
            },
        })
    }

    /// The file as it will be once the entry stands, so that routing is derived from what follows.
    fn remember(&self, trust: &Trust, file: &mut OpenFile, header: &Header, body: Body, at: u64) {
        let fields = &header.fields;
        let role = self.author.as_member().and_then(|it| trust.team.live(it)).map(|it| it.role);
        file.entries.push(Opened {
            lane: fields.lane,
            n: fields.n,
            entry: fields.entry,
            author: self.author,
            role,
            at: fields.at,
            arrived: at,
            body: Ok(body),
        });
        file.case = fold(&file.entries);
        file.blobs.extend(fields.blobs.iter().map(|it| (it.id, it.clone())));
        if let Some(state) = file.lanes.get_mut(&fields.lane) {
            state.head = Some((fields.n, header.entry_hash()));
        }
    }

    fn routing(&self, trust: &Trust, file: &OpenFile) -> Routing {
        let head = |lane| file.lanes.get(&lane).and_then(|it| it.head).map_or([0; 32], |(_, hash)| hash);
        Routing {
            team: trust.team.id,
            case: file.id,
            heads: Heads { shared: head(Lane::Shared), team: head(Lane::Team) },
            stage: file.case.stage,
            band: file.case.band(),
            waiting_since: file.case.waiting_since,
            due: file.case.answer_due(),
            assignees: file.case.assignees.clone(),
            by: self.key.verify_key(),
        }
    }
}
