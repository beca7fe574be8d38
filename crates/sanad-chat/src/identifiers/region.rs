//! The countries whose national forms are understood.

use phonenumber::country::Id;

/// A country whose national forms are tried first, and others that are tried after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The first is its own; what is not used repeats it.
    countries: [Id; Region::MOST],
    used: usize,
}

impl Region {
    /// Most countries that a region holds, its own included.
    pub const MOST: usize = 16;

    /// Iraq, then the countries around it and those to which people from there write most.
    pub const IRAQ: Self = Self {
        countries: [
            Id::IQ,
            Id::SY,
            Id::JO,
            Id::TR,
            Id::KW,
            Id::SA,
            Id::LB,
            Id::EG,
            Id::AE,
            Id::IR,
            Id::QA,
            Id::BH,
            Id::OM,
            Id::YE,
            Id::PS,
            Id::IQ,
        ],
        used: 15,
    };

    /// A region of one's own: codes of ISO 3166-1 (`"IQ"`), in the order in which they are to be tried.
    /// None where a code is unknown, or where there are more than [`Region::MOST`].
    #[must_use]
    pub fn new(country: &str, neighbours: &[&str]) -> Option<Self> {
        let own: Id = country.parse().ok()?;
        let mut countries = [own; Self::MOST];
        for (place, code) in neighbours.iter().enumerate() {
            *countries.get_mut(place + 1)? = code.parse().ok()?;
        }
        Some(Self { countries, used: neighbours.len() + 1 })
    }

    /// The country whose forms are tried first.
    #[must_use]
    pub fn country(&self) -> &str {
        self.countries[0].as_ref()
    }

    pub(super) fn own(&self) -> Id {
        self.countries[0]
    }

    /// All of them, its own first.
    pub(super) fn countries(&self) -> impl Iterator<Item = Id> + '_ {
        self.countries.iter().copied().take(self.used)
    }
}

impl Default for Region {
    fn default() -> Self {
        Self::IRAQ
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_region_keeps_the_order_that_it_was_given() {
        let region = Region::new("JO", &["IQ", "SY"]).unwrap();
        assert_eq!(region.country(), "JO");
        assert_eq!(region.countries().collect::<Vec<_>>(), [Id::JO, Id::IQ, Id::SY]);
        assert_eq!(Region::default().countries().count(), 15);
    }

    #[test]
    fn what_is_no_country_is_refused() {
        assert_eq!(Region::new("iq", &[]), None);
        assert_eq!(Region::new("IQ", &["ZZ"]), None);
        assert_eq!(Region::new("IQ", &["SY"; 16]), None);
        assert!(Region::new("IQ", &["SY"; 15]).is_some());
    }
}
