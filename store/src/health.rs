//! How Terang itself answered, hour by hour.
use crate::{
    Db, StoreError, Tx,
    run::{read, run},
    sql::sql,
};
use domain::{health::Hour, region::RegionCode};

/// Adds what a server measured to its hour.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn add(tx: &mut Tx<'_>, region: &RegionCode, of: &Hour) -> Result<(), StoreError> {
    let [a, b, c, d, e, f, g] = of.took;
    // The bits of sixty minutes fit into the sign-less part.
    let up = i64::try_from(of.up).unwrap_or(i64::MAX);
    run!(tx, "keep what was measured", sql!("health/add"); region.as_str(), of.hour, up, of.faults, a, b, c, d, e, f, g,
        of.sign_ins_failed)?;
    Ok(())
}

/// The hours since one, the earliest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn since(db: &Db, region: &RegionCode, hour: i64) -> Result<Vec<Hour>, StoreError> {
    type Row = (i64, i64, i64, i64, i64, i64, i64, i64, i64, i64, i64);
    let rows: Vec<Row> = read!(db, "read what was measured", sql!("health/since"), fetch_all; region.as_str(), hour)?;
    let hour = |(hour, up, faults, a, b, c, d, e, f, g, sign_ins_failed): Row| Hour {
        hour,
        up: u64::try_from(up).unwrap_or(0),
        faults,
        took: [a, b, c, d, e, f, g],
        sign_ins_failed,
    };
    Ok(rows.into_iter().map(hour).collect())
}

/// The first hour that was measured.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn first(db: &Db, region: &RegionCode) -> Result<Option<i64>, StoreError> {
    let (hour,): (Option<i64>,) = read!(db, "read what was measured", sql!("health/first"), fetch_one; region.as_str())?;
    Ok(hour)
}
