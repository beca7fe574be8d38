//! Lists of words, and how a word is looked up that others are joined to.

use std::collections::HashSet;
use std::sync::LazyLock;

/// What is written as one word with the next in Arabic: and, with, for, the, this.
const JOINED: [&str; 13] = ["و", "ف", "ب", "ل", "ال", "لل", "وال", "بال", "فال", "هال", "عال", "ول", "وب"];

/// Looks a word up as it stands, then without what is joined to its front.
/// Gives the bytes that were joined, too.
pub(super) fn look<T>(word: &str, known: impl Fn(&str) -> Option<T>) -> Option<(usize, T)> {
    if word.is_empty() {
        return None;
    }
    if let Some(it) = known(word) {
        return Some((0, it));
    }
    // The letters with which they begin.
    if !word.starts_with(['و', 'ف', 'ب', 'ل', 'ا', 'ه', 'ع']) {
        return None;
    }
    JOINED.iter().find_map(|joined| Some((joined.len(), known(word.strip_prefix(joined)?)?)))
}

/// A list of folded words.
pub(super) struct Words(LazyLock<HashSet<&'static str>>);

impl Words {
    /// From a list that is made when it is first asked.
    pub(super) const fn new(make: fn() -> HashSet<&'static str>) -> Self {
        Self(LazyLock::new(make))
    }

    /// Whether the list has a word, also with something joined to its front.
    pub(super) fn has(&self, word: &str) -> bool {
        look(word, |it| self.0.contains(it).then_some(())).is_some()
    }

    #[cfg(test)]
    pub(super) fn all(&self) -> impl Iterator<Item = &'static str> + '_ {
        self.0.iter().copied()
    }
}

/// The words of a list that is written with spaces.
pub(super) fn listed(words: &'static str) -> HashSet<&'static str> {
    words.split_whitespace().collect()
}

/// A list that holds a word in another spelling than the folded one would never find it.
#[cfg(test)]
pub(super) fn assert_folded<'a>(words: impl IntoIterator<Item = &'a str>) {
    for word in words {
        let folded: String = word.chars().map(super::reading::fold).collect();
        assert_eq!(word, folded);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_joined_to_a_word_is_told_apart() {
        let day = |it: &str| (it == "جمعه").then_some(5);
        assert_eq!(look("جمعه", day), Some((0, 5)));
        assert_eq!(look("للجمعه", day), Some((4, 5)));
        assert_eq!(look("والجمعه", day), Some((6, 5)));
        assert_eq!(look("سجمعه", day), None);
        assert_eq!(look("", day), None);
    }

    #[test]
    fn all_that_is_joined_is_looked_for() {
        for joined in JOINED {
            let word = format!("{joined}جمعه");
            assert_eq!(look(&word, |it| (it == "جمعه").then_some(())), Some((joined.len(), ())), "{joined}");
        }
    }

    #[test]
    fn a_list_has_its_words_and_no_others() {
        static DAYS: Words = Words::new(|| listed("سبت  احد\nfriday"));
        assert!(DAYS.has("friday") && DAYS.has("والاحد") && DAYS.has("سبت"));
        assert!(!DAYS.has("xfriday") && !DAYS.has("") && !DAYS.has("ال"));
        assert_eq!(DAYS.all().count(), 3);
    }
}
