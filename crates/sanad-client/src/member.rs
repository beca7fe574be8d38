//! A member's session: unlocking the vault, the team's keys, names.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use sanad_age::HybridIdentity;
use sanad_crypto::safe::{
    Refused,
    epoch::{EpochSeed, Holder},
    grant::{self, Place},
    summary::{self, Subject, Summary},
    vault::{MemberKeys, Unlock, Vault},
};
use sanad_domain::{Author, MemberId, Role};
use sanad_protocol::{
    case::CaseFile,
    member::{Answer, Challenge, Session, UnlockView},
    team::{PutDirectory, TeamGrant, TeamKeys},
};

use crate::{ClientError, Trust, compose::Writer, file::Reader};

/// Names of members by id, sealed to the team.
pub type Directory = BTreeMap<MemberId, String>;

/// A way in that was derived on this device.
#[derive(Debug, Clone)]
pub struct Way {
    id: [u8; 16],
    unlock: Unlock,
}

impl Way {
    /// From a passphrase, for the challenge's first passphrase unlock.
    pub fn from_passphrase(challenge: &Challenge, words: &str) -> Result<Self, ClientError> {
        let view = find(challenge, "passphrase")?;
        let salt = view.salt.as_slice().try_into().map_err(|_| ClientError::Answer)?;
        Ok(Self { id: id_of(view)?, unlock: Unlock::from_passphrase(words, &salt, view.cost)? })
    }

    /// From a passkey: `id` is the user handle that it answered with, `prf` the result of its PRF on
    /// [`crate::unlocks::passkey_input`]. Errors: [`ClientError::NoKey`] where it is no way into this vault.
    pub fn from_passkey(challenge: &Challenge, id: &[u8], prf: &[u8; 32]) -> Result<Self, ClientError> {
        let mut views = challenge.unlocks.iter();
        let view = views.find(|it| it.kind == "passkey" && it.id[..] == *id).ok_or(ClientError::NoKey)?;
        Ok(Self { id: id_of(view)?, unlock: Unlock::from_prf(prf) })
    }

    /// From the secret of an invitation link.
    pub fn from_invitation(challenge: &Challenge, secret: &[u8; 32]) -> Result<Self, ClientError> {
        let view = find(challenge, "invitation")?;
        Ok(Self { id: id_of(view)?, unlock: Unlock::from_prf(secret) })
    }

    /// Body of `POST /member/session`.
    pub fn answer(
        &self,
        trust: &Trust,
        origin: &str,
        handle: &str,
        challenge: &Challenge,
    ) -> Result<Answer, ClientError> {
        let question = trust.question(origin, handle.as_bytes(), &challenge.challenge)?;
        Ok(Answer {
            handle: handle.into(),
            unlock: self.id.to_vec().into(),
            challenge: challenge.challenge.clone(),
            answer: question.answer(&self.unlock.auth).to_vec().into(),
        })
    }

    /// Opens the vault. The keys in it must be those of the member's card.
    pub fn open(&self, trust: &Trust, session: &Session) -> Result<Vault, ClientError> {
        let vault = Vault::open(&session.vault, trust.team.id, session.member, self.id, &self.unlock)?;
        let card = trust.team.live(session.member).ok_or(ClientError::NoKey)?;
        let keys = vault.seed().derive_keys();
        let mine =
            card.verify_key == keys.sign.verify_key() && card.recipient == keys.age.recipient().to_bytes();
        if !mine || vault.root != trust.team.root {
            return Err(Refused::Swapped.into());
        }
        Ok(vault)
    }
}

fn find<'a>(challenge: &'a Challenge, kind: &str) -> Result<&'a UnlockView, ClientError> {
    challenge.unlocks.iter().find(|it| it.kind == kind).ok_or(ClientError::NoKey)
}

fn id_of(view: &UnlockView) -> Result<[u8; 16], ClientError> {
    view.id.as_slice().try_into().map_err(|_| ClientError::Answer)
}

/// A signed-in member with the keys that the vault and the team's grants give.
#[derive(Debug, Clone)]
pub struct Desk {
    /// Who.
    pub member: MemberId,
    /// The member's own keys.
    pub keys: MemberKeys,
    /// Team keys by name and generation.
    pub team_keys: BTreeMap<(String, u32), EpochSeed>,
    /// Names of members.
    pub directory: Directory,
    /// Version of the directory.
    pub directory_n: u64,
    /// Handles by member.
    pub handles: BTreeMap<MemberId, String>,
}

impl Desk {
    /// Opens the team's keys with the member's own.
    pub fn open(
        trust: &Trust,
        member: MemberId,
        keys: MemberKeys,
        answer: &TeamKeys,
    ) -> Result<Self, ClientError> {
        let mut team_keys = BTreeMap::new();
        for it in answer.grants.iter().filter(|it| it.holder == Holder::of(&keys.age.recipient())) {
            let place = Place::Team { name: &it.name, generation: it.generation };
            let opened = grant::open(trust.team.id, place, &it.sealed, &keys.age, None)?;
            let stated = trust.team.keys.get(&it.name).filter(|key| key.generation == it.generation);
            if stated.is_some_and(|key| key.recipient != opened.seed.recipient().to_bytes()) {
                return Err(Refused::Swapped.into());
            }
            team_keys.insert((it.name.clone(), it.generation), opened.seed);
        }
        let handles = answer.members.iter().map(|it| (it.member, it.handle.clone())).collect();
        let mut desk = Self {
            member,
            keys,
            team_keys,
            directory: BTreeMap::new(),
            directory_n: answer.directory_n,
            handles,
        };
        if !answer.directory.is_empty() {
            let (generation, key) = desk.summary_key(trust)?;
            desk.directory =
                summary::open(&answer.directory, trust.team.id, generation, Subject::Directory, &key)?;
        }
        Ok(desk)
    }

    /// The newest summary key.
    pub fn summary_key(&self, trust: &Trust) -> Result<(u32, EpochSeed), ClientError> {
        let generation = trust.team.keys.get("summary").ok_or(ClientError::NotReady)?.generation;
        let key = self.team_keys.get(&("summary".to_owned(), generation)).ok_or(ClientError::NoKey)?;
        Ok((generation, key.clone()))
    }

    /// The summary that a case's file carries, where this member holds its key.
    pub fn summary_of(&self, trust: &Trust, file: &CaseFile) -> Option<Summary> {
        let it = file.summary.as_ref()?;
        let key = self.team_keys.get(&("summary".to_owned(), it.generation))?;
        summary::open(&it.sealed, trust.team.id, it.generation, Subject::Case(file.case), key).ok()
    }

    /// The member's role.
    pub fn role(&self, trust: &Trust) -> Option<Role> {
        trust.team.live(self.member).map(|it| it.role)
    }

    /// Name of a member, or the handle, or nothing.
    pub fn name_of(&self, member: MemberId) -> Option<&str> {
        self.directory.get(&member).or_else(|| self.handles.get(&member)).map(String::as_str)
    }

    /// How this member reads: with the own key and, while triage is a right, intake's.
    pub fn reader(&self) -> Reader {
        let mut identities: Vec<HybridIdentity> = vec![self.keys.age.clone()];
        let intake = self.team_keys.iter().filter(|((name, _), _)| name == "intake");
        identities.extend(intake.map(|(_, seed)| seed.identity()));
        Reader { identities, member: true }
    }

    /// How this member writes.
    pub fn writer(&self, trust: &Trust) -> Result<Writer, ClientError> {
        Ok(Writer {
            author: Author::member(self.member),
            key: self.keys.sign.clone(),
            summary_key: Some(self.summary_key(trust)?),
        })
    }

    /// The directory with one more name.
    pub fn with_name(
        &self,
        trust: &Trust,
        member: MemberId,
        name: &str,
        rng: &mut impl CryptoRng,
    ) -> Result<PutDirectory, ClientError> {
        let mut directory = self.directory.clone();
        directory.insert(member, name.into());
        let (generation, key) = self.summary_key(trust)?;
        let sealed = summary::seal(&directory, trust.team.id, generation, Subject::Directory, &key, rng)?;
        Ok(PutDirectory { n: self.directory_n, directory: sealed.into() })
    }

    /// All team keys of this member, granted to another key.
    pub fn grant_keys(
        &self,
        trust: &Trust,
        to: &sanad_age::HybridRecipient,
        rng: &mut impl CryptoRng,
    ) -> Result<Vec<TeamGrant>, ClientError> {
        grant_keys(trust, &self.team_keys, to, &self.keys, rng)
    }
}

pub(crate) fn grant_keys(
    trust: &Trust,
    team_keys: &BTreeMap<(String, u32), EpochSeed>,
    to: &sanad_age::HybridRecipient,
    by: &MemberKeys,
    rng: &mut impl CryptoRng,
) -> Result<Vec<TeamGrant>, ClientError> {
    let mut grants = vec![];
    for ((name, generation), seed) in team_keys {
        let place = Place::Team { name, generation: *generation };
        let (sealed, held) = grant::seal(trust.team.id, place, seed, to, &by.sign, rng)?;
        grants.push(TeamGrant {
            name: name.clone(),
            generation: *generation,
            holder: held.holder,
            sealed: sealed.into(),
        });
    }
    Ok(grants)
}
