//! What sources outside say: the newest of each thing, and the keys with which they send.
use crate::{
    Db, StoreError, Tx, json,
    run::{read, run},
    sql::sql,
};
use domain::{
    people::AccountId,
    region::RegionCode,
    signal::{Said, Signal},
    time::Instant,
};
use serde::Serialize;
use uuid::Uuid;

const DOING: &str = "keep signals";

#[derive(Serialize)]
struct Row<'a> {
    source: &'a str,
    thing: &'a str,
    at: i64,
    latitude: Option<i64>,
    longitude: Option<i64>,
    value: Option<i64>,
    picture: Option<&'a str>,
}

impl<'a> From<&'a Signal> for Row<'a> {
    fn from(signal: &'a Signal) -> Self {
        let mut row = Self {
            source: &signal.source,
            thing: &signal.thing,
            at: signal.at.millis(),
            latitude: None,
            longitude: None,
            value: None,
            picture: None,
        };
        match &signal.said {
            Said::At(north, east) => (row.latitude, row.longitude) = (Some(*north), Some(*east)),
            Said::Reads(value) => row.value = Some(*value),
            Said::Sees(address) => row.picture = Some(address),
        }
        row
    }
}

/// Keeps the newest of some things, each at most once in the list; what is older than what is there changes nothing.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn put(tx: &mut Tx<'_>, region: &RegionCode, signals: &[Signal]) -> Result<(), StoreError> {
    let rows: Vec<Row<'_>> = signals.iter().map(Row::from).collect();
    run!(tx, "keep signals", sql!(both "signals/put"); region.as_str(), json::write(DOING, &rows)?)?;
    Ok(())
}

/// What every thing said last, by source.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn all(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<Signal>, StoreError> {
    type Line = (String, String, i64, Option<i64>, Option<i64>, Option<i64>, Option<String>);
    let rows: Vec<Line> = read!(db, "read signals", sql!("signals/all"), fetch_all; region.as_str(), i64::from(limit))?;
    let signal = |(source, thing, at, north, east, value, picture): Line| {
        let said = match (north, east, value, picture) {
            (Some(north), Some(east), ..) => Said::At(north, east),
            (_, _, Some(value), _) => Said::Reads(value),
            (.., picture) => Said::Sees(picture.unwrap_or_default()),
        };
        Signal { source, thing, at: Instant(at), said }
    };
    Ok(rows.into_iter().map(signal).collect())
}

/// When each source was heard last, and how many things it has.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn heard(db: &Db, region: &RegionCode) -> Result<Vec<(String, Instant, i64)>, StoreError> {
    let rows: Vec<(String, i64, i64)> = read!(db, "read signals", sql!("signals/heard"), fetch_all; region.as_str())?;
    Ok(rows.into_iter().map(|(source, at, things)| (source, Instant(at), things)).collect())
}

/// Forgets things that have said nothing since a time.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn forget(tx: &mut Tx<'_>, region: &RegionCode, before: Instant) -> Result<(), StoreError> {
    run!(tx, "forget signals", sql!("signals/forget"); region.as_str(), before.millis())?;
    Ok(())
}

/// A key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignalKey {
    /// Its id.
    pub id: Uuid,
    /// The source's key.
    pub source: String,
    /// Who has it.
    pub name: String,
    /// When it was made.
    pub made_at: Instant,
    /// When something came with it last.
    pub seen_at: Option<Instant>,
    /// When it was revoked.
    pub revoked_at: Option<Instant>,
}

/// Keeps a new key under its hash.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn insert_key(tx: &mut Tx<'_>, region: &RegionCode, key: &SignalKey, hash: &[u8], by: AccountId) -> Result<(), StoreError> {
    run!(tx, "keep a source's key", sql!("signals/key_insert"); key.id, region.as_str(), hash, key.source.as_str(), key.name.as_str(),
        by.0, key.made_at.millis())?;
    Ok(())
}

/// The id and the source of a key that was not revoked.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn key_of(db: &Db, region: &RegionCode, hash: &[u8]) -> Result<Option<(Uuid, String)>, StoreError> {
    read!(db, "read a source's key", sql!("signals/key_of"), fetch_optional; region.as_str(), hash)
}

/// The region's keys, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn keys(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<SignalKey>, StoreError> {
    type Line = (Uuid, String, String, i64, Option<i64>, Option<i64>);
    let rows: Vec<Line> = read!(db, "read sources' keys", sql!("signals/keys"), fetch_all; region.as_str(), i64::from(limit))?;
    let key = |(id, source, name, made_at, seen_at, revoked_at): Line| SignalKey {
        id,
        source,
        name,
        made_at: Instant(made_at),
        seen_at: seen_at.map(Instant),
        revoked_at: revoked_at.map(Instant),
    };
    Ok(rows.into_iter().map(key).collect())
}

/// Notes that something came with a key, unless that was noted after `before`.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn key_seen(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant, before: Instant) -> Result<(), StoreError> {
    run!(tx, "note that a source sends", sql!("signals/key_seen"); region.as_str(), id, at.millis(), before.millis())?;
    Ok(())
}

/// Revokes a key; gives whether there was one that was not.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn revoke_key(tx: &mut Tx<'_>, region: &RegionCode, id: Uuid, at: Instant) -> Result<bool, StoreError> {
    Ok(run!(tx, "revoke a source's key", sql!("signals/key_revoke"); region.as_str(), id, at.millis())? > 0)
}
