//! The log by its definition, written again without the code under test (RFC 6962 §2.1).

use sanad_crypto::safe::sha256;

/// Root over leaf hashes, by the recursion of the RFC.
pub fn naive_root(leaves: &[[u8; 32]]) -> [u8; 32] {
    match leaves {
        [] => sha256(&[]),
        [leaf] => *leaf,
        _ => {
            // The largest power of two that is smaller than the number of leaves.
            let mut left = 1;
            while left * 2 < leaves.len() {
                left *= 2;
            }
            let (before, after) = leaves.split_at(left);
            let (before, after) = (naive_root(before), naive_root(after));
            sha256(&[&[1][..], &before[..], &after[..]].concat())
        }
    }
}

/// Leaf hash of an entry: `SHA-256(0x00 ‖ CBOR [entry hash, arrival])` (docs/formats/log.md).
pub fn naive_leaf(entry_hash: &[u8; 32], arrived: u64) -> [u8; 32] {
    let mut bytes = vec![0x00, 0x82, 0x58, 0x20];
    bytes.extend_from_slice(entry_hash);
    let wide = arrived.to_be_bytes();
    // Shortest form of an unsigned integer (RFC 8949 §4.2.1).
    match arrived {
        0..=0x17 => bytes.push(wide[7]),
        0x18..=0xff => bytes.extend_from_slice(&[0x18, wide[7]]),
        0x100..=0xffff => {
            bytes.push(0x19);
            bytes.extend_from_slice(&wide[6..]);
        }
        0x1_0000..=0xffff_ffff => {
            bytes.push(0x1a);
            bytes.extend_from_slice(&wide[4..]);
        }
        _ => {
            bytes.push(0x1b);
            bytes.extend_from_slice(&wide);
        }
    }
    sha256(&bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_roots() {
        let (a, b, c) = ([1; 32], [2; 32], [3; 32]);
        let join = |left: &[u8; 32], right: &[u8; 32]| sha256(&[&[1][..], &left[..], &right[..]].concat());
        assert_eq!(naive_root(&[a]), a);
        assert_eq!(naive_root(&[a, b]), join(&a, &b));
        assert_eq!(naive_root(&[a, b, c]), join(&join(&a, &b), &c));
        assert_eq!(naive_root(&[a, b, c, a]), join(&join(&a, &b), &join(&c, &a)));
    }
}
