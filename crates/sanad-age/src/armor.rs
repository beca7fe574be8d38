//! ASCII armor: the strict PEM subset of C2SP age ("ASCII armor"; RFC 7468 §3, strict).

use base64ct::{Base64, Encoding as _};

use crate::Error;

const BEGIN: &str = "-----BEGIN AGE ENCRYPTED FILE-----";
const END: &str = "-----END AGE ENCRYPTED FILE-----";
const COLUMNS: usize = 64;

/// A sealed file as text that survives a messenger or a printer.
pub fn armor(sealed: &[u8]) -> String {
    let encoded = Base64::encode_string(sealed);
    let mut out = String::with_capacity(encoded.len() + encoded.len() / COLUMNS + 80);
    out.push_str(BEGIN);
    out.push('\n');
    let mut rest = encoded.as_str();
    while !rest.is_empty() {
        let (line, more) = rest.split_at(rest.len().min(COLUMNS));
        out.push_str(line);
        out.push('\n');
        rest = more;
    }
    out.push_str(END);
    out.push('\n');
    out
}

/// The sealed file inside an armored one. White space around the armor is allowed, inside it is not.
pub fn dearmor(text: &[u8]) -> Result<Vec<u8>, Error> {
    let text = std::str::from_utf8(text).map_err(|_| Error::Armor)?;
    let text = text.trim_matches([' ', '\t', '\r', '\n']);
    let mut lines = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    if lines.next() != Some(BEGIN) {
        return Err(Error::Armor);
    }
    let mut encoded = String::with_capacity(text.len());
    let mut ended = false;
    for line in lines {
        if line == END {
            ended = true;
            break;
        }
        // Only the last line may be short, and padding ends the data: what was read before must be full.
        if line.is_empty() || line.len() > COLUMNS || !encoded.len().is_multiple_of(COLUMNS) {
            return Err(Error::Armor);
        }
        encoded.push_str(line);
    }
    // After END nothing may follow; what stood around the armor was trimmed.
    if !ended || !text.ends_with(END) || text.matches(END).count() != 1 {
        return Err(Error::Armor);
    }
    Base64::decode_vec(&encoded).map_err(|_| Error::Armor)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn armor_comes_off_again(bytes in prop::collection::vec(any::<u8>(), 0..500)) {
            prop_assert_eq!(dearmor(armor(&bytes).as_bytes()), Ok(bytes));
        }

        #[test]
        fn no_text_panics(text in "(?s).{0,300}") {
            let _ = dearmor(text.as_bytes());
        }
    }
}
