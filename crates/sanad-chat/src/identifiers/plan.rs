//! What the numbering plans allow, by the metadata of the `phonenumber` crate (Google's libphonenumber).
//!
//! The crate's own `is_valid` is not asked, for two reasons. It takes a number whose beginning fits
//! (`find(…).start() == 0`), so that nine digits pass where eight are allowed. And it keeps a hundred compiled
//! expressions behind one lock: a text that names numbers of all countries would compile them again and again.
//! The patterns of the metadata hold digits, classes, groups, alternatives and counts only, which is little to read.

use phonenumber::country::Id;
use phonenumber::metadata::{DATABASE, Descriptor, Metadata};

/// Most digits that are looked at: a country code and the longest national number.
pub(super) const MOST_DIGITS: usize = 17;

/// E.164 for the digits behind `+` or `00`, where the country that they name has such a number.
/// A trunk prefix that was kept behind the country's code (`+964 0770 …`) is left out.
pub(super) fn international(digits: &str) -> Option<String> {
    let digits = digits.trim_start_matches('0');
    for length in 1..=3 {
        let (code, national) = digits.split_at_checked(length)?;
        // No code is the beginning of another (ITU-T E.164, 6.2.1).
        let Some(plans) = code.parse().ok().and_then(|code: u16| DATABASE.by_code(&code)) else { continue };
        let without_trunk = national.strip_prefix('0').unwrap_or(national);
        return [national, without_trunk]
            .into_iter()
            .find(|it| plans.iter().any(|plan| is_number(plan, it)))
            .map(|it| format!("+{code}{it}"));
    }
    None
}

/// Most digits of a number with its country's code, and fewest that are looked at (ITU-T E.164, 6.2).
const E164_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;

/// A number that no plan holds, behind the code of a country.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Unplanned {
    /// With its plus, digits as they are.
    pub(super) value: String,
    /// Numbers of that country can be as long.
    pub(super) has_length: bool,
}

/// For the digits behind `+` or `00` where [`international`] has no number: a range that is kept for fiction,
/// a digit too few or too many.
pub(super) fn unplanned(digits: &str) -> Option<Unplanned> {
    if digits.starts_with('0') {
        return None;
    }
    for length in 1..=3 {
        let (code, national) = digits.split_at_checked(length)?;
        let Some(plans) = code.parse().ok().and_then(|code: u16| DATABASE.by_code(&code)) else { continue };
        let trunk = plans.iter().any(|plan| plan.national_prefix() == Some("0"));
        let national = national.strip_prefix('0').filter(|_| trunk).unwrap_or(national);
        let has_length = plans.iter().any(|plan| kinds(plan).any(|it| is_long_as(it, national)));
        let value = format!("+{code}{national}");
        return E164_DIGITS.contains(&(value.len() - 1)).then_some(Unplanned { value, has_length });
    }
    None
}

/// E.164 for a number as it is dialled within a country, trunk prefix included.
pub(super) fn national(country: Id, digits: &str) -> Option<String> {
    let plan = of(country)?;
    let rest = digits.strip_prefix(plan.national_prefix()?)?;
    let (mobile, fixed) = (plan.descriptors().mobile(), plan.descriptors().fixed_line());
    [mobile, fixed].into_iter().flatten().any(|it| fits(it, rest)).then(|| parsed(country, digits))?
}

/// Whether the number without trunk prefix is one of a mobile telephone.
pub(super) fn is_mobile(country: Id, national: &str) -> bool {
    of(country).and_then(|plan| plan.descriptors().mobile()).is_some_and(|it| fits(it, national))
}

/// What is dialled before a national number.
pub(super) fn trunk(country: Id) -> &'static str {
    of(country).and_then(Metadata::national_prefix).unwrap_or("")
}

/// The country's code, without plus.
pub(super) fn code(country: Id) -> Option<u16> {
    Some(of(country)?.country_code())
}

/// The crate's reading of national digits in E.164.
pub(super) fn parsed(country: Id, digits: &str) -> Option<String> {
    let number = phonenumber::parse(Some(country), digits).ok()?;
    Some(format!("+{}{}", number.code().value(), number.national()))
}

fn of(country: Id) -> Option<&'static Metadata> {
    let code: &str = country.as_ref();
    DATABASE.by_id(code)
}

fn is_number(plan: &Metadata, national: &str) -> bool {
    fits(plan.descriptors().general(), national) && kinds(plan).any(|kind| fits(kind, national))
}

/// What the plan has numbers for.
fn kinds(plan: &Metadata) -> impl Iterator<Item = &Descriptor> {
    let kinds = plan.descriptors();
    [
        kinds.mobile(),
        kinds.fixed_line(),
        kinds.toll_free(),
        kinds.premium_rate(),
        kinds.shared_cost(),
        kinds.voip(),
        kinds.personal_number(),
        kinds.pager(),
        kinds.uan(),
        kinds.voicemail(),
    ]
    .into_iter()
    .flatten()
}

fn fits(kind: &Descriptor, national: &str) -> bool {
    (kind.possible_length().is_empty() || is_long_as(kind, national))
        && Pattern::is_whole(kind.national_number().as_str(), national)
}

fn is_long_as(kind: &Descriptor, national: &str) -> bool {
    u16::try_from(national.len()).is_ok_and(|it| kind.possible_length().contains(&it))
}

/// Reads a pattern while it runs it, with all places that are reached at once: no place is tried twice,
/// and nothing is kept between two numbers.
struct Pattern<'a> {
    pattern: &'a [u8],
    at: usize,
    /// For each digit the places at which it stands, one bit each.
    places: [u32; 10],
    /// Something that no pattern of the metadata holds.
    strange: bool,
}

impl Pattern<'_> {
    /// Whether all digits are what the pattern says.
    fn is_whole(pattern: &str, digits: &str) -> bool {
        let mut places = [0; 10];
        if digits.len() > MOST_DIGITS {
            return false;
        }
        for (at, digit) in digits.bytes().enumerate() {
            if !digit.is_ascii_digit() {
                return false;
            }
            if let Some(place) = places.get_mut(usize::from(digit - b'0')) {
                *place |= 1 << at;
            }
        }
        let mut run = Pattern { pattern: pattern.as_bytes(), at: 0, places, strange: false };
        let reached = run.alternatives(1);
        !run.strange && run.peek().is_none() && (reached >> digits.len()) & 1 == 1
    }

    /// The patterns are written over many lines.
    fn peek(&mut self) -> Option<u8> {
        while self.pattern.get(self.at).is_some_and(u8::is_ascii_whitespace) {
            self.at += 1;
        }
        self.pattern.get(self.at).copied()
    }

    fn take(&mut self, wanted: u8) -> bool {
        let there = self.peek() == Some(wanted);
        self.at += usize::from(there);
        there
    }

    fn alternatives(&mut self, from: u32) -> u32 {
        let mut reached = self.sequence(from);
        while self.take(b'|') {
            reached |= self.sequence(from);
        }
        reached
    }

    fn sequence(&mut self, mut from: u32) -> u32 {
        while self.peek().is_some_and(|it| it != b'|' && it != b')') {
            from = self.repeated(from);
        }
        from
    }

    fn repeated(&mut self, from: u32) -> u32 {
        let start = self.at;
        let mut now = self.atom(from);
        let (least, most) = self.times();
        let end = self.at;
        let mut reached = if least == 0 { from } else { 0 };
        for time in 1..=most {
            if time > 1 {
                self.at = start;
                now = self.atom(now);
            }
            if time >= least {
                reached |= now;
            }
            if now == 0 {
                break;
            }
        }
        self.at = end;
        reached
    }

    /// `?`, `{2}`, `{2,5}`, or once. A count beyond the digits says nothing more.
    fn times(&mut self) -> (usize, usize) {
        if self.take(b'?') {
            return (0, 1);
        }
        if !self.take(b'{') {
            return (1, 1);
        }
        let least = self.count();
        let most = if self.take(b',') { self.count() } else { least };
        self.strange |= !self.take(b'}');
        (least, most.min(MOST_DIGITS))
    }

    fn count(&mut self) -> usize {
        let mut count = 0_usize;
        while let Some(digit) = self.peek().filter(u8::is_ascii_digit) {
            count = count.saturating_mul(10).saturating_add(usize::from(digit - b'0'));
            self.at += 1;
        }
        count
    }

    fn atom(&mut self, from: u32) -> u32 {
        let first = self.peek();
        self.at += 1;
        match first {
            Some(b'(') => {
                if self.take(b'?') {
                    self.strange |= !self.take(b':');
                }
                let reached = self.alternatives(from);
                self.strange |= !self.take(b')');
                reached
            }
            Some(b'[') => self.class(from),
            Some(b'\\') => {
                self.strange |= !self.take(b'd');
                self.step(from, 0, 9)
            }
            Some(digit @ b'0'..=b'9') => self.step(from, digit - b'0', digit - b'0'),
            _ => {
                self.strange = true;
                0
            }
        }
    }

    fn class(&mut self, from: u32) -> u32 {
        let mut reached = 0;
        while let Some(low @ b'0'..=b'9') = self.peek() {
            self.at += 1;
            let mut high = low;
            if self.take(b'-') {
                if let Some(last @ b'0'..=b'9') = self.peek() {
                    high = last;
                    self.at += 1;
                } else {
                    self.strange = true;
                }
            }
            reached |= self.step(from, low - b'0', high - b'0');
        }
        self.strange |= !self.take(b']');
        reached
    }

    fn step(&self, from: u32, low: u8, high: u8) -> u32 {
        let digits = self.places.get(usize::from(low)..=usize::from(high)).unwrap_or(&[]);
        digits.iter().fold(0, |reached, places| reached | ((places & from) << 1))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_takes_whole_numbers_only() {
        let iraq = "(?:\n  1|\n  7\\d\\d\n)\\d{7}|\n[2-6]\\d{7,8}";
        for (digits, whole) in [
            ("12345678", true),
            ("123456789", false),
            ("7701234567", true),
            ("770123456", false),
            ("21234567", true),
            ("612345678", true),
            ("6123456789", false),
            ("81234567", false),
            ("", false),
            ("7a01234567", false),
        ] {
            assert_eq!(Pattern::is_whole(iraq, digits), whole, "{digits}");
        }
        assert!(Pattern::is_whole("9(?:1[25-7]?){2}0{0,3}", "911500"));
        assert!(!Pattern::is_whole("9(?:1[25-7]?){2}0{0,3}", "9110000"));
        assert!(!Pattern::is_whole("9(?=1)1", "91"), "what is not understood fits nothing");
    }

    #[test]
    fn every_pattern_of_the_metadata_is_understood_and_takes_its_own_example() {
        let mut seen = 0;
        for plan in DATABASE.iter() {
            let kinds = plan.descriptors();
            for kind in [kinds.mobile(), kinds.fixed_line(), kinds.toll_free()].into_iter().flatten() {
                let Some(example) = kind.example() else { continue };
                seen += 1;
                assert!(fits(kind, example), "{} {example}", plan.id());
                assert!(is_number(plan, example), "{} {example}", plan.id());
            }
        }
        assert!(seen > 400, "{seen}");
    }

    #[test]
    fn numbers_of_the_world_come_out_in_one_form() {
        for (digits, e164) in [
            ("9647700000012", Some("+9647700000012")),
            ("009647700000012", Some("+9647700000012")),
            ("96407700000012", Some("+9647700000012")),
            ("390612345678", Some("+390612345678")),
            ("12025550123", Some("+12025550123")),
            ("964770000001", None),
            ("96477000000123", None),
            ("9647200000012", None),
            ("0", None),
            ("", None),
            ("99999999999", None),
        ] {
            assert_eq!(international(digits).as_deref(), e164, "{digits}");
        }
    }

    #[test]
    fn numbers_that_no_plan_holds_need_the_code_of_a_country() {
        for (digits, value, has_length) in [
            ("447700900123", "+447700900123", true),
            ("4407700900123", "+447700900123", true),
            ("964770123456", "+964770123456", true),
            ("9647701234567890", "", false),
            ("96477012345678", "+96477012345678", false),
            ("1000000", "+1000000", false),
            ("100000", "", false),
            ("99912345678", "", false),
            ("0447700900123", "", false),
            ("", "", false),
        ] {
            let read = unplanned(digits);
            let wanted = (!value.is_empty()).then(|| Unplanned { value: value.to_owned(), has_length });
            assert_eq!(read, wanted, "{digits}");
        }
    }

    #[test]
    fn national_numbers_need_their_trunk_prefix() {
        assert_eq!(national(Id::IQ, "07700000012").as_deref(), Some("+9647700000012"));
        assert_eq!(national(Id::IQ, "7700000012"), None);
        assert_eq!(national(Id::SY, "0933000012").as_deref(), Some("+963933000012"));
        assert_eq!(national(Id::KW, "50000012"), None, "Kuwait has none");
        assert!(is_mobile(Id::KW, "50000012"));
        assert_eq!((trunk(Id::IQ), trunk(Id::KW), code(Id::IQ)), ("0", "", Some(964)));
    }
}
