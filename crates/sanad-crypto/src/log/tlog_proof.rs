//! A proof that leaves the system as one text file: C2SP `tlog-proof@v1`.
//!
//! ```text
//! c2sp.org/tlog-proof@v1
//! index 73894
//! <base64 hash, from the leaf's sibling up>
//! …
//!
//! <the checkpoint's note, as it was signed>
//! ```
//!
//! The optional `extra` line of the specification carries data that nothing authenticates. Sanad
//! writes none and refuses it, so that nobody reads it as proven.

use ed25519_dalek::VerifyingKey;

use super::Hash;
use super::checkpoint::{Checkpoint, CheckpointError};
use super::note::{self, MAX_NOTE_BYTES};
use super::proof::{ProofError, verify_inclusion};

/// The first line (C2SP tlog-proof, "Format").
const HEADER: &str = "c2sp.org/tlog-proof@v1";

/// The most hashes that an inclusion proof can have: one per bit of the tree's size.
const MAX_HASHES: usize = 64;

/// The longest text that is read, in bytes: the note, 64 hash lines of 45 bytes, the two first lines.
pub const MAX_PROOF_BYTES: usize = MAX_NOTE_BYTES + MAX_HASHES * 45 + 128;

/// A leaf's place under a signed checkpoint, checkable offline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TlogProof {
    /// Number of the leaf, from 0.
    pub index: u64,
    /// The inclusion proof (RFC 6962 §2.1.1), from the leaf's sibling up.
    pub hashes: Vec<Hash>,
    /// The checkpoint's note, byte for byte. Not checked before [`verify`](Self::verify).
    pub checkpoint: String,
}

/// Why a proof file was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum TlogProofError {
    /// More than [`MAX_PROOF_BYTES`].
    #[error("the proof file is too long")]
    TooLong,
    /// The first line is not `c2sp.org/tlog-proof@v1`, or no empty line comes before the checkpoint.
    #[error("this is not a tlog-proof@v1 file")]
    Header,
    /// The second line is not `index <decimal>`, or an `extra` line stands in its place.
    #[error("the proof's index is malformed")]
    Index,
    /// A line is not the base64 of 32 bytes, or there are more than 64.
    #[error("the proof's hashes are malformed")]
    Hashes,
    /// The checkpoint inside was refused.
    #[error(transparent)]
    Checkpoint(#[from] CheckpointError),
    /// The leaf is not where the proof says.
    #[error(transparent)]
    Proof(#[from] ProofError),
}

impl TlogProof {
    /// Writes the file's text (C2SP tlog-proof, "Format").
    pub fn to_text(&self) -> String {
        let mut text = format!("{HEADER}\nindex {}\n", self.index);
        for hash in &self.hashes {
            text.push_str(&note::hash_text(hash));
            text.push('\n');
        }
        text.push('\n');
        text.push_str(&self.checkpoint);
        text
    }

    /// Reads the file's text. Proves nothing yet: see [`verify`](Self::verify).
    ///
    /// Errors: [`TlogProofError::TooLong`], [`TlogProofError::Header`], [`TlogProofError::Index`],
    /// [`TlogProofError::Hashes`].
    pub fn parse(text: &str) -> Result<Self, TlogProofError> {
        if text.len() > MAX_PROOF_BYTES {
            return Err(TlogProofError::TooLong);
        }
        let (head, checkpoint) = text.split_once("\n\n").ok_or(TlogProofError::Header)?;
        let mut lines = head.split('\n');
        if lines.next() != Some(HEADER) {
            return Err(TlogProofError::Header);
        }
        let index = lines
            .next()
            .and_then(|line| line.strip_prefix("index "))
            .and_then(note::parse_decimal)
            .ok_or(TlogProofError::Index)?;
        let hashes: Vec<Hash> =
            lines.map(note::parse_hash).collect::<Option<Vec<Hash>>>().ok_or(TlogProofError::Hashes)?;
        if hashes.len() > MAX_HASHES {
            return Err(TlogProofError::Hashes);
        }
        Ok(TlogProof { index, hashes, checkpoint: checkpoint.to_owned() })
    }

    /// Checks that the log key called `name` signed the checkpoint and that `leaf_hash` is under it;
    /// returns the checkpoint, whose origin the caller compares with the log it expects.
    ///
    /// Errors: [`TlogProofError::Checkpoint`], [`TlogProofError::Proof`].
    pub fn verify(
        &self,
        leaf_hash: &Hash,
        name: &str,
        key: &VerifyingKey,
    ) -> Result<Checkpoint, TlogProofError> {
        let checkpoint = Checkpoint::parse_verified(&self.checkpoint, name, key)?;
        verify_inclusion(leaf_hash, self.index, checkpoint.size, &self.hashes, &checkpoint.root)?;
        Ok(checkpoint)
    }
}

#[cfg(test)]
mod tests {
    use ed25519_dalek::SigningKey;

    use super::super::fixture::{damaged, damaged_texts, grown, leaves};
    use super::super::tree::{inclusion_proof, root};
    use super::*;

    const NAME: &str = "sanad/0123456789abcdef/1";

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7u8; 32])
    }

    fn proof(index: u64, size: u64) -> TlogProof {
        let nodes = grown(&leaves(size)).unwrap();
        let checkpoint = Checkpoint {
            origin: NAME.to_owned(),
            size,
            root: root(size, &nodes).unwrap(),
            heads: [0x22u8; 32],
            time: 1_750_000_000,
        };
        TlogProof {
            index,
            hashes: inclusion_proof(index, size, &nodes).unwrap(),
            checkpoint: checkpoint.sign(NAME, &key()),
        }
    }

    #[test]
    fn every_leaf_can_be_proven_from_its_file() {
        for size in [1u64, 2, 7, 8, 9] {
            for (index, leaf) in (0u64..).zip(leaves(size)) {
                let before = proof(index, size);
                let after = TlogProof::parse(&before.to_text()).unwrap();
                assert_eq!(after, before);
                let checkpoint = after.verify(&leaf, NAME, &key().verifying_key()).unwrap();
                assert_eq!((checkpoint.origin.as_str(), checkpoint.size), (NAME, size));
                for bad in damaged(&leaf) {
                    let refused = after.verify(&bad, NAME, &key().verifying_key());
                    assert_eq!(refused, Err(TlogProofError::Proof(ProofError::Root)));
                }
            }
        }
    }

    #[test]
    fn the_file_has_the_lines_of_the_specification() {
        let file = proof(4, 7);
        let text = file.to_text();
        let lines: Vec<&str> = text.split('\n').collect();
        assert_eq!(lines[0], "c2sp.org/tlog-proof@v1");
        assert_eq!(lines[1], "index 4");
        assert!(lines[2..5].iter().all(|line| line.len() == 44));
        assert_eq!(lines[5..8], ["", NAME, "7"]);
        assert_eq!(lines[13], "", "ends with the note's newline");
        assert_eq!(lines.len(), 14);
        assert!(proof(0, 1).to_text().starts_with("c2sp.org/tlog-proof@v1\nindex 0\n\nsanad/"));
    }

    #[test]
    fn no_character_can_be_changed() {
        let leaf = leaves(7)[4];
        for bad in damaged_texts(&proof(4, 7).to_text()) {
            let checked =
                TlogProof::parse(&bad).and_then(|file| file.verify(&leaf, NAME, &key().verifying_key()));
            assert!(checked.is_err(), "{bad}");
        }
    }

    #[test]
    fn other_shapes_are_refused() {
        let good = proof(4, 7).to_text();
        let check = |text: &str, expected: TlogProofError| {
            assert_eq!(TlogProof::parse(text), Err(expected), "{text}");
        };
        check("", TlogProofError::Header);
        check(&good.replace("@v1", "@v2"), TlogProofError::Header);
        check(&good.replace("\nindex", "\nextra AAAA\nindex"), TlogProofError::Index);
        check(&good.replace("index 4", "index 04"), TlogProofError::Index);
        check(&good.replace("index 4", "index 4 "), TlogProofError::Index);
        check(&good.replace("index 4\n", "index 4\nAAAA\n"), TlogProofError::Hashes);
        let line = format!("{}\n", note::hash_text(&[1u8; 32]));
        let many = format!("index 4\n{}", line.repeat(MAX_HASHES));
        check(&good.replace("index 4\n", &many), TlogProofError::Hashes);
        check(&"x".repeat(MAX_PROOF_BYTES + 1), TlogProofError::TooLong);
    }
}
