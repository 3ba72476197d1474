//! One-time codes that prove a login or reset a password; kept as hashes, with a count of wrong tries.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{people::AccountId, region::RegionCode, time::Instant};
use uuid::Uuid;

/// A code to keep.
#[derive(Clone, PartialEq, Eq)]
pub struct NewCode {
    /// Its id.
    pub id: Uuid,
    /// Whose it is.
    pub account: AccountId,
    /// What it opens.
    pub purpose: String,
    /// The hash of the code.
    pub code_hash: Vec<u8>,
    /// When it ends.
    pub expires_at: Instant,
}

/// A code as kept.
#[derive(Clone, PartialEq, Eq)]
pub struct Code {
    /// Its id.
    pub id: Uuid,
    /// The hash of the code.
    pub code_hash: Vec<u8>,
    /// When it ends.
    pub expires_at: Instant,
    /// How often it was tried.
    pub attempts: u32,
    /// When it was used.
    pub used_at: Option<Instant>,
}

type CodeRow = (Uuid, Vec<u8>, i64, i32, Option<i64>);

/// Keeps a code.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert_code(tx: &mut Tx<'_>, region: &RegionCode, new: &NewCode) -> Result<(), StoreError> {
    run!(tx, "keep a code", sql!("accounts/insert_code");
        new.id, region.as_str(), new.account.0, new.purpose.as_str(), new.code_hash.as_slice(), new.expires_at.0)?;
    Ok(())
}

/// The code of an account and purpose that ends last, used and ended ones too.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn latest_code(db: &Db, account: AccountId, purpose: &str) -> Result<Option<Code>, StoreError> {
    let row: Option<CodeRow> = read!(db, "read a code", sql!("accounts/latest_code"), fetch_optional; account.0, purpose)?;
    row.map(|(id, code_hash, expires_at, attempts, used_at)| {
        Ok(Code { id, code_hash, expires_at: Instant(expires_at), attempts: fits("read a code", attempts)?, used_at: used_at.map(Instant) })
    })
    .transpose()
}

/// Counts a try; gives how many there were, this one included, or `None` where there is no such code. Count first,
/// compare then: tries at the same time are all counted.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn count_attempt(tx: &mut Tx<'_>, code: Uuid) -> Result<Option<u32>, StoreError> {
    let row: Option<(i32,)> = read_in!(tx, "count a try", sql!("accounts/count_attempt"), fetch_optional; code)?;
    row.map(|(attempts,)| fits("count a try", attempts)).transpose()
}

/// Uses a code up; `false` where it was used before.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn use_code(tx: &mut Tx<'_>, code: Uuid, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "use a code", sql!("accounts/use_code"); code, at.0)? == 1)
}
