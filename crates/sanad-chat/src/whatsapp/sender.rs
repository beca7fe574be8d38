//! Where a name ends. `Name: text` is all that a line tells, and both may hold `": "`.
//!
//! The whole file settles it where it can: a name that stands before the only `": "` of some line; one behind which
//! WhatsApp's own words follow at once; one that a notice or the title of the chat tells. Where it cannot, the sender is
//! said to be ambiguous: also where a longer start comes again, as `Ali: Work` may be another contact than `Ali`, or what
//! Ali writes before each note; and where Ali wrote no more than a line or two. Nor do WhatsApp's own words settle that:
//! they can be typed behind any name. Where nothing else ever follows the longer start, and Ali wrote more than that,
//! Ali's is the name that is given.
//!
//! On Android notices have no name and may hold a colon: those that are known are no evidence, and what may be one of
//! which the words are not known is said to be ambiguous. It keeps what stands before the colon as its sender: a notice
//! that is taken for a message is seen, a message that is taken for a notice may not be.

use std::collections::HashMap;
use std::hash::{BuildHasher, RandomState};

use super::words::{notices, own};
use crate::message::{Kind, SenderCertainty};

/// Names that are remembered. A group has at most 1,024 members; what comes after these is not settled by itself.
const MOST: usize = 10_000;
/// Bytes of the longest name.
const LONGEST: usize = 256;
/// Places in a line that are looked at.
const DEEP: usize = 6;
/// Lines after which no doubt is left about a name.
const ENOUGH: u32 = 3;
/// Lines with nothing but one name after which a longer one with a colon is no longer thought of.
const SETTLED: u32 = 2;
/// Words on both sides of a colon between which a known name is looked for.
const NEAR: usize = 4;

/// What was seen of a name.
#[derive(Debug, Default)]
struct Seen {
    /// Lines with no other `": "`.
    alone: u32,
    /// Lines in which WhatsApp's own words follow.
    generated: u32,
    /// Notices that tell the name.
    notices: u32,
    /// Lines with no other `": "` that hold the words of a notice.
    told: u32,
}

impl Seen {
    const fn is_proven(&self) -> bool {
        self.generated > 0 || self.notices > 0
    }
}

/// What was seen of a start.
#[derive(Debug)]
struct Start {
    lines: u32,
    /// What followed in the first of them, as a number.
    rest: u64,
    /// Whether something else followed in another.
    differs: bool,
}

/// The names of a file.
#[derive(Debug, Default)]
pub(super) struct Names {
    seen: HashMap<Box<str>, Seen>,
    /// What stands before each `": "` of the lines that have several.
    starts: HashMap<Box<str>, Start>,
    /// With what texts are made numbers: it differs from run to run, so that no text can be made to have the number of
    /// another.
    keys: RandomState,
    /// Whether WhatsApp's own words follow a name in any line.
    any_generated: bool,
    /// What the chat is called.
    title: Option<String>,
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
    /// Takes what the chat is called, by the name of its file: there colons are left out or replaced.
    pub(super) fn entitle(&mut self, title: Option<String>) {
        self.title = title;
    }

    /// Takes the first line of a body into account, without the marks that may stand before the name.
    pub(super) fn observe(&mut self, line: &str, bracketed: bool) {
        let (ends, count) = ends(line);
        let Some(first) = ends[..count].first() else { return };
        // Whoever has written enough is not looked at more closely.
        let doubted = !bracketed && self.alone(&line[..*first]) < ENOUGH;
        if doubted && notices::is_nameless(line) {
            if let Some(name) =
                notices::about(line).filter(|name| name.len() <= LONGEST && name.contains(": "))
            {
                self.count(name, |seen| &mut seen.notices);
            }
            return;
        }
        let generated = generated(line, &ends[..count], bracketed);
        if let Some(at) = generated {
            self.any_generated = true;
            self.count(&line[..ends[at]], |seen| &mut seen.generated);
        }
        if count > 1 {
            for end in &ends[..generated.map_or(count, |at| at + 1)] {
                self.start(line, *end);
            }
        } else if doubted && tells_of(line) {
            self.count(&line[..*first], |seen| &mut seen.told);
        } else {
            self.count(&line[..*first], |seen| &mut seen.alone);
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

    fn start(&mut self, line: &str, end: usize) {
        let (name, rest) = line.split_at(end);
        let rest = self.keys.hash_one(rest);
        if let Some(start) = self.starts.get_mut(name) {
            start.lines = start.lines.saturating_add(1);
            start.differs |= start.rest != rest;
        } else if self.starts.len() < MOST {
            self.starts.insert(name.into(), Start { lines: 1, rest, differs: false });
        }
    }

    fn alone(&self, name: &str) -> u32 {
        self.seen.get(name).map_or(0, |seen| seen.alone)
    }

    fn is_proven(&self, name: &str) -> bool {
        self.seen.get(name).is_some_and(Seen::is_proven) || self.is_title(name)
    }

    /// Whether a start was never seen but before WhatsApp's own words. They may have been typed, or pasted, behind what
    /// the owner of a shorter name wrote: `fyi: This message was deleted`.
    fn is_only_before_generated(&self, name: &str) -> bool {
        self.seen.get(name).is_some_and(|seen| {
            seen.alone == 0
                && seen.notices == 0
                && self.starts.get(name).is_none_or(|start| start.lines <= seen.generated)
        }) && !self.is_title(name)
    }

    /// Whether the chat bears the name. Only for names that hold a colon: a group may be called `Work`, and a member
    /// `Work: Ali`.
    fn is_title(&self, name: &str) -> bool {
        let is_letter = |sign: &char| !matches!(sign, ':' | '_');
        self.title.as_deref().is_some_and(|title| {
            name.chars().filter(is_letter).eq(title.chars().filter(is_letter)) && name.contains(": ")
        })
    }

    /// Whether a start was seen before different texts.
    fn is_repeated(&self, name: &str) -> bool {
        self.starts.get(name).is_some_and(|start| start.differs)
    }

    /// Splits a line that was observed before, like all others of its file.
    pub(super) fn split<'a>(&self, line: &'a str, bracketed: bool) -> Split<'a> {
        let (all, count) = ends(line);
        if let Some(first) = all[..count].first()
            && !bracketed
            && self.alone(&line[..*first]) == 0
            && let Some(certainty) = self.notice(line)
        {
            return Split { name: None, body: 0, certainty };
        }
        // Behind the place at which WhatsApp's own words begin no name ends.
        let generated =
            if count > 1 && self.any_generated { generated(line, &all[..count], bracketed) } else { None };
        // A colon between quotes belongs to what a notice quotes: a subject of a group.
        let mut ends = [0; DEEP];
        let mut left = 0;
        for end in &all[..generated.map_or(count, |at| at + 1)] {
            let name = &line[..*end];
            if !is_in_quotes(name) || self.alone(name) >= ENOUGH {
                ends[left] = *end;
                left += 1;
            }
        }
        let found = |end: usize, sure: bool| {
            let certainty = if sure { SenderCertainty::Exact } else { SenderCertainty::Ambiguous };
            Split { name: Some(&line[..end]), body: (end + 2).min(line.len()), certainty }
        };
        match &ends[..left] {
            [] if count > 0 && self.is_quoting(line, all[0]) => {
                Split { name: None, body: 0, certainty: SenderCertainty::Ambiguous }
            }
            [] if count > 0 => found(all[0], false),
            [] => match line.strip_suffix(':') {
                Some(name) if self.alone(name) > 0 => found(name.len(), true),
                _ => Split { name: None, body: 0, certainty: SenderCertainty::None },
            },
            [only] if count == 1 => found(*only, bracketed || !self.is_doubtful(line, *only)),
            several => {
                let (end, sure) = self.among(line, several);
                found(end, sure && (bracketed || !self.is_longer(&line[..end])))
            }
        }
    }

    /// Whether a line of Android is a notice, and how surely it has no sender.
    fn notice(&self, line: &str) -> Option<SenderCertainty> {
        if notices::is_nameless(line) {
            return Some(SenderCertainty::None);
        }
        let mut repeated = false;
        for name in notices::names_before(line).filter(|name| is_short(name)) {
            if self.alone(name) > 0 || self.is_proven(name) {
                return Some(SenderCertainty::None);
            }
            repeated |= self.is_repeated(name);
        }
        repeated.then_some(SenderCertainty::Ambiguous)
    }

    /// Whether a line of which every `": "` stands between quotes is a notice that quotes the subject of a group: its
    /// words are known, and no other line begins like it. A name may hold such words and a quote, too.
    fn is_quoting(&self, line: &str, end: usize) -> bool {
        let name = &line[..end];
        let lines = self.seen.get(name).map_or(0, |seen| seen.alone.saturating_add(seen.told));
        lines < 2 && !self.is_repeated(name) && (notices::is_nameless(line) || tells_of(line))
    }

    /// Whether a name before the only `": "` may be the beginning of a notice: one about somebody who wrote other lines
    /// (`Ali changed to: …`), or about a name with a colon (`Dr: Ali left`).
    fn is_doubtful(&self, line: &str, end: usize) -> bool {
        let name = &line[..end];
        is_in_quotes(name)
            || self.is_longer(name)
            || self.lies_across(line, end)
            || (self.alone(name) == 0 && !self.is_proven(name) && tells_of(line))
    }

    /// Whether a name begins with that of somebody who wrote other lines, and stands on few itself. Another contact may
    /// be called `Ali Work`: after some lines it is said to be one.
    fn is_longer(&self, name: &str) -> bool {
        self.alone(name) < ENOUGH
            && !self.is_proven(name)
            && name
                .match_indices(' ')
                .filter(|(at, _)| may_tell(&name[*at + 1..]))
                .filter_map(|(at, _)| self.seen.get(&name[..at]))
                .any(|seen| seen.alone > 0 || seen.is_proven())
    }

    /// Whether a known name with a colon stands around the end of a name that is on few lines: `the code of Dr: Ali
    /// changed`, in any language.
    fn lies_across(&self, line: &str, end: usize) -> bool {
        if self.alone(&line[..end]) >= ENOUGH {
            return false;
        }
        let behind = end + 2;
        let near = &line[..line.floor_char_boundary(behind + LONGEST)];
        line[..end].rmatch_indices(' ').take(NEAR).any(|(at, _)| {
            let signs = near[behind..].char_indices().filter(|(_, sign)| !sign.is_alphanumeric());
            let stops = signs.map(|(stop, _)| behind + stop).take(NEAR).chain([near.len()]);
            stops.map(|stop| &line[at + 1..stop]).any(|it| self.is_proven(it) || self.is_repeated(it))
        })
    }

    /// Where the name ends in a line with several places for that, and whether this is sure.
    fn among(&self, line: &str, ends: &[usize]) -> (usize, bool) {
        let name = |end: usize| &line[..end];
        if let [shorter @ .., last] = ends
            && shorter.iter().any(|end| self.alone(name(*end)) >= ENOUGH)
            && self.is_only_before_generated(name(*last))
        {
            return (self.among(line, shorter).0, false);
        }
        let alone = ends.iter().position(|end| self.alone(name(*end)) > 0);
        let proven = ends.iter().rposition(|end| self.is_proven(name(*end)));
        let Some(settled) = alone.max(proven) else { return (self.common(line, ends), false) };
        let mut chosen = ends[settled];
        // Beside who wrote a single line, somebody may bear a longer name.
        let is_known =
            |name: &str| self.alone(name) >= SETTLED || (name.contains(": ") && self.is_proven(name));
        let mut sure = settled + 1 == ends.len() || is_known(name(chosen));
        // Two names of the file begin the line. Nothing says which wrote it: WhatsApp's own words can be typed or pasted
        // behind what the shorter one wrote.
        let before = &ends[..settled];
        if let Some(shorter) =
            before.iter().rfind(|end| self.alone(name(**end)) > 0 || self.is_proven(name(**end)))
        {
            if self.is_addressed(line, *shorter, chosen) {
                return (*shorter, false);
            }
            sure = false;
        }
        // A longer start that comes again may be a name, too.
        let mut most = 0;
        let settled_end = chosen;
        for end in &ends[settled + 1..] {
            match self.starts.get(name(*end)) {
                Some(start) if !start.differs => {}
                Some(start) => {
                    sure = false;
                    if start.lines >= most && !self.is_addressed(line, settled_end, *end) {
                        most = start.lines;
                        chosen = *end;
                    }
                }
                // There was no room to remember it.
                None => sure = false,
            }
        }
        (chosen, sure)
    }

    /// Whether what stands between two places is the name of somebody who wrote lines: `Ali: Sara: come here`.
    fn is_addressed(&self, line: &str, end: usize, longer: usize) -> bool {
        line.get(end + 2..longer).is_some_and(|name| self.alone(name) > 0)
    }

    /// The start of `line` that most lines share, when nothing settles it; the longest of them.
    fn common(&self, line: &str, ends: &[usize]) -> usize {
        let lines = |end: usize| self.starts.get(&line[..end]).map_or(0, |start| start.lines);
        let mut chosen = ends.first().copied().unwrap_or(0);
        for end in ends.iter().skip(1) {
            if lines(*end) < 2 || lines(*end) < lines(chosen) {
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

/// Which of the places is the first behind which WhatsApp's own words follow at once.
fn generated(line: &str, ends: &[usize], bracketed: bool) -> Option<usize> {
    // On Android this is of no use where there is one place only.
    if !bracketed && ends.len() < 2 {
        return None;
    }
    ends.iter().position(|end| line.get(end + 2..).is_some_and(|body| is_generated(body, bracketed)))
}

fn is_generated(body: &str, bracketed: bool) -> bool {
    if bracketed {
        return body.starts_with(['\u{200e}', '\u{200f}']);
    }
    match own(body) {
        Some(Kind::Media | Kind::Contact | Kind::Deleted | Kind::Call) => true,
        // A link alone is typed behind any word, and so is one behind the name of a place.
        Some(Kind::Location) => !body.starts_with(notices::MAPS) && !body.contains(notices::FOURSQUARE),
        _ => false,
    }
}

/// Whether the words of a notice about somebody stand in a line, whoever that may be.
fn tells_of(line: &str) -> bool {
    notices::names_before(line).any(is_short)
}

fn is_short(name: &str) -> bool {
    name.len() <= LONGEST
}

/// Whether the words behind a name can be a notice about who bears it, as `changed to` and `cambió el asunto a` are: one
/// word, and two that do not begin small, are a longer name (`Ali Hassan`, `Ali - Erbil`).
fn may_tell(words: &str) -> bool {
    match words.split_whitespace().count() {
        0 | 1 => false,
        2 => words.trim_start().starts_with(char::is_lowercase),
        _ => true,
    }
}

fn is_in_quotes(name: &str) -> bool {
    let quotes = name.chars().filter(|sign| matches!(sign, '"' | '“' | '”' | '„' | '«' | '»'));
    quotes.count() % 2 == 1
}

/// The marks of direction that WhatsApp sets before a name or a notice: they are none of the name's.
pub(super) fn leading_marks(line: &str) -> usize {
    line.len() - line.trim_start_matches(['\u{200e}', '\u{200f}', '\u{61c}']).len()
}

#[cfg(test)]
mod tests;
