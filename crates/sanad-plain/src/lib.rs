//! Her pages with scripts off. The browser cannot seal then, so somebody else must, and that is not the
//! server: it is a process beside it, started by the server, that holds what was written for as long as one
//! request takes.
//!
//! `wire` is what the two say to each other, `frame` how; `child` is the process, a client like the browser's
//! core; `door` is the server's side: who is next, starting, starting again.
//!
//! Absences: the process opens no socket and no file and logs nothing. The door opens nothing that is sealed.
#![forbid(unsafe_code)]

pub mod child;
pub mod door;
pub mod frame;
pub mod wire;
