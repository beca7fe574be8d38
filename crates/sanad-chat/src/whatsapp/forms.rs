//! Which form the stamps of a file have: each line that looks like a stamp is counted.
//!
//! One phone writes a whole export in one form, so what looks different was typed or pasted into a message, however long
//! it is. The very first line was written by no message: where lines of its form have names, as those of a chat nearly all
//! do, the file has that form, and what follows in another one stays text of a message. Where a file begins with something
//! else, most lines decide, those with names first.

use super::order::Witness;
use super::stamp::{Form, Stamp};

/// Forms that are counted.
const MOST_FORMS: usize = 64;
/// Bytes of a line in which its name must end.
const NAME: usize = 256;
/// Stamps with and without a word are both the file's own where the rarer are at least one in so many of the others.
const SHARE: u64 = 10;

/// The lines of one form.
#[derive(Debug)]
struct Counted {
    form: Form,
    all: u64,
    /// Those that have a name, and stand where a message can begin.
    named: u64,
    /// Those of them that have no word beside the time, or one that says the half of the day.
    plain: u64,
    /// Those that were left inside messages, and the first of them.
    inside: Left,
}

/// Lines that look like stamps, and begin no message.
#[derive(Debug, Default)]
pub(super) struct Left {
    count: u64,
    first: Option<Witness>,
}

impl Left {
    /// The first of several, as the number of all and the stamp. One alone is told of with its message.
    pub(super) fn told(&self) -> Option<(u64, String)> {
        let first = self.first.as_ref().filter(|_| self.count > 1)?;
        Some((first.offset, format!("{} × {}", self.count, first.raw)))
    }

    fn add(&mut self, witness: impl FnOnce() -> Witness) {
        self.count += 1;
        if self.first.is_none() {
            self.first = Some(witness());
        }
    }
}

/// Counts the lines of each form.
#[derive(Debug, Default)]
pub(super) struct Forms {
    lines: Vec<Counted>,
    /// Those before the first message.
    pub(super) leading: Left,
}

/// What was read of a line that looks like a stamp.
#[derive(Debug, Clone, Copy)]
pub(super) struct Seen<'a> {
    pub(super) stamp: &'a Stamp,
    /// The line behind the stamp.
    pub(super) body: &'a [u8],
    /// Whether a message can begin here, as far as line ends tell.
    pub(super) free: bool,
}

impl Forms {
    /// Takes a line into account.
    pub(super) fn observe(&mut self, seen: Seen<'_>) {
        let room = self.lines.len() < MOST_FORMS;
        let form = seen.stamp.form;
        let known = self.lines.iter().position(|lines| lines.form == form);
        let at = match known {
            Some(at) => at,
            None if room => {
                self.lines.push(Counted { form, all: 0, named: 0, plain: 0, inside: Left::default() });
                self.lines.len() - 1
            }
            None => return,
        };
        let Some(lines) = self.lines.get_mut(at) else { return };
        lines.all += 1;
        if seen.free && has_name(seen.body) {
            lines.named += 1;
            lines.plain += u64::from(!seen.stamp.has_strange_word());
        }
    }

    /// Takes note of a line that begins no message.
    pub(super) fn leave(&mut self, form: Form, begun: bool, witness: impl FnOnce() -> Witness) {
        if !begun {
            self.leading.add(witness);
        } else if let Some(lines) = self.lines.iter_mut().find(|lines| lines.form == form) {
            lines.inside.add(witness);
        }
    }

    /// The form of the file. `first` is that of its very first line, where that is a stamp; `guess` is what its beginning
    /// showed.
    pub(super) fn elect(&self, guess: Form, first: bool) -> Form {
        let guess = guess.of_one_stamp();
        let mut own: Option<&Counted> = self.lines.iter().find(|lines| lines.form == guess);
        for lines in &self.lines {
            let Some(before) = own else {
                own = Some(lines);
                continue;
            };
            let more = (lines.named, lines.all) > (before.named, before.all);
            let begun = first && before.form == guess && before.named > 0;
            if more && !begun {
                own = Some(lines);
            }
        }
        own.map_or(guess, |own| if self.is_mixed(own) { own.form.with_and_without_words() } else { own.form })
    }

    /// Whether stamps that differ from those of a form only by a word are of the file as well. A few of them were typed.
    fn is_mixed(&self, own: &Counted) -> bool {
        let others = self.lines.iter().filter(|lines| lines.form.differs_by_words(own.form));
        let most = others.map(|lines| lines.plain).max().unwrap_or(0);
        most > 0 && most.saturating_mul(SHARE) >= own.named
    }

    /// The lines of each form that were left inside messages.
    pub(super) fn inside(&self) -> impl Iterator<Item = &Left> {
        self.lines.iter().map(|lines| &lines.inside)
    }
}

/// Whether a line has what ends a name.
fn has_name(body: &[u8]) -> bool {
    let start = body.get(..NAME).unwrap_or(body);
    start.windows(2).any(|pair| pair == b": ")
}

#[cfg(test)]
mod tests {
    use super::super::stamp::Stamps;
    use super::*;

    const GERMAN: &str = "13.06.2026 19:02 - A: x";
    const BARE: &str = "6/20/26, 19:02 - A: x";
    const WORDED: &str = "6/20/26, 7:02 PM - A: x";

    fn form(line: &str) -> Form {
        Stamps::default().find(line.as_bytes()).unwrap().form
    }

    /// The form of a file that begins with the first of `lines`, each so many times.
    fn elected(lines: &[(&str, usize)], first: bool) -> Form {
        let mut forms = Forms::default();
        for &(line, count) in lines {
            for _ in 0..count {
                let stamp = Stamps::default().find(line.as_bytes()).unwrap();
                let body = &line.as_bytes()[stamp.body..];
                forms.observe(Seen { stamp: &stamp, body, free: true });
            }
        }
        forms.elect(form(lines[0].0), first)
    }

    #[test]
    fn the_form_of_most_lines_is_that_of_the_file() {
        assert_eq!(elected(&[(GERMAN, 3), (WORDED, 50)], false), form(WORDED));
        assert_eq!(elected(&[(GERMAN, 50), (WORDED, 3)], true), form(GERMAN));
        assert_eq!(elected(&[(GERMAN, 3), (WORDED, 3)], true), form(GERMAN));
        // A line without a name is none of a chat, until there are none but such.
        assert_eq!(elected(&[("13.06.2026 10:00 - Chat", 3), (WORDED, 2)], true), form(WORDED));
        let nameless = [("13.06.2026 10:00 - Chat", 1), ("6/20/26, 7:02 PM - x", 2)];
        assert_eq!(elected(&nameless, true), form(WORDED));
    }

    #[test]
    fn what_follows_a_chat_in_another_form_is_a_quotation() {
        assert_eq!(elected(&[(GERMAN, 1), (WORDED, 50), (GERMAN, 1)], true), form(GERMAN));
        assert_eq!(elected(&[(GERMAN, 3), (WORDED, 50)], true), form(GERMAN));
        // Where something else stood first, nothing tells which of them was typed.
        assert_eq!(elected(&[(GERMAN, 1), (WORDED, 50), (GERMAN, 1)], false), form(WORDED));
    }

    #[test]
    fn stamps_with_and_without_a_word_are_both_of_a_file_that_has_enough_of_them() {
        let mixed = form(WORDED).with_and_without_words();
        assert_eq!(elected(&[(WORDED, 1), (BARE, 1)], true), mixed);
        assert_eq!(elected(&[(WORDED, 20), (BARE, 2)], true), mixed);
        assert_eq!(elected(&[(BARE, 1), (WORDED, 1)], true), form(BARE).with_and_without_words());
        // One that was typed, one with a word that says no half, and one of another form.
        assert_eq!(elected(&[(WORDED, 11), (BARE, 1)], true), form(WORDED));
        assert_eq!(elected(&[(BARE, 3), ("6/20/26, 7:02 xyz - A: x", 1)], true), form(BARE));
        assert_eq!(elected(&[(BARE, 3), ("6/20/2026, 7:02 PM - A: x", 1)], true), form(BARE));
        let [worded, bare] = [WORDED, BARE].map(|line| Stamps::default().find(line.as_bytes()).unwrap());
        assert!(mixed.holds(&worded) && mixed.holds(&bare));
        assert!(form(WORDED).holds(&worded) && !form(WORDED).holds(&bare));
        let strange = Stamps::default().find(b"6/20/26, 7:02 xyz - A: x").unwrap();
        assert!(!form(BARE).with_and_without_words().holds(&strange) && mixed.holds(&strange));
    }

    #[test]
    fn lines_that_were_left_are_counted() {
        let mut forms = Forms::default();
        let stamp = Stamps::default().find(WORDED.as_bytes()).unwrap();
        forms.observe(Seen { stamp: &stamp, body: b"A: x", free: true });
        for (offset, begun) in [(0, false), (1, true), (2, true)] {
            forms.leave(stamp.form, begun, || Witness { offset, raw: "x".to_owned() });
        }
        assert!(forms.leading.count == 1 && forms.leading.told().is_none());
        let told: Vec<_> = forms.inside().filter_map(Left::told).collect();
        assert_eq!(told, [(1, "2 × x".to_owned())]);
    }

    #[test]
    fn no_more_forms_are_counted_than_allowed() {
        let mut forms = Forms::default();
        for separator in ["/", ".", "-"] {
            for year in ["26", "2026"] {
                for gap in [", ", "\u{60c} ", " "] {
                    for time in ["7:02", "7.02", "7:02 PM", "7.02 PM"] {
                        let line = format!("20{separator}6{separator}{year}{gap}{time} - A: x");
                        let stamp = Stamps::default().find(line.as_bytes()).unwrap();
                        forms.observe(Seen { stamp: &stamp, body: b"A: x", free: true });
                    }
                }
            }
        }
        assert_eq!(forms.lines.len(), MOST_FORMS);
    }
}
