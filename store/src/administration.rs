//! What was done in administering regions, and how each stands.
use crate::{
    Db, StoreError, Tx,
    json::fits,
    run::{read, run},
    sql::sql,
};
use domain::{people::AccountId, region::RegionCode, time::Instant};
use uuid::Uuid;

/// Something that was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deed {
    /// Its number in the record.
    pub seq: i64,
    /// What it was done with: changes of rules, or an account.
    pub subject: Uuid,
    /// When.
    pub at: Instant,
    /// What.
    pub kind: String,
    /// Who.
    pub actor: Option<AccountId>,
    /// Their name; empty where nobody did.
    pub name: String,
    /// What it was about, as JSON.
    pub body: String,
}

/// How a region stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StandingRow {
    /// Which.
    pub region: RegionCode,
    /// `suspended` or `archived`.
    pub state: String,
    /// Why.
    pub reason: String,
    /// Since when.
    pub since: Instant,
}

type Row = (i64, Uuid, i64, String, Option<Uuid>, String, String);

fn deed((seq, subject, at, kind, actor, name, body): Row) -> Deed {
    Deed { seq, subject, at: Instant(at), kind, actor: actor.map(AccountId), name, body }
}

/// Notes what was done.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn note(
    tx: &mut Tx<'_>,
    region: &RegionCode,
    subject: Uuid,
    (kind, body): (&str, &str),
    by: Option<AccountId>,
    at: Instant,
) -> Result<(), StoreError> {
    run!(tx, "note an act of administration", sql!("administration/note"); region.as_str(), subject, at.millis(), kind, by.map(|b| b.0), body)?;
    Ok(())
}

/// What was done with one subject, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn of(db: &Db, region: &RegionCode, subject: Uuid, limit: u32) -> Result<Vec<Deed>, StoreError> {
    let rows: Vec<Row> =
        read!(db, "read acts of administration", sql!("administration/of"), fetch_all; region.as_str(), subject, i64::from(limit))?;
    Ok(rows.into_iter().map(deed).collect())
}

/// What was done in a region, the newest first.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn latest(db: &Db, region: &RegionCode, limit: u32) -> Result<Vec<Deed>, StoreError> {
    let rows: Vec<Row> =
        read!(db, "read acts of administration", sql!("administration/latest"), fetch_all; region.as_str(), i64::from(limit))?;
    Ok(rows.into_iter().map(deed).collect())
}

/// The regions that are not open.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn standings(db: &Db) -> Result<Vec<StandingRow>, StoreError> {
    const DOING: &str = "read how regions stand";
    let rows: Vec<(String, String, String, i64)> = read!(db, "read how regions stand", sql!("administration/standings"), fetch_all)?;
    rows.into_iter()
        .map(|(region, state, reason, since)| Ok(StandingRow { region: fits(DOING, region)?, state, reason, since: Instant(since) }))
        .collect()
}

/// Says how a region stands.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn stand(tx: &mut Tx<'_>, region: &RegionCode, (state, reason): (&str, &str), at: Instant) -> Result<(), StoreError> {
    run!(tx, "say how a region stands", sql!("administration/stand"); region.as_str(), state, reason, at.millis())?;
    Ok(())
}

/// How many cases a region has, how many of them are open, and when one moved last.
///
/// # Errors
/// [`StoreError::Failed`].
pub async fn size(db: &Db, region: &RegionCode) -> Result<(i64, i64, Option<Instant>), StoreError> {
    let (cases, open, last): (i64, i64, Option<i64>) =
        read!(db, "read a region's size", sql!("administration/size"), fetch_one; region.as_str())?;
    Ok((cases, open, last.map(Instant)))
}
