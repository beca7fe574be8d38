//! What a case is, without saying how it is sealed, stored or shown.
//!
//! A case is three chains of *entries* (lanes): what she and the team share, what only the team sees, and
//! who opened what. Each entry carries one [`case::Body`]. The state of a case is the [`case::fold`] of its
//! entries: one pure function that runs in the browser, in the command line and in tests.
//!
//! Absences: no I/O, no clock, no randomness, no cryptography, no words for the screen.
#![forbid(unsafe_code)]

pub mod author;
pub mod case;
pub mod danger;
pub mod ids;
pub mod lane;
pub mod report;
pub mod safe_contact;
pub mod taxonomy;
pub mod text_map;

pub use author::{Author, AuthorClass, Role};
pub use ids::{BlobId, CaseId, EntryId, MemberId, PersonId, TeamId};
pub use lane::Lane;
