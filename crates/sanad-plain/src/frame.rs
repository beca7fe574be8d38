//! Frames: length (u32, big endian), then that many bytes. Both sides refuse longer ones before they take
//! memory for them.

use std::io::{ErrorKind, Read, Write};

use minicbor::{Decode, Encode};
use zeroize::Zeroizing;

/// Longest frame in bytes, without its length.
pub const MAX_FRAME: usize = 4 * 1024 * 1024;

/// Why the two no longer understand each other. The process ends then, and is started anew.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// The other side is gone.
    #[error("the other side is gone")]
    Gone,
    /// Longer than a frame may be.
    #[error("a frame is too long")]
    TooLong,
    /// Not what is expected at this place.
    #[error("a frame cannot be read")]
    Malformed,
}

/// A value as a frame, wiped when dropped.
pub fn encode<T: Encode<()>>(value: &T) -> Result<Zeroizing<Vec<u8>>, FrameError> {
    let body = Zeroizing::new(sanad_protocol::encode(value));
    let len = length(body.len())?;
    let mut frame = Zeroizing::new(Vec::with_capacity(body.len() + 4));
    frame.extend_from_slice(&len.to_be_bytes());
    frame.extend_from_slice(&body);
    Ok(frame)
}

/// The value of a frame's body: canonical CBOR, and nothing after it.
pub fn decode<T>(body: &[u8]) -> Result<T, FrameError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    sanad_protocol::decode(body).ok_or(FrameError::Malformed)
}

/// Length of the body that follows these four bytes.
pub fn announced(len: [u8; 4]) -> Result<usize, FrameError> {
    let len = usize::try_from(u32::from_be_bytes(len)).map_err(|_| FrameError::TooLong)?;
    length(len)?;
    Ok(len)
}

fn length(len: usize) -> Result<u32, FrameError> {
    if len > MAX_FRAME {
        return Err(FrameError::TooLong);
    }
    u32::try_from(len).map_err(|_| FrameError::TooLong)
}

/// Reads a frame; `None` where the other side ended between two.
pub fn read<T>(input: &mut impl Read) -> Result<Option<T>, FrameError>
where
    T: for<'b> Decode<'b, ()> + Encode<()>,
{
    let mut len = [0; 4];
    let mut got = 0;
    while got < len.len() {
        match input.read(&mut len[got..]) {
            Ok(0) if got == 0 => return Ok(None),
            Ok(0) => return Err(FrameError::Gone),
            Ok(more) => got += more,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return Err(FrameError::Gone),
        }
    }
    let mut body = Zeroizing::new(vec![0u8; announced(len)?]);
    input.read_exact(&mut body).map_err(|_| FrameError::Gone)?;
    decode(&body).map(Some)
}

/// Writes a frame and sees it off.
pub fn write<T: Encode<()>>(output: &mut impl Write, value: &T) -> Result<(), FrameError> {
    let frame = encode(value)?;
    output.write_all(&frame).and_then(|()| output.flush()).map_err(|_| FrameError::Gone)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sanad_domain::report::Report;

    use super::*;
    use crate::wire::{Answered, Call, FromChild, Job, Method, Reply, ToChild, What};

    fn job(what: What) -> ToChild {
        ToChild::Job(Job { now: 7, origin: "plain:".into(), what })
    }

    #[test]
    fn what_is_written_is_read_and_the_end_is_an_end() {
        let report = Box::new(Report::of_text("he wrote"));
        let mut pipe = vec![];
        write(&mut pipe, &job(What::Tell { report, token: vec![1; 36].into() })).unwrap();
        write(&mut pipe, &ToChild::Answered(Answered::refused("taken"))).unwrap();
        write(&mut pipe, &job(What::Leave { visit: "v".into() })).unwrap();
        let mut input = pipe.as_slice();
        let Ok(Some(ToChild::Job(Job { now: 7, what: What::Tell { report, token }, .. }))) = read(&mut input)
        else {
            panic!("a report");
        };
        assert_eq!((report.text.as_str(), token.len()), ("he wrote", 36));
        assert!(matches!(read(&mut input), Ok(Some(ToChild::Answered(it))) if it.code == "taken"));
        assert!(matches!(
            read(&mut input),
            Ok(Some(ToChild::Job(Job { what: What::Leave { visit }, .. }))) if visit == "v"
        ));
        assert!(matches!(read::<ToChild>(&mut input), Ok(None)));
    }

    #[test]
    fn hostile_frames_are_refused_before_memory_is_taken() {
        let mut too_long: &[u8] = &[0xff; 64];
        assert!(matches!(read::<ToChild>(&mut too_long), Err(FrameError::TooLong)));
        let just_over = (MAX_FRAME as u32 + 1).to_be_bytes();
        assert_eq!(announced(just_over), Err(FrameError::TooLong));
        let mut cut: &[u8] = &[0, 0, 0, 9, 1, 2];
        assert!(matches!(read::<ToChild>(&mut cut), Err(FrameError::Gone)));
        let mut half_a_length: &[u8] = &[0, 0];
        assert!(matches!(read::<ToChild>(&mut half_a_length), Err(FrameError::Gone)));
        // What the one side says is not what the other may say.
        let reply = encode(&FromChild::Reply(Reply::Busy)).unwrap();
        assert!(matches!(read::<ToChild>(&mut reply.as_slice()), Err(FrameError::Malformed)));
        // Bytes after the value.
        let mut longer = encode(&ToChild::Answered(Answered::refused("x"))).unwrap().to_vec();
        longer[3] += 1;
        longer.push(0);
        assert!(matches!(read::<ToChild>(&mut longer.as_slice()), Err(FrameError::Malformed)));
        let body = vec![0u8; MAX_FRAME].into();
        let call = Call { method: Method::Post, path: "/cases".into(), token: None, body: Some(body) };
        assert!(call.writes());
        assert!(matches!(encode(&FromChild::Call(call)), Err(FrameError::TooLong)));
    }

    proptest! {
        #[test]
        fn no_bytes_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = read::<ToChild>(&mut bytes.as_slice());
            let len = (bytes.len() as u32).to_be_bytes();
            let framed = [&len[..], &bytes].concat();
            let _ = read::<FromChild>(&mut framed.as_slice());
        }
    }
}
