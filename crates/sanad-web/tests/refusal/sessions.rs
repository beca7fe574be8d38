//! Coming back and signing in: what is wrong is told in one way, and nothing works twice.

use std::collections::BTreeMap;

use axum::http::{HeaderValue, header};
use sanad_client::found;
use sanad_crypto::safe::{auth::Question, receipt::Cost, sha256, sign::SigningKey};
use sanad_protocol::{
    Code, encode, member,
    person::{Answer, AskChallenge, Challenge, Session},
};
use sanad_testkit::team::{HANDLE, NOW};

use crate::world::{self, Caller, ORIGIN, World};
use Caller::{Anonymous, Caseworker, Coordinator, Person};

async fn challenge(world: &World, lookup: [u8; 32]) -> Challenge {
    let body = encode(&AskChallenge { lookup: lookup.to_vec().into() });
    world.ask("POST", "/person/challenge", Anonymous, Some(body)).await.read()
}

fn answer(world: &World, lookup: [u8; 32], challenge: &Challenge, key: &SigningKey, origin: &str) -> Vec<u8> {
    let question = Question {
        origin,
        team: world.trust.team.id,
        who: sha256(&lookup),
        challenge: challenge.challenge.as_slice().try_into().expect("32 bytes"),
    };
    let answer = question.answer(key).to_vec().into();
    encode(&Answer { lookup: lookup.to_vec().into(), challenge: challenge.challenge.clone(), answer })
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_and_an_unknown_receipt_are_the_same() {
    let world = World::begin().await;
    let (known, unknown) = (world.told.lookup, [77; 32]);
    let (key, wrong_key) = (world.told.keys.auth.clone(), SigningKey::from_bytes(&[5; 32]));
    let (first, other) = (challenge(&world, known).await, challenge(&world, unknown).await);
    assert_eq!((first.kdf.cost, other.kdf.cost), (Cost::RECEIPT, Cost::RECEIPT));
    assert_eq!((first.kdf.salt.len(), other.kdf.salt.len()), (16, 16));
    assert_eq!(challenge(&world, unknown).await.kdf, other.kdf, "asked again it is the same salt");
    assert_eq!(challenge(&world, known).await.kdf, first.kdf);
    assert_ne!(challenge(&world, known).await.challenge, first.challenge);

    let mut refused = vec![];
    for body in [
        answer(&world, known, &first, &wrong_key, ORIGIN),
        answer(&world, unknown, &other, &wrong_key, ORIGIN),
        answer(&world, unknown, &other, &key, ORIGIN),
        // The right key for another origin, and for somebody else's challenge.
        answer(&world, known, &challenge(&world, known).await, &key, "https://evil.example"),
        answer(&world, known, &challenge(&world, unknown).await, &key, ORIGIN),
    ] {
        let answer = world.ask("POST", "/person/session", Anonymous, Some(body)).await;
        assert_eq!(answer.code(), Some(Code::WrongCredentials));
        refused.push((answer.status, answer.body, answer.headers));
    }
    refused.dedup();
    assert_eq!(refused.len(), 1, "every refusal is the same, byte for byte");

    let fresh = challenge(&world, known).await;
    let right = answer(&world, known, &fresh, &key, ORIGIN);
    let session: Session = world.ask("POST", "/person/session", Anonymous, Some(right.clone())).await.read();
    assert_eq!(session.case, world.case());
    let twice = world.ask("POST", "/person/session", Anonymous, Some(right)).await;
    assert_eq!(twice.code(), Some(Code::WrongCredentials), "an answer works once");
    let late = answer(&world, known, &challenge(&world, known).await, &key, ORIGIN);
    world.pass(121);
    let late = world.ask("POST", "/person/session", Anonymous, Some(late)).await;
    assert_eq!(late.code(), Some(Code::WrongCredentials), "two minutes are over");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_unknown_handle_is_asked_like_a_known_one() {
    let world = World::begin().await;
    let ask = async |handle: &str| -> member::Challenge {
        let body = Some(encode(&member::AskChallenge { handle: handle.into() }));
        world.ask("POST", "/member/challenge", Anonymous, body).await.read()
    };
    let passphrase = |it: &member::Challenge| {
        let way = it.unlocks.iter().find(|it| it.kind == "passphrase").expect("a passphrase").clone();
        (way.id.len(), way.salt.len(), way.cost)
    };
    let asked = [ask(HANDLE).await, ask("nobody").await];
    assert_eq!(passphrase(&asked[0]), passphrase(&asked[1]));
    assert_eq!(ask("nobody").await.unlocks, asked[1].unlocks, "asked again it is the same");
    // Some of those who are not there have a passkey, as some of those who are.
    let mut kinds = BTreeMap::<Vec<String>, u32>::new();
    for at in 0..32 {
        let mut listed: Vec<String> = vec![];
        for way in ask(&format!("nobody-{at}")).await.unlocks {
            assert_eq!((way.id.len(), way.salt.len(), way.cost), passphrase(&asked[0]));
            listed.push(way.kind);
        }
        listed.sort();
        *kinds.entry(listed).or_default() += 1;
    }
    let expected = [vec!["passkey".to_owned(), "passphrase".to_owned()], vec!["passphrase".to_owned()]];
    assert_eq!(kinds.keys().cloned().collect::<Vec<_>>(), expected, "{kinds:?}");
    let mut refused = vec![];
    for (handle, asked) in [(HANDLE, &asked[0]), ("nobody", &asked[1])] {
        let body = member::Answer {
            handle: handle.into(),
            unlock: asked.unlocks[0].id.clone(),
            challenge: asked.challenge.clone(),
            answer: vec![3; 64].into(),
        };
        let answer = world.ask("POST", "/member/session", Anonymous, Some(encode(&body))).await;
        assert_eq!(answer.code(), Some(Code::WrongCredentials), "{handle}");
        refused.push((answer.status, answer.body, answer.headers));
    }
    assert_eq!(refused[0], refused[1]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_with_time_and_with_the_card() {
    let mut world = World::begin().await;
    let fresh = challenge(&world, world.told.lookup).await;
    let right = answer(&world, world.told.lookup, &fresh, &world.told.keys.auth, ORIGIN);
    let session: Session = world.ask("POST", "/person/session", Anonymous, Some(right)).await.read();
    let path = sanad_client::back::case_path(&world.trust, &world.told.keys);
    let visit = async || {
        let mut request = world::request("GET", &path, Anonymous, None);
        let value = HeaderValue::try_from(format!("Bearer {}", session.token)).expect("a header");
        request.headers_mut().insert(header::AUTHORIZATION, value);
        world.send(request).await
    };
    assert_eq!(visit().await.status.as_u16(), 200);
    world.pass(3599);
    assert_eq!(visit().await.status.as_u16(), 200);
    world.pass(1);
    assert_eq!(visit().await.code(), Some(Code::SignInAgain), "an hour is over");

    for wrong in ["Bearer", "Bearer ", "Bearer !!!", "Basic AQEB", "Bearer AQEBAQ"] {
        let mut request = world::request("GET", "/queue", Anonymous, None);
        request.headers_mut().insert(header::AUTHORIZATION, HeaderValue::from_static(wrong));
        assert_eq!(world.send(request).await.code(), Some(Code::SignInAgain), "{wrong:?}");
    }

    assert_eq!(world.ask("GET", "/queue", Caseworker, None).await.status.as_u16(), 200);
    let removed = world.caseworker.member;
    let removal = found::remove(&world.trust, &world.coordinator, None, removed, NOW, &mut world.rng)
        .expect("a removal");
    let body = Some(encode(&removal));
    let answer = world.ask("POST", "/team/statements", Coordinator, body.clone()).await;
    assert_eq!(answer.status.as_u16(), 204);
    assert_eq!(world.ask("GET", "/queue", Caseworker, None).await.code(), Some(Code::SignInAgain));
    assert_eq!(world.ask("GET", "/queue", Coordinator, None).await.status.as_u16(), 200);
    let twice = world.ask("POST", "/team/statements", Coordinator, body).await;
    assert_eq!(twice.code(), Some(Code::WrongPlace), "the chain went on");
    assert_eq!(world.ask("GET", &path, Person, None).await.status.as_u16(), 200);
}
