//! The server as a child process: started, killed, started again on the same folder and port.

use std::{
    fs::{self, OpenOptions},
    io::{BufRead as _, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::mpsc::{Receiver, channel},
    thread,
    time::{Duration, Instant},
};

use crate::port::free_port;

/// How long anything about a server may take before a test gives up.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a server is started with.
#[derive(Debug, Clone)]
pub struct Options {
    /// The built binary.
    pub binary: PathBuf,
    /// Data folder.
    pub data_dir: PathBuf,
    /// Address of a database other than the embedded one.
    pub database: Option<String>,
    /// File to which the server's log is appended.
    pub log: PathBuf,
    /// Value of `SANAD_LOG`.
    pub level: String,
}

/// A running server. Killed when dropped.
#[derive(Debug)]
pub struct Running {
    options: Options,
    port: u16,
    child: Child,
    /// Address, `http://127.0.0.1:…`.
    pub url: String,
    /// Token of the set-up link.
    pub token: String,
}

impl Running {
    /// Starts on a new data folder and waits until it listens and has said its set-up link.
    pub fn start(options: Options) -> Self {
        Self::begin(options, true)
    }

    /// Starts on a data folder whose team exists already; there is no set-up link.
    pub fn start_founded(options: Options) -> Self {
        Self::begin(options, false)
    }

    fn begin(options: Options, new: bool) -> Self {
        let mut last = String::new();
        for _ in 0..5 {
            let port = free_port();
            match launch(&options, port, new) {
                Ok((child, token)) => {
                    return Self { url: format!("http://127.0.0.1:{port}"), options, port, child, token };
                }
                // Somebody took the port in between.
                Err(error) => last = error,
            }
        }
        panic!("the server does not start: {last}")
    }

    /// Starts again on the same folder and port, after it was stopped or killed.
    pub fn restart(&mut self) {
        let deadline = Instant::now() + PATIENCE;
        loop {
            match launch(&self.options, self.port, false) {
                Ok((child, _)) => {
                    self.child = child;
                    return;
                }
                Err(error) => assert!(Instant::now() < deadline, "the server does not start again: {error}"),
            }
            thread::sleep(Duration::from_millis(50));
        }
    }

    /// `kill -9`: it has no chance to finish anything.
    pub fn kill9(&mut self) {
        self.child.kill().expect("it runs");
        self.child.wait().expect("it ends");
    }

    /// Tells it to end and waits until it did.
    pub fn stop(&mut self) {
        let pid = self.child.id().to_string();
        let told = Command::new("sh").args(["-c", "kill -TERM \"$1\"", "sh", &pid]).status();
        assert!(told.expect("a shell").success(), "the server runs");
        let deadline = Instant::now() + PATIENCE;
        loop {
            if let Some(status) = self.child.try_wait().expect("a child") {
                assert!(status.success(), "the server ended with {status}: {}", tail(&self.options.log));
                return;
            }
            assert!(Instant::now() < deadline, "the server does not end");
            thread::sleep(Duration::from_millis(10));
        }
    }

    /// Its data folder.
    pub fn data_dir(&self) -> &Path {
        &self.options.data_dir
    }

    /// Where it would put temporary files: a folder of its own beside the data folder, so that a search of
    /// both sees what it leaves.
    pub fn temp_dir(&self) -> PathBuf {
        temp_dir(&self.options)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn temp_dir(options: &Options) -> PathBuf {
    options.data_dir.with_extension("tmp")
}

/// Starts it and waits for `listening on`; for a new folder also for the set-up link.
fn launch(options: &Options, port: u16, new: bool) -> Result<(Child, String), String> {
    let log = OpenOptions::new().create(true).append(true).open(&options.log).expect("the log's file");
    let mut command = Command::new(&options.binary);
    command.arg("serve").arg("--data").arg(&options.data_dir);
    command.args(["--listen", &format!("127.0.0.1:{port}")]);
    if let Some(database) = &options.database {
        command.args(["--database", database]);
    }
    let temporary = temp_dir(options);
    fs::create_dir_all(&temporary).expect("a folder for temporary files");
    command.env("SANAD_LOG", &options.level).env("TMPDIR", &temporary);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::from(log));
    let mut child = command.spawn().expect("the binary runs");
    let stdout = child.stdout.take().expect("a pipe");
    let (tell, lines) = channel();
    // Reads on to the end, so that the server never waits for a full pipe.
    thread::spawn(move || {
        for line in BufReader::new(stdout).lines() {
            let Ok(line) = line else { return };
            let _ = tell.send(line);
        }
    });
    let deadline = Instant::now() + PATIENCE;
    let mut wanted = vec!["listening on "];
    if new {
        wanted.push("/desk/#setup=");
    }
    let mut token = String::new();
    for wanted in wanted {
        let Some(line) = wait_for(&lines, wanted, deadline) else {
            let _ = child.kill();
            let _ = child.wait();
            return Err(format!("no line with {wanted:?}: {}", tail(&options.log)));
        };
        token = line.rsplit_once("#setup=").map(|(_, it)| it.to_owned()).unwrap_or_default();
    }
    Ok((child, token))
}

fn wait_for(lines: &Receiver<String>, wanted: &str, deadline: Instant) -> Option<String> {
    loop {
        let left = deadline.checked_duration_since(Instant::now())?;
        // An error means that the server closed its output, or that time is up.
        let line = lines.recv_timeout(left).ok()?;
        if line.contains(wanted) {
            return Some(line);
        }
    }
}

/// The end of a log.
fn tail(log: &Path) -> String {
    let text = fs::read(log).unwrap_or_default();
    let text = String::from_utf8_lossy(&text);
    let lines: Vec<&str> = text.lines().collect();
    lines[lines.len().saturating_sub(10)..].join("\n")
}
