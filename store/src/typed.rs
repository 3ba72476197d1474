//! What officers have typed on a case's page and not sent, sealed by the engine.
use crate::{
    Db, StoreError, Tx,
    run::{read, run},
    sql::sql,
};
use domain::{case::CaseId, people::AccountId, region::RegionCode, time::Instant};

/// Keeps it, in place of what was there.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, who: AccountId, case: CaseId, typed: &str, at: Instant) -> Result<(), StoreError> {
    run!(tx, "keep what was typed", sql!("typed/put"); region.as_str(), who.0, case.0, typed, at.millis())?;
    Ok(())
}

/// What somebody has typed on a case's page.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of(db: &Db, region: &RegionCode, who: AccountId, case: CaseId) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = read!(db, "read what was typed", sql!("typed/of"), fetch_optional; region.as_str(), who.0, case.0)?;
    Ok(row.map(|(typed,)| typed))
}

/// Takes it away.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn remove(tx: &mut Tx<'_>, region: &RegionCode, who: AccountId, case: CaseId) -> Result<(), StoreError> {
    run!(tx, "forget what was typed", sql!("typed/remove"); region.as_str(), who.0, case.0)?;
    Ok(())
}

/// Takes away what was typed before `before`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn forget(tx: &mut Tx<'_>, region: &RegionCode, before: Instant) -> Result<(), StoreError> {
    run!(tx, "forget what was typed", sql!("typed/forget"); region.as_str(), before.millis())?;
    Ok(())
}
