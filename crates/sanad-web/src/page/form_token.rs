//! Tokens of forms: 16 random bytes, the hour, and a MAC under the server's key.
//!
//! A token says that this server gave out the form not long ago, and makes the same form sent twice one report.
//! It says nothing about who has it, and the server keeps none.

use base64ct::{Base64UrlUnpadded, Encoding as _};
use subtle::ConstantTimeEq as _;

use crate::keys::ServerKeys;

const HOUR: u64 = 3600;
/// A form is taken in the hour in which it was given out and in this many after it.
const HOURS: u32 = 2;
/// Bytes of a token: random, hour, MAC.
const LEN: usize = 16 + 4 + 16;

fn mac(keys: &ServerKeys, said: &[u8]) -> [u8; 16] {
    let mut mac = [0; 16];
    mac.copy_from_slice(&keys.mac("form token", said)[..16]);
    mac
}

fn hour(now: u64) -> u32 {
    u32::try_from(now / HOUR).unwrap_or(u32::MAX)
}

/// A token for a form that is given out now (Unix seconds).
pub(super) fn issue(keys: &ServerKeys, now: u64, random: [u8; 16]) -> String {
    let said = [random.as_slice(), &hour(now).to_be_bytes()].concat();
    Base64UrlUnpadded::encode_string(&[said.as_slice(), &mac(keys, &said)].concat())
}

/// The bytes of a token of this server that is not too old.
pub(super) fn check(keys: &ServerKeys, now: u64, token: &str) -> Option<Vec<u8>> {
    let bytes = Base64UrlUnpadded::decode_vec(token).ok()?;
    let (said, given) = bytes.split_at_checked(20).filter(|_| bytes.len() == LEN)?;
    let ours: bool = mac(keys, said).as_slice().ct_eq(given).into();
    let issued = u32::from_be_bytes(said[16..].try_into().ok()?);
    let age = hour(now).checked_sub(issued)?;
    (ours && age <= HOURS).then_some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_this_servers_and_young() {
        let keys = ServerKeys::from_secret([1; 32]);
        let now = 1_000_000 * HOUR + 1800;
        let token = issue(&keys, now, [7; 16]);
        assert_eq!(check(&keys, now, &token).map(|it| it.len()), Some(LEN));
        assert!(check(&keys, now + 2 * HOUR, &token).is_some());
        assert!(check(&keys, now + 3 * HOUR, &token).is_none(), "too old");
        assert!(check(&keys, now - HOUR, &token).is_none(), "from the future");
        assert!(check(&ServerKeys::from_secret([2; 32]), now, &token).is_none(), "another server's");
        assert_ne!(issue(&keys, now, [8; 16]), token);
        for wrong in ["", "AAAA", &token[1..], &format!("{token}AAAA"), &token.replace('A', "B")] {
            assert!(wrong == token || check(&keys, now, wrong).is_none(), "{wrong}");
        }
        let mut bytes = Base64UrlUnpadded::decode_vec(&token).unwrap();
        for at in 0..bytes.len() {
            bytes[at] ^= 1;
            assert!(check(&keys, now, &Base64UrlUnpadded::encode_string(&bytes)).is_none(), "byte {at}");
            bytes[at] ^= 1;
        }
    }
}
