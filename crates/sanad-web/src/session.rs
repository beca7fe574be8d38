//! Who calls. Each right is an extractor, proven before a handler's body runs.

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use sanad_crypto::safe::{epoch::Holder, sha256};
use sanad_domain::{CaseId, Role};
use sanad_protocol::Code;
use sanad_store::{CardRow, Who};

use crate::{problem::Problem, server::Server};

/// The person of a case, with a session.
pub(crate) struct Person(pub(crate) CaseId);

/// A member with a live card.
pub(crate) struct Member(pub(crate) CardRow);

/// Either of them.
pub(crate) enum Caller {
    Person(CaseId),
    Member(CardRow),
}

fn bearer(parts: &Parts) -> Result<&str, Problem> {
    let value = parts.headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    value.and_then(|it| it.strip_prefix("Bearer ")).ok_or_else(|| Code::SignInAgain.into())
}

fn hash_of(token: &str) -> Result<[u8; 32], Problem> {
    let token = Base64UrlUnpadded::decode_vec(token).map_err(|_| Code::SignInAgain)?;
    Ok(sha256(&token))
}

/// Hash of the bearer token.
fn token_hash(parts: &Parts) -> Result<[u8; 32], Problem> {
    bearer(parts).and_then(hash_of)
}

impl FromRequestParts<Server> for Caller {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let (team, hash) = (server.team()?, token_hash(parts)?);
        match server.store().session(team, hash, server.now()).await? {
            None => Err(Code::SignInAgain.into()),
            Some(Who::Person(case)) => Ok(Self::Person(case)),
            // A card that ended ends its sessions at once.
            Some(Who::Member(member)) => {
                let card = server.store().card(team, member).await?.ok_or(Code::SignInAgain)?;
                // The sheet speaks in no case and reads none by itself.
                if card.role == Role::Recovery { Err(Code::Forbidden.into()) } else { Ok(Self::Member(card)) }
            }
        }
    }
}

/// Header with the token of the recovery sheet's session, beside a coordinator's own.
pub(crate) const SHEET_HEADER: &str = "sanad-sheet";

/// Whose token it is, where it is the recovery sheet's.
async fn sheet_of(server: &Server, token: &str) -> Result<Option<CardRow>, Problem> {
    let (team, hash) = (server.team()?, hash_of(token)?);
    let Some(Who::Member(member)) = server.store().session(team, hash, server.now()).await? else {
        return Err(Code::SignInAgain.into());
    };
    let card = server.store().card(team, member).await?.ok_or(Code::SignInAgain)?;
    Ok((card.role == Role::Recovery).then_some(card))
}

/// A member, or whoever signed in with the recovery sheet.
pub(crate) struct MemberOrSheet(pub(crate) CardRow);

impl FromRequestParts<Server> for MemberOrSheet {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        match sheet_of(server, bearer(parts).unwrap_or_default()).await {
            Ok(Some(card)) => Ok(Self(card)),
            // Whatever else it is, it is told as every member is told.
            _ => Member::from_request_parts(parts, server).await.map(|it| Self(it.0)),
        }
    }
}

/// The recovery sheet's key, where a coordinator has it on the table beside the own session.
pub(crate) struct OnTable(pub(crate) Option<Holder>);

impl FromRequestParts<Server> for OnTable {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        let Some(token) = parts.headers.get(SHEET_HEADER) else { return Ok(Self(None)) };
        let token = token.to_str().map_err(|_| Code::SignInAgain)?;
        let sheet = sheet_of(server, token).await?.ok_or(Code::Forbidden)?;
        let Member(card) = Member::from_request_parts(parts, server).await?;
        if card.role == Role::Coordinator {
            Ok(Self(Some(sheet.holder)))
        } else {
            Err(Code::Forbidden.into())
        }
    }
}

impl FromRequestParts<Server> for Person {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        match Caller::from_request_parts(parts, server).await? {
            Caller::Person(case) => Ok(Self(case)),
            Caller::Member(_) => Err(Code::Forbidden.into()),
        }
    }
}

impl FromRequestParts<Server> for Member {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Problem> {
        match Caller::from_request_parts(parts, server).await? {
            Caller::Member(card) => Ok(Self(card)),
            Caller::Person(_) => Err(Code::Forbidden.into()),
        }
    }
}

/// The hash under which a request's session is stored, to end it.
pub(crate) struct Token(pub(crate) [u8; 32]);

impl FromRequestParts<Server> for Token {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &Server) -> Result<Self, Problem> {
        token_hash(parts).map(Self)
    }
}

/// Where a request comes from, for limits only: never stored, never logged.
#[derive(Clone)]
pub(crate) enum Source {
    /// A client's address.
    Address(Vec<u8>),
    /// The process for browsers in which scripts are off: all of them together.
    ScriptsOff,
}

/// Mark on requests that this server makes of itself for that process. Only code can set it: a request from
/// outside brings headers and no extensions.
#[derive(Clone)]
pub(crate) struct ByPlain;

impl FromRequestParts<Server> for Source {
    type Rejection = std::convert::Infallible;

    async fn from_request_parts(parts: &mut Parts, server: &Server) -> Result<Self, Self::Rejection> {
        if parts.extensions.get::<ByPlain>().is_some() {
            return Ok(Self::ScriptsOff);
        }
        let forwarded = parts.headers.get("x-forwarded-for").and_then(|it| it.to_str().ok());
        let last_hop = forwarded.and_then(|it| it.rsplit(',').next()).map(str::trim);
        if let Some(hop) = last_hop.filter(|_| server.inner.config.trusted_proxy) {
            return Ok(Self::Address(hop.as_bytes().to_vec()));
        }
        let peer = parts.extensions.get::<ConnectInfo<std::net::SocketAddr>>();
        Ok(Self::Address(peer.map_or_else(Vec::new, |it| it.0.ip().to_string().into_bytes())))
    }
}
