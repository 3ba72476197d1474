//! How long offices took for each decision.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{case::CaseId, pace::Decided, region::RegionCode, time::Day};
use serde::Serialize;
use uuid::Uuid;

/// The decision of a case, with its service.
pub type Decision<'d> = (&'d str, CaseId, Decided);

#[derive(Serialize)]
struct Row<'a> {
    service: &'a str,
    day: i32,
    case: Hex,
    days: u32,
}

/// Enters decisions, all at once; the first of a case counts.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn enter<'d>(tx: &mut Tx<'_>, region: &RegionCode, decisions: impl IntoIterator<Item = Decision<'d>>) -> Result<(), StoreError> {
    let row = |(service, case, decided): Decision<'d>| Row { service, day: decided.on.number(), case: Hex(case.0), days: decided.days };
    let rows: Vec<Row<'_>> = decisions.into_iter().map(row).collect();
    if !rows.is_empty() {
        run!(tx, "enter a decision", sql!(both "pace/enter"); region.as_str(), json::write("enter a decision", &rows)?)?;
    }
    Ok(())
}

/// How long the decisions of a service since a day took: working days, with how many took so long.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn since(db: &Db, region: &RegionCode, service: &str, day: Day) -> Result<Vec<(u32, u32)>, StoreError> {
    let rows: Vec<(i32, i64)> =
        read!(db, "read how long decisions took", sql!("pace/since"), fetch_all; region.as_str(), service, day.number())?;
    Ok(rows.into_iter().map(|(days, n)| (u32::try_from(days).unwrap_or(0), u32::try_from(n).unwrap_or(u32::MAX))).collect())
}

/// Takes a region's decisions away, to be written anew.
pub(crate) async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear decisions", sql!("pace/clear"); region.as_str())?;
    Ok(())
}

type Line = (String, i32, Uuid, i32);

/// All decisions of a region as text, equal where they are equal.
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Line> = read!(db, "dump decisions", sql!("pace/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}

/// The same, of what a transaction sees.
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let lines: Vec<Line> = read_in!(tx, "dump decisions", sql!("pace/dump"), fetch_all; region.as_str())?;
    Ok(lines.iter().map(|line| format!("{line:?}\n")).collect())
}
