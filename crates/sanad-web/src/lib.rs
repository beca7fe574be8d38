//! Sanad's HTTP server. It stores and verifies what is sealed, and cannot open it.
//!
//! `api` has one file for each resource; `page` serves the person's pages; `desk` the team's application.
//! Rights are extractors (`session`): a handler cannot run without stating who may call it.
//!
//! Pages without scripts go through `plain` to a process of their own; what comes back is shown and forgotten.
//!
//! Absences: nothing here opens case content; no IP address, handle, receipt or name is logged.
#![forbid(unsafe_code)]

mod api;
mod events;
mod headers;
mod intake_limits;
mod keys;
mod page;
mod plain;
mod problem;
mod server;
mod session;
mod utc_offset;
mod wire;

pub use keys::ServerKeys;
pub use server::{Clock, Config, Server, SystemClock, router};
pub use utc_offset::{NotAnOffset, UtcOffset};
