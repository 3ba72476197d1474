//! Cases as they stand, and the one way in which they change: [`commit`].
mod commit;
mod line;
mod row;

pub(crate) use commit::agency_column;
pub use commit::{Commit, commit};
pub use line::{ANY_DUE, Affairs, CaseLine, Narrowed, PublicFilter, desk_page, of_officer, own, public_page, standing};
pub(crate) use line::{containing, lines, whose_name};
pub(crate) use row::{NO_TERM, due_number, outcome_name, outcome_named};

use crate::{
    Db, StoreError, Tx,
    json::{self, Hex},
    run::{read, read_in},
    sql::sql,
};
use domain::{
    case::{CaseId, CaseState},
    number::CaseNumber,
    people::AccountId,
    region::RegionCode,
    time::Day,
};
use uuid::Uuid;

/// A case as the last of its events left it.
#[derive(Clone, Debug, PartialEq)]
pub struct StoredCase {
    /// The case.
    pub state: CaseState,
    /// The number of its last event in the log.
    pub seq: i64,
}

fn stored(row: Option<(String, i64)>) -> Result<Option<StoredCase>, StoreError> {
    row.map(|(state, seq)| Ok(StoredCase { state: json::read("read a case", &state)?, seq })).transpose()
}

pub(crate) fn stored_all(rows: Vec<(String, i64)>) -> Result<Vec<StoredCase>, StoreError> {
    rows.into_iter().map(|(state, seq)| Ok(StoredCase { state: json::read("read a case", &state)?, seq })).collect()
}

/// The case of an id, if the region has it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_id(db: &Db, region: &RegionCode, case: CaseId) -> Result<Option<StoredCase>, StoreError> {
    stored(read!(db, "read a case", sql!("cases/by_id"), fetch_optional; region.as_str(), case.0)?)
}

/// The cases of these ids that the region has, in no order.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_ids(db: &Db, region: &RegionCode, cases: &[CaseId]) -> Result<Vec<StoredCase>, StoreError> {
    let ids = json::write("read cases", &cases.iter().map(|case| Hex(case.0)).collect::<Vec<_>>())?;
    let rows: Vec<_> = read!(db, "read cases", sql!(both "cases/by_ids"), fetch_all; region.as_str(), ids)?;
    stored_all(rows)
}

/// The case of a receipt's number, if the region has it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_number(db: &Db, region: &RegionCode, number: &CaseNumber) -> Result<Option<StoredCase>, StoreError> {
    stored(read!(db, "read a case", sql!("cases/by_number"), fetch_optional; region.as_str(), number.to_string())?)
}

/// The case of an id, kept from other writers until the transaction ends.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn for_update(tx: &mut Tx<'_>, region: &RegionCode, case: CaseId) -> Result<Option<StoredCase>, StoreError> {
    stored(read_in!(tx, "read a case", sql!(both "cases/for_update"), fetch_optional; region.as_str(), case.0)?)
}

/// Open cases at a stage whose term ends on `until` or before, by their ids; a page after `after`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn ripe(
    db: &Db,
    region: &RegionCode,
    service: &str,
    stage: &str,
    until: Day,
    after: CaseId,
    limit: u32,
) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "list cases whose term ends", sql!("cases/ripe"), fetch_all;
        region.as_str(), service, stage, until.number(), after.0, i64::from(limit))?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// Open cases at a stage whose promise ended before `today`, by their ids; a page after `after`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn past_promise(
    db: &Db,
    region: &RegionCode,
    (service, stage): (&str, &str),
    today: Day,
    after: CaseId,
    limit: u32,
) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "list cases past their promise", sql!("cases/promised"), fetch_all;
        region.as_str(), service, stage, today.number(), after.0, i64::from(limit))?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// Cases at a stage, ended ones too, whose term ends on `day` or later, by their ids; a page after `after`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn due_from(
    db: &Db,
    region: &RegionCode,
    (service, stage): (&str, &str),
    day: Day,
    after: CaseId,
    limit: u32,
) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "list cases with days left", sql!("cases/due_from"), fetch_all;
        region.as_str(), service, stage, day.number(), after.0, i64::from(limit))?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// How many cases came to a case's stage before it and still wait there for an officer or for anybody, `most` at most.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn ahead(db: &Db, region: &RegionCode, state: &CaseState, officer: AccountId, today: Day, most: u32) -> Result<u32, StoreError> {
    let (n,): (i64,) = read!(db, "count older cases", sql!("cases/ahead"), fetch_one; region.as_str(), state.service.as_str(),
        state.stage.as_str(), state.stage_since.millis(), officer.0, today.number(), i64::from(most))?;
    Ok(u32::try_from(n).unwrap_or(u32::MAX))
}

/// Open cases of a region by their ids; a page after `after`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn open_after(db: &Db, region: &RegionCode, after: CaseId, limit: u32) -> Result<Vec<CaseId>, StoreError> {
    let rows: Vec<(Uuid,)> = read!(db, "list open cases", sql!("cases/open_after"), fetch_all; region.as_str(), after.0, i64::from(limit))?;
    Ok(rows.into_iter().map(|(id,)| CaseId(id)).collect())
}

/// The hash of the secret on a case's receipt.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn secret_hash(db: &Db, region: &RegionCode, case: CaseId) -> Result<Option<Vec<u8>>, StoreError> {
    let row: Option<(Vec<u8>,)> = read!(db, "read a receipt's secret", sql!("cases/secret"), fetch_optional; region.as_str(), case.0)?;
    Ok(row.map(|(hash,)| hash))
}
