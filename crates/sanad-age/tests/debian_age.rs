//! Both ways with the `age` that Debian ships (1.1.1, in Go): X25519, armor, passphrases.
//!
//! It knows no post-quantum keys; `e2e/interop.test.mjs` has those. A passphrase is asked for on a terminal only, so
//! `script` (util-linux) lends one. Where a tool is missing the test says so and passes.
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use sanad_age::{CHUNK, Identity, Passphrase, Recipient, X25519Identity, armor, dearmor, open, seal};

const SIZES: [usize; 6] = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 1 << 20];
const WORDS: &str = "six words that nobody guesses";

fn has(tools: &[&str]) -> bool {
    let missing =
        tools.iter().find(|it| Command::new(it).arg("--version").stdin(Stdio::null()).output().is_err());
    if let Some(tool) = missing {
        // Straight to the stream: this must be seen although the test passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {tool} is not installed");
    }
    missing.is_none()
}

fn folder(name: &str) -> PathBuf {
    let path =
        Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("debian-age-{name}-{}", std::process::id()));
    fs::create_dir_all(&path).expect("a folder");
    path
}

/// Runs in `folder` with `input` on standard input and gives standard output.
fn run(folder: &Path, program: &str, args: &[&str], input: &[u8]) -> Vec<u8> {
    let mut command = Command::new(program);
    command.args(args).current_dir(folder);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().expect("it was found a moment ago");
    let mut stdin = child.stdin.take().expect("a pipe");
    let input = input.to_vec();
    // In a thread of its own: a megabyte does not fit into the pipes at once.
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("it ends");
    // A program that has what it needs may close its end early.
    let _ = writer.join().expect("a thread");
    assert!(output.status.success(), "{program} {args:?} ended with {}", output.status);
    output.stdout
}

fn content(len: usize) -> Vec<u8> {
    (0..len).map(|at| (at / 97) as u8 ^ at as u8).collect()
}

#[test]
fn x25519_and_armor() {
    if !has(&["age", "age-keygen"]) {
        return;
    }
    let (folder, mut rng) = (folder("x25519"), ChaCha20Rng::from_seed([11; 32]));
    let file = run(&folder, "age-keygen", &[], b"");
    fs::write(folder.join("key.txt"), &file).expect("a file");
    let text = String::from_utf8(file).expect("text");
    let line = text.lines().find(|it| it.starts_with("AGE-SECRET-KEY-1")).expect("a key");
    let theirs = X25519Identity::parse(line).expect("their key is one of ours");
    let to = String::from_utf8(run(&folder, "age-keygen", &["-y", "key.txt"], b"")).expect("text");
    assert_eq!(theirs.recipient().to_string(), to.trim());
    let identity: Identity = theirs.clone().into();
    let recipient: Recipient = theirs.recipient().into();

    for len in SIZES {
        let plain = content(len);
        let sealed = run(&folder, "age", &["-r", to.trim()], &plain);
        assert!(open(std::slice::from_ref(&identity), &sealed).as_deref() == Ok(&plain[..]), "theirs, {len}");
        let armored = run(&folder, "age", &["-a", "-r", to.trim()], &plain);
        let sealed = dearmor(&armored).expect("their armor");
        assert!(
            open(std::slice::from_ref(&identity), &sealed).as_deref() == Ok(&plain[..]),
            "armored, {len}"
        );

        let sealed = seal(std::slice::from_ref(&recipient), &plain, &mut rng).expect("one recipient");
        assert!(run(&folder, "age", &["-d", "-i", "key.txt"], &sealed) == plain, "ours, {len}");
        let armored = armor(&sealed);
        assert!(run(&folder, "age", &["-d", "-i", "key.txt"], armored.as_bytes()) == plain, "armored, {len}");
    }
    fs::remove_dir_all(folder).expect("removed");
}

#[test]
fn passphrases() {
    if !has(&["age", "script"]) {
        return;
    }
    let (folder, mut rng) = (folder("scrypt"), ChaCha20Rng::from_seed([12; 32]));
    let plain = content(CHUNK + 1);
    fs::write(folder.join("plain"), &plain).expect("a file");
    let twice = format!("{WORDS}\n{WORDS}\n");
    run(&folder, "script", &["-qec", "age -p -o theirs.age plain", "/dev/null"], twice.as_bytes());
    let sealed = fs::read(folder.join("theirs.age")).expect("they sealed it");
    let words: Identity = Passphrase::new(WORDS).into();
    assert!(open(&[words], &sealed).as_deref() == Ok(&plain[..]), "theirs");

    // Cheaper than the default: what a work factor costs is not what is tested.
    let words: Recipient = Passphrase::with_work_factor(WORDS, 12).expect("a work factor").into();
    let sealed = seal(&[words], &plain, &mut rng).expect("one recipient");
    fs::write(folder.join("ours.age"), sealed).expect("a file");
    let once = format!("{WORDS}\n");
    run(&folder, "script", &["-qec", "age -d -o opened ours.age", "/dev/null"], once.as_bytes());
    assert!(fs::read(folder.join("opened")).expect("they opened it") == plain, "ours");
    fs::remove_dir_all(folder).expect("removed");
}
