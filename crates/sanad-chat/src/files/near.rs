//! Files of whose name a message gives another spelling.
//!
//! Phones, desktops and the programs that zip write `é` as one character or as `e` with an accent behind it, and some
//! of them both in one export. Where upper and lower case name one file, as on Windows and mostly on a Mac, `IMG-1.JPG`
//! and `img-1.jpg` do. A name is what it says: so the spelling is looked at only where no file has the name itself, and
//! believed only where it leaves one file.
//!
//! Source: Unicode Standard Annex 15 (NFC); lower case is that of each character by itself.

use std::borrow::Cow;
use std::collections::HashMap;

use icu_normalizer::ComposingNormalizerBorrowed;

use super::{Files, base};
use crate::cut::shorten;
use crate::message::Found;

/// Bytes of a name beyond which nobody looks for its spelling: no path of a zip is longer.
const LONGEST: usize = 1_024;
/// So many files of one spelling are compared with a name, which costs something for each.
const COMPARED: usize = 16;
/// So many of several files are told.
const TOLD: usize = 3;

/// What a name may mean that no file has.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Near {
    /// No file of these.
    Nothing,
    /// The file of this number.
    One(usize),
    /// One of these, among others perhaps.
    Several(Vec<usize>),
}

/// The numbers, rising, of the files whose names are spelt alike.
pub(super) type Spellings = HashMap<String, Vec<usize>>;

pub(super) fn spellings(all: &[Found]) -> Spellings {
    let mut spellings = Spellings::new();
    for (number, file) in all.iter().enumerate() {
        spellings.entry(folded(base(&file.path)).into_owned()).or_default().push(number);
    }
    spellings
}

impl Files {
    /// The file whose path is spelt as a name, first by its letters, then by these in lower case too. Both are given to
    /// `fits` in one spelling, which says whether the path is one that the name means. `own` is no such file.
    pub(crate) fn near(&self, name: &str, own: Option<&str>, fits: fn(&str, &str) -> bool) -> Near {
        if name.len() > LONGEST {
            return Near::Nothing;
        }
        let spellings = self.list.spellings.get_or_init(|| spellings(&self.list.all));
        let alike = self.among(spellings.get(&*folded(base(name))));
        if alike.len() > COMPARED {
            return Near::Several(alike[..TOLD].to_vec());
        }
        for spell in [composed, folded] {
            let name = spell(name);
            let is_meant = |file: &Found| Some(file.path.as_str()) != own && fits(&spell(&file.path), &name);
            let fitting: Vec<usize> =
                alike.iter().copied().filter(|number| self.get(*number).is_some_and(is_meant)).collect();
            match fitting.len() {
                0 => {}
                1 => return Near::One(fitting[0]),
                _ => return Near::Several(fitting),
            }
        }
        Near::Nothing
    }

    /// What is told of a name that no file has: behind the name, files that it may mean.
    pub(crate) fn missing(&self, name: &str, near: &[usize]) -> String {
        let paths: Vec<_> = near
            .iter()
            .take(TOLD)
            .filter_map(|number| self.get(*number))
            .map(|it| it.path.as_str())
            .collect();
        if paths.is_empty() {
            return shorten(name);
        }
        format!("{} (near: {})", shorten(name), shorten(&paths.join(", ")))
    }
}

fn composed(name: &str) -> Cow<'_, str> {
    if name.is_ascii() {
        return Cow::Borrowed(name);
    }
    ComposingNormalizerBorrowed::new_nfc().normalize(name)
}

fn folded(name: &str) -> Cow<'_, str> {
    let name = composed(name);
    if name.chars().all(|letter| letter.to_lowercase().eq([letter])) {
        return name;
    }
    let lower: String = name.chars().flat_map(char::to_lowercase).collect();
    // Of few letters the marks are in another order then.
    Cow::Owned(composed(&lower).into_owned())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn files(paths: &[&str]) -> Files {
        Files::new(paths.iter().map(|path| Found { path: (*path).to_owned(), size: 1 }).collect())
    }

    /// The path that is meant, or those that may be.
    fn found(paths: &[&str], name: &str) -> Result<String, Vec<String>> {
        let files = files(paths);
        let path = |number: &usize| files.get(*number).unwrap().path.clone();
        match files.near(name, Some("own.txt"), |path, name| base(path) == name) {
            Near::Nothing => Err(vec![]),
            Near::One(number) => Ok(path(&number)),
            Near::Several(numbers) => Err(numbers.iter().map(path).collect()),
        }
    }

    #[test]
    fn a_name_is_joined_whatever_its_spelling() {
        for (paths, name, expected) in [
            (&["a/\u{e9}.jpg"][..], "e\u{301}.jpg", "a/\u{e9}.jpg"),
            (&["a/e\u{301}.jpg"][..], "\u{e9}.jpg", "a/e\u{301}.jpg"),
            (&["img-1.JPG"][..], "IMG-1.jpg", "img-1.JPG"),
            (&["\u{c9}.JPG"][..], "e\u{301}.jpg", "\u{c9}.JPG"),
            // The letters go before the case.
            (&["\u{e9}.jpg", "\u{e9}.JPG"][..], "e\u{301}.JPG", "\u{e9}.JPG"),
            // Hamza above an alef, and yeh with hamza, as two characters each.
            (&["\u{623}\u{626}.pdf"][..], "\u{627}\u{654}\u{64a}\u{654}.pdf", "\u{623}\u{626}.pdf"),
            // The chat itself is no file of it.
            (&["own.txt", "a/OWN.txt"][..], "Own.txt", "a/OWN.txt"),
        ] {
            assert_eq!(found(paths, name), Ok(expected.to_owned()), "{name}");
        }
    }

    #[test]
    fn nothing_is_chosen_where_several_fit() {
        let (one, two) = ("IMG.jpg".to_owned(), "img.JPG".to_owned());
        assert_eq!(found(&["IMG.jpg", "img.JPG"], "img.jpg"), Err(vec![one, two]));
        assert_eq!(found(&["a/\u{e9}", "b/\u{e9}"], "e\u{301}").map_err(|it| it.len()), Err(2));
        for (paths, name) in [
            (&["a.jpg"][..], "b.jpg"),
            (&["a/b.jpg"][..], "a/B.jpg"),
            (&["own.txt"][..], "OWN.txt"),
            // Another letter, however alike they look.
            (&["\u{6a9}.jpg"][..], "\u{643}.jpg"),
            (&[][..], ""),
        ] {
            assert_eq!(found(paths, name), Err(vec![]), "{name}");
        }
        let long = "A".repeat(LONGEST + 1);
        assert_eq!(found(&[&long.to_lowercase()], &long), Err(vec![]));
        let many: Vec<_> = (0..20).map(|folder| format!("{folder:02}/A.jpg")).collect();
        let many: Vec<_> = many.iter().map(String::as_str).collect();
        assert_eq!(found(&many, "a.jpg").map_err(|it| it.len()), Err(TOLD));
    }

    #[test]
    fn what_is_near_is_told_with_the_name() {
        let files = files(&["a/x.jpg", "a/X.jpg"]);
        assert_eq!(files.missing("x.JPG", &[]), "x.JPG");
        assert_eq!(files.missing("x.JPG", &[0, 1]), "x.JPG (near: a/X.jpg, a/x.jpg)");
        let long = files.missing(&"n".repeat(5_000), &[0, 1, 0, 1]);
        assert!(long.chars().count() <= 256 && long.ends_with("(near: a/X.jpg, a/x.jpg, a/X.jpg)"), "{long}");
    }

    proptest! {
        #[test]
        fn every_spelling_of_a_name_is_one(name in "\\PC{0,12}") {
            let (letters, lower) = (composed(&name), folded(&name));
            prop_assert_eq!(composed(&letters), &*letters);
            prop_assert_eq!(folded(&lower), &*lower);
            prop_assert_eq!(folded(&letters), &*lower);
            prop_assert!(!name.is_ascii() || lower == name.to_ascii_lowercase());
        }
    }
}
