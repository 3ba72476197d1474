//! What months were worth to everybody, and what changes of a signed one are settled in later ones.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, run},
    sql::sql,
};
use domain::{
    performance::{month::Month, organisation::StaffId, pay::Slip},
    region::RegionCode,
    time::Instant,
};
use serde::Serialize;
use uuid::Uuid;

/// A slip with where it belongs.
#[derive(Clone, Debug)]
pub struct SlipRow {
    /// The agency at the month's end.
    pub agency: String,
    /// The unit.
    pub unit: String,
    /// What performance was worth, basis points, where the formula says it.
    pub performance: Option<u32>,
    /// The slip.
    pub slip: Slip,
}

#[derive(Serialize)]
struct SlipLine<'a> {
    month: i32,
    staff: Hex,
    agency: &'a str,
    unit: &'a str,
    earned: i64,
    paid: i64,
    owed: i64,
    performance: Option<u32>,
    state: String,
}

/// Writes the slips of a month in place of those that were there.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put_slips(tx: &mut Tx<'_>, region: &RegionCode, month: Month, slips: &[SlipRow]) -> Result<(), StoreError> {
    run!(tx, "keep slips", sql!("months/clear_slips"); region.as_str(), month.number())?;
    for some in slips.chunks(1_000) {
        let lines = some
            .iter()
            .map(|row| {
                Ok(SlipLine {
                    month: month.number(),
                    staff: Hex(row.slip.staff.0),
                    agency: &row.agency,
                    unit: &row.unit,
                    earned: row.slip.earned(),
                    paid: row.slip.paid(),
                    owed: row.slip.owed(),
                    performance: row.performance,
                    state: json::write("keep slips", &row.slip)?,
                })
            })
            .collect::<Result<Vec<_>, StoreError>>()?;
        run!(tx, "keep slips", sql!(both "months/put_slips"); region.as_str(), json::write("keep slips", &lines)?)?;
    }
    Ok(())
}

fn slips_of_rows(rows: Vec<(String,)>) -> Result<Vec<Slip>, StoreError> {
    rows.into_iter().map(|(state,)| json::read("read slips", &state)).collect()
}

/// Somebody's slip of a month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn slip(db: &Db, region: &RegionCode, month: Month, staff: StaffId) -> Result<Option<Slip>, StoreError> {
    let row: Option<(String,)> = read!(db, "read a slip", sql!("months/slip"), fetch_optional; region.as_str(), month.number(), staff.0)?;
    row.map(|(state,)| json::read("read a slip", &state)).transpose()
}

/// Somebody's slips, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn slips_of(db: &Db, region: &RegionCode, staff: StaffId, limit: u32) -> Result<Vec<Slip>, StoreError> {
    slips_of_rows(read!(db, "read slips", sql!("months/slips_of"), fetch_all; region.as_str(), staff.0, i64::from(limit))?)
}

/// The slips of a month, each with the agency that pays it, in the order of agencies and units.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn slips(db: &Db, region: &RegionCode, month: Month) -> Result<Vec<(String, Slip)>, StoreError> {
    let rows: Vec<(String, String)> = read!(db, "read slips", sql!("months/slips"), fetch_all; region.as_str(), month.number())?;
    rows.into_iter().map(|(agency, state)| Ok((agency, json::read("read slips", &state)?))).collect()
}

/// Slips of some people in frozen months before a month, oldest first: what was paid, and what that settled.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn final_slips(db: &Db, region: &RegionCode, before: Month, people: &[StaffId]) -> Result<Vec<Slip>, StoreError> {
    let ids: Vec<Hex> = people.iter().map(|s| Hex(s.0)).collect();
    slips_of_rows(read!(db, "read slips", sql!(both "months/final_slips"), fetch_all;
        region.as_str(), before.number(), json::write("read slips", &ids)?)?)
}

/// Who still owes what: below zero, from each one's last slip of a frozen month before a month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn owing(db: &Db, region: &RegionCode, before: Month) -> Result<Vec<(StaffId, i64)>, StoreError> {
    let rows: Vec<(Uuid, i64)> = read!(db, "read who owes", sql!("months/owing"), fetch_all; region.as_str(), before.number())?;
    Ok(rows.into_iter().map(|(staff, owed)| (StaffId(staff), owed)).collect())
}

/// What a month is worth in one unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitTotal {
    /// The agency.
    pub agency: String,
    /// The unit.
    pub unit: String,
    /// How many slips.
    pub people: i64,
    /// What they earned.
    pub earned: i64,
    /// What is paid.
    pub paid: i64,
    /// Mean performance, basis points.
    pub performance: i64,
}

/// What a month is worth by agency and unit.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn totals(db: &Db, region: &RegionCode, month: Month) -> Result<Vec<UnitTotal>, StoreError> {
    let rows: Vec<(String, String, i64, i64, i64, i64)> =
        read!(db, "add up slips", sql!("months/totals"), fetch_all; region.as_str(), month.number())?;
    let total = |(agency, unit, people, earned, paid, performance)| UnitTotal { agency, unit, people, earned, paid, performance };
    Ok(rows.into_iter().map(total).collect())
}

/// Something of a signed month that turned out to be otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Its id.
    pub id: Uuid,
    /// The month.
    pub month: Month,
    /// Whose.
    pub staff: StaffId,
    /// Why.
    pub why: String,
}

/// Notes that something of a signed month turned out to be otherwise.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put_change(tx: &mut Tx<'_>, region: &RegionCode, change: &Change, at: Instant) -> Result<(), StoreError> {
    run!(tx, "note a change", sql!("months/put_change"); change.id, region.as_str(), change.month.number(), change.staff.0,
        change.why.as_str(), at.millis())?;
    Ok(())
}

/// What turned out to be otherwise before a month, and is settled in it or not yet.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn changes(db: &Db, region: &RegionCode, before: Month) -> Result<Vec<Change>, StoreError> {
    let rows: Vec<(Uuid, i32, Uuid, String)> =
        read!(db, "read changes", sql!("months/changes"), fetch_all; region.as_str(), before.number())?;
    let change = |(id, month, staff, why)| Some(Change { id, month: Month::from_number(month)?, staff: StaffId(staff), why });
    Ok(rows.into_iter().filter_map(change).collect())
}

/// Says of changes that they are settled in a month: of those alone that its slips hold.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn settle(tx: &mut Tx<'_>, region: &RegionCode, month: Month, settled: &[Uuid]) -> Result<(), StoreError> {
    let ids: Vec<Hex> = settled.iter().map(|id| Hex(*id)).collect();
    run!(tx, "settle changes", sql!(both "months/settle_changes");
        region.as_str(), month.number(), json::write("settle changes", &ids)?)?;
    Ok(())
}

/// Opens again what a month settled, since it was itself opened once more.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn unsettle(tx: &mut Tx<'_>, region: &RegionCode, month: Month) -> Result<(), StoreError> {
    run!(tx, "settle changes", sql!("months/unsettle_changes"); region.as_str(), month.number())?;
    Ok(())
}
