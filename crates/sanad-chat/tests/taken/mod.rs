//! An export as a test gives it, and what a reader hands on as lines that a person can check.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use std::io::Read;
use std::ops::ControlFlow;

use sanad_chat::{Files, Found, Hidden, HiddenKind, Limits, Message, ReadError, Sink, Source, Text, Warning};

pub(crate) type Reader = fn(&mut dyn Text, &Limits, &mut dyn Sink) -> Result<(), ReadError>;

/// A text with the files that came with it.
pub(crate) struct Export {
    bytes: Vec<u8>,
    files: Files,
}

impl Export {
    pub(crate) fn new(bytes: &[u8], files: &[&str]) -> Self {
        let files = files.iter().map(|path| Found { path: (*path).to_owned(), size: 1 }).collect();
        Self { bytes: bytes.to_vec(), files: Files::new(files) }
    }

    /// All that is handed on, in its order; at the end, what went wrong.
    ///
    /// ```text
    /// # format | title
    /// kind | time certainty | sender <account> certainty | text | attachment -> file | words@place => hidden | forwarded who | edited
    /// ! code | what stands at the place | detail
    /// = what went wrong
    /// ```
    pub(crate) fn read(&mut self, reader: Reader, limits: &Limits) -> Vec<String> {
        let mut lines = Lines { bytes: self.bytes.clone(), lines: Vec::new(), room: usize::MAX };
        let read = reader(self, limits, &mut lines);
        if let Err(error) = read {
            lines.lines.push(format!("= {}", error.code()));
        }
        // Whoever has enough is listened to, at whatever place.
        for room in 0..lines.lines.len().min(20) {
            let mut few = Lines { bytes: self.bytes.clone(), lines: Vec::new(), room };
            let stopped = reader(self, limits, &mut few);
            if few.lines.len() > room {
                assert!(matches!(stopped, Err(ReadError::Stopped)));
                assert_eq!(few.lines, lines.lines[..=room]);
            }
        }
        lines.lines
    }
}

impl Text for Export {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
        Ok(Box::new(self.bytes.as_slice()))
    }

    fn files(&self) -> Files {
        self.files.clone()
    }

    fn path(&self) -> Option<&str> {
        Some("export/result.json")
    }
}

struct Lines {
    bytes: Vec<u8>,
    lines: Vec<String>,
    /// How many lines are taken before the taker has enough.
    room: usize,
}

impl Lines {
    fn push(&mut self, line: String) -> ControlFlow<()> {
        self.lines.push(line);
        if self.lines.len() > self.room { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }

    /// What stands at a place, without spaces, up to the first comma.
    fn at(&self, offset: u64) -> String {
        let rest = String::from_utf8_lossy(&self.bytes[usize::try_from(offset).unwrap()..]);
        rest.chars().filter(|c| !c.is_whitespace()).take_while(|c| *c != ',').take(24).collect()
    }

    /// What is hidden behind words and where these begin in the text; a question mark where the source does not tell
    /// its place.
    fn hidden(&self, hidden: &Hidden, text: &str) -> String {
        let at = hidden.at.as_ref().map(|at| {
            assert_eq!(text.get(at.clone()), Some(hidden.words.as_str()));
            at.start.to_string()
        });
        if let Some(place) = hidden.place {
            let from = &self.bytes[usize::try_from(place.offset).unwrap()..];
            let written = String::from_utf8_lossy(&from[..usize::try_from(place.length).unwrap()]);
            let is_escaped = written.contains('\\');
            assert!(hidden.kind == HiddenKind::Account || is_escaped || written == hidden.value, "{written}");
        }
        let name = hidden.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
        let doubt = if hidden.place.is_none() { " ?" } else { "" };
        let at = at.as_deref().unwrap_or("-");
        format!("{}@{at} => {} {}{name}{doubt}", hidden.words, hidden.kind.code(), hidden.value)
    }
}

impl Sink for Lines {
    fn source(&mut self, source: &Source) -> ControlFlow<()> {
        assert_eq!(source.path.as_deref(), Some("export/result.json"));
        assert!(source.rulings.is_empty());
        self.push(format!("# {} | {}", source.format.code(), source.title.as_deref().unwrap_or("-")))
    }

    fn message(&mut self, message: Message) -> ControlFlow<()> {
        let (offset, length) = (message.place.offset, message.place.length);
        let written = &self.bytes[usize::try_from(offset).unwrap()..][..usize::try_from(length).unwrap()];
        assert!(String::from_utf8_lossy(written).starts_with(&message.raw), "{}", message.raw);
        assert!(message.time.candidates.is_empty());
        let certainty: Vec<_> = message.time.certainty.iter().map(|certainty| certainty.code()).collect();
        let at = message.time.at.map_or("-".to_owned(), |at| at.to_string());
        let sender = message.sender;
        let name = sender.name.unwrap_or_else(|| "-".to_owned());
        let account = sender.account.map(|account| format!(" <{account}>")).unwrap_or_default();
        let mut line = format!(
            "{} | {at} {} | {name}{account} {:?} | {}",
            message.kind.code(),
            certainty.join(" "),
            sender.certainty,
            message.text,
        );
        for attachment in message.attachments {
            line.push_str(&format!(" | {}", attachment.name.as_deref().unwrap_or("-")));
            line.push_str(&attachment.found.map(|found| format!(" -> {}", found.path)).unwrap_or_default());
        }
        for hidden in &message.hidden {
            line.push_str(&format!(" | {}", self.hidden(hidden, &message.text)));
        }
        if let Some(name) = &message.forwarded {
            line.push_str(&format!(" | forwarded {name}"));
        }
        if message.edited {
            line.push_str(" | edited");
        }
        self.push(line)
    }

    fn warning(&mut self, warning: Warning) -> ControlFlow<()> {
        let at = warning.offset.map_or("everywhere".to_owned(), |offset| self.at(offset));
        self.push(format!("! {} | {at} | {}", warning.code, warning.detail))
    }
}
