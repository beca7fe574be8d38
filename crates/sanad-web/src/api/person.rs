//! Coming back. A wrong and an unknown receipt are the same, in words and in work.

use axum::extract::State;
use base64ct::{Base64UrlUnpadded, Encoding as _};
use sanad_crypto::safe::{auth::Question, receipt::Cost, sha256, sign::SigningKey, sign::VerifyKey};
use sanad_protocol::{
    Code,
    case::Appended,
    intake::Kdf,
    person::{Answer, AskChallenge, Challenge, Rekey, Session},
};
use sanad_store::{
    Who,
    commit::{By, NewEntry},
};

use super::{
    cases::commit,
    intake::{checked, new_entry, new_receipt},
};
use crate::{
    events::Event,
    problem::Problem,
    server::{Server, random_32},
    session::{Person, Token},
    wire::{Cbor, bytes_32},
};

/// A challenge stands for two minutes.
pub(crate) const CHALLENGE_LASTS: u64 = 120;
/// A visit ends by itself.
pub(crate) const VISIT_LASTS: u64 = 3600;

pub(crate) async fn challenge(
    State(server): State<Server>,
    Cbor(request): Cbor<AskChallenge>,
) -> Result<Cbor<Challenge>, Problem> {
    let lookup = bytes_32(&request.lookup)?;
    let team = server.team()?;
    let keys = &server.inner.keys;
    let found = server.store().case_by_lookup(team, &keys.mac("lookup", &lookup)).await?;
    // For an unknown receipt: a salt that stays the same when asked again, as a real one would.
    let decoy = keys.mac("decoy salt", &lookup);
    let kdf = match found {
        Some(case) if !case.destroyed => {
            Kdf { salt: case.kdf_salt.into(), cost: Cost { m_kib: case.kdf_m_kib, t: case.kdf_t } }
        }
        _ => Kdf { salt: decoy[..16].to_vec().into(), cost: Cost::RECEIPT },
    };
    let challenge = random_32();
    let expires = server.now() + CHALLENGE_LASTS;
    server.store().put_challenge(sha256(&challenge), sha256(&lookup), expires).await?;
    Ok(Cbor(Challenge { challenge: challenge.to_vec().into(), kdf }))
}

pub(crate) async fn session(
    State(server): State<Server>,
    Cbor(request): Cbor<Answer>,
) -> Result<Cbor<Session>, Problem> {
    let (lookup, challenge) = (bytes_32(&request.lookup)?, bytes_32(&request.challenge)?);
    let team = server.team()?;
    let keys = &server.inner.keys;
    let found = server.store().case_by_lookup(team, &keys.mac("lookup", &lookup)).await?;
    let decoy = SigningKey::from_bytes(&keys.mac("decoy key", &lookup)).verify_key();
    let key = found.as_ref().filter(|it| !it.destroyed).map_or(decoy, |it| VerifyKey(it.auth_key));
    let fresh = server.store().take_challenge(sha256(&challenge), sha256(&lookup), server.now()).await?;
    let answered = answered(&server, sha256(&lookup), challenge, &key, &request.answer)?;
    let case = found.filter(|_| fresh && answered).ok_or(Code::WrongCredentials)?;
    let token = begin(&server, Who::Person(case.case), VISIT_LASTS).await?;
    Ok(Cbor(Session { token, case: case.case }))
}

/// Her number may have been seen: the case goes on under another, and the old one leads nowhere.
pub(crate) async fn rekey(
    State(server): State<Server>,
    Person(case): Person,
    Token(session): Token,
    Cbor(request): Cbor<Rekey>,
) -> Result<Cbor<Appended>, Problem> {
    let header = checked(&server, &request.opening)?;
    if header.fields.case != case {
        return Err(Code::WrongPlace.into());
    }
    let receipt = new_receipt(&server, &request.lookup, &request.kdf, request.auth_key)?;
    let entry = new_entry(request.opening, header, By::Person(case))?;
    let answer = commit(&server, NewEntry { rekey: Some(receipt), ..entry }).await?;
    server.store().end_other_sessions(server.team()?, case, session).await?;
    server.inner.events.tell(Event::Queue);
    Ok(answer)
}

/// Whether an answer is right under one of this server's origins.
pub(crate) fn answered(
    server: &Server,
    who: [u8; 32],
    challenge: [u8; 32],
    key: &VerifyKey,
    answer: &[u8],
) -> Result<bool, Problem> {
    let team = server.team()?;
    let question = |origin| Question { origin, team, who, challenge };
    // Every origin is tried, so that the time does not tell which was right.
    let right =
        server.inner.config.origins.iter().filter(|it| question(it).check(key, answer).is_ok()).count();
    Ok(right > 0)
}

/// The token of a session that is to begin.
pub(crate) struct NewToken {
    /// What its owner sends along from then on.
    pub(crate) text: String,
    /// What is stored of it.
    pub(crate) hash: [u8; 32],
    /// Until when, Unix seconds.
    pub(crate) expires: u64,
}

impl NewToken {
    /// One that stands for `lasts` seconds from now.
    pub(crate) fn make(server: &Server, lasts: u64) -> Self {
        let token = random_32();
        let text = Base64UrlUnpadded::encode_string(&token);
        Self { text, hash: sha256(&token), expires: server.now() + lasts }
    }
}

/// Begins a session and gives its token.
pub(crate) async fn begin(server: &Server, who: Who, lasts: u64) -> Result<String, Problem> {
    let token = NewToken::make(server, lasts);
    server.store().put_session(server.team()?, token.hash, who, token.expires).await?;
    Ok(token.text)
}
