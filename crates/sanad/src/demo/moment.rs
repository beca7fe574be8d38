//! A moment as it is given on the command line: RFC 3339, or Unix seconds.

/// Days before each month in a year that is not a leap year.
const BEFORE: [u64; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

/// Unix seconds of `2026-11-25T09:00:00Z`, `2026-11-25T12:00:00+03:00` (RFC 3339 §5.6) or `1795597200`.
///
/// Strict: capital `T` and `Z`, no leap seconds, nothing before 1970. A fraction of a second is dropped.
pub(super) fn parse(text: &str) -> Result<u64, String> {
    if !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit()) {
        return text.parse().map_err(|_| "too many seconds".into());
    }
    read(text).ok_or_else(|| "expected RFC 3339, like 2026-11-25T09:00:00Z, or Unix seconds".into())
}

fn read(text: &str) -> Option<u64> {
    let rest = text;
    let (year, rest) = number(rest, 4)?;
    let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
    let (hour, rest) = number(rest.strip_prefix('T')?, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = number(rest.strip_prefix(':')?, 2)?;
    let rest = match rest.strip_prefix('.') {
        None => rest,
        Some(fraction) => {
            let end = fraction.bytes().take_while(u8::is_ascii_digit).count();
            (end > 0).then(|| &fraction[end..])?
        }
    };
    if hour > 23 || minute > 59 || second > 59 {
        return None;
    }
    let local = (days(year, month, day)? * 24 + hour) * 3600 + minute * 60 + second;
    if rest == "Z" {
        return Some(local);
    }
    let east = rest.starts_with('+');
    let (hours, rest) = number(rest.strip_prefix(['+', '-'])?, 2)?;
    let (minutes, rest) = number(rest.strip_prefix(':')?, 2)?;
    let offset = hours * 3600 + minutes * 60;
    if !rest.is_empty() || hours > 23 || minutes > 59 {
        return None;
    }
    if east { local.checked_sub(offset) } else { Some(local + offset) }
}

/// The first `digits` digits, and what follows them.
fn number(text: &str, digits: usize) -> Option<(u64, &str)> {
    let (head, rest) = text.split_at_checked(digits)?;
    let plain = head.bytes().all(|it| it.is_ascii_digit());
    Some((head.parse().ok().filter(|_| plain)?, rest))
}

/// Days since 1970-01-01 of a day of the Gregorian calendar.
fn days(year: u64, month: u64, day: u64) -> Option<u64> {
    let leap = |year: u64| year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    let first = *BEFORE.get(month.checked_sub(1)? as usize)?;
    let length = match month {
        2 => 28 + u64::from(leap(year)),
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    if year < 1970 || day == 0 || day > length {
        return None;
    }
    // Leap days before the year, counted from year 1.
    let leaps = |year: u64| (year - 1) / 4 - (year - 1) / 100 + (year - 1) / 400;
    let passed = u64::from(month > 2 && leap(year));
    Some((year - 1970) * 365 + leaps(year) - leaps(1970) + first + passed + day - 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_by_their_seconds() {
        for (text, seconds) in [
            ("1970-01-01T00:00:00Z", 0),
            ("1970-01-01T03:00:00+03:00", 0),
            ("1969-12-31T23:00:00-01:00", u64::MAX),
            ("2000-02-29T23:59:59Z", 951_868_799),
            ("2000-03-01T00:00:00Z", 951_868_800),
            ("2001-09-09T01:46:40Z", 1_000_000_000),
            ("2024-12-31T00:00:00Z", 1_735_603_200),
            ("2100-03-01T00:00:00Z", 4_107_542_400),
            ("2001-09-09T04:46:40.999+03:00", 1_000_000_000),
            ("2001-09-08T21:16:40-04:30", 1_000_000_000),
            ("1800000000", 1_800_000_000),
        ] {
            let expected = (seconds != u64::MAX).then_some(seconds);
            assert_eq!(parse(text).ok(), expected, "{text}");
        }
    }

    #[test]
    fn nothing_else_is_a_moment() {
        for text in [
            "",
            "2026-11-25",
            "2026-11-25 09:00:00Z",
            "2026-11-25t09:00:00z",
            "2026-11-25T09:00:00",
            "2026-11-25T09:00:00+0300",
            "2026-11-25T09:00:00+03:00 ",
            "2026-11-25T09:00:00.Z",
            "2026-11-25T24:00:00Z",
            "2026-11-25T09:60:00Z",
            "2026-11-25T09:00:60Z",
            "2026-02-29T09:00:00Z",
            "2100-02-29T09:00:00Z",
            "2026-13-01T09:00:00Z",
            "2026-00-01T09:00:00Z",
            "2026-11-00T09:00:00Z",
            "2026-11-31T09:00:00Z",
            "+026-11-25T09:00:00Z",
            "2026-11-25T09:00:00+24:00",
            "٢٠٢٦-11-25T09:00:00Z",
            "99999999999999999999999",
        ] {
            assert!(parse(text).is_err(), "{text:?}");
        }
    }
}
