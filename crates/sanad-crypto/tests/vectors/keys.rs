//! Receipts, grants, vaults: from secrets to keys.

use sanad_crypto::safe::{
    epoch::EpochSeed,
    grant::{self, Place},
    receipt::{Cost, Receipt},
    sign::VerifyKey,
    vault::{MemberSeed, SealedVault, Tag, Unlock, Vault},
};
use sanad_domain::{CaseId, Lane, MemberId, TeamId};
use serde_json::json;

use crate::{content, hex, identity, pinned, rng, signer, unhex};

const DIGITS: &str = "12345678901234567891";

#[test]
fn receipt() {
    let receipt = Receipt::parse(DIGITS).expect("a receipt");
    let lookup = receipt.derive_lookup(&[0x11; 16]).expect("64 MiB");
    let keys = receipt.derive_keys(&[0x22; 16], Cost::RECEIPT).expect("64 MiB");
    // By argon2-cffi and Python's HKDF and Ed25519.
    assert_eq!(hex(lookup.0), "f259dbab91fb002770a43e660dae3a606dd5b48362baeb27ae8073e675ecbd2a");
    assert_eq!(
        hex(keys.auth.verify_key().0),
        "952fdd9c9157bb654212f1f6dba0148e8ff030225e99fc4b47c6a39a2e1c393d"
    );
    assert_eq!(
        hex(keys.sign.verify_key().0),
        "4723ab2823400cecd78aa27775f60b0b93f815470cac2f97edf61e0a30b68885"
    );
    assert_eq!(hex(keys.person_id().0), "4f420373b603eb68bca55843cd788cba");
    pinned(
        "receipt",
        json!({
            "digits": DIGITS,
            "team_salt": hex([0x11_u8; 16]),
            "case_salt": hex([0x22_u8; 16]),
            "cost": { "m_kib": Cost::RECEIPT.m_kib, "t": Cost::RECEIPT.t },
            "lookup": hex(lookup.0),
            "auth_verify_key": hex(keys.auth.verify_key().0),
            "age_identity": *keys.age.dangerous_to_text(),
            "age_recipient": keys.age.recipient().to_string(),
            "sign_verify_key": hex(keys.sign.verify_key().0),
            "person_id": keys.person_id().to_string(),
        }),
    );
}

#[test]
fn grants() {
    let (by, holder) = (signer(3), identity(5));
    let seed = EpochSeed::generate(&mut rng(1));
    let team = TeamId([1; 16]);
    let places = [
        ("grant", Place::Lane { case: CaseId([2; 16]), lane: Lane::Team, epoch: 4 }),
        ("team-grant", Place::Team { name: "intake", generation: 4 }),
    ];
    for (name, place) in places {
        let made = grant::seal(team, place, &seed, &holder.recipient(), &by, &mut rng(2));
        let (sealed, held) = made.expect("a grant");
        let file = pinned(
            name,
            json!({
                "team": team.to_string(),
                "place": format!("{place:?}"),
                "holder_identity": *holder.dangerous_to_text(),
                "holder": hex(held.holder.0),
                "granted_by": hex(by.verify_key().0),
                "epoch_identity": *seed.identity().dangerous_to_text(),
                "content": content(&sealed, &holder),
                "sealed": hex(&sealed),
                "sha256": hex(held.grant),
            }),
        );
        let opened = grant::open(team, place, &unhex(&file["sealed"]), &holder, Some(&held.grant));
        let opened = opened.expect("the committed grant opens");
        assert_eq!(opened.seed.recipient(), seed.recipient());
        assert_eq!(opened.granted_by, by.verify_key());
    }
}

#[test]
fn vault() {
    let (team, member) = (TeamId([1; 16]), MemberId([2; 16]));
    let seed = MemberSeed::generate(&mut rng(1));
    let words = Unlock::from_passphrase("six words that only vectors use", &[7; 16], Cost::PASSPHRASE);
    let ways = [("passphrase", words.expect("128 MiB")), ("passkey", Unlock::from_prf(&[8; 32]))];
    let mut vault = Vault::new(team, member, &seed, VerifyKey([3; 32]));
    vault.n = 9;
    for (id, (kind, way)) in (1u8..).zip(&ways) {
        vault.add_unlock([id; 16], kind, way, &mut rng(id + 1));
    }
    let sealed = vault.seal(&mut rng(4)).expect("a vault");
    let unlocks: Vec<_> = ways
        .iter()
        .zip(&sealed.tags)
        .map(|((kind, way), tag)| {
            json!({
                "id": hex(tag.unlock),
                "kind": kind,
                "age_identity": *way.age.dangerous_to_text(),
                "auth_verify_key": hex(way.auth.verify_key().0),
                "tag": hex(tag.mac),
            })
        })
        .collect();
    let keys = seed.derive_keys();
    let file = pinned(
        "vault",
        json!({
            "team": team.to_string(),
            "member": member.to_string(),
            "n": vault.n,
            "passphrase": "six words that only vectors use",
            "salt": hex([7_u8; 16]),
            "cost": { "m_kib": Cost::PASSPHRASE.m_kib, "t": Cost::PASSPHRASE.t },
            "prf_output": hex([8_u8; 32]),
            "unlocks": unlocks,
            "member_age_identity": *keys.age.dangerous_to_text(),
            "member_verify_key": hex(keys.sign.verify_key().0),
            "content": content(&sealed.file, &ways[0].1.age),
            "file": hex(&sealed.file),
        }),
    );
    let tags = file["unlocks"].as_array().expect("a list").iter().map(|it| Tag {
        unlock: unhex(&it["id"]).try_into().expect("16 bytes"),
        mac: unhex(&it["tag"]).try_into().expect("32 bytes"),
    });
    let committed = SealedVault { n: 9, file: unhex(&file["file"]), tags: tags.collect() };
    for (id, (_, way)) in (1u8..).zip(&ways) {
        let opened = Vault::open(&committed, team, member, [id; 16], way).expect("every way opens it");
        assert_eq!(opened.seed().derive_keys().sign.verify_key(), keys.sign.verify_key());
        assert_eq!(opened.unlocks.len(), 2);
    }
}
