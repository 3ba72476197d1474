//! Units, positions, staff and who is placed where. The whole is read at once and held at hand, by its revision.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, run},
    sql::sql,
};
use domain::{
    people::AccountId,
    performance::organisation::{Chart, Hold, Placement, Position, PositionKey, Staff, StaffId, Unit, UnitKey},
    region::RegionCode,
    time::Day,
};
use serde::Serialize;
use std::collections::HashMap;
use uuid::Uuid;

const READING: &str = "read the organisation";
const KEEPING: &str = "keep the organisation";

type StaffRow = (Uuid, String, String, i32, Option<i32>, Option<Uuid>);

/// The whole organisation, with whose account is whose.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn chart(db: &Db, region: &RegionCode) -> Result<(Chart, HashMap<AccountId, StaffId>), StoreError> {
    let units: Vec<(String, String, Option<String>, String)> =
        read!(db, "read the organisation", sql!("organisation/units"), fetch_all; region.as_str())?;
    let positions: Vec<(String, String, String, String, String, Option<String>)> =
        read!(db, "read the organisation", sql!("organisation/positions"), fetch_all; region.as_str())?;
    let staff: Vec<StaffRow> = read!(db, "read the organisation", sql!("organisation/staff"), fetch_all; region.as_str())?;
    let placements: Vec<(Uuid, String, String, i32, Option<i32>)> =
        read!(db, "read the organisation", sql!("organisation/placements"), fetch_all; region.as_str())?;
    let accounts = staff.iter().filter_map(|row| Some((AccountId(row.5?), StaffId(row.0)))).collect();
    let unit =
        |(key, agency, parent, name): (_, _, Option<String>, _)| Unit { key: UnitKey(key), agency, parent: parent.map(UnitKey), name };
    let position = |(key, unit, title, class, kind, superior): (_, _, _, _, _, Option<String>)| Position {
        key: PositionKey(key),
        unit: UnitKey(unit),
        title,
        class,
        kind,
        superior: superior.map(PositionKey),
    };
    let person = |(id, number, name, from, until, _): StaffRow| {
        Ok(Staff { id: StaffId(id), number, name, from: day(from)?, until: until.map(day).transpose()? })
    };
    let placement = |(staff, position, hold, from, until): (Uuid, String, String, i32, Option<i32>)| {
        let hold = Hold::of(&hold).ok_or_else(|| StoreError::because(READING, "a placement is held in no known way"))?;
        Ok(Placement { staff: StaffId(staff), position: PositionKey(position), hold, from: day(from)?, until: until.map(day).transpose()? })
    };
    let chart = Chart::new(
        units.into_iter().map(unit).collect(),
        positions.into_iter().map(position).collect(),
        staff.into_iter().map(person).collect::<Result<_, StoreError>>()?,
        placements.into_iter().map(placement).collect::<Result<_, StoreError>>()?,
    );
    Ok((chart, accounts))
}

fn day(number: i32) -> Result<Day, StoreError> {
    Day::from_number(number).ok_or_else(|| StoreError::because(READING, "a stored day does not fit its type"))
}

#[derive(Serialize)]
struct StaffLine<'a> {
    id: Hex,
    number: &'a str,
    name: &'a str,
    from: i32,
    until: Option<i32>,
}

#[derive(Serialize)]
struct PlacementLine<'a> {
    staff: Hex,
    position: &'a str,
    hold: &'static str,
    from: i32,
    until: Option<i32>,
}

/// What is written of an organisation; what is there already under the same keys is replaced.
#[derive(Clone, Debug, Default)]
pub struct Part {
    /// Units.
    pub units: Vec<Unit>,
    /// Positions.
    pub positions: Vec<Position>,
    /// Staff.
    pub staff: Vec<Staff>,
    /// Placements.
    pub placements: Vec<Placement>,
}

/// Writes a part of an organisation.
///
/// # Errors
/// [`StoreError::Failed`]; [`StoreError::Duplicate`] where a number is somebody else's.
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, part: &Part) -> Result<(), StoreError> {
    if !part.units.is_empty() {
        run!(tx, "keep the organisation", sql!(both "organisation/put_units"); region.as_str(), json::write(KEEPING, &part.units)?)?;
    }
    if !part.positions.is_empty() {
        run!(tx, "keep the organisation", sql!(both "organisation/put_positions"); region.as_str(), json::write(KEEPING, &part.positions)?)?;
    }
    if !part.staff.is_empty() {
        let line = |s: &Staff| {
            serde_json::to_value(StaffLine {
                id: Hex(s.id.0),
                number: &s.number,
                name: &s.name,
                from: s.from.number(),
                until: s.until.map(Day::number),
            })
        };
        let lines = part.staff.iter().map(line).collect::<Result<Vec<_>, _>>().map_err(|e| StoreError::failed(KEEPING, e))?;
        run!(tx, "keep the organisation", sql!(both "organisation/put_staff"); region.as_str(), json::write(KEEPING, &lines)?)?;
    }
    if !part.placements.is_empty() {
        let line = |p: &Placement| {
            serde_json::to_value(PlacementLine {
                staff: Hex(p.staff.0),
                position: &p.position.0,
                hold: p.hold.name(),
                from: p.from.number(),
                until: p.until.map(Day::number),
            })
        };
        let lines = part.placements.iter().map(line).collect::<Result<Vec<_>, _>>().map_err(|e| StoreError::failed(KEEPING, e))?;
        run!(tx, "keep the organisation", sql!(both "organisation/put_placements"); region.as_str(), json::write(KEEPING, &lines)?)?;
    }
    Ok(())
}

/// Says whose account a member of staff's is.
///
/// # Errors
/// [`StoreError::Duplicate`] where it is somebody else's, else [`StoreError::Failed`].
pub async fn link(tx: &mut Tx<'_>, region: &RegionCode, staff: StaffId, account: Option<AccountId>) -> Result<(), StoreError> {
    run!(tx, "link an account", sql!("organisation/link"); region.as_str(), staff.0, account.map(|a| a.0))?;
    Ok(())
}
