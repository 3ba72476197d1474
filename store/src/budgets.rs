//! What can be spent on a programme in a year, and what its cases take of it.
use crate::{
    Db, StoreError, Tx,
    cases::{StoredCase, stored_all},
    json::fits,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{
    budget::{Budget, Taken},
    case::CaseId,
    money::Rupiah,
    people::AccountId,
    region::RegionCode,
    time::Instant,
};
use std::collections::BTreeMap;

/// A line to set: the newest of its place counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewLine {
    /// The budget year.
    pub fiscal_year: i32,
    /// The service.
    pub service: String,
    /// The field of affairs; none for the programme as a whole.
    pub affair: Option<String>,
    /// What can be spent.
    pub rupiah: Rupiah,
    /// The regulation that gives it.
    pub rule: String,
    /// Why it changes.
    pub why: String,
    /// Who sets it.
    pub actor: AccountId,
    /// When.
    pub at: Instant,
}

/// A line that was set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The service.
    pub service: String,
    /// The field of affairs; none for the programme as a whole.
    pub affair: Option<String>,
    /// What could be spent from then on.
    pub rupiah: Rupiah,
    /// The regulation.
    pub rule: String,
    /// Why.
    pub why: String,
    /// The name of who set it.
    pub by: String,
    /// When.
    pub at: Instant,
}

/// Sets a line.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, line: &NewLine) -> Result<(), StoreError> {
    let affair = line.affair.as_deref().unwrap_or_default();
    run!(tx, "set a budget", sql!("budgets/put"); region.as_str(), line.fiscal_year, line.service.as_str(), affair,
        line.rupiah.rupiah(), line.rule.as_str(), line.why.as_str(), line.actor.0, line.at.millis())?;
    Ok(())
}

type Kept = Vec<(String, String, i64)>;

fn budgets(rows: Kept) -> Result<BTreeMap<String, Budget>, StoreError> {
    let mut all: BTreeMap<String, Budget> = BTreeMap::new();
    for (service, affair, rupiah) in rows {
        let rupiah = fits("read budgets", rupiah)?;
        let budget = all.entry(service).or_default();
        if affair.is_empty() {
            budget.whole = Some(rupiah);
        } else {
            budget.affairs.insert(affair, rupiah);
        }
    }
    Ok(all)
}

/// The budgets of a year, by service.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_year(db: &Db, region: &RegionCode, year: i32) -> Result<BTreeMap<String, Budget>, StoreError> {
    budgets(read!(db, "read budgets", sql!("budgets/of_year"), fetch_all; region.as_str(), year)?)
}

/// The same, of what a transaction sees.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of_year_in(tx: &mut Tx<'_>, region: &RegionCode, year: i32) -> Result<BTreeMap<String, Budget>, StoreError> {
    let rows: Kept = read_in!(tx, "read budgets", sql!("budgets/of_year"), fetch_all; region.as_str(), year)?;
    budgets(rows)
}

/// The lines that were set for a year, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn history(db: &Db, region: &RegionCode, year: i32, limit: u32) -> Result<Vec<Line>, StoreError> {
    type Row = (String, String, i64, String, String, String, i64);
    let rows: Vec<Row> = read!(db, "read budgets", sql!("budgets/history"), fetch_all; region.as_str(), year, i64::from(limit))?;
    rows.into_iter()
        .map(|(service, affair, rupiah, rule, why, by, at)| {
            let affair = Some(affair).filter(|a| !a.is_empty());
            Ok(Line { service, affair, rupiah: fits("read budgets", rupiah)?, rule, why, by, at: Instant(at) })
        })
        .collect()
}

type Sums = Vec<(Option<String>, i64, i64)>;

fn taken(rows: Sums) -> Result<Taken, StoreError> {
    rows.into_iter().map(|(affair, sum, _)| Ok((affair, fits("sum what is taken", sum)?))).collect()
}

/// What the cases of a service take of a year, by field of affairs.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn taken_of(db: &Db, region: &RegionCode, service: &str, year: i32) -> Result<Taken, StoreError> {
    taken(read!(db, "sum what is taken", sql!(both "budgets/taken"), fetch_all; region.as_str(), service, year)?)
}

/// The same, of what a transaction sees.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn taken_in(tx: &mut Tx<'_>, region: &RegionCode, service: &str, year: i32) -> Result<Taken, StoreError> {
    let rows: Sums = read_in!(tx, "sum what is taken", sql!(both "budgets/taken"), fetch_all; region.as_str(), service, year)?;
    taken(rows)
}

/// The cases of a service that take of a year, by number.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn taking(db: &Db, region: &RegionCode, service: &str, year: i32) -> Result<Vec<StoredCase>, StoreError> {
    stored_all(read!(db, "read who takes of a budget", sql!("budgets/taking"), fetch_all; region.as_str(), service, year)?)
}

/// Keeps others from taking of a service's year until the transaction ends. SQLite has one writer.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn lock(tx: &mut Tx<'_>, region: &RegionCode, service: &str, year: i32) -> Result<(), StoreError> {
    if !tx.is_sqlite() {
        let sql = sql!(postgres "budgets/lock");
        run!(tx, "take of a budget", sql; region.as_str(), service, year.to_string())?;
    }
    Ok(())
}

/// Sets what a case takes from now on.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn set_taken(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId, taken: Option<Rupiah>) -> Result<(), StoreError> {
    run!(tx, "take of a budget", sql!("budgets/set_taken"); region.as_str(), case.0, taken.map(i64::from))?;
    Ok(())
}
