//! A signed-in member.

use reqwest::Method;
use sanad_client::{
    ClientError, Trust,
    compose::Composed,
    file::{OpenFile, Reader, open},
    intake,
    member::{Desk, Way},
    recover,
    tell::check_ack,
    unlocks::Changed,
};
use sanad_crypto::safe::{answer::Ack, entry::Saw, team::RecoverySheet, vault::Vault};
use sanad_domain::{
    CaseId, Lane,
    case::{Body, Purpose},
};
use sanad_protocol::{
    case::{Appended, CaseFile, Heads, Open},
    log::Consistency,
    member::{AskChallenge, Challenge, SHEET_HANDLE, Session, SheetSession},
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
    sheet: Option<RecoverySheet>,
}

impl DeskSession {
    /// Signs in with a passphrase.
    pub(crate) async fn begin(args: &SignIn) -> Result<Self, Failure> {
        let words = passphrase(&args.passphrase_file)?;
        let way = |challenge: &_| Way::from_passphrase(challenge, &words);
        let mut session = Self::enter(&args.server, &args.member, way).await?;
        session.renew_intake(now()).await?;
        Ok(session)
    }

    /// Gives the intake key more time, where this member coordinates and it is due. `at` is Unix seconds.
    pub(crate) async fn renew_intake(&mut self, at: u64) -> Result<(), Failure> {
        let Some(state) = intake::renew(&self.trust, &self.desk, at) else { return Ok(()) };
        match self.remote.put(Method::POST, "/team/statements", &state).await {
            // Somebody else stated something at the same moment. If it was not this, the next sign-in says it.
            Err(failure) if failure.code == "wrong_place" => {}
            done => done?,
        }
        self.refresh().await
    }

    /// Signs in by any way.
    pub(crate) async fn enter(
        server: &str,
        handle: &str,
        way: impl FnOnce(&Challenge) -> Result<Way, ClientError>,
    ) -> Result<Self, Failure> {
        let remote = Remote::new(server)?;
        let mut trust = remote.trust(None).await?;
        let challenge: Challenge =
            remote.post("/member/challenge", &AskChallenge { handle: handle.into() }).await?;
        // A handle without this way in is told like a wrong passphrase.
        let way =
            way(&challenge).map_err(|_| Failure::new("wrong_credentials", "this way in is not open"))?;
        let answer = way.answer(&trust, remote.origin(), handle, &challenge)?;
        let session: Session = remote.post("/member/session", &answer).await?;
        let vault = way.open(&trust, &session)?;
        if let Some(saw) = &vault.checkpoint {
            continued(&remote, &mut trust, saw).await?;
        }
        let remote = remote.with_token(session.token);
        let keys: TeamKeys = remote.get("/team/keys").await?;
        let desk = Desk::open(&trust, session.member, vault.seed().derive_keys(), &keys)?;
        Ok(Self { remote, trust, desk, vault, sheet: None })
    }

    /// Lays the recovery sheet on the table: what it holds is open to this coordinator for half an hour.
    pub(crate) async fn with_sheet(mut self, sheet: RecoverySheet) -> Result<Self, Failure> {
        let token = sheet_session(&self.remote, &self.trust, &sheet).await?;
        self.remote = self.remote.with_sheet(token);
        self.sheet = Some(sheet);
        Ok(self)
    }

    fn reader(&self) -> Reader {
        self.sheet.as_ref().map_or_else(|| self.desk.reader(), |it| recover::reader(&self.desk, it))
    }

    /// Writes the next version of the vault.
    pub(crate) async fn put_vault(&mut self, changed: Changed) -> Result<(), Failure> {
        self.remote.put(Method::PUT, "/member/vault", &changed.request).await?;
        self.vault = changed.vault;
        Ok(())
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
                done => return Ok(open(&self.trust, &done?, &self.reader())?),
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

/// Signs in with the recovery sheet: the token of its session.
pub(crate) async fn sheet_session(
    remote: &Remote,
    trust: &Trust,
    sheet: &RecoverySheet,
) -> Result<String, Failure> {
    let ask = AskChallenge { handle: SHEET_HANDLE.into() };
    let challenge: Challenge = remote.post("/member/challenge", &ask).await?;
    let answer = recover::answer(trust, remote.origin(), sheet, &challenge)?;
    let session: SheetSession = remote.post("/sheet/session", &answer).await?;
    Ok(session.token)
}

/// Demands that the server's log continues what the vault saw on whatever device it was last.
async fn continued(remote: &Remote, trust: &mut Trust, saw: &Saw) -> Result<(), Failure> {
    if trust.checkpoint.size < saw.size {
        // Another device may have gone on since the team was read.
        *trust = remote.trust(Some(&trust.team.fingerprint())).await?;
    }
    let path = format!("/log/consistency?from={}&to={}", saw.size, trust.checkpoint.size);
    match remote.get::<Consistency>(&path).await {
        Ok(answer) => Ok(trust.continues(saw, &answer)?),
        // A log that is shorter than what was seen has no such proof.
        Err(failure) if failure.code == "not_found" => Err(ClientError::RolledBack.into()),
        Err(failure) => Err(failure),
    }
}
