//! Coming back with a receipt.

use sanad_crypto::safe::{
    auth::Question,
    receipt::{Lookup, PersonKeys, Receipt},
    sha256,
};
use sanad_domain::Author;
use sanad_protocol::person::{Answer, AskChallenge, Challenge};

use crate::{ClientError, Trust, compose::Writer, file::Reader, tell::salt_of};

/// Who comes back: stage 1 is done, the server is asked for a challenge.
#[derive(Debug, Clone)]
pub struct Returning {
    receipt: Receipt,
    lookup: Lookup,
}

impl Returning {
    /// Derives stage 1.
    pub fn new(trust: &Trust, receipt: Receipt) -> Result<Self, ClientError> {
        let lookup = receipt.derive_lookup(&trust.team.salt)?;
        Ok(Self { receipt, lookup })
    }

    /// Body of `POST /person/challenge`.
    pub fn ask(&self) -> AskChallenge {
        AskChallenge { lookup: self.lookup.0.to_vec().into() }
    }

    /// Derives stage 2 and answers. `origin` is the server's origin as this client reached it.
    pub fn answer(
        &self,
        trust: &Trust,
        origin: &str,
        challenge: &Challenge,
    ) -> Result<(PersonKeys, Answer), ClientError> {
        let keys = self.receipt.derive_keys(&salt_of(&challenge.kdf)?, challenge.kdf.cost)?;
        let question = Question {
            origin,
            team: trust.team.id,
            who: sha256(&self.lookup.0),
            challenge: challenge.challenge.as_slice().try_into().map_err(|_| ClientError::Answer)?,
        };
        let answer = Answer {
            lookup: self.lookup.0.to_vec().into(),
            challenge: challenge.challenge.clone(),
            answer: question.answer(&keys.auth).to_vec().into(),
        };
        Ok((keys, answer))
    }
}

/// How the person reads her case.
pub fn reader(keys: &PersonKeys) -> Reader {
    Reader { identities: vec![keys.age.clone()], member: false }
}

/// How the person writes in her case.
pub fn writer(keys: &PersonKeys) -> Writer {
    Writer { author: Author::person(keys.person_id()), key: keys.sign.clone(), summary_key: None }
}
