//! What a running server is made of.

use std::{
    collections::BTreeMap,
    path::PathBuf,
    sync::{Arc, OnceLock, PoisonError, RwLock},
};

use axum::Router;
use rand_core::UnwrapErr;
use sanad_blobs::Blobs;
use sanad_client::trust::log_origin;
use sanad_domain::TeamId;
use sanad_plain::door::Door;
use sanad_protocol::Code;
use sanad_store::{
    Store, StoreError,
    commit::{Committer, LogSigner},
};

use crate::{
    events::Events, headers, intake_limits::IntakeLimits, keys::ServerKeys, problem::Problem,
    utc_offset::UtcOffset,
};

/// Where the time comes from.
pub trait Clock: Send + Sync {
    /// Unix seconds.
    fn now(&self) -> u64;
}

/// The machine's clock.
#[derive(Debug, Clone, Copy)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "this is the one place where the machine's clock is read")]
    fn now(&self) -> u64 {
        let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
        since.map_or(0, |it| it.as_secs())
    }
}

/// What a team may configure.
#[derive(Debug, Clone)]
pub struct Config {
    /// Origins under which clients reach this server, `https://…` without a slash at the end.
    pub origins: Vec<String>,
    /// Neutral site to which *leave quickly* goes.
    pub leave_to: String,
    /// Title of her pages: neutral, chosen by the team.
    pub title: String,
    /// The page says that this is a demonstration.
    pub demo: bool,
    /// Bytes of the disk that are kept for words: below it no file is taken.
    pub disk_reserve: u64,
    /// Take the client's address from the last hop of `Forwarded`/`X-Forwarded-For`.
    pub trusted_proxy: bool,
    /// Sanad's own binary, started once more for browsers in which scripts are off. `None`: their forms are
    /// not taken, and her pages say so.
    pub plain: Option<PathBuf>,
    /// Where the clocks of those stand who read times on a page without scripts.
    pub utc_offset: UtcOffset,
}

impl Default for Config {
    fn default() -> Self {
        Self {
            origins: vec![],
            leave_to: "https://www.bbc.com/weather".into(),
            title: "ملاحظات".into(),
            demo: false,
            disk_reserve: 1024 * 1024 * 1024,
            trusted_proxy: false,
            plain: None,
            utc_offset: UtcOffset::default(),
        }
    }
}

/// A server with everything it needs. Cheap to clone.
#[derive(Clone)]
pub struct Server {
    pub(crate) inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) store: Store,
    pub(crate) keys: ServerKeys,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) config: Config,
    pub(crate) events: Events,
    pub(crate) limits: IntakeLimits,
    pub(crate) blobs: Blobs,
    pub(crate) door: Option<Door>,
    pub(crate) set_up_token: Option<String>,
    team: OnceLock<(TeamId, Committer)>,
    names: RwLock<BTreeMap<String, String>>,
}

impl Server {
    /// Starts on a store. `set_up_token` lets the first coordinator found the team, if there is none yet.
    pub async fn start(
        store: Store,
        blobs: Blobs,
        keys: ServerKeys,
        clock: Arc<dyn Clock>,
        mut config: Config,
        set_up_token: Option<String>,
    ) -> Result<Self, StoreError> {
        let team = store.team_id().await?;
        let limits = IntakeLimits::new(&keys);
        let events = Events::new();
        let door = config.plain.clone().map(Door::new);
        // The process answers challenges under an origin too. Where no public one is known, under this: no
        // browser reaches a server by it.
        if door.is_some() && config.origins.is_empty() {
            config.origins.push("plain:".into());
        }
        let inner = Inner {
            store,
            keys,
            clock,
            config,
            events,
            limits,
            blobs,
            door,
            set_up_token,
            team: OnceLock::new(),
            names: RwLock::default(),
        };
        let server = Self { inner: Arc::new(inner) };
        if let Some(team) = team {
            server.begin(team).await?;
        }
        server.sweep_hourly();
        Ok(server)
    }

    /// Deletes what has expired, now and every hour.
    fn sweep_hourly(&self) {
        let inner = Arc::downgrade(&self.inner);
        tokio::spawn(async move {
            let mut hours = tokio::time::interval(std::time::Duration::from_secs(3600));
            loop {
                hours.tick().await;
                let Some(inner) = inner.upgrade() else { return };
                let server = Self { inner };
                let expired = server.inner.store.sweep(server.now()).await;
                if expired.is_err() || server.sweep_blobs().await.is_err() {
                    tracing::warn!("what has expired could not be deleted");
                }
            }
        });
    }

    /// Deletes the bytes of destroyed cases now; what fails is found again by the hourly sweep.
    pub(crate) fn sweep_soon(&self) {
        let server = self.clone();
        tokio::spawn(async move {
            if server.sweep_blobs().await.is_err() {
                tracing::warn!("files of a destroyed case could not be deleted yet");
            }
        });
    }

    async fn sweep_blobs(&self) -> Result<(), Problem> {
        // Before the team is founded there are no files.
        let Ok(team) = self.team() else { return Ok(()) };
        for blob in self.store().doomed_blobs(team, self.now()).await? {
            self.inner.blobs.delete(blob).await?;
            self.store().forget_blob(team, blob).await?;
        }
        Ok(())
    }

    /// Whether a team was founded here.
    pub fn is_set_up(&self) -> bool {
        self.inner.team.get().is_some()
    }

    /// The team is known from now on.
    pub(crate) async fn begin(&self, team: TeamId) -> Result<(), StoreError> {
        self.inner.team.get_or_init(|| (team, self.committer(team)));
        self.read_names(team).await
    }

    /// The team's public names, as its chain states them now.
    pub(crate) async fn read_names(&self, team: TeamId) -> Result<(), StoreError> {
        let names = self.inner.store.verified_team(team).await?.team.names.clone();
        *self.inner.names.write().unwrap_or_else(PoisonError::into_inner) = names;
        Ok(())
    }

    /// Public name of the team in a language, or in any.
    pub(crate) fn team_name(&self, lang: &str) -> String {
        let names = self.inner.names.read().unwrap_or_else(PoisonError::into_inner);
        names.get(lang).or_else(|| names.values().next()).cloned().unwrap_or_default()
    }

    /// A committer for a team that may only be beginning.
    pub(crate) fn committer(&self, team: TeamId) -> Committer {
        let signer = LogSigner { origin: log_origin(&team), key: self.inner.keys.log.clone() };
        let clock = Arc::clone(&self.inner.clock);
        Committer::start(self.inner.store.clone(), team, signer, Arc::new(move || clock.now()))
    }

    /// The team's committer, for what runs in the same process and is not a request: the demo's story.
    /// `None` while there is no team.
    pub fn beside(&self) -> Option<Committer> {
        self.inner.team.get().map(|it| it.1.clone())
    }

    /// What is stored to find the case that stage 1 of a receipt leads to.
    pub fn stored_lookup(&self, stage_1: &[u8; 32]) -> [u8; 32] {
        self.inner.keys.mac("lookup", stage_1)
    }

    pub(crate) fn team(&self) -> Result<TeamId, Problem> {
        self.inner.team.get().map(|it| it.0).ok_or_else(|| Code::NotSetUp.into())
    }

    pub(crate) fn commit(&self) -> Result<&Committer, Problem> {
        self.inner.team.get().map(|it| &it.1).ok_or_else(|| Code::NotSetUp.into())
    }

    pub(crate) fn now(&self) -> u64 {
        self.inner.clock.now()
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }
}

/// The operating system's randomness; a machine without it cannot serve.
pub(crate) fn system_rng() -> UnwrapErr<getrandom::SysRng> {
    UnwrapErr(getrandom::SysRng)
}

/// 32 random bytes.
pub(crate) fn random_32() -> [u8; 32] {
    use rand_core::Rng as _;
    let mut out = [0; 32];
    system_rng().fill_bytes(&mut out);
    out
}

/// Every route of the server.
pub fn router(server: Server) -> Router {
    Router::new()
        .nest(sanad_protocol::PREFIX, crate::api::routes())
        .merge(crate::page::routes())
        .route("/healthz", axum::routing::get(crate::api::health::healthz))
        .layer(axum::middleware::from_fn(headers::set))
        .layer(tower_http::compression::CompressionLayer::new())
        .layer(tower_http::catch_panic::CatchPanicLayer::new())
        .with_state(server)
}
