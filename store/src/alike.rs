//! Cases that are alike: the same person, account, organisation or address, compared by keyed hashes.
use crate::{
    Db, StoreError, Tx,
    cases::outcome_named,
    json::{self, Hex, HexBytes, fits},
    run::{read, run},
    sql::sql,
};
use domain::{
    case::{CaseId, Outcome},
    number::CaseNumber,
    region::RegionCode,
    time::{Day, Instant},
};
use serde::Serialize;

const DOING: &str = "find cases that are alike";

/// What a case says in one way: the way's key, and the keyed hash.
pub type Saying = (String, Vec<u8>);

/// A case that is alike to another one, in one way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alike {
    /// The way's key.
    pub kind: String,
    /// The number on the receipt.
    pub number: CaseNumber,
    /// The service's key.
    pub service: String,
    /// The stage's key.
    pub stage: String,
    /// The organisation.
    pub organisation: String,
    /// What it is called.
    pub title: String,
    /// The budget year.
    pub fiscal_year: i32,
    /// What was asked for, whole rupiah.
    pub requested: Option<i64>,
    /// What was granted, whole rupiah.
    pub approved: Option<i64>,
    /// When it was handed in.
    pub submitted_at: Instant,
    /// How it ended; `None` while it runs.
    pub outcome: Option<Outcome>,
}

#[derive(sqlx::FromRow)]
struct AlikeRow {
    kind: String,
    number: String,
    service: String,
    stage: String,
    organisation: String,
    title: String,
    fiscal_year: i32,
    requested: Option<i64>,
    approved: Option<i64>,
    submitted_at: i64,
    outcome: Option<String>,
}

#[derive(Serialize)]
struct Row<'a> {
    kind: &'a str,
    hash: HexBytes<'a>,
    case: Hex,
}

/// Numbers of the cases that say the same as this one and run or went well, all of them.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn to_explain(db: &Db, region: &RegionCode, case: CaseId) -> Result<Vec<CaseNumber>, StoreError> {
    let rows: Vec<(String,)> = read!(db, "find cases to explain", sql!("alike/to_explain"), fetch_all; region.as_str(), case.0)?;
    rows.into_iter().map(|(number,)| fits(DOING, number)).collect()
}

/// At most `limit` cases that say the same as this one, with one entry for each case and way. First come those that have to be
/// explained and are not among the `explained`, so that whoever explains what is shown gets to see them all; then the newest.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_case(db: &Db, region: &RegionCode, case: CaseId, explained: &[CaseNumber], limit: u32) -> Result<Vec<Alike>, StoreError> {
    let explained = json::write(DOING, &explained)?;
    let rows: Vec<AlikeRow> = read!(db, "find cases that are alike", sql!(both "alike/of_case"), fetch_all; region.as_str(), case.0, i64::from(limit), explained)?;
    rows.into_iter()
        .map(|row| {
            Ok(Alike {
                kind: row.kind,
                number: fits(DOING, row.number)?,
                service: row.service,
                stage: row.stage,
                organisation: row.organisation,
                title: row.title,
                fiscal_year: row.fiscal_year,
                requested: row.requested,
                approved: row.approved,
                submitted_at: Instant(row.submitted_at),
                outcome: row
                    .outcome
                    .map(|name| outcome_named(&name).ok_or_else(|| StoreError::because(DOING, "a stored outcome is unknown")))
                    .transpose()?,
            })
        })
        .collect()
}

/// Whether a case says the same as another in some way.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn are(db: &Db, region: &RegionCode, case: CaseId, other: &CaseNumber) -> Result<bool, StoreError> {
    let found: Option<(i32,)> =
        read!(db, "compare two cases", sql!("alike/are"), fetch_optional; region.as_str(), case.0, other.to_string())?;
    Ok(found.is_some())
}

/// Open cases that say the same in one way and whose term ended before `today`: number, service, stage, last day.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn late(db: &Db, region: &RegionCode, saying: &Saying, today: Day) -> Result<Vec<(CaseNumber, String, String, Day)>, StoreError> {
    let rows: Vec<(String, String, String, i32)> = read!(db, "find late cases that are alike", sql!("alike/late"), fetch_all;
        region.as_str(), saying.0.as_str(), saying.1.as_slice(), today.number())?;
    rows.into_iter()
        .map(|(number, service, stage, due)| {
            let due = Day::from_number(due).ok_or_else(|| StoreError::because(DOING, "a stored day is out of range"))?;
            Ok((fits(DOING, number)?, service, stage, due))
        })
        .collect()
}

/// Sets what a case says.
///
/// # Errors
/// [`StoreError::Failed`].
pub(crate) async fn replace(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, said: &[Saying], is_new: bool) -> Result<(), StoreError> {
    if !is_new {
        run!(tx, "change what a case says", sql!("alike/clear_case"); region.as_str(), case.0)?;
    }
    put(tx, region, rows(said.iter().map(|said| (case, said)))?).await
}

/// What cases say as a list; `None` where they say nothing.
pub(crate) fn rows<'a>(said: impl Iterator<Item = (CaseId, &'a Saying)>) -> Result<Option<String>, StoreError> {
    let rows: Vec<Row<'_>> = said.map(|(case, (kind, hash))| Row { kind, hash: HexBytes(hash), case: Hex(case.0) }).collect();
    if rows.is_empty() { Ok(None) } else { json::write(DOING, &rows).map(Some) }
}

/// Adds such a list.
pub(crate) async fn put(tx: &mut Tx<'_>, region: &RegionCode, rows: Option<String>) -> Result<(), StoreError> {
    if let Some(rows) = rows {
        run!(tx, "write what cases say", sql!(both "alike/put"); region.as_str(), rows)?;
    }
    Ok(())
}
