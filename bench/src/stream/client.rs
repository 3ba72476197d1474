//! A crowd of followers on plain sockets: each writes one request and reads lines for ever.
use anyhow::{Context, Result, bail};
use std::{
    collections::HashSet,
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

    /// Waits until each has heard all of these changes; when the last of them did.
    pub(super) async fn wait_for(&self, published: &HashSet<String>) -> Result<Instant> {
        let begun = Instant::now();
        let is_behind = |f: &&Follower| {
            let known = known(&f.known);
            let heard: HashSet<&String> = known.heard.iter().map(|h| &h.key).filter(|key| published.contains(*key)).collect();
            heard.len() < published.len()
        };
        // The first that is behind is enough to wait on: looking at all of them would take from the load's own core.
        while self.followers.iter().any(|f| is_behind(&f)) {
            if begun.elapsed() > PATIENCE {
                bail!("{} followers have not heard {} changes", self.followers.iter().filter(is_behind).count(), published.len());
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        let last = self.all(|heard| published.contains(&heard.key).then_some(heard.at)).into_iter().max();
        last.context("somebody heard something")
    }

    /// Something of each change that each has heard.
    pub(super) fn all<T>(&self, of: impl Fn(&Heard) -> Option<T>) -> Vec<T> {
        self.followers.iter().flat_map(|f| known(&f.known).heard.iter().filter_map(&of).collect::<Vec<_>>()).collect()
    }

    /// Breaks connections one after the other while changes come, each with a key; how many came back, and the keys.
    pub(super) async fn break_while(
        &mut self,
        count: usize,
        send: impl AsyncFn(usize) -> Result<String>,
        changes: usize,
    ) -> Result<(usize, HashSet<String>)> {
        let (each, mut at, mut back) = (count / changes, 7_usize, 0);
        let mut published = HashSet::new();
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
            published.insert(sent?);
            broken?;
        }
        self.wait_for(&published).await?;
        Ok((back, published))
    }

    /// How many heard each of these changes just once, in the order in which the first of them did. What else happened meanwhile, as
    /// when a term ran out, is another matter.
    pub(super) fn whole(&self, published: &HashSet<String>) -> usize {
        let keys = |f: &Follower| -> Vec<String> {
            known(&f.known).heard.iter().map(|h| &h.key).filter(|key| published.contains(*key)).cloned().collect()
        };
        let Some(first) = self.followers.first().map(keys) else { return 0 };
        if first.len() != published.len() {
            println!("the first of them heard {} changes, and {} were made", first.len(), published.len());
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
