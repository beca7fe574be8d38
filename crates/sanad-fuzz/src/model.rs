//! What a case is, said a second time: from docs/formats/entry.md and product rules, without the fold's code.
//!
//! It knows kinds by their names, and keeps only what decides who is answered when.

use std::collections::BTreeSet;

use sanad_domain::{
    Author, AuthorClass, Lane, Role,
    case::{Body, Decision, Opened},
};

/// Who may say what. A line for each author, lane by lane.
const RIGHTS: [(&str, &str, &str); 8] = [
    ("person", "shared", "report message consent safe_contact opening destroy"),
    ("caseworker", "shared", "message opening"),
    ("caseworker", "team", "note danger safe_contact assign stage close reopen opening download"),
    ("caseworker", "access", "access"),
    ("coordinator", "shared", "message opening destroy"),
    ("coordinator", "team", "note danger safe_contact assign stage close reopen opening download"),
    ("coordinator", "access", "access"),
    ("channel", "shared", "report message"),
];

/// Where a case stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Model {
    pub(crate) told: bool,
    pub(crate) waits: Option<u64>,
    pub(crate) stage: &'static str,
    pub(crate) consents: BTreeSet<(String, Option<String>)>,
    pub(crate) assignees: BTreeSet<[u8; 16]>,
    pub(crate) closed: bool,
    pub(crate) destroyed: bool,
    pub(crate) messages: usize,
    pub(crate) notes: usize,
    pub(crate) seen: usize,
}

impl Default for Model {
    fn default() -> Self {
        Self {
            told: false,
            waits: None,
            stage: "new",
            consents: BTreeSet::new(),
            assignees: BTreeSet::new(),
            closed: false,
            destroyed: false,
            messages: 0,
            notes: 0,
            seen: 0,
        }
    }
}

fn who(author: &Author, role: Option<Role>) -> &'static str {
    match (author.class, role) {
        (AuthorClass::Person, _) => "person",
        (AuthorClass::Channel, _) => "channel",
        (AuthorClass::Member, Some(Role::Caseworker)) => "caseworker",
        (AuthorClass::Member, Some(Role::Coordinator)) => "coordinator",
        _ => "nobody",
    }
}

fn lane(lane: Lane) -> &'static str {
    match lane {
        Lane::Shared => "shared",
        Lane::Team => "team",
        Lane::Access => "access",
    }
}

impl Model {
    /// Takes one entry; `false` where it is shown and not counted.
    pub(crate) fn step(&mut self, entry: &Opened) -> bool {
        let Ok(body) = &entry.body else { return false };
        let (author, place) = (who(&entry.author, entry.role), lane(entry.lane));
        let said = body.kind().name();
        let allowed = RIGHTS
            .iter()
            .any(|it| (it.0, it.1) == (author, place) && it.2.split(' ').any(|kind| kind == said));
        if self.destroyed || !allowed {
            return false;
        }
        match body {
            Body::Report(report) => {
                if self.told {
                    return false;
                }
                self.told = true;
                self.waits = Some(entry.arrived);
                let hers = report.consents.iter().filter(|_| author == "person");
                self.consents = hers.map(|it| (it.clone(), None)).collect();
            }
            Body::Message(_) => {
                self.messages += 1;
                if author == "caseworker" || author == "coordinator" {
                    self.waits = None;
                } else {
                    self.waits = self.waits.or(Some(entry.arrived));
                    if self.closed {
                        (self.stage, self.closed) = ("active", false);
                    }
                }
            }
            Body::Consent(consent) => {
                let what = (consent.purpose.clone(), consent.recipient.clone());
                match consent.decision {
                    Decision::Given => self.consents.insert(what),
                    Decision::Withdrawn => self.consents.remove(&what),
                };
            }
            Body::Note(_) => self.notes += 1,
            Body::Danger(assessment) => return !assessment.reason.trim().is_empty(),
            Body::Download(download) => return !download.reason.trim().is_empty(),
            Body::Assign(assign) => {
                self.assignees = assign.to.iter().map(|it| it.0).collect();
                self.stage = match (self.assignees.is_empty(), self.stage) {
                    (false, "new" | "triage") => "active",
                    (true, "active" | "waiting") => "triage",
                    (_, stage) => stage,
                };
            }
            Body::Stage(change) => {
                if change.to.code() == "closed" {
                    return false;
                }
                (self.stage, self.closed) = (change.to.code(), false);
            }
            Body::Close(close) => {
                if close.outcomes.is_empty() {
                    return false;
                }
                (self.stage, self.closed, self.waits) = ("closed", true, None);
            }
            Body::Reopen(_) => {
                (self.stage, self.closed) = ("active", false);
                self.notes += 1;
            }
            Body::Access(_) => self.seen += 1,
            Body::Destroy(_) => *self = Self { destroyed: true, ..Self::default() },
            // How she is reached and who holds a key moves none of this.
            Body::SafeContact(_) | Body::Opening(_) => {}
        }
        true
    }
}
