//! The command line, as a user calls it.

use std::{
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;

/// The binary with the server that it talks to.
#[derive(Debug, Clone)]
pub struct Cli {
    binary: PathBuf,
    server: String,
    /// Folder for temporary files; the system's where there is none.
    temporary: Option<PathBuf>,
}

/// What a command said.
#[derive(Debug)]
pub struct Ran {
    /// What was called, for messages.
    pub called: String,
    /// Exit status.
    pub status: i32,
    /// Standard output as JSON; null where it is none.
    pub json: Value,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}

impl Cli {
    /// `binary` is `env!("CARGO_BIN_EXE_sanad")` in the tests of that crate.
    pub fn new(binary: &Path, server: &str) -> Self {
        Self { binary: binary.to_owned(), server: server.to_owned(), temporary: None }
    }

    /// The same with a folder of its own for temporary files, so that a search sees what commands leave there.
    pub fn with_temp_dir(self, folder: &Path) -> Self {
        Self { temporary: Some(folder.to_owned()), ..self }
    }

    /// The server's address.
    pub fn server(&self) -> &str {
        &self.server
    }

    /// Runs exactly these arguments.
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut command = Command::new(&self.binary);
        command.args(args).env("SANAD_LOG", "off").stdin(Stdio::null());
        if let Some(folder) = &self.temporary {
            command.env("TMPDIR", folder);
        }
        let output = command.output().expect("the binary runs");
        let stdout = String::from_utf8(output.stdout).expect("text on standard output");
        let stderr = String::from_utf8(output.stderr).expect("text on standard error");
        // All of it: a program that reads JSON takes no line for people before it.
        let json = serde_json::from_str(&stdout).unwrap_or(Value::Null);
        let status = output.status.code().expect("it ended by itself");
        Ran { called: args.join(" "), status, json, stdout, stderr }
    }

    /// Runs them on the server, with machine-readable output.
    pub fn ask(&self, args: &[&str]) -> Ran {
        let mut all = args.to_vec();
        all.extend(["--server", &self.server, "--json"]);
        self.run(&all)
    }
}

impl Ran {
    /// What it answered; panics where it failed.
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 0, "{}: {}", self.called, self.stderr);
        assert_ne!(self.json, Value::Null, "{} prints JSON, not: {}", self.called, self.stdout);
        self.json
    }

    /// Exit status and stable code of a failure; panics where it worked.
    pub fn refused(&self) -> (i32, &str) {
        assert_ne!(self.status, 0, "{} should fail and said {}", self.called, self.stdout);
        let line = self.stderr.lines().last().unwrap_or_default();
        let code = line.rsplit_once('[').and_then(|(_, it)| it.strip_suffix(']')).unwrap_or_default();
        (self.status, code)
    }
}
