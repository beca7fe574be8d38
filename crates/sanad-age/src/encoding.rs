//! Strict base64 without padding (RFC 4648 §4, canonical) and Bech32 keys (BIP 173 without its length cap).

use base64ct::{Base64Unpadded, Encoding as _};
use bech32::{Bech32, Checksum, Hrp, primitives::decode::CheckedHrpstring};

use crate::Error;

/// Decodes canonical unpadded base64; `None` for anything else, also for stray bits in the last character.
pub(crate) fn base64_decode(text: &[u8]) -> Option<Vec<u8>> {
    let text = std::str::from_utf8(text).ok()?;
    Base64Unpadded::decode_vec(text).ok()
}

/// Encodes as unpadded base64.
pub(crate) fn base64_encode(bytes: &[u8]) -> String {
    Base64Unpadded::encode_string(bytes)
}

/// Bech32 as age uses it: the checksum of BIP 173, keys of any length (a post-quantum one has 1,959 characters).
#[derive(Clone, Copy, PartialEq, Eq)]
enum LongBech32 {}

impl Checksum for LongBech32 {
    type MidstateRepr = <Bech32 as Checksum>::MidstateRepr;
    type CorrectionField = <Bech32 as Checksum>::CorrectionField;
    const ROOT_GENERATOR: Self::CorrectionField = <Bech32 as Checksum>::ROOT_GENERATOR;
    const ROOT_EXPONENTS: core::ops::RangeInclusive<usize> = <Bech32 as Checksum>::ROOT_EXPONENTS;
    const CODE_LENGTH: usize = usize::MAX;
    const CHECKSUM_LENGTH: usize = <Bech32 as Checksum>::CHECKSUM_LENGTH;
    const GENERATOR_SH: [Self::MidstateRepr; 5] = <Bech32 as Checksum>::GENERATOR_SH;
    const TARGET_RESIDUE: Self::MidstateRepr = <Bech32 as Checksum>::TARGET_RESIDUE;
}

/// Encodes key material under a human-readable prefix, in lower case.
pub(crate) fn bech32_encode(prefix: &str, bytes: &[u8]) -> String {
    // The prefixes are constants of this crate and the code length is unbounded, so neither step can fail;
    // an empty string would be refused by every reader.
    Hrp::parse(prefix)
        .ok()
        .and_then(|hrp| bech32::encode_lower::<LongBech32>(hrp, bytes).ok())
        .unwrap_or_default()
}

/// Decodes a key; the prefix is compared in the case in which it must be written.
pub(crate) fn bech32_decode<const N: usize>(prefix: &str, text: &str) -> Result<[u8; N], Error> {
    let written = text.get(..prefix.len()).ok_or(Error::Key)?;
    if written != prefix {
        return Err(Error::Key);
    }
    let checked = CheckedHrpstring::new::<LongBech32>(text).map_err(|_| Error::Key)?;
    if !checked.hrp().as_str().eq_ignore_ascii_case(prefix) {
        return Err(Error::Key);
    }
    let bytes: Vec<u8> = checked.byte_iter().collect();
    bytes.try_into().map_err(|_| Error::Key)
}
