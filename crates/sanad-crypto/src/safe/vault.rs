//! A member's vault: one seed behind several unlocks (protocol §5).

use hmac::{Hmac, KeyInit as _, Mac as _};
use minicbor::{Decode, Encode};
use rand_core::CryptoRng;
use sanad_age::{HybridIdentity, HybridRecipient};
use sanad_domain::{MemberId, TeamId};
use sha2::Sha256;
use zeroize::Zeroizing;

use super::{
    Refused,
    entry::Saw,
    receipt::Cost,
    sha256,
    sign::{SigningKey, VerifyKey},
};
use crate::hazmat::{
    cbor, kdf, padding,
    transcript::{first16, transcript},
};

const NS: &str = "sanad/vault/v1";

/// A member's keys, all from one seed.
#[derive(Debug, Clone)]
pub struct MemberKeys {
    /// Opens grants; its public half stands on the card.
    pub age: HybridIdentity,
    /// Signs entries; its public half stands on the card.
    pub sign: SigningKey,
}

/// The one secret of a member.
#[derive(Clone)]
pub struct MemberSeed(Zeroizing<[u8; 32]>);

impl std::fmt::Debug for MemberSeed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MemberSeed(<secret>)")
    }
}

impl MemberSeed {
    /// A new random seed.
    pub fn generate(rng: &mut impl CryptoRng) -> Self {
        let mut seed = Zeroizing::new([0; 32]);
        rng.fill_bytes(seed.as_mut_slice());
        Self(seed)
    }

    /// The keys that it stands for.
    pub fn derive_keys(&self) -> MemberKeys {
        MemberKeys {
            age: HybridIdentity::from_seed(*kdf::derive(self.0.as_slice(), "sanad/member/age/v1", &[])),
            sign: SigningKey::derive(&self.0, "sanad/member/sign/v1"),
        }
    }
}

/// What a passphrase or passkey gives: a key that opens the vault and one that signs in.
#[derive(Debug, Clone)]
pub struct Unlock {
    /// Opens the vault file.
    pub age: HybridIdentity,
    /// Answers the server's challenge.
    pub auth: SigningKey,
}

impl Unlock {
    /// From a passphrase. `cost` comes from the server and has a floor here.
    pub fn from_passphrase(words: &str, salt: &[u8; 16], cost: Cost) -> Result<Self, Refused> {
        let cost = cost.acceptable(Cost::PASSPHRASE)?;
        let secret =
            kdf::argon2id(words.trim().as_bytes(), salt, cost.m_kib, cost.t).ok_or(Refused::Unacceptable)?;
        Ok(Self::from_secret(&secret))
    }

    /// What a passkey's PRF is evaluated on, from the salt that the server keeps beside the way in. A server
    /// that exchanges the salt gets a key that opens nothing.
    pub fn prf_input(salt: &[u8; 16]) -> [u8; 32] {
        *kdf::derive(salt, "sanad/unlock/prf-input/v1", &[])
    }

    /// From the 32 bytes of a passkey's PRF (WebAuthn Level 3 §10.1.4).
    pub fn from_prf(output: &[u8; 32]) -> Self {
        Self::from_secret(&kdf::derive(output, "sanad/unlock/prf/v1", &[]))
    }

    fn from_secret(secret: &[u8; 32]) -> Self {
        Self {
            age: HybridIdentity::from_seed(*kdf::derive(secret, "sanad/unlock/age/v1", &[])),
            auth: SigningKey::derive(secret, "sanad/unlock/auth/v1"),
        }
    }
}

/// One way into the vault, as the vault itself lists it.
#[derive(Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct UnlockEntry {
    /// Its id.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub id: [u8; 16],
    /// `passphrase`, `passkey` or `invitation`.
    #[n(1)]
    pub kind: String,
    /// Key that the vault is sealed to for it; exists nowhere else.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub recipient: Vec<u8>,
    /// Key of its tag.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub mac_key: [u8; 32],
}

impl std::fmt::Debug for UnlockEntry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "UnlockEntry({})", self.kind)
    }
}

impl std::fmt::Debug for Vault {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Vault({:?}, n {})", self.member, self.n)
    }
}

/// What is in a vault.
#[derive(Clone, Encode, Decode)]
#[cbor(map)]
pub struct Vault {
    #[n(0)]
    ns: String,
    /// Version of the content: grows by one with each write.
    #[n(1)]
    pub n: u64,
    /// Team.
    #[n(2)]
    pub team: TeamId,
    /// Whose it is.
    #[n(3)]
    pub member: MemberId,
    #[n(4)]
    #[cbor(with = "minicbor::bytes")]
    seed: [u8; 32],
    /// The team's root key, pinned.
    #[n(5)]
    pub root: VerifyKey,
    /// Ways in.
    #[n(6)]
    pub unlocks: Vec<UnlockEntry>,
    /// Newest checkpoint that this member saw.
    #[n(7)]
    pub checkpoint: Option<Saw>,
}

/// A vault as the server keeps it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(map)]
pub struct SealedVault {
    /// Version.
    #[n(0)]
    pub n: u64,
    /// age file to all unlocks; an export of it opens with `age -d`.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub file: Vec<u8>,
    /// Per unlock id: HMAC over place, version and hash of the file.
    #[n(2)]
    pub tags: Vec<Tag>,
}

/// Proof for one unlock that the file is the newest that its owner wrote.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Tag {
    /// Unlock id.
    #[n(0)]
    #[cbor(with = "minicbor::bytes")]
    pub unlock: [u8; 16],
    /// HMAC-SHA-256.
    #[n(1)]
    #[cbor(with = "minicbor::bytes")]
    pub mac: [u8; 32],
}

impl Vault {
    /// A first vault.
    pub fn new(team: TeamId, member: MemberId, seed: &MemberSeed, root: VerifyKey) -> Self {
        Self { ns: NS.into(), n: 0, team, member, seed: *seed.0, root, unlocks: vec![], checkpoint: None }
    }

    /// The member's seed.
    pub fn seed(&self) -> MemberSeed {
        MemberSeed(Zeroizing::new(self.seed))
    }

    /// Salt of every passkey of this member. One for all: at sign-in the browser asks any passkey of this
    /// site, and learns which one it was only together with the answer.
    pub fn passkey_salt(&self) -> [u8; 16] {
        first16(*kdf::derive(&self.seed, "sanad/vault/passkey-salt/v1", &[]))
    }

    /// Takes a way in off the list; from the next version on it opens nothing.
    pub fn remove_unlock(&mut self, id: [u8; 16]) {
        self.unlocks.retain(|it| it.id != id);
    }

    /// Adds a way in.
    pub fn add_unlock(&mut self, id: [u8; 16], kind: &str, unlock: &Unlock, rng: &mut impl CryptoRng) {
        let mut mac_key = [0; 32];
        rng.fill_bytes(&mut mac_key);
        let recipient = unlock.age.recipient().to_bytes();
        self.unlocks.retain(|it| it.id != id);
        self.unlocks.push(UnlockEntry { id, kind: kind.into(), recipient, mac_key });
    }

    /// Seals to every unlock, with a tag for each.
    pub fn seal(&self, rng: &mut impl CryptoRng) -> Result<SealedVault, Refused> {
        let mut recipients = vec![];
        for unlock in &self.unlocks {
            let recipient =
                HybridRecipient::from_bytes(&unlock.recipient).map_err(|_| Refused::Unacceptable)?;
            recipients.push(recipient.into());
        }
        let plain = Zeroizing::new(padding::pad(&cbor::encode(self)));
        let file = sanad_age::seal(&recipients, &plain, rng).map_err(|_| Refused::Unacceptable)?;
        let tags = self
            .unlocks
            .iter()
            .map(|it| Tag { unlock: it.id, mac: tag(it, self, &file).finalize().into_bytes().into() })
            .collect();
        Ok(SealedVault { n: self.n, file, tags })
    }

    /// Opens with one unlock and checks its tag and its place.
    pub fn open(
        sealed: &SealedVault,
        team: TeamId,
        member: MemberId,
        unlock_id: [u8; 16],
        unlock: &Unlock,
    ) -> Result<Self, Refused> {
        let plain =
            sanad_age::open(&[unlock.age.clone().into()], &sealed.file).map_err(|_| Refused::Unopenable)?;
        let plain = Zeroizing::new(plain);
        let content = padding::unpad(&plain).ok_or(Refused::Malformed)?;
        super::version::check(content, NS)?;
        let vault: Self = cbor::decode(content).ok_or(Refused::Malformed)?;
        if (vault.team, vault.member, vault.n) != (team, member, sealed.n) {
            return Err(Refused::Swapped);
        }
        let entry = vault.unlocks.iter().find(|it| it.id == unlock_id).ok_or(Refused::Swapped)?;
        let found = sealed.tags.iter().find(|it| it.unlock == unlock_id).ok_or(Refused::Swapped)?;
        tag(entry, &vault, &sealed.file).verify_slice(&found.mac).map_err(|_| Refused::Swapped)?;
        Ok(vault)
    }
}

impl Drop for Vault {
    fn drop(&mut self) {
        zeroize::Zeroize::zeroize(&mut self.seed);
    }
}

fn tag(unlock: &UnlockEntry, vault: &Vault, file: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of every length.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&unlock.mac_key) else { unreachable!("any key length") };
    let n = vault.n.to_be_bytes();
    mac.update(&transcript(&[NS.as_bytes(), &vault.team.0, &vault.member.0, &n, &sha256(file)]));
    mac
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;

    #[test]
    fn every_unlock_opens_the_same_seed_and_a_rewritten_vault_is_noticed() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (team, member) = (TeamId([1; 16]), MemberId([2; 16]));
        let seed = MemberSeed::generate(&mut rng);
        let mut vault = Vault::new(team, member, &seed, VerifyKey([3; 32]));
        let (one, two) = (Unlock::from_prf(&[4; 32]), Unlock::from_prf(&[5; 32]));
        vault.add_unlock([1; 16], "passkey", &one, &mut rng);
        vault.add_unlock([2; 16], "passkey", &two, &mut rng);
        let sealed = vault.seal(&mut rng).unwrap();
        for (id, unlock) in [([1; 16], &one), ([2; 16], &two)] {
            let opened = Vault::open(&sealed, team, member, id, unlock).unwrap();
            assert_eq!(opened.seed().derive_keys().sign.verify_key(), seed.derive_keys().sign.verify_key());
        }
        // A server that seals its own vault to the public unlock recipients knows no tag key.
        let mut forged = Vault::new(team, member, &MemberSeed::generate(&mut rng), VerifyKey([3; 32]));
        forged.add_unlock([1; 16], "passkey", &one, &mut rng);
        let mut resealed = forged.seal(&mut rng).unwrap();
        resealed.tags.clone_from(&sealed.tags);
        assert_eq!(Vault::open(&resealed, team, member, [1; 16], &one).unwrap_err(), Refused::Swapped);
        let wrong = Vault::open(&sealed, team, MemberId([9; 16]), [1; 16], &one);
        assert_eq!(wrong.unwrap_err(), Refused::Swapped);
    }

    /// RFC 4231 §4.3: HMAC-SHA-256 with a short key.
    #[test]
    fn rfc_4231_test_case_2() {
        let mut mac = Hmac::<Sha256>::new_from_slice(b"Jefe").unwrap();
        mac.update(b"what do ya want for nothing?");
        let hex: String = mac.finalize().into_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(hex, "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    #[test]
    fn a_way_that_was_taken_off_opens_no_later_version() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let (team, member) = (TeamId([1; 16]), MemberId([2; 16]));
        let seed = MemberSeed::generate(&mut rng);
        let mut vault = Vault::new(team, member, &seed, VerifyKey([3; 32]));
        let (one, two) = (Unlock::from_prf(&[4; 32]), Unlock::from_prf(&[5; 32]));
        vault.add_unlock([1; 16], "passkey", &one, &mut rng);
        vault.add_unlock([2; 16], "passkey", &two, &mut rng);
        vault.remove_unlock([1; 16]);
        let sealed = vault.seal(&mut rng).unwrap();
        assert_eq!(Vault::open(&sealed, team, member, [1; 16], &one).unwrap_err(), Refused::Unopenable);
        assert!(Vault::open(&sealed, team, member, [2; 16], &two).is_ok());
    }

    #[test]
    fn passkeys_of_a_member_share_a_salt_that_says_nothing_of_the_seed() {
        let mut rng = ChaCha20Rng::from_seed([1; 32]);
        let vault =
            |seed: &MemberSeed| Vault::new(TeamId([1; 16]), MemberId([2; 16]), seed, VerifyKey([3; 32]));
        let (seed, other) = (MemberSeed::generate(&mut rng), MemberSeed::generate(&mut rng));
        assert_eq!(vault(&seed).passkey_salt(), vault(&seed).passkey_salt());
        assert_ne!(vault(&seed).passkey_salt(), vault(&other).passkey_salt());
        assert_ne!(Unlock::prf_input(&[1; 16]), Unlock::prf_input(&[2; 16]));
    }

    #[test]
    fn a_cheap_passphrase_derivation_is_refused() {
        let cost = Cost { m_kib: 64, t: 1 };
        assert_eq!(Unlock::from_passphrase("words", &[0; 16], cost).unwrap_err(), Refused::Unacceptable);
    }
}
