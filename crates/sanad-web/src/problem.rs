//! Errors as the caller sees them: `application/problem+json` (RFC 9457) with a stable code.

use axum::{
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use sanad_blobs::BlobError;
use sanad_protocol::{Code, case::Conflicted, encode};
use sanad_store::{BlobRefusal, StoreError, commit::Refusal};

/// A request that was not done.
#[derive(Debug)]
pub(crate) enum Problem {
    /// A code says it all.
    Code(Code),
    /// The lane went on; the signed refusal is the body.
    Conflict(Conflicted),
}

impl From<Code> for Problem {
    fn from(code: Code) -> Self {
        Self::Code(code)
    }
}

impl From<StoreError> for Problem {
    fn from(error: StoreError) -> Self {
        // The cause stays here, without values: engine messages may quote rows.
        let kind = match error {
            StoreError::Engine(_) => "engine",
            StoreError::Unreadable(what) => what,
        };
        tracing::error!(kind, "the store failed");
        Self::Code(Code::Unavailable)
    }
}

impl From<BlobError> for Problem {
    fn from(error: BlobError) -> Self {
        // A message of the storage may name a file, and so a case.
        let kind = match error {
            BlobError::Missing => return Self::Code(Code::NotFound),
            BlobError::Address(_) => "address",
            BlobError::Storage(_) => "storage",
        };
        tracing::error!(kind, "the storage of files failed");
        Self::Code(Code::Unavailable)
    }
}

impl From<BlobRefusal> for Problem {
    fn from(refusal: BlobRefusal) -> Self {
        Self::Code(match refusal {
            BlobRefusal::NotFound => Code::NotFound,
            BlobRefusal::Minor => Code::MinorNoFiles,
            BlobRefusal::TooMany => Code::TooManyFiles,
            BlobRefusal::Full => Code::CaseFull,
            BlobRefusal::Taken => Code::Taken,
        })
    }
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Self {
        Self::Code(match refusal {
            Refusal::Conflict(_) => Code::Conflict,
            Refusal::NotFound => Code::NotFound,
            Refusal::Forbidden => Code::Forbidden,
            Refusal::WrongPlace => Code::WrongPlace,
            Refusal::Taken => Code::Taken,
            Refusal::Gone => Code::Gone,
            Refusal::Unavailable => Code::Unavailable,
        })
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        match self {
            Self::Code(code) => {
                let status = StatusCode::from_u16(code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
                let body = format!(r#"{{"code":"{}","status":{}}}"#, code.name(), code.status());
                (status, [(header::CONTENT_TYPE, "application/problem+json")], body).into_response()
            }
            Self::Conflict(conflicted) => {
                let content_type = [(header::CONTENT_TYPE, sanad_protocol::CBOR)];
                (StatusCode::CONFLICT, content_type, encode(&conflicted)).into_response()
            }
        }
    }
}
