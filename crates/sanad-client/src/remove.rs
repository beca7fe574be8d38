//! Ending a member's card.

use rand_core::CryptoRng;
use sanad_crypto::safe::{
    epoch::{EpochSeed, Holder},
    grant::{self, Place},
    sha256,
    summary::{self, Subject},
    team::{Draft, RecoverySheet, Statement, TeamKey},
};
use sanad_domain::MemberId;
use sanad_protocol::team::{State, TeamGrant};

use crate::{ClientError, Trust, intake::LASTS, member::Desk};

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
        let not_after = if name == "intake" { at + LASTS } else { old.not_after };
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
