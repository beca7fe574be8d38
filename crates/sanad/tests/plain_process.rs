//! The process behind her pages without scripts, as the server's door starts it: limited, and started again.
#![cfg(target_os = "linux")]
#![expect(clippy::expect_used, reason = "a test fails by panicking")]

use std::{
    fs,
    path::Path,
    process::Command,
    thread,
    time::{Duration, Instant},
};

use sanad_plain::{
    door::{CHILD, Door},
    wire::{Answered, Call, Job, Reply, What},
};

const BINARY: &str = env!("CARGO_BIN_EXE_sanad");
/// A receipt with a right check digit.
const DIGITS: &str = "0000 0000 0000 0000 0000";

fn enter(receipt: &str) -> Job {
    Job { now: 1000, origin: "plain:".into(), what: What::Enter { receipt: receipt.into() } }
}

async fn refused(_: Call) -> Answered {
    Answered::refused("not_set_up")
}

/// Process ids of this test's own children that are the process.
fn children() -> Vec<u32> {
    let mut found = vec![];
    for entry in fs::read_dir("/proc").expect("processes").flatten() {
        let Some(pid) = entry.file_name().to_str().and_then(|it| it.parse::<u32>().ok()) else { continue };
        // Processes end while they are looked at.
        let Ok(stat) = fs::read_to_string(format!("/proc/{pid}/stat")) else { continue };
        let Ok(called) = fs::read(format!("/proc/{pid}/cmdline")) else { continue };
        // The name in parentheses may hold spaces; state and parent come after it (proc(5)).
        let parent = stat.rsplit_once(')').and_then(|(_, it)| it.split_whitespace().nth(1)?.parse().ok());
        let argument = called.split(|it| *it == 0).nth(1) == Some(CHILD.as_bytes());
        if parent == Some(std::process::id()) && argument {
            found.push(pid);
        }
    }
    found
}

/// The one that runs.
fn only_child() -> u32 {
    let found = children();
    assert_eq!(found.len(), 1, "one process");
    found[0]
}

/// `kill -9` of one process that this test started; returns when it is dead.
fn kill(pid: u32) {
    let killed = Command::new("sh").args(["-c", "kill -9 \"$1\"", "sh", &pid.to_string()]).status();
    assert!(killed.expect("a shell").success());
    let deadline = Instant::now() + Duration::from_secs(30);
    // Its memory goes before its pipes are closed, and its command line with it: only a zombie holds nothing (proc(5)).
    let is_alive = || {
        let stat = fs::read_to_string(format!("/proc/{pid}/stat"));
        stat.is_ok_and(|it| !it.rsplit_once(')').is_some_and(|(_, state)| state.starts_with(" Z")))
    };
    while is_alive() {
        assert!(Instant::now() < deadline, "it does not die");
        thread::yield_now();
    }
}

/// Kills the process while it waits for this answer.
async fn deadly(_: Call) -> Answered {
    children().into_iter().for_each(kill);
    Answered::refused("unavailable")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_limited_dies_alone_and_is_started_again() {
    let door = Door::new(BINARY.into());
    assert!(children().is_empty(), "it is started when it is needed");
    assert!(matches!(door.ask([1; 8], enter("1234"), refused).await, Reply::WrongDigits));
    let first = only_child();
    let limits = fs::read_to_string(format!("/proc/{first}/limits")).expect("its limits");
    let limit = |name: &str| {
        let line = limits.lines().find(|it| it.starts_with(name)).expect("a limit").to_owned();
        line[name.len()..].split_whitespace().next().map(str::to_owned)
    };
    assert_eq!(limit("Max core file size").as_deref(), Some("0"));
    assert_eq!(limit("Max address space").as_deref(), Some("536870912"));
    let file = |number: u8| fs::read_link(format!("/proc/{first}/fd/{number}")).expect("an open file");
    assert!([0, 1].map(file).iter().all(|it| it.to_string_lossy().starts_with("pipe:")));
    assert_eq!(file(2), Path::new("/dev/null"), "a panic would quote what she wrote");

    // A server that refuses is no reason to end.
    assert!(matches!(door.ask([1; 8], enter(DIGITS), refused).await, Reply::Failed));
    assert_eq!(children(), [first]);

    // Killed in the middle of a job: that one is told to try again, the next has another process.
    assert!(matches!(door.ask([1; 8], enter(DIGITS), deadly).await, Reply::Busy));
    assert!(matches!(door.ask([1; 8], enter("1234"), refused).await, Reply::WrongDigits));
    let second = only_child();
    assert_ne!(first, second);

    // Killed between two jobs: nobody notices.
    kill(second);
    assert!(matches!(door.ask([2; 8], enter("1234"), refused).await, Reply::WrongDigits));
    drop(door);
}
