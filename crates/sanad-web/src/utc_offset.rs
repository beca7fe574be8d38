//! Where the clocks stand for those who read times on a page without scripts: with scripts her phone knows.

use std::{fmt, str::FromStr};

/// Minutes east of UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UtcOffset(i16);

/// What is no offset from UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected an offset from UTC such as +03:00")]
pub struct NotAnOffset;

impl Default for UtcOffset {
    /// Baghdad, which has no summer time.
    fn default() -> Self {
        Self(180)
    }
}

impl FromStr for UtcOffset {
    type Err = NotAnOffset;

    /// `+03:00`, `-04:30`: ISO 8601, at most 14 hours.
    fn from_str(text: &str) -> Result<Self, NotAnOffset> {
        let (sign, rest) = match text.split_at_checked(1) {
            Some(("+", rest)) => (1, rest),
            Some(("-", rest)) => (-1, rest),
            _ => return Err(NotAnOffset),
        };
        let (hours, minutes) = rest.split_once(':').ok_or(NotAnOffset)?;
        let number = |text: &str| -> Result<i16, NotAnOffset> {
            let two_digits = text.len() == 2 && text.bytes().all(|it| it.is_ascii_digit());
            if two_digits { text.parse().map_err(|_| NotAnOffset) } else { Err(NotAnOffset) }
        };
        let (hours, minutes) = (number(hours)?, number(minutes)?);
        let whole = hours * 60 + minutes;
        if minutes < 60 && whole <= 14 * 60 { Ok(Self(sign * whole)) } else { Err(NotAnOffset) }
    }
}

impl fmt::Display for UtcOffset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", self.0.abs() / 60, self.0.abs() % 60)
    }
}

impl UtcOffset {
    /// Date `2026/11/25` and time `14:05` of a moment in Unix seconds.
    pub(crate) fn date_and_time(self, at: u64) -> (String, String) {
        // The moments of a server lie far inside the range of both types.
        let local = at as i64 + i64::from(self.0) * 60;
        let (days, seconds) = (local.div_euclid(86_400), local.rem_euclid(86_400));
        let (year, month, day) = civil(days);
        let time = format!("{:02}:{:02}", seconds / 3600, seconds % 3600 / 60);
        (format!("{year:04}/{month:02}/{day:02}"), time)
    }
}

/// Year, month and day of a day since 1970-01-01 in the Gregorian calendar. Counts from 1 March of year 0, so
/// that the leap day is the last of its year, in cycles of 400 years.
fn civil(days: i64) -> (i64, i64, i64) {
    const CYCLE: i64 = 146_097;
    let since = days + 719_468;
    let (cycle, day) = (since.div_euclid(CYCLE), since.rem_euclid(CYCLE));
    let year = (day - day / 1460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    // Months from March on have 153 days in each five.
    let month = (5 * day_of_year + 2) / 153;
    let day_of_month = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, later) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (cycle * 400 + year + later, month, day_of_month)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn offsets_are_read_as_they_are_written() {
        for text in ["+03:00", "-04:30", "+00:00", "+14:00"] {
            assert_eq!(text.parse::<UtcOffset>().unwrap().to_string(), text);
        }
        assert_eq!(UtcOffset::default().to_string(), "+03:00");
        for text in ["", "3", "03:00", "+3:00", "+03:60", "+15:00", "+0a:00", "+03:00:00", "Z", "٣"] {
            assert_eq!(text.parse::<UtcOffset>(), Err(NotAnOffset), "{text}");
        }
    }

    #[test]
    fn moments_are_those_of_the_calendar() {
        let baghdad = UtcOffset::default();
        let at = |at| baghdad.date_and_time(at);
        assert_eq!(at(0), ("1970/01/01".into(), "03:00".into()));
        // 2024-02-28T21:30Z is the leap day in Baghdad; 2025-12-31T22:15Z the new year.
        assert_eq!(at(1_709_155_800), ("2024/02/29".into(), "00:30".into()));
        assert_eq!(at(1_767_219_300), ("2026/01/01".into(), "01:15".into()));
        let west: UtcOffset = "-04:30".parse().unwrap();
        assert_eq!(west.date_and_time(951_782_400), ("2000/02/28".into(), "19:30".into()));
    }
}
