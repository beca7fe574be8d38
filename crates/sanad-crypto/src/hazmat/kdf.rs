//! HKDF-SHA-256 (RFC 5869) and Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Params, Version};
use hkdf::Hkdf;
use sha2::Sha256;
use zeroize::Zeroizing;

use super::transcript::transcript;

/// 32 bytes for one purpose: `label` and `fields` go into HKDF's info as a transcript.
pub(crate) fn derive(secret: &[u8], label: &str, fields: &[&[u8]]) -> Zeroizing<[u8; 32]> {
    let info = transcript(&[&[label.as_bytes()], fields].concat());
    let mut out = Zeroizing::new([0; 32]);
    if Hkdf::<Sha256>::new(None, secret).expand(&info, out.as_mut_slice()).is_err() {
        unreachable!("32 bytes are within HKDF's limit")
    }
    out
}

/// Argon2id with one lane to 32 bytes; `None` where the cost is outside Argon2's range.
pub(crate) fn argon2id(secret: &[u8], salt: &[u8], m_kib: u32, t: u32) -> Option<Zeroizing<[u8; 32]>> {
    let params = Params::new(m_kib, t, 1, Some(32)).ok()?;
    let mut out = Zeroizing::new([0; 32]);
    let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
    argon2.hash_password_into(secret, salt, out.as_mut_slice()).ok()?;
    Some(out)
}

#[cfg(test)]
mod tests {
    use argon2::{AssociatedData, ParamsBuilder};

    use super::*;

    fn hex(bytes: &[u8]) -> String {
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    /// RFC 5869 appendix A, test cases 1 and 3: with a salt, and without one as we use it.
    #[test]
    fn rfc_5869() {
        let salt: Vec<u8> = (0..13).collect();
        let info: Vec<u8> = (0xf0..0xfa).collect();
        let mut out = [0; 42];
        Hkdf::<Sha256>::new(Some(&salt), &[0x0b; 22]).expand(&info, &mut out).unwrap();
        assert_eq!(
            hex(&out),
            "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        );
        Hkdf::<Sha256>::new(None, &[0x0b; 22]).expand(&[], &mut out).unwrap();
        assert_eq!(
            hex(&out),
            "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        );
    }

    /// RFC 9106 §5.3: Argon2id with four lanes, a secret and associated data, none of which we use.
    #[test]
    fn rfc_9106() {
        let mut builder = ParamsBuilder::new();
        builder.m_cost(32).t_cost(3).p_cost(4).output_len(32);
        let params = builder.data(AssociatedData::new(&[4; 12]).unwrap()).build().unwrap();
        let argon2 = Argon2::new_with_secret(&[3; 8], Algorithm::Argon2id, Version::V0x13, params).unwrap();
        let mut out = [0; 32];
        argon2.hash_password_into(&[1; 32], &[2; 16], &mut out).unwrap();
        assert_eq!(hex(&out), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    }

    /// As we use it, with one lane; computed with argon2-cffi, which wraps the reference implementation.
    #[test]
    fn one_lane_like_the_reference_implementation() {
        let out = argon2id(b"password", b"somesalt16bytes!", 1024, 3).unwrap();
        assert_eq!(hex(out.as_slice()), "7d0422579c1cfc4f1e79cb2d7ec5a68ec3ca721c6dd5bb0b27f291d877ea51a6");
    }
}
