//! `sanad demo`: a believable team with synthetic cases, marked as a demonstration on every page.
//!
//! The same seed gives the same ids, plaintexts and fold. Nothing here is reachable from a real data folder:
//! a folder that was not begun by the demo is refused.

mod compose;
mod moment;
mod plan;
mod story;
mod team;
mod told;
mod voices;

use std::{
    fs,
    net::SocketAddr,
    path::PathBuf,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
};

use rand_chacha::{ChaCha20Rng, rand_core::SeedableRng as _};
use sanad_blobs::Blobs;
use sanad_store::Store;
use sanad_web::{Clock, Config, Server, SystemClock, router};
use serde::Serialize;
use tokio::net::TcpListener;

use crate::{
    data::{DataFolder, now, own_binary},
    output::{Failure, line},
};

/// What to make.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Folder for the demo; made anew.
    #[arg(long, default_value = "sanad-demo")]
    data: PathBuf,
    /// How many cases.
    #[arg(long, default_value_t = 60)]
    cases: usize,
    /// Seed: the same gives the same.
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// Address to listen on.
    #[arg(long, default_value = "127.0.0.1:8420")]
    listen: SocketAddr,
    /// The moment that counts as now, RFC 3339 or Unix seconds; the start of this hour by default.
    #[arg(long, value_parser = moment::parse)]
    clock: Option<u64>,
    /// Make the data and end.
    #[arg(long)]
    no_serve: bool,
}

/// A clock that the story sets, and that goes on by itself once the story is told.
struct DemoClock(AtomicU64);

impl Clock for DemoClock {
    fn now(&self) -> u64 {
        match self.0.load(Ordering::Relaxed) {
            0 => SystemClock.now(),
            set => set,
        }
    }
}

/// A member as `demo-members.json` lists them.
#[derive(Serialize)]
struct Listed {
    name: String,
    role: &'static str,
    passphrase: String,
    /// What is typed at sign-in.
    handle: String,
}

const MARK: &str = "this-is-a-demo";

/// Tells the story, then serves it.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let failed = |error| Failure::io(&format!("{}", args.data.display()), &error);
    if args.data.exists() {
        // Only a folder that a demo began may be emptied.
        if !args.data.join(MARK).exists() {
            return Err(Failure::usage(format!("{} is not a demo's folder", args.data.display())));
        }
        fs::remove_dir_all(&args.data).map_err(failed)?;
    }
    let folder = DataFolder::open(&args.data)?;
    fs::write(args.data.join(MARK), "").map_err(failed)?;
    let mut rng = ChaCha20Rng::seed_from_u64(args.seed);
    let keys = folder.keys_from(sanad_web::ServerKeys::generate_secret(&mut rng))?;
    let store = Store::open(&folder.database_url()).await?;
    let listener = TcpListener::bind(args.listen).await.map_err(|error| Failure::io("listening", &error))?;
    let port = listener.local_addr().map_err(|error| Failure::io("listening", &error))?.port();
    let url = format!("http://localhost:{port}");
    let end = args.clock.unwrap_or_else(|| now() - now() % 3600);
    if end < 3 * plan::YEAR {
        return Err(Failure::usage("the story goes back two years: --clock must be later than 1973"));
    }
    let clock = Arc::new(DemoClock(AtomicU64::new(end - 2 * plan::YEAR)));
    let plain = Some(own_binary()?);
    let config = Config { origins: vec![url.clone()], demo: true, plain, ..Config::default() };
    let token = "demo".to_owned();
    let shared: Arc<dyn Clock> = Arc::clone(&clock) as Arc<dyn Clock>;
    let blobs = Blobs::in_folder(&folder.blobs())?;
    let server = Server::start(store.clone(), blobs, keys, shared, config, Some(token.clone())).await?;
    let app = router(server.clone()).into_make_service_with_connect_info::<SocketAddr>();
    let served = tokio::spawn(async move { axum::serve(listener, app).await });

    let team = team::found(&url, &token, (clock.now(), end), &mut rng).await?;
    let listed: Vec<Listed> = team.members.iter().map(team::Member::listed).collect();
    let json =
        serde_json::to_string_pretty(&listed).map_err(|error| Failure::new("internal", error.to_string()))?;
    fs::write(args.data.join("demo-members.json"), json).map_err(failed)?;
    let set = |at| clock.0.store(at, Ordering::Relaxed);
    let receipts = story::tell(&server, team, args.cases, end, set, &mut rng).await?;

    line(format!("{} invented cases of an invented team are in {}", args.cases, args.data.display()));
    line(format!("her pages:  {url}/"));
    line(format!("the desk:   {url}/desk/"));
    listed.iter().for_each(|it| line(format!("  {} ({}): {}", it.handle, it.role, it.passphrase)));
    receipts.iter().for_each(|it| line(format!("receipt: {it}")));
    if args.no_serve {
        return Ok(store.close().await?);
    }
    clock.0.store(0, Ordering::Relaxed);
    let served = served.await.map_err(|error| Failure::new("internal", error.to_string()))?;
    served.map_err(|error| Failure::io("serving", &error))
}
