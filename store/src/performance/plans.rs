//! What staff are to achieve in a year, what was done for it, and how the years were called.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex, fits},
    run::{read, run},
    sql::sql,
};
use domain::{
    performance::{
        month::Month,
        organisation::StaffId,
        plan::{AimId, Plan, PlanEvent},
    },
    region::RegionCode,
};
use std::collections::HashMap;
use uuid::Uuid;

const DOING: &str = "keep a plan";

/// Keeps an event of a plan and the plan as it is after it.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else was faster, [`StoreError::Duplicate`] where there is one already; else
/// [`StoreError::Failed`].
pub async fn commit(tx: &mut Tx<'_>, region: &RegionCode, event: &PlanEvent, after: &Plan) -> Result<(), StoreError> {
    super::work::append(tx, region, (event.plan.0, event.version), (event.at, event.what.name(), event.by), event).await?;
    put(tx, region, after).await
}

/// Writes a plan as it stands.
///
/// # Errors
/// As [`commit`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, after: &Plan) -> Result<(), StoreError> {
    let version: i32 = fits(DOING, after.version)?;
    run!(tx, "keep a plan", sql!("plans/put"); after.id.0, region.as_str(), after.staff.0, after.position.0.as_str(), i32::from(after.year),
        after.status.name(), after.assessed.as_ref().map(|a| a.word.as_str()), after.since.millis(), version, json::write(DOING, after)?)?;
    Ok(())
}

/// Plans of some people for a year.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_people(db: &Db, region: &RegionCode, year: u16, people: &[StaffId]) -> Result<Vec<Plan>, StoreError> {
    let ids: Vec<Hex> = people.iter().map(|s| Hex(s.0)).collect();
    let rows: Vec<(String,)> = read!(db, "read plans", sql!(both "plans/of_people"), fetch_all;
        region.as_str(), i32::from(year), json::write("read plans", &ids)?)?;
    rows.into_iter().map(|(state,)| json::read("read plans", &state)).collect()
}

/// The words that a year's plans were given, by their keys, with whose they are.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn words(db: &Db, region: &RegionCode, year: u16) -> Result<Vec<(StaffId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> =
        read!(db, "read how years were called", sql!("plans/words"), fetch_all; region.as_str(), i32::from(year))?;
    Ok(rows.into_iter().map(|(staff, word)| (StaffId(staff), word)).collect())
}

/// What was entered for each aim of somebody between two months: how many entries, and their approved minutes.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_aim(
    db: &Db,
    region: &RegionCode,
    staff: StaffId,
    (from, until): (Month, Month),
) -> Result<HashMap<AimId, (u32, u32)>, StoreError> {
    let rows: Vec<(Uuid, i64, i64)> = read!(db, "add up what aims got", sql!("plans/by_aim"), fetch_all;
        region.as_str(), staff.0, from.number(), until.number())?;
    let small = |n: i64| u32::try_from(n).unwrap_or(u32::MAX);
    Ok(rows.into_iter().map(|(aim, n, minutes)| (AimId(aim), (small(n), small(minutes)))).collect())
}
