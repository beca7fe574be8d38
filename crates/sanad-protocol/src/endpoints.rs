//! What can be asked: one table. A test of `sanad-web` holds it against the routes, and every answer of its tests
//! against what stands here.

use serde_json::Value;

use crate::{
    Code, case, intake, log, member, person,
    schema::{Described, Named},
    team,
};

/// Who may call.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// Everybody, without a session.
    Everybody,
    /// Who has the set-up link, while there is no team.
    SetUpLink,
    /// Whoever has a session.
    AnySession,
    /// The person of a case.
    Person,
    /// Every member.
    Member,
    /// Every member, and whoever signed in with the recovery sheet.
    MemberOrSheet,
    /// Members whose card allows to look at what nobody took.
    Triage,
    /// Coordinators.
    Coordinator,
    /// Members who hold the case; for others it does not exist.
    Holder,
    /// The person of the case and members who hold it; for others it does not exist.
    OfTheCase,
}

impl Who {
    /// In words.
    pub fn words(self) -> &'static str {
        match self {
            Self::Everybody => "Everybody, without a session.",
            Self::SetUpLink => "Who has the set-up link, while there is no team.",
            Self::AnySession => "Whoever has a session.",
            Self::Person => "The person of a case.",
            Self::Member => "Every member.",
            Self::MemberOrSheet => "Every member, and whoever signed in with the recovery sheet.",
            Self::Triage => "Members whose card allows to look at what nobody took.",
            Self::Coordinator => "Coordinators.",
            Self::Holder => "Members who hold the case; for others it does not exist.",
            Self::OfTheCase => {
                "The person of the case and members who hold it; for others it does not exist."
            }
        }
    }

    /// Whether `Authorization: Bearer` must be sent.
    pub fn has_session(self) -> bool {
        !matches!(self, Self::Everybody | Self::SetUpLink)
    }

    /// How others are refused.
    fn refusals(self) -> &'static [Code] {
        match self {
            Self::Everybody => &[],
            Self::SetUpLink => &[Code::NotFound],
            Self::AnySession => &[Code::SignInAgain],
            Self::Person | Self::Member | Self::MemberOrSheet | Self::Triage | Self::Coordinator => {
                &[Code::SignInAgain, Code::NotSetUp, Code::Forbidden]
            }
            Self::Holder | Self::OfTheCase => {
                &[Code::SignInAgain, Code::NotSetUp, Code::Forbidden, Code::NotFound]
            }
        }
    }
}

/// What a request or an answer carries.
#[derive(Clone, Copy)]
pub enum Body {
    /// Nothing.
    Nothing,
    /// Canonical CBOR.
    Cbor(fn(&mut Named) -> Value),
    /// Sealed bytes as they are stored.
    Sealed,
    /// Server-sent events.
    Events,
    /// The document that describes the interface.
    Description,
}

/// One parameter behind `?`.
#[derive(Debug, Clone, Copy)]
pub struct Parameter {
    /// Its name.
    pub name: &'static str,
    /// It is an unsigned number; a text otherwise.
    pub number: bool,
    /// It may not be left out.
    pub required: bool,
    /// What it says.
    pub doc: &'static str,
}

/// One endpoint.
#[derive(Clone, Copy)]
pub struct Endpoint {
    /// HTTP method.
    pub method: &'static str,
    /// Path below `/api/v1`.
    pub path: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// Who may call it.
    pub who: Who,
    /// What stands behind `?`.
    pub query: &'static [Parameter],
    /// What is sent.
    pub request: Body,
    /// Status of the answer when it is done.
    pub status: u16,
    /// What is answered then.
    pub answer: Body,
    /// A coordinator may have the recovery sheet beside: header `Sanad-Sheet`.
    pub sheet: bool,
    /// A lane that went on is answered by a signed refusal, as CBOR with status 409.
    pub conflicts: bool,
    /// Reasons of its own not to do it.
    refusals: &'static [Code],
}

impl Endpoint {
    /// Every code with which it may refuse, those of every endpoint included.
    pub fn codes(&self) -> Vec<Code> {
        let body: &[Code] = match self.request {
            Body::Cbor(_) => &[Code::Malformed, Code::MediaType, Code::TooLarge],
            _ => &[],
        };
        let always = [Code::Unavailable, Code::Internal];
        let mut codes = [body, self.who.refusals(), self.refusals, &always[..]].concat();
        codes.sort_by_key(|it| (it.status(), it.name()));
        codes.dedup();
        codes
    }

    /// Every status of an answer that is no problem.
    pub fn statuses(&self) -> Vec<u16> {
        let mut statuses = vec![self.status];
        if matches!(self.answer, Body::Sealed) {
            statuses.extend([206, 416]);
        }
        if self.conflicts {
            statuses.push(409);
        }
        statuses
    }

    const fn of(method: &'static str, path: &'static str, who: Who, summary: &'static str) -> Self {
        Self {
            method,
            path,
            summary,
            who,
            query: &[],
            request: Body::Nothing,
            status: 204,
            answer: Body::Nothing,
            sheet: false,
            conflicts: false,
            refusals: &[],
        }
    }

    const fn get(path: &'static str, who: Who, summary: &'static str) -> Self {
        Self::of("GET", path, who, summary)
    }

    const fn post<T: Described>(path: &'static str, who: Who, summary: &'static str) -> Self {
        Self { request: Body::Cbor(T::schema), ..Self::of("POST", path, who, summary) }
    }

    const fn put<T: Described>(path: &'static str, who: Who, summary: &'static str) -> Self {
        Self { request: Body::Cbor(T::schema), ..Self::of("PUT", path, who, summary) }
    }

    const fn gives<T: Described>(self) -> Self {
        Self { status: 200, answer: Body::Cbor(T::schema), ..self }
    }

    const fn gives_sealed(self) -> Self {
        Self { status: 200, answer: Body::Sealed, ..self }
    }

    const fn asks(self, query: &'static [Parameter]) -> Self {
        Self { query, ..self }
    }

    const fn or(self, refusals: &'static [Code]) -> Self {
        Self { refusals, ..self }
    }

    const fn or_with_sheet(self) -> Self {
        Self { sheet: true, ..self }
    }

    const fn or_conflict(self) -> Self {
        Self { conflicts: true, ..self }
    }
}

const fn number(name: &'static str, required: bool, doc: &'static str) -> Parameter {
    Parameter { name, number: true, required, doc }
}

const fn text(name: &'static str, doc: &'static str) -> Parameter {
    Parameter { name, number: false, required: true, doc }
}

const TOKEN: &[Parameter] = &[text("token", "Token of the set-up link.")];

const KNOWN: &[Parameter] = &[
    text("holder", "Name of the key to which she wants grants: 32 hexadecimal digits."),
    number("seen", true, "Leaves under the checkpoint that she knows."),
];

const SPAN: &[Parameter] = &[
    number("from", true, "The older size, in leaves."),
    number("to", false, "The newer size; that of the newest checkpoint otherwise."),
];

/// How an entry may be refused that is read without the state of its case, and then with it.
const ENTRY: &[Code] = &[
    Code::Forged,
    Code::WrongPlace,
    Code::NewerVersion,
    Code::Forbidden,
    Code::NotFound,
    Code::Taken,
    Code::Gone,
];

/// Every endpoint, in the order of the routes.
pub const ENDPOINTS: &[Endpoint] = &[
    Endpoint::get("/setup", Who::SetUpLink, "The server's keys, for the first coordinator")
        .asks(TOKEN)
        .gives::<team::SetUpView>()
        .or(&[Code::Malformed]),
    Endpoint {
        status: 201,
        ..Endpoint::post::<team::SetUp>("/setup", Who::SetUpLink, "Begin the team, once").or(&[
            Code::Forged,
            Code::WrongPlace,
            Code::Taken,
        ])
    },
    Endpoint::get("/team", Who::Everybody, "The team's chain, with what proves it")
        .gives::<team::TeamView>()
        .or(&[Code::NotSetUp]),
    Endpoint::get("/team/keys", Who::MemberOrSheet, "Team keys and names, sealed to the caller's card")
        .gives::<team::TeamKeys>(),
    Endpoint::post::<team::State>(
        "/team/statements",
        Who::MemberOrSheet,
        "Continue the chain: a member the own card, a coordinator every card, the sheet everything",
    )
    .or(&[Code::WrongPlace, Code::Taken]),
    Endpoint::put::<team::PutDirectory>("/team/directory", Who::Member, "Replace the sealed names")
        .or(&[Code::Conflict]),
    Endpoint::get("/puzzle", Who::Everybody, "A puzzle to solve before filing").gives::<intake::PuzzleView>(),
    Endpoint::post::<intake::FileReport>(
        "/cases",
        Who::Everybody,
        "File a report; sent again it is the same report",
    )
    .gives::<intake::Filed>()
    .or(&[Code::NotSetUp, Code::Forged, Code::WrongPlace, Code::NewerVersion, Code::Taken]),
    Endpoint::post::<person::AskChallenge>(
        "/person/challenge",
        Who::Everybody,
        "Ask for a challenge; known and unknown receipts are answered alike",
    )
    .gives::<person::Challenge>()
    .or(&[Code::NotSetUp]),
    Endpoint::post::<person::Answer>("/person/session", Who::Everybody, "Begin a visit of one hour")
        .gives::<person::Session>()
        .or(&[Code::NotSetUp, Code::WrongCredentials]),
    Endpoint::get("/person/case", Who::Person, "Her case: lanes shared and access")
        .asks(KNOWN)
        .gives::<case::CaseFile>()
        .or(&[Code::Malformed, Code::NotFound]),
    Endpoint::post::<person::Rekey>(
        "/person/rekey",
        Who::Person,
        "Another number for the same case; the old one leads nowhere from then on",
    )
    .gives::<case::Appended>()
    .or(ENTRY)
    .or_conflict(),
    Endpoint::post::<member::AskChallenge>(
        "/member/challenge",
        Who::Everybody,
        "Ask for a challenge; known and unknown handles are answered alike",
    )
    .gives::<member::Challenge>()
    .or(&[Code::NotSetUp]),
    Endpoint::post::<member::Answer>("/member/session", Who::Everybody, "Begin a shift of twelve hours")
        .gives::<member::Session>()
        .or(&[Code::NotSetUp, Code::WrongCredentials]),
    Endpoint::put::<member::PutVault>("/member/vault", Who::Member, "Write the next version of the vault")
        .or(&[Code::Conflict]),
    Endpoint::post::<member::SheetAnswer>(
        "/sheet/session",
        Who::Everybody,
        "Sign in with the recovery sheet, for half an hour",
    )
    .gives::<member::SheetSession>()
    .or(&[Code::NotSetUp, Code::WrongCredentials]),
    Endpoint::of("POST", "/session/end", Who::AnySession, "End the session"),
    Endpoint::get("/queue", Who::Member, "All cases of the team, unordered").gives::<case::Queue>(),
    Endpoint::post::<case::Quarantine>("/quarantine", Who::Triage, "Take reports out of quarantine"),
    Endpoint::get("/stale", Who::Coordinator, "Cases whose keys are to be renewed since cards changed")
        .gives::<Vec<sanad_domain::CaseId>>(),
    Endpoint::get("/cases/{case}/heads", Who::Holder, "What must be known before the case is opened")
        .gives::<case::Heads>()
        .or_with_sheet(),
    Endpoint::post::<case::Open>(
        "/cases/{case}/open",
        Who::Holder,
        "Open the case: the access record stands before anything is answered",
    )
    .gives::<case::CaseFile>()
    .or(ENTRY)
    .or_with_sheet()
    .or_conflict(),
    Endpoint::post::<case::Append>(
        "/cases/{case}/entries",
        Who::OfTheCase,
        "Append one entry; sent again it is the same entry",
    )
    .gives::<case::Appended>()
    .or(ENTRY)
    .or_with_sheet()
    .or_conflict(),
    Endpoint::put::<case::Route>(
        "/cases/{case}/routing",
        Who::Holder,
        "Routing and summary without an entry",
    )
    .or(&[Code::Forged, Code::WrongPlace, Code::Gone]),
    Endpoint::post::<case::BeginBlob>(
        "/cases/{case}/blobs",
        Who::OfTheCase,
        "Begin a sealed file; the same again is the same file",
    )
    .or(&[Code::StorageFull, Code::MinorNoFiles, Code::TooManyFiles, Code::CaseFull, Code::Taken]),
    Endpoint::get("/cases/{case}/blobs/{blob}", Who::OfTheCase, "A sealed file that is complete")
        .gives_sealed(),
    Endpoint::post::<case::FinishBlob>(
        "/cases/{case}/blobs/{blob}/finish",
        Who::OfTheCase,
        "Finish a sealed file; its bytes do not change any more",
    )
    .or(&[Code::Forged]),
    Endpoint::get("/log/consistency", Who::Everybody, "Proof that the log only grew")
        .asks(SPAN)
        .gives::<log::Consistency>()
        .or(&[Code::NotSetUp, Code::Malformed, Code::NotFound]),
    Endpoint {
        status: 200,
        answer: Body::Events,
        ..Endpoint::get("/events", Who::Member, "That something changed, never what")
    },
    Endpoint {
        status: 200,
        answer: Body::Description,
        ..Endpoint::get("/openapi.json", Who::Everybody, "This description")
    },
    Endpoint {
        request: Body::Sealed,
        ..Endpoint::of(
            "PUT",
            "/cases/{case}/blobs/{blob}/parts/{n}",
            Who::OfTheCase,
            "Part n of a sealed file, from 0: 5 MiB each, the last one shorter",
        )
        .or(&[Code::Malformed, Code::MediaType, Code::TooLarge])
    },
];
