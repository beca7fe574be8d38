//! The first entries of a case.

use sanad_crypto::safe::{
    blob::{FileOpener, FileSealer},
    entry::{Draft, Header, Held, Opens, Saw, open},
    epoch::{EpochSeed, case_id},
    grant::{self, Place},
    receipt::person_id,
    sha256, sign,
    succession::{Succession, first_of},
};
use sanad_domain::{
    Author, CaseId, EntryId, Lane, TeamId,
    case::{Body, Consent, Decision},
    report::Report,
};
use serde_json::{Value, json};

use crate::{content, hex, identity, pinned, rng, signer, unhex};

const TEAM: TeamId = TeamId([1; 16]);

/// An entry as a stranger needs it to check it with standard tools.
fn shown(header: &Header, sealed: &[u8], epoch: &EpochSeed) -> Value {
    let fields = minicbor::to_vec(&header.fields).expect("memory");
    json!({
        "header": hex(header.bytes()),
        "fields": hex(&fields),
        "signed_bytes": hex(sign::message("sanad/header/v1", &fields)),
        "verify_key": hex(header.fields.key.0),
        "entry_hash": hex(header.entry_hash()),
        "content": content(sealed, &epoch.identity()),
        "sealed": hex(sealed),
    })
}

#[test]
fn entries() {
    let (key, holder) = (signer(3), identity(5));
    let author = Author::person(person_id(&key.verify_key()));
    let epoch = EpochSeed::generate(&mut rng(1));
    let recipient = epoch.recipient();
    let case = case_id(TEAM, &key.verify_key(), &recipient, &[4; 16]);
    let place = Place::Lane { case, lane: Lane::Shared, epoch: 0 };
    let granted = grant::seal(TEAM, place, &epoch, &holder.recipient(), &key, &mut rng(2)).expect("a grant");
    let held = Held { recipient: Some(holder.recipient().to_bytes()), ..granted.1 };
    let draft = Draft {
        team: TEAM,
        case,
        lane: Lane::Shared,
        n: 0,
        prev: [0; 32],
        epoch: 0,
        entry: EntryId([6; 16]),
        author,
        at: 1_800_000_059,
        saw: None,
        body: Body::Report(Report::of_text("يهددني بنشر صوري")),
        blobs: vec![],
        opens: Some((Opens { epoch: 0, recipient: recipient.to_bytes() }, vec![held.clone()])),
        case_nonce: Some([4; 16]),
        beginning: None,
        successions: vec![],
    };
    let (first, first_sealed) = draft.clone().seal(&recipient, &key, &mut rng(3)).expect("an entry");
    let body = Body::Consent(Consent {
        purpose: "refer_to_police".into(),
        decision: Decision::Given,
        recipient: None,
    });
    let second = Draft {
        n: 1,
        prev: first.entry_hash(),
        entry: EntryId([7; 16]),
        at: 1_800_000_600,
        saw: Some(Saw { size: 70_000, root: [9; 32] }),
        body: body.clone(),
        opens: None,
        case_nonce: None,
        ..draft
    };
    let (second, second_sealed) = second.seal(&recipient, &key, &mut rng(4)).expect("an entry");
    let file = pinned(
        "entry",
        json!({
            "team": TEAM.to_string(),
            "case": case.to_string(),
            "case_nonce": hex([4_u8; 16]),
            "first_recipient": recipient.to_string(),
            "epoch_identity": *epoch.identity().dangerous_to_text(),
            "entries": [shown(&first, &first_sealed, &epoch), shown(&second, &second_sealed, &epoch)],
        }),
    );
    let read = |at: usize| {
        let it = &file["entries"][at];
        let header = Header::parse(&unhex(&it["header"])).expect("a signed header");
        assert_eq!(hex(sha256(header.bytes())), it["entry_hash"]);
        let opened = open(&header, &unhex(&it["sealed"]), &[epoch.identity()]).expect("it opens");
        (header, opened)
    };
    let (header, envelope) = read(0);
    assert_eq!(header.fields.at, 1_800_000_000, "rounded down to the minute");
    assert_eq!(envelope.body, Ok(Body::Report(Report::of_text("يهددني بنشر صوري"))));
    assert_eq!(envelope.holders, [held]);
    let (header, envelope) = read(1);
    assert_eq!((header.fields.prev, envelope.seen), (first.entry_hash(), first.entry_hash()));
    assert_eq!(envelope.body, Ok(body));
}

#[test]
fn succession() {
    let case = CaseId([2; 16]);
    let (first, second, third) = (signer(3), signer(4), signer(5));
    let walk = [Succession::sign(TEAM, case, &first, &second), Succession::sign(TEAM, case, &second, &third)];
    let bytes = minicbor::to_vec(&walk[0]).expect("memory");
    // By Python: the transcript of docs/formats/README.md and Ed25519 of `cryptography`.
    assert_eq!(hex(sha256(&bytes)), "80405d3500c0fd839380a2841613ada906ff6e04f83313d8412f3b6ae51bbf36");
    let file = pinned(
        "succession",
        json!({
            "team": TEAM.to_string(),
            "case": case.to_string(),
            "first": hex(first.verify_key().0),
            "last": hex(third.verify_key().0),
            "walk": walk.iter().map(|it| hex(minicbor::to_vec(it).expect("memory"))).collect::<Vec<_>>(),
        }),
    );
    let list = file["walk"].as_array().expect("a list");
    let committed: Vec<Succession> =
        list.iter().map(|it| minicbor::decode(&unhex(it)).expect("a succession")).collect();
    assert_eq!(first_of(TEAM, case, &committed, third.verify_key()), Ok(first.verify_key()));
    assert!(first_of(TEAM, CaseId([9; 16]), &committed, third.verify_key()).is_err());
}

#[test]
fn blob() {
    let plain: Vec<u8> = (0..3000).map(|at| (at * 7) as u8).collect();
    let mut sealer = FileSealer::start(3000, &mut rng(6)).expect("a small file");
    let mut sealed = sealer.push(&plain).expect("as announced");
    let (rest, done) = sealer.finish().expect("all of it came");
    sealed.extend(rest);
    let attachment = done.attachment("voice.ogg", "audio/ogg");
    let file = pinned(
        "blob",
        json!({
            "plain": "byte i is 7 * i modulo 256, 3000 bytes",
            "plain_sha256": hex(attachment.plain_sha256),
            "id": attachment.id.to_string(),
            "seed": hex(attachment.seed),
            "attachment": hex(minicbor::to_vec(&attachment).expect("memory")),
            "in_header": hex(minicbor::to_vec(&done.sealed).expect("memory")),
            "sealed": hex(&sealed),
        }),
    );
    let committed = unhex(&file["sealed"]);
    assert_eq!(sha256(&committed), done.sealed.sha256);
    let mut opener = FileOpener::start(&attachment, &done.sealed).expect("one file");
    let mut opened = opener.push(&committed).expect("sealed bytes").to_vec();
    opened.extend(opener.finish().expect("the whole of it").iter());
    assert_eq!(opened, plain);
}
