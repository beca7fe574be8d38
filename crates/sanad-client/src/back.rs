//! Coming back with a receipt.

use rand_core::CryptoRng;
use sanad_crypto::safe::{
    Hash,
    epoch::Holder,
    receipt::{Cost, Lookup, PersonKeys, Receipt, person_id},
};
use sanad_domain::Author;
use sanad_protocol::{
    intake::Kdf,
    person::{Answer, AskChallenge, Challenge, Rekey},
};

use crate::{
    ClientError, Trust,
    compose::Writer,
    file::{OpenFile, Reader},
    tell::{random_16, salt_of},
};

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
        let question = trust.question(origin, &self.lookup.0, &challenge.challenge)?;
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

/// How the person writes in her case. Her id as author is that of her first key, also after she changed her
/// number.
pub fn writer(file: &OpenFile, keys: &PersonKeys) -> Writer {
    let first = file.successions.first().map(|it| person_id(&it.from));
    let author = Author::person(first.unwrap_or_else(|| keys.person_id()));
    Writer { author, key: keys.sign.clone(), summary_key: None }
}

/// Path of `GET /person/case`: only her own grants are wanted, and proofs from what is known already.
pub fn case_path(trust: &Trust, keys: &PersonKeys) -> String {
    let holder = Holder::of(&keys.age.recipient());
    let hex: String = holder.0.iter().map(|byte| format!("{byte:02x}")).collect();
    format!("/person/case?holder={hex}&seen={}", trust.checkpoint.size)
}

/// Another number for the same case, ready to be sent.
#[derive(Debug)]
pub struct Rekeyed {
    /// Body of `POST /person/rekey`.
    pub request: Rekey,
    /// Hash of the opening's header, for the acknowledgement.
    pub hash: Hash,
    /// The new receipt, to be shown once it was accepted.
    pub receipt: Receipt,
    /// The keys that it stands for.
    pub keys: PersonKeys,
}

/// Changes the number: the old one may have been seen. Costs two derivations, like telling.
pub fn rekey(
    trust: &Trust,
    file: &mut OpenFile,
    old: &PersonKeys,
    at: u64,
    rng: &mut impl CryptoRng,
) -> Result<Rekeyed, ClientError> {
    let receipt = Receipt::generate(rng);
    let lookup = receipt.derive_lookup(&trust.team.salt)?;
    let kdf = Kdf { salt: random_16(rng).to_vec().into(), cost: Cost::RECEIPT };
    let keys = receipt.derive_keys(&salt_of(&kdf)?, kdf.cost)?;
    let composed = writer(file, old).rekey(trust, file, &keys, at, rng)?;
    let request = Rekey {
        opening: composed.append,
        lookup: lookup.0.to_vec().into(),
        kdf,
        auth_key: keys.auth.verify_key(),
    };
    Ok(Rekeyed { request, hash: composed.hash, receipt, keys })
}
