//! What finds somebody, or says what he wants: numbers, accounts, wallets, sums and deadlines in a text.
//!
//! Nothing is looked up anywhere: the form alone decides, its checksum where it has one, and the words around it.
//! What overlaps is given once, by the order of [`Rank`].

mod amount;
mod context;
mod currency;
mod day;
mod deadline;
mod duration;
mod email;
mod exact;
mod figure;
mod handle;
mod iban;
mod link;
mod numeral;
mod phone;
mod plan;
mod platform;
mod range;
mod reading;
mod region;
mod slang;
mod story;
mod thousands;
mod transfer;
mod wallet;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt;

use context::Context;
use reading::Reading;
pub use region::Region;

/// Something in a text that finds a person or an account, or says what is demanded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Identifier {
    /// What it is.
    pub kind: IdentifierKind,
    /// One form for all ways to write it; see [`IdentifierKind`].
    pub value: String,
    /// As it stands in the text, invisible characters within it included.
    pub raw: String,
    /// First byte in the text.
    pub start: usize,
    /// The byte behind the last one.
    pub end: usize,
    /// What the reading rests on.
    pub certainty: IdentifierCertainty,
}

/// What an identifier is, and how its value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierKind {
    /// A telephone number: `+9647700000012` (ITU-T E.164); as it is dialled, `0500000012`, where several countries could
    /// be meant.
    Phone,
    /// The name of an account: `instagram:name`, or `@name` where nothing says on which platform.
    Handle,
    /// A link to an account: `instagram:name`, `whatsapp:+9647700000012`.
    Profile,
    /// Any other web address, without scheme and `www.`: `bit.ly/3Ab`.
    Link,
    /// An e-mail address in small letters.
    Email,
    /// A wallet: `bitcoin:…`, `ethereum:…`, `tron:…`.
    Wallet,
    /// An IBAN in capitals without spaces (ISO 13616).
    Iban,
    /// The number of a money transfer or payment card: `mtcn:…`, `moneygram:…`, `card:…`, `transfer:…`.
    Transfer,
    /// A sum: `USD 500` (ISO 4217, or the short name of a coin); `IRT 50` for toman, which ISO 4217 has not and which
    /// stay as written (ten rials each); `500` where no currency is told.
    Amount,
    /// Until when: `PT24H` (ISO 8601), or a day and a time of day in words: `friday`, `tomorrow morning`.
    Deadline,
}

impl IdentifierKind {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Phone,
        Self::Handle,
        Self::Profile,
        Self::Link,
        Self::Email,
        Self::Wallet,
        Self::Iban,
        Self::Transfer,
        Self::Amount,
        Self::Deadline,
    ];

    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Phone => "phone",
            Self::Handle => "handle",
            Self::Profile => "profile",
            Self::Link => "link",
            Self::Email => "email",
            Self::Wallet => "wallet",
            Self::Iban => "iban",
            Self::Transfer => "transfer",
            Self::Amount => "amount",
            Self::Deadline => "deadline",
        }
    }
}

impl fmt::Display for IdentifierKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a reading rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum IdentifierCertainty {
    /// A checksum, or the numbering plan of the country that the number itself names.
    Checked,
    /// The form alone; it has no checksum. Of a telephone number: it names a country, but no plan holds it
    /// (a range kept for fiction, a digit too few), or it has the country's code without a plus.
    Form,
    /// Read as of the region that was asked for: a national number, a currency of many countries.
    RegionAssumed,
    /// More than one reading is possible: the value leaves open what is not told, or, where digits can be one number or
    /// two (`رقم 5 500 دولار`), is one of them. The raw text decides.
    Ambiguous,
    /// A word beside it says what it is; the form alone would not.
    Context,
    /// Slang that stands for a sum: *ورقة* for 100 dollars.
    Slang,
    /// It has a checksum that was not computed: an Ethereum address in mixed case (EIP-55).
    Unchecked,
}

impl IdentifierCertainty {
    /// The word in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Checked => "checked",
            Self::Form => "form",
            Self::RegionAssumed => "region_assumed",
            Self::Ambiguous => "ambiguous",
            Self::Context => "context",
            Self::Slang => "slang",
            Self::Unchecked => "unchecked",
        }
    }
}

impl fmt::Display for IdentifierCertainty {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Who keeps a place that two claim: the first of these.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Email,
    Link,
    Wallet,
    Iban,
    /// A telephone number that names its country.
    WorldPhone,
    /// A sum with its currency.
    Sum,
    /// A mobile number of the region itself.
    OwnPhone,
    Transfer,
    Phone,
    Deadline,
    /// A sum without a currency.
    BareSum,
    Handle,
}

/// What one finder found, before places are settled.
struct Found {
    rank: Rank,
    identifier: Identifier,
}

/// Finds identifiers in a text, in the order of their places; no two overlap.
///
/// National forms of telephone numbers and names of currencies that several countries share are read
/// by the countries of `region`, its own first.
///
/// The time grows with the length of the text, whatever it holds.
///
/// ```
/// use sanad_chat::{Region, identifiers};
///
/// let found = identifiers("حوّل ٥٠٠ دولار على 0770 000 0012", Region::IRAQ);
/// assert_eq!(found[0].value, "USD 500");
/// assert_eq!(found[1].value, "+9647700000012");
/// assert_eq!(found[1].raw, "0770 000 0012");
/// ```
#[must_use]
pub fn identifiers(text: &str, region: Region) -> Vec<Identifier> {
    let reading = Reading::new(text);
    let context = Context::new(&reading);
    let mut found = Vec::new();
    email::find(&reading, &mut found);
    link::find(&reading, &mut found);
    wallet::find(&reading, &mut found);
    iban::find(&reading, &mut found);
    phone::find(&reading, region, &mut found);
    transfer::find(&reading, &mut found);
    amount::find(&reading, &context, region, &mut found);
    deadline::find(&reading, &context, &mut found);
    handle::find(&reading, &mut found);
    settle(found)
}

/// Each byte to one identifier: by rank, then the earlier, then the longer.
fn settle(mut found: Vec<Found>) -> Vec<Identifier> {
    found.sort_by_key(|it| (it.rank, it.identifier.start, Reverse(it.identifier.end)));
    let mut kept: BTreeMap<usize, Identifier> = BTreeMap::new();
    for Found { identifier, .. } in found {
        let before = kept.range(..identifier.end).next_back();
        if before.is_none_or(|(_, it)| it.end <= identifier.start) {
            kept.insert(identifier.start, identifier);
        }
    }
    kept.into_values().collect()
}

/// What a finder finds in a text, for the finders' own tests.
#[cfg(test)]
fn told(text: &str, find: impl FnOnce(&Reading<'_>, &mut Vec<Found>)) -> Vec<Identifier> {
    let mut found = Vec::new();
    find(&Reading::new(text), &mut found);
    found.into_iter().map(|it| it.identifier).collect()
}

/// Holds what a finder finds against value, raw text and certainty of each.
#[cfg(test)]
#[track_caller]
fn check(text: &str, find: impl FnOnce(&Reading<'_>, &mut Vec<Found>), wanted: &[(&str, &str, &str)]) {
    let found = told(text, find);
    let found: Vec<(&str, &str, &str)> =
        found.iter().map(|it| (it.value.as_str(), it.raw.as_str(), it.certainty.code())).collect();
    assert_eq!(found, wanted, "{text}");
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rank: Rank, start: usize, end: usize) -> Found {
        let identifier = Identifier {
            kind: IdentifierKind::Link,
            value: format!("{rank:?}"),
            raw: String::new(),
            start,
            end,
            certainty: IdentifierCertainty::Form,
        };
        Found { rank, identifier }
    }

    #[test]
    fn a_place_that_two_claim_goes_to_the_higher_rank_then_the_earlier_then_the_longer() {
        let kept = settle(vec![
            found(Rank::Handle, 0, 30),
            found(Rank::Phone, 12, 20),
            found(Rank::Phone, 10, 14),
            found(Rank::Phone, 10, 13),
            found(Rank::Email, 20, 28),
            found(Rank::Handle, 28, 29),
            found(Rank::Link, 27, 40),
        ]);
        let places: Vec<(usize, usize)> = kept.iter().map(|it| (it.start, it.end)).collect();
        assert_eq!(places, [(10, 14), (20, 28), (28, 29)]);
    }
}
