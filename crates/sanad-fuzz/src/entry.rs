//! Entries: the header that everybody sees, the envelope that holders open.

use std::sync::LazyLock;

use rand_chacha::ChaCha20Rng;
use sanad_age::HybridIdentity;
use sanad_crypto::safe::{
    Refused,
    entry::{BlobRef, Draft, Header, HeaderFields, Held, MAX_HEADER, MAX_SEALED, Opens, Saw, open},
    epoch::Holder,
    sha256,
    sign::SigningKey,
};
use sanad_domain::{
    Author, AuthorClass, BlobId, CaseId, EntryId, Lane, TeamId,
    case::{Body, Destroy, Message, Note, Opening},
};

use crate::input::{Input, damaged, seeded};

const NS: &str = "sanad/entry/v1";

/// Key of the author of everything here: 32 bytes of 3.
static KEY: LazyLock<SigningKey> = LazyLock::new(|| SigningKey::from_bytes(&[3; 32]));
/// What is sealed here opens with this: 32 bytes of 5.
static LANE: LazyLock<HybridIdentity> = LazyLock::new(|| HybridIdentity::from_seed([5; 32]));

/// Headers as they come, and whatever fields can be read, signed by a key of ours: what is signed is what is read.
pub fn entry_header(data: &[u8]) {
    if let Ok(header) = Header::parse(data) {
        assert_eq!(header.bytes(), data);
        assert_eq!(header.entry_hash(), sha256(data));
    }
    let Ok(mut fields) = minicbor::decode::<HeaderFields>(data) else { return };
    fields.key = KEY.verify_key();
    let signed = Header::sign(fields, &KEY);
    match Header::parse(signed.bytes()) {
        Ok(header) => assert_eq!(header, signed),
        // Another namespace: a newer version of ours, or not ours at all.
        Err(Refused::Newer | Refused::Swapped) => assert_ne!(signed.fields.ns, NS),
        Err(Refused::Malformed) => assert!(signed.bytes().len() > MAX_HEADER),
        Err(error) => panic!("a header of ours: {error}"),
    }
    for at in (0..signed.bytes().len()).step_by(41) {
        assert!(Header::parse(&damaged(signed.bytes(), at, data[0])).is_err(), "byte {at}");
    }
}

fn body(input: &mut Input<'_>) -> Body {
    match input.byte() % 4 {
        0 => Body::Note(Note { text: input.text(4000) }),
        1 => Body::Opening(Opening { reason: input.text(40) }),
        2 => Body::Destroy(Destroy { reason: input.text(40) }),
        _ => Body::Message(Message::of_text(input.text(4000))),
    }
}

/// An author of any class.
pub(crate) fn author(input: &mut Input<'_>) -> Author {
    let class = match input.byte() % 4 {
        0 => AuthorClass::Person,
        1 => AuthorClass::Member,
        2 => AuthorClass::Channel,
        _ => AuthorClass::System,
    };
    Author { class, id: [input.byte(); 16] }
}

fn draft(input: &mut Input<'_>, rng: &mut ChaCha20Rng) -> Draft {
    let flags = input.byte();
    let opens = (flags & 1 != 0).then(|| {
        let opens = Opens { epoch: u32::from(input.byte()), recipient: LANE.recipient().to_bytes() };
        let held = (0..input.byte() % 4).map(|_| Held {
            epoch: u32::from(input.byte()),
            holder: Holder(input.array()),
            grant: [input.byte(); 32],
            recipient: input
                .byte()
                .is_multiple_of(2)
                .then(|| HybridIdentity::generate(rng).recipient().to_bytes()),
        });
        (opens, held.collect())
    });
    let blobs = (0..input.byte() % 3).map(|_| BlobRef {
        id: BlobId(input.array()),
        sha256: [input.byte(); 32],
        len: input.long(),
        head_sha256: [input.byte(); 32],
    });
    Draft {
        blobs: blobs.collect(),
        team: TeamId(input.array()),
        case: CaseId([input.byte(); 16]),
        lane: Lane::ALL[usize::from(input.byte() % 3)],
        n: input.long(),
        prev: [input.byte(); 32],
        epoch: u32::from(input.byte()),
        entry: EntryId([input.byte(); 16]),
        author: author(input),
        at: input.long(),
        saw: (flags & 2 != 0).then(|| Saw { size: input.long(), root: [input.byte(); 32] }),
        body: body(input),
        opens,
        case_nonce: (flags & 4 != 0).then(|| input.array()),
        beginning: None,
        successions: vec![],
    }
}

/// One shared field of the header becomes another.
fn elsewhere(fields: &HeaderFields, which: u8) -> HeaderFields {
    let mut it = fields.clone();
    match which % 8 {
        0 => it.team.0[0] ^= 1,
        1 => it.case.0[15] ^= 0x80,
        2 => it.lane = if it.lane == Lane::Team { Lane::Shared } else { Lane::Team },
        3 => it.epoch ^= 1,
        4 => it.entry.0[7] ^= 4,
        5 => it.author.id[3] ^= 2,
        6 => it.at ^= 1,
        _ => it.destroys = if it.destroys.is_some() { None } else { Some(true) },
    }
    it
}

/// Even: bytes of the fuzzer under our seal. Odd: an entry of ours, opened in its place and in no other.
pub fn envelope(data: &[u8]) {
    let mut input = Input::new(data);
    let mode = input.byte();
    let mut rng = seeded(9);
    let recipient = LANE.recipient();
    let identity = std::slice::from_ref(&*LANE);
    if mode.is_multiple_of(2) {
        let plain = input.rest();
        let sealed = sanad_age::seal(&[recipient.into()], plain, &mut rng).expect("one recipient");
        let mut made = Input::new(&[]);
        let (like, _) = draft(&mut made, &mut rng).seal(&LANE.recipient(), &KEY, &mut rng).expect("an entry");
        let mut fields = like.fields;
        (fields.sealed_sha256, fields.sealed_len) = (sha256(&sealed), sealed.len() as u64);
        let header = Header::sign(fields, &KEY);
        if let Ok(envelope) = open(&header, &sealed, identity) {
            assert!(plain.len() >= 2048, "nothing sealed is shorter than the floor");
            assert!(envelope.holders.is_empty(), "it opens nothing");
        }
        return;
    }
    let (which, at, bit) = (input.byte(), input.short(), input.byte());
    let draft = draft(&mut input, &mut rng);
    let (header, sealed) = match draft.clone().seal(&recipient, &KEY, &mut rng) {
        Ok(made) => made,
        Err(error) => panic!("{MAX_SEALED} bytes are not reached: {error}"),
    };
    assert_eq!(Header::parse(header.bytes()).as_ref(), Ok(&header));
    let (opens, holders) = draft.opens.clone().map_or((None, vec![]), |(opens, held)| (Some(opens), held));
    let fits = opens.as_ref().is_none_or(|it| {
        holders.iter().map(|held| held.epoch).max().is_some_and(|newest| newest == it.epoch)
    });
    let envelope = match open(&header, &sealed, identity) {
        Ok(envelope) => envelope,
        Err(error) => {
            assert_eq!((error, fits), (Refused::Swapped, false));
            return;
        }
    };
    assert!(fits, "the newest epoch that it grants is the one that it opens");
    assert_eq!((envelope.seen, envelope.body, envelope.holders), (draft.prev, Ok(draft.body), holders));
    assert_eq!((header.fields.opens.as_ref(), header.fields.at % 60), (opens.as_ref(), 0));
    let moved = Header::sign(elsewhere(&header.fields, which), &KEY);
    assert_eq!(open(&moved, &sealed, identity), Err(Refused::Swapped), "another place ({})", which % 8);
    // Another member's header over the same bytes: the inner signature names the true author.
    let thief = SigningKey::from_bytes(&[4; 32]);
    let mut fields = header.fields.clone();
    fields.key = thief.verify_key();
    assert_eq!(open(&Header::sign(fields, &thief), &sealed, identity), Err(Refused::Swapped));
    assert_eq!(open(&header, &damaged(&sealed, at, bit), identity), Err(Refused::Swapped));
    let stranger = HybridIdentity::from_seed([0xee; 32]);
    assert_eq!(open(&header, &sealed, &[stranger]), Err(Refused::Unopenable));
}
