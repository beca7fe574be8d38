//! Files in pieces: sealed by anybody, and by us.

use rand_chacha::rand_core::Rng as _;
use sanad_crypto::safe::{
    Refused,
    blob::{FileOpener, FileSealer},
    entry::BlobRef,
    epoch::EpochSeed,
    sha256,
};
use sanad_domain::{BlobId, case::Attachment};

use crate::input::{Input, damaged, seeded};

/// Padmé with its floor (docs/formats/README.md), written again.
fn padded(len: u64) -> u64 {
    let len = len.max(2048);
    let exponent = len.ilog2();
    let unit = 1u64 << (exponent - (exponent.ilog2() + 1));
    len.div_ceil(unit) * unit
}

/// Opens in two ways: in pieces of `cut` bytes and at once. Both give the same file, or none.
fn opened(attachment: &Attachment, named: &BlobRef, bytes: &[u8], cut: usize) -> Option<Vec<u8>> {
    let [in_pieces, whole] = [cut.max(1), bytes.len().max(1)].map(|piece| {
        let mut opener = FileOpener::start(attachment, named)?;
        let mut plain = vec![];
        for it in bytes.chunks(piece) {
            plain.extend_from_slice(&opener.push(it)?);
        }
        plain.extend_from_slice(&opener.finish()?);
        Ok::<_, Refused>(plain)
    });
    assert_eq!(in_pieces.as_ref().ok(), whole.as_ref().ok(), "pieces of {cut} bytes");
    whole.ok()
}

fn attached(seed: [u8; 32], plain_len: u64, plain_sha256: [u8; 32]) -> Attachment {
    let (name, media_type) = (String::new(), String::new());
    Attachment { id: BlobId([7; 16]), seed, plain_len, plain_sha256, name, media_type }
}

fn named(bytes: &[u8]) -> BlobRef {
    BlobRef { id: BlobId([7; 16]), sha256: sha256(bytes), len: bytes.len() as u64, head_sha256: [0; 32] }
}

/// By the first byte: sealed bytes and key of the fuzzer, content of the fuzzer under our seal, or a file of
/// ours.
pub fn blob(data: &[u8]) {
    let mut input = Input::new(data);
    match input.byte() % 3 {
        0 => {
            let (cut, seed) = (input.short(), input.array());
            let attachment = attached(seed, input.long(), input.array());
            let bytes = input.rest();
            let Some(plain) = opened(&attachment, &named(bytes), bytes, cut) else { return };
            assert_eq!(plain.len() as u64, attachment.plain_len);
            assert_eq!(sha256(&plain), attachment.plain_sha256);
        }
        1 => content(&mut input),
        _ => ours(&mut input),
    }
}

/// Whoever has the key may seal anything: it opens only where the file is followed by zeros alone.
fn content(input: &mut Input<'_>) {
    let (cut, plain_len, mut zeros) = (input.short(), input.short(), input.short() % 8192);
    let mut content = input.rest().to_vec();
    zeros = zeros.min(16_384usize.saturating_sub(content.len()));
    content.resize(content.len() + zeros, 0);
    let mut seed = [0; 32];
    seeded(9).fill_bytes(&mut seed);
    // The same bytes in the same order: the key that this seed gives.
    let recipient = EpochSeed::generate(&mut seeded(9)).recipient();
    let bytes = sanad_age::seal(&[recipient.into()], &content, &mut seeded(10)).expect("one recipient");
    let file = &content[..plain_len.min(content.len())];
    let attachment = attached(seed, plain_len as u64, sha256(file));
    let fits = file.len() == plain_len
        && bytes.len() as u64 >= padded(plain_len as u64)
        && content[file.len()..].iter().all(|it| *it == 0);
    let plain = opened(&attachment, &named(&bytes), &bytes, cut);
    assert_eq!(plain.as_deref(), fits.then_some(file));
}

/// What is sealed in pieces comes back from other pieces, and a change anywhere is noticed.
fn ours(input: &mut Input<'_>) {
    let (cut_in, cut_out) = (input.short() % 9000 + 61, input.short() % 9000 + 61);
    let (at, bit, mut rng) = (input.long(), input.byte(), input.rng());
    let repeat = usize::from(input.byte() % 8) + 1;
    let plain = input.rest().repeat(repeat);
    let mut sealer = FileSealer::start(plain.len() as u64, &mut rng).expect("a small file");
    let announced = sealer.sealed_len();
    let mut bytes = vec![];
    for it in plain.chunks(cut_in) {
        bytes.extend(sealer.push(it).expect("no more than announced"));
    }
    let (rest, file) = sealer.finish().expect("all that was announced");
    bytes.extend(rest);
    assert_eq!((bytes.len() as u64, file.sealed.len), (announced, announced));
    assert_eq!(file.sealed.sha256, sha256(&bytes));
    let attachment = file.attachment("", "");
    assert_eq!(opened(&attachment, &file.sealed, &bytes, cut_out).as_ref(), Some(&plain));

    let at = usize::try_from(at % announced).expect("a file in memory");
    assert_eq!(opened(&attachment, &file.sealed, &damaged(&bytes, at, bit), cut_out), None);
    assert_eq!(opened(&attachment, &file.sealed, &bytes[..at], cut_out), None, "a part is not the whole");
    let longer = [&bytes[..], &[bit]].concat();
    assert_eq!(opened(&attachment, &file.sealed, &longer, cut_out), None);
    let other = Attachment { plain_len: attachment.plain_len + 1, ..attachment.clone() };
    assert_eq!(opened(&other, &file.sealed, &bytes, cut_out), None, "a zero of padding is not hers");
    let other = BlobRef { id: BlobId([7; 16]), ..file.sealed };
    assert_eq!(opened(&attachment, &other, &bytes, cut_out), None, "another file's name");
}
