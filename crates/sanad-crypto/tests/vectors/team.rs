//! A team's chain from its first statement to a renewed card.

use std::collections::BTreeMap;

use sanad_crypto::safe::{
    sha256,
    sign::SigningKey,
    team::{Card, Draft, RecoverySheet, Statement, SystemKey, Team, TeamKey, member_id, team_id},
};
use sanad_domain::{MemberId, Role};
use serde_json::json;

use crate::{hex, identity, pinned, signer, unhex};

fn card(member: MemberId, key: &SigningKey, recipient: u8, role: Role) -> Statement {
    let recipient = identity(recipient).recipient().to_bytes();
    Statement::Card(Card { member, role, recipient, verify_key: key.verify_key(), triage: true })
}

#[test]
fn chain() {
    let (root, amal, nadia, renewed) = (signer(1), signer(2), signer(3), signer(4));
    let id = team_id(&root.verify_key());
    let [amal_id, nadia_id] = [&amal, &nadia].map(|it| member_id(&it.verify_key()));
    let text = |lang: &str, name: &str| (lang.to_owned(), name.to_owned());
    let names: BTreeMap<_, _> = [text("ar", "فريق"), text("en", "Team")].into();
    let key = TeamKey {
        name: "intake".into(),
        generation: 0,
        recipient: identity(9).recipient().to_bytes(),
        not_after: 1_802_592_000,
    };
    let system = SystemKey { verify_key: signer(7).verify_key(), log_key: signer(8).verify_key() };
    let said: [(Statement, &[&SigningKey]); 7] = [
        (Statement::Found { root: root.verify_key(), salt: [2; 16], names: names.clone() }, &[&root]),
        (Statement::System(system.clone()), &[&root]),
        (card(amal_id, &amal, 2, Role::Coordinator), &[&root]),
        (card(nadia_id, &nadia, 3, Role::Caseworker), &[&amal]),
        (Statement::TeamKey(key), &[&amal]),
        (card(nadia_id, &renewed, 4, Role::Caseworker), &[&nadia]),
        (Statement::Revoke { member: amal_id }, &[&root, &amal]),
    ];
    let (mut prev, mut statements) = ([0; 32], vec![]);
    for ((statement, by), n) in said.into_iter().zip(0..) {
        let bytes = Draft { team: id, n, prev, at: 1_800_000_000, statement }.sign(by);
        prev = sha256(&bytes);
        statements.push(json!({ "statement": hex(&bytes), "hash": hex(prev) }));
    }
    // By Python: CBOR by hand, Ed25519 of `cryptography`, X-Wing over its ML-KEM-768 and X25519.
    assert_eq!(id.to_string(), "team_d274d82d3c9db7212b99e1078a193607");
    assert_eq!(hex(prev), "e06b2526b8759bc1589ebcf6378765867071540d17d39bf13c83b9f1cf0dd7b8");
    let sheet = RecoverySheet::derive(&[5; 32]);
    let file = pinned(
        "team",
        json!({
            "team": id.to_string(),
            "members": [amal_id.to_string(), nadia_id.to_string()],
            "statements": statements,
            "recovery": {
                "seed": hex([5_u8; 32]),
                "root": hex(sheet.root.verify_key().0),
                "age_identity": *sheet.age.dangerous_to_text(),
            },
        }),
    );
    let list = file["statements"].as_array().expect("a list");
    let committed: Vec<Vec<u8>> = list.iter().map(|it| unhex(&it["statement"])).collect();
    let team = Team::read(committed.iter().map(Vec::as_slice).zip(0..)).expect("the chain");
    assert_eq!((team.id, team.head, &team.names), (id, (6, prev), &names));
    assert_eq!((team.live(amal_id), team.system.as_ref()), (None, Some(&system)));
    assert_eq!(team.live(nadia_id).map(|it| it.verify_key), Some(renewed.verify_key()));
    assert_eq!(team.role_at(nadia_id, &nadia.verify_key(), 4), Some(Role::Caseworker));
    assert_eq!(team.role_at(nadia_id, &nadia.verify_key(), 6), None);
}
