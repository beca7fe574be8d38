//! Ways in, and cards with their vaults, over HTTP.

use sanad_client::{
    invite::{join, renew},
    member::Way,
};
use sanad_crypto::safe::{
    receipt::Cost,
    team::RecoverySheet,
    vault::{MemberSeed, Unlock, Vault},
};
use sanad_protocol::{
    Code, encode,
    log::Consistency,
    member::{AskChallenge, Challenge, NewUnlock, PutVault, Session, UnlockView},
};
use sanad_testkit::team::NOW;

use crate::world::{Answer, Caller, FOUNDATION, ORIGIN, World};
use Caller::{Anonymous, Caseworker, Coordinator};

fn new_way(id: u8, unlock: &Unlock) -> NewUnlock {
    let view = UnlockView {
        id: vec![id; 16].into(),
        kind: "passkey".into(),
        salt: vec![0; 16].into(),
        cost: Cost::PASSPHRASE,
    };
    NewUnlock { view, auth_key: unlock.auth.verify_key() }
}

impl World {
    /// The next vault of a handle with one passkey, `[4; 16]`, in the place of all it had. The content is not
    /// the server's business, and another seed than the card's.
    pub(crate) async fn next_vault(&mut self, handle: &str, caller: Caller) -> PutVault {
        let member = match caller {
            Coordinator => self.coordinator.member,
            _ => self.caseworker.member,
        };
        let (row, ways) =
            self.store.account(self.trust.team.id, handle).await.expect("read").expect("an account");
        let seed = MemberSeed::generate(&mut self.rng);
        let mut vault = Vault::new(self.trust.team.id, member, &seed, self.trust.team.root);
        vault.n = row.vault_n + 1;
        let unlock = Unlock::from_prf(&self.draw());
        vault.add_unlock([4; 16], "passkey", &unlock, &mut self.rng);
        let vault = vault.seal(&mut self.rng).expect("a vault");
        let remove = ways.iter().map(|it| it.id.to_vec().into()).collect();
        PutVault { vault, add: vec![new_way(4, &unlock)], remove }
    }

    async fn put(&self, put: &PutVault) -> Answer {
        self.ask("PUT", "/member/vault", Caseworker, Some(encode(put))).await
    }

    async fn challenge(&self, handle: &str) -> Challenge {
        let body = Some(encode(&AskChallenge { handle: handle.into() }));
        self.ask("POST", "/member/challenge", Anonymous, body).await.read()
    }

    async fn enter(&self, handle: &str, challenge: &Challenge, way: &Way) -> Answer {
        let answer = way.answer(&self.trust, ORIGIN, handle, challenge).expect("an answer");
        self.ask("POST", "/member/session", Anonymous, Some(encode(&answer))).await
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ways_in_change_by_what_is_added_and_taken_off() {
    let mut world = World::begin().await;
    let right = world.next_vault("nadia", Caseworker).await;
    let unlock = Unlock::from_prf(&[6; 32]);
    let with = |change: &dyn Fn(&mut PutVault)| {
        let mut put = right.clone();
        change(&mut put);
        put
    };
    for (what, put, code) in [
        ("the last one goes", with(&|it| it.add.clear()), Code::Malformed),
        ("the old one stays without a tag", with(&|it| it.remove.clear()), Code::Malformed),
        ("one more without a tag", with(&|it| it.add.push(new_way(5, &unlock))), Code::Malformed),
        ("no tag at all", with(&|it| it.vault.tags.clear()), Code::Malformed),
        ("another kind", with(&|it| it.add[0].view.kind = "password".into()), Code::Malformed),
        ("a short id", with(&|it| it.add[0].view.id = vec![4; 15].into()), Code::Malformed),
        ("a short salt", with(&|it| it.add[0].view.salt = vec![0; 8].into()), Code::Malformed),
        ("a cheap one", with(&|it| it.add[0].view.cost = Cost { m_kib: 64, t: 1 }), Code::Malformed),
        ("a short id to take off", with(&|it| it.remove[0] = vec![1; 4].into()), Code::Malformed),
        ("one that is not there", with(&|it| it.remove.push(vec![9; 16].into())), Code::Malformed),
        ("the version that stands", with(&|it| it.vault.n = 0), Code::Conflict),
        ("a gap", with(&|it| it.vault.n = 7), Code::Conflict),
        ("too large", with(&|it| it.vault.file = vec![0; 128 * 1024]), Code::TooLarge),
    ] {
        assert_eq!(world.put(&put).await.code(), Some(code), "{what}");
    }
    let kinds = |it: &Challenge| it.unlocks.iter().map(|it| it.kind.clone()).collect::<Vec<_>>();
    assert_eq!(kinds(&world.challenge("nadia").await), ["invitation"], "nothing of it was done");
    assert_eq!(world.put(&right).await.status.as_u16(), 204);
    assert_eq!(world.put(&right).await.status.as_u16(), 204, "its answer was lost, and it is sent again");
    assert_eq!(kinds(&world.challenge("nadia").await), ["passkey"]);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_caseworker_exchanges_the_own_card_and_vault_and_nobody_elses() {
    let mut world = World::begin().await;
    let mine = join(&world.trust, &world.caseworker, "nadia's own six words", NOW, &mut world.rng);
    let mine = mine.expect("composed").state;
    let body = encode(&mine);
    // A vault that cannot be signed into, or whose owner is another: neither it nor the card stands.
    let mut unusable = mine.clone();
    let mut foreign = mine.clone();
    let mut named = mine.clone();
    if let (Some(one), Some(two)) = (&mut unusable.account, &mut foreign.account) {
        one.unlocks.clear();
        two.member = world.coordinator.member;
    }
    named.directory = Some(vec![1].into());
    for (request, code) in [(unusable, Code::Malformed), (foreign, Code::Forbidden), (named, Code::Forbidden)]
    {
        let body = Some(encode(&request));
        let answer = world.ask("POST", "/team/statements", Caseworker, body).await;
        assert_eq!(answer.code(), Some(code));
    }
    assert_eq!(world.challenge("nadia").await.unlocks[0].kind, "invitation", "the link still works");
    let stated = world.ask("POST", "/team/statements", Caseworker, Some(body.clone())).await;
    assert_eq!(stated.status.as_u16(), 204);
    let again = world.ask("POST", "/team/statements", Caseworker, Some(body)).await;
    assert_eq!(again.code(), Some(Code::SignInAgain), "the invitation's session is over");
    let challenge = world.challenge("nadia").await;
    let way = Way::from_passphrase(&challenge, "nadia's own six words").expect("a way");
    let session: Session = world.enter("nadia", &challenge, &way).await.read();
    world.refresh().await;
    way.open(&world.trust, &session).expect("the vault of the new card");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_sheet_lets_a_member_in_again() {
    let mut world = World::begin().await;
    let sheet = RecoverySheet::derive(&FOUNDATION.founded.recovery.0);
    let (coordinator, member) = (world.coordinator.clone(), world.caseworker.member);
    let renewed = renew(&world.trust, &coordinator, &sheet, member, NOW, &mut world.rng).expect("composed");
    let body = Some(encode(&renewed.request));
    let refused = world.ask("POST", "/team/statements", Caseworker, body.clone()).await;
    // The member's own account: what the root signed may be brought by whom it is about.
    assert_eq!(refused.status.as_u16(), 204, "{:?}", refused.code());
    assert_eq!(world.ask("GET", "/queue", Caseworker, None).await.code(), Some(Code::SignInAgain));
    let again = world.ask("POST", "/team/statements", Coordinator, body).await;
    assert_eq!(again.code(), Some(Code::WrongPlace), "once");
    let challenge = world.challenge("nadia").await;
    let way = Way::from_invitation(&challenge, &renewed.secret.0).expect("a way");
    let session: Session = world.enter("nadia", &challenge, &way).await.read();
    assert_eq!(session.member, member);
    world.refresh().await;
    let vault = way.open(&world.trust, &session).expect("the vault of the new card");
    // It goes on from what the coordinator saw, and the server proves it.
    let saw = vault.checkpoint.expect("a checkpoint");
    let span = format!("/log/consistency?from={}&to={}", saw.size, world.trust.checkpoint.size);
    let proof: Consistency = world.ask("GET", &span, Anonymous, None).await.read();
    assert_eq!(world.trust.continues(&saw, &proof), Ok(()));
    let mut other = saw;
    other.root[0] ^= 1;
    assert!(world.trust.continues(&other, &proof).is_err(), "another past");
    for span in ["from=3&to=2", "from=1&to=1000000"] {
        let answer = world.ask("GET", &format!("/log/consistency?{span}"), Anonymous, None).await;
        assert_eq!(answer.code(), Some(Code::NotFound), "{span}");
    }
}
