//! What everybody may know, of a region with a million grants: how soon a figure is there, and how fast and in how little memory all of them
//! leave as open data. Beside it the same statement read by a bare loop, which neither writes JSON nor sends anything.
use crate::{
    REGION, load,
    report::{Report, count},
    seed,
    served::{Place, Served, database},
};
use anyhow::{Context, Result, ensure};
use domain::pack::Pack;
use http::{Method, StatusCode};
use http_body_util::BodyExt;
use std::{
    path::Path,
    time::{Duration, Instant},
};

/// Readers at once.
const READERS: usize = 4;
const LASTING: Duration = Duration::from_secs(5);
/// What the issue asks for: milliseconds a figure, megabytes a second, megabytes of memory.
const WITHIN: f64 = 100.0;
const A_SECOND: f64 = 50.0;
const MEMORY: f64 = 100.0;

/// Measures on a new database with so many grants.
pub(crate) async fn measure(place: &Place, grants: usize, report: &mut Report) -> Result<()> {
    let data = place.fresh("open")?;
    let engine = seed::engine(&data, &place.packs).await?;
    seed::demo(&engine, 400).await?;
    let pack = seed::pack(&engine)?;
    println!("making {grants} grants");
    fill(&data, &pack, grants).await?;
    let bare = bare(&engine, &pack).await?;
    drop(engine);
    let served = Served::terang(place, &data).await?;
    let (mut rows, mut worst) = (vec![], 0.0_f64);
    for (what, path) in [
        ("the portal's first page", "transparansi?tahun=2026"),
        ("money by programme", "transparansi/uang"),
        ("money by agency, one year", "transparansi/uang-menurut-dinas?tahun=2026"),
        ("money by place", "transparansi/uang-menurut-wilayah"),
        ("reasons of refusals", "transparansi/alasan-penolakan"),
        ("projects by phase", "transparansi/proyek"),
        ("who received most, one year", "transparansi/penerima?tahun=2026"),
    ] {
        let done = load::page(served.address, READERS, &format!("/{REGION}/{path}"), None, LASTING).await?;
        worst = worst.max(done.milliseconds(95));
        rows.push(done.row(what));
    }
    report.section(
        "The open city",
        &format!("A region with {} grants. Whole pages by four people at once, nothing cached.", count(grants as f64)),
    );
    report.table(&["figure", "a second", "half within", "95 of 100 within"], &rows);
    report.aim("the slowest public figure, 95 of 100 within, beside 100 ms", worst / WITHIN, 1.0, false);

    let before = served.megabytes()?;
    let (bytes, seconds, most) = export(&served).await?;
    let megabytes = bytes as f64 / 1e6;
    report.table(
        &["all grants as 360Giving", ""],
        &[
            vec!["size".to_owned(), format!("{megabytes:.0} MB")],
            vec!["time".to_owned(), format!("{seconds:.1} s, {:.1} MB a second", megabytes / seconds)],
            vec!["the bare loop reads the same rows in".to_owned(), format!("{bare:.1} s")],
            vec!["the server's memory before, and at most meanwhile".to_owned(), format!("{before:.0} MB, {most:.0} MB")],
        ],
    );
    report.aim("megabytes of open data a second, beside 50", megabytes / seconds / A_SECOND, 1.0, true);
    report.aim("open data beside the bare loop's reading", bare / seconds, 0.5, true);
    report.aim("memory while all of it leaves, beside 100 MB", most / MEMORY, 1.0, false);
    Ok(())
}

/// Reads all of it as it comes: bytes, seconds, and the most memory that the server had meanwhile.
async fn export(served: &Served) -> Result<(u64, f64, f64)> {
    let stream = tokio::net::TcpStream::connect(served.address).await?;
    stream.set_nodelay(true)?;
    let (mut sender, connection) = hyper::client::conn::http1::handshake(hyper_util::rt::TokioIo::new(stream)).await?;
    tokio::spawn(connection);
    let path = format!("/{REGION}/transparansi/data/hibah-360giving.json");
    let begun = Instant::now();
    let answer = sender.send_request(load::request(Method::GET, &path, None, None)?).await?;
    ensure!(answer.status() == StatusCode::OK, "{}", answer.status());
    let (mut body, mut bytes, mut most, mut looked) = (answer.into_body(), 0_u64, served.megabytes()?, Instant::now());
    while let Some(frame) = body.frame().await {
        bytes += frame?.data_ref().map_or(0, |data| data.len() as u64);
        if looked.elapsed() > Duration::from_millis(100) {
            most = most.max(served.megabytes()?);
            looked = Instant::now();
        }
    }
    Ok((bytes, begun.elapsed().as_secs_f64(), most))
}

/// The same statement, page by page, and nothing done with what it gives.
async fn bare(engine: &engine::Engine, pack: &Pack) -> Result<f64> {
    let begun = Instant::now();
    for service in pack.services.iter().filter(|s| !s.hidden && s.lists.amount.is_some() && s.project.is_none() && s.support.is_none()) {
        let mut behind = None;
        loop {
            let page = engine.transparency().grants(pack, service, behind).await?;
            let Some(last) = page.last() else { break };
            behind = Some((last.submitted_at, last.case));
        }
    }
    Ok(begun.elapsed().as_secs_f64())
}

/// A million grants with their decisions, made by the database itself; of a case's state nothing here is read.
async fn fill(data: &Path, pack: &Pack, grants: usize) -> Result<()> {
    let service = pack.services.first().context("the region has no service")?;
    let pool = sqlx::SqlitePool::connect(&database(data)).await?;
    let code = pack.code().as_str();
    let numbers = format!("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {grants})");
    let affairs: Vec<String> = pack.affairs().map(|a| format!("'{}'", a.key)).collect();
    let districts: Vec<String> = pack.districts.iter().map(|d| format!("'{}'", d.code)).collect();
    let pick = |from: &[String], by: &str| {
        let arms: String = from.iter().enumerate().map(|(i, value)| format!(" WHEN {i} THEN {value}")).collect();
        format!("CASE {by} % {}{arms} END", from.len().max(1))
    };
    let cases = format!(
        "{numbers} INSERT INTO cases (id, region, service, number, version, stage, agency, holder, due_day, stage_since, submitted_at, title,
             organisation, district, affair, fiscal_year, requested, approved, paid, reported, outcome, closed_at, promised_day, state, seq)
         SELECT unhex(printf('ff%030x', i)), '{code}', '{}', printf('HB-2099-%07d', i), 9, 'closed', '', '', {}, 1700000000000 + i * 60000,
             1700000000000 + i * 60000, printf('Pelatihan contoh warga RW %d', i % 99), printf('Yayasan Contoh %d', i % 40000), {}, {},
             2024 + i % 4, 50000000 + i % 1000 * 1000, 40000000 + i % 1000 * 1000, 40000000, 39000000, 'done', 1700000000000, 20000, '{{}}', 0 FROM n",
        service.key,
        i32::MAX,
        pick(&districts, "i"),
        pick(&affairs, "(i / 7)"),
    );
    let pace = format!(
        "{numbers} INSERT INTO pace (region, service, day, case_id, days) SELECT '{code}', '{}', 19800 + i % 900, unhex(printf('ff%030x', i)), i % 60 FROM n",
        service.key
    );
    for statement in [cases, pace] {
        sqlx::query(sqlx::AssertSqlSafe(statement)).execute(&pool).await?;
    }
    sqlx::query("PRAGMA optimize").execute(&pool).await?;
    pool.close().await;
    Ok(())
}
