//! Where an export comes from: a file, or what another program writes.

use std::{
    fs::File,
    io::{Cursor, ErrorKind, Read, Seek},
    path::Path,
};

use sanad_chat::{Limits, ReadError};

/// So many bytes of a stream are held. It is never put on a disk: nobody would know that a chat lies there.
const MOST: u64 = 1 << 30;

/// Bytes that can be read more than once, as those of an export are.
pub(super) trait Bytes: Read + Seek {}

impl<T: Read + Seek> Bytes for T {}

/// Opens a file. What cannot go back to its first byte, as a pipe, is read into memory.
///
/// # Errors
/// [`ReadError::Io`]; [`ReadError::TooLarge`] where a stream has more than a gigabyte.
pub(super) fn open(path: &Path) -> Result<Box<dyn Bytes>, ReadError> {
    let mut file = File::open(path)?;
    match file.rewind() {
        Ok(()) => Ok(Box::new(file)),
        Err(error) if error.kind() == ErrorKind::NotSeekable => {
            Ok(Box::new(Cursor::new(held(file, MOST.min(Limits::default().text))?)))
        }
        Err(error) => Err(error.into()),
    }
}

/// All bytes of a stream, which has no more than `most`.
fn held(stream: impl Read, most: u64) -> Result<Vec<u8>, ReadError> {
    let mut bytes = vec![];
    stream.take(most.saturating_add(1)).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > most {
        return Err(ReadError::TooLarge { limit: "memory for a stream", offset: most });
    }
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_more_of_a_stream_is_held_than_allowed() {
        assert_eq!(held(&b"12345"[..], 5).unwrap(), b"12345");
        assert_eq!(held(&b""[..], 0).unwrap(), b"");
        let refused = held(&b"123456"[..], 5).unwrap_err();
        assert!(matches!(refused, ReadError::TooLarge { offset: 5, .. }), "{refused:?}");
        let said = "the file is larger than memory for a stream allows, at byte 5";
        assert_eq!(refused.to_string(), said);
    }

    #[test]
    fn what_is_not_there_is_told() {
        let error = open(Path::new("/there/is/none")).err().unwrap();
        assert_eq!(error.code(), "unreadable");
    }
}
