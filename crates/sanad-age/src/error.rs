//! What can go wrong when a file is opened or made.

/// Why a file could not be sealed or opened.
///
/// The four failures of opening are those that the CCTV vectors tell apart, so that a caller can say
/// "not for you" ([`Error::NoMatch`]) and "damaged" (the others) in different words.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The bytes are not an age v1 header, or a stanza of a known type is malformed.
    #[error("the header is not a valid age v1 header")]
    Header,
    /// Every stanza is well formed, and none is for these identities.
    #[error("no identity matches any of the file's recipients")]
    NoMatch,
    /// The file key was found, and the header was changed after sealing.
    #[error("the header was changed after the file was sealed")]
    HeaderMac,
    /// A chunk is damaged, missing, reordered, or followed by more bytes.
    #[error("the content is damaged or cut off")]
    Payload,
    /// The ASCII armor is malformed (RFC 7468, as narrowed by C2SP age).
    #[error("the armor around the file is malformed")]
    Armor,
    /// No recipient at all, a passphrase beside others, or post-quantum beside classic.
    #[error("these recipients cannot share one file")]
    Recipients,
    /// A textual key with the wrong prefix, checksum, case or length.
    #[error("this is not a valid age key")]
    Key,
}
