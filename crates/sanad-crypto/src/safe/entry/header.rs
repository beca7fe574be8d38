//! The header of an entry: what the server and every verifier see.

use minicbor::{Decode, Encode};
use sanad_domain::{Author, BlobId, CaseId, EntryId, Lane, TeamId};

use super::{
    super::{
        Hash, Refused, sha256,
        sign::{Signed, SigningKey, VerifyKey},
        succession::Succession,
    },
    NS,
};

const HEADER_LABEL: &str = "sanad/header/v1";

/// Longest header in bytes.
pub const MAX_HEADER: usize = 16 * 1024;

/// A point of the log that somebody saw.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Saw {
    /// Leaves.
    #[n(0)]
    pub size: u64,
    /// Root over them (RFC 6962 §2.1).
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub root: Hash,
}

/// The sealed bytes of a file.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct BlobRef {
    /// Which blob.
    #[n(0)]
    pub id: BlobId,
    /// SHA-256 of the sealed bytes.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub sha256: Hash,
    /// Length of the sealed bytes.
    #[n(2)]
    pub len: u64,
    /// SHA-256 of the age header and nonce, for range reads.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub head_sha256: Hash,
}

/// This entry opens an epoch.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Opens {
    /// Its number.
    #[n(0)]
    pub epoch: u32,
    /// The key to seal to from this entry on.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub recipient: Vec<u8>,
}

/// What stands in the header, except the signature.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct HeaderFields {
    /// Namespace and version of the format.
    #[n(0)]
    pub ns: String,
    /// Team.
    #[n(1)]
    pub team: TeamId,
    /// Case.
    #[n(2)]
    pub case: CaseId,
    /// Lane.
    #[n(3)]
    pub lane: Lane,
    /// Number in the lane, from 0.
    #[n(4)]
    pub n: u64,
    /// Epoch that it is sealed in.
    #[n(5)]
    pub epoch: u32,
    /// Id, chosen by the author's device.
    #[n(6)]
    pub entry: EntryId,
    /// Who says it.
    #[n(7)]
    pub author: Author,
    /// With which key it is signed.
    #[n(8)]
    pub key: VerifyKey,
    /// When the author says it was said, Unix seconds rounded to minutes.
    #[n(9)]
    pub at: u64,
    /// Hash of the entry before, zeros for the first.
    #[n(10)]
    #[cbor(with = "minicbor::bytes")]
    pub prev: Hash,
    /// The checkpoint that the author had.
    #[n(11)]
    pub saw: Option<Saw>,
    /// SHA-256 of the sealed envelope.
    #[n(12)]
    #[cbor(with = "minicbor::bytes")]
    pub sealed_sha256: Hash,
    /// Its length in bytes.
    #[n(13)]
    pub sealed_len: u64,
    /// Files that the entry brings.
    #[n(14)]
    pub blobs: Vec<BlobRef>,
    /// The epoch that it opens.
    #[n(15)]
    pub opens: Option<Opens>,
    /// Hash of the server's signed refusal, where this header was signed again after a conflict.
    #[n(16)]
    #[cbor(with = "minicbor::bytes")]
    pub refusal: Option<Vec<u8>>,
    /// The lane's last entry: what came before may be gone, and only this excuses the gap.
    #[n(17)]
    pub destroys: Option<bool>,
    /// On a case's first entry, and on the person's last: the nonce of the case's id.
    #[n(18)]
    #[cbor(with = "minicbor::bytes")]
    pub case_nonce: Option<Vec<u8>>,
    /// On the person's last entry: the recipient of epoch 0, so that the id still proves whose case it was
    /// when everything else is gone.
    #[n(19)]
    #[cbor(with = "minicbor::bytes")]
    pub first_recipient: Option<Vec<u8>>,
    /// On an entry with which she changes her number: the key that follows. On her last entry: all that
    /// followed the first, which leads from the case's id to the key that signs.
    #[n(20)]
    pub successions: Option<Vec<Succession>>,
}

impl HeaderFields {
    /// Successions that the header carries.
    pub fn successions(&self) -> &[Succession] {
        self.successions.as_deref().unwrap_or_default()
    }
}

/// A header whose signature was checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// Its fields.
    pub fields: HeaderFields,
    bytes: Vec<u8>,
}

impl Header {
    /// Reads canonical bytes and checks the signature by the key that they name. Whether that key may
    /// speak here is for the chain to say.
    pub fn parse(bytes: &[u8]) -> Result<Self, Refused> {
        if bytes.len() > MAX_HEADER {
            return Err(Refused::Malformed);
        }
        let fields = Signed::open_ns(bytes, HEADER_LABEL, NS, |it: &HeaderFields| it.key)?;
        Ok(Self { fields, bytes: bytes.to_vec() })
    }

    /// Reads again what this server verified when it took it: the signature is not checked a second time.
    pub fn reread(bytes: &[u8]) -> Result<Self, Refused> {
        let signed = Signed::split(bytes)?;
        let fields = crate::hazmat::cbor::decode(&signed.fields).ok_or(Refused::Malformed)?;
        Ok(Self { fields, bytes: bytes.to_vec() })
    }

    /// Signs fields.
    pub fn sign(fields: HeaderFields, key: &SigningKey) -> Self {
        let bytes = Signed::make(HEADER_LABEL, &fields, key);
        Self { fields, bytes }
    }

    /// The exact signed bytes.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What the next entry names as `prev` and the log as leaf: SHA-256 of header with signature.
    pub fn entry_hash(&self) -> Hash {
        sha256(&self.bytes)
    }
}

/// Checks that a header continues a lane at `head` (`None`: the lane is empty).
pub fn continues(header: &Header, head: Option<(u64, Hash)>) -> bool {
    let (n, prev) = head.map_or((0, [0; 32]), |(n, hash)| (n + 1, hash));
    header.fields.n == n && header.fields.prev == prev
}
