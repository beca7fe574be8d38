//! The intake key's time: renewed by whoever coordinates and signs in, so that an abandoned team shows.

use sanad_crypto::safe::team::{Draft, Statement, TeamKey};
use sanad_domain::Role;
use sanad_protocol::team::State;

use crate::{Trust, member::Desk};

/// How long an intake key stands before her page warns, in seconds (30 days).
pub(crate) const LASTS: u64 = 30 * 86_400;
/// With less than this left it is renewed, in seconds (10 days).
const RENEWED_BEFORE: u64 = 10 * 86_400;

/// Body of `POST /team/statements` that gives the intake key another 30 days from `at` (Unix seconds): the
/// same key, the same generation. Nothing where there is time left, or for who does not coordinate.
///
/// Two coordinators who sign in at once state the same: the second is refused as out of place, and that is
/// fine.
pub fn renew(trust: &Trust, desk: &Desk, at: u64) -> Option<State> {
    let key = trust.team.keys.get("intake")?;
    let due = key.not_after < at.saturating_add(RENEWED_BEFORE);
    if !due || desk.role(trust) != Some(Role::Coordinator) {
        return None;
    }
    let statement = Statement::TeamKey(TeamKey { not_after: at.saturating_add(LASTS), ..key.clone() });
    let (n, prev) = trust.team.head;
    let statement = Draft { team: trust.team.id, n: n + 1, prev, at, statement }.sign(&[&desk.keys.sign]);
    Some(State { statements: vec![statement.into()], grants: vec![], account: None, directory: None })
}
