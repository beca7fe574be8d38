//! Sealed files: who may begin, send, finish and read them, and what is never taken.

use axum::{
    body::Body,
    http::{Request, StatusCode, header},
};
use sanad_crypto::safe::blob::{FileSealer, SealedFile};
use sanad_domain::{
    BlobId,
    case::{Body as Said, Destroy, Message},
    report::{Age, Report},
};
use sanad_protocol::{
    Code,
    case::{BeginBlob, FinishBlob},
    encode,
    intake::Filed,
};
use sanad_testkit::team::{NOW, seeded, tell};

use crate::{
    callers::{EMPTY, NOT_FOUND, OK, SIGN_IN, Want},
    world::{Answer, Caller, World, request},
};
use Caller::{Anonymous, Caseworker, Coordinator, Person};

const BEGIN: &str = "/cases/{case}/blobs";
const PART: &str = "/cases/{case}/blobs/{blob}/parts/{n}";
const FINISH: &str = "/cases/{case}/blobs/{blob}/finish";
const READ: &str = "/cases/{case}/blobs/{blob}";

fn sealed(plain: &[u8], seed: u8) -> (Vec<u8>, SealedFile) {
    let mut sealer = FileSealer::start(plain.len() as u64, &mut seeded(seed)).expect("a file");
    let mut bytes = sealer.push(plain).expect("its bytes");
    let (rest, file) = sealer.finish().expect("its end");
    bytes.extend(rest);
    (bytes, file)
}

fn begin(file: &SealedFile, voice: bool) -> Option<Vec<u8>> {
    Some(encode(&BeginBlob { blob: file.sealed.id, sealed_len: file.sealed.len, voice }))
}

fn finish(file: &SealedFile) -> Option<Vec<u8>> {
    Some(encode(&FinishBlob { sha256: file.sealed.sha256.to_vec().into() }))
}

/// A request with raw bytes.
fn raw(path: &str, caller: Caller, bytes: Vec<u8>) -> Request<Body> {
    let mut request = request("PUT", path, caller, Some(bytes));
    let kind = "application/octet-stream".parse().expect("a media type");
    request.headers_mut().insert(header::CONTENT_TYPE, kind);
    request
}

impl World {
    async fn put_part(&self, path: &str, caller: Caller, bytes: Vec<u8>) -> Answer {
        self.send(raw(&self.place(path), caller, bytes)).await
    }

    /// A message of hers that brings a file.
    async fn bring(&mut self, file: &SealedFile) -> Answer {
        let mut open = self.open_as_coordinator().await;
        let writer = sanad_client::back::writer(&open, &self.told.keys);
        let attachments = vec![file.attachment("photo.jpg", "image/jpeg")];
        let message = Message { attachments, ..Message::of_text("") };
        let blobs = vec![file.sealed.clone()];
        let composed = writer.say(&self.trust, &mut open, message, blobs, NOW, &mut self.rng);
        self.append(Person, &composed.expect("a message").append).await
    }
}

/// Every endpoint of files by everybody.
pub(crate) async fn every_caller(world: &mut World) {
    let (bytes, file) = sealed(b"a picture", 40);
    world.blob = file.sealed.id;
    // A member may also send: what is not held does not exist.
    let holders = [SIGN_IN, EMPTY, NOT_FOUND, EMPTY];
    world.all("POST", BEGIN, begin(&file, false), holders).await;
    for (caller, want) in Caller::ALL.into_iter().zip(holders) {
        let answer = world.put_part(PART, caller, bytes.clone()).await;
        world.expect("PUT", PART, caller, &answer, want);
    }
    // Nobody reads what is not complete, and no entry brings it.
    world.all("GET", READ, None, [SIGN_IN, NOT_FOUND, NOT_FOUND, NOT_FOUND]).await;
    assert_eq!(world.bring(&file).await.code(), Some(Code::WrongPlace));
    world.all("POST", FINISH, finish(&file), holders).await;
    world.all("GET", READ, None, [SIGN_IN, OK, NOT_FOUND, OK]).await;
    let read = world.ask("GET", READ, Coordinator, None).await;
    assert!(read.body == bytes, "what is read is what was sent");
    let mut part = request("GET", &world.place(READ), Coordinator, None);
    part.headers_mut().insert(header::RANGE, "bytes=10-19".parse().expect("a range"));
    let answer = world.send(part).await;
    assert_eq!((answer.status, answer.body.as_slice()), (StatusCode::PARTIAL_CONTENT, &bytes[10..20]));

    assert_eq!(world.bring(&file).await.status, StatusCode::OK);
    let opened = world.open_as_coordinator().await;
    assert!(opened.attachment(file.sealed.id).is_some(), "the file hangs on her message");
    // Once only: a second entry cannot bring the same bytes as its own.
    assert_eq!(world.bring(&file).await.code(), Some(Code::WrongPlace));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_the_announced_file_is_refused() {
    let mut world = World::begin().await;
    let (bytes, file) = sealed(b"a picture", 41);
    world.blob = file.sealed.id;
    let refused = |code| Want::Refused(code);
    world.one("POST", BEGIN, Person, begin(&file, false), EMPTY).await;
    let mut other = file.clone();
    other.sealed.len += 1;
    world.one("POST", BEGIN, Person, begin(&other, false), refused(Code::Taken)).await;
    let huge = encode(&BeginBlob { blob: BlobId([9; 16]), sealed_len: 1 << 40, voice: false });
    world.one("POST", BEGIN, Person, Some(huge), refused(Code::TooLarge)).await;
    let none = encode(&BeginBlob { blob: BlobId([9; 16]), sealed_len: 0, voice: false });
    world.one("POST", BEGIN, Person, Some(none), refused(Code::Malformed)).await;

    let short = world.put_part(PART, Person, bytes[1..].to_vec()).await;
    assert_eq!(short.code(), Some(Code::Malformed), "the place says the length");
    let beyond = world.put_part("/cases/{case}/blobs/{blob}/parts/7", Person, bytes.clone()).await;
    assert_eq!(beyond.code(), Some(Code::Malformed));
    let large = world.put_part(PART, Person, vec![0; 6 << 20]).await;
    assert_eq!(large.code(), Some(Code::TooLarge));
    let cbor = world.ask("PUT", PART, Person, Some(bytes.clone())).await;
    assert_eq!(cbor.code(), Some(Code::MediaType));
    world.one("POST", FINISH, Person, finish(&file), NOT_FOUND).await;
    let mut changed = bytes.clone();
    changed[50] ^= 1;
    assert_eq!(world.put_part(PART, Person, changed).await.status, StatusCode::NO_CONTENT);
    world.one("POST", FINISH, Person, finish(&file), refused(Code::Forged)).await;
    // The part again, right this time; then nothing changes it any more.
    assert_eq!(world.put_part(PART, Person, bytes.clone()).await.status, StatusCode::NO_CONTENT);
    world.one("POST", FINISH, Person, finish(&file), EMPTY).await;
    world.one("POST", FINISH, Person, finish(&file), EMPTY).await;
    let later = world.put_part(PART, Person, vec![7; bytes.len()]).await;
    assert_eq!(later.status, StatusCode::NO_CONTENT);
    assert!(world.ask("GET", READ, Person, None).await.body == bytes);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_case_has_its_measure_and_a_minor_sends_her_voice_only() {
    let mut world = World::begin().await;
    for at in 0..10 {
        let (_, file) = sealed(&[at], 50 + at);
        world.one("POST", BEGIN, Person, begin(&file, false), EMPTY).await;
    }
    let (_, file) = sealed(b"the eleventh", 70);
    world.one("POST", BEGIN, Person, begin(&file, false), Want::Refused(Code::TooManyFiles)).await;

    let report = Report { age: Age::Minor, ..Report::of_text("I am fifteen") };
    let minor = tell(&world.trust, &report, NOW, &mut world.rng);
    let filing = Some(encode(&minor.prepared.request));
    let filed: Filed = world.ask("POST", "/cases", Anonymous, filing).await.read();
    assert_eq!(filed.session.case, minor.prepared.case);
    let path = format!("/cases/{}/blobs", minor.prepared.case);
    for (voice, code) in [(false, Some(Code::MinorNoFiles)), (true, None)] {
        let (_, file) = sealed(b"hers", 71);
        // The ticket that came with the acknowledgement.
        let mut asked = request("POST", &path, Anonymous, begin(&file, voice));
        let bearer = format!("Bearer {}", filed.session.token).parse().expect("a token");
        asked.headers_mut().insert(header::AUTHORIZATION, bearer);
        let answer = world.send(asked).await;
        assert_eq!(answer.code(), code, "{}", answer.status);
    }
    let other = world.ask("POST", &path, Person, begin(&file, true)).await;
    assert_eq!(other.code(), Some(Code::NotFound), "another person's ticket");
    let unheld = world.ask("POST", &path, Caseworker, begin(&file, false)).await;
    assert_eq!(unheld.code(), Some(Code::MinorNoFiles), "whoever sends it");
}

#[tokio::test(flavor = "multi_thread")]
async fn destruction_takes_the_files_with_it() {
    let mut world = World::begin().await;
    let (bytes, file) = sealed(b"a picture", 42);
    world.blob = file.sealed.id;
    world.one("POST", BEGIN, Person, begin(&file, false), EMPTY).await;
    assert_eq!(world.put_part(PART, Person, bytes).await.status, StatusCode::NO_CONTENT);
    world.one("POST", FINISH, Person, finish(&file), EMPTY).await;
    assert_eq!(world.bring(&file).await.status, StatusCode::OK);
    assert_eq!(count(world.places.files.path()), 1);

    let mut open = world.open_as_coordinator().await;
    let writer = sanad_client::back::writer(&open, &world.told.keys);
    let destroy = Said::Destroy(Destroy { reason: "person".into() });
    let lane = sanad_domain::Lane::Shared;
    let composed = writer.entry(&world.trust, &mut open, lane, destroy, NOW, &mut world.rng);
    let answer = world.append(Person, &composed.expect("her last entry").append).await;
    assert_eq!(answer.status, StatusCode::OK);
    world.one("GET", READ, Coordinator, None, NOT_FOUND).await;
    world.one("POST", BEGIN, Person, begin(&file, false), NOT_FOUND).await;
    world.one("GET", READ, Caseworker, None, NOT_FOUND).await;
    world.one("GET", READ, Anonymous, None, SIGN_IN).await;
    // The sweep runs beside; it is waited for by looking, for at most ten seconds.
    for _ in 0..1000 {
        if count(world.places.files.path()) == 0 {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    assert_eq!(count(world.places.files.path()), 0, "no sealed byte of it is left");
    let team = world.trust.team.id;
    assert!(world.store.doomed_blobs(team, NOW).await.expect("read").is_empty());
}

/// Files below a folder.
fn count(folder: &std::path::Path) -> usize {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries.map(|it| if it.path().is_dir() { count(&it.path()) } else { 1 }).sum()
}
