//! A signed-in member.

use sanad_client::{
    Trust,
    compose::Composed,
    file::{OpenFile, open},
    member::{Desk, Way},
    tell::check_ack,
};
use sanad_crypto::safe::{answer::Ack, vault::Vault};
use sanad_domain::{
    CaseId, Lane,
    case::{Body, Purpose},
};
use sanad_protocol::{
    case::{Appended, CaseFile, Heads, Open},
    member::{AskChallenge, Challenge, Session},
    team::TeamKeys,
};

use super::SignIn;
use crate::{
    data::{now, passphrase, system_rng},
    output::Failure,
    remote::Remote,
};

/// A member's session with a server.
pub(crate) struct DeskSession {
    pub(crate) remote: Remote,
    pub(crate) trust: Trust,
    pub(crate) desk: Desk,
    pub(crate) vault: Vault,
}

impl DeskSession {
    /// Signs in with a passphrase.
    pub(crate) async fn begin(args: &SignIn) -> Result<Self, Failure> {
        let words = passphrase(&args.passphrase_file)?;
        Self::enter(&args.server, &args.member, |challenge| Way::from_passphrase(challenge, &words)).await
    }

    /// Signs in by any way.
    pub(crate) async fn enter(
        server: &str,
        handle: &str,
        way: impl FnOnce(&Challenge) -> Result<Way, sanad_client::ClientError>,
    ) -> Result<Self, Failure> {
        let remote = Remote::new(server)?;
        let trust = remote.trust(None).await?;
        let challenge: Challenge =
            remote.post("/member/challenge", &AskChallenge { handle: handle.into() }).await?;
        // A handle without this way in is told like a wrong passphrase.
        let way =
            way(&challenge).map_err(|_| Failure::new("wrong_credentials", "this way in is not open"))?;
        let answer = way.answer(&trust, remote.origin(), handle, &challenge)?;
        let session: Session = remote.post("/member/session", &answer).await?;
        let vault = way.open(&trust, &session)?;
        let remote = remote.with_token(session.token);
        let keys: TeamKeys = remote.get("/team/keys").await?;
        let desk = Desk::open(&trust, session.member, vault.seed().derive_keys(), &keys)?;
        Ok(Self { remote, trust, desk, vault })
    }

    /// Reads the team's chain and keys anew.
    pub(crate) async fn refresh(&mut self) -> Result<(), Failure> {
        self.trust = self.remote.trust(Some(&self.trust.team.fingerprint())).await?;
        let keys: TeamKeys = self.remote.get("/team/keys").await?;
        self.desk = Desk::open(&self.trust, self.desk.member, self.vault.seed().derive_keys(), &keys)?;
        Ok(())
    }

    /// Opens a case, after the access record stands.
    pub(crate) async fn open(&mut self, case: CaseId, purpose: Purpose) -> Result<OpenFile, Failure> {
        self.open_at(case, purpose, now()).await
    }

    /// The same at a moment, Unix seconds.
    async fn open_at(&mut self, case: CaseId, purpose: Purpose, at: u64) -> Result<OpenFile, Failure> {
        let fingerprint = self.trust.team.fingerprint();
        loop {
            self.trust = self.remote.trust(Some(&fingerprint)).await?;
            let heads: Heads = self.remote.get(&format!("/cases/{case}/heads")).await?;
            let access = if heads.opened {
                None
            } else {
                let alias = self.desk.name_of(self.desk.member).unwrap_or_default().to_owned();
                let writer = self.desk.writer(&self.trust)?;
                let rng = &mut system_rng();
                Some(writer.access(&self.trust, case, &heads, purpose, &alias, at, rng)?)
            };
            let request = Open { access, seen: self.trust.checkpoint.size };
            match self.remote.post::<CaseFile>(&format!("/cases/{case}/open"), &request).await {
                // Somebody else opened it at the same moment: their record stands first, ours comes after.
                Err(failure) if failure.code == "conflict" => {}
                done => return Ok(open(&self.trust, &done?, &self.desk.reader())?),
            }
        }
    }

    /// Sends one composed entry.
    pub(crate) async fn send(&self, case: CaseId, composed: &Composed) -> Result<Ack, Failure> {
        let answer: Appended = self.remote.post(&format!("/cases/{case}/entries"), &composed.append).await?;
        Ok(check_ack(&self.trust, &answer, &composed.hash)?)
    }

    /// Reads the case, composes an entry on it, sends it. With `again`, what does not depend on the state
    /// of the case is composed anew after a conflict; everything else is for the member to decide again.
    pub(crate) async fn append(
        &mut self,
        case: CaseId,
        lane: Lane,
        body: Body,
        again: bool,
    ) -> Result<Ack, Failure> {
        loop {
            let mut file = self.open(case, Purpose::FollowUp).await?;
            let writer = self.desk.writer(&self.trust)?;
            let composed =
                writer.entry(&self.trust, &mut file, lane, body.clone(), now(), &mut system_rng())?;
            match self.send(case, &composed).await {
                Err(failure) if failure.code == "conflict" && again => {}
                done => return done,
            }
        }
    }
}
