//! People who use the command line: who founds, who is brought in, who tells.

use std::{
    path::Path,
    sync::atomic::{AtomicU32, Ordering},
};

use serde_json::Value;

use crate::{
    cli::{Cli, Ran},
    folder::Folder,
};

/// Everybody's devices together: their files lie in one folder that the server never sees.
#[derive(Debug)]
pub struct Story {
    cli: Cli,
    folder: Folder,
    files: AtomicU32,
}

/// A member who can sign in.
#[derive(Debug, Clone)]
pub struct Member {
    /// Handle.
    pub handle: String,
    /// File with the passphrase.
    pub passphrase_file: String,
}

/// Somebody who was brought in.
#[derive(Debug, Clone)]
pub struct Joined {
    /// Who can sign in now.
    pub member: Member,
    /// The member's id.
    pub id: String,
    /// The secret of the invitation.
    pub secret: String,
}

impl Story {
    /// With the built binary, on a server.
    pub fn begin(binary: &Path, server: &str) -> Self {
        Self { cli: Cli::new(binary, server), folder: Folder::make(), files: AtomicU32::new(0) }
    }

    /// The command line itself.
    pub fn cli(&self) -> &Cli {
        &self.cli
    }

    /// Writes a file on somebody's device.
    pub fn file(&self, content: &str) -> String {
        let name = format!("file-{}", self.files.fetch_add(1, Ordering::Relaxed));
        let path = self.folder.write(&name, content.as_bytes());
        path.to_str().expect("a path in text").to_owned()
    }

    /// Writes a file with a name of its own on somebody's device: what people send.
    pub fn named_file(&self, name: &str, content: &[u8]) -> String {
        let path = self.folder.write(name, content);
        path.to_str().expect("a path in text").to_owned()
    }

    /// Somebody with a passphrase, whether it is the right one or not.
    pub fn member(&self, handle: &str, passphrase: &str) -> Member {
        Member { handle: handle.into(), passphrase_file: self.file(passphrase) }
    }

    /// Founds the team; what `init` printed comes along.
    pub fn found(&self, token: &str, handle: &str, name: &str, passphrase: &str) -> (Member, Value) {
        let member = self.member(handle, passphrase);
        let args = ["init", "--token", token, "--team-name", "en=Test team", "--member", handle];
        let more = ["--name", name, "--passphrase-file", &member.passphrase_file];
        let printed = self.cli.ask(&[&args[..], &more[..]].concat()).ok();
        (member, printed)
    }

    /// A coordinator invites somebody, who joins.
    pub fn bring_in(&self, by: &Member, handle: &str, name: &str, passphrase: &str) -> Joined {
        let invite = ["invite", "--handle", handle, "--name", name];
        let invited = self.acts("member", by, &invite).ok();
        let secret = invited["secret"].as_str().expect("a secret").to_owned();
        let member = self.member(handle, passphrase);
        let args = ["member", "join", "--member", handle, "--secret", &secret];
        let more = ["--passphrase-file", &member.passphrase_file];
        let joined = self.cli.ask(&[&args[..], &more[..]].concat()).ok();
        let id = joined["member"].as_str().expect("an id").to_owned();
        Joined { member, id, secret }
    }

    /// `sanad desk …` as a member.
    pub fn desk(&self, who: &Member, args: &[&str]) -> Ran {
        self.acts("desk", who, args)
    }

    /// `sanad member …` as a member.
    pub fn members(&self, who: &Member, args: &[&str]) -> Ran {
        self.acts("member", who, args)
    }

    fn acts(&self, group: &str, who: &Member, args: &[&str]) -> Ran {
        let sign_in = ["--member", who.handle.as_str(), "--passphrase-file", who.passphrase_file.as_str()];
        self.cli.ask(&[&[group][..], args, &sign_in[..]].concat())
    }

    /// Somebody tells; gives the receipt.
    pub fn tell(&self, report: &Value) -> String {
        let file = self.file(&report.to_string());
        let told = self.cli.ask(&["person", "tell", "--file", &file]).ok();
        told["receipt"].as_str().expect("a receipt").to_owned()
    }

    /// `sanad person …` with a receipt.
    pub fn person(&self, verb: &str, receipt: &str, more: &[&str]) -> Ran {
        self.cli.ask(&[&["person", verb, "--receipt", receipt][..], more].concat())
    }
}
