//! Splits a document of any size into its messages, in one pass and in bounded memory.
//!
//! A [`Node`] says where in the document messages stand. All else is stepped over byte by byte. What is held at one
//! time is a buffer of the source and one message of at most [`Limits::message`] bytes. A duplicated array of messages
//! is handed out twice, where a parser of whole documents would show the last one only.

use std::io::{ErrorKind, Read};

use super::extent::{Extent, begins, is_space, unquote};
use crate::source::{Limits, ReadError};

/// Bytes that are asked of the source at a time.
const BUFFER: usize = 64 << 10;

/// Bytes of a key that are kept: none that is looked for is longer, however it is escaped.
const KEY: usize = 1 << 10;

/// Bytes of a field (the name of a chat) that are kept.
const FIELD: usize = 64 << 10;

/// Where messages stand in a document.
#[derive(Debug)]
pub(crate) enum Node {
    /// An array whose elements are messages.
    Messages,
    /// An array; each element is looked into.
    Each(&'static Node),
    /// An object.
    Object {
        /// The members whose values are handed out as they are.
        fields: &'static [&'static str],
        /// The members that are looked into.
        members: &'static [(&'static str, Node)],
    },
}

/// What is found, in the order of the document.
#[derive(Debug)]
pub(crate) enum Event<'a> {
    /// An object that is looked into begins.
    Enter,
    /// It ends.
    Leave,
    /// One of its fields.
    Field {
        /// Its name.
        name: &'static str,
        /// As written; cut after 64 KiB.
        value: &'a [u8],
        /// Where the value begins.
        offset: u64,
    },
    /// An array of messages begins here.
    Messages(u64),
    /// One of its elements: an object, in an export as the app writes it.
    Element(Element<'a>),
    /// Something else stands where an array or an object was to be looked into.
    Other {
        /// The name of the member.
        name: &'static str,
        /// Where the value begins.
        offset: u64,
    },
}

/// One message, as written.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Element<'a> {
    /// Where it begins.
    pub(crate) offset: u64,
    /// How many bytes it has in the source, or had until the source ended.
    pub(crate) length: u64,
    /// Its bytes, no more than the limit allows.
    pub(crate) bytes: &'a [u8],
    /// Whether it ended before the source did.
    pub(crate) ended: bool,
}

impl Element<'_> {
    /// Whether it is longer than what is handed out.
    pub(crate) const fn is_cut(&self) -> bool {
        self.bytes.len() as u64 != self.length
    }
}

/// How a document ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// As it should.
    Whole,
    /// The source ended here, in the middle of something.
    Unfinished(u64),
    /// More bytes follow, from here on.
    Followed(u64),
}

/// Takes what is found. An error ends the reading.
pub(crate) type Take<'t> = dyn FnMut(Event<'_>) -> Result<(), ReadError> + 't;

/// Reads one document whose root is an object.
///
/// # Errors
/// [`ReadError::Json`] where brackets, commas or quotes outside of messages are wrong; what was handed out before
/// stays so. [`ReadError::TooLarge`], [`ReadError::Io`], and whatever `take` answers.
pub(crate) fn split(
    source: impl Read,
    limits: &Limits,
    root: &'static Node,
    take: &mut Take<'_>,
) -> Result<End, ReadError> {
    let mut scanner = Scanner::new(source, limits);
    let read = scanner.document(root, take);
    scanner.end(read)
}

/// Reads a sequence of values, one after another (JSON lines): each is handed out as an element.
///
/// # Errors
/// As [`split`].
pub(crate) fn lines(source: impl Read, limits: &Limits, take: &mut Take<'_>) -> Result<End, ReadError> {
    let mut scanner = Scanner::new(source, limits);
    let read = scanner.sequence(take);
    scanner.end(read)
}

/// Why reading stops early.
enum Stop {
    /// It cannot go on.
    Error(ReadError),
    /// The source ended.
    End,
}

impl From<ReadError> for Stop {
    fn from(error: ReadError) -> Self {
        Self::Error(error)
    }
}

struct Scanner<R> {
    source: R,
    buffer: Vec<u8>,
    /// The bytes of the buffer that were not looked at yet.
    start: usize,
    end: usize,
    /// Where in the source the buffer begins.
    base: u64,
    /// Bytes of the source that may be read, and whether there turned out to be more.
    limit: u64,
    over: bool,
    /// Bytes of a message that are kept.
    room: usize,
    /// The value that was read last, as far as there was room for it, and its whole length.
    kept: Vec<u8>,
    length: u64,
}

impl<R: Read> Scanner<R> {
    fn new(source: R, limits: &Limits) -> Self {
        Self {
            source,
            buffer: vec![0; BUFFER],
            start: 0,
            end: 0,
            base: 0,
            limit: limits.text,
            over: false,
            room: limits.message,
            kept: Vec::new(),
            length: 0,
        }
    }

    fn position(&self) -> u64 {
        self.base + self.start as u64
    }

    fn broken(&self) -> Stop {
        Stop::Error(ReadError::Json { offset: self.position() })
    }

    /// Whether there are bytes to look at; reads some when there are none.
    fn more(&mut self) -> Result<bool, ReadError> {
        if self.start < self.end {
            return Ok(true);
        }
        self.base += self.end as u64;
        self.start = 0;
        self.end = 0;
        let count = loop {
            match self.source.read(&mut self.buffer) {
                Ok(count) => break count.min(self.buffer.len()),
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error.into()),
            }
        };
        // What lies before the limit is looked at, wherever the limit falls in the buffer.
        let allowed = usize::try_from(self.limit - self.base).unwrap_or(usize::MAX);
        if self.over || (allowed == 0 && count > 0) {
            return Err(ReadError::TooLarge { limit: "text", offset: self.limit });
        }
        self.over = count > allowed;
        self.end = count.min(allowed);
        Ok(self.end > 0)
    }

    /// The next byte that is no space. It is not stepped over.
    fn solid(&mut self) -> Result<u8, Stop> {
        while self.more()? {
            let part = &self.buffer[self.start..self.end];
            match part.iter().position(|byte| !is_space(*byte)) {
                Some(spaces) => {
                    let byte = part[spaces];
                    self.start += spaces;
                    return Ok(byte);
                }
                None => self.start = self.end,
            }
        }
        Err(Stop::End)
    }

    /// Steps over a value, of which no more than `room` bytes are kept.
    fn value(&mut self, room: usize) -> Result<(), Stop> {
        self.kept.clear();
        self.length = 0;
        if !begins(self.solid()?) {
            return Err(self.broken());
        }
        let mut extent = Extent::default();
        while self.more()? {
            let part = &self.buffer[self.start..self.end];
            let end = extent.feed(part);
            let used = end.unwrap_or(part.len());
            let keep = used.min(room.saturating_sub(self.kept.len()));
            self.kept.extend_from_slice(&part[..keep]);
            self.length += used as u64;
            self.start += used;
            if end.is_some() {
                return Ok(());
            }
        }
        Err(Stop::End)
    }

    fn element(&mut self, take: &mut Take<'_>) -> Result<(), Stop> {
        self.solid()?;
        let offset = self.position();
        let ended = match self.value(self.room) {
            Ok(()) => true,
            Err(Stop::End) => false,
            Err(stop) => return Err(stop),
        };
        take(Event::Element(Element { offset, length: self.length, bytes: &self.kept, ended }))?;
        if ended { Ok(()) } else { Err(Stop::End) }
    }

    /// Recursion ends with the nodes, which are constants: the document has no say in it.
    fn walk(&mut self, node: &'static Node, name: &'static str, take: &mut Take<'_>) -> Result<(), Stop> {
        let first = self.solid()?;
        match node {
            Node::Object { fields, members } if first == b'{' => self.object(fields, members, take),
            Node::Each(inner) if first == b'[' => self.array(&mut |scanner| scanner.walk(inner, name, take)),
            Node::Messages if first == b'[' => {
                take(Event::Messages(self.position()))?;
                self.array(&mut |scanner| scanner.element(take))
            }
            _ => {
                let offset = self.position();
                self.value(0)?;
                Ok(take(Event::Other { name, offset })?)
            }
        }
    }

    fn array(&mut self, item: &mut dyn FnMut(&mut Self) -> Result<(), Stop>) -> Result<(), Stop> {
        self.start += 1;
        if self.solid()? == b']' {
            self.start += 1;
            return Ok(());
        }
        loop {
            item(self)?;
            match self.solid()? {
                b',' => self.start += 1,
                b']' => {
                    self.start += 1;
                    return Ok(());
                }
                _ => return Err(self.broken()),
            }
        }
    }

    fn object(
        &mut self,
        fields: &'static [&'static str],
        members: &'static [(&'static str, Node)],
        take: &mut Take<'_>,
    ) -> Result<(), Stop> {
        take(Event::Enter)?;
        self.start += 1;
        if self.solid()? == b'}' {
            self.start += 1;
            return Ok(take(Event::Leave)?);
        }
        loop {
            if self.solid()? != b'"' {
                return Err(self.broken());
            }
            self.value(KEY)?;
            let (member, field) = {
                let key = unquote(&self.kept);
                let key = key.as_deref();
                (
                    members.iter().find(|member| key == Some(member.0)),
                    fields.iter().copied().find(|field| key == Some(*field)),
                )
            };
            if self.solid()? != b':' {
                return Err(self.broken());
            }
            self.start += 1;
            if let Some((name, node)) = member {
                self.walk(node, name, take)?;
            } else if let Some(name) = field {
                self.solid()?;
                let offset = self.position();
                self.value(FIELD)?;
                take(Event::Field { name, value: &self.kept, offset })?;
            } else {
                self.value(0)?;
            }
            match self.solid()? {
                b',' => self.start += 1,
                b'}' => {
                    self.start += 1;
                    return Ok(take(Event::Leave)?);
                }
                _ => return Err(self.broken()),
            }
        }
    }

    /// A byte order mark may stand before the document.
    fn mark(&mut self) -> Result<(), Stop> {
        if self.more()? && self.buffer[self.start] == 0xEF {
            for expected in [0xEF, 0xBB, 0xBF] {
                if !self.more()? {
                    return Err(Stop::End);
                }
                if self.buffer[self.start] != expected {
                    return Err(self.broken());
                }
                self.start += 1;
            }
        }
        Ok(())
    }

    fn document(&mut self, root: &'static Node, take: &mut Take<'_>) -> Result<(), Stop> {
        self.mark()?;
        if self.solid()? != b'{' {
            return Err(self.broken());
        }
        self.walk(root, "", take)
    }

    fn sequence(&mut self, take: &mut Take<'_>) -> Result<(), Stop> {
        self.mark()?;
        loop {
            match self.solid() {
                Ok(_) => self.element(take)?,
                Err(Stop::End) => return Ok(()),
                Err(stop) => return Err(stop),
            }
        }
    }

    fn end(&mut self, read: Result<(), Stop>) -> Result<End, ReadError> {
        match read {
            Ok(()) => match self.solid() {
                Ok(_) => Ok(End::Followed(self.position())),
                Err(Stop::End) => Ok(End::Whole),
                Err(Stop::Error(error)) => Err(error),
            },
            Err(Stop::End) => Ok(End::Unfinished(self.position())),
            Err(Stop::Error(error)) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests;
