//! The event log: a case's own events, and the tail that live readers follow.
//!
//! The tail never skips an event that becomes visible late. On SQLite there is one writer, so numbers become visible in
//! order. On PostgreSQL a lower number may commit after a higher one; there each transaction holds a lock named by the
//! last number given out when it began, and the tail reads only up to the lowest of these names.
use crate::{Db, StoreError, json, run::read, sql::sql};
use domain::{
    case::{CaseId, Event},
    region::RegionCode,
    time::Instant,
};
use uuid::Uuid;

/// One event as the tail sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct TailEvent {
    /// Its number in the log; numbers have holes but no late-comers.
    pub seq: i64,
    /// The region's code.
    pub region: String,
    /// The case.
    pub case_id: CaseId,
    /// The case's version after it.
    pub version: u32,
    /// When.
    pub at: Instant,
    /// The kind's name, as [`domain::case::Happening::name`] gives it.
    pub kind: String,
    /// The event.
    pub body: Event,
}

type TailRow = (i64, String, Uuid, i32, i64, String, String);

/// The events of a case with their numbers, oldest first; none where the region has no such case.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_case(db: &Db, region: &RegionCode, case: CaseId) -> Result<Vec<(i64, Event)>, StoreError> {
    let rows: Vec<(i64, String)> = read!(db, "read the events of a case", sql!("events/of_case"), fetch_all; region.as_str(), case.0)?;
    rows.into_iter().map(|(seq, body)| Ok((seq, json::read("read the events of a case", &body)?))).collect()
}

/// At most `limit` events of all regions after number `seq`, in order. When the answer is shorter than `limit`, all
/// that can be read yet has been.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn after(db: &Db, seq: i64, limit: u32) -> Result<Vec<TailEvent>, StoreError> {
    let horizon = horizon(db).await?;
    let rows: Vec<TailRow> = read!(db, "follow the events", sql!("events/after"), fetch_all; seq, horizon, i64::from(limit))?;
    rows.into_iter()
        .map(|(seq, region, case, version, at, kind, body)| {
            Ok(TailEvent {
                seq,
                region,
                case_id: CaseId(case),
                version: json::fits("follow the events", version)?,
                at: Instant(at),
                kind,
                body: json::read("follow the events", &body)?,
            })
        })
        .collect()
}

/// An event of a day, in the order of time.
#[derive(Clone, Debug, PartialEq)]
pub struct DayEvent {
    /// Its number in the log.
    pub seq: i64,
    /// The case.
    pub case: CaseId,
    /// When.
    pub at: Instant,
    /// The event.
    pub body: Event,
}

/// What was handed in and what was moved from `from` on and before `to`, the earliest first, at most `limit` after (time, number) of
/// the last one seen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_day(
    db: &Db,
    region: &RegionCode,
    (from, to): (Instant, Instant),
    after: Option<(i64, i64)>,
    limit: u32,
) -> Result<Vec<DayEvent>, StoreError> {
    const DOING: &str = "read a day's events";
    let (at, seq) = after.unwrap_or((i64::MIN, i64::MIN));
    let rows: Vec<(i64, Uuid, i64, String)> = read!(db, "read a day's events", sql!("events/of_day"), fetch_all;
        region.as_str(), from.millis(), to.millis(), at, seq, i64::from(limit))?;
    let event = |(seq, case, at, body): (i64, Uuid, i64, String)| {
        Ok(DayEvent { seq, case: CaseId(case), at: Instant(at), body: json::read(DOING, &body)? })
    };
    rows.into_iter().map(event).collect()
}

/// The number to begin following at, so that only what comes from now on is seen; 0 in an empty log.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn last_seq(db: &Db) -> Result<i64, StoreError> {
    let horizon = horizon(db).await?;
    let (seq,): (Option<i64>,) = read!(db, "read the end of the events", sql!("events/last"), fetch_one; horizon)?;
    Ok(seq.unwrap_or(0))
}

/// The number up to which nothing can come late. The order of its two readings matters: a transaction that began
/// between them can only append after what was given out at the first.
async fn horizon(db: &Db) -> Result<i64, StoreError> {
    if db.is_sqlite() {
        return Ok(i64::MAX);
    }
    let (given_out,): (i64,) = read!(db, "read the end of the events", sql!(postgres "events/given_out"), fetch_one)?;
    let (open_since,): (Option<i64>,) = read!(db, "read the end of the events", sql!(postgres "events/open_since"), fetch_one)?;
    Ok(open_since.map_or(given_out, |open| open.min(given_out)))
}
