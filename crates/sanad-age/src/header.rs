//! The textual header: version line, stanzas, MAC (C2SP age, "Header").

use crate::{
    Error,
    encoding::{base64_decode, base64_encode},
};

/// Longest header that is read, in bytes. A post-quantum stanza takes about 1.6 kB.
pub const MAX_HEADER: usize = 128 * 1024;

const VERSION_LINE: &[u8] = b"age-encryption.org/v1\n";
const COLUMNS: usize = 64;

/// One recipient's share of the file key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Stanza {
    /// Type first, then its arguments.
    pub(crate) args: Vec<String>,
    pub(crate) body: Vec<u8>,
}

/// A parsed header and the bytes that its MAC covers.
#[derive(Debug)]
pub(crate) struct Header {
    pub(crate) stanzas: Vec<Stanza>,
    pub(crate) mac: [u8; 32],
    /// Length of what the MAC covers: everything up to and including `---`.
    pub(crate) covered: usize,
    /// Length of the whole header; the payload's nonce follows.
    pub(crate) len: usize,
}

/// Writes everything that the MAC covers, that is up to and including `---`.
pub(crate) fn write_covered(stanzas: &[Stanza]) -> Vec<u8> {
    let mut out = VERSION_LINE.to_vec();
    for stanza in stanzas {
        out.extend_from_slice(b"->");
        for arg in &stanza.args {
            out.push(b' ');
            out.extend_from_slice(arg.as_bytes());
        }
        out.push(b'\n');
        let body = base64_encode(&stanza.body);
        for line in body.as_bytes().chunks(COLUMNS) {
            out.extend_from_slice(line);
            out.push(b'\n');
        }
        // A stanza ends with a short line: an empty one where the last is full.
        if body.len().is_multiple_of(COLUMNS) {
            out.push(b'\n');
        }
    }
    out.extend_from_slice(b"---");
    out
}

/// Writes the last line after what [`write_covered`] gave.
pub(crate) fn write_mac(out: &mut Vec<u8>, mac: &[u8; 32]) {
    out.push(b' ');
    out.extend_from_slice(base64_encode(mac).as_bytes());
    out.push(b'\n');
}

/// What a look at the first bytes of a stream gives.
#[derive(Debug)]
pub(crate) enum Parsed {
    /// Not all of the header is there yet.
    More,
    Done(Header),
}

/// Parses as much as is there. An incomplete header is an error only once it is wrong or too long.
pub(crate) fn parse(bytes: &[u8]) -> Result<Parsed, Error> {
    let mut lines = Lines { bytes, at: 0 };
    let Some(version) = lines.next()? else {
        // A stream that does not even begin like age is refused at once.
        return if VERSION_LINE.starts_with(bytes) { Ok(Parsed::More) } else { Err(Error::Header) };
    };
    if version != &VERSION_LINE[..VERSION_LINE.len() - 1] {
        return Err(Error::Header);
    }
    let mut stanzas = Vec::new();
    loop {
        let start = lines.at;
        let Some(line) = lines.next()? else { return Ok(Parsed::More) };
        if let Some(mac) = line.strip_prefix(b"--- ") {
            let mac = base64_decode(mac).and_then(|mac| mac.try_into().ok()).ok_or(Error::Header)?;
            if stanzas.is_empty() {
                return Err(Error::Header);
            }
            return Ok(Parsed::Done(Header { stanzas, mac, covered: start + 3, len: lines.at }));
        }
        let args = arguments(line)?;
        let Some(body) = body(&mut lines)? else { return Ok(Parsed::More) };
        stanzas.push(Stanza { args, body });
    }
}

fn arguments(line: &[u8]) -> Result<Vec<String>, Error> {
    let line = line.strip_prefix(b"-> ").ok_or(Error::Header)?;
    line.split(|byte| *byte == b' ')
        .map(|arg| {
            if arg.is_empty() || !arg.iter().all(u8::is_ascii_graphic) {
                return Err(Error::Header);
            }
            String::from_utf8(arg.to_vec()).map_err(|_| Error::Header)
        })
        .collect()
}

fn body(lines: &mut Lines<'_>) -> Result<Option<Vec<u8>>, Error> {
    let mut text = Vec::new();
    loop {
        let Some(line) = lines.next()? else { return Ok(None) };
        if line.len() > COLUMNS {
            return Err(Error::Header);
        }
        text.extend_from_slice(line);
        if line.len() < COLUMNS {
            return base64_decode(&text).map(Some).ok_or(Error::Header);
        }
    }
}

struct Lines<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Lines<'a> {
    /// The next line without its line feed; `None` where it is not complete yet.
    fn next(&mut self) -> Result<Option<&'a [u8]>, Error> {
        let rest = &self.bytes[self.at..];
        let Some(len) = rest.iter().position(|byte| *byte == b'\n') else {
            return if self.bytes.len() > MAX_HEADER { Err(Error::Header) } else { Ok(None) };
        };
        self.at += len + 1;
        if self.at > MAX_HEADER {
            return Err(Error::Header);
        }
        Ok(Some(&rest[..len]))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn stanza() -> impl Strategy<Value = Stanza> {
        (prop::collection::vec("[!-~]{1,20}", 1..4), prop::collection::vec(any::<u8>(), 0..200))
            .prop_map(|(args, body)| Stanza { args, body })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read(stanzas in prop::collection::vec(stanza(), 1..5), mac: [u8; 32]) {
            let mut bytes = write_covered(&stanzas);
            let covered = bytes.len();
            write_mac(&mut bytes, &mac);
            let len = bytes.len();
            bytes.extend_from_slice(b"payload\n");
            let Ok(Parsed::Done(header)) = parse(&bytes) else { return Err(TestCaseError::fail("not parsed")) };
            prop_assert_eq!((header.stanzas, header.mac, header.covered, header.len), (stanzas, mac, covered, len));
            for cut in 0..len {
                prop_assert!(matches!(parse(&bytes[..cut]), Ok(Parsed::More)), "cut at {}", cut);
            }
        }

        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            let mut text = VERSION_LINE.to_vec();
            text.extend_from_slice(&bytes);
            let _ = parse(&bytes);
            let _ = parse(&text);
        }
    }
}
