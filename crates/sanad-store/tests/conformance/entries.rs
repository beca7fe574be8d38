//! Works from requests, and entries of the person that are made by hand, so that any part can be wrong.

use rand_chacha::ChaCha20Rng;
use sanad_crypto::safe::{
    Hash,
    entry::{Beginning, Draft, Header, HeaderFields},
    epoch,
    routing::Routing,
    sign::SigningKey,
};
use sanad_domain::{
    Author, EntryId, Lane,
    case::{Body, Destroy, Message},
};
use sanad_protocol::case::Append;
use sanad_store::commit::{By, NewCase, NewEntry, NewGrant, NewReceipt};
use sanad_testkit::team::{Told, draw};

/// The work of an append, as the server makes it.
pub(crate) fn new_entry(append: &Append, by: By) -> NewEntry {
    let routing = append.routing.as_ref().map(|bytes| {
        let routing = Routing::open(bytes).expect("signed routing");
        (bytes.to_vec(), routing)
    });
    let grants = append.grants.iter().map(|it| NewGrant {
        epoch: it.epoch,
        holder: it.holder,
        sealed: it.sealed.to_vec(),
    });
    NewEntry {
        header: Header::parse(&append.header).expect("a signed header"),
        sealed: append.sealed.to_vec(),
        grants: grants.collect(),
        routing,
        summary: append.summary.as_ref().map(|it| (it.generation, it.sealed.to_vec())),
        by,
        rekey: None,
    }
}

/// The work of a report, as the server makes it.
pub(crate) fn new_case(told: &Told) -> NewCase {
    let request = &told.prepared.request;
    NewCase {
        first: new_entry(&request.first, By::Person(told.prepared.case)),
        receipt: NewReceipt {
            lookup: told.lookup,
            kdf_salt: request.kdf.salt.to_vec(),
            kdf_m_kib: request.kdf.cost.m_kib,
            kdf_t: request.kdf.cost.t,
            auth_key: request.auth_key.0,
        },
        claimed: request.claimed,
        alert: request.alert,
        minor: request.minor,
        quarantined: false,
        session: None,
    }
}

/// The signed header of the report.
pub(crate) fn first_header(told: &Told) -> Header {
    Header::parse(&told.prepared.request.first.header).expect("a signed header")
}

/// The same work under another header of the same author.
pub(crate) fn signed_again(told: &Told, fields: HeaderFields) -> NewCase {
    let mut new = new_case(told);
    new.first.header = Header::sign(fields, &told.keys.sign);
    new
}

/// A message of hers that continues a head, right in every part.
pub(crate) fn message(told: &Told, head: (u64, Hash), rng: &mut ChaCha20Rng) -> Draft {
    let first = first_header(told).fields;
    Draft {
        team: first.team,
        case: first.case,
        lane: Lane::Shared,
        n: head.0 + 1,
        prev: head.1,
        epoch: 0,
        entry: EntryId(draw(rng)),
        author: Author::person(told.keys.person_id()),
        at: first.at,
        saw: first.saw,
        body: Body::Message(Message::of_text("he wrote again")),
        blobs: vec![],
        opens: None,
        case_nonce: None,
        beginning: None,
        successions: vec![],
    }
}

/// Her last entry.
pub(crate) fn destruction(told: &Told, head: (u64, Hash), rng: &mut ChaCha20Rng) -> Draft {
    let first = first_header(told).fields;
    let nonce = first.case_nonce.expect("a first entry has a nonce");
    let beginning = Beginning {
        nonce: nonce.try_into().expect("16 bytes"),
        recipient: first.opens.expect("a first entry opens").recipient,
    };
    let body = Body::Destroy(Destroy { reason: "person".into() });
    Draft { body, beginning: Some(beginning), ..message(told, head, rng) }
}

/// Seals a draft to the case's first recipient and signs it with a key, asked for by somebody.
pub(crate) fn seal(told: &Told, draft: Draft, key: &SigningKey, by: By, rng: &mut ChaCha20Rng) -> NewEntry {
    let opens = first_header(told).fields.opens.expect("a first entry opens");
    let recipient = epoch::recipient(&opens.recipient).expect("a recipient");
    let (header, sealed) = draft.seal(&recipient, key, rng).expect("sealed");
    NewEntry { header, sealed, grants: vec![], routing: None, summary: None, by, rekey: None }
}

/// A draft of hers, signed and asked for by herself.
pub(crate) fn by_her(told: &Told, draft: Draft, rng: &mut ChaCha20Rng) -> NewEntry {
    seal(told, draft, &told.keys.sign, By::Person(told.prepared.case), rng)
}
