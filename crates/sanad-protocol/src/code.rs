//! Stable error codes. The text for people comes from the locale files, by code.

macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal $status:literal;)*) => {
        /// Why a request was not done.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])* $variant,)* }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$variant),*];
            /// The code as it travels.
            pub fn name(self) -> &'static str { match self { $(Self::$variant => $name,)* } }
            /// HTTP status (RFC 9110 §15).
            pub fn status(self) -> u16 { match self { $(Self::$variant => $status,)* } }
            /// What it means, for the description of the interface.
            #[cfg(feature = "openapi")]
            pub fn meaning(self) -> &'static str {
                match self { $(Self::$variant => concat!($($doc),*).trim(),)* }
            }
            /// The code of a name.
            pub fn from_name(name: &str) -> Option<Self> {
                Self::ALL.iter().copied().find(|it| it.name() == name)
            }
        }
    };
}

codes! {
    /// Not canonical CBOR of the expected shape, or a field out of range.
    Malformed = "malformed" 400;
    /// A signature does not verify, or fields that must agree do not.
    Forged = "forged" 400;
    /// For another team or another case.
    WrongPlace = "wrong_place" 400;
    /// Made by a newer version.
    NewerVersion = "newer_version" 400;
    /// Wrong receipt, wrong passphrase, unknown handle: one answer for all.
    WrongCredentials = "wrong_credentials" 401;
    /// No session, or it ended.
    SignInAgain = "sign_in_again" 401;
    /// The role does not allow it.
    Forbidden = "forbidden" 403;
    /// It does not exist, or the caller may not know that it does.
    NotFound = "not_found" 404;
    /// The lane went on: read it and decide again. The body carries the signed refusal.
    Conflict = "conflict" 409;
    /// Something with this id exists and is not the same.
    Taken = "taken" 409;
    /// The case was destroyed.
    Gone = "gone" 410;
    /// Larger than is taken.
    TooLarge = "too_large" 413;
    /// Under 18: no file is taken but her voice.
    MinorNoFiles = "minor_no_files" 403;
    /// The case has as many files as it may have.
    TooManyFiles = "too_many_files" 409;
    /// The files of the case are as large together as they may be.
    CaseFull = "case_full" 409;
    /// The disk's reserve is for words; files are not taken now.
    StorageFull = "storage_full" 507;
    /// Not sent as CBOR.
    MediaType = "media_type" 415;
    /// The team is not set up yet.
    NotSetUp = "not_set_up" 409;
    /// The server cannot store anything now; nothing was taken, try again.
    Unavailable = "unavailable" 503;
    /// A bug; nothing was taken.
    Internal = "internal" 500;
}
