//! Files: headers, whole files, armor, single chunks.

use std::sync::LazyLock;

use sanad_age::{
    CHUNK, Error, HybridIdentity, Identity, Opener, Payload, Recipient, TAG, X25519Identity, dearmor, open,
    seal, sealed_len,
};

use crate::input::{Input, damaged};

/// The X25519 key of the corpus: 32 bytes of 7.
const CLASSIC_TEXT: &str = "AGE-SECRET-KEY-1QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSWPC8QURSKMP32K";

static HYBRID: LazyLock<HybridIdentity> = LazyLock::new(|| HybridIdentity::from_seed([7; 32]));
static CLASSIC: LazyLock<X25519Identity> =
    LazyLock::new(|| X25519Identity::parse(CLASSIC_TEXT).expect("a key that is written here"));

/// No passphrase among them: a work factor of 22 takes ten seconds.
fn identities() -> Vec<Identity> {
    vec![HYBRID.clone().into(), CLASSIC.clone().into()]
}

fn in_pieces(file: &[u8], cut: usize) -> Result<Vec<u8>, Error> {
    let (first, second) = file.split_at(cut.min(file.len()));
    let (mut opener, mut plain) = (Opener::new(identities()), vec![]);
    opener.push(first, &mut plain)?;
    opener.push(second, &mut plain)?;
    opener.finish(&mut plain)?;
    Ok(plain)
}

/// Two bytes say where a file is cut into two pieces: they give what the whole gives, refusals included.
pub fn age_header(data: &[u8]) {
    let mut input = Input::new(data);
    let cut = input.short();
    let file = input.rest();
    assert_eq!(in_pieces(file, cut), open(&identities(), file), "cut at {cut}");
}

/// Chunk by chunk, as a range read does it.
fn by_chunks(file: &[u8]) -> Result<Vec<u8>, Error> {
    let payload = Payload::open(&identities(), file)?;
    let (mut plain, mut index) = (vec![], 0);
    loop {
        let range = payload.range(index);
        let start = usize::try_from(range.start).expect("a file in memory");
        let end = usize::try_from(range.end).expect("a file in memory");
        if file.len() <= end {
            let last = file.get(start..).ok_or(Error::Payload)?;
            plain.extend(payload.open_last(index, last)?);
            return Ok(plain);
        }
        plain.extend(payload.open_chunk(index, &file[start..end])?);
        index += 1;
    }
}

/// Even: a file of the fuzzer. Odd: a file of ours, opened, damaged and cut.
pub fn age_open(data: &[u8]) {
    let mut input = Input::new(data);
    let mode = input.byte();
    if mode.is_multiple_of(2) {
        let file = input.rest();
        let whole = open(&identities(), file);
        assert_eq!(by_chunks(file).ok(), whole.clone().ok(), "a file read by chunks is the same file");
        if whole.is_ok() {
            assert!(open(&identities(), &file[..file.len() - 1]).is_err(), "a file that is cut off");
            let longer = [file, &[0]].concat();
            assert!(open(&identities(), &longer).is_err(), "a file with more behind it");
        }
        return;
    }
    let (at, bit, mut rng) = (input.short(), input.byte(), input.rng());
    let plain = input.rest();
    let recipients: Vec<Recipient> = match mode / 2 % 3 {
        0 => vec![HYBRID.recipient().into()],
        1 => vec![CLASSIC.recipient().into()],
        _ => vec![HybridIdentity::generate(&mut rng).recipient().into(), HYBRID.recipient().into()],
    };
    let sealed = seal(&recipients, plain, &mut rng).expect("one family of recipients");
    assert_eq!(open(&identities(), &sealed).as_deref(), Ok(plain));
    assert_eq!(by_chunks(&sealed).as_deref(), Ok(plain));
    assert!(open(&identities(), &damaged(&sealed, at, bit)).is_err(), "a changed bit is noticed");
    assert!(open(&identities(), &sealed[..at % sealed.len()]).is_err(), "a part is not the whole");
    let stranger = HybridIdentity::from_seed([0xee; 32]);
    assert_eq!(open(&[stranger.into()], &sealed), Err(Error::NoMatch));
}

/// What is armored comes off again, and what comes off was armored in the one way there is.
pub fn armor(data: &[u8]) {
    assert_eq!(dearmor(sanad_age::armor(data).as_bytes()).as_deref(), Ok(data));
    let Ok(inner) = dearmor(data) else { return };
    let text = std::str::from_utf8(data).expect("armor is text");
    // White space around it and the line endings of other systems are all that may differ.
    let lines = text.trim_matches([' ', '\t', '\r', '\n']).split('\n');
    let plain: String = lines.map(|it| format!("{}\n", it.strip_suffix('\r').unwrap_or(it))).collect();
    assert_eq!(sanad_age::armor(&inner), plain);
}

/// Any chunk of a large file, asked for in any order: the right bytes or a refusal, never others.
pub fn range_reads(data: &[u8]) {
    let mut input = Input::new(data);
    let len = usize::try_from(input.long() % 270_000).expect("a small number");
    let mut rng = input.rng();
    let plain: Vec<u8> = (0..len).map(|at| (at / 251) as u8 ^ at as u8).collect();
    let sealed = seal(&[HYBRID.recipient().into()], &plain, &mut rng).expect("one recipient");
    let payload = Payload::open(&identities(), &sealed[..sealed.len().min(4096)]).expect("the head suffices");
    let begin = usize::try_from(payload.range(0).start).expect("a file in memory");
    assert_eq!((sealed.len() - begin + TAG) as u64, sealed_len(len as u64), "the nonce is as long as a tag");
    let count = len.div_ceil(CHUNK).max(1);
    while !input.is_empty() {
        let (index, from, bit) = (usize::from(input.byte()) % (count + 1), input.byte(), input.byte());
        let chunk = |index: usize| {
            let start = (begin + index * (CHUNK + TAG)).min(sealed.len());
            &sealed[start..(start + CHUNK + TAG).min(sealed.len())]
        };
        let (number, last) = (index as u64, index + 1 == count);
        let expected = plain.get(index * CHUNK..).map(|it| &it[..it.len().min(CHUNK)]).unwrap_or_default();
        let (as_one, as_last) =
            (payload.open_chunk(number, chunk(index)), payload.open_last(number, chunk(index)));
        if index == count {
            assert!(as_one.is_err() && as_last.is_err(), "there is no chunk {index}");
            continue;
        }
        let (right, wrong) = if last { (as_last, as_one) } else { (as_one, as_last) };
        assert_eq!(right.as_deref(), Ok(expected), "chunk {index} of {count}");
        assert_eq!(wrong, Err(Error::Payload), "the last chunk is told by its flag");
        let other = usize::from(from) % count;
        if other != index {
            assert!(payload.open_chunk(number, chunk(other)).is_err(), "chunk {other} in place of {index}");
            assert!(payload.open_last(number, chunk(other)).is_err(), "chunk {other} in place of {index}");
        }
        let changed = damaged(chunk(index), usize::from(from) * 257, bit);
        let opened =
            if last { payload.open_last(number, &changed) } else { payload.open_chunk(number, &changed) };
        assert_eq!(opened, Err(Error::Payload));
    }
}
