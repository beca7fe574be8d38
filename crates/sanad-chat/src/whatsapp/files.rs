//! The files that came with a chat, and which of them its messages name.

use std::collections::HashSet;

use crate::cut::shorten;
use crate::files::{self, Near, base};
use crate::message::{Found, WarningCode};
use crate::source::Text;

/// The files by the last part of their paths, as messages give no more.
#[derive(Debug)]
pub(super) struct Files {
    all: files::Files,
    /// The path of the chat itself, which no message means.
    own: Option<String>,
    /// Whether the chat came in a zip: otherwise nothing can be missing.
    given: bool,
    /// Of names that several files have, the first file: these are remembered as named already.
    several: HashSet<usize>,
}

impl Files {
    /// The files that came with `text`, without itself.
    pub(super) fn of(text: &dyn Text) -> Self {
        let (all, own) = (text.files(), text.path().map(str::to_owned));
        Self { given: own.is_some() || !all.is_empty(), all, own, several: HashSet::new() }
    }

    /// The file that a message names, or what to warn of and what to say of it.
    ///
    /// A name that no file has is that of the one file that is called so in another spelling.
    pub(super) fn find(&mut self, name: &str) -> Result<Option<Found>, (WarningCode, String)> {
        let (all, own) = (&self.all, self.own.as_deref());
        let numbers = all.called(name);
        let mut others = numbers
            .iter()
            .copied()
            .filter(|number| all.get(*number).is_some_and(|file| Some(file.path.as_str()) != own));
        match (others.next(), others.next()) {
            (None, _) if self.given => {
                let near = match all.near(name, own, |path, name| base(path) == name) {
                    Near::One(number) => {
                        all.name(number);
                        return Ok(all.get(number).cloned());
                    }
                    Near::Several(near) => near,
                    Near::Nothing => Vec::new(),
                };
                Err((WarningCode::AttachmentMissing, all.missing(name, &near)))
            }
            (None, _) => Ok(None),
            (Some(number), None) => {
                all.name(number);
                Ok(all.get(number).cloned())
            }
            (Some(first), Some(_)) => {
                if self.several.insert(first) {
                    numbers.iter().for_each(|number| all.name(*number));
                }
                Err((WarningCode::AttachmentTwice, shorten(name)))
            }
        }
    }

    /// The paths that no message named. Of files that several chats share, none: another one may name them.
    pub(super) fn unnamed(&self) -> impl Iterator<Item = &str> {
        let own = self.own.as_deref();
        self.all.unnamed().filter(move |path| Some(*path) != own)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::*;
    use crate::source::ReadError;

    struct Zipped(files::Files);

    impl Text for Zipped {
        fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
            Ok(Box::new(io::empty()))
        }

        fn files(&self) -> files::Files {
            self.0.clone()
        }

        fn path(&self) -> Option<&str> {
            Some("a/_chat.txt")
        }
    }

    fn found(path: &str, size: u64) -> Found {
        Found { path: path.to_owned(), size }
    }

    #[test]
    fn names_are_joined_to_files() {
        let zip = ["a/_chat.txt", "a/one.jpg", "a/two.jpg", "a/b/two.jpg", "a/three.jpg"];
        let all = files::Files::new(zip.iter().map(|path| found(path, 7)).collect());
        let mut files = Files::of(&Zipped(all));
        assert_eq!(files.find("one.jpg"), Ok(Some(found("a/one.jpg", 7))));
        assert_eq!(files.find("two.jpg"), Err((WarningCode::AttachmentTwice, "two.jpg".to_owned())));
        for name in ["_chat.txt", "_Chat.txt", "a/three.jpg", "../three.jpg", "A/THREE.jpg"] {
            assert_eq!(files.find(name), Err((WarningCode::AttachmentMissing, name.to_owned())));
        }
        assert_eq!(files.unnamed().collect::<Vec<_>>(), ["a/three.jpg"]);
    }

    #[test]
    fn names_of_another_spelling_are_joined_where_one_file_fits() {
        let zip = ["a/_chat.txt", "a/e\u{301}.jpg", "a/IMG.jpg", "a/x.PDF", "a/X.pdf", "a/y.jpg"];
        let all = files::Files::new(zip.iter().map(|path| found(path, 7)).collect());
        let mut files = Files::of(&Zipped(all));
        assert_eq!(files.find("\u{e9}.jpg"), Ok(Some(found("a/e\u{301}.jpg", 7))));
        assert_eq!(files.find("img.JPG"), Ok(Some(found("a/IMG.jpg", 7))));
        let detail = "x.pdf (near: a/X.pdf, a/x.PDF)".to_owned();
        assert_eq!(files.find("x.pdf"), Err((WarningCode::AttachmentMissing, detail)));
        assert_eq!(files.find("x.PDF"), Ok(Some(found("a/x.PDF", 7))));
        assert_eq!(files.unnamed().collect::<Vec<_>>(), ["a/X.pdf", "a/y.jpg"]);
    }

    #[test]
    fn without_a_zip_nothing_is_missing() {
        let mut files = Files::of(&crate::source::Lone(io::Cursor::new(Vec::<u8>::new())));
        assert_eq!(files.find("one.jpg"), Ok(None));
        assert_eq!(files.unnamed().count(), 0);
    }
}
