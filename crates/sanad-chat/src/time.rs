//! Moments as an export tells them: the reading, what else it could be, and what is not known.

use std::fmt;

use jiff::{Timestamp, civil::Date, tz::TimeZone};

/// When a message was sent, as the export tells it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Time {
    /// The one reading, where there is only one.
    pub at: Option<At>,
    /// Every reading that the text allows, where there are several; empty otherwise. Sorted, each once.
    pub candidates: Vec<At>,
    /// What is known and what is not; never empty in a message that has a stamp.
    pub certainty: Vec<Certainty>,
    /// The stamp as written.
    pub raw: String,
}

impl Time {
    /// A moment that the source gives in UTC.
    #[must_use]
    pub fn exact(at: At, raw: String) -> Self {
        Self { at: Some(at), candidates: Vec::new(), certainty: vec![Certainty::Exact], raw }
    }

    /// No stamp at all (Telegram's `unsupported`).
    #[must_use]
    pub fn missing() -> Self {
        Self { certainty: vec![Certainty::Missing], ..Self::default() }
    }
}

/// A date and a time of the proleptic Gregorian calendar.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct At {
    /// Year, e.g. 2026.
    pub year: i32,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 59, where the source tells it.
    pub second: Option<u8>,
    /// Whether it is UTC; otherwise the local time of the device that exported, whichever zone that was in.
    pub utc: bool,
}

impl At {
    /// The moment of a Unix time; none outside the years 1 to 9999.
    #[must_use]
    pub fn from_unix(seconds: i64) -> Option<Self> {
        let moment = TimeZone::UTC.to_datetime(Timestamp::from_second(seconds).ok()?);
        (1..=9999).contains(&moment.year()).then(|| Self {
            year: i32::from(moment.year()),
            month: moment.month().unsigned_abs(),
            day: moment.day().unsigned_abs(),
            hour: moment.hour().unsigned_abs(),
            minute: moment.minute().unsigned_abs(),
            second: Some(moment.second().unsigned_abs()),
            utc: true,
        })
    }

    /// Whether a message of any program that is read here can be so old or so new: from 2000 to 2100.
    #[must_use]
    pub const fn is_plausible(&self) -> bool {
        matches!(self.year, 2000..=2100)
    }

    /// Whether the fields are a date and a time that exist.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        let (Ok(year), Ok(month), Ok(day)) =
            (i16::try_from(self.year), i8::try_from(self.month), i8::try_from(self.day))
        else {
            return false;
        };
        (1..=9999).contains(&year)
            && Date::new(year, month, day).is_ok()
            && self.hour < 24
            && self.minute < 60
            && self.second.is_none_or(|second| second < 60)
    }
}

/// `YYYY-MM-DDTHH:MM[:SS]`, and `Z` where it is UTC (ISO 8601).
impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}T{:02}:{:02}", self.year, self.month, self.day, self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        if self.utc { f.write_str("Z") } else { Ok(()) }
    }
}

/// What is known about a time, and what is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Certainty {
    /// The source gives the moment itself.
    Exact,
    /// A local time; the export does not say in which zone.
    ZoneUnknown,
    /// Day and month could change places, and nothing in the file settles it.
    OrderAmbiguous,
    /// Before or after noon is not told.
    HalfDayAmbiguous,
    /// The year has two digits: read as 2000 to 2099, as no such app is older.
    CenturyAssumed,
    /// Converted from another calendar.
    CalendarConverted,
    /// Which calendar the year counts in is not settled.
    CalendarAmbiguous,
    /// The order of day and month follows from other stamps of the same file.
    OrderFromFile,
    /// The half of the day follows from a word for a part of it.
    HalfDayFromWord,
    /// The source gives it, and no message can have it ([`At::is_plausible`]): a placeholder, or a clock that was never
    /// set.
    Implausible,
    /// The fields are no possible date.
    Impossible,
    /// There is no stamp.
    Missing,
}

impl Certainty {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::ZoneUnknown => "zone_unknown",
            Self::OrderAmbiguous => "order_ambiguous",
            Self::HalfDayAmbiguous => "half_day_ambiguous",
            Self::CenturyAssumed => "century_assumed",
            Self::CalendarConverted => "calendar_converted",
            Self::CalendarAmbiguous => "calendar_ambiguous",
            Self::OrderFromFile => "order_from_file",
            Self::HalfDayFromWord => "half_day_from_word",
            Self::Implausible => "implausible",
            Self::Impossible => "impossible",
            Self::Missing => "missing",
        }
    }
}

impl fmt::Display for Certainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unix_times_are_dates() {
        for (seconds, printed) in [
            (0, "1970-01-01T00:00:00Z"),
            (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"),
            (1_764_066_600, "2025-11-25T10:30:00Z"),
            (-1, "1969-12-31T23:59:59Z"),
        ] {
            let at = At::from_unix(seconds).unwrap();
            assert_eq!(at.to_string(), printed);
            assert!(at.is_possible());
        }
        for (seconds, is_plausible) in [
            (-5, false),
            (946_684_799, false),
            (946_684_800, true),
            (4_133_980_799, true),
            (4_133_980_800, false),
        ] {
            assert_eq!(At::from_unix(seconds).map(|at| at.is_plausible()), Some(is_plausible), "{seconds}");
        }
        assert_eq!(At::from_unix(i64::MAX), None);
        assert_eq!(At::from_unix(i64::MIN), None);
    }
}
