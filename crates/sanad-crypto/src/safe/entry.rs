//! Entry = header + sealed envelope (protocol §1, docs/formats/entry.md).
//!
//! The header is what the server and every verifier see; the envelope is what only holders read. Every
//! field that stands in both must be equal, else the entry is *forged or swapped*.

mod header;

pub use header::{BlobRef, Header, HeaderFields, MAX_HEADER, Opens, Saw, continues};

use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sanad_age::{HybridIdentity, HybridRecipient};
use sanad_domain::{Author, CaseId, EntryId, Lane, TeamId, case::Body, case::BodyError};

use super::{
    Hash, Refused,
    epoch::Holder,
    sha256,
    sign::{Signed, SigningKey, VerifyKey},
    succession::Succession,
};
use crate::hazmat::padding;

const NS: &str = "sanad/entry/v1";
const INNER_LABEL: &str = "sanad/inner/v1";

/// Longest sealed envelope in bytes. Files go into blobs.
pub const MAX_SEALED: usize = 256 * 1024;

/// A grant that an opening entry names: of the epoch it opens, or of an older one that the new holders may read.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Held {
    /// Epoch of the lane.
    #[n(0)]
    pub epoch: u32,
    /// Which key.
    #[n(1)]
    pub holder: Holder,
    /// SHA-256 of its sealed grant.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub grant: Hash,
    /// Public key of a holder that has no card: the person, so that later epochs can be granted to her.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub recipient: Option<Vec<u8>>,
}

#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
struct EnvelopeFields {
    #[n(0)]
    ns: String,
    #[n(1)]
    team: TeamId,
    #[n(2)]
    case: CaseId,
    #[n(3)]
    lane: Lane,
    #[n(4)]
    epoch: u32,
    #[n(5)]
    entry: EntryId,
    #[n(6)]
    author: Author,
    #[n(7)]
    key: VerifyKey,
    #[n(8)]
    at: u64,
    #[n(9)]
    #[cbor(with = "minicbor::bytes")]
    seen: Hash,
    #[n(10)]
    kind: String,
    #[n(11)]
    kind_version: u32,
    #[n(12)]
    #[cbor(with = "minicbor::bytes")]
    body: Vec<u8>,
    #[n(13)]
    holders: Vec<Held>,
}

/// What an opened envelope says beyond its header.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// Head of the lane when it was composed.
    pub seen: Hash,
    /// What it says, or why this version cannot read it.
    pub body: Result<Body, BodyError>,
    /// Holders of the epoch it opens.
    pub holders: Vec<Held>,
}

/// An entry to be made.
#[derive(Debug, Clone)]
pub struct Draft {
    /// Team.
    pub team: TeamId,
    /// Case.
    pub case: CaseId,
    /// Lane.
    pub lane: Lane,
    /// Number in the lane.
    pub n: u64,
    /// Hash of the entry before.
    pub prev: Hash,
    /// Epoch to seal in.
    pub epoch: u32,
    /// Id.
    pub entry: EntryId,
    /// Author.
    pub author: Author,
    /// Unix seconds; rounded down to minutes here.
    pub at: u64,
    /// Checkpoint that the author has.
    pub saw: Option<Saw>,
    /// What to say.
    pub body: Body,
    /// Files.
    pub blobs: Vec<BlobRef>,
    /// Epoch that it opens, with its holders.
    pub opens: Option<(Opens, Vec<Held>)>,
    /// Nonce of the case id, on the first entry.
    pub case_nonce: Option<[u8; 16]>,
    /// What the case's id was made of, on the person's destruction of it.
    pub beginning: Option<Beginning>,
    /// Keys that follow the person's: one where she changes her number, all on her destruction.
    pub successions: Vec<Succession>,
}

/// What proves, with the creator's key, that a case is the creator's.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Beginning {
    /// Nonce of the case id.
    pub nonce: [u8; 16],
    /// Recipient of epoch 0.
    pub recipient: Vec<u8>,
}

impl Draft {
    /// Seals and signs. `recipient` must be the lane's: the one that its epoch's opening entry names.
    pub fn seal(
        self,
        recipient: &HybridRecipient,
        key: &SigningKey,
        rng: &mut impl CryptoRng,
    ) -> Result<(Header, Vec<u8>), Refused> {
        let at = self.at - self.at % 60;
        let beginning = self.beginning.filter(|_| self.body.kind() == sanad_domain::case::Kind::Destroy);
        let nonce = self.case_nonce.or(beginning.as_ref().map(|it| it.nonce));
        let (opens, holders) = self.opens.map_or((None, vec![]), |(opens, held)| (Some(opens), held));
        let kind = self.body.kind();
        let destroys = (kind == sanad_domain::case::Kind::Destroy).then_some(true);
        let envelope = EnvelopeFields {
            ns: NS.into(),
            team: self.team,
            case: self.case,
            lane: self.lane,
            epoch: self.epoch,
            entry: self.entry,
            author: self.author,
            key: key.verify_key(),
            at,
            seen: self.prev,
            kind: kind.name().into(),
            kind_version: kind.version(),
            body: self.body.encode(),
            holders,
        };
        let signed = Signed::make(INNER_LABEL, &envelope, key);
        let plain = zeroize::Zeroizing::new(padding::pad(&signed));
        let sealed =
            sanad_age::seal(&[recipient.clone().into()], &plain, rng).map_err(|_| Refused::Unacceptable)?;
        if sealed.len() > MAX_SEALED {
            return Err(Refused::Malformed);
        }
        let fields = HeaderFields {
            ns: NS.into(),
            team: self.team,
            case: self.case,
            lane: self.lane,
            n: self.n,
            epoch: self.epoch,
            entry: self.entry,
            author: self.author,
            key: key.verify_key(),
            at,
            prev: self.prev,
            saw: self.saw,
            sealed_sha256: sha256(&sealed),
            sealed_len: sealed.len() as u64,
            blobs: self.blobs,
            opens,
            refusal: None,
            destroys,
            case_nonce: nonce.map(Vec::from),
            first_recipient: beginning.map(|it| it.recipient),
            successions: (!self.successions.is_empty()).then_some(self.successions),
        };
        Ok((Header::sign(fields, key), sealed))
    }
}

/// Opens an envelope and holds it against its header.
pub fn open(header: &Header, sealed: &[u8], identities: &[HybridIdentity]) -> Result<Envelope, Refused> {
    let it = &header.fields;
    if sealed.len() as u64 != it.sealed_len || sha256(sealed) != it.sealed_sha256 {
        return Err(Refused::Swapped);
    }
    let identities: Vec<sanad_age::Identity> = identities.iter().cloned().map(Into::into).collect();
    let plain = sanad_age::open(&identities, sealed).map_err(|_| Refused::Unopenable)?;
    let plain = zeroize::Zeroizing::new(plain);
    let signed = padding::unpad(&plain).ok_or(Refused::Malformed)?;
    let envelope = Signed::open_ns(signed, INNER_LABEL, NS, |it: &EnvelopeFields| it.key)?;
    let inner = (envelope.team, envelope.case, envelope.lane, envelope.epoch, envelope.entry);
    let outer = (it.team, it.case, it.lane, it.epoch, it.entry);
    let opens = match &it.opens {
        Some(opens) => {
            envelope.holders.iter().any(|held| held.epoch == opens.epoch)
                && envelope.holders.iter().all(|held| held.epoch <= opens.epoch)
        }
        None => envelope.holders.is_empty(),
    };
    // Only an entry that says so may end a lane, and one that says so must.
    let destroys = it.destroys == (envelope.kind == sanad_domain::case::Kind::Destroy.name()).then_some(true);
    let who = (envelope.author, envelope.key, envelope.at) == (it.author, it.key, it.at);
    if inner != outer || !who || !opens || !destroys {
        return Err(Refused::Swapped);
    }
    let body = Body::decode(&envelope.kind, envelope.kind_version, &envelope.body);
    Ok(Envelope { seen: envelope.seen, body, holders: envelope.holders })
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
    use sanad_domain::{PersonId, case::Message};

    use super::*;
    use crate::safe::epoch::EpochSeed;

    fn draft() -> Draft {
        Draft {
            team: TeamId([1; 16]),
            case: CaseId([2; 16]),
            lane: Lane::Shared,
            n: 0,
            prev: [0; 32],
            epoch: 0,
            entry: EntryId([3; 16]),
            author: Author::person(PersonId([4; 16])),
            at: 1_000_000,
            saw: None,
            body: Body::Message(Message::of_text("مرحبا")),
            blobs: vec![],
            opens: None,
            case_nonce: None,
            beginning: None,
            successions: vec![],
        }
    }

    fn sealed() -> (Header, Vec<u8>, HybridIdentity, SigningKey) {
        let mut rng = ChaCha20Rng::from_seed([9; 32]);
        let epoch = EpochSeed::generate(&mut rng);
        let key = SigningKey::derive(&[5; 32], "test");
        let (header, sealed) = draft().seal(&epoch.recipient(), &key, &mut rng).unwrap();
        (header, sealed, epoch.identity(), key)
    }

    #[test]
    fn what_is_sealed_opens_in_its_place_only() {
        let (header, sealed, identity, key) = sealed();
        assert_eq!(Header::parse(header.bytes()), Ok(header.clone()));
        let envelope = open(&header, &sealed, std::slice::from_ref(&identity)).unwrap();
        assert_eq!(envelope.body, Ok(draft().body));
        assert_eq!(header.fields.at % 60, 0);

        // The same author signs another header over the same sealed bytes: every shared field is held against it.
        let places: [fn(&mut HeaderFields); 7] = [
            |it| it.team = TeamId([9; 16]),
            |it| it.case = CaseId([9; 16]),
            |it| it.lane = Lane::Team,
            |it| it.epoch = 1,
            |it| it.entry = EntryId([9; 16]),
            |it| it.author = Author::person(PersonId([9; 16])),
            |it| it.at += 60,
        ];
        for place in places {
            let mut fields = header.fields.clone();
            place(&mut fields);
            let moved = Header::sign(fields, &key);
            assert_eq!(open(&moved, &sealed, std::slice::from_ref(&identity)), Err(Refused::Swapped));
        }
        // Another member re-seals it under his own header: the inner signature names the true author.
        let thief = SigningKey::derive(&[6; 32], "test");
        let mut fields = header.fields.clone();
        fields.key = thief.verify_key();
        let stolen = Header::sign(fields, &thief);
        assert_eq!(open(&stolen, &sealed, &[identity]), Err(Refused::Swapped));
    }

    #[test]
    fn a_changed_byte_anywhere_is_refused() {
        let (header, sealed, identity, _) = sealed();
        for at in 0..header.bytes().len() {
            let mut bytes = header.bytes().to_vec();
            bytes[at] ^= 1;
            assert!(Header::parse(&bytes).is_err(), "header byte {at}");
        }
        for at in (0..sealed.len()).step_by(97) {
            let mut bytes = sealed.clone();
            bytes[at] ^= 1;
            assert_eq!(open(&header, &bytes, std::slice::from_ref(&identity)), Err(Refused::Swapped));
        }
    }

    #[test]
    fn lengths_do_not_tell() {
        let mut rng = ChaCha20Rng::from_seed([9; 32]);
        let epoch = EpochSeed::generate(&mut rng);
        let key = SigningKey::derive(&[5; 32], "test");
        let mut len = |text: &str| {
            let body = Body::Message(Message::of_text(text));
            Draft { body, ..draft() }.seal(&epoch.recipient(), &key, &mut rng).unwrap().1.len()
        };
        assert_eq!(len("yes"), len(&"no ".repeat(400)));
    }
}
