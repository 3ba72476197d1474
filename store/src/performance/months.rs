//! Months: how each stands. What goes into one and what comes of it stands beside.
mod inputs;
mod slips;

pub use inputs::{Figure, NewSanction, Running, figures, put_figures, put_sanction, rate, rated_by, ratings, ratings_of, sanctions};
pub use slips::{
    Change, SlipRow, UnitTotal, changes, final_slips, owing, put_change, put_slips, settle, slip, slips, slips_of, totals, unsettle,
};

use crate::{
    Db, StoreError, Tx,
    json::{self, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    performance::{
        month::Month,
        run::{MonthEvent, MonthState},
    },
    region::RegionCode,
};
use uuid::Uuid;

const DOING: &str = "keep a month";

/// Keeps an event of a month and the month as it is after it.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else was faster.
pub async fn commit(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, event: &MonthEvent, after: &MonthState) -> Result<(), StoreError> {
    super::work::append(tx, region, (id, event.version), (event.at, event.what.name(), event.by), event).await?;
    put(tx, region, after).await
}

/// Writes a month as it stands.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, after: &MonthState) -> Result<(), StoreError> {
    let version: i32 = fits(DOING, after.version)?;
    run!(tx, "keep a month", sql!("months/put"); region.as_str(), after.month.number(), after.status.name(), version,
        json::write(DOING, after)?)?;
    Ok(())
}

/// A month as it stands; nothing where nothing happened to it yet.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn get(db: &Db, region: &RegionCode, month: Month) -> Result<Option<MonthState>, StoreError> {
    let row: Option<(String,)> = read!(db, "read a month", sql!("months/get"), fetch_optional; region.as_str(), month.number())?;
    row.map(|(state,)| json::read("read a month", &state)).transpose()
}

/// A month as it stands, with all of the region's kept from others until the transaction ends: what is written for it is written before
/// it is frozen, or not at all. SQLite has one writer.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn hold(tx: &mut Tx<'_>, region: &RegionCode, month: Month) -> Result<Option<MonthState>, StoreError> {
    if !tx.is_sqlite() {
        let sql = sql!(postgres "months/lock");
        run!(tx, "keep months from others", sql; region.as_str())?;
    }
    let row: Option<(String,)> = read_in!(tx, "read a month", sql!("months/get"), fetch_optional; region.as_str(), month.number())?;
    row.map(|(state,)| json::read("read a month", &state)).transpose()
}

/// The newest month before one that was reckoned and is not frozen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn open_before(tx: &mut Tx<'_>, region: &RegionCode, month: Month) -> Result<Option<Month>, StoreError> {
    let row: Option<(i32,)> = read_in!(tx, "read months", sql!("months/open_before"), fetch_optional; region.as_str(), month.number())?;
    Ok(row.and_then(|(month,)| Month::from_number(month)))
}

/// The first month after one that is frozen.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn frozen_after(tx: &mut Tx<'_>, region: &RegionCode, month: Month) -> Result<Option<Month>, StoreError> {
    let row: Option<(i32,)> = read_in!(tx, "read months", sql!("months/frozen_after"), fetch_optional; region.as_str(), month.number())?;
    Ok(row.and_then(|(month,)| Month::from_number(month)))
}

/// The months of a region to which something happened, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn all(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<MonthState>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "read months", sql!("months/all"), fetch_all; region.as_str(), i64::from(limit))?;
    rows.into_iter().map(|(state,)| json::read("read months", &state)).collect()
}

/// What happened to a month, oldest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn events(db: &Db, region: &RegionCode, id: Uuid) -> Result<Vec<MonthEvent>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "read a month's events", sql!("work/events"), fetch_all; region.as_str(), id)?;
    rows.into_iter().map(|(body,)| json::read("read a month's events", &body)).collect()
}
