//! What three numbers can mean as a date: every order of day, month and year, in every calendar that phones write.
//!
//! Conversions are ICU4X's. A Hijri date is read as Umm al-Qura: CLDR's `calendarPreferenceData` names it first for
//! Saudi Arabia, the one region in whose phones a Hijri calendar is what the maker sets. Other Hijri calendars can
//! differ by a day, which is why a converted date says that it was converted.

use icu_calendar::cal::{Hijri, Iso, Japanese};
use icu_calendar::{AsCalendar, Date as IcuDate};

use super::stamp::Date;

/// Which of the three numbers stands first (CLDR knows no other orders for a short date).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Order {
    Day,
    Month,
    Year,
}

/// The calendars.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Calendar {
    Gregorian,
    Hijri,
    Persian,
    Buddhist,
    Japanese,
}

/// What stands beside a year and names its calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Era {
    Common,
    Hijri,
    Persian,
    Buddhist,
    Reiwa,
    Heisei,
}

/// A date of the Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Civil {
    pub(super) year: i32,
    pub(super) month: u8,
    pub(super) day: u8,
}

impl Civil {
    /// Days from year 0 on, as if each month had 31: how far two dates of a few weeks lie apart, but for a day or three.
    pub(super) fn days(self) -> i32 {
        (self.year * 12 + i32::from(self.month)) * 31 + i32::from(self.day)
    }
}

const ORDERS: [Order; 3] = [Order::Day, Order::Month, Order::Year];
const CALENDARS: [Calendar; 5] =
    [Calendar::Gregorian, Calendar::Hijri, Calendar::Persian, Calendar::Buddhist, Calendar::Japanese];

/// How many ways there are to read a date.
pub(super) const READINGS: usize = ORDERS.len() * CALENDARS.len();

/// One way to read a date, by its number: below [`READINGS`].
pub(super) fn reading(index: usize) -> (Order, Calendar) {
    (ORDERS[index / CALENDARS.len() % ORDERS.len()], CALENDARS[index % CALENDARS.len()])
}

/// The date in each way to read it in which it exists.
pub(super) fn readings(date: &Date) -> [Option<Civil>; READINGS] {
    let mut table = [None; READINGS];
    for (order, row) in ORDERS.into_iter().zip(table.chunks_exact_mut(CALENDARS.len())) {
        let Some(numbers) = order.numbers(date) else { continue };
        for (calendar, cell) in CALENDARS.into_iter().zip(row.iter_mut()) {
            *cell = calendar.date(&numbers, date.era);
        }
    }
    // Two digits are no year before WhatsApp where they can be another: 05-01-26 is of 2026, and not of 2005.
    if has_short_year(date) && table.iter().flatten().any(|civil| YEARS.contains(&civil.year)) {
        table.iter_mut().for_each(|cell| *cell = cell.filter(|civil| civil.year >= *YEARS.start()));
    }
    // A date that the Gregorian calendar has, though in no year that two digits tell without doubt.
    let doubtful = table.iter().any(Option::is_some)
        && !table.iter().flatten().any(|civil| SHORT_YEARS.contains(&civil.year));
    if doubtful && has_short_year(date) {
        for (order, row) in ORDERS.into_iter().zip(table.chunks_exact_mut(CALENDARS.len())) {
            let Some(numbers) = order.numbers(date) else { continue };
            for (calendar, cell) in CALENDARS.into_iter().zip(row.iter_mut()) {
                *cell = cell.or_else(|| calendar.short(&numbers));
            }
        }
    }
    table
}

/// The way to read a date that [`year_in_front`] reads.
pub(super) const YEAR_IN_FRONT: usize = 2 * CALENDARS.len();

/// The date where a year of two digits stands first, for which only a whole file can speak: what [`readings`] leaves out.
/// No number that can be a month is taken for such a year; those above 31 are none of a day, and read there.
pub(super) fn year_in_front(date: &Date) -> Option<Civil> {
    let [year, month, day] = date.numbers;
    if !has_short_year(date) || may_begin_with_year(date) || !(13..=31).contains(&year) {
        return None;
    }
    let numbers = Numbers { year, width: 2, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? };
    Calendar::Gregorian.date(&numbers, None)
}

/// A year of two digits, and nothing beside it that names its calendar.
fn has_short_year(date: &Date) -> bool {
    date.era.is_none() && date.widths.iter().all(|width| *width < 4)
}

/// The numbers of a date, told apart.
struct Numbers {
    year: u16,
    /// Digits of the year.
    width: u8,
    month: u8,
    day: u8,
}

impl Order {
    fn numbers(self, date: &Date) -> Option<Numbers> {
        let [year, month, day] = match self {
            Self::Day => [2, 1, 0],
            Self::Month => [2, 0, 1],
            Self::Year => [0, 1, 2],
        };
        let at_other_end = match date.lettered {
            Some(at) => usize::from(at) != year,
            None => date.widths[month] > 2 || date.widths[day] > 2,
        };
        if at_other_end || (self == Self::Year && !may_begin_with_year(date)) {
            return None;
        }
        Some(Numbers {
            year: date.numbers[year],
            width: date.widths[year],
            month: u8::try_from(date.numbers[month]).ok()?,
            day: u8::try_from(date.numbers[day]).ok()?,
        })
    }
}

/// Two digits of a year stand first with a dash (`yy-MM-dd`, French of Canada) or dots and spaces (`yy. M. d.`,
/// Korean). With strokes (Basque, Nepali) a number that can be a day or a month is none of a year, but where the whole
/// file looks so ([`year_in_front`]).
fn may_begin_with_year(date: &Date) -> bool {
    date.widths[0] == 4
        || date.lettered == Some(0)
        || date.separator == b'-'
        || date.spaced
        || date.numbers[0] > 31
}

impl Calendar {
    /// The word of a ruling.
    pub(super) const fn ruling(self) -> &'static str {
        match self {
            Self::Gregorian => "calendar_gregorian",
            Self::Hijri => "calendar_hijri",
            Self::Persian => "calendar_persian",
            Self::Buddhist => "calendar_buddhist",
            Self::Japanese => "calendar_japanese",
        }
    }

    fn date(self, numbers: &Numbers, era: Option<Era>) -> Option<Civil> {
        let &Numbers { year, width, month, day } = numbers;
        let full = |century: i32| if width == 4 { i32::from(year) } else { century + i32::from(year) };
        match (self, era) {
            (Self::Gregorian, Some(Era::Common)) => civil(IcuDate::try_new_iso(full(2000), month, day).ok()?),
            (Self::Gregorian, None) if width == 2 || (width == 4 && (1900..2300).contains(&year)) => {
                civil(IcuDate::try_new_iso(full(2000), month, day).ok()?)
            }
            (Self::Hijri, Some(Era::Hijri)) => hijri(full(1400), month, day),
            (Self::Hijri, None) if width == 4 && HIJRI_YEARS.contains(&year) => hijri(full(0), month, day),
            (Self::Persian, Some(Era::Persian)) => persian(full(persian_century(year)), month, day),
            (Self::Persian, None) if width == 4 && PERSIAN_YEARS.contains(&year) => {
                persian(full(0), month, day)
            }
            (Self::Buddhist, Some(Era::Buddhist)) => buddhist(full(2500), month, day),
            (Self::Buddhist, None) if width == 4 && (2400..2800).contains(&year) => {
                buddhist(full(0), month, day)
            }
            (Self::Japanese, Some(Era::Reiwa)) => japanese("reiwa", year, month, day),
            (Self::Japanese, Some(Era::Heisei)) => japanese("heisei", year, month, day),
            _ => None,
        }
    }

    /// What two digits of a year are in another calendar, where that is a date of which there can be a message: Thai
    /// phones write 20/1/69 for 2569, which is 2026.
    fn short(self, numbers: &Numbers) -> Option<Civil> {
        let &Numbers { year, width, month, day } = numbers;
        if width != 2 {
            return None;
        }
        let short = i32::from(year);
        let civil = match self {
            Self::Hijri => hijri(1400 + short, month, day),
            Self::Persian => persian(persian_century(year) + short, month, day),
            Self::Buddhist => buddhist(2500 + short, month, day),
            Self::Gregorian | Self::Japanese => None,
        };
        civil.filter(|civil| YEARS.contains(&civil.year))
    }
}

/// Years of which there can be messages: WhatsApp began in 2009.
const YEARS: std::ops::RangeInclusive<i32> = 2009..=2050;

/// Years that two digits tell without doubt. From 41 on the calendar of the moon has years that have been (1447 is
/// 2026), from 52 on the Buddhist one, and from 87 to 08 the Persian one.
const SHORT_YEARS: std::ops::RangeInclusive<i32> = 2009..=2040;

/// The century of a Persian year of two digits: 99 is 1399, which is 2020.
const fn persian_century(year: u16) -> i32 {
    if year < PERSIAN_YEARS.start % 100 { 1400 } else { 1300 }
}

/// Years without an era in the Persian calendar, 2008 to 2051, and in that of the moon, from 2009 on. WhatsApp began in
/// 2009, and no message is from after 2050: 1404 is 2025 in the first and would be 1984 in the second, 1447 would be
/// 2068 in the first and is 2026 in the second. So a year belongs to one of them.
const PERSIAN_YEARS: std::ops::Range<u16> = 1387..1430;
const HIJRI_YEARS: std::ops::Range<u16> = 1430..1475;

fn hijri(year: i32, month: u8, day: u8) -> Option<Civil> {
    civil(IcuDate::try_new_hijri_with_calendar(year, month, day, Hijri::new_umm_al_qura()).ok()?)
}

fn persian(year: i32, month: u8, day: u8) -> Option<Civil> {
    civil(IcuDate::try_new_persian(year, month, day).ok()?)
}

fn buddhist(year: i32, month: u8, day: u8) -> Option<Civil> {
    civil(IcuDate::try_new_buddhist(year, month, day).ok()?)
}

fn japanese(era: &str, year: u16, month: u8, day: u8) -> Option<Civil> {
    // An era has no year 0; ICU4X would count it back into the era before.
    if year == 0 {
        return None;
    }
    civil(IcuDate::try_new_japanese_with_calendar(era, i32::from(year), month, day, Japanese::new()).ok()?)
}

/// The same day in the Gregorian calendar, where it can be told in four digits.
fn civil<A: AsCalendar>(date: IcuDate<A>) -> Option<Civil> {
    let date = date.to_calendar(Iso);
    let year = date.era_year().extended_year;
    (1..=9999).contains(&year).then(|| Civil {
        year,
        month: date.month().ordinal,
        day: date.day_of_month().0,
    })
}

/// What can stand behind a year, longest first. The Arabic letter of the common era is also the sign of the afternoon:
/// the reader takes it for an era only where a comma follows.
const WRITTEN: [(&str, Era); 13] = [
    ("ه\u{200d}.ش.", Era::Persian),
    ("ه.ش.", Era::Persian),
    ("ه.ش", Era::Persian),
    ("ه\u{200d}.ق.", Era::Hijri),
    ("ه.ق.", Era::Hijri),
    ("ه.ق", Era::Hijri),
    ("พ.ศ.", Era::Buddhist),
    ("هـ", Era::Hijri),
    ("ه\u{200d}", Era::Hijri),
    ("AP", Era::Persian),
    ("AH", Era::Hijri),
    ("BE", Era::Buddhist),
    ("م", Era::Common),
];

impl Era {
    /// The era that `bytes` begin with, and how many bytes it takes.
    pub(super) fn written(bytes: &[u8]) -> Option<(Self, usize)> {
        let &(text, era) = WRITTEN.iter().find(|(text, _)| bytes.starts_with(text.as_bytes()))?;
        Some((era, text.len()))
    }

    /// The era of a letter before a year: `R7`.
    pub(super) const fn of_letter(letter: u8) -> Option<Self> {
        match letter {
            b'R' => Some(Self::Reiwa),
            b'H' => Some(Self::Heisei),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(numbers: [u16; 3], widths: [u8; 3], separator: u8, era: Option<Era>) -> Date {
        Date { numbers, widths, separator, spaced: false, era, lettered: None }
    }

    fn read(date: &Date) -> Vec<(Order, Calendar, String)> {
        readings(date)
            .iter()
            .enumerate()
            .filter_map(|(index, civil)| {
                let Civil { year, month, day } = (*civil)?;
                let (order, calendar) = reading(index);
                Some((order, calendar, format!("{year:04}-{month:02}-{day:02}")))
            })
            .collect()
    }

    #[track_caller]
    fn check(date: Date, expected: &[(Order, Calendar, &str)]) {
        let expected: Vec<_> =
            expected.iter().map(|&(order, calendar, day)| (order, calendar, day.to_owned())).collect();
        assert_eq!(read(&date), expected, "{date:?}");
    }

    #[test]
    fn numbers_are_read_in_every_order_that_exists() {
        use Calendar::Gregorian;
        use Order::{Day, Month, Year};
        let four = [1, 1, 4];
        check(
            date([5, 6, 2026], four, b'/', None),
            &[(Day, Gregorian, "2026-06-05"), (Month, Gregorian, "2026-05-06")],
        );
        check(date([20, 1, 2026], four, b'/', None), &[(Day, Gregorian, "2026-01-20")]);
        check(date([1, 20, 2026], four, b'/', None), &[(Month, Gregorian, "2026-01-20")]);
        check(date([2026, 1, 20], [4, 1, 2], b'/', None), &[(Year, Gregorian, "2026-01-20")]);
        check(date([29, 2, 2023], four, b'/', None), &[]);
        check(date([29, 2, 2024], four, b'/', None), &[(Day, Gregorian, "2024-02-29")]);
        check(date([0, 0, 0], [1, 1, 4], b'/', None), &[]);
        check(date([99, 99, 99], [2, 2, 2], b'/', None), &[]);
    }

    #[test]
    fn two_digits_may_be_a_year_in_front_only_where_phones_write_them_so() {
        use Calendar::Gregorian;
        use Order::{Day, Year};
        let two = [2, 2, 2];
        check(date([20, 1, 26], two, b'.', None), &[(Day, Gregorian, "2026-01-20")]);
        check(
            date([20, 1, 26], two, b'-', None),
            &[(Day, Gregorian, "2026-01-20"), (Year, Gregorian, "2020-01-26")],
        );
        check(date([39, 1, 26], two, b'/', None), &[(Year, Gregorian, "2039-01-26")]);
    }

    #[test]
    fn a_year_in_front_is_read_as_one_where_a_file_speaks_for_it() {
        assert_eq!(reading(YEAR_IN_FRONT), (Order::Year, Calendar::Gregorian));
        let day = |numbers, separator| year_in_front(&date(numbers, [2; 3], separator, None));
        assert_eq!(day([26, 1, 13], b'/'), Some(Civil { year: 2026, month: 1, day: 13 }));
        assert_eq!(day([26, 1, 13], b'.'), day([26, 1, 13], b'/'));
        for numbers in [[12, 1, 13], [32, 1, 13], [26, 13, 1], [26, 2, 30], [26, 1, 0]] {
            assert_eq!(day(numbers, b'/'), None, "{numbers:?}");
        }
        assert_eq!(day([26, 1, 13], b'-'), None);
        assert_eq!(year_in_front(&date([26, 1, 2013], [2, 2, 4], b'/', None)), None);
        assert_eq!(year_in_front(&date([26, 1, 13], [2; 3], b'/', Some(Era::Common))), None);
    }

    #[test]
    fn two_digits_that_are_no_year_of_a_message_may_be_of_another_calendar() {
        use Calendar::{Buddhist, Gregorian, Hijri, Persian};
        use Order::{Day, Year};
        let two = [2, 1, 2];
        let thai = read(&date([20, 1, 69], two, b'/', None));
        assert_eq!(thai[0], (Day, Gregorian, "2069-01-20".to_owned()));
        assert!(thai[1].1 == Hijri && thai[1].2.starts_with("2046-11-"), "{thai:?}");
        assert_eq!(thai[2..], [(Day, Buddhist, "2026-01-20".to_owned())]);
        check(
            date([20, 1, 85], two, b'/', None),
            &[(Day, Gregorian, "2085-01-20"), (Day, Buddhist, "2042-01-20")],
        );
        check(
            date([20, 1, 5], [2, 1, 2], b'/', None),
            &[(Day, Gregorian, "2005-01-20"), (Day, Persian, "2026-04-09")],
        );
        check(
            date([99, 1, 26], [2, 2, 2], b'/', None),
            &[(Year, Gregorian, "2099-01-26"), (Year, Persian, "2020-04-14")],
        );
        let moon = read(&date([20, 8, 47], two, b'/', None));
        assert_eq!(moon[0], (Day, Gregorian, "2047-08-20".to_owned()));
        assert!(moon.len() == 2 && moon[1].1 == Hijri && moon[1].2.starts_with("2026-02-"), "{moon:?}");
        // One reading that can be is enough, and what is no date stays none.
        check(date([20, 1, 26], two, b'/', None), &[(Day, Gregorian, "2026-01-20")]);
        check(date([31, 2, 5], two, b'/', None), &[]);
        // Nobody wrote before 2009, where another reading is left.
        check(date([26, 1, 5], two, b'-', None), &[(Year, Gregorian, "2026-01-05")]);
        check(
            date([5, 1, 26], two, b'-', None),
            &[(Day, Gregorian, "2026-01-05"), (Order::Month, Gregorian, "2026-05-01")],
        );
    }

    #[test]
    fn other_calendars_are_converted() {
        use Calendar::{Buddhist, Hijri, Japanese, Persian};
        use Order::{Day, Year};
        // The new years of the two calendars, as their tables give them.
        check(
            date([1, 1, 1445], [1, 1, 4], b'/', Some(Era::Hijri)),
            &[(Day, Hijri, "2023-07-19"), (Order::Month, Hijri, "2023-07-19")],
        );
        check(date([1404, 1, 1], [4, 1, 1], b'/', None), &[(Year, Persian, "2025-03-21")]);
        check(date([1403, 12, 30], [4, 2, 2], b'/', None), &[(Year, Persian, "2025-03-20")]);
        check(date([1404, 12, 30], [4, 2, 2], b'/', None), &[]);
        check(date([99, 1, 1], [2, 1, 1], b'/', Some(Era::Persian)), &[(Year, Persian, "2020-03-20")]);
        check(date([20, 1, 2569], [2, 1, 4], b'/', None), &[(Day, Buddhist, "2026-01-20")]);
        check(date([20, 1, 69], [2, 1, 2], b'/', Some(Era::Buddhist)), &[(Day, Buddhist, "2026-01-20")]);
        let era = Date { lettered: Some(0), ..date([7, 1, 20], [1, 1, 2], b'/', Some(Era::Reiwa)) };
        check(era, &[(Year, Japanese, "2025-01-20")]);
        let era = Date { lettered: Some(2), ..date([20, 1, 7], [2, 1, 1], b'/', Some(Era::Reiwa)) };
        check(era, &[(Day, Japanese, "2025-01-20")]);
    }

    #[test]
    fn a_year_without_an_era_is_of_the_calendar_in_which_it_is_no_wonder() {
        use Calendar::{Hijri, Persian};
        for (year, calendar, begins) in
            [(1404, Persian, "2025-10"), (1429, Persian, "2050-10"), (1447, Hijri, "2026-01")]
        {
            let told = read(&date([year, 8, 1], [4, 1, 1], b'/', None));
            assert_eq!(told.len(), 1, "{told:?}");
            assert_eq!(told[0].1, calendar);
            assert!(told[0].2.starts_with(begins), "{told:?}");
        }
        // No month of the moon has 31 days.
        assert!(read(&date([1447, 2, 31], [4, 1, 2], b'/', None)).is_empty());
    }

    #[test]
    fn every_way_to_read_has_its_number() {
        let all: Vec<_> = (0..READINGS).map(reading).collect();
        for (index, one) in all.iter().enumerate() {
            assert_eq!(all.iter().position(|other| other == one), Some(index));
        }
    }
}
