//! A running Terang with its own data folder and demonstration data, stopped by its own process id.
use super::postgres::free_port;
use crate::{
    place,
    shell::{self, Shell},
};
use anyhow::{Result, bail};
use std::{
    fs,
    io::{Read, Write},
    net::TcpStream,
    path::{Path, PathBuf},
    process::Child,
    time::{Duration, Instant},
};

/// The day on which the tests see the demonstration: windows are open, and no payment waits for the end of a year.
pub(super) const TODAY: &str = "2026-07-06";

/// How many lines of a server's log are shown when tests fail.
const LAST: usize = 30;

pub(super) struct Serving {
    server: Child,
    place: Place,
    /// Where it answers, such as `http://127.0.0.1:41234`.
    pub(super) url: String,
}

/// What kind of day the demonstration has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Day {
    /// Some hundred cases, and the machine's clock.
    Usual,
    /// A full desk besides, and a clock that can be moved on.
    Long,
}

/// What is served and where.
struct Place {
    day: Day,
    terang: PathBuf,
    database: String,
    listen: String,
    folder: PathBuf,
}

impl Place {
    fn call(&self, command: &str) -> Shell {
        Shell::new(&self.terang)
            .arg(command)
            .env("TERANG_DATABASE_URL", &self.database)
            .env("TERANG_LISTEN", &self.listen)
            .env("TERANG_SITE", place::site())
            .env("TERANG_DATA", &self.folder)
            .env("TERANG_DEMO_TODAY", TODAY)
            .env("TERANG_DEMO_CLOCK_MOVES", (self.day == Day::Long).to_string())
    }

    fn log(&self) -> PathBuf {
        self.folder.join("server.log")
    }

    fn serve(&self) -> Result<Child> {
        self.call("serve").arg("--demo").start(&self.log())
    }
}

impl Serving {
    /// Migrates, seeds and serves; `database` is an address, or nothing for SQLite in the fresh data folder.
    pub(super) fn start(terang: &Path, name: &str, database: Option<String>) -> Result<Self> {
        Self::start_with(terang, name, database, Day::Usual)
    }

    /// The same with another kind of day.
    pub(super) fn start_with(terang: &Path, name: &str, database: Option<String>, day: Day) -> Result<Self> {
        let folder = place::target().join("e2e").join(name);
        if folder.exists() {
            fs::remove_dir_all(&folder)?;
        }
        fs::create_dir_all(&folder)?;
        let database = database.unwrap_or_else(|| format!("sqlite://{}", folder.join("terang.db").display()));
        let listen = format!("127.0.0.1:{}", free_port()?);
        let place = Place { day, terang: terang.to_owned(), database, listen, folder };
        place.call("migrate").run()?;
        let fresh = if day == Day::Long { "60" } else { "0" };
        place.call("demo").args(["--seed", "1", "--cases", "300", "--elsewhere", "0", "--fresh", fresh]).run()?;
        let server = place.serve()?;
        let mut serving = Self { server, url: format!("http://{}", place.listen), place };
        serving.wait()?;
        Ok(serving)
    }

    fn wait(&mut self) -> Result<()> {
        let end = Instant::now() + Duration::from_secs(60);
        while !is_ready(&self.place.listen) {
            if self.server.try_wait()?.is_some() || Instant::now() > end {
                bail!("the server is not ready; its log:\n{}", fs::read_to_string(self.place.log()).unwrap_or_default());
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        Ok(())
    }

    fn kill_and_serve(&mut self) -> Result<()> {
        self.server.kill()?;
        self.server.wait()?;
        self.server = self.place.serve()?;
        self.wait()
    }

    /// What can be told of the server once something went wrong with it: whether it still runs, and the end of its log.
    pub(super) fn state(&mut self) -> String {
        let runs = match self.server.try_wait() {
            Ok(None) => "the server runs on".to_owned(),
            Ok(Some(status)) => format!("the server ended with {status}"),
            Err(e) => format!("whether the server runs is not known: {e}"),
        };
        let log = fs::read(self.place.log()).unwrap_or_default();
        let log = String::from_utf8_lossy(&log);
        let lines: Vec<&str> = log.lines().collect();
        format!("{runs}; the end of its log:\n{}", lines[lines.len().saturating_sub(LAST)..].join("\n"))
    }

    /// Runs something that may have the server killed in the middle of its work: it makes the file `mark`, and waits until
    /// that is gone.
    pub(super) fn killed_on(&mut self, mark: &Path, work: impl FnOnce() -> Result<()> + Send) -> Result<()> {
        std::thread::scope(|scope| {
            let working = scope.spawn(work);
            while !working.is_finished() {
                if mark.exists() {
                    let again = self.kill_and_serve();
                    // Whatever came of it: the work waits for this, and is waited for.
                    fs::remove_file(mark)?;
                    again?;
                }
                std::thread::sleep(Duration::from_millis(20));
            }
            working.join().unwrap_or_else(|_| bail!("the work on a killed server panicked"))
        })
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        shell::stop(&mut self.server, "TERM", 10);
    }
}

/// True when `/readyz` answers 200.
fn is_ready(listen: &str) -> bool {
    let ask = || -> std::io::Result<Vec<u8>> {
        let mut stream = TcpStream::connect(listen)?;
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        // In one write: a server that answers the first piece and closes would reset the connection under the second.
        stream.write_all(format!("GET /readyz HTTP/1.1\r\nHost: {listen}\r\nConnection: close\r\n\r\n").as_bytes())?;
        let mut head = vec![0; 15];
        stream.read_exact(&mut head)?;
        Ok(head)
    };
    ask().is_ok_and(|head| head.starts_with(b"HTTP/1.1 200"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    fn answers(status: &'static str) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap().to_string();
        std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let mut asked = Vec::new();
            while !asked.ends_with(b"\r\n\r\n") {
                let mut byte = [0];
                stream.read_exact(&mut byte).unwrap();
                asked.extend(byte);
            }
            assert!(asked.starts_with(b"GET /readyz HTTP/1.1\r\n"));
            write!(stream, "HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n").unwrap();
        });
        address
    }

    #[test]
    fn only_a_200_is_ready() {
        assert!(is_ready(&answers("200 OK")));
        assert!(!is_ready(&answers("503 Service Unavailable")));
        assert!(!is_ready(&format!("127.0.0.1:{}", free_port().unwrap())));
    }
}
