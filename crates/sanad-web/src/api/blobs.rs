//! Sealed files of a case: begun, sent in parts, finished, read.
//!
//! Words go first and are never kept waiting by files: a full disk, a full case and a minor's case refuse files
//! only. A part may be sent again until the file is finished; then its bytes do not change any more.

use std::ops::Range;

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use sanad_blobs::{part_len, parts};
use sanad_crypto::safe::blob::MAX_PLAIN;
use sanad_domain::{BlobId, CaseId};
use sanad_protocol::{
    Code,
    case::{BeginBlob, FinishBlob},
};
use sanad_store::{BlobLimits, BlobRow, NewBlob};

use crate::{
    problem::Problem,
    server::Server,
    session::Caller,
    wire::{Cbor, bytes_32},
};

/// Most files of one case, and most bytes of all of them.
const LIMITS: BlobLimits = BlobLimits { files: 10, bytes: 1024 * 1024 * 1024 };
/// Padding adds at most an eighth, sealing less than a thousandth and a head of two kilobytes.
const MAX_SEALED: u64 = MAX_PLAIN + MAX_PLAIN / 8 + 64 * 1024;
/// Her voice, ten minutes of it at most: what a person under 18 may send.
const MAX_VOICE: u64 = 32 * 1024 * 1024;

/// The case in the path, if the caller may touch it: one's own, or one that the member holds.
async fn allowed(server: &Server, caller: &Caller, case: &str) -> Result<CaseId, Problem> {
    let case: CaseId = case.parse().map_err(|_| Code::NotFound)?;
    match caller {
        Caller::Person(own) if *own == case => Ok(case),
        Caller::Person(_) => Err(Code::NotFound.into()),
        Caller::Member(card) => super::cases::held(server, card, None, case).await.map(|_| case),
    }
}

pub(super) async fn begin(
    State(server): State<Server>,
    caller: Caller,
    Path(case): Path<String>,
    Cbor(request): Cbor<BeginBlob>,
) -> Result<StatusCode, Problem> {
    let case = allowed(&server, &caller, &case).await?;
    let BeginBlob { blob, sealed_len, voice } = request;
    let most = if voice { MAX_VOICE } else { MAX_SEALED };
    if sealed_len > most {
        return Err(Code::TooLarge.into());
    }
    if sealed_len == 0 {
        return Err(Code::Malformed.into());
    }
    let free = server.inner.blobs.free_space();
    if free.is_some_and(|free| free < server.inner.config.disk_reserve.saturating_add(sealed_len)) {
        return Err(Code::StorageFull.into());
    }
    let new = NewBlob { blob, case, sealed_len, voice };
    server.store().begin_blob(server.team()?, new, LIMITS, server.now()).await??;
    Ok(StatusCode::NO_CONTENT)
}

/// A file of this case.
async fn known(server: &Server, case: CaseId, blob: &str) -> Result<BlobRow, Problem> {
    let blob: BlobId = blob.parse().map_err(|_| Code::NotFound)?;
    let found = server.store().blob(server.team()?, blob).await?;
    found.filter(|it| it.case == case).ok_or_else(|| Code::NotFound.into())
}

pub(super) async fn put_part(
    State(server): State<Server>,
    caller: Caller,
    Path((case, blob, n)): Path<(String, String, String)>,
    headers: HeaderMap,
    body: Result<Bytes, axum::extract::rejection::BytesRejection>,
) -> Result<StatusCode, Problem> {
    let case = allowed(&server, &caller, &case).await?;
    if headers.get(header::CONTENT_TYPE).is_none_or(|it| it != "application/octet-stream") {
        return Err(Code::MediaType.into());
    }
    let part = body.map_err(|_| Code::TooLarge)?;
    let row = known(&server, case, &blob).await?;
    let n: u32 = n.parse().map_err(|_| Code::NotFound)?;
    if n >= parts(row.sealed_len) || part.len() as u64 != part_len(row.sealed_len, n) {
        return Err(Code::Malformed.into());
    }
    if row.sha256.is_some() {
        // What is finished stays as it is; sending a part of it again is the retry of somebody who lost the
        // answer.
        return Ok(StatusCode::NO_CONTENT);
    }
    server.inner.blobs.put_part(row.blob, n, part).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn finish(
    State(server): State<Server>,
    caller: Caller,
    Path((case, blob)): Path<(String, String)>,
    Cbor(request): Cbor<FinishBlob>,
) -> Result<StatusCode, Problem> {
    let case = allowed(&server, &caller, &case).await?;
    let row = known(&server, case, &blob).await?;
    let claimed = bytes_32(&request.sha256)?;
    let found = match row.sha256 {
        Some(sha256) => sha256,
        None => server.inner.blobs.hash(row.blob, row.sealed_len).await?,
    };
    if found != claimed || !server.store().finish_blob(server.team()?, row.blob, found).await? {
        return Err(Code::Forged.into());
    }
    Ok(StatusCode::NO_CONTENT)
}

pub(super) async fn read(
    State(server): State<Server>,
    caller: Caller,
    Path((case, blob)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Problem> {
    let case = allowed(&server, &caller, &case).await?;
    let row = known(&server, case, &blob).await?;
    if row.sha256.is_none() {
        return Err(Code::NotFound.into());
    }
    let len = row.sealed_len;
    let asked = headers.get(header::RANGE).and_then(|it| it.to_str().ok());
    let (status, range) = match asked.map(|it| range_of(it, len)) {
        None => (StatusCode::OK, 0..len),
        Some(Some(range)) => (StatusCode::PARTIAL_CONTENT, range),
        Some(None) => {
            let whole = [(header::CONTENT_RANGE, format!("bytes */{len}"))];
            return Ok((StatusCode::RANGE_NOT_SATISFIABLE, whole).into_response());
        }
    };
    let head = [
        (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
        (header::CONTENT_LENGTH, (range.end - range.start).to_string()),
        (header::ACCEPT_RANGES, "bytes".to_owned()),
        (header::CONTENT_RANGE, format!("bytes {}-{}/{len}", range.start, range.end - 1)),
    ];
    let head = head
        .into_iter()
        .filter(|(name, _)| *name != header::CONTENT_RANGE || status == StatusCode::PARTIAL_CONTENT);
    let body = Body::from_stream(server.inner.blobs.read(row.blob, len, range));
    let mut response = (status, body).into_response();
    for (name, value) in head {
        response.headers_mut().insert(name, value.parse().map_err(|_| Code::Internal)?);
    }
    Ok(response)
}

/// One range of bytes (RFC 9110 §14.2): `bytes=a-b`, `bytes=a-`, `bytes=-n`. Several are not taken.
fn range_of(value: &str, len: u64) -> Option<Range<u64>> {
    let (from, to) = value.strip_prefix("bytes=")?.split_once('-')?;
    let range = match (from, to) {
        ("", last) => len.checked_sub(last.parse::<u64>().ok()?.min(len))?..len,
        (from, "") => from.parse().ok()?..len,
        (from, to) => from.parse().ok()?..to.parse::<u64>().ok()?.checked_add(1)?.min(len),
    };
    (range.start < range.end).then_some(range)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        assert_eq!(range_of("bytes=0-9", 100), Some(0..10));
        assert_eq!(range_of("bytes=90-", 100), Some(90..100));
        assert_eq!(range_of("bytes=-5", 100), Some(95..100));
        assert_eq!(range_of("bytes=-500", 100), Some(0..100));
        assert_eq!(range_of("bytes=50-500", 100), Some(50..100));
        for wrong in
            ["bytes=100-", "bytes=9-3", "bytes=0-1,5-6", "items=0-1", "bytes=-0", "bytes=a-b", "bytes=-"]
        {
            assert_eq!(range_of(wrong, 100), None, "{wrong}");
        }
        assert_eq!(range_of("bytes=0-18446744073709551615", 100), None);
    }
}
