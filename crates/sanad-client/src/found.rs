//! The team's beginning, and how members come in.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use sanad_crypto::safe::{
    epoch::{EpochSeed, Holder},
    grant::{self, Place},
    receipt::Cost,
    sha256,
    summary::{self, Subject},
    team::{Card, Draft, RecoverySheet, Statement, SystemKey, TeamKey, member_id, team_id},
    vault::{MemberKeys, MemberSeed, Unlock, Vault},
};
use sanad_domain::{MemberId, Role, TeamId};
use sanad_protocol::{
    member::{NewUnlock, PutVault, UnlockView},
    team::{Account, SetUp, SetUpView, State, TeamGrant},
};

use crate::{
    ClientError, Trust,
    member::{Desk, Directory},
    tell::random_16,
};

/// How long an intake key stands before a page warns, in seconds (30 days).
const INTAKE_LASTS: u64 = 30 * 86_400;

/// Who founds a team.
#[derive(Debug, Clone)]
pub struct Founder<'a> {
    /// Public name of the team by language.
    pub names: BTreeMap<String, String>,
    /// Handle of the first coordinator.
    pub handle: &'a str,
    /// Name of the first coordinator, for the team's eyes.
    pub name: &'a str,
    /// Passphrase of the first coordinator.
    pub passphrase: &'a str,
}

/// What founding gives.
#[derive(Debug)]
pub struct Founded {
    /// Body of `POST /setup`.
    pub request: SetUp,
    /// Seed of the recovery sheet: to be printed, shown once, stored nowhere.
    pub recovery: zeroize_seed::Seed,
    /// The team that begins.
    pub team: TeamId,
    /// The first coordinator.
    pub member: MemberId,
}

/// A seed that prints as groups of digits a human can copy.
pub mod zeroize_seed {
    /// 32 secret bytes.
    #[derive(Clone)]
    pub struct Seed(pub [u8; 32]);

    impl std::fmt::Debug for Seed {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            f.write_str("Seed(<secret>)")
        }
    }

    impl Seed {
        /// Sixteen groups of four hexadecimal digits and one of a checksum, as the sheet prints them.
        pub fn dangerous_to_groups(&self) -> Vec<String> {
            let check = sanad_crypto::safe::sha256(&self.0);
            let bytes = self.0.chunks(2).chain(std::iter::once(&check[..2]));
            bytes.map(|pair| pair.iter().map(|byte| format!("{byte:02x}")).collect()).collect()
        }

        /// Reads what [`Self::dangerous_to_groups`] printed; `None` where a digit is mistyped.
        pub fn parse(text: &str) -> Option<Self> {
            let digits: Vec<u8> = text
                .chars()
                .filter(|it| !it.is_whitespace() && *it != '-')
                .map(|it| it.to_digit(16).map(|it| it as u8))
                .collect::<Option<_>>()?;
            let bytes: Vec<u8> =
                digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, it| sum << 4 | it)).collect();
            let (seed, check) = bytes.split_first_chunk::<32>()?;
            (digits.len() == 68 && check == &sanad_crypto::safe::sha256(seed)[..2]).then_some(Self(*seed))
        }
    }
}

fn random_32(rng: &mut impl CryptoRng) -> [u8; 32] {
    let mut out = [0; 32];
    rng.fill_bytes(&mut out);
    out
}

fn card(member: MemberId, role: Role, keys: &MemberKeys, triage: bool) -> Card {
    Card {
        member,
        role,
        recipient: keys.age.recipient().to_bytes(),
        verify_key: keys.sign.verify_key(),
        triage,
    }
}

/// A new passphrase unlock and how the server will know it.
fn passphrase_unlock(
    words: &str,
    rng: &mut impl CryptoRng,
) -> Result<([u8; 16], Unlock, NewUnlock), ClientError> {
    let (id, salt) = (random_16(rng), random_16(rng));
    let cost = Cost::PASSPHRASE;
    let unlock = Unlock::from_passphrase(words, &salt, cost)?;
    let view =
        UnlockView { id: id.to_vec().into(), kind: "passphrase".into(), salt: salt.to_vec().into(), cost };
    let new = NewUnlock { view, auth_key: unlock.auth.verify_key() };
    Ok((id, unlock, new))
}

/// Founds a team: root and recovery sheet, first coordinator, server's keys, intake and summary keys.
pub fn found(
    token: &str,
    server: &SetUpView,
    founder: &Founder<'_>,
    rng: &mut impl CryptoRng,
) -> Result<Founded, ClientError> {
    let recovery = random_32(rng);
    let sheet = RecoverySheet::derive(&recovery);
    let root = sheet.root.verify_key();
    let team = team_id(&root);
    let seed = MemberSeed::generate(rng);
    let keys = seed.derive_keys();
    let member = member_id(&keys.sign.verify_key());
    let (intake, summary_key) = (EpochSeed::generate(rng), EpochSeed::generate(rng));
    let recovery_card = Card {
        member: member_id(&root),
        role: Role::Recovery,
        recipient: sheet.age.recipient().to_bytes(),
        verify_key: root,
        triage: false,
    };
    let key = |name: &str, seed: &EpochSeed, not_after| {
        Statement::TeamKey(TeamKey {
            name: name.into(),
            generation: 0,
            recipient: seed.recipient().to_bytes(),
            not_after,
        })
    };
    let stated = [
        Statement::Found { root, salt: random_16(rng), names: founder.names.clone() },
        Statement::System(SystemKey { verify_key: server.system_key, log_key: server.log_key }),
        Statement::Card(recovery_card),
        Statement::Card(card(member, Role::Coordinator, &keys, true)),
        key("intake", &intake, server.now + INTAKE_LASTS),
        key("summary", &summary_key, u64::MAX >> 1),
    ];
    let (mut statements, mut prev) = (vec![], [0; 32]);
    for (n, statement) in stated.into_iter().enumerate() {
        let bytes = Draft { team, n: n as u64, prev, at: server.now, statement }.sign(&[&sheet.root]);
        prev = sha256(&bytes);
        statements.push(bytes.into());
    }
    let mut grants = vec![];
    for (name, seed) in [("intake", &intake), ("summary", &summary_key)] {
        for to in [keys.age.recipient(), sheet.age.recipient()] {
            let place = Place::Team { name, generation: 0 };
            let (sealed, held) = grant::seal(team, place, seed, &to, &sheet.root, rng)?;
            grants.push(TeamGrant {
                name: name.into(),
                generation: 0,
                holder: held.holder,
                sealed: sealed.into(),
            });
        }
    }
    let directory: Directory = [(member, founder.name.to_owned())].into();
    let directory = summary::seal(&directory, team, 0, Subject::Directory, &summary_key, rng)?;
    let mut vault = Vault::new(team, member, &seed, root);
    let (id, unlock, new) = passphrase_unlock(founder.passphrase, rng)?;
    vault.add_unlock(id, "passphrase", &unlock, rng);
    let account =
        Account { handle: founder.handle.into(), member, unlocks: vec![new], vault: vault.seal(rng)? };
    let request = SetUp { token: token.into(), statements, grants, account, directory: directory.into() };
    Ok(Founded { request, recovery: zeroize_seed::Seed(recovery), team, member })
}

/// An invitation: the request, and the secret for the link's fragment.
#[derive(Debug)]
pub struct Invitation {
    /// Body of `POST /team/statements`.
    pub request: State,
    /// Secret of the link.
    pub secret: zeroize_seed::Seed,
    /// The member that begins.
    pub member: MemberId,
}

/// Invites a member: a card whose keys only the link opens, until [`join`] exchanges them for the invitee's
/// own (docs/adr/0008-invitation-is-an-account.md). A coordinator's card needs the recovery sheet's root.
#[expect(clippy::too_many_arguments, reason = "who invites whom, as what, with which right")]
pub fn invite(
    trust: &Trust,
    desk: &Desk,
    root: Option<&RecoverySheet>,
    handle: &str,
    name: &str,
    role: Role,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<Invitation, ClientError> {
    let secret = random_32(rng);
    let seed = MemberSeed::generate(rng);
    let keys = seed.derive_keys();
    let member = member_id(&keys.sign.verify_key());
    let (n, prev) = trust.team.head;
    let statement = Statement::Card(card(member, role, &keys, true));
    let signer = root.map_or(&desk.keys.sign, |it| &it.root);
    let statement = Draft { team: trust.team.id, n: n + 1, prev, at, statement }.sign(&[signer]);
    let grants = desk.grant_keys(trust, &keys.age.recipient(), rng)?;
    let unlock = Unlock::from_prf(&secret);
    let id = random_16(rng);
    let mut vault = Vault::new(trust.team.id, member, &seed, trust.team.root);
    vault.add_unlock(id, "invitation", &unlock, rng);
    let view = UnlockView {
        id: id.to_vec().into(),
        kind: "invitation".into(),
        salt: vec![0; 16].into(),
        cost: Cost::PASSPHRASE,
    };
    let new = NewUnlock { view, auth_key: unlock.auth.verify_key() };
    let account = Account { handle: handle.into(), member, unlocks: vec![new], vault: vault.seal(rng)? };
    let directory = desk.with_name(trust, member, name, rng)?.directory;
    let request = State {
        statements: vec![statement.into()],
        grants,
        account: Some(account),
        directory: Some(directory),
    };
    Ok(Invitation { request, secret: zeroize_seed::Seed(secret), member })
}

/// What joining sends: first the new card, then the vault that only the new passphrase opens.
#[derive(Debug)]
pub struct Joined {
    /// Body of `POST /team/statements`.
    pub state: State,
    /// Body of `PUT /member/vault`.
    pub vault: PutVault,
    /// The member's own keys from now on.
    pub keys: MemberKeys,
}

/// Exchanges an invitation's keys for keys that nobody else ever saw, behind a passphrase.
pub fn join(
    trust: &Trust,
    desk: &Desk,
    old: &Vault,
    passphrase: &str,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<Joined, ClientError> {
    let current = trust.team.live(desk.member).ok_or(ClientError::NoKey)?;
    let seed = MemberSeed::generate(rng);
    let keys = seed.derive_keys();
    let (n, prev) = trust.team.head;
    let statement = Statement::Card(card(desk.member, current.role, &keys, current.triage));
    let statement = Draft { team: trust.team.id, n: n + 1, prev, at, statement }.sign(&[&desk.keys.sign]);
    let grants = desk.grant_keys(trust, &keys.age.recipient(), rng)?;
    let mut vault = Vault::new(trust.team.id, desk.member, &seed, trust.team.root);
    vault.n = old.n + 1;
    let (id, unlock, new) = passphrase_unlock(passphrase, rng)?;
    vault.add_unlock(id, "passphrase", &unlock, rng);
    Ok(Joined {
        state: State { statements: vec![statement.into()], grants, account: None, directory: None },
        vault: PutVault { vault: vault.seal(rng)?, unlocks: vec![new] },
        keys,
    })
}

/// Ends a member's card. Keys that the member held are rotated with it: intake and summary get a new
/// generation for everybody who stays.
pub fn remove(
    trust: &Trust,
    desk: &Desk,
    root: Option<&RecoverySheet>,
    member: MemberId,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<State, ClientError> {
    let signer = root.map_or(&desk.keys.sign, |it| &it.root);
    let (mut n, mut prev) = trust.team.head;
    let mut statements = vec![];
    let mut say = |statement| {
        n += 1;
        let bytes = Draft { team: trust.team.id, n, prev, at, statement }.sign(&[signer]);
        prev = sha256(&bytes);
        statements.push(bytes.into());
    };
    say(Statement::Revoke { member });
    let mut grants = vec![];
    let mut directory = None;
    for (name, old) in &trust.team.keys {
        let seed = EpochSeed::generate(rng);
        let generation = old.generation + 1;
        let not_after = if name == "intake" { at + INTAKE_LASTS } else { old.not_after };
        let recipient = seed.recipient().to_bytes();
        say(Statement::TeamKey(TeamKey { name: name.clone(), generation, recipient, not_after }));
        for card in trust.team.members().filter(|it| it.member != member) {
            let to = sanad_crypto::safe::epoch::recipient(&card.recipient)?;
            let place = Place::Team { name, generation };
            let (sealed, held) = grant::seal(trust.team.id, place, &seed, &to, &desk.keys.sign, rng)?;
            let holder: Holder = held.holder;
            grants.push(TeamGrant { name: name.clone(), generation, holder, sealed: sealed.into() });
        }
        if name == "summary" {
            let sealed =
                summary::seal(&desk.directory, trust.team.id, generation, Subject::Directory, &seed, rng)?;
            directory = Some(sealed.into());
        }
    }
    Ok(State { statements, grants, account: None, directory })
}
