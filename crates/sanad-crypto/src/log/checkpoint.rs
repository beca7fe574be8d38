//! The log's signed state: C2SP tlog-checkpoint with two extension lines, in a C2SP signed-note.
//!
//! ```text
//! sanad/<root fingerprint>/<generation>
//! 8
//! XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=
//! heads IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI=
//! time 1750000000
//!
//! — <key name> <base64>
//! ```
//!
//! The extension lines are always there and always in this order, so that each state has one text.
//! Format: v1, unstable until the first release.

use ed25519_dalek::{SigningKey, VerifyingKey};

use super::Hash;
use super::note::{self, NoteError};

/// What the log says about itself at one moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log, and which generation of it: `sanad/<root fingerprint>/<generation>`. One line, not
    /// empty, without control characters; anything else is refused when read.
    pub origin: String,
    /// Number of leaves.
    pub size: u64,
    /// Root of the tree over these leaves (RFC 6962 §2.1).
    pub root: Hash,
    /// Root of the map of chain heads ([`heads`](super::heads)).
    pub heads: Hash,
    /// When it was signed, in seconds since 1970-01-01T00:00:00Z. A claim of the log.
    pub time: u64,
}

/// Why a checkpoint was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointError {
    /// The signed note around it is malformed or not signed by the expected key.
    #[error(transparent)]
    Note(#[from] NoteError),
    /// The text has not the five lines of a checkpoint.
    #[error("the checkpoint does not have its five lines")]
    Lines,
    /// The origin is empty.
    #[error("the checkpoint names no log")]
    Origin,
    /// The size is not a canonical decimal number.
    #[error("the checkpoint's size is malformed")]
    Size,
    /// The root is not the base64 of 32 bytes.
    #[error("the checkpoint's root is malformed")]
    Root,
    /// The third-last line is not `heads <base64 of 32 bytes>`.
    #[error("the checkpoint's line of heads is malformed")]
    Heads,
    /// The last line is not `time <decimal seconds>`.
    #[error("the checkpoint's time is malformed")]
    Time,
}

impl Checkpoint {
    /// The exact bytes that are signed (C2SP tlog-checkpoint, "Note text"), for exports that other
    /// tools check.
    pub fn signed_text(&self) -> String {
        let root = note::hash_text(&self.root);
        let heads = note::hash_text(&self.heads);
        format!("{}\n{}\n{root}\nheads {heads}\ntime {}\n", self.origin, self.size, self.time)
    }

    /// Signs it as the key called `name` (by custom the origin) and returns the whole note.
    ///
    /// `name` must not be empty or hold spaces, control characters or `+` (C2SP signed-note,
    /// "Format"), and `origin` must be one line; otherwise the note is one that
    /// [`parse_verified`](Self::parse_verified) refuses. Sign only a state that continues every
    /// state signed before.
    pub fn sign(&self, name: &str, key: &SigningKey) -> String {
        note::sign(&self.signed_text(), name, key)
    }

    /// Reads a note and returns its checkpoint if the key called `name` signed it.
    ///
    /// Signatures by others are ignored; a wrong one in this key's name refuses the note. The caller
    /// still compares `origin` with the log it expects, and asks for consistency with what it saw.
    pub fn parse_verified(note: &str, name: &str, key: &VerifyingKey) -> Result<Self, CheckpointError> {
        let text = note::open(note, name, key)?;
        let lines: Vec<&str> = text.strip_suffix('\n').unwrap_or(text).split('\n').collect();
        let &[origin, size, root, heads, time] = lines.as_slice() else {
            return Err(CheckpointError::Lines);
        };
        if origin.is_empty() {
            return Err(CheckpointError::Origin);
        }
        Ok(Checkpoint {
            origin: origin.to_owned(),
            size: note::parse_decimal(size).ok_or(CheckpointError::Size)?,
            root: note::parse_hash(root).ok_or(CheckpointError::Root)?,
            heads: heads.strip_prefix("heads ").and_then(note::parse_hash).ok_or(CheckpointError::Heads)?,
            time: time.strip_prefix("time ").and_then(note::parse_decimal).ok_or(CheckpointError::Time)?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::super::fixture::{damaged_texts, hash_from_hex};
    use super::*;

    const NAME: &str = "sanad/0123456789abcdef/1";

    /// Made with Python's hashlib and cryptography from the same values: another implementation.
    const VECTOR: &str = "sanad/0123456789abcdef/1\n\
        8\n\
        XcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n\
        heads IiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiIiI=\n\
        time 1750000000\n\
        \n\
        \u{2014} sanad/0123456789abcdef/1 \
        rRWZ3NqF7JchLAJg/GV5vqV8dhv9x2+VrcM4JG5PtjHSHIC1mQPGLJfJo9as9yvAQf+euZXBWCypM4KR1TlFWsNqvAo=\n";

    fn key() -> SigningKey {
        SigningKey::from_bytes(&[7u8; 32])
    }

    fn checkpoint() -> Checkpoint {
        Checkpoint {
            origin: NAME.to_owned(),
            size: 8,
            root: hash_from_hex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"),
            heads: [0x22u8; 32],
            time: 1_750_000_000,
        }
    }

    fn parse(note: &str) -> Result<Checkpoint, CheckpointError> {
        Checkpoint::parse_verified(note, NAME, &key().verifying_key())
    }

    #[test]
    fn agrees_with_the_vector() {
        assert_eq!(checkpoint().sign(NAME, &key()), VECTOR);
        assert_eq!(parse(VECTOR), Ok(checkpoint()));
    }

    #[test]
    fn comes_back_as_it_was() {
        for (size, time) in [(0, 0), (1, 1), (10, 1_750_000_000), (u64::MAX, u64::MAX)] {
            let before = Checkpoint { size, time, ..checkpoint() };
            assert_eq!(parse(&before.sign(NAME, &key())), Ok(before));
        }
    }

    #[test]
    fn no_character_can_be_changed_added_or_removed() {
        for bad in damaged_texts(VECTOR) {
            assert!(parse(&bad).is_err(), "{bad}");
        }
        for (at, _) in VECTOR.char_indices() {
            let (before, after) = VECTOR.split_at(at);
            assert!(parse(before).is_err());
            assert!(parse(after).is_err() || at == 0);
            assert!(parse(&format!("{before}A{after}")).is_err());
        }
        let another = SigningKey::from_bytes(&[8u8; 32]).verifying_key();
        let by_another = Checkpoint::parse_verified(VECTOR, NAME, &another);
        assert_eq!(by_another, Err(CheckpointError::Note(NoteError::NotSigned)));
    }

    #[test]
    fn a_signed_text_of_another_shape_is_refused() {
        let good = checkpoint().signed_text();
        let check = |text: &str, expected: CheckpointError| {
            assert_eq!(parse(&note::sign(text, NAME, &key())), Err(expected), "{text}");
        };
        check(&format!("{good}more\n"), CheckpointError::Lines);
        check(&format!("{good}\n"), CheckpointError::Lines);
        check(&good.replace("\ntime 1750000000", ""), CheckpointError::Lines);
        check(&good.replace(NAME, ""), CheckpointError::Origin);
        check(&good.replace("\n8\n", "\n08\n"), CheckpointError::Size);
        check(&good.replace("\nXcna", "\nXcn"), CheckpointError::Root);
        check(&good.replace("heads", "Heads"), CheckpointError::Heads);
        check(&good.replace("heads Ii", "heads  Ii"), CheckpointError::Heads);
        check(&good.replace("time 1", "time 01"), CheckpointError::Time);
    }
}
