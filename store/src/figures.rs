//! Public figures: what a service's cases add up to.
use crate::{Db, StoreError, run::read, sql::sql};
use domain::{
    case::CaseId,
    figures::{Sum, Sums},
    region::RegionCode,
    time::{Day, Instant},
};
use uuid::Uuid;

/// The figures of the cases of one budget year, field of affairs and district.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureRow {
    /// The budget year.
    pub fiscal_year: i32,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The district's code.
    pub district: Option<String>,
    /// What they add up to.
    pub sums: Sums,
}

#[derive(sqlx::FromRow)]
struct Row {
    fiscal_year: i32,
    affair: Option<String>,
    district: Option<String>,
    asked_cases: i64,
    asked_rupiah: i64,
    approved_cases: i64,
    approved_rupiah: i64,
    paid_cases: i64,
    paid_rupiah: i64,
    reported_cases: i64,
    reported_rupiah: i64,
    refused_cases: i64,
    refused_rupiah: i64,
}

/// The figures of a service in one budget year, or in all of them, by year, field of affairs and district.
///
/// Costs an entry for each of those groups: the database keeps the sums with the cases.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn figures(db: &Db, region: &RegionCode, service: &str, year: Option<i32>) -> Result<Vec<FigureRow>, StoreError> {
    let (from, until) = year.map_or((i32::MIN, i32::MAX), |year| (year, year));
    let rows: Vec<Row> = read!(db, "add up figures", sql!("cases/figures"), fetch_all; region.as_str(), service, from, until)?;
    let sum = |cases, rupiah| Sum { cases, rupiah };
    Ok(rows
        .into_iter()
        .map(|row| FigureRow {
            fiscal_year: row.fiscal_year,
            affair: row.affair,
            district: row.district,
            sums: Sums {
                asked: sum(row.asked_cases, row.asked_rupiah),
                approved: sum(row.approved_cases, row.approved_rupiah),
                paid: sum(row.paid_cases, row.paid_rupiah),
                reported: sum(row.reported_cases, row.reported_rupiah),
                refused: sum(row.refused_cases, row.refused_rupiah),
            },
        })
        .collect())
}

/// What an organisation was granted.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Recipient {
    /// Its name.
    pub organisation: String,
    /// On how many requests.
    pub cases: i64,
    /// Whole rupiah.
    pub approved: i64,
    /// Of it paid.
    pub paid: i64,
    /// And reported as used.
    pub reported: i64,
}

/// Who was granted most by a service in a budget year, or in all.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn recipients(db: &Db, region: &RegionCode, service: &str, year: Option<i32>, limit: u32) -> Result<Vec<Recipient>, StoreError> {
    read!(db, "add up recipients", sql!("cases/recipients"), fetch_all; region.as_str(), service, year.unwrap_or(0), i64::from(limit))
}

/// Something that was granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grant {
    /// The case.
    pub case: CaseId,
    /// Its number.
    pub number: String,
    /// The stage's key.
    pub stage: String,
    /// The activity.
    pub title: String,
    /// Who received it.
    pub organisation: String,
    /// The district's code.
    pub district: Option<String>,
    /// The field of affairs.
    pub affair: Option<String>,
    /// The budget year.
    pub fiscal_year: i32,
    /// Asked for, whole rupiah.
    pub requested: Option<i64>,
    /// Granted, whole rupiah.
    pub approved: i64,
    /// Paid, whole rupiah.
    pub paid: Option<i64>,
    /// Reported as used, whole rupiah.
    pub reported: Option<i64>,
    /// When it was asked for.
    pub submitted_at: Instant,
    /// The day of the decision, where it is on record.
    pub decided: Option<Day>,
}

#[derive(sqlx::FromRow)]
struct GrantRow {
    id: Uuid,
    number: String,
    stage: String,
    title: String,
    organisation: String,
    district: Option<String>,
    affair: Option<String>,
    fiscal_year: i32,
    requested: Option<i64>,
    approved: i64,
    paid: Option<i64>,
    reported: Option<i64>,
    submitted_at: i64,
    day: Option<i32>,
}

/// What a service granted, the newest first, behind one of an earlier page.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn granted(
    db: &Db,
    region: &RegionCode,
    service: &str,
    behind: Option<(Instant, CaseId)>,
    limit: u32,
) -> Result<Vec<Grant>, StoreError> {
    let (at, case) = behind.map_or((i64::MAX, Uuid::max()), |(at, case)| (at.millis(), case.0));
    let rows: Vec<GrantRow> =
        read!(db, "read grants", sql!("cases/granted"), fetch_all; region.as_str(), service, at, case, i64::from(limit))?;
    let grant = |r: GrantRow| Grant {
        case: CaseId(r.id),
        number: r.number,
        stage: r.stage,
        title: r.title,
        organisation: r.organisation,
        district: r.district,
        affair: r.affair,
        fiscal_year: r.fiscal_year,
        requested: r.requested,
        approved: r.approved,
        paid: r.paid,
        reported: r.reported,
        submitted_at: Instant(r.submitted_at),
        decided: r.day.and_then(Day::from_number),
    };
    Ok(rows.into_iter().map(grant).collect())
}
