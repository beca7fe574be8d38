//! Another number for the same case: who may change it, and what the old one is worth afterwards.

use sanad_client::back;
use sanad_crypto::safe::{
    epoch::Holder,
    receipt::{Cost, PersonKeys},
};
use sanad_protocol::{
    Code,
    case::CaseFile,
    encode,
    intake::Kdf,
    person::{AskChallenge, Challenge, Rekey},
};
use sanad_testkit::team::NOW;

use crate::{
    callers::{FORBIDDEN, OK, SIGN_IN, Want},
    world::{Caller, World},
};
use Caller::{Anonymous, Caseworker, Coordinator, Person};

const PATH: &str = "/person/rekey";

impl World {
    /// The request with which she changes to these keys.
    async fn rekey(&mut self, new: &PersonKeys, lookup: [u8; 32]) -> Rekey {
        let mut file = self.open_as_coordinator().await;
        let writer = back::writer(&file, &self.told.keys);
        let composed = writer.rekey(&self.trust, &mut file, new, NOW, &mut self.rng).expect("an opening");
        let kdf = Kdf { salt: self.draw::<16>().to_vec().into(), cost: Cost::RECEIPT };
        let auth_key = new.auth.verify_key();
        Rekey { opening: composed.append, lookup: lookup.to_vec().into(), kdf, auth_key }
    }

    async fn salt_of(&self, lookup: [u8; 32]) -> Vec<u8> {
        let ask = AskChallenge { lookup: lookup.to_vec().into() };
        let challenge: Challenge =
            self.ask("POST", "/person/challenge", Anonymous, Some(encode(&ask))).await.read();
        challenge.kdf.salt.to_vec()
    }
}

/// By everybody, and what follows from it.
pub(crate) async fn every_caller(world: &mut World) {
    let new = PersonKeys::from_secret(&world.draw());
    let (old_lookup, lookup) = (world.told.lookup, world.draw());
    let request = world.rekey(&new, lookup).await;
    // The same opening as an ordinary entry would leave the old number in force.
    let plain = world.append(Person, &request.opening).await;
    assert_eq!(plain.code(), Some(Code::Forbidden));
    let mut taken = request.clone();
    taken.lookup = old_lookup.to_vec().into();
    world.one("POST", PATH, Person, Some(encode(&taken)), Want::Refused(Code::Taken)).await;
    let mut cheap = request.clone();
    cheap.kdf.cost.m_kib = 8;
    world.one("POST", PATH, Person, Some(encode(&cheap)), Want::Refused(Code::Malformed)).await;

    let body = Some(encode(&request));
    for (caller, want) in [(Anonymous, SIGN_IN), (Caseworker, FORBIDDEN), (Coordinator, FORBIDDEN)] {
        world.one("POST", PATH, caller, body.clone(), want).await;
    }
    let salt = world.salt_of(old_lookup).await;
    world.one("POST", PATH, Person, body.clone(), OK).await;
    // The answer was lost and she sends the same once more.
    world.one("POST", PATH, Person, body, OK).await;

    // The old number is like one that never was; the new one finds the case.
    assert_ne!(world.salt_of(old_lookup).await, salt);
    assert_eq!(world.salt_of(lookup).await, request.kdf.salt.to_vec());
    let known = format!("seen={}", world.trust.checkpoint.size);
    let read = async |keys: &PersonKeys, world: &World| -> CaseFile {
        let holder = Holder::of(&keys.age.recipient());
        let hex: String = holder.0.iter().map(|byte| format!("{byte:02x}")).collect();
        world.ask("GET", &format!("/person/case?holder={hex}&{known}"), Person, None).await.read()
    };
    assert!(read(&world.told.keys, world).await.grants.is_empty(), "the old keys hold nothing any more");
    let file = read(&new, world).await;
    let opened = sanad_client::file::open(&world.trust, &file, &back::reader(&new)).expect("hers");
    assert_eq!(opened.case.report.as_ref().expect("her words").text, "he wants money");

    // She speaks with the new key, as the same person; what the old key signs is refused.
    let stale = world.message_by(Person).await;
    assert_eq!(world.append(Person, &stale).await.code(), Some(Code::Forbidden));
    let before = world.told.keys.person_id();
    world.told.keys = new;
    let mine = world.message_by(Person).await;
    assert_eq!(world.append(Person, &mine).await.status.as_u16(), 200);
    let opened = world.open_as_coordinator().await;
    let last = opened.case.conversation.last().expect("a message");
    assert_eq!(last.author, sanad_domain::Author::person(before));
    assert!(opened.case.timeline.iter().all(|it| it.not_counted.is_none()), "everything counts");
}
