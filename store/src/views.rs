//! Views of a desk's list that somebody kept, for themselves or for all who hold the same role.
use crate::{
    Db, StoreError, Tx, json,
    run::{read, read_in, run},
    sql::sql,
};
use domain::{people::AccountId, region::RegionCode, time::Instant};
use uuid::Uuid;

/// One view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskView {
    /// Its id.
    pub id: Uuid,
    /// Who kept it.
    pub owner: AccountId,
    /// The role with which it is shared.
    pub role: Option<String>,
    /// Its name.
    pub name: String,
    /// What it asks for, as a query of the list's address.
    pub query: String,
}

/// What an account kept, first, and what is shared with these roles, by name, at most `limit`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of(db: &Db, region: &RegionCode, owner: AccountId, roles: &[&str], limit: u32) -> Result<Vec<DeskView>, StoreError> {
    let roles = json::write("read views", &roles)?;
    let rows: Vec<(Uuid, Uuid, Option<String>, String, String)> =
        read!(db, "read views", sql!(both "views/of"), fetch_all; region.as_str(), owner.0, roles, i64::from(limit))?;
    Ok(rows.into_iter().map(|(id, owner, role, name, query)| DeskView { id, owner: AccountId(owner), role, name, query }).collect())
}

/// How many an account kept.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn count(tx: &mut Tx<'_>, region: &RegionCode, owner: AccountId) -> Result<i64, StoreError> {
    let (n,): (i64,) = read_in!(tx, "count views", sql!("views/count"), fetch_one; region.as_str(), owner.0)?;
    Ok(n)
}

/// Keeps one.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, view: &DeskView, at: Instant) -> Result<(), StoreError> {
    run!(tx, "keep a view", sql!("views/insert"); view.id, region.as_str(), view.owner.0, view.role.as_deref(), view.name.as_str(),
        view.query.as_str(), at.millis())?;
    Ok(())
}

/// Takes one of its owner away; gives whether there was one.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn remove(tx: &mut Tx<'_>, region: &RegionCode, owner: AccountId, id: Uuid) -> Result<bool, StoreError> {
    Ok(run!(tx, "remove a view", sql!("views/remove"); region.as_str(), id, owner.0)? > 0)
}
