//! Every endpoint × anonymous, person, caseworker without the case, coordinator → what comes back.

use std::collections::BTreeSet;

use sanad_client::found;
use sanad_domain::Role;
use sanad_protocol::{
    Code,
    case::{Open, Quarantine, Route},
    encode, member, person,
};
use sanad_testkit::team::{HANDLE, NOW};

use crate::{
    routes,
    world::{Answer, Caller, FOUNDATION, TOKEN, World},
};
use Caller::{Anonymous, Caseworker, Coordinator, Person};

/// What is expected.
#[derive(Clone, Copy)]
pub(crate) enum Want {
    /// It is done, with this status.
    Done(u16),
    /// It is refused, with this code and its status.
    Refused(Code),
}
use Want::{Done, Refused};

pub(crate) const OK: Want = Done(200);
pub(crate) const EMPTY: Want = Done(204);
pub(crate) const SIGN_IN: Want = Refused(Code::SignInAgain);
pub(crate) const FORBIDDEN: Want = Refused(Code::Forbidden);
pub(crate) const NOT_FOUND: Want = Refused(Code::NotFound);

impl World {
    /// One caller at one endpoint. The path's part before `?` is the declared route.
    pub(crate) async fn one(
        &mut self,
        method: &str,
        path: &str,
        caller: Caller,
        body: Option<Vec<u8>>,
        want: Want,
    ) {
        let answer = self.ask(method, path, caller, body).await;
        self.expect(method, path, caller, &answer, want);
    }

    /// Holds an answer against what was wanted, and remembers that it was asked for.
    pub(crate) fn expect(&mut self, method: &str, path: &str, caller: Caller, answer: &Answer, want: Want) {
        let said = String::from_utf8_lossy(&answer.body).into_owned();
        let (status, code) = match want {
            Done(status) => (status, None),
            Refused(code) => (code.status(), Some(code)),
        };
        let what = format!("{method} {path} by {caller:?}: {said}");
        assert_eq!(answer.status.as_u16(), status, "{what}");
        if code.is_some() {
            assert_eq!(answer.code(), code, "{what}");
        }
        let route = path.split('?').next().unwrap_or(path).to_owned();
        self.covered.insert((method.to_owned(), route, caller));
    }

    /// The same request by everybody, in the order of [`Caller::ALL`].
    pub(crate) async fn all(&mut self, method: &str, path: &str, body: Option<Vec<u8>>, wants: [Want; 4]) {
        for (caller, want) in Caller::ALL.into_iter().zip(wants) {
            self.one(method, path, caller, body.clone(), want).await;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_endpoint_for_every_caller() {
    let mut world = World::begin().await;
    everybody(&mut world).await;
    signing_in(&mut world).await;
    the_team(&mut world).await;
    the_queue(&mut world).await;
    the_case(&mut world).await;
    entries(&mut world).await;
    crate::files::every_caller(&mut world).await;
    crate::rekey::every_caller(&mut world).await;
    // The last one: it ends the sessions.
    world.all("POST", "/session/end", None, [SIGN_IN, EMPTY, EMPTY, EMPTY]).await;
    world.all("GET", "/queue", None, [SIGN_IN, SIGN_IN, SIGN_IN, SIGN_IN]).await;

    let asked: BTreeSet<_> = world.covered.iter().cloned().collect();
    let mut declared = BTreeSet::new();
    for (method, path) in routes::of_the_interface() {
        declared.extend(Caller::ALL.map(|caller| (method.clone(), path.clone(), caller)));
    }
    let missing: Vec<_> = declared.difference(&asked).collect();
    assert!(missing.is_empty(), "endpoints without a line in this test: {missing:?}");
    let invented: Vec<_> = asked.difference(&declared).collect();
    assert!(invented.is_empty(), "lines of this test without an endpoint: {invented:?}");
}

/// What needs no session, and what is over.
async fn everybody(world: &mut World) {
    let everybody = [OK, OK, OK, OK];
    world.all("GET", "/team", None, everybody).await;
    world.all("GET", "/puzzle", None, everybody).await;
    world.all("GET", "/log/consistency?from=1", None, everybody).await;
    world.all("GET", "/openapi.json", None, everybody).await;
    // The same report by all of them is one report.
    let told = world.tell("another");
    world.all("POST", "/cases", Some(encode(&told.prepared.request)), everybody).await;
    let queue = world.store.queue(world.trust.team.id).await.expect("read");
    assert_eq!(queue.len(), 2);
    // Set-up is over: the link that worked leads nowhere.
    let nowhere = [NOT_FOUND, NOT_FOUND, NOT_FOUND, NOT_FOUND];
    world.all("GET", &format!("/setup?token={TOKEN}"), None, nowhere).await;
    world.all("POST", "/setup", Some(encode(&FOUNDATION.founded.request)), nowhere).await;
    for caller in Caller::ALL {
        for method in ["GET", "POST"] {
            let answer = world.ask(method, "/no/such/thing", caller, None).await;
            assert_eq!(answer.code(), Some(Code::NotFound), "{method} by {caller:?}");
        }
        let answer = world.ask("DELETE", "/team", caller, None).await;
        assert_eq!(answer.status.as_u16(), 405, "{caller:?}");
    }
    let beyond = world.ask("GET", "/log/consistency?from=1000000", Anonymous, None).await;
    assert_eq!(beyond.code(), Some(Code::NotFound));
    for wrong in ["/log/consistency", "/log/consistency?from=-1", "/log/consistency?from=1&to=x", "/setup"] {
        let answer = world.ask("GET", wrong, Anonymous, None).await;
        assert_eq!(answer.code(), Some(Code::Malformed), "{wrong}");
    }
}

/// A session that somebody has helps nobody to get another.
async fn signing_in(world: &mut World) {
    let lookup = world.told.lookup.to_vec();
    let ask = person::AskChallenge { lookup: lookup.clone().into() };
    world.all("POST", "/person/challenge", Some(encode(&ask)), [OK, OK, OK, OK]).await;
    let wrong = [Refused(Code::WrongCredentials); 4];
    let answer =
        person::Answer { lookup: lookup.into(), challenge: vec![9; 32].into(), answer: vec![0; 64].into() };
    world.all("POST", "/person/session", Some(encode(&answer)), wrong).await;
    let ask = member::AskChallenge { handle: HANDLE.into() };
    world.all("POST", "/member/challenge", Some(encode(&ask)), [OK, OK, OK, OK]).await;
    let answer = member::Answer {
        handle: HANDLE.into(),
        unlock: vec![1; 16].into(),
        challenge: vec![9; 32].into(),
        answer: vec![0; 64].into(),
    };
    world.all("POST", "/member/session", Some(encode(&answer)), wrong).await;
    let answer = member::SheetAnswer { challenge: vec![9; 32].into(), answer: vec![0; 64].into() };
    world.all("POST", "/sheet/session", Some(encode(&answer)), wrong).await;
}

async fn the_team(world: &mut World) {
    world.all("GET", "/team/keys", None, [SIGN_IN, FORBIDDEN, OK, OK]).await;
    // Names: whoever is a member may write the next version, once.
    let directory =
        world.coordinator.with_name(&world.trust, world.coordinator.member, "Amal H.", &mut world.rng);
    let directory = Some(encode(&directory.expect("a directory")));
    let conflict = Refused(Code::Conflict);
    world.all("PUT", "/team/directory", directory, [SIGN_IN, FORBIDDEN, EMPTY, conflict]).await;
    world.refresh().await;
    // Inviting is for coordinators.
    let invited = found::invite(
        &world.trust,
        &world.coordinator,
        None,
        "yusuf",
        "Yusuf",
        Role::Caseworker,
        NOW,
        &mut world.rng,
    );
    let state = Some(encode(&invited.expect("an invitation").request));
    world.all("POST", "/team/statements", state, [SIGN_IN, FORBIDDEN, FORBIDDEN, EMPTY]).await;
    // Each has one vault, and it is the caller's.
    let put = Some(encode(&world.next_vault("nadia", Caseworker).await));
    for (caller, want) in [(Anonymous, SIGN_IN), (Person, FORBIDDEN), (Caseworker, EMPTY)] {
        world.one("PUT", "/member/vault", caller, put.clone(), want).await;
    }
    world.one("PUT", "/member/vault", Caseworker, put.clone(), EMPTY).await;
    // Theirs does not fit the coordinator's ways in.
    world.one("PUT", "/member/vault", Coordinator, put, Refused(Code::Malformed)).await;
    let account =
        world.store.account(world.trust.team.id, HANDLE).await.expect("read").expect("an account").0;
    assert_eq!(account.vault_n, 0, "the coordinator's vault is the first one");
}

async fn the_queue(world: &mut World) {
    world.all("GET", "/queue", None, [SIGN_IN, FORBIDDEN, OK, OK]).await;
    world.all("GET", "/events", None, [SIGN_IN, FORBIDDEN, OK, OK]).await;
    let release = Quarantine { cases: vec![world.case()], close: false };
    world.all("POST", "/quarantine", Some(encode(&release)), [SIGN_IN, FORBIDDEN, EMPTY, EMPTY]).await;
    let close = Quarantine { cases: vec![world.case()], close: true };
    let refused = [SIGN_IN, FORBIDDEN, FORBIDDEN, FORBIDDEN];
    world.all("POST", "/quarantine", Some(encode(&close)), refused).await;
}

/// A case without a grant does not exist for a member; one that is not hers does not exist for a person.
async fn the_case(world: &mut World) {
    let path = sanad_client::back::case_path(&world.trust, &world.told.keys);
    world.all("GET", &path, None, [SIGN_IN, OK, FORBIDDEN, FORBIDDEN]).await;
    world.one("GET", "/person/case?holder=nonsense&seen=0", Person, None, Refused(Code::Malformed)).await;
    world.all("GET", "/stale", None, [SIGN_IN, FORBIDDEN, FORBIDDEN, OK]).await;
    let holders_only = [SIGN_IN, FORBIDDEN, NOT_FOUND, OK];
    world.all("GET", "/cases/{case}/heads", None, holders_only).await;
    let open = encode(&Open { access: None, seen: world.trust.checkpoint.size });
    world.all("POST", "/cases/{case}/open", Some(open.clone()), holders_only).await;
    let route = encode(&Route { routing: None, summary: None });
    let routed = [SIGN_IN, FORBIDDEN, NOT_FOUND, EMPTY];
    world.all("PUT", "/cases/{case}/routing", Some(route.clone()), routed).await;
    // Whether the id is one that nobody has, or none at all.
    for id in ["case_00000000000000000000000000000000", "case_1", "nonsense", "%00"] {
        for (method, rest, body) in [
            ("GET", "heads", None),
            ("POST", "open", Some(open.clone())),
            ("PUT", "routing", Some(route.clone())),
        ] {
            let answer = world.ask(method, &format!("/cases/{id}/{rest}"), Coordinator, body).await;
            assert_eq!(answer.code(), Some(Code::NotFound), "{method} {id}/{rest}");
        }
    }
    // Nobody reads what intake still holds without a record of it, not even who may.
    let new = world.tell("a new one");
    let filed = world.ask("POST", "/cases", Anonymous, Some(encode(&new.prepared.request))).await;
    assert_eq!(filed.status.as_u16(), 200);
    let path = format!("/cases/{}/open", new.prepared.case);
    let unrecorded = world.ask("POST", &path, Caseworker, Some(open)).await;
    assert_eq!(unrecorded.code(), Some(Code::Forbidden));
}

async fn entries(world: &mut World) {
    const PATH: &str = "/cases/{case}/entries";
    let hers = Some(encode(&world.message_by(Person).await));
    world.one("POST", PATH, Anonymous, hers.clone(), SIGN_IN).await;
    // Her entry with somebody else's session is not hers.
    world.one("POST", PATH, Caseworker, hers.clone(), NOT_FOUND).await;
    world.one("POST", PATH, Coordinator, hers.clone(), FORBIDDEN).await;
    world.one("POST", PATH, Person, hers, OK).await;
    let theirs = Some(encode(&world.message_by(Caseworker).await));
    world.one("POST", PATH, Caseworker, theirs, NOT_FOUND).await;
    let answer = Some(encode(&world.message_by(Coordinator).await));
    world.one("POST", PATH, Person, answer.clone(), FORBIDDEN).await;
    world.one("POST", PATH, Coordinator, answer, OK).await;
    // Another case is not there for her, whatever she sends.
    let other = world.tell("somebody else's");
    let filed = world.ask("POST", "/cases", Anonymous, Some(encode(&other.prepared.request))).await;
    assert_eq!(filed.status.as_u16(), 200);
    let mine = encode(&world.message_by(Person).await);
    let path = format!("/cases/{}/entries", other.prepared.case);
    let refused = world.ask("POST", &path, Person, Some(mine.clone())).await;
    assert_eq!(refused.code(), Some(Code::NotFound));
    let misplaced = world.ask("POST", &path, Coordinator, Some(mine)).await;
    assert_eq!(misplaced.code(), Some(Code::WrongPlace), "an entry of another case");
}
