//! Every endpoint for every caller, and every way in which a request can be wrong.
//!
//! Each answer of these tests, whatever it is, sets no cookie, is not kept, and carries the policy of what a
//! page may load, and is one that the description of the interface names: `world` checks that of everything it
//! receives.
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod before;
mod callers;
mod files;
mod health;
mod interface;
mod keys;
mod pages;
mod rekey;
mod routes;
mod sessions;
mod sheet;
mod wire;
mod world;
