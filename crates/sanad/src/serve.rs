//! `sanad serve`.

use std::{net::SocketAddr, path::PathBuf, sync::Arc};

use rand_core::Rng as _;
use sanad_blobs::Blobs;
use sanad_store::Store;
use sanad_web::{Config, Server, SystemClock, UtcOffset, router};
use tokio::net::TcpListener;

use crate::{
    data::{DataFolder, own_binary, system_rng},
    output::{Failure, line},
};

/// Options of the server; none is needed.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Data folder; made if it is not there.
    #[arg(long, default_value = "sanad-data")]
    data: PathBuf,
    /// Address to listen on; port 0 takes a free one.
    #[arg(long, default_value = "127.0.0.1:8420")]
    listen: SocketAddr,
    /// `postgres://…` instead of the embedded database.
    #[arg(long)]
    database: Option<String>,
    /// `s3://bucket/prefix` for sealed files instead of the data folder.
    #[arg(long)]
    blobs: Option<String>,
    /// Origin under which the world reaches this server, `https://…`; may be given several times.
    #[arg(long)]
    public_url: Vec<String>,
    /// Neutral site to which "leave quickly" goes.
    #[arg(long)]
    leave_to: Option<String>,
    /// Neutral title of the person's pages.
    #[arg(long)]
    title: Option<String>,
    /// Take clients' addresses from the proxy in front (for limits only).
    #[arg(long)]
    trusted_proxy: bool,
    /// Take nothing from browsers in which scripts are off: the pages say so then.
    #[arg(long)]
    no_plain: bool,
    /// Offset from UTC of the times on pages without scripts; Baghdad's by default.
    #[arg(long, default_value = "+03:00", allow_hyphen_values = true)]
    utc_offset: UtcOffset,
}

/// Runs until the process is told to end.
pub(crate) async fn run(args: Args) -> Result<(), Failure> {
    let folder = DataFolder::open(&args.data)?;
    let keys = folder.keys()?;
    let store = Store::open(&args.database.clone().unwrap_or_else(|| folder.database_url())).await?;
    let blobs = match &args.blobs {
        Some(address) => Blobs::open(address)?,
        None => Blobs::in_folder(&folder.blobs())?,
    };
    let told = told_to_end();
    let listener = TcpListener::bind(args.listen).await.map_err(|error| Failure::io("listening", &error))?;
    let address = listener.local_addr().map_err(|error| Failure::io("listening", &error))?;
    let local = format!("http://localhost:{}", address.port());
    let origins = origins(&args.public_url, address);
    let defaults = Config::default();
    let config = Config {
        origins,
        leave_to: args.leave_to.unwrap_or(defaults.leave_to),
        title: args.title.unwrap_or(defaults.title),
        trusted_proxy: args.trusted_proxy,
        demo: false,
        plain: if args.no_plain { None } else { Some(own_binary()?) },
        utc_offset: args.utc_offset,
        ..defaults
    };
    let token = set_up_token();
    let server =
        Server::start(store.clone(), blobs, keys, Arc::new(SystemClock), config, Some(token.clone())).await?;
    line(format!("listening on {local}"));
    if !server.is_set_up() {
        line("the team is not set up yet. The first coordinator opens this link, once:");
        line(format!("{local}/desk/#setup={token}"));
    }
    let app = router(server).into_make_service_with_connect_info::<SocketAddr>();
    let served = axum::serve(listener, app).with_graceful_shutdown(told).await;
    served.map_err(|error| Failure::io("serving", &error))?;
    Ok(store.close().await?)
}

/// Origins of public addresses, and the loopback ones of this machine.
fn origins(public: &[String], address: SocketAddr) -> Vec<String> {
    let port = address.port();
    let mut origins: Vec<String> = public.iter().map(|it| it.trim_end_matches('/').to_owned()).collect();
    if address.ip().is_loopback() {
        origins.push(format!("http://localhost:{port}"));
        origins.push(format!("http://127.0.0.1:{port}"));
    }
    origins
}

/// 128 random bits in hexadecimal.
fn set_up_token() -> String {
    let mut bytes = [0; 16];
    system_rng().fill_bytes(&mut bytes);
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Listens for signals that end the server from the call on, not from the first await: a server that answers
/// already must not be torn away by the first of them.
fn told_to_end() -> impl Future<Output = ()> + Send {
    let interrupt = tokio::signal::ctrl_c();
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let terminate = signal(SignalKind::terminate());
        async move {
            let Ok(mut terminate) = terminate else {
                let _ = interrupt.await;
                return;
            };
            tokio::select! {
                _ = interrupt => {}
                _ = terminate.recv() => {}
            }
        }
    }
    #[cfg(not(unix))]
    async move {
        let _ = interrupt.await;
    }
}
