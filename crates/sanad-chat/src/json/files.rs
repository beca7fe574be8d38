//! The files of an export, by the names that messages give.

use crate::files::{self, Near, base, folder};
use crate::message::Found;
use crate::source::Text;

/// How many files of one name are compared with a path, before it is said that there are several.
const ALIKE: usize = 256;

/// What is known of the file that a message names.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Finding {
    /// It is in the export.
    Here(Found),
    /// It is not; of these files the names differ from it in their spelling, and several fit.
    Missing(Vec<usize>),
    /// Several could be meant.
    Several,
    /// Nothing can be said: the text came without files, or the name is an address on the web.
    Unknown,
}

/// The files that came with a text.
#[derive(Debug)]
pub(crate) struct Files {
    all: files::Files,
    /// The folder of the text itself, with its last slash.
    folder: String,
}

impl Files {
    pub(crate) fn of(text: &dyn Text) -> Self {
        Self { all: text.files(), folder: folder(text.path().unwrap_or_default()).to_owned() }
    }

    /// The file of a name that a message gives: a path, whole or in part.
    ///
    /// A path that is relative to the text's own folder comes first, as Telegram writes it. Otherwise the one file
    /// whose path ends with the name, or with which the name ends: Meta's names begin at the top of the download, of
    /// which people keep only a folder. Where there is none, the same in another spelling.
    pub(crate) fn find(&self, name: &str) -> Finding {
        if self.all.is_empty() || name.starts_with("https://") || name.starts_with("http://") {
            return Finding::Unknown;
        }
        let name = name.strip_prefix("./").unwrap_or(name);
        let path = format!("{}{name}", self.folder);
        match self.all.at(&path) {
            [] => {}
            [file] => return Finding::Here(file.clone()),
            _ => return Finding::Several,
        }
        let alike = self.all.called(base(name));
        if alike.len() > ALIKE {
            return Finding::Several;
        }
        let mut fitting =
            alike.iter().filter_map(|number| self.all.get(*number)).filter(|file| is_meant(&file.path, name));
        match (fitting.next(), fitting.next()) {
            (None, _) => self.near(&path, name),
            (Some(file), None) => Finding::Here(file.clone()),
            (Some(_), Some(_)) => Finding::Several,
        }
    }

    fn near(&self, path: &str, name: &str) -> Finding {
        let near = match self.all.near(path, None, |path, other| path == other) {
            Near::Nothing => self.all.near(name, None, is_meant),
            near => near,
        };
        match near {
            Near::Nothing => Finding::Missing(Vec::new()),
            Near::Several(numbers) => Finding::Missing(numbers),
            Near::One(number) => match self.all.get(number) {
                Some(file) => Finding::Here(file.clone()),
                None => Finding::Missing(Vec::new()),
            },
        }
    }

    /// What is told of a name that is missing.
    pub(crate) fn missing(&self, name: &str, near: &[usize]) -> String {
        self.all.missing(name, near)
    }
}

/// Whether a name that a message gives means a path of the zip.
fn is_meant(path: &str, name: &str) -> bool {
    ends_with(path, name) || ends_with(name, path)
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

    struct Zip(files::Files, &'static str);

    impl Text for Zip {
        fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
            Ok(Box::new(io::empty()))
        }

        fn files(&self) -> files::Files {
            self.0.clone()
        }

        fn path(&self) -> Option<&str> {
            Some(self.1)
        }
    }

    fn find(text: &'static str, paths: &[&str], name: &str) -> Result<String, Finding> {
        let files = paths.iter().map(|path| Found { path: (*path).to_owned(), size: 1 }).collect();
        match Files::of(&Zip(files::Files::new(files), text)).find(name) {
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
            ("1/photos/b.jpg", Err(Finding::Missing(vec![]))),
            ("a.jpg", Err(Finding::Several)),
            ("photos/c.jpg", Err(Finding::Missing(vec![]))),
            ("", Err(Finding::Missing(vec![]))),
            ("https://example.invalid/a.jpg", Err(Finding::Unknown)),
        ] {
            assert_eq!(find("top/result.json", &paths, name), expected.map(str::to_owned), "{name}");
        }
        assert_eq!(find("result.json", &paths, "photos/a.jpg"), Err(Finding::Several));
        assert_eq!(find("result.json", &[], "photos/a.jpg"), Err(Finding::Unknown));
        // Two entries of one path.
        assert_eq!(find("result.json", &["a.jpg", "a.jpg"], "a.jpg"), Err(Finding::Several));
    }

    #[test]
    fn a_name_of_another_spelling_is_joined_where_one_file_fits() {
        let paths =
            ["top/photos/\u{e9}.jpg", "old/photos/\u{e9}.jpg", "top/b.JPG", "top/x/C.jpg", "top/y/c.JPG"];
        for (name, expected) in [
            ("photos/e\u{301}.jpg", Ok("top/photos/\u{e9}.jpg")),
            ("top/photos/e\u{301}.jpg", Ok("top/photos/\u{e9}.jpg")),
            ("B.jpg", Ok("top/b.JPG")),
            ("./B.jpg", Ok("top/b.JPG")),
            ("x/c.jpg", Ok("top/x/C.jpg")),
            ("z/b.jpg", Err(Finding::Missing(vec![]))),
            // Numbers of the sorted paths.
            ("c.jpg", Err(Finding::Missing(vec![3, 4]))),
        ] {
            assert_eq!(find("top/result.json", &paths, name), expected.map(str::to_owned), "{name}");
        }
    }
}
