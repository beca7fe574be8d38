//! Jobs and replies, calls and answers: canonical CBOR between the server and the process.
//!
//! Nothing here prints itself: most of it is what she wrote.

use minicbor::{Decode, Encode};
use sanad_domain::{case::Purpose, report::Report};
use sanad_protocol::Bytes;

/// What the server sends.
#[derive(Encode, Decode)]
pub enum ToChild {
    /// Something to do. The next comes only after the reply.
    #[n(0)]
    Job(#[n(0)] Job),
    /// The answer to a call of this job.
    #[n(1)]
    Answered(#[n(0)] Answered),
}

/// What the process sends.
#[derive(Encode, Decode)]
pub enum FromChild {
    /// A request to the server's interface, as any client makes it.
    #[n(0)]
    Call(#[n(0)] Call),
    /// The job is done.
    #[n(1)]
    Reply(#[n(0)] Reply),
}

/// Something to do, with what the process cannot know by itself.
#[derive(Encode, Decode)]
#[cbor(map)]
pub struct Job {
    /// The server's clock, Unix seconds.
    #[n(0)]
    pub now: u64,
    /// An origin for which the server takes answers to its challenges.
    #[n(1)]
    pub origin: String,
    /// What is to be done.
    #[n(2)]
    pub what: What,
}

/// The jobs. `visit` is always the hidden field of her page.
#[derive(Encode, Decode)]
pub enum What {
    /// A report to seal and file.
    #[n(0)]
    Tell {
        /// What the form said.
        #[n(0)]
        report: Box<Report>,
        /// The form's token: the same form sent twice is one report.
        #[n(1)]
        token: Bytes,
    },
    /// A receipt that somebody typed.
    #[n(1)]
    Enter {
        /// As it was typed.
        #[n(0)]
        receipt: String,
    },
    /// The case as it is now.
    #[n(2)]
    Read {
        /// Which visit.
        #[n(0)]
        visit: String,
    },
    /// Words for the team.
    #[n(3)]
    Say {
        /// Which visit.
        #[n(0)]
        visit: String,
        /// The words.
        #[n(1)]
        text: String,
    },
    /// A consent that ends.
    #[n(4)]
    Withdraw {
        /// Which visit.
        #[n(0)]
        visit: String,
        /// Code of the list `consent_purpose`.
        #[n(1)]
        purpose: String,
    },
    /// Everything is deleted.
    #[n(5)]
    Destroy {
        /// Which visit.
        #[n(0)]
        visit: String,
    },
    /// The visit ends.
    #[n(6)]
    Leave {
        /// Which visit.
        #[n(0)]
        visit: String,
    },
}

/// How a job ended.
#[derive(Encode, Decode)]
pub enum Reply {
    /// The report stands.
    #[n(0)]
    Told {
        /// The 20 digits.
        #[n(0)]
        receipt: String,
    },
    /// Her case, open.
    #[n(1)]
    Open {
        /// The hidden field of the page that shows it.
        #[n(0)]
        visit: String,
        /// What it shows.
        #[n(1)]
        view: Box<View>,
    },
    /// Everything is deleted, and the visit ended.
    #[n(2)]
    Destroyed,
    /// The visit ended.
    #[n(3)]
    Left,
    /// What was typed is no receipt.
    #[n(4)]
    WrongDigits,
    /// No case has this receipt.
    #[n(5)]
    Unknown,
    /// The visit ended by itself, or never was.
    #[n(6)]
    Expired,
    /// Nothing was written.
    #[n(7)]
    TextMissing,
    /// More was written than an entry holds.
    #[n(8)]
    TooLong,
    /// Nothing was stored: try again.
    #[n(9)]
    Busy,
    /// Something is wrong that she can do nothing about.
    #[n(10)]
    Failed,
}

/// Her case as a page shows it.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct View {
    /// Where it stands.
    #[n(0)]
    pub status: Status,
    /// Her first telling, then the conversation.
    #[n(1)]
    pub messages: Vec<Said>,
    /// Who opened it.
    #[n(2)]
    pub opened: Vec<Seen>,
    /// Consents that are live, as codes of `consent_purpose`.
    #[n(3)]
    pub consents: Vec<String>,
    /// What she told first.
    #[n(4)]
    pub report: Option<Report>,
}

/// Where her case stands, as far as she can see.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Status {
    /// Nobody opened it yet.
    #[n(0)]
    Arrived,
    /// A member opened it.
    #[n(1)]
    Read,
    /// The team spoke last.
    #[n(2)]
    Answered,
}

/// One message.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Said {
    /// The team's, not hers.
    #[n(0)]
    pub from_team: bool,
    /// Unix seconds.
    #[n(1)]
    pub arrived: u64,
    /// What.
    #[n(2)]
    pub text: String,
    /// Names of the files that came with it.
    #[n(3)]
    pub files: Vec<String>,
}

/// One opening of her case.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct Seen {
    /// The name under which she knows the member.
    #[n(0)]
    pub alias: String,
    /// Why.
    #[n(1)]
    pub purpose: Purpose,
    /// Unix seconds.
    #[n(2)]
    pub arrived: u64,
}

/// A request to the server's interface.
#[derive(Encode, Decode)]
#[cbor(map)]
pub struct Call {
    /// HTTP method.
    #[n(0)]
    pub method: Method,
    /// Path below the interface's prefix, with its query.
    #[n(1)]
    pub path: String,
    /// Token of a session.
    #[n(2)]
    pub token: Option<String>,
    /// CBOR.
    #[n(3)]
    pub body: Option<Bytes>,
}

impl Call {
    /// Whether it makes an entry: a job that ends badly after it may have been done.
    pub fn writes(&self) -> bool {
        self.path == "/cases" || self.path.ends_with("/entries")
    }
}

/// Methods that the process uses.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Encode, Decode)]
#[cbor(index_only)]
pub enum Method {
    /// Reads.
    #[n(0)]
    Get,
    /// Everything else.
    #[n(1)]
    Post,
}

/// What the server's interface answered.
#[derive(Encode, Decode)]
#[cbor(map)]
pub struct Answered {
    /// Empty where it worked, else the stable code.
    #[n(0)]
    pub code: String,
    /// The body of an answer that worked.
    #[n(1)]
    pub body: Bytes,
}

impl Answered {
    /// A refusal.
    pub fn refused(code: &str) -> Self {
        Self { code: code.into(), body: Vec::<u8>::new().into() }
    }
}
