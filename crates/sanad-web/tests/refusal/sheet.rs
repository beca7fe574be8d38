//! The recovery sheet's session: what it may, and that it may nothing else.

use axum::{
    body::Body,
    http::{HeaderValue, Request, header},
};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use sanad_client::{file::open, recover};
use sanad_crypto::safe::team::RecoverySheet;
use sanad_domain::{Role, case::Purpose};
use sanad_protocol::{
    Code,
    case::{CaseFile, Heads, Open},
    encode,
    member::{AskChallenge, Challenge, SHEET_HANDLE, SheetAnswer, SheetSession},
    team::TeamKeys,
};
use sanad_testkit::team::NOW;

use crate::{
    routes,
    world::{Answer, Caller, FOUNDATION, ORIGIN, World, request},
};
use Caller::{Anonymous, Caseworker, Coordinator, Person};

impl World {
    async fn sheet_challenge(&self) -> Challenge {
        let body = Some(encode(&AskChallenge { handle: SHEET_HANDLE.into() }));
        self.ask("POST", "/member/challenge", Anonymous, body).await.read()
    }

    /// A session of the sheet.
    async fn lay_down(&self, sheet: &RecoverySheet) -> String {
        let challenge = self.sheet_challenge().await;
        let answer = recover::answer(&self.trust, ORIGIN, sheet, &challenge).expect("this team's sheet");
        let session: SheetSession =
            self.ask("POST", "/sheet/session", Anonymous, Some(encode(&answer))).await.read();
        session.token
    }

    /// A caller with the sheet beside the own session.
    async fn with_sheet(
        &self,
        method: &str,
        path: &str,
        caller: Caller,
        token: &str,
        body: Option<Vec<u8>>,
    ) -> Answer {
        let mut request = request(method, &self.place(path), caller, body);
        request.headers_mut().insert("sanad-sheet", HeaderValue::from_str(token).expect("a token"));
        self.send(request).await
    }
}

fn sheet() -> RecoverySheet {
    RecoverySheet::derive(&FOUNDATION.founded.recovery.0)
}

fn as_bearer(method: &str, path: &str, token: &str, body: Option<Vec<u8>>) -> Request<Body> {
    let mut request = request(method, path, Anonymous, body);
    let value = HeaderValue::from_str(&format!("Bearer {token}")).expect("a token");
    request.headers_mut().insert(header::AUTHORIZATION, value);
    request
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_roots_answer_to_a_fresh_challenge_opens_it_once() {
    let world = World::begin().await;
    let challenge = world.sheet_challenge().await;
    let right = recover::answer(&world.trust, ORIGIN, &sheet(), &challenge).expect("an answer");
    let elsewhere =
        recover::answer(&world.trust, "https://other.example", &sheet(), &challenge).expect("an answer");
    let foreign = RecoverySheet { age: sheet().age, root: world.coordinator.keys.sign.clone() };
    let forged = sanad_crypto::safe::auth::Question {
        origin: ORIGIN,
        team: world.trust.team.id,
        who: sanad_crypto::safe::sha256(SHEET_HANDLE.as_bytes()),
        challenge: challenge.challenge.as_slice().try_into().expect("32 bytes"),
    };
    let forged = SheetAnswer {
        challenge: challenge.challenge.clone(),
        answer: forged.answer(&foreign.root).to_vec().into(),
    };
    let never_asked = SheetAnswer { challenge: vec![9; 32].into(), answer: right.answer.clone() };
    for wrong in [&elsewhere, &forged, &never_asked] {
        let body = Some(encode(wrong));
        let answer = world.ask("POST", "/sheet/session", Anonymous, body).await;
        assert_eq!(answer.code(), Some(Code::WrongCredentials));
    }
    // A wrong answer uses the challenge up.
    let body = Some(encode(&right));
    let late = world.ask("POST", "/sheet/session", Anonymous, body).await;
    assert_eq!(late.code(), Some(Code::WrongCredentials));
    let token = world.lay_down(&sheet()).await;
    assert_eq!(Base64UrlUnpadded::decode_vec(&token).map(|it| it.len()), Ok(32));
}

#[tokio::test(flavor = "multi_thread")]
async fn by_itself_it_reads_the_teams_keys_and_continues_the_chain_and_nothing_else() {
    let mut world = World::begin().await;
    let token = world.lay_down(&sheet()).await;
    let keys = world.send(as_bearer("GET", "/team/keys", &token, None)).await;
    let keys: TeamKeys = keys.read();
    let desk = recover::desk(&world.trust, &sheet(), &keys).expect("the sheet holds every key");
    let mine = recover::member_of(&desk, "nadia").expect("a member");
    let renewed = sanad_client::invite::renew(&world.trust, &desk, &sheet(), mine, NOW, &mut world.rng)
        .expect("a card");
    let stated =
        world.send(as_bearer("POST", "/team/statements", &token, Some(encode(&renewed.request)))).await;
    assert_eq!(stated.status.as_u16(), 204, "{:?}", stated.code());

    let public = ["/team", "/puzzle", "/log/consistency", "/openapi.json", "/setup"];
    let signing_in =
        ["/person/challenge", "/person/session", "/member/challenge", "/member/session", "/sheet/session"];
    let open = [&public[..], &signing_in[..], &["/team/keys", "/team/statements", "/session/end"]].concat();
    let mut refused = 0;
    for (method, path) in routes::of_the_interface() {
        // A report is filed by whoever, whatever session they have.
        if open.contains(&path.as_str()) || path == "/cases" {
            continue;
        }
        let query = if path == "/person/case" { "?holder=00&seen=0" } else { "" };
        let place = format!("{}{query}", world.place(&path));
        let answer = world.send(as_bearer(&method, &place, &token, None)).await;
        assert_eq!(answer.code(), Some(Code::Forbidden), "{method} {path}");
        refused += 1;
    }
    assert!(refused > 12, "most of the interface");
}

#[tokio::test(flavor = "multi_thread")]
async fn beside_a_coordinator_it_opens_what_it_holds_and_beside_nobody_else() {
    let mut world = World::begin().await;
    let token = world.lay_down(&sheet()).await;
    // A second coordinator, who came after the case was taken and holds nothing of it.
    let invited = sanad_client::invite::invite(
        &world.trust,
        &world.coordinator,
        Some(&sheet()),
        "salma",
        "Salma",
        Role::Coordinator,
        NOW,
        &mut world.rng,
    );
    let invited = invited.expect("an invitation");
    let stated = world.ask("POST", "/team/statements", Coordinator, Some(encode(&invited.request))).await;
    assert_eq!(stated.status.as_u16(), 204);
    world.refresh().await;
    let account = invited.request.account.as_ref().expect("an account");
    let keys = sanad_testkit::team::invited_keys(world.trust.team.id, account, &invited.secret);
    let salma = world.become_member(Caseworker, invited.member, keys).await;

    let alone = world.ask("GET", "/cases/{case}/heads", Caseworker, None).await;
    assert_eq!(alone.code(), Some(Code::NotFound));
    let heads = world.with_sheet("GET", "/cases/{case}/heads", Caseworker, &token, None).await;
    let heads: Heads = heads.read();
    let writer = salma.writer(&world.trust).expect("a writer");
    let case = world.case();
    let access = writer.access(&world.trust, case, &heads, Purpose::Handover, "Salma", NOW, &mut world.rng);
    let open_it =
        encode(&Open { access: Some(access.expect("a record")), seen: world.trust.checkpoint.size });
    // Her own session does not do it, and the record is hers.
    let alone = world.ask("POST", "/cases/{case}/open", Caseworker, Some(open_it.clone())).await;
    assert_eq!(alone.code(), Some(Code::NotFound));
    let file = world.with_sheet("POST", "/cases/{case}/open", Caseworker, &token, Some(open_it)).await;
    let file: CaseFile = file.read();
    let reader = recover::reader(&salma, &sheet());
    let mut file = open(&world.trust, &file, &reader).expect("what is answered verifies");
    assert_eq!(file.case.seen.last().map(|it| it.author), Some(sanad_domain::Author::member(salma.member)));
    let composed = writer.renew(&world.trust, &mut file, NOW, &mut world.rng).expect("new epochs");
    for it in composed.expect("cards changed") {
        let append = Some(encode(&it.append));
        let answer = world.with_sheet("POST", "/cases/{case}/entries", Caseworker, &token, append).await;
        assert_eq!(answer.status.as_u16(), 200, "{:?}", answer.code());
    }
    // From now on her own card holds it.
    let own = world.ask("GET", "/cases/{case}/heads", Caseworker, None).await;
    assert_eq!(own.status.as_u16(), 200);

    // Beside a person, nobody, or a token that is none, it is refused.
    for (caller, sheet, code) in [
        (Anonymous, token.as_str(), Code::SignInAgain),
        (Person, token.as_str(), Code::Forbidden),
        (Coordinator, "nonsense", Code::SignInAgain),
    ] {
        let answer = world.with_sheet("GET", "/cases/{case}/heads", caller, sheet, None).await;
        assert_eq!(answer.code(), Some(code), "{caller:?}");
    }
    // It lies there for half an hour.
    world.pass(31 * 60);
    let late = world.with_sheet("GET", "/cases/{case}/heads", Coordinator, &token, None).await;
    assert_eq!(late.code(), Some(Code::SignInAgain));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caseworker_cannot_use_it() {
    let world = World::begin().await;
    let token = world.lay_down(&sheet()).await;
    let answer = world.with_sheet("GET", "/cases/{case}/heads", Caseworker, &token, None).await;
    assert_eq!(answer.code(), Some(Code::Forbidden));
}
