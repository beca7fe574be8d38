//! Versions of formats: a newer one is told apart from a broken one, so that words can say *update*
//! (protocol §11).

use super::Refused;

/// Checks the first field of a CBOR map, `0: text`, against the namespace that this build reads.
///
/// It looks at nothing else: a newer version may have other fields, which strict decoding would call malformed.
pub(super) fn check(fields: &[u8], ns: &str) -> Result<(), Refused> {
    let found = first_text(fields).ok_or(Refused::Malformed)?;
    if found == ns {
        return Ok(());
    }
    let (ours, theirs) = (numbered(ns), numbered(found));
    match (ours, theirs) {
        (Some((stem, our)), Some((other, their))) if stem == other && their > our => Err(Refused::Newer),
        _ => Err(Refused::Swapped),
    }
}

fn first_text(fields: &[u8]) -> Option<&str> {
    let mut decoder = minicbor::Decoder::new(fields);
    decoder.map().ok()??;
    if decoder.u32().ok()? != 0 {
        return None;
    }
    decoder.str().ok()
}

/// `sanad/entry/v1` → `("sanad/entry/v", 1)`.
fn numbered(ns: &str) -> Option<(&str, u32)> {
    let digits = ns.bytes().rev().take_while(u8::is_ascii_digit).count();
    let (stem, number) = ns.split_at(ns.len() - digits);
    Some((stem, number.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(ns: &str) -> Result<(), Refused> {
        // A map with a field that this version does not know.
        let mut bytes = vec![];
        let mut encoder = minicbor::Encoder::new(&mut bytes);
        encoder.map(2).unwrap().u8(0).unwrap().str(ns).unwrap().u8(99).unwrap().bool(true).unwrap();
        check(&bytes, "sanad/entry/v2")
    }

    #[test]
    fn newer_is_not_malformed() {
        assert_eq!(checked("sanad/entry/v2"), Ok(()));
        assert_eq!(checked("sanad/entry/v10"), Err(Refused::Newer));
        assert_eq!(checked("sanad/entry/v1"), Err(Refused::Swapped));
        assert_eq!(checked("sanad/grant/v3"), Err(Refused::Swapped));
        assert_eq!(checked("sanad/entry/v99999999999"), Err(Refused::Swapped));
        assert_eq!(check(b"", "sanad/entry/v2"), Err(Refused::Malformed));
        assert_eq!(check(&[0x81, 0], "sanad/entry/v2"), Err(Refused::Malformed));
    }
}
