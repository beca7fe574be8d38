//! Whether the years of a file may stand first, in two digits and with strokes or dots: `26/1/13`.
//!
//! CLDR has that for Basque and Nepali (`yy/M/d`), which no date tells from a day, a month and a year. If it were held
//! possible everywhere, each file with days above twelve would be open. So the file must look like it: the first number can
//! always be a year and never a month, the last one always a day, and the last ones are more than the first ones. Days
//! differ from one another sooner than years do. Then both orders stay open; nothing is settled by it.

use super::calendar::year_in_front;
use super::stamp::Date;

/// What the dates of a file have in front and at the end.
#[derive(Debug, Default)]
pub(super) struct Front {
    /// The numbers in front, a bit for each.
    first: u32,
    /// The numbers at the end.
    last: u32,
    /// A date of the file cannot have its year in front.
    never: bool,
}

impl Front {
    /// Takes a date into account; `is_date` where it can be read with its year elsewhere.
    pub(super) fn observe(&mut self, date: &Date, is_date: bool) {
        if year_in_front(date).is_none() {
            self.never |= is_date;
            return;
        }
        let [first, _, last] = date.numbers.map(|number| 1_u32.checked_shl(number.into()).unwrap_or(0));
        self.first |= first;
        self.last |= last;
    }

    /// Whether the file looks as if its years stood first.
    pub(super) const fn is_likely(&self) -> bool {
        !self.never && self.last.count_ones() > self.first.count_ones()
    }
}

#[cfg(test)]
mod tests {
    use super::super::stamp::Stamps;
    use super::*;

    fn likely(dates: &[&str]) -> bool {
        let mut front = Front::default();
        for date in dates {
            let stamp = Stamps::default().find(format!("{date}, 19:02 - A: x").as_bytes()).unwrap();
            front.observe(&stamp.date, *date != "99/99/99");
        }
        front.is_likely()
    }

    #[test]
    fn years_may_stand_first_where_what_follows_runs_like_days() {
        for dates in [
            &["26/1/13", "26/2/14"][..],
            &["26/1/13", "26/1/13", "26/1/14", "26/2/1"],
            &["25/12/31", "26/1/1", "26/1/2"],
            &["26.01.13", "26.02.14"],
            &["26/1/13", "99/99/99", "26/2/14"],
        ] {
            assert!(likely(dates), "{dates:?}");
        }
    }

    #[test]
    fn an_ordinary_file_is_not_in_doubt() {
        for dates in [
            &["26/1/13"][..],
            &["20/6/26", "21/6/26", "22/6/26"],
            &["28/12/25", "29/12/25", "1/1/26"],
            &["30/12/25", "31/12/25", "13/1/26"],
            // The month first, the year with four digits, and a last number that is no day.
            &["12/13/25", "12/13/26"],
            &["20/6/2025", "20/6/2026"],
            &["20/6/26", "20/6/69"],
            // With dashes both orders are held possible in any case.
            &["26-1-13", "26-2-14"],
            &[],
        ] {
            assert!(!likely(dates), "{dates:?}");
        }
    }
}
