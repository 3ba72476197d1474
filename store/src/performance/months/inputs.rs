//! What goes into a month beside entries and presence: sanctions, figures, and what people judged of each other.
use crate::{
    Db, StoreError, Tx,
    json::{self, Hex, fits},
    run::{read, run},
    sql::sql,
};
use domain::{
    people::AccountId,
    performance::{
        behaviour::{Rater, Rating},
        month::Month,
        organisation::StaffId,
    },
    region::RegionCode,
    time::Instant,
};
use serde::Serialize;
use uuid::Uuid;

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
