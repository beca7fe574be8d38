//! A server in this process with a team, a case that the coordinator took, and a caller of each kind.

use std::{
    collections::BTreeSet,
    sync::{
        Arc, LazyLock,
        atomic::{AtomicU64, Ordering},
    },
};

use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, header},
};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use rand_chacha::ChaCha20Rng;
use sanad_blobs::Blobs;
use sanad_client::{
    Trust,
    file::{OpenFile, open},
    found,
    member::Desk,
};
use sanad_crypto::safe::{sha256, vault::MemberKeys};
use sanad_domain::{
    BlobId, CaseId, Lane, MemberId, Role,
    case::{Body as Said, Message, Purpose},
    report::Report,
};
use sanad_protocol::{
    CBOR, Code, PREFIX,
    case::{Append, CaseFile, Heads, Open},
    decode, encode,
    team::{SetUpView, TeamKeys, TeamView},
};
use sanad_store::{Store, Who};
use sanad_testkit::{
    Engine, Folder, Fresh,
    team::{Foundation, NOW, Told, draw, invited_keys, seeded, tell},
};
use sanad_web::{Clock, Config, Server, ServerKeys, router};
use tower::ServiceExt as _;

pub(crate) const ORIGIN: &str = "https://help.example";
pub(crate) const TOKEN: &str = "the-token-of-the-link";
const SECRET: [u8; 32] = [7; 32];

/// Keys and founding request are the same for every test of this process.
pub(crate) static FOUNDATION: LazyLock<Foundation> = LazyLock::new(|| {
    let keys = ServerKeys::from_secret(SECRET);
    let view = SetUpView { system_key: keys.system.verify_key(), log_key: keys.log.verify_key(), now: NOW };
    Foundation::make(TOKEN, &view)
});

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Caller {
    /// Without a session.
    Anonymous,
    /// The person of the case.
    Person,
    /// A member who does not hold the case.
    Caseworker,
    /// A member who took it.
    Coordinator,
}

impl Caller {
    pub(crate) const ALL: [Self; 4] = [Self::Anonymous, Self::Person, Self::Caseworker, Self::Coordinator];

    fn token(self) -> Option<[u8; 32]> {
        match self {
            Self::Anonymous => None,
            Self::Person => Some([1; 32]),
            Self::Caseworker => Some([2; 32]),
            Self::Coordinator => Some([3; 32]),
        }
    }
}

/// A clock that stands until it is moved.
pub(crate) struct StoppedClock(AtomicU64);

impl Clock for StoppedClock {
    fn now(&self) -> u64 {
        self.0.load(Ordering::SeqCst)
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// The code of a problem; nothing for an answer that is none.
    pub(crate) fn code(&self) -> Option<Code> {
        let value: serde_json::Value = serde_json::from_slice(&self.body).ok()?;
        Code::from_name(value.get("code")?.as_str()?)
    }

    /// The decoded body of an answer that worked.
    pub(crate) fn read<T>(&self) -> T
    where
        T: for<'b> minicbor::Decode<'b, ()> + minicbor::Encode<()>,
    {
        let said = String::from_utf8_lossy(&self.body);
        assert!(self.status.is_success(), "{}: {said}", self.status);
        assert_eq!(self.headers[header::CONTENT_TYPE], CBOR);
        decode(&self.body).expect("canonical bytes of the expected shape")
    }
}

/// What a test has in hand.
pub(crate) struct World {
    pub(crate) store: Store,
    pub(crate) clock: Arc<StoppedClock>,
    pub(crate) trust: Trust,
    pub(crate) coordinator: Desk,
    pub(crate) caseworker: Desk,
    /// The person of the case that the coordinator took.
    pub(crate) told: Told,
    pub(crate) rng: ChaCha20Rng,
    /// Method, route and caller of everything that was expected so far.
    pub(crate) covered: BTreeSet<(String, String, Caller)>,
    /// A file of the case, once there is one.
    pub(crate) blob: BlobId,
    pub(crate) places: Places,
    router: Router,
}

/// Where a server of a test keeps things; gone with it.
pub(crate) struct Places {
    _fresh: Fresh,
    /// Sealed files.
    pub(crate) files: Folder,
}

/// A server without a team.
pub(crate) async fn empty_server() -> (Router, Store, Arc<StoppedClock>, Places) {
    server_with(Config::default()).await
}

/// The same, configured otherwise; its origin is always [`ORIGIN`].
pub(crate) async fn server_with(config: Config) -> (Router, Store, Arc<StoppedClock>, Places) {
    let fresh = Engine::Sqlite.fresh().await.expect("SQLite is always there");
    let store = Store::open(&fresh.url).await.expect("the schema");
    let clock = Arc::new(StoppedClock(AtomicU64::new(NOW)));
    let config = Config { origins: vec![ORIGIN.into()], ..config };
    let keys = ServerKeys::from_secret(SECRET);
    let time = Arc::clone(&clock) as Arc<dyn Clock>;
    let files = Folder::make();
    let blobs = Blobs::in_folder(files.path()).expect("a folder");
    let server = Server::start(store.clone(), blobs, keys, time, config, Some(TOKEN.into())).await;
    (router(server.expect("a server")), store, clock, Places { _fresh: fresh, files })
}

/// Sends and checks what every answer must have.
pub(crate) async fn send(router: &Router, request: Request<Body>) -> Answer {
    let what = format!("{} {}", request.method(), request.uri());
    let (method, path) = (request.method().to_string(), request.uri().path().to_owned());
    let endless = request.uri().path().ends_with("/events");
    let response = router.clone().oneshot(request).await.expect("a router answers");
    let (parts, body) = response.into_parts();
    let (status, headers) = (parts.status, parts.headers);
    assert!(!headers.contains_key(header::SET_COOKIE), "{what} sets a cookie");
    let kept = headers.get(header::CACHE_CONTROL).and_then(|it| it.to_str().ok());
    assert_eq!(kept, Some("no-store"), "{what} may be kept");
    let policy = headers.get(header::CONTENT_SECURITY_POLICY).and_then(|it| it.to_str().ok());
    assert!(policy.is_some_and(|it| it.starts_with("default-src 'none'")), "{what} has no policy");
    // Events never end by themselves.
    let body = if endless && status == StatusCode::OK {
        vec![]
    } else {
        to_bytes(body, 64 << 20).await.expect("a body").to_vec()
    };
    let answer = Answer { status, headers, body };
    crate::interface::holds(&method, &path, &answer);
    answer
}

/// A request below `/api/v1`.
pub(crate) fn request(method: &str, path: &str, caller: Caller, body: Option<Vec<u8>>) -> Request<Body> {
    let mut request = Request::builder().method(method).uri(format!("{PREFIX}{path}"));
    if let Some(token) = caller.token() {
        let token = Base64UrlUnpadded::encode_string(&token);
        request = request.header(header::AUTHORIZATION, format!("Bearer {token}"));
    }
    if body.is_some() {
        request = request.header(header::CONTENT_TYPE, CBOR);
    }
    request.body(body.map_or_else(Body::empty, Body::from)).expect("a request")
}

impl World {
    pub(crate) async fn begin() -> Self {
        let (router, store, clock, places) = empty_server().await;
        let founding = encode(&FOUNDATION.founded.request);
        let begun = send(&router, request("POST", "/setup", Caller::Anonymous, Some(founding))).await;
        assert_eq!(begun.status, StatusCode::CREATED);
        let mut rng = seeded(8);
        let (team, member) = (FOUNDATION.founded.team, FOUNDATION.founded.member);
        let session = async |caller: Caller, who: Who| {
            let token = caller.token().expect("a caller with a session");
            store.put_session(team, sha256(&token), who, NOW + 1_000_000).await.expect("a session");
        };
        session(Caller::Coordinator, Who::Member(member)).await;
        let trust = read_trust(&router).await;
        let keys = FOUNDATION.keys.clone();
        let coordinator = read_desk(&router, Caller::Coordinator, &trust, member, keys).await;
        let invited =
            found::invite(&trust, &coordinator, None, "nadia", "Nadia", Role::Caseworker, NOW, &mut rng);
        let invited = invited.expect("an invitation");
        let account = invited.request.account.as_ref().expect("an account");
        let keys = invited_keys(team, account, &invited.secret);
        let state = Some(encode(&invited.request));
        let stated = send(&router, request("POST", "/team/statements", Caller::Coordinator, state)).await;
        assert_eq!(stated.status, StatusCode::NO_CONTENT);
        session(Caller::Caseworker, Who::Member(invited.member)).await;

        let trust = read_trust(&router).await;
        let own = coordinator.keys.clone();
        let coordinator = read_desk(&router, Caller::Coordinator, &trust, member, own).await;
        let caseworker = read_desk(&router, Caller::Caseworker, &trust, invited.member, keys).await;
        let told = tell(&trust, &Report::of_text("he wants money"), NOW, &mut rng);
        let filing = Some(encode(&told.prepared.request));
        let filed = send(&router, request("POST", "/cases", Caller::Anonymous, filing)).await;
        assert_eq!(filed.status, StatusCode::OK);
        session(Caller::Person, Who::Person(told.prepared.case)).await;
        let covered = BTreeSet::new();
        let mut world = Self {
            store,
            clock,
            trust,
            coordinator,
            caseworker,
            told,
            rng,
            covered,
            blob: BlobId::default(),
            places,
            router,
        };
        world.take().await;
        world
    }

    pub(crate) fn case(&self) -> CaseId {
        self.told.prepared.case
    }

    pub(crate) fn pass(&self, seconds: u64) {
        self.clock.0.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Somebody set the machine's clock back.
    pub(crate) fn go_back(&self, seconds: u64) {
        self.clock.0.fetch_sub(seconds, Ordering::SeqCst);
    }

    /// Asks; `{case}` in the path is the case that the coordinator took.
    pub(crate) async fn ask(
        &self,
        method: &str,
        path: &str,
        caller: Caller,
        body: Option<Vec<u8>>,
    ) -> Answer {
        let path = self.place(path);
        send(&self.router, request(method, &path, caller, body)).await
    }

    /// The path with the case, the file and its first part in it.
    pub(crate) fn place(&self, path: &str) -> String {
        let path = path.replace("{case}", &self.case().to_string());
        path.replace("{blob}", &self.blob.to_string()).replace("{n}", "0")
    }

    /// A request that is made otherwise.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.router, request).await
    }

    /// The coordinator opens the case and takes it: from then on intake holds it no more.
    async fn take(&mut self) {
        let heads: Heads = self.ask("GET", "/cases/{case}/heads", Caller::Coordinator, None).await.read();
        let writer = self.coordinator.writer(&self.trust).expect("a writer");
        let case = self.case();
        let access = writer.access(&self.trust, case, &heads, Purpose::Triage, "Amal", NOW, &mut self.rng);
        let seen = self.trust.checkpoint.size;
        let access = Open { access: Some(access.expect("a record")), seen };
        let body = Some(encode(&access));
        let file: CaseFile = self.ask("POST", "/cases/{case}/open", Caller::Coordinator, body).await.read();
        let mut file =
            open(&self.trust, &file, &self.coordinator.reader()).expect("what is answered verifies");
        let to = [self.coordinator.member];
        let composed = writer.assign(&self.trust, &mut file, &to, NOW, &mut self.rng).expect("new epochs");
        for it in composed {
            let answer = self.append(Caller::Coordinator, &it.append).await;
            assert_eq!(answer.status, StatusCode::OK, "{:?}", answer.code());
        }
    }

    /// Appends to the case.
    pub(crate) async fn append(&self, caller: Caller, append: &Append) -> Answer {
        self.ask("POST", "/cases/{case}/entries", caller, Some(encode(append))).await
    }

    /// From now on the caller's session is this member's.
    pub(crate) async fn become_member(&self, caller: Caller, member: MemberId, keys: MemberKeys) -> Desk {
        let hash = sha256(&caller.token().expect("a caller with a session"));
        self.store.end_session(hash).await.expect("ended");
        let who = Who::Member(member);
        self.store.put_session(self.trust.team.id, hash, who, NOW + 1_000_000).await.expect("a session");
        read_desk(&self.router, caller, &self.trust, member, keys).await
    }

    /// The case as the coordinator reads it now.
    pub(crate) async fn open_as_coordinator(&self) -> OpenFile {
        let body = Some(encode(&Open { access: None, seen: self.trust.checkpoint.size }));
        let file: CaseFile = self.ask("POST", "/cases/{case}/open", Caller::Coordinator, body).await.read();
        open(&self.trust, &file, &self.coordinator.reader()).expect("what is answered verifies")
    }

    /// A message that continues the shared lane as it is now, by one of those who have a session.
    pub(crate) async fn message_by(&mut self, caller: Caller) -> Append {
        let mut file = self.open_as_coordinator().await;
        let writer = match caller {
            Caller::Anonymous => panic!("nobody signs nothing"),
            Caller::Person => sanad_client::back::writer(&file, &self.told.keys),
            Caller::Caseworker => self.caseworker.writer(&self.trust).expect("a writer"),
            Caller::Coordinator => self.coordinator.writer(&self.trust).expect("a writer"),
        };
        let body = Said::Message(Message::of_text("we are here"));
        let composed = writer.entry(&self.trust, &mut file, Lane::Shared, body, NOW, &mut self.rng);
        composed.expect("a message").append
    }

    /// Another report.
    pub(crate) fn tell(&mut self, text: &str) -> Told {
        tell(&self.trust, &Report::of_text(text), NOW, &mut self.rng)
    }

    pub(crate) fn draw<const N: usize>(&mut self) -> [u8; N] {
        draw(&mut self.rng)
    }

    /// Reads the coordinator's keys and names anew.
    pub(crate) async fn refresh(&mut self) {
        self.trust = read_trust(&self.router).await;
        let (member, keys) = (self.coordinator.member, self.coordinator.keys.clone());
        self.coordinator = read_desk(&self.router, Caller::Coordinator, &self.trust, member, keys).await;
    }
}

async fn read_trust(router: &Router) -> Trust {
    let view: TeamView = send(router, request("GET", "/team", Caller::Anonymous, None)).await.read();
    Trust::verify(&view, None).expect("a team that verifies")
}

async fn read_desk(
    router: &Router,
    caller: Caller,
    trust: &Trust,
    member: MemberId,
    keys: MemberKeys,
) -> Desk {
    let answer: TeamKeys = send(router, request("GET", "/team/keys", caller, None)).await.read();
    Desk::open(trust, member, keys, &answer).expect("keys that fit the chain")
}
