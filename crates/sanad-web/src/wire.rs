//! Canonical CBOR in and out, and what stands behind `?`.

use axum::{
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Request},
    http::{header, request::Parts},
    response::{IntoResponse, Response},
};
use minicbor::{Decode, Encode};
use sanad_protocol::{CBOR, Code};
use serde::de::DeserializeOwned;

use crate::problem::Problem;

/// A request or response body.
pub(crate) struct Cbor<T>(pub(crate) T);

impl<T: Encode<()>> IntoResponse for Cbor<T> {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, CBOR)], sanad_protocol::encode(&self.0)).into_response()
    }
}

impl<S: Send + Sync, T: for<'b> Decode<'b, ()> + Encode<()>> FromRequest<S> for Cbor<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let content_type = request.headers().get(header::CONTENT_TYPE);
        if content_type.is_none_or(|it| it.as_bytes() != CBOR.as_bytes()) {
            return Err(Code::MediaType.into());
        }
        let bytes = Bytes::from_request(request, state).await.map_err(|_| Code::TooLarge)?;
        sanad_protocol::decode(&bytes).map(Self).ok_or_else(|| Code::Malformed.into())
    }
}

/// Parameters behind `?`; what is wrong with them is a problem as everywhere.
pub(crate) struct Query<T>(pub(crate) T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let found = axum::extract::Query::<T>::from_request_parts(parts, state).await;
        found.map(|axum::extract::Query(it)| Self(it)).map_err(|_| Code::Malformed.into())
    }
}

/// A 32-byte field.
pub(crate) fn bytes_32(bytes: &[u8]) -> Result<[u8; 32], Problem> {
    bytes.try_into().map_err(|_| Code::Malformed.into())
}
