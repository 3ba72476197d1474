//! Months: how each stands, its slips, figures, judgements of behaviour, sanctions, and patterns that were seen.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex, fits},
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    people::AccountId,
    performance::{
        behaviour::{Rater, Rating},
        month::Month,
        organisation::StaffId,
        pay::Slip,
        run::{MonthEvent, MonthState},
    },
    region::RegionCode,
    time::Instant,
};
use serde::Serialize;
use uuid::Uuid;

const DOING: &str = "keep a month";

/// Keeps an event of a month and the month as it is after it.
///
/// # Errors
/// [`StoreError::Conflict`] where somebody else was faster.
pub async fn commit(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, event: &MonthEvent, after: &MonthState) -> Result<(), StoreError> {
    super::work::append(tx, region, (id, event.version), (event.at, event.what.name(), event.by), event).await?;
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

/// A sanction that runs: whose, its kind and letter.
pub type Running = (StaffId, String, String);

/// Sanctions that run in a month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn sanctions(db: &Db, region: &RegionCode, month: Month) -> Result<Vec<Running>, StoreError> {
    let rows: Vec<(Uuid, String, String)> =
        read!(db, "read sanctions", sql!("months/sanctions"), fetch_all; region.as_str(), month.number())?;
    Ok(rows.into_iter().map(|(staff, kind, letter)| (StaffId(staff), kind, letter)).collect())
}

/// A sanction that is noted.
#[derive(Clone, Debug)]
pub struct NewSanction {
    /// Its id.
    pub id: Uuid,
    /// Whose.
    pub staff: StaffId,
    /// Its kind.
    pub kind: String,
    /// The first month that it cuts.
    pub from: Month,
    /// For how many months.
    pub months: u32,
    /// The letter that gave it.
    pub letter: String,
    /// Who noted it.
    pub actor: AccountId,
    /// When.
    pub at: Instant,
}

/// Notes a sanction.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put_sanction(tx: &mut Tx<'_>, region: &RegionCode, new: &NewSanction) -> Result<(), StoreError> {
    let months: i32 = fits("note a sanction", new.months)?;
    run!(tx, "note a sanction", sql!("months/put_sanction"); new.id, region.as_str(), new.staff.0, new.kind.as_str(),
        new.from.number(), months, new.letter.as_str(), new.actor.0, new.at.millis())?;
    Ok(())
}

/// A figure of a month.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    /// Its kind.
    pub key: String,
    /// Whose: an agency's or a unit's key, a person's number.
    pub whose: String,
    /// What was reached.
    pub realised: i64,
    /// What was to be reached.
    pub target: i64,
}

#[derive(Serialize)]
struct FigureLine<'a> {
    month: i32,
    key: &'a str,
    whose: &'a str,
    realised: i64,
    target: i64,
    actor: Option<Hex>,
    at: i64,
}

/// Writes figures of a month; those that were there under the same keys are replaced.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put_figures(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    month: Month,
    (actor, at): (Option<AccountId>, Instant),
    figures: &[Figure],
) -> Result<(), StoreError> {
    let line = |f| {
        let Figure { key, whose, realised, target }: &Figure = f;
        FigureLine {
            month: month.number(),
            key,
            whose,
            realised: *realised,
            target: *target,
            actor: actor.map(|a| Hex(a.0)),
            at: at.millis(),
        }
    };
    let lines: Vec<FigureLine<'_>> = figures.iter().map(line).collect();
    run!(tx, "keep figures", sql!(both "months/put_figures"); region.as_str(), json::write("keep figures", &lines)?)?;
    Ok(())
}

/// The figures of a month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn figures(db: &Db, region: &RegionCode, month: Month) -> Result<Vec<Figure>, StoreError> {
    let rows: Vec<(String, String, i64, i64)> =
        read!(db, "read figures", sql!("months/figures"), fetch_all; region.as_str(), month.number())?;
    Ok(rows.into_iter().map(|(key, whose, realised, target)| Figure { key, whose, realised, target }).collect())
}

type RatingRow = (Uuid, String, String);

fn rating((rated, by, scores): RatingRow) -> Result<(StaffId, Rating), StoreError> {
    let by = Rater::of(&by).ok_or_else(|| StoreError::because("read judgements", "somebody judged in no known role"))?;
    Ok((StaffId(rated), Rating { by, values: json::read("read judgements", &scores)? }))
}

/// Every judgement of behaviour in a month, with who was judged.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn ratings(db: &Db, region: &RegionCode, month: Month) -> Result<Vec<(StaffId, Rating)>, StoreError> {
    let rows: Vec<RatingRow> = read!(db, "read judgements", sql!("months/ratings"), fetch_all; region.as_str(), month.number())?;
    rows.into_iter().map(rating).collect()
}

/// What was judged of somebody's behaviour in a month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn ratings_of(db: &Db, region: &RegionCode, month: Month, rated: StaffId) -> Result<Vec<Rating>, StoreError> {
    let rows: Vec<RatingRow> =
        read!(db, "read judgements", sql!("months/ratings_of"), fetch_all; region.as_str(), month.number(), rated.0)?;
    rows.into_iter().map(|row| rating(row).map(|(_, rating)| rating)).collect()
}

/// Whom somebody judged in a month, and how.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn rated_by(db: &Db, region: &RegionCode, month: Month, rater: StaffId) -> Result<Vec<(StaffId, Rating)>, StoreError> {
    let rows: Vec<RatingRow> = read!(db, "read judgements", sql!("months/rated_by"), fetch_all; region.as_str(), month.number(), rater.0)?;
    rows.into_iter().map(rating).collect()
}

/// What somebody judges of another's behaviour.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn rate(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    month: Month,
    (rater, rated): (StaffId, StaffId),
    rating: &Rating,
    at: Instant,
) -> Result<(), StoreError> {
    run!(tx, "judge behaviour", sql!("months/rate"); region.as_str(), month.number(), rated.0, rater.0, rating.by.name(),
        json::write("judge behaviour", &rating.values)?, at.millis())?;
    Ok(())
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
