//! A text line by line: where each line begins, how it ends, and never more of it in memory than allowed.

use std::io::{self, BufRead as _, ErrorKind, Read};

use crate::cut::whole;

/// Bytes that are asked for at once.
const CHUNK: usize = 1 << 16;
/// The shortest limit: a stamp and a name must fit.
const SHORTEST: usize = 1 << 10;
/// The longest limit, so that sums of sizes cannot overflow.
const LONGEST: usize = 1 << 30;

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ending {
    /// LF.
    Feed,
    /// CR LF.
    ReturnFeed,
    /// CR, in a text without LF: no phone writes it, some editors do.
    Return,
    /// The text ends.
    Nothing,
}

impl Ending {
    /// The bytes in the source.
    pub(super) const fn bytes(self) -> &'static [u8] {
        match self {
            Self::Feed => b"\n",
            Self::ReturnFeed => b"\r\n",
            Self::Return => b"\r",
            Self::Nothing => b"",
        }
    }
}

/// One line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Line<'a> {
    /// Its bytes without the ending; the first ones, where the line is longer than the limit.
    pub(super) bytes: &'a [u8],
    /// The byte of the source at which it begins; in the first line, behind byte order marks and spaces.
    pub(super) offset: u64,
    /// Its bytes in the source without the ending, whatever was kept.
    pub(super) length: u64,
    /// How it ends.
    pub(super) ending: Ending,
}

impl Line<'_> {
    /// Whether bytes are missing.
    pub(super) fn is_cut(&self) -> bool {
        (self.bytes.len() as u64) < self.length
    }
}

/// Reads lines. At most the limit and a chunk are in memory.
pub(super) struct Lines<R> {
    source: R,
    buffer: Vec<u8>,
    /// What was read and not yet handed out: `start..end` of the buffer.
    start: usize,
    end: usize,
    /// Bytes from `start` in which no line ends.
    seen: usize,
    /// A carriage return alone ends a line.
    returns: bool,
    /// Whether that was decided.
    decided: bool,
    /// The byte of the source that lies at `start`.
    offset: u64,
    limit: usize,
    ended: bool,
}

impl<R: Read> Lines<R> {
    /// Lines of which `limit` bytes are kept; limits under 1 KiB are taken for 1 KiB.
    pub(super) fn new(source: R, limit: usize) -> Self {
        let limit = limit.clamp(SHORTEST, LONGEST);
        Self {
            source,
            buffer: Vec::new(),
            start: 0,
            end: 0,
            seen: 0,
            returns: false,
            decided: false,
            offset: 0,
            limit,
            ended: false,
        }
    }

    /// The next line; none after the last. A line feed at the very end begins no further line.
    pub(super) fn next_line(&mut self) -> io::Result<Option<Line<'_>>> {
        loop {
            let from = self.start + self.seen;
            if let Some(at) = end_of_line(&self.buffer[from..self.end], self.returns) {
                if self.decide(Some(from + at - self.start)) {
                    continue;
                }
                return Ok(Some(self.hand_out(from + at, true)));
            }
            self.seen = self.end - self.start;
            if (self.ended || self.seen > self.limit) && self.decide(None) {
                continue;
            }
            if self.seen > self.limit {
                return self.hand_out_long().map(Some);
            }
            if self.ended {
                if self.seen == 0 {
                    return Ok(None);
                }
                return Ok(Some(self.hand_out(self.end, false)));
            }
            self.fill()?;
        }
    }

    /// Decides before the first line is handed out whether carriage returns alone end lines: where there is no line feed
    /// in the whole text, or in as much of it as may be held. `feed` is where the first one was found. Says whether the
    /// line must be looked for again.
    fn decide(&mut self, feed: Option<usize>) -> bool {
        if std::mem::replace(&mut self.decided, true) || feed.is_some_and(|at| at <= self.limit) {
            return false;
        }
        let held = &self.buffer[self.start..self.end];
        self.returns = held[..held.len().min(self.limit)].contains(&b'\r');
        if self.returns {
            self.seen = 0;
        }
        self.returns
    }

    /// The line that ends at `stop`, with a sign of its end there or at the end of the text.
    fn hand_out(&mut self, stop: usize, fed: bool) -> Line<'_> {
        let (from, offset) = (self.start, self.offset);
        let is_return = |at: usize| self.buffer[at] == b'\r';
        let returned = fed && !self.returns && stop > from && is_return(stop - 1);
        let ending = match (fed, returned) {
            (false, _) => Ending::Nothing,
            (true, false) if is_return(stop) => Ending::Return,
            (true, false) => Ending::Feed,
            (true, true) => Ending::ReturnFeed,
        };
        self.start = stop + usize::from(fed);
        self.seen = 0;
        self.offset = offset + (self.start - from) as u64;
        self.line(from, offset, (stop - from - usize::from(returned)) as u64, ending)
    }

    /// What is kept of a line of `length` bytes that begins at `from`.
    fn line(&self, from: usize, offset: u64, length: u64, ending: Ending) -> Line<'_> {
        let kept = usize::try_from(length).map_or(self.limit, |length| length.min(self.limit));
        let mut bytes = &self.buffer[from..from + kept];
        if (kept as u64) < length {
            bytes = whole(bytes);
        }
        let blank = if offset == 0 { blank(bytes) } else { 0 };
        Line { bytes: &bytes[blank..], offset: offset + blank as u64, length: length - blank as u64, ending }
    }

    /// A line that is longer than the limit: its first bytes stay, the others are read and forgotten.
    fn hand_out_long(&mut self) -> io::Result<Line<'_>> {
        self.move_to_front();
        let (offset, keep) = (self.offset, self.limit);
        let mut length = keep as u64;
        let mut last = self.buffer[keep - 1];
        let ending = loop {
            let rest = &self.buffer[keep..self.end];
            if let Some(at) = end_of_line(rest, self.returns) {
                let before = if at > 0 { rest[at - 1] } else { last };
                let ending = match (rest[at], before) {
                    (b'\r', _) => Ending::Return,
                    (_, b'\r') if !self.returns => Ending::ReturnFeed,
                    _ => Ending::Feed,
                };
                length += at as u64;
                length -= u64::from(ending == Ending::ReturnFeed);
                self.start = keep + at + 1;
                break ending;
            }
            last = rest.last().copied().unwrap_or(last);
            length += rest.len() as u64;
            self.end = keep;
            if self.ended {
                self.start = keep;
                break Ending::Nothing;
            }
            self.fill()?;
        };
        self.seen = 0;
        self.offset = offset + length + ending.bytes().len() as u64;
        Ok(self.line(0, offset, length, ending))
    }

    /// Reads once more behind what there is. Never called with more than the limit unread, so there is always room.
    fn fill(&mut self) -> io::Result<()> {
        if self.buffer.len() - self.end < CHUNK && self.start > 0 {
            self.move_to_front();
        }
        let most = self.limit + CHUNK;
        if self.buffer.len() - self.end < CHUNK / 2 && self.buffer.len() < most {
            let size = (self.buffer.len() * 2).clamp(CHUNK, most);
            self.buffer.resize(size, 0);
        }
        loop {
            let room = self.buffer.len() - self.end;
            match self.source.read(&mut self.buffer[self.end..]) {
                Ok(0) => self.ended = true,
                Ok(count) => self.end += count.min(room),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => return Err(error),
            }
            return Ok(());
        }
    }

    fn move_to_front(&mut self) {
        self.buffer.copy_within(self.start..self.end, 0);
        self.end -= self.start;
        self.start = 0;
    }
}

/// The place of the first sign that ends a line.
fn end_of_line(bytes: &[u8], returns: bool) -> Option<usize> {
    if returns { bytes.iter().position(|byte| matches!(byte, b'\n' | b'\r')) } else { feed(bytes) }
}

/// How many bytes at the very start of a text are none of it: byte order marks and spaces, as editors and other programs
/// leave them. A mark of direction that stands directly before the first sign is the phone's.
fn blank(bytes: &[u8]) -> usize {
    let (mut at, mut blank) = (0, 0);
    loop {
        let (width, is_mark) = match bytes[at..] {
            [b' ' | b'\t', ..] => (1, false),
            [0xc2, 0xa0, ..] => (2, false),
            [0xef, 0xbb, 0xbf, ..]
            | [0xe2, 0x80, 0x80..=0x8d | 0xaf, ..]
            | [0xe2, 0x81, 0xa0, ..]
            | [0xe3, 0x80, 0x80, ..] => (3, false),
            [0xe2, 0x80, 0x8e | 0x8f | 0xaa..=0xae, ..] | [0xe2, 0x81, 0xa6..=0xa9, ..] => (3, true),
            [0xd8, 0x9c, ..] => (2, true),
            _ => return blank,
        };
        at += width;
        if !is_mark {
            blank = at;
        }
    }
}

/// The place of the first line feed. (`skip_until` searches as fast as the machine can.)
fn feed(mut bytes: &[u8]) -> Option<usize> {
    let all = bytes;
    let skipped = bytes.skip_until(b'\n').unwrap_or(0);
    (skipped > 0 && all[skipped - 1] == b'\n').then(|| skipped - 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    type Told = (Vec<u8>, u64, u64, Ending);

    /// Hands out at most `step` bytes at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let count = self.1.min(buffer.len());
            self.0.read(&mut buffer[..count])
        }
    }

    fn all(source: impl Read, limit: usize) -> Vec<Told> {
        let mut lines = Lines::new(source, limit);
        let mut told = Vec::new();
        while let Some(line) = lines.next_line().unwrap() {
            told.push((line.bytes.to_vec(), line.offset, line.length, line.ending));
        }
        told
    }

    #[test]
    fn lines_know_their_places_and_endings() {
        assert_eq!(
            all(&b"\xef\xbb\xbfone\r\n\ntwo\rthree\nfour"[..], 0),
            [
                (b"one".to_vec(), 3, 3, Ending::ReturnFeed),
                (b"".to_vec(), 8, 0, Ending::Feed),
                (b"two\rthree".to_vec(), 9, 9, Ending::Feed),
                (b"four".to_vec(), 19, 4, Ending::Nothing),
            ]
        );
        assert!(all(&b""[..], 0).is_empty());
        assert_eq!(all(&b"\n"[..], 0), [(b"".to_vec(), 0, 0, Ending::Feed)]);
    }

    #[test]
    fn carriage_returns_end_lines_where_there_is_no_line_feed() {
        let told = [
            (b"one".to_vec(), 0, 3, Ending::Return),
            (b"".to_vec(), 4, 0, Ending::Return),
            (b"two".to_vec(), 5, 3, Ending::Return),
        ];
        assert_eq!(all(&b"one\r\rtwo\r"[..], 0), told);
        assert_eq!(all(Slow(b"one\r\rtwo\r", 1), 0), told);
        assert_eq!(all(&b"one\rtwo"[..], 0)[1], (b"two".to_vec(), 4, 3, Ending::Nothing));
        assert_eq!(all(&b"one\rtwo\n"[..], 0), [(b"one\rtwo".to_vec(), 0, 7, Ending::Feed)]);
        // Larger than what may be held: then a line feed comes too late to be asked.
        let mut text = b"one\r".to_vec();
        text.extend_from_slice(&[b'a'; 3 * SHORTEST]);
        text.extend_from_slice(b"\rtwo\nend\r\n");
        let told = all(&text[..], SHORTEST);
        let (long, place) = (3 * SHORTEST as u64, 3 * SHORTEST as u64 + 5);
        assert_eq!(told[0], (b"one".to_vec(), 0, 3, Ending::Return));
        assert_eq!(told[1], (vec![b'a'; SHORTEST], 4, long, Ending::Return));
        assert_eq!(told[2], (b"two".to_vec(), place, 3, Ending::Feed));
        assert_eq!(told[3], (b"end".to_vec(), place + 4, 3, Ending::Return));
        assert_eq!(told[4], (b"".to_vec(), place + 8, 0, Ending::Feed));
        assert_eq!(told.len(), 5);
    }

    #[test]
    fn what_stands_before_the_first_sign_of_a_text_is_left_out() {
        for (start, left) in [
            ("\u{feff}\u{feff}", ""),
            (" \t\u{a0}\u{202f}\u{3000}\u{200b}", ""),
            ("\u{200e}\u{feff} ", ""),
            ("\u{feff}\u{200e}", "\u{200e}"),
            ("\u{200f}", "\u{200f}"),
            ("", ""),
        ] {
            let text = format!("{start}one \n two");
            let told = all(text.as_bytes(), 0);
            let place = (start.len() - left.len()) as u64;
            assert_eq!((&told[0].0[..], told[0].1), (format!("{left}one ").as_bytes(), place), "{start:?}");
            assert_eq!(told[0].2, told[0].0.len() as u64);
            assert_eq!(told[1].0, b" two");
        }
        assert_eq!(all("\u{feff} \n".as_bytes(), 0), [(b"".to_vec(), 4, 0, Ending::Feed)]);
    }

    #[test]
    fn a_line_without_end_is_cut_and_its_length_is_told() {
        let mut text = vec![b'a'; 300_000];
        text.extend_from_slice(b"\r\nnext\n");
        let told = all(&text[..], 2_000);
        assert_eq!(told[0], (vec![b'a'; 2_000], 0, 300_000, Ending::ReturnFeed));
        assert_eq!(told[1], (b"next".to_vec(), 300_002, 4, Ending::Feed));
        assert_eq!(told.len(), 2);
        let told = all(&text[..200_000], 2_000);
        assert_eq!(told, [(vec![b'a'; 2_000], 0, 200_000, Ending::Nothing)]);
    }

    #[test]
    fn a_carriage_return_at_the_limit_belongs_to_the_ending() {
        let mut text = vec![b'a'; SHORTEST - 1];
        text.extend_from_slice(b"\r\nb");
        let told = all(&text[..], SHORTEST);
        assert_eq!(told[0], (vec![b'a'; SHORTEST - 1], 0, SHORTEST as u64 - 1, Ending::ReturnFeed));
        assert_eq!(told[1], (b"b".to_vec(), SHORTEST as u64 + 1, 1, Ending::Nothing));
    }

    proptest! {
        #[test]
        fn lines_and_endings_together_are_the_text(
            parts in prop::collection::vec(("[ab\r]{0,9}|a{900,1500}", prop::sample::select(vec!["\n", "\r\n"])), 0..12),
            step in 1_usize..5_000,
        ) {
            let text: String = parts.iter().map(|(line, end)| format!("{line}{end}")).collect();
            let mut offset = 0;
            let mut again = Vec::new();
            for (bytes, at, length, ending) in all(Slow(text.as_bytes(), step), 1 << 20) {
                prop_assert_eq!(at, offset);
                prop_assert_eq!(length, bytes.len() as u64);
                again.extend_from_slice(&bytes);
                again.extend_from_slice(ending.bytes());
                offset = again.len() as u64;
            }
            prop_assert_eq!(again, text.as_bytes());
        }

        #[test]
        fn what_is_kept_does_not_depend_on_how_it_arrives(
            text in prop::collection::vec(prop::sample::select(b"a\n\r\xd8\xa7".to_vec()), 0..6_000),
            steps in (1_usize..3_000, 1_usize..3_000),
        ) {
            let (one, other) = (all(Slow(&text, steps.0), SHORTEST), all(Slow(&text, steps.1), SHORTEST));
            prop_assert_eq!(&one, &other);
            for (bytes, _, length, _) in one {
                prop_assert!(bytes.len() <= SHORTEST && bytes.len() as u64 <= length);
            }
        }
    }
}
