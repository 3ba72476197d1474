//! Public figures: what a service's cases add up to.
use crate::{Db, StoreError, run::read, sql::sql};
use domain::{
    figures::{Sum, Sums},
    region::RegionCode,
};

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
/// Costs one pass over the narrow index `cases_figures`, an entry a case of those years.
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
