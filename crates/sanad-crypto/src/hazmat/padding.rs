//! Padmé (Nikitin et al. 2019, "Reducing Metadata Leakage from Encrypted Files", §4) with a floor, so that
//! "yes" and a page of text look alike.

/// Nothing sealed is shorter than this, in bytes.
pub(crate) const FLOOR: usize = 2048;

/// Padded length of `len` bytes: at most 12 % more, O(log log) bits of the length remain.
pub(crate) fn padme(len: usize) -> usize {
    let len = len.max(FLOOR);
    let exponent = len.ilog2();
    let kept = exponent.ilog2() + 1;
    let mask = (1usize << (exponent - kept)) - 1;
    (len + mask) & !mask
}

/// Length (u32, big endian), content, zeros.
pub(crate) fn pad(content: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(padme(content.len() + 4));
    out.extend_from_slice(&(content.len() as u32).to_be_bytes());
    out.extend_from_slice(content);
    out.resize(padme(out.len()), 0);
    out
}

/// The content; `None` where the length is impossible or a padding byte is not zero.
pub(crate) fn unpad(padded: &[u8]) -> Option<&[u8]> {
    let (len, rest) = padded.split_first_chunk::<4>()?;
    let len = usize::try_from(u32::from_be_bytes(*len)).ok()?;
    let (content, zeros) = rest.split_at_checked(len)?;
    (padded.len() == padme(len + 4) && zeros.iter().all(|byte| *byte == 0)).then_some(content)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::hazmat::transcript::sha256;

    /// Made with Python from docs/formats/README.md: another implementation.
    #[test]
    fn the_vectors() {
        let vectors = include_str!("../../../../docs/formats/vectors/padding.json");
        let vectors: serde_json::Value = serde_json::from_str(vectors).unwrap();
        for case in vectors["cases"].as_array().unwrap() {
            let len = case["content_len"].as_u64().unwrap() as usize;
            let content: Vec<u8> = (0..len).map(|at| (at * 7) as u8).collect();
            let padded = pad(&content);
            assert_eq!(case["padded_len"], padded.len(), "{len}");
            let hash: String = sha256(&padded).iter().map(|byte| format!("{byte:02x}")).collect();
            assert_eq!(case["padded_sha256"], hash.as_str(), "{len}");
            assert_eq!(unpad(&padded), Some(content.as_slice()));
        }
    }

    proptest! {
        #[test]
        fn padding_comes_off_and_stays_small(content in prop::collection::vec(any::<u8>(), 0..10_000), at: prop::sample::Index) {
            let mut padded = pad(&content);
            prop_assert!(padded.len() <= FLOOR.max((content.len() + 4) * 112 / 100 + 1));
            prop_assert_eq!(unpad(&padded), Some(content.as_slice()));
            let zeros = padded.len() - content.len() - 4;
            if zeros > 0 {
                let at = content.len() + 4 + at.index(zeros);
                padded[at] = 1;
                prop_assert_eq!(unpad(&padded), None);
            }
        }
    }
}
