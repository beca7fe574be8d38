//! How members come in, and come back in.

use rand_core::CryptoRng;
use sanad_crypto::safe::{
    sign::SigningKey,
    team::{Card, Draft, RecoverySheet, Statement, member_id},
    vault::{MemberKeys, MemberSeed, Unlock, Vault},
};
use sanad_domain::{MemberId, Role};
use sanad_protocol::team::{Account, State};

use crate::{
    ClientError, Trust,
    found::{card, random_32, zeroize_seed::Seed},
    member::Desk,
    tell::random_16,
    unlocks::{new_unlock, passphrase},
};

/// An invitation: the request, and the secret for the link's fragment.
#[derive(Debug)]
pub struct Invitation {
    /// Body of `POST /team/statements`.
    pub request: State,
    /// Secret of the link.
    pub secret: Seed,
    /// Whose it is.
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
    let seed = MemberSeed::generate(rng);
    let keys = seed.derive_keys();
    let member = member_id(&keys.sign.verify_key());
    let signer = match root {
        Some(sheet) => trust.root_of(sheet)?,
        None => &desk.keys.sign,
    };
    let card = card(member, role, &keys, true);
    let directory = desk.with_name(trust, member, name, rng)?.directory;
    let (mut request, secret) = open_by_link(trust, desk, signer, handle, card, &seed, at, rng)?;
    request.directory = Some(directory);
    Ok(Invitation { request, secret, member })
}

/// Gives a member who lost every way in a new card, whose keys again only a link opens. The member stays the
/// same one, with the same handle, role and right; the recovery sheet's root signs. Nothing of the old vault
/// comes back: cases that the member held are assigned anew. The team's keys stay as they are, so who lost a
/// way in *to somebody* is removed and invited instead.
///
/// Errors: [`ClientError::OtherTeam`] for another team's sheet, [`ClientError::NoKey`] where nobody of the
/// team has this id.
pub fn renew(
    trust: &Trust,
    desk: &Desk,
    sheet: &RecoverySheet,
    member: MemberId,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<Invitation, ClientError> {
    let signer = trust.root_of(sheet)?;
    let current = trust.team.live(member).filter(|it| it.role != Role::Recovery);
    let current = current.ok_or(ClientError::NoKey)?;
    let handle = desk.handles.get(&member).ok_or(ClientError::NoKey)?;
    let seed = MemberSeed::generate(rng);
    let card = card(member, current.role, &seed.derive_keys(), current.triage);
    let (request, secret) = open_by_link(trust, desk, signer, handle, card, &seed, at, rng)?;
    Ok(Invitation { request, secret, member })
}

/// What joining sends.
#[derive(Debug)]
pub struct Joined {
    /// Body of `POST /team/statements`: the new card and the vault that goes with it, together or not at all
    /// (docs/adr/0012-keys-and-vault-change-together.md). It ends the session that sends it.
    pub state: State,
    /// The member's own keys from now on.
    pub keys: MemberKeys,
}

/// Exchanges an invitation's keys for keys that nobody else ever saw, behind a passphrase.
pub fn join(
    trust: &Trust,
    desk: &Desk,
    words: &str,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<Joined, ClientError> {
    let current = trust.team.live(desk.member).ok_or(ClientError::NoKey)?;
    let handle = desk.handles.get(&desk.member).ok_or(ClientError::NoKey)?;
    let seed = MemberSeed::generate(rng);
    let keys = seed.derive_keys();
    let card = card(desk.member, current.role, &keys, current.triage);
    let statement = next(trust, Statement::Card(card), &desk.keys.sign, at);
    let grants = desk.grant_keys(trust, &keys.age.recipient(), rng)?;
    let (id, unlock, new) = passphrase(words, rng)?;
    let mut vault = Vault::new(trust.team.id, desk.member, &seed, trust.team.root);
    vault.checkpoint = Some(trust.saw());
    vault.add_unlock(id, "passphrase", &unlock, rng);
    let account =
        Account { handle: handle.clone(), member: desk.member, unlocks: vec![new], vault: vault.seal(rng)? };
    let state = State { statements: vec![statement.into()], grants, account: Some(account), directory: None };
    Ok(Joined { state, keys })
}

/// A card with the team's keys and an account whose only way in is a link's secret.
#[expect(clippy::too_many_arguments, reason = "a card, its account, who signs it, and the moment")]
fn open_by_link(
    trust: &Trust,
    desk: &Desk,
    signer: &SigningKey,
    handle: &str,
    card: Card,
    seed: &MemberSeed,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<(State, Seed), ClientError> {
    let member = card.member;
    let statement = next(trust, Statement::Card(card), signer, at);
    let grants = desk.grant_keys(trust, &seed.derive_keys().age.recipient(), rng)?;
    let secret = random_32(rng);
    let unlock = Unlock::from_prf(&secret);
    let id = random_16(rng);
    let mut vault = Vault::new(trust.team.id, member, seed, trust.team.root);
    // Who joins goes on from what the inviting member saw.
    vault.checkpoint = Some(trust.saw());
    vault.add_unlock(id, "invitation", &unlock, rng);
    let unlocks = vec![new_unlock(id, "invitation", [0; 16], &unlock)];
    let account = Account { handle: handle.into(), member, unlocks, vault: vault.seal(rng)? };
    let state = State { statements: vec![statement.into()], grants, account: Some(account), directory: None };
    Ok((state, Seed(secret)))
}

/// The chain's next statement.
fn next(trust: &Trust, statement: Statement, signer: &SigningKey, at: u64) -> Vec<u8> {
    let (n, prev) = trust.team.head;
    Draft { team: trust.team.id, n: n + 1, prev, at, statement }.sign(&[signer])
}
