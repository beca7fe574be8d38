//! What a client knows of the team: its verified chain and the newest checkpoint.

use sanad_crypto::{
    log::{self, Checkpoint, heads, reveal},
    safe::{
        auth::Question,
        chain,
        entry::Saw,
        sha256,
        sign::{SigningKey, VerifyKey},
        team::{RecoverySheet, SystemKey, Team},
    },
};
use sanad_protocol::{
    log::{Consistency, to_hashes},
    team::{Logged, TeamView},
};

use crate::ClientError;

/// Origin of a team's log: name of its checkpoints and of the key that signs them (protocol §7).
pub fn log_origin(team: &sanad_domain::TeamId) -> String {
    let hex: String = team.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("sanad/{hex}/0")
}

/// A verified view of the team.
#[derive(Debug, Clone)]
pub struct Trust {
    /// The team's chain.
    pub team: Team,
    /// The newest checkpoint that was verified.
    pub checkpoint: Checkpoint,
}

impl Trust {
    /// What is answered to sign in: `asked` is what the challenge was asked for, `origin` the server's as this
    /// client reached it.
    pub(crate) fn question<'a>(
        &self,
        origin: &'a str,
        asked: &[u8],
        challenge: &[u8],
    ) -> Result<Question<'a>, ClientError> {
        Ok(Question {
            origin,
            team: self.team.id,
            who: sha256(asked),
            challenge: challenge.try_into().map_err(|_| ClientError::Answer)?,
        })
    }

    /// The root key of a sheet that is this team's.
    pub(crate) fn root_of<'a>(&self, sheet: &'a RecoverySheet) -> Result<&'a SigningKey, ClientError> {
        if sheet.root.verify_key() == self.team.root { Ok(&sheet.root) } else { Err(ClientError::OtherTeam) }
    }

    /// Verifies `GET /team`. `expected` is the root fingerprint of a link or an earlier visit.
    pub fn verify(view: &TeamView, expected: Option<&str>) -> Result<Self, ClientError> {
        let chain = view.statements.iter().map(|it| (it.statement.as_slice(), it.leaf));
        let team = Team::read(chain)?;
        if expected.is_some_and(|it| !it.is_empty() && it != team.fingerprint()) {
            return Err(ClientError::OtherTeam);
        }
        let checkpoint = verify_checkpoint(&team, &view.checkpoint)?;
        let proof = view.proof.to_proof().ok_or(ClientError::Answer)?;
        heads::verify(&checkpoint.heads, &chain::of_team(team.id), Some(team.head), &proof)
            .map_err(|_| ClientError::Withheld)?;
        check_leaves(view, &checkpoint)?;
        Ok(Self { team, checkpoint })
    }

    /// The server's keys.
    pub fn system(&self) -> Result<&SystemKey, ClientError> {
        self.team.system.as_ref().ok_or(ClientError::NotReady)
    }

    /// The server's key for acknowledgements.
    pub fn system_key(&self) -> Result<VerifyKey, ClientError> {
        Ok(self.system()?.verify_key)
    }

    /// What entries name as seen.
    pub fn saw(&self) -> Saw {
        Saw { size: self.checkpoint.size, root: self.checkpoint.root }
    }

    /// Reads a checkpoint of this team's log.
    pub fn checkpoint(&self, note: &str) -> Result<Checkpoint, ClientError> {
        verify_checkpoint(&self.team, note)
    }

    /// Verifies that this view of the log continues what was seen elsewhere, by the answer of
    /// `GET /log/consistency` from that size to this checkpoint's. Errors: [`ClientError::RolledBack`].
    pub fn continues(&self, saw: &Saw, answer: &Consistency) -> Result<(), ClientError> {
        verify_growth(saw, &self.saw(), answer)
    }

    /// Whether the intake key should have been renewed before `now`, Unix seconds. A report is sealed to it all
    /// the same: what warns her must not keep her from telling.
    pub fn intake_expired(&self, now: u64) -> bool {
        self.team.keys.get("intake").is_some_and(|it| it.not_after < now)
    }

    /// Verifies that the log only grew since `saw`, and gives the newest checkpoint.
    pub fn check_consistency(&self, saw: &Saw, answer: &Consistency) -> Result<Checkpoint, ClientError> {
        let newest = self.checkpoint(&answer.checkpoint)?;
        verify_growth(saw, &Saw { size: newest.size, root: newest.root }, answer)?;
        Ok(newest)
    }
}

/// Which card was valid when is decided by places in the log: so each statement's place is proven.
fn check_leaves(view: &TeamView, checkpoint: &Checkpoint) -> Result<(), ClientError> {
    let places = chain::places(checkpoint.size, view.statements.iter().map(|it| (it.leaf, None)));
    let proof = to_hashes(&view.revealed).ok_or(ClientError::Answer)?;
    let nodes = reveal::verify(checkpoint.size, &checkpoint.root, &places, &proof)
        .map_err(|_| ClientError::Withheld)?;
    let stands = |it: &Logged| {
        let leaf = chain::leaf(&sha256(&it.statement), it.arrived);
        nodes.0.get(&(0, it.leaf)) == Some(&leaf)
    };
    if view.statements.iter().all(stands) { Ok(()) } else { Err(ClientError::Withheld) }
}

fn verify_growth(old: &Saw, new: &Saw, answer: &Consistency) -> Result<(), ClientError> {
    let proof = to_hashes(&answer.proof).ok_or(ClientError::Answer)?;
    log::verify_consistency(old.size, &old.root, new.size, &new.root, &proof)
        .map_err(|_| ClientError::RolledBack)
}

fn verify_checkpoint(team: &Team, note: &str) -> Result<Checkpoint, ClientError> {
    let system = team.system.as_ref().ok_or(ClientError::NotReady)?;
    let origin = log_origin(&team.id);
    let key = system.log_key.for_notes()?;
    let checkpoint = Checkpoint::parse_verified(note, &origin, &key).map_err(|_| ClientError::RolledBack)?;
    if checkpoint.origin == origin { Ok(checkpoint) } else { Err(ClientError::RolledBack) }
}
