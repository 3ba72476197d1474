//! A crowd of followers on plain sockets: each writes one request and reads lines for ever.
use anyhow::{Context, Result, bail};
use std::{
    net::SocketAddr,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    sync::Notify,
    task::JoinHandle,
};

/// Connections that are opened at the same time.
const OPENING: usize = 100;
/// How long the last of a crowd may take to hear.
const PATIENCE: Duration = Duration::from_secs(60);

/// A change that a follower read.
#[derive(Clone, Debug)]
pub(super) struct Heard {
    /// What was published, as the publisher knows it.
    pub(super) key: String,
    pub(super) at: Instant,
}

/// What a follower knows.
#[derive(Default)]
struct Known {
    heard: Vec<Heard>,
    /// The last id, for coming back.
    last: Option<String>,
}

struct Follower {
    known: Arc<Mutex<Known>>,
    reading: JoinHandle<()>,
}

impl Drop for Follower {
    fn drop(&mut self) {
        self.reading.abort();
    }
}

pub(super) struct Crowd {
    to: SocketAddr,
    path: String,
    followers: Vec<Follower>,
}

impl Crowd {
    /// Opens so many streams; each has been greeted or at least answered.
    pub(super) async fn gather(to: SocketAddr, path: &str, count: usize) -> Result<Self> {
        let mut followers = Vec::with_capacity(count);
        while followers.len() < count {
            let some = (0..OPENING.min(count - followers.len())).map(|_| follow(to, path, Arc::default()));
            followers.extend(futures::future::try_join_all(some).await?);
        }
        Ok(Self { to, path: path.to_owned(), followers })
    }

    /// Waits until each has heard so many; when the last of them did.
    pub(super) async fn wait_for(&self, count: usize) -> Result<Instant> {
        let begun = Instant::now();
        loop {
            let behind = self.followers.iter().filter(|f| known(&f.known).heard.len() < count).count();
            if behind == 0 {
                return self.all(|heard| Some(heard.at)).into_iter().max().context("somebody heard something");
            }
            if begun.elapsed() > PATIENCE {
                bail!("{behind} followers have not heard {count} changes");
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    /// Something of each change that each has heard.
    pub(super) fn all<T>(&self, of: impl Fn(&Heard) -> Option<T>) -> Vec<T> {
        self.followers.iter().flat_map(|f| known(&f.known).heard.iter().filter_map(&of).collect::<Vec<_>>()).collect()
    }

    /// Breaks connections one after the other while changes come; how many came back.
    pub(super) async fn break_while<T>(&mut self, count: usize, send: impl AsyncFn(usize) -> Result<T>, changes: usize) -> Result<usize> {
        let heard = self.followers.first().map_or(0, |f| known(&f.known).heard.len());
        let (each, mut at, mut back) = (count / changes, 7_usize, 0);
        for change in 0..changes {
            let sending = send(change);
            let breaking = async {
                for _ in 0..each {
                    // A walk over the crowd that meets some of them twice.
                    at = (at * 31 + 17) % self.followers.len();
                    let Some(follower) = self.followers.get_mut(at) else { continue };
                    follower.reading.abort();
                    let known = follower.known.clone();
                    *follower = follow(self.to, &self.path, known).await?;
                    back += 1;
                }
                anyhow::Ok(())
            };
            let (sent, broken) = futures::future::join(sending, breaking).await;
            sent?;
            broken?;
        }
        self.wait_for(heard + changes).await?;
        Ok(back)
    }

    /// How many heard each of so many changes just once, in the order in which the first of them did.
    pub(super) fn whole(&self, count: usize) -> usize {
        let keys = |f: &Follower| known(&f.known).heard.iter().map(|h| h.key.clone()).collect::<Vec<_>>();
        let Some(first) = self.followers.first().map(keys) else { return 0 };
        if first.len() != count {
            return 0;
        }
        self.followers.iter().filter(|f| keys(f) == first).count()
    }
}

fn known(of: &Arc<Mutex<Known>>) -> std::sync::MutexGuard<'_, Known> {
    of.lock().unwrap_or_else(PoisonError::into_inner)
}

async fn follow(to: SocketAddr, path: &str, shared: Arc<Mutex<Known>>) -> Result<Follower> {
    let mut stream = TcpStream::connect(to).await?;
    let last = known(&shared).last.clone().map(|id| format!("Last-Event-ID: {id}\r\n")).unwrap_or_default();
    let ask = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: text/event-stream\r\n{last}\r\n");
    stream.write_all(ask.as_bytes()).await?;
    let (answered, keeps) = (Arc::new(Notify::new()), shared.clone());
    let hello = answered.clone();
    let reading = tokio::spawn(async move {
        let (mut buffer, mut rest) = (vec![0; 4096], String::new());
        let mut event = Event::default();
        while let Ok(read @ 1..) = stream.read(&mut buffer).await {
            hello.notify_one();
            rest.push_str(&String::from_utf8_lossy(buffer.get(..read).unwrap_or_default()));
            while let Some(end) = rest.find('\n') {
                let line: String = rest.drain(..=end).collect();
                if let Some((id, key)) = event.line(line.trim_end()) {
                    let mut known = known(&keeps);
                    known.last = Some(id);
                    known.heard.extend(key.map(|key| Heard { key, at: Instant::now() }));
                }
            }
        }
    });
    tokio::time::timeout(PATIENCE, answered.notified()).await.context("a stream is answered")?;
    Ok(Follower { known: shared, reading })
}

/// An event of which some lines were read. Sizes of chunks stand between lines and mean nothing here.
#[derive(Default)]
struct Event {
    kind: Option<String>,
    id: Option<String>,
    data: Option<String>,
}

impl Event {
    /// With the last line of an event that has an id: the id, and what was published where it is a change.
    fn line(&mut self, line: &str) -> Option<(String, Option<String>)> {
        match line.split_once(':') {
            Some(("event", kind)) => self.kind = Some(kind.trim().to_owned()),
            Some(("id", id)) => self.id = Some(id.trim().to_owned()),
            Some(("data", data)) => self.data = Some(data.trim().to_owned()),
            None if line.is_empty() => {
                let Self { kind, id, data } = std::mem::take(self);
                let number = |data: String| match data.split_once("\"number\":\"") {
                    Some((_, rest)) => rest.split('"').next().unwrap_or_default().to_owned(),
                    None => data,
                };
                return Some((id?, data.filter(|_| kind.is_none_or(|kind| kind == "message")).map(number)));
            }
            _ => {}
        }
        None
    }
}
