//! Durable submissions: 64 clients hand in drafts that wait for it, and an answer means that the disk has it.
use crate::{
    disk, load,
    report::{Report, count},
    seed,
    served::{Place, Served},
};
use anyhow::Result;
use http::{Method, StatusCode};
use std::sync::Mutex;

/// Clients at once.
const CLIENTS: usize = 64;
/// Drafts to hand in: some seconds of work.
const DRAFTS: usize = 12_000;

pub(crate) async fn measure(place: &Place, report: &mut Report) -> Result<()> {
    let data = place.fresh("submit")?;
    let engine = seed::engine(&data, &place.packs).await?;
    seed::demo(&engine, 0).await?;
    println!("filling in {DRAFTS} drafts");
    let drafts = seed::drafts(&engine, DRAFTS).await?;
    drop(engine);
    let limit = disk::limit(&data).await?;
    let served = Served::terang(place, &data).await?;
    let waiting = Mutex::new(drafts);
    let next = move || {
        let (token, path) = waiting.lock().ok()?.pop()?;
        load::request(Method::POST, &path, Some(&token), Some("null".to_owned())).ok()
    };
    let done = load::load(served.address, CLIENTS, StatusCode::CREATED, next).await?;
    let each = done.per_second();
    report.section(
        "Durable submissions",
        "Drafts that are filled in whole are handed in over HTTP (`POST …/submit`), each by a session of its own. The answer is given \
         after the commit: event, case, counters, secret, and the draft gone.",
    );
    report.table(
        &["", "a second", "beside one row a commit"],
        &[
            vec!["raw loop, one row a commit".into(), count(limit.one), "1".into()],
            vec!["raw loop, a hundred rows a commit".into(), count(limit.hundred), times(limit.hundred, limit.one)],
            vec![format!("submissions, {CLIENTS} clients"), count(each), times(each, limit.one)],
        ],
    );
    report.note(&format!(
        "{} submissions; half were answered within {:.1} ms, 99 of 100 within {:.1} ms. A raw row is 4,000 bytes in one table without an \
         index; a submission writes 7 rows in 6 tables with their indexes.",
        done.answers,
        done.percentile(50).as_secs_f64() * 1e3,
        done.percentile(99).as_secs_f64() * 1e3,
    ));
    report.note(&format!(
        "The aim of twenty times was set for a disk that makes some 500 commits a second. This one makes {}, so that even the raw loop of a \
         hundred rows a commit comes to {} of it, and what limits submissions is the one core that reads the session and the draft, checks \
         the form and keeps the indexes, not the disk.",
        count(limit.one),
        times(limit.hundred, limit.one),
    ));
    report.aim("submissions beside one row a commit", each / limit.one, 20.0, true);
    Ok(())
}

fn times(what: f64, one: f64) -> String {
    format!("{:.1}", what / one)
}
