//! Backups that somebody else made: everybody can seal to the sheet's public key.

use std::{fs, io::Read as _, path::Path};

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use sanad_client::found::zeroize_seed::Seed;
use sanad_crypto::safe::team::RecoverySheet;
use sanad_testkit::Cli;
use tar::{Archive, Builder, EntryType, Header};

use crate::{Helpline, text};

fn sheet(path: &str) -> RecoverySheet {
    let groups = fs::read_to_string(path).expect("the sheet");
    RecoverySheet::derive(&Seed::parse(&groups).expect("a sheet without a mistake").0)
}

/// The tar of a backup.
pub(crate) fn open(backup: &Path, sheet_file: &str) -> Vec<u8> {
    let sealed = fs::read(backup).expect("the backup");
    sanad_age::open(&[sheet(sheet_file).age.into()], &sealed).expect("the sheet opens it")
}

/// One file of a tar.
#[derive(Clone)]
struct Item {
    name: String,
    kind: EntryType,
    bytes: Vec<u8>,
}

fn item(name: &str, bytes: &[u8]) -> Item {
    Item { name: name.into(), kind: EntryType::Regular, bytes: bytes.to_vec() }
}

fn items(tar: &[u8]) -> Vec<Item> {
    let mut archive = Archive::new(tar);
    let mut all = vec![];
    for entry in archive.entries().expect("a tar") {
        let mut entry = entry.expect("an entry");
        let name = String::from_utf8(entry.path_bytes().into_owned()).expect("text");
        let mut bytes = vec![];
        entry.read_to_end(&mut bytes).expect("a file");
        all.push(item(&name, &bytes));
    }
    all
}

/// Writes names as they are: the library would refuse to make hostile ones.
fn tar_of(items: &[Item]) -> Vec<u8> {
    let mut builder = Builder::new(vec![]);
    for it in items {
        let mut header = Header::new_ustar();
        header.as_mut_bytes()[..it.name.len()].copy_from_slice(it.name.as_bytes());
        header.set_entry_type(it.kind);
        header.set_mode(0o644);
        header.set_mtime(0);
        header.set_size(it.bytes.len() as u64);
        if it.kind == EntryType::Symlink {
            header.set_link_name("/etc/passwd").expect("a link");
        }
        header.set_cksum();
        builder.append(&header, it.bytes.as_slice()).expect("a file");
    }
    builder.into_inner().expect("a tar")
}

/// Where a variant of a backup is tried, and what must come of it.
struct Trial<'a> {
    helpline: &'a Helpline,
    count: u32,
}

impl Trial<'_> {
    /// A sealed file is refused with this code, and leaves nothing behind.
    fn refused(&mut self, what: &str, sealed: &[u8], code: &str) {
        self.count += 1;
        let file = self.helpline.folder.write(&format!("hostile-{}.age", self.count), sealed);
        let data = self.helpline.path(&format!("hostile-{}", self.count));
        let cli: &Cli = self.helpline.cli();
        let sheet = self.helpline.sheet.as_str();
        let args = ["restore", "--from", text(&file), "--data", text(&data), "--identity", sheet];
        assert_eq!(cli.run(&args).refused(), (1, code), "{what}");
        assert!(!data.exists(), "{what} left a folder");
        let staging = self.helpline.path(&format!("hostile-{}.restoring", self.count));
        assert!(!staging.exists(), "{what} left something behind");
        let args = ["verify", text(&file), "--identity", sheet];
        assert_eq!(cli.run(&args).refused(), (1, code), "{what}, verified");
    }

    /// The same for a tar that is sealed to the right sheet.
    fn refused_tar(&mut self, what: &str, tar: &[u8], code: &str) {
        let recipient = sheet(&self.helpline.sheet).age.recipient();
        let mut rng = ChaCha20Rng::from_seed([7; 32]);
        let sealed = sanad_age::seal(&[recipient.into()], tar, &mut rng).expect("sealed");
        self.refused(what, &sealed, code);
    }
}

#[test]
fn what_is_not_a_whole_backup_is_refused_and_leaves_nothing() {
    let helpline = Helpline::open(None);
    let backup = helpline.back_up("backup.age");
    let sealed = fs::read(&backup).expect("the backup");
    let good = items(&open(&backup, &helpline.sheet));
    let at = |name: &str| good.iter().position(|it| it.name == name).expect("a file of the backup");
    let mut trial = Trial { helpline: &helpline, count: 0 };

    trial.refused("nothing", &[], "archive");
    trial.refused("a file cut off in its last chunk", &sealed[..sealed.len() - 100], "archive");
    trial.refused("a file cut off between chunks", &sealed[..sealed.len() / 2], "archive");
    let mut flipped = sealed.clone();
    flipped[sealed.len() / 2] ^= 1;
    trial.refused("a changed bit", &flipped, "archive");
    let other = RecoverySheet::derive(&[9; 32]).age.recipient();
    let mut rng = ChaCha20Rng::from_seed([8; 32]);
    let foreign = sanad_age::seal(&[other.into()], b"not for you", &mut rng).expect("sealed");
    trial.refused("a file for another sheet", &foreign, "identity");

    // Put together again as it was, it is taken: the variants below differ by what they name alone.
    let recipient = sheet(&helpline.sheet).age.recipient();
    let again = sanad_age::seal(&[recipient.into()], &tar_of(&good), &mut rng).expect("sealed");
    let again = helpline.folder.write("again.age", &again);
    helpline.cli().run(&["verify", text(&again), "--identity", &helpline.sheet, "--json"]).ok();

    let with = |place: usize, new: Item| {
        let mut items = good.clone();
        items.insert(place, new);
        tar_of(&items)
    };
    let end = good.len();
    for name in ["../evil", "/tmp/evil", "rows/../../evil", "sanad.db", "blobs/evil", "rows/session.cbor"] {
        trial.refused_tar(name, &with(2, item(name, b"evil")), "archive");
    }
    assert!(!helpline.path("evil").exists());
    let mut link = item("rows/statement.cbor", b"");
    link.kind = EntryType::Symlink;
    trial.refused_tar("a link", &with(2, link), "archive");
    let mut folder = item("rows/", b"");
    folder.kind = EntryType::Directory;
    trial.refused_tar("a folder", &with(2, folder), "archive");
    trial.refused_tar("a file twice", &with(at("server.key"), good[at("server.key")].clone()), "archive");
    trial.refused_tar("something after the manifest", &with(end, item("README.txt", b"more")), "archive");
    let blob = format!("blobs/blob_{}/1", "0a".repeat(16));
    trial.refused_tar(
        "a file that begins with its second part",
        &with(end - 1, item(&blob, b"x")),
        "archive",
    );
    let blob = format!("blobs/blob_{}/0", "0a".repeat(16));
    trial.refused_tar(
        "a file that the manifest does not count",
        &with(end - 1, item(&blob, b"x")),
        "archive",
    );

    let changed = |name: &str, change: &dyn Fn(&mut Vec<u8>)| {
        let mut items = good.clone();
        change(&mut items[at(name)].bytes);
        tar_of(&items)
    };
    for name in ["server.key", "rows/entry.cbor", "manifest.json"] {
        let mut items = good.clone();
        items.remove(at(name));
        trial.refused_tar(&format!("without {name}"), &tar_of(&items), "archive");
    }
    let longer = changed("server.key", &|it| it.push(0));
    trial.refused_tar("a longer key", &longer, "archive");
    let another = changed("server.key", &|it| it[0] ^= 1);
    trial.refused_tar("another key", &another, "key_mismatch");
    let shorter = changed("rows/entry.cbor", &|it| it.truncate(it.len() - 1));
    trial.refused_tar("rows cut off", &shorter, "archive");
    let endless =
        changed("rows/card.cbor", &|it| it.extend([0x84, 0x5b, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]));
    trial.refused_tar("rows that claim to be endless", &endless, "archive");
    let none = changed("rows/opened.cbor", &|it| it.clear());
    trial.refused_tar("rows that are gone", &none, "archive");
    let no_json = changed("manifest.json", &|it| it.truncate(40));
    trial.refused_tar("half a manifest", &no_json, "archive");
    let newer = changed("manifest.json", &|it| {
        let text = String::from_utf8_lossy(it).replace("sanad/backup/v1", "sanad/backup/v2");
        *it = text.into_bytes();
    });
    trial.refused_tar("a format of the future", &newer, "newer_version");
    let mut followed = tar_of(&good);
    followed.extend_from_slice(&[1; 512]);
    trial.refused_tar("something after the end", &followed, "archive");
    let mut cut = tar_of(&good);
    cut.truncate(cut.len() / 2);
    trial.refused_tar("half a tar", &cut, "archive");
}
