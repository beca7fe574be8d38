//! A person's key follows another: she changed her number, because somebody may have seen it (protocol §4).
//!
//! The case's id binds her first key for ever. Each change is signed by the key before and by the key that
//! follows, so that whoever has the list can walk from the case's id to the key that signs today. It stands
//! in the header of the entry that changes, and once more in the header of her last entry, which is all that
//! remains of a destroyed case.

use minicbor::{Decode, Encode};
use sanad_domain::{CaseId, TeamId};

use super::{
    Refused,
    sign::{SigningKey, VerifyKey},
};
use crate::hazmat::transcript::transcript;

const LABEL: &str = "sanad/succession/v1";

/// Longest walk: a person who changed her number this often is told to begin a new case.
pub const MAX_SUCCESSIONS: usize = 16;

/// One key after another.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode)]
#[cbor(array)]
pub struct Succession {
    /// The key that ends.
    #[n(0)]
    pub from: VerifyKey,
    /// The key that signs her entries from now on.
    #[n(1)]
    pub to: VerifyKey,
    /// Signature by `from`.
    #[n(2)]
    #[cbor(with = "minicbor::bytes")]
    pub by_from: Vec<u8>,
    /// Signature by `to`: nobody can be made to speak with a key that is not theirs.
    #[n(3)]
    #[cbor(with = "minicbor::bytes")]
    pub by_to: Vec<u8>,
}

impl Succession {
    /// Signs with both keys.
    pub fn sign(team: TeamId, case: CaseId, from: &SigningKey, to: &SigningKey) -> Self {
        let bytes = said(team, case, &from.verify_key(), &to.verify_key());
        Self {
            from: from.verify_key(),
            to: to.verify_key(),
            by_from: from.sign(LABEL, &bytes).to_vec(),
            by_to: to.sign(LABEL, &bytes).to_vec(),
        }
    }

    /// Checks both signatures.
    pub fn check(&self, team: TeamId, case: CaseId) -> Result<(), Refused> {
        let bytes = said(team, case, &self.from, &self.to);
        self.from.verify(LABEL, &bytes, &self.by_from)?;
        self.to.verify(LABEL, &bytes, &self.by_to)
    }
}

fn said(team: TeamId, case: CaseId, from: &VerifyKey, to: &VerifyKey) -> Vec<u8> {
    transcript(&[&team.0, &case.0, &from.0, &to.0])
}

/// The first key of a walk that ends with `last`: `last` itself where nothing followed.
pub fn first_of(
    team: TeamId,
    case: CaseId,
    walk: &[Succession],
    last: VerifyKey,
) -> Result<VerifyKey, Refused> {
    if walk.len() > MAX_SUCCESSIONS {
        return Err(Refused::Unacceptable);
    }
    let mut key = last;
    for it in walk.iter().rev() {
        it.check(team, case)?;
        if it.to != key {
            return Err(Refused::Swapped);
        }
        key = it.from;
    }
    Ok(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_walk_leads_back_to_the_first_key() {
        let (team, case) = (TeamId([1; 16]), CaseId([2; 16]));
        let keys: Vec<SigningKey> = (0..4).map(|it| SigningKey::derive(&[it; 32], "test")).collect();
        let walk: Vec<Succession> =
            keys.windows(2).map(|pair| Succession::sign(team, case, &pair[0], &pair[1])).collect();
        let (first, last) = (keys[0].verify_key(), keys[3].verify_key());
        assert_eq!(first_of(team, case, &walk, last), Ok(first));
        assert_eq!(first_of(team, case, &[], last), Ok(last));
        assert_eq!(first_of(team, case, &walk[..2], last), Err(Refused::Swapped));
        assert_eq!(first_of(team, CaseId([9; 16]), &walk, last), Err(Refused::Signature));
        let mut stolen = walk.clone();
        stolen[2].by_to[0] ^= 1;
        assert_eq!(first_of(team, case, &stolen, last), Err(Refused::Signature));
        let long: Vec<Succession> = walk.iter().cycle().take(17).cloned().collect();
        assert_eq!(first_of(team, case, &long, last), Err(Refused::Unacceptable));
    }
}
