//! What tests share: both engines, a server as a child process, the command line, people of a team, the
//! search of a seized disk.
//!
//! Everything is started lazily, on free ports, in folders of its own, and is gone when the test process is.
//! Failures are panics that say what was expected: this crate is for tests only.
//!
//! Absences: nothing here depends on the store, the web server or the binary. Their tests depend on this.
#![forbid(unsafe_code)]
#![expect(clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

mod cli;
mod engine;
mod folder;
mod log;
mod port;
pub mod postgres;
mod search;
mod server;
mod story;
mod tables;
pub mod team;

pub use cli::{Cli, Ran};
pub use engine::{Engine, Fresh};
pub use folder::Folder;
pub use log::{naive_leaf, naive_root};
pub use port::free_port;
pub use search::{Search, Searched};
pub use server::{Options, Running};
pub use story::{Joined, Member, Story};
pub use tables::{execute, flip_byte, row_counts};
