//! `sanad person`: what the person does, without a browser.

mod attach;
mod destroy;
mod rekey;
mod say;
mod show;
mod tell;

use sanad_client::{
    Trust,
    back::{Returning, case_path, reader, writer},
    compose::Composed,
    file::{OpenFile, open},
};
use sanad_crypto::safe::{
    answer::Ack,
    entry::BlobRef,
    receipt::{PersonKeys, Receipt},
};
use sanad_domain::{
    CaseId, Lane,
    case::{Body, Message},
};
use sanad_protocol::{
    case::{Appended, CaseFile},
    person::{Challenge, Session},
};

use crate::{
    data::{now, system_rng},
    output::Failure,
    remote::Remote,
};

/// Which of them.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    command: Command,
}

#[derive(clap::Subcommand)]
enum Command {
    /// Tell what is happening; prints the receipt.
    Tell(tell::Args),
    /// Show the conversation and who opened the file.
    Show(show::Args),
    /// Say something more.
    Say(say::Args),
    /// Send files.
    Attach(attach::Args),
    /// Another number for the case: the old one may have been seen.
    Rekey(rekey::Args),
    /// Have everything destroyed.
    Destroy(destroy::Args),
}

/// Runs one.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    match args.command {
        Command::Tell(args) => tell::run(args).await,
        Command::Show(args) => show::run(args).await,
        Command::Say(args) => say::run(args).await,
        Command::Attach(args) => attach::run(args).await,
        Command::Rekey(args) => rekey::run(args).await,
        Command::Destroy(args) => destroy::run(args).await,
    }
}

/// Whose case, and how what comes of it is printed.
#[derive(clap::Args)]
struct Whose {
    /// Server, `https://…`.
    #[arg(long)]
    server: String,
    /// The receipt, in any way of writing it.
    #[arg(long)]
    receipt: String,
    /// Machine-readable output.
    #[arg(long)]
    json: bool,
}

/// A visit with a receipt.
pub(crate) struct Visit {
    pub(crate) trust: Trust,
    pub(crate) remote: Remote,
    pub(crate) keys: PersonKeys,
    case: CaseId,
}

impl Visit {
    /// Signs in.
    async fn begin(Whose { server, receipt, .. }: &Whose) -> Result<Self, Failure> {
        let receipt = Receipt::parse(receipt).map_err(|error| Failure::new("receipt", error.to_string()))?;
        let remote = Remote::new(server)?;
        let trust = remote.trust(None).await?;
        let returning = Returning::new(&trust, receipt)?;
        let challenge: Challenge = remote.post("/person/challenge", &returning.ask()).await?;
        let (keys, answer) = returning.answer(&trust, remote.origin(), &challenge)?;
        let session: Session = remote.post("/person/session", &answer).await?;
        Ok(Self::with(trust, remote, session, keys))
    }

    /// The visit of a session that is there already: of a case that was just told.
    pub(crate) fn with(trust: Trust, remote: Remote, session: Session, keys: PersonKeys) -> Self {
        Self { trust, remote: remote.with_token(session.token), keys, case: session.case }
    }

    /// Reads the case.
    pub(crate) async fn file(&mut self) -> Result<OpenFile, Failure> {
        // Members may have joined since: their cards are needed to know who speaks.
        self.trust = self.remote.trust(Some(&self.trust.team.fingerprint())).await?;
        let file: CaseFile = self.remote.get(&case_path(&self.trust, &self.keys)).await?;
        Ok(open(&self.trust, &file, &reader(&self.keys))?)
    }

    /// Says something; composed anew where the case went on meanwhile, since what she says does not depend
    /// on it.
    pub(crate) async fn say(&mut self, body: Body) -> Result<Ack, Failure> {
        self.send(|visit, file| {
            let rng = &mut system_rng();
            writer(file, &visit.keys).entry(&visit.trust, file, Lane::Shared, body.clone(), now(), rng)
        })
        .await
    }

    /// The same with files that are complete on the server.
    async fn say_with(&mut self, message: Message, blobs: Vec<BlobRef>) -> Result<Ack, Failure> {
        self.send(|visit, file| {
            let (message, blobs, rng) = (message.clone(), blobs.clone(), &mut system_rng());
            writer(file, &visit.keys).say(&visit.trust, file, message, blobs, now(), rng)
        })
        .await
    }

    async fn send(
        &mut self,
        compose: impl Fn(&Self, &mut OpenFile) -> Result<Composed, sanad_client::ClientError>,
    ) -> Result<Ack, Failure> {
        let path = format!("/cases/{}/entries", self.case);
        loop {
            let mut file = self.file().await?;
            let composed = compose(self, &mut file)?;
            match self.remote.post::<Appended>(&path, &composed.append).await {
                Ok(answer) => {
                    return Ok(sanad_client::tell::check_ack(&self.trust, &answer, &composed.hash)?);
                }
                Err(failure) if failure.code == "conflict" => {}
                Err(failure) => return Err(failure),
            }
        }
    }
}
