//! What all readers of JSON hand on in the same way.

use super::files::{Files, Finding};
use super::object::{shorten, warning};
use super::split::End;
use crate::cut;
use crate::direction;
use crate::message::{Attachment, Message, Warning, WarningCode};
use crate::source::{Format, ReadError, Sink, Source, Text, go_on};

/// The taker of what was read, with what is needed to complete it.
pub(crate) struct Output<'s> {
    sink: &'s mut dyn Sink,
    format: Format,
    path: Option<String>,
    files: Files,
    directions: direction::Told,
    /// Whether a chat was found.
    any: bool,
}

impl<'s> Output<'s> {
    pub(crate) fn new(text: &dyn Text, format: Format, sink: &'s mut dyn Sink) -> Self {
        Self {
            sink,
            format,
            path: text.path().map(str::to_owned),
            files: Files::of(text),
            directions: direction::Told::default(),
            any: false,
        }
    }

    /// Announces a chat.
    pub(crate) fn source(&mut self, title: Option<&str>, offset: u64) -> Result<(), ReadError> {
        self.any = true;
        let mut title = title.map(str::to_owned);
        if title.as_mut().is_some_and(cut::name) {
            self.warn(WarningCode::Cut, offset, "title".to_owned())?;
        }
        if let Some(title) = &title {
            self.check_direction(title, offset)?;
        }
        let source = Source { format: self.format, path: self.path.clone(), title, rulings: Vec::new() };
        go_on(self.sink.source(&source))
    }

    /// Hands on a message after the warnings that belong to it. Names in it that are too long are cut.
    pub(crate) fn message(&mut self, mut message: Message, warnings: Vec<Warning>) -> Result<(), ReadError> {
        self.warnings(warnings)?;
        let names = [
            ("sender", &mut message.sender.name),
            ("sender_account", &mut message.sender.account),
            ("forwarded", &mut message.forwarded),
        ];
        for (field, name) in names {
            if name.as_mut().is_some_and(cut::name) {
                self.warn(WarningCode::Cut, message.place.offset, field.to_owned())?;
            }
        }
        for name in [&message.sender.name, &message.forwarded].into_iter().flatten() {
            self.check_direction(name, message.place.offset)?;
        }
        for name in message.attachments.iter().filter_map(|attachment| attachment.name.as_deref()) {
            self.check_direction(name, message.place.offset)?;
        }
        go_on(self.sink.message(message))
    }

    pub(crate) fn warn(&mut self, code: WarningCode, offset: u64, detail: String) -> Result<(), ReadError> {
        go_on(self.sink.warning(warning(code, offset, detail)))
    }

    pub(crate) fn warnings(&mut self, warnings: Vec<Warning>) -> Result<(), ReadError> {
        warnings.into_iter().try_for_each(|warning| go_on(self.sink.warning(warning)))
    }

    /// Joins the name of a file to the file. A name that leads nowhere is warned of.
    pub(crate) fn attachment(&self, name: String, offset: u64, warnings: &mut Vec<Warning>) -> Attachment {
        // Such a name is kept as what was written, and never opened.
        if name.starts_with('/') || name.split(['/', '\\']).any(|part| part == "..") {
            warnings.push(warning(WarningCode::PathRefused, offset, shorten(&name)));
            return Attachment { name: Some(name), found: None };
        }
        let found = match self.files.find(&name) {
            Finding::Here(found) => Some(found),
            Finding::Missing(near) => {
                let detail = self.files.missing(&name, &near);
                warnings.push(warning(WarningCode::AttachmentMissing, offset, detail));
                None
            }
            Finding::Several => {
                warnings.push(warning(WarningCode::AttachmentTwice, offset, shorten(&name)));
                None
            }
            Finding::Unknown => None,
        };
        Attachment { name: Some(name), found }
    }

    /// Says how the document ended.
    ///
    /// # Errors
    /// [`ReadError::Json`] when it ends in the middle, so that nobody takes it for the whole; [`ReadError::NoChat`] when
    /// no chat was found in it.
    pub(crate) fn end(mut self, end: End) -> Result<(), ReadError> {
        match end {
            End::Whole => {}
            End::Unfinished(offset) => {
                self.warn(WarningCode::Unfinished, offset, String::new())?;
                return Err(ReadError::Json { offset });
            }
            End::Followed(offset) => self.warn(WarningCode::UnknownObject, offset, String::new())?,
        }
        if self.any { Ok(()) } else { Err(ReadError::NoChat) }
    }

    /// A name is warned of once, not with each of its messages.
    fn check_direction(&mut self, name: &str, offset: u64) -> Result<(), ReadError> {
        if !self.directions.is_new(name) {
            return Ok(());
        }
        self.warn(WarningCode::DirectionControl, offset, shorten(name))
    }
}
