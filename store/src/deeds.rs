//! What officers did, counted day by day.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    deed::{Deed, DeedKind},
    people::AccountId,
    region::RegionCode,
    time::Day,
};
use serde::Serialize;
use uuid::Uuid;

#[derive(Serialize)]
struct Row<'a> {
    day: i32,
    account: Hex,
    service: &'a str,
    stage: &'a str,
    kind: &'a str,
    days: u32,
    n: i64,
}

/// Deeds of a day at a service.
pub type Done<'d> = (&'d str, Day, &'d Deed, i64);

/// Counts deeds, all at once; no two of them alike.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put<'d>(tx: &mut Tx<'_>, region: &RegionCode, deeds: impl IntoIterator<Item = Done<'d>>) -> Result<(), StoreError> {
    let row = |(service, day, deed, n): Done<'d>| Row {
        day: day.number(),
        account: Hex(deed.account.0),
        service,
        stage: &deed.stage,
        kind: deed.kind.name(),
        days: deed.days,
        n,
    };
    let rows: Vec<Row<'_>> = deeds.into_iter().map(row).collect();
    if !rows.is_empty() {
        run!(tx, "count deeds", sql!(both "deeds/put"); region.as_str(), json::write("count deeds", &rows)?)?;
    }
    Ok(())
}

/// Whose, what, the working days that each took, and how often.
pub type Counted = (AccountId, DeedKind, u32, i64);

/// What each officer did since a day, at one service or at all.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn since(db: &Db, region: &RegionCode, day: Day, service: Option<&str>) -> Result<Vec<Counted>, StoreError> {
    let rows: Vec<(Uuid, String, i32, i64)> =
        read!(db, "read what officers did", sql!("deeds/since"), fetch_all; region.as_str(), day.number(), service.unwrap_or_default())?;
    let counted = |(account, kind, days, n): (Uuid, String, i32, i64)| {
        Some((AccountId(account), DeedKind::of(&kind)?, u32::try_from(days).unwrap_or(0), n))
    };
    Ok(rows.into_iter().filter_map(counted).collect())
}

/// Takes a region's deeds away, to be counted anew.
pub(crate) async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear deeds", sql!("deeds/clear"); region.as_str())?;
    Ok(())
}

type Line = (i32, Uuid, String, String, String, i32, i64);

fn lines(rows: &[Line]) -> String {
    rows.iter().map(|line| format!("deed {line:?}\n")).collect()
}

/// All deeds of a region as text, equal where they are equal.
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let rows: Vec<Line> = read!(db, "dump deeds", sql!("deeds/dump"), fetch_all; region.as_str())?;
    Ok(lines(&rows))
}

/// The same, of what a transaction sees.
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let rows: Vec<Line> = read_in!(tx, "dump deeds", sql!("deeds/dump"), fetch_all; region.as_str())?;
    Ok(lines(&rows))
}
