//! The team's beginning.

use std::collections::BTreeMap;

use rand_core::CryptoRng;
use sanad_crypto::safe::{
    epoch::EpochSeed,
    grant::{self, Place},
    sha256,
    summary::{self, Subject},
    team::{Card, Draft, RecoverySheet, Statement, SystemKey, TeamKey, member_id, team_id},
    vault::{MemberKeys, MemberSeed, Vault},
};
use sanad_domain::{MemberId, Role, TeamId};
use sanad_protocol::team::{Account, SetUp, SetUpView, TeamGrant};

use crate::{ClientError, intake::LASTS, member::Directory, tell::random_16, unlocks::passphrase};
pub use crate::{
    invite::{Invitation, Joined, invite, join},
    remove::remove,
};

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
                .map(|it| latin(it).to_digit(16).map(|it| it as u8))
                .collect::<Option<_>>()?;
            let bytes: Vec<u8> =
                digits.chunks(2).map(|pair| pair.iter().fold(0, |sum, it| sum << 4 | it)).collect();
            let (seed, check) = bytes.split_first_chunk::<32>()?;
            (digits.len() == 68 && check == &sanad_crypto::safe::sha256(seed)[..2]).then_some(Self(*seed))
        }
    }

    /// Arabic-Indic and Persian digits, as an Arabic or Kurdish keyboard types them.
    fn latin(typed: char) -> char {
        let digit = match typed {
            '٠'..='٩' => typed as u32 - '٠' as u32,
            '۰'..='۹' => typed as u32 - '۰' as u32,
            _ => return typed,
        };
        char::from_digit(digit, 10).unwrap_or(typed)
    }

    #[cfg(test)]
    mod tests {
        use super::*;

        #[test]
        fn what_was_printed_is_read_and_a_mistyped_digit_is_noticed() {
            let seed = Seed([0x1f; 32]);
            let groups = seed.dangerous_to_groups();
            assert_eq!(groups.len(), 17);
            let typed = groups.join(" ");
            assert_eq!(Seed::parse(&typed).map(|it| it.0), Some(seed.0));
            let arabic = typed.replace('1', "١").to_uppercase();
            assert_eq!(Seed::parse(&arabic).map(|it| it.0), Some(seed.0));
            assert!(Seed::parse(&typed.replacen("1f", "1e", 1)).is_none(), "one digit is wrong");
            assert!(Seed::parse(&groups[..16].join(" ")).is_none(), "without its check");
            assert!(Seed::parse(&format!("{typed} 0")).is_none());
            assert!(Seed::parse("").is_none() && Seed::parse("سند").is_none());
        }
    }
}

pub(crate) fn random_32(rng: &mut impl CryptoRng) -> [u8; 32] {
    let mut out = [0; 32];
    rng.fill_bytes(&mut out);
    out
}

pub(crate) fn card(member: MemberId, role: Role, keys: &MemberKeys, triage: bool) -> Card {
    Card {
        member,
        role,
        recipient: keys.age.recipient().to_bytes(),
        verify_key: keys.sign.verify_key(),
        triage,
    }
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
        key("intake", &intake, server.now + LASTS),
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
    let (id, unlock, new) = passphrase(founder.passphrase, rng)?;
    vault.add_unlock(id, "passphrase", &unlock, rng);
    let account =
        Account { handle: founder.handle.into(), member, unlocks: vec![new], vault: vault.seal(rng)? };
    let request = SetUp { token: token.into(), statements, grants, account, directory: directory.into() };
    Ok(Founded { request, recovery: zeroize_seed::Seed(recovery), team, member })
}
