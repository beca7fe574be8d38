//! The [age v1 file format](https://c2sp.org/age) with post-quantum and classic recipients,
//! small enough to load on a cheap phone.
//!
//! ```
//! # fn main() -> Result<(), sanad_age::Error> {
//! # use rand_chacha::rand_core::SeedableRng;
//! # let mut rng = rand_chacha::ChaCha20Rng::from_seed([7; 32]);
//! let identity = sanad_age::HybridIdentity::generate(&mut rng);
//! let sealed = sanad_age::seal(&[identity.recipient().into()], b"the message", &mut rng)?;
//! assert_eq!(sanad_age::open(&[identity.into()], &sealed)?, b"the message");
//! # Ok(())
//! # }
//! ```
//!
//! There is nothing to configure. [`seal`] and [`open`] work on whole messages; [`Sealer`] and
//! [`Opener`] take a stream in pieces of any size; [`Payload`] opens single chunks of a large file.
//! No chunk is released before it is authenticated, and none before the header's MAC is checked.
//!
//! A file says nothing about who wrote it: whoever can read it could have made it. Sign inside.
//!
//! # Limits
//! * A header is at most [`MAX_HEADER`] bytes (about 84 post-quantum recipients).
//! * scrypt work factors above 2²² are refused: they would take minutes.
//! * Post-quantum and classic recipients are never mixed when sealing (C2SP age, "postquantum" label).
#![forbid(unsafe_code)]

mod armor;
mod encoding;
mod error;
mod header;
mod keys;
mod message;
mod recipient;
mod stream;

pub use armor::{armor, dearmor};
pub use error::Error;
pub use header::MAX_HEADER;
pub use message::{Opener, Sealer, open, seal};
pub use recipient::{
    HybridIdentity, HybridRecipient, Identity, Passphrase, Recipient, X25519Identity, X25519Recipient,
};
pub use stream::{CHUNK, Payload, TAG, sealed_len};
