//! WhatsApp's text exports, as Android and iPhones write them in any language.
//!
//! The text is read twice: what one stamp means is decided by all of them, then the messages are handed on one by one.
//! In memory are a chunk of the text, one message, and the names of at most 10,000 senders.
//!
//! One phone writes all stamps of a file in one form. What looks like a stamp of another stays in its message, and is told
//! of; the form of a file is that of most of its lines.
//!
//! A stamp has no zone, mostly no seconds, and often no order that it tells by itself; and a message may hold a line
//! that looks just like the beginning of another one. On an iPhone the line end before it tells (CR LF behind messages,
//! LF within them). On Android nothing does: a line that somebody typed in the very form of the file's own stamps is
//! taken for a message; only what it would settle for all others is not believed where its date stands out. Whoever relies on one message should see it in the app, or in a second export of the chat.

mod calendar;
mod course;
mod cursor;
mod files;
mod forms;
mod front;
mod lines;
mod messages;
mod moment;
mod order;
pub mod print;
mod sender;
mod stamp;
mod survey;
pub(crate) mod words;

use crate::cut::shorten;
use crate::message::{Warning, WarningCode};
use crate::source::{Format, Limits, ReadError, Ruling, Sink, Source, Text, go_on};

use self::forms::Left;
use self::lines::Lines;
use self::stamp::{Form, Stamps};
use self::survey::Survey;

/// Reads an export.
///
/// # Errors
/// [`ReadError::Unknown`] when no line begins with a stamp; otherwise what the source or the taker say.
pub(crate) fn read(text: &mut dyn Text, limits: &Limits, sink: &mut dyn Sink) -> Result<(), ReadError> {
    let Some(survey) = survey::survey(text, limits)? else { return Err(ReadError::Unknown) };
    let path = text.path().map(str::to_owned);
    go_on(sink.source(&Source {
        format: format(survey.form),
        title: path.as_deref().and_then(title),
        path,
        rulings: rulings(&survey),
    }))?;
    for (code, witness) in [
        (WarningCode::OrderContradicts, &survey.decided.contradiction),
        (WarningCode::OrderDoubtful, &survey.decided.doubtful),
        (WarningCode::MixedLineEnds, &survey.mixed),
    ] {
        let Some(witness) = witness else { continue };
        let detail = shorten(&witness.raw);
        go_on(sink.warning(Warning { code, offset: Some(witness.offset), detail }))?;
    }
    let leading = survey.forms.leading.told().map(|told| (WarningCode::LeadingText, told));
    let inside = survey.forms.inside().filter_map(Left::told).map(|told| (WarningCode::StampInside, told));
    for (code, (offset, detail)) in leading.into_iter().chain(inside) {
        go_on(sink.warning(Warning { code, offset: Some(offset), detail: shorten(&detail) }))?;
    }
    messages::hand_on(text, limits, survey, sink)
}

/// Which of the two programs wrote a text that begins with `head`; none where no line in it begins with a stamp.
pub(crate) fn sniff(head: &[u8]) -> Option<Format> {
    let beginning = survey::beginning(Lines::new(head, 0)).ok()??;
    Some(format(beginning.form))
}

/// Whether the first line begins with a stamp. (`[20/01/2026, …` could be taken for JSON.)
pub(crate) fn begins_with_stamp(head: &[u8]) -> bool {
    let mut lines = Lines::new(head, 0);
    let Ok(Some(line)) = lines.next_line() else { return false };
    Stamps::default().find(line.bytes).is_some()
}

const fn format(form: Form) -> Format {
    if form.bracketed { Format::WhatsAppIos } else { Format::WhatsAppAndroid }
}

fn rulings(survey: &Survey) -> Vec<Ruling> {
    let mut rulings = survey.decided.rulings.clone();
    rulings.extend(survey.returned.as_ref().map(|witness| Ruling {
        decided: "messages_end_with_crlf",
        offset: witness.offset,
        raw: witness.raw.clone(),
    }));
    rulings
}

/// What the chat is called, by the names that English phones give to exports. Other languages have other words, in
/// other orders; those are left alone.
fn title(path: &str) -> Option<String> {
    let mut parts = path.rsplit('/');
    let file = parts.next()?;
    let name = if file == "_chat.txt" { parts.next()? } else { file.strip_suffix(".txt")? };
    let name = name.strip_prefix("WhatsApp Chat with ").or_else(|| name.strip_prefix("WhatsApp Chat - "))?;
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;
    use std::ops::ControlFlow;

    use proptest::prelude::*;

    use super::*;
    use crate::collected::Collected;
    use crate::message::{Kind, Message, SenderCertainty};
    use crate::source::Lone;
    use crate::time::Certainty;

    fn read_with(text: &[u8], limits: &Limits) -> Collected {
        let mut kept = Collected::default();
        read(&mut Lone(Cursor::new(text)), limits, &mut kept).unwrap();
        kept
    }

    fn kept(text: &str) -> Collected {
        read_with(text.as_bytes(), &Limits::default())
    }

    #[test]
    fn a_message_has_its_place_its_lines_and_its_raw_body() {
        let text = "\u{feff}20/1/2026، 19:02 - علي: سطر\nسطر٢\n\n20/1/2026، 19:03 - Sara: ok\u{200c}\n";
        let kept = kept(text);
        assert_eq!(kept.sources[0].format, Format::WhatsAppAndroid);
        assert_eq!(kept.texts(), ["سطر\nسطر٢\n", "ok\u{200c}"]);
        for message in &kept.messages {
            let start = usize::try_from(message.place.offset).unwrap();
            let end = start + usize::try_from(message.place.length).unwrap();
            assert_eq!(text[start..end], format!("{} - {}", message.time.raw, message.raw));
        }
        assert_eq!(kept.messages[0].place.offset, 3);
        assert_eq!(kept.messages[0].sender.name.as_deref(), Some("علي"));
        assert_eq!(kept.messages[1].sender.certainty, SenderCertainty::Exact);
        assert!(kept.warned().is_empty());
    }

    #[test]
    fn carriage_returns_end_lines_and_stay_in_the_raw_body() {
        let kept = kept("[20/1/2026, 19:02:03] A: one\r\ntwo\r\n[20/1/2026, 19:03:03] B: x\r\n");
        assert_eq!(kept.texts(), ["one\ntwo", "x"]);
        assert_eq!(kept.messages[0].raw, "A: one\r\ntwo");
        assert_eq!(kept.sources[0].format, Format::WhatsAppIos);
    }

    #[test]
    fn a_stamp_of_another_form_begins_no_message() {
        let text = "20/1/2026, 19:02 - A: look\n12/12 is the day\n[20/1/2026, 19:02:03] B: x\n1/20/26, 7:02 PM - C: y\n\
                    20/1/2026, 19:03 - B: well\n";
        let kept = kept(text);
        assert_eq!(kept.messages.len(), 2);
        assert_eq!(kept.warned(), [(WarningCode::StampInside, Some(44))]);
        assert_eq!(kept.warnings[0].detail, "20/1/2026, 19:02:03");
    }

    #[test]
    fn of_two_exports_in_one_file_the_first_is_read_and_the_other_counted() {
        let (german, american) = ("13.06.2026 10:00 - A: x\n", "6/20/26, 7:02 PM - B: y\n");
        let read = kept(&(german.repeat(3) + &american.repeat(50)));
        assert_eq!(read.messages.len(), 3);
        assert_eq!(read.messages[2].text.lines().count(), 51, "no line is lost");
        assert_eq!(read.warned()[0], (WarningCode::StampInside, Some(72)));
        assert_eq!(read.warnings[0].detail, "50 × 6/20/26, 7:02 PM");
        let read = kept(&(german.repeat(50) + &american.repeat(3)));
        assert_eq!(read.messages.len(), 50);
        assert_eq!(read.warned()[0], (WarningCode::StampInside, Some(1_200)));
        assert_eq!(read.warnings[0].detail, "3 × 6/20/26, 7:02 PM");
    }

    #[test]
    fn stamps_with_and_without_a_word_both_begin_messages() {
        let read = kept("20/6/2026, 7:02 PM - A: hi\n20/6/2026, 13:02 - A: hi\n20/6/2026, 7:03 - A: hi\n");
        let told: Vec<_> = read.messages.iter().map(|it| it.time.at.map(|at| at.to_string())).collect();
        let told: Vec<_> = told.iter().map(Option::as_deref).collect();
        assert_eq!(told, [Some("2026-06-20T19:02"), Some("2026-06-20T13:02"), Some("2026-06-20T07:03")]);
        // One among many was typed, and takes nothing from the others.
        let line = "20/6/2026, 07:02 - A: hi\n";
        let read = kept(&format!("{0}20/6/2026, 7:02 PM - B: I agree\n{0}", line.repeat(20)));
        assert_eq!(read.messages.len(), 40);
        assert_eq!(read.warned(), [(WarningCode::StampInside, Some(500))]);
    }

    #[test]
    fn a_text_without_line_feeds_and_one_behind_blanks_are_read() {
        let read = kept("20/6/2026, 19:02 - A: one\rtwo\r20/6/2026, 19:03 - B: x\r");
        assert_eq!(read.texts(), ["one\ntwo", "x"]);
        assert_eq!(read.messages[0].raw, "A: one\rtwo", "as the source writes it");
        let places: Vec<_> = read.messages.iter().map(|it| (it.place.offset, it.place.length)).collect();
        assert_eq!(places, [(0, 29), (30, 23)]);
        for start in ["\u{feff}\u{feff}", "  ", "\u{200e} "] {
            let read = kept(&format!("{start}20/6/2026, 19:02 - A: x\n"));
            assert_eq!(read.texts(), ["x"], "{start:?}");
            assert_eq!(read.messages[0].place.offset, start.len() as u64);
        }
    }

    #[test]
    fn what_is_typed_into_an_iphones_message_begins_none() {
        let text = "[20/1/2026, 19:02:03] A: x\r\n[20/1/2026, 19:03:03] A: one\n[20/1/2026, 19:04:03] B: I agree\r\n\
                    [20/1/2026, 19:05:03] A: y\r\n";
        let kept = kept(text);
        assert_eq!(kept.texts(), ["x", "one\n[20/1/2026, 19:04:03] B: I agree", "y"]);
        assert_eq!(
            kept.warned(),
            [(WarningCode::MixedLineEnds, Some(57)), (WarningCode::StampInside, Some(57))]
        );
        assert_eq!(kept.sources[0].rulings.last().unwrap().decided, "messages_end_with_crlf");
    }

    #[test]
    fn however_many_lines_are_typed_into_an_iphones_message_they_begin_none() {
        let typed = "\n[20/1/2026, 19:04:03] Sara: I agree to pay".repeat(5);
        let text = format!(
            "[20/1/2026, 19:02:03] Ali: x\r\n[20/1/2026, 19:03:03] Sara: no\r\n\
             [20/1/2026, 19:04:03] Ali: look{typed}\r\n"
        );
        let kept = kept(&text);
        assert_eq!(kept.texts(), ["x", "no", format!("look{typed}").as_str()]);
        let place = u64::try_from(text.find("\n[20/1/2026, 19:04:03] Sara").unwrap() + 1).unwrap();
        assert_eq!(
            kept.warned(),
            [(WarningCode::MixedLineEnds, Some(place)), (WarningCode::StampInside, Some(place))]
        );
    }

    #[test]
    fn a_line_before_the_first_message_takes_nothing_from_it() {
        let kept = kept(
            "saved by a helper\n[20/1/2026, 19:02:03] A: x\r\n[20/1/2026, 19:03:03] B: y\r\n\
             [20/1/2026, 19:04:03] A: z\r\n",
        );
        assert_eq!(kept.texts(), ["x", "y", "z"]);
        assert_eq!(kept.warned(), [(WarningCode::LeadingText, Some(0))]);
    }

    #[test]
    fn one_typed_line_does_not_turn_the_dates_of_a_file() {
        let mut text: String = (3..9).map(|day| format!("0{day}/06/2026, 19:0{day} - Ali: pay\n")).collect();
        text.push_str("09/06/2026, 19:30 - Ali: look\n");
        let typed = u64::try_from(text.len()).unwrap();
        text.push_str("06/13/2026, 10:00 - Sara: ok\n10/06/2026, 19:31 - Sara: stop\n");
        let kept = kept(&text);
        assert_eq!(
            kept.warned(),
            [(WarningCode::OrderDoubtful, Some(typed)), (WarningCode::OrderUnknown, Some(0))]
        );
        assert_eq!(kept.warnings[0].detail, "06/13/2026, 10:00");
        assert!(kept.sources[0].rulings.iter().all(|ruling| ruling.decided == "clock_24h"));
        let time = &kept.messages[0].time;
        let candidates: Vec<_> = time.candidates.iter().map(ToString::to_string).collect();
        assert_eq!(candidates, ["2026-03-06T19:03", "2026-06-03T19:03"]);
        assert!(time.at.is_none() && time.certainty.contains(&Certainty::OrderAmbiguous));
    }

    #[test]
    fn a_message_beside_an_unknown_word_is_no_part_of_the_one_before() {
        let kept = kept("2026/1/20 下午3:02 - A: x\n2026/1/20 傍晚7:02 - B: y\n2026/1/20 晚上8:02 - A: z\n");
        assert_eq!(kept.texts(), ["x", "y", "z"]);
        let told: Vec<_> = kept.messages.iter().map(|it| it.time.at.map(|at| at.to_string())).collect();
        assert_eq!(told, [Some("2026-01-20T15:02".to_owned()), None, Some("2026-01-20T20:02".to_owned())]);
        assert_eq!(kept.warned(), [(WarningCode::HalfDayUnknown, Some(28))]);
    }

    #[test]
    fn notices_have_no_sender() {
        let kept = kept(
            "20/1/2026, 19:02 - Messages and calls are end-to-end encrypted.\n20/1/2026, 19:02 - A: x\n",
        );
        assert_eq!(kept.messages[0].sender.name, None);
        assert_eq!(kept.messages[0].sender.certainty, SenderCertainty::None);
        assert_eq!(kept.messages[0].kind, Kind::System);
        assert_eq!(kept.messages[1].kind, Kind::Message);
    }

    #[test]
    fn what_is_not_settled_is_warned_of_once() {
        let kept = kept("5/6/2026, 7:02 - A: x\n6/6/2026, 7:02 - A: y\n7/6/2026, 7:02 - A: z\n");
        assert_eq!(
            kept.warned(),
            [(WarningCode::OrderUnknown, Some(0)), (WarningCode::HalfDayUnknown, Some(0))]
        );
        assert_eq!(kept.messages[0].time.at, None);
        assert_eq!(kept.messages[0].time.candidates.len(), 4);
    }

    #[test]
    fn contradictions_and_impossible_times_are_told() {
        let kept = kept("20/1/2026, 19:02 - A: x\n1/20/2026, 19:03 - A: y\n99/1/2026, 19:04 - A: z\n");
        assert_eq!(
            kept.warned(),
            [(WarningCode::OrderContradicts, Some(24)), (WarningCode::ImpossibleStamp, Some(48))]
        );
        assert_eq!(kept.messages[2].time.certainty, [Certainty::ZoneUnknown, Certainty::Impossible]);
    }

    #[test]
    fn times_that_go_back_and_lines_before_the_first_are_told() {
        let kept = kept(
            "\nsaved by a helper\n20/1/2026, 19:02 - A: x\n20/1/2026, 19:01 - A: y\n20/1/2026, 19:01 - A: z\n",
        );
        assert_eq!(kept.warned(), [(WarningCode::LeadingText, Some(1)), (WarningCode::OutOfOrder, Some(43))]);
    }

    #[test]
    fn broken_bytes_are_shown_and_their_places_told() {
        let kept =
            read_with(b"20/1/2026, 19:02 - A: a\xffb\xfe\n20/1/2026, 19:03 - A: \xd8", &Limits::default());
        assert_eq!(kept.texts(), ["a\u{fffd}b\u{fffd}", "\u{fffd}"]);
        assert_eq!(kept.warned(), [(WarningCode::BrokenUtf8, Some(23)), (WarningCode::Unfinished, Some(49))]);
    }

    #[test]
    fn a_text_that_ends_within_a_stamp_is_unfinished() {
        let kept = kept("20/1/2026, 19:02 - A: x\n20/1/2026, 19:");
        assert_eq!(kept.texts(), ["x\n20/1/2026, 19:"]);
        assert_eq!(kept.warned(), [(WarningCode::Unfinished, Some(24))]);
    }

    #[test]
    fn a_long_message_is_cut_at_a_character() {
        let text = format!("20/1/2026, 19:02 - A: {}\n20/1/2026, 19:03 - A: x\n", "ا".repeat(5_000));
        let limits = Limits { message: 2_000, ..Limits::default() };
        let kept = read_with(text.as_bytes(), &limits);
        assert_eq!(kept.warned(), [(WarningCode::Cut, Some(0))]);
        assert!(kept.messages[0].raw.len() <= 2_000 && kept.messages[0].raw.ends_with('ا'));
        assert_eq!(kept.messages[0].place.length, 10_022);
        assert_eq!(kept.messages[1].text, "x");
    }

    #[test]
    fn the_number_at_which_exports_are_cut_off_is_warned_of() {
        let line = "20/1/2026, 19:02 - A: x\n";
        assert_eq!(kept(&line.repeat(10_000)).warned(), [(WarningCode::PerhapsTruncated, None)]);
        assert!(kept(&line.repeat(10_001)).warned().is_empty());
    }

    #[test]
    fn the_same_second_twice_and_turned_names_are_warned_of() {
        let line = "[20/1/2026, 19:02:03] A\u{202e}B: x\n";
        assert_eq!(
            kept(&line.repeat(2)).warned(),
            [(WarningCode::DirectionControl, Some(0)), (WarningCode::Repeated, Some(line.len() as u64))]
        );
    }

    #[test]
    fn a_taker_who_has_enough_stops_the_reading() {
        /// Has enough after one message.
        #[derive(Default)]
        struct One(usize);

        impl Sink for One {
            fn source(&mut self, _: &Source) -> ControlFlow<()> {
                ControlFlow::Continue(())
            }

            fn message(&mut self, _: Message) -> ControlFlow<()> {
                self.0 += 1;
                ControlFlow::Break(())
            }

            fn warning(&mut self, _: Warning) -> ControlFlow<()> {
                ControlFlow::Continue(())
            }
        }

        let mut one = One::default();
        let text = "20/1/2026, 19:02 - A: x\n".repeat(5);
        let read = read(&mut Lone(Cursor::new(text)), &Limits::default(), &mut one);
        assert!(matches!(read, Err(ReadError::Stopped)));
        assert_eq!(one.0, 1);
    }

    #[test]
    fn titles_come_from_the_names_of_exports() {
        for (path, told) in [
            ("WhatsApp Chat with Ali.txt", Some("Ali")),
            ("WhatsApp Chat - Ali/_chat.txt", Some("Ali")),
            ("a/WhatsApp Chat - Ali.txt", Some("Ali")),
            ("_chat.txt", None),
            ("notes.txt", None),
            ("WhatsApp Chat with .txt", None),
        ] {
            assert_eq!(title(path).as_deref(), told, "{path}");
        }
    }

    #[test]
    fn heads_are_told_from_other_texts() {
        assert_eq!(sniff(b"\xef\xbb\xbf[20/1/2026, 19:02:03] A: x\r\n"), Some(Format::WhatsAppIos));
        assert_eq!(sniff(b"20/1/2026, 19:02 - A: x\n"), Some(Format::WhatsAppAndroid));
        assert_eq!(sniff(b"{\"messages\": []}"), None);
        assert!(begins_with_stamp("\u{200e}[20/1/2026, 19:02:03] A: x".as_bytes()));
        assert!(!begins_with_stamp(b"[{\"a\": 1}]") && !begins_with_stamp(b""));
    }

    proptest! {
        #[test]
        fn messages_lie_behind_one_another_and_never_panic(
            lines in prop::collection::vec(
                "(|[0-9]{1,2}/[0-9]{1,2}/20(26|99), [0-9]{1,2}:[0-9]{2}( PM| xyz|) - )\\PC{0,20}(\r|)", 0..12),
            broken in prop::collection::vec(0_usize..400, 0..3),
        ) {
            let mut bytes = lines.join("\n").into_bytes();
            for at in broken {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte = 0xf0;
                }
            }
            let mut kept = Collected::default();
            match read(&mut Lone(Cursor::new(&bytes)), &Limits::default(), &mut kept) {
                Ok(()) => prop_assert!(!kept.messages.is_empty()),
                Err(error) => prop_assert!(matches!(error, ReadError::Unknown)),
            }
            let mut end = 0;
            for message in &kept.messages {
                prop_assert!(message.place.offset >= end && message.time.at.is_none_or(|at| at.is_possible()));
                end = message.place.offset + message.place.length;
            }
            prop_assert!(end <= bytes.len() as u64);
        }
    }
}
