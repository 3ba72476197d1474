//! Patterns that were seen in months, what is said of them, and what a check gave.
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
        pattern::{PatternKind, Seen},
    },
    region::RegionCode,
    time::Instant,
};
use serde::Serialize;
use uuid::Uuid;

/// A pattern that was seen, with what is said of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlagRow {
    /// What was seen.
    pub seen: Seen,
    /// What the person says of it.
    pub answer: Option<String>,
    /// What a check gave: `upheld` or `dropped`.
    pub verdict: Option<String>,
}

#[derive(Serialize)]
struct FlagLine {
    month: i32,
    staff: Hex,
    pattern: &'static str,
    figure: u32,
    n: u32,
    entries: String,
}

/// Writes what was seen in a month in place of what nobody answered or judged yet.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put_flags(tx: &mut Tx<'_>, region: &RegionCode, month: Month, seen: &[Seen]) -> Result<(), StoreError> {
    run!(tx, "keep what was seen", sql!("months/clear_flags"); region.as_str(), month.number())?;
    for some in seen.chunks(1_000) {
        let line = |s: &Seen| {
            Ok(FlagLine {
                month: month.number(),
                staff: Hex(s.staff.0),
                pattern: s.pattern.name(),
                figure: s.figure.min(i32::MAX.unsigned_abs()),
                n: s.of.min(i32::MAX.unsigned_abs()),
                entries: json::write("keep what was seen", &s.entries)?,
            })
        };
        let lines = some.iter().map(line).collect::<Result<Vec<_>, StoreError>>()?;
        run!(tx, "keep what was seen", sql!(both "months/put_flags"); region.as_str(), json::write("keep what was seen", &lines)?)?;
    }
    Ok(())
}

type FlagTuple = (Uuid, String, i32, i32, String, Option<String>, Option<String>);

fn flag((staff, pattern, figure, of, entries, answer, verdict): FlagTuple) -> Result<FlagRow, StoreError> {
    const READING: &str = "read what was seen";
    let pattern = PatternKind::of(&pattern).ok_or_else(|| StoreError::because(READING, "a pattern is none that is known"))?;
    let (figure, of) = (fits(READING, figure)?, fits(READING, of)?);
    Ok(FlagRow { seen: Seen { pattern, staff: StaffId(staff), figure, of, entries: json::read(READING, &entries)? }, answer, verdict })
}

/// What was seen in a month, of everybody.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn flags(db: &Db, region: &RegionCode, month: Month) -> Result<Vec<FlagRow>, StoreError> {
    let rows: Vec<FlagTuple> = read!(db, "read what was seen", sql!("months/flags"), fetch_all; region.as_str(), month.number())?;
    rows.into_iter().map(flag).collect()
}

/// What was seen in somebody's month.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn flags_of(db: &Db, region: &RegionCode, month: Month, staff: StaffId) -> Result<Vec<FlagRow>, StoreError> {
    let rows: Vec<FlagTuple> =
        read!(db, "read what was seen", sql!("months/flags_of"), fetch_all; region.as_str(), month.number(), staff.0)?;
    rows.into_iter().map(flag).collect()
}

/// What somebody says of a pattern that was seen in their month; false where it was judged already or is not there.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn answer_flag(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    month: Month,
    (staff, pattern): (StaffId, PatternKind),
    (answer, at): (&str, Instant),
) -> Result<bool, StoreError> {
    let done = run!(tx, "answer what was seen", sql!("months/answer_flag"); region.as_str(), month.number(), staff.0, pattern.name(),
        answer, at.millis())?;
    Ok(done > 0)
}

/// What a check of a pattern gave; false where it is not there, or was judged already.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn judge_flag(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    month: Month,
    (staff, pattern): (StaffId, PatternKind),
    (verdict, at): (&str, Instant),
) -> Result<bool, StoreError> {
    let done = run!(tx, "judge what was seen", sql!("months/judge_flag"); region.as_str(), month.number(), staff.0, pattern.name(),
        verdict, at.millis())?;
    Ok(done > 0)
}
