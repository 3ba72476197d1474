//! A Terang server as a process of its own, on the first core: what is measured is the program that is shipped.
use crate::load;
use anyhow::{Context, Result, bail, ensure};
use http::{Method, StatusCode};
use std::{
    net::{SocketAddr, TcpListener},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

/// Where things are.
pub(crate) struct Place {
    pub(crate) terang: PathBuf,
    pub(crate) site: PathBuf,
    pub(crate) dir: PathBuf,
    pub(crate) packs: PathBuf,
}

impl Place {
    /// An empty folder for a database.
    pub(crate) fn fresh(&self, name: &str) -> Result<PathBuf> {
        let dir = self.dir.join(name);
        if dir.exists() {
            std::fs::remove_dir_all(&dir)?;
        }
        std::fs::create_dir_all(&dir)?;
        Ok(dir.canonicalize()?)
    }

    /// The server's program with the settings of a database folder; limits are out of the way, and the log says only
    /// what is wrong.
    pub(crate) fn terang(&self, data: &Path) -> Result<Command> {
        let mut command = on_core(0, &self.terang);
        command
            .env("TERANG_DATA", data)
            .env("TERANG_DATABASE_URL", database(data))
            .env("TERANG_SITE", self.site.canonicalize()?)
            .env("TERANG_PACKS", self.packs.canonicalize()?)
            .env("TERANG_DEMO", "true")
            .env("TERANG_DEMO_FACTOR", "1000000")
            .env("TERANG_LOG", "warn");
        Ok(command)
    }
}

/// Where a folder says that its database is elsewhere.
const ELSEWHERE: &str = "database.url";

/// The address of a folder's database.
pub(crate) fn database(data: &Path) -> String {
    let own = || format!("sqlite://{}", data.join("terang.db").display());
    std::fs::read_to_string(data.join(ELSEWHERE)).map_or_else(|_| own(), |url| url.trim().to_owned())
}

/// Lets a folder's database be elsewhere.
pub(crate) fn elsewhere(data: &Path, url: &str) -> Result<()> {
    Ok(std::fs::write(data.join(ELSEWHERE), url)?)
}

/// A program on one core, where the system can say so.
pub(crate) fn on_core(core: usize, program: &Path) -> Command {
    if Path::new("/usr/bin/taskset").exists() {
        let mut command = Command::new("taskset");
        command.arg("-c").arg(core.to_string()).arg(program);
        command
    } else {
        Command::new(program)
    }
}

/// A running server; ended when dropped.
pub(crate) struct Served {
    child: Child,
    pub(crate) address: SocketAddr,
    /// From the start of the process to its first answer that it is ready.
    pub(crate) ready_after: Duration,
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Served {
    /// Starts it and waits until `ready` answers.
    pub(crate) async fn start(mut command: Command, address: SocketAddr, ready: &str) -> Result<Self> {
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let begun = Instant::now();
        let child = command.spawn().context("start a server")?;
        let mut served = Self { child, address, ready_after: Duration::ZERO };
        while begun.elapsed() < Duration::from_secs(30) {
            if let Some(status) = served.child.try_wait()? {
                bail!("the server ended at once: {status}");
            }
            if let Ok((StatusCode::OK, _)) = load::ask(address, load::request(Method::GET, ready, None, None)?).await {
                served.ready_after = begun.elapsed();
                return Ok(served);
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        bail!("the server was not ready within 30 s")
    }

    /// A Terang server on a folder's database.
    pub(crate) async fn terang(place: &Place, data: &Path) -> Result<Self> {
        let address = free()?;
        let mut command = place.terang(data)?;
        command.arg("serve").env("TERANG_LISTEN", address.to_string());
        Self::start(command, address, "/readyz").await
    }

    /// Memory in use, in megabytes.
    pub(crate) fn megabytes(&self) -> Result<f64> {
        let status = std::fs::read_to_string(format!("/proc/{}/status", self.child.id()))?;
        // Pages of the database that the system maps are its cache, and go when others need them.
        let line = status.lines().find_map(|l| l.strip_prefix("RssAnon:")).context("the system does not tell a process's memory")?;
        let kb: f64 = line.trim().trim_end_matches(" kB").parse()?;
        Ok(kb / 1024.0)
    }
}

/// A free port on loopback.
pub(crate) fn free() -> Result<SocketAddr> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?)
}

/// Runs a command of the program to its end; how long it took.
pub(crate) fn run(mut command: Command) -> Result<Duration> {
    let begun = Instant::now();
    let status = command.stdout(Stdio::null()).status()?;
    ensure!(status.success(), "it ended with {status}");
    Ok(begun.elapsed())
}
