//! A month of a whole region: reckoned with everything that goes into it, its patterns looked for; a slip and a superior's pages at that size.
use crate::{
    REGION, load,
    report::{Report, count},
    seed,
    served::{Place, Served, elsewhere},
};
use anyhow::Result;
use bytes::Bytes;
use domain::performance::Month;
use engine::DemoPlan;
use http::{Method, Request, StatusCode, header};
use http_body_util::Full;
use std::time::{Duration, Instant};

/// Staff of the region.
const STAFF: u32 = 20_000;
/// Activities a day at most: half of the days have one, the others two, which makes some thirty a month.
const A_DAY: u32 = 2;
const CLIENTS: usize = 2;
const LASTING: Duration = Duration::from_secs(6);

/// On SQLite, and on PostgreSQL where `BENCH_PG` names a database that is empty.
pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    measure_on(place, report, "SQLite", None).await?;
    match std::env::var("BENCH_PG") {
        Ok(url) => measure_on(place, report, "PostgreSQL", Some(&url)).await,
        Err(_) => Ok(()),
    }
}

async fn measure_on(place: &Place, report: &mut Report, database: &str, url: Option<&str>) -> Result<()> {
    let data = place.fresh("performance")?;
    if let Some(url) = url {
        elsewhere(&data, url)?;
    }
    let engine = seed::engine(&data, &place.packs).await?;
    println!("making a month of {STAFF} people on {database}");
    let plan = DemoPlan {
        seed: 1,
        staff: STAFF,
        months: Some(1),
        most_a_day: Some(A_DAY),
        region: Some(REGION.to_owned()),
        ..DemoPlan::default()
    };
    engine.demo(plan).await?;
    let month = Month::of(engine.now().day(seed::pack(&engine)?.zone())).before();
    let keeper = seed::sign_in(&engine, "kepegawaian").await?;
    let leader = seed::sign_in(&engine, "kadis-izin").await?;
    drop(engine);
    let served = Served::terang(place, &data).await?;
    let before = served.megabytes()?;
    let run = Instant::now();
    let form = Request::builder()
        .method(Method::POST)
        .uri(format!("/{REGION}/kinerja/bulan/{month}"))
        .header(header::CONTENT_TYPE, "application/x-www-form-urlencoded")
        .header(header::COOKIE, format!("{}={keeper}", engine::COOKIE))
        .header("sec-fetch-site", "same-origin")
        .body(Full::new(Bytes::from_static(b"tindakan=hitung")))?;
    let (status, _) = load::ask(served.address, form).await?;
    anyhow::ensure!(status == StatusCode::SEE_OTHER, "the month was not reckoned: {status}");
    let took = run.elapsed();
    let peak = served.megabytes()?;
    let slip = load::page(served.address, CLIENTS, &format!("/{REGION}/kinerja/slip/{month}"), Some(&leader), LASTING).await?;
    let inbox = load::page(served.address, CLIENTS, &format!("/{REGION}/kinerja/validasi"), Some(&leader), LASTING).await?;
    let whole = load::page(served.address, CLIENTS, &format!("/{REGION}/kinerja/bulan/{month}"), Some(&keeper), LASTING).await?;
    report.section(
        &format!("A month of a region, on {database}"),
        &format!(
            "{} members of staff, some thirty activities each. The run reads everything, reckons every slip, looks for patterns and keeps \
         both; it is asked for as the personnel office asks, over HTTP, with one core.",
            count(f64::from(STAFF))
        ),
    );
    let ms = |load: &load::Load, percent| format!("{:.1} ms", load.percentile(percent).as_secs_f64() * 1e3);
    report.table(
        &["", "half within", "95 of 100 within"],
        &[
            vec!["a slip, done again".to_owned(), ms(&slip, 50), ms(&slip, 95)],
            vec!["what waits for a head of agency".to_owned(), ms(&inbox, 50), ms(&inbox, 95)],
            vec!["the month by unit".to_owned(), ms(&whole, 50), ms(&whole, 95)],
        ],
    );
    report.note(&format!("The run took {:.1} s; the server held {before:.0} MB before and {peak:.0} MB after it.", took.as_secs_f64()));
    // The run and the search for patterns are one act; the aims are 10 and 30 seconds.
    let within = |load: &load::Load| load.percentile(95).as_secs_f64() * 1e3;
    report.aim(&format!("{database}: monthly run with its patterns, seconds"), took.as_secs_f64(), 40.0, false);
    report.aim(&format!("{database}: memory after the run, MB"), peak, 500.0, false);
    report.aim(&format!("{database}: a slip, ms within which 95 of 100 are"), within(&slip), 50.0, false);
    report.aim(&format!("{database}: a leader's pages, ms within which 95 of 100 are"), within(&inbox).max(within(&whole)), 150.0, false);
    Ok(())
}
