//! The team's chain: any statements, and a story of statements held against a model of the rules.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::LazyLock,
};

use sanad_age::HybridIdentity;
use sanad_crypto::safe::{
    sha256,
    sign::{SigningKey, VerifyKey},
    team::{Card, Draft, Statement, SystemKey, Team, TeamKey, member_id, team_id},
};
use sanad_domain::Role;

use crate::input::Input;

/// Who may sign: the root first, then people. Actor `i` has the Ed25519 seed of 32 bytes `i + 1`.
const ACTORS: u8 = 5;

static KEYS: LazyLock<Vec<SigningKey>> =
    LazyLock::new(|| (0..ACTORS).map(|it| SigningKey::from_bytes(&[it + 1; 32])).collect());
static RECIPIENTS: LazyLock<Vec<Vec<u8>>> = LazyLock::new(|| {
    (0..ACTORS).map(|it| HybridIdentity::from_seed([it + 1; 32]).recipient().to_bytes()).collect()
});

fn key(actor: usize) -> VerifyKey {
    KEYS[actor].verify_key()
}

/// Even: statements of the fuzzer, each after its length in two bytes. Odd: a story.
pub fn team_chain(data: &[u8]) {
    let mut input = Input::new(data);
    if !input.byte().is_multiple_of(2) {
        return story(&mut input);
    }
    let mut statements = vec![];
    while !input.is_empty() {
        let len = input.short();
        statements.push(input.take(len));
    }
    let read = Team::read(statements.iter().copied().zip(0..));
    let Ok(team) = read else { return };
    assert_eq!(team.head, (statements.len() as u64 - 1, sha256(statements[statements.len() - 1])));
    assert_eq!(team.id, team_id(&team.root));
    // One by one is the same as all at once, and what was read does not continue itself.
    let mut again = Team::read([(statements[0], 0)]).expect("it was read before");
    for (statement, leaf) in statements.iter().zip(0..).skip(1) {
        again.apply(statement, leaf).expect("it was applied before");
    }
    assert_eq!(again, team);
    assert!(again.apply(statements[0], team.head.0 + 1).is_err(), "a team begins once");
}

/// The rules of docs/formats/team.md, written again: actors instead of keys, no bytes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Model {
    /// Live card of a member: role, triage, actor whose key it names.
    live: BTreeMap<usize, (Role, bool, usize)>,
    /// Who ever had a card.
    known: BTreeSet<usize>,
    /// Generation and recipient of the intake key.
    intake: Option<(u32, usize)>,
    system: Option<usize>,
    names: usize,
}

/// What may be stated in a story.
#[derive(Debug, Clone, Copy)]
enum Said {
    Found,
    Card { member: usize, role: Role, triage: bool, key: usize },
    Revoke { member: usize },
    Intake { generation: u32, recipient: usize },
    System { key: usize },
    Names { count: usize },
}

impl Model {
    /// Says it, if the signers may; `false` where it is refused.
    fn say(&mut self, said: Said, signers: &[usize]) -> bool {
        if signers.is_empty() || signers.len() > 3 || !self.may(said, signers) {
            return false;
        }
        match said {
            Said::Found => return false,
            Said::Card { member, role, triage, key } => {
                // The first card proves its member's id by its key; only the recovery sheet's need not.
                if !self.known.contains(&member) && role != Role::Recovery && key != member {
                    return false;
                }
                self.known.insert(member);
                self.live.insert(member, (role, triage, key));
            }
            Said::Revoke { member } => return self.live.remove(&member).is_some(),
            Said::Intake { generation, recipient } => {
                let fits = match self.intake {
                    None => generation == 0,
                    Some(last) => last == (generation, recipient) || last.0 + 1 == generation,
                };
                if !fits {
                    return false;
                }
                self.intake = Some((generation, recipient));
            }
            Said::System { key } => self.system = Some(key),
            Said::Names { count } => self.names = count,
        }
        true
    }

    fn may(&self, said: Said, signers: &[usize]) -> bool {
        if signers.contains(&0) {
            return true;
        }
        let coordinates = |actor: usize| {
            self.live.values().any(|(role, _, key)| *role == Role::Coordinator && *key == actor)
        };
        let coordinators = signers.iter().filter(|it| coordinates(**it)).count();
        match said {
            Said::Found => false,
            Said::Card { member, role, triage, .. } => {
                let renews = self.live.get(&member).is_some_and(|(old, old_triage, key)| {
                    (*old, *old_triage) == (role, triage) && signers.contains(key)
                });
                let first = role == Role::Caseworker && !self.known.contains(&member);
                renews || coordinators >= if first { 1 } else { 2 }
            }
            Said::Revoke { member } => {
                let high = self.live.get(&member).is_some_and(|it| it.0 != Role::Caseworker);
                coordinators >= if high { 2 } else { 1 }
            }
            Said::Intake { .. } | Said::Names { .. } => coordinators >= 1,
            Said::System { .. } => coordinators >= 2,
        }
    }
}

fn said(input: &mut Input<'_>) -> Said {
    let (kind, who, how) = (input.byte(), input.byte(), input.byte());
    let (who, key) = (usize::from(who % ACTORS), usize::from(who / ACTORS % ACTORS));
    let role = [Role::Caseworker, Role::Coordinator, Role::Recovery][usize::from(how % 3)];
    match kind % 10 {
        0 => Said::Found,
        1..=4 => {
            let key = if how & 0x80 == 0 { who } else { key };
            Said::Card { member: who, role, triage: how & 0x40 != 0, key }
        }
        5 | 6 => Said::Revoke { member: who },
        7 => Said::Intake { generation: u32::from(how % 4), recipient: who },
        8 => Said::System { key: who },
        _ => Said::Names { count: usize::from(how % 4) },
    }
}

fn statement(said: Said) -> Statement {
    match said {
        Said::Found => Statement::Found { root: key(0), salt: [2; 16], names: BTreeMap::new() },
        Said::Card { member, role, triage, key: by } => Statement::Card(Card {
            member: member_id(&key(member)),
            role,
            recipient: RECIPIENTS[by].clone(),
            verify_key: key(by),
            triage,
        }),
        Said::Revoke { member } => Statement::Revoke { member: member_id(&key(member)) },
        Said::Intake { generation, recipient } => Statement::TeamKey(TeamKey {
            name: "intake".into(),
            generation,
            recipient: RECIPIENTS[recipient].clone(),
            not_after: 1_800_000_000,
        }),
        Said::System { key: by } => Statement::System(SystemKey { verify_key: key(by), log_key: key(by) }),
        Said::Names { count } => Statement::Names {
            names: (0..count).map(|it| (format!("l{it}"), format!("name {it}"))).collect(),
        },
    }
}

/// Statements of three bytes, who signs in a fourth: the chain takes what the model takes, and what it refuses
/// leaves no trace.
fn story(input: &mut Input<'_>) {
    let id = team_id(&key(0));
    let first = Draft { team: id, n: 0, prev: [0; 32], at: 0, statement: statement(Said::Found) };
    let mut team = Team::read([(first.sign(&[&KEYS[0]]).as_slice(), 0)]).expect("a first statement");
    let mut model = Model::default();
    for leaf in 1..40 {
        if input.is_empty() {
            break;
        }
        let (said, mask) = (said(input), input.byte());
        let signers: Vec<usize> = (0..usize::from(ACTORS)).filter(|it| mask & (1 << it) != 0).collect();
        let keys: Vec<&SigningKey> = signers.iter().map(|it| &KEYS[*it]).collect();
        let (n, prev) = (team.head.0 + 1, team.head.1);
        let bytes = Draft { team: id, n, prev, at: 0, statement: statement(said) }.sign(&keys);
        let before = team.clone();
        let taken = team.apply(&bytes, leaf).is_ok();
        assert_eq!(taken, model.say(said, &signers), "{said:?} by {signers:?} after {model:?}");
        if !taken {
            assert_eq!(team, before, "what is refused leaves no trace");
            continue;
        }
        assert_eq!(team.head, (n, sha256(&bytes)));
        let live: BTreeMap<_, _> =
            team.members().map(|it| (it.member, (it.role, it.triage, it.verify_key))).collect();
        let expected: BTreeMap<_, _> = model
            .live
            .iter()
            .map(|(who, (role, triage, by))| (member_id(&key(*who)), (*role, *triage, key(*by))))
            .collect();
        assert_eq!(live, expected);
        let intake = team.keys.get("intake").map(|it| (it.generation, it.recipient.clone()));
        assert_eq!(intake, model.intake.map(|(generation, by)| (generation, RECIPIENTS[by].clone())));
        assert_eq!(team.system.as_ref().map(|it| it.log_key), model.system.map(key));
        assert_eq!(team.names.len(), model.names);
        // A card counts after its own leaf and until the one that ends it.
        for (who, (role, _, by)) in &model.live {
            let member = member_id(&key(*who));
            assert_eq!(team.role_at(member, &key(*by), leaf + 1), Some(*role));
        }
    }
}
