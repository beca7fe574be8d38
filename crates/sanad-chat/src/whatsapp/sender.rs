//! Where a name ends. `Name: text` is all that a line tells, and both may hold `": "`.
//!
//! The whole file settles it where it can: a name that stands before the only `": "` of some line, or, on an iPhone,
//! before `": "` and the mark that WhatsApp sets before what it writes itself. Where it cannot, the sender is said to
//! be ambiguous. A name on one line alone proves less on Android, where notices have no name and may hold a colon.

use std::collections::HashMap;

use crate::message::SenderCertainty;

/// Names that are remembered. A group has at most 1,024 members; what comes after these is not settled by itself.
const MOST: usize = 10_000;
/// Bytes of the longest name.
const LONGEST: usize = 256;
/// Places in a line that are looked at.
const DEEP: usize = 6;

/// What was seen of a name.
#[derive(Debug, Default)]
struct Seen {
    /// Lines with no other `": "`.
    alone: u32,
    /// Lines in which WhatsApp's mark follows.
    marked: u32,
}

/// The names of a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    seen: HashMap<Box<str>, Seen>,
    /// What stands before each `": "` of the lines that have several.
    starts: HashMap<Box<str>, u32>,
}

/// A line, split.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Split<'a> {
    pub(super) name: Option<&'a str>,
    /// The byte at which the body begins.
    pub(super) body: usize,
    pub(super) certainty: SenderCertainty,
}

impl Names {
    /// Takes the first line of a body into account, without the marks that may stand before the name.
    pub(super) fn observe(&mut self, line: &str, bracketed: bool) {
        let (ends, count) = ends(line);
        let ends = &ends[..count];
        match ends {
            [] => return,
            [only] => self.count(&line[..*only], |seen| &mut seen.alone),
            several => {
                for end in several {
                    let start = &line[..*end];
                    if let Some(count) = self.starts.get_mut(start) {
                        *count = count.saturating_add(1);
                    } else if self.starts.len() < MOST {
                        self.starts.insert(start.into(), 1);
                    }
                }
            }
        }
        if bracketed && let Some(end) = ends.iter().find(|end| is_generated(line, **end)) {
            self.count(&line[..*end], |seen| &mut seen.marked);
        }
    }

    fn count(&mut self, name: &str, of: impl Fn(&mut Seen) -> &mut u32) {
        if let Some(seen) = self.seen.get_mut(name) {
            let count = of(seen);
            *count = count.saturating_add(1);
        } else if self.seen.len() < MOST {
            *of(self.seen.entry(name.into()).or_default()) = 1;
        }
    }

    fn alone(&self, name: &str) -> u32 {
        self.seen.get(name).map_or(0, |seen| seen.alone)
    }

    fn is_marked(&self, name: &str) -> bool {
        self.seen.get(name).is_some_and(|seen| seen.marked > 0)
    }

    /// Splits a line that was observed before, like all others of its file.
    pub(super) fn split<'a>(&self, line: &'a str, bracketed: bool) -> Split<'a> {
        let (all, count) = ends(line);
        // A colon between quotes belongs to what a notice quotes: a subject of a group.
        let mut ends = [0; DEEP];
        let mut left = 0;
        for end in &all[..count] {
            let name = &line[..*end];
            if !is_in_quotes(name) || self.alone(name) > 2 {
                ends[left] = *end;
                left += 1;
            }
        }
        let name = |end: usize| &line[..end];
        let found = |end: usize, sure: bool| {
            let certainty = if sure { SenderCertainty::Exact } else { SenderCertainty::Ambiguous };
            Split { name: Some(name(end)), body: (end + 2).min(line.len()), certainty }
        };
        match &ends[..left] {
            [] if count > 0 => Split { name: None, body: 0, certainty: SenderCertainty::Ambiguous },
            [] => match line.strip_suffix(':') {
                Some(name) if self.alone(name) > 0 => found(name.len(), true),
                _ => Split { name: None, body: 0, certainty: SenderCertainty::None },
            },
            [only] if count == 1 => {
                let sure = bracketed || !(self.is_doubtful(name(*only)) || is_in_quotes(name(*only)));
                found(*only, sure)
            }
            several => {
                if let Some(at) = several.iter().position(|end| self.alone(name(*end)) > 0) {
                    let end = several[at];
                    // A longer name that an iPhone's mark proves is a rival, unless the mark stands right here.
                    let rival = several[at + 1..].iter().any(|end| self.is_marked(name(*end)));
                    found(end, !rival || (bracketed && is_generated(line, end)))
                } else if let Some(end) = several.iter().find(|end| self.is_marked(name(**end))) {
                    found(*end, true)
                } else {
                    found(self.common(line, several), false)
                }
            }
        }
    }

    /// Whether a name that one line alone has may be the beginning of a notice about somebody who wrote other lines:
    /// `Ali changed to: …`. Another contact may be called `Ali Work`: it is not said to be one.
    fn is_doubtful(&self, name: &str) -> bool {
        self.alone(name) < 2 && name.match_indices(' ').any(|(at, _)| self.alone(&name[..at]) > 0)
    }

    /// The longest start of `line` that enough other lines share, when no start ever stands alone.
    fn common(&self, line: &str, ends: &[usize]) -> usize {
        let lines = |end: usize| self.starts.get(&line[..end]).copied().unwrap_or(0);
        let mut chosen = ends.first().copied().unwrap_or(0);
        for end in ends.iter().skip(1) {
            // Half of the lines: two people may share the first part of a name.
            if lines(*end) < 2 || lines(*end) < lines(chosen).div_ceil(2) {
                break;
            }
            chosen = *end;
        }
        chosen
    }
}

/// The first places of `": "` behind which a body can begin, and how many they are.
fn ends(line: &str) -> ([usize; DEEP], usize) {
    let mut ends = [0; DEEP];
    let mut count = 0;
    for (at, _) in line.match_indices(':') {
        if at > LONGEST || count == DEEP {
            break;
        }
        if at > 0 && line.as_bytes().get(at + 1) == Some(&b' ') {
            ends[count] = at;
            count += 1;
        }
    }
    (ends, count)
}

/// Whether WhatsApp's mark stands behind the `": "` at `end`.
fn is_generated(line: &str, end: usize) -> bool {
    line.get(end + 2..).is_some_and(|body| body.starts_with(['\u{200e}', '\u{200f}']))
}

fn is_in_quotes(name: &str) -> bool {
    let quotes = name.chars().filter(|sign| matches!(sign, '"' | '“' | '”' | '„' | '«' | '»'));
    quotes.count() % 2 == 1
}

/// The marks of direction that WhatsApp sets before a name or a notice: they are none of the name's.
pub(super) fn leading_marks(line: &str) -> usize {
    line.len() - line.trim_start_matches(['\u{200e}', '\u{200f}', '\u{61c}']).len()
}

/// Whether a name, of a person or a file, holds signs that turn the direction of the text around it. Those that embed
/// a telephone number, as WhatsApp writes it, do no harm.
pub(super) fn turns_direction(name: &str) -> bool {
    let is_control = |sign: char| matches!(sign, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    if !name.contains(is_control) {
        return false;
    }
    let inner = name.trim_start_matches(['~', ' ', '\u{202f}', '\u{a0}']);
    let inner = inner
        .strip_prefix(['\u{202a}', '\u{202b}', '\u{2066}', '\u{2067}', '\u{2068}'])
        .and_then(|inner| inner.strip_suffix(['\u{202c}', '\u{2069}']));
    let is_number = |number: &str| {
        number.chars().all(|sign| {
            sign.is_numeric()
                || matches!(sign, '+' | '-' | '(' | ')' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2011}')
        })
    };
    !inner.is_some_and(is_number)
}

#[cfg(test)]
mod tests {
    use SenderCertainty::{Ambiguous, Exact, None as Nobody};

    use super::*;

    /// Splits the last line of a file.
    #[track_caller]
    fn check(file: &[&str], bracketed: bool, name: Option<&str>, body: &str, certainty: SenderCertainty) {
        let mut names = Names::default();
        for line in file {
            names.observe(line, bracketed);
        }
        let line = file[file.len() - 1];
        let split = names.split(line, bracketed);
        assert_eq!((split.name, &line[split.body..], split.certainty), (name, body, certainty), "{file:?}");
    }

    #[test]
    fn the_only_colon_ends_the_name() {
        check(&["Ali: hello"], false, Some("Ali"), "hello", Exact);
        check(&["Ali: "], false, Some("Ali"), "", Exact);
        check(&["Ali: at 7:30"], false, Some("Ali"), "at 7:30", Exact);
        check(&["\u{202a}+40\u{a0}5\u{202c}: x"], true, Some("\u{202a}+40\u{a0}5\u{202c}"), "x", Exact);
        check(&["Ali: hello", "Ali:"], false, Some("Ali"), "", Exact);
        check(&["Sara:"], false, None, "Sara:", Nobody);
        check(&[": x"], false, None, ": x", Nobody);
    }

    #[test]
    fn a_line_without_a_name_is_a_notice() {
        check(&["Ali added Sara"], false, None, "Ali added Sara", Nobody);
        check(&["http://a.example"], false, None, "http://a.example", Nobody);
    }

    #[test]
    fn a_name_that_stands_alone_elsewhere_is_the_name() {
        check(&["Ali: hello", "Ali: note: see: this"], false, Some("Ali"), "note: see: this", Exact);
        check(
            &["Ali: note: x", "Ali: note: y", "Ali: z", "Ali: note: a"],
            false,
            Some("Ali"),
            "note: a",
            Exact,
        );
    }

    #[test]
    fn a_name_with_a_colon_is_found_by_its_lines_and_is_not_sure() {
        let file = ["Dr: Ali: hello", "Dr: Ali: see: this", "Dr: Ali: well"];
        check(&file, false, Some("Dr: Ali"), "well", Ambiguous);
        check(&file[..2], false, Some("Dr: Ali"), "see: this", Ambiguous);
        check(&["Ali: note: x"], false, Some("Ali"), "note: x", Ambiguous);
        let file = ["Ali: a: x", "Ali: a: y", "Ali: b: x", "Ali: b: y", "Ali: c: x"];
        check(&file, false, Some("Ali"), "c: x", Ambiguous);
    }

    #[test]
    fn an_iphones_mark_settles_a_name_with_a_colon() {
        let file = ["Dr: Ali: \u{200e}image omitted", "Dr: Ali: hello"];
        check(&file, true, Some("Dr: Ali"), "hello", Exact);
        check(&file, false, Some("Dr: Ali"), "hello", Ambiguous);
        // Somebody pasted a line of WhatsApp's.
        let file = ["Ali: x", "Ali: Sara: \u{200e}image omitted"];
        check(&file, true, Some("Ali"), "Sara: \u{200e}image omitted", Ambiguous);
        let file = ["Ali: x", "Ali: Sara: \u{200e}image omitted", "Ali: \u{200e}image omitted: x"];
        check(&file, true, Some("Ali"), "\u{200e}image omitted: x", Exact);
    }

    #[test]
    fn what_a_notice_quotes_is_no_name() {
        let notice = "Ali changed the subject to \"a: b\"";
        check(&["Ali: x", notice], false, None, notice, Ambiguous);
        let notice = "غيّر علي الموضوع إلى «أ: ب»";
        check(&[notice], false, None, notice, Ambiguous);
        check(&["Ali: he said \"x: y\""], false, Some("Ali"), "he said \"x: y\"", Ambiguous);
        check(&["Ali: x", "Ali: he said \"x: y\""], false, Some("Ali"), "he said \"x: y\"", Exact);
    }

    #[test]
    fn a_notice_about_a_sender_is_not_surely_a_sender() {
        let file = ["Ali: x", "Ali changed to: y"];
        check(&file, false, Some("Ali changed to"), "y", Ambiguous);
        check(&["Ali: x", "Ali Work: y", "Ali Work: z"], false, Some("Ali Work"), "z", Exact);
    }

    #[test]
    fn names_are_bounded() {
        let mut names = Names::default();
        for number in 0..MOST + 5 {
            names.observe(&format!("{number}: x"), true);
            names.observe(&format!("{number}: x: y"), true);
        }
        assert_eq!((names.seen.len(), names.starts.len()), (MOST, MOST));
        let long = format!("{}: x", "a".repeat(LONGEST + 1));
        assert_eq!(names.split(&long, false).name, None);
        assert_eq!(names.split("a: b: c: d: e: f: g: h: i", false).name, Some("a"));
    }

    #[test]
    fn a_number_may_be_embedded_and_a_name_may_not() {
        for name in [
            "Ali",
            "\u{200f}علي",
            "\u{202a}+964\u{a0}770\u{a0}000\u{a0}0000\u{202c}",
            "~\u{202f}\u{2068}+4915\u{2069}",
        ] {
            assert!(!turns_direction(name), "{name:?}");
        }
        for name in ["Ali\u{202e}gpj.exe", "\u{202d}+49\u{202c}", "\u{202b}علي\u{202c}", "a\u{2066}b\u{2069}"]
        {
            assert!(turns_direction(name), "{name:?}");
        }
    }
}
