//! Sanad's cryptography: what is sealed, signed, granted and logged (docs/formats).
//!
//! Everything sealed is an age file, everything said is a signed entry, entries hang on hash chains, chains
//! hang on a log that every client checks. Callers use [`safe`], which has nothing to configure; the
//! primitives stay in the private `hazmat`. [`log`] is the Merkle log.
//!
//! Absences: no I/O, no clock, no ambient randomness, no primitive of our own.
#![forbid(unsafe_code)]

mod hazmat;
pub mod log;
pub mod safe;
