//! Objections to signed months.
use crate::{
    Db, StoreError, Tx, json,
    run::{read, run},
    sql::sql,
};
use domain::{
    performance::{
        month::Month,
        objection::{Objection, ObjectionEvent, ObjectionId},
        organisation::StaffId,
    },
    region::RegionCode,
};

const DOING: &str = "keep an objection";

/// Keeps an event of an objection and the objection as it is after it.
///
/// # Errors
/// [`StoreError::Duplicate`] where somebody else was faster, or there is one to the month already.
pub async fn commit(tx: &mut Tx<'_>, region: &RegionCode, event: &ObjectionEvent, after: &Objection) -> Result<(), StoreError> {
    super::work::append(tx, region, (event.objection.0, event.version), (event.at, event.what.name(), event.by), event).await?;
    put(tx, region, after).await
}

/// Writes an objection as it stands.
///
/// # Errors
/// As [`commit`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, after: &Objection) -> Result<(), StoreError> {
    run!(tx, "keep an objection", sql!("objections/put"); after.id.0, region.as_str(), after.staff.0, after.month.number(), after.due.number(),
        i32::from(after.decided.is_some()), after.filed_at.millis(), json::write(DOING, after)?)?;
    Ok(())
}

fn objection(row: Option<(String,)>) -> Result<Option<Objection>, StoreError> {
    row.map(|(state,)| json::read("read an objection", &state)).transpose()
}

/// An objection.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn one(db: &Db, region: &RegionCode, id: ObjectionId) -> Result<Option<Objection>, StoreError> {
    objection(read!(db, "read an objection", sql!("objections/one"), fetch_optional; region.as_str(), id.0)?)
}

/// Somebody's objection to a month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_month(db: &Db, region: &RegionCode, staff: StaffId, month: Month) -> Result<Option<Objection>, StoreError> {
    objection(read!(db, "read an objection", sql!("objections/of_month"), fetch_optional; region.as_str(), staff.0, month.number())?)
}

/// The objections of a region, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn newest(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<Objection>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "read objections", sql!("objections/newest"), fetch_all; region.as_str(), i64::from(limit))?;
    rows.into_iter().map(|(state,)| json::read("read objections", &state)).collect()
}
