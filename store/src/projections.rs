//! The projections as a whole: what can be thrown away and made again from the events.
use crate::{
    Db, StoreError, Tx, books,
    bulk::{BulkCase, project},
    counts, deeds, find,
    json::fits,
    licences, lists, pace, projects,
    run::{read, read_in, run},
    sql::sql,
    stands,
};
use domain::{
    board::{DayCount, QueueKey},
    case::CaseId,
    region::RegionCode,
    time::Day,
};
use std::fmt::Debug;
use uuid::Uuid;

/// Throws away a region's cases and counters; the events, secrets and notices stay.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear projections", sql!("projections/clear_cases"); region.as_str())?;
    run!(tx, "clear projections", sql!("projections/clear_queues"); region.as_str())?;
    run!(tx, "clear projections", sql!("projections/clear_days"); region.as_str())?;
    run!(tx, "clear projections", sql!("projections/clear_likeness"); region.as_str())?;
    find::clear(tx, region).await?;
    books::clear(tx, region).await?;
    pace::clear(tx, region).await?;
    stands::clear(tx, region).await?;
    licences::clear(tx, region).await?;
    projects::clear(tx, region).await?;
    deeds::clear(tx, region).await?;
    Ok(())
}

/// Writes the projections of cases whose events are in the log: their rows, and what they add to the counters. The
/// secrets are left alone.
///
/// # Errors
/// [`StoreError::Duplicate`] where one is projected already, else [`StoreError::Failed`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, cases: &[BulkCase]) -> Result<(), StoreError> {
    project(tx, region, cases).await
}

/// The regions that have events, by code.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn regions_with_events(db: &Db) -> Result<Vec<RegionCode>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "list regions", sql!("projections/regions"), fetch_all)?;
    rows.into_iter().map(|(region,)| fits("list regions", region)).collect()
}

/// All cases of a region that have events, in the order in which they came.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn case_ids(db: &Db, region: &RegionCode) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "list cases", sql!("projections/case_ids"), fetch_all; region.as_str())?;
    Ok(rows.into_iter().map(|(case,)| CaseId(case)).collect())
}

#[derive(Debug, sqlx::FromRow)]
#[expect(dead_code, reason = "read by its Debug form alone")]
struct Dumped {
    id: Uuid,
    service: String,
    number: String,
    applicant: Option<Uuid>,
    version: i32,
    stage: String,
    agency: String,
    holder: String,
    due_day: i32,
    stage_since: i64,
    submitted_at: i64,
    title: String,
    organisation: String,
    district: Option<String>,
    affair: Option<String>,
    fiscal_year: i32,
    requested: Option<i64>,
    approved: Option<i64>,
    taken: Option<i64>,
    paid: Option<i64>,
    reported: Option<i64>,
    outcome: Option<String>,
    closed_at: Option<i64>,
    promised_day: i32,
    assignee: Option<Uuid>,
    assigned_until: Option<i64>,
    held_until: Option<i32>,
    state: String,
    seq: i64,
}

/// A region's projections as text, equal where they are equal: a line a case, a queue and a day.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let cases = read!(db, "dump projections", sql!("projections/dump"), fetch_all; region.as_str())?;
    let said: Vec<Said> = read!(db, "dump projections", sql!("alike/dump"), fetch_all; region.as_str())?;
    let lists =
        lists::dump(db, region).await? + &books::dump(db, region).await? + &find::dump(db, region).await? + &pace::dump(db, region).await?;
    let lists = lists
        + &stands::dump(db, region).await?
        + &licences::dump(db, region).await?
        + &projects::dump(db, region).await?
        + &deeds::dump(db, region).await?;
    Ok(lists + &dumped(&cases, &said, &counts::queues(db, region).await?, &counts::days(db, region, Day::MIN, Day::MAX).await?))
}

/// The queues counted anew from the projected cases: what [`counts::queues`] must say.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn recount(db: &Db, region: &RegionCode) -> Result<Vec<(QueueKey, i64)>, StoreError> {
    let rows: Vec<(String, String, String, i32, i64)> = read!(db, "count queues", sql!("projections/recount"), fetch_all; region.as_str())?;
    let mut queues: Vec<(QueueKey, i64)> =
        rows.into_iter().map(|(service, stage, agency, due, n)| (QueueKey { service, stage, agency, due }, n)).collect();
    queues.sort();
    Ok(queues)
}

/// As [`dump`], of what a transaction sees before it is committed: `terang rebuild --check` compares and gives up.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let cases: Vec<Dumped> = read_in!(tx, "dump projections", sql!("projections/dump"), fetch_all; region.as_str())?;
    let said: Vec<Said> = read_in!(tx, "dump projections", sql!("alike/dump"), fetch_all; region.as_str())?;
    let lists = lists::dump_in(tx, region).await?
        + &books::dump_in(tx, region).await?
        + &find::dump_in(tx, region).await?
        + &pace::dump_in(tx, region).await?
        + &stands::dump_in(tx, region).await?
        + &licences::dump_in(tx, region).await?
        + &projects::dump_in(tx, region).await?
        + &deeds::dump_in(tx, region).await?;
    Ok(lists + &dumped(&cases, &said, &counts::queues_in(tx, region).await?, &counts::days_in(tx, region, Day::MIN, Day::MAX).await?))
}

/// What a case says: way, hash, case.
type Said = (String, Vec<u8>, Uuid);

fn dumped(cases: &[Dumped], said: &[Said], queues: &[(QueueKey, i64)], days: &[(Day, String, DayCount)]) -> String {
    let mut text = String::new();
    let mut line = |line: &dyn Debug| text.push_str(&format!("{line:?}\n"));
    cases.iter().for_each(|case| line(case));
    said.iter().for_each(|said| line(said));
    queues.iter().for_each(|queue| line(queue));
    days.iter().for_each(|day| line(day));
    text
}
