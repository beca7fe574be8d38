//! Signing in: a challenge of the server, signed by a key that signs nothing else, or by the recovery sheet's root
//! under a label that signs nothing else.

use sanad_domain::TeamId;

use super::{
    Hash, Refused,
    sign::{SigningKey, VerifyKey},
};
use crate::hazmat::transcript::transcript;

const LABEL: &str = "sanad/auth/v1";

/// What is answered.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    /// Origin of the server as the client sees it (`https://…`): an answer does not work elsewhere.
    pub origin: &'a str,
    /// Team.
    pub team: TeamId,
    /// Hash of what the server was asked for: a lookup or a handle.
    pub who: Hash,
    /// 32 random bytes, single use.
    pub challenge: [u8; 32],
}

impl Question<'_> {
    fn bytes(&self) -> Vec<u8> {
        transcript(&[self.origin.as_bytes(), &self.team.0, &self.who, &self.challenge])
    }

    /// Answers with a key.
    pub fn answer(&self, key: &SigningKey) -> [u8; 64] {
        key.sign(LABEL, &self.bytes())
    }

    /// Checks an answer.
    pub fn check(&self, key: &VerifyKey, answer: &[u8]) -> Result<(), Refused> {
        key.verify(LABEL, &self.bytes(), answer)
    }
}
