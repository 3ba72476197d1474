//! The running numbers that case numbers are made of.
use crate::{StoreError, Tx, json::fits, run::read_in, sql::sql};
use domain::region::RegionCode;

/// Takes `n` serials of a prefix and year out of the region's count and gives the first; serials begin at 1. What is
/// taken and not used leaves a hole, which is allowed: a number must be unique, not dense.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn reserve(tx: &mut Tx<'_>, region: &RegionCode, prefix: &str, year: u16, n: u32) -> Result<u32, StoreError> {
    let (first,): (i64,) = read_in!(tx, "reserve numbers", sql!("serials/reserve"), fetch_one;
        region.as_str(), prefix, i32::from(year), i64::from(n))?;
    fits("reserve numbers", first)
}
