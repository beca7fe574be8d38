//! C2SP signed-note with Ed25519 keys (signature type 0x01), and the two small encodings that the
//! text formats of the log share: decimal numbers and base64 hashes, each with one spelling only.

use base64ct::{Base64, Encoding};
use ed25519_dalek::{Signature, Signer, SigningKey, VerifyingKey};
use sha2::{Digest, Sha256};

use super::Hash;

/// The longest note that is read, in bytes. Sixteen Ed25519 signatures need a tenth of it.
pub const MAX_NOTE_BYTES: usize = 16 * 1024;

/// The most signature lines that are read; C2SP signed-note ("Format") asks for at least 16.
pub const MAX_SIGNATURES: usize = 16;

/// Why a signed note was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// More than [`MAX_NOTE_BYTES`].
    #[error("the note is too long")]
    TooLong,
    /// A control character other than newline.
    #[error("the note has a control character")]
    ControlCharacter,
    /// Not a text, an empty line and signature lines, each ending in a newline.
    #[error("the note is not a text followed by signatures")]
    Layout,
    /// More than [`MAX_SIGNATURES`] signature lines.
    #[error("the note has too many signatures")]
    TooManySignatures,
    /// A signature line, by whomever, that is not `— <name> <base64>`.
    #[error("a signature line is malformed")]
    SignatureLine,
    /// A line names the expected key and its signature is wrong.
    #[error("the signature is wrong")]
    BadSignature,
    /// No line names the expected key.
    #[error("the note is not signed by the expected key")]
    NotSigned,
}

/// Signs `text`, which must end in a newline, and returns the whole note.
pub(super) fn sign(text: &str, name: &str, key: &SigningKey) -> String {
    let signature: Signature = key.sign(text.as_bytes());
    let mut blob = Vec::with_capacity(68);
    blob.extend_from_slice(&key_id(name, &key.verifying_key()));
    blob.extend_from_slice(&signature.to_bytes());
    let encoded = Base64::encode_string(&blob);
    format!("{text}\n\u{2014} {name} {encoded}\n")
}

/// Returns the signed text of `note`, its last newline included, if the key called `name` signed it.
/// Lines by other keys are ignored, as C2SP signed-note ("Signatures") demands; a wrong signature in
/// the name of this key refuses the whole note.
pub(super) fn open<'a>(note: &'a str, name: &str, key: &VerifyingKey) -> Result<&'a str, NoteError> {
    if note.len() > MAX_NOTE_BYTES {
        return Err(NoteError::TooLong);
    }
    if note.chars().any(|character| character.is_control() && character != '\n') {
        return Err(NoteError::ControlCharacter);
    }
    // The text may hold empty lines of its own; the last one is where the signatures begin.
    let end_of_text = note.rfind("\n\n").ok_or(NoteError::Layout)? + 1;
    let (text, rest) = note.split_at(end_of_text);
    let lines =
        rest.strip_prefix('\n').and_then(|block| block.strip_suffix('\n')).ok_or(NoteError::Layout)?;
    if lines.split('\n').count() > MAX_SIGNATURES {
        return Err(NoteError::TooManySignatures);
    }
    let expected_id = key_id(name, key);
    let mut signed = false;
    for line in lines.split('\n') {
        let (signer, id, signature) = signature_line(line).ok_or(NoteError::SignatureLine)?;
        if signer != name || id != expected_id {
            continue;
        }
        let signature = Signature::from_slice(&signature).map_err(|_| NoteError::BadSignature)?;
        key.verify_strict(text.as_bytes(), &signature).map_err(|_| NoteError::BadSignature)?;
        signed = true;
    }
    if signed { Ok(text) } else { Err(NoteError::NotSigned) }
}

/// The key's short name: `SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key)[..4]` (C2SP signed-note, "Ed25519
/// signatures"). It finds a key and proves nothing.
fn key_id(name: &str, key: &VerifyingKey) -> [u8; 4] {
    let digest: Hash = Sha256::new()
        .chain_update(name.as_bytes())
        .chain_update([0x0Au8, 0x01u8])
        .chain_update(key.as_bytes())
        .finalize()
        .into();
    [digest[0], digest[1], digest[2], digest[3]]
}

/// Splits `— <name> <base64(id ‖ signature)>`; `None` if it is anything else.
fn signature_line(line: &str) -> Option<(&str, [u8; 4], Vec<u8>)> {
    let (name, encoded) = line.strip_prefix("\u{2014} ")?.split_once(' ')?;
    let blob = Base64::decode_vec(encoded).ok()?;
    let (id, signature) = blob.split_first_chunk::<4>()?;
    let name_is_allowed =
        !name.is_empty() && !name.chars().any(|character| character.is_whitespace() || character == '+');
    (name_is_allowed && !signature.is_empty()).then(|| (name, *id, signature.to_vec()))
}

/// A number in decimal digits without sign and without leading zeros.
pub(super) fn parse_decimal(text: &str) -> Option<u64> {
    let canonical = text == "0" || !text.starts_with('0');
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    // `parse` refuses the empty text and what does not fit.
    if canonical && digits { text.parse().ok() } else { None }
}

/// A hash in base64 (RFC 4648 §4), padded and in its only spelling.
pub(super) fn parse_hash(text: &str) -> Option<Hash> {
    Hash::try_from(Base64::decode_vec(text).ok()?).ok()
}

/// The base64 (RFC 4648 §4) of a hash.
pub(super) fn hash_text(hash: &Hash) -> String {
    Base64::encode_string(hash)
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: &str = "example.org/log";

    fn key(byte: u8) -> SigningKey {
        SigningKey::from_bytes(&[byte; 32])
    }

    /// Only the signature lines of a note by another key.
    fn lines_by(name: &str, byte: u8, text: &str) -> String {
        sign(text, name, &key(byte)).split_off(text.len() + 1)
    }

    #[test]
    fn the_text_may_have_empty_lines() {
        let text = "one\n\n\ntwo\n";
        assert_eq!(open(&sign(text, NAME, &key(1)), NAME, &key(1).verifying_key()), Ok(text));
    }

    #[test]
    fn signatures_of_others_are_ignored() {
        let text = "text\n";
        let open_it = |note: &str| open(note, NAME, &key(1).verifying_key()).map(str::to_owned);
        let mut note = sign(text, NAME, &key(1));
        note.push_str(&lines_by(NAME, 2, text));
        note.push_str("\u{2014} another AAAAAAA=\n");
        assert_eq!(open_it(&note), Ok(text.to_owned()));
        for number in 3..16u8 {
            note.push_str(&lines_by("another", number, "another text\n"));
        }
        assert_eq!(open_it(&note), Ok(text.to_owned()), "sixteen lines");
        note.push_str(&lines_by("another", 16, text));
        assert_eq!(open_it(&note), Err(NoteError::TooManySignatures));
        assert_eq!(open_it(&sign(text, NAME, &key(2))), Err(NoteError::NotSigned));
        assert_eq!(open_it(&sign(text, "another", &key(1))), Err(NoteError::NotSigned));
    }

    #[test]
    fn one_wrong_signature_by_the_key_refuses_the_note() {
        let mut note = sign("text\n", NAME, &key(1));
        note.push_str(&lines_by(NAME, 1, "another text\n"));
        assert_eq!(open(&note, NAME, &key(1).verifying_key()), Err(NoteError::BadSignature));
    }

    #[test]
    fn malformed_notes_are_refused() {
        let good = sign("text\n", NAME, &key(1));
        let check = |note: &str, expected: NoteError| {
            assert_eq!(open(note, NAME, &key(1).verifying_key()), Err(expected), "{note:?}");
        };
        check("", NoteError::Layout);
        check("text\n", NoteError::Layout);
        check("text\n\n", NoteError::Layout);
        check(good.trim_end(), NoteError::Layout);
        check(&format!("{good}\n"), NoteError::Layout);
        check(&format!("{good}junk\n"), NoteError::SignatureLine);
        check(&format!("{good} \n"), NoteError::SignatureLine);
        check(&good.replace('\u{2014}', "-"), NoteError::SignatureLine);
        check(&format!("{good}\u{2014} a+b AAAAAAA=\n"), NoteError::SignatureLine);
        check(&format!("{good}\u{2014} a\u{a0}b AAAAAAA=\n"), NoteError::SignatureLine);
        check(&format!("{good}\u{2014} another AAAAAA==\n"), NoteError::SignatureLine);
        check(&format!("{good}\u{2014} another AAAAAAB=\n"), NoteError::SignatureLine);
        check(&good.replace('\n', "\r\n"), NoteError::ControlCharacter);
        check(&format!("{}{good}", "x".repeat(MAX_NOTE_BYTES)), NoteError::TooLong);
    }

    #[test]
    fn numbers_and_hashes_have_one_spelling() {
        assert_eq!(parse_decimal("0"), Some(0));
        assert_eq!(parse_decimal("18446744073709551615"), Some(u64::MAX));
        for wrong in ["", "00", "01", "+1", "-1", " 1", "1 ", "18446744073709551616", "\u{661}"] {
            assert_eq!(parse_decimal(wrong), None, "{wrong:?}");
        }
        let text = hash_text(&[0xffu8; 32]);
        assert_eq!(parse_hash(&text), Some([0xffu8; 32]));
        assert_eq!(parse_hash(text.trim_end_matches('=')), None);
        assert_eq!(parse_hash(&text.replace("8=", "9=")), None, "unused bits must be zero");
        assert_eq!(parse_hash(""), None);
        assert_eq!(parse_hash(&Base64::encode_string(&[0u8; 31])), None);
    }
}
