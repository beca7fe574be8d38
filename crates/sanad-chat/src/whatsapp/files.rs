//! The files that came with a chat, and which of them its messages name.

use std::collections::HashMap;

use crate::message::{Found, WarningCode};
use crate::source::Text;

/// What is known of the files that bear one name.
#[derive(Debug)]
struct Slot {
    /// The first of them.
    file: usize,
    /// How many there are.
    count: usize,
    named: bool,
}

/// The files by the last part of their paths, as messages give no more.
#[derive(Debug)]
pub(super) struct Files {
    files: Vec<Found>,
    slots: HashMap<String, Slot>,
    /// Whether the chat came in a zip: otherwise nothing can be missing.
    given: bool,
}

impl Files {
    /// The files that came with `text`, without itself.
    pub(super) fn of(text: &dyn Text) -> Self {
        let own = text.path();
        let files: Vec<Found> =
            text.files().iter().filter(|file| Some(file.path.as_str()) != own).cloned().collect();
        let mut slots: HashMap<String, Slot> = HashMap::with_capacity(files.len());
        for (file, found) in files.iter().enumerate() {
            slots.entry(base(&found.path).to_owned()).and_modify(|slot| slot.count += 1).or_insert(Slot {
                file,
                count: 1,
                named: false,
            });
        }
        Self { given: own.is_some() || !files.is_empty(), files, slots }
    }

    /// The file that a message names, or what to warn of.
    pub(super) fn find(&mut self, name: &str) -> Result<Option<Found>, WarningCode> {
        match self.slots.get_mut(name) {
            Some(slot) => {
                slot.named = true;
                if slot.count > 1 {
                    return Err(WarningCode::AttachmentTwice);
                }
                Ok(self.files.get(slot.file).cloned())
            }
            None if self.given => Err(WarningCode::AttachmentMissing),
            None => Ok(None),
        }
    }

    /// The paths that no message named.
    pub(super) fn unnamed(&self) -> impl Iterator<Item = &str> {
        self.files
            .iter()
            .map(|file| file.path.as_str())
            .filter(|path| self.slots.get(base(path)).is_some_and(|slot| !slot.named))
    }
}

fn base(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use std::io::{self, Read};

    use super::*;
    use crate::source::ReadError;

    struct Zipped(Vec<Found>);

    impl Text for Zipped {
        fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
            Ok(Box::new(io::empty()))
        }

        fn files(&self) -> &[Found] {
            &self.0
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
        let mut files = Files::of(&Zipped(zip.iter().map(|path| found(path, 7)).collect()));
        assert_eq!(files.find("one.jpg"), Ok(Some(found("a/one.jpg", 7))));
        assert_eq!(files.find("two.jpg"), Err(WarningCode::AttachmentTwice));
        assert_eq!(files.find("_chat.txt"), Err(WarningCode::AttachmentMissing));
        assert_eq!(files.find("a/three.jpg"), Err(WarningCode::AttachmentMissing));
        assert_eq!(files.find("../three.jpg"), Err(WarningCode::AttachmentMissing));
        assert_eq!(files.unnamed().collect::<Vec<_>>(), ["a/three.jpg"]);
    }

    #[test]
    fn without_a_zip_nothing_is_missing() {
        let mut files = Files::of(&crate::source::Lone(io::Cursor::new(Vec::<u8>::new())));
        assert_eq!(files.find("one.jpg"), Ok(None));
        assert_eq!(files.unnamed().count(), 0);
    }
}
