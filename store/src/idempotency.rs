//! The same request twice has one effect: the second gets the first's answer.
use crate::{Db, StoreError, run::read, sql::sql};
use domain::{region::RegionCode, time::Instant};

/// An answer to keep; written by [`cases::commit`](crate::cases::commit) or [`insert`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewIdempotency {
    /// What the key counts within: the account or session, and the act.
    pub scope: String,
    /// The key that came with the request.
    pub key: String,
    /// A hash of the request, so that another request under the same key is noticed.
    pub digest: Vec<u8>,
    /// The answer that was given.
    pub response: String,
    /// When.
    pub at: Instant,
}

/// An answer that was given before.
#[derive(Clone, Debug, PartialEq, Eq, sqlx::FromRow)]
pub struct Answered {
    /// The hash of the request that it answered.
    pub digest: Vec<u8>,
    /// The answer.
    pub response: String,
}

/// The answer given before under a key, if any.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn find(db: &Db, region: &RegionCode, scope: &str, key: &str) -> Result<Option<Answered>, StoreError> {
    read!(db, "look for an earlier answer", sql!("idempotency/find"), fetch_optional; region.as_str(), scope, key)
}

/// Keeps an answer that belongs to no case.
///
/// # Errors
/// [`StoreError::Duplicate`] where the key was used before, else [`StoreError::Failed`].
pub async fn insert(tx: &mut crate::Tx<'_>, region: &RegionCode, new: &NewIdempotency) -> Result<(), StoreError> {
    crate::run::run!(tx, "keep an answer", sql!("idempotency/insert");
        region.as_str(), new.scope.as_str(), new.key.as_str(), new.digest.as_slice(), new.response.as_str(), new.at.0)?;
    Ok(())
}

/// Forgets answers given before `before`; gives how many.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn forget(tx: &mut crate::Tx<'_>, before: Instant) -> Result<u64, StoreError> {
    crate::run::run!(tx, "forget old answers", sql!("idempotency/forget"); before.0)
}
