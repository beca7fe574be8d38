//! The project's own items (no published instrument is validated for online blackmail, and none of their
//! wording is used) and what they suggest. The level is always set by a member, with a reason.

use minicbor::{Decode, Encode};
use serde::{Deserialize, Serialize};

use super::Band;
use crate::report::Answer;

/// One item of the assessment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Code in `taxonomy.toml` (list `danger_item`).
    pub code: &'static str,
    /// Group that it is asked in.
    pub group: &'static str,
    /// 1 a sign; 2 a serious sign; 3 enough alone for *high*.
    pub weight: u8,
}

/// Version of [`ITEMS`]: grows when an item is added, dropped or weighed anew.
pub const ITEMS_VERSION: u32 = 1;

/// The items with their weights; a test holds them against `taxonomy.toml`, the one place where they are edited.
pub const ITEMS: &[Item] = &include!("items.in");

/// One assessment as a member recorded it.
#[derive(Debug, Clone, PartialEq, Eq, Encode, Decode, Serialize, Deserialize)]
#[cbor(map)]
pub struct Assessment {
    /// The level that the member sets.
    #[n(0)]
    pub band: Band,
    /// Why, in the member's words. Required.
    #[n(1)]
    pub reason: String,
    /// Answers by item code; what is missing is unknown.
    #[n(2)]
    #[cbor(with = "crate::text_map")]
    #[serde(default)]
    pub answers: std::collections::BTreeMap<String, Answer>,
    /// Version of the items, so that old assessments stay readable.
    #[n(3)]
    #[serde(default)]
    pub items_version: u32,
}

/// What the answers suggest, with the items that led there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Suggestion {
    /// Suggested level.
    pub band: Band,
    /// Codes of the items answered *yes* that count.
    pub because: Vec<&'static str>,
}

/// Suggests a level. Adding a *yes* never lowers it (property test); minors are at least *high*.
pub fn suggest(answers: &std::collections::BTreeMap<String, Answer>, minor: bool) -> Suggestion {
    let yes: Vec<&Item> = ITEMS.iter().filter(|it| answers.get(it.code) == Some(&Answer::Yes)).collect();
    let sum: u32 = yes.iter().map(|it| u32::from(it.weight)).sum();
    let grave = yes.iter().filter(|it| it.weight >= 3).count();
    let band = match (grave, sum) {
        (2.., _) | (1, 7..) => Band::Extreme,
        (1, _) | (0, 6..) => Band::High,
        (0, 2..) => Band::Medium,
        (0, _) => Band::Low,
    };
    let floor = if minor { Band::High } else { Band::Low };
    Suggestion { band: band.max(floor), because: yes.iter().map(|it| it.code).collect() }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_items_are_those_of_the_taxonomy() {
        let taxonomy: toml::Table = include_str!("../../taxonomy.toml").parse().unwrap();
        let lists = taxonomy["list"].as_array().unwrap();
        let list = lists.iter().find(|it| it["id"].as_str() == Some("danger_item")).unwrap();
        let written: Vec<(String, String, i64)> = list["codes"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|it| it.get("weight").is_some())
            .map(|it| {
                let text = |key: &str| it[key].as_str().unwrap().to_owned();
                (text("code"), text("group"), it["weight"].as_integer().unwrap())
            })
            .collect();
        let known: Vec<_> =
            ITEMS.iter().map(|it| (it.code.into(), it.group.into(), i64::from(it.weight))).collect();
        assert_eq!(known, written);
    }

    #[test]
    fn a_minor_is_at_least_high() {
        assert_eq!(suggest(&BTreeMap::new(), true).band, Band::High);
        assert_eq!(suggest(&BTreeMap::new(), false).band, Band::Low);
    }

    proptest! {
        #[test]
        fn one_more_yes_never_lowers(picks in prop::collection::vec(any::<bool>(), ITEMS.len()), more in 0..ITEMS.len(), minor: bool) {
            let mut answers: BTreeMap<String, Answer> = ITEMS
                .iter()
                .zip(picks)
                .map(|(item, yes)| (item.code.into(), if yes { Answer::Yes } else { Answer::No }))
                .collect();
            let before = suggest(&answers, minor);
            answers.insert(ITEMS[more].code.into(), Answer::Yes);
            let after = suggest(&answers, minor);
            prop_assert!(after.band >= before.band);
            prop_assert!(after.because.contains(&ITEMS[more].code));
        }
    }
}
