//! When somebody came and left, and why they were away.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, run},
    sql::sql,
};
use domain::{
    performance::{cut::Presence, organisation::StaffId},
    region::RegionCode,
    time::Day,
};
use serde::Serialize;
use std::collections::BTreeMap;
use uuid::Uuid;

#[derive(Serialize)]
struct Line<'a> {
    day: i32,
    staff: Hex,
    came: Option<u16>,
    left: Option<u16>,
    absence: Option<&'a str>,
}

/// Writes what is known of days; what was known of them before is replaced.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put<'p>(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    days: impl IntoIterator<Item = (StaffId, Day, &'p Presence)>,
) -> Result<(), StoreError> {
    let line = |(staff, day, p): (StaffId, Day, &'p Presence)| Line {
        day: day.number(),
        staff: Hex(staff.0),
        came: p.came,
        left: p.left,
        absence: p.absence.as_deref(),
    };
    let lines: Vec<Line<'_>> = days.into_iter().map(line).collect();
    for some in lines.chunks(2_000) {
        run!(tx, "keep presence", sql!(both "attendance/put"); region.as_str(), json::write("keep presence", &some)?)?;
    }
    Ok(())
}

/// A day with its marks.
type Marks = (i32, Option<i32>, Option<i32>, Option<String>);
/// The same, with whose it is.
type WhoseMarks = (Uuid, i32, Option<i32>, Option<i32>, Option<String>);

fn presence(came: Option<i32>, left: Option<i32>, absence: Option<String>) -> Presence {
    let minute = |m: Option<i32>| m.and_then(|m| u16::try_from(m).ok());
    Presence { came: minute(came), left: minute(left), absence }
}

/// What is known of somebody between two days.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_days(
    db: &Db,
    region: &RegionCode,
    staff: StaffId,
    (from, until): (Day, Day),
) -> Result<BTreeMap<Day, Presence>, StoreError> {
    let rows: Vec<Marks> = read!(db, "read presence", sql!("attendance/of_days"), fetch_all;
        region.as_str(), staff.0, from.number(), until.number())?;
    Ok(rows.into_iter().filter_map(|(day, came, left, why)| Some((Day::from_number(day)?, presence(came, left, why)))).collect())
}

/// What is known of everybody between two days.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_month(db: &Db, region: &RegionCode, (from, until): (Day, Day)) -> Result<Vec<(StaffId, Day, Presence)>, StoreError> {
    Ok(whose(read!(db, "read presence", sql!("attendance/of_month"), fetch_all; region.as_str(), from.number(), until.number())?))
}

/// Who was granted to be away between two days.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn absences(db: &Db, region: &RegionCode, (from, until): (Day, Day)) -> Result<Vec<(StaffId, Day, Presence)>, StoreError> {
    Ok(whose(read!(db, "read absences", sql!("attendance/absences"), fetch_all; region.as_str(), from.number(), until.number())?))
}

/// What is known of some people between two days.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_people(
    db: &Db,
    region: &RegionCode,
    people: &[StaffId],
    (from, until): (Day, Day),
) -> Result<Vec<(StaffId, Day, Presence)>, StoreError> {
    let ids: Vec<Hex> = people.iter().map(|s| Hex(s.0)).collect();
    Ok(whose(read!(db, "read presence", sql!(both "attendance/of_people"), fetch_all;
        region.as_str(), json::write("read presence", &ids)?, from.number(), until.number())?))
}

fn whose(rows: Vec<WhoseMarks>) -> Vec<(StaffId, Day, Presence)> {
    let known = |(staff, day, came, left, why)| Some((StaffId(staff), Day::from_number(day)?, presence(came, left, why)));
    rows.into_iter().filter_map(known).collect()
}

/// Who was granted to be away on a day, and by what kind.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn away(db: &Db, region: &RegionCode, day: Day) -> Result<Vec<(StaffId, String)>, StoreError> {
    let rows: Vec<(Uuid, String)> = read!(db, "read who is away", sql!("attendance/away"), fetch_all; region.as_str(), day.number())?;
    Ok(rows.into_iter().map(|(staff, kind)| (StaffId(staff), kind)).collect())
}
