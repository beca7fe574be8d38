//! Which of the texts in a zip are chats.
//!
//! The name tells which texts may be, and what they hold tells which are: a document that somebody sent can have any
//! name, so that no name alone hides the chat of another name.

use std::collections::{BTreeMap, HashSet};
use std::io::{Read, Seek};
use std::ops::ControlFlow;

use crate::files::{Files, base, folder};
use crate::message::{Found, Message, Warning};
use crate::source::{Format, Limits, ReadError, Sink, Source};
use crate::whatsapp;

use super::entry::{Budget, Entry};
use super::{Chat, has_ending};

/// Tells a format by the first bytes of a text.
pub(super) type Sniff = fn(&[u8]) -> Option<Format>;

/// The name of the program, as it stands in the names that phones give to chats: in Latin, Arabic, Persian, Urdu.
const PROGRAM: [&str; 5] = ["WhatsApp", "واتساب", "واتس اب", "واتساپ", "واٹس ایپ"];
/// So many names of other chats are looked for in the lines of one.
const OTHERS: usize = 16;

/// What a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// A file that came with a chat.
    File,
    /// WhatsApp's chat, which comes with its files.
    WhatsApp,
    /// A chat of another program.
    Other,
}

impl Role {
    const fn of(format: Format) -> Self {
        match format {
            Format::WhatsAppAndroid | Format::WhatsAppIos => Self::WhatsApp,
            Format::Telegram | Format::Meta | Format::MetaEncrypted | Format::Signal => Self::Other,
        }
    }
}

/// What all texts are, in their order, and those that share a folder although a phone puts one chat there.
pub(super) struct Choice {
    pub(super) roles: Vec<Role>,
    /// Numbers of texts.
    pub(super) several: Vec<usize>,
}

/// Chooses.
///
/// 1. Those whose name may be a chat's and whose content is one. One that cannot be read is kept, so that this is told.
/// 2. Where there are none, those whose content is a chat. The chat of a phone comes with documents, and a document is
///    no chat: text goes before JSON.
/// 3. Where there are none, those whose name may be a chat's: the first stamp may come late.
///
/// Of several in one folder those are files that another one names, as an attachment, and that do not name anything
/// that is there. What remains is read, all of it.
pub(super) fn choose<R: Read + Seek>(
    source: &mut R,
    texts: &[Entry],
    files: &[Found],
    budget: &Budget,
    limits: &Limits,
    sniff: Sniff,
) -> Result<Choice, ReadError> {
    let is_named: Vec<bool> = texts.iter().map(|text| may_be_chat(base(&text.path))).collect();
    let mut roles = vec![Role::File; texts.len()];
    for ((text, role), _) in texts.iter().zip(&mut roles).zip(&is_named).filter(|(_, named)| **named) {
        *role = match text.head(source, budget, limits) {
            Ok(head) => sniff(&head).map_or(Role::File, Role::of),
            Err(_) => Role::WhatsApp,
        };
    }
    let mut first = None;
    if is_nothing(&roles) {
        for ((text, role), _) in texts.iter().zip(&mut roles).zip(&is_named).filter(|(_, named)| !**named) {
            match text.head(source, budget, limits) {
                Ok(head) => *role = sniff(&head).map_or(Role::File, Role::of),
                Err(error) => first = first.or(Some(error)),
            }
        }
        if texts.iter().zip(&roles).any(|(text, role)| *role != Role::File && is_text(text)) {
            for (_, role) in texts.iter().zip(&mut roles).filter(|(text, _)| !is_text(text)) {
                *role = Role::File;
            }
        }
    }
    let is_none = is_nothing(&roles);
    if is_none && !is_named.contains(&true) {
        return Err(first.unwrap_or(ReadError::NoChat));
    }
    let folders: HashSet<&str> = texts
        .iter()
        .zip(&roles)
        .filter(|(_, role)| **role != Role::File)
        .map(|(text, _)| folder(&text.path))
        .collect();
    for ((text, role), is_named) in texts.iter().zip(&mut roles).zip(is_named) {
        // Alone in its folder it is what the folder is about, wherever its stamps begin.
        let is_alone = base(&text.path) == "_chat.txt" && !folders.contains(folder(&text.path));
        if *role == Role::File && ((is_none && is_named) || is_alone) {
            *role = Role::WhatsApp;
        }
    }
    let several = set_aside(source, texts, &mut roles, files, budget, limits);
    Ok(Choice { roles, several })
}

fn is_text(text: &Entry) -> bool {
    has_ending(&text.path, ".txt")
}

fn is_nothing(roles: &[Role]) -> bool {
    roles.iter().all(|role| *role == Role::File)
}

/// Whether a phone may have given this name to a chat.
fn may_be_chat(name: &str) -> bool {
    name == "_chat.txt" || (has_ending(name, ".txt") && PROGRAM.iter().any(|program| name.contains(program)))
}

/// Takes documents out of the chats: of those that share a folder, whatever another one names and names nothing itself.
/// Gives the numbers of those that share a folder still.
///
/// A document that names the chat, to have it taken for a document, is named by the chat as well, and both are read.
fn set_aside<R: Read + Seek>(
    source: &mut R,
    texts: &[Entry],
    roles: &mut [Role],
    files: &[Found],
    budget: &Budget,
    limits: &Limits,
) -> Vec<usize> {
    let mut folders: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (number, (text, role)) in texts.iter().zip(roles.iter()).enumerate() {
        if *role == Role::WhatsApp {
            folders.entry(folder(&text.path)).or_default().push(number);
        }
    }
    folders.retain(|_, numbers| numbers.len() > 1);
    if folders.is_empty() {
        return Vec::new();
    }
    let files = Files::new(files.to_vec());
    let mut several = Vec::new();
    for (folder, numbers) in folders {
        let paths: HashSet<&str> = numbers.iter().map(|number| texts[*number].path.as_str()).collect();
        let mut named = HashSet::new();
        let mut names_nothing = Vec::new();
        for number in &numbers {
            let text = &texts[*number];
            let others = numbers.iter().map(|number| texts[*number].path.as_str());
            let others = others.filter(|path| *path != text.path).take(OTHERS);
            let mut names = Names {
                folder,
                own: &text.path,
                paths: &paths,
                others: others.map(base).collect(),
                named: &mut named,
                any: false,
            };
            let files = files.within(folder);
            let mut chat = Chat { source: &mut *source, entry: text, files, budget, limits };
            // What is wrong with it is told when its messages are handed on.
            drop(whatsapp::read(&mut chat, limits, &mut names));
            if !names.any {
                names_nothing.push(*number);
            }
        }
        for number in names_nothing {
            if named.contains(texts[number].path.as_str()) {
                roles[number] = Role::File;
            }
        }
        let left: Vec<_> = numbers.into_iter().filter(|number| roles[*number] != Role::File).collect();
        if left.len() > 1 {
            several.extend(left);
        }
    }
    several
}

/// What one of several texts in a folder names.
struct Names<'a, 'p> {
    folder: &'p str,
    own: &'p str,
    /// Those texts, itself included.
    paths: &'a HashSet<&'p str>,
    /// The names of some of the others.
    others: Vec<&'p str>,
    /// Those that were named by another.
    named: &'a mut HashSet<&'p str>,
    /// Whether it names anything that is there.
    any: bool,
}

impl Sink for Names<'_, '_> {
    fn source(&mut self, _: &Source) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }

    fn message(&mut self, message: Message) -> ControlFlow<()> {
        // In a language whose words for an attachment are not known, the name stands there all the same.
        self.any = self.any || self.others.iter().any(|name| message.raw.contains(*name));
        for attachment in message.attachments {
            self.any |= attachment.found.is_some();
            let Some(name) = attachment.name else { continue };
            let path = format!("{}{name}", self.folder);
            if let Some(path) = self.paths.get(path.as_str()).copied()
                && path != self.own
            {
                self.named.insert(path);
                self.any = true;
            }
        }
        ControlFlow::Continue(())
    }

    fn warning(&mut self, _: Warning) -> ControlFlow<()> {
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chat_is_known_by_the_name_of_the_program() {
        for name in [
            "_chat.txt",
            "WhatsApp Chat with Ali.txt",
            "محادثة WhatsApp مع علي.txt",
            "دردشة واتساب مع علي.TXT",
            "my WhatsApp notes.txt",
        ] {
            assert!(may_be_chat(name), "{name}");
        }
        for name in ["chat.txt", "_chat.txt.pdf", "WhatsApp Image.jpg", "result.json", ".txt", ""] {
            assert!(!may_be_chat(name), "{name}");
        }
    }
}
