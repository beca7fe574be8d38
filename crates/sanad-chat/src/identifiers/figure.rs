//! Numbers written in digits, with the separators of several countries.

use super::exact::Exact;

/// What a written number can mean.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Figure {
    pub(super) value: Exact,
    /// What it means if the point before its last three digits is a decimal one (`1.500` dinars of Kuwait).
    pub(super) with_places: Option<Exact>,
}

impl Figure {
    pub(super) fn exactly(value: Exact) -> Self {
        Self { value, with_places: None }
    }

    /// Reads digits with `,` `.` `٬` `٫` `،` or `'` between them; none where they are no number (a date, a version).
    pub(super) fn read(text: &str) -> Option<Self> {
        let mut groups: Vec<&str> = Vec::new();
        let mut separators: Vec<char> = Vec::new();
        let mut from = 0;
        for (at, character) in text.char_indices() {
            if !character.is_ascii_digit() {
                groups.push(text.get(from..at)?);
                separators.push(character);
                from = at + character.len_utf8();
            }
            // Nobody writes a sum in more groups; the rest need not be read.
            if groups.len() > 7 {
                return None;
            }
        }
        groups.push(text.get(from..)?);
        let (last, before) = groups.split_last()?;
        let Some((&point, separators)) = separators.split_last() else {
            return Exact::from_digits(last, "").map(Self::exactly);
        };
        let alone = separators.is_empty();
        let same = separators.iter().all(|it| *it == point);
        let thousands = |groups: &[&str]| {
            let (first, rest) = groups.split_first()?;
            let in_threes = (1..=3).contains(&first.len()) && rest.iter().all(|it| it.len() == 3);
            in_threes.then(|| Exact::from_digits(&groups.concat(), ""))?
        };
        let with_places = || Exact::from_digits(&before.concat(), last);
        match point {
            '٫' if alone => with_places().map(Self::exactly),
            '٬' | '\'' if same => thousands(&groups).map(Self::exactly),
            '.' | ',' | '،' if alone => {
                let zero = before.first().is_some_and(|it| *it == "0");
                match thousands(&groups).filter(|_| !zero) {
                    Some(value) => {
                        let with_places = if point == '.' { with_places() } else { None };
                        Some(Self { value, with_places })
                    }
                    // `500،600` are two numbers, and so is `5،6`.
                    None if point == '،' => None,
                    None => with_places().map(Self::exactly),
                }
            }
            '.' | ',' | '،' if same => thousands(&groups).map(Self::exactly),
            // 1.500.000,50: one sign for thousands, another for the point.
            '.' | ',' | '٫' if separators.iter().all(|it| Some(it) == separators.first()) => {
                thousands(before)?;
                with_places().map(Self::exactly)
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separators_of_many_countries_are_read() {
        for (text, value, with_places) in [
            ("500", "500", None),
            ("1,500", "1500", None),
            ("1.500", "1500", Some("1.5")),
            ("1٬500", "1500", None),
            ("1،500", "1500", None),
            ("1,500,000", "1500000", None),
            ("1.500.000", "1500000", None),
            ("1,500.50", "1500.5", None),
            ("1.500,50", "1500.5", None),
            ("1٬500٫25", "1500.25", None),
            ("1,5", "1.5", None),
            ("0.005", "0.005", None),
            ("0٫5", "0.5", None),
            ("1'000'000", "1000000", None),
            ("12.50", "12.5", None),
        ] {
            let figure = Figure::read(text).unwrap();
            assert_eq!(figure.value.to_string(), value, "{text}");
            assert_eq!(figure.with_places.map(|it| it.to_string()).as_deref(), with_places, "{text}");
        }
    }

    #[test]
    fn dates_lists_and_versions_are_no_numbers() {
        for text in
            ["12.05.2026", "1.2.3", "5،6", "1,50,000.1.2", "1,2,3,4,5,6,7,8,9,10", "1234567890123456789"]
        {
            assert_eq!(Figure::read(text), None, "{text}");
        }
    }
}
