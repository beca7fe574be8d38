//! Everything that was read, for exports that fit into memory.

use std::ops::ControlFlow;

#[cfg(test)]
use crate::message::WarningCode;
use crate::message::{Message, Warning};
use crate::source::{Sink, Source};

/// Takes all and keeps it. A large export is better handed on as it comes: write a [`Sink`] for that.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Collected {
    /// The chats that were read, in their order.
    pub sources: Vec<Source>,
    /// All messages, those of the first chat first.
    pub messages: Vec<Message>,
    /// What was warned of.
    pub warnings: Vec<Warning>,
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

#[cfg(test)]
impl Collected {
    pub(crate) fn texts(&self) -> Vec<&str> {
        self.messages.iter().map(|message| message.text.as_str()).collect()
    }

    /// What was warned of, and where.
    pub(crate) fn warned(&self) -> Vec<(WarningCode, Option<u64>)> {
        self.warnings.iter().map(|warning| (warning.code, warning.offset)).collect()
    }

    /// What was warned of, and in which words.
    pub(crate) fn details(&self) -> Vec<(WarningCode, &str)> {
        self.warnings.iter().map(|warning| (warning.code, warning.detail.as_str())).collect()
    }
}
