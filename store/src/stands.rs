//! The counters of ages and places that boards read: few rows, whatever the history's length. As in [`crate::counts`], a counter's
//! value is the sum over its slots.
use crate::{
    Db, StoreError, Tx, json,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    board::{Stand, StandKey},
    region::RegionCode,
};
use serde::Serialize;

const DOING: &str = "count ages and places";

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    key: &'a StandKey,
    n: i64,
}

/// Service, stage or district, day, how many: see [`StandKey`].
pub type Stood = (String, String, i32, i64);

/// Adds to the counters, all at once.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put<'k>(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    changes: impl IntoIterator<Item = (&'k StandKey, i64)>,
) -> Result<(), StoreError> {
    let rows: Vec<Row<'_>> = changes.into_iter().map(|(key, n)| Row { key, n }).collect();
    if !rows.is_empty() {
        run!(tx, "count ages and places", sql!(both "stands/put"); region.as_str(), json::write(DOING, &rows)?)?;
    }
    Ok(())
}

/// Cases by what they are counted by; only where there are any.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of(db: &Db, region: &RegionCode, what: Stand) -> Result<Vec<Stood>, StoreError> {
    read!(db, "count ages and places", sql!("stands/of"), fetch_all; region.as_str(), what.name())
}

/// Drops the counters that stand at nothing. For nightly work: on PostgreSQL other commands wait for it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn compact(tx: &mut Tx<'_>, region: &RegionCode) -> Result<u64, StoreError> {
    if !tx.is_sqlite() {
        run!(tx, "drop empty counters", sql!(postgres "stands/lock"))?;
    }
    run!(tx, "drop empty counters", sql!("stands/compact"); region.as_str())
}

/// Takes a region's counters away, to be counted anew.
pub(crate) async fn clear(tx: &mut Tx<'_>, region: &RegionCode) -> Result<(), StoreError> {
    run!(tx, "clear counters", sql!("stands/clear"); region.as_str())?;
    Ok(())
}

fn lines(what: Stand, rows: &[Stood]) -> String {
    rows.iter().map(|row| format!("{} {row:?}\n", what.name())).collect()
}

/// All counters of a region as text, equal where they are equal.
pub(crate) async fn dump(db: &Db, region: &RegionCode) -> Result<String, StoreError> {
    let mut text = String::new();
    for what in Stand::ALL {
        text += &lines(what, &of(db, region, what).await?);
    }
    Ok(text)
}

/// The same, of what a transaction sees.
pub(crate) async fn dump_in(tx: &mut Tx<'_>, region: &RegionCode) -> Result<String, StoreError> {
    let mut text = String::new();
    for what in Stand::ALL {
        let rows: Vec<Stood> = read_in!(tx, "count ages and places", sql!("stands/of"), fetch_all; region.as_str(), what.name())?;
        text += &lines(what, &rows);
    }
    Ok(text)
}
