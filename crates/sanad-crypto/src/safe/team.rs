//! The team is a chain too: plaintext statements, signed, hash-linked, logged (protocol §3).
//!
//! Whether somebody could say something is decided by the place of a statement in the log, never by a date.

mod statement;

use std::collections::BTreeMap;

use sanad_age::HybridRecipient;
use sanad_domain::{MemberId, Role, TeamId};

pub use statement::{Card, Draft, Statement, StatementSignature, SystemKey, TeamKey};

use super::{
    Hash, Refused, epoch, sha256,
    sign::{SigningKey, VerifyKey},
};
use crate::hazmat::{
    cbor, kdf,
    transcript::{first16, hash},
};
use statement::{Fields, LABEL, NS, Signed};

/// The id of a team is a hash of its root key.
pub fn team_id(root: &VerifyKey) -> TeamId {
    TeamId(first16(hash(&[b"sanad/team-id/v1", &root.0])))
}

/// The id of a member is a hash of the verify key on the first card.
pub fn member_id(key: &VerifyKey) -> MemberId {
    MemberId(first16(hash(&[b"sanad/member-id/v1", &key.0])))
}

/// The recovery sheet: one seed on paper.
#[derive(Debug, Clone)]
pub struct RecoverySheet {
    /// Signs what only the root may.
    pub root: SigningKey,
    /// Holds every epoch and team key, so that a team never loses its cases with its last laptop.
    pub age: sanad_age::HybridIdentity,
}

impl RecoverySheet {
    /// The keys that a printed seed stands for.
    pub fn derive(seed: &[u8; 32]) -> Self {
        Self {
            root: SigningKey::derive(seed, "sanad/recovery/root/v1"),
            age: sanad_age::HybridIdentity::from_seed(*kdf::derive(seed, "sanad/recovery/age/v1", &[])),
        }
    }
}

/// A card with the part of the log for which it is valid.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LiveCard {
    /// What the card says.
    pub card: Card,
    /// Leaf of the statement that made it.
    pub since: u64,
    /// Leaf of the statement that ended it.
    pub until: Option<u64>,
}

/// What the chain amounts to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Team {
    /// Id.
    pub id: TeamId,
    /// Root key, offline.
    pub root: VerifyKey,
    /// Salt of stage 1 of every receipt.
    pub salt: [u8; 16],
    /// Public name by language.
    pub names: BTreeMap<String, String>,
    /// Every card that ever was, newest last per member.
    pub cards: BTreeMap<MemberId, Vec<LiveCard>>,
    /// Newest generation of each team key by name.
    pub keys: BTreeMap<String, TeamKey>,
    /// Every generation of each team key: what was sealed to an older one must stay openable.
    pub generations: BTreeMap<(String, u32), TeamKey>,
    /// The server's keys: acknowledgements, and log notes.
    pub system: Option<SystemKey>,
    /// Number of the last statement and its hash.
    pub head: (u64, Hash),
}

impl Team {
    /// Reads a whole chain; `leaves[i]` is the log leaf of statement `i`.
    pub fn read<'a>(statements: impl IntoIterator<Item = (&'a [u8], u64)>) -> Result<Self, Refused> {
        let mut statements = statements.into_iter();
        let (first, leaf) = statements.next().ok_or(Refused::Malformed)?;
        let mut team = Self::found(first, leaf)?;
        for (bytes, leaf) in statements {
            team.apply(bytes, leaf)?;
        }
        Ok(team)
    }

    fn found(bytes: &[u8], _leaf: u64) -> Result<Self, Refused> {
        let (fields, signers) = open(bytes)?;
        let Statement::Found { root, salt, names } = &fields.statement else {
            return Err(Refused::Malformed);
        };
        let id = team_id(root);
        if (fields.team, fields.n, fields.prev) != (id, 0, [0; 32]) {
            return Err(Refused::Swapped);
        }
        if !signers.contains(root) {
            return Err(Refused::Signature);
        }
        Ok(Self {
            id,
            root: *root,
            salt: *salt,
            names: names.clone(),
            cards: BTreeMap::new(),
            keys: BTreeMap::new(),
            generations: BTreeMap::new(),
            system: None,
            head: (0, sha256(bytes)),
        })
    }

    /// Takes the next statement, if its signers could say it when it was logged.
    pub fn apply(&mut self, bytes: &[u8], leaf: u64) -> Result<(), Refused> {
        let (fields, signers) = open(bytes)?;
        if fields.team != self.id || fields.n != self.head.0 + 1 || fields.prev != self.head.1 {
            return Err(Refused::Swapped);
        }
        self.check_right(&fields.statement, &signers)?;
        match fields.statement {
            Statement::Found { .. } => return Err(Refused::Malformed),
            Statement::Card(card) => self.add_card(card, leaf)?,
            Statement::Revoke { member } => self.end_card(member, leaf)?,
            Statement::TeamKey(key) => self.add_key(key)?,
            Statement::System(system) => self.system = Some(system),
            Statement::Names { names } => self.names = names,
        }
        self.head = (fields.n, sha256(bytes));
        Ok(())
    }

    fn add_card(&mut self, card: Card, leaf: u64) -> Result<(), Refused> {
        epoch::recipient(&card.recipient)?;
        // Asked before anything is written: a refused card leaves no trace, or its member would count as known.
        let known = self.cards.contains_key(&card.member);
        if !known && card.role != Role::Recovery && card.member != member_id(&card.verify_key) {
            return Err(Refused::Swapped);
        }
        let cards = self.cards.entry(card.member).or_default();
        if let Some(last) = cards.last_mut().filter(|it| it.until.is_none()) {
            last.until = Some(leaf);
        }
        cards.push(LiveCard { card, since: leaf, until: None });
        Ok(())
    }

    fn end_card(&mut self, member: MemberId, leaf: u64) -> Result<(), Refused> {
        let live = self.cards.get_mut(&member).and_then(|it| it.last_mut()).filter(|it| it.until.is_none());
        live.ok_or(Refused::Unacceptable)?.until = Some(leaf);
        Ok(())
    }

    fn add_key(&mut self, key: TeamKey) -> Result<(), Refused> {
        epoch::recipient(&key.recipient)?;
        let next = match self.keys.get(&key.name) {
            None => 0,
            // The same generation again renews its time; the key itself may not change under it.
            Some(last) if key.generation == last.generation && key.recipient == last.recipient => {
                last.generation
            }
            Some(last) => last.generation + 1,
        };
        if key.generation != next {
            return Err(Refused::Swapped);
        }
        self.generations.insert((key.name.clone(), key.generation), key.clone());
        self.keys.insert(key.name.clone(), key);
        Ok(())
    }

    /// Root says everything; one live coordinator everything but coordinators, who need two; a member renews
    /// the own card.
    fn check_right(&self, statement: &Statement, signers: &[VerifyKey]) -> Result<(), Refused> {
        if signers.contains(&self.root) {
            return Ok(());
        }
        // A member changes keys without help: the old key signs the new card, and nothing else may change.
        if let Statement::Card(new) = statement
            && let Some(old) = self.live(new.member)
            && signers.contains(&old.verify_key)
            && (old.role, old.triage) == (new.role, new.triage)
        {
            return Ok(());
        }
        let coordinators = signers.iter().filter(|it| self.is_coordinator(it)).count();
        let needed = match statement {
            Statement::Found { .. } => return Err(Refused::Unacceptable),
            // A new caseworker needs one. To exchange a member's card, or to make a coordinator, two.
            Statement::Card(card)
                if card.role == Role::Caseworker && !self.cards.contains_key(&card.member) =>
            {
                1
            }
            Statement::Card(_) => 2,
            Statement::Revoke { member }
                if self.live(*member).is_some_and(|it| it.role != Role::Caseworker) =>
            {
                2
            }
            Statement::Revoke { .. } | Statement::TeamKey(_) | Statement::Names { .. } => 1,
            Statement::System(_) => 2,
        };
        if coordinators >= needed { Ok(()) } else { Err(Refused::Unacceptable) }
    }

    fn is_coordinator(&self, key: &VerifyKey) -> bool {
        self.members().any(|card| card.role == Role::Coordinator && card.verify_key == *key)
    }

    /// The member's card, if it is live.
    pub fn live(&self, member: MemberId) -> Option<&Card> {
        let last = self.cards.get(&member)?.last()?;
        last.until.is_none().then_some(&last.card)
    }

    /// All live cards, the recovery sheet's included.
    pub fn members(&self) -> impl Iterator<Item = &Card> {
        self.cards.values().filter_map(|it| it.last()).filter(|it| it.until.is_none()).map(|it| &it.card)
    }

    /// Role of a member who signed with `key` at a leaf of the log.
    pub fn role_at(&self, member: MemberId, key: &VerifyKey, leaf: u64) -> Option<Role> {
        let valid = |it: &&LiveCard| {
            it.card.verify_key == *key && it.since < leaf && it.until.is_none_or(|until| leaf < until)
        };
        self.cards.get(&member)?.iter().find(valid).map(|it| it.card.role)
    }

    /// Recipients of every generation of a team key.
    pub fn generations_of(&self, name: &str) -> impl Iterator<Item = &TeamKey> {
        self.generations.iter().filter(move |((it, _), _)| it == name).map(|(_, key)| key)
    }

    /// The recipient of a team key.
    pub fn key_recipient(&self, name: &str) -> Result<(HybridRecipient, &TeamKey), Refused> {
        let key = self.keys.get(name).ok_or(Refused::Unacceptable)?;
        Ok((epoch::recipient(&key.recipient)?, key))
    }

    /// Short fingerprint of the root key, as links and posters carry it: 32 hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        self.id.0.iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// Checks shape and every signature; who may say it is for the chain to decide.
fn open(bytes: &[u8]) -> Result<(Fields, Vec<VerifyKey>), Refused> {
    let signed: Signed = cbor::decode(bytes).ok_or(Refused::Malformed)?;
    super::version::check(&signed.fields, NS)?;
    let fields: Fields = cbor::decode(&signed.fields).ok_or(Refused::Malformed)?;
    if signed.signatures.is_empty() || signed.signatures.len() > 3 {
        return Err(Refused::Malformed);
    }
    let mut signers = vec![];
    for it in &signed.signatures {
        it.key.verify(LABEL, &signed.fields, &it.signature)?;
        if !signers.contains(&it.key) {
            signers.push(it.key);
        }
    }
    Ok((fields, signers))
}

#[cfg(test)]
mod tests {
    use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};

    use super::*;
    use crate::safe::vault::{MemberKeys, MemberSeed};

    struct Chain {
        rng: ChaCha20Rng,
        sheet: RecoverySheet,
        team: Team,
    }

    fn chain() -> Chain {
        let sheet = RecoverySheet::derive(&[1; 32]);
        let root = sheet.root.verify_key();
        let found = Statement::Found { root, salt: [2; 16], names: BTreeMap::new() };
        let draft = Draft { team: team_id(&root), n: 0, prev: [0; 32], at: 0, statement: found };
        let team = Team::read([(draft.sign(&[&sheet.root]).as_slice(), 0)]).unwrap();
        Chain { rng: ChaCha20Rng::from_seed([1; 32]), sheet, team }
    }

    impl Chain {
        fn keys(&mut self) -> MemberKeys {
            MemberSeed::generate(&mut self.rng).derive_keys()
        }

        fn say(&mut self, statement: Statement, by: &[&SigningKey]) -> Result<(), Refused> {
            let (n, prev) = self.team.head;
            let draft = Draft { team: self.team.id, n: n + 1, prev, at: 0, statement };
            self.team.apply(&draft.sign(by), n + 1)
        }
    }

    fn card(keys: &MemberKeys, role: Role) -> Statement {
        let verify_key = keys.sign.verify_key();
        let recipient = keys.age.recipient().to_bytes();
        Statement::Card(Card { member: member_id(&verify_key), role, recipient, verify_key, triage: true })
    }

    #[test]
    fn who_may_make_whom() {
        let mut chain = chain();
        let root = chain.sheet.root.clone();
        let [one, two, worker, stranger] = std::array::from_fn(|_| chain.keys());
        assert_eq!(chain.say(card(&one, Role::Coordinator), &[&one.sign]), Err(Refused::Unacceptable));
        chain.say(card(&one, Role::Coordinator), &[&root]).unwrap();
        assert_eq!(chain.say(card(&two, Role::Coordinator), &[&one.sign]), Err(Refused::Unacceptable));
        chain.say(card(&two, Role::Coordinator), &[&root]).unwrap();
        chain.say(card(&worker, Role::Caseworker), &[&one.sign]).unwrap();
        assert_eq!(chain.say(card(&stranger, Role::Caseworker), &[&worker.sign]), Err(Refused::Unacceptable));
        chain.say(card(&stranger, Role::Coordinator), &[&one.sign, &two.sign]).unwrap();
        // One coordinator cannot put another, or the recovery sheet, under keys of their own.
        let Statement::Card(mut taken) = card(&stranger, Role::Caseworker) else { panic!("a card") };
        for victim in [member_id(&two.sign.verify_key()), member_id(&worker.sign.verify_key())] {
            taken.member = victim;
            let alone = chain.say(Statement::Card(taken.clone()), &[&one.sign]);
            assert_eq!(alone, Err(Refused::Unacceptable));
        }
        // Two signatures by one coordinator are one.
        let again = chain.keys();
        assert_eq!(
            chain.say(card(&again, Role::Coordinator), &[&one.sign, &one.sign]),
            Err(Refused::Unacceptable)
        );

        let id = member_id(&worker.sign.verify_key());
        let added = 3;
        assert_eq!(chain.team.role_at(id, &worker.sign.verify_key(), added + 1), Some(Role::Caseworker));
        assert_eq!(chain.team.role_at(id, &worker.sign.verify_key(), added), None);
        chain.say(Statement::Revoke { member: id }, &[&two.sign]).unwrap();
        let revoked = chain.team.head.0;
        assert_eq!(chain.team.live(id), None);
        assert_eq!(chain.team.role_at(id, &worker.sign.verify_key(), revoked + 1), None);
        assert_eq!(chain.team.role_at(id, &worker.sign.verify_key(), revoked - 1), Some(Role::Caseworker));
        // A revoked coordinator signs nothing any more.
        let id = member_id(&two.sign.verify_key());
        chain.say(Statement::Revoke { member: id }, &[&root]).unwrap();
        assert_eq!(chain.say(card(&again, Role::Caseworker), &[&two.sign]), Err(Refused::Unacceptable));
    }

    #[test]
    fn a_statement_fits_only_its_place() {
        let mut chain = chain();
        let root = chain.sheet.root.clone();
        let one = chain.keys();
        let (n, prev) = chain.team.head;
        let draft = |team, n, prev| Draft { team, n, prev, at: 0, statement: card(&one, Role::Coordinator) };
        let id = chain.team.id;
        let wrong = [draft(TeamId([9; 16]), n + 1, prev), draft(id, n + 2, prev), draft(id, n + 1, [9; 32])];
        for draft in wrong {
            assert_eq!(chain.team.apply(&draft.sign(&[&root]), 1), Err(Refused::Swapped));
        }
        let mut bytes = draft(id, n + 1, prev).sign(&[&root]);
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert_eq!(chain.team.apply(&bytes, 1), Err(Refused::Signature));
    }

    #[test]
    fn a_member_renews_the_own_card_and_nothing_more() {
        let mut chain = chain();
        let root = chain.sheet.root.clone();
        let [worker, new, other] = std::array::from_fn(|_| chain.keys());
        chain.say(card(&worker, Role::Caseworker), &[&root]).unwrap();
        let Statement::Card(mut renewed) = card(&new, Role::Caseworker) else { panic!("a card") };
        renewed.member = member_id(&worker.sign.verify_key());
        let promoted = Card { role: Role::Coordinator, ..renewed.clone() };
        let by_other = chain.say(Statement::Card(renewed.clone()), &[&other.sign]);
        assert_eq!(by_other, Err(Refused::Unacceptable));
        assert_eq!(chain.say(Statement::Card(promoted), &[&worker.sign]), Err(Refused::Unacceptable));
        chain.say(Statement::Card(renewed.clone()), &[&worker.sign]).unwrap();
        // The old key is out: only the new one renews again.
        assert_eq!(chain.say(Statement::Card(renewed.clone()), &[&worker.sign]), Err(Refused::Unacceptable));
        chain.say(Statement::Card(renewed), &[&new.sign]).unwrap();
    }

    #[test]
    fn a_team_key_is_renewed_or_rotated_and_never_exchanged() {
        let mut chain = chain();
        let root = chain.sheet.root.clone();
        let (one, two) = (chain.keys(), chain.keys());
        let key = |keys: &MemberKeys, generation, not_after| {
            let recipient = keys.age.recipient().to_bytes();
            Statement::TeamKey(TeamKey { name: "intake".into(), generation, recipient, not_after })
        };
        assert_eq!(chain.say(key(&one, 1, 100), &[&root]), Err(Refused::Swapped));
        chain.say(key(&one, 0, 100), &[&root]).unwrap();
        chain.say(key(&one, 0, 200), &[&root]).unwrap();
        assert_eq!(chain.say(key(&two, 0, 300), &[&root]), Err(Refused::Swapped));
        chain.say(key(&two, 1, 300), &[&root]).unwrap();
        assert_eq!(chain.team.keys["intake"].generation, 1);
    }
}
