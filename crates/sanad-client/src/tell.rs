//! Telling: from a report to a request, and from the answer to certainty.

use rand_core::CryptoRng;
use sanad_crypto::safe::{
    Hash,
    answer::Ack,
    entry::{Draft, Header, Opens},
    epoch::{EpochSeed, case_id},
    grant::{self, Place},
    pow::Puzzle,
    receipt::{Cost, PersonKeys, Receipt},
};
use sanad_domain::{
    Author, CaseId, EntryId, Lane,
    case::Body,
    report::{Age, Report},
};
use sanad_protocol::{
    case::{Append, Appended, Grant},
    intake::{FileReport, Filed, Kdf, Work},
};

use crate::{ClientError, Trust};

/// A report that is ready to be sent. Sending it again is safe: its entry id makes it one.
#[derive(Debug, Clone)]
pub struct Prepared {
    /// The request; its encoding is the body of `POST /cases`.
    pub request: FileReport,
    /// The case that begins.
    pub case: CaseId,
    hash: Hash,
}

/// Draws 16 random bytes.
pub(crate) fn random_16(rng: &mut impl CryptoRng) -> [u8; 16] {
    let mut out = [0; 16];
    rng.fill_bytes(&mut out);
    out
}

/// Seals a report to the team's intake. `at` is Unix seconds.
///
/// Costs two Argon2id derivations (0.14 s each on a desk, up to 3 s on a cheap phone). The keys open the case
/// at once, for files that follow.
pub fn prepare(
    trust: &Trust,
    report: &Report,
    receipt: &Receipt,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<(Prepared, PersonKeys), ClientError> {
    let lookup = receipt.derive_lookup(&trust.team.salt)?;
    let kdf = Kdf { salt: random_16(rng).to_vec().into(), cost: Cost::RECEIPT };
    let salt = salt_of(&kdf)?;
    let keys = receipt.derive_keys(&salt, kdf.cost)?;
    let prepared = prepare_with_keys(trust, report, &keys, lookup.0, kdf, at, rng)?;
    Ok((prepared, keys))
}

/// The same with keys that are there already: for a demo whose cases nobody comes back to.
pub fn prepare_with_keys(
    trust: &Trust,
    report: &Report,
    keys: &PersonKeys,
    lookup: Hash,
    kdf: Kdf,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<Prepared, ClientError> {
    report.check()?;
    let (intake, _) = trust.team.key_recipient("intake").map_err(|_| ClientError::NotReady)?;
    let team = trust.team.id;
    let seed = EpochSeed::generate(rng);
    let recipient = seed.recipient();
    let nonce = random_16(rng);
    let case = case_id(team, &keys.sign.verify_key(), &recipient, &nonce);
    let place = Place::Lane { case, lane: Lane::Shared, epoch: 0 };
    let mine = keys.age.recipient();
    let (for_intake, intake_held) = grant::seal(team, place, &seed, &intake, &keys.sign, rng)?;
    let (for_me, mut my_held) = grant::seal(team, place, &seed, &mine, &keys.sign, rng)?;
    my_held.recipient = Some(mine.to_bytes());
    let held = [&intake_held, &my_held].map(|it| it.holder);
    let opens = Opens { epoch: 0, recipient: recipient.to_bytes() };
    let draft = Draft {
        team,
        case,
        lane: Lane::Shared,
        n: 0,
        prev: [0; 32],
        epoch: 0,
        entry: EntryId(random_16(rng)),
        author: Author::person(keys.person_id()),
        at,
        saw: Some(trust.saw()),
        body: Body::Report(report.clone()),
        blobs: vec![],
        opens: Some((opens, vec![intake_held, my_held])),
        case_nonce: Some(nonce),
        beginning: None,
        successions: vec![],
    };
    let (header, sealed) = draft.seal(&recipient, &keys.sign, rng)?;
    let grants = [for_intake, for_me]
        .into_iter()
        .zip(held)
        .map(|(sealed, holder)| Grant { lane: Lane::Shared, epoch: 0, holder, sealed: sealed.into() })
        .collect();
    let claim = report.claim();
    let request = FileReport {
        lookup: lookup.to_vec().into(),
        kdf,
        auth_key: keys.auth.verify_key(),
        first: Append {
            header: header.bytes().to_vec().into(),
            sealed: sealed.into(),
            grants,
            routing: None,
            summary: None,
        },
        claimed: claim.band,
        alert: claim.alert,
        minor: report.age == Age::Minor,
        work: None,
    };
    Ok(Prepared { request, case, hash: header.entry_hash() })
}

impl Prepared {
    /// Adds the solution of the server's puzzle.
    pub fn with_work(mut self, puzzle: Puzzle, nonce: u64) -> Self {
        self.request.work = Some(Work { puzzle, nonce });
        self
    }

    /// Checks that the answer acknowledges exactly this report: durable and in the log.
    pub fn accepted(&self, trust: &Trust, answer: &Filed) -> Result<Ack, ClientError> {
        if answer.session.case != self.case {
            return Err(ClientError::Unacknowledged);
        }
        check_ack(trust, &Appended { ack: answer.ack.clone() }, &self.hash)
    }
}

/// Checks an acknowledgement against the hash of what was sent.
pub fn check_ack(trust: &Trust, answer: &Appended, hash: &Hash) -> Result<Ack, ClientError> {
    let ack = Ack::open(&answer.ack, trust.system_key()?)?;
    let checkpoint = trust.checkpoint(&ack.checkpoint)?;
    let covered = ack.leaf < checkpoint.size && checkpoint.size >= trust.checkpoint.size;
    if ack.entry_hash != *hash || ack.team != trust.team.id || !covered {
        return Err(ClientError::Unacknowledged);
    }
    Ok(ack)
}

/// Checks an acknowledgement against a header that was sent.
pub fn check_ack_of(trust: &Trust, answer: &Appended, sent: &Append) -> Result<Ack, ClientError> {
    let header = Header::parse(&sent.header)?;
    check_ack(trust, answer, &header.entry_hash())
}

/// The salt of stage 2 as the derivation takes it.
pub(crate) fn salt_of(kdf: &Kdf) -> Result<[u8; 16], ClientError> {
    kdf.salt.as_slice().try_into().map_err(|_| ClientError::Answer)
}
