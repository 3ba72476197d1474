//! An officer's desk must not get slower with the city's history: the same pages, and the same questions, with a hundred times
//! the open cases.
use crate::{
    REGION, load,
    report::{Report, count},
    seed,
    served::{Place, Served},
};
use anyhow::{Context, Result};
use domain::queue::Filter;
use http::{Method, StatusCode};
use std::{
    sync::atomic::{AtomicUsize, Ordering},
    time::{Duration, Instant},
};

const LASTING: Duration = Duration::from_secs(6);
/// Officers who ask at the same time.
const CLIENTS: usize = 4;
/// What 95 of 100 must be within, in milliseconds: a page of the list, and a search through all cases of the region.
const PAGE: f64 = 200.0;
const SEARCH: f64 = 150.0;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let (mut rows, mut pages, mut searches) = (Vec::new(), Vec::new(), Vec::new());
    for open in [10_000, 100_000, 1_000_000] {
        let data = place.fresh("desk")?;
        let engine = seed::engine(&data, &place.packs).await?;
        println!("making {open} open cases");
        seed::demo(&engine, 2_000).await?;
        seed::open_cases(&engine, &data, open).await?;
        let token = seed::sign_in(&engine, "tu").await?;
        let visitor = engine.accounts().visitor(Some(&token)).await?;
        let pack = seed::pack(&engine)?;
        let list = engine.desk().queue(&pack, &visitor, &Filter::default(), None, 50).await?;
        let questions = questions(&list).context("the desk has cases")?;
        drop(engine);
        let served = Served::terang(place, &data).await?;
        let paged = load::page(served.address, CLIENTS, &format!("/{REGION}/meja"), Some(&token), LASTING).await?;
        let found = search(served.address, &questions, &token).await?;
        for (what, done) in [("list", &paged), ("search", &found)] {
            rows.push(vec![
                format!("{open}"),
                format!("{}", list.waiting),
                what.to_owned(),
                count(done.per_second()),
                format!("{:.1} ms", ms(done, 50)),
                format!("{:.1} ms", ms(done, 95)),
            ]);
        }
        pages.push(ms(&paged, 95));
        searches.push(ms(&found, 95));
    }
    report.section(
        "A desk's list",
        "The first page of an officer's list, its counts and the head, rendered for a session of four officers at once; and what the \
         same officers look for in all cases of the region: whole numbers and parts of them, names, addresses, and words that \
         nearly every case has.",
    );
    report.table(&["open cases in the region", "of them at this desk", "page", "a second", "half within", "95 of 100 within"], &rows);
    if let ([few, .., many], [.., sought]) = (pages.as_slice(), searches.as_slice()) {
        report.aim("a list, a million cases beside ten thousand", many / few, 1.5, false);
        report.aim("a list of a million, beside 200 ms", many / PAGE, 1.0, false);
        report.aim("a search in a million, beside 150 ms", sought / SEARCH, 1.0, false);
    }
    Ok(())
}

fn ms(done: &load::Load, percent: usize) -> f64 {
    done.percentile(percent).as_secs_f64() * 1e3
}

/// What officers type, taken from cases of the list.
fn questions(list: &engine::Queue) -> Option<Vec<String>> {
    let some = [list.lines.first()?, list.lines.get(list.lines.len() / 2)?, list.lines.last()?];
    let mut asked = vec!["jalan".to_owned(), "hb 2026".to_owned(), "rt 3 rw 4".to_owned(), "9999010101900001".to_owned()];
    for line in some {
        let number = line.number.to_string();
        asked.push(number.rsplit_once('-').map_or(number.clone(), |(start, _)| start.to_owned()));
        asked.push(number);
        asked.extend(line.organisation.split_whitespace().map(str::to_owned));
        asked.push(line.organisation.clone());
        asked.push(line.title.split_whitespace().take(3).collect::<Vec<_>>().join(" "));
    }
    Some(asked)
}

/// One question after the other, in all cases of the region.
async fn search(to: std::net::SocketAddr, questions: &[String], token: &str) -> Result<load::Load> {
    let paths: Vec<String> =
        questions.iter().map(|q| format!("/{REGION}/meja?di=semua&cari={}", q.replace(' ', "+").replace('&', "%26"))).collect();
    let (until, token, turn) = (Instant::now() + LASTING, token.to_owned(), AtomicUsize::new(0));
    let next = move || {
        let path = paths.get(turn.fetch_add(1, Ordering::Relaxed) % paths.len())?;
        load::request(Method::GET, path, Some(&token), None).ok().filter(|_| Instant::now() < until)
    };
    load::load(to, CLIENTS, StatusCode::OK, next).await
}
