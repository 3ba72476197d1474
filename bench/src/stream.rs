//! Ten thousand people who follow live, on one process: how soon and how many are told, what each costs, and that nobody misses a
//! change or hears it twice after their connection broke. Beside it, in the same run, a bare axum loop and nginx with nchan.
mod client;
mod peers;

use crate::{
    REGION, load,
    report::{Report, count},
    seed,
    served::{Place, Served},
};
use anyhow::{Context, Result, ensure};
use client::{Crowd, Heard};
use http::{Method, StatusCode};
use std::{
    collections::{HashMap, HashSet},
    path::Path,
    time::{Duration, Instant},
};

pub(crate) use peers::{Words, serve};

/// Who follow.
const CROWD: usize = 10_000;
/// Changes that come one after the other, with time to be told between them.
const SLOW: usize = 20;
const PAUSE: Duration = Duration::from_millis(1_000);
/// Changes that come as fast as they can be made.
const FAST: usize = 40;
/// Changes while connections break, and how many break.
const ROUGH: usize = 20;
const BROKEN: usize = 2_000;

/// What one kind of server did.
struct Figures {
    name: &'static str,
    per_second: f64,
    half: Duration,
    p99: Duration,
    kib: f64,
}

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let data = place.fresh("stream")?;
    let engine = seed::engine(&data, &place.packs).await?;
    seed::demo(&engine, 100).await?;
    let drafts = seed::drafts(&engine, SLOW + FAST + ROUGH).await?;
    drop(engine);
    let mut all = Vec::new();
    let bare = peers::bare()?;
    all.push(publish("bare axum", &Served::start(bare.0, bare.1, "/readyz").await?, "/sub", &numbers(SLOW + FAST)).await?.0);
    match peers::nchan(&place.fresh("nchan")?)? {
        Some((command, address)) => {
            let served = Served::start(command, address, "/readyz").await?;
            all.push(publish("nginx with nchan", &served, "/sub", &numbers(SLOW + FAST)).await?.0);
        }
        None => report.note("nginx with nchan is not installed here (`apt install nginx-light libnginx-mod-nchan`): it is left out."),
    }
    let terang = Served::followed(place, &data).await?;
    let path = format!("/api/v1/{REGION}/stream?topics=public");
    let (figures, mut crowd, mut published) = publish("Terang", &terang, &path, &drafts).await?;
    let (rough, sent) = crowd
        .break_while(BROKEN, async |i| Ok(send(terang.address, drafts.get(SLOW + FAST + i).context("a draft")?).await?.0), ROUGH)
        .await?;
    published.extend(sent);
    let whole = crowd.whole(&published);
    let peer = all.first().map_or(0.0, |bare| figures.per_second / bare.per_second);
    let (kib, p99, bare_p99) = (figures.kib, figures.p99, all.first().map_or(Duration::ZERO, |bare| bare.p99));
    all.push(figures);
    report.section(
        "Ten thousand who follow",
        "One process with 10,000 open streams. `told` is from the moment a change is sent to the server (for Terang: a request is handed in, \
         and committed) until a follower has read it, for 20 changes a second apart; deliveries a second are those of 40 changes sent as fast \
         as they are taken. Memory is what the process grew by, a follower.",
    );
    let rows: Vec<Vec<String>> =
        all.iter().map(|f| vec![f.name.to_owned(), count(f.per_second), ms(f.half), ms(f.p99), format!("{:.1} KiB", f.kib)]).collect();
    report.table(&["", "deliveries a second", "half told within", "99 of 100 told within", "memory a follower"], &rows);
    report.note(&format!(
        "{BROKEN} of the connections to Terang were broken at random while {ROUGH} changes came, and came back with the last id that they had: \
         {rough} reconnections; {} of {CROWD} followers heard each of the {} changes just once, in order.",
        whole,
        SLOW + FAST + ROUGH
    ));
    report.aim("deliveries a second beside bare axum", peer, 0.5, true);
    report.aim("99 of 100 told, beside bare axum", p99.as_secs_f64() / bare_p99.as_secs_f64().max(1e-6), 2.0, false);
    report.aim("KiB of memory a follower", kib, 8.0, false);
    report.aim("followers without a gap or a double", whole as f64 / CROWD as f64, 1.0, true);
    Ok(())
}

fn ms(time: Duration) -> String {
    format!("{:.1} ms", time.as_secs_f64() * 1e3)
}

/// What peers publish: a path and a body.
fn numbers(count: usize) -> Vec<(String, String)> {
    (0..count).map(|n| (String::new(), n.to_string())).collect()
}

/// Publishes one change: a draft that is handed in, or a peer's message. Its key is what followers will read.
async fn send(to: std::net::SocketAddr, what: &(String, String)) -> Result<(String, Instant)> {
    let begun = Instant::now();
    let (token, path) = what;
    if token.is_empty() {
        let (status, _) = load::ask(to, load::request(Method::POST, "/pub", None, Some(path.clone()))?).await?;
        ensure!(status.is_success(), "a peer answered {status}");
        return Ok((path.clone(), begun));
    }
    let (status, body) = load::ask(to, load::request(Method::POST, path, Some(token), Some("null".to_owned()))?).await?;
    ensure!(status == StatusCode::CREATED, "answered {status}: {}", String::from_utf8_lossy(&body));
    let receipt: serde_json::Value = serde_json::from_slice(&body)?;
    Ok((receipt["number"].as_str().context("a receipt has a number")?.to_owned(), begun))
}

async fn publish(name: &'static str, served: &Served, path: &str, what: &[(String, String)]) -> Result<(Figures, Crowd, HashSet<String>)> {
    println!("{name}: {CROWD} connections");
    let before = served.megabytes()?;
    let crowd = Crowd::gather(served.address, path, CROWD).await?;
    tokio::time::sleep(Duration::from_secs(2)).await;
    #[expect(clippy::cast_precision_loss, reason = "ten thousand")]
    let kib = (served.megabytes()? - before) * 1024.0 / CROWD as f64;
    let mut sent = HashMap::new();
    for what in what.iter().take(SLOW) {
        let (key, at) = send(served.address, what).await?;
        sent.insert(key, at);
        tokio::time::sleep(PAUSE).await;
    }
    crowd.wait_for(&sent.keys().cloned().collect()).await?;
    let mut times: Vec<Duration> = crowd.all(|heard: &Heard| Some(heard.at.duration_since(*sent.get(&heard.key)?)));
    times.sort_unstable();
    let begun = Instant::now();
    let fast = what.iter().skip(SLOW).take(FAST);
    let hasty = futures::future::try_join_all(fast.map(|what| send(served.address, what))).await?;
    let published = sent.keys().cloned().chain(hasty.into_iter().map(|(key, _)| key)).collect();
    let last = crowd.wait_for(&published).await?;
    let within = |percent| load::percentile(&times, percent);
    #[expect(clippy::cast_precision_loss, reason = "some hundred thousand")]
    let per_second = (FAST * CROWD) as f64 / last.duration_since(begun).as_secs_f64();
    Ok((Figures { name, per_second, half: within(50), p99: within(99), kib }, crowd, published))
}

impl Served {
    /// A Terang server with room for the crowd.
    async fn followed(place: &Place, data: &Path) -> Result<Self> {
        let address = crate::served::free()?;
        let mut command = place.terang(data)?;
        command
            .arg("serve")
            .env("TERANG_LISTEN", address.to_string())
            .env("TERANG_LIVE_MOST", "20000")
            .env("TERANG_LIVE_MOST_PER_ADDRESS", "20000");
        Self::start(command, address, "/readyz").await
    }
}
