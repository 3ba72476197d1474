//! Links with which a screen shows a board without anybody signed in.
use crate::{
    Db, StoreError, Tx,
    run::{read, run},
    sql::sql,
};
use domain::{people::AccountId, region::RegionCode, time::Instant};
use uuid::Uuid;

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wall {
    /// Its id.
    pub id: Uuid,
    /// What it is for: the place where the screen hangs.
    pub name: String,
    /// The board's key.
    pub board: String,
    /// When it was made.
    pub made_at: Instant,
    /// When a screen last asked with it.
    pub seen_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// Keeps a new link under the hash of its token.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert(tx: &mut Tx<'_>, region: &RegionCode, wall: &Wall, token_hash: &[u8], by: AccountId) -> Result<(), StoreError> {
    run!(tx, "keep a wall's link", sql!("walls/insert"); wall.id, region.as_str(), token_hash, wall.name.as_str(), wall.board.as_str(),
        by.0, wall.made_at.millis())?;
    Ok(())
}

/// The link of a token that was not revoked: id, name and board.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn by_token(db: &Db, region: &RegionCode, token_hash: &[u8]) -> Result<Option<(Uuid, String, String)>, StoreError> {
    read!(db, "read a wall's link", sql!("walls/by_token"), fetch_optional; region.as_str(), token_hash)
}

/// The region's links, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn all(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<Wall>, StoreError> {
    type Row = (Uuid, String, String, i64, Option<i64>, Option<i64>);
    let rows: Vec<Row> = read!(db, "read walls' links", sql!("walls/all"), fetch_all; region.as_str(), i64::from(limit))?;
    let wall = |(id, name, board, made_at, seen_at, revoked_at): Row| Wall {
        id,
        name,
        board,
        made_at: Instant(made_at),
        seen_at: seen_at.map(Instant),
        revoked_at: revoked_at.map(Instant),
    };
    Ok(rows.into_iter().map(wall).collect())
}

/// Revokes a link; gives whether there was one that was not.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn revoke(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "revoke a wall's link", sql!("walls/revoke"); region.as_str(), id, at.millis())? > 0)
}

/// Notes that a screen asked with it, unless that was noted after `before`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn seen(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant, before: Instant) -> Result<(), StoreError> {
    run!(tx, "note that a wall shows", sql!("walls/seen"); region.as_str(), id, at.millis(), before.millis())?;
    Ok(())
}
