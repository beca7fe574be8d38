//! The demo's team: two coordinators and three caseworkers.

use std::collections::BTreeMap;

use rand_chacha::ChaCha20Rng;
use reqwest::Method;
use sanad_client::{
    found::{Founder, found as found_team, zeroize_seed::Seed},
    invite::{invite, join},
    member::Way,
};
use sanad_crypto::safe::team::RecoverySheet;
use sanad_domain::Role;
use sanad_protocol::team::SetUpView;

use super::{Listed, voices};
use crate::{desk::DeskSession, output::Failure, remote::Remote};

/// A member with the session of the founding.
pub(super) struct Member {
    name: String,
    handle: String,
    role: Role,
    passphrase: String,
    pub(super) session: DeskSession,
}

impl Member {
    pub(super) fn listed(&self) -> Listed {
        let role = if self.role == Role::Coordinator { "coordinator" } else { "caseworker" };
        let (name, passphrase) = (self.name.clone(), self.passphrase.clone());
        Listed { name, role, passphrase, handle: self.handle.clone() }
    }
}

/// Everybody, the founder first.
pub(super) struct Team {
    pub(super) members: Vec<Member>,
}

const HANDLES: [&str; 5] = ["amal", "nadia", "yusuf", "shahad", "karrar"];

/// Founds the team as a real one is founded. `at` is when, `end` when the story is over, Unix seconds.
pub(super) async fn found(
    url: &str,
    token: &str,
    (at, end): (u64, u64),
    rng: &mut ChaCha20Rng,
) -> Result<Team, Failure> {
    let names = voices::read("ar")?.names;
    let remote = Remote::new(url)?;
    let view: SetUpView = remote.get(&format!("/setup?token={token}")).await?;
    let public = [("ar", "فريق سند التجريبي"), ("ckb", "تیمی تاقیکردنەوەی سەنەد"), ("en", "Sanad demo team")];
    let public: BTreeMap<String, String> = public.map(|(lang, name)| (lang.into(), name.into())).into();
    let passphrase = words(rng);
    let founder = Founder { names: public, handle: HANDLES[0], name: &names[0], passphrase: &passphrase };
    let founded = found_team(token, &view, &founder, rng)?;
    remote.put(Method::POST, "/setup", &founded.request).await?;
    let sheet = RecoverySheet::derive(&founded.recovery.0);
    let session = enter(url, HANDLES[0], &passphrase).await?;
    let mut members = vec![Member {
        name: names[0].clone(),
        handle: HANDLES[0].into(),
        role: Role::Coordinator,
        passphrase,
        session,
    }];
    for (handle, name) in HANDLES.iter().zip(&names).skip(1) {
        let role = if members.len() == 1 { Role::Coordinator } else { Role::Caseworker };
        let first = &mut members[0].session;
        first.refresh().await?;
        let root = (role == Role::Coordinator).then_some(&sheet);
        let invitation = invite(&first.trust, &first.desk, root, handle, name, role, at, rng)?;
        first.remote.put(Method::POST, "/team/statements", &invitation.request).await?;
        let passphrase = words(rng);
        accept(url, handle, &invitation.secret, &passphrase, at, rng).await?;
        let session = enter(url, handle, &passphrase).await?;
        members.push(Member { name: name.clone(), handle: (*handle).into(), role, passphrase, session });
    }
    // In two years of the story somebody coordinates and signs in; told in a minute, it is said once.
    members[0].session.refresh().await?;
    members[0].session.renew_intake(end).await?;
    for member in &mut members {
        member.session.refresh().await?;
    }
    Ok(Team { members })
}

async fn accept(
    url: &str,
    handle: &str,
    secret: &Seed,
    passphrase: &str,
    at: u64,
    rng: &mut ChaCha20Rng,
) -> Result<(), Failure> {
    let way = |challenge: &_| Way::from_invitation(challenge, &secret.0);
    let session = DeskSession::enter(url, handle, way).await?;
    let joined = join(&session.trust, &session.desk, passphrase, at, rng)?;
    session.remote.put(Method::POST, "/team/statements", &joined.state).await
}

async fn enter(url: &str, handle: &str, passphrase: &str) -> Result<DeskSession, Failure> {
    let way = |challenge: &_| Way::from_passphrase(challenge, passphrase);
    DeskSession::enter(url, handle, way).await
}

/// Six syllable words, as the desk suggests them.
fn words(rng: &mut ChaCha20Rng) -> String {
    let (consonants, vowels) = (b"bdfghklmnprstvz", b"aeiou");
    let mut word = || -> String {
        (0..4)
            .map(|at| {
                char::from(if at % 2 == 0 {
                    *voices::pick(rng, consonants)
                } else {
                    *voices::pick(rng, vowels)
                })
            })
            .collect()
    };
    (0..6).map(|_| word()).collect::<Vec<_>>().join(" ")
}
