//! From a stamp to a time, with all that it leaves open.

use crate::time::{At, Certainty, Time};

use super::calendar::Civil;
use super::order::Decided;
use super::stamp::{Half, Stamp};

/// The hours (of 24) that a stamp can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Hours {
    One(u8),
    /// A word for a part of the day chose.
    Chosen(u8),
    /// Before or after noon.
    Either(u8, u8),
    None,
}

/// What `stamp` says, `raw` as written, when `decided` holds for its file.
pub(super) fn time(stamp: &Stamp, raw: String, decided: &mut Decided) -> Time {
    let hours = if stamp.minute < 60 && stamp.second.is_none_or(|second| second < 60) {
        hours(stamp, if stamp.is_bare() { decided.bare_clock } else { decided.clock })
    } else {
        Hours::None
    };
    let days = decided.days(&stamp.date);
    let (hours, half_open, chosen) = match hours {
        Hours::One(hour) => ([Some(hour), None], false, false),
        Hours::Chosen(hour) => ([Some(hour), None], false, true),
        Hours::Either(one, other) => ([Some(one), Some(other)], true, false),
        Hours::None => ([None, None], false, false),
    };
    let at = |day: &Civil, hour: u8| At {
        year: day.year,
        month: day.month,
        day: day.day,
        hour,
        minute: stamp.minute,
        second: stamp.second,
        utc: false,
    };
    let (at, candidates) = match (&days.days[..], hours) {
        ([], _) | (_, [None, _]) => {
            let certainty = vec![Certainty::ZoneUnknown, Certainty::Impossible];
            return Time { at: None, candidates: Vec::new(), certainty, raw };
        }
        ([day], [Some(hour), None]) => (Some(at(day, hour)), Vec::new()),
        (days, hours) => {
            let mut candidates = Vec::new();
            for day in days {
                candidates.extend(hours.into_iter().flatten().map(|hour| at(day, hour)));
            }
            (None, candidates)
        }
    };
    // Japanese years count from the emperor's first; all others of two digits lack their century.
    let short_year = stamp.date.widths.iter().all(|width| *width < 4) && stamp.date.lettered.is_none();
    let certainty = [
        (Certainty::ZoneUnknown, true),
        (Certainty::OrderAmbiguous, days.order_ambiguous),
        (Certainty::HalfDayAmbiguous, half_open),
        (Certainty::CenturyAssumed, short_year),
        (Certainty::CalendarConverted, days.converted),
        (Certainty::CalendarAmbiguous, days.calendar_ambiguous),
        (Certainty::OrderFromFile, days.order_from_file),
        (Certainty::HalfDayFromWord, chosen),
    ];
    let certainty =
        certainty.into_iter().filter_map(|(certainty, holds)| holds.then_some(certainty)).collect();
    Time { at, candidates, certainty, raw }
}

fn hours(stamp: &Stamp, clock: bool) -> Hours {
    let hour = stamp.hour;
    if hour > 23 {
        return Hours::None;
    }
    let (early, late) = (hour % 12, hour % 12 + 12);
    match stamp.half {
        // 0:15 PM is 12:15 where the clock has no 12 (Japan).
        Some(Half::Before) if hour <= 12 => Hours::One(early),
        Some(Half::After) if hour <= 12 => Hours::One(late),
        Some(Half::Before) => Hours::None,
        Some(Half::After) => Hours::One(hour),
        Some(Half::Between(parts)) if hour <= 12 => match (lies_in(early, parts), lies_in(late, parts)) {
            (true, false) => Hours::Chosen(early),
            (false, true) => Hours::Chosen(late),
            _ => Hours::Either(early, late),
        },
        Some(Half::Unknown) if !clock && hour <= 12 => Hours::Either(early, late),
        None if !clock && (1..=12).contains(&hour) => Hours::Either(early, late),
        None | Some(Half::Between(_) | Half::Unknown) => Hours::One(hour),
    }
}

fn lies_in(hour: u8, parts: &[(u8, u8)]) -> bool {
    parts.iter().any(
        |&(from, to)| {
            if from <= to { (from..to).contains(&hour) } else { hour >= from || hour < to }
        },
    )
}

#[cfg(test)]
mod tests {
    use super::super::order::Evidence;
    use super::super::stamp::Stamps;
    use super::*;
    use Certainty::{
        CalendarAmbiguous, CalendarConverted, CenturyAssumed, HalfDayAmbiguous, HalfDayFromWord, Impossible,
        OrderAmbiguous, OrderFromFile, ZoneUnknown,
    };

    fn decided(file: &[&str]) -> Decided {
        let mut evidence = Evidence::default();
        for line in file {
            let stamp = Stamps::default().find(line.as_bytes()).unwrap();
            evidence.observe(&stamp, 0, String::new);
        }
        evidence.decide()
    }

    /// What `line` of a file of one or more lines says.
    fn told(file: &[&str], line: &str) -> (Vec<String>, Vec<Certainty>) {
        let stamp = Stamps::default().find(line.as_bytes()).unwrap();
        let time = time(&stamp, "raw".to_owned(), &mut decided(file));
        assert_eq!(time.raw, "raw");
        assert!(time.at.is_none() || time.candidates.is_empty());
        let told = time.at.iter().chain(&time.candidates).map(At::to_string).collect();
        (told, time.certainty)
    }

    #[track_caller]
    fn check(file: &[&str], times: &[&str], certainty: &[Certainty]) {
        let (told, sure) = told(file, file[0]);
        assert_eq!(told, times, "{file:?}");
        assert_eq!(sure, certainty, "{file:?}");
    }

    #[test]
    fn words_for_the_halves_of_the_day_are_read() {
        for (line, time) in [
            ("20/1/2026، 7:02 ص - ", "2026-01-20T07:02"),
            ("20/1/2026، 7:02 م - ", "2026-01-20T19:02"),
            ("20/1/2026, 12:02 AM - ", "2026-01-20T00:02"),
            ("20/1/2026, 12:02 PM - ", "2026-01-20T12:02"),
            ("20/1/2026, 0:02 AM - ", "2026-01-20T00:02"),
            ("20/1/2026, 0:02 PM - ", "2026-01-20T12:02"),
            ("20/1/2026, 19:02 PM - ", "2026-01-20T19:02"),
            ("٢٠/١/٢٠٢٦, ٧:٠٢ ب.ن - ", "2026-01-20T07:02"),
            ("٢٠/١/٢٠٢٦, ٧:٠٢ د.ن - ", "2026-01-20T19:02"),
            ("[20/1/2026, 12:02:59 AM] ", "2026-01-20T00:02:59"),
        ] {
            check(&[line], &[time], &[ZoneUnknown]);
        }
        check(&["20/1/2026, 19:02 AM - "], &[], &[ZoneUnknown, Impossible]);
    }

    #[test]
    fn a_word_for_a_part_of_the_day_chooses_or_leaves_both() {
        let hour = |hour, parts| {
            let mut stamp = Stamps::default().find(b"20/1/2026, 7:02 PM - ").unwrap();
            stamp.hour = hour;
            stamp.half = Some(Half::Between(parts));
            hours(&stamp, false)
        };
        assert_eq!(hour(7, &[(18, 24)]), Hours::Chosen(19));
        assert_eq!(hour(12, &[(12, 13)]), Hours::Chosen(12));
        assert_eq!(hour(12, &[(0, 5)]), Hours::Chosen(0));
        assert_eq!(hour(11, &[(0, 6), (21, 24)]), Hours::Chosen(23));
        assert_eq!(hour(2, &[(21, 6)]), Hours::Chosen(2));
        assert_eq!(hour(7, &[(0, 24)]), Hours::Either(7, 19));
        assert_eq!(hour(7, &[(12, 13)]), Hours::Either(7, 19));
        assert_eq!(hour(19, &[(18, 24)]), Hours::One(19));
        check(&["20.1.2026, 7:02 abends - "], &["2026-01-20T19:02"], &[ZoneUnknown, HalfDayFromWord]);
    }

    #[test]
    fn words_of_the_far_east_stand_before_the_hour() {
        for (line, time, certainty) in [
            ("2026/1/20 午後0:15 - ", "2026-01-20T12:15", &[ZoneUnknown][..]),
            ("2026/1/20 午後7:02 - ", "2026-01-20T19:02", &[ZoneUnknown][..]),
            ("2026/1/20 午前0:15 - ", "2026-01-20T00:15", &[ZoneUnknown][..]),
            ("2026/1/20 下午7:02 - ", "2026-01-20T19:02", &[ZoneUnknown][..]),
            ("2026/1/20 晚上7:02 - ", "2026-01-20T19:02", &[ZoneUnknown, HalfDayFromWord][..]),
            ("2026/1/20 早上9:02 - ", "2026-01-20T09:02", &[ZoneUnknown, HalfDayFromWord][..]),
            ("2026/1/20 中午12:02 - ", "2026-01-20T12:02", &[ZoneUnknown, HalfDayFromWord][..]),
            ("2026/1/20 凌晨12:02 - ", "2026-01-20T00:02", &[ZoneUnknown, HalfDayFromWord][..]),
            ("2026. 1. 20. 오후 7:02 - ", "2026-01-20T19:02", &[ZoneUnknown][..]),
        ] {
            check(&[line], &[time], certainty);
        }
        check(
            &["2026/1/20 晚上12:02 - "],
            &["2026-01-20T00:02", "2026-01-20T12:02"],
            &[ZoneUnknown, HalfDayAmbiguous],
        );
    }

    #[test]
    fn unknown_words_before_the_hour_show_no_clock() {
        let open = [ZoneUnknown, HalfDayAmbiguous];
        let file = ["2026/1/20 xyz0:15 - ", "2026/1/20 xyz7:02 - "];
        check(&file, &["2026-01-20T00:15", "2026-01-20T12:15"], &open);
        check(&["2026/1/20 xyz07:02 - "], &["2026-01-20T07:02", "2026-01-20T19:02"], &open);
        check(&["2026/1/20 xyz7:02 - ", "2026/1/20 xyz19:02 - "], &["2026-01-20T07:02"], &[ZoneUnknown]);
        check(&["2026/1/20 à 07:02 - "], &["2026-01-20T07:02"], &[ZoneUnknown]);
        // Words that are not of one mind.
        check(&["20.1.2026 ÖS 7:02 AM - "], &["2026-01-20T07:02", "2026-01-20T19:02"], &open);
    }

    #[test]
    fn two_digits_of_a_year_leave_the_calendar_open_where_another_one_fits_better() {
        check(
            &["20/1/85, 19:02 - "],
            &["2042-01-20T19:02", "2085-01-20T19:02"],
            &[ZoneUnknown, CenturyAssumed, CalendarConverted, CalendarAmbiguous],
        );
        check(&["20/1/26, 19:02 - "], &["2026-01-20T19:02"], &[ZoneUnknown, CenturyAssumed]);
    }

    #[test]
    fn what_the_file_leaves_open_stays_open() {
        check(
            &["20/1/2026, 7:02 - "],
            &["2026-01-20T07:02", "2026-01-20T19:02"],
            &[ZoneUnknown, HalfDayAmbiguous],
        );
        check(
            &["20/1/2026, 12:02 xyz - "],
            &["2026-01-20T00:02", "2026-01-20T12:02"],
            &[ZoneUnknown, HalfDayAmbiguous],
        );
        check(
            &["5/6/26, 7:02 - "],
            &["2026-05-06T07:02", "2026-05-06T19:02", "2026-06-05T07:02", "2026-06-05T19:02"],
            &[ZoneUnknown, OrderAmbiguous, HalfDayAmbiguous, CenturyAssumed],
        );
        check(&["5/5/2026, 07:02 - "], &["2026-05-05T07:02"], &[ZoneUnknown]);
    }

    #[test]
    fn the_file_decides_for_each_stamp() {
        check(&["20/1/2026, 7:02 - ", "20/1/2026, 19:02 - "], &["2026-01-20T07:02"], &[ZoneUnknown]);
        check(
            &["5/6/2026, 7:02 - ", "13/6/2026, 0:02 - "],
            &["2026-06-05T07:02"],
            &[ZoneUnknown, OrderFromFile],
        );
        check(&["20/1/2569, 19:02 - "], &["2026-01-20T19:02"], &[ZoneUnknown, CalendarConverted]);
    }

    #[test]
    fn impossible_times_are_no_times() {
        for line in [
            "99/99/2026, 19:02 - ",
            "20/1/2026, 24:02 - ",
            "20/1/2026, 19:60 - ",
            "[20/1/2026, 19:02:60] ",
            "31/2/2026, 19:02 - ",
        ] {
            check(&[line], &[], &[ZoneUnknown, Impossible]);
        }
    }
}
