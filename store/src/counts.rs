//! The counters that boards read: few rows, whatever the history's length.
//!
//! A counter's value is the sum over its slots. On PostgreSQL each connection writes to a slot of its own, so that
//! commands that enter the same queue don't wait for each other's commits; a slot alone may therefore be negative.
use crate::{
    Db, StoreError, Tx,
    cases::NO_TERM,
    json,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    board::{DayCount, QueueKey},
    people::AccountId,
    region::RegionCode,
    time::{Day, Instant},
};
use uuid::Uuid;

/// How many open cases stand where; only where there are any.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn queues(db: &Db, region: &RegionCode) -> Result<Vec<(QueueKey, i64)>, StoreError> {
    Ok(queue_rows(read!(db, "count queues", sql!("counts/queues"), fetch_all; region.as_str())?))
}

/// As [`queues`], of what a transaction sees.
pub(crate) async fn queues_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<Vec<(QueueKey, i64)>, StoreError> {
    Ok(queue_rows(read_in!(tx, "count queues", sql!("counts/queues"), fetch_all; region.as_str())?))
}

fn queue_rows(rows: Vec<(String, String, String, i32, i64)>) -> Vec<(QueueKey, i64)> {
    rows.into_iter().map(|(service, stage, agency, due, n)| (QueueKey { service, stage, agency, due }, n)).collect()
}

/// What happened from `from` to `to`, both included, a row for each day and service that had anything.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn days(db: &Db, region: &RegionCode, from: Day, to: Day) -> Result<Vec<(Day, String, DayCount)>, StoreError> {
    day_rows(read!(db, "count days", sql!("counts/days"), fetch_all; region.as_str(), from.number(), to.number())?)
}

/// As [`days`], of what a transaction sees.
pub(crate) async fn days_in(tx: &mut Tx<'_>, region: &RegionCode, from: Day, to: Day) -> Result<Vec<(Day, String, DayCount)>, StoreError> {
    day_rows(read_in!(tx, "count days", sql!("counts/days"), fetch_all; region.as_str(), from.number(), to.number())?)
}

fn day_rows(rows: Vec<(i32, String, i64, i64, i64)>) -> Result<Vec<(Day, String, DayCount)>, StoreError> {
    rows.into_iter()
        .map(|(day, service, arrived, decided, closed)| {
            let day = Day::from_number(day).ok_or_else(|| StoreError::because("count days", "a stored day is out of range"))?;
            Ok((day, service, DayCount { arrived, decided, closed }))
        })
        .collect()
}

/// For each service and stage with open cases: since when the oldest is there.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn oldest(db: &Db, region: &RegionCode) -> Result<Vec<(String, String, Instant)>, StoreError> {
    let rows: Vec<(String, String, Option<i64>)> = read!(db, "find the oldest cases", sql!("counts/oldest"), fetch_all; region.as_str())?;
    Ok(rows.into_iter().filter_map(|(service, stage, since)| Some((service, stage, Instant(since?)))).collect())
}

/// Drops the counters that stand at nothing, such as those of terms long past; gives how many rows went. For nightly
/// work: on PostgreSQL other commands wait for it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn compact(tx: &mut Tx<'_>, region: &RegionCode) -> Result<u64, StoreError> {
    if !tx.is_sqlite() {
        run!(tx, "drop empty counters", sql!(postgres "counts/lock"))?;
    }
    run!(tx, "drop empty counters", sql!("counts/compact"); region.as_str())
}

/// Cases at desks, counted by what they have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pile {
    /// Who works on them; `None` where it was not asked.
    pub assignee: Option<AccountId>,
    /// The desk, `role@agency`.
    pub holder: String,
    /// The service's key.
    pub service: String,
    /// The stage's key.
    pub stage: String,
    /// The last day of the term, as a number; 0 where no clock runs.
    pub due: i32,
    /// How many.
    pub n: i64,
}

/// Who works on them, desk, service, stage, due day as it stands in the column, how many.
type PileRow = (Option<Uuid>, String, String, String, i32, i64);

fn piled(rows: Vec<PileRow>) -> Vec<Pile> {
    let due = |due| if due == NO_TERM { 0 } else { due };
    let pile =
        |(who, holder, service, stage, day, n): PileRow| Pile { assignee: who.map(AccountId), holder, service, stage, due: due(day), n };
    rows.into_iter().map(pile).collect()
}

/// What is put aside at desks (`role@agency`) on a day.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn held(db: &Db, region: &RegionCode, desks: &[String], on: Day) -> Result<Vec<Pile>, StoreError> {
    let desks = json::write("count cases", &desks)?;
    Ok(piled(read!(db, "count cases", sql!(both "counts/held"), fetch_all; region.as_str(), desks, on.number())?))
}

/// What one officer works on at desks (`role@agency`), without what is put aside.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn pile(
    db: &Db,
    region: &RegionCode,
    desks: &[String],
    who: AccountId,
    at: Instant,
    today: Day,
) -> Result<Vec<Pile>, StoreError> {
    let desks = json::write("count cases", &desks)?;
    Ok(piled(read!(db, "count cases", sql!(both "counts/pile"), fetch_all; region.as_str(), desks, at.millis(), today.number(), who.0)?))
}

/// Who works on what at desks (`role@agency`), without what is put aside on a day; [`Day::MAX`] leaves out nothing. Reads all that
/// is given to anybody in the region.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn piles(db: &Db, region: &RegionCode, desks: &[String], at: Instant, on: Day) -> Result<Vec<Pile>, StoreError> {
    let desks = json::write("count cases", &desks)?;
    Ok(piled(read!(db, "count cases", sql!(both "counts/piles"), fetch_all; region.as_str(), desks, at.millis(), on.number())?))
}
