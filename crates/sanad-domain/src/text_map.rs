//! Maps with text keys as deterministic CBOR: shorter keys first, then by bytes (RFC 8949 §4.2.1 sorts the
//! *encoded* keys, and the length stands before the text).
//!
//! For fields: `#[cbor(with = "sanad_domain::text_map")]`. Duplicate and unsorted keys are refused by whoever
//! encodes again what was read.

use std::collections::BTreeMap;

use minicbor::{Decode, Decoder, Encode, Encoder};

/// Writes a map in canonical order.
pub fn encode<C, V: Encode<C>, W: minicbor::encode::Write>(
    map: &BTreeMap<String, V>,
    e: &mut Encoder<W>,
    ctx: &mut C,
) -> Result<(), minicbor::encode::Error<W::Error>> {
    let mut entries: Vec<_> = map.iter().collect();
    entries.sort_by_key(|(key, _)| (key.len(), key.as_str()));
    e.map(entries.len() as u64)?;
    for (key, value) in entries {
        e.str(key)?;
        value.encode(e, ctx)?;
    }
    Ok(())
}

/// Reads a map of definite length.
pub fn decode<'b, C, V: Decode<'b, C>>(
    d: &mut Decoder<'b>,
    ctx: &mut C,
) -> Result<BTreeMap<String, V>, minicbor::decode::Error> {
    let at = d.position();
    let len = d.map()?.ok_or_else(|| minicbor::decode::Error::message("definite length expected").at(at))?;
    let mut map = BTreeMap::new();
    for _ in 0..len {
        let key = d.str()?.to_owned();
        map.insert(key, V::decode(d, ctx)?);
    }
    Ok(map)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Encode, Decode, PartialEq, Debug)]
    #[cbor(array)]
    struct Held(#[cbor(n(0), with = "crate::text_map")] BTreeMap<String, u8>);

    #[test]
    fn shorter_keys_come_first() {
        let held = Held([("ckb".to_owned(), 1), ("en".to_owned(), 2), ("ar".to_owned(), 3)].into());
        let bytes = minicbor::to_vec(&held).unwrap();
        assert_eq!(bytes, [0x81, 0xa3, 0x62, b'a', b'r', 3, 0x62, b'e', b'n', 2, 0x63, b'c', b'k', b'b', 1]);
        assert_eq!(minicbor::decode::<Held>(&bytes).unwrap(), held);
    }
}
