//! Keeps what a reader hands on.

use std::{io::Cursor, ops::ControlFlow};

use sanad_chat::{Limits, Message, ReadError, Sink, Source, Warning};

/// All that was read.
#[derive(Debug, Default)]
pub(crate) struct Collected {
    pub(crate) sources: Vec<Source>,
    pub(crate) messages: Vec<Message>,
    pub(crate) warnings: Vec<Warning>,
}

impl Sink for Collected {
    fn source(&mut self, source: &Source) -> ControlFlow<()> {
        self.sources.push(source.clone());
        ControlFlow::Continue(())
    }

    fn message(&mut self, message: Message) -> ControlFlow<()> {
        self.messages.push(message);
        ControlFlow::Continue(())
    }

    fn warning(&mut self, warning: Warning) -> ControlFlow<()> {
        self.warnings.push(warning);
        ControlFlow::Continue(())
    }
}

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
