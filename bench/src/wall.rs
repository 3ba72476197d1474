//! A city of many cases under load: how soon a change stands on a wall as a browser paints it, five hundred decisions at once,
//! what an export takes, a long list under an officer's hand, and a wall after a day.
use crate::{
    REGION, load,
    report::{Report, count},
    seed,
    served::{Place, Served, database},
};
use anyhow::{Context, Result, ensure};
use http::{Method, StatusCode};
use serde_json::Value;
use std::{
    path::{Path, PathBuf},
    process::Command,
    sync::{
        Mutex,
        atomic::{AtomicBool, Ordering},
    },
    time::{Duration, Instant},
};

/// Requests that are handed in while the wall is looked at, by how many at once.
const CHANGES: usize = 8_000;
const CLIENTS: usize = 16;
/// Requests that come one after the other before many come at once.
const CALM: usize = 1_000;
/// Cases of one batch.
const BATCH: usize = 500;

/// The browser's half, where there is a browser: see `end2end/tests/paint.spec.ts`.
pub(crate) struct Browser {
    /// Playwright's program and the folder of the specs.
    pub(crate) playwright: PathBuf,
    pub(crate) specs: PathBuf,
}

impl Browser {
    fn begin(&self, test: &str, to: std::net::SocketAddr, folder: &Path, wall: &str) -> Result<std::process::Child> {
        let mut call = Command::new(&self.playwright);
        call.args(["test", "paint", "--grep", test, "--reporter=line"])
            .current_dir(&self.specs)
            .env("BASE_URL", format!("http://{to}"))
            .env("PAINT", folder)
            .env("PAINT_WALL", wall);
        call.spawn().context("start the browser's half")
    }

    fn run(&self, test: &str, to: std::net::SocketAddr, folder: &Path, wall: &str) -> Result<Value> {
        ensure!(self.begin(test, to, folder, wall)?.wait()?.success(), "the browser's half of {test} failed");
        read(folder, &format!("{test}.json"))
    }
}

fn read(folder: &Path, name: &str) -> Result<Value> {
    Ok(serde_json::from_str(&std::fs::read_to_string(folder.join(name))?)?)
}

/// Measures on a new database with so many open cases.
pub(crate) async fn measure(place: &Place, cases: usize, browser: Option<&Browser>, report: &mut Report) -> Result<()> {
    let data = place.fresh("wall")?;
    let data = data.as_path();
    let engine = seed::engine(data, &place.packs).await?;
    println!("making {cases} open cases");
    seed::demo(&engine, 2_000).await?;
    let officer = seed::sign_in(&engine, "tu").await?;
    seed::desk_cases(&engine, data, cases, &officer).await?;
    println!("filling in {CHANGES} drafts");
    let drafts = seed::drafts(&engine, CHANGES).await?;
    let operator = engine.accounts().visitor(Some(&seed::sign_in(&engine, "admin").await?)).await?;
    let pack = seed::pack(&engine)?;
    let board = pack.boards.first().context("the region has a board")?.key.clone();
    let token = engine.walls().make(&pack, &operator, "Pengukuran", &board).await?;
    let wall = format!("/{REGION}/komando/dinding/buka/{}", token.as_str());
    drop(engine);
    let served = Served::terang(place, data).await?;
    report.section(
        "A city of many cases",
        &format!("One server on its core with {cases} open cases at one desk; everything else, the browser too, on the other."),
    );
    batch(&served, &officer, report).await?;
    export(&served, &officer, report).await?;
    let Some(browser) = browser else {
        report.note("No browser was named, so nothing that is painted was measured.");
        return Ok(());
    };
    let folder = place.fresh("paint")?;
    painted(&served, data, browser, (&folder, &wall), drafts, report).await?;
    let queue = browser.run("antrean", served.address, &folder, &wall)?;
    let next = queue["next"].as_array().map(|all| all.iter().filter_map(Value::as_f64).collect::<Vec<_>>()).unwrap_or_default();
    let half = next.get(next.len() / 2).copied().unwrap_or_default();
    let p98 = queue["p98"].as_f64().unwrap_or(f64::MAX);
    report.note(&format!(
        "On a desk of this city, in a browser on a processor four times slower, {} keys, ticks and openings: 98 of 100 were answered on the screen \
         within {p98:.0} ms. The next case stood there {half:.0} ms after the key, half of the times, as the test saw it.",
        queue["interactions"]
    ));
    let said = |phase: &Value, key: &str| phase[key].as_f64().map_or_else(String::new, |n| format!("{n:.0}"));
    let phases: Vec<_> = queue["phases"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|p| {
            vec![p["name"].as_str().unwrap_or_default().to_owned(), said(p, "times"), said(p, "half"), said(p, "most"), said(p, "worst")]
        })
        .collect();
    report.table(&["ms until painted", "times", "half within", "98 of 100 within", "worst"], &phases);
    report.aim("ms until a key or tick is answered, 98 of 100, CPU ÷ 4", p98, 100.0, false);
    let day = browser.run("hari", served.address, &folder, &wall)?;
    let heap = |when: &str| day[when]["heap"].as_f64().unwrap_or(f64::MAX);
    report.note(&format!(
        "A wall that was shown for 24 hours of its own clock, read anew each minute, holds {:.0} KB where it held {:.0} KB after its first hour, and {} \
         elements where it had {}.",
        heap("last") / 1024.0,
        heap("first") / 1024.0,
        day["last"]["nodes"],
        day["first"]["nodes"]
    ));
    report.aim("a wall's memory after a day, beside after an hour", heap("last") / heap("first"), 1.05, false);
    Ok(())
}

/// Drafts are handed in while a browser shows a wall: from each request's moment in the log until its number is painted.
async fn painted(
    served: &Served,
    data: &Path,
    browser: &Browser,
    (folder, wall): (&Path, &str),
    drafts: Vec<(String, String)>,
    report: &mut Report,
) -> Result<()> {
    let mut looking = browser.begin("lihat", served.address, folder, wall)?;
    let begun = Instant::now();
    while !folder.join("siap").exists() {
        ensure!(begun.elapsed() < Duration::from_secs(60) && looking.try_wait()?.is_none(), "the wall is not there");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    tokio::time::sleep(Duration::from_secs(1)).await;
    let before = last(data).await?;
    // First one after the other, so that the server has time for the wall; then as many as it can take.
    let mut drafts = drafts;
    let crowd = drafts.split_off(drafts.len().min(CALM));
    let mut rates = Vec::new();
    for (clients, drafts) in [(1, drafts), (CLIENTS, crowd)] {
        let waiting = Mutex::new(drafts);
        let next = move || {
            let (token, path) = waiting.lock().ok()?.pop()?;
            load::request(Method::POST, &path, Some(&token), Some("null".to_owned())).ok()
        };
        rates.push(load::load(served.address, clients, StatusCode::CREATED, next).await?.per_second());
    }
    std::fs::write(folder.join("selesai"), "")?;
    ensure!(looking.wait()?.success(), "the wall failed");
    let seen: Vec<(i64, i64)> = serde_json::from_value(read(folder, "lihat.json")?)?;
    let at = changes(data, before).await?;
    let first = seen.first().context("the wall was seen")?.1;
    let mut late: Vec<i64> = Vec::with_capacity(at.len());
    // The wall goes on to its next screen after a while: what is looked at is the first one, for as long as it stands.
    let mut looks = seen.iter().take_while(|(_, shown)| *shown >= first).peekable();
    for (n, at) in (1_i64..).zip(&at) {
        while looks.peek().is_some_and(|(_, shown)| *shown < first + n) {
            looks.next();
        }
        let Some((painted, _)) = looks.peek() else { break };
        late.push(painted - at);
    }
    ensure!(late.len() > CALM, "the wall showed {} of {} events", late.len(), at.len());
    let mut crowded = late.split_off(CALM);
    for (times, rate, how) in
        [(&mut late, rates[0], "one after the other"), (&mut crowded, rates[1], "by many at once, as fast as the server takes them")]
    {
        times.sort_unstable();
        report.note(&format!(
            "{} requests were handed in over HTTP at {} a second, {how}, each an event, while browser and load shared the other processor; a wall \
             showed each as part of its number: half within {} ms, 99 of 100 within {} ms of the event's own time.",
            times.len(),
            count(rate),
            load::percentile(times, 50),
            load::percentile(times, 99)
        ));
    }
    #[expect(clippy::cast_precision_loss, reason = "milliseconds")]
    report.aim("ms from an event to its number on a wall, 99 of 100", load::percentile(&late, 99) as f64, 250.0, false);
    Ok(())
}

async fn pool(data: &Path) -> Result<sqlx::SqlitePool> {
    Ok(sqlx::SqlitePool::connect(&database(data)).await?)
}

async fn last(data: &Path) -> Result<i64> {
    Ok(sqlx::query_scalar("SELECT max(seq) FROM event").fetch_one(&pool(data).await?).await?)
}

/// When each request was handed in that came after this event, in order.
async fn changes(data: &Path, after: i64) -> Result<Vec<i64>> {
    Ok(sqlx::query_scalar("SELECT at FROM event WHERE seq > $1 AND kind = 'submitted' ORDER BY seq")
        .bind(after)
        .fetch_all(&pool(data).await?)
        .await?)
}

/// Five hundred cases of a desk, decided in one batch: from the moment at which it could no longer be undone.
async fn batch(served: &Served, officer: &str, report: &mut Report) -> Result<()> {
    let call = async |method: Method, path: &str, body: Option<Value>| -> Result<Value> {
        let request = load::request(method, &format!("/api/v1/{REGION}/{path}"), Some(officer), body.map(|b| b.to_string()))?;
        let (status, body) = load::ask(served.address, request).await?;
        ensure!(status.is_success(), "{path} answered {status}: {}", String::from_utf8_lossy(&body));
        Ok(serde_json::from_slice(&body)?)
    };
    let chosen = call(Method::POST, "batches", Some(serde_json::json!({}))).await?;
    let id = chosen["id"].as_str().context("a batch has an id")?.to_owned();
    let some = chosen["items"].as_array().map_or(0, Vec::len);
    ensure!(some == BATCH, "the desk has {some} cases");
    let possible = chosen["possible"].as_array().context("what is possible")?;
    let most = possible.iter().max_by_key(|one| one["cases"].as_u64()).context("something is possible for many")?;
    let words = serde_json::json!({"seen": 0, "public_note": "Keputusan percobaan.", "reason": "incomplete"});
    let deed =
        serde_json::json!({"deed": "act", "service": most["service"], "stage": most["stage"], "action": most["action"], "input": words});
    let ordered = call(Method::POST, &format!("batches/{id}/deed"), Some(deed)).await?;
    let runs_at = ordered["runs_at"].as_i64().context("it is ordered")?;
    loop {
        let now = call(Method::GET, &format!("batches/{id}"), None).await?;
        if now["state"] == "ended" {
            let ended = now["ended_at"].as_i64().context("when it ended")?;
            let done = now["items"].as_array().map_or(0, |all| all.iter().filter(|one| one["result"] == "done").count());
            #[expect(clippy::cast_precision_loss, reason = "seconds")]
            let seconds = (ended - runs_at) as f64 / 1e3;
            report.note(&format!(
                "A batch of {BATCH} cases of a desk, `{}` to each, was through {seconds:.2} s after it could no longer be undone: {done} decided, each in \
                 a durable transaction of its own.",
                most["action"].as_str().unwrap_or_default()
            ));
            report.aim("seconds for 500 decisions", seconds, 1.0, false);
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// All that a desk's list has, as a table: rows a second, and what the server grew by.
async fn export(served: &Served, officer: &str, report: &mut Report) -> Result<()> {
    let mut rows = Vec::new();
    let mut grown: f64 = 0.0;
    for kind in ["csv", "xlsx"] {
        let path = format!("/{REGION}/meja/ekspor.{kind}");
        let before = served.megabytes()?;
        let most = std::sync::Arc::new(Mutex::new(before));
        let running = std::sync::Arc::new(AtomicBool::new(true));
        let begun = Instant::now();
        let request = load::request(Method::GET, &path, Some(officer), None)?;
        let watch = async {
            while running.load(Ordering::Relaxed) {
                if let (Ok(now), Ok(mut most)) = (served.megabytes(), most.lock()) {
                    *most = most.max(now);
                }
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        };
        let fetch = async {
            let got = load::sized(served.address, request).await;
            running.store(false, Ordering::Relaxed);
            got
        };
        let (got, ()) = futures::future::join(fetch, watch).await;
        let (status, bytes, lines) = got?;
        ensure!(status == StatusCode::OK, "{path} answered {status}");
        let (seconds, most) = (begun.elapsed().as_secs_f64(), most.lock().map_or(before, |most| *most));
        grown = grown.max(most - before);
        #[expect(clippy::cast_precision_loss, reason = "megabytes")]
        let megabytes = bytes as f64 / 1e6;
        rows.push(vec![
            kind.to_owned(),
            if kind == "csv" { format!("{lines}") } else { "–".to_owned() },
            format!("{megabytes:.1} MB"),
            format!("{seconds:.1} s"),
            format!("{before:.0} → {most:.0} MB"),
        ]);
    }
    report.table(&["export of all cases", "rows", "size", "took", "the server's memory"], &rows);
    report.aim("MB that the server grows by while it exports them all", grown, 64.0, false);
    Ok(())
}
