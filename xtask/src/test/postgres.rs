//! A throw-away PostgreSQL cluster: on loopback, on a free port, without fsync, gone at the end also when a test fails.
//! PostgreSQL refuses to run as root, so as root it is started as `postgres` or `nobody`; its folder is then below
//! the system's temporary one, because that user may not enter ours.
use crate::{
    shell::{self, Shell},
    system,
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    io::Read,
    net::TcpListener,
    path::{Path, PathBuf},
    process::Child,
    time::{Duration, Instant},
};

pub(super) struct Cluster {
    server: Child,
    folder: PathBuf,
    bin: PathBuf,
    port: u16,
    password: String,
}

impl Cluster {
    /// Finds or installs PostgreSQL, makes a cluster and waits until it answers.
    pub(super) fn start() -> Result<Self> {
        let bin = match binaries() {
            Some(bin) => bin,
            None => {
                system::install("postgresql", "the tests need PostgreSQL's server programs")?;
                binaries().context("PostgreSQL is installed, but initdb is neither on PATH nor in /usr/lib/postgresql")?
            }
        };
        let user = if system::is_root() { Some(User::find()?) } else { None };
        let folder = std::env::temp_dir().join(format!("terang-pg-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("temporary folder {}", folder.display()))?;
        let password = random_word()?;
        fs::write(folder.join("password"), &password)?;
        if let Some(user) = &user {
            Shell::new("chown").args(["-R", &user.ids()]).arg(&folder).read()?;
        }
        let call = |program: &str| call_as(user.as_ref(), &bin.join(program), &folder);
        // Locale C: the same order of text as SQLite's, on every machine.
        call("initdb")
            .args(["-D", "data", "-U", "terang", "--auth=scram-sha-256", "--pwfile=password"])
            .args(["-E", "UTF8", "--locale=C", "--no-sync"])
            .read()?;
        let port = free_port()?;
        let mut server = call("postgres").args(["-D", "data", "-p", &port.to_string()]);
        for setting in [
            "listen_addresses=127.0.0.1",
            "unix_socket_directories=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=200",
        ] {
            server = server.args(["-c", setting]);
        }
        let log = folder.join("server.log");
        let server = server.start(&log)?;
        let mut cluster = Self { server, folder, bin, port, password };
        cluster.wait(&log)?;
        Ok(cluster)
    }

    /// The superuser's address of one of its databases.
    pub(super) fn url(&self, database: &str) -> String {
        format!("postgres://terang:{}@127.0.0.1:{}/{database}", self.password, self.port)
    }

    /// Makes an empty database and returns its address.
    pub(super) fn create(&self, database: &str) -> Result<String> {
        self.ask(&format!("CREATE DATABASE {database}"))?;
        Ok(self.url(database))
    }

    fn ask(&self, statement: &str) -> Result<String> {
        Shell::new(self.bin.join("psql"))
            .args(["-X", "-q", "-A", "-t", "-h", "127.0.0.1", "-p", &self.port.to_string(), "-U", "terang"])
            .args(["-d", "postgres", "-c", statement])
            .env("PGPASSWORD", &self.password)
            .read()
    }

    fn wait(&mut self, log: &Path) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(60);
        loop {
            match self.ask("SELECT 1") {
                Ok(_) => return Ok(()),
                Err(error) if Instant::now() > end || self.server.try_wait()?.is_some() => {
                    let log = fs::read_to_string(log).unwrap_or_default();
                    return Err(error).with_context(|| format!("PostgreSQL does not answer; its log:\n{log}"));
                }
                Err(_) => std::thread::sleep(Duration::from_millis(100)),
            }
        }
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        shell::stop(&mut self.server, "INT", 20); // INT: end the sessions and shut down
        if let Err(error) = fs::remove_dir_all(&self.folder) {
            println!("{} could not be removed: {error}", self.folder.display());
        }
    }
}

/// The folder with initdb, postgres and psql: PATH first, then Debian's folders, the newest version first.
fn binaries() -> Option<PathBuf> {
    let whole = |dir: &PathBuf| ["initdb", "postgres", "psql"].iter().all(|program| dir.join(program).is_file());
    let on_path = system::find("initdb").and_then(|file| file.canonicalize().ok()).and_then(|file| Some(file.parent()?.to_path_buf()));
    let mut versions: Vec<(u32, PathBuf)> = fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten()
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .collect();
    versions.sort();
    on_path.into_iter().chain(versions.into_iter().rev().map(|(_, dir)| dir)).find(whole)
}

/// The account that the server runs as when we are root.
struct User {
    name: &'static str,
    group: String,
}

impl User {
    fn find() -> Result<Self> {
        for name in ["postgres", "nobody"] {
            if let Ok(group) = Shell::new("id").args(["-g", name]).read() {
                return Ok(Self { name, group });
            }
        }
        bail!("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it as")
    }

    fn ids(&self) -> String {
        format!("{}:{}", self.name, self.group)
    }
}

/// The program as that user; `setpriv` becomes it, so the child we hold is the server itself, and it ends with us.
fn call_as(user: Option<&User>, program: &Path, folder: &Path) -> Shell {
    let call = match user {
        None => Shell::new(program),
        Some(user) => {
            Shell::new("setpriv").args(["--reuid", user.name, "--regid", &user.group, "--clear-groups", "--pdeathsig", "INT"]).arg(program)
        }
    };
    call.dir(folder).env("LC_ALL", "C")
}

/// A port that was free a moment ago.
pub(super) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

/// 32 hex digits from the system.
fn random_word() -> Result<String> {
    let mut bytes = [0_u8; 16];
    fs::File::open("/dev/urandom")?.read_exact(&mut bytes)?;
    ensure!(bytes != [0; 16], "the system's random source gives zeros");
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}
