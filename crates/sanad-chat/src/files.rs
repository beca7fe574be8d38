//! The files of an export, found by the names that messages give.
//!
//! All chats of a zip share one list: each looks at what lies beside it or below it. So a thousand chats with a thousand
//! files cost as much as both together, not as both multiplied.

mod near;

use std::collections::HashMap;
use std::ops::Range;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};

use crate::message::Found;

pub(crate) use near::Near;

/// The files that came with a text. Copies share one list.
#[derive(Debug, Clone, Default)]
pub struct Files {
    list: Arc<List>,
    /// Those that came with this text.
    range: Range<usize>,
    /// Whether other texts look at them, too, so that one text does not know which of them nobody names.
    shared: bool,
}

#[derive(Debug, Default)]
struct List {
    /// Sorted by their paths, so that what lies in a folder follows on one another.
    all: Vec<Found>,
    /// Whether a message named the file of this number.
    named: Vec<AtomicBool>,
    /// The numbers, rising, of the files that have this name, whatever their folder.
    by_name: HashMap<String, Vec<usize>>,
    /// The same for names that differ in nothing but their spelling; made when a name is first looked for in vain.
    spellings: OnceLock<near::Spellings>,
    /// The same by the hash that a file is called by, in small letters and without what follows the dot.
    by_hash: HashMap<String, Vec<usize>>,
    /// The numbers, rising, of all files that are called by a hash.
    hashed: Vec<usize>,
}

impl Files {
    /// Files in any order, each with its path inside the zip or folder.
    #[must_use]
    pub fn new(mut all: Vec<Found>) -> Self {
        all.sort_by(|one, other| one.path.cmp(&other.path));
        let named = all.iter().map(|_| AtomicBool::new(false)).collect();
        let mut list = List { named, ..List::default() };
        for (number, file) in all.iter().enumerate() {
            let name = base(&file.path);
            list.by_name.entry(name.to_owned()).or_default().push(number);
            if let Some(hash) = hash(name) {
                list.by_hash.entry(hash).or_default().push(number);
                list.hashed.push(number);
            }
        }
        let range = 0..all.len();
        list.all = all;
        Self { list: Arc::new(list), range, shared: false }
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.range.is_empty()
    }

    /// All of them, sorted by their paths.
    #[must_use]
    pub fn all(&self) -> &[Found] {
        self.list.all.get(self.range.clone()).unwrap_or_default()
    }

    /// Those whose path begins with a folder, which ends with a slash; all where it is empty. Other texts look at them,
    /// too: so [`Self::unnamed`] tells none of them.
    pub(crate) fn within(&self, folder: &str) -> Self {
        let all = self.all();
        let before = all.partition_point(|file| file.path.as_str() < folder);
        let count = all[before..].partition_point(|file| file.path.starts_with(folder));
        let start = self.range.start + before;
        Self { list: Arc::clone(&self.list), range: start..start + count, shared: true }
    }

    /// The numbers of these files.
    pub(crate) fn numbers(&self) -> Range<usize> {
        self.range.clone()
    }

    /// The file of a number.
    pub(crate) fn get(&self, number: usize) -> Option<&Found> {
        self.list.all.get(number)
    }

    /// The files of a path: one, but in a zip that has two entries of one path.
    pub(crate) fn at(&self, path: &str) -> &[Found] {
        let all = self.all();
        let before = all.partition_point(|file| file.path.as_str() < path);
        let count = all[before..].partition_point(|file| file.path == path);
        &all[before..before + count]
    }

    /// The numbers, rising, of the files whose path ends with this name.
    pub(crate) fn called(&self, name: &str) -> &[usize] {
        self.among(self.list.by_name.get(name))
    }

    /// The last file that is called by this hash.
    pub(crate) fn hashed(&self, hash: &str) -> Option<&Found> {
        self.get(*self.among(self.list.by_hash.get(hash)).last()?)
    }

    /// Whether a file is called by a hash.
    pub(crate) fn has_hashed(&self) -> bool {
        !self.among(Some(&self.list.hashed)).is_empty()
    }

    /// Remembers that a message names a file.
    pub(crate) fn name(&self, number: usize) {
        if let Some(named) = self.list.named.get(number) {
            named.store(true, Ordering::Relaxed);
        }
    }

    /// Whether a message named a file.
    pub(crate) fn is_named(&self, number: usize) -> bool {
        self.list.named.get(number).is_some_and(|named| named.load(Ordering::Relaxed))
    }

    /// The paths of the files that no message named, as far as that is for this text to say.
    pub(crate) fn unnamed(&self) -> impl Iterator<Item = &str> {
        let numbers = if self.shared { 0..0 } else { self.numbers() };
        let unnamed = numbers.filter(move |number| !self.is_named(*number));
        unnamed.filter_map(move |number| self.get(number)).map(|file| file.path.as_str())
    }

    /// Of rising numbers those of these files.
    fn among<'a>(&self, numbers: Option<&'a Vec<usize>>) -> &'a [usize] {
        let numbers = numbers.map_or(&[][..], Vec::as_slice);
        let start = numbers.partition_point(|number| *number < self.range.start);
        let count = numbers[start..].partition_point(|number| *number < self.range.end);
        &numbers[start..start + count]
    }
}

/// The last part of a path: the name of the file itself.
pub(crate) fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// All but the last part of a path, with its last slash; empty at the top.
pub(crate) fn folder(path: &str) -> &str {
    &path[..path.len() - base(path).len()]
}

/// The 64 hex digits that a file is called by, whatever follows a dot.
fn hash(name: &str) -> Option<String> {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    let is_hash = stem.len() == 64 && stem.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_hash.then(|| stem.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn files(paths: &[&str]) -> Files {
        Files::new(paths.iter().map(|path| Found { path: (*path).to_owned(), size: 1 }).collect())
    }

    fn paths(files: &Files, numbers: &[usize]) -> Vec<String> {
        numbers.iter().filter_map(|number| files.get(*number)).map(|file| file.path.clone()).collect()
    }

    #[test]
    fn a_folder_looks_at_what_lies_in_it_or_below() {
        let all = files(&["b/x", "a/x", "a/c/x", "a", "a-/x", "x", "a/x"]);
        let found = |files: &Files| files.all().iter().map(|file| file.path.clone()).collect::<Vec<_>>();
        assert_eq!(found(&all), ["a", "a-/x", "a/c/x", "a/x", "a/x", "b/x", "x"]);
        assert_eq!(found(&all.within("a/")), ["a/c/x", "a/x", "a/x"]);
        assert_eq!(found(&all.within("")), found(&all));
        assert!(all.within("c/").is_empty() && !all.within("b/").is_empty());
        let inner = all.within("a/");
        assert_eq!(paths(&inner, inner.called("x")), ["a/c/x", "a/x", "a/x"]);
        assert_eq!((inner.at("a/x").len(), inner.at("a/c/x").len(), inner.at("x").len()), (2, 1, 0));
        assert!(inner.called("y").is_empty() && Files::default().called("x").is_empty());
    }

    #[test]
    fn what_one_chat_names_is_named_for_all() {
        let all = files(&["a/x", "a/y", "z"]);
        let inner = all.within("a/");
        assert_eq!(all.unnamed().collect::<Vec<_>>(), ["a/x", "a/y", "z"]);
        for number in inner.called("y") {
            inner.name(*number);
        }
        assert_eq!(all.unnamed().collect::<Vec<_>>(), ["a/x", "z"]);
        assert_eq!(inner.unnamed().count(), 0);
        all.name(usize::MAX);
        assert!(!all.is_named(usize::MAX));
    }

    #[test]
    fn a_file_is_found_by_its_hash() {
        let hash = "0123456789abcdef".repeat(4);
        let path = format!("files/01/{}.jpg", hash.to_uppercase());
        let all = files(&["files/01/0123.jpg", &path]);
        assert_eq!(all.hashed(&hash).map(|file| file.path.as_str()), Some(path.as_str()));
        assert!(all.has_hashed() && all.hashed("0123").is_none());
        let other = all.within("other/");
        assert!(!other.has_hashed() && other.hashed(&hash).is_none());
    }

    #[test]
    fn a_path_is_a_folder_and_a_name() {
        for (path, before, name) in [("a/b/c", "a/b/", "c"), ("c", "", "c"), ("a/", "a/", ""), ("", "", "")] {
            assert_eq!((folder(path), base(path)), (before, name));
        }
    }

    proptest! {
        #[test]
        fn looking_up_is_looking_at_each(
            paths in prop::collection::vec("[ab]{0,2}(/[ab]{0,2}){0,2}", 0..12),
            name in "[ab]{0,2}",
            within in "([ab]{0,2}/){0,2}",
        ) {
            let all = Files::new(
                paths.iter().map(|path| Found { path: path.clone(), size: 1 }).collect(),
            );
            let inner = all.within(&within);
            let mut expected: Vec<_> = paths.iter().filter(|path| path.starts_with(&within)).collect();
            expected.sort();
            let found: Vec<_> = inner.all().iter().map(|file| &file.path).collect();
            prop_assert_eq!(&found, &expected);
            let named = inner.called(&name).iter().filter_map(|number| inner.get(*number)).map(|file| &file.path);
            let fitting: Vec<_> = expected.iter().copied().filter(|path| base(path) == name).collect();
            prop_assert_eq!(named.collect::<Vec<_>>(), fitting);
            let path = format!("{within}{name}");
            prop_assert_eq!(inner.at(&path).len(), expected.iter().filter(|it| ***it == path).count());
        }
    }
}
