//! What all stamps of a file mean, decided by the whole file and never by one stamp that could mean two things.
//!
//! Each way to read a date (an order, a calendar) is held possible until a stamp shows that it is not: a 20 that cannot
//! be a month, a year of four digits at the other end. What is left at the end of the file holds for every stamp. That
//! times mostly go forward is no proof of anything, as messages can be out of order; it can only raise a doubt about
//! what would be one.

use crate::source::Ruling;

use super::calendar::{Calendar, Civil, Order, READINGS, YEAR_IN_FRONT, reading, readings, year_in_front};
use super::course::{Course, Table, Ways, ways};
use super::front::Front;
use super::stamp::{Date, Half, Stamp};

/// A place that showed something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Witness {
    pub(super) offset: u64,
    /// The stamp as written.
    pub(super) raw: String,
}

/// A date, read in one order and calendar.
type Reading = (Order, Calendar, Civil);

/// What the stamps of a file have shown so far.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    /// The stamp that showed first that a way is not possible.
    refuted: [Option<Witness>; READINGS],
    /// Ways in which at least one stamp can be read.
    seen: Ways,
    /// The stamp that left no way.
    contradiction: Option<Witness>,
    /// How the dates follow one another, as each way reads them.
    courses: [Course; READINGS],
    /// Whether years stand first that no date shows to be years.
    front: Front,
    /// A clock of 24 hours.
    clock: Option<Witness>,
    /// An hour after noon without any word.
    bare: Option<Witness>,
    /// A known word for a half or part of the day.
    words: Option<Witness>,
    /// The unknown words of the first stamp without a known one.
    unknown: Option<Option<u64>>,
    /// Other stamps have others, as they have for the halves of a day.
    unknown_differ: bool,
    /// The last date, as the next ones are mostly the same and show nothing new.
    last: Option<Date>,
    /// The last date that is possible.
    before: Option<Table>,
}

impl Evidence {
    /// Takes a stamp into account. `raw` tells it as written.
    pub(super) fn observe(&mut self, stamp: &Stamp, offset: u64, raw: impl Fn() -> String) {
        let witness = || Witness { offset, raw: raw() };
        if self.last != Some(stamp.date) {
            self.last = Some(stamp.date);
            self.observe_date(&stamp.date, witness);
        }
        if self.clock.is_none() && shows_24_hours(stamp) {
            self.clock = Some(witness());
        }
        if self.bare.is_none() && stamp.is_bare() && (13..24).contains(&stamp.hour) {
            self.bare = Some(witness());
        }
        if matches!(stamp.half, None | Some(Half::Unknown)) {
            self.unknown_differ |= *self.unknown.get_or_insert(stamp.unknown) != stamp.unknown;
        } else if self.words.is_none() {
            self.words = Some(witness());
        }
    }

    fn observe_date(&mut self, date: &Date, witness: impl Fn() -> Witness) {
        let table = readings(date);
        let possible = ways(|index| table[index].is_some());
        self.front.observe(date, possible != 0);
        if possible == 0 {
            return;
        }
        let before = self.alive();
        for (index, refuted) in self.refuted.iter_mut().enumerate() {
            if possible & (1 << index) == 0 && refuted.is_none() {
                *refuted = Some(witness());
            }
        }
        for (way, course) in self.courses.iter_mut().enumerate() {
            course.observe(way, date, &table, self.before.as_ref());
        }
        self.before = Some(table);
        self.seen |= possible;
        if before != 0 && self.alive() == 0 && self.contradiction.is_none() {
            self.contradiction = Some(witness());
        }
    }

    fn alive(&self) -> Ways {
        ways(|index| self.refuted[index].is_none())
    }

    /// What is decided when the file ends.
    pub(super) fn decide(mut self) -> Decided {
        // Beside words for the halves of the day, known or not, an hour of 24 shows no more than that somebody typed it.
        if self.words.is_some() || self.unknown_differ {
            self.clock = None;
        }
        let alive = self.alive();
        let doubted = self.doubted(alive);
        let front: Ways = if self.front.is_likely() { 1 << YEAR_IN_FRONT } else { 0 };
        let rulings = self.rulings(alive | doubted | front);
        let doubtful = (0..READINGS)
            .filter(|index| doubted & (1 << index) != 0)
            .filter_map(|index| self.refuted[index].clone())
            .min_by_key(|witness| witness.offset);
        Decided {
            ways: front | if alive == 0 { self.seen } else { alive | doubted },
            front: front != 0,
            clock: self.clock.is_some(),
            // In a file that has stamps with and without words, those without are of another clock.
            bare_clock: self.clock.is_some() || self.bare.is_some(),
            contradiction: self.contradiction,
            doubtful,
            rulings,
            last: None,
        }
    }

    /// The ways that are refuted only by stamps that prove nothing, when `alive` is left.
    fn doubted(&mut self, alive: Ways) -> Ways {
        let mut doubted = 0;
        for (way, course) in std::mem::take(&mut self.courses).into_iter().enumerate() {
            if course.doubted(way, self.before.as_ref()) & alive != 0 {
                doubted |= 1 << way;
            }
        }
        doubted
    }

    fn rulings(&self, possible: Ways) -> Vec<Ruling> {
        let left: Vec<_> = (0..READINGS).filter(|index| possible & (1 << index) != 0).map(reading).collect();
        let mut rulings = Vec::new();
        // What decided is the stamp that ruled out the last of the others.
        let mut decided = |word: &'static str, is_other: &dyn Fn((Order, Calendar)) -> bool| {
            let others = (0..READINGS).filter(|index| is_other(reading(*index)));
            let witness =
                others.filter_map(|index| self.refuted[index].as_ref()).max_by_key(|witness| witness.offset);
            rulings.extend(witness.map(|witness| ruling(word, witness)));
        };
        if let Some(&(order, calendar)) = left.first() {
            if left.iter().all(|(other, _)| *other == order) {
                decided(word_of(order), &|(other, _)| other != order);
            }
            if calendar != Calendar::Gregorian && left.iter().all(|(_, other)| *other == calendar) {
                decided(calendar.ruling(), &|(_, other)| other != calendar);
            }
        }
        let clock = self.clock.as_ref().or(self.bare.as_ref());
        rulings.extend(clock.map(|witness| ruling("clock_24h", witness)));
        rulings.extend(self.words.as_ref().map(|witness| ruling("half_day_words", witness)));
        rulings
    }
}

fn ruling(decided: &'static str, witness: &Witness) -> Ruling {
    Ruling { decided, offset: witness.offset, raw: witness.raw.clone() }
}

const fn word_of(order: Order) -> &'static str {
    match order {
        Order::Day => "day_first",
        Order::Month => "month_first",
        Order::Year => "year_first",
    }
}

/// An hour that only a clock of 24 hours shows, or, where no word stands, 0 or one written with a zero before it. Beside
/// a word these can be of a clock of 12 hours: 午後0:15 is a quarter past noon.
fn shows_24_hours(stamp: &Stamp) -> bool {
    match stamp.half {
        None => stamp.padded || stamp.hour == 0 || (13..24).contains(&stamp.hour),
        Some(Half::Unknown) => (13..24).contains(&stamp.hour),
        Some(_) => false,
    }
}

/// What holds for all stamps of a file.
#[derive(Debug)]
pub(super) struct Decided {
    ways: Ways,
    /// Years may stand first that no date shows to be years.
    front: bool,
    /// Whether the file shows a clock of 24 hours.
    pub(super) clock: bool,
    /// Whether its stamps without a word do.
    pub(super) bare_clock: bool,
    /// The stamp that left no way to read all of them.
    pub(super) contradiction: Option<Witness>,
    /// The stamp that would have settled the dates, if it stood between its neighbours.
    pub(super) doubtful: Option<Witness>,
    pub(super) rulings: Vec<Ruling>,
    last: Option<(Date, Days)>,
}

/// The days that a date can be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Days {
    /// Sorted, each once; none where the date is impossible.
    pub(super) days: Vec<Civil>,
    /// Orders lead to different days.
    pub(super) order_ambiguous: bool,
    /// Calendars lead to different days.
    pub(super) calendar_ambiguous: bool,
    /// The stamp alone leaves the order open; the file does not.
    pub(super) order_from_file: bool,
    /// A calendar other than the Gregorian was converted.
    pub(super) converted: bool,
}

impl Decided {
    /// The days that `date` can be.
    pub(super) fn days(&mut self, date: &Date) -> &Days {
        let kept = self.last.take().filter(|(last, _)| last == date);
        let (_, days) = self.last.insert(kept.unwrap_or_else(|| (*date, days(date, self.ways, self.front))));
        days
    }
}

fn days(date: &Date, decided: Ways, front: bool) -> Days {
    let mut table = readings(date);
    if front && table[YEAR_IN_FRONT].is_none() {
        table[YEAR_IN_FRONT] = year_in_front(date);
    }
    let mut own: Vec<(Order, Calendar, Civil)> = Vec::new();
    let mut left: Vec<(Order, Calendar, Civil)> = Vec::new();
    for (index, civil) in table.into_iter().enumerate() {
        let Some(civil) = civil else { continue };
        let (order, calendar) = reading(index);
        own.push((order, calendar, civil));
        if decided & (1 << index) != 0 {
            left.push((order, calendar, civil));
        }
    }
    let mut days: Vec<Civil> = left.iter().map(|(.., civil)| *civil).collect();
    days.sort_unstable();
    days.dedup();
    let differ = |same: fn(&Reading, &Reading) -> bool| {
        left.iter().any(|one| left.iter().any(|other| one.2 != other.2 && same(one, other)))
    };
    let several = days.len() > 1;
    let (orders, calendars) = (differ(|one, other| one.1 == other.1), differ(|one, other| one.0 == other.0));
    Days {
        order_ambiguous: several && (orders || !calendars),
        calendar_ambiguous: several && (calendars || !orders),
        order_from_file: days.len() == 1
            && own.iter().any(|(_, calendar, civil)| {
                *civil != days[0] && left.iter().any(|(_, other, _)| other == calendar)
            }),
        converted: left.iter().any(|(_, calendar, _)| *calendar != Calendar::Gregorian),
        days,
    }
}

#[cfg(test)]
mod tests {
    use super::super::stamp::Stamps;
    use super::*;

    fn decide(lines: &[&str]) -> Decided {
        let mut evidence = Evidence::default();
        for (at, line) in lines.iter().enumerate() {
            let stamp = Stamps::default().find(line.as_bytes()).unwrap();
            evidence.observe(&stamp, at as u64, || line[stamp.written.clone()].to_owned());
        }
        evidence.decide()
    }

    /// The rulings of a file, as the word and the line that decided.
    fn ruled(lines: &[&str]) -> Vec<(&'static str, u64)> {
        decide(lines).rulings.iter().map(|ruling| (ruling.decided, ruling.offset)).collect()
    }

    fn days_of(lines: &[&str], line: &str) -> (Vec<String>, Days) {
        let stamp = Stamps::default().find(line.as_bytes()).unwrap();
        let days = decide(lines).days(&stamp.date).clone();
        let told =
            days.days.iter().map(|day| format!("{:04}-{:02}-{:02}", day.year, day.month, day.day)).collect();
        (told, days)
    }

    #[test]
    fn one_day_over_twelve_settles_a_file() {
        let file = ["5/6/2026, 9:02 - ", "6/6/2026, 9:02 - ", "13/6/2026, 9:02 - ", "14/6/2026, 9:02 - "];
        assert_eq!(ruled(&file), [("day_first", 2)]);
        let (days, told) = days_of(&file, file[0]);
        assert_eq!(days, ["2026-06-05"]);
        assert!(told.order_from_file && !told.order_ambiguous);
        let (days, told) = days_of(&file, file[2]);
        assert_eq!(days, ["2026-06-13"]);
        assert!(!told.order_from_file);
        assert_eq!(ruled(&["5/6/2026, 9:02 - ", "5/13/2026, 9:02 - "]), [("month_first", 1)]);
    }

    #[test]
    fn without_proof_both_readings_stay() {
        let file = ["5/6/2026, 9:02 - ", "7/7/2026, 9:02 - "];
        assert!(ruled(&file).is_empty());
        let (days, told) = days_of(&file, file[0]);
        assert_eq!(days, ["2026-05-06", "2026-06-05"]);
        assert!(told.order_ambiguous && !told.calendar_ambiguous);
        let (days, told) = days_of(&file, file[1]);
        assert_eq!(days, ["2026-07-07"]);
        assert!(!told.order_ambiguous && !told.order_from_file);
    }

    #[test]
    fn a_contradiction_decides_nothing() {
        let file = ["20/1/2026, 9:02 - ", "5/6/2026, 9:02 - ", "1/20/2026, 9:02 - ", "99/99/9999, 9:02 - "];
        assert!(ruled(&file).is_empty());
        assert_eq!(
            decide(&file).contradiction,
            Some(Witness { offset: 2, raw: "1/20/2026, 9:02".to_owned() })
        );
        assert_eq!(days_of(&file, file[1]).0, ["2026-05-06", "2026-06-05"]);
        assert_eq!(days_of(&file, file[0]).0, ["2026-01-20"]);
        assert_eq!(days_of(&file, file[3]).0, [""; 0]);
    }

    #[test]
    fn an_impossible_stamp_is_no_evidence() {
        assert_eq!(ruled(&["99/99/2026, 9:02 - ", "20/1/2026, 9:02 - "]), [("day_first", 1)]);
    }

    #[test]
    fn a_year_of_four_digits_in_front_settles_the_order() {
        assert_eq!(ruled(&["2026-05-06, 9:02 - "]), [("year_first", 0)]);
    }

    #[test]
    fn a_clock_shows_itself() {
        assert!(ruled(&["5/6/2026, 9:02 - ", "5/6/2026, 12:02 - "]).is_empty());
        assert_eq!(ruled(&["5/6/2026, 9:02 - ", "5/6/2026, 19:02 - "]), [("clock_24h", 1)]);
        assert_eq!(ruled(&["5/6/2026, 0:02 - "]), [("clock_24h", 0)]);
        assert_eq!(ruled(&["5/6/2026, 09:02 - "]), [("clock_24h", 0)]);
        assert_eq!(ruled(&["5/6/2026, 09:02 PM - "]), [("half_day_words", 0)]);
        assert!(ruled(&["5/6/2026, 29:02 - "]).is_empty());
    }

    #[test]
    fn beside_words_that_nobody_knows_a_clock_shows_itself_by_its_afternoon_alone() {
        assert_eq!(ruled(&["5/6/2026 klo 09:02 - "]), [("clock_24h", 0)]);
        assert!(ruled(&["5/6/2026 xyz 09:02 - ", "5/6/2026 xyz 0:02 - "]).is_empty());
        assert_eq!(ruled(&["5/6/2026 xyz 9:02 - ", "5/6/2026 xyz 19:02 - "]), [("clock_24h", 1)]);
        // Two words are those of two halves, known or not.
        assert!(ruled(&["5/6/2026 xyz 9:02 - ", "5/6/2026 zyx 19:02 - "]).is_empty());
        assert!(ruled(&["5/6/2026 xyz 9:02 - ", "5/6/2026 klo 19:02 - "]).is_empty());
        assert_eq!(ruled(&["5/6/2026 PM 7:02 - ", "5/6/2026 xyz 19:02 - "]), [("half_day_words", 0)]);
    }

    #[test]
    fn beside_stamps_with_words_those_without_have_a_clock_of_their_own() {
        let file = ["5/6/2026, 7:02 PM - ", "5/6/2026, 13:02 - "];
        assert_eq!(ruled(&file), [("clock_24h", 1), ("half_day_words", 0)]);
        let decided = decide(&file);
        assert!(decided.bare_clock && !decided.clock);
        // A zero before the hour shows nothing where others have words.
        assert!(!decide(&["5/6/2026, 07:02 PM - ", "5/6/2026, 07:02 - "]).bare_clock);
    }

    #[test]
    fn years_that_may_stand_first_leave_the_order_open() {
        let file = ["26/1/13, 9:02 - ", "26/2/14, 9:02 - "];
        assert!(ruled(&file).is_empty());
        let (days, told) = days_of(&file, file[0]);
        assert_eq!(days, ["2013-01-26", "2026-01-13"]);
        assert!(told.order_ambiguous && !told.calendar_ambiguous && !told.order_from_file);
        let file = ["26/1/13, 9:02 - ", "27/1/13, 9:02 - "];
        assert_eq!(ruled(&file), [("day_first", 0)]);
        assert_eq!(days_of(&file, file[0]).0, ["2013-01-26"]);
    }

    /// The place of the stamp that would have settled the file, if it did not stand out.
    fn doubtful(lines: &[&str]) -> Option<u64> {
        let decided = decide(lines);
        assert!(decided.doubtful.is_none() || decided.rulings.iter().all(|it| it.decided != "month_first"));
        decided.doubtful.map(|witness| witness.offset)
    }

    #[test]
    fn what_stands_outside_the_course_of_a_file_settles_nothing() {
        for (file, place) in [
            (&["8/6/2026, 9:02 - ", "9/6/2026, 9:02 - ", "6/13/2026, 9:02 - ", "10/6/2026, 9:02 - "][..], 2),
            // Within one day, at the end, and at the beginning.
            (&["8/6/2026, 9:02 - ", "9/6/2026, 9:02 - ", "6/13/2026, 9:02 - ", "9/6/2026, 9:02 - "][..], 2),
            (&["7/6/2026, 9:02 - ", "8/6/2026, 9:02 - ", "9/6/2026, 9:02 - ", "6/13/2026, 9:02 - "][..], 3),
            (&["12/13/2026, 9:02 - ", "8/6/2026, 9:02 - ", "9/6/2026, 9:02 - ", "10/6/2026, 9:02 - "][..], 0),
            // Often, and with several dates.
            (
                &[
                    "9/6/2026, 9:02 - ",
                    "6/13/2026, 9:02 - ",
                    "9/6/2026, 9:02 - ",
                    "6/13/2026, 9:02 - ",
                    "10/6/2026, 9:02 - ",
                ][..],
                1,
            ),
            (
                &[
                    "9/6/2026, 9:02 - ",
                    "6/13/2026, 9:02 - ",
                    "6/14/2026, 9:02 - ",
                    "10/6/2026, 9:02 - ",
                    "11/6/2026, 9:02 - ",
                ][..],
                1,
            ),
            // In its place, but then all others would go back.
            (&["10/5/2026, 9:02 - ", "11/5/2026, 9:02 - ", "4/6/2026, 9:02 - ", "4/13/2026, 9:02 - "][..], 3),
        ] {
            assert_eq!(doubtful(file), Some(place), "{file:?}");
            let open = file.iter().find(|line| line.starts_with("9/6") || line.starts_with("10/5")).unwrap();
            let (days, told) = days_of(file, open);
            assert!(days.len() == 2 && told.order_ambiguous && !told.order_from_file, "{file:?}");
        }
    }

    #[test]
    fn what_stands_in_the_course_of_a_file_settles_it() {
        for (file, ruling) in [
            (&["12/6/2026, 9:02 - ", "13/6/2026, 9:02 - ", "1/7/2026, 9:02 - "][..], ("day_first", 1)),
            (&["13/6/2026, 9:02 - ", "1/7/2026, 9:02 - "][..], ("day_first", 0)),
            (&["6/12/2026, 9:02 - ", "6/13/2026, 9:02 - ", "7/1/2026, 9:02 - "][..], ("month_first", 1)),
            // A day that comes twice, once where it belongs.
            (
                &["12/6/2026, 9:02 - ", "13/6/2026, 9:02 - ", "12/6/2026, 9:02 - ", "13/6/2026, 9:02 - "][..],
                ("day_first", 1),
            ),
            // Two dates make no course.
            (&["8/6/2026, 9:02 - ", "9/6/2026, 9:02 - ", "13/5/2026, 9:02 - "][..], ("day_first", 2)),
            // The last message first: no line among others.
            (
                &["14/6/2026, 9:02 - ", "13/6/2026, 9:02 - ", "12/6/2026, 9:02 - ", "11/6/2026, 9:02 - "][..],
                ("day_first", 0),
            ),
        ] {
            assert_eq!(ruled(file), [ruling], "{file:?}");
            assert_eq!(doubtful(file), None, "{file:?}");
        }
        // Late by some minutes, at the end of a month and within one; late by days.
        for file in [
            &[
                "1/6/2026, 0:05 - ",
                "31/5/2026, 23:59 - ",
                "1/6/2026, 0:10 - ",
                "2/6/2026, 9:02 - ",
                "3/6/2026, 9:02 - ",
            ][..],
            &[
                "11/6/2026, 20:00 - ",
                "12/6/2026, 20:00 - ",
                "13/6/2026, 0:05 - ",
                "12/6/2026, 23:58 - ",
                "12/7/2026, 9:02 - ",
            ][..],
            &["5/6/2026, 9:02 - ", "6/6/2026, 9:02 - ", "28/5/2026, 9:02 - ", "7/6/2026, 9:02 - "][..],
        ] {
            assert_eq!(doubtful(file), None, "{file:?}");
        }
        // A contradiction stays one.
        assert_eq!(doubtful(&["13/6/2026, 9:02 - ", "6/13/2026, 9:02 - ", "9/6/2026, 9:02 - "]), None);
    }

    #[test]
    fn one_typed_year_does_not_settle_the_calendar_of_a_file() {
        let file = ["20/1/69, 9:02 - ", "21/1/69, 9:02 - ", "22/1/26, 9:02 - ", "23/1/69, 9:02 - "];
        assert_eq!(ruled(&file), [("day_first", 0)]);
        assert_eq!(doubtful(&file), Some(2));
        let (days, told) = days_of(&file, file[0]);
        assert!(days.len() == 3 && days[0] == "2026-01-20" && days[2] == "2069-01-20", "{days:?}");
        assert!(told.calendar_ambiguous && !told.order_ambiguous && told.converted);
        assert_eq!(days_of(&file, file[2]).0, ["2026-01-22"]);
    }

    #[test]
    fn a_calendar_that_is_settled_once_is_settled() {
        assert_eq!(
            ruled(&["1404/5/6, 19:02 - "]),
            [("year_first", 0), ("calendar_persian", 0), ("clock_24h", 0)]
        );
        let file = ["1447/5/6, 19:02 - "];
        assert_eq!(ruled(&file)[1], ("calendar_hijri", 0));
        let (days, told) = days_of(&file, file[0]);
        assert!(days.len() == 1 && days[0].starts_with("2025-10-"), "{days:?}");
        assert!(!told.calendar_ambiguous && !told.order_ambiguous && told.converted);
    }
}
