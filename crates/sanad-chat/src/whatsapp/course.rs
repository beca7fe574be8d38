//! Whether the stamps that settle the dates of a file stand where they would have to.
//!
//! On Android a line that somebody typed can be a stamp like any other, and one `06/13/2026` among days of June would turn
//! the third of June into the sixth of March. That times go forward proves nothing, and nothing is settled by it; but
//! where all that settles a file stands outside the course of the days around it, and these would go forward if it were
//! not there, it is no proof either. Then the file stays open. Two dates
//! make no course, so that the shortest files doubt nothing.

use super::calendar::{Civil, READINGS};
use super::stamp::Date;

/// Ways to read a date, one bit for each.
pub(super) type Ways = u16;
/// A date in each way to read it in which it exists.
pub(super) type Table = [Option<Civil>; READINGS];

/// So many dates beside the witnesses make a course.
const COURSE: usize = 3;

/// So many days late or early a message may stand in an export, and still be in its course: phones without a network
/// deliver late.
const LATE: i32 = 14;

/// How the dates of a file follow one another, for one way to read them: those that it can read, and between them runs
/// of others, the witnesses against it.
#[derive(Debug, Default)]
pub(super) struct Course {
    /// The last date that can be read in this way.
    last: Option<Table>,
    /// How many can, up to [`COURSE`].
    dates: usize,
    /// The first of the witnesses behind it, until their run ends.
    run: Option<Table>,
    /// The date of the first witness.
    witness: Option<Date>,
    /// Another witness has another date.
    several: bool,
    /// Ways in which a run of witnesses stands between its neighbours.
    placed: Ways,
    /// The neighbours of a run of witnesses go back, read in this way.
    torn: bool,
    /// Ways in which the dates that are no witnesses go back somewhere.
    back: Ways,
}

impl Course {
    /// Takes the next date into account, for the way with the number `way`. `before` is the date before it.
    pub(super) fn observe(&mut self, way: usize, date: &Date, table: &Table, before: Option<&Table>) {
        if table[way].is_none() {
            match self.witness {
                None => self.witness = Some(*date),
                Some(other) => self.several |= other != *date,
            }
            if self.last.is_some() && self.run.is_none() {
                self.run = Some(*table);
            }
            return;
        }
        if let Some(before) = before
            && (self.run.is_some() || self.last.is_none())
        {
            self.close(way, before, Some(table));
        }
        if let Some(last) = &self.last {
            self.back |=
                ways(|index| matches!((last[index], table[index]), (Some(last), Some(it)) if it < last));
        }
        self.last = Some(*table);
        self.dates = COURSE.min(self.dates + 1);
    }

    /// A run of witnesses ends with `end`; `next` is the date behind it.
    fn close(&mut self, way: usize, end: &Table, next: Option<&Table>) {
        // Where no date stands before the run, its beginning is between whatever there is.
        let first = self.run.take().unwrap_or(*end);
        self.placed |= follows(self.last.as_ref(), Some(&first), LATE) & follows(Some(end), next, LATE);
        self.torn |= follows(self.last.as_ref(), next, 0) & (1 << way) == 0;
    }

    /// The ways that the witnesses against this one do not settle, when the file ends behind `last`.
    pub(super) fn doubted(mut self, way: usize, last: Option<&Table>) -> Ways {
        // A way in which nothing can be read was never possible.
        if self.witness.is_none() || self.dates < COURSE {
            return 0;
        }
        if self.run.is_some()
            && let Some(last) = last
        {
            self.close(way, last, None);
        }
        let forward = self.back & (1 << way) == 0;
        let mut doubted = 0;
        if !self.torn && (forward || !self.several) {
            doubted |= !self.placed;
        }
        // One date alone would settle that all others go back somewhere, which without it they do not.
        if forward && !self.several {
            doubted |= self.back;
        }
        doubted
    }
}

/// The ways in which both dates can be read and the other lies at most `late` days before the one; all where one of them
/// is not there.
fn follows(one: Option<&Table>, other: Option<&Table>, late: i32) -> Ways {
    let (Some(one), Some(other)) = (one, other) else { return Ways::MAX };
    ways(|index| match (one[index], other[index]) {
        (Some(one), Some(other)) => one <= other || one.days() - other.days() <= late,
        _ => false,
    })
}

/// The ways for which something holds.
pub(super) fn ways(holds: impl Fn(usize) -> bool) -> Ways {
    (0..READINGS).filter(|index| holds(*index)).fold(0, |ways, index| ways | (1 << index))
}
