//! Ways into a member's vault. Each change is the next version of the vault, with what the server is to add
//! and to take off (docs/formats/vault.md).

use rand_core::CryptoRng;
use sanad_crypto::safe::{
    entry::Saw,
    receipt::Cost,
    vault::{Unlock, Vault},
};
use sanad_protocol::{
    Bytes,
    member::{Challenge, NewUnlock, PutVault, UnlockView},
};

use crate::{ClientError, tell::random_16};

/// Most ways into one vault.
const MOST: usize = 8;

/// The next version of a vault.
#[derive(Debug)]
pub struct Changed {
    /// Body of `PUT /member/vault`.
    pub request: PutVault,
    /// The vault as it is once the server took that.
    pub vault: Vault,
}

/// A passkey that is about to be made.
#[derive(Debug, Clone, Copy)]
pub struct NewPasskey {
    id: [u8; 16],
    salt: [u8; 16],
}

impl NewPasskey {
    /// Chooses its id.
    pub fn begin(vault: &Vault, rng: &mut impl CryptoRng) -> Self {
        Self { id: random_16(rng), salt: vault.passkey_salt() }
    }

    /// Id of the way in, and the credential's user handle: random, so that an authenticator learns no name.
    pub fn id(&self) -> &[u8; 16] {
        &self.id
    }

    /// What its PRF is evaluated on.
    pub fn input(&self) -> [u8; 32] {
        Unlock::prf_input(&self.salt)
    }
}

/// What a passkey's PRF is evaluated on to sign in; nothing where the challenge lists no passkey.
pub fn passkey_input(challenge: &Challenge) -> Option<[u8; 32]> {
    let view = challenge.unlocks.iter().find(|it| it.kind == "passkey")?;
    Some(Unlock::prf_input(&view.salt.as_slice().try_into().ok()?))
}

/// Adds a passkey with what its PRF gave. Errors: [`ClientError::TooManyWays`].
pub fn add_passkey(
    vault: &Vault,
    saw: Saw,
    passkey: &NewPasskey,
    prf: &[u8; 32],
    rng: &mut impl CryptoRng,
) -> Result<Changed, ClientError> {
    let unlock = Unlock::from_prf(prf);
    let new = new_unlock(passkey.id, "passkey", passkey.salt, &unlock);
    let mut next = vault.clone();
    next.add_unlock(passkey.id, "passkey", &unlock, rng);
    finish(next, saw, vec![new], vec![], rng)
}

/// Sets a new passphrase: the old one, or an invitation that is still open, ends with it.
pub fn set_passphrase(
    vault: &Vault,
    saw: Saw,
    words: &str,
    rng: &mut impl CryptoRng,
) -> Result<Changed, ClientError> {
    let old = vault.unlocks.iter().filter(|it| it.kind != "passkey").map(|it| it.id);
    let old: Vec<[u8; 16]> = old.collect();
    let (id, unlock, new) = passphrase(words, rng)?;
    let mut next = vault.clone();
    old.iter().for_each(|it| next.remove_unlock(*it));
    next.add_unlock(id, "passphrase", &unlock, rng);
    finish(next, saw, vec![new], old, rng)
}

/// Hides one way in: it opens no later version. Who has it and a copy of an older version still opens that
/// copy, so a way that was stolen needs a new card ([`crate::invite::renew`]).
///
/// Errors: [`ClientError::LastWay`], and [`ClientError::NoKey`] where there is none with this id.
pub fn hide(vault: &Vault, saw: Saw, id: [u8; 16], rng: &mut impl CryptoRng) -> Result<Changed, ClientError> {
    if !vault.unlocks.iter().any(|it| it.id == id) {
        return Err(ClientError::NoKey);
    }
    let mut next = vault.clone();
    next.remove_unlock(id);
    finish(next, saw, vec![], vec![id], rng)
}

/// Writes down the newest checkpoint, so that the next sign-in, on whatever device, demands its continuation.
pub fn renew(vault: &Vault, saw: Saw, rng: &mut impl CryptoRng) -> Result<Changed, ClientError> {
    finish(vault.clone(), saw, vec![], vec![], rng)
}

fn finish(
    mut next: Vault,
    saw: Saw,
    add: Vec<NewUnlock>,
    remove: Vec<[u8; 16]>,
    rng: &mut impl CryptoRng,
) -> Result<Changed, ClientError> {
    if next.unlocks.is_empty() {
        return Err(ClientError::LastWay);
    }
    if next.unlocks.len() > MOST {
        return Err(ClientError::TooManyWays);
    }
    next.n += 1;
    // What was seen is never unseen.
    if next.checkpoint.is_none_or(|it| it.size <= saw.size) {
        next.checkpoint = Some(saw);
    }
    let remove = remove.into_iter().map(|it| Bytes::from(it.to_vec())).collect();
    let request = PutVault { vault: next.seal(rng)?, add, remove };
    Ok(Changed { request, vault: next })
}

/// A new passphrase unlock and how the server will know it.
pub(crate) fn passphrase(
    words: &str,
    rng: &mut impl CryptoRng,
) -> Result<([u8; 16], Unlock, NewUnlock), ClientError> {
    let (id, salt) = (random_16(rng), random_16(rng));
    let unlock = Unlock::from_passphrase(words, &salt, Cost::PASSPHRASE)?;
    let new = new_unlock(id, "passphrase", salt, &unlock);
    Ok((id, unlock, new))
}

/// A way in as the server will know it. The cost says nothing where no passphrase is stretched.
pub(crate) fn new_unlock(id: [u8; 16], kind: &str, salt: [u8; 16], unlock: &Unlock) -> NewUnlock {
    let view = UnlockView {
        id: id.to_vec().into(),
        kind: kind.into(),
        salt: salt.to_vec().into(),
        cost: Cost::PASSPHRASE,
    };
    NewUnlock { view, auth_key: unlock.auth.verify_key() }
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
    use sanad_crypto::safe::{sign::VerifyKey, vault::MemberSeed};
    use sanad_domain::{MemberId, TeamId};

    use super::*;

    const PLACE: (TeamId, MemberId) = (TeamId([1; 16]), MemberId([2; 16]));

    fn saw(size: u64) -> Saw {
        Saw { size, root: [9; 32] }
    }

    /// A vault with one passkey, whose PRF gives `[4; 32]`.
    fn begin(rng: &mut ChaCha20Rng) -> (Vault, NewPasskey) {
        let seed = MemberSeed::generate(rng);
        let vault = Vault::new(PLACE.0, PLACE.1, &seed, VerifyKey([3; 32]));
        let passkey = NewPasskey::begin(&vault, rng);
        let changed = add_passkey(&vault, saw(5), &passkey, &[4; 32], rng).unwrap();
        (changed.vault, passkey)
    }

    fn opens(changed: &Changed, id: &[u8; 16], prf: &[u8; 32]) -> bool {
        let sealed = &changed.request.vault;
        Vault::open(sealed, PLACE.0, PLACE.1, *id, &Unlock::from_prf(prf)).is_ok()
    }

    #[test]
    fn a_second_passkey_opens_the_same_vault_and_one_can_be_hidden() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (vault, first) = begin(&mut rng);
        let second = NewPasskey::begin(&vault, &mut rng);
        assert_eq!(first.input(), second.input(), "the browser does not know beforehand which it will be");
        let added = add_passkey(&vault, saw(6), &second, &[7; 32], &mut rng).unwrap();
        assert_eq!((added.request.vault.n, added.request.add.len()), (vault.n + 1, 1));
        assert!(added.request.remove.is_empty());
        assert!(opens(&added, first.id(), &[4; 32]) && opens(&added, second.id(), &[7; 32]));
        let hidden = hide(&added.vault, saw(7), *first.id(), &mut rng).unwrap();
        assert!(!opens(&hidden, first.id(), &[4; 32]) && opens(&hidden, second.id(), &[7; 32]));
        assert_eq!(hidden.request.remove, [Bytes::from(first.id().to_vec())]);
        let last = hide(&hidden.vault, saw(7), *second.id(), &mut rng);
        assert_eq!(last.unwrap_err(), ClientError::LastWay);
        assert_eq!(hide(&hidden.vault, saw(7), [0; 16], &mut rng).unwrap_err(), ClientError::NoKey);
    }

    #[test]
    fn a_new_passphrase_replaces_the_old_one_and_leaves_passkeys() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (vault, passkey) = begin(&mut rng);
        let one = set_passphrase(&vault, saw(6), "one two three", &mut rng).unwrap();
        assert!(one.request.remove.is_empty());
        let two = set_passphrase(&one.vault, saw(6), "four five six", &mut rng).unwrap();
        assert_eq!(two.request.remove, [one.request.add[0].view.id.clone()]);
        let kinds: Vec<&str> = two.vault.unlocks.iter().map(|it| it.kind.as_str()).collect();
        assert_eq!(kinds, ["passkey", "passphrase"]);
        assert!(opens(&two, passkey.id(), &[4; 32]));
    }

    #[test]
    fn what_was_seen_is_written_down_and_never_taken_back() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (vault, _) = begin(&mut rng);
        let later = renew(&vault, saw(9), &mut rng).unwrap().vault;
        assert_eq!((later.n, later.checkpoint), (vault.n + 1, Some(saw(9))));
        assert_eq!(renew(&later, saw(8), &mut rng).unwrap().vault.checkpoint, Some(saw(9)));
    }

    #[test]
    fn there_are_at_most_eight() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (mut vault, _) = begin(&mut rng);
        for _ in 1..MOST {
            let passkey = NewPasskey::begin(&vault, &mut rng);
            vault = add_passkey(&vault, saw(6), &passkey, &[8; 32], &mut rng).unwrap().vault;
        }
        let passkey = NewPasskey::begin(&vault, &mut rng);
        let more = add_passkey(&vault, saw(6), &passkey, &[8; 32], &mut rng);
        assert_eq!(more.unwrap_err(), ClientError::TooManyWays);
    }
}
