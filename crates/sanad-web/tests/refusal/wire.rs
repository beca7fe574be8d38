//! Every way in which bytes can be wrong.

use axum::{
    body::Body,
    http::{HeaderValue, StatusCode, header},
};
use sanad_crypto::safe::{
    answer::{Ack, Conflict},
    entry::{Header, HeaderFields},
};
use sanad_domain::{EntryId, TeamId};
use sanad_protocol::{
    CBOR, Code,
    case::{Appended, Conflicted},
    decode, encode,
    intake::{FileReport, Filed},
    person::AskChallenge,
};
use sanad_testkit::team::{NOW, Told};

use crate::{
    routes,
    world::{Caller, World, request},
};
use Caller::{Anonymous, Coordinator, Person};

/// Larger than what is taken.
const TOO_LARGE: usize = 2 * 1024 * 1024 + 1;

#[tokio::test(flavor = "multi_thread")]
async fn every_body_is_canonical_and_of_its_kind() {
    let world = World::begin().await;
    let mut seen = 0;
    for (method, path) in routes::of_the_interface() {
        // A session is ended without a body, and a part of a file is raw bytes.
        if method == "GET" || path == "/session/end" || path.ends_with("/parts/{n}") {
            continue;
        }
        let caller = if path.starts_with("/person/") { Person } else { Coordinator };
        for (bytes, code) in [
            (vec![], Code::Malformed),
            (vec![0xff], Code::Malformed),
            (vec![0xa1], Code::Malformed),
            (b"{\"lookup\":1}".to_vec(), Code::Malformed),
            (vec![0x9b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff], Code::Malformed),
            (vec![0; TOO_LARGE], Code::TooLarge),
        ] {
            let answer = world.ask(&method, &path, caller, Some(bytes.clone())).await;
            let begin = &bytes[..bytes.len().min(12)];
            assert_eq!(answer.code(), Some(code), "{method} {path} with {begin:02x?}");
        }
        let target = path.replace("{case}", &world.case().to_string());
        for kind in [None, Some("application/json"), Some("text/plain"), Some("application/cbor; x=1")] {
            let mut request = request(&method, &target, caller, None);
            *request.body_mut() = Body::from(vec![0xa0]);
            if let Some(kind) = kind {
                request.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
            }
            let answer = world.send(request).await;
            assert_eq!(answer.code(), Some(Code::MediaType), "{method} {path} as {kind:?}");
        }
        seen += 1;
    }
    assert!(seen > 10, "only {seen} endpoints take a body");
}

#[tokio::test(flavor = "multi_thread")]
async fn one_value_has_one_encoding() {
    let mut world = World::begin().await;
    let right = encode(&AskChallenge { lookup: vec![7; 32].into() });
    assert_eq!(right[..4], [0xa1, 0x00, 0x58, 0x20], "a map with one key and 32 bytes");
    let rest = &right[4..];
    let trailing = [&right[..], &[0x00][..]].concat();
    let long_key = [&[0xa1, 0x18, 0x00, 0x58, 0x20][..], rest].concat();
    let long_length = [&[0xa1, 0x00, 0x59, 0x00, 0x20][..], rest].concat();
    let endless_map = [&[0xbf, 0x00, 0x58, 0x20][..], rest, &[0xff][..]].concat();
    let twice = [&[0xa2, 0x00, 0x58, 0x20][..], rest, &right[1..]].concat();
    let unknown_key = [&[0xa2, 0x00, 0x58, 0x20][..], rest, &[0x17, 0x00][..]].concat();
    for wrong in [trailing, long_key, long_length, endless_map, twice, unknown_key] {
        let answer = world.ask("POST", "/person/challenge", Anonymous, Some(wrong.clone())).await;
        assert_eq!(answer.code(), Some(Code::Malformed), "{:02x?}", &wrong[..8]);
    }
    let answer = world.ask("POST", "/person/challenge", Anonymous, Some(right)).await;
    assert_eq!(answer.status, StatusCode::OK);
    let short = encode(&AskChallenge { lookup: vec![7; 31].into() });
    let answer = world.ask("POST", "/person/challenge", Anonymous, Some(short)).await;
    assert_eq!(answer.code(), Some(Code::Malformed));
    let told = world.tell("another");
    let trailing = [encode(&told.prepared.request), vec![0]].concat();
    let answer = world.ask("POST", "/cases", Anonymous, Some(trailing)).await;
    assert_eq!(answer.code(), Some(Code::Malformed));
}

/// Her report under another header that she signed.
fn signed_again(told: &Told, change: impl FnOnce(&mut HeaderFields)) -> FileReport {
    let mut request = told.prepared.request.clone();
    let mut fields = Header::parse(&request.first.header).expect("a signed header").fields;
    change(&mut fields);
    request.first.header = Header::sign(fields, &told.keys.sign).bytes().to_vec().into();
    request
}

#[tokio::test(flavor = "multi_thread")]
async fn a_header_fits_its_place_its_author_and_this_version() {
    let mut world = World::begin().await;
    let told = world.tell("another");
    let first = world.tell("one that stands");
    let standing = world.ask("POST", "/cases", Anonymous, Some(encode(&first.prepared.request))).await;
    assert_eq!(standing.status, StatusCode::OK);
    let entry = Header::parse(&first.prepared.request.first.header).expect("a header").fields.entry;

    let mut forged = told.prepared.request.clone();
    if let Some(byte) = forged.first.header.last_mut() {
        *byte ^= 1;
    }
    let mut other_sealed = told.prepared.request.clone();
    if let Some(byte) = other_sealed.first.sealed.last_mut() {
        *byte ^= 1;
    }
    let mut no_grants = told.prepared.request.clone();
    no_grants.first.grants.clear();
    let mut other_epoch = told.prepared.request.clone();
    other_epoch.first.grants[0].epoch = 1;
    let mut short_salt = told.prepared.request.clone();
    short_salt.kdf.salt = vec![1; 8].into();
    let team = |it: &mut HeaderFields| it.team = TeamId([9; 16]);
    for (what, report, code) in [
        ("another team", signed_again(&told, team), Code::WrongPlace),
        ("a later namespace", signed_again(&told, |it| it.ns = "sanad/entry/v2".into()), Code::NewerVersion),
        ("another case", signed_again(&told, |it| it.case.0[0] ^= 1), Code::WrongPlace),
        ("another lane", signed_again(&told, |it| it.lane = sanad_domain::Lane::Access), Code::Malformed),
        ("not the first", signed_again(&told, |it| it.n = 1), Code::WrongPlace),
        ("two days ahead", signed_again(&told, |it| it.at = NOW + 2 * 86_400), Code::Malformed),
        ("two days behind", signed_again(&told, |it| it.at = NOW - 2 * 86_400), Code::Malformed),
        ("another length", signed_again(&told, |it| it.sealed_len += 1), Code::Forged),
        ("an id that stands", signed_again(&told, |it| it.entry = entry), Code::Taken),
        ("a wrong signature", forged, Code::Forged),
        ("another envelope", other_sealed, Code::Forged),
        ("no grants", no_grants, Code::Malformed),
        ("a grant of another epoch", other_epoch, Code::Malformed),
        ("a short salt", short_salt, Code::Malformed),
    ] {
        let answer = world.ask("POST", "/cases", Anonymous, Some(encode(&report))).await;
        assert_eq!(answer.code(), Some(code), "{what}");
    }
    let team = world.trust.team.id;
    let case = world.store.case(team, told.prepared.case).await.expect("read");
    assert!(case.is_none(), "nothing of it was stored");
    let answer = world.ask("POST", "/cases", Anonymous, Some(encode(&told.prepared.request))).await;
    assert_eq!(answer.status, StatusCode::OK, "as she signed it, it stands");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_replay_gets_the_same_place_and_changes_nothing() {
    let mut world = World::begin().await;
    let system = world.trust.system_key().expect("the server's key");
    let acknowledged = |answer: Appended| Ack::open(&answer.ack, system).expect("signed by the system");
    let report = encode(&world.told.prepared.request);
    let message = world.message_by(Person).await;
    let place = |ack: Ack| (ack.entry, ack.entry_hash, ack.n, ack.leaf, ack.arrived);
    let first = acknowledged(world.append(Person, &message).await.read());
    world.pass(600);
    let size = world.store.log_root(world.trust.team.id).await.expect("read").expect("a log").size;
    for caller in [Person, Coordinator] {
        let again = acknowledged(world.append(caller, &message).await.read());
        assert_eq!(place(again), place(first.clone()), "by {caller:?}");
    }
    let again: Filed = world.ask("POST", "/cases", Anonymous, Some(report)).await.read();
    assert_eq!(acknowledged(Appended { ack: again.ack }).n, 0);
    let after = world.store.log_root(world.trust.team.id).await.expect("read").expect("a log").size;
    assert_eq!(size, after, "nothing was added to the log");

    // What was composed on an older head is refused with the head that stands, signed.
    let (one, other) = (world.message_by(Person).await, world.message_by(Person).await);
    let stands = acknowledged(world.append(Person, &one).await.read());
    let late = world.append(Person, &other).await;
    assert_eq!(late.status, StatusCode::CONFLICT);
    assert_eq!(late.headers[header::CONTENT_TYPE], CBOR);
    let conflicted: Conflicted = decode(&late.body).expect("a refusal");
    let refusal = Conflict::open(&conflicted.refusal, system).expect("signed by the system");
    let refused = Header::parse(&other.header).expect("a header");
    let expected = Conflict {
        entry: refused.fields.entry,
        refused: refused.entry_hash(),
        head: stands.entry_hash,
        n: Some(stands.n),
    };
    assert_eq!(refusal, expected);
    let shuffled = signed_by_her(&world, &other, |it| it.entry = EntryId([8; 16]));
    assert_eq!(world.append(Person, &shuffled).await.status, StatusCode::CONFLICT);
}

/// An entry of hers under another header that she signed.
fn signed_by_her(
    world: &World,
    append: &sanad_protocol::case::Append,
    change: impl FnOnce(&mut HeaderFields),
) -> sanad_protocol::case::Append {
    let mut append = append.clone();
    let mut fields = Header::parse(&append.header).expect("a signed header").fields;
    change(&mut fields);
    append.header = Header::sign(fields, &world.told.keys.sign).bytes().to_vec().into();
    append
}
