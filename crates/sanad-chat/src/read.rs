//! Which program wrote a file, told by its first bytes and never by its name.

use std::io::{Read, Seek, SeekFrom};

use crate::archive::{Archive, explain, is_zip};
use crate::source::{Format, Limits, Lone, ReadError, Sink, Text};
use crate::{json, meta, signal, telegram, whatsapp};

/// Bytes in which the format must show itself.
const HEAD: u64 = 1 << 16;

/// Reads a file as it lies on a disk: a text, or the zip that a phone made of a chat and its files. The messages of
/// every chat in it are handed to `sink`, chat by chat; the files in a zip are only listed, never unpacked.
///
/// # Errors
/// [`ReadError`]. What was handed on before an error is right, and incomplete. Where one chat of several cannot be
/// read, the others are, and the first error is given at the end.
pub fn read_file<R: Read + Seek>(
    mut source: R,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(), ReadError> {
    let limits = &limits.kept();
    source.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    source.by_ref().take(4).read_to_end(&mut start)?;
    if !is_zip(&start) {
        return read(&mut Lone(source), limits, sink);
    }
    let mut archive = Archive::open(source, limits, sink, sniff)?;
    let mut first = None;
    for index in 0..archive.chats() {
        let done = read(&mut archive.chat(index, limits), limits, sink);
        match done {
            // Where a chat was not read to its end, nobody knows which files it names.
            Ok(()) if first.is_none() => archive.unnamed(index, sink)?,
            Ok(()) => {}
            Err(error @ (ReadError::Stopped | ReadError::Io(_))) => return Err(error),
            Err(error) => first = first.or(Some(error)),
        }
    }
    first.map_or(Ok(()), Err)
}

/// Reads a text: one chat, or, in Telegram's JSON of an account, one after another.
///
/// # Errors
/// [`ReadError`]. What was handed on before an error is right, and incomplete.
pub fn read(text: &mut dyn Text, limits: &Limits, sink: &mut dyn Sink) -> Result<(), ReadError> {
    dispatch(text, &limits.kept(), sink).map_err(explain)
}

fn dispatch(text: &mut dyn Text, limits: &Limits, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let mut head = Vec::new();
    text.open()?.take(HEAD).read_to_end(&mut head)?;
    if head.starts_with(&[0xff, 0xfe]) || head.starts_with(&[0xfe, 0xff]) {
        return Err(ReadError::Utf16);
    }
    match sniff(&head) {
        Some(Format::Telegram) => telegram::read(text, limits, sink),
        Some(Format::Meta | Format::MetaEncrypted) => meta::read(text, limits, sink),
        Some(Format::Signal) => signal::read(text, limits, sink),
        // The first stamp may come late, after lines that somebody put before it.
        Some(Format::WhatsAppAndroid | Format::WhatsAppIos) | None => whatsapp::read(text, limits, sink),
    }
}

/// The format of a text that begins with `head`. An iPhone's stamp begins with a bracket, as a JSON array does.
fn sniff(head: &[u8]) -> Option<Format> {
    if whatsapp::begins_with_stamp(head) {
        return whatsapp::sniff(head);
    }
    json::sniff(head).or_else(|| whatsapp::sniff(head))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::collected::Collected;

    /// The formats, and the number of messages.
    fn counted(bytes: &[u8]) -> Result<(Vec<Format>, usize), ReadError> {
        let mut all = Collected::default();
        read_file(Cursor::new(bytes), &Limits::default(), &mut all)?;
        Ok((all.sources.iter().map(|it| it.format).collect(), all.messages.len()))
    }

    #[test]
    fn a_lone_text_is_told_by_its_first_bytes() {
        let (formats, count) = counted(b"20/1/2026, 19:02 - A: x\n").unwrap();
        assert_eq!((formats.as_slice(), count), (&[Format::WhatsAppAndroid][..], 1));
        let (formats, count) = counted("\u{feff}\u{200e}[20/1/2026, 19:02:03] A: x\r\n".as_bytes()).unwrap();
        assert_eq!((formats.as_slice(), count), (&[Format::WhatsAppIos][..], 1));
    }

    #[test]
    fn stamps_behind_the_head_are_found() {
        let mut text = "saved by a helper\n".repeat(10_000);
        text.push_str("20/1/2026, 19:02 - A: x\n");
        assert_eq!(counted(text.as_bytes()).unwrap().1, 1);
    }

    #[test]
    fn what_is_no_chat_is_unknown() {
        for bytes in [&b""[..], &b"hello"[..], &b"\xff\xd8\xff\xe0"[..], &b"\0\0\0"[..]] {
            assert!(matches!(counted(bytes), Err(ReadError::Unknown)), "{bytes:x?}");
        }
        for bytes in [&b"\xff\xfe2\x000\x00"[..], &b"\xfe\xff\x002\x000"[..]] {
            assert!(matches!(counted(bytes), Err(ReadError::Utf16)));
        }
        assert!(matches!(counted(b"PK\x03\x04nothing more"), Err(ReadError::Zip(_))));
    }
}
