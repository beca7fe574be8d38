//! Who calls. Each right is an extractor, proven before a handler's body runs.

use axum::{
    extract::{ConnectInfo, FromRequestParts},
    http::{header, request::Parts},
};
use base64ct::{Base64UrlUnpadded, Encoding as _};
use sanad_crypto::safe::sha256;
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

/// Hash of the bearer token.
fn token_hash(parts: &Parts) -> Result<[u8; 32], Problem> {
    let value = parts.headers.get(header::AUTHORIZATION).and_then(|it| it.to_str().ok());
    let token = value.and_then(|it| it.strip_prefix("Bearer ")).ok_or(Code::SignInAgain)?;
    let token = Base64UrlUnpadded::decode_vec(token).map_err(|_| Code::SignInAgain)?;
    Ok(sha256(&token))
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
                Ok(Self::Member(card))
            }
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
            Caller::Member(card) if card.role != Role::Recovery => Ok(Self(card)),
            _ => Err(Code::Forbidden.into()),
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
