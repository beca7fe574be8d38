//! The first pass: the form of the file's stamps, and everything that only the whole file can settle.

use crate::source::{Limits, ReadError, Text};

use super::forms::{Forms, Seen};
use super::lines::{Ending, Line, Lines};
use super::order::{Decided, Evidence, Witness};
use super::sender::{Names, leading_marks};
use super::stamp::{Form, Stamp, Stamps};

/// Bytes in which the form is looked for when the first line does not show it.
const HEAD: u64 = 1 << 18;

/// What the whole file says.
pub(super) struct Survey {
    pub(super) form: Form,
    /// Whether a message can only begin behind CR LF.
    pub(super) returns: bool,
    /// The first place that shows so, where others look different.
    pub(super) returned: Option<Witness>,
    /// Where stamps stand behind both line ends: the first behind the one that is not the file's.
    pub(super) mixed: Option<Witness>,
    /// What looks like a stamp and has another form than those of the file.
    pub(super) forms: Forms,
    pub(super) names: Names,
    pub(super) decided: Decided,
}

/// The form of a file's stamps, as its beginning shows it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Beginning {
    pub(super) form: Form,
    /// It is that of the very first line.
    first: bool,
    /// Whether CR LF was seen.
    returns: bool,
}

/// Looks for the form of the stamps: that of the very first line, which no message can have put there; else that which
/// most lines of the beginning have. None when no line of the file begins with a stamp.
pub(super) fn beginning<R: std::io::Read>(mut lines: Lines<R>) -> std::io::Result<Option<Beginning>> {
    let mut stamps = Stamps::default();
    let mut forms = Forms::default();
    let mut guess: Option<Form> = None;
    let mut sure = false;
    let mut returns = false;
    let mut bracketed = false;
    let mut first = true;
    while let Some(line) = lines.next_line()? {
        returns |= line.ending == Ending::ReturnFeed;
        if !sure && let Some(stamp) = stamps.find(line.bytes) {
            sure = first;
            bracketed |= stamp.form.bracketed;
            guess.get_or_insert(stamp.form);
            forms.observe(seen(&line, &stamp, true));
        }
        // Only an iPhone's endings are of interest.
        let enough = sure && (returns || !bracketed);
        if enough || (guess.is_some() && line.offset > HEAD) {
            break;
        }
        first = false;
    }
    Ok(guess.map(|guess| {
        let form = forms.elect(guess, sure);
        Beginning { form, first: sure, returns }
    }))
}

fn seen<'a>(line: &Line<'a>, stamp: &'a Stamp, free: bool) -> Seen<'a> {
    let body = line.bytes.get(stamp.body..).unwrap_or_default();
    Seen { stamp, body, free }
}

/// Whether `line` begins a message: its stamp has the form of the file, and it does not follow on a bare line feed
/// where messages end with CR LF. `before` is the ending of the line before; none where no message began before it, as
/// there is then none in which the line could have been typed.
pub(super) fn begins(form: Form, returns: bool, stamp: &Stamp, before: Option<Ending>) -> bool {
    form.holds(stamp) && !(returns && before == Some(Ending::Feed))
}

/// Reads the whole text once; again where a guess about its form or its line ends proves wrong.
pub(super) fn survey(text: &mut dyn Text, limits: &Limits) -> Result<Option<Survey>, ReadError> {
    let Some(beginning) = beginning(Lines::new(text.open()?, limits.message))? else { return Ok(None) };
    let mut form = beginning.form;
    let mut guess = form.bracketed && beginning.returns;
    let mut all = Whole::read(text, limits, form, guess)?;
    let elected = all.forms.elect(form, beginning.first);
    if elected != form {
        form = elected;
        guess = form.bracketed && all.returned;
        all = Whole::read(text, limits, form, guess)?;
    }
    let returns = form.bracketed && all.shows_returns();
    // Wrong, and it made a difference.
    if guess != returns && all.behind_feed > 0 {
        all = Whole::read(text, limits, form, returns)?;
    }
    all.names.entitle(text.path().and_then(super::title));
    let both = all.behind_return > 0 && all.behind_feed > 0;
    let (own, other) =
        if returns { (all.first_return, all.first_feed) } else { (all.first_feed, all.first_return) };
    Ok(Some(Survey {
        form,
        returns,
        returned: own.filter(|_| returns && both),
        mixed: other.filter(|_| both),
        forms: all.forms,
        names: all.names,
        decided: all.evidence.decide(),
    }))
}

struct Whole {
    forms: Forms,
    evidence: Evidence,
    names: Names,
    /// Any line ends with CR LF.
    returned: bool,
    /// Stamps behind CR LF and behind LF, the first of all left out.
    behind_return: u64,
    behind_feed: u64,
    first_return: Option<Witness>,
    first_feed: Option<Witness>,
}

impl Whole {
    /// Whether messages end with CR LF. An iPhone ends them so, and the lines that somebody typed within one with LF:
    /// where a file has both, a stamp behind LF was typed. A file that went through another program may have lost the
    /// difference, and has then only one of the two, but for what was pasted with its CR LF into a message.
    ///
    /// So what stands behind the first message says what holds, if it is CR LF: mostly WhatsApp wrote that message
    /// itself. Otherwise the more frequent of the two says it; alone it would let whoever types enough lines decide.
    fn shows_returns(&self) -> bool {
        let first = |witness: &Option<Witness>| witness.as_ref().map_or(u64::MAX, |witness| witness.offset);
        first(&self.first_return) < first(&self.first_feed) || self.behind_return > self.behind_feed
    }

    fn read(text: &mut dyn Text, limits: &Limits, form: Form, returns: bool) -> Result<Self, ReadError> {
        let mut whole = Self {
            forms: Forms::default(),
            evidence: Evidence::default(),
            names: Names::default(),
            returned: false,
            behind_return: 0,
            behind_feed: 0,
            first_return: None,
            first_feed: None,
        };
        let mut stamps = Stamps::default();
        let mut lines = Lines::new(text.open()?, limits.message);
        let mut before = None;
        let mut begun = false;
        while let Some(line) = lines.next_line()? {
            let behind = before.replace(line.ending);
            whole.returned |= line.ending == Ending::ReturnFeed;
            let Some(stamp) = stamps.find(line.bytes) else { continue };
            let behind = if begun { behind } else { None };
            let witness = || Witness { offset: line.offset, raw: written(&line, &stamp) };
            whole.forms.observe(seen(&line, &stamp, !(returns && behind == Some(Ending::Feed))));
            if !form.holds(&stamp) {
                whole.forms.leave(stamp.form, begun, witness);
                continue;
            }
            begun = true;
            match behind {
                Some(Ending::ReturnFeed) => {
                    whole.behind_return += 1;
                    whole.first_return.get_or_insert_with(witness);
                }
                Some(Ending::Feed) => {
                    whole.behind_feed += 1;
                    whole.first_feed.get_or_insert_with(witness);
                }
                Some(Ending::Return | Ending::Nothing) | None => {}
            }
            if begins(form, returns, &stamp, behind) {
                whole.evidence.observe(&stamp, line.offset, || written(&line, &stamp));
                let body = String::from_utf8_lossy(line.bytes.get(stamp.body..).unwrap_or_default());
                whole.names.observe(&body[leading_marks(&body)..], form.bracketed);
            }
        }
        Ok(whole)
    }
}

/// A stamp as its line writes it.
pub(super) fn written(line: &Line<'_>, stamp: &Stamp) -> String {
    String::from_utf8_lossy(line.bytes.get(stamp.written.clone()).unwrap_or_default()).into_owned()
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;
    use crate::source::Lone;

    fn read(text: &str) -> Option<Survey> {
        survey(&mut Lone(Cursor::new(text.as_bytes())), &Limits::default()).unwrap()
    }

    fn ruled(survey: &Survey) -> Vec<&'static str> {
        survey.decided.rulings.iter().map(|ruling| ruling.decided).collect()
    }

    #[test]
    fn the_first_line_gives_the_form() {
        // A long message quotes an export of another phone.
        let mut text = "20/1/2026\u{60c} 19:02 - A: look\n".to_owned();
        for _ in 0..50 {
            text.push_str("1/20/26, 7:02 PM - B: x\n");
        }
        text.push_str("20/1/2026\u{60c} 19:03 - B: well\n");
        let survey = read(&text).unwrap();
        assert!(!survey.form.bracketed);
        assert_eq!(ruled(&survey), ["day_first", "clock_24h"]);
    }

    #[test]
    fn without_a_first_line_the_most_frequent_form_is_taken() {
        let text = "saved by a helper\n1/20/26, 7:02 PM - B: x\n[20/1/2026, 19:02:03] A: x\n[20/1/2026, 19:02:03] A: x\n";
        assert!(read(text).unwrap().form.bracketed);
        assert!(read("no chat\nat all\n12/12\n").is_none());
        assert!(read("").is_none());
    }

    #[test]
    fn a_first_line_of_another_form_does_not_swallow_the_chat() {
        let line = "6/20/26, 7:02 PM - A: x\r\n";
        let survey = read(&format!("13.06.2026 10:00 - Chat\n{line}{line}{line}")).unwrap();
        assert_eq!(ruled(&survey), ["month_first", "half_day_words"]);
        assert!(survey.forms.leading.told().is_none());
        // One with a name is a message, and the others may have been pasted into it: they are counted, and lost to nobody.
        let survey = read(&format!("13.06.2026 10:00 - A: x\n{line}{line}{line}")).unwrap();
        assert_eq!(ruled(&survey), ["day_first"]);
        let told: Vec<_> = survey.forms.inside().filter_map(|left| left.told()).collect();
        assert_eq!(told, [(24, "3 × 6/20/26, 7:02 PM".to_owned())]);
        // An iPhone's: its line ends are still asked.
        let line = "[20/6/2026, 19:02:03] A: x\r\n";
        let typed = "[21/6/2026, 19:02:03] B: typed\n";
        let survey = read(&format!("13.06.2026 10:00 - Chat\n{line}{line}look\n{typed}{line}")).unwrap();
        assert!(survey.form.bracketed && survey.returns && survey.mixed.is_some());
    }

    #[test]
    fn what_is_pasted_into_an_iphones_message_has_no_say() {
        let own = "[20/6/2026, 19:02:03] A: x\r\n";
        let pasted = "6/20/26, 7:02 PM - B: typed\n".repeat(50);
        let survey = read(&format!("{own}{own}[20/6/2026, 19:03:03] A: look\n{pasted}")).unwrap();
        assert!(survey.form.bracketed);
        let told: Vec<_> = survey.forms.inside().filter_map(|left| left.told()).collect();
        assert_eq!(told, [(86, "50 × 6/20/26, 7:02 PM".to_owned())]);
    }

    #[test]
    fn a_form_far_behind_the_beginning_is_still_found() {
        let mut text = "x\n".repeat(300_000);
        text.push_str("20/1/2026, 19:02 - A: x\n");
        assert!(read(&text).is_some());
    }

    #[test]
    fn behind_a_bare_line_feed_no_message_of_an_iphone_begins() {
        let text = "[5/6/2026, 19:02:03] A: x\r\n[6/6/2026, 19:02:03] A: one\n[6/13/2026, 19:02:03] B: typed\r\n\
                    [13/6/2026, 19:02:03] A: y\r\n";
        let survey = read(text).unwrap();
        assert!(survey.returns);
        assert_eq!(survey.returned.as_ref().unwrap().offset, 27);
        assert_eq!(survey.mixed.as_ref().unwrap().offset, 55);
        assert_eq!(ruled(&survey), ["day_first", "clock_24h"]);
        assert!(survey.decided.contradiction.is_none());
    }

    #[test]
    fn a_file_that_lost_its_carriage_returns_is_read_all_the_same() {
        let line = "[5/6/2026, 19:02:03] A: x\n";
        let later = line.replace("5/6", "5/7");
        let survey = read(&format!("{line}{line}[13/6/2026, 19:02:03] A: x\r\n{later}{later}")).unwrap();
        assert!(!survey.returns && survey.returned.is_none());
        assert_eq!(survey.mixed.as_ref().unwrap().offset, 80);
        assert_eq!(ruled(&survey), ["day_first", "clock_24h"]);
        let survey = read(&line.replace('\n', "\r\n").repeat(3)).unwrap();
        assert!(survey.returns && survey.returned.is_none() && survey.mixed.is_none());
        assert!(!read("5/6/2026, 19:02 - A: x\r\n5/6/2026, 19:02 - A: x\n").unwrap().returns);
    }

    #[test]
    fn typed_lines_do_not_outvote_the_end_of_the_first_message() {
        let own = "[5/6/2026, 19:02:03] Ali: x\r\n";
        let typed = "[5/6/2026, 19:02:03] Sara: I agree to pay\n".repeat(50);
        for first in [own, "[5/6/2026, 19:02:03] Ali: one\ntwo\r\n"] {
            let survey = read(&format!("{first}[5/6/2026, 19:02:03] Ali: look\n{typed}\r\n")).unwrap();
            assert!(survey.returns, "{first}");
            assert_eq!(survey.returned.as_ref().unwrap().offset, first.len() as u64);
            assert_eq!(survey.mixed.as_ref().unwrap().offset, first.len() as u64 + 31);
        }
        // Pasted into the first message of a file that lost its CR LF.
        let line = "[5/6/2026, 19:02:03] A: x\n";
        let survey = read(&format!("{own}pasted\n{line}{line}{line}")).unwrap();
        assert!(!survey.returns && survey.mixed.is_none());
        // Typed into the very first message: not settled by it, and said so.
        let survey = read(&format!("[5/6/2026, 19:02:03] Ali: look\n{typed}{own}{own}")).unwrap();
        assert!(!survey.returns && survey.mixed.is_some());
    }

    #[test]
    fn the_first_stamp_of_a_file_begins_a_message_whatever_stands_before_it() {
        let line = "[5/7/2026, 19:02:03] A: x\r\n";
        let survey = read(&format!("saved by a helper\n[13/6/2026, 19:02:03] A: x\r\n{line}{line}")).unwrap();
        assert!(survey.returns && survey.mixed.is_none());
        assert_eq!(ruled(&survey), ["day_first", "clock_24h"]);
    }

    #[test]
    fn an_androids_mixed_line_ends_are_told() {
        let line = "5/6/2026, 19:02 - A: x\n";
        let survey = read(&format!("{line}5/6/2026, 19:02 - A: pasted\r\n{line}{line}")).unwrap();
        assert!(!survey.returns && survey.returned.is_none());
        assert_eq!(survey.mixed.as_ref().unwrap().offset, 52);
    }
}
