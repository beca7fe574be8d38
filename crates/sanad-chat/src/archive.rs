//! A chat in a zip: which of its entries are chats, and how to read them without being flooded.
//!
//! A zip from Windows may have backslashes between the parts of its paths; they are read as slashes. What is told of such
//! a path has slashes, too.
//!
//! Nothing is unpacked to a disk, and no entry but the texts is unpacked at all. Its list of entries is read one by one,
//! so that a zip that claims a million of them is refused before they take memory, and so that two entries of one name
//! are seen as two. Entries that lie upon one another are refused: a kilobyte could be thousands of them.

mod choice;
mod entry;

use std::collections::{BTreeMap, HashMap};
use std::io::{Read, Seek, SeekFrom};

use zip::System;
use zip::read::{Config, OwnedZipFileEntry};
use zip::unstable::read::ZipIterable;

use crate::cut::shorten;
use crate::files::{Files, folder};
use crate::message::{Found, Warning, WarningCode};
use crate::source::{Limits, ReadError, Sink, Text, go_on};

use choice::{Choice, Role, Sniff, choose};
pub(crate) use entry::explain;
use entry::{Budget, Entry, refused};

/// Bytes of the longest path that is looked at.
const LONGEST: usize = 1_024;
/// Bytes of the list for each entry that is allowed: names, comments and extras could be 192 KiB each.
const LISTED: u64 = 1_024;
/// Bytes before those of an entry, without its name: APPNOTE 4.3.7.
const HEADER: u64 = 30;

/// Whether a file that begins so is a zip: an entry, or the end of an empty one.
///
/// One behind other bytes, as a program that unpacks itself has it, is none: a file is what it begins as, or one file
/// would be an export to one reader and a zip to another.
pub(crate) fn is_zip(start: &[u8]) -> bool {
    start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06")
}

/// A zip whose entries were listed.
pub(crate) struct Archive<R> {
    source: R,
    budget: Budget,
    chats: Vec<Entry>,
    /// Every other file.
    files: Files,
    /// The numbers of the files that no chat after this one looks at.
    last: HashMap<usize, Vec<usize>>,
}

impl<R: Read + Seek> Archive<R> {
    /// Lists the entries and chooses those that are chats. `sniff` is asked with the first bytes of an entry.
    pub(crate) fn open(
        mut source: R,
        limits: &Limits,
        sink: &mut dyn Sink,
        sniff: Sniff,
    ) -> Result<Self, ReadError> {
        let budget = Budget::of(source.seek(SeekFrom::End(0))?, limits);
        let (texts, mut files) = list(&mut source, limits, sink)?;
        let Choice { roles, several } = choose(&mut source, &texts, &files, &budget, limits, sniff)?;
        if !several.is_empty() {
            let paths: Vec<_> = several.iter().map(|number| texts[*number].path.as_str()).collect();
            go_on(sink.warning(Warning {
                code: WarningCode::SeveralChats,
                offset: None,
                detail: shorten(&paths.join(", ")),
            }))?;
        }
        let mut chats = Vec::new();
        let mut folders = BTreeMap::new();
        for (text, role) in texts.into_iter().zip(roles) {
            match role {
                Role::File => {
                    files.push(Found { size: text.size(), path: text.path });
                    continue;
                }
                Role::WhatsApp => {
                    folders.insert(folder(&text.path).to_owned(), chats.len());
                }
                // What is not named by their messages may belong to what is not read of them.
                Role::Other => {}
            }
            chats.push(text);
        }
        let files = Files::new(files);
        let last = last_to_look(&files, &folders);
        Ok(Self { source, budget, chats, files, last })
    }

    /// How many chats there are.
    pub(crate) fn chats(&self) -> usize {
        self.chats.len()
    }

    /// The chat of a number below [`Self::chats`].
    pub(crate) fn chat<'a>(&'a mut self, index: usize, limits: &'a Limits) -> Chat<'a, R> {
        let entry = &self.chats[index];
        // What lies beside the chat or below it came with it; in a zip of several exports each has its own folder.
        let files = self.files.within(folder(&entry.path));
        Chat { source: &mut self.source, entry, files, budget: &self.budget, limits }
    }

    /// After this chat, which was read to its end as all before it: warns of those files that no message named, and
    /// that no later chat looks at.
    pub(crate) fn unnamed(&self, index: usize, sink: &mut dyn Sink) -> Result<(), ReadError> {
        let numbers = self.last.get(&index).map(Vec::as_slice).unwrap_or_default();
        let unnamed = numbers.iter().filter(|number| !self.files.is_named(**number));
        for file in unnamed.filter_map(|number| self.files.get(*number)) {
            let detail = shorten(&file.path);
            go_on(sink.warning(Warning { code: WarningCode::AttachmentUnnamed, offset: None, detail }))?;
        }
        Ok(())
    }
}

/// For each file the last chat that looks at it. Given are the folders of chats, with the last chat of each.
fn last_to_look(files: &Files, folders: &BTreeMap<String, usize>) -> HashMap<usize, Vec<usize>> {
    let mut last: HashMap<usize, Vec<usize>> = HashMap::new();
    // Folders around the place that was come to: where each ends, and the last chat of it and of those around it.
    let mut around: Vec<(usize, usize)> = Vec::new();
    let mut at = 0;
    let mut go_to = |around: &mut Vec<(usize, usize)>, place: usize| {
        while at < place {
            match around.last().copied() {
                Some((end, _)) if end <= at => {
                    around.pop();
                }
                Some((end, chat)) => {
                    let end = end.min(place);
                    last.entry(chat).or_default().extend(at..end);
                    at = end;
                }
                None => at = place,
            }
        }
    };
    // Their order is that of the files, and a folder comes before those in it.
    for (folder, chat) in folders {
        let numbers = files.within(folder).numbers();
        go_to(&mut around, numbers.start);
        while around.last().is_some_and(|(end, _)| *end <= numbers.start) {
            around.pop();
        }
        let outer = around.last().map_or(*chat, |(_, chat)| *chat);
        around.push((numbers.end, outer.max(*chat)));
    }
    go_to(&mut around, files.numbers().end);
    last
}

/// A chat in a zip.
pub(crate) struct Chat<'a, R> {
    source: &'a mut R,
    entry: &'a Entry,
    files: Files,
    budget: &'a Budget,
    limits: &'a Limits,
}

impl<R: Read + Seek> Text for Chat<'_, R> {
    fn open(&mut self) -> Result<Box<dyn Read + '_>, ReadError> {
        Ok(Box::new(self.entry.open(self.source, self.budget, self.limits)?))
    }

    fn files(&self) -> Files {
        self.files.clone()
    }

    fn path(&self) -> Option<&str> {
        Some(&self.entry.path)
    }
}

/// The entries that may be chats, and all other files.
fn list<R: Read + Seek>(
    source: &mut R,
    limits: &Limits,
    sink: &mut dyn Sink,
) -> Result<(Vec<Entry>, Vec<Found>), ReadError> {
    let listed = listed(source, limits)?;
    let has_slash = listed.iter().any(|entry| entry.path.contains('/'));
    let (mut texts, mut files) = (Vec::new(), Vec::new());
    for Listed { path: written, is_windows, is_link, offset, size, text } in listed {
        let path = if is_windows || !has_slash { written.replace('\\', "/") } else { written.clone() };
        if is_link || leads_out(&path) {
            go_on(sink.warning(Warning {
                code: WarningCode::PathRefused,
                offset: Some(offset),
                detail: shorten(&written),
            }))?;
            continue;
        }
        // What macOS adds to zips: folders, and a shadow of each file.
        if path.ends_with('/') || path.starts_with("__MACOSX/") {
            continue;
        }
        match text {
            Some(entry) => texts.push(Entry::new(path, entry)),
            None => files.push(Found { path, size }),
        }
    }
    Ok((texts, files))
}

/// An entry as the zip lists it.
struct Listed {
    /// As written; longer than [`LONGEST`] where it is too long.
    path: String,
    /// Whether a program of Windows wrote it.
    is_windows: bool,
    is_link: bool,
    /// Where in the zip it is listed.
    offset: u64,
    size: u64,
    /// Of what may be a chat by its name: where it is read.
    text: Option<OwnedZipFileEntry>,
}

/// All entries, one by one.
fn listed<R: Read + Seek>(source: &mut R, limits: &Limits) -> Result<Vec<Listed>, ReadError> {
    let mut zip = ZipIterable::try_new(source, Config::default()).map_err(refused)?;
    let too_many = zip.len() > limits.entries;
    let room = (limits.entries as u64).saturating_mul(LISTED);
    let mut start = None;
    let (mut listed, mut spans) = (Vec::new(), Vec::new());
    for entry in zip.files().map_err(refused)? {
        let entry = entry.map_err(refused)?;
        let offset = entry.central_header_start();
        if too_many || offset.saturating_sub(*start.get_or_insert(offset)) > room {
            return Err(ReadError::TooLarge { limit: "entries", offset });
        }
        let first = entry.header_start();
        spans.push((first, first.saturating_add(HEADER).saturating_add(entry.compressed_size())));
        let mut path = entry.name().map_err(refused)?.into_owned();
        // No more is kept of it than shows that it is too long.
        path.truncate(path.floor_char_boundary(LONGEST + 4));
        let is_text = [".txt", ".json", ".jsonl"].iter().any(|ending| has_ending(&path, ending));
        listed.push(Listed {
            path,
            is_windows: is_windows(entry.system()),
            is_link: entry.is_symlink(),
            offset,
            size: entry.size(),
            text: is_text.then(|| entry.into()),
        });
    }
    // Of each entry the place and the least that it takes.
    spans.sort_unstable();
    if spans.windows(2).any(|two| two[0].1 > two[1].0) {
        return Err(ReadError::Zip("its entries lie upon one another"));
    }
    Ok(listed)
}

fn has_ending(path: &str, ending: &str) -> bool {
    let from = path.len().saturating_sub(ending.len());
    path.as_bytes()[from..].eq_ignore_ascii_case(ending.as_bytes())
}

/// Whether an entry was written under Windows or DOS, where some programs put backslashes between the parts of a path
/// although APPNOTE 4.4.17 wants slashes: no name of a file holds one there.
///
/// Source: APPNOTE 4.4.2.2. Info-ZIP writes 11 for NTFS, where that says 10.
fn is_windows(system: System) -> bool {
    matches!(system, System::Dos | System::Os2 | System::WindowsNTFS | System::MVS | System::VFAT)
}

/// Whether a path is none that lies within a zip, on any system.
fn leads_out(path: &str) -> bool {
    path.is_empty()
        || path.len() > LONGEST
        || path.contains(['\\', '\0'])
        || path.starts_with('/')
        || matches!(path.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic())
        || path.split('/').any(|part| part == ".." || part == ".")
}

#[cfg(test)]
mod tests;
