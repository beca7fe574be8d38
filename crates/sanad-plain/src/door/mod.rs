//! The server's side: jobs go through one by one, to a process that is started when it is needed and started
//! again when it died.

mod queue;

use std::{
    path::{Path, PathBuf},
    process::Stdio,
    sync::Arc,
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    process::{Child, ChildStdin, ChildStdout, Command},
    sync::Mutex,
};
use zeroize::Zeroizing;

use crate::{
    frame::{self, FrameError},
    wire::{Answered, Call, FromChild, Job, Reply, ToChild},
};
use queue::FairQueue;
pub use queue::SourceKey;

/// Argument with which the binary is the process and nothing else.
pub const CHILD: &str = "plain-child";
/// A job that takes longer ends the process. Two derivations take a second on a slow machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// The way to the process. Dropped, it ends the process.
pub struct Door {
    program: PathBuf,
    queue: Arc<FairQueue>,
    running: Arc<Mutex<Option<Running>>>,
}

impl Door {
    /// `program` is Sanad's own binary.
    pub fn new(program: PathBuf) -> Self {
        Self { program, queue: Arc::default(), running: Arc::default() }
    }

    /// Gives a job and waits for its reply; [`Reply::Busy`] where too many wait. `serve` answers what the
    /// process asks of the server's interface.
    ///
    /// Whoever stops waiting before the turn came leaves nothing behind; a job that began is done to its end.
    pub async fn ask<S, F>(&self, source: SourceKey, job: Job, serve: S) -> Reply
    where
        S: Fn(Call) -> F + Send + Sync + 'static,
        F: Future<Output = Answered> + Send + 'static,
    {
        let Some(place) = self.queue.enter(source) else { return Reply::Busy };
        let Some(turn) = place.turn().await else { return Reply::Busy };
        let (program, running) = (self.program.clone(), Arc::clone(&self.running));
        let done = tokio::spawn(async move {
            let reply = converse(&mut *running.lock().await, &program, job, &serve).await;
            drop(turn);
            reply
        });
        // An error means that the task panicked: what became of the job is not known.
        done.await.unwrap_or(Reply::Failed)
    }
}

/// One job from beginning to end, with a process that lives.
async fn converse<S, F>(slot: &mut Option<Running>, program: &Path, job: Job, serve: &S) -> Reply
where
    S: Fn(Call) -> F + Send + Sync,
    F: Future<Output = Answered> + Send,
{
    let alive = slot.take().and_then(|mut it| it.lives().then_some(it));
    let started = match alive {
        Some(running) => Ok(running),
        None => Running::start(program),
    };
    let mut running = match started {
        Ok(running) => running,
        Err(error) => {
            tracing::error!(kind = ?error.kind(), "the process for pages without scripts does not start");
            return Reply::Busy;
        }
    };
    let mut wrote = false;
    match tokio::time::timeout(PATIENCE, running.work(job, serve, &mut wrote)).await {
        Ok(Ok(reply)) => {
            *slot = Some(running);
            reply
        }
        Ok(Err(_)) | Err(_) => {
            tracing::warn!("the process for pages without scripts ended; the next job starts another");
            // "Nothing was stored" is said only where that is certain.
            if wrote { Reply::Failed } else { Reply::Busy }
        }
    }
}

/// The process and the two ends of its line. Killed when dropped.
struct Running {
    process: Child,
    to: ChildStdin,
    from: ChildStdout,
}

impl Running {
    fn start(program: &Path) -> std::io::Result<Self> {
        let mut process = Command::new(program)
            .arg(CHILD)
            .env_clear()
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            // A panic's message could quote what she wrote.
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()?;
        let gone = || std::io::Error::from(std::io::ErrorKind::BrokenPipe);
        let to = process.stdin.take().ok_or_else(gone)?;
        let from = process.stdout.take().ok_or_else(gone)?;
        Ok(Self { process, to, from })
    }

    fn lives(&mut self) -> bool {
        matches!(self.process.try_wait(), Ok(None))
    }

    /// Gives the job and answers calls until the reply. `wrote` tells whether an entry may stand by then.
    async fn work<S, F>(&mut self, job: Job, serve: &S, wrote: &mut bool) -> Result<Reply, FrameError>
    where
        S: Fn(Call) -> F + Send + Sync,
        F: Future<Output = Answered> + Send,
    {
        match self.send(&ToChild::Job(job)).await {
            Err(FrameError::TooLong) => return Ok(Reply::TooLong),
            sent => sent?,
        }
        loop {
            let call = match self.receive().await? {
                FromChild::Reply(reply) => return Ok(reply),
                FromChild::Call(call) => call,
            };
            *wrote |= call.writes();
            let answered = serve(call).await;
            match self.send(&ToChild::Answered(answered)).await {
                // A case of this size does not open here.
                Err(FrameError::TooLong) => {
                    self.send(&ToChild::Answered(Answered::refused("internal"))).await?;
                }
                sent => sent?,
            }
        }
    }

    /// A frame that is too long is not begun.
    async fn send(&mut self, value: &ToChild) -> Result<(), FrameError> {
        let frame = frame::encode(value)?;
        self.to.write_all(&frame).await.map_err(|_| FrameError::Gone)?;
        self.to.flush().await.map_err(|_| FrameError::Gone)
    }

    async fn receive(&mut self) -> Result<FromChild, FrameError> {
        let mut len = [0; 4];
        self.from.read_exact(&mut len).await.map_err(|_| FrameError::Gone)?;
        let mut body = Zeroizing::new(vec![0u8; frame::announced(len)?]);
        self.from.read_exact(&mut body).await.map_err(|_| FrameError::Gone)?;
        frame::decode(&body)
    }
}
