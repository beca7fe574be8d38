//! A team and people of it, in memory: what a server's tests and a store's tests both begin with.

use std::collections::BTreeMap;

use rand_chacha::{
    ChaCha20Rng,
    rand_core::{Rng as _, SeedableRng as _},
};
use sanad_client::{
    Trust,
    found::{Founded, Founder, found, zeroize_seed::Seed},
    tell::{Prepared, prepare_with_keys},
};
use sanad_crypto::safe::{
    receipt::{Cost, PersonKeys},
    vault::{MemberKeys, Unlock, Vault},
};
use sanad_domain::{TeamId, report::Report};
use sanad_protocol::{
    intake::Kdf,
    team::{Account, SetUpView},
};

/// The moment at which stories in memory begin, Unix seconds.
pub const NOW: u64 = 1_800_000_000;
/// Handle of the first coordinator.
pub const HANDLE: &str = "amal";
/// Passphrase of the first coordinator.
pub const PASSPHRASE: &str = "six words that only tests use";

/// Randomness that is the same in every run.
pub fn seeded(seed: u8) -> ChaCha20Rng {
    ChaCha20Rng::from_seed([seed; 32])
}

/// Random bytes.
pub fn draw<const N: usize>(rng: &mut ChaCha20Rng) -> [u8; N] {
    let mut out = [0; N];
    rng.fill_bytes(&mut out);
    out
}

/// A number below `end`.
pub fn below(rng: &mut ChaCha20Rng, end: usize) -> usize {
    let end = u64::try_from(end).expect("64 bits");
    usize::try_from(rng.next_u64() % end).expect("it is below a usize")
}

/// A team that was founded, and the first coordinator's keys. Costs two derivations of a passphrase: keep it.
#[derive(Debug)]
pub struct Foundation {
    /// The request with what it leaves.
    pub founded: Founded,
    /// Keys of the first coordinator.
    pub keys: MemberKeys,
}

impl Foundation {
    /// Founds it for a server's keys.
    pub fn make(token: &str, server: &SetUpView) -> Self {
        let names: BTreeMap<String, String> = [("en".to_owned(), "Test team".to_owned())].into();
        let founder = Founder { names, handle: HANDLE, name: "Amal", passphrase: PASSPHRASE };
        let founded = found(token, server, &founder, &mut seeded(21)).expect("a team");
        let account = &founded.request.account;
        let view = &account.unlocks.first().expect("one way in").view;
        let salt: [u8; 16] = view.salt.as_slice().try_into().expect("16 bytes");
        let unlock = Unlock::from_passphrase(PASSPHRASE, &salt, view.cost).expect("an acceptable cost");
        let keys = open_vault(founded.team, account, &unlock).seed().derive_keys();
        Self { founded, keys }
    }
}

/// The vault of an account, by its first way in.
pub fn open_vault(team: TeamId, account: &Account, unlock: &Unlock) -> Vault {
    let view = &account.unlocks.first().expect("one way in").view;
    let id: [u8; 16] = view.id.as_slice().try_into().expect("16 bytes");
    Vault::open(&account.vault, team, account.member, id, unlock).expect("the vault of this account")
}

/// Keys of a member who was invited and uses the invitation as it is.
pub fn invited_keys(team: TeamId, account: &Account, secret: &Seed) -> MemberKeys {
    open_vault(team, account, &Unlock::from_prf(&secret.0)).seed().derive_keys()
}

/// A report of a person who comes back with keys instead of a receipt.
#[derive(Debug, Clone)]
pub struct Told {
    /// The request with what it leaves.
    pub prepared: Prepared,
    /// Her keys.
    pub keys: PersonKeys,
    /// What finds her case.
    pub lookup: [u8; 32],
}

/// Seals a report without deriving anything from a receipt.
pub fn tell(trust: &Trust, report: &Report, at: u64, rng: &mut ChaCha20Rng) -> Told {
    let keys = PersonKeys::from_secret(&draw(rng));
    let lookup = draw(rng);
    let kdf = Kdf { salt: draw::<16>(rng).to_vec().into(), cost: Cost::RECEIPT };
    let prepared = prepare_with_keys(trust, report, &keys, lookup, kdf, at, rng).expect("a report");
    Told { prepared, keys, lookup }
}
