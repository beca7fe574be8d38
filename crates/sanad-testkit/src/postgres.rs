//! PostgreSQL for tests: one cluster for a process, started when first asked for, one database for a test.
//!
//! The cluster ends with the process, however that ends: a small shell waits on a pipe that only this
//! process holds open, and then stops the cluster and removes its folder.

use std::{
    env, fs,
    os::unix::{fs::MetadataExt as _, process::CommandExt as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{
        OnceLock,
        atomic::{AtomicU32, Ordering},
    },
};

use sea_orm::{ConnectionTrait as _, DbBackend, Statement};

use crate::{folder::Folder, port::free_port, tables::connect};

/// Set to `1` where PostgreSQL is not there: its tests say SKIPPED and pass.
pub const SKIP: &str = "SANAD_SKIP_POSTGRES";

/// `cat` returns when the last writer of the pipe is gone: this process.
const WATCHDOG: &str = r#"
cat >/dev/null
pid=$(head -n 1 "$1/data/postmaster.pid" 2>/dev/null)
if [ -n "$pid" ]; then
  kill -QUIT "$pid" 2>/dev/null
  tries=0
  while kill -0 "$pid" 2>/dev/null && [ "$tries" -lt 100 ]; do
    sleep 0.1
    tries=$((tries + 1))
  done
fi
rm -rf "$1"
"#;

/// A running cluster.
#[derive(Debug)]
pub struct Cluster {
    folder: PathBuf,
    port: u16,
    /// Holds the pipe open.
    _watchdog: Child,
}

/// The cluster of this process; `None` where [`SKIP`] is set.
pub fn cluster() -> Option<&'static Cluster> {
    static CLUSTER: OnceLock<Option<Cluster>> = OnceLock::new();
    let skipped = env::var_os(SKIP).is_some_and(|it| it == "1");
    CLUSTER.get_or_init(|| (!skipped).then(Cluster::start)).as_ref()
}

impl Cluster {
    /// Everything that the cluster writes: its data and its log.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Makes an empty database and gives its address.
    pub async fn fresh_database(&self) -> String {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!("t{}", COUNT.fetch_add(1, Ordering::Relaxed));
        let db = connect(&self.url("postgres")).await;
        // Nobody is ever connected to template0, so that this works for several tests at once.
        let sql = format!("CREATE DATABASE {name} TEMPLATE template0");
        db.execute_unprepared(&sql).await.expect("a new database");
        db.close().await.expect("closes");
        self.url(&name)
    }

    /// Writes everything that is in memory to disk.
    pub async fn checkpoint(&self) {
        let db = connect(&self.url("postgres")).await;
        db.execute_unprepared("CHECKPOINT").await.expect("a checkpoint");
        db.close().await.expect("closes");
    }

    fn url(&self, database: &str) -> String {
        format!("postgres://sanad@127.0.0.1:{}/{database}", self.port)
    }

    fn start() -> Self {
        let tools = tools().unwrap_or_else(|| {
            panic!(
                "PostgreSQL is not here: neither PATH nor /usr/lib/postgresql/*/bin has initdb and pg_ctl. \
                 Install it, or set {SKIP}=1 to skip what needs it."
            )
        });
        let folder = Folder::make();
        // initdb refuses to run as root; who owns a new folder is who runs this.
        let root = fs::metadata(folder.path()).expect("the new folder").uid() == 0;
        if root {
            done(Command::new("chown").arg("postgres:").arg(folder.path()), "chown to the user postgres");
        }
        let folder = folder.into_path();
        let watchdog = watch(&folder);
        let data = folder.join("data");
        let mut initdb = tool(&tools.join("initdb"), root, &folder);
        initdb.arg("-D").arg(&data);
        initdb.args(["-U", "sanad", "--auth=trust", "--no-sync", "--encoding=UTF8", "--no-locale"]);
        done(&mut initdb, "initdb");
        let log = folder.join("postgres.log");
        let mut last = String::new();
        for _ in 0..5 {
            let port = free_port();
            let options = format!(
                "-F -p {port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c max_connections=300"
            );
            let mut start = tool(&tools.join("pg_ctl"), root, &folder);
            start
                .arg("-D")
                .arg(&data)
                .arg("-l")
                .arg(&log)
                .args(["-w", "-t", "60", "-s", "-o", &options, "start"]);
            match run(&mut start) {
                Ok(()) => return Self { folder, port, _watchdog: watchdog },
                // Somebody took the port in between.
                Err(error) => last = format!("{error}\n{}", fs::read_to_string(&log).unwrap_or_default()),
            }
        }
        panic!("PostgreSQL does not start: {last}")
    }
}

/// Keeps columns of a database as they are: what the engine compresses could hide from a search of the disk.
/// Call it before there are rows.
pub async fn store_uncompressed(url: &str) {
    let db = connect(url).await;
    let columns = "SELECT table_name::text AS t, column_name::text AS c FROM information_schema.columns \
                   WHERE table_schema = 'public' AND data_type IN ('bytea', 'text')";
    let rows = db.query_all_raw(Statement::from_string(DbBackend::Postgres, columns)).await;
    let rows = rows.expect("a list of columns");
    assert!(rows.len() > 20, "the schema is there");
    for row in rows {
        let table: String = row.try_get("", "t").expect("a name");
        let column: String = row.try_get("", "c").expect("a name");
        let sql = format!("ALTER TABLE \"{table}\" ALTER COLUMN \"{column}\" SET STORAGE EXTERNAL");
        db.execute_unprepared(&sql).await.expect("another storage");
    }
    db.close().await.expect("closes");
}

/// The folder that has both tools: of PATH, else of the newest installed version.
fn tools() -> Option<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    let mut folders: Vec<PathBuf> = env::split_paths(&path).collect();
    let mut versions = vec![];
    if let Ok(entries) = fs::read_dir("/usr/lib/postgresql") {
        for entry in entries.flatten() {
            let version = entry.file_name().to_str().and_then(|it| it.parse::<u32>().ok()).unwrap_or(0);
            versions.push((version, entry.path().join("bin")));
        }
    }
    versions.sort();
    folders.extend(versions.into_iter().rev().map(|(_, folder)| folder));
    folders.into_iter().find(|it| it.join("initdb").is_file() && it.join("pg_ctl").is_file())
}

fn tool(program: &Path, root: bool, folder: &Path) -> Command {
    let mut command = if root {
        let mut command = Command::new("setpriv");
        command.args(["--reuid=postgres", "--regid=postgres", "--clear-groups"]).arg(program);
        command
    } else {
        Command::new(program)
    };
    command.env("HOME", folder).env("LC_ALL", "C").current_dir(folder).stdin(Stdio::null());
    command
}

/// The watchdog has a process group of its own, so that an interrupt at the terminal does not reach it.
fn watch(folder: &Path) -> Child {
    let mut command = Command::new("sh");
    command.arg("-c").arg(WATCHDOG).arg("sh").arg(folder);
    command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::null()).process_group(0);
    command.spawn().expect("a shell")
}

fn run(command: &mut Command) -> Result<(), String> {
    let output = command.output().map_err(|error| format!("{command:?}: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let (said, complained) =
        (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    Err(format!("{command:?}: {}\n{said}{complained}", output.status))
}

fn done(command: &mut Command, what: &str) {
    if let Err(error) = run(command) {
        panic!("{what} failed: {error}");
    }
}
