//! Walks from the key that signs today to a person's first one.

use std::sync::LazyLock;

use sanad_crypto::safe::{
    Refused,
    sign::{SigningKey, VerifyKey},
    succession::{MAX_SUCCESSIONS, Succession, first_of},
};
use sanad_domain::{CaseId, TeamId};

use crate::input::{Input, damaged};

const TEAM: TeamId = TeamId([1; 16]);
const CASE: CaseId = CaseId([2; 16]);

/// Keys of one person and of others; key `i` has the Ed25519 seed of 32 bytes `i + 1`.
static KEYS: LazyLock<Vec<SigningKey>> =
    LazyLock::new(|| (1..6).map(|it| SigningKey::from_bytes(&[it; 32])).collect());

/// Even: a walk of the fuzzer. Odd: steps by keys of ours, held against a model.
pub fn succession(data: &[u8]) {
    let mut input = Input::new(data);
    if !input.byte().is_multiple_of(2) {
        return ours(&mut input);
    }
    let (team, case) = (TeamId(input.array()), CaseId(input.array()));
    let last = VerifyKey(input.array());
    let Ok(walk) = minicbor::decode::<Vec<Succession>>(input.rest()) else { return };
    let Ok(first) = first_of(team, case, &walk, last) else { return };
    assert!(walk.len() <= MAX_SUCCESSIONS);
    let mut at = first;
    for step in &walk {
        assert_eq!(step.from, at, "every step begins where the one before ended");
        assert_eq!(step.check(team, case), Ok(()));
        at = step.to;
    }
    assert_eq!(at, last, "the walk ends at the last key");
}

/// A step as the model sees it.
struct Step {
    from: usize,
    to: usize,
    /// By both keys, for this case of this team.
    signed: bool,
}

/// The rule of docs/formats/receipt.md, written again.
fn expected(steps: &[Step], last: usize) -> Result<usize, Refused> {
    if steps.len() > MAX_SUCCESSIONS {
        return Err(Refused::Unacceptable);
    }
    steps.iter().rev().try_fold(last, |key, step| match step {
        Step { signed: false, .. } => Err(Refused::Signature),
        Step { to, .. } if *to != key => Err(Refused::Swapped),
        Step { from, .. } => Ok(*from),
    })
}

fn ours(input: &mut Input<'_>) {
    let one_of = |byte: u8| usize::from(byte) % KEYS.len();
    let count = input.byte() % 20;
    let mut at = one_of(input.byte());
    let (mut steps, mut walk) = (vec![], vec![]);
    for _ in 0..count {
        let (to, how, bit) = (one_of(input.byte()), input.byte(), input.byte());
        let from = if how & 1 == 0 { at } else { one_of(how >> 4) };
        let team = if how & 2 == 0 { TEAM } else { TeamId([9; 16]) };
        let case = if how & 4 == 0 { CASE } else { CaseId([9; 16]) };
        let mut step = Succession::sign(team, case, &KEYS[from], &KEYS[to]);
        if how & 8 != 0 {
            let half = if bit.is_multiple_of(2) { &mut step.by_from } else { &mut step.by_to };
            *half = damaged(half, usize::from(bit), bit);
        }
        steps.push(Step { from, to, signed: how & 0b1110 == 0 });
        walk.push(step);
        at = to;
    }
    let end = input.byte();
    let last = if end.is_multiple_of(2) { at } else { one_of(end / 2) };
    let found = first_of(TEAM, CASE, &walk, KEYS[last].verify_key());
    assert_eq!(found, expected(&steps, last).map(|it| KEYS[it].verify_key()));
    let bytes = minicbor::to_vec(&walk).expect("memory");
    assert_eq!(minicbor::decode::<Vec<Succession>>(&bytes).as_ref().ok(), Some(&walk));
}
