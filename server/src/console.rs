//! The operator's console: how the installation is, and how each region stands and how much it holds. It never shows a case, has no
//! accounts and listens on loopback alone: who reads it sits at the machine, or came to it by a tunnel.
use crate::{
    lang,
    router::bundle,
    shared::{Running, Shared},
};
use axum::{
    Extension, Json, Router,
    extract::{Request, State},
    middleware::{Next, from_fn},
    response::{IntoResponse, Response},
    routing::get,
};
use domain::{
    time::Instant,
    words::{self, Lang},
};
use engine::{DatabaseState, Failure, RegionSize};
use http::{HeaderMap, StatusCode, header};
use leptos::prelude::*;
use serde_json::json;
use std::path::Path;

/// Seconds after which the page comes anew.
const AGAIN: &str = "15";
const POLICY: &str = "default-src 'none'; style-src 'self'; img-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/// The console as a service of its own.
pub fn router(running: &Running) -> Router {
    Router::new()
        .route("/", get(page))
        .route("/keadaan.json", get(state))
        .with_state(running.clone())
        .route("/pkg/{*path}", get(bundle))
        // Browsers ask for it by themselves.
        .route("/favicon.ico", get(async || StatusCode::NO_CONTENT))
        .layer(Extension(running.shared.clone()))
        .layer(from_fn(from_here))
}

/// A page of elsewhere that a browser was led to by a name of its own (DNS rebinding) is not from here.
async fn from_here(request: Request, next: Next) -> Response {
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let name = host.rsplit_once(':').map_or(host, |(name, _)| name).trim_matches(['[', ']']);
    let here = name == "localhost" || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback());
    if here { next.run(request).await } else { StatusCode::MISDIRECTED_REQUEST.into_response() }
}

/// Everything that is shown.
struct Seen {
    at: Instant,
    build: String,
    database: Result<DatabaseState, String>,
    regions: Vec<RegionSize>,
    streams: i64,
    memory: Option<u64>,
    room: Option<u64>,
}

async fn seen(running: &Running) -> Result<Seen, Failure> {
    let (engine, shared) = (&running.engine, &running.shared);
    let database = engine.database().await.map_err(|failure| failure.to_string());
    // Without a database nothing is known of regions, and that it is away is what has to be seen.
    let regions = if database.is_ok() { engine.sizes().await? } else { vec![] };
    Ok(Seen {
        at: engine.now(),
        build: shared.site.build().unwrap_or("-").to_owned(),
        database,
        regions,
        streams: shared.metrics.live_connections.get(),
        memory: memory(),
        room: room(&shared.config.data),
    })
}

/// Bytes of memory that the process holds, where the system tells.
fn memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches(" kB").parse::<u64>().ok()? * 1_024)
}

/// Bytes that are free where files are kept.
fn room(data: &Path) -> Option<u64> {
    let disk = rustix::fs::statvfs(data).ok()?;
    Some(disk.f_bavail * disk.f_frsize)
}

/// `GET /keadaan.json`: the same for a program.
async fn state(State(running): State<Running>) -> Result<impl IntoResponse, StatusCode> {
    let seen = seen(&running).await.map_err(|_| StatusCode::SERVICE_UNAVAILABLE)?;
    let region = |r: &RegionSize| {
        json!({
            "region": r.slug, "code": r.code.as_str(), "state": standing_key(r), "cases": r.cases, "open": r.open,
            "last": r.last.map(Instant::millis), "answers": r.quarter.0, "faults": r.quarter.1,
        })
    };
    let database = match &seen.database {
        Ok(db) => json!({
            "kind": if db.sqlite { "sqlite" } else { "postgresql" }, "answers_in_us": u64::try_from(db.answers_in.as_micros()).unwrap_or(u64::MAX),
            "bytes": db.bytes, "waiting": db.waiting,
        }),
        Err(why) => json!({ "away": why }),
    };
    Ok(Json(json!({
        "version": env!("CARGO_PKG_VERSION"), "build": seen.build, "at": seen.at.millis(), "database": database, "streams": seen.streams,
        "memory": seen.memory, "room": seen.room, "regions": seen.regions.iter().map(region).collect::<Vec<_>>(),
    })))
}

fn standing_key(region: &RegionSize) -> &'static str {
    match &region.standing {
        None => "open",
        Some(standing) if standing.archived => "archived",
        Some(_) => "suspended",
    }
}

fn megabytes(bytes: u64, lang: Lang) -> String {
    format!("{} MB", words::number(i64::try_from(bytes / 1_000_000).unwrap_or(i64::MAX), lang))
}

async fn page(State(running): State<Running>, headers: HeaderMap, Extension(shared): Extension<Shared>) -> Response {
    let lang = lang::of_api(&headers);
    let seen = match seen(&running).await {
        Ok(seen) => seen,
        Err(failure) => return (StatusCode::SERVICE_UNAVAILABLE, failure.to_string()).into_response(),
    };
    let html = format!("<!DOCTYPE html>{}", drawn(&seen, shared.site.style_sheet(), lang));
    let head = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::CACHE_CONTROL, "no-store"),
        (header::REFRESH, AGAIN),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (head, html).into_response()
}

fn drawn(seen: &Seen, sheet: Option<String>, lang: Lang) -> String {
    let say = |id: &'static str, en: &'static str| if lang == Lang::Id { id } else { en };
    let number = |n: i64| words::number(n, lang);
    let rows: Vec<_> = seen.regions.iter().map(|region| row(region, lang)).collect();
    let title = say("Konsol operator", "Operator's console");
    let database = match &seen.database {
        Ok(db) => {
            let kind = if db.sqlite { "SQLite" } else { "PostgreSQL" };
            let size = megabytes(u64::try_from(db.bytes).unwrap_or(0), lang);
            let ms = format!("{:.1} ms", db.answers_in.as_secs_f64() * 1e3).replace('.', if lang == Lang::Id { "," } else { "." });
            view! {
                <dt>{say("Basis data", "Database")}</dt><dd>{kind}", "{size}</dd>
                <dt>{say("Menjawab dalam", "Answers in")}</dt><dd>{ms}</dd>
                <dt>{say("Tulisan menunggu", "Writes that wait")}</dt><dd>{number(i64::try_from(db.waiting).unwrap_or(i64::MAX))}</dd>
            }
            .into_any()
        }
        Err(why) => view! { <dt>{say("Basis data", "Database")}</dt><dd><span class="tag bad">{say("tidak menjawab", "does not answer")}</span>" "{why.clone()}</dd> }.into_any(),
    };
    let at = words::date_time(seen.at, domain::time::Zone::Wib, lang);
    view! {
        <html lang=lang.code()>
            <head>
                <meta charset="utf-8"/>
                <meta name="viewport" content="width=device-width, initial-scale=1"/>
                <title>{title}" · Terang"</title>
                {sheet.map(|href| view! { <link rel="stylesheet" href=href/> })}
            </head>
            <body>
                <main class="broad">
                    <h1>{title}</h1>
                    <p class="small">{say("Keadaan pada ", "As it was at ")}{at}" WIB. "{say("Halaman ini memuat ulang sendiri; tidak ada isi berkas di sini.", "The page comes anew by itself; no case is shown here.")}</p>
                    <dl class="ladder card">
                        <dt>{say("Versi", "Version")}</dt><dd>{env!("CARGO_PKG_VERSION")}" · "{seen.build.clone()}</dd>
                        {database}
                        <dt>{say("Aliran langsung terbuka", "Open streams")}</dt><dd>{number(seen.streams)}</dd>
                        {seen.memory.map(|bytes| view! { <dt>{say("Memori", "Memory")}</dt><dd>{megabytes(bytes, lang)}</dd> })}
                        {seen.room.map(|bytes| view! { <dt>{say("Ruang berkas tersisa", "Room left for files")}</dt><dd>{megabytes(bytes, lang)}</dd> })}
                    </dl>
                    <table class="list">
                        <thead><tr>
                            <th scope="col">{say("Daerah", "Region")}</th><th scope="col">{say("Keadaan", "State")}</th>
                            <th scope="col">{say("Berkas", "Cases")}</th><th scope="col">{say("Berjalan", "Open")}</th>
                            <th scope="col">{say("Terakhir", "Last")}</th>
                            <th scope="col">{say("Jawaban, 15 menit", "Answers, 15 minutes")}</th><th scope="col">{say("Gagal", "Faults")}</th>
                        </tr></thead>
                        <tbody>{rows}</tbody>
                    </table>
                </main>
            </body>
        </html>
    }
    .to_html()
}

fn row(region: &RegionSize, lang: Lang) -> impl IntoView + use<> {
    let say = |id: &'static str, en: &'static str| if lang == Lang::Id { id } else { en };
    let number = |n: i64| words::number(n, lang);
    let (class, word) = match standing_key(region) {
        "archived" => ("tag bad", say("diarsipkan", "archived")),
        "suspended" => ("tag wait", say("dijeda", "suspended")),
        _ => ("tag ok", say("buka", "open")),
    };
    let reason = region.standing.as_ref().map(|s| format!(" {}", s.reason)).unwrap_or_default();
    let last = region.last.map_or_else(|| "–".to_owned(), |at| words::date_time(at, region.zone, lang));
    let (answers, faults) = region.quarter;
    view! {
        <tr>
            <th scope="row">{region.name.clone()}<br/><span class="small">{region.slug.clone()}" · "{region.code.as_str().to_owned()}</span></th>
            <td data-label=say("Keadaan", "State")><span class=class>{word}</span>{reason}</td>
            <td data-label=say("Berkas", "Cases")>{number(region.cases)}</td>
            <td data-label=say("Berjalan", "Open")>{number(region.open)}</td>
            <td data-label=say("Terakhir", "Last")>{last}</td>
            <td data-label=say("Jawaban, 15 menit", "Answers, 15 minutes")>{number(answers)}</td>
            <td data-label=say("Gagal", "Faults")>{if faults > 0 { view! { <span class="tag bad">{number(faults)}</span> }.into_any() } else { number(0).into_any() }}</td>
        </tr>
    }
}
