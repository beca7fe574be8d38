//! Keeps what a reader hands on.

use std::io::Cursor;

pub(crate) use sanad_chat::Collected;
use sanad_chat::{Limits, ReadError};

/// Reads a file.
pub(crate) fn read(bytes: &[u8], limits: &Limits) -> Result<Collected, ReadError> {
    let mut collected = Collected::default();
    sanad_chat::read_file(Cursor::new(bytes.to_vec()), limits, &mut collected)?;
    Ok(collected)
}

/// The marks of direction that WhatsApp sets before names and before its own words.
pub(crate) fn is_mark(character: char) -> bool {
    matches!(character, '\u{200e}' | '\u{200f}')
}
