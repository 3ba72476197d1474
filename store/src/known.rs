//! What the server saw of a region's pack when it last acted on it: so that a change is noticed, once.
use crate::{
    Db, StoreError, Tx,
    run::{read, read_in, run},
    sql::sql,
};
use domain::region::RegionCode;

/// What was seen under a name.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn get(db: &Db, region: &RegionCode, name: &str) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = read!(db, "read what was seen", sql!("known/get"), fetch_optional; region.as_str(), name)?;
    Ok(row.map(|(value,)| value))
}

/// The same, of what a transaction sees.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn get_in(tx: &mut Tx<'_>, region: &RegionCode, name: &str) -> Result<Option<String>, StoreError> {
    let row: Option<(String,)> = read_in!(tx, "read what was seen", sql!("known/get"), fetch_optional; region.as_str(), name)?;
    Ok(row.map(|(value,)| value))
}

/// Notes it.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, name: &str, value: &str) -> Result<(), StoreError> {
    run!(tx, "note what was seen", sql!("known/put"); region.as_str(), name, value)?;
    Ok(())
}
