//! Messages for people: a line each, nothing hidden in it.

use std::{
    io::{self, Write},
    ops::ControlFlow,
};

use sanad_chat::{
    At, Attachment, Certainty, Hidden, Kind, Message, SenderCertainty, Sink, Source, Time, Warning,
};

use super::{Written, rows::Warnings};
use crate::output::{isolated, visible};

/// Writes each message as it comes, and what was noticed at the end.
pub(super) struct Listing<W> {
    out: W,
    written: Written,
    warnings: Warnings,
    messages: u64,
    /// Some times are of no known zone.
    local: bool,
}

impl<W: Write> Listing<W> {
    pub(super) fn new(out: W) -> Self {
        let (written, warnings) = (Written::default(), Warnings::default());
        Self { out, written, warnings, messages: 0, local: false }
    }

    fn head(&mut self, source: &Source) -> io::Result<()> {
        write!(self.out, "{}", source.format.code())?;
        for name in [&source.title, &source.path].into_iter().flatten() {
            write!(self.out, "  {}", isolated(name))?;
        }
        writeln!(self.out)?;
        for ruling in &source.rulings {
            let raw = isolated(&ruling.raw);
            writeln!(self.out, "  {} by byte {}: {raw}", ruling.decided, ruling.offset)?;
        }
        Ok(())
    }

    fn write(&mut self, message: &Message) -> io::Result<()> {
        self.messages += 1;
        self.local |= message.time.certainty.contains(&Certainty::ZoneUnknown);
        write!(self.out, "{}  ", when(&message.time))?;
        if let Some(name) = &message.sender.name {
            let doubt = if message.sender.certainty == SenderCertainty::Ambiguous { "?" } else { "" };
            write!(self.out, "{}{doubt}: ", isolated(name))?;
        }
        if message.kind != Kind::Message {
            write!(self.out, "({}) ", message.kind.code())?;
        }
        for attachment in &message.attachments {
            write!(self.out, "{} ", file(attachment))?;
        }
        if message.edited {
            write!(self.out, "(marked as changed) ")?;
        }
        let mut lines = message.text.split('\n');
        writeln!(self.out, "{}", visible(lines.next().unwrap_or_default()))?;
        lines.try_for_each(|line| writeln!(self.out, "    {}", visible(line)))?;
        // What was typed stands at the line of its time, or four to the right: nobody can type such a line.
        match message.forwarded.as_deref() {
            None => {}
            Some("") => writeln!(self.out, "  passed on from somebody who is not named")?,
            Some(name) => writeln!(self.out, "  passed on from {}", isolated(name))?,
        }
        message.hidden.iter().try_for_each(|it| writeln!(self.out, "  {}", behind(it)))
    }

    /// Writes what was noticed.
    pub(super) fn end(mut self) -> Written {
        let done = if self.written.0.is_some() { Ok(()) } else { self.tail() };
        // What failed first is what is told.
        let _ = self.written.flow(done);
        self.written
    }

    fn tail(&mut self) -> io::Result<()> {
        writeln!(self.out, "messages: {}, warnings: {}", self.messages, self.warnings.seen())?;
        if self.local {
            writeln!(self.out, "a time without Z is that of the device that exported; its zone is not told")?;
        }
        for row in self.warnings.rows() {
            let place = row.offset.map(|it| format!(" at byte {it}")).unwrap_or_default();
            let more = row.more.map(|it| format!("{it} more ")).unwrap_or_default();
            writeln!(self.out, "  {}{place}: {more}{}", row.code, isolated(row.detail))?;
        }
        Ok(())
    }
}

/// The one reading, or all of them, and every doubt.
fn when(time: &Time) -> String {
    let list = |all: &[At]| Vec::from_iter(all.iter().map(At::to_string)).join(" or ");
    let read = match time.at {
        Some(at) => at.to_string(),
        None if time.candidates.is_empty() => format!("({})", visible(&time.raw)),
        None => list(&time.candidates),
    };
    let said = [Certainty::Exact, Certainty::ZoneUnknown];
    let doubts: Vec<_> = time.certainty.iter().filter(|it| !said.contains(it)).map(|it| it.code()).collect();
    if doubts.is_empty() { read } else { format!("{read} [{}]", doubts.join(", ")) }
}

fn file(attachment: &Attachment) -> String {
    let Some(name) = &attachment.name else { return "<a file that was left out>".into() };
    match &attachment.found {
        Some(found) => format!("<{}, {} bytes>", isolated(&found.path), found.size),
        None => format!("<{}, not in the export>", isolated(name)),
    }
}

/// What is behind which words.
fn behind(hidden: &Hidden) -> String {
    let mut said = hidden.kind.code().to_owned();
    if !hidden.words.is_empty() {
        said += &format!(" behind {}", isolated(&hidden.words));
        // A button, mostly.
        said += if hidden.at.is_none() { " beside the text" } else { "" };
    }
    said += &format!(": {}", isolated(&hidden.value));
    if let Some(name) = &hidden.name {
        said += &format!(", {}", isolated(name));
    }
    said
}

impl<W: Write> Sink for Listing<W> {
    fn source(&mut self, source: &Source) -> ControlFlow<()> {
        let done = self.head(source);
        self.written.flow(done)
    }

    fn message(&mut self, message: Message) -> ControlFlow<()> {
        let done = self.write(&message);
        self.written.flow(done)
    }

    fn warning(&mut self, warning: Warning) -> ControlFlow<()> {
        self.warnings.add(warning, None);
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use sanad_chat::{Format, Found, HiddenKind, Place, Sender, WarningCode};

    use super::*;

    fn listed(say: impl FnOnce(&mut Listing<&mut Vec<u8>>)) -> String {
        let mut out = vec![];
        let mut listing = Listing::new(&mut out);
        say(&mut listing);
        assert!(listing.end().0.is_none());
        String::from_utf8(out).unwrap()
    }

    fn at(day: u8, month: u8) -> At {
        At { year: 2026, month, day, hour: 7, minute: 5, second: None, utc: false }
    }

    fn message(time: Time, name: &str, text: &str) -> Message {
        let (account, certainty) = (None, SenderCertainty::Exact);
        Message {
            time,
            sender: Sender { name: Some(name.into()), account, certainty },
            kind: Kind::Message,
            text: text.into(),
            hidden: vec![],
            attachments: vec![],
            forwarded: None,
            edited: false,
            place: Place::default(),
            raw: String::new(),
        }
    }

    #[test]
    fn a_line_for_each_message_and_nothing_hidden() {
        let certainty = vec![Certainty::ZoneUnknown];
        let time = Time { at: Some(at(27, 3)), candidates: vec![], certainty, raw: String::new() };
        let text = listed(|listing| {
            let source = Source { format: Format::WhatsAppAndroid, path: None, title: None, rulings: vec![] };
            assert!(listing.source(&source).is_continue());
            let mut sent = message(time, "\u{202e}سارة", "look\nhere\u{1b}[1m");
            let found = Found { path: "a/b.jpg".into(), size: 12 };
            sent.attachments = vec![Attachment { name: Some("b.jpg".into()), found: Some(found) }];
            sent.kind = Kind::Media;
            sent.edited = true;
            assert!(listing.message(sent).is_continue());
            let detail = "\u{202e}سارة".to_owned();
            let _ = listing.warning(Warning { code: WarningCode::DirectionControl, offset: Some(3), detail });
        });
        let expected = "whatsapp_android\n\
             2026-03-27T07:05  \u{2068}⟨U+202E⟩سارة\u{2069}: (media) <\u{2068}a/b.jpg\u{2069}, 12 bytes> \
             (marked as changed) look\n    here⟨U+001B⟩[1m\n\
             messages: 1, warnings: 1\n\
             a time without Z is that of the device that exported; its zone is not told\n  \
             direction_control at byte 3: \u{2068}⟨U+202E⟩سارة\u{2069}\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_hidden_stands_on_lines_that_nobody_can_type() {
        let hidden = |kind, value: &str, words: &str| Hidden {
            kind,
            value: value.into(),
            name: None,
            words: words.into(),
            at: None,
            place: None,
        };
        let text = listed(|listing| {
            let mut sent =
                message(Time::missing(), "Rami", "press here\n  link behind \u{2068}x\u{2069}: y\nAli");
            sent.hidden = vec![
                Hidden {
                    at: Some(0..10),
                    ..hidden(HiddenKind::Link, "https://evil.example/\u{202e}x", "press here")
                },
                Hidden { name: Some("Boss".into()), ..hidden(HiddenKind::Account, "+9640000000001", "") },
                hidden(HiddenKind::Clipboard, "one\n  two", "Copy"),
            ];
            sent.forwarded = Some("Boss\n  x".into());
            assert!(listing.message(sent).is_continue());
            let sent = message(Time::missing(), "Rami", "ok");
            assert!(listing.message(Message { forwarded: Some(String::new()), ..sent }).is_continue());
        });
        let expected = "() [missing]  \u{2068}Rami\u{2069}: press here\n    \x20 link behind ⟨U+2068⟩x⟨U+2069⟩: y\n    Ali\n  \
             passed on from \u{2068}Boss⟨U+000A⟩  x\u{2069}\n  \
             link behind \u{2068}press here\u{2069}: \u{2068}https://evil.example/⟨U+202E⟩x\u{2069}\n  \
             account: \u{2068}+9640000000001\u{2069}, \u{2068}Boss\u{2069}\n  \
             clipboard behind \u{2068}Copy\u{2069} beside the text: \u{2068}one⟨U+000A⟩  two\u{2069}\n\
             () [missing]  \u{2068}Rami\u{2069}: ok\n  passed on from somebody who is not named\n\
             messages: 2, warnings: 0\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn what_is_not_decided_is_not_decided_here() {
        let certainty = vec![Certainty::ZoneUnknown, Certainty::OrderAmbiguous];
        let candidates = vec![at(4, 3), at(3, 4)];
        let time = Time { at: None, candidates, certainty, raw: "3/4/26".into() };
        assert_eq!(when(&time), "2026-03-04T07:05 or 2026-04-03T07:05 [order_ambiguous]");
        let time = Time { certainty: vec![Certainty::Impossible], raw: "31/2/26".into(), ..Time::default() };
        assert_eq!(when(&time), "(31/2/26) [impossible]");
        let lost = Attachment { name: Some("c.jpg".into()), found: None };
        assert_eq!(file(&lost), "<\u{2068}c.jpg\u{2069}, not in the export>");
    }
}
