//! The files of an export, by the names that messages give.

use std::collections::HashMap;

use crate::message::Found;
use crate::source::Text;

/// How many files of one name are compared with a path, before it is said that there are several.
const ALIKE: usize = 256;

/// What is known of the file that a message names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// It is in the export.
    Here(Found),
    /// It is not.
    Missing,
    /// Several could be meant.
    Several,
    /// Nothing can be said: the text came without files, or the name is an address on the web.
    Unknown,
}

/// The files that came with a text.
#[derive(Debug)]
pub(crate) struct Files {
    all: Vec<Found>,
    by_path: HashMap<String, usize>,
    by_name: HashMap<String, Vec<usize>>,
    /// The folder of the text itself, with its last slash.
    folder: String,
}

impl Files {
    pub(crate) fn of(text: &dyn Text) -> Self {
        let all = text.files().to_vec();
        let path = text.path().unwrap_or_default();
        let folder = path.rfind('/').and_then(|slash| path.get(..=slash)).unwrap_or_default().to_owned();
        let mut by_path = HashMap::new();
        let mut by_name: HashMap<_, Vec<_>> = HashMap::new();
        for (index, file) in all.iter().enumerate() {
            by_path.insert(file.path.clone(), index);
            by_name.entry(last(&file.path).to_owned()).or_default().push(index);
        }
        Self { all, by_path, by_name, folder }
    }

    /// The file of a name that a message gives: a path, whole or in part.
    ///
    /// A path that is relative to the text's own folder comes first, as Telegram writes it. Otherwise the one file
    /// whose path ends with the name, or with which the name ends: Meta's names begin at the top of the download, of
    /// which people keep only a folder.
    pub(crate) fn find(&self, name: &str) -> Finding {
        if self.all.is_empty() || name.starts_with("https://") || name.starts_with("http://") {
            return Finding::Unknown;
        }
        let name = name.strip_prefix("./").unwrap_or(name);
        if let Some(file) =
            self.by_path.get(&format!("{}{name}", self.folder)).and_then(|index| self.all.get(*index))
        {
            return Finding::Here(file.clone());
        }
        let Some(alike) = self.by_name.get(last(name)) else { return Finding::Missing };
        if alike.len() > ALIKE {
            return Finding::Several;
        }
        let mut fitting = alike
            .iter()
            .filter_map(|index| self.all.get(*index))
            .filter(|file| ends_with(&file.path, name) || ends_with(name, &file.path));
        match (fitting.next(), fitting.next()) {
            (None, _) => Finding::Missing,
            (Some(file), None) => Finding::Here(file.clone()),
            (Some(_), Some(_)) => Finding::Several,
        }
    }

    /// All files, for formats that do not write names.
    pub(crate) fn all(&self) -> &[Found] {
        &self.all
    }
}

/// The last part of a path.
pub(crate) fn last(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// Whether a path ends with whole parts of another.
fn ends_with(path: &str, end: &str) -> bool {
    path.strip_suffix(end).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'))
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::*;
    use crate::source::ReadError;

    struct Zip(Vec<Found>, &'static str);

    impl Text for Zip {
        fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
            Ok(Box::new(io::empty()))
        }

        fn files(&self) -> &[Found] {
            &self.0
        }

        fn path(&self) -> Option<&str> {
            Some(self.1)
        }
    }

    fn find(text: &'static str, paths: &[&str], name: &str) -> Result<String, Finding> {
        let files = paths.iter().map(|path| Found { path: (*path).to_owned(), size: 1 }).collect();
        match Files::of(&Zip(files, text)).find(name) {
            Finding::Here(found) => Ok(found.path),
            other => Err(other),
        }
    }

    #[test]
    fn a_name_is_joined_to_the_file_that_it_means() {
        let paths = ["top/photos/a.jpg", "top/files/a.jpg", "old/photos/a.jpg", "top/chat_1/photos/b.jpg"];
        for (name, expected) in [
            ("photos/a.jpg", Ok("top/photos/a.jpg")),
            ("./photos/a.jpg", Ok("top/photos/a.jpg")),
            ("files/a.jpg", Ok("top/files/a.jpg")),
            ("messages/top/chat_1/photos/b.jpg", Ok("top/chat_1/photos/b.jpg")),
            ("chat_1/photos/b.jpg", Ok("top/chat_1/photos/b.jpg")),
            ("b.jpg", Ok("top/chat_1/photos/b.jpg")),
            ("1/photos/b.jpg", Err(Finding::Missing)),
            ("a.jpg", Err(Finding::Several)),
            ("photos/c.jpg", Err(Finding::Missing)),
            ("", Err(Finding::Missing)),
            ("https://example.invalid/a.jpg", Err(Finding::Unknown)),
        ] {
            assert_eq!(find("top/result.json", &paths, name), expected.map(str::to_owned), "{name}");
        }
        assert_eq!(find("result.json", &paths, "photos/a.jpg"), Err(Finding::Several));
        assert_eq!(find("result.json", &[], "photos/a.jpg"), Err(Finding::Unknown));
    }
}
