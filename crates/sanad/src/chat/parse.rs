//! `sanad chat parse`: every message as it is read, warnings last.

use std::{
    io::{self, Write},
    ops::ControlFlow,
    path::{Path, PathBuf},
    rc::Rc,
};

use sanad_chat::{Format, Limits, Message, ReadError, Sink, Source, Warning, read_file};
use serde::Serialize;

use super::{
    Written, ended,
    listing::Listing,
    offset,
    open::open,
    rows::{MessageRow, SourceRow, Warnings},
};
use crate::output::{self, Failure};

/// Which export.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Export as the messenger wrote it: `.txt`, `.json` or `.zip`.
    file: PathBuf,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// Reads and tells, message by message.
pub(super) fn run(args: &Args) -> Result<(), Failure> {
    let mut out = output::stream();
    let (read, written) = if args.json {
        let mut json = Json::new(&mut out);
        let read = read(&args.file, &mut json);
        let written = json.end(read.as_ref().err());
        (read, written)
    } else {
        let mut listing = Listing::new(&mut out);
        let read = read(&args.file, &mut listing);
        let written = listing.end();
        (read, written)
    };
    written.finish(&mut out)?;
    ended(&args.file, read)
}

/// Reads a file; one that is not there is told like one that cannot be read.
fn read(path: &Path, sink: &mut dyn Sink) -> Result<(), ReadError> {
    open(path).and_then(|file| read_file(file, &Limits::default(), sink))
}

/// One object, written as it grows. However it ends, it is closed.
struct Json<W> {
    out: W,
    written: Written,
    warnings: Warnings,
    /// Chats that began.
    chats: u64,
    /// The current chat, where the export can hold several: shared with all that is told of it.
    chat: Option<Option<Rc<str>>>,
    /// Of a chat after the first, until its first message is written.
    source: Option<Source>,
    messages: u64,
}

impl<W: Write> Json<W> {
    fn new(out: W) -> Self {
        let (written, warnings) = (Written::default(), Warnings::default());
        Self { out, written, warnings, chats: 0, chat: None, source: None, messages: 0 }
    }

    fn begin(&mut self, source: Option<&Source>) -> io::Result<()> {
        self.out.write_all(b"{\"source\":")?;
        json(&mut self.out, &source.map(SourceRow::of))?;
        self.out.write_all(b",\"messages\":[")
    }

    fn write(&mut self, message: &Message) -> io::Result<()> {
        if self.messages > 0 {
            self.out.write_all(b",")?;
        }
        self.messages += 1;
        let source = self.source.take();
        let mut row = MessageRow::of(message);
        row.chat = self.chat.as_ref().map(Option::as_deref);
        row.source = source.as_ref().map(SourceRow::of);
        json(&mut self.out, &row)
    }

    /// Closes it, with the error that ended it where one did.
    fn end(mut self, error: Option<&ReadError>) -> Written {
        let done = self.close(error);
        // What failed first is what is told.
        let _ = self.written.flow(done);
        self.written
    }

    fn close(&mut self, error: Option<&ReadError>) -> io::Result<()> {
        if self.written.0.is_some() {
            return Ok(()); // nobody listens
        }
        if self.chats == 0 {
            self.begin(None)?;
        }
        self.out.write_all(b"],\"warnings\":[")?;
        for (at, row) in self.warnings.rows().enumerate() {
            if at > 0 {
                self.out.write_all(b",")?;
            }
            json(&mut self.out, &row)?;
        }
        self.out.write_all(b"]")?;
        if let Some(error) = error {
            self.out.write_all(b",\"error\":")?;
            json(&mut self.out, &ErrorRow { code: error.code(), offset: offset(error) })?;
        }
        self.out.write_all(b"}\n")
    }
}

#[derive(Serialize)]
struct ErrorRow {
    code: &'static str,
    offset: Option<u64>,
}

fn json(out: &mut impl Write, value: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(out, value).map_err(io::Error::from)
}

/// Whether an export of this kind may hold more than one chat.
fn may_hold_several(format: Format) -> bool {
    !matches!(format, Format::WhatsAppAndroid | Format::WhatsAppIos)
}

impl<W: Write> Sink for Json<W> {
    fn source(&mut self, source: &Source) -> ControlFlow<()> {
        self.chats += 1;
        let name = || source.title.as_deref().or(source.path.as_deref()).map(Rc::<str>::from);
        self.chat = (self.chats > 1 || may_hold_several(source.format)).then(name);
        if self.chats == 1 {
            let done = self.begin(Some(source));
            return self.written.flow(done);
        }
        self.source = Some(source.clone());
        ControlFlow::Continue(())
    }

    fn message(&mut self, message: Message) -> ControlFlow<()> {
        let done = self.write(&message);
        self.written.flow(done)
    }

    fn warning(&mut self, warning: Warning) -> ControlFlow<()> {
        self.warnings.add(warning, self.chat.clone().flatten());
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use sanad_chat::{At, Kind, Place, Sender, Time, WarningCode};
    use serde_json::Value;

    use super::*;

    fn source(format: Format, title: &str) -> Source {
        Source { format, path: None, title: Some(title.into()), rulings: vec![] }
    }

    fn message(text: &str) -> Message {
        Message {
            time: Time::exact(At::from_unix(1_764_066_600).unwrap(), "1764066600".into()),
            sender: Sender::default(),
            kind: Kind::Message,
            text: text.into(),
            hidden: vec![],
            attachments: vec![],
            forwarded: None,
            edited: false,
            place: Place { offset: 5, length: 9 },
            raw: format!("{{\"text\":\"{text}\"}}"),
        }
    }

    fn told(say: impl FnOnce(&mut Json<&mut Vec<u8>>), error: Option<&ReadError>) -> Value {
        let mut out = vec![];
        let mut json = Json::new(&mut out);
        say(&mut json);
        assert!(json.end(error).0.is_none());
        assert_eq!(out.iter().filter(|it| **it == b'\n').count(), 1, "one line");
        serde_json::from_slice(&out).unwrap()
    }

    #[test]
    fn an_export_of_one_chat() {
        let said = told(
            |json| {
                assert!(json.source(&source(Format::WhatsAppIos, "سارة")).is_continue());
                assert!(json.message(message("one\u{202e}")).is_continue());
                assert!(json.message(message("two")).is_continue());
            },
            None,
        );
        assert_eq!(said["source"]["format"], "whatsapp_ios");
        let first = &said["messages"][0];
        assert_eq!(first["at"], "2025-11-25T10:30:00Z");
        assert_eq!(first["text"], "one\u{202e}");
        assert_eq!(first["at_certainty"], serde_json::json!(["exact"]));
        assert_eq!(first["raw_offset"], 5);
        assert!(first.get("forwarded").is_none());
        assert!(first.get("chat").is_none() && first.get("source").is_none() && said.get("error").is_none());
        assert_eq!(said["messages"].as_array().map(Vec::len), Some(2));
        assert_eq!(said["warnings"], serde_json::json!([]));
    }

    #[test]
    fn of_several_chats_each_message_says_which() {
        let said = told(
            |json| {
                let _ = json.source(&source(Format::Telegram, "one"));
                let _ = json.message(message("a"));
                let _ = json.source(&source(Format::Telegram, "two"));
                let _ = json.message(message("b"));
                let _ = json.message(message("c"));
            },
            None,
        );
        let chats: Vec<_> = (0..3_usize).map(|at| said["messages"][at]["chat"].as_str().unwrap()).collect();
        assert_eq!(chats, ["one", "two", "two"]);
        assert_eq!(said["source"]["title"], "one");
        assert_eq!(said["messages"][1]["source"]["title"], "two");
        assert!(said["messages"][2].get("source").is_none());
    }

    #[test]
    fn who_wrote_first_is_told_where_the_export_says_so() {
        let said = told(
            |json| {
                let _ = json.source(&source(Format::Telegram, "one"));
                let _ = json.message(Message { forwarded: Some("Boss".into()), ..message("pay") });
                let _ = json.message(Message { forwarded: Some(String::new()), ..message("pay") });
            },
            None,
        );
        assert_eq!(said["messages"][0]["forwarded"], "Boss");
        assert_eq!(said["messages"][1]["forwarded"], "");
    }

    #[test]
    fn a_warning_says_of_which_chat_it_is_and_shares_its_name() {
        let said = told(
            |json| {
                let _ = json.source(&source(Format::Telegram, "one"));
                let warning = |offset| Warning {
                    code: WarningCode::OutOfOrder,
                    offset: Some(offset),
                    detail: String::new(),
                };
                (0..3).for_each(|at| assert!(json.warning(warning(at)).is_continue()));
                // Held here, and by each of the warnings.
                let name = json.chat.clone().flatten().expect("a chat");
                assert_eq!(Rc::strong_count(&name), 5);
            },
            None,
        );
        assert_eq!(said["warnings"][2]["chat"], "one");
    }

    #[test]
    fn what_ends_early_is_closed_and_says_why() {
        let error = ReadError::Json { offset: 77 };
        let said = told(
            |json| {
                let _ = json.source(&source(Format::Meta, "one"));
                let _ = json.message(message("a"));
                let detail = String::from("\"");
                let _ = json.warning(Warning { code: WarningCode::Unfinished, offset: None, detail });
            },
            Some(&error),
        );
        assert_eq!(said["error"], serde_json::json!({ "code": "bad_json", "offset": 77 }));
        assert_eq!(said["warnings"][0]["code"], "unfinished");
        assert_eq!(said["messages"].as_array().map(Vec::len), Some(1));
        let said = told(|_| (), Some(&ReadError::Unknown));
        let nothing = serde_json::json!({
            "source": null, "messages": [], "warnings": [],
            "error": { "code": "unknown_format", "offset": null },
        });
        assert_eq!(said, nothing);
    }

    /// A reader that went away.
    struct Gone;

    impl Write for Gone {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn reading_stops_where_nobody_listens() {
        let mut json = Json::new(Gone);
        assert!(json.source(&source(Format::Meta, "one")).is_break());
        assert!(json.message(message("a")).is_break());
        // It is no failure: who reads has enough.
        assert!(json.end(Some(&ReadError::Stopped)).finish(&mut Gone).is_ok());
    }
}
