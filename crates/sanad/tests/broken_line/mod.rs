//! A line between a client and a server that loses requests, or answers, for one path. The client takes it for
//! an HTTP proxy, so that the server's origin stays what it is.

use std::{
    io::{Read, Write},
    net::{Shutdown, TcpListener, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicUsize, Ordering},
    },
    thread,
};

/// What it loses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Loses {
    /// The request never reaches the server.
    Requests,
    /// The server does what it was asked, and its answer never reaches the client.
    Answers,
}

/// A line. Its threads end with the test's process.
pub(crate) struct BrokenLine {
    url: String,
    lost: Arc<AtomicUsize>,
}

#[derive(Clone)]
struct Rule {
    server: String,
    path: &'static str,
    loses: Loses,
    lost: Arc<AtomicUsize>,
}

impl BrokenLine {
    /// Listens on a free port and hands on to `server`, `http://host:port`.
    pub(crate) fn begin(server: &str, path: &'static str, loses: Loses) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
        let url = format!("http://{}", listener.local_addr().expect("an address"));
        let lost = Arc::new(AtomicUsize::new(0));
        let server = server.strip_prefix("http://").expect("a plain address").to_owned();
        let rule = Rule { server, path, loses, lost: Arc::clone(&lost) };
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                let rule = rule.clone();
                thread::spawn(move || rule.serve(&client));
            }
        });
        Self { url, lost }
    }

    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// How often something was lost.
    pub(crate) fn lost(&self) -> usize {
        self.lost.load(Ordering::SeqCst)
    }
}

impl Rule {
    /// One connection of the client, which may carry several requests.
    fn serve(&self, client: &TcpStream) {
        let server = TcpStream::connect(&self.server).expect("the server listens");
        let losing = Arc::new(AtomicBool::new(false));
        let (answers, back) = (server.try_clone().expect("a socket"), client.try_clone().expect("a socket"));
        let (loses, seen) = (Arc::clone(&losing), Arc::clone(&self.lost));
        let returning = thread::spawn(move || {
            copy(&answers, &back, |_| {
                let lose = loses.load(Ordering::SeqCst);
                seen.fetch_add(usize::from(lose), Ordering::SeqCst);
                !lose
            });
        });
        copy(client, &server, |bytes| {
            // A request's first bytes come in one piece: the client writes its head at once.
            if !contains(bytes, self.path.as_bytes()) {
                return true;
            }
            losing.store(self.loses == Loses::Answers, Ordering::SeqCst);
            self.lost.fetch_add(usize::from(self.loses == Loses::Requests), Ordering::SeqCst);
            self.loses == Loses::Answers
        });
        // It ends when the server's side is closed, which the copy above did.
        let _ = returning.join();
    }
}

/// Hands on what comes until one side ends or `pass` refuses it; then both sides end.
fn copy(mut from: &TcpStream, mut to: &TcpStream, pass: impl Fn(&[u8]) -> bool) {
    let mut bytes = vec![0; 64 * 1024];
    while let Ok(length @ 1..) = from.read(&mut bytes) {
        if !pass(&bytes[..length]) || to.write_all(&bytes[..length]).is_err() {
            break;
        }
    }
    let _ = from.shutdown(Shutdown::Both);
    let _ = to.shutdown(Shutdown::Both);
}

fn contains(bytes: &[u8], wanted: &[u8]) -> bool {
    bytes.windows(wanted.len()).any(|it| it == wanted)
}
