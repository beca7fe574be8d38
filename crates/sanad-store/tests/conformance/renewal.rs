//! Cards that are exchanged, with the vault that holds their keys: together, or not at all.

use sanad_client::{
    ClientError, intake,
    invite::{join, renew},
};
use sanad_crypto::{
    log::verify_consistency,
    safe::{
        epoch::Holder,
        team::{Card, Draft, RecoverySheet, Statement},
        vault::MemberSeed,
    },
};
use sanad_domain::{MemberId, Role};
use sanad_store::{UnlockRow, Who, commit::Refusal};
use sanad_testkit::team::{NOW, invited_keys};

use crate::world::{FOUNDATION, World, account_rows, read_trust};

fn sheet() -> RecoverySheet {
    RecoverySheet::derive(&FOUNDATION.founded.recovery.0)
}

async fn ways(world: &World, handle: &str) -> Vec<UnlockRow> {
    world.store.account(world.team(), handle).await.expect("read").expect("an account").1
}

async fn session(world: &World, member: MemberId, token: [u8; 32]) -> Option<Who> {
    let who = world.store.session(world.team(), token, NOW).await.expect("read");
    who.filter(|it| *it == Who::Member(member))
}

pub(crate) async fn a_renewed_card_brings_its_vault_and_ends_sessions(mut world: World) {
    let worker = world.invite("nadia").await;
    let (team, coordinator) = (world.team(), world.coordinator.clone());
    for (member, token) in [(worker.member, [1; 32]), (coordinator.member, [2; 32])] {
        world.store.put_session(team, token, Who::Member(member), NOW + 100).await.expect("begun");
    }
    let old = ways(&world, "nadia").await;
    let stranger = RecoverySheet::derive(&[77; 32]);
    let refused = renew(&world.trust, &coordinator, &stranger, worker.member, NOW, &mut world.rng);
    assert_eq!(refused.expect_err("another team's sheet"), ClientError::OtherTeam);

    let renewed = renew(&world.trust, &coordinator, &sheet(), worker.member, NOW, &mut world.rng);
    let renewed = renewed.expect("a renewal");
    world.state(&renewed.request).await.expect("it stands");
    let account = renewed.request.account.as_ref().expect("an account");
    let new = ways(&world, "nadia").await;
    assert_eq!((new.len(), new[0].kind.as_str()), (1, "invitation"));
    assert_ne!(new[0].id, old[0].id);
    assert_eq!(session(&world, worker.member, [1; 32]).await, None, "what the lost ways began is over");
    assert!(session(&world, coordinator.member, [2; 32]).await.is_some(), "others go on");
    // The same member, role and right, with keys that the link opens and that hold the team's keys.
    let keys = invited_keys(team, account, &renewed.secret);
    let holder = Holder::of(&keys.age.recipient());
    let card = world.store.card(team, worker.member).await.expect("read").expect("a live card");
    assert_eq!((card.role, card.triage, card.holder), (Role::Caseworker, true, holder));
    assert_eq!(card.verify_key, keys.sign.verify_key().0);
    let grants = world.store.team_grants(team, holder).await.expect("read");
    assert_eq!(grants.len(), coordinator.team_keys.len());
}

pub(crate) async fn a_vault_is_not_exchanged_without_its_card(mut world: World) {
    let worker = world.invite("nadia").await;
    let coordinator = world.coordinator.clone();
    let renewed = renew(&world.trust, &coordinator, &sheet(), worker.member, NOW, &mut world.rng);
    let renewed = renewed.expect("a renewal").request;
    // The account comes with a statement about something else: a time for the intake key.
    let later = intake::renew(&world.trust, &coordinator, NOW + 25 * 86_400).expect("due");
    let mut without = renewed.clone();
    without.statements = later.statements.clone();
    without.grants.clear();
    let before = world.snapshot().await;
    let old = ways(&world, "nadia").await;
    assert_eq!(world.state(&without).await, Err(Refusal::Forbidden));
    // With the card, but under another handle.
    let mut renamed = renewed.clone();
    if let Some(account) = &mut renamed.account {
        account.handle = "somebody".into();
    }
    assert_eq!(world.state(&renamed).await, Err(Refusal::Taken));
    // One coordinator alone exchanges nobody's card, whatever comes with it.
    let keys = MemberSeed::generate(&mut world.rng).derive_keys();
    let card = Card {
        recipient: keys.age.recipient().to_bytes(),
        verify_key: keys.sign.verify_key(),
        ..world.trust.team.live(worker.member).expect("a live card").clone()
    };
    let (n, prev) = world.trust.team.head;
    let statement = Statement::Card(card);
    let draft = Draft { team: world.team(), n: n + 1, prev, at: NOW, statement };
    let mut alone = renewed.clone();
    alone.statements = vec![draft.sign(&[&coordinator.keys.sign]).into()];
    assert_eq!(world.state(&alone).await, Err(Refusal::WrongPlace));
    assert_eq!(world.snapshot().await, before);
    assert_eq!(ways(&world, "nadia").await[0].id, old[0].id);
    world.state(&renewed).await.expect("as it was composed it stands");
}

pub(crate) async fn joining_is_one_step(mut world: World) {
    let worker = world.invite("nadia").await;
    let joined = join(&world.trust, &worker, "six words that are nadia's own", NOW, &mut world.rng);
    let joined = joined.expect("composed");
    let invitation = ways(&world, "nadia").await;
    // A request that somebody cut: neither the card nor the vault of it stands.
    let mut cut = joined.state.clone();
    cut.statements[0].pop();
    assert_eq!(world.state(&cut).await, Err(Refusal::WrongPlace));
    assert_eq!(ways(&world, "nadia").await[0].id, invitation[0].id, "the link still works");
    world.state(&joined.state).await.expect("it stands");
    let own = ways(&world, "nadia").await;
    assert_eq!((own.len(), own[0].kind.as_str()), (1, "passphrase"));
    let card = world.store.card(world.team(), worker.member).await.expect("read").expect("a live card");
    assert_eq!(card.verify_key, joined.keys.sign.verify_key().0);
    // Sent again because its answer was lost: refused, and nothing changes.
    let before = world.snapshot().await;
    assert_eq!(world.state(&joined.state).await, Err(Refusal::WrongPlace));
    assert_eq!(world.snapshot().await, before);

    // What the vault saw is continued by the log as it is now.
    let (account, _) = account_rows(joined.state.account.as_ref().expect("an account"));
    assert_eq!((account.handle.as_str(), account.vault_n), ("nadia", 0));
    let (old, trust) = (world.trust.saw(), read_trust(&world.store, world.team()).await);
    let new = trust.saw();
    assert!(old.size < new.size);
    let grown = world.store.prove_growth(world.team(), old.size, new.size).await.expect("read");
    let (_, proof) = grown.expect("a proof");
    assert_eq!(verify_consistency(old.size, &old.root, new.size, &new.root, &proof), Ok(()));
    for (from, to) in [(new.size, old.size), (old.size, new.size + 1)] {
        let none = world.store.prove_growth(world.team(), from, to).await.expect("read");
        assert!(none.is_none(), "{from} to {to}");
    }
}

pub(crate) async fn the_intake_key_gets_more_time_while_somebody_coordinates(mut world: World) {
    const DAY: u64 = 86_400;
    let worker = world.invite("nadia").await;
    let before = world.trust.team.keys["intake"].clone();
    assert!(!world.trust.intake_expired(NOW + 30 * DAY) && world.trust.intake_expired(NOW + 30 * DAY + 1));
    assert!(intake::renew(&world.trust, &world.coordinator, NOW + 20 * DAY).is_none(), "ten days are left");
    let at = NOW + 20 * DAY + 1;
    assert!(intake::renew(&world.trust, &worker, at).is_none(), "a caseworker states no key");
    let state = intake::renew(&world.trust, &world.coordinator, at).expect("due");
    world.state(&state).await.expect("it stands");
    assert_eq!(world.state(&state).await, Err(Refusal::WrongPlace), "another coordinator came first");
    let trust = read_trust(&world.store, world.team()).await;
    let after = &trust.team.keys["intake"];
    assert_eq!((after.generation, &after.recipient), (before.generation, &before.recipient));
    assert_eq!(after.not_after, at + 30 * DAY);
    assert!(!trust.intake_expired(at + 30 * DAY));
}
