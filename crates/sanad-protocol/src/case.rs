//! Cases: appending, reading, the queue.

use sanad_crypto::safe::epoch::Holder;
use sanad_domain::{BlobId, CaseId, Lane, danger::Band};

use crate::{Bytes, log::HeadProof, wire};

wire! {
    /// A sealed grant with its place.
    Grant {
        /// Lane.
        0 lane: Lane,
        /// Epoch.
        1 epoch: u32,
        /// Whose.
        2 holder: Holder,
        /// age file.
        3 sealed: Bytes,
    }
    /// `POST /cases/{case}/entries`: one more entry.
    Append {
        /// Signed header.
        0 header: Bytes,
        /// Sealed envelope.
        1 sealed: Bytes,
        /// Grants that the entry names.
        2 grants: Vec<Grant>,
        /// Signed routing that follows from it (members).
        3 routing: Option<Bytes>,
        /// Sealed summary that follows from it (members).
        4 summary: Option<Summary>,
    }
    /// A sealed summary.
    Summary {
        /// Generation of the team's summary key.
        0 generation: u32,
        /// Nonce and ciphertext.
        1 sealed: Bytes,
    }
    /// The entry stands: durable, in the log.
    Appended {
        /// Signed by the system (`sanad_crypto::safe::answer::Ack`).
        0 ack: Bytes,
    }
    /// The lane went on (status 409).
    Conflicted {
        /// Signed by the system (`sanad_crypto::safe::answer::Conflict`).
        0 refusal: Bytes,
    }
    /// An entry as it is stored.
    Stored {
        /// Signed header.
        0 header: Bytes,
        /// Sealed envelope; empty where the case was destroyed.
        1 sealed: Bytes,
        /// Leaf in the log.
        2 leaf: u64,
        /// Arrival, Unix seconds.
        3 arrived: u64,
    }
    /// One lane, whole.
    LaneFile {
        /// Which.
        0 lane: Lane,
        /// In order.
        1 entries: Vec<Stored>,
        /// Proof of its head under the checkpoint.
        2 proof: HeadProof,
    }
    /// A case as its reader may have it: the person gets `shared` and `access`, a member all three.
    CaseFile {
        /// Which.
        0 case: CaseId,
        /// Lanes.
        1 lanes: Vec<LaneFile>,
        /// Grants for the reader's keys.
        2 grants: Vec<Grant>,
        /// Newest checkpoint (C2SP signed note).
        3 checkpoint: String,
        /// Sealed summary (members).
        4 summary: Option<Summary>,
        /// Number of statements of the team's chain: more than the reader knows, and cards or keys changed.
        5 statements: u64,
        /// Proof of what the file says about the log: where each entry stands, what each author saw, and the
        /// checkpoint that the reader knows (`sanad_crypto::log::reveal`).
        6 revealed: Vec<Bytes>,
    }
    /// `POST /cases/{case}/open`: an access record first, then the file.
    Open {
        /// An entry of lane `access`; `None` where this member opened the case within the hour.
        0 access: Option<Append>,
        /// Leaves under the checkpoint that the reader knows.
        1 seen: u64,
    }
    /// What an opening needs to know before it can be written.
    Heads {
        /// `(n, head, epoch)` of each lane that has entries.
        0 lanes: Vec<LaneHead>,
        /// Recipient of the shared lane's epoch, to which access records are sealed.
        1 shared_recipient: Bytes,
        /// This member opened the case within the hour: no new access record is needed.
        2 opened: bool,
    }
    /// Where a lane stands.
    LaneHead {
        /// Which.
        0 lane: Lane,
        /// Number of the last entry.
        1 n: u64,
        /// Its hash.
        2 head: Bytes,
        /// Epoch.
        3 epoch: u32,
    }
    /// One row of the queue.
    QueueRow {
        /// Case.
        0 case: CaseId,
        /// Arrival of the report, Unix seconds.
        1 arrived: u64,
        /// What her page claims, at most high.
        2 claimed: Band,
        /// A claimed threat to life.
        3 alert: bool,
        /// Last signed routing.
        4 routing: Option<Bytes>,
        /// Sealed summary.
        5 summary: Option<Summary>,
        /// Since when she waits, as the lanes' headers tell, Unix seconds.
        6 waiting_since: Option<u64>,
        /// Hash of the shared lane's head, to see whether the routing is outdated.
        7 shared_head: Bytes,
        /// In quarantine.
        8 quarantined: bool,
        /// The asking member holds a grant.
        9 holds: bool,
        /// Newest entry of the shared lane is hers.
        10 unread: bool,
        /// Destroyed.
        11 destroyed: bool,
    }
    /// `GET /queue`.
    Queue {
        /// All cases of the team that are not closed long ago, unordered.
        0 rows: Vec<QueueRow>,
        /// Newest checkpoint.
        1 checkpoint: String,
        /// Server's clock, Unix seconds.
        2 now: u64,
    }
    /// `POST /cases/{case}/blobs`: a sealed file is about to come.
    BeginBlob {
        /// Which.
        0 blob: BlobId,
        /// Length of the sealed file in bytes.
        1 sealed_len: u64,
        /// Her voice: the only file that is taken of a person under 18.
        2 voice: bool,
    }
    /// `POST /cases/{case}/blobs/{blob}/finish`: every part is there.
    FinishBlob {
        /// SHA-256 of the sealed file.
        0 sha256: Bytes,
    }
    /// `PUT /cases/{case}/routing`: routing and summary without an entry.
    Route {
        /// Signed routing.
        0 routing: Option<Bytes>,
        /// Sealed summary.
        1 summary: Option<Summary>,
    }
    /// `POST /quarantine`: these are cases after all.
    Quarantine {
        /// Which.
        0 cases: Vec<CaseId>,
        /// Never true: deleting is an entry of its own.
        1 close: bool,
    }
}
